"""Why a value is not in a closed list, and which of the allowed values was meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple

from culture_d.standard.schemas import VERSIONS, Field, Schema, load_schema
from culture_d.standard.validation.header import is_national

_SEPARATORS = (";", ",", "/", "\n", "|")
_LONGEST = 4000  # characters of a cell that are looked at
_REMEMBERED = 5000  # values: a large file repeats its own
_LIKENESS = 0.8
_APOSTROPHES = str.maketrans("’‘ʼ´`′", "''''''")


class Diagnosis(NamedTuple):
    """What is wrong with a value: key of a message, the part at fault, what to write instead, other values."""

    key: str
    item: str = ""
    fix: str = ""
    values: dict = {}


def diagnose_list(field: Field, value: str, schema: Schema) -> Diagnosis:
    """Tell why a cell is refused by a closed list.

    Parameters
    ----------
    field : Field
        It has ``values``, and a ``separator`` when a cell may hold several.
    value : str
    schema : Schema
        Its other columns, and the other versions of the national standard, may own the value.
    """
    value, mark = value[:_LONGEST], field.separator
    parts = value.split(mark) if mark else [value]
    wrong = [part for part in parts if part not in field.values]
    strange = [part for part in wrong if part.strip() and not _spelled_otherwise(part, field.values)]
    if found := _other_separator(strange, field.values):
        right = mark or ""
        return Diagnosis(
            "list_separator" if mark else "list_one", found, right, {"found": _shown(found), "mark": right}
        )
    if mark and not any(part.strip() for part in wrong):
        return Diagnosis("list_trailing", "", "", {"mark": mark})
    item = next(part for part in wrong if part.strip()) if any(part.strip() for part in wrong) else value
    return _of_item(item, field, schema)


def _of_item(item: str, field: Field, schema: Schema) -> Diagnosis:
    if found := _spelled_otherwise(item, field.values):
        return Diagnosis(found[0], item, found[1], {"right": found[1]})
    if column := next((other.title for other in schema.fields if other is not field and item in other.values), None):
        return Diagnosis("list_column", item, "", {"other": {lang: column(lang) for lang in ("en", "fr")}})
    for piece in (item, *re.split("[;,\n]", item)):  # older versions put a semicolon between values
        for key, change in (("list_version", str.strip), ("list_version_near", _plain)):
            if version := _version_of(change(piece), schema, change):
                return Diagnosis(key, piece.strip(), "", {"version": version})
    near = _nearest(item[:200], field.values)
    return Diagnosis("list_near", item, near) if near else Diagnosis("list_unknown", item)


@lru_cache(_REMEMBERED)
def _nearest(item: str, values: tuple[str, ...]) -> str | None:
    plain = _forms(values, "list_signs")
    near = get_close_matches(_plain(item), plain, 1, _LIKENESS)
    return plain[near[0]] if near else None


@lru_cache(_REMEMBERED)
def _spelled_otherwise(item: str, values: tuple[str, ...]) -> tuple[str, str] | None:
    """Return how an item differs from an allowed value (key of a message), and this value."""
    for key, change in _CHANGES.items():
        if value := _forms(values, key).get(change(item)):
            return key, value
    return None


@cache
def _forms(values: tuple[str, ...], key: str) -> dict[str, str]:
    return {_CHANGES[key](value): value for value in reversed(values)}


def _spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _apostrophes(text: str) -> str:
    return _spaces(text).translate(_APOSTROPHES)


def _case(text: str) -> str:
    return _apostrophes(text).casefold()


def _accents(text: str) -> str:
    text = _case(text)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", _accents(text))


# From the lightest difference to the heaviest: each forgives what the ones before it forgive.
_CHANGES: dict[str, Callable[[str], str]] = {
    "list_spaces": _spaces,
    "list_apostrophe": _apostrophes,
    "list_case": _case,
    "list_accents": _accents,
    "list_signs": _plain,
}


def _other_separator(strange: list[str], values: tuple[str, ...]) -> str:
    """Return what stands between allowed values where their separator should, or ``""``."""
    known = _forms(values, "list_signs")
    for part in strange:
        for mark in _SEPARATORS:
            pieces = [_plain(piece) for piece in part.split(mark)]
            if len(pieces) > 1 and sum(piece in known for piece in pieces) * 2 >= len(pieces):
                return mark
    return ""


def _shown(mark: str) -> object:
    return (
        {"en": "a line end", "fr": "un retour à la ligne"} if mark == "\n" else {"en": f"“{mark}”", "fr": f"« {mark} »"}
    )


def _version_of(form: str, schema: Schema, change: Callable[[str], str]) -> str | None:
    """Return the other version of the national standard that has this value, or None."""
    if not is_national(schema) or not form:
        return None
    return next((v for v in VERSIONS if v != schema.version and form in _values_of(v, change)), None)


@cache
def _values_of(version: str, change: Callable[[str], str]) -> frozenset[str]:
    """Return the values that a version allows, and what stands before the colon in the long ones."""
    values = [value for field in load_schema(version).fields for value in field.values]
    return frozenset(change(text) for value in values for text in (value, value.split(" : ")[0]))
