"""What a check found in a file, cause by cause, and how to tell it in the reader's language.

A thousand cells wrong for the same reason are one :class:`Cause`. It holds no sentence but :class:`Words`, the
keys of messages and their values, so that the same report speaks both languages.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from culture_d.i18n import language, t
from culture_d.standard.schemas import Field, Schema

if TYPE_CHECKING:
    import altair as alt

SHOWN = 60  # characters of a cell that a message quotes
LINES_TOLD = 5
SURE = ("certain", "likely", "look")


def shorten(value: object, limit: int = SHOWN) -> str:
    """Return a value on one line, at most ``limit`` characters, cut with ``…``; what does not print shows as ``�``."""
    text = " ".join(str(value)[: 4 * limit].split())
    if not text.isprintable():
        text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


@dataclass(frozen=True)
class Words:
    """A message to be said in either language: ``section.key`` and the values of its placeholders.

    A value may be a text, a number (written as the language writes it), a dict by language, or other
    :class:`Words`.
    """

    key: str
    values: dict = field(default_factory=dict)

    def __call__(self, lang: str | None = None, **more: object) -> str:
        """Return the message in a language; ``more`` gives values that ``values`` does not have."""
        lang = lang or language()
        return t(self.key, lang, **{name: _in(value, lang) for name, value in (more | self.values).items()})


def _in(value: object, lang: str) -> object:
    if isinstance(value, Words):
        return value(lang)
    return value[lang] if isinstance(value, dict) else value


@dataclass(frozen=True)
class Example:
    """A line of the file (1 is the header) and what its cell holds, shortened by :func:`shorten`."""

    line: int
    value: str


@dataclass
class Cause:
    """One reason for which cells, lines or the file itself are refused or doubtful.

    Attributes
    ----------
    key : str
        What is wrong: ``"required"``, ``"pattern"``, ``"header_missing"``… Several causes may share it.
    field : Field or None
        The column as the schema wants it; None for a line, the file, or a column the schema ignores.
    column : str
        Its name; ``""`` when the cause is about no column.
    count : int
        How many times it was met.
    lines : array of int
        Lines of the file where it was met (1 is the header), in order; the first ones when there are too many.
    examples : list of Example
        The first cells.
    said, wanted, mended : Words
        What is wrong, what is expected, how to repair. Their messages may use ``{n}`` (the count),
        ``{column}`` (name), ``{title}``, ``{line}``, ``{value}`` (first example), ``{good}`` (good example).
    good_example : str
        A value that the column accepts, or ``""``.
    values : list of (str, int)
        The most frequent wrong values and how many times each was met.
    doubt : bool
        True for what the schema accepts and a careful reader would not.
    sure : {"", "certain", "likely", "look"}
        How sure a doubt is.
    rule : str
        The rule of the schema that refuses: ``"type"``, ``"required"``, ``"pattern"``… ``""`` for a doubt.
    """

    key: str
    field: Field | None
    column: str
    count: int
    lines: array
    examples: list[Example]
    said: Words
    wanted: Words | None = None
    mended: Words | None = None
    good_example: str = ""
    values: list[tuple[str, int]] = field(default_factory=list)
    doubt: bool = False
    sure: str = ""
    rule: str = ""

    def title(self, lang: str | None = None) -> str:
        """Return the title of the column, or its name, or ``""``."""
        return self.field.title(lang or language()) if self.field else self.column

    def sentence(self, lang: str | None = None) -> str:
        """Return what is wrong, in one sentence."""
        return self._say(self.said, lang)

    def expected(self, lang: str | None = None) -> str:
        """Return what is expected, in one sentence, or ``""``."""
        return self._say(self.wanted, lang)

    def remedy(self, lang: str | None = None) -> str:
        """Return how to repair, in one sentence, or ``""``."""
        return self._say(self.mended, lang)

    def where(self, lang: str | None = None) -> str:
        """Return the place in words: the column, and the first lines."""
        told = ", ".join(map(str, self.lines[:LINES_TOLD]))
        more = len(self.lines) - LINES_TOLD
        parts = [t("validation.where_column", lang, title=self.title(lang), column=self.column)] if self.column else []
        if told:
            key = "validation.where_more" if more > 0 else "validation.where_lines"
            parts.append(t(key, lang, n=more if more > 0 else len(self.lines), lines=told))
        return ", ".join(parts)

    def _say(self, words: Words | None, lang: str | None) -> str:
        if words is None:
            return ""
        first = self.examples[0] if self.examples else Example(self.lines[0] if self.lines else 1, "")
        return words(
            lang,
            n=self.count,
            column=self.column,
            title=self.title(lang),
            line=str(first.line),
            value=first.value,
            good=self.good_example,
        )


@dataclass(repr=False)
class Report:
    """What a check found.

    Attributes
    ----------
    name : str
        Name of the file.
    schema : Schema
    lang : {"en", "fr"}
        Language by default of what follows.
    rows : int
        Lines of data read.
    columns : list of str
        Names of the columns of the file, as written.
    causes : list of Cause
        Errors first (the file, its header, then the columns in order), then doubts.
    remarks : list of Words
        What is worth knowing and is no error.
    valid : bool
        Whether the schema accepts the file. Doubts never change it.
    grid : pandas.DataFrame
        Where errors are: ``band_start``, ``band_end`` (lines), ``column``, ``count``; at most 40 bands.
    """

    name: str
    schema: Schema
    lang: str
    rows: int
    columns: list[str]
    causes: list[Cause]
    remarks: list[Words] = field(default_factory=list)
    valid: bool = True
    grid: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=GRID))

    @property
    def notes(self) -> list[str]:
        """The remarks, in the report's language."""
        return self.notes_in(self.lang)

    def notes_in(self, lang: str | None = None) -> list[str]:
        """Return the remarks in a language."""
        return [words(lang or self.lang) for words in self.remarks]

    @property
    def wrong(self) -> list[Cause]:
        """The causes that are errors."""
        return [cause for cause in self.causes if not cause.doubt]

    @property
    def doubts(self) -> list[Cause]:
        """The causes that the schema accepts and that are worth a look."""
        return [cause for cause in self.causes if cause.doubt]

    @property
    def count(self) -> int:
        """How many errors there are, doubts left aside."""
        return sum(cause.count for cause in self.wrong)

    def summary(self, lang: str | None = None) -> str:
        """Return the whole finding in one sentence."""
        lang = lang or self.lang
        causes = len(self.wrong)
        key = "summary_errors"
        if self.valid:
            key = "summary_accepted" if causes else "summary_valid" if self.rows else "summary_no_rows"
        title, version = self.schema.title(lang), self.schema.version
        named = f"{title} {version}".strip() or t("validation.this_schema", lang)
        found = t("validation.n_causes", lang, n=causes)
        name = self.name or t("validation.this_file", lang)
        said = t(f"validation.{key}", lang, n=self.count, causes=found, name=name, schema=named)
        doubts = len(self.doubts)
        return f"{said} {t('validation.summary_doubts', lang, n=doubts)}" if doubts else said

    def sentences(self, lang: str | None = None) -> list[str]:
        """Return the summary, a line for each cause (where, what, how to repair), then the remarks."""
        lang = lang or self.lang
        told = [self.summary(lang)]
        for cause in self.causes:
            where, said = cause.where(lang), " ".join(filter(None, (cause.sentence(lang), cause.remedy(lang))))
            told.append(f"{where[0].upper()}{where[1:]}. {said}" if where else said)
        return told + self.notes_in(lang)

    def table(self, lang: str | None = None) -> pd.DataFrame:
        """Return one row for each cause, with columns in the reader's language."""
        lang = lang or self.lang
        names = [t(f"validation.table_{name}", lang) for name in TABLE]
        return pd.DataFrame([_row(cause, lang) for cause in self.causes], columns=names)

    def errors(self) -> pd.DataFrame:
        """Return the kept examples: ``line``, ``column``, ``key``, ``value``."""
        rows = [(e.line, cause.column, cause.key, e.value) for cause in self.causes for e in cause.examples]
        return pd.DataFrame(rows, columns=["line", "column", "key", "value"])

    def picture(self, lang: str | None = None) -> alt.TopLevelMixin | str:
        """Return a chart of where errors are, bands of lines × columns; a calm sentence when there is none."""
        from culture_d.standard.validation.picture import picture

        return picture(self, lang or self.lang)

    def to_html(self, lang: str | None = None) -> str:
        """Return the report as a page to print or to send."""
        from culture_d.standard.report import html_report

        return html_report(self, lang or self.lang)

    def to_json(self, lang: str | None = None) -> str:
        """Return the report as JSON, with its sentences in a language."""
        lang = lang or self.lang
        content = {
            "name": self.name,
            "schema": {"name": self.schema.name, "version": self.schema.version},
            "lang": lang,
            "valid": self.valid,
            "rows": self.rows,
            "columns": [shorten(name) for name in self.columns],
            "count": self.count,
            "summary": self.summary(lang),
            "causes": [_as_dict(cause, lang) for cause in self.causes],
            "notes": self.notes_in(lang),
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    def __repr__(self) -> str:
        """Show the summary, the causes and the remarks as lines of text."""
        return "\n".join(self.sentences())

    def _repr_html_(self) -> str:
        """Show the summary, the causes and the remarks."""
        from culture_d.standard.validation.picture import short_html

        return short_html(self)


GRID = ["band_start", "band_end", "column", "count"]
TABLE = ("column", "what", "count", "lines", "value", "expected", "good", "remedy")


def lines_of(lines: Iterable[int]) -> array:
    """Return numbers of lines as :class:`Cause` keeps them."""
    return array("L", lines)


def _row(cause: Cause, lang: str) -> list:
    value = cause.examples[0].value if cause.examples else ""
    lines = ", ".join(map(str, cause.lines[:LINES_TOLD])) + (" …" if len(cause.lines) > LINES_TOLD else "")
    said = cause.sentence(lang), cause.expected(lang), cause.remedy(lang)
    return [cause.title(lang), said[0], cause.count, lines, value, said[1], cause.good_example, said[2]]


def _as_dict(cause: Cause, lang: str) -> dict:
    return {
        "key": cause.key,
        "rule": cause.rule,
        "column": cause.column,
        "title": cause.title(lang),
        "count": cause.count,
        "lines": list(cause.lines),
        "examples": [{"line": e.line, "value": e.value} for e in cause.examples],
        "values": [{"value": value, "count": count} for value, count in cause.values],
        "sentence": cause.sentence(lang),
        "expected": cause.expected(lang),
        "good_example": cause.good_example,
        "remedy": cause.remedy(lang),
        "doubt": cause.doubt,
        "sure": cause.sure,
    }
