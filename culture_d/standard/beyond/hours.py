"""Opening hours: what is not written in OpenStreetMap's syntax, and what is, but cannot be true.

The standard asks for the ``opening_hours`` syntax of OpenStreetMap
(https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification): English days in two letters, hours as
``09:00-12:00``, ``,`` between two spans of a day, ``;`` between two rules, of which the later one *replaces* the
earlier one on the days they share. A closing time up to 48:00, or earlier than the opening time, goes past
midnight: legal, and seldom what a town hall means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from culture_d.standard.beyond.records import Doubt, Doubting
from culture_d.standard.beyond.table import Table
from culture_d.standard.findings import Words

_COMMENT = re.compile(r'"[^"]*"')
_DAYS = re.compile(
    r"\b(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|lun|mer|jeu|ven|sam|dim|lu|je|ve|"
    r"ferm[ée]e?s?|ouvert(?:e|ure)?|rdv|rendez|vacances|matin|midi|apr[èe]s|soir|sauf|jours|semaine|f[ée]ri[ée]s?)\b",
    re.IGNORECASE,
)
_HOUR_H = re.compile(r"\d\s*h(?:eures?)?\s*\d{0,2}(?!\w)", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:et|[àa]|au|de|ou)\b", re.IGNORECASE)
_DASH = re.compile("[\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}\N{HYPHEN}]")
_NO_MINUTES = re.compile(r"(?<![\d:.])\d{1,2}\s*-\s*\d{1,2}(?![\d:.])|\d{1,2}\.\d{2}")
_PLACE = re.compile(r"-->\s*\d+:(\d+)")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})(\+?)")
_RULE = re.compile(r"\s*(?P<days>(?:(?:Mo|Tu|We|Th|Fr|Sa|Su)[-,]?)+)\s+(?P<rest>\d.*)")
_SHUT = re.compile(r"\b(?:off|closed)\b")
_TIMELESS = re.compile(r"(?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)[-,\s]*)+")
DAY = 24 * 60
EVENING, NIGHT, DAWN = 17 * 60, 4 * 60, 6 * 60


def examine(table: Table) -> tuple[list[Doubt], list[Words]]:
    """Check the opening hours of a file."""
    cells = table.get("horaires")
    if cells is None:
        return [], []
    parse = parser()
    doubts = check_hours(cells, parse)
    return doubts, [] if parse else [Words("beyond.hours_unchecked")]


def parser() -> Callable[[str], int | None] | None:
    """Return what reads the syntax, or None where its library is absent.

    The function returns None for hours that can be read, else the place of the first sign that cannot, from 0.
    """
    try:
        from opening_hours import OpeningHours, ParserError
    except ImportError:
        return None

    def place(hours: str) -> int | None:
        try:
            OpeningHours(hours)
        except ParserError as error:
            found = _PLACE.search(str(error))
            return int(found[1]) - 1 if found else 0
        return None

    return place


def check_hours(cells: Sequence[str], parse: Callable[[str], int | None] | None) -> list[Doubt]:
    """Find the hours that cannot be read, and those that can and are odd.

    Parameters
    ----------
    cells : sequence of str
    parse : callable or None
        See :func:`parser`; without it, only what is surely no OpenStreetMap syntax is found.
    """
    verdicts: dict[str, tuple] = {}
    doubting = Doubting("horaires")
    for row, cell in enumerate(cells):
        if not cell:
            continue
        if cell not in verdicts:
            verdicts[cell] = tuple(_judge(cell, parse))
        for key, sure, values in verdicts[cell]:
            doubting.add(key, sure, row, cell, **values)
    return doubting.found()


def _judge(cell: str, parse: Callable[[str], int | None] | None) -> Iterator[tuple[str, str, dict]]:
    bare = _COMMENT.sub(" ", cell)
    place = parse(cell) if parse else None
    if place is not None or parse is None:
        key = _why_unreadable(bare)
        if key or place is not None:
            rest = cell[place or 0 :].strip()[:12] or cell[-12:]
            yield key or "hours_unreadable", "certain", {} if key else {"rest": rest}
            return
    yield from ((key, sure, {}) for key, sure in _odd(bare, commented=bare != cell))


def _why_unreadable(bare: str) -> str | None:
    """Tell what surely prevents hours from being read, or None."""
    if _DAYS.search(bare):
        return "hours_words"
    if _HOUR_H.search(bare):
        return "hours_h"
    if _JOINED.search(bare):
        return "hours_words"
    if _DASH.search(bare):
        return "hours_dash"
    return "hours_minutes" if ":" not in bare and _NO_MINUTES.search(bare) else None


def _odd(bare: str, commented: bool) -> Iterator[tuple[str, str]]:
    """Yield what is odd in hours that can be read."""
    found = set()
    rules = [rule.strip() for rule in bare.split(";") if rule.strip()]
    if "24/7" in bare or (not commented and any(_TIMELESS.fullmatch(rule) for rule in rules)):
        found.add(("hours_always", "likely"))
    if rules and all(_SHUT.fullmatch(rule) for rule in rules):
        found.add(("hours_never", "look"))
    for h1, m1, h2, m2, open_end in _SPAN.findall(bare):
        start, end = int(h1) * 60 + int(m1), int(h2) * 60 + int(m2)
        if not open_end:
            found.add(_odd_span(start, end))
    days = [found_rule["days"].strip(",-") for rule in rules if (found_rule := _RULE.fullmatch(rule))]
    if len(set(days)) < len(days) and len(days) == len(rules):
        found.add(("hours_replaced", "likely"))
    yield from sorted(filter(None, found))


def _odd_span(start: int, end: int) -> tuple[str, str] | None:
    """Judge a span, in minutes from midnight."""
    if start == 0 and end in (DAY, DAY - 1, 0):
        return "hours_always", "likely"
    if end > DAY:
        return "hours_beyond", "likely"
    if start == end:
        return "hours_always", "likely"
    if end < start:
        late = start >= EVENING and end <= NIGHT
        return ("hours_midnight", "look") if late else ("hours_backwards", "likely")
    return ("hours_night", "look") if start < DAWN else None
