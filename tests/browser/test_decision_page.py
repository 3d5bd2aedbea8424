"""The decision trees in a real browser: by keyboard, by address, without a script, on paper, for everyone."""

from __future__ import annotations

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import BOOK, PATIENCE
from playwright.sync_api import expect

from culture_d.book.decision_directive import page_html, sheet_html
from culture_d.decision import Decision
from culture_d.decision_file import decision_names, load_decision
from culture_d.i18n import t

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
THEME = BOOK.parents[1] / "culture_d" / "book" / "theme" / "static"
# axe needs a script: the page as it is without one, every result open.
UNSCRIPTED = """
document.documentElement.classList.remove("js");
document.querySelector(".cd-decision").classList.remove("dt-ready");
document.querySelector(".dt-stage").remove();
document.querySelectorAll("details").forEach((details) => (details.open = true));
"""
TREE = load_decision("must-publish")


@pytest.fixture
def decide(visit, tmp_path):
    """Open a tree from the disk in the look of the book; check at the end that it asked nobody."""
    witnesses = []

    def open_tree(lang="en", path="", tree=TREE, script=True, **options):
        style = (THEME / "site.css").read_text(encoding="utf-8")
        shutil.copytree(THEME / "fonts", tmp_path / "fonts", dirs_exist_ok=True)
        (tmp_path / "decision.html").write_text(
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Decision</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<script>document.documentElement.classList.add("js")</script><style>{style}</style>'
            f"</head><body><main><h1>Page</h1>{page_html(tree, lang)}{sheet_html(tree, lang)}</main></body></html>",
            encoding="utf-8",
        )
        address = f"decision.html#{tree.id}={path}" if path else "decision.html"
        page, witness = visit(
            tmp_path.as_uri(), address, reduced_motion="reduce", java_script_enabled=script, **options
        )
        page.set_default_timeout(PATIENCE)
        witnesses.append(witness)
        return page

    yield open_tree
    for witness in witnesses:
        assert witness.foreign == []
        assert witness.errors == []


def button(page, key, lang="en"):
    return page.get_by_role("button", name=t(f"decision.{key}", lang), exact=True)


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def walked(letters, lang="en"):
    decision = Decision(TREE, lang)
    for letter in letters:
        decision.answer(letter)
    return decision


def tab_to(page, text):
    for _ in range(12):
        page.keyboard.press("Tab")
        if focused(page) == text:
            return
    raise AssertionError(f"the keyboard does not reach {text}")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_from_the_first_question_to_the_result_by_keyboard(decide, lang):
    page = decide(lang)
    decision = Decision(TREE, lang)
    page.locator("h1").evaluate("h1 => { h1.tabIndex = -1; h1.focus(); }")
    for n, letter in enumerate("aeacbb", start=1):
        asked = decision.question
        expect(page.locator(".dt-heading")).to_have_text(f"{t('decision.question', lang, n=n)} {asked.ask[lang]}")
        tab_to(page, asked.answers[asked.letters.index(letter)].text[lang])
        page.keyboard.press("Enter")
        decision.answer(letter)
        assert page.evaluate("document.activeElement.tagName") == "H3"
    assert focused(page) == f"✓ {decision.result.title[lang]}"
    expect(page.locator(".dt-heading")).to_be_in_viewport()
    expect(page.locator(".dt-path li")).to_have_count(6)
    said = page.locator(".dt-result").inner_text()
    result = decision.result
    assert all(text[lang] in said for text in (result.text, result.limits, *result.todo))
    links = page.locator(".dt-sources a").evaluate_all("links => links.map(link => link.href)")
    assert links == [source.url for source in result.sources]


def test_every_step_can_be_taken_again(decide):
    page = decide(path="a,e,a,c,b,b")
    change = page.get_by_role("button", name=re.compile("^Change"))
    expect(change).to_have_count(6)
    change.nth(2).click()
    assert TREE.nodes["size"].ask["en"] in focused(page)
    expect(page.locator(".dt-path li")).to_have_count(2)
    button(page, "back").click()
    assert TREE.nodes["special"].ask["en"] in focused(page)
    page.get_by_role("button", name=TREE.nodes["special"].answers[2].text["en"]).click()
    assert focused(page).endswith(TREE.nodes["contracts"].title["en"])
    button(page, "restart").click()
    assert TREE.nodes["state"].ask["en"] in focused(page)
    assert page.get_by_role("status").text_content() == t("decision.restarted", "en")
    expect(button(page, "back")).to_have_count(0)


def test_the_address_shares_a_result_and_the_browser_goes_back(decide):
    page = decide()
    page.get_by_role("button", name=TREE.nodes["state"].answers[0].text["en"]).click()
    page.get_by_role("button", name=TREE.nodes["special"].answers[3].text["en"]).click()
    assert page.evaluate("location.hash") == "#must-publish=a,d"
    expect(page.get_by_text(t("decision.address", "en"))).to_be_visible()
    page.reload()
    expect(page.locator(".dt-heading")).to_contain_text(TREE.nodes["addresses"].title["en"])
    page.go_back()
    expect(page.locator(".dt-heading")).to_contain_text(TREE.nodes["special"].ask["en"])
    page.go_back()
    expect(page.locator(".dt-heading")).to_contain_text(TREE.nodes["state"].ask["en"])


def test_an_address_that_fits_no_path_is_told(decide):
    page = decide(path="a,z")
    expect(page.get_by_text(t("decision.unread", "en"))).to_be_visible()
    page.get_by_role("button", name=TREE.nodes["state"].answers[1].text["en"]).click()
    expect(page.get_by_text(t("decision.unread", "en"))).to_have_count(0)
    page.evaluate("location.hash = 'elsewhere'")
    expect(page.locator(".dt-heading")).to_contain_text(TREE.nodes["draft"].title["en"])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_result_is_copied_as_a_text(decide, lang):
    page = decide(lang, "a,e,a,a,c,b")
    kept = "window.copied = ''; navigator.clipboard.writeText = async (text) => { window.copied = text; }; null"
    page.evaluate(kept)
    button(page, "copy", lang).click()
    expect(page.get_by_role("status")).to_have_text(t("decision.copied", lang))
    assert page.evaluate("window.copied") == walked("aeaacb", lang).report()
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); null")
    button(page, "copy", lang).click()
    expect(page.get_by_role("status")).to_have_text(t("decision.copy_by_hand", lang))
    assert page.evaluate("getSelection().toString()") == walked("aeaacb", lang).report()
    assert page.locator("textarea").input_value() == walked("aeaacb", lang).report()


def test_arguments_for_and_against_stand_side_by_side(decide):
    tree = load_decision("which-licence")
    page = decide(tree=tree, path="a,a,b", viewport={"width": 1280, "height": 900})
    sides = page.locator(".dt-sides > div")
    first, second = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert first["y"] == second["y"] and first["x"] < second["x"]
    assert sides.nth(0).locator("h4").text_content() == t("decision.pros", "en")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_a_script_links_lead_from_question_to_result(decide, lang):
    page = decide(lang, script=False)
    first = TREE.nodes["state"].answers[1].text[lang]
    page.locator(".dt-static li li", has_text=first).get_by_role("link").click()
    expect(page.locator("#cd-decision-must-publish-draft")).to_be_in_viewport()
    page.locator("#cd-decision-must-publish-draft summary").click()
    expect(page.get_by_text(TREE.nodes["draft"].text[lang])).to_be_visible()
    expect(page.locator(".dt-prints")).not_to_be_visible()


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", decision_names())
def test_the_sheet_is_one_page_of_paper(decide, name, lang):
    page = decide(lang, tree=load_decision(name))
    page.evaluate("window.print = () => {}")
    button(page, "print_sheet", lang).click()
    page.emulate_media(media="print")
    expect(page.locator(".dt-paper")).to_be_visible()
    expect(page.locator("h1")).not_to_be_visible()
    expect(page.locator(".cd-decision")).not_to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [("en", "light", 320), ("fr", "dark", 390), ("fr", "light", 1280), ("en", "dark", 1280)],
)
def test_every_screen_is_for_everyone(decide, lang, scheme, width):
    def check(page):
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.locator("button:visible").evaluate_all(
            "nodes => nodes.filter(n => n.getBoundingClientRect().height < 43.5).map(n => n.textContent)"
        )
        assert small == []

    options = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme}
    check(decide(lang, **options))
    check(decide(lang, "a,e,a", **options))
    page = decide(lang, "a,e,a,c,b,a", **options)
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); null")
    button(page, "copy", lang).click()
    check(page)
    check(decide(lang, "a,a,b", tree=load_decision("which-licence"), **options))
    page = decide(lang, **options)
    page.evaluate(UNSCRIPTED)
    check(page)  # what a reader without JavaScript has


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_of_the_book_opens_the_path_of_a_document(book, visit, lang):
    if not (BOOK / lang / "must-publish.html").exists():
        pytest.skip("the page is not in the built book: make build")
    page, witness = visit(book, f"{lang}/must-publish.html")
    page.wait_for_load_state("networkidle")
    if book.startswith("http"):
        assert witness.bytes <= 150_000
    documents = page.locator("table a")
    expect(documents).to_have_count(10)
    for i in (0, 9):
        documents.nth(i).click()
        letters = page.evaluate("location.hash").partition("=")[2].split(",")
        expect(page.locator(".dt-heading")).to_contain_text(walked(letters, lang).result.title[lang])
        expect(page.locator(".dt-heading")).to_be_in_viewport()
    assert witness.foreign == [] and witness.errors == []
