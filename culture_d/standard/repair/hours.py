"""The rule for opening hours: French prose into OpenStreetMap's syntax."""

from __future__ import annotations

from culture_d.standard.hours import read
from culture_d.standard.repair.cell import Change, Column, Place, change

_WHY = {"plain": "hours", "weekdays": "hours_weekdays", "closed_only": "hours_closed", "reading": "hours_reading"}


def hours(value: str, column: Column, place: Place) -> Change | None:
    """Write hours in the syntax that maps read; nothing when the sentence can mean two things."""
    found = read(value)
    if found is None or found.osm == value:
        return None
    return change("hours", found.osm, found.how == "plain", _WHY[found.how])
