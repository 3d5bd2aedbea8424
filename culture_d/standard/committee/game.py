"""The committee role-play: a plain object whose state is plain JSON, and the version of the standard it publishes.

``culture_d/widgets/committee_rules.js`` plays by the same rules; ``tests/cases/committee.json`` holds both to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, language, t
from culture_d.standard.committee.agenda import VERDICTS, Agenda, Arbitration, Comment, Option, load_agenda
from culture_d.standard.committee.changes import changes
from culture_d.standard.committee.consequences import Yardstick, course_yardstick, load_places
from culture_d.standard.committee.edits import apply_edits, as_game, removed, touched
from culture_d.standard.committee.ratchet import COUNTS, Notch, notch
from culture_d.standard.versions import Change, next_version

if TYPE_CHECKING:
    import altair as alt

VERSION = 1
PEOPLE = range(2, 501)
HANDS = range(0, 1000)


class CommitteeError(ReaderError, ValueError):
    """One sentence for the reader, in the reader's language."""


@dataclass(frozen=True)
class Decided:
    """Something decided that is written in the log: an option taken, or a comment accepted.

    ``edits`` are those that still apply: an edit of a column that another decision takes away has no effect.
    """

    about: Arbitration | Comment
    option: Option | None
    edits: tuple[dict, ...]

    @property
    def title(self) -> dict[str, str]:
        """The decision in a few words, by language."""
        words = self.about.title
        return {lang: f"{words[lang]} {self.option.label[lang]}" for lang in words} if self.option else words

    @property
    def moot(self) -> bool:
        """Whether it would change the schema, had another decision not taken its column away."""
        return not self.edits and bool(self.option.edits if self.option else self.about.edits)


class Committee:
    """A session of the committee.

    It meets on the version of the agenda (1.0.1, the one in force when the course was written), because the places
    of the course follow it: each decision can then be measured. The questions are those of 2022.

    Parameters
    ----------
    agenda : Agenda, optional
        The course's own by default.
    people : int
        How many there are in the room.
    places : pandas.DataFrame, optional
        Places that follow the version of the agenda, as text; the 120 fictional ones of the course by default.
    lang : {"en", "fr"}, optional
        The current language by default.

    Raises
    ------
    CommitteeError
        If the number of people is not possible.
    """

    def __init__(
        self,
        agenda: Agenda | None = None,
        people: int = 12,
        places: pd.DataFrame | None = None,
        lang: str | None = None,
    ) -> None:
        self.lang = lang or language()
        if self.lang not in LANGUAGES:
            raise ValueError(f'language must be "en" or "fr", not {lang!r}')
        if not _is_count(people, PEOPLE):
            raise CommitteeError(t("committee.error_people", self.lang))
        self.agenda = agenda or load_agenda()
        self.people = people
        own = agenda or places is not None
        self.yardstick = (
            Yardstick(load_places() if places is None else places, self.agenda.base) if own else course_yardstick()
        )
        self._votes: dict[str, dict[str, int]] = {}
        self._decisions: dict[str, str] = {}
        self._triage: dict[str, str] = {}

    # -- The session --

    def vote(self, arbitration: str, hands: Mapping[str, int]) -> None:
        """Write down the hands counted for some options of an arbitration; 0 takes a count away.

        Raises
        ------
        CommitteeError
            If the arbitration or an option does not exist, or a count is not one.
        """
        question = self._arbitration(arbitration)
        for option, count in hands.items():
            self._option(question, option)
            if not _is_count(count, HANDS):
                raise CommitteeError(t("committee.error_hands", self.lang))
        counts = self._votes.get(arbitration, {}) | dict(hands)
        self._votes[arbitration] = {o.id: counts[o.id] for o in question.options if counts.get(o.id)}

    def votes(self, arbitration: str) -> dict[str, int]:
        """Return the hands counted for each option of an arbitration, 0 included."""
        question = self._arbitration(arbitration)
        return {option.id: self._votes.get(arbitration, {}).get(option.id, 0) for option in question.options}

    def decide(self, arbitration: str, option: str | None) -> None:
        """Take an option, whatever the hands say, or None to open the question again.

        Raises
        ------
        CommitteeError
            If one of them does not exist.
        """
        question = self._arbitration(arbitration)
        if option is None:
            self._decisions.pop(arbitration, None)
        else:
            self._decisions[arbitration] = self._option(question, option).id

    def triage(self, comment: str, verdict: str | None) -> None:
        """Give a comment a verdict (one of ``VERDICTS``), or None to take it back.

        Raises
        ------
        CommitteeError
            If one of them does not exist.
        """
        if self.agenda.comment(comment) is None:
            raise CommitteeError(t("committee.error_comment", self.lang, id=_short(comment)))
        if verdict is None:
            self._triage.pop(comment, None)
        elif verdict not in VERDICTS:
            known = ", ".join(VERDICTS)
            raise CommitteeError(t("committee.error_verdict", self.lang, id=_short(verdict), known=known))
        else:
            self._triage[comment] = verdict

    def decision(self, arbitration: str) -> Option | None:
        """Return the option taken, or None."""
        return self._arbitration(arbitration).option(self._decisions.get(arbitration, ""))

    def postponed(self) -> list[Arbitration]:
        """Return the questions for which hands were counted and nothing was decided."""
        return [item for item in self.agenda.arbitrations if self._votes.get(item.id) and not self.decision(item.id)]

    def verdict(self, comment: str) -> str | None:
        """Return the verdict given to a comment, or None."""
        return self._triage.get(comment)

    # -- What comes out of it --

    def decided(self) -> list[Decided]:
        """Return the options taken, then the comments accepted now, in the order of the agenda."""
        taken = [(item, item.option(self._decisions[item.id])) for item in self._answered()]
        accepted = [(item, None) for item in self.agenda.comments if self._triage.get(item.id) == "now"]
        chosen = [(about, option, (option or about).edits) for about, option in taken + accepted]
        return [
            Decided(about, option, tuple(edit for edit in edits if touched(edit) not in self._gone(chosen, about)))
            for about, option, edits in chosen
        ]

    @staticmethod
    def _gone(chosen: list, about: Arbitration | Comment) -> set[str]:
        """Return the columns that decisions other than this one take away."""
        return {name for other, _, edits in chosen if other is not about for name in removed(edits)}

    def changes(self, lang: str | None = None) -> list[Change]:
        """Return the changes between the version of the agenda and the committee's."""
        return changes(self.agenda.base, self._edits(), lang or self.lang)

    @property
    def version(self) -> str:
        """The number of the committee's version: 2.0.0 when something breaks existing files, else 1.1.0…"""
        return next_version(self.agenda.base.version, self.changes())

    def schema(self) -> dict:
        """Return the Table Schema that results, with its version; it says that it comes out of a game."""
        return apply_edits(as_game(self.agenda.base.descriptor), self._edits()) | {"version": self.version}

    def change_log(self, lang: str | None = None) -> str:
        """Return the change log and the minutes, in Markdown."""
        from culture_d.standard.committee.log import change_log

        return change_log(self, lang or self.lang)

    def publish(self, lang: str | None = None) -> tuple[dict, str]:
        """Return the Table Schema and the change log, in Markdown."""
        return self.schema(), self.change_log(lang)

    def notches(self) -> list[Notch]:
        """Return what each decision adds and can hardly take back; those that add nothing are left out."""
        found = [notch(item.title, item.edits, self.yardstick) for item in self.decided() if item.edits]
        return [item for item in found if any(item.counts().values())]

    def ratchet(self, lang: str | None = None) -> pd.DataFrame:
        """Return the ratchet effect as a table.

        Returns
        -------
        pandas.DataFrame
            One line per decision that adds something: the decision, the cells that become compulsory, those to fill
            in by hand, those to rewrite, the filled cells that are lost, the new cells that may stay empty, the
            files that may break if the decision is taken back one day.
        """
        lang = lang or self.lang
        heads = [t(f"committee.column_{key}", lang) for key in ("decision", *COUNTS)]
        rows = [[item.title[lang], *item.counts().values()] for item in self.notches()]
        return pd.DataFrame(rows, columns=heads)

    # -- State --

    def to_state(self) -> dict:
        """Return the session as plain JSON, in the order of the agenda."""
        questions = [item.id for item in self.agenda.arbitrations]
        comments = [item.id for item in self.agenda.comments]
        return {
            "version": VERSION,
            "people": self.people,
            "votes": {i: dict(self._votes[i]) for i in questions if self._votes.get(i)},
            "decisions": {i: self._decisions[i] for i in questions if i in self._decisions},
            "triage": {i: self._triage[i] for i in comments if i in self._triage},
        }

    @classmethod
    def from_state(
        cls,
        state: object,
        agenda: Agenda | None = None,
        places: pd.DataFrame | None = None,
        lang: str | None = None,
    ) -> Committee:
        """Return the session that a state describes.

        Raises
        ------
        CommitteeError
            If it is not the state of a session.
        """
        lang = lang or language()
        parts = [state.get(name) for name in ("votes", "decisions", "triage")] if isinstance(state, dict) else [None]
        if not all(isinstance(part, dict) for part in parts) or not _is_count(state.get("version"), (VERSION,)):
            raise CommitteeError(t("committee.error_state", lang))
        try:
            committee = cls(agenda, state.get("people"), places, lang)
            for arbitration, hands in state["votes"].items():
                if not isinstance(hands, dict):
                    raise CommitteeError(t("committee.error_state", lang))
                committee.vote(arbitration, hands)
            for arbitration, option in state["decisions"].items():
                committee._option(committee._arbitration(arbitration), option)
                committee.decide(arbitration, option)
            for comment, verdict in state["triage"].items():
                committee.triage(comment, verdict if isinstance(verdict, str) else "")
        except CommitteeError:
            raise CommitteeError(t("committee.error_state", lang)) from None
        return committee

    # -- Inside --

    def _answered(self) -> list[Arbitration]:
        return [item for item in self.agenda.arbitrations if item.id in self._decisions]

    def _edits(self) -> list[dict]:
        return [edit for item in self.decided() for edit in item.edits]

    def _arbitration(self, arbitration_id: str) -> Arbitration:
        found = self.agenda.arbitration(arbitration_id)
        if found is None:
            known = ", ".join(item.id for item in self.agenda.arbitrations)
            raise CommitteeError(t("committee.error_arbitration", self.lang, id=_short(arbitration_id), known=known))
        return found

    def _option(self, question: Arbitration, option_id: object) -> Option:
        found = question.option(option_id) if isinstance(option_id, str) else None
        if found is None:
            known = ", ".join(option.id for option in question.options)
            raise CommitteeError(t("committee.error_option", self.lang, id=_short(option_id), known=known))
        return found


def ratchet_chart(committee: Committee, lang: str | None = None) -> alt.LayerChart:
    """Return the ratchet effect as a chart: for each decision, the cells that somebody will have to deal with."""
    from culture_d.standard.committee import chart  # Altair is slow to import

    return chart.ratchet_chart(committee, lang or committee.lang)


def _is_count(value: object, allowed: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in allowed


def _short(text: object) -> str:
    shown = str(text)
    return shown if len(shown) <= 60 else shown[:59] + "…"
