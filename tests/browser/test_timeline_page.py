"""The timeline in a real browser, from the disk: by keyboard, by scope, without a script, on paper, for everyone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PATIENCE
from playwright.sync_api import expect

from culture_d.book.timeline_directive import cards_html, page_html
from culture_d.i18n import t
from culture_d.timelines import load_timeline

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DARK = {
    "--paper": "#0f1d1c", "--surface": "#182b2a", "--ink": "#e8efe9", "--muted": "#a9bdb8", "--line": "#35504d",
    "--accent": "#6fd0c4", "--accent-ink": "#0b2524", "--accent-soft": "#1c3b38", "--warm": "#ff9d78",
    "--sun": "#f2c35f", "--sun-soft": "#3b3018",
}  # fmt: skip
TIMELINE = load_timeline("open-data")
RIGHTS = [event for event in TIMELINE.events if event.right]
LAST = TIMELINE.events[-1].date.first.year


@pytest.fixture
def timeline(visit, tmp_path):
    """Open the timeline from the disk; give its page, and check at the end that it asked nobody."""
    witnesses = []

    def open_timeline(lang="en", dark=False, script=True, **options):
        colours = ";".join(f"{name}:{value}" for name, value in DARK.items()) if dark else ""
        marked = 'document.documentElement.classList.add("js")'
        (tmp_path / "page.html").write_text(
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Timeline</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<script>{marked}</script><style>:root{{{colours}}}body{{margin:0;background:var(--paper,#fbf8f3);"
            "color:var(--ink,#16302f)}</style></head><body><main><h1>Timeline</h1><p class='around'>Around</p>"
            f"{page_html(TIMELINE, lang)}{cards_html(TIMELINE, lang)}</main></body></html>",
            encoding="utf-8",
        )
        page, witness = visit(tmp_path.as_uri(), "page.html", java_script_enabled=script, **options)
        page.set_default_timeout(PATIENCE)
        witnesses.append(witness)
        return page

    yield open_timeline
    for witness in witnesses:
        assert witness.foreign == []
        assert witness.errors == []


def button(page, key, lang="en"):
    return page.get_by_role("button", name=t(f"timeline.{key}", lang), exact=True)


def shown_rights(page):
    return page.locator(".ct-what").all_text_contents()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_rights_add_up_from_one_change_to_the_next(timeline, lang):
    page = timeline(lang)
    expect(page.locator(".ct-count")).to_have_text(t("timeline.count_none", lang, year="1977"))
    for year in sorted({event.date.first.year for event in RIGHTS}):
        button(page, "next", lang).click()
        won = [event.right.text[lang] for event in RIGHTS if event.date.first.year <= year]
        assert shown_rights(page) == won[::-1]
        assert (
            page.locator(".ct-count").text_content().startswith(t("timeline.count", lang, year=str(year), n=len(won)))
        )
        fresh = [event for event in RIGHTS if event.date.first.year == year]
        expect(page.locator(".ct-tag")).to_have_count(len(fresh))
    assert page.get_by_label(t("timeline.year_typed", lang), exact=True).input_value() == str(LAST)
    assert button(page, "next", lang).get_attribute("aria-disabled") == "true"
    expect(page.locator(".ct-count")).to_contain_text(t("timeline.today", lang))


def test_the_year_by_keyboard_alone(timeline):
    page = timeline()
    cursor = page.get_by_role("slider", name=t("timeline.year", "en"))
    cursor.focus()
    page.keyboard.press("End")
    assert len(shown_rights(page)) == len(RIGHTS)
    page.keyboard.press("Home")
    assert shown_rights(page) == []
    page.keyboard.press("ArrowRight")
    assert shown_rights(page) == [RIGHTS[0].right.text["en"]]
    page.keyboard.press("Tab")  # previous
    page.keyboard.press("Tab")  # the year, to type
    page.keyboard.press("Control+a")
    page.keyboard.type("2010")
    page.keyboard.press("Tab")  # next
    assert cursor.input_value() == "2010"
    page.keyboard.press("Enter")
    expect(page.locator(".ct-count")).to_contain_text("2011")
    assert page.evaluate("document.activeElement.textContent") == t("timeline.next", "en")
    field = page.get_by_label(t("timeline.year_typed", "en"), exact=True)
    for typed, kept in (("1492", "1977"), ("", "1977"), ("9999", str(LAST))):
        field.fill(typed)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert cursor.input_value() == kept and field.input_value() == kept
        field.focus()


def test_a_right_opens_the_event_that_gave_it(timeline):
    page = timeline()
    page.get_by_label(TIMELINE.scopes["towns"]["en"], exact=True).check()
    button(page, "next").click()
    first = RIGHTS[0]
    page.get_by_role("button", name=t("timeline.see", "en", title=first.title["en"])).click()
    expect(page.locator(".ct-list").get_by_text(first.text["en"])).to_be_visible()
    assert first.title["en"] in page.evaluate("document.activeElement.textContent")
    expect(page.locator(".ct-scopes :checked")).to_have_count(0)  # the filter that hid it is lifted


def test_scopes_filter_the_dates_and_say_how_many(timeline):
    page = timeline("fr")
    total = len(TIMELINE.events)
    expect(page.locator(".ct-list > li:visible")).to_have_count(total)
    for scopes in (["europe"], ["europe", "world"]):
        page.get_by_label(TIMELINE.scopes[scopes[-1]]["fr"], exact=True).check()
        kept = [event for event in TIMELINE.events if event.scope in scopes]
        expect(page.locator(".ct-list > li:visible")).to_have_count(len(kept))
        expect(page.locator(".ct-shown")).to_have_text(t("timeline.shown", "fr", n=len(kept), total=total))
    button(page, "open_all", "fr").click()
    expect(page.locator(".ct-list").get_by_text(kept[-1].text["fr"])).to_be_visible()
    button(page, "close_all", "fr").click()
    expect(page.locator(".ct-list details[open]")).to_have_count(0)


def test_without_a_script_every_date_is_there(timeline):
    page = timeline("fr", script=False)
    for event in TIMELINE.events:
        expect(page.locator(".ct-static").get_by_text(event.text["fr"])).to_be_visible()


def test_paper_has_the_list_then_the_cards_or_the_cards_alone(timeline):
    page = timeline("fr")
    page.emulate_media(media="print")
    expect(page.locator(".ct-live")).not_to_be_visible()
    expect(page.get_by_text(TIMELINE.events[-1].text["fr"]).and_(page.locator(":visible"))).to_have_count(1)
    expect(page.locator(".ct-card:visible")).to_have_count(12)
    expect(page.locator("button:visible, input:visible")).to_have_count(0)
    page.emulate_media(media="screen")
    expect(page.locator(".ct-card:visible")).to_have_count(0)
    page.evaluate("window.print = () => { window.part = document.documentElement.dataset.printing; }")
    button(page, "cards_print", "fr").click()
    assert page.evaluate("window.part") == "timeline-cards"
    page.emulate_media(media="print")
    expect(page.locator(".ct-card:visible")).to_have_count(12)
    for other in (".ct-static", ".around", "h1"):
        expect(page.locator(other).first).not_to_be_visible()


@pytest.mark.parametrize(
    ("lang", "dark", "width"),
    [("en", False, 320), ("fr", True, 390), ("fr", False, 1280), ("en", True, 1280)],
    ids=["phone-light", "phone-dark", "wide-light", "wide-dark"],
)
def test_every_screen_is_for_everyone(timeline, lang, dark, width):
    page = timeline(lang, dark, viewport={"width": width, "height": 844})

    def check():
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.locator(
            ".ct-button:visible, .ct-chip:visible, .ct-live input:visible, summary:visible"
        ).evaluate_all("nodes => nodes.filter(n => n.getBoundingClientRect().height < 43.5).map(n => n.outerHTML)")
        assert small == []

    check()
    for _ in range(5):
        button(page, "next", lang).click()
    page.get_by_label(TIMELINE.scopes["france"][lang], exact=True).check()
    button(page, "open_all", lang).click()
    check()
