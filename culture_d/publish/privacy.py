"""Who could be recognised in a table that is about to be published: clues, never a value, and what to do.

These are reasons to stop and look, told without quoting a cell. They give no legal certainty in either direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

import numpy as np
import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import t
from culture_d.personal_columns import CERTAIN, LIKELY, POSSIBLE, Clue, looks_personal
from culture_d.profile import Profile, profile
from culture_d.publish.frames import frame_of, is_text
from culture_d.sniffing import unique_names
from culture_d.standard.findings import Words
from culture_d.tables import Table
from culture_d.understood import quoted

READ_CELLS = 60_000  # of free text, in all: reading more would make the reader wait
_LEAST_READ = 200
_LONGEST = 2000  # characters of a cell that are read
_SHORTEST = 8
_END = re.compile(r"[.,;:](?!\w)")  # a sign that ends a clause, and is no part of the number before it
_MOST = 0.5
_SMALL = 5
_MOST_TRAITS = 6
_NAMED = 6
# Columns that say something of a person, and that a neighbour may know. The birth date is a clue of its own.
_TRAIT = re.compile(
    r"(?:.*_)?(?:age|ages|tranche_d?_?age|classe_d?_?age|sexe|genre|sex|gender|profession|metier|csp|pcs|job|occupation|"
    r"nationalite|nationality|pays_naissance|situation_familiale|etat_civil|marital_status|nb_enfants|nombre_d_?enfants|"
    r"diplome|niveau_d?_?etudes?|degree|handicap|disability|religion|salaire|revenus?|income|salary|quotient_familial|qf)"
    r"(?:_.*)?"
)
_PLACES = ("commune", "insee", "postcode", "five_digits", "iris", "department")
_COUNTS = re.compile(
    r"(?:.*_)?(?:nombre|nb|nbre|effectifs?|count|total|population|occurrences?|n)(?:_(?!enfant|d_enfant).*)?"
)
DECREE = "https://www.legifrance.gouv.fr/eli/decret/2018/12/10/2018-1117/jo/texte"
CNIL = "https://www.cnil.fr/fr/quel-peut-etre-le-contenu-des-documents-publies"


@dataclass(frozen=True)
class Concern:
    """One reason to look before publishing.

    ``what`` is column (a clue of :mod:`culture_d.personal_columns`), text or text_sample (free text that holds
    something personal), alone (lines that are the only ones of their kind), small (small counts) or unread (free
    text read in part, without a clue); ``sure`` is certain, likely or possible; ``n`` counts cells or lines.
    """

    what: str
    sure: str
    columns: tuple[str, ...]
    n: int = 0
    values: dict = field(default_factory=dict)

    def sentence(self, lang: str | None = None) -> str:
        """Return the reason and what to do, without a value of the table."""
        columns = quoted(self.columns, lang, most=_NAMED)
        return Words(f"publish.concern_{self.what}", {**self.values, "n": self.n, "columns": columns})(lang)


class Concerns(list):
    """The reasons to look before publishing, and what they do not prove."""

    @property
    def certain(self) -> bool:
        """Whether the table almost certainly describes persons."""
        return any(concern.sure == CERTAIN for concern in self)

    @property
    def found(self) -> list[Concern]:
        """The reasons themselves, without what is only said of the reading."""
        return [concern for concern in self if concern.what != "unread"]

    @property
    def columns(self) -> set[str]:
        """The columns that probably describe persons; those that only may, such as a town hall's address, are not."""
        probable = (concern for concern in self if concern.what in _IN_CELLS and concern.sure != POSSIBLE)
        return {name for concern in probable for name in concern.columns}

    def sentences(self, lang: str | None = None) -> list[str]:
        """Return every reason, then what to do; or, where there is none, that this proves nothing."""
        said = [concern.sentence(lang) for concern in self]
        if not self.found:
            return [t("publish.concern_none", lang), *said]
        return [*said, *(t(f"publish.privacy_{key}", lang) for key in _TODO)]

    def __repr__(self) -> str:
        return "\n".join(self.sentences())

    def _repr_html_(self) -> str:
        if not self.found:
            return "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences())
        found = "".join(f"<li>{escape(concern.sentence())}</li>" for concern in self)
        todo = "".join(f"<li>{escape(t(f'publish.privacy_{key}'))}</li>" for key in _TODO)
        head = escape(t("publish.privacy_todo"))
        links = "".join(
            f'<li><a href="{escape(url)}">{escape(t(f"publish.privacy_{key}"))}</a></li>'
            for key, url in (("source_decree", DECREE), ("source_cnil", CNIL))
        )
        return f"<ul>{found}</ul><p><strong>{head}</strong></p><ul>{todo}{links}</ul>"


_TODO = ("delete", "group", "ask", "list")
_IN_CELLS = ("column", "text", "text_sample")


def personal_warning(table: Table | pd.DataFrame, lang: str | None = None) -> Concerns:
    """Look for persons in a table.

    Columns are judged by their names and by a sample of their values, free text by at most ``READ_CELLS`` cells in
    all; the sentence then says how many were read.

    Parameters
    ----------
    table : Table or pandas.DataFrame
    lang : {"en", "fr"}, optional
        Language of the error, if it is no table.

    Returns
    -------
    Concerns
        Empty when there is no clue, which proves nothing.
    """
    data = frame_of(table, lang)
    data.columns = pd.Index(unique_names(list(data.columns), data.shape[1])[0], dtype=object)
    seen = profile(data)
    clues = [clue for clue in seen.personal if _is_of_the_column(clue)]
    return Concerns([*map(_column, clues), *_texts(data, {clue.column for clue in clues}), *_alone(data, seen)])


def _is_of_the_column(clue: Clue) -> bool:
    """Tell a column of persons from free text that holds an address here and there, whose cells are counted."""
    return clue.sure == CERTAIN or "name" in clue.why or clue.share >= _MOST


def _column(clue: Clue) -> Concern:
    values = {"what": Words(f"profile.what_{clue.what}"), "sure": Words(f"profile.sure_{clue.sure}")}
    return Concern("column", clue.sure, (clue.column,), values=values)


def _texts(data: pd.DataFrame, known: set[str]) -> Iterator[Concern]:
    """Yield the other columns of text where some cells hold an e-mail, a number of telephone, an address."""
    texts = [(name, series) for name, series in data.items() if name not in known and _is_long_text(series)]
    most = max(_LEAST_READ, READ_CELLS // max(1, len(texts)))
    unread = {}
    for name, series in texts:
        codes, values = pd.factorize(series)
        step = -(-len(values) // most) or 1
        counts = np.bincount(codes[codes >= 0], minlength=len(values))[::step]
        read = np.asarray(values, dtype=object)[::step]
        n = int(sum(count for value, count in zip(read, counts.tolist(), strict=True) if _tells(str(value)[:_LONGEST])))
        lines = int(counts.sum())
        if n:
            key = "text" if step == 1 else "text_sample"
            yield Concern(key, LIKELY, (name,), n, {"read": lines, "lines": len(data)})
        elif step > 1:
            unread[name] = lines
    if unread:
        yield Concern("unread", POSSIBLE, tuple(unread), min(unread.values()), {"lines": len(data)})


def _is_long_text(series: pd.Series) -> bool:
    """Tell whether a column is of text, with room in some cell for an address or a number of telephone."""
    return is_text(series) and max((len(cell) for cell in series.dropna().unique()), default=0) >= _SHORTEST


def _tells(value: str) -> bool:
    """Tell whether a cell holds something personal that is made of figures or of an at sign."""
    return any(c == "@" or c.isdigit() for c in value) and looks_personal(_END.sub(" ", value))


def _alone(data: pd.DataFrame, seen: Profile) -> Iterator[Concern]:
    """Yield the lines that what others may know of a person singles out, or the small counts of an aggregate."""
    births = [clue.column for clue in seen.personal if clue.what == "birth_date"]
    usable = {c.name for c in seen.columns if c.kind != "empty" and c.distinct > 1}
    traits = [c.name for c in seen.columns if c.name in usable and _TRAIT.fullmatch(plain_name(c.name))]
    traits = [*births, *(name for name in traits if name not in births)]
    people = any(clue.what in ("last_name", "full_name", "nir") and clue.sure != POSSIBLE for clue in seen.personal)
    if not traits and not people:
        return
    counts = [c.name for c in seen.columns if c.kind == "whole" and _COUNTS.fullmatch(plain_name(c.name))]
    if counts and not people:
        small = pd.to_numeric(data[counts[0]], errors="coerce").between(1, _SMALL - 1).sum()
        if small:
            yield Concern("small", POSSIBLE, (counts[0],), int(small), {"least": _SMALL})
        return
    places = [place.column for place in seen.places if place.what in _PLACES and place.column in usable]
    known = list(dict.fromkeys([*traits, *places]))[:_MOST_TRAITS]
    if known:
        n = _singled_out(data[known])
        if n:
            yield Concern("alone", LIKELY, tuple(known), n, {"lines": len(data)})


def _singled_out(data: pd.DataFrame) -> int:
    """Count the lines whose combination of values no other line has (k = 1)."""
    key = np.zeros(len(data), np.int64)
    for i in range(data.shape[1]):
        series = data.iloc[:, i]
        codes, values = pd.factorize(series.astype(str) if series.dtype == object else series)
        key = pd.factorize(key * (len(values) + 1) + codes + 1)[0]
    return int((np.bincount(key) == 1).sum()) if len(key) else 0
