"""The investigation in a notebook, on a page without a kernel, and on paper."""

import json
import re
from html import escape, unescape
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from docutils.parsers.rst import DirectiveError
from investigation_samples import raw_cases, sample_cases, write

import culture_d as cd
from culture_d import i18n
from culture_d.book.investigation_directive import Cards, Game, cards_html, page_html
from culture_d.errors import ReaderError
from culture_d.i18n import messages
from culture_d.investigation import CaseFolder, case, load_cases
from culture_d.investigation.content import interface_content
from culture_d.widgets.bundle import bundle, styles
from culture_d.widgets.investigation import MODULE, InvestigationWidget, investigate

SCRIPT = bundle(*MODULE)
NASTY = "<img src=x onerror=alert(1)> & \"quoted\" 'more' </script><!-- "


@pytest.fixture
def nasty(tmp_path):
    """Return cases whose every text is hostile markup."""

    def spoil(value):
        if isinstance(value, list):
            return [spoil(item) for item in value]
        if not isinstance(value, dict):
            return NASTY if value == "n/a" else value
        if set(value) == {"en", "fr"}:
            return dict.fromkeys(value, f"{value['en'].split()[0]} {NASTY}")
        return {key: spoil(item) for key, item in value.items()}

    return load_cases(write(spoil(raw_cases()), tmp_path))


class Texts(HTMLParser):
    """The texts of a page, folded or not, and its tags."""

    def __init__(self, page):
        super().__init__()
        self.folded, self.open, self.tags = [], [], []
        self.deep = 0
        self.feed(re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S))

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.deep += tag == "details"

    def handle_endtag(self, tag):
        self.deep -= tag == "details"

    def handle_data(self, data):
        (self.folded if self.deep else self.open).append(data)


def test_the_game_opens_and_python_follows_it():
    widget = cd.investigate("fr")
    assert widget.game.lang == "fr" and widget.game.inquiries == {}
    played = widget.game
    name = played.to_draw()[0]
    played.first(name, "wrong", "bet")
    played.open(name)
    widget.state = played.to_state()
    assert widget.game.status(name) == "open" and widget.game.notice == ""
    widget.state = {"version": 99}
    assert widget.game.notice and widget.game.inquiries == {}
    with pytest.raises(ValueError, match='"en" or "fr"'):
        investigate("de")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_stored_notebook_says_where_to_play(lang):
    first, _ = investigate(lang)._repr_mimebundle_()
    second, _ = investigate(lang)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in first
    for kind in ("text/plain", "text/html"):
        assert "investigation.html" in first[kind] and first[kind] == second[kind]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_case_in_a_notebook_folds_its_answer(lang):
    found = load_cases().cases[0]
    folder = cd.case(found.id, lang)
    texts = Texts(folder._repr_html_())
    shown, folded = " ".join(texts.open), " ".join(texts.folded)
    for text in (found.title, found.scene, found.claim, found.ask, *(clue.title for clue in found.clues)):
        assert text[lang] in shown
    for text in (found.answer, found.smile, *found.defended.values(), load_cases().family(found.family).habit):
        assert text[lang] in folded and text[lang] not in shown
    assert found.claim[lang] in repr(folder) and found.answer[lang] not in repr(folder)
    with pytest.raises(ReaderError, match=found.id):
        case("nowhere", lang)
    with pytest.raises(ValueError, match='"en" or "fr"'):
        case(found.id, "de")


def test_the_table_of_a_clue_can_be_counted_with(tmp_path):
    cases = sample_cases(tmp_path)
    folder = CaseFolder(cases, cases.case("volume"), "fr")
    table = folder.table(2)
    assert list(table.columns) == ["Year (fr)", "Volume (fr)", "Made how (fr)"]
    assert table["Volume (fr)"].sum() == pytest.approx(64.2 + 1234 - 0.5)
    assert table["Made how (fr)"].tolist() == ["counted (fr)", "", "n/a"]
    with pytest.raises(ReaderError, match="demandez l’un de ces indices, 2, 3"):
        folder.table(1)
    with pytest.raises(ReaderError, match="No clue of this case has a table"):
        CaseFolder(cases, cases.case("train"), "en").table(1)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_a_script_the_page_lists_every_case(lang):
    cases = load_cases()
    page = page_html(cases, lang)
    static = page[page.index('<div class="cf-static cf-paper">') : page.index('<script type="application/json"')]
    texts = Texts(static)
    shown, folded = " ".join(texts.open), " ".join(texts.folded)
    tables = sum(clue.table is not None for found in cases.cases for clue in found.clues)
    assert texts.tags.count("details") == len(cases.cases) and texts.tags.count("table") == tables
    for found in cases.cases:
        assert found.claim[lang] in shown and found.answer[lang] in folded and found.answer[lang] not in shown
        assert all(clue.text[lang] in shown for clue in found.clues if clue.text)
        assert all(f'href="{escape(source.url)}"' in static for source in found.sources)
    assert static.count("<caption>") == tables and '<th scope="row"' in static


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_carries_one_language_and_nothing_foreign(lang):
    page = page_html(load_cases(), lang)
    stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
    assert json.loads(stored) == interface_content(load_cases(), lang)
    assert not re.search(r"(src|srcset)=|@import|url\(", page.replace(stored, ""))
    assert page.count("<script") == page.count("</script>") == 2


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_cards_keep_the_answers_apart(lang):
    cases = load_cases()
    asked = re.findall(r'<div class="cf-asked">.*?</div><details', page_html(cases, lang), re.S)
    for found, card in zip(cases.cases, asked, strict=True):
        assert escape(found.claim[lang]) in card and "href" not in card
        for text in (found.answer, found.smile, *found.defended.values(), cases.family(found.family).label):
            assert escape(text[lang]) not in card
    sheet, verdicts = re.findall(r'<section class="cf-paper.*?</section>', cards_html(cases, lang), re.S)
    assert sheet.count("<tr>") == 9 and sheet.count("<td>") == 40
    for n, verdict in enumerate(cases.verdicts, start=1):
        assert f'<span class="cf-big">{n}</span><strong>{escape(verdict.label[lang])}</strong>' in verdicts


def test_texts_of_a_case_stay_texts(nasty):
    for lang in i18n.LANGUAGES:
        page = page_html(nasty, lang)
        folder = CaseFolder(nasty, nasty.cases[0], lang)._repr_html_()
        for markup in (page, cards_html(nasty, lang), folder):
            assert "img" not in Texts(markup).tags
        stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
        assert json.loads(stored)["set"]["cases"][0]["claim"].endswith(NASTY.strip())
    first, _ = InvestigationWidget(nasty, "en")._repr_mimebundle_()
    assert unescape(first["text/html"]) == f"<p>{first['text/plain']}</p>"


@pytest.mark.parametrize(("directive", "write_html"), [(Game, page_html), (Cards, cards_html)])
def test_the_directives_write_the_page(directive, write_html):
    assert directive.__new__(directive).html("fr") == write_html(load_cases(), "fr")


def test_the_cards_stand_on_the_page_that_has_the_cases(tmp_path):
    used = Cards.__new__(Cards)
    used.name, used.state = "investigation-cards", SimpleNamespace(document={"source": str(tmp_path / "page.md")})
    (tmp_path / "page.md").write_text("```{investigation-cards}\n```\n", encoding="utf-8")
    with pytest.raises(DirectiveError) as error:
        used.run()
    assert error.value.msg == "investigation-cards prints the cases of {investigation}: put both on the same page"


def test_the_interface_finds_every_message_it_says():
    words = set(interface_content(load_cases(), "en")["messages"])
    said = set(re.findall(r'(?:\bt|this\.t|this\.button|view\.t|view\.button|eraser|says|confirm)\(\s*"(\w+)"', SCRIPT))
    said |= set(re.findall(r'say\(content, "(\w+)"', SCRIPT)) | set(re.findall(r'return "(choose_\w+)"', SCRIPT))
    families = {
        "calibration": ("never", "well", "badly", "mixed"), "path": ("same", "defended", "other"),
        "agree": ("same", "defended", "other"), "sure": ("hunch", "rather", "bet"), "mode": ("alone", "room"),
        "status": ("new", "open", "solved"), "level": ("1", "2", "3"), "bar": ("before", "after"),
        "room": ("claim", "vote_before", "vote_after", "argue", "bars", "answer", "habit", "before", "after"),
    }  # fmt: skip
    said |= {f"{name}_{kind}" for name, kinds in families.items() for kind in kinds}
    assert said - words == set()
    quoted = said | set(re.findall(r'["`](\w+)["`]', SCRIPT))
    assert words - quoted == set()


def test_the_module_can_be_inlined_and_never_writes_markup():
    assert "</script" not in SCRIPT.lower() and "<!--" not in SCRIPT
    assert not re.search(r"^import ", SCRIPT, re.M) and SCRIPT.count("export default") == 1
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttp"):
        assert forbidden not in SCRIPT
    with pytest.raises(ValueError, match="investigation_rules.js imports shared, which must stand before it"):
        bundle("investigation_rules", "shared")


def test_no_colour_outside_the_shared_fallbacks():
    own = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", styles("investigation")))
    assert own <= {"#000000", "#333333", "#777777"}  # ink on paper, and the veil behind a question
    assert not re.findall(r"var\(--(?!cd-|head)", styles("investigation"))


def test_messages_have_both_languages_with_the_same_placeholders():
    for key, text in messages()["investigation"].items():
        found = [set(re.findall(r"\{\w+\}", str(text[lang]))) for lang in i18n.LANGUAGES]
        assert found[0] == found[1], key
