"""A schema as frictionless wants it, or one sentence that says which column of the schema it refuses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from culture_d.i18n import t
from culture_d.standard.findings import shorten
from culture_d.standard.schemas import Field, Schema, SchemaError

if TYPE_CHECKING:
    import frictionless

# What rules the cells, and nothing that only describes: frictionless refuses a schema for its name or an example.
_RULES = (
    "name", "type", "format", "constraints", "missingValues", "trueValues", "falseValues", "decimalChar", "groupChar",
    "bareNumber", "floatNumber", "arrayItem", "delimiter", "itemType",
)  # fmt: skip
_VERSION = "https://datapackage.org/profiles/2.0/tableschema.json"  # of the specification; it includes the first one
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def rules(schema: Schema, fields: Sequence[Field] | None = None, lang: str | None = None) -> frictionless.Schema:
    """Return a schema, or some of its columns, as frictionless understands it.

    Parameters
    ----------
    schema : Schema
    fields : sequence of Field, optional
        The columns to keep, in order; all of them by default.
    lang : {"en", "fr"}, optional
        Language of the errors; the current language by default.

    Raises
    ------
    SchemaError
        If frictionless refuses it: one sentence that names the column.
    """
    from frictionless import FrictionlessException
    from frictionless import Schema as Rules

    listed = schema.descriptor["fields"]
    items = {item["name"]: {k: item[k] for k in _RULES if item.get(k) is not None} for item in listed}
    if len(items) < len(listed):
        raise SchemaError(t("validation.schema_twice", lang))
    for name, item in items.items():
        if is_unchecked(item):
            del item["format"]
        _refuse(item, shorten(name), lang)
    if unknown := [name for name in schema.primary_key if name not in items]:
        raise SchemaError(t("validation.schema_key", lang, column=shorten(unknown[0])))
    kept = list(items) if fields is None else [item.name for item in fields]
    descriptor = {"$schema": _VERSION, "fields": [items[name] for name in kept]}
    if schema.descriptor.get("missingValues") is not None:
        descriptor["missingValues"] = schema.descriptor["missingValues"]
    if schema.primary_key and set(schema.primary_key) <= set(kept):
        descriptor["primaryKey"] = list(schema.primary_key)
    try:
        built = Rules.from_descriptor(descriptor)
    except FrictionlessException as error:
        _refuse_one_by_one(items, lang)
        raise SchemaError(t("validation.schema_refused", lang, note=_note(error))) from None
    for field in built.fields:
        _refuse_bounds(field, lang)
    return built


def is_unchecked(item: dict) -> bool:
    """Tell whether the format of a column asks for a library that the course does not bring (shapes in WKT)."""
    return item.get("format") == "wkt" and find_spec("wkt") is None


def _refuse(item: dict, column: str, lang: str | None) -> None:
    """Raise the sentence that tells which rule of a column frictionless does not know, if there is one."""
    from frictionless import FrictionlessException, system

    kind, constraints = item.get("type", "string"), item.get("constraints", {})
    try:
        known = system.select_field_class(kind)
    except (FrictionlessException, TypeError, AttributeError):
        raise SchemaError(t("validation.schema_type", lang, column=column, type=shorten(kind))) from None
    for key in constraints:
        if key not in (*known.supported_constraints, "unique"):
            raise SchemaError(t("validation.schema_constraint", lang, column=column, rule=shorten(key), type=kind))
    try:
        re.compile(f"^{constraints.get('pattern', '')}$")
    except (re.error, OverflowError, RecursionError):
        raise SchemaError(t("validation.schema_pattern", lang, column=column)) from None


def _refuse_bounds(field: frictionless.Field, lang: str | None) -> None:
    read = field.create_value_reader()
    for key in _BOUNDS:
        if key in field.constraints and read(field.constraints[key]) is None:
            column = shorten(field.name)
            raise SchemaError(t("validation.schema_bound", lang, column=column, rule=key, type=field.type))


def _refuse_one_by_one(items: dict[str, dict], lang: str | None) -> None:
    from frictionless import FrictionlessException
    from frictionless import Schema as Rules

    for name, item in items.items():
        try:
            Rules.from_descriptor({"$schema": _VERSION, "fields": [item]})
        except FrictionlessException as error:
            note = _note(error)
            raise SchemaError(t("validation.schema_field", lang, column=shorten(name), note=note)) from None


def _note(error: frictionless.FrictionlessException) -> str:
    return shorten((error.reasons or [error.error])[0].note, 160)
