"""An investigation as someone leads it, alone or with a room that votes: an object whose state is plain JSON.

``culture_d/widgets/investigation_rules.js`` plays by the same rules; ``tests/cases/investigation.json`` holds both
to them.
"""

from __future__ import annotations

from collections.abc import Mapping

from culture_d.i18n import language, t
from culture_d.investigation.case_file import VERDICTS, Case, Cases, Clue, load_cases
from culture_d.investigation.errors import InvestigationError
from culture_d.investigation.state import (
    LIMIT,
    SURE,
    WHEN,
    Inquiry,
    Votes,
    clean_note,
    clean_votes,
    is_number,
    read_inquiry,
    read_room,
)
from culture_d.parts import shorten

VERSION = 1


class Investigation:
    """The cases of a file as someone investigates them, alone or with a room.

    Parameters
    ----------
    cases : Cases, optional
        Those of ``data/investigation/figures.yml`` by default.
    lang : {"en", "fr"}, optional
        The current language by default.

    Attributes
    ----------
    at : str or None
        Id of the case that lies open on the table.
    inquiries : dict
        Id -> `Inquiry`, in the order in which the cases were opened.
    room : dict
        Id -> `Votes`.
    notice : str
        Empty, or a sentence that says why a saved state was set aside.
    """

    def __init__(self, cases: Cases | None = None, lang: str | None = None) -> None:
        self.lang = lang or language()
        self.cases = cases or load_cases()
        self.notice = ""
        self.at: str | None = None
        self.inquiries: dict[str, Inquiry] = {}
        self.room: dict[str, Votes] = {}

    def open(self, case_id: str) -> Case:
        """Open a case on the table; what was done with it before stays.

        Raises
        ------
        InvestigationError
            If no case has that id: the sentence lists those that exist.
        """
        case = self._case(case_id)
        self.inquiries.setdefault(case_id, Inquiry())
        self.at = case_id
        return case

    def leave(self) -> None:
        """Put the folder that lies open back on the wall."""
        self.at = None

    def first(self, case_id: str, verdict: str, sure: str) -> None:
        """Note the first impression; it may be corrected until a clue is opened.

        Parameters
        ----------
        case_id : str
        verdict : {"holds", "wrong", "misleading", "two-truths", "unknown"}
        sure : {"hunch", "rather", "bet"}

        Raises
        ------
        InvestigationError
            If a clue is open already, or a name is not known.
        """
        self._case(case_id)
        inquiry = self.inquiries.get(case_id, Inquiry())
        self._known(verdict, VERDICTS)
        self._known(sure, SURE)
        if inquiry.clues or inquiry.told:
            raise InvestigationError(t("investigation.error_late", self.lang))
        inquiry.path, inquiry.sure = [(0, verdict)], sure
        self.inquiries[case_id] = inquiry

    def clue(self, case_id: str) -> Clue:
        """Open the next clue and return it.

        Raises
        ------
        InvestigationError
            Before the first impression, after the last clue, or once the answer is read.
        """
        case, inquiry = self._case(case_id), self._begun(case_id)
        if inquiry.clues == len(case.clues):
            raise InvestigationError(t("investigation.error_clues", self.lang))
        inquiry.clues += 1
        return case.clues[inquiry.clues - 1]

    def change(self, case_id: str, verdict: str) -> None:
        """Change one's mind, or come back to what one thought, with the clues open so far.

        Raises
        ------
        InvestigationError
            Before the first impression, once the answer is read, or if the verdict is not known.
        """
        self._case(case_id)
        inquiry = self._begun(case_id)
        self._known(verdict, VERDICTS)
        first, *others = inquiry.path  # the impression stays, whatever was thought of it before the first clue
        earlier = [first, *(step for step in others if step[0] < inquiry.clues)]
        inquiry.path = earlier if earlier[-1][1] == verdict else [*earlier, (inquiry.clues, verdict)]

    def verdict(self, case_id: str, verdict: str) -> str:
        """Give the last verdict, and return how it stands beside ours: ``"same"``, ``"defended"`` or ``"other"``.

        Raises
        ------
        InvestigationError
            Before the first impression, once the answer is read, or if the verdict is not known.
        """
        self.change(case_id, verdict)
        self.inquiries[case_id].told = True
        return self._case(case_id).agreement(verdict)

    def note(self, case_id: str, text: str) -> None:
        """Keep an argument of at most 300 characters on a case that was opened; an empty one takes it back.

        Raises
        ------
        InvestigationError
            If the case was not opened.
        """
        self._case(case_id)
        if case_id not in self.inquiries or not isinstance(text, str):
            raise InvestigationError(t("investigation.error_first", self.lang))
        self.inquiries[case_id].note = clean_note(text)

    def vote(self, case_id: str, when: str, counts: Mapping[str, int]) -> None:
        """Note how many people of a room vote for each verdict; it replaces what was noted.

        Parameters
        ----------
        case_id : str
        when : {"before", "after"}
            Before or after the clues.
        counts : mapping of str to int
            Verdict -> number of people, from 0 to 999.

        Raises
        ------
        InvestigationError
            If a name is not known or a count is not such a number.
        """
        self._case(case_id)
        self._known(when, WHEN)
        kept = clean_votes(counts)
        if kept is None:
            raise InvestigationError(t("investigation.error_votes", self.lang, limit=LIMIT, ids=", ".join(VERDICTS)))
        setattr(self.room.setdefault(case_id, Votes()), when, kept)

    def tell(self, case_id: str) -> None:
        """Note that the answer was shown to the room."""
        self._case(case_id)
        self.room.setdefault(case_id, Votes()).told = True

    def status(self, case_id: str) -> str:
        """Return ``"new"``, ``"open"`` or ``"solved"``."""
        self._case(case_id)
        inquiry = self.inquiries.get(case_id)
        return "new" if inquiry is None else "solved" if inquiry.told else "open"

    def to_draw(self) -> list[str]:
        """Return the ids among which chance may draw: the new cases, else the open ones, else all."""
        ids = [case.id for case in self.cases.cases]
        for status in ("new", "open"):
            if found := [case_id for case_id in ids if self.status(case_id) == status]:
                return found
        return ids

    def report(self, lang: str | None = None) -> str:
        """Return the notebook as a text: cases solved, verdicts first and last, habits to keep."""
        from culture_d.investigation.report import report

        return report(self, lang or self.lang)

    def to_state(self) -> dict:
        """Return the game as plain JSON."""
        return {
            "version": VERSION,
            "set": self.cases.id,
            "open": self.at,
            "cases": {case_id: inquiry.to_state() for case_id, inquiry in self.inquiries.items()},
            "room": {case_id: votes.to_state() for case_id, votes in self.room.items()},
        }

    @classmethod
    def from_state(cls, state: object, cases: Cases | None = None, lang: str | None = None) -> Investigation:
        """Rebuild a game from its plain JSON, which may come from anywhere.

        A state that cannot be read is set aside: the game is then new, and its `notice` says so.
        """
        game = cls(cases, lang)
        if not game._read(state):
            game.at, game.inquiries, game.room = None, {}, {}
            game.notice = t("investigation.unread", game.lang)
        return game

    def _read(self, state: object) -> bool:
        if not isinstance(state, dict) or not is_number(state.get("version"), VERSION, VERSION):
            return False
        cases, room, at = state.get("cases"), state.get("room"), state.get("open")
        if state.get("set") != self.cases.id or not isinstance(cases, dict) or not isinstance(room, dict):
            return False
        for case_id, given in cases.items():
            case = self.cases.case(case_id)
            if case is None or (inquiry := read_inquiry(given, len(case.clues))) is None:
                return False
            self.inquiries[case_id] = inquiry
        for case_id, given in room.items():
            if self.cases.case(case_id) is None or (votes := read_room(given)) is None:
                return False
            self.room[case_id] = votes
        self.at = at
        return at is None or (isinstance(at, str) and at in self.inquiries)

    def _case(self, case_id: str) -> Case:
        case = self.cases.case(case_id)
        if case is None:
            ids = ", ".join(known.id for known in self.cases.cases)
            raise InvestigationError(t("investigation.error_case", self.lang, id=shorten(case_id), ids=ids))
        return case

    def _begun(self, case_id: str) -> Inquiry:
        """Return an inquiry that has a first impression and no answer yet."""
        inquiry = self.inquiries.get(case_id)
        if inquiry is None or not inquiry.path:
            raise InvestigationError(t("investigation.error_first", self.lang))
        if inquiry.told:
            raise InvestigationError(t("investigation.error_told", self.lang))
        return inquiry

    def _known(self, word: object, words: tuple[str, ...]) -> None:
        if word not in words:
            said = {"word": shorten(word), "words": ", ".join(words)}
            raise InvestigationError(t("investigation.error_word", self.lang, **said))
