"""Why a cell cannot be repaired without inventing, and who can."""

from __future__ import annotations

import re

from culture_d.standard.findings import Words, shorten
from culture_d.standard.repair.cell import Column, Place
from culture_d.standard.repair.codes import contradiction
from culture_d.standard.repair.lists import unknown_value


def why_left(value: str, column: Column, place: Place) -> Words:
    """Return why no repair is proposed for a cell that the schema refuses."""
    if column.field.required and not value.strip():
        return Words("repair.left_required", {"column": column.label})
    if column.kind == "list":
        words = unknown_value(value, column)
        return Words(words.key, words.values | {"value": shorten(words.values["value"])})
    if other := contradiction(value, column, place):
        return Words("repair.left_zero", {"value": value.strip(), "department": other})
    if re.fullmatch(r"[\d.,]+E\+?\d+", value.strip(), re.IGNORECASE | re.ASCII):
        return Words("repair.left_scientific", {"value": shorten(value)})
    if column.kind == "phone" and re.fullmatch(r"\d{2,6}", re.sub(r"\s", "", value), re.ASCII):
        return Words("repair.left_phone_short", {"value": shorten(value)})
    limit = column.field.constraints.get("maxLength")
    if limit and len(value) > limit:
        return Words("repair.left_long", {"n": len(value), "limit": limit})
    kind = column.kind if column.kind in ("phone", "date", "number", "coordinate", "pivot") else "other"
    return Words(f"repair.left_{kind}", {"value": shorten(value), "column": column.label})
