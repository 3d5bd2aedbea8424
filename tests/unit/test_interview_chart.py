"""The chart of an interview: its finding, its alternative text, its figures."""

import pytest
from interview_samples import load

from culture_d.interview import Interview
from culture_d.interview.chart import coverage_chart, coverage_table

DECK = load()["deck"]


@pytest.fixture
def game():
    interview = Interview(DECK, "x", lang="en")
    interview.ask("who-name")
    interview.answer("X")
    interview.ask("who-born")
    return interview


def test_the_table_counts_every_question_once(game):
    table = coverage_table(game, DECK, "en")
    assert table["questions"].sum() == len(DECK.questions)
    assert table[table["family"] == "Who are you?"]["outcome"].tolist() == [
        "+ Answered",
        "? Asked, no answer",
        "– Never asked",
    ]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_chart_says_its_finding_and_its_figures(game, lang):
    spec = coverage_chart(game, DECK, lang).to_dict()
    said = {
        "en": "1 answered, 1 without an answer, 1 never asked",
        "fr": "1 avec réponse, 1 sans réponse, 1 jamais posées",
    }
    assert "2 " in " ".join(spec["title"]) and said[lang] in spec["description"]
    assert all(len(line) <= 48 for line in spec["title"])


def test_an_interview_that_has_not_begun_has_a_chart():
    spec = coverage_chart(Interview(DECK, lang="en"), DECK, "en").to_dict()
    assert spec["title"] == ["No question has been asked yet"]
