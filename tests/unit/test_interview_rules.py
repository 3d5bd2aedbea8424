"""The rules of the data interview, with the cases shared with JavaScript."""

import random

import pytest
from interview_samples import load, play

from culture_d.interview import Interview, InterviewError
from culture_d.interview.game import clean
from culture_d.interview.report import html, markdown, questions_for_producer

SAMPLES = load()
DECK = SAMPLES["deck"]


@pytest.mark.parametrize("case", SAMPLES["cases"], ids=lambda case: case["name"])
def test_a_game_played_leaves_the_expected_state(case):
    game = play(case, DECK, SAMPLES["portrait"])
    assert game.to_state() == case["state"]
    assert [entry.question for entry in game.unanswered()] == case["unanswered"]
    assert game.coverage() == case["coverage"]
    assert list(game.forgotten().items()) == list(case["forgotten"].items())
    assert [(r, q.id if (q := game.draw(r)) else None) for r, _ in case["draws"]] == [
        tuple(draw) for draw in case["draws"]
    ]


@pytest.mark.parametrize("case", SAMPLES["cases"], ids=lambda case: case["name"])
def test_a_state_survives_the_journey(case):
    assert Interview.from_state(case["state"], DECK).to_state() == case["state"]


@pytest.mark.parametrize("state", SAMPLES["bad_states"], ids=str)
def test_a_state_that_is_none_is_refused_in_one_sentence(state):
    with pytest.raises(InterviewError, match=r"^[^\n]+\.$"):
        Interview.from_state(state, DECK)


def test_a_refusal_speaks_the_language_of_the_state():
    state = Interview(DECK, lang="fr").to_state() | {"minutes": 900}
    with pytest.raises(InterviewError, match="Cette interview enregistrée est illisible"):
        Interview.from_state(state, DECK)


def test_a_state_without_current_goes_on_with_its_last_question():
    game = Interview(DECK, lang="en")
    game.ask("who-name")
    game.ask("who-born")
    state = game.to_state()
    del state["current"]
    assert Interview.from_state(state, DECK).current.question == "who-born"


def test_mistakes_are_told_in_the_reader_s_language():
    game = Interview(DECK, lang="fr")
    with pytest.raises(InterviewError, match="Posez d’abord une question"):
        game.answer("42")
    with pytest.raises(InterviewError, match="who-shoe-size"):
        game.ask("who-shoe-size")
    with pytest.raises(InterviewError, match="minutes"):
        Interview(DECK, minutes=3, lang="fr")


def test_a_long_text_is_cut_and_a_name_stays_on_one_line():
    game = Interview(DECK, dataset="a\n\tb " + "c" * 200, lang="en")
    assert game.dataset.startswith("a b c") and len(game.dataset) == 120
    game.ask("who-name")
    game.answer("é" * 3000)
    assert game.current.text == "é" * 2000


@pytest.mark.parametrize(("text", "expected"), SAMPLES["texts"], ids=ascii)
def test_half_of_a_character_is_dropped(text, expected):
    assert clean(text) == expected
    game = Interview(DECK, dataset=text, lang="en")
    game.ask("who-name")
    game.decline(text)
    for write in (markdown, html, questions_for_producer):
        assert write(game, DECK, "en").encode()


def test_chance_meets_every_card_once_and_keeps_the_families_level():
    game, chance = Interview(DECK, lang="en"), random.Random(7)
    seen = []
    while question := game.draw(chance.random()):
        game.ask(question.id)
        seen.append(question.id)
    assert sorted(seen) == sorted(q.id for q in DECK.questions)
    assert {DECK.question(i).family for i in seen[:3]} == {"who", "look", "pays"}
