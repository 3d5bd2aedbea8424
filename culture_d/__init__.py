"""Culture D: what the notebooks of the course import.

A notebook begins with ``cd.lesson("data-interview", "en")``, an exercise with ``cd.start("en")``.
"""

from __future__ import annotations

from pathlib import Path

from culture_d import charts
from culture_d.catalogue import load
from culture_d.checks import check
from culture_d.i18n import use
from culture_d.interview.game import Interview
from culture_d.interview.words import interview_table
from culture_d.tables import read_table

__all__ = [
    "Interview",
    "check",
    "coverage_chart",
    "interview_my_table",
    "interview_table",
    "lesson",
    "load",
    "play",
    "questions_for_producer",
    "read_table",
    "start",
]

ROOT = Path(__file__).resolve().parent.parent


def start(lang: str) -> None:
    """Choose the language of the notebook and give Altair the look of the course."""
    use(lang)
    charts.enable(lang)


def lesson(slug: str, lang: str):
    """Begin a lesson: choose its language, and return its opening box, read in the notebook's metadata.

    Parameters
    ----------
    slug : str
        Name of the notebook, such as ``"data-interview"``.
    lang : {"en", "fr"}
    """
    from culture_d.lessons import Lesson, opening_box

    start(lang)
    return opening_box(Lesson.from_notebook(ROOT / "notebooks" / lang / f"{slug}.ipynb"))


def coverage_chart(interview: Interview):
    """Return an Altair chart of what was asked and answered, by family of questions."""
    from culture_d.interview.chart import coverage_chart as draw

    return draw(interview, interview.deck, interview.lang)


def questions_for_producer(interview: Interview) -> str:
    """Return, as Markdown, the questions of an interview that only the producer can answer."""
    from culture_d.interview.report import questions_for_producer as write

    return write(interview, interview.deck, interview.lang)


def play(lang: str | None = None):
    """Return the game of the data interview as a widget."""
    from culture_d.widgets.interview import play as widget

    return widget(lang)


def interview_my_table(lang: str | None = None):
    """Return a widget that reads a CSV file in memory and lets it be interviewed."""
    from culture_d.widgets.own_table import interview_my_table as widget

    return widget(lang)
