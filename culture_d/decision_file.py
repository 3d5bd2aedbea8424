"""The content of a decision tree: a YAML file that trainers write, read and checked with errors that name the place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from culture_d.i18n import t
from culture_d.parts import ContentError, Part, Text, named_file, names_in, read_top, shorten

KINDS = ("yes", "no", "depends", "advice")
LETTERS = "abcdef"
_TREE = ("version", "id", "title", "intro", "caution", "start", "questions", "results")
_QUESTION = ("id", "ask", "help", "answers")
_ANSWER = ("text", "to")
# What a result may add in the end: the strongest argument against it, another choice, what would change our mind.
WEIGHED = ("against", "second", "reconsider")
_RESULT = ("id", "kind", "title", "text", "law", "limits", "pros", "cons", *WEIGHED, "todo", "sources")
_SOURCE = ("title", "url")


class DecisionError(ContentError):
    """One sentence in the reader's language: what cannot be used, and what to do."""


@dataclass(frozen=True)
class Answer:
    """A possible answer, and the id of the question or of the result where it leads."""

    letter: str
    text: Text
    to: str


@dataclass(frozen=True)
class Question:
    """A question of the tree."""

    id: str
    ask: Text
    answers: tuple[Answer, ...]
    help: Text | None = None

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of its answers."""
        return tuple(answer.letter for answer in self.answers)


@dataclass(frozen=True)
class Source:
    """A page that the reader can open."""

    title: Text
    url: str


@dataclass(frozen=True)
class Result:
    """What the tree answers: a sentence, its reasons, what to do next, where to check."""

    id: str
    kind: str
    title: Text
    text: Text
    todo: tuple[Text, ...]
    sources: tuple[Source, ...]
    law: Text | None = None
    limits: Text | None = None
    pros: tuple[Text, ...] = ()
    cons: tuple[Text, ...] = ()
    against: Text | None = None
    second: Text | None = None
    reconsider: Text | None = None


@dataclass(frozen=True)
class Tree:
    """A title, questions that lead to one another, and the results where they end."""

    id: str
    title: Text
    intro: Text
    caution: Text
    start: str
    questions: tuple[Question, ...]
    results: tuple[Result, ...]

    @cached_property
    def nodes(self) -> dict[str, Question | Result]:
        """Questions and results by id."""
        return {node.id: node for node in (*self.questions, *self.results)}

    def walk(self, letters: object) -> list[tuple[Question, Answer]] | None:
        """Return the steps that answers make from the start, or None where they are not answers of this tree."""
        steps: list[tuple[Question, Answer]] = []
        node = self.nodes[self.start]
        for letter in letters if isinstance(letters, (list, tuple)) else ("",):
            if not isinstance(node, Question) or letter not in node.letters:
                return None
            steps.append((node, node.answers[node.letters.index(letter)]))
            node = self.nodes[steps[-1][1].to]
        return steps

    def paths(self) -> list[tuple[str, ...]]:
        """Return every path from the start to a result, as letters."""
        done, todo = [], [((), self.start)]
        while todo:
            letters, name = todo.pop()
            node = self.nodes[name]
            if isinstance(node, Result):
                done.append(letters)
            else:
                todo += [((*letters, answer.letter), answer.to) for answer in reversed(node.answers)]
        return done


def decision_names() -> list[str]:
    """Return the names of the decision trees of the course."""
    return names_in("decisions")


def load_decision(name: str | Path) -> Tree:
    """Read a decision tree of ``data/decisions``, or a YAML file of yours.

    Parameters
    ----------
    name : str or pathlib.Path
        ``"must-publish"``, or the path of a YAML file.

    Raises
    ------
    ReaderError
        Naming the place and what to do: an id that leads nowhere, a loop, a text missing in a language…
    """
    path, known = named_file("decisions", name), {"name": shorten(name), "names": ", ".join(decision_names())}
    top = read_top(path, _TREE, "decision", DecisionError, **known)
    tree = Tree(
        id=top.word("id"),
        title=top.texts("title"),
        intro=top.texts("intro"),
        caution=top.texts("caution"),
        start=top.word("start"),
        questions=tuple(_question(part) for part in top.parts("questions", _QUESTION)),
        results=tuple(_result(part) for part in top.parts("results", _RESULT)),
    )
    top.no_twins("questions, results", [node.id for node in (*tree.questions, *tree.results)])
    _check_ways(path.name, tree)
    return tree


def _question(part: Part) -> Question:
    items = zip(LETTERS, part.parts("answers", _ANSWER, least=2, most=len(LETTERS)), strict=False)
    answers = tuple(Answer(letter, item.texts("text"), item.word("to")) for letter, item in items)
    return Question(part.word("id"), part.texts("ask"), answers, part.texts_if_any("help"))


def _result(part: Part) -> Result:
    if isinstance(part.value.get("kind"), bool):  # YAML reads a bare yes as true
        _fail(part.file, f"{part.place}.kind", "quotes")
    return Result(
        id=part.word("id"),
        kind=part.one_of("kind", KINDS),
        title=part.texts("title"),
        text=part.texts("text"),
        todo=_texts(part, "todo"),
        sources=tuple(Source(item.texts("title"), item.url("url")) for item in part.parts("sources", _SOURCE)),
        law=part.texts_if_any("law"),
        limits=part.texts_if_any("limits"),
        pros=_texts(part, "pros") if "pros" in part else (),
        cons=_texts(part, "cons") if "cons" in part else (),
        **{name: part.texts_if_any(name) for name in WEIGHED},
    )


def _texts(part: Part, name: str) -> tuple[Text, ...]:
    return tuple(part.both(f"{name}.{rank}", value) for rank, value in enumerate(part.listed(name), start=1))


def _fail(file: str, place: str, what: str, **values: str) -> NoReturn:
    said = t(f"decision.what_{what}", **values)
    raise DecisionError(t("decision.error_content", file=file, place=place, what=said))


def _check_ways(file: str, tree: Tree) -> None:
    """Refuse a tree in which a way leads nowhere or turns in circles, or that has a place out of reach."""
    if not isinstance(tree.nodes.get(tree.start), Question):
        _fail(file, "start", "start", id=shorten(tree.start))
    for question in tree.questions:
        for answer in question.answers:
            if answer.to not in tree.nodes:
                place = f"questions.{question.id}.answers.{LETTERS.index(answer.letter) + 1}.to"
                _fail(file, place, "nowhere", id=shorten(answer.to))
    reached: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            _fail(file, f"questions.{way[-1]}", "loop", id=name)
        if name not in reached and isinstance(tree.nodes[name], Question):
            for answer in tree.nodes[name].answers:
                visit(answer.to, (*way, name))
        reached.add(name)

    visit(tree.start, ())
    for level, nodes in (("questions", tree.questions), ("results", tree.results)):
        for node in nodes:
            if node.id not in reached:
                _fail(file, f"{level}.{node.id}", "unreached")
