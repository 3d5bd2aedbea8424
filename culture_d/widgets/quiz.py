"""A quiz in a notebook: the interface of ``quiz.js``, hosted by anywidget."""

from __future__ import annotations

from html import escape
from pathlib import Path

import anywidget
import traitlets

from culture_d.i18n import LANGUAGES, language, t
from culture_d.quiz import Quiz, QuizGame, interface_content, load_quiz

HERE = Path(__file__).resolve().parent


class QuizWidget(anywidget.AnyWidget):
    """A quiz in a notebook. Its state is plain JSON, shared with the interface."""

    _esm = (HERE / "quiz.js").read_text(encoding="utf-8")
    _css = (HERE / "quiz.css").read_text(encoding="utf-8")
    content = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, quiz: Quiz, lang: str) -> None:
        super().__init__(content=interface_content(quiz, lang), state=QuizGame(quiz, lang).to_state())
        self.quiz = quiz

    @property
    def game(self) -> QuizGame:
        """The quiz as played so far: its `score` and its `report`."""
        return QuizGame.from_state(self.state, self.quiz, self.content["lang"])

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        # A stored notebook must read well, and identically, where no kernel runs.
        data, metadata = super()._repr_mimebundle_(**kwargs)
        lang = self.content["lang"]
        sentence = t("quiz.fallback", lang, title=self.quiz.title[lang], id=self.quiz.id)
        return data | {"text/plain": sentence, "text/html": f"<p>{escape(sentence)}</p>"}, metadata


def quiz(name: str | Path = "standard", lang: str | None = None) -> QuizWidget:
    """Open a quiz in a notebook.

    Parameters
    ----------
    name : str or pathlib.Path
        A quiz of ``data/quizzes``, such as ``"standard"``, or the path of a YAML file.
    lang : {"en", "fr"}, optional
        The current language by default.

    Raises
    ------
    QuizError
        If the quiz does not exist, or naming what is wrong in its file.
    """
    lang = lang or language()
    if lang not in LANGUAGES:
        raise ValueError(f'language must be "en" or "fr", not {lang!r}')
    return QuizWidget(load_quiz(name), lang)
