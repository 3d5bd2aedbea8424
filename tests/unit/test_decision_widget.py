"""A decision tree in a notebook, on a page without a kernel, and on paper."""

import json
import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
import yaml
from docutils.parsers.rst import DirectiveError

import culture_d as cd
from culture_d.book.decision_directive import DecisionSheet, DecisionTool, letter, page_html, sheet_html
from culture_d.decision import interface_content
from culture_d.decision_file import decision_names, load_decision
from culture_d.errors import ReaderError
from culture_d.i18n import messages
from culture_d.widgets.bundle import HERE

SCRIPT = (HERE / "decision.js").read_text(encoding="utf-8")
STYLE = (HERE / "decision.css").read_text(encoding="utf-8")
NASTY = "<img src=x onerror=alert(1)> & \"quoted\" 'more' </script><!-- "


@pytest.fixture
def nasty(tmp_path):
    """Return a tree whose every text is hostile markup."""
    text = {"en": NASTY, "fr": NASTY}
    answers = [{"text": text, "to": "end"}] * 2
    result = {
        "id": "end",
        "kind": "advice",
        **dict.fromkeys(("title", "text", "law", "limits"), text),
        **dict.fromkeys(("pros", "cons", "todo"), [text]),
        "sources": [{"title": text, "url": "https://example.org/?a=1&b='2'"}],
    }
    tree = {
        "id": "nasty",
        **dict.fromkeys(("title", "intro", "caution"), text),
        "start": "one",
        "questions": [{"id": "one", "ask": text, "help": text, "answers": answers}],
        "results": [result],
    }
    path = tmp_path / "nasty.yml"
    path.write_text(yaml.safe_dump(tree), encoding="utf-8")
    return load_decision(path)


def test_the_tree_opens_and_python_follows_it():
    widget = cd.decide("must-publish", "fr")
    assert widget.decision.question.id == "state" and widget.decision.lang == "fr"
    walked = widget.decision
    walked.answer("b")
    widget.state = walked.to_state()
    assert widget.decision.result.id == "draft" and widget.decision.notice == ""
    widget.state = {"version": 99}
    assert widget.decision.notice and widget.decision.path == []


def test_what_cannot_be_opened_is_told_in_one_sentence():
    with pytest.raises(ReaderError, match="nowhere"):
        cd.decide("nowhere")
    with pytest.raises(ValueError, match='"en" or "fr"'):
        cd.decide("must-publish", "de")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_stored_notebook_says_where_to_walk(lang):
    first, _ = cd.decide("must-publish", lang)._repr_mimebundle_()
    second, _ = cd.decide("must-publish", lang)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in first
    title = load_decision("must-publish").title[lang]
    assert title in first["text/plain"] and unescape(first["text/html"]) == f"<p>{first['text/plain']}</p>"
    assert all(first[kind] == second[kind] for kind in ("text/plain", "text/html"))


class Page(HTMLParser):
    """The tags, the ids, the links within the page and the texts of some markup."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links, self.texts = [], [], [], []
        self.feed(re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S))

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            if name == "href" and value.startswith("#"):
                self.links.append(value[1:])

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize("name", decision_names())
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_a_script_the_page_is_the_whole_tree(name, lang):
    tree = load_decision(name)
    page = Page(page_html(tree, lang))
    said = " ".join(page.texts)
    for question in tree.questions:
        assert question.ask[lang] in said and f"cd-decision-{name}-{question.id}" in page.ids
        assert all(answer.text[lang] in said for answer in question.answers)
    for result in tree.results:
        assert result.title[lang] in said and result.text[lang] in said
        assert all(step[lang] in said for step in (*result.todo, *result.pros, *result.cons))
    assert len(page.links) == sum(len(question.answers) for question in tree.questions)
    assert set(page.links) <= set(page.ids) and len(set(page.ids)) == len(page.ids)
    assert tree.caution[lang] in said and page.tags.count("details") == len(tree.results)


@pytest.mark.parametrize("name", decision_names())
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_carries_one_language_and_nothing_foreign(name, lang):
    tree = load_decision(name)
    page = page_html(tree, lang)
    stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
    assert json.loads(stored) == interface_content(tree, lang)
    assert not re.search(r"(src|srcset)=|@import|url\(", page.replace(stored, ""))
    assert page.count("<script") == page.count("</script>") == 2 and len(page) < 90_000


def test_texts_of_a_tree_stay_texts(nasty):
    for lang in ("en", "fr"):
        for markup in (page_html(nasty, lang), sheet_html(nasty, lang)):
            assert "img" not in Page(markup).tags and escape(NASTY.strip()) in markup
        stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page_html(nasty, lang), re.S)[1]
        assert json.loads(stored)["tree"]["title"] == NASTY.strip()


@pytest.mark.parametrize("name", decision_names())
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_sheet_sends_each_answer_to_a_number_or_a_letter(name, lang):
    tree = load_decision(name)
    sheet = sheet_html(tree, lang)
    words = ("question", "result") if lang == "en" else ("question", "résultat")
    numbers = re.findall(rf"→ {words[0]} (\d+)", sheet)
    letters = re.findall(rf"→ {words[1]} ([A-Z]+)", sheet)
    assert len(numbers) + len(letters) == sum(len(question.answers) for question in tree.questions)
    assert {int(number) for number in numbers} == set(range(2, len(tree.questions) + 1))
    assert set(letters) == {letter(tree, result) for result in tree.results}
    assert all(escape(result.title[lang]) in sheet for result in tree.results)
    assert escape(tree.caution[lang]) in sheet and "href" not in sheet


@pytest.mark.parametrize(("directive", "write"), [(DecisionTool, page_html), (DecisionSheet, sheet_html)])
def test_the_directives_name_their_tree(directive, write):
    used = directive.__new__(directive)
    used.name, used.arguments = "decision", ["must-publish"]
    assert used.html("fr") == write(load_decision("must-publish"), "fr")
    for arguments in ([], ["../must-publish"], ["nowhere"]):
        used.arguments = arguments
        with pytest.raises(DirectiveError) as error:
            used.html("fr")
        assert error.value.msg.startswith("decision needs the name of a decision tree: must-publish")


def test_the_interface_finds_every_message_it_says():
    words = set(interface_content(load_decision("must-publish"), "en")["messages"])
    said = set(re.findall(r'(?:this\.t|this\.button|heading|side|titled|part|say)\((?:content, )?"(\w+)"', SCRIPT))
    assert said == words


def test_the_module_can_be_inlined_and_never_writes_markup():
    assert "</script" not in SCRIPT.lower() and "<!--" not in SCRIPT
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttp"):
        assert forbidden not in SCRIPT


def test_no_colour_but_the_hosts_and_ink_on_paper():
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", STYLE)) <= {"#000000", "#333333"}


def test_messages_have_both_languages_with_the_same_placeholders():
    for key, text in messages()["decision"].items():
        found = [sorted(set(re.findall(r"\{\w+\}", str(text[lang])))) for lang in ("en", "fr")]
        assert found[0] == found[1], key
