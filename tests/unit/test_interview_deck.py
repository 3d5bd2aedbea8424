"""The deck and the portraits: what is read, and how a mistake is named."""

import copy
import datetime as dt
import json

import pytest
from interview_samples import CASES, load

from culture_d.interview.deck import DATA, load_deck, load_portrait, load_portraits

RAW = json.loads(CASES.read_text(encoding="utf-8"))["deck"]
PORTRAIT = {
    "id": "bikes",
    "title": {"en": "Bikes", "fr": "Vélos"},
    "producer": "A city",
    "home": "https://example.org/",
    "licence": "ODbL",
    "checked": dt.date(2026, 11, 21),
    "hello": {"en": "Hi", "fr": "Bonjour"},
    "sources": [{"id": "page", "title": "Its page", "url": "https://example.org/page"}],
    "answers": {
        "who-name": {"en": "Bikes", "fr": "Vélos", "sources": ["page"]},
        "who-born": {"en": "No idea", "fr": "Aucune idée", "unknown": True},
    },
    "quirks": [{"en": "odd", "fr": "bizarre"}],
}


def write(folder, name, value):
    path = folder / name
    path.write_text(json.dumps(value, default=str).replace('"2026-11-21"', "2026-11-21"), encoding="utf-8")
    return path


def broken(value, place, wrong):
    """Return a copy with the value at a place replaced, or removed when it is None."""
    value = copy.deepcopy(value)
    *steps, last = place
    target = value
    for step in steps:
        target = target[step]
    if wrong is None:
        del target[last]
    else:
        target[last] = wrong
    return value


@pytest.mark.parametrize(
    ("place", "wrong", "said"),
    [
        (["families"], None, "deck.yml: families: missing"),
        (["families", 0, "title", "fr"], None, "deck.yml: families.who.title.fr: missing"),
        (["questions", 0, "ask"], None, "deck.yml: questions.who-name.ask: must be a mapping"),
        (["questions", 0, "why", "en"], " ", "deck.yml: questions.who-name.why.en: missing"),
        (["questions", 0, "id"], "Who Name", "'Who Name' must be small letters"),
        (["questions", 1, "id"], "who-name", "deck.yml: questions: the id 'who-name' is used twice"),
        (["questions", 0, "family"], "shoes", "'shoes' is not one of who, look, pays"),
        (["questions", 0, "dcat"], "title", "'title' has no known prefix"),
        (["questions", 0, "datasheet"], "poetry", "questions.who-name.datasheet: 'poetry' is not one of"),
        (["questions", 0, "datapackage"], "colour", "questions.who-name.datapackage"),
        (["questions", 0, "table"], "shape", "questions.who-name.table"),
        (["dcat_nodes", "dct:format"], {"type": "x"}, "deck.yml: dcat_nodes.dct:format: must be"),
    ],
)
def test_a_mistake_in_the_deck_names_the_file_and_the_field(tmp_path, place, wrong, said):
    with pytest.raises(ValueError) as error:
        load_deck(write(tmp_path, "deck.yml", broken(RAW, place, wrong)))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("place", "wrong", "said"),
    [
        (["id"], "trams", "bikes.yml: id: must be the name of the file"),
        (["title", "fr"], None, "bikes.yml: title.fr: missing"),
        (["home"], "javascript:alert(1)", "bikes.yml: home: 'javascript:alert(1)' is not a web address"),
        (["sources", 0, "url"], 'https://x.org/"onclick=', "bikes.yml: sources.page.url"),
        (["checked"], "yesterday", "bikes.yml: checked: must be a date"),
        (["answers", "who-shoe"], {"en": "a", "fr": "b"}, "bikes.yml: answers.who-shoe: is not a question"),
        (["answers", "who-name", "sources"], None, "answers.who-name.sources: a factual answer names"),
        (["answers", "who-name", "sources"], ["lost"], "'lost' is not in the list of sources"),
        (["answers", "who-born", "unknown"], "yes", "answers.who-born.unknown: must be true or false"),
        (["answers", "who-born", "declined"], True, "either does not know or declines"),
        (["quirks", 0, "en"], None, "bikes.yml: quirks[0].en: missing"),
    ],
)
def test_a_mistake_in_a_portrait_names_the_file_and_the_field(tmp_path, place, wrong, said):
    with pytest.raises(ValueError) as error:
        load_portrait(write(tmp_path, "bikes.yml", broken(PORTRAIT, place, wrong)), load()["deck"])
    assert said in str(error.value)


def test_a_file_that_is_no_yaml_is_named(tmp_path):
    path = tmp_path / "deck.yml"
    path.write_text("families: [", encoding="utf-8")
    with pytest.raises(ValueError, match="deck.yml: not readable as YAML"):
        load_deck(path)


def test_a_portrait_speaks_one_language_at_a_time(tmp_path):
    portrait = load_portrait(write(tmp_path, "bikes.yml", PORTRAIT), load()["deck"])
    content = portrait.content("fr")
    assert content["title"] == "Vélos"
    assert content["answers"]["who-born"] == {"text": "Aucune idée", "unknown": True}
    assert content["answers"]["who-name"] == {"text": "Vélos", "sources": ["page"]}
    json.dumps(content)


def test_the_header_answers_what_the_file_leaves_blank(tmp_path):
    portrait = load_portrait(write(tmp_path, "bikes.yml", PORTRAIT | {"licence": "—"}), load()["deck"])
    for lang in ("en", "fr"):
        answers = portrait.content(lang)["answers"]
        assert answers["who-name"] == {"text": PORTRAIT["answers"]["who-name"][lang], "sources": ["page"]}
        assert "A city" in answers["who-parents"]["text"]
        assert "https://example.org/" in answers["where-home"]["text"]
        assert "pays-licence" not in answers
    del (bare := copy.deepcopy(PORTRAIT))["answers"]["who-name"]
    bare["nickname"] = {"en": "The wheel", "fr": "La roue"}
    (tmp_path / "bikes.yml").unlink()
    answers = load_portrait(write(tmp_path, "bikes.yml", bare), load()["deck"]).content("fr")["answers"]
    assert "Vélos" in answers["who-name"]["text"] and "La roue" in answers["who-name"]["text"]
    assert "ODbL" in answers["pays-licence"]["text"]


def test_the_deck_of_the_course_is_nine_families_of_seven():
    deck = load_deck()
    families = ["who", "where", "look", "travel", "value", "hide", "known", "pays", "next"]
    assert [family.id for family in deck.families] == families
    assert all(len(deck.of_family(family.id)) == 7 for family in deck.families)


@pytest.mark.skipif(not any((DATA / "portraits").glob("*.yml")), reason="no portrait is written yet")
def test_the_portraits_of_the_course_are_readable():
    families = {family.id for family in load_deck().families}
    for portrait in load_portraits():
        assert {load_deck().question(name).family for name in portrait.answers} == families, portrait.id
