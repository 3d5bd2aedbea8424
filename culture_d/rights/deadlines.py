"""The day an answer is due: one month from receipt, counted as European law counts, with the holidays of France.

``culture_d/widgets/rights_rules.js`` counts by the same rules; ``tests/cases/rights.json`` holds both to them.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import cache

from culture_d.errors import ReaderError
from culture_d.i18n import date as in_words
from culture_d.i18n import t

GDPR = dt.date(2018, 5, 25)  # the day from which the regulation applies
LAST_YEAR = 2100
# The holidays that fall on the same date every year, as (month, day), then those that follow Easter, in days.
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)


class DateError(ReaderError, ValueError):
    """One sentence in the reader's language: what is wrong with a date, and how to write it."""


@dataclass(frozen=True)
class Due:
    """The last day of a period, and why it is that one.

    Attributes
    ----------
    start : datetime.date
        The day of receipt.
    months : int
        Length of the period.
    nominal : datetime.date
        The same date, some months later, or the last day of a shorter month.
    day : datetime.date
        The same, or the next working day.
    """

    start: dt.date
    months: int
    nominal: dt.date
    day: dt.date

    def sentence(self, lang: str | None = None) -> str:
        """Tell how the day was counted."""
        days = {"start": full_date(self.start, lang), "day": full_date(self.nominal, lang)}
        said = [t("rights.count_months", lang, n=self.months, **days)]
        if self.nominal.day != self.start.day:
            said.append(t("rights.count_short", lang, day=str(self.start.day)))
        if self.day != self.nominal:
            said.append(t("rights.count_moved", lang, day=full_date(self.day, lang)))
        return " ".join(said)


@cache
def public_holidays(year: int) -> frozenset[dt.date]:
    """Return the eleven public holidays of France in a year.

    Those of article L. 3133-1 of the *code du travail*; the local ones (Alsace-Moselle, overseas) are left out.
    """
    from dateutil.easter import easter

    sunday = easter(year)
    fixed = (dt.date(year, month, day) for month, day in _FIXED)
    return frozenset((*fixed, *(sunday + dt.timedelta(days) for days in _AFTER_EASTER)))


def next_working_day(day: dt.date) -> dt.date:
    """Return a day, or the first one after it that is neither a Saturday, a Sunday nor a public holiday."""
    while day.weekday() >= 5 or day in public_holidays(day.year):
        day += dt.timedelta(days=1)
    return day


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same date some months later, or the last day of the month where it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def answer_due(received: dt.date | str, *, months: int = 1) -> Due:
    """Return the last day on which an organisation may answer a request.

    Parameters
    ----------
    received : datetime.date or str
        The day of receipt, such as ``"2026-03-05"``.
    months : int
        1, or 3 where the organisation has told, within the first month, that it needs two more.

    Raises
    ------
    DateError
        If it is not a day since the GDPR applies.

    Notes
    -----
    GDPR, article 12(3); Regulation (EEC, Euratom) No 1182/71, article 3: the same date in the last month, or its
    last day; when that is a Saturday, a Sunday or a public holiday, the next working day.
    """
    start = read_date(received)
    nominal = months_later(start, months)
    return Due(start, months, nominal, next_working_day(nominal))


def read_date(value: object) -> dt.date:
    """Return a day from a date or from a text such as ``"2026-03-05"``.

    Raises
    ------
    DateError
        If it is neither, or if it is before the GDPR applied or beyond our century.
    """
    day = value.date() if isinstance(value, dt.datetime) and value == value else value  # NaT differs from itself
    if isinstance(day, str):
        try:
            day = dt.date.fromisoformat(day.strip())
        except ValueError:
            day = None
    if type(day) is not dt.date:
        raise DateError(t("rights.error_date"))
    if day < GDPR or day.year > LAST_YEAR:
        raise DateError(t("rights.error_date_range", first=in_words(GDPR), last=str(LAST_YEAR)))
    return day


def full_date(day: dt.date, lang: str | None = None) -> str:
    """Write a day with its name: Thursday 5 March 2026, jeudi 5 mars 2026."""
    return f"{t('rights.weekdays', lang).split()[day.weekday()]} {in_words(day, lang)}"
