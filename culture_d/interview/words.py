"""A bare table in its own words: what its columns answer, and how many questions only people can answer."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from culture_d.i18n import language, t
from culture_d.interview.deck import Deck, load_deck


@dataclass(frozen=True)
class OwnWords:
    """What a table answers in the first person, ready to be shown and to play.

    Attributes
    ----------
    portrait : dict
        The answers as the game takes them: ``{"title": …, "answers": {question_id: {"text": …}}, …}``.
    """

    portrait: dict
    deck: Deck
    lang: str

    def pairs(self) -> list[tuple[str, str]]:
        """Return the plain questions that the columns answer, each with its answer."""
        answers = self.portrait["answers"]
        return [
            (question.plain[self.lang], answers[question.id]["text"])
            for question in self.deck.questions
            if question.table and question.id in answers and not answers[question.id].get("unknown")
        ]

    def _rest(self) -> str:
        return t("words.rest", self.lang, n=len(self.deck.questions) - len(self.pairs()))

    def __repr__(self) -> str:
        return "\n".join([f"{question} {answer}" for question, answer in self.pairs()] + [self._rest()])

    def _repr_html_(self) -> str:
        rows = "".join(f"<dt>{escape(question)}</dt><dd>{escape(answer)}</dd>" for question, answer in self.pairs())
        return f'<div class="interview"><dl>{rows}</dl><p>{escape(self._rest())}</p></div>'


def interview_table(table: pd.DataFrame, name: str, lang: str | None = None) -> OwnWords:
    """Let a table introduce itself from its columns alone.

    Parameters
    ----------
    table : DataFrame or Table
        Any table; see :func:`culture_d.profile.profile`.
    name : str
        What to call it.
    """
    from culture_d.interview.table import as_portrait
    from culture_d.profile import profile

    lang = lang or language()
    deck = load_deck()
    return OwnWords(as_portrait(profile(table), name, lang, deck), deck, lang)
