"""Rules for dates, towards ISO 8601 (2025-08-03) or the format that the schema asks for."""

from __future__ import annotations

import datetime as dt
import re

from culture_d.standard.hours.lexicon import plain
from culture_d.standard.repair.cell import Change, Column, Place, change

_SLASHED = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})", re.ASCII)
_ISO_LIKE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})", re.ASCII)
_TIMED = re.compile(
    r"(.{8,10}?)(?:T|\s+(?:a\s+)?)(\d{1,2})[:h](\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(z|utc|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:([a-z]+)\s+)?(\d{1,2})(?:er)?\s+([a-z]+)\.?\s+(\d{4})", re.ASCII)
_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
           "novembre", "decembre")  # fmt: skip
_SHORT = {"janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SERIAL_ZERO = dt.date(1899, 12, 30)  # day 0 of spreadsheets
_SERIALS = range(36526, 55154)  # from 2000 to the end of 2050


def proof(value: str) -> bool | None:
    """Tell what 25/12/2025 proves of its column: the day comes first (True) or second (False); None when either."""
    found = _SLASHED.fullmatch(value.strip())
    if not found or (int(found[1]) > 12) == (int(found[3]) > 12):
        return None
    return int(found[1]) > 12


def date(value: str, column: Column, place: Place) -> Change | None:
    """Write a date as the schema wants it."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) and column.accepts(value):
        return None
    if column.field.format not in ("default", "any") and column.accepts(value):
        return None
    for rule in (_iso_like, _slashed, _in_words, _timed, _serial):
        if found := rule(value, column):
            return found if column.accepts(found.after) else None
    return None


def _written(day: dt.date, column: Column) -> str:
    return day.strftime(column.field.format) if "%" in column.field.format else day.isoformat()


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if 1900 <= year < 2100 else None
    except ValueError:
        return None


def _iso_like(value: str, column: Column) -> Change | None:
    found = _ISO_LIKE.fullmatch(value)
    parts = [int(part) for part in found.groups() if part and part.isdigit()] if found else []
    day = _day(*parts) if parts else None
    return change("date", _written(day, column)) if day else None


def _slashed(value: str, column: Column) -> Change | None:
    """03/08/2025 is the 3rd of August, as everywhere in France, unless the column proves otherwise."""
    found = _SLASHED.fullmatch(value)
    if not found or int(found[3]) > 12:
        return None
    year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
    day = _day(year, int(found[3]), int(found[1]))
    if day is None or (column.day_first is False and int(found[1]) <= 12):
        return None
    if len(found[4]) == 2:
        return change("date", _written(day, column), False, "date_century", year=str(year))
    sure = bool(column.day_first) or int(found[1]) > 12 or found[1] == found[3]
    return change("date", _written(day, column), sure, "date" if sure else "date_look")


def _in_words(value: str, column: Column) -> Change | None:
    found = _WORDS.fullmatch(plain(value).removeprefix("le ").replace(",", ""))
    if not found or (found[1] and found[1] not in _DAYS):
        return None
    month = _MONTHS.index(found[3]) + 1 if found[3] in _MONTHS else _SHORT.get(found[3])
    day = _day(int(found[4]), month, int(found[2])) if month else None
    if day is None or (found[1] and _DAYS.index(found[1]) != day.weekday()):
        return None  # the day of the week contradicts the date
    return change("date_words", _written(day, column))


def _timed(value: str, column: Column) -> Change | None:
    """Keep the day of a moment; near midnight, a time zone may move it to another day."""
    found = _TIMED.fullmatch(value)
    if not found or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    day = _iso_like(found[1], column) or _slashed(found[1], column)
    if day is None:
        return None
    sure = day.safe and (not found[4] or 2 < int(found[2]) < 21)
    return change("date_time", day.after, sure, "date_time" if sure else "date_time_look")


def _serial(value: str, column: Column) -> Change | None:
    if not re.fullmatch(r"\d{5}", value, re.ASCII) or int(value) not in _SERIALS:
        return None
    return change("date_number", _written(_SERIAL_ZERO + dt.timedelta(int(value)), column), False)
