"""Rules for numbers, and for latitude and longitude."""

from __future__ import annotations

import math
import re

from culture_d.standard.communes import degrees
from culture_d.standard.repair.cell import Change, Column, Place, change
from culture_d.standard.validation.kinds import diagnose_type

# Where the French territories are: latitudes, then longitudes, in degrees (WGS84), with a margin.
_TERRITORIES = (
    (41.0, 51.6, -5.6, 10.0),  # metropolitan France
    (15.5, 18.5, -63.5, -60.9),  # Guadeloupe, Saint-Martin, Saint-Barthélemy
    (14.2, 15.1, -61.4, -60.6),  # Martinique
    (2.0, 6.0, -55.0, -51.0),  # Guyane
    (-21.6, -20.7, 55.0, 56.0),  # La Réunion
    (-13.2, -12.4, 44.9, 45.5),  # Mayotte
    (46.6, 47.3, -56.6, -56.0),  # Saint-Pierre-et-Miquelon
    (-23.5, -17.5, 157.0, 172.5),  # Nouvelle-Calédonie
    (-28.5, -7.0, -155.5, -134.0),  # Polynésie française
    (-15.0, -13.0, -178.5, -175.5),  # Wallis-et-Futuna
)


def number(value: str, column: Column, place: Place) -> Change | None:
    """Write a number with the decimal mark of the schema, and nothing around."""
    if column.accepts(value):
        return None
    mark = str(column.descriptor.get("decimalChar") or ".")
    bare = re.sub(r"[\s\u00a0\u202f]", "", value).replace("\N{MINUS SIGN}", "-")
    if column.kind == "coordinate":
        bare = bare.removesuffix("°")
    if column.field.type == "integer" and (whole := re.fullmatch(r"([-+]?\d+)[.,]0+", bare, re.ASCII)):
        return _accepted("decimal", whole[1], column)
    if mark == "." and re.fullmatch(r"[-+]?\d+,\d+", bare, re.ASCII):
        # 1,234 may be one and a bit or twelve hundred, except in degrees.
        sure = column.kind == "coordinate" or not re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", bare, re.ASCII)
        return _accepted("decimal", bare.replace(",", "."), column, sure)
    if mark == "." and (both := re.fullmatch(r"([-+]?\d{1,3}(?:\.\d{3})+),(\d+)", bare, re.ASCII)):
        return _accepted("decimal", f"{both[1].replace('.', '')}.{both[2]}", column, False)
    if mark == "," and re.fullmatch(r"[-+]?\d+\.\d+", bare, re.ASCII):
        return _accepted("decimal", bare.replace(".", ","), column, False)
    grouped = re.fullmatch(r"[-+]?\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?", value)
    return _accepted("decimal", bare, column, column.kind == "coordinate" or bool(grouped)) if bare != value else None


def _accepted(rule: str, after: str, column: Column, safe: bool = True) -> Change | None:
    return change(rule, after, safe, "" if safe else f"{rule}_look") if column.accepts(after) else None


def typed(value: str, column: Column, place: Place) -> Change | None:
    """Write yes, no, a time or a point as the type of the column wants them."""
    if column.accepts(value):
        return None
    after = diagnose_type(column.field, value, column.descriptor).fix
    safe = column.field.type != "geopoint"  # which of the two numbers comes first?
    return change("typed", after, safe) if after and after != value and column.accepts(after) else None


def swapped(latitude: str, longitude: str) -> bool:
    """Tell whether two coordinates fall in a French territory only when they are exchanged."""
    a, b = degrees(latitude), degrees(longitude)
    return not (math.isnan(a) or math.isnan(b)) and not _french(a, b) and _french(b, a)


def _french(latitude: float, longitude: float) -> bool:
    return any(s <= latitude <= n and w <= longitude <= e for s, n, w, e in _TERRITORIES)
