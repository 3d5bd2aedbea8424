"""A decision tree as someone walks it: an object whose state is plain JSON, and what it answers in the end.

``culture_d/widgets/decision.js`` walks by the same rules; ``tests/cases/decision.json`` holds both to them.
"""

from __future__ import annotations

from culture_d.decision_file import (
    WEIGHED,
    Answer,
    DecisionError,
    Question,
    Result,
    Tree,
    decision_names,
    load_decision,
)
from culture_d.i18n import language, messages, t
from culture_d.parts import shorten

__all__ = ["Decision", "DecisionError", "Tree", "decision_names", "interface_content", "load_decision"]
VERSION = 1
# Messages that only Python says.
_PYTHON_ONLY = (
    "error_", "what_", "fallback", "static_", "to_", "result_letter", "paper_", "print_", "credit",
)  # fmt: skip


class Decision:
    """A decision tree as someone walks it.

    Parameters
    ----------
    tree : str or Tree
        The name of a tree of ``data/decisions``, the path of a YAML file, or a tree.
    lang : {"en", "fr"}, optional
        The current language by default.

    Attributes
    ----------
    path : list of (Question, Answer)
        The steps so far.
    notice : str
        Empty, or a sentence that says why a saved state was set aside.

    Raises
    ------
    ReaderError
        If the tree cannot be read.
    """

    def __init__(self, tree: str | Tree = "must-publish", lang: str | None = None) -> None:
        self.lang = lang or language()
        self.tree = tree if isinstance(tree, Tree) else load_decision(tree)
        self.path: list[tuple[Question, Answer]] = []
        self.notice = ""

    @property
    def question(self) -> Question | None:
        """The question to answer now; None at the end."""
        return node if isinstance(node := self._node, Question) else None

    @property
    def result(self) -> Result | None:
        """The result; None as long as a question remains."""
        return node if isinstance(node := self._node, Result) else None

    @property
    def _node(self) -> Question | Result:
        return self.tree.nodes[self.path[-1][1].to if self.path else self.tree.start]

    def start(self) -> Question:
        """Begin again; return the first question."""
        self.path = []
        return self.question

    def answer(self, letter: str) -> Question | Result:
        """Answer the question with the letter of an answer; return the next question, or the result.

        Raises
        ------
        DecisionError
            If the question has no such answer, or if there is no question left.
        """
        question = self.question
        if question is None:
            raise DecisionError(t("decision.error_over", self.lang))
        steps = self.tree.walk([*self._letters(), str(letter).strip().lower()])
        if steps is None:
            letters = ", ".join(question.letters)
            ask, letter = shorten(question.ask[self.lang]), shorten(letter)
            raise DecisionError(t("decision.error_answer", self.lang, letter=letter, ask=ask, letters=letters))
        self.path = steps
        return self._node

    def back(self, steps: int = 1) -> Question:
        """Take the last answers back; return the question to answer again.

        Raises
        ------
        DecisionError
            If there are not that many answers.
        """
        if not 1 <= steps <= len(self.path):
            raise DecisionError(t("decision.error_back", self.lang, n=len(self.path)))
        self.path = self.path[:-steps]
        return self.question

    def report(self, lang: str | None = None) -> str:
        """Return the path and the result as a text."""
        lang = lang or self.lang
        lines = [self.tree.title[lang], ""]
        lines += [f"{n}. {q.ask[lang]} {a.text[lang]}" for n, (q, a) in enumerate(self.path, start=1)]
        lines += ["", *self._outcome(lang), "", self.tree.caution[lang]]
        return "\n".join(lines) + "\n"

    def _outcome(self, lang: str) -> list[str]:
        result = self.result
        if result is None:
            return [t("decision.report_unfinished", lang, ask=self.question.ask[lang])]
        lines = [result.title[lang], result.text[lang]]
        if result.law:
            lines.append(t("decision.law", lang, law=result.law[lang]))
        for name in ("pros", "cons"):
            if texts := getattr(result, name):
                lines += ["", t(f"decision.{name}", lang), *(f"- {text[lang]}" for text in texts)]
        for name in (*WEIGHED, "limits"):
            if text := getattr(result, name):
                lines += ["", t(f"decision.{name}", lang), text[lang]]
        lines += ["", t("decision.todo", lang), *(f"- {text[lang]}" for text in result.todo)]
        sources = (f"- {source.title[lang]} {source.url}" for source in result.sources)
        return [*lines, "", t("decision.sources", lang), *sources]

    def to_state(self) -> dict:
        """Return the walk as plain JSON: the letters of the answers, in order."""
        return {"version": VERSION, "tree": self.tree.id, "path": self._letters()}

    @classmethod
    def from_state(cls, state: object, tree: str | Tree = "must-publish", lang: str | None = None) -> Decision:
        """Rebuild a walk from its plain JSON, which may come from anywhere.

        A state that cannot be read is set aside: the walk then begins, and its `notice` says so.
        """
        decision = cls(tree, lang)
        ours = isinstance(state, dict) and state.get("version") is not True and state.get("version") == VERSION
        steps = decision.tree.walk(state.get("path")) if ours and state.get("tree") == decision.tree.id else None
        if steps is None:
            decision.notice = t("decision.unread", decision.lang)
        decision.path = steps or []
        return decision

    def _letters(self) -> list[str]:
        return [answer.letter for _, answer in self.path]


def interface_content(tree: Tree, lang: str) -> dict:
    """Return what the interface needs, in one language: the tree and the messages (plain JSON)."""
    said = {key: text[lang] for key, text in messages()["decision"].items() if not key.startswith(_PYTHON_ONLY)}
    texts = {name: getattr(tree, name)[lang] for name in ("title", "intro", "caution")}
    content = {
        "id": tree.id,
        **texts,
        "start": tree.start,
        "questions": [_question(question, lang) for question in tree.questions],
        "results": [_result(result, lang) for result in tree.results],
    }
    return {"lang": lang, "tree": content, "messages": said}


def _question(question: Question, lang: str) -> dict:
    answers = [{"letter": a.letter, "text": a.text[lang], "to": a.to} for a in question.answers]
    explained = question.help[lang] if question.help else ""
    return {"id": question.id, "ask": question.ask[lang], "help": explained, "answers": answers}


def _result(result: Result, lang: str) -> dict:
    optional = {name: text[lang] if (text := getattr(result, name)) else "" for name in ("law", "limits", *WEIGHED)}
    lists = {name: [text[lang] for text in getattr(result, name)] for name in ("pros", "cons", "todo")}
    return {
        "id": result.id,
        "kind": result.kind,
        "title": result.title[lang],
        "text": result.text[lang],
        **optional,
        **lists,
        "sources": [{"title": source.title[lang], "url": source.url} for source in result.sources],
    }
