"""What a report says whatever its layout: the verdict, the order of the causes, how to mend each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from culture_d.i18n import t
from culture_d.standard.findings import SURE, Cause, Report, Words, shorten
from culture_d.standard.validation.header import is_national, read_header

LINES_TOLD = 20
VALUES_TOLD = 5
LONGEST = 900  # characters of a sentence: a list of allowed values may be long
STAGES = ("file", "required", "format", "list")
_RENAMED = ("header_case", "header_near")
_NOT_TO_COPY = ("unique", "primary-key")  # what is right there belongs to another line
# Characters that draw nothing, move a terminal's cursor or turn the direction of a text: shown, not obeyed.
_SHOWN = (
    {code: 0x2400 + code for code in range(32)}
    | {127: 0x2421}
    | dict.fromkeys([*range(0x80, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "�")
)


def plain(text: object) -> str:
    """Return a text without characters that a page cannot hold or that a terminal would obey."""
    return str(text).encode("utf-8", "replace").decode().translate(_SHOWN)


def cut(text: str, limit: int = LONGEST) -> str:
    """Limit a sentence of ours, whose no-break spaces ``shorten`` would lose."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def letters(position: int) -> str:
    """Return the letters of a column in a spreadsheet: 0 is A, 26 is AA."""
    before, last = divmod(position, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


class Telling:
    """A report told in one language.

    Parameters
    ----------
    report : Report
    lang : {"en", "fr"}

    Attributes
    ----------
    errors, doubts : list of (str, list of Cause)
        The causes under a title, in the order to mend them; the surest doubts first.
    places : dict of str to int
        Name of a column in the schema -> its position in the file, from 0.
    """

    def __init__(self, report: Report, lang: str) -> None:
        self.report, self.lang = report, lang
        heading = read_header(report.columns, report.schema)
        self.places = {item.name: i for i, item in zip(heading.positions, heading.fields, strict=True)}
        self.errors = [(self.t(f"stage_{stage}"), causes) for stage, causes in self._stages()]
        self.doubts = [(self.t(f"sure_{sure}"), causes) for sure, causes in self._by_sureness()]
        told = [cause for _, causes in self.errors + self.doubts for cause in causes]
        self._numbers = {id(cause): i for i, cause in enumerate(told, start=1)}
        self._expected: dict[tuple[str, str], int] = {}
        for cause in told:
            self._expected.setdefault((cause.column, cause.expected(lang)), self.number(cause))

    def t(self, key: str, **values: object) -> str:
        """Return a message of the report."""
        return t(f"report.{key}", self.lang, **values)

    def name(self) -> str:
        """Return the name of the file, or words for it."""
        return shorten(self.report.name) or self.t("your_file")

    def schema(self) -> str:
        """Return "the standard 1.0.1", or the name of another schema."""
        schema = self.report.schema
        if is_national(schema) and schema.version:
            return self.t("the_standard", version=schema.version)
        name = f"{schema.title(self.lang)} {schema.version}".strip()
        return self.t("the_schema", name=shorten(name)) if name else self.t("this_schema")

    def verdict(self) -> str:
        """Return the whole finding in one short sentence."""
        wrong = self.report.wrong
        if not wrong:
            return self.t("verdict_valid" if self.report.valid else "verdict_refused", schema=self.schema())
        in_cells = [cause.count for cause in wrong if _stage(cause) != "file"]
        kind = "file" if not in_cells else "both" if len(in_cells) < len(wrong) else "cells"
        cells = {} if kind == "file" else {"cells": self.t("cells", n=sum(in_cells))}
        return self.t(f"verdict_{kind}", n=len(wrong), **cells)

    def read(self) -> str:
        """Return what was read, and what the verdict does not tell."""
        report = self.report
        told = [self.t("read", n=report.rows) if report.rows else self.t("read_none")]
        if report.valid:
            told.insert(0, self.t("accepted" if report.wrong else "no_error"))
        if report.doubts:
            told.append(self.t("doubts_below", n=len(report.doubts)))
        return " ".join(told)

    def _stages(self) -> Iterator[tuple[str, list[Cause]]]:
        for stage in STAGES:
            causes = [cause for cause in self.report.wrong if _stage(cause) == stage]
            if stage != "file":  # the file keeps its order: its encoding comes before its header
                causes.sort(key=lambda cause: -cause.count)
            if causes:
                yield stage, causes

    def _by_sureness(self) -> Iterator[tuple[str, list[Cause]]]:
        for sure in SURE:
            causes = [cause for cause in self.report.doubts if (cause.sure or SURE[-1]) == sure]
            if causes:
                yield sure, sorted(causes, key=lambda cause: -cause.count)

    def number(self, cause: Cause) -> int:
        """Return the place of a cause in the report, from 1."""
        return self._numbers[id(cause)]

    def title(self, cause: Cause) -> str:
        """Return the title of the column, or words for the file, its header or its lines."""
        kind = cause.rule if cause.rule in ("file", "header") else "lines"
        return shorten(cause.title(self.lang)) or self.t(f"about_{kind}")

    def column(self, cause: Cause) -> str:
        """Return the name of the column, when its title does not tell it."""
        return "" if cause.column == self.title(cause) else shorten(cause.column)

    def where(self, cause: Cause) -> str:
        """Return how many cells or lines, and the letter that a spreadsheet gives to the column."""
        if cause.rule in ("file", "header"):
            return ""
        count = self.t("cells" if cause.column else "whole_lines", n=cause.count)
        if cause.column not in self.places:
            return count
        return f"{count}, {self.t('column_letter', letter=letters(self.places[cause.column]))}"

    def heading(self, cause: Cause) -> str:
        """Return on one line what a cause is about: title and name of the column, how many cells, its letter."""
        title, column, where = self.title(cause), self.column(cause), self.where(cause)
        if column:
            title = self.t("title_and_name", title=title, column=column)
        return self.t("field", label=title, text=where) if where else title

    def sentence(self, cause: Cause) -> str:
        """Return what is wrong; how sure a doubt is stands above it."""
        what = cause.said.values.get("what") if cause.doubt else None
        return cut((replace(cause, said=what) if isinstance(what, Words) else cause).sentence(self.lang))

    def swap(self, cause: Cause) -> list[tuple[str, str]]:
        """Return a value that was found and one that is right, each after its key: ``"written"``, ``"good"``."""
        wrong = cause.examples[0].value if cause.examples else ""
        good = "" if cause.doubt or cause.rule in _NOT_TO_COPY else cause.good_example
        if cause.rule == "header":
            wrong, good = (wrong, cause.column) if cause.key in _RENAMED else ("", "")
        elif cause.examples and not wrong and cause.column and cause.key != "required":
            wrong = self.t("empty")
        return [(key, shorten(value)) for key, value in (("written", wrong), ("good", good)) if value]

    def details(self, cause: Cause) -> Iterator[tuple[str, str]]:
        """Yield what else a reader needs to mend a cause: a label, and its text."""
        if remedy := cause.remedy(self.lang):
            yield self.t("remedy_doubt" if cause.doubt else "remedy"), cut(remedy)
        if cause.lines and cause.rule not in ("file", "header"):
            yield self.t("lines", n=len(cause.lines)), self._lines(cause)
        if expected := cause.expected(self.lang):
            first = self._expected[cause.column, expected]
            known = first < self.number(cause)
            label = self.t("expected_doubt" if cause.doubt else "expected")
            yield label, self.t("as_before", number=str(first)) if known else cut(expected)
        found = cause.values[:VALUES_TOLD]
        if len(found) > 1 and not all(value in remedy for value, _ in found):
            yield self.t("found"), ", ".join(self._value(value, count) for value, count in found)

    def _lines(self, cause: Cause) -> str:
        told = ", ".join(map(str, cause.lines[:LINES_TOLD]))
        more = cause.count - LINES_TOLD if len(cause.lines) > LINES_TOLD else 0
        return self.t("lines_more", lines=told, n=more) if more > 0 else told

    def _value(self, value: str, count: int) -> str:
        value = self.quoted(shorten(value))
        return self.t("found_times", value=value, n=count) if count > 1 else value

    def quoted(self, value: str) -> str:
        """Return a value between the language's quotation marks."""
        return t("tables.quoted", self.lang, name=value)


def _stage(cause: Cause) -> str:
    """Tell when to mend a cause: what hides other faults, or makes the file unreadable, comes first."""
    if cause.field is None or cause.rule in ("file", "header"):
        return "file"
    if cause.rule == "required":
        return "required"
    return "list" if cause.field.values else "format"
