"""Dates of update that are not yet come, older than the file could be, or simply old."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from culture_d.standard.beyond.records import Doubt, each
from culture_d.standard.beyond.table import Table

OLD_DAYS = 2 * 365
OLDEST = dt.date(2000, 1, 1)  # digital mediation and its registers are younger
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.ASCII)
_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?", re.ASCII)


def examine(table: Table, today: dt.date) -> list[Doubt]:
    """Check the dates of update of a file."""
    cells = table.get("date_maj")
    return [] if cells is None else check_dates(cells, today)


def check_dates(cells: Sequence[str], today: dt.date) -> list[Doubt]:
    """Find the dates in the future, before 2000, or more than two years before ``today``."""

    def judge(cell: str) -> Iterator[tuple[str, str]]:
        day = read_day(cell)
        if day is None:
            return
        if day > today:
            yield "date_future", "certain"
        elif day < OLDEST:
            yield "date_ancient", "likely"
        elif (today - day).days > OLD_DAYS:
            yield "date_old", "look"

    return each("date_maj", cells, judge)


def read_day(cell: str) -> dt.date | None:
    """Read a day written 2024-04-02 or 02/04/2024, or return None."""
    if found := _ISO.fullmatch(cell):
        year, month, day = map(int, found.groups())
    elif found := _FRENCH.fullmatch(cell):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
