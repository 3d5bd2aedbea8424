"""Opening hours in the syntax of OpenStreetMap: the usual subset, in plain Python.

What is read is what places of digital mediation need: days, lists and ranges of days, several ranges of hours,
rules separated by ``;`` (a later one replaces the days it names), ``off``, ``24/7``, ``PH`` (public holidays) and
comments. Months, weeks, school holidays, sunrise or "every first Monday" are refused, never approximated.
Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
HOLIDAYS = 7  # the place of PH among the days
DAY = 24 * 60
ALL_DAY = ((0, DAY),)
Range = tuple[int, int]

_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_SPANS = rf"{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*"
_TIME = r"\d{1,2}:\d{2}"
_RULE = re.compile(
    rf"(?P<always>24/7)?(?P<days>(?:(?-i:PH),)?{_SPANS}(?:,(?-i:PH))?|(?-i:PH))?(?:(?:(?<=^)|(?<=[A-Za-z]) )"
    rf"(?P<times>{_TIME}-{_TIME}(?:, ?{_TIME}-{_TIME})*))?"
    r"(?:(?:^| )(?P<state>off|closed|open))?(?:(?:^| )\"(?P<comment>[^\"]*)\")?",
    re.ASCII | re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"]*"')
_MORE = re.compile(rf"(?<=[\d\"a-z]), (?=(?:{_DAY}|PH)\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    """What one rule says of some days.

    ``days`` are numbers (0 is Monday, 7 public holidays); ``ranges`` are minutes from midnight, empty when the
    place is closed, and the end may be past 1440; ``adds`` is true when the rule completes the earlier ones
    instead of replacing them.
    """

    days: frozenset[int]
    ranges: tuple[Range, ...]
    comment: str = ""
    adds: bool = False


@dataclass(frozen=True)
class Hours:
    """Rules in their order, and the comment for any other time (``|| "by appointment"``)."""

    rules: tuple[Rule, ...]
    otherwise: str = ""


@lru_cache(maxsize=4096)
def parse(text: str) -> Hours | None:
    """Read opening hours; None when they are not in the subset, or not OpenStreetMap's syntax at all."""
    quoted: list[str] = []
    masked = _QUOTED.sub(lambda m: quoted.append(m[0]) or f'"{len(quoted) - 1}"', text.strip())
    main, *others = re.split(r"\s*\|\|\s*", masked)
    if not main or len(others) > 1:
        return None
    otherwise = re.fullmatch(r'"(\d+)"', others[0]) if others else None
    if others and not otherwise:
        return None
    rules = []
    for written in re.split(r"\s*;\s*", main):
        for i, part in enumerate(_MORE.split(written)):
            rule = _rule(part, quoted, adds=i > 0)
            if rule is None:
                return None
            rules.append(rule)
    if len(rules) > 1 and any(end > DAY for rule in rules for _, end in rule.ranges):
        return None  # whether the next day's rule cuts a night short depends on the reader
    said = quoted[int(otherwise[1])].strip('"') if otherwise else ""
    return Hours(tuple(rules), said)


def _rule(written: str, quoted: list[str], adds: bool) -> Rule | None:
    found = _RULE.fullmatch(written)
    if not found or not any(found.group("always", "days", "times", "state")):
        return None
    if found["always"] and (found["days"] or found["times"]):
        return None
    closed = (found["state"] or "").lower() in ("off", "closed")
    if closed and (found["times"] or adds):
        return None  # closed for part of a day, or on top of another rule: readers disagree
    comment = quoted[int(found["comment"])].strip('"') if found["comment"] else ""
    if comment and not found["times"] and not closed:
        return None  # "Monday, by appointment": open, or unknown?
    days = _days(found["days"]) if found["days"] else frozenset(range(8))
    ranges = () if closed else _ranges(found["times"]) if found["times"] else ALL_DAY
    return None if ranges is None else Rule(days, ranges, comment, adds)


def _days(written: str) -> frozenset[int]:
    days: set[int] = set()
    for span in written.split(","):
        ends = [DAYS.index("PH" if day.upper() == "PH" else day.capitalize()) for day in span.split("-")]
        days |= {ends[0]} if ends[0] == ends[-1] else set(days_between(ends[0], ends[-1]))
    return frozenset(days)


def days_between(first: int, last: int) -> list[int]:
    """Return the days from one to another, Sunday being followed by Monday."""
    return [(first + i) % 7 for i in range((last - first) % 7 + 1)]


def _ranges(written: str) -> tuple[Range, ...] | None:
    ranges = []
    for span in re.split(r", ?", written):
        start, end = (_minutes(time) for time in span.split("-"))
        if start is None or end is None or start == end or start >= DAY:
            return None
        ranges.append((start, end if end > start else end + DAY))
    return merge(ranges)


def _minutes(time: str) -> int | None:
    hours, minutes = map(int, time.split(":"))
    total = 60 * hours + minutes
    return total if minutes < 60 and total <= 2 * DAY else None


def merge(ranges: list[Range] | tuple[Range, ...]) -> tuple[Range, ...]:
    """Return ranges in order, those that touch or overlap joined."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def by_day(hours: Hours) -> list[Rule | None]:
    """Return, for each of the seven days then public holidays, the rule that holds in the end, or None."""
    table: list[Rule | None] = [None] * 8
    for rule in hours.rules:
        for day in rule.days:
            before = table[day]
            if rule.adds and before and before.ranges:
                comment = before.comment if before.comment == rule.comment else ""
                table[day] = Rule(frozenset({day}), merge([*before.ranges, *rule.ranges]), comment)
            else:
                table[day] = rule
    return table


def week(text: str) -> list[list[Range]] | None:
    """Return the hours of an ordinary week, public holidays left aside.

    Parameters
    ----------
    text : str
        Hours in OpenStreetMap's syntax: ``"Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00"``.

    Returns
    -------
    list of 7 lists of (int, int), or None
        From Monday to Sunday, the ranges in minutes from midnight; an end past 1440 is on the next day. None when
        the text is not in the usual subset of the syntax, or says "or by appointment": it cannot be told simply.
    """
    hours = parse(text)
    if hours is None or hours.otherwise:
        return None
    return [list(rule.ranges) if rule else [] for rule in by_day(hours)[:7]]


def is_open(text: str, day: int, time: str | dt.time | int) -> bool | None:
    """Tell whether a place is open on an ordinary day.

    Parameters
    ----------
    text : str
        Hours in OpenStreetMap's syntax.
    day : int
        0 for Monday to 6 for Sunday.
    time : str, datetime.time or int
        ``"14:30"``, a time, or minutes from midnight. A place is open at the first minute of its hours and closed
        at the last.

    Returns
    -------
    bool or None
        None when it cannot be told.

    Raises
    ------
    ValueError
        If the day or the time does not exist.
    """
    now = _clock(time)
    if day not in range(7) or not 0 <= now < DAY:
        raise ValueError(f"day must be 0 (Monday) to 6 and time within a day, not {day!r} and {time!r}")
    hours = parse(text)
    if hours is None:
        return None
    table = [rule.ranges if rule else () for rule in by_day(hours)]
    spilled = [(start - DAY, end - DAY) for start, end in table[(day - 1) % 7]]
    found = any(start <= now < end for start, end in [*table[day], *spilled])
    return None if hours.otherwise and not found else found


def _clock(time: str | dt.time | int) -> int:
    if isinstance(time, str):
        time = dt.time.fromisoformat(time.zfill(5))
    return 60 * time.hour + time.minute if isinstance(time, dt.time) else time


def write(rules: list[Rule] | tuple[Rule, ...], otherwise: str = "") -> str:
    """Write rules in OpenStreetMap's syntax, each replacing what the earlier ones say of its days."""
    text = "; ".join(_write_rule(rule) for rule in rules)
    return f'{text} || "{otherwise}"' if otherwise else text


def _write_rule(rule: Rule) -> str:
    times = ",".join(f"{_hh_mm(start)}-{_hh_mm(end)}" for start, end in rule.ranges) or "off"
    comment = f'"{rule.comment}"' if rule.comment else ""
    return " ".join(filter(None, (_write_days(rule.days), times, comment)))


def _hh_mm(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _write_days(days: frozenset[int]) -> str:
    spans = [
        DAYS[first] if first == last else f"{DAYS[first]}{'-' if last > first + 1 else ','}{DAYS[last]}"
        for first, last in runs(days)
    ]
    return ",".join(spans + (["PH"] if HOLIDAYS in days else []))


def runs(days: frozenset[int]) -> list[tuple[int, int]]:
    """Return the stretches of days that follow each other, Monday first; public holidays are left out."""
    found: list[tuple[int, int]] = []
    for day in sorted(days - {HOLIDAYS}):
        if found and found[-1][1] == day - 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
