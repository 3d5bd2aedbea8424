"""The year 2025 in France: days, half-hours, clock changes, and a seeded draw for each day of each life."""

from __future__ import annotations

import datetime as dt
from zlib import crc32

from numpy.random import PCG64, Generator

SEED = 1967
YEAR = 2025
HALF_HOUR = 1800
FIRST_DAY, LAST_DAY = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)
AUTUMN = (dt.date(YEAR, 9, 1), dt.date(YEAR, 11, 30))  # the three months of movements
# As programs in English abridge them, whatever the language of the machine.
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_EPOCH = dt.date(1970, 1, 1)
# Directive 2000/84/EC: the last Sundays of March and October, at 1:00 UTC.
_SPRING = (dt.date(YEAR, 3, 30) - _EPOCH).days * 86400 + 3600
_FALL = (dt.date(YEAR, 10, 26) - _EPOCH).days * 86400 + 3600


def draw(*keys: object) -> Generator:
    """Return the draw of a day of a life: the same for the same keys, whatever was drawn before."""
    return Generator(PCG64([SEED, *(crc32(str(key).encode()) for key in keys)]))


def days(first: dt.date = FIRST_DAY, last: dt.date = LAST_DAY) -> list[dt.date]:
    """Return the days from one to another, both included."""
    return [first + dt.timedelta(n) for n in range((last - first).days + 1)]


def offset(utc: int) -> int:
    """Return the hours between UTC and the clock of Paris at a time given in seconds since 1970."""
    return 2 if _SPRING <= utc < _FALL else 1


def at(day: dt.date, hour: float) -> int:
    """Return the seconds since 1970 of an hour of the clock of Paris (25.5 is half past one the next day)."""
    local = (day - _EPOCH).days * 86400 + round(hour * 3600)
    return local - 3600 * offset(local - 3600 * offset(local - 3600))


def half_hours(day: dt.date) -> range:
    """Return the starts of the 46, 48 or 50 half-hours of a day, in seconds since 1970."""
    return range(at(day, 0), at(day + dt.timedelta(1), 0), HALF_HOUR)


def local(utc: int) -> dt.datetime:
    """Return what the clocks of Paris show, without time zone."""
    return dt.datetime(1970, 1, 1) + dt.timedelta(seconds=utc + 3600 * offset(utc))


def clock_hour(utc: int) -> float:
    """Return the hour of the clock of Paris, from 0 to 24."""
    return (utc + 3600 * offset(utc)) % 86400 / 3600


def local_day(utc: int) -> dt.date:
    """Return the day in Paris."""
    return local(utc).date()


def iso(utc: int, thousandths: bool = False) -> str:
    """Write a time as ``2025-03-30T00:30:00+01:00``."""
    return f"{local(utc):%Y-%m-%dT%H:%M:%S}{'.000' if thousandths else ''}+0{offset(utc)}:00"


def zulu(utc: int, thousandths: bool = False) -> str:
    """Write a time in UTC as ``2025-03-29T23:30:00Z``."""
    moment = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}{'.000' if thousandths else ''}Z"
