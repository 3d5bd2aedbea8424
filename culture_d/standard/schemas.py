"""Table Schemas, read for people: the versions of the national standard, and any other.

A Table Schema is a JSON file that names the columns of a table and the rules of their values
(https://specs.frictionlessdata.io/table-schema/). Ours also carry each title and meaning in both languages.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from culture_d.catalogue import DATA
from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, language, t

FOLDER = DATA / "standard"
VERSIONS = ("0.1.1", "1.0.1", "1.0.2")
CURRENT = "1.0.1"
# The two shapes a list of allowed values takes in a pattern: several values in a cell, or one.
_SEVERAL = re.compile(r"\(\?:\(\?:\^\|(\\?.)\)\((.*)\)\)\+\$", re.DOTALL)
_ONE = re.compile(r"\^\(?:?\(?\??:?(.*?)\)?\)?\$", re.DOTALL)
_SPECIAL = re.compile(r"(?<!\\)[\[\]{}*+?^$()]|(?<!\\)\\[dDwWsSbB]")


class SchemaError(ReaderError, ValueError):
    """One sentence for the reader: why a schema cannot be used, and what to do next."""


@dataclass(frozen=True)
class Field:
    """A column as the schema wants it.

    Attributes
    ----------
    name, type, format : str
        As in the Table Schema; `type` is ``"string"`` when the schema says nothing.
    constraints : dict
        ``required``, ``unique``, ``pattern``, ``enum``, ``minimum``, ``maxLength``…
    titles, meanings : dict
        By language; a schema in one language gives the same words for both.
    example : str
        One good cell, or ``""``.
    values : tuple of str
        The only values allowed, when the schema lists them.
    separator : str or None
        What stands between several values in a cell, when several are allowed.
    glosses : dict
        What a listed value means: value -> language -> words.
    """

    name: str
    type: str = "string"
    format: str = "default"
    constraints: dict = field(default_factory=dict)
    titles: dict = field(default_factory=dict)
    meanings: dict = field(default_factory=dict)
    example: str = ""
    values: tuple[str, ...] = ()
    separator: str | None = None
    glosses: dict = field(default_factory=dict)

    @property
    def required(self) -> bool:
        """Whether an empty cell is refused."""
        return bool(self.constraints.get("required"))

    def title(self, lang: str) -> str:
        """Return the title of the column, or its name."""
        return self.titles.get(lang) or self.name

    def meaning(self, lang: str) -> str:
        """Return what the column holds, in words, or ``""``."""
        return self.meanings.get(lang, "")

    @classmethod
    def from_descriptor(cls, item: dict) -> Field:
        """Read one entry of ``fields``."""
        constraints = item.get("constraints") or {}
        values, separator = _allowed(constraints)
        example = item.get("example", "")
        return cls(
            name=item["name"],
            type=item.get("type", "string"),
            format=item.get("format", "default"),
            constraints=constraints,
            titles=item.get("titles") or dict.fromkeys(LANGUAGES, item.get("title", "")),
            meanings=item.get("descriptions") or dict.fromkeys(LANGUAGES, item.get("description", "")),
            example="" if example is None else str(example),
            values=values,
            separator=separator or item.get("separator"),
            glosses=item.get("values") or {},
        )


@dataclass(frozen=True)
class Schema:
    """A Table Schema. ``descriptor`` is its JSON, whole."""

    name: str
    version: str
    titles: dict
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    descriptor: dict = field(repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(item.name for item in self.fields)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {item.name: item for item in self.fields}

    def title(self, lang: str) -> str:
        """Return the title of the schema, or its name."""
        return self.titles.get(lang) or self.name

    def table(self, lang: str | None = None) -> pd.DataFrame:
        """Return the schema read as a form, one line per column: name, title, compulsory or not, example, meaning."""
        lang = lang or language()
        heads = [t(f"schemas.{head}", lang) for head in ("column", "title", "must", "example", "meaning")]
        rows = [
            (f.name, f.title(lang), t(f"schemas.{'yes' if f.required else 'no'}", lang), f.example, f.meaning(lang))
            for f in self.fields
        ]
        return pd.DataFrame(rows, columns=heads)


def load_schema(source: str | os.PathLike | dict | Schema = CURRENT, lang: str | None = None) -> Schema:
    """Read a schema.

    Parameters
    ----------
    source : str, os.PathLike, dict or Schema
        A version of the national standard (``"0.1.1"``, ``"1.0.1"``, ``"1.0.2"``), a JSON file, or its content.
    lang : {"en", "fr"}, optional
        Language of the errors; the current language by default.

    Raises
    ------
    SchemaError
        If the file is missing or is no Table Schema: one sentence that says what to do next.
    """
    if isinstance(source, Schema):
        return source
    if isinstance(source, dict):
        return _from_descriptor(source, lang)
    path = FOLDER / f"schema-{source}.json" if str(source) in VERSIONS else Path(source)
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        known = ", ".join(VERSIONS)
        raise SchemaError(t("schemas.missing", lang, name=path.name, versions=known)) from None
    except OSError:
        raise SchemaError(t("schemas.unreadable", lang, name=path.name)) from None
    except ValueError:  # not UTF-8, or not JSON
        raise SchemaError(t("schemas.not_json", lang, name=path.name)) from None
    return _from_descriptor(descriptor, lang)


def _from_descriptor(descriptor: object, lang: str | None) -> Schema:
    if isinstance(descriptor, dict) and isinstance(descriptor.get("schema"), dict):
        descriptor = descriptor["schema"]  # a resource that carries its schema
    items = descriptor.get("fields") if isinstance(descriptor, dict) else None
    if not isinstance(items, list) or not items:
        raise SchemaError(t("schemas.no_fields", lang))
    if not all(isinstance(item, dict) and isinstance(item.get("name"), str) for item in items):
        raise SchemaError(t("schemas.unnamed_field", lang))
    for item in items:
        if not isinstance(item.get("constraints") or {}, dict):
            raise SchemaError(t("schemas.constraints", lang, name=item["name"]))
    key = descriptor.get("primaryKey") or []
    title = str(descriptor.get("title") or descriptor.get("name") or "")
    return Schema(
        name=str(descriptor.get("name") or ""),
        version=str(descriptor.get("version") or "").removeprefix("v"),
        titles=descriptor.get("titles") or dict.fromkeys(LANGUAGES, title),
        fields=tuple(Field.from_descriptor(item) for item in items),
        primary_key=(key,) if isinstance(key, str) else tuple(key),
        descriptor=descriptor,
    )


def _allowed(constraints: dict) -> tuple[tuple[str, ...], str | None]:
    """Return the values a field accepts, and what separates several, when its constraints list them."""
    if isinstance(constraints.get("enum"), list):
        return tuple(str(value) for value in constraints["enum"]), None
    pattern = str(constraints.get("pattern", ""))
    if found := _SEVERAL.fullmatch(pattern):
        return _alternatives(found[2]), found[1].removeprefix("\\")
    if (found := _ONE.fullmatch(pattern)) and "|" in found[1]:
        return _alternatives(found[1]), None
    return (), None


def _alternatives(text: str) -> tuple[str, ...]:
    """Split ``a|b \\(c\\)`` into its literal values; nothing when it is more than a list."""
    if _SPECIAL.search(text):
        return ()
    return tuple(re.sub(r"\\(.)", r"\1", value) for value in re.split(r"(?<!\\)\|", text))
