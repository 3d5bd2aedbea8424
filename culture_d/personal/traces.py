"""One day of traces: the cards of the inventory game, as objects for the page and as a table for the notebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from culture_d.i18n import language, t
from culture_d.parts import ContentError, Part, Text, named_file, read_top

HOW = ("provided", "observed", "inferred")
_TOP = ("version", "id", "title", "intro", "caution", "holders", "cards")
_HOLDER = ("id", "label")
_CARD = ("id", "time", "gesture", "holder", "who", "trace", "how", "guess", "see", "source")
_SOURCE = ("title", "url")


class TracesError(ContentError):
    """One sentence in the reader's language: what cannot be used, and what to do."""


@dataclass(frozen=True)
class Trace:
    """A gesture of the day, and the trace that it leaves.

    ``how`` is ``"provided"`` (the person gave it), ``"observed"`` (a machine noted it) or ``"inferred"`` (an
    organisation concluded it): what decides whether portability covers it.
    """

    id: str
    time: str
    gesture: Text
    holder: str
    who: Text
    trace: Text
    how: str
    guess: Text
    see: Text
    source: tuple[Text, str] | None = None


@dataclass(frozen=True)
class Day:
    """A fictional person's day: its cards in the order of time, and the kinds of organisations that hold traces."""

    title: Text
    intro: Text
    caution: Text
    holders: dict[str, Text]
    cards: tuple[Trace, ...]


def load_day(name: str | Path = "day") -> Day:
    """Read a day of ``data/traces/``.

    Raises
    ------
    ContentError
        If the file is absent, or if something in it cannot be used: its place and the remedy.
    """
    top = read_top(named_file("traces", name), _TOP, "traces", TracesError)
    holders = {part.word("id"): part.texts("label") for part in top.parts("holders", _HOLDER)}
    cards = tuple(_card(part, tuple(holders)) for part in top.parts("cards", _CARD))
    top.no_twins("cards", [card.id for card in cards])
    if [card.time for card in cards] != sorted(card.time for card in cards):
        top.fail("cards", "traces.order")
    return Day(top.texts("title"), top.texts("intro"), top.texts("caution"), holders, cards)


def _card(part: Part, holders: tuple[str, ...]) -> Trace:
    time = part.line("time")
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", time):
        part.fail("time", "traces.time")
    texts = {name: part.texts(name) for name in ("gesture", "who", "trace", "guess", "see")}
    source = None
    if "source" in part:
        found = Part(part.value["source"], part.file, f"{part.place}.source", _SOURCE)
        source = (found.texts("title"), found.url("url"))
    return Trace(
        part.word("id"),
        time,
        holder=part.one_of("holder", holders),
        how=part.one_of("how", HOW),
        source=source,
        **texts,
    )


def day_of_traces(lang: str | None = None) -> pd.DataFrame:
    """Return the fictional day of the inventory game as a table.

    Returns
    -------
    pandas.DataFrame
        A line for each gesture: ``hour`` (a number, 12.5 for half past twelve), ``time``, ``gesture``, ``holder``
        (kind of organisation), ``who``, ``trace``, ``how`` (provided, observed or inferred) and ``guess``, in the
        reader's language.
    """
    lang, day = lang or language(), load_day()
    rows = [
        {
            "hour": int(card.time[:2]) + int(card.time[3:]) / 60,
            "time": card.time,
            "gesture": card.gesture[lang],
            "holder": day.holders[card.holder][lang],
            "who": card.who[lang],
            "trace": card.trace[lang],
            "how": t(f"traces.{card.how}", lang),
            "guess": card.guess[lang],
        }
        for card in day.cards
    ]
    return pd.DataFrame(rows)
