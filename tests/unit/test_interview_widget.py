"""The game in a notebook and on a page without a kernel."""

import json
import re

import pytest

from culture_d.i18n import messages
from culture_d.interview import InterviewError, load_deck, load_portraits
from culture_d.interview.static import module, page_content, page_html, style_sheet
from culture_d.widgets.interview import play


def test_the_game_opens_and_python_follows_it():
    game = play("en")
    assert game.state == {} and game.interview.log == ()
    game.state = game.interview.to_state() | {"log": [{"question": "who-name", "outcome": "answer", "text": "Trees"}]}
    assert game.interview.coverage()["who"] == {"asked": 1, "answered": 1, "total": 7}
    game.state = {"version": 99}
    with pytest.raises(InterviewError):
        _ = game.interview


def test_a_dataset_can_be_met_at_once():
    portrait = load_portraits()[0]
    for given in (portrait.id, portrait, portrait.content("fr")):
        game = play("fr", portrait=given)
        assert game.content["direct"] and game.interview.portrait == portrait.id
        assert game.interview.dataset == portrait.title["fr"]
        assert len(game.content["portraits"]) == len(load_portraits())
    with pytest.raises(InterviewError, match="nobody"):
        play("fr", portrait="nobody")


def test_a_bare_table_can_answer():
    game = play("en", answers={"look-size": {"text": "I have 3 rows.", "unknown": False}}, name="my.csv")
    assert [p["id"] for p in game.content["portraits"]] == ["table"]
    assert (game.interview.mode, game.interview.dataset) == ("table", "my.csv")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_stored_notebook_says_where_to_play(lang):
    first, _ = play(lang)._repr_mimebundle_()
    second, _ = play(lang)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in first
    for kind in ("text/plain", "text/html"):
        assert "interview.html" in first[kind] and first[kind] == second[kind]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_carries_one_language_and_nothing_foreign(lang):
    page = page_html(lang, printable='cards.pdf"')
    stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
    assert json.loads(stored) == page_content(lang)
    assert not re.search(r"(src|srcset)=|@import|url\(", page.replace(stored, ""))
    assert 'href="cards.pdf&quot;"' in page
    assert page.count("<script") == page.count("</script>") == 2


def test_the_interface_finds_every_message_it_says():
    words = page_content("en")["messages"]
    source = module()
    said = set(re.findall(r'(?:\bt|this\.t|this\.button|part)\(\s*"(\w+)"', source))
    said |= set(re.findall(r'say\(content, "(\w+)"', source))
    assert said - set(words) == set()
    prefixes = (
        "outcome_",
        "tag_",
        "only_producer_",
        "step_back_",
        "keep_",
        "role_",
        "finding_",
        "report_",
        "chart_",
    )
    quoted = set(re.findall(r'["`](\w+)["`]', source))
    unused = {w for w in words if w not in quoted and not w.startswith(prefixes) and not w.endswith("_about")}
    assert unused == set()


def test_no_colour_outside_the_fallbacks():
    sheet = style_sheet()
    body = sheet[sheet.index("/* The host's own rules") :]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", body)) <= {"#000000"}


def test_messages_have_both_languages_with_the_same_placeholders():
    for key, text in messages()["interview"].items():
        found = [sorted(set(re.findall(r"\{\w+\}", str(text[lang])))) for lang in ("en", "fr")]
        assert found[0] == found[1], key


def test_the_content_is_light():
    assert len(load_deck().questions) == 63
    assert len(page_html("fr")) < 320_000
