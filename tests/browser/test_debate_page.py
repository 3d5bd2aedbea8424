"""The debate in a real browser, from the disk: votes, clock, cards, by keyboard, without a script, on paper."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PATIENCE, keep_storage
from playwright.sync_api import expect

from culture_d.book.debate_directive import cards_html, page_html
from culture_d.debate import load_debate
from culture_d.i18n import t

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KEY = "culture-d-debate-open-data"
DARK = {
    "--paper": "#0f1d1c", "--surface": "#182b2a", "--ink": "#e8efe9", "--muted": "#a9bdb8", "--line": "#35504d",
    "--accent": "#6fd0c4", "--accent-ink": "#0b2524", "--accent-soft": "#1c3b38", "--warm": "#ff9d78",
    "--sun": "#f2c35f", "--sun-soft": "#3b3018",
}  # fmt: skip
DEBATE = load_debate("open-data")
CARDS = {card.id: card for card in DEBATE.cards}


@pytest.fixture
def debate(visit, tmp_path):
    """Open the debate from the disk; give its page, and check at the end that it asked nobody."""
    witnesses = []

    def open_debate(lang="en", dark=False, script=True, clock=False, **options):
        colours = ";".join(f"{name}:{value}" for name, value in DARK.items()) if dark else ""
        marked = 'document.documentElement.classList.add("js")'
        (tmp_path / "page.html").write_text(
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Debate</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<script>{marked}</script><style>:root{{{colours}}}body{{margin:0;background:var(--paper,#fbf8f3);"
            "color:var(--ink,#16302f)}</style></head><body><main><h1>Debate</h1><p class='around'>Around</p>"
            f"{page_html(DEBATE, lang)}{cards_html(DEBATE, lang)}</main></body></html>",
            encoding="utf-8",
        )
        page, witness = visit(tmp_path.as_uri(), "page.html", java_script_enabled=script, **options)
        page.set_default_timeout(PATIENCE)
        if clock:  # twenty minutes pass at once
            page.clock.install()
            page.reload()
        witnesses.append(witness)
        return page

    yield open_debate
    for witness in witnesses:
        assert witness.foreign == []
        assert witness.errors == []


def button(page, key, lang="en"):
    return page.get_by_role("button", name=t(f"debate.{key}", lang), exact=True)


def pile(page, side):
    return page.locator(f".cb-pile.cb-of-{side}")


def said(page):
    return page.locator(".cb-hidden[role=status]").text_content()


def state(page):
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))


def fill(page, when, numbers, lang="en"):
    group = page.get_by_role("group", name=t(f"debate.{when}", lang), exact=True)
    for choice, number in zip(("for", "against", "undecided"), numbers, strict=True):
        group.get_by_label(t(f"debate.votes_{choice}", lang), exact=True).fill(str(number))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_cards_are_drawn_by_keyboard_without_repetition_and_said_aloud(debate, lang):
    page = debate(lang)
    for side in ("for", "against"):
        pile(page, side).focus()
        for n in range(12):
            page.keyboard.press("Enter")
            card = CARDS[state(page)["drawn"][-1]]
            assert card.side == side and card.title[lang] in said(page) and card.argument[lang] in said(page)
            shown = page.locator(".cb-card")
            expect(shown.get_by_role("heading")).to_have_text(card.title[lang])
            expect(shown).to_contain_text(card.fact.text[lang] if card.fact else t("debate.opinion", lang))
            expect(shown.get_by_text(card.answer[lang])).not_to_be_visible()
            assert t("debate.left", lang, n=11 - n) in pile(page, side).text_content()
        page.keyboard.press("Enter")
        assert said(page) == t("debate.empty", lang)
        assert page.evaluate("document.activeElement.getAttribute('aria-disabled')") == "true"
    assert sorted(state(page)["drawn"]) == sorted(CARDS)
    shown.locator("summary").click()
    expect(shown.get_by_text(card.answer[lang])).to_be_visible()
    pile(page, "role").click()
    role = next(role for role in DEBATE.roles if role.id == state(page)["drawn"][-1])
    expect(page.locator(".cb-card")).to_contain_text(role.fears[lang])
    expect(page.locator(".cb-past summary")).to_have_text(t("debate.played", lang, n=25))


def test_the_camp_that_changes_most_minds_wins_even_with_fewer_votes(debate):
    page = debate()
    expect(page.locator(".cb-result")).to_have_text(t("debate.result_wait", "en"))
    fill(page, "before", (15, 5, 0))
    fill(page, "after", (12, 8, 0))
    lines = page.locator(".cb-result li").all_text_contents()
    assert lines[:2] == ["For: 15 before, 12 after (−3).", "Against: 5 before, 8 after (+3)."]
    expect(page.locator(".cb-winner")).to_have_text(t("debate.result_against", "en"))
    fill(page, "after", (15, 5, 0))
    expect(page.locator(".cb-winner")).to_have_text(t("debate.result_none", "en"))
    fill(page, "after", (15, 2, 0))
    expect(page.locator(".cb-result")).to_contain_text(t("debate.result_shares", "en", before=20, after=17))
    fill(page, "after", (0, 0, 0))
    expect(page.locator(".cb-result")).to_have_text(t("debate.result_wait", "en"))


def test_the_clock_runs_stops_and_says_half_time_and_the_end(debate):
    page = debate(clock=True)
    digits = page.get_by_role("timer", name=t("debate.clock", "en"))
    expect(digits).to_have_text("20:00")
    button(page, "start").focus()
    page.keyboard.press("Space")
    page.clock.run_for(61_000)
    expect(digits).to_have_text("18:59")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.textContent") == t("debate.start", "en")
    page.clock.run_for(300_000)
    expect(digits).to_have_text("18:59")
    expect(page.locator(".cb-phase")).to_contain_text(t("debate.paused", "en"))
    page.keyboard.press("Space")
    page.clock.run_for(539_500)
    assert said(page) == t("debate.phase_second", "en")
    expect(page.locator(".cb-phase")).to_have_text(t("debate.phase_second", "en"))
    page.clock.run_for(540_000)
    assert said(page).startswith(t("debate.clock", "en"))  # a minute is left
    page.clock.run_for(61_000)
    expect(digits).to_have_text("0:00")
    assert said(page) == t("debate.phase_over", "en")
    assert page.evaluate("document.activeElement.getAttribute('aria-disabled')") == "true"
    button(page, "reset").click()
    expect(digits).to_have_text("20:00")


def test_the_motion_changes_with_what_is_known_of_it(debate):
    page = debate("fr")
    motion = DEBATE.motions[2]
    page.get_by_label(t("debate.motion", "fr")).select_option(motion.id)
    expect(page.locator(".cb-motion")).to_have_text(motion.motion["fr"])
    page.locator(".cb-question summary").click()
    expect(page.get_by_text(motion.known["fr"]).and_(page.locator(":visible"))).to_have_count(1)
    expect(page.get_by_role("link", name=motion.sources[0].title["fr"]).first).to_be_visible()


def test_votes_and_cards_wait_and_starting_again_asks_first(debate):
    page = debate()
    fill(page, "before", (3, 4, 5))
    button(page, "toss").click()
    pile(page, "for").click()
    kept = state(page)
    assert kept["toss"] in ("left", "right") and kept["votes"]["before"] == {"for": 3, "against": 4, "undecided": 5}
    keep_storage(page)
    page.reload()
    expect(page.locator(".cb-card")).to_contain_text(CARDS[kept["drawn"][0]].title["en"])
    expect(page.locator(".cb-camps")).to_have_text(t(f"debate.toss_{kept['toss']}", "en"))
    button(page, "start_again").click()
    button(page, "no_keep").click()
    assert state(page) == kept
    button(page, "start_again").click()
    button(page, "yes_erase").click()
    assert state(page)["drawn"] == [] and state(page)["votes"] == {"before": None, "after": None}
    expect(page.locator(".cb-card")).to_have_count(0)
    assert page.evaluate("document.activeElement.tagName") == "SELECT"


@pytest.mark.parametrize("stored", ["{", "7", '{"version": 1, "debate": "other"}'])
def test_a_broken_saved_state_is_set_aside(debate, stored):
    page = debate()
    page.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(stored)})")
    page.reload()
    expect(page.get_by_text(t("debate.unread", "en"))).to_be_visible()
    pile(page, "against").click()
    assert len(state(page)["drawn"]) == 1


def test_a_browser_that_keeps_nothing_says_so(debate):
    page = debate()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });")
    page.reload()
    expect(page.get_by_text(t("debate.memory", "en"))).to_be_visible()
    pile(page, "for").click()
    expect(page.locator(".cb-card")).to_have_count(1)


def test_without_a_script_the_motions_and_the_cards_are_there(debate):
    page = debate("fr", script=False)
    expect(page.get_by_text(t("debate.noscript", "fr"))).to_be_visible()
    for motion in DEBATE.motions:
        expect(page.locator(".cb-static").get_by_text(motion.known["fr"])).to_be_visible()
    for card in DEBATE.cards:
        expect(page.locator(".cb-paper").get_by_text(card.argument["fr"])).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_card_fits_its_place_on_paper(served, visit, lang):
    page, _ = visit(served, f"{lang}/debate.html", viewport={"width": 718, "height": 1000})  # 190 mm
    expect(page.locator(".cb-paper > li:visible")).to_have_count(0)
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready")
    expect(page.locator(".cb-paper > li:visible")).to_have_count(len(DEBATE.cards) + len(DEBATE.roles))
    room = page.locator(".cb-paper > li").evaluate_all(
        "cards => cards.map(card => [card.querySelector('.cb-name').textContent,"
        " card.getBoundingClientRect().bottom - card.lastElementChild.getBoundingClientRect().bottom])"
    )
    assert [name for name, left in room if left < 2] == []
    expect(page.locator(".cd-debate")).not_to_be_visible()


def test_the_sheets_print_alone(debate):
    page = debate()
    page.evaluate("window.print = () => { window.part = document.documentElement.dataset.printing; }")
    button(page, "print_debate").click()
    assert page.evaluate("window.part") == "debate"
    page.emulate_media(media="print")
    expect(page.locator(".cb-sheet:visible")).to_have_count(3)
    for other in (".around", "h1", ".cd-debate"):
        expect(page.locator(other).first).not_to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".around")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "dark", "width"),
    [("en", False, 320), ("fr", True, 390), ("fr", False, 1280), ("en", True, 1280)],
    ids=["phone-light", "phone-dark", "wide-light", "wide-dark"],
)
def test_every_screen_is_for_everyone(debate, lang, dark, width):
    page = debate(lang, dark, viewport={"width": width, "height": 844})

    def check():
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.locator(".cb-button:visible, .cb-stage :is(input, select, summary):visible").evaluate_all(
            "nodes => nodes.filter(n => n.getBoundingClientRect().height < 43.5).map(n => n.outerHTML)"
        )
        assert small == []

    check()
    fill(page, "before", (8, 8, 4), lang)
    fill(page, "after", (10, 7, 2), lang)
    button(page, "toss", lang).click()
    button(page, "start", lang).click()
    for side in ("for", "role", "against"):
        pile(page, side).click()
    for summary in page.locator(".cb-stage summary:visible").all():
        summary.click()
    check()
    button(page, "start_again", lang).click()
    check()
