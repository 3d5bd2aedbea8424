"""A schema of one's own: drafted from a table, corrected by its author, documented, versioned.

``draft_schema("places.csv")`` guesses; every guess is explained, and its author decides.
"""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePath

import pandas as pd

from culture_d.cells import plain_name
from culture_d.errors import ReaderError
from culture_d.i18n import language, t
from culture_d.sniffing import unique_names
from culture_d.standard.findings import shorten
from culture_d.standard.own_schema.drafting import draft
from culture_d.standard.own_schema.fields import TYPES, OwnField, Proposal, Respect, respect
from culture_d.standard.own_schema.patterns import SHAPES, checked_pattern
from culture_d.standard.schemas import Schema
from culture_d.standard.source import Source, open_source
from culture_d.standard.versions import ChangeLog, change_log
from culture_d.tables import Table, TableError

PROFILE = "https://frictionlessdata.io/schemas/table-schema.json"
RULES = ("required", "unique", "values", "shape", "pattern", "minimum", "maximum")
_PLAIN = OwnField("")
_FARTHEST = 1e300  # beyond, and for what is no number at all, a bound could not be written in JSON


class OwnSchemaError(ReaderError, ValueError):
    """One sentence for the reader: what a schema cannot take, and what to do next."""


@dataclass
class OwnSchema:
    """A schema that its author is writing. Every method that changes it returns it, so that they can follow.

    Attributes
    ----------
    name, title, description, version : str
    lang : {"en", "fr"}
        Language by default of what follows.
    fields : list of OwnField
        The columns, in order.
    proposals : list of Proposal
        What the table suggested.
    missing : list of str
        Words that stand for a missing value, such as ``"NC"``.
    cells : pandas.DataFrame
        The table, as text; it stays in memory and goes into nothing that is written.
    lines : list of int
        Number of the line of each row (1 is the header).
    """

    name: str
    lang: str
    fields: list[OwnField]
    title: str = ""
    description: str = ""
    version: str = "0.1.0"
    proposals: list[Proposal] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    cells: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    lines: list[int] = field(default_factory=list, repr=False)

    def field(self, name: str) -> OwnField:
        """Return a column by its name.

        Raises
        ------
        OwnSchemaError
            If there is none: the sentence names those that exist.
        """
        for item in self.fields:
            if item.name == name:
                return item
        names = ", ".join(shorten(item.name) for item in self.fields)
        raise OwnSchemaError(t("own_schema.no_column", self.lang, name=shorten(name), names=names))

    def rename_title(self, name: str, title: str) -> OwnSchema:
        """Give a column its title for people; its name, which is in the header, stays."""
        self.field(name).title = title.strip()
        return self

    def describe(self, name: str, meaning: str) -> OwnSchema:
        """Say what a column holds."""
        self.field(name).meaning = meaning.strip()
        return self

    def show(self, name: str, example: str) -> OwnSchema:
        """Give a good example of a column."""
        self.field(name).example = example.strip()
        return self

    def set_type(self, name: str, kind: str, format: str = "default") -> OwnSchema:
        """Choose the type of a column; rules that the new type cannot have are dropped.

        Parameters
        ----------
        name : str
        kind : str
            One of ``TYPES``.
        format : str
            For dates, how they are written, such as ``"%d/%m/%Y"``.
        """
        if kind not in TYPES:
            raise OwnSchemaError(t("own_schema.no_type", self.lang, name=shorten(kind), names=", ".join(TYPES)))
        item = self.field(name)
        if kind != item.type:
            item.writing, item.shape, item.pattern, item.values, item.separator = {}, "", "", [], ""
            item.minimum = item.maximum = None
        item.type, item.format = kind, format or "default"
        return self

    def require(self, name: str, required: bool = True) -> OwnSchema:
        """Refuse empty cells, or accept them."""
        self.field(name).required = required
        return self

    def distinct(self, name: str, unique: bool = True) -> OwnSchema:
        """Refuse the same value twice, or accept it."""
        self.field(name).unique = unique
        return self

    def allow_values(self, name: str, values: Iterable[str], separator: str = "") -> OwnSchema:
        """Accept some values only; with a separator, several of them in one cell. No value at all lifts the rule."""
        item = self._text(name)
        item.values = list(dict.fromkeys(value.strip() for value in values if value.strip()))
        item.separator = separator if item.values else ""
        if item.values:
            item.shape = item.pattern = ""
        return self

    def set_shape(self, name: str, shape: str) -> OwnSchema:
        """Ask for a known shape: one of ``SHAPES``, or ``""`` for none."""
        if shape and shape not in SHAPES:
            raise OwnSchemaError(t("own_schema.no_shape", self.lang, name=shorten(shape), names=", ".join(SHAPES)))
        item = self._text(name)
        item.shape, item.pattern = shape, ""
        if shape:
            item.values, item.separator = [], ""
        return self

    def set_pattern(self, name: str, pattern: str) -> OwnSchema:
        """Ask for a regular expression of one's own, after having checked it; ``""`` for none."""
        pattern = checked_pattern(pattern, self.lang)
        item = self._text(name)
        item.pattern = pattern
        if pattern:
            item.shape, item.values, item.separator = "", [], ""
        return self

    def set_bounds(self, name: str, minimum: float | None = None, maximum: float | None = None) -> OwnSchema:
        """Ask for numbers between two bounds; None for no bound."""
        item = self.field(name)
        if item.type not in ("integer", "number"):
            raise OwnSchemaError(t("own_schema.not_number", self.lang, name=shorten(name)))
        if not all(-_FARTHEST < bound < _FARTHEST for bound in (minimum, maximum) if bound is not None):
            raise OwnSchemaError(t("own_schema.not_a_bound", self.lang))
        if item.type == "integer":  # the same rule, as a whole number: frictionless reads no other
            minimum = minimum if minimum is None else math.ceil(minimum)
            maximum = maximum if maximum is None else math.floor(maximum)
        item.minimum, item.maximum = minimum, maximum
        return self

    def remove(self, name: str, rule: str = "") -> OwnSchema:
        """Take a column out of the schema, or only one of its rules (one of ``RULES``)."""
        item = self.field(name)
        if not rule:
            self.fields.remove(item)
        elif rule not in RULES:
            raise OwnSchemaError(t("own_schema.no_rule", self.lang, name=shorten(rule), names=", ".join(RULES)))
        else:
            setattr(item, rule, deepcopy(getattr(_PLAIN, rule)))
        return self

    def _text(self, name: str) -> OwnField:
        item = self.field(name)
        if item.type != "string":
            raise OwnSchemaError(t("own_schema.not_text", self.lang, name=shorten(name)))
        return item

    def respect(self, name: str) -> Respect:
        """Try the cells of a column of the table against its rules."""
        cells = self.cells.get(name, [])
        return respect(self.field(name), list(cells), self.lines if len(cells) else [], ["", *self.missing])

    def refused_lines(self) -> list[int]:
        """Return the lines of the table that at least one column refuses."""
        return sorted({line for item in self.fields for line in self.respect(item.name).refused})

    def descriptor(self) -> dict:
        """Return the schema as a Table Schema (https://specs.frictionlessdata.io/table-schema/)."""
        words = {"name": self.name, "title": self.title, "description": self.description, "version": self.version}
        schema = {"$schema": PROFILE} | {key: text for key, text in words.items() if text}
        schema["fields"] = [item.descriptor() for item in self.fields]
        if self.missing:
            schema["missingValues"] = ["", *self.missing]
        return schema

    def to_json(self) -> str:
        """Return the file to publish, ``schema.json``."""
        return json.dumps(self.descriptor(), ensure_ascii=False, indent=2) + "\n"

    def document(self, lang: str | None = None) -> str:
        """Return the documentation page, in Markdown: columns, rules, examples."""
        from culture_d.standard.own_schema.pages import markdown

        return markdown(self, lang or self.lang)

    def to_html(self, lang: str | None = None) -> str:
        """Return the documentation page, in HTML, with nothing from elsewhere."""
        from culture_d.standard.own_schema.pages import html

        return html(self, lang or self.lang)

    def changes_since(self, other: OwnSchema | dict | Schema, lang: str | None = None) -> ChangeLog:
        """Compare with an earlier version, and advise a version number."""
        descriptor = other.descriptor() if isinstance(other, OwnSchema) else other
        known = descriptor.version if isinstance(descriptor, Schema) else str(descriptor.get("version") or "")
        return change_log(descriptor, self.descriptor(), known or "0.1.0", lang or self.lang)

    def sentences(self, lang: str | None = None) -> list[str]:
        """Return what the table suggested, each guess with its reason."""
        return [proposal.sentence(lang or self.lang) for proposal in self.proposals]

    def _repr_html_(self) -> str:
        """Show what the table suggested."""
        return f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in self.sentences())}</ul>"


def draft_schema(
    table: str | os.PathLike | bytes | pd.DataFrame | Table | Source, lang: str | None = None, name: str = ""
) -> OwnSchema:
    """Draft a schema from a table: types, compulsory columns, lists of values, shapes of codes, bounds.

    Each proposal says why, and asks whether the next line will respect it. Nothing is written anywhere.

    Parameters
    ----------
    table : str, os.PathLike, bytes, DataFrame, Table or Source
    lang : {"en", "fr"}, optional
        The current language by default.
    name : str
        Name of the table, when it is a content without one.

    Raises
    ------
    TableError
        If the file is no table, or has no line of data: one sentence that says what to do next.
    """
    lang = lang or language()
    content, name = (table.data, name or table.name) if isinstance(table, Table) else (table, name)
    source = open_source(content, lang, name)
    header, _, _ = unique_names([cell.strip() for cell in source.header], len(source.header))
    rows = [(line, row) for line, row in source.rows() if any(cell.strip() for cell in row)]
    if not rows:
        raise TableError(t("tables.only_header", lang))
    width = len(header)
    cells = pd.DataFrame([(row + [""] * width)[:width] for _, row in rows], columns=header, dtype="str")
    lines = [line for line, _ in rows]
    fields, proposals, missing = draft(cells, lines)
    stem = PurePath(source.name or name).stem
    short = re.sub(r"[^a-z0-9]+", "-", plain_name(stem)) or "my-schema"
    return OwnSchema(short, lang, fields, shorten(stem), proposals=proposals, missing=missing, cells=cells, lines=lines)
