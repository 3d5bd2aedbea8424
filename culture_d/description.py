"""What somebody should know of a table before using it, in words: ``describe(table)``.

Lines, columns, gaps, period, places, what looks odd, people, and three questions to ask. Values are never quoted,
but for the bounds of figures and dates in tables that describe nobody.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import date, language, number, t
from culture_d.oddities import Oddity, find_oddities
from culture_d.personal_columns import POSSIBLE
from culture_d.profile import Column, Period, Profile, profile
from culture_d.publish.drafting import words_of
from culture_d.publish.frames import read_cells
from culture_d.sniffing import unique_names
from culture_d.tables import Table, TableError
from culture_d.understood import enumeration, quoted

_COLUMNS_TOLD = 30
_ASKED = 3
_NAMED = 4
_NO_MEASURE = re.compile(
    r"(?:^|_)(?:id|num|numero|rang|rank|mois|month|jour|day|heure|hour|semaine|week|trimestre|quarter)(?:_|$)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)", re.ASCII)


@dataclass(frozen=True)
class Description:
    """What was understood of a table, ready to be said in either language.

    Attributes
    ----------
    profile : Profile
    oddities : list of Oddity
    name : str
        What to call the table.
    lang : {"en", "fr"}
    resource : dict or None
        Its title, units, source and licence, for a table of the course.
    """

    profile: Profile
    oddities: list[Oddity]
    name: str
    lang: str
    resource: dict | None = None

    def sentences(self, lang: str | None = None) -> list[str]:
        """Return everything that is said, one sentence after the other; the three questions come last."""
        lang = lang or self.lang
        columns = [t("describe.column", lang, name=n, what=what) for n, what in self._columns(lang)]
        more = len(self.profile.columns) - _COLUMNS_TOLD
        if more > 0:
            columns.append(t("describe.more_columns", lang, n=more))
        return [
            *self._opening(lang),
            *columns,
            *self._extent(lang),
            *self._odd(lang),
            *self._people(lang),
            *self.questions(lang),
        ]

    def questions(self, lang: str | None = None) -> list[str]:
        """Return three questions to ask before using the table, the most pressing first."""
        lang = lang or self.lang
        return list(dict.fromkeys(self._asked(lang)))[:_ASKED]

    def __repr__(self) -> str:
        return "\n".join(self.sentences())

    def _repr_html_(self) -> str:
        lang = self.lang
        rows = "".join(
            f'<tr><th scope="row"><code>{escape(c.name)}</code> {escape(self._title(c, lang))}</th>'
            f"<td>{escape(self._holds(c, lang))}</td></tr>"
            for c in self.profile.columns[:_COLUMNS_TOLD]
        )
        more = len(self.profile.columns) - _COLUMNS_TOLD
        heads = "".join(f'<th scope="col">{escape(t(f"describe.head_{k}", lang))}</th>' for k in ("column", "holds"))
        return (
            f'<div class="cd-description"><p>{_joined(self._opening(lang))}</p>'
            f"<table><caption>{escape(t('describe.columns_title', lang))}</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            + (f"<p>{escape(t('describe.more_columns', lang, n=more))}</p>" if more > 0 else "")
            + f'<p style="margin-top: 1rem">{_joined(self._extent(lang))}</p>'
            + _listed("ul", t("describe.odd_title", lang), self._odd(lang))
            + _listed("ul", t("describe.people_title", lang), self._people(lang))
            + _listed("ol", t("describe.ask_title", lang), self.questions(lang))
            + "</div>"
        )

    # --- what is said, part by part

    def _opening(self, lang: str) -> Iterator[str]:
        seen = self.profile
        name = (
            t("tables.quoted", lang, name=self._called(lang)) if self._called(lang) else t("describe.this_table", lang)
        )
        lines = t("profile.lines", lang, n=seen.rows)
        columns = t("tables.columns", lang, n=len(seen.columns))
        yield t("describe.size", lang, name=name, lines=lines, columns=columns)
        if self.resource:
            sources = enumeration([_titled(s, lang) for s in self.resource["sources"]], lang)
            yield t("describe.source", lang, sources=sources, licence=_titled(self.resource["licenses"][0], lang))
        else:
            yield t("describe.unknown_source", lang)
        if aside := self._aside():
            yield t("describe.aside", lang, n=aside)
        if not seen.rows:
            yield t("describe.no_line", lang)
        elif seen.keys:
            yield t("describe.line_key", lang, name=quoted([self._key()], lang))
        elif seen.key_pair:
            first, second = (quoted([name], lang) for name in seen.key_pair)
            yield t("describe.line_pair", lang, first=first, second=second)
        elif seen.rows > 1:
            yield t("describe.line_none", lang)
        if not seen.keys and not seen.key_pair and seen.rows > 1:
            twins = seen.duplicate_rows
            yield t("describe.twins", lang, n=twins) if twins else t("describe.no_twin", lang)

    def _key(self) -> str:
        """Return the column that tells the lines apart, rather one that describes nobody."""
        personal = {clue.column for clue in self.profile.personal}
        return next((key for key in self.profile.keys if key not in personal), self.profile.keys[0])

    def _called(self, lang: str) -> str:
        return self.name or (self.resource["titles"][lang] if self.resource else "")

    def _aside(self) -> int:
        read = self.profile.understood
        return len(read.preamble) + len(read.notes) if read else 0

    def _columns(self, lang: str) -> list[tuple[str, str]]:
        """Return the first columns as the table names them, and what each seems to hold."""
        return [(self._named(c, lang), self._holds(c, lang)) for c in self.profile.columns[:_COLUMNS_TOLD]]

    def _named(self, column: Column, lang: str) -> str:
        name, title = quoted([column.name], lang), self._title(column, lang)
        return t("describe.titled", lang, name=name, title=title) if title else name

    def _title(self, column: Column, lang: str) -> str:
        known = self._field(column)
        return known["titles"][lang] if known else ""

    def _field(self, column: Column) -> dict | None:
        fields = self.resource["schema"]["fields"] if self.resource else []
        return next((f for f in fields if f["name"] == column.name), None)

    def _unit(self, column: Column, lang: str) -> str:
        known = self._field(column)
        return known.get("unit", {}).get(lang, "") if known else words_of(column.name, True).unit

    def _holds(self, column: Column, lang: str) -> str:
        clue = next((c for c in self.profile.personal if c.column == column.name), None)
        if clue:
            what, sure = (t(f"profile.{key}", lang) for key in (f"what_{clue.what}", f"sure_{clue.sure}"))
            parts = [t("describe.holds_person", lang, what=what, sure=sure)]
        else:
            kind = "years" if self._period_of(column) and column.kind == "whole" else column.kind
            parts = [t(f"describe.holds_{kind}", lang, n=column.distinct)]
            if column.kind in ("number", "whole") and kind != "years" and (unit := self._unit(column, lang)):
                parts[0] = t("describe.in_unit", lang, what=parts[0], unit=unit)
            parts += self._bounds(column, lang)
        if column.missing and column.kind != "empty":
            parts.append(t("describe.missing_cells", lang, n=column.missing))
        return ", ".join(parts)

    def _bounds(self, column: Column, lang: str) -> list[str]:
        if self._guarded() or column.low is None or column.low == column.high:
            return []
        days = isinstance(column.low, dt.datetime)
        low, high = (self._written(column, bound, lang) for bound in (column.low, column.high))
        return [t("describe.from_to_day" if days else "describe.from_to", lang, low=low, high=high)]

    def _written(self, column: Column, bound: object, lang: str) -> str:
        if isinstance(bound, dt.datetime):
            return date(bound, lang)
        return f"{bound:.0f}" if self._period_of(column) else number(bound, lang=lang)

    def _period_of(self, column: Column) -> Period | None:
        return next((p for p in self.profile.periods if p.column == column.name), None)

    def _guarded(self) -> bool:
        """Tell whether the table surely describes persons: an extreme may then point to one of them."""
        return any(clue.sure != POSSIBLE for clue in self.profile.personal)

    def _extent(self, lang: str) -> Iterator[str]:
        seen = self.profile
        gaps = [c for c in sorted(seen.columns, key=lambda c: -c.missing) if c.missing and c.kind != "empty"]
        if gaps:
            names = quoted([c.name for c in gaps[:_NAMED]], lang)
            yield t("describe.gaps", lang, n=sum(c.missing for c in gaps), total=seen.cells, names=names)
        elif not seen.missing:
            yield t("describe.no_gap", lang)
        if not self._guarded():
            yield from self._periods(lang)
        told = [
            t(f"profile.place_{p.what}", lang, name=quoted([p.column], lang), n=p.distinct)
            for p in seen.places[:_NAMED]
        ]
        if told:
            yield t("describe.places", lang, list=("\u202f; " if lang == "fr" else "; ").join(told))

    def _periods(self, lang: str) -> Iterator[str]:
        for period in self.profile.periods[:_NAMED]:
            name = quoted([period.column], lang)
            if period.years:
                start, end = str(period.start.year), str(period.end.year)
                yield t("describe.period", lang, name=name, start=start, end=end)
            else:
                start, end = date(period.start, lang), date(period.end, lang)
                yield t("describe.period_day", lang, name=name, start=start, end=end)
        years = self._years_in_names()
        if years:
            yield t("describe.period_names", lang, n=len(years), years=enumeration(years[: 2 * _NAMED], lang))
        elif not self.profile.periods:
            yield t("describe.no_period", lang)

    def _years_in_names(self) -> list[str]:
        return sorted({year[0] for c in self.profile.columns if (year := _YEAR.search(c.name))})

    def _odd(self, lang: str) -> list[str]:
        told = [self._odd_told(odd, lang) for odd in self.oddities if not (odd.rule == "sentinel" and self._guarded())]
        return told or [t("describe.odd_nothing", lang)]

    def _odd_told(self, odd: Oddity, lang: str) -> str:
        names = quoted(odd.names, lang, _NAMED) if odd.names else ""
        return t(f"describe.odd_{odd.rule}", lang, n=odd.n, names=names, value=odd.told_value(lang))

    def _people(self, lang: str) -> Iterator[str]:
        clues = self.profile.personal
        if not clues:
            yield t("describe.no_people", lang)
            return
        told = dict.fromkeys(t(f"profile.what_{c.what}", lang) for c in clues)
        names = quoted([c.column for c in clues], lang)
        yield t("describe.people", lang, n=len(clues), names=names, list=", ".join(told))
        if self._guarded():
            yield t("describe.people_bounds", lang)

    def _asked(self, lang: str) -> Iterator[str]:
        """Yield questions, the most pressing first; there are always three."""
        seen = self.profile
        if seen.personal:
            yield t("describe.ask_people", lang, names=quoted([c.column for c in seen.personal], lang, _NAMED))
        for odd in self.oddities:
            if odd.rule in ("sentinel", "zero", "total", "text", "districts"):
                names = quoted(odd.names, lang, _NAMED) if odd.names else ""
                yield t(f"describe.ask_{odd.rule}", lang, names=names, value=odd.told_value(lang))
        if seen.duplicate_rows:
            yield t("describe.ask_twins", lang)
        worst = max(seen.columns, key=lambda c: c.missing if c.kind != "empty" else 0)
        if worst.missing and worst.kind != "empty":
            yield t("describe.ask_missing", lang, names=quoted([worst.name], lang))
        if not self.resource:
            yield t("describe.ask_source", lang)
        unnamed = [c.name for c in seen.columns if self._lacks_unit(c, lang)]
        if unnamed:
            yield t("describe.ask_unit", lang, names=quoted(unnamed[:1], lang))
        if not seen.periods and not self._years_in_names():
            yield t("describe.ask_period", lang)
        if not seen.keys and not seen.key_pair:
            yield t("describe.ask_line", lang)
        yield t("describe.ask_extent", lang)
        yield t("describe.ask_change", lang)
        yield t("describe.ask_meaning", lang)

    def _lacks_unit(self, column: Column, lang: str) -> bool:
        measured = column.kind in ("number", "whole") and not self._period_of(column)
        placed = any(p.column == column.name for p in self.profile.places)
        named = _NO_MEASURE.search(plain_name(column.name))
        return measured and not placed and not named and not self._unit(column, lang)


def describe(table: Table | pd.DataFrame, name: str = "", lang: str | None = None) -> Description:
    """Say in words what somebody should know of a table before using it.

    Parameters
    ----------
    table : Table or pandas.DataFrame
        What ``read_table`` or ``load`` gives, or any DataFrame. It is left as it is.
    name : str
        What to call it; the title of a table of the course, or the name of its file, by default.
    lang : {"en", "fr"}, optional
        The current language by default.

    Returns
    -------
    Description
        ``.sentences()`` lists what is said; a notebook shows it as a page. The same table gives the same words.

    Raises
    ------
    TableError
        If it is no table, or one without a column.
    """
    lang = lang or language()
    data = table.data if isinstance(table, Table) else table
    if not isinstance(data, pd.DataFrame):
        raise TableError(t("describe.not_a_table", lang))
    if not data.shape[1]:
        raise TableError(t("describe.no_column", lang))
    resource = None if isinstance(table, Table) else _resource_of(data)
    read = table if isinstance(table, Table) else _read(data)
    seen = profile(read)
    cells = read.data if isinstance(read, Table) else read
    understood = table.understood if isinstance(table, Table) else None
    called = name or (table.name if isinstance(table, Table) else "")
    return Description(seen, find_oddities(cells, seen, understood), called, lang, resource)


def _read(data: pd.DataFrame) -> pd.DataFrame:
    """Return a plain table, its lines numbered, whose names are texts that differ and whose cells are read."""
    flat = pd.DataFrame({i: data.iloc[:, i].reset_index(drop=True) for i in range(data.shape[1])})
    names = [" ".join(map(str, n)) if isinstance(n, tuple) else str(n) for n in data.columns]
    flat.columns = pd.Index(unique_names(names, len(names))[0], dtype=object)
    return read_cells(flat)


def _resource_of(data: pd.DataFrame) -> dict | None:
    """Return what the course knows of a table, unless the reader has made other columns of it."""
    resource = data.attrs.get("resource")
    fields = {f["name"] for f in resource["schema"]["fields"]} if resource else set()
    return resource if resource and fields.issuperset(data.columns) else None


def _titled(item: dict, lang: str) -> str:
    return item.get("titles", {}).get(lang, item["title"])


def _joined(sentences: Iterator[str]) -> str:
    return " ".join(map(escape, sentences))


def _listed(tag: str, title: str, sentences: Iterator[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<p><strong>{escape(title)}</strong></p><{tag}>{items}</{tag}>"
