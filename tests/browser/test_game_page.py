"""The data interview in a real browser, from the disk: alone, in a room, by keyboard, for everyone."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PATIENCE, keep_storage
from playwright.sync_api import expect

from culture_d.i18n import t
from culture_d.interview import Interview, load_portraits
from culture_d.interview.static import page_html, portrait_scripts

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DARK = {
    "--paper": "#101a1a", "--surface": "#192726", "--ink": "#eef3f0", "--muted": "#aac0bc", "--line": "#3a514e",
    "--accent": "#63cbc1", "--accent-ink": "#06201e", "--warm": "#ff9f7d", "--sun": "#f2b84b",
}  # fmt: skip
NASTY = "<img src=x onerror=alert(1)> \"quoted\" & 'more'"


@pytest.fixture
def game(visit, tmp_path):
    """Open the game from the disk; give its page, and check at the end that it asked nobody."""
    witnesses = []

    def open_game(lang="en", dark=False, around="", **options):
        # As in the book: a portrait is first a greeting, its answers come when it is met.
        (tmp_path / "portraits").mkdir(exist_ok=True)
        for name, script in portrait_scripts(lang).items():
            (tmp_path / "portraits" / name).write_text(script, encoding="utf-8")
        colours = ";".join(f"{name}:{value}" for name, value in DARK.items()) if dark else ""
        (tmp_path / "game.html").write_text(
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Game</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<style>:root{{{colours}}}body{{margin:0;background:var(--paper,#fbf8f3);color:var(--ink,#16302f)}}"
            "</style></head><body><main><h1>Game</h1>"
            f"{page_html(lang, portraits='portraits')}{around}</main></body></html>",
            encoding="utf-8",
        )
        page, witness = visit(tmp_path.as_uri(), "game.html", reduced_motion="reduce", **options)
        page.set_default_timeout(PATIENCE)
        witnesses.append(witness)
        return page

    yield open_game
    for witness in witnesses:
        assert witness.foreign == []
        assert witness.errors == []


def button(page, key, lang="en"):
    return page.get_by_role("button", name=t(f"interview.{key}", lang)).first


def state(page, lang="en"):
    return json.loads(page.evaluate(f"localStorage.getItem('culture-d-interview-{lang}')"))


def read_download(page, key, lang="en"):
    with page.expect_download() as waiting:
        button(page, key, lang).click()
    return waiting.value.suggested_filename, waiting.value.path().read_text(encoding="utf-8")


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def meet_first(page, lang="en"):
    page.get_by_role("button", name=t("interview.alone", lang)).click()
    page.locator(".ci-portrait button").first.click()
    page.locator(".ci-draw").wait_for()


def open_room(page, name="Bus stops", minutes=None, lang="en"):
    page.get_by_role("button", name=t("interview.room", lang)).click()
    page.get_by_label(t("interview.name", lang)).fill(name)
    if minutes:
        page.get_by_label(t("interview.minutes_option", lang, n=minutes), exact=True).check()
    button(page, "open", lang).click()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_whole_game_alone(game, lang):
    page = game(lang)
    meet_first(page, lang)
    title = page.locator("h2").text_content()
    page.locator(".ci-family summary").first.click()
    page.locator(".ci-family[open] .ci-card").first.click()
    asked = page.locator(".ci-question h3")
    assert focused(page) == asked.last.text_content()
    for _ in range(5):
        button(page, "draw", lang).click()
    assert asked.count() == len(state(page, lang)["log"]) == 6
    assert focused(page) == asked.last.text_content()
    expect(page.locator(".ci-question p").last).to_be_visible()
    page.locator(".ci-exchange summary").last.click()
    expect(page.get_by_text(t("interview.where", lang), exact=True).last).to_be_visible()
    assert all(a.startswith("https://") for a in page.locator(".ci-sources a").evaluate_all("l => l.map(a => a.href)"))

    page.locator(".ci-picker").get_by_role("button", name=t("interview.finish", lang)).click()
    assert focused(page) == t("interview.end", lang)
    for key in ("forgotten", "coverage", "portrait", "step_back", "keep"):
        expect(page.get_by_role("heading", name=t(f"interview.{key}", lang), exact=True)).to_be_visible()
    page.locator(".ci-family summary").last.click()
    page.locator(".ci-family[open] .ci-card").last.click()
    expect(asked).to_have_count(7)
    assert len(state(page, lang)["log"]) == 7

    keep_storage(page)
    page.reload()
    button(page, "resume", lang).click()
    assert page.locator("h2").text_content() == title
    expect(asked).to_have_count(7)
    assert focused(page) == asked.last.text_content()


def test_a_reload_lands_on_the_game(game):
    page = game(around='<div style="height:6000px"></div>', viewport={"width": 390, "height": 844})
    meet_first(page)
    for _ in range(8):
        button(page, "draw").click()
    keep_storage(page)
    page.reload(wait_until="load")
    top = "document.getElementById('cd-interview-game').getBoundingClientRect().top"
    page.wait_for_function(f"() => -1 <= {top} && {top} < 844")
    expect(button(page, "resume")).to_be_visible()


def test_an_address_opens_an_interview(game):
    page = game()
    first, second = [portrait.title["en"] for portrait in load_portraits()][:2]
    here = page.url
    ids = [portrait.id for portrait in load_portraits()]
    page.goto(f"{here}#{ids[0]}")
    heading = page.locator("h2")
    heading.get_by_text(first).wait_for()
    button(page, "draw").click()
    page.goto(f"{here}#{ids[0]}")  # its own game is not another one
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".ci-exchange")).to_have_count(1)
    page.goto(f"{here}#{ids[1]}")
    button(page, "no_keep").click()
    assert first in heading.text_content()
    page.goto("about:blank")
    page.goto(f"{here}#{ids[1]}")
    button(page, "yes_replace").click()
    heading.get_by_text(second).wait_for()
    assert state(page)["portrait"] == ids[1]
    assert "#" not in page.url


def test_a_game_goes_on_in_the_other_language(game):
    portrait = load_portraits()[0]
    english = Interview(dataset=portrait.title["en"], mode="portrait", portrait=portrait.id, lang="en")
    for card in list(portrait.answers)[:3]:
        english.ask(card)
        english.reply(portrait)
    before = english.to_state()
    page = game("fr")
    reload_with(page, json.dumps(before))
    button(page, "resume_other", "fr").click()
    page.locator(".ci-exchange").first.wait_for()
    after = state(page, "fr")
    assert [e["question"] for e in after["log"]] == [e["question"] for e in before["log"]]
    assert [e["outcome"] for e in after["log"]] == [e["outcome"] for e in before["log"]]
    assert after["lang"] == "fr" and after["log"][0]["text"] != before["log"][0]["text"]


def test_chance_prefers_what_the_dataset_can_tell_and_reaches_the_end(game):
    page = game()
    meet_first(page)
    while page.locator(".ci-draw").count():
        page.locator(".ci-draw").click()
    assert len(state(page)["log"]) == 63
    expect(page.get_by_text(t("interview.all_asked", "en"))).to_be_visible()
    button(page, "finish").click()
    expect(page.locator(".ci-forgotten")).to_have_count(0)


def test_a_whole_game_in_a_room(game):
    page = game()
    open_room(page, name=NASTY, minutes=20)
    assert page.locator("h2").text_content() == t("interview.interview_of", "en", name=NASTY)
    assert page.get_by_role("timer").text_content().endswith("20:00")

    button(page, "draw").click()
    assert focused(page) == page.locator(".ci-big h3").text_content()
    page.get_by_label(t("interview.note", "en")).fill(f"=1+1\n{NASTY}")
    button(page, "do_answer").click()
    assert focused(page) == t("interview.next_question", "en")
    button(page, "draw").click()
    button(page, "do_answer").click()
    button(page, "draw").click()
    button(page, "do_unknown").click()
    button(page, "draw").click()
    button(page, "do_decline").click()
    button(page, "draw").click()
    button(page, "later").click()
    log = state(page)["log"]
    assert [entry["outcome"] for entry in log] == ["answer", "answer", "unknown", "declined", "open"]
    assert log[0]["text"] == f"=1+1\n{NASTY}" and log[1]["text"] == t("interview.aloud", "en")

    button(page, "undo").click()
    assert len(state(page)["log"]) == 4
    page.locator(".ci-asked summary").click()
    page.get_by_role("button", name=t("interview.change", "en")).first.click()
    assert page.get_by_label(t("interview.note", "en")).input_value() == f"=1+1\n{NASTY}"
    button(page, "do_answer").click()
    assert len(state(page)["log"]) == 4

    button(page, "finish").click()
    expect(page.locator(".ci-unanswered li")).to_have_count(2)
    expect(page.locator("img")).to_have_count(0)
    name, text = read_download(page, "keep_markdown")
    assert name == "img-src-x-onerror-alert-1-quoted-more-portrait.md" and "\\<img src=x" in text
    name, text = read_download(page, "keep_html")
    assert name.endswith(".html") and "&lt;img src=x" in text and "<img" not in text
    name, text = read_download(page, "keep_letter")
    assert name.endswith("questions.txt") and "2. " in text
    assert page.locator(".ci-done").text_content() == t("interview.downloaded", "en", file=name)
    page.locator(".ci-keep summary").click()
    assert len(json.loads(read_download(page, "keep_package")[1])["resources"][0]["data"]) == 4
    assert json.loads(read_download(page, "keep_dcat")[1])["dct:title"]["@value"] == NASTY


def test_the_timer_runs_pauses_and_speaks(game):
    page = game()
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(60_000)
    open_room(page, minutes=5)
    clock, status = page.get_by_role("timer"), page.get_by_role("status")
    button(page, "timer_start").click()
    page.clock.run_for(61_400)
    assert clock.text_content().endswith("03:59")
    assert status.text_content() == t("interview.minutes_left", "en", n=4)
    button(page, "timer_pause").click()
    page.clock.run_for(30_000)
    assert clock.text_content().endswith("03:59")
    page.get_by_role("button", name="+1 min").click()
    button(page, "timer_start").click()
    assert clock.text_content().endswith("04:59")
    button(page, "draw").click()  # a new card stops nothing
    page.clock.run_for(300_000)
    assert clock.text_content().endswith("00:00")
    assert status.text_content() == t("interview.time_up", "en")
    expect(page.locator(".ci-over")).to_be_visible()
    expect(button(page, "timer_start")).to_be_disabled()
    page.get_by_role("button", name="+1 min").click()
    assert button(page, "timer_start").is_enabled()


def test_the_whole_game_by_keyboard(game):
    page = game()

    def reach(name):
        for _ in range(60):
            page.keyboard.press("Tab")
            if name in (focused(page) or ""):
                return
        raise AssertionError(f"{name} cannot be reached by Tab")

    for key in ("alone", "meet", "draw", "draw"):
        reach(t(f"interview.{key}", "en"))
        page.keyboard.press("Enter")
        page.locator(".ci-draw, .ci-portrait").first.wait_for()
    reach(t("interview.fold", "en"))
    page.keyboard.press("Space")
    expect(page.locator(".ci-fold[open]")).to_have_count(1)
    page.locator("h2").focus()
    for key in ("finish", "erase"):
        reach(t(f"interview.{key}", "en"))
        page.keyboard.press("Enter")
    assert focused(page) == t("interview.no_keep", "en")
    page.keyboard.press("Escape")
    assert focused(page) == t("interview.erase", "en") and len(state(page)["log"]) == 2
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == t("interview.title", "en")
    assert page.evaluate("localStorage.length") == 0

    reach(t("interview.room", "en"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Benches")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert (state(page)["dataset"], state(page)["minutes"]) == ("Benches", 15)


def test_starting_another_game_asks_before_it_erases(game):
    page = game()
    meet_first(page)
    button(page, "draw").click()
    button(page, "home").click()
    open_room(page)
    button(page, "no_keep").click()
    assert state(page)["mode"] == "portrait"
    button(page, "open").click()
    button(page, "yes_replace").click()
    assert state(page)["mode"] == "room" and state(page)["log"] == []


def test_a_browser_that_keeps_nothing_says_so(game):
    page = game()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });")
    page.reload()
    expect(page.get_by_text(t("interview.memory", "en"))).to_be_visible()
    meet_first(page)
    button(page, "draw").click()
    expect(page.locator(".ci-exchange")).to_have_count(1)


def reload_with(page, stored):
    """Reload a page that finds a saved game, set before its scripts: Chromium writes storage when it pleases."""
    page.add_init_script(f"localStorage.setItem('culture-d-interview-en', {json.dumps(stored)})")
    page.reload()


def lost(**changes):
    game = {"version": 1, "lang": "en", "dataset": "x", "mode": "portrait", "portrait": "gone", "minutes": 10}
    return json.dumps(game | {"log": [{"question": "who-name", "outcome": "unknown", "text": ""}]} | changes)


@pytest.mark.parametrize("stored", ["{", "7", '{"version": 1, "lang": "en"}', lost(), lost(mode="table")])
def test_a_broken_saved_game_is_set_aside(game, stored):
    page = game()
    reload_with(page, stored)
    expect(page.get_by_text(t("interview.unread", "en"))).to_be_visible()
    meet_first(page)
    expect(page.get_by_text(t("interview.unread", "en"))).to_have_count(0)
    assert state(page)["mode"] == "portrait"


def test_printing_prints_the_report_alone(game):
    page = game()
    open_room(page, name="Benches")
    button(page, "draw").click()
    button(page, "do_answer").click()
    button(page, "finish").click()
    page.evaluate(
        """() => { window.printed = new Promise((told) => {
            const see = new MutationObserver(() => {
                const frame = document.querySelector("iframe");
                if (!frame) return;
                frame.addEventListener("load", () => told(frame.contentDocument.querySelector("h1").textContent));
            });
            see.observe(document.body, { childList: true, subtree: true });
        }); }"""
    )
    button(page, "print").click()
    assert page.evaluate("window.printed") == t("interview.report_title", "en", name="Benches")


def test_the_last_screen_prints_the_report_alone(game):
    page = game(around="<p class='around'>Around</p>")
    meet_first(page)
    button(page, "draw").click()
    button(page, "finish").click()
    page.emulate_media(media="print")
    expect(page.locator(".around")).not_to_be_visible()
    expect(page.locator("h1")).not_to_be_visible()
    expect(page.locator(".ci-portrait, .ci-coverage").first).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    for part in (".ci-rows .ci-meter span", ".ci-key"):
        colours = page.locator(part).first.evaluate("part => getComputedStyle(part).printColorAdjust")
        assert colours == "exact"


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_screen_is_for_everyone(game, lang, dark, width):
    page = game(lang, dark, viewport={"width": width, "height": 844})

    def check():
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.locator("button:visible, summary:visible, input[type=text]:visible").evaluate_all(
            "nodes => nodes.filter(n => n.getBoundingClientRect().height < 43.5).map(n => n.textContent)"
        )
        assert small == []

    check()
    page.get_by_role("button", name=t("interview.alone", lang)).click()
    check()
    page.locator(".ci-portrait button").first.click()
    for _ in range(6):
        button(page, "draw", lang).click()
    page.locator(".ci-exchange summary").last.click()
    page.locator(".ci-family summary").nth(1).click()
    check()
    button(page, "finish", lang).click()
    page.locator(".ci-family summary").first.click()
    check()
    button(page, "erase", lang).click()
    check()
    button(page, "yes_erase", lang).click()
    page.get_by_role("button", name=t("interview.room", lang)).click()
    check()
    button(page, "open", lang).click()
    button(page, "draw", lang).click()
    page.locator(".ci-fold summary").click()
    check()
    button(page, "do_unknown", lang).click()
    page.locator(".ci-asked summary").click()
    check()
    button(page, "finish", lang).click()
    check()
