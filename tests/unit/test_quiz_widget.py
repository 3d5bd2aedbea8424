"""A quiz in a notebook, on a page without a kernel, and on paper."""

import json
import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
import yaml
from docutils.parsers.rst import DirectiveError

from culture_d.book.quiz_directive import Quiz, QuizSheet, page_html, sheet_html
from culture_d.errors import ReaderError
from culture_d.i18n import messages
from culture_d.quiz import interface_content, load_quiz, quiz_names
from culture_d.widgets.quiz import HERE, quiz

SCRIPT = (HERE / "quiz.js").read_text(encoding="utf-8")
STYLE = (HERE / "quiz.css").read_text(encoding="utf-8")
NASTY = "<img src=x onerror=alert(1)> & \"quoted\" 'more' </script><!-- "


@pytest.fixture
def nasty(tmp_path):
    """Return a quiz whose every text is hostile markup."""
    text = {"en": NASTY, "fr": NASTY}
    choice = {"text": text, "feedback": text}
    question = {
        "id": "one",
        "kind": "one",
        **dict.fromkeys(("theme", "ask", "context", "remember"), text),
        "sample": NASTY,
        "choices": [choice | {"right": True}, choice],
        "sources": [{"title": text, "url": "https://example.org/?a=1&b='2'"}],
    }
    path = tmp_path / "nasty.yml"
    path.write_text(yaml.safe_dump({"id": "nasty", "title": text, "questions": [question]}), encoding="utf-8")
    return load_quiz(path)


def test_the_quiz_opens_and_python_follows_it():
    widget = quiz("standard", "fr")
    assert widget.game.score().answered == 0 and widget.game.lang == "fr"
    played = widget.game
    played.answer("paper", "b")
    widget.state = played.to_state()
    assert widget.game.score().first == 1 and widget.game.notice == ""
    widget.state = {"version": 99}
    assert widget.game.notice and widget.game.score().answered == 0


def test_what_cannot_be_opened_is_told_in_one_sentence():
    with pytest.raises(ReaderError, match="nowhere"):
        quiz("nowhere")
    with pytest.raises(ValueError, match='"en" or "fr"'):
        quiz("standard", "de")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_stored_notebook_says_where_to_play(lang):
    first, _ = quiz("standard", lang)._repr_mimebundle_()
    second, _ = quiz("standard", lang)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in first
    for kind in ("text/plain", "text/html"):
        assert "quiz-standard.html" in first[kind] and first[kind] == second[kind]


class Texts(HTMLParser):
    """The texts of a page, by the nearest element with a class or a name worth testing."""

    def __init__(self, page):
        super().__init__()
        self.folded, self.open, self.tags = [], [], []
        self.deep = 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.deep += tag == "details"

    def handle_endtag(self, tag):
        self.deep -= tag == "details"

    def handle_data(self, data):
        (self.folded if self.deep else self.open).append(data)


@pytest.mark.parametrize("name", quiz_names())
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_a_script_the_page_is_a_whole_quiz(name, lang):
    content = load_quiz(name)
    page = page_html(content, lang)
    static = page[page.index('<div class="cq-static">') : page.index('<script type="application/json"')]
    texts = Texts(static)
    shown, folded = " ".join(texts.open), " ".join(texts.folded)
    assert texts.tags.count("details") == texts.tags.count("summary") == len(content.questions)
    for question in content.questions:
        assert question.ask[lang] in shown and question.remember[lang] in folded
        assert question.remember[lang] not in shown
        for choice in question.choices:
            assert choice.words(lang) in shown and choice.feedback[lang] in folded
        assert all(f'href="{escape(source.url)}"' in static for source in question.sources)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_carries_one_language_and_nothing_foreign(lang):
    page = page_html(load_quiz("standard"), lang)
    stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
    assert json.loads(stored) == interface_content(load_quiz("standard"), lang)
    assert not re.search(r"(src|srcset)=|@import|url\(", page.replace(stored, ""))
    assert page.count("<script") == page.count("</script>") == 2
    assert len(page) < 100_000


def test_texts_of_a_quiz_stay_texts(nasty):
    for lang in ("en", "fr"):
        page, sheet = page_html(nasty, lang), sheet_html(nasty, lang)
        for markup in (page, sheet):
            tags = Texts(re.sub(r"<(script|style)\b.*?</\1>", "", markup, flags=re.S)).tags
            assert "img" not in tags
        stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
        assert json.loads(stored)["quiz"]["title"] == NASTY.strip()
    first, _ = quiz("standard", "en")._repr_mimebundle_()
    assert unescape(first["text/html"]) == f"<p>{first['text/plain']}</p>"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_sheets_keep_the_answers_apart(lang):
    content = load_quiz("standard")
    sheet = sheet_html(content, lang)
    questions, answers, cards = re.findall(r'<section class="cq-paper.*?</section>', sheet, re.S)
    for question in content.questions:
        assert escape(question.ask[lang]) in questions and escape(question.ask[lang]) in answers
        for choice in question.choices:
            assert escape(choice.words(lang)) in questions
            assert escape(choice.feedback[lang]) in answers
            assert escape(choice.feedback[lang]) not in questions
    assert "✓" not in questions and "href" not in questions
    ticks = sum(len(q.letters) for q in content.questions)
    assert questions.count("cq-box") == ticks  # a box for each choice, or a blank for each letter in order
    assert re.findall(r"<li>([A-F])</li>", cards) == ["A", "B", "C", "D"] * 2
    assert "1 B · 2 C" in answers and "11 B-D-A-C" in answers


@pytest.mark.parametrize(("directive", "write"), [(Quiz, page_html), (QuizSheet, sheet_html)])
def test_the_directives_name_their_quiz(directive, write):
    used = directive.__new__(directive)
    used.name, used.arguments = "quiz", ["standard"]
    assert used.html("fr") == write(load_quiz("standard"), "fr")
    for arguments in ([], ["../standard"], ["nowhere"]):
        used.arguments = arguments
        with pytest.raises(DirectiveError) as error:
            used.html("fr")
        assert error.value.msg.startswith("quiz needs the name of a quiz:") and "standard" in error.value.msg


def test_the_interface_finds_every_message_it_says():
    words = set(interface_content(load_quiz("standard"), "en")["messages"])
    said = set(re.findall(r'(?:\bt|this\.t|this\.button|confirm)\(\s*"(\w+)"', SCRIPT))
    said |= set(re.findall(r'say\(content, "(\w+)"', SCRIPT))
    said |= set(re.findall(r'"((?:tag|revisit|divided|how|report)_?\w*)"', SCRIPT))
    kinds = ("one", "several", "order", "true_false")
    said |= {f"how_{kind}" for kind in kinds} | {f"verdict_{kind}" for kind in (*kinds, "right")}
    said |= {f"mode_{mode}" for mode in ("single", "all", "room")}
    assert said - words == set()
    quoted = said | set(re.findall(r'["`](\w+)["`]', SCRIPT))
    assert words - quoted == set()


def test_the_module_can_be_inlined_and_never_writes_markup():
    assert "</script" not in SCRIPT.lower() and "<!--" not in SCRIPT
    assert not re.search(r"^import ", SCRIPT, re.M)
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttp"):
        assert forbidden not in SCRIPT


def test_no_colour_outside_the_fallbacks():
    body = STYLE[STYLE.index("/* The host's own rules") :]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", body)) <= {"#000000", "#333333", "#777777"}  # ink on paper


def test_messages_have_both_languages_with_the_same_placeholders():
    for key, text in messages()["quiz"].items():
        found = [sorted(set(re.findall(r"\{\w+\}", str(text[lang])))) for lang in ("en", "fr")]
        assert found[0] == found[1], key
