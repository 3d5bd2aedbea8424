"""The page of the governance models in a real browser: cards on a phone, drawings that are said, on paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PATIENCE
from playwright.sync_api import expect

from culture_d.decision_file import load_decision
from culture_d.governance import models
from culture_d.i18n import t

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def governance(served, visit):
    """Open the page of the built book; check at the end that it asked nobody and complained of nothing."""
    witnesses = []

    def open_page(lang="en", path="", **options):
        page, witness = visit(served, f"{lang}/governance.html{path}", reduced_motion="reduce", **options)
        page.set_default_timeout(PATIENCE)
        witnesses.append(witness)
        return page

    yield open_page
    for witness in witnesses:
        assert witness.foreign == [] and witness.errors == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_a_phone_the_comparison_is_cards_and_still_a_table(governance, lang):
    page = governance(lang, viewport={"width": 390, "height": 844})
    asked = page.get_by_text(t("privacy.ask_decides", lang), exact=True)
    expect(asked).to_have_count(6)
    assert asked.evaluate_all("all => all.filter(one => one.offsetHeight > 1).length") >= 5
    table = page.get_by_role("table", name=t("privacy.models_caption", lang))
    expect(table.get_by_role("rowheader")).to_have_count(5)
    expect(table.get_by_role("cell")).to_have_count(25)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_desktop_it_is_a_table(governance):
    page = governance(viewport={"width": 1280, "height": 900})
    cells = page.locator(".gv-table tbody tr").first.locator("td")
    tops = cells.evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().top))")
    assert len(set(tops)) == 1
    expect(page.locator(".gv-ask").first).to_be_hidden()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_drawing_has_a_name_a_description_and_room_for_its_words(governance, lang):
    page = governance(lang)
    for model in models():
        name = t("privacy.drawing_title", lang, name=model.name[lang])
        drawn = page.get_by_role("img", name=name)
        expect(drawn).to_have_count(1)
        spills = drawn.evaluate(
            """svg => [...svg.querySelectorAll("g:has(> rect)")].filter((g) =>
                 g.querySelector("text").getBBox().width > g.querySelector("rect").getBBox().width - 4).length"""
        )
        assert spills == 0, model.id


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_case_of_the_page_opens_the_tool_which_argues_both_ways(governance, lang):
    page = governance(lang)
    tree = load_decision("share-my-data")
    page.locator('a[href="#share-my-data=b"]').click()
    result = tree.nodes["bad-consent"]
    expect(page.locator(".dt-result .dt-heading")).to_contain_text(result.title[lang])
    said = page.locator(".dt-result").inner_text()
    assert all(text[lang] in said for text in (*result.pros, *result.cons, result.against, result.reconsider))
    page.locator('a[href="#share-my-data=a,a,a"]').click()
    expect(page.locator(".dt-result .dt-heading")).to_contain_text(tree.nodes["aggregate"].title[lang])


def test_without_a_script_everything_can_be_read(governance):
    page = governance("fr", java_script_enabled=False)
    for result in load_decision("share-my-data").results:
        summary = page.locator(f"#cd-decision-share-my-data-{result.id} > summary")
        summary.click()
        inside = page.locator(f"#cd-decision-share-my-data-{result.id}")
        expect(inside).to_contain_text(result.against["fr"])
        expect(inside).to_contain_text(result.reconsider["fr"])


def test_on_paper_the_comparison_stays_a_table(governance):
    page = governance()
    page.emulate_media(media="print")
    cells = page.locator(".gv-table tbody tr").first.locator("td")
    tops = cells.evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().top))")
    assert len(set(tops)) == 1
    expect(page.locator(".gv-drawing").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(governance, width, scheme):
    page = governance("fr", "#share-my-data=d,b,a", viewport={"width": width, "height": 900}, color_scheme=scheme)
    expect(page.locator(".dt-result")).to_be_visible()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert found.violations_count == 0, found.generate_report()
