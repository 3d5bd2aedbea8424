"""A timeline: dated events, and what a citizen may do since some of them. Its file is in ``data/timelines``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from culture_d.i18n import date as in_words
from culture_d.i18n import messages, t
from culture_d.parts import ContentError, Part, Text, named_file, names_in, read_top, shorten

_TOP = ("version", "id", "title", "scopes", "events")
_SCOPE = ("id", "label")
_EVENT = ("id", "date", "scope", "title", "text", "right", "clue", "sources")
_RIGHT = ("text", "ask")
_SOURCE = ("title", "url")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(/\d{4}-\d\d-\d\d)?)?)?")
# Messages that only Python says.
_PYTHON_ONLY = ("error_", "two_days", "days", "fallback", "line", "cards_", "card_", "strip")


class TimelineError(ContentError):
    """One sentence in the reader's language: what cannot be used, and what to do."""


@dataclass(frozen=True)
class Date:
    """A date as precise as its source: a year, a month, a day, or some days of a month."""

    text: str  # 2015, 2015-08, 2015-12-28, or 2020-03-04/2020-03-06

    @property
    def first(self) -> dt.date:
        """The first day that it may be, by which events are put in order."""
        numbers = [int(number) for number in self.text.partition("/")[0].split("-")]
        return dt.date(*numbers, *[1] * (3 - len(numbers)))

    @property
    def last(self) -> dt.date | None:
        """The last of several days, or None."""
        end = self.text.partition("/")[2]
        return dt.date.fromisoformat(end) if end else None

    def words(self, lang: str) -> str:
        """Return the date in words, no more precise than it is."""
        day, _, month = in_words(self.first, lang).partition(" ")
        if self.last:
            days = {"first": day, "last": in_words(self.last, lang)}
            return t("timeline.two_days" if (self.last - self.first).days == 1 else "timeline.days", lang, **days)
        return (str(self.first.year), month, f"{day} {month}")[self.text.count("-")]


@dataclass(frozen=True)
class Source:
    """A page that the reader can open."""

    title: Text
    url: str


@dataclass(frozen=True)
class Right:
    """What a citizen may do since an event, and whom to ask."""

    text: Text
    ask: Text


@dataclass(frozen=True)
class Event:
    """What happened, when and where; perhaps a right that it gave, and a clue for the card to put in order."""

    id: str
    date: Date
    scope: str
    title: Text
    text: Text
    sources: tuple[Source, ...]
    right: Right | None = None
    clue: Text | None = None


@dataclass(frozen=True)
class Timeline:
    """A title, scopes by their label, and events in order."""

    id: str
    title: Text
    scopes: dict[str, Text]
    events: tuple[Event, ...]

    def content(self, lang: str) -> dict:
        """Return the timeline in one language, as the interface reads it (plain JSON)."""
        return {
            "id": self.id,
            "title": self.title[lang],
            "scopes": [{"id": name, "label": label[lang]} for name, label in self.scopes.items()],
            "events": [_event(event, lang) for event in self.events],
        }


def _event(event: Event, lang: str) -> dict:
    return {
        "id": event.id,
        "year": event.date.first.year,
        "when": event.date.words(lang),
        "scope": event.scope,
        "title": event.title[lang],
        "text": event.text[lang],
        "right": {"text": event.right.text[lang], "ask": event.right.ask[lang]} if event.right else None,
        "sources": [{"title": source.title[lang], "url": source.url} for source in event.sources],
    }


def timeline_names() -> list[str]:
    """Return the names of the timelines of the course."""
    return names_in("timelines")


def load_timeline(name: str | Path) -> Timeline:
    """Read and check a timeline.

    Parameters
    ----------
    name : str or pathlib.Path
        A name of ``data/timelines``, such as ``"open-data"``, or the path of a YAML file.

    Raises
    ------
    ReaderError
        If there is no such timeline, or naming the file, the place and what is wrong there.
    """
    path, known = named_file("timelines", name), {"name": shorten(name), "names": ", ".join(timeline_names())}
    top = read_top(path, _TOP, "timeline", TimelineError, **known)
    top.one_of("version", (1,))
    scopes = {part.word("id"): part.texts("label") for part in top.parts("scopes", _SCOPE)}
    events = tuple(_read_event(part, tuple(scopes)) for part in top.parts("events", _EVENT))
    top.no_twins("events", [event.id for event in events])
    for before, after in zip(events, events[1:], strict=False):
        if after.date.first < before.date.first:
            raise TimelineError(t("timeline.error_order", file=path.name, before=before.id, after=after.id))
    return Timeline(top.word("id"), top.texts("title"), scopes, events)


def _read_event(part: Part, scopes: tuple[str, ...]) -> Event:
    right = Part(part.value["right"], part.file, f"{part.place}.right", _RIGHT) if "right" in part else None
    return Event(
        id=part.word("id"),
        date=_read_date(part),
        scope=part.one_of("scope", scopes),
        title=part.texts("title"),
        text=part.texts("text"),
        sources=tuple(Source(item.texts("title"), item.url("url")) for item in part.parts("sources", _SOURCE)),
        right=Right(right.texts("text"), right.texts("ask")) if right else None,
        clue=part.texts_if_any("clue"),
    )


def _read_date(part: Part) -> Date:
    date = Date(part.line("date"))
    try:
        known = bool(_DATE.fullmatch(date.text)) and date.first.year > 0
        # Several days are told within a month: “4 to 6 March”.
        known = known and (not date.last or date.first < date.last <= _end_of_month(date.first))
    except ValueError:
        known = False
    if not known:
        raise TimelineError(t("timeline.error_date", file=part.file, place=part.place, date=shorten(date.text)))
    return date


def _end_of_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def interface_content(timeline: Timeline, lang: str) -> dict:
    """Return what the interface needs, in one language: the timeline and the messages (plain JSON)."""
    said = {key: text[lang] for key, text in messages()["timeline"].items() if not key.startswith(_PYTHON_ONLY)}
    return {"lang": lang, "timeline": timeline.content(lang), "messages": said}


def list_html(timeline: Timeline, lang: str) -> str:
    """Return the whole timeline as a list: for a reader without JavaScript, and for paper."""
    events = "".join(
        f'<li id="event-{event.id}"><p><strong>{escape(event.date.words(lang))}</strong> '
        f"({escape(timeline.scopes[event.scope][lang])})<br><strong>{escape(event.title[lang])}</strong></p>"
        f"<p>{escape(event.text[lang])}</p>{_right_html(event, lang)}{_sources_html(event, lang)}</li>"
        for event in timeline.events
    )
    return f"<ol>{events}</ol>"


def _right_html(event: Event, lang: str) -> str:
    if not event.right:
        return ""
    return (
        f'<p class="ct-right"><strong>{escape(t("timeline.since_then", lang))}</strong> '
        f"{escape(event.right.text[lang])} {escape(t('timeline.ask', lang, whom=event.right.ask[lang]))}</p>"
    )


def _sources_html(event: Event, lang: str) -> str:
    links = ", ".join(f'<a href="{escape(source.url)}">{escape(source.title[lang])}</a>' for source in event.sources)
    return f'<p class="ct-source">{escape(t("timeline.sources", lang))} {links}</p>'
