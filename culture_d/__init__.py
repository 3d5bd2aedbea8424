"""Culture D: what the notebooks of the course import.

A notebook begins with ``cd.lesson("data-interview", "en")``, an exercise with ``cd.start("en")``.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from culture_d.i18n import use

if TYPE_CHECKING:
    from culture_d.interview.game import Interview

# What a lesson may need, and where it is: imported at its first use, so that notebooks and commands start fast.
_LATER = {
    "Committee": "culture_d.standard.committee",
    "Interview": "culture_d.interview.game",
    "answer_due": "culture_d.rights.deadlines",
    "blur": "culture_d.personal.blurring",
    "blurs_chart": "culture_d.personal.journeys_charts",
    "case": "culture_d.investigation",
    "centre_of_zone": "culture_d.personal.blurring",
    "change_map": "culture_d.personal.journeys_maps",
    "check": "culture_d.checks",
    "check_alt_text": "culture_d.chart_checks",
    "check_chart": "culture_d.chart_checks",
    "check_my_places": "culture_d.widgets.repair",
    "clean": "culture_d.personal.stops",
    "committee": "culture_d.widgets.committee",
    "compare_blurs": "culture_d.personal.blurring",
    "convert": "culture_d.standard.convert",
    "crossing": "culture_d.misleading",
    "data_to_sort": "culture_d.rights.items",
    "day_of_traces": "culture_d.personal.traces",
    "day_ribbon": "culture_d.personal.journeys_charts",
    "decide": "culture_d.widgets.decision",
    "describe": "culture_d.description",
    "draft_schema": "culture_d.standard.own_schema",
    "emissions": "culture_d.personal.journeys",
    "factors_chart": "culture_d.personal.journeys_charts",
    "found_within": "culture_d.personal.blurring",
    "habits": "culture_d.personal.revealing",
    "hide_around": "culture_d.personal.blurring",
    "home_and_work": "culture_d.personal.revealing",
    "hours_in_words": "culture_d.standard.hours",
    "interview_table": "culture_d.interview.words",
    "investigate": "culture_d.widgets.investigation",
    "is_open": "culture_d.standard.hours",
    "jitter": "culture_d.personal.blurring",
    "letter": "culture_d.rights.letters",
    "load": "culture_d.catalogue",
    "load_schema": "culture_d.standard.schemas",
    "look_beyond": "culture_d.standard.beyond",
    "merge": "culture_d.standard.merge",
    "modes_chart": "culture_d.personal.journeys_charts",
    "my_energy": "culture_d.widgets.my_energy",
    "my_journeys": "culture_d.widgets.my_journeys",
    "my_plays": "culture_d.widgets.my_plays",
    "persona": "culture_d.personal.personas",
    "personas": "culture_d.personal.personas",
    "portal": "culture_d.portals",
    "publish_my_table": "culture_d.widgets.publisher",
    "ratchet_chart": "culture_d.standard.committee",
    "read_export": "culture_d.personal.reading",
    "read_table": "culture_d.tables",
    "redraw": "culture_d.misleading",
    "repair": "culture_d.standard.repair",
    "riddle": "culture_d.misleading",
    "sample": "culture_d.standard.samples",
    "schema_editor": "culture_d.widgets.schema_editor",
    "sketch_map": "culture_d.personal.journeys_maps",
    "stops_between": "culture_d.personal.revealing",
    "timeline": "culture_d.widgets.timeline",
    "travelled": "culture_d.personal.journeys",
    "try_cells": "culture_d.standard.trying",
    "unmask": "culture_d.misleading",
    "validate": "culture_d.standard.validation",
    "weeks_chart": "culture_d.personal.journeys_charts",
    "what_a_stranger_reads": "culture_d.personal.revealing",
    "what_if": "culture_d.personal.what_if",
    "write_letter": "culture_d.widgets.rights",
}

__all__ = [
    *_LATER,
    "coverage_chart",
    "interview_my_table",
    "lesson",
    "play",
    "play_quiz",
    "questions_for_producer",
    "start",
]

ROOT = Path(__file__).resolve().parent.parent


def __getattr__(name: str):
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def start(lang: str) -> None:
    """Choose the language of the notebook, give Altair the look of the course, and let tables show whole cells."""
    import pandas as pd

    from culture_d import charts

    use(lang)
    charts.enable(lang)
    pd.set_option("display.max_colwidth", None)


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


def play_quiz(name: str, lang: str | None = None):
    """Return a quiz of ``data/quizzes/``, such as ``"standard"``, as a widget."""
    from culture_d.widgets.quiz import quiz as widget

    return widget(name, lang)


def interview_my_table(lang: str | None = None):
    """Return a widget that reads a CSV file in memory and lets it be interviewed."""
    from culture_d.widgets.own_table import interview_my_table as widget

    return widget(lang)
