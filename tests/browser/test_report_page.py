"""The report of a check in a real browser, from the disk: for everyone, by day and by night, on paper too."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PATIENCE
from playwright.sync_api import expect

from culture_d.catalogue import DATA
from culture_d.i18n import t
from culture_d.standard.report import html_report
from culture_d.standard.validation import validate

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SAMPLES = DATA / "standard" / "samples"
FILES = {"dirty": "valombre-standard-dirty.csv", "good": "valombre-standard.csv", "foreign": "pont-clairet.csv"}


@pytest.fixture(scope="module")
def reports():
    """Check the samples once."""
    return {kind: validate(SAMPLES / name, lang="en", beyond=True) for kind, name in FILES.items()}


@pytest.fixture
def open_report(visit, tmp_path, reports):
    """Open a report from the disk; check at the end that it asked nobody and complained of nothing."""
    witnesses = []

    def open_page(kind="dirty", lang="en", width=390, **options):
        (tmp_path / "report.html").write_text(html_report(reports[kind], lang, size=8839), encoding="utf-8")
        viewport = {"width": width, "height": 844}
        page, witness = visit(tmp_path.as_uri(), "report.html", viewport=viewport, **options)
        page.set_default_timeout(PATIENCE)
        witnesses.append(witness)
        return page

    yield open_page
    for witness in witnesses:
        assert witness.foreign == []
        assert witness.errors == []


def violations(page) -> list:
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]


@pytest.mark.parametrize(
    ("kind", "lang", "scheme", "width"),
    [
        ("dirty", "en", "light", 320),
        ("dirty", "fr", "dark", 320),
        ("dirty", "fr", "light", 1280),
        ("good", "en", "dark", 390),
        ("foreign", "fr", "light", 390),
    ],
)
def test_the_report_is_for_everyone(open_report, kind, lang, scheme, width):
    page = open_report(kind, lang, width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("html").get_attribute("lang") == lang
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(15, 29, 28)" if scheme == "dark" else "rgb(251, 248, 243)")


def test_it_reads_without_a_script_and_leads_to_the_first_causes(open_report):
    page = open_report(java_script_enabled=False)
    links = page.locator(".verdict li a")
    expect(links).to_have_count(3)
    links.nth(2).click()
    expect(page.locator("article:target h4")).to_be_in_viewport()
    page.locator("summary").click()
    expect(page.locator("table")).to_be_visible()


def test_the_keyboard_reaches_all_of_the_picture(open_report):
    page = open_report()
    picture = page.get_by_role("region", name=t("report.picture", "en"))
    picture.focus()
    page.keyboard.press("ArrowRight")
    expect(picture).not_to_have_js_property("scrollLeft", 0)
    expect(page.get_by_role("img", name=t("report.picture_title", "en", n=13))).to_be_visible()


def test_text_can_be_spaced_and_enlarged(open_report):
    page = open_report(width=640)
    page.add_style_tag(content="* { line-height: 1.5 !important; letter-spacing: .12em !important; }")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_is_white_even_at_night(open_report):
    page = open_report(lang="fr", width=1280, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 48, 47)"
    assert page.locator(".spot").first.evaluate("spot => getComputedStyle(spot).printColorAdjust") == "exact"
    page.set_viewport_size({"width": 688, "height": 1000})  # A4 without its margins
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
