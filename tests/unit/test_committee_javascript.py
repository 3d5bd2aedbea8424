"""The rules, the schema and the log in JavaScript, compared with Python's by the node that Playwright ships."""

import json
import random
import re

import pytest
from committee_samples import CASES, hold, run_node

from culture_d.i18n import messages
from culture_d.standard.committee import Committee
from culture_d.standard.committee.agenda import VERDICTS, load_agenda
from culture_d.standard.committee.edits import apply_edits
from culture_d.standard.committee.page import module, page_content, style_sheet

LANGS = ("en", "fr")


def random_sessions(count):
    """Return sessions where nearly everything may happen, whatever it means."""
    agenda, chance = load_agenda(), random.Random(2026)
    for _ in range(count):
        committee = Committee(people=chance.randint(6, 30), lang="en")
        for question in agenda.arbitrations:
            if chance.random() < 0.7:
                committee.vote(question.id, {option.id: chance.randint(0, 12) for option in question.options})
            if chance.random() < 0.8:
                committee.decide(question.id, chance.choice(question.options).id)
        for comment in agenda.comments:
            if chance.random() < 0.7:
                committee.triage(comment.id, chance.choice(["now", "now", *VERDICTS]))
        yield committee


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Hold every session on both sides: what Python has, what JavaScript found."""
    contents = [page_content(lang) for lang in LANGS]
    others = list(random_sessions(8))
    found = run_node(
        {
            "contents": contents,
            "sessions": CASES["sessions"],
            "states": [committee.to_state() for committee in others],
            "bad_states": CASES["bad_states"],
            "edits": [case["edits"] for case in CASES["edits"]],
            "schema": CASES["schema"],
        },
        tmp_path_factory.mktemp("node"),
    )
    return [*(hold(case) for case in CASES["sessions"]), *others], found


def test_javascript_holds_the_same_sessions(results):
    committees, found = results
    for committee, state in zip(committees, found["held"], strict=False):
        assert json.dumps(state) == json.dumps(committee.to_state())
    for committee, told in zip(committees, found["told"], strict=True):
        for part in told:
            assert part["state"] == committee.to_state()
            assert part["version"] == committee.version


def test_javascript_writes_the_same_schema(results):
    committees, found = results
    for committee, told in zip(committees, found["told"], strict=True):
        for part in told:
            assert json.dumps(part["schema"]) == json.dumps(committee.schema())
            assert part["schema"]["name"] == CASES["published"]["name"]
            assert not set(CASES["published"]["absent"]) & set(part["schema"])


@pytest.mark.parametrize("lang", LANGS)
def test_javascript_writes_the_same_log(results, lang):
    committees, found = results
    for committee, told in zip(committees, found["told"], strict=True):
        assert told[LANGS.index(lang)]["markdown"] == committee.change_log(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_javascript_counts_the_same_ratchet(results, lang):
    committees, found = results
    for committee, told in zip(committees, found["told"], strict=True):
        wanted = [{"title": item.title[lang]} | item.counts() for item in committee.notches()]
        assert told[LANGS.index(lang)]["notches"] == wanted


def test_javascript_prints_the_same_words_as_the_log(results):
    committees, found = results
    for part in (told[1] for told in found["told"]):
        assert part["html"].startswith('<!doctype html>\n<html lang="fr">') and "default-src" in part["html"]
        plain = re.sub(r"\\([\\`*_<>|\[\]])", r"\1", part["markdown"].replace("**", ""))
        for line in re.findall(r"^[-#]+ (.*)$", plain, re.M):
            assert line.replace("&", "&amp;").replace("'", "&#x27;") in re.sub(r"</?strong>", "", part["html"])


def test_javascript_refuses_the_same_states(results):
    assert results[1]["bad"] == [None] * len(CASES["bad_states"])


def test_javascript_makes_the_same_edits(results):
    for case, edited in zip(CASES["edits"], results[1]["edited"], strict=True):
        assert json.dumps(edited) == json.dumps(apply_edits(CASES["schema"], case["edits"])), case["name"]


def test_the_module_can_be_inlined_and_never_writes_markup():
    source = module()
    assert "</script" not in source.lower() and "<!--" not in source
    assert "import {" not in source
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttp"):
        assert forbidden not in source


def test_the_interface_finds_every_message_it_says():
    words = page_content("en")["messages"]
    source = module()
    said = set(re.findall(r'(?:\bt|this\.t|this\.button|this\.confirm)\(\s*"([\w-]+)"', source))
    said |= {f"verdict_{verdict}" for verdict in VERDICTS} | {f"level_{n}" for n in ("major", "minor", "patch", "none")}
    assert said - set(words) == set()
    quoted = set(re.findall(r'"([\w-]+)"', source))
    unused = {word for word in words if word not in quoted | said and not word.startswith(("notch", "column_"))}
    assert unused == set()


def test_messages_have_both_languages_with_the_same_placeholders():
    for key, text in messages()["committee"].items():
        found = [sorted(set(re.findall(r"\{\w+\}", str(text[lang])))) for lang in LANGS]
        assert found[0] == found[1], key


def test_no_colour_outside_the_fallbacks():
    sheet = style_sheet()
    body = sheet[sheet.index("/* The host's own rules") :]
    body = re.sub(r"var\(--[\w-]+, #[0-9a-f]{6}\)", "", body)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", body)) <= {"#000000", "#777777"}
