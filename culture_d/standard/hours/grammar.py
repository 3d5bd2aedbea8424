"""The grammar of French opening hours: words become days, hours and closures, in the order of the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from culture_d.standard.hours.lexicon import AFTERNOON, EVENING, MORNING, Token
from culture_d.standard.hours.osm import DAY, HOLIDAYS, Range, days_between

_PARTS = {
    MORNING: lambda start, end: start < 12 * 60 and end <= 14 * 60,
    AFTERNOON: lambda start, end: start >= 12 * 60,
    EVENING: lambda start, end: start >= 16 * 60,
}
_DAY_KINDS = ("days", "every", "week", "weekend", "holidays")
_LINKS = ("and", "comma", "slash")
_TO = ("dash", "to")
_FROM_TO = [["dash"], ["to"], ["slash"]]  # between the two times of a range
_NEXT = [[], ["and"], ["comma"], ["comma", "and"], ["slash"], ["dash"]]  # between two ranges


@dataclass
class Item:
    """A piece of the sentence: ``kind`` is days, times, off, except or booking."""

    kind: str
    days: frozenset[int] = frozenset()
    ranges: tuple[Range, ...] = ()
    minus: frozenset[int] = frozenset()
    loose: bool = False  # said in a way that deserves a second look


class Unsure(Exception):
    """The text can mean several things."""


def items_of(words: list[Token]) -> list[Item]:
    items, at = [], 0
    while at < len(words):
        word = words[at]
        if word.kind in _DAY_KINDS:
            item, at = _read_days(words, at)
        elif word.kind in ("time", "number", "between", "morning", "afternoon", "evening"):
            item, at = _read_times(words, at)
        elif word.kind == "except":
            item, at = _read_days(words, at + 1)
            item = Item("except", item.days, loose=True)
        elif _kinds(words, at, 2) == ["or", "booking"]:
            item, at = Item("or_booking", loose=True), at + 2
        elif word.kind in ("closed", "booking", "always"):
            item, at = Item({"closed": "off"}.get(word.kind, word.kind), loose=word.kind == "booking"), at + 1
        elif word.kind in (*_LINKS, *_TO, "colon", "stop"):
            at += 1
            continue
        else:
            raise Unsure
        items.append(item)
    return items


def _read_days(words: list[Token], at: int) -> tuple[Item, int]:
    """Read a list of days and ranges of days, then the days it leaves out."""
    days: set[int] = set()
    loose = False
    while at < len(words) and words[at].kind in _DAY_KINDS:
        word = words[at]
        found, at = word.days, at + 1
        if word.kind == "days" and _kinds(words, at, 2) in (["to", "days"], ["dash", "days"]):
            [first], [last] = found, words[at + 1].days
            found = frozenset(days_between(first, last))
            # Some write "mardi-jeudi" for Tuesday and Thursday; nobody writes "lundi-vendredi" for two days.
            loose |= words[at].kind == "dash" and len(found) < 5
            at += 2
            if len(found) == 1:
                raise Unsure
        if days & found:
            raise Unsure
        days |= found
        loose |= word.kind in ("week", "weekend")
        after = next((i for i in range(at, len(words)) if words[i].kind not in _LINKS), at)
        if after < len(words) and words[after].kind in (*_DAY_KINDS, "except"):
            at = after
    if not days:
        raise Unsure
    if _kinds(words, at, 1) == ["except"] and _kinds(words, at + 1, 1) != ["holidays"]:
        minus, at = _read_days(words, at + 1)
        if minus.minus or not minus.days < days | {HOLIDAYS}:
            raise Unsure
        return Item("days", frozenset(days - minus.days), minus=minus.days, loose=True), at
    return Item("days", frozenset(days), loose=loose), at


def _kinds(words: list[Token], at: int, n: int) -> list[str]:
    return [word.kind for word in words[at : at + n]]


def _read_times(words: list[Token], at: int) -> tuple[Item, int]:
    """Read ranges of hours: pairs of times in order, whatever stands between the pairs."""
    times: list[Token] = []
    links: list[list[str]] = [[]]  # what stands before each time
    parts: set[str] = set()
    while at < len(words) and words[at].kind in (*_LINKS, *_TO, *_PARTS, "time", "number", "between", "colon", "stop"):
        word = words[at]
        if word.kind in ("colon", "stop"):
            following = _kinds(words, at + 1, 1)
            if len(times) % 2 or following[:1] not in (["time"], ["number"], *([part] for part in _PARTS)):
                break
        elif word.kind in ("time", "number"):
            times.append(word)
            links.append([])
        elif word.kind in _PARTS:
            parts.add(word.kind)
        else:
            links[len(times)].append(word.kind)
        at += 1
    if not times or len(times) % 2:
        raise Unsure
    if links[-1] == ["and"] and _kinds(words, at, 1) == ["booking"]:
        raise Unsure  # by appointment at these hours, or at others?
    ranges = []
    for i in range(0, len(times), 2):
        start, end = times[i], times[i + 1]
        opened = links[i].pop() if links[i][-1:] == ["between"] else ""
        if links[i + 1] not in ([["and"]] if opened else _FROM_TO) or links[i] not in _NEXT:
            raise Unsure
        if start.kind == end.kind == "number":
            raise Unsure
        ranges.append((start.minutes, end.minutes))
    _check(ranges, parts)
    return Item("times", ranges=tuple(ranges)), at


def _check(ranges: list[Range], parts: set[str]) -> None:
    """Refuse hours that do not follow each other in a day, or are not of the part of the day that is named."""
    clock = [minute for pair in ranges for minute in pair]
    if any(a >= b for a, b in zip(clock, clock[1:], strict=False)) or clock[-1] > DAY or clock[0] >= DAY:
        raise Unsure
    if parts:
        fits = {part: [pair for pair in ranges if _PARTS[part](*pair)] for part in parts}
        if not all(fits.values()) or {pair for pairs in fits.values() for pair in pairs} != set(ranges):
            raise Unsure
