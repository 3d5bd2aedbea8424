"""The sheet of a dataset: the words that a portal asks for, and what is missing or odd in them.

``Sheet(title="Trees of the town", …)`` accepts what people write (keywords separated by commas, a year for a
period) and says in one sentence what it cannot understand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as slots
from html import escape
from typing import NamedTuple

import pandas as pd

from culture_d.i18n import LANGUAGES, date, language, t
from culture_d.publish.errors import refuse
from culture_d.publish.frequencies import Frequency, find_frequency
from culture_d.publish.licences import Licence, find_licence

Day = dt.date | None


class FieldWords(NamedTuple):
    """The words of a column: a title for people, what it holds, its unit."""

    title: str = ""
    description: str = ""
    unit: str = ""


@dataclass
class Sheet:
    """What a portal says of a dataset.

    Attributes
    ----------
    title, description, producer, spatial, contact : str
    licence : str
        An id of ``data/licences.yml`` (``"fr-lo"``…), or any name that portals give a licence.
    frequency : str
        A term of the European list, such as ``"annual"``.
    keywords : list of str
    temporal : (start, end)
        First and last day that the data speak of; None where it is not known.
    fields : dict
        Name of a column -> :class:`FieldWords`.
    theme : str
        A code of the European list of themes, such as ``"ENVI"``; optional.
    modified : datetime.date or None
        Last update of the data; optional.
    lang : {"en", "fr"}
        The language in which the sheet is written; the current one by default.
    """

    title: str = ""
    description: str = ""
    producer: str = ""
    licence: str = ""
    frequency: str = ""
    keywords: list[str] = field(default_factory=list)
    temporal: tuple[Day, Day] = (None, None)
    spatial: str = ""
    contact: str = ""
    fields: dict[str, FieldWords] = field(default_factory=dict)
    theme: str = ""
    modified: Day = None
    lang: str = ""

    def __setattr__(self, name: str, value: object) -> None:
        """Understand what is given, or refuse it in one sentence: at once, rather than in the files made later."""
        known = [slot.name for slot in slots(self)]
        if name not in known:
            raise refuse("no_such_line", self.lang or None, name=name, names=", ".join(known))
        super().__setattr__(name, _UNDERSTOOD.get(name, _text)(value, name, self.lang or None))

    @property
    def known_licence(self) -> Licence | None:
        """The licence, where the course knows it."""
        return find_licence(self.licence)

    @property
    def known_frequency(self) -> Frequency | None:
        """The frequency, where it is in the European list."""
        return find_frequency(self.frequency)

    def missing(self, lang: str | None = None) -> list[str]:
        """Return what is still to be said, as questions."""
        return self._said("missing", lang)

    def odd(self, lang: str | None = None) -> list[str]:
        """Return what is odd in what was said, and what to do about it."""
        return self._said("odd", lang)

    def _said(self, kind: str, lang: str | None) -> list[str]:
        from culture_d.publish.sheet_checks import remarks

        return [remark.sentence(lang) for remark in remarks(self) if remark.kind == kind]

    def lines(self, lang: str | None = None) -> list[tuple[str, str]]:
        """Return the lines of the sheet that are filled, each with its name, as text."""
        lang = lang or language()
        licence, frequency = self.known_licence, self.known_frequency
        said = {
            "title": self.title,
            "description": self.description,
            "producer": self.producer,
            "licence": licence.name[lang] if licence else self.licence,
            "frequency": frequency.words(lang) if frequency else self.frequency,
            "keywords": ", ".join(self.keywords),
            "temporal": period(self.temporal, lang),
            "spatial": self.spatial,
            "contact": self.contact,
            "modified": date(self.modified, lang) if self.modified else "",
        }
        return [(t(f"publish.line_{key}", lang), text) for key, text in said.items() if text]

    def _repr_html_(self) -> str:
        """Show the lines that are filled, then what is missing and what is odd."""
        pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in self.lines())
        parts = [f"<dl>{pairs}</dl>"] if pairs else []
        for key, said in (("missing", self.missing()), ("odd", self.odd())):
            if said:
                items = "".join(f"<li>{escape(sentence)}</li>" for sentence in said)
                parts.append(f"<p><strong>{escape(t(f'publish.sheet_{key}'))}</strong></p><ul>{items}</ul>")
        return "".join(parts)


def period(temporal: tuple[Day, Day], lang: str | None = None) -> str:
    """Write a period in words, with whole years where it is made of whole years; empty when nothing is known."""
    start, end = temporal
    if start is None and end is None:
        return ""
    if start is None or end is None:
        key = "since" if end is None else "until"
        return t(f"publish.period_{key}", lang, day=date(start or end, lang))
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        if start.year == end.year:
            return str(start.year)
        return t("publish.period_years", lang, start=str(start.year), end=str(end.year))
    return t("publish.period_days", lang, start=date(start, lang), end=date(end, lang))


# What people write, understood or refused: a value, the line of the sheet, the language of the sheet


def _text(value: object, line: str, lang: str | None) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise refuse("not_text", lang, line=t(f"publish.line_{line}", lang))
    return value.strip()


def _keywords(value: object, line: str, lang: str | None) -> list[str]:
    if isinstance(value, str):
        value = re.split(r"[,;\n]", value)
    if value is None:
        return []
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise refuse("not_words", lang, line=t(f"publish.line_{line}", lang))
    words = [_text(word, line, lang) for word in value]
    return list(dict.fromkeys(word for word in words if word))


def _temporal(value: object, line: str, lang: str | None) -> tuple[Day, Day]:
    if isinstance(value, Mapping):
        value = (value.get("start"), value.get("end"))
    if not isinstance(value, (tuple, list)):
        value = (value, value)
    if len(value) != 2:
        raise refuse("not_a_period", lang)
    return _day(value[0], line, lang), _day(value[1], line, lang, last=True)


def _day(value: object, line: str, lang: str | None, last: bool = False) -> Day:
    if value is None or value == "" or value is pd.NaT:
        return None
    if isinstance(value, dt.datetime):  # a pandas Timestamp is one
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    try:
        if re.fullmatch(r"\d{4}", text, re.ASCII):
            return dt.date(int(text), 12, 31) if last else dt.date(int(text), 1, 1)
        if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII):
            return dt.date(*map(int, reversed(found.groups())))
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        raise refuse("not_a_date", lang, line=t(f"publish.line_{line}", lang)) from None


def _fields(value: object, line: str, lang: str | None) -> dict[str, FieldWords]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise refuse("not_fields", lang)
    return {str(column): _words(words, line, lang) for column, words in value.items()}


def _words(words: object, line: str, lang: str | None) -> FieldWords:
    if isinstance(words, str):
        return FieldWords(words.strip())
    if isinstance(words, Mapping) and set(words) <= set(FieldWords._fields):
        return FieldWords(**{key: _text(text, line, lang) for key, text in words.items()})
    if not isinstance(words, (tuple, list)) or not 1 <= len(words) <= len(FieldWords._fields):
        raise refuse("not_fields", lang)
    return FieldWords(*(_text(text, line, lang) for text in words))


def _lang(value: object, line: str, lang: str | None) -> str:
    return value if value in LANGUAGES else language()


_UNDERSTOOD = {
    "keywords": _keywords,
    "temporal": _temporal,
    "fields": _fields,
    "modified": _day,
    "lang": _lang,
}
