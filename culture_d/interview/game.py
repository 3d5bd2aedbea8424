"""The rules of the data interview: a plain object whose state is plain JSON.

``culture_d/widgets/interview.js`` plays by the same rules; ``tests/cases/interview.json`` holds both to them.
"""

from __future__ import annotations

import random
import re
from dataclasses import asdict, dataclass, replace

from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, language, t
from culture_d.interview.deck import Deck, Portrait, Question, load_deck

VERSION = 1
MODES = ("room", "portrait", "table")
OUTCOMES = ("open", "answer", "unknown", "declined")
MINUTES = range(5, 31)
TEXT_MAX, NAME_MAX = 2000, 120  # characters
# What JavaScript calls white space: Python's own list differs by a few characters.
_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_EDGES = re.compile(f"^[{_SPACE}]+|[{_SPACE}]+\\Z")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class InterviewError(ReaderError, ValueError):
    """One sentence for the reader, in the reader's language."""


@dataclass(frozen=True)
class Entry:
    """A question that was asked and what came of it."""

    question: str
    outcome: str = "open"
    text: str = ""


class Interview:
    """A game of the data interview.

    Parameters
    ----------
    deck : Deck, optional
        The course's own deck by default.
    dataset : str
        Name of the dataset that is interviewed.
    mode : {"room", "portrait", "table"}
        A team answers; a ready-made portrait answers; a bare table answers.
    portrait : str, optional
        Id of the portrait that answers.
    minutes : int
        Length of the interview in a room, from 5 to 30.
    lang : {"en", "fr"}, optional
        The current language by default.

    Raises
    ------
    InterviewError
        If one of them is not possible.
    """

    def __init__(
        self,
        deck: Deck | None = None,
        dataset: str = "",
        mode: str = "room",
        portrait: str | None = None,
        minutes: int = 10,
        lang: str | None = None,
    ) -> None:
        self.lang = lang or language()
        if self.lang not in LANGUAGES:
            raise _unreadable("lang", language())
        for name, wrong in (
            ("dataset", not isinstance(dataset, str)),
            ("mode", mode not in MODES),
            ("portrait", not (portrait is None or isinstance(portrait, str))),
            ("minutes", isinstance(minutes, bool) or not isinstance(minutes, int) or minutes not in MINUTES),
        ):
            if wrong:
                raise _unreadable(name, self.lang)
        self.deck = deck or load_deck()
        self.dataset = clean_name(dataset)
        self.mode, self.portrait, self.minutes = mode, portrait, minutes
        self._log: dict[str, Entry] = {}  # in the order of asking
        self._current: str | None = None

    @property
    def log(self) -> tuple[Entry, ...]:
        """Every question asked, in the order of asking."""
        return tuple(self._log.values())

    @property
    def current(self) -> Entry | None:
        """The last question asked, to which `answer`, `unknown` and `decline` apply."""
        return self._log[self._current] if self._current else None

    def ask(self, question_id: str) -> Question:
        """Ask a question; one already asked keeps its place and its text, and is open again.

        Raises
        ------
        InterviewError
            If the deck has no such question.
        """
        if question_id not in self.deck:
            raise InterviewError(t("interview.error_question", self.lang, id=_short(question_id)))
        self._log[question_id] = replace(self._log.get(question_id, Entry(question_id)), outcome="open")
        self._current = question_id
        return self.deck.question(question_id)

    def draw(self, r: float | None = None) -> Question | None:
        """Draw a question among the least explored families, without asking it.

        Parameters
        ----------
        r : float, optional
            A number from 0 (included) to 1 (excluded) that decides; by default chance does.

        Returns
        -------
        Question or None
            None when every question was asked.
        """
        left = self.forgotten()
        if not left:
            return None
        share = {family: row["asked"] / row["total"] for family, row in self.coverage().items()}
        least = min(share[family] for family in left)
        hand = [question for family in left if share[family] == least for question in left[family]]
        return self.deck.question(hand[int((random.random() if r is None else r) * len(hand))])

    def answer(self, text: str) -> None:
        """Write the answer to the last question asked; an empty text is not an answer and changes nothing."""
        entry, text = self._asked(), clean(text)
        if text:
            self._log[entry.question] = Entry(entry.question, "answer", text)

    def unknown(self, text: str = "") -> None:
        """Note that the dataset does not know, and possibly who could tell."""
        self._log[self._asked().question] = Entry(self._asked().question, "unknown", clean(text))

    def decline(self, text: str = "") -> None:
        """Note that the dataset would rather not say."""
        self._log[self._asked().question] = Entry(self._asked().question, "declined", clean(text))

    def reply(self, portrait: Portrait | dict) -> dict:
        """Let a portrait answer the last question asked.

        Parameters
        ----------
        portrait : Portrait or dict
            A portrait, or its content in one language: ``{"answers": {question_id: {"text": …}}}``.

        Returns
        -------
        dict
            Its answer (``text``, possibly ``unknown``, ``declined``, ``sources``), empty when only the
            producer could tell: that is recorded as unknown.
        """
        content = portrait.content(self.lang) if isinstance(portrait, Portrait) else portrait
        found = content["answers"].get(self._asked().question, {})
        text = found.get("text", "")
        if found.get("declined"):
            self.decline(text)
        elif found.get("unknown") or not clean(text):
            self.unknown(text)
        else:
            self.answer(text)
        return found

    def unanswered(self) -> list[Entry]:
        """Return the questions asked that have no answer, in the order of asking."""
        return [entry for entry in self.log if entry.outcome != "answer"]

    def coverage(self) -> dict[str, dict[str, int]]:
        """Return, per family, how many questions were asked, were answered, and exist."""
        table = {}
        for family in self.deck.families:
            ids = [q.id for q in self.deck.of_family(family.id)]
            entries = [self._log[i] for i in ids if i in self._log]
            answered = sum(entry.outcome == "answer" for entry in entries)
            table[family.id] = {"asked": len(entries), "answered": answered, "total": len(ids)}
        return table

    def forgotten(self) -> dict[str, list[str]]:
        """Return the ids of the questions never asked, by family, in the order of the deck."""
        never: dict[str, list[str]] = {}
        for family in self.deck.families:
            ids = [q.id for q in self.deck.of_family(family.id) if q.id not in self._log]
            if ids:
                never[family.id] = ids
        return never

    def to_state(self) -> dict:
        """Return the game as plain JSON."""
        return {
            "version": VERSION,
            "lang": self.lang,
            "dataset": self.dataset,
            "mode": self.mode,
            "portrait": self.portrait,
            "minutes": self.minutes,
            "current": self._current,
            "log": [asdict(entry) for entry in self.log],
        }

    @classmethod
    def from_state(cls, state: object, deck: Deck | None = None) -> Interview:
        """Rebuild a game from its plain JSON, which may come from anywhere.

        Parameters
        ----------
        state : dict
            What `to_state` gave. Without ``current``, the last question of the log is the current one.
        deck : Deck, optional
            The course's own deck by default.

        Raises
        ------
        InterviewError
            Naming what cannot be read.
        """
        lang = language()
        if not isinstance(state, dict) or state.get("version") != VERSION or state["version"] is True:
            raise _unreadable("version", lang)
        if state.get("lang") not in LANGUAGES:
            raise _unreadable("lang", lang)
        lang = state["lang"]
        names = ("dataset", "mode", "portrait", "minutes", "log")
        for name in names:
            if name not in state:
                raise _unreadable(name, lang)
        game = cls(deck, *(state[name] for name in names[:-1]), lang=lang)
        if not isinstance(state["log"], list):
            raise _unreadable("log", lang)
        for raw in state["log"]:
            entry = _entry(raw, lang)
            if entry.question not in game.deck or entry.question in game._log:
                key = "error_twice" if entry.question in game._log else "error_question"
                raise InterviewError(t(f"interview.{key}", lang, id=_short(entry.question)))
            game._log[entry.question] = entry
        last = next(reversed(game._log), None)
        game._current = state.get("current", last)
        if not (game._current is None or (isinstance(game._current, str) and game._current in game._log)):
            raise _unreadable("current", lang)
        return game

    def _asked(self) -> Entry:
        if self.current is None:
            raise InterviewError(t("interview.error_nothing_asked", self.lang))
        return self.current


def clean(text: str) -> str:
    """Return a text without control characters or white space at its ends, cut at 2,000 characters.

    Half of a character (a lone surrogate, which no file can hold) is dropped.
    """
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _EDGES.sub("", _EDGES.sub("", text)[:TEXT_MAX])


def clean_name(text: str) -> str:
    """Return a name on one line, cut at 120 characters."""
    return clean(re.sub(f"[{_SPACE}]+", " ", text)[:NAME_MAX])


def _entry(raw: object, lang: str) -> Entry:
    if not isinstance(raw, dict):
        raise _unreadable("log", lang)
    question, outcome, text = (raw.get(name) for name in ("question", "outcome", "text"))
    for name, wrong in (
        ("question", not isinstance(question, str)),
        ("outcome", outcome not in OUTCOMES),
        ("text", not isinstance(text, str) or (outcome == "answer" and not clean(text))),
    ):
        if wrong:
            raise _unreadable(name, lang)
    return Entry(question, outcome, clean(text))


def _unreadable(name: str, lang: str) -> InterviewError:
    return InterviewError(t("interview.error_state", lang, field=name))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
