"""A column of a schema that a reader is writing, and the cells of their table that respect it."""

from __future__ import annotations

import re
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from culture_d.i18n import language, t
from culture_d.standard.findings import Words, lines_of
from culture_d.standard.own_schema.patterns import LONGEST_CELL, SHAPES, list_pattern

TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "year", "time")
SECONDS = 2.0  # spent at most on the cells of one column: an answer must come while the reader looks


@dataclass
class OwnField:
    """A column as its author wants it.

    Attributes
    ----------
    name : str
        As in the header of the table.
    title, meaning : str
        Words for people.
    type : str
        One of ``TYPES``.
    format : str
        ``"default"``, or for dates the way they are written, such as ``"%d/%m/%Y"``.
    writing : dict
        How numbers and yes/no are written: ``decimalChar``, ``groupChar``, ``trueValues``, ``falseValues``.
    required, unique : bool
    values : list of str
        The only values allowed; ``separator`` stands between several in a cell, when several are.
    shape : str
        A key of ``SHAPES``, or ``""``.
    pattern : str
        A regular expression of the author's own, or ``""``.
    minimum, maximum : float or None
    example : str
    """

    name: str
    title: str = ""
    meaning: str = ""
    type: str = "string"
    format: str = "default"
    writing: dict = field(default_factory=dict)
    required: bool = False
    unique: bool = False
    values: list[str] = field(default_factory=list)
    separator: str = ""
    shape: str = ""
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    example: str = ""

    def descriptor(self) -> dict:
        """Return the column as a Table Schema describes it; an example that its rules refuse is left out."""
        item = self.without_example()
        if self.example and self.accepts(self.example):
            item["example"] = self._plain(self.example)
        return item

    def accepts(self, cell: str) -> bool:
        """Tell whether a cell respects the rules of the column."""
        return not respect(self, [cell], [1]).refused

    def without_example(self) -> dict:
        """Return the same, without the example."""
        shape = SHAPES.get(self.shape, {})
        item = {"name": self.name, "type": self.type, "format": shape.get("format", self.format), **self.writing}
        words = {"title": self.title, "description": self.meaning}
        if rules := self._constraints(shape):
            words["constraints"] = rules
        return {k: v for k, v in (item | words).items() if v not in ("", "default")}

    def _plain(self, number: str) -> str:
        """Return an example as JSON writes numbers: frictionless checks it without the marks of the column."""
        bare = number.replace(self.writing.get("groupChar", ","), "") if "groupChar" in self.writing else number
        return bare.replace(self.writing.get("decimalChar", "."), ".")

    def _constraints(self, shape: dict) -> dict:
        rules: dict = {"required": True} if self.required else {}
        if self.unique:
            rules["unique"] = True
        pattern = self.pattern or shape.get("pattern", "")
        if self.values and self.separator:
            rules["pattern"] = list_pattern(self.values, self.separator)
        elif self.values:
            rules["enum"] = list(self.values)
        elif pattern:
            rules["pattern"] = pattern
        bounds = {"minimum": self.minimum, "maximum": self.maximum}
        return rules | {rule: value for rule, value in bounds.items() if value is not None}

    def kind(self, lang: str | None = None) -> str:
        """Return the type in words: "text", "whole number"…"""
        return t(f"own_schema.type_{self.type}", lang)

    def rules(self, lang: str | None = None) -> list[str]:
        """Return its rules in words, one sentence each."""
        lang = lang or language()
        told = [t(f"own_schema.rule_{rule}", lang) for rule in ("required", "unique") if getattr(self, rule)]
        if self.values:
            key = "rule_values_several" if self.separator else "rule_values"
            told.append(t(f"own_schema.{key}", lang, n=len(self.values), mark=self.separator))
        elif self.pattern:
            told.append(t("own_schema.rule_pattern", lang, pattern=self.pattern))
        elif self.shape:
            told.append(t(f"own_schema.rule_{self.shape}", lang))
        for rule in ("minimum", "maximum"):
            if (bound := getattr(self, rule)) is not None:
                told.append(t(f"own_schema.rule_{rule}", lang, bound=bound))
        if self.format != "default":
            told.append(t("own_schema.rule_format", lang, format=format_in_words(self.format, lang)))
        return told


def format_in_words(format: str, lang: str | None = None) -> str:
    """Write a format of date as people do: "DD/MM/YYYY", « JJ/MM/AAAA »."""
    words = dict(zip("dmYHMS", t("own_schema.date_letters", lang).split(), strict=True))
    return re.sub(r"%([dmYHMS])", lambda found: words[found[1]], format)


@dataclass(frozen=True)
class Respect:
    """How the cells of a column respect its rules.

    Attributes
    ----------
    column : str
    cells : int
        How many were tried.
    refused : array of int
        Lines of the file whose cell is refused (1 is the header).
    untried : array of int
        Lines whose cell was too long for a pattern of the author's own, or came after the time allowed.
    """

    column: str
    cells: int
    refused: array
    untried: array

    @property
    def respected(self) -> int:
        """How many cells are accepted."""
        return self.cells - len(self.refused)


def respect(item: OwnField, cells: Sequence[str], lines: Sequence[int], missing: Sequence[str] = ("",)) -> Respect:
    """Try each cell of a column against its rules, as frictionless does.

    Parameters
    ----------
    item : OwnField
    cells : sequence of str
    lines : sequence of int
        Number of the line of each cell.
    missing : sequence of str
        The cells that mean "nothing".
    """
    read = _reader(item, missing)
    verdicts: dict[str, bool | None] = {}
    end = time.monotonic() + SECONDS
    for cell in cells:
        if cell not in verdicts:
            late = time.monotonic() > end
            too_long = bool(item.pattern and not item.values and len(cell) > LONGEST_CELL)
            verdicts[cell] = None if late or too_long else not read(cell)[1]
    seen: set[str] = set()
    refused, untried = [], []
    for line, cell in zip(lines, cells, strict=True):
        if verdicts[cell] is None:
            untried.append(line)
        elif not verdicts[cell] or (item.unique and cell in seen and cell not in missing):
            refused.append(line)
        seen.add(cell)
    return Respect(item.name, len(cells) - len(untried), lines_of(refused), lines_of(untried))


def _reader(item: OwnField, missing: Sequence[str]):
    from frictionless import Schema

    schema = Schema.from_descriptor({"fields": [item.without_example()], "missingValues": list(missing)})
    return schema.get_field(item.name).create_cell_reader()


@dataclass
class Proposal:
    """A rule that the table suggests, for its author to keep or to drop.

    Attributes
    ----------
    column, rule : str
        ``rule`` is ``"type"``, ``"required"``, ``"unique"``, ``"values"``, ``"shape"``, ``"minimum"``,
        ``"maximum"`` or ``"missing"``.
    value : object
        What the rule says: a type, a list of values, a bound…
    said : Words
        Why it is proposed.
    lines : int
        Lines of data that it was seen in.
    kept : bool
        Whether the draft applies it.
    """

    column: str
    rule: str
    value: object
    said: Words
    lines: int
    kept: bool = True

    def sentence(self, lang: str | None = None) -> str:
        """Return the rule and its reason, then the question that every guess deserves."""
        lang = lang or language()
        question = t("own_schema.guess" if self.kept else "own_schema.not_kept", lang, n=self.lines)
        return f"{self.said(lang)} {question}"
