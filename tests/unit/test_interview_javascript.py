"""The rules and the reports in JavaScript, compared with Python's by the node that Playwright ships."""

import random

import pytest
from interview_samples import content, load, play, run_node

from culture_d.interview import Interview, load_deck, load_portraits
from culture_d.interview.game import clean
from culture_d.interview.report import datapackage, dcat, html, markdown, questions_for_producer, slug
from culture_d.interview.static import module

DRAWS = [0, 0.1, 0.34, 0.5, 0.77, 0.999]
SIGNS = "aé œŒ’\"'<>&|*_`#$~[](){}!-+=:%^.1\\/\t\n\r\u00a0\u202f\u2003\u2028\ufeff\u0000\ud800\u0085\x1c😀日İß"
SIGNS += "https://example.org/"


def random_texts(count):
    chance = random.Random(2026)
    texts = ["".join(chance.choices(SIGNS, k=chance.randint(0, 40))) for _ in range(count)]
    return [*texts, "😀" * 2500, " " * 10 + "x" * 1995 + "     y"]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Play every game on both sides: [(interview, deck, lang, portrait, what JavaScript found)]."""
    samples, games, payload = load(), [], []

    def add(game, deck, lang, portrait, **how):
        portraits = [portrait] if portrait else []
        games.append((game, deck, lang, portrait))
        payload.append({"content": content(deck, portraits, lang), "draws": DRAWS, "actions": [], **how})

    for case in samples["cases"]:
        game = play(case, samples["deck"], samples["portrait"])
        add(
            game,
            samples["deck"],
            case["lang"],
            samples["portrait"],
            start=case["start"],
            actions=case["actions"],
        )
    deck = load_deck()
    for lang in ("en", "fr"):
        for portrait in load_portraits():
            game = Interview(deck, portrait.title[lang], "portrait", portrait.id, lang=lang)
            chance = random.Random(portrait.id)
            for _ in range(chance.randint(5, 63)):
                game.ask(game.draw(chance.random()).id)
                game.reply(portrait)
            add(game, deck, lang, portrait.content(lang), state=game.to_state())
        game = Interview(deck, lang=lang)
        for question, text in zip(deck.questions, random_texts(63), strict=False):
            game.ask(question.id)
            game.answer(text)
        add(game, deck, lang, None, state=game.to_state())
    texts = [text for text, _ in samples["texts"]] + random_texts(300)
    found = run_node(
        {
            "cases": payload,
            "bad_states": samples["bad_states"],
            "deck": samples["deck"].content("en"),
            "texts": texts,
            "slugs": [name for name, _ in samples["slugs"]] + texts,
        },
        tmp_path_factory.mktemp("node"),
    )
    return games, texts, found


def test_javascript_plays_by_the_same_rules(results):
    games, _, found = results
    for (game, *_), played in zip(games, found["played"], strict=True):
        assert played["state"] == played["reread"] == game.to_state()
        assert played["unanswered"] == [entry.question for entry in game.unanswered()]
        assert played["coverage"] == game.coverage()
        assert list(played["forgotten"].items()) == list(game.forgotten().items())
        assert [tuple(draw) for draw in played["draws"]] == [(r, q.id if (q := game.draw(r)) else None) for r in DRAWS]


@pytest.mark.parametrize("name", ["markdown", "html", "letter", "datapackage", "dcat"])
def test_javascript_writes_the_same_reports(results, name):
    writers = {"markdown": markdown, "html": html, "datapackage": datapackage, "dcat": dcat}
    games, _, found = results
    for (game, deck, lang, portrait), played in zip(games, found["played"], strict=True):
        if name == "letter":
            expected = questions_for_producer(game, deck, lang)
        else:
            expected = writers[name](game, deck, lang, portrait if game.mode == "portrait" else None)
        assert played[name] == expected


def test_javascript_refuses_the_same_states(results):
    *_, found = results
    assert found["bad"] == [None] * len(load()["bad_states"])


def test_javascript_cleans_texts_and_names_files_alike(results):
    _, texts, found = results
    assert found["texts"] == [clean(text) for text in texts]
    assert found["slugs"] == [slug(name) for name, _ in load()["slugs"]] + [slug(text) for text in texts]


def test_the_module_can_be_inlined_and_never_writes_markup():
    source = module()
    assert "</script" not in source.lower() and "<!--" not in source
    assert "import {" not in source
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
        "XMLHttp",
    ):
        assert forbidden not in source
