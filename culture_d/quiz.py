"""A quiz as someone plays it, alone or in a room: an object whose state is plain JSON, and what is left to revisit.

``culture_d/widgets/quiz.js`` plays by the same rules; ``tests/cases/quiz.json`` holds both to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from culture_d.i18n import language, messages, t
from culture_d.quiz_file import Question, Quiz, QuizError, load_quiz, quiz_names, shorten

__all__ = ["Feedback", "Quiz", "QuizError", "QuizGame", "Score", "interface_content", "load_quiz", "quiz_names"]
VERSION = 1
LIMIT = 999  # the most tries, and the most votes for a letter, that a state may hold
# Messages that only Python says.
_PYTHON_ONLY = (
    "error_", "what_", "expected_", "says_", "fallback", "static_", "answer_is", "how_order_paper", "paper_", "print_",
    "sheet_", "credit", "english", "french",
)  # fmt: skip


@dataclass(frozen=True)
class Feedback:
    """What the quiz says of an answer: `str` gives it as a text."""

    right: bool
    sentence: str
    why: tuple[str, ...]  # one for each choice made, in the order of the answer
    remember: str  # empty as long as the answer is not right

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.sentence, *self.why, self.remember)))


@dataclass(frozen=True)
class Score:
    """How many questions there are, were answered, and when they were found; the ids of those to revisit."""

    total: int
    answered: int
    first: int
    later: int
    open: int
    revisit: tuple[str, ...]


class QuizGame:
    """A quiz as someone plays it, alone or with a room that votes.

    Parameters
    ----------
    quiz : str or Quiz
        The name of a quiz of ``data/quizzes``, the path of a YAML file, or a quiz.
    lang : {"en", "fr"}, optional
        The current language by default.

    Attributes
    ----------
    notice : str
        Empty, or a sentence that says why a saved state was set aside.

    Raises
    ------
    QuizError
        If the quiz cannot be read.
    """

    def __init__(self, quiz: str | Quiz = "standard", lang: str | None = None) -> None:
        self.lang = lang or language()
        self.quiz = quiz if isinstance(quiz, Quiz) else load_quiz(quiz)
        self.notice = ""
        self._answers: dict[str, dict] = {}  # id -> {"first": letters, "last": letters, "tries": number}
        self._votes: dict[str, dict[str, int]] = {}  # id -> {letter: number above 0}

    def answer(self, question_id: str, choices: str | Iterable[str]) -> Feedback:
        """Answer a question, once or again.

        Parameters
        ----------
        question_id : str
        choices : str or iterable of str
            The letters chosen, ``"b"`` or ``["a", "d"]``; in order where the question asks for it.

        Raises
        ------
        QuizError
            If the question does not exist or does not await these letters.
        """
        question = self._question(question_id)
        given = question.clean([str(letter).strip().lower() for letter in choices])
        if given is None:
            expected = t(f"quiz.expected_{question.kind}", self.lang)
            letters = ", ".join(question.letters).upper()
            raise QuizError(t("quiz.error_choices", self.lang, expected=expected, letters=letters))
        before = self._answers.get(question_id, {"first": given, "tries": 0})
        tries = min(before["tries"] + 1, LIMIT)
        self._answers[question_id] = {"first": before["first"], "last": given, "tries": tries}
        return self.feedback(question_id)

    def feedback(self, question_id: str) -> Feedback | None:
        """Return what the quiz says of the last answer to a question, or None before any answer."""
        question = self._question(question_id)
        if question_id not in self._answers:
            return None
        given = self._answers[question_id]["last"]
        right = given == question.solution
        why = {choice.letter: choice.feedback[self.lang] for choice in question.choices}
        # The feedback of an item to put in order gives its place away: it waits for the right order.
        told = () if question.kind == "order" and not right else given
        return Feedback(
            right,
            question.verdict(given, self.lang),
            tuple(why[letter] for letter in told),
            question.remember[self.lang] if right else "",
        )

    def score(self) -> Score:
        """Return how many questions were found at the first try or later, and which ideas to revisit."""
        first, later, still, revisit = 0, 0, 0, []
        for question in self.quiz.questions:
            if answer := self._answers.get(question.id):
                if answer["first"] == question.solution:
                    first += 1
                    continue
                revisit.append(question.id)
                found = answer["last"] == question.solution
                later, still = later + found, still + (not found)
        return Score(len(self.quiz.questions), len(self._answers), first, later, still, tuple(revisit))

    def vote(self, question_id: str, counts: Mapping[str, int]) -> None:
        """Note how many people of a room voted for each letter; it replaces what was noted.

        Raises
        ------
        QuizError
            If the question does not exist or the votes are not numbers from 0 to 999 of its letters.
        """
        question = self._question(question_id)
        votes = _votes(question, counts)
        if votes is None:
            letters = ", ".join(question.letters).upper()
            raise QuizError(t("quiz.error_votes", self.lang, limit=LIMIT, letters=letters))
        self._votes.pop(question_id, None)
        if votes:
            self._votes[question_id] = votes

    def divided(self) -> dict[str, tuple[int, int]]:
        """Return, by question, the votes for a right answer and all votes, where the right ones are fewer than half.

        In a room, a question to put in order is voted on its first item.
        """
        found = {}
        for question in self.quiz.questions:
            votes = self._votes.get(question.id, {})
            hoped = question.solution[:1] if question.kind == "order" else question.solution
            right, total = sum(votes.get(letter, 0) for letter in hoped), sum(votes.values())
            if right * 2 < total:
                found[question.id] = (right, total)
        return found

    def report(self, lang: str | None = None) -> str:
        """Return in a few lines where one stands and which ideas to revisit."""
        lang = lang or self.lang
        score = self.score()
        lines = [self.quiz.title[lang], ""]
        if not score.answered:
            lines.append(t("quiz.report_none", lang))
        else:
            lines.append(t("quiz.report_answered", lang, n=score.answered, total=score.total))
            lines.append(t("quiz.report_found", lang, first=score.first, later=score.later, open=score.open))
            lines += ["", t("quiz.revisit" if score.revisit else "quiz.revisit_none", lang)]
            lines += [self._idea(question_id, lang) for question_id in score.revisit]
        if divided := self.divided():
            lines += ["", t("quiz.divided", lang)]
            for question_id, (right, n) in divided.items():
                lines.append(f"{self._idea(question_id, lang)} {t('quiz.right_votes', lang, right=right, n=n)}")
        return "\n".join(lines) + "\n"

    def to_state(self) -> dict:
        """Return the game as plain JSON."""
        answers = {
            name: {"first": list(answer["first"]), "last": list(answer["last"]), "tries": answer["tries"]}
            for name, answer in self._answers.items()
        }
        votes = {name: dict(counts) for name, counts in self._votes.items()}
        return {"version": VERSION, "quiz": self.quiz.id, "answers": answers, "votes": votes}

    @classmethod
    def from_state(cls, state: object, quiz: str | Quiz = "standard", lang: str | None = None) -> QuizGame:
        """Rebuild a game from its plain JSON, which may come from anywhere.

        A state that cannot be read is set aside: the game is then new, and its `notice` says so.
        """
        game = cls(quiz, lang)
        if not game._read(state):
            game._answers, game._votes = {}, {}
            game.notice = t("quiz.unread", game.lang)
        return game

    def _read(self, state: object) -> bool:
        if not isinstance(state, dict) or not _is_number(state.get("version"), VERSION, VERSION):
            return False
        answers, votes = state.get("answers"), state.get("votes", {})
        if state.get("quiz") != self.quiz.id or not isinstance(answers, dict) or not isinstance(votes, dict):
            return False
        for name, answer in answers.items():
            question = self.quiz.question(name)
            if question is None or not isinstance(answer, dict) or not _is_number(answer.get("tries"), 1, LIMIT):
                return False
            first, last = question.clean(answer.get("first")), question.clean(answer.get("last"))
            if first is None or last is None or (answer["tries"] == 1 and first != last):
                return False
            self._answers[name] = {"first": first, "last": last, "tries": int(answer["tries"])}
        for name, counts in votes.items():
            question = self.quiz.question(name)
            if question is None or (kept := _votes(question, counts)) is None:
                return False
            if kept:
                self._votes[name] = kept
        return True

    def _question(self, question_id: str) -> Question:
        question = self.quiz.question(question_id)
        if question is None:
            ids = ", ".join(known.id for known in self.quiz.questions)
            raise QuizError(t("quiz.error_question", self.lang, id=shorten(question_id), ids=ids))
        return question

    def _idea(self, question_id: str, lang: str) -> str:
        question = self._question(question_id)
        return "- " + t("quiz.idea", lang, theme=question.theme[lang], remember=question.remember[lang])


def interface_content(quiz: Quiz, lang: str) -> dict:
    """Return what the interface needs, in one language: the quiz and the messages (plain JSON)."""
    said = {key: text[lang] for key, text in messages()["quiz"].items() if not key.startswith(_PYTHON_ONLY)}
    return {"lang": lang, "quiz": quiz.content(lang), "messages": said}


def _votes(question: Question, counts: object) -> dict[str, int] | None:
    """Return the votes above 0, or None where they are not votes."""
    if not isinstance(counts, Mapping):
        return None
    if any(letter not in question.letters or not _is_number(n, 0, LIMIT) for letter, n in counts.items()):
        return None
    return {letter: int(counts[letter]) for letter in question.letters if counts.get(letter)}


def _is_number(value: object, least: int, most: int) -> bool:
    """Tell whether a value is a whole number between two others; JSON does not tell 1 from 1.0."""
    return type(value) in (int, float) and value == value // 1 and least <= value <= most
