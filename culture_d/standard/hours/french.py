"""French opening hours, as people write them, into OpenStreetMap's syntax; nothing when in doubt.

« Lundi au vendredi 9h-12h et 14h-18h » can only mean one thing. Where a sentence can mean two, or holds one word
that is not known here, no answer is given: a wrong time on a map sends someone to a closed door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from culture_d.standard.hours.grammar import Item, Unsure, items_of
from culture_d.standard.hours.lexicon import WEEK, tokens
from culture_d.standard.hours.osm import ALL_DAY, HOLIDAYS, Hours, Range, Rule, by_day, parse, write

BOOKING = "sur rendez-vous"
_OSM_ALONE = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|off|[\d:,;\sh-])+")


@dataclass(frozen=True)
class Reading:
    """What a text says in OpenStreetMap's syntax.

    ``how`` is ``"plain"`` when the text says it all; otherwise what was understood beyond its words:
    ``"weekdays"`` (no day was written: Monday to Friday), ``"closed_only"`` (nothing says when it is open),
    ``"reading"`` (an exception, a booking, "in the week": clear, and worth a second look).
    """

    osm: str
    how: str = "plain"


def to_osm(text: str) -> str | None:
    """Write French opening hours in OpenStreetMap's syntax.

    Parameters
    ----------
    text : str
        ``"Lundi au vendredi 9h-12h et 14h-18h"``. Hours that are already in the syntax are given back.

    Returns
    -------
    str or None
        ``"Mo-Fr 09:00-12:00,14:00-18:00"``; None when the text could mean something else. Hours without days are
        taken as Monday to Friday: :func:`read` says when it assumes so.
    """
    reading = read(text)
    return reading.osm if reading else None


def read(text: str) -> Reading | None:
    """Understand opening hours written in French, as :func:`to_osm` does, and say how."""
    text = text.strip()
    if parse(text):
        return Reading(text)
    if mended := _nearly_osm(text):
        return Reading(mended)
    words = tokens(text)
    try:
        return _meaning(items_of(words)) if words else None
    except Unsure:
        return None


def _nearly_osm(text: str) -> str | None:
    """Return hours whose days are OpenStreetMap's and whose punctuation is not, mended."""
    text = re.sub("[\u2010-\u2015\u2212]", "-", re.sub(r"\s+", " ", text))
    if not _OSM_ALONE.fullmatch(text) or not re.search("[A-Z]", text):
        return None
    text = re.sub(r"\b(\d{1,2})h(\d{2})?(?!\d)", lambda m: f"{m[1]}:{m[2] or '00'}", text)
    text = re.sub(r"(?<=[a-zH]) ?: ?(?=\d)", " ", re.sub(r" ?- ?", "-", text))
    text = re.sub(r" ?, ?", ",", re.sub(r" ?; ?", "; ", text.rstrip("; ")))
    text = re.sub(r"(?<!\d)(\d)(?=:\d\d)", r"0\1", text)
    return text if parse(text) else None


def _meaning(items: list[Item]) -> Reading | None:
    kinds = [item.kind for item in items]
    if sorted(kinds) == ["always", "days"] and len(items[kinds.index("days")].days) == 7:
        return Reading("24/7")
    if kinds == ["booking"]:
        return Reading(f'"{BOOKING}"', "reading")
    items, booking = _without_booking(items)
    items, closed_holidays = _without_holidays(items)
    how = "reading" if booking or any(item.loose for item in items) else "plain"
    if [item.kind for item in items] == ["times"]:
        items, how = [Item("days", WEEK), *items], "weekdays"
    table, closed = _timetable(_bind(items))
    if how == "plain" and closed & set(table):
        how = "reading"  # "lundi au vendredi 9h-12h, fermé le mercredi"
    table = {day: ranges for day, ranges in table.items() if day not in closed}
    closed |= {HOLIDAYS} if closed_holidays else set()
    rules = _rules(table, closed)
    if not table and rules:
        how = "closed_only"
        if booking:
            return None
    return _written(rules, booking, table, how)


def _without_booking(items: list[Item]) -> tuple[list[Item], str]:
    """Take the booking out: ``"booking"`` bears on the hours, ``"or_booking"`` on every other time."""
    found = [item.kind for item in items if item.kind.endswith("booking")]
    if len(found) > 1 or (found and not items[-1].kind.endswith("booking") and not items[0].kind == "booking"):
        raise Unsure
    return [item for item in items if not item.kind.endswith("booking")], found[0] if found else ""


def _without_holidays(items: list[Item]) -> tuple[list[Item], bool]:
    """Take out "closed on public holidays", wherever it is said."""
    kept, closed, at = [], False, 0
    while at < len(items):
        pair = items[at : at + 2]
        alone = [item.days == {HOLIDAYS} for item in pair]
        if pair[0].kind == "except" and alone[0]:
            closed, at = True, at + 1
        elif len(pair) == 2 and {item.kind for item in pair} == {"off", "days"} and any(alone):
            if closed or (pair[0].kind == "days" and kept and kept[-1].kind == "off"):
                raise Unsure
            closed, at = True, at + 2
        else:
            kept.append(items[at])
            at += 1
    return kept, closed


def _bind(items: list[Item]) -> list[tuple[Item, Item]]:
    """Pair days with their hours. A text says one first, always: "9h-12h lundi mardi 14h-18h" is not clear."""
    bound: list[tuple[Item, Item]] = []
    times_first = bool(items) and items[0].kind == "times"
    at = 0
    while at < len(items):
        first, second = items[at], items[at + 1] if at + 1 < len(items) else None
        kinds = (first.kind, second.kind if second else "")
        if first.kind == "except" and bound:
            days, times = bound[-1]
            if not first.days < days.days or times.kind == "off":
                raise Unsure
            bound[-1] = (Item("days", days.days - first.days, minus=first.days), times)
            at += 1
            continue
        if kinds == ("off", "days") or (times_first and kinds == ("times", "days")):
            bound.append((second, first))
        elif not times_first and kinds in (("days", "times"), ("days", "off")):
            bound.append((first, second))
        else:
            raise Unsure
        at += 2
    if any(days.minus and times.kind == "off" for days, times in bound):
        raise Unsure
    return bound


def _timetable(bound: list[tuple[Item, Item]]) -> tuple[dict[int, tuple[Range, ...]], set[int]]:
    """Return the ranges of each open day, and the days said to be closed."""
    table: dict[int, tuple[Range, ...]] = {}
    closed: set[int] = set()
    for days, times in bound:
        if times.kind == "off":
            if closed & days.days:
                raise Unsure
            closed |= days.days
            continue
        for day in days.days:
            before = table.get(day, ())
            if before and before[-1][1] > times.ranges[0][0]:
                raise Unsure  # the same day twice, with hours that overlap
            table[day] = before + times.ranges
        closed |= days.minus
    return table, closed


def _rules(table: dict[int, tuple[Range, ...]], closed: set[int]) -> list[Rule]:
    rules = []
    for day in sorted(table):
        ranges = table[day]
        if all(ranges != rule.ranges for rule in rules):
            rules.append(Rule(frozenset(d for d in table if table[d] == ranges), ranges))
    for days in (closed - {HOLIDAYS}, closed & {HOLIDAYS}):
        if days:
            rules.append(Rule(frozenset(days), ()))
    return rules


def _written(rules: list[Rule], booking: str, table: dict, how: str) -> Reading | None:
    opened = [rule for rule in rules if rule.ranges]
    if not rules or any(rule.ranges == ALL_DAY for rule in rules):
        return None
    if booking == "booking":
        if len(opened) != 1:
            return None  # to which of the hours does it apply?
        rules[0] = Rule(opened[0].days, opened[0].ranges, BOOKING)
    osm = write(rules, BOOKING if booking == "or_booking" else "")
    understood = parse(osm)
    return Reading(osm, how) if understood and _same(understood, table) else None


def _same(hours: Hours, table: dict[int, tuple[Range, ...]]) -> bool:
    """Tell whether what was written says what was understood: a last guard."""
    return all((rule.ranges if rule else ()) == table.get(day, ()) for day, rule in enumerate(by_day(hours)))
