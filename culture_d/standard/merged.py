"""Files put together: their pairs of lines that look alike, the decisions taken, and what they make."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import number, t
from culture_d.standard.findings import shorten
from culture_d.standard.line_converter import UNKNOWN_PIVOT
from culture_d.standard.recognise import OLD
from culture_d.standard.schemas import load_schema
from culture_d.tables import to_csv_safe
from culture_d.understood import enumeration

if TYPE_CHECKING:
    from culture_d.standard.duplicates import Pair as DuplicatePair

DECISIONS = ("both", "first", "second", "complete")


class MergeError(ReaderError, ValueError):
    """One sentence for the reader: why files cannot be merged, or a decision taken, and what to do next."""


@dataclass(frozen=True)
class Pair:
    """Two lines that may describe one place.

    Attributes
    ----------
    number : int
        From 1, the likeliest first.
    first, second : int
        Positions of the two lines in ``Merged.table``.
    score : float
        From 0 to 1, how alike they are.
    """

    number: int
    first: int
    second: int
    score: float
    found: DuplicatePair = field(repr=False)
    merged: Merged = field(repr=False)

    def why(self, lang: str | None = None) -> str:
        """Return the reasons to think that it is one place, in one sentence."""
        return self.found.why(lang or self.merged.lang)

    def differences(self, lang: str | None = None, *, everything: bool = False) -> pd.DataFrame:
        """Return the two lines side by side: one row for each column that differs (or for each filled one)."""
        lang = lang or self.merged.lang
        fields = load_schema(self.merged.schema).by_name
        a, b = (self.merged.table.iloc[i] for i in (self.first, self.second))
        rows = [
            [name, fields[name].title(lang), a[name], b[name]]
            for name in self.merged.table.columns
            if a[name] != b[name] or (everything and a[name])
        ]
        heads = [t(f"convert.merge_{key}", lang) for key in ("column", "title")]
        return pd.DataFrame(rows, columns=[*heads, *(f"{i}. {self._where(i, lang)}" for i in (1, 2))])

    def _where(self, i: int, lang: str) -> str:
        return self.merged.where(self.first if i == 1 else self.second, lang)


@dataclass
class Merged:
    """Files put together, and the decisions taken so far.

    Attributes
    ----------
    files : list of str
        Their names.
    version : str
        The version that they all follow.
    lang : {"en", "fr"}
        Language by default of what follows.
    table : pandas.DataFrame
        Every line of every file, as text, in the order given; identifiers are distinct.
    origin : pandas.DataFrame
        For each line: ``file``, ``line`` (1 is the header), ``id`` (as in the file).
    pairs : list of Pair
        The lines that may be one place.
    decisions : dict
        Number of a pair -> one of ``DECISIONS``.
    """

    files: list[str]
    version: str
    lang: str
    table: pd.DataFrame
    origin: pd.DataFrame
    pairs: list[Pair] = field(default_factory=list)
    decisions: dict[int, str] = field(default_factory=dict)

    @property
    def schema(self) -> str:
        """The schema of the version."""
        return schema_of(self.version)

    @property
    def pending(self) -> list[Pair]:
        """The pairs that nobody has decided yet."""
        return [pair for pair in self.pairs if pair.number not in self.decisions]

    def where(self, position: int, lang: str | None = None) -> str:
        """Return where a line comes from: "valombre.csv, line 4"."""
        file, line = self.origin.loc[position, ["file", "line"]]
        return t("convert.merge_where", lang or self.lang, file=file, line=str(line))

    def keep(self, pair: Pair | int, decision: str) -> Merged:
        """Decide a pair; a later decision replaces an earlier one.

        Parameters
        ----------
        pair : Pair or int
            A pair of ``pairs``, or its number.
        decision : {"both", "first", "second", "complete"}
            Keep the two lines, one of them, or the first with its empty cells filled from the second.

        Raises
        ------
        MergeError
            If there is no such pair or decision.
        """
        n = pair.number if isinstance(pair, Pair) else pair
        if n not in {known.number for known in self.pairs}:
            key = "merge_no_pair" if self.pairs else "merge_none"
            raise MergeError(t(f"convert.{key}", self.lang, number=str(n), n=len(self.pairs)))
        if decision not in DECISIONS:
            raise MergeError(t("convert.merge_no_decision", self.lang, decision=shorten(decision)))
        self.decisions[n] = decision
        return self

    def result(self) -> pd.DataFrame:
        """Return the lines that stay, after the decisions; the columns and their order are those of the version."""
        return self._decided()[0]

    def to_csv(self, path: str | os.PathLike | None = None) -> str | None:
        """Write the result as the standard wants it (UTF-8, commas), safe for a spreadsheet; the text if no path."""
        return to_csv_safe(self.result(), path)

    def log(self, lang: str | None = None) -> pd.DataFrame:
        """Return what was changed or decided, one row each, with columns in the reader's language."""
        lang = lang or self.lang
        rows = [
            [t("convert.merge_log_id", lang), self.where(i, lang), "", f"{before} → {after}"]
            for i, before, after in zip(self.table.index, self.origin["id"], self.table["id"], strict=True)
            if before != after
        ]
        filled = self._decided()[1]
        for pair in self.pairs:
            decision = self.decisions.get(pair.number, "none")
            first, second = self.where(pair.first, lang), self.where(pair.second, lang)
            detail = ", ".join(filled.get(pair.number, []))
            rows.append([t(f"convert.merge_log_{decision}", lang), first, second, detail])
        heads = [t(f"convert.merge_{key}", lang) for key in ("what", "first", "second", "detail")]
        return pd.DataFrame(rows, columns=heads)

    @property
    def notes(self) -> list[str]:
        """What is worth knowing, in the language of the merge."""
        return self.notes_in(self.lang)

    def notes_in(self, lang: str | None = None) -> list[str]:
        """Return what is worth knowing: lines of each file, identifiers changed, pairs to decide."""
        lang = lang or self.lang
        counts = self.origin["file"].value_counts(sort=False)
        each = [t("convert.merge_from", lang, n=int(n), file=name) for name, n in counts.items()]
        told = [t("convert.merge_lines", lang, n=len(self.table), each=enumeration(each, lang))]
        if renamed := int((self.origin["id"] != self.table["id"]).sum()):
            told.append(t("convert.merge_ids", lang, n=renamed))
        key = "merge_pending" if self.pending else "merge_decided" if self.pairs else "merge_none"
        told.append(t(f"convert.{key}", lang, n=len(self.pending)))
        return told

    def _decided(self) -> tuple[pd.DataFrame, dict[int, list[str]]]:
        """Return the lines that stay, and for each pair the columns that were filled."""
        rows = self.table.to_dict("records")
        stands_for = list(range(len(rows)))  # a line left out points to the one kept in its place
        filled: dict[int, list[str]] = {}
        for pair in self.pairs:
            decision = self.decisions.get(pair.number, "both")
            first, second = (_standing(stands_for, i) for i in (pair.first, pair.second))
            if decision == "both" or first == second:
                continue
            kept, left = (second, first) if decision == "second" else (first, second)
            if decision == "complete":
                filled[pair.number] = _complete(rows[kept], rows[left])
            stands_for[left] = kept
        stay = [i for i, kept in enumerate(stands_for) if i == kept]
        table = pd.DataFrame([rows[i] for i in stay], columns=self.table.columns, dtype="str")
        return table, filled

    def _repr_html_(self) -> str:
        """Show what is worth knowing, then the pairs and their decisions."""
        said = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        pairs = "".join(f"<li>{escape(self._pair_told(pair))}</li>" for pair in self.pairs)
        return f"<ul>{said}</ul><ol>{pairs}</ol>"

    def _pair_told(self, pair: Pair) -> str:
        names = [shorten(self.table.loc[i, "nom"]) for i in (pair.first, pair.second)]
        decision = t(f"convert.merge_log_{self.decisions.get(pair.number, 'none')}", self.lang)
        values = {"first": names[0], "second": names[1], "decision": decision}
        return t("convert.merge_pair", self.lang, score=number(round(pair.score * 100), lang=self.lang), **values)


def schema_of(version: str) -> str:
    """Return the name of the schema of a version."""
    return "0.1.1" if version == OLD else version


def _standing(stands_for: list[int], i: int) -> int:
    while stands_for[i] != i:
        i = stands_for[i]
    return i


def _complete(kept: dict[str, str], left: dict[str, str]) -> list[str]:
    """Fill the empty cells of a line from another, and return the names of the columns filled."""
    empty = ("", UNKNOWN_PIVOT)
    names = [name for name, cell in kept.items() if cell.strip() in empty and left[name].strip() not in empty]
    kept.update({name: left[name] for name in names})
    return names
