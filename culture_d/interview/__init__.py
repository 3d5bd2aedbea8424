"""The data interview: a dataset is questioned like a person, in a room or alone."""

from culture_d.interview.deck import Deck, Portrait, Question, load_deck, load_portrait, load_portraits
from culture_d.interview.game import Interview, InterviewError

__all__ = [
    "Deck",
    "Interview",
    "InterviewError",
    "Portrait",
    "Question",
    "load_deck",
    "load_portrait",
    "load_portraits",
]
