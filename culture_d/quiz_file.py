"""The content of a quiz: a YAML file that trainers write, read and checked with errors that name the place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from culture_d import catalogue
from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, t
from culture_d.yaml_files import read_yaml

KINDS = ("one", "several", "order", "true_false")
LETTERS = "abcdef"
Text = Mapping[str, str]  # {"en": …, "fr": …}
_FIELDS = {
    "quiz": {"version", "id", "title", "questions"},
    "question": {"id", "kind", "theme", "context", "sample", "ask", "choices", "order", "remember", "sources"},
    "choice": {"text", "feedback", "right", "says"},
    "source": {"title", "url"},
}


class QuizError(ReaderError, ValueError):
    """One sentence in the reader's language: what cannot be used, and what to do."""


@dataclass(frozen=True)
class Choice:
    """A possible answer, or an item to put in its place."""

    letter: str
    text: Text
    feedback: Text
    right: bool = False
    says: bool | None = None

    def words(self, lang: str) -> str:
        """Return the text, after True or False where the choice says so."""
        if self.says is None:
            return self.text[lang]
        return t("quiz.says_true" if self.says else "quiz.says_false", lang, text=self.text[lang])


@dataclass(frozen=True)
class Source:
    """A page that the reader can open."""

    title: Text
    url: str


@dataclass(frozen=True)
class Question:
    """A question, its choices, and what to remember of it.

    `solution` holds the letters of the right answers or, for the kind ``order``, every letter in order.
    """

    id: str
    kind: str
    theme: Text
    ask: Text
    choices: tuple[Choice, ...]
    solution: tuple[str, ...]
    remember: Text
    sources: tuple[Source, ...]
    context: Text | None = None
    sample: str | None = None

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of its choices."""
        return tuple(choice.letter for choice in self.choices)

    def clean(self, choices: object) -> tuple[str, ...] | None:
        """Return an answer in its normal form, or None where it is not an answer to this question."""
        if not isinstance(choices, (list, tuple)) or len(set(map(str, choices))) != len(choices):
            return None
        if not choices or any(letter not in self.letters for letter in choices):
            return None
        if self.kind == "order":
            return tuple(choices) if len(choices) == len(self.letters) else None
        if self.kind != "several" and len(choices) != 1:
            return None
        return tuple(sorted(choices))

    def verdict(self, given: tuple[str, ...], lang: str) -> str:
        """Return what is said of an answer."""
        if given == self.solution:
            return t("quiz.verdict_right", lang)
        right = sum(a == b for a, b in zip(given, self.solution, strict=False))
        if self.kind == "several":
            right = len(set(given) & set(self.solution))
        extra, missing = len(given) - right, len(self.solution) - right
        return t(f"quiz.verdict_{self.kind}", lang, right=right, extra=extra, missing=missing, total=len(self.solution))


@dataclass(frozen=True)
class Quiz:
    """A title and its questions."""

    id: str
    title: Text
    questions: tuple[Question, ...]

    def question(self, question_id: str) -> Question | None:
        """Return a question by its id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)

    def content(self, lang: str) -> dict:
        """Return the quiz in one language, as the interface reads it (plain JSON)."""
        return {
            "id": self.id,
            "title": self.title[lang],
            "questions": [_content(question, lang) for question in self.questions],
        }


def _content(question: Question, lang: str) -> dict:
    texts = {name: getattr(question, name)[lang] for name in ("theme", "ask", "remember")}
    choices = [{"letter": c.letter, "text": c.words(lang), "feedback": c.feedback[lang]} for c in question.choices]
    return {
        "id": question.id,
        "kind": question.kind,
        **texts,
        "context": question.context[lang] if question.context else "",
        "sample": question.sample or "",
        "choices": choices,
        "solution": list(question.solution),
        "sources": [{"title": source.title[lang], "url": source.url} for source in question.sources],
    }


def shorten(value: object) -> str:
    """Return a value as a text of at most 40 characters."""
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def quiz_names() -> list[str]:
    """Return the names of the quizzes of the course."""
    return sorted(path.stem for path in (catalogue.DATA / "quizzes").glob("*.yml"))


def load_quiz(name: str | Path) -> Quiz:
    """Read and check a quiz.

    Parameters
    ----------
    name : str or pathlib.Path
        A name of ``data/quizzes``, such as ``"standard"``, or the path of a YAML file.

    Raises
    ------
    QuizError
        If there is no such quiz, or naming the file, the place and what is wrong there.
    """
    path = Path(name) if str(name).endswith((".yml", ".yaml")) else catalogue.DATA / "quizzes" / f"{name}.yml"
    if not path.is_file():
        raise QuizError(t("quiz.error_missing", name=shorten(name), names=", ".join(quiz_names())))
    try:
        raw = read_yaml(path)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = str(mark.line + 1) if mark else "1"
        raise QuizError(t("quiz.error_yaml", file=path.name, line=line)) from error
    part = _Part(raw, path.name, "quiz", "quiz")
    quiz = Quiz(part.word("id"), part.texts("title"), tuple(_question(item) for item in part.items("questions")))
    ids = [question.id for question in quiz.questions]
    for question_id in ids:
        if ids.count(question_id) > 1:
            part.fail("questions", "twice", id=question_id)
    return quiz


def _question(part: _Part) -> Question:
    kind = part.value.get("kind")
    if kind not in KINDS:
        part.fail("kind", "kind", kinds=", ".join(KINDS))
    items = part.items("choices")
    if not 2 <= len(items) <= len(LETTERS):
        part.fail("choices", "choices")
    choices = tuple(_choice(item, letter, kind) for item, letter in zip(items, LETTERS, strict=False))
    sources = tuple(Source(item.texts("title"), item.url("url")) for item in part.items("sources"))
    return Question(
        id=part.word("id"),
        kind=kind,
        theme=part.texts("theme"),
        ask=part.texts("ask"),
        choices=choices,
        solution=_solution(part, kind, choices),
        remember=part.texts("remember"),
        sources=sources,
        context=part.texts("context") if "context" in part.value else None,
        sample=part.line("sample").rstrip("\n") if "sample" in part.value else None,
    )


def _choice(part: _Part, letter: str, kind: str) -> Choice:
    says = part.value.get("says")
    if (kind == "true_false") != isinstance(says, bool):
        part.fail("says", "says" if kind == "true_false" else "unknown")
    return Choice(letter, part.texts("text"), part.texts("feedback"), part.flag("right"), says)


def _solution(part: _Part, kind: str, choices: tuple[Choice, ...]) -> tuple[str, ...]:
    letters = [choice.letter for choice in choices]
    right = tuple(choice.letter for choice in choices if choice.right)
    if kind == "order":
        order = part.value.get("order")
        if not isinstance(order, list) or sorted(map(str, order)) != letters:
            part.fail("order", "order", example=f"[{', '.join(reversed(letters))}]")
        return tuple(order)
    if not right or (kind != "several" and len(right) != 1):
        part.fail("choices", "some_right" if kind == "several" else "one_right")
    return right


class _Part:
    """A mapping of the file that knows its place, so that an error names it."""

    def __init__(self, value: object, file: str, place: str, level: str) -> None:
        self.value, self.file, self.place, self.level = value, file, place, level
        if not isinstance(value, dict):
            self.fail("", "mapping")
        for name in value:
            if name not in _FIELDS[level]:
                self.fail(str(name), "unknown")

    def fail(self, name: str, what: str, **values: str) -> None:
        place = ".".join(filter(None, (self.place, name)))
        raise QuizError(t("quiz.error_content", file=self.file, place=place, what=t(f"quiz.what_{what}", **values)))

    def line(self, name: str) -> str:
        value = self.value.get(name)
        if not isinstance(value, str) or not value.strip():
            self.fail(name, "filled")
        return value

    def word(self, name: str) -> str:
        value = self.line(name)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
            self.fail(name, "word")
        return value

    def url(self, name: str) -> str:
        value = self.line(name)
        if not re.fullmatch(r"https?://[^\s<>\"]+", value):
            self.fail(name, "url")
        return value

    def flag(self, name: str) -> bool:
        value = self.value.get(name, False)
        if not isinstance(value, bool):
            self.fail(name, "flag")
        return value

    def texts(self, name: str) -> dict[str, str]:
        value = self.value.get(name)
        for lang, spoken in zip(LANGUAGES, ("quiz.english", "quiz.french"), strict=True):
            text = value.get(lang) if isinstance(value, dict) else None
            if not isinstance(text, str) or not text.strip():
                self.fail(name, "text", language=t(spoken))
        return {lang: value[lang].strip() for lang in LANGUAGES}

    def items(self, name: str) -> list[_Part]:
        values = self.value.get(name)
        if not isinstance(values, list) or not values:
            self.fail(name, "list")
        level = {"questions": "question", "choices": "choice", "sources": "source"}[name]
        return [
            _Part(value, self.file, f"{self.place}.{name}.{_label(value, i, name)}", level)
            for i, value in enumerate(values)
        ]


def _label(value: object, i: int, name: str) -> str:
    """Return how an author finds an item again: its id, its letter or its rank."""
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return value["id"]
    return LETTERS[i] if name == "choices" and i < len(LETTERS) else str(i + 1)
