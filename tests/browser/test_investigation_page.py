"""The investigation in a real browser, from the disk: alone, in a room, by keyboard, on paper, without a script."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PATIENCE, keep_storage
from playwright.sync_api import expect

from culture_d.book.investigation_directive import cards_html, page_html
from culture_d.i18n import t
from culture_d.investigation import Investigation, load_cases

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KEY = "culture-d-investigation-figures"
DARK = {
    "--paper": "#0f1d1c", "--surface": "#182b2a", "--ink": "#e8efe9", "--muted": "#a9bdb8", "--line": "#35504d",
    "--accent": "#6fd0c4", "--accent-ink": "#0b2524", "--accent-soft": "#1c3b38", "--warm": "#ff9d78",
    "--sun": "#f2c35f", "--sun-soft": "#3b3018",
}  # fmt: skip
CASES = load_cases()
FIRST = CASES.cases[0]
TABLED = next(case for case in CASES.cases if case.clues[0].table)
VERDICTS = [verdict.id for verdict in CASES.verdicts]
MILLIMETRE = 96 / 25.4  # in CSS pixels


@pytest.fixture
def game(visit, tmp_path):
    """Open the game from the disk; give its page, and check at the end that it asked nobody."""
    witnesses = []

    def open_game(lang="en", dark=False, address="game.html", script=True, **options):
        colours = ";".join(f"{name}:{value}" for name, value in DARK.items()) if dark else ""
        marked = 'document.documentElement.classList.add("js")'
        (tmp_path / "game.html").write_text(
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Game</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<script>{marked}</script><style>:root{{{colours}}}body{{margin:0;background:var(--paper,#fbf8f3);"
            "color:var(--ink,#16302f)}</style></head><body><main><h1>Game</h1><p class='around'>Around</p>"
            f"{page_html(CASES, lang)}<h2>Paper</h2>{cards_html(CASES, lang)}</main></body></html>",
            encoding="utf-8",
        )
        page, witness = visit(
            tmp_path.as_uri(), address, reduced_motion="reduce", java_script_enabled=script, **options
        )
        page.set_default_timeout(PATIENCE)
        witnesses.append(witness)
        return page

    yield open_game
    for witness in witnesses:
        assert witness.foreign == []
        assert witness.errors == []


def button(page, key, lang="en", **values):
    return page.get_by_role("button", name=t(f"investigation.{key}", lang, **values), exact=True).first


def state(page):
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def tab_to(page, test, key="Tab"):
    """Press Tab until the focused element passes a test in JavaScript, where it is ``e``."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate(f"(e => {test})(document.activeElement)"):
            return
    raise AssertionError(f"the keyboard never reaches {test}")


def first_impression(page, case, verdict, sure="bet", lang="en"):
    page.locator(f'[data-case="{case.id}"]').click()
    page.locator(f'.cf-form [value="{verdict}"]').check()
    page.locator(f'.cf-form [value="{sure}"]').check()
    button(page, "note_first", lang).click()


def solve(page, case, verdict, sure="bet", lang="en"):
    """Solve a case without a clue."""
    first_impression(page, case, verdict, sure, lang)
    button(page, "decide", lang).click()
    button(page, "see_answer", lang).click()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_whole_case_by_keyboard_alone(game, lang):
    page = game(lang)
    said = f"e.textContent === {json.dumps(t('investigation.decide', lang))}"
    tab_to(page, f"e.dataset.case === '{FIRST.id}'")
    page.keyboard.press("Enter")
    assert focused(page) == FIRST.title[lang]
    tab_to(page, "e.name === 'verdict'")
    page.keyboard.press("ArrowDown")
    tab_to(page, "e.name === 'sure'")
    page.keyboard.press("Space")
    tab_to(page, "e.type === 'submit'")
    page.keyboard.press("Enter")
    assert focused(page) == t("investigation.step_clues", lang)
    for n, clue in enumerate(FIRST.clues, start=1):
        told = t("investigation.open_clue", lang, n=n, total=len(FIRST.clues))
        tab_to(page, f"e.textContent === {json.dumps(told)}")
        page.keyboard.press("Enter")
        assert focused(page) == t("investigation.clue_title", lang, n=n, title=clue.title[lang])
        if n == 2:
            tab_to(page, "e.type === 'radio'")
            page.keyboard.press("ArrowRight")
            label = CASES.verdict(VERDICTS[2]).label[lang]
            assert page.get_by_role("status").text_content() == t("investigation.noted", lang, verdict=label)
    tab_to(page, said)
    page.keyboard.press("Enter")
    assert focused(page) == t("investigation.step_verdict", lang)
    tab_to(page, "e.tagName === 'TEXTAREA'")
    page.keyboard.type("  Something  slipped. ")
    tab_to(page, "e.type === 'submit'")
    page.keyboard.press("Enter")
    assert focused(page) == t("investigation.step_answer", lang)
    expect(page.locator(".cf-answer")).to_have_text(FIRST.answer[lang])
    expected = Investigation(CASES, lang)
    expected.open(FIRST.id)
    expected.first(FIRST.id, VERDICTS[1], "hunch")
    for n, _ in enumerate(FIRST.clues, start=1):
        expected.clue(FIRST.id)
        if n == 2:
            expected.change(FIRST.id, VERDICTS[2])
    expected.note(FIRST.id, "Something slipped.")
    expected.verdict(FIRST.id, VERDICTS[2])
    assert state(page) == expected.to_state()


def test_the_form_says_what_it_misses(game):
    page = game()
    page.locator(f'[data-case="{FIRST.id}"]').click()
    page.locator('.cf-form [value="holds"]').check()
    button(page, "note_first").click()
    expect(page.locator(".cf-missing")).to_have_text(t("investigation.choose_first", "en"))
    assert page.evaluate("document.activeElement.name") == "sure"
    page.locator('[value="bet"]').check()
    button(page, "note_first").click()
    button(page, "correct").click()
    page.locator('.cf-form [value="wrong"]').check()
    button(page, "note_first").click()
    assert state(page)["cases"][FIRST.id]["path"] == [[0, "wrong"]]
    button(page, "open_clue", n=1, total=len(FIRST.clues)).click()
    expect(button(page, "correct")).to_have_count(0)


def test_nothing_of_an_answer_shows_before_the_verdict(game):
    page = game()
    family = CASES.family(FIRST.family)
    first_impression(page, FIRST, "holds")
    for text in (FIRST.answer, FIRST.smile, family.label, family.habit, *FIRST.defended.values(), FIRST.clues[0].title):
        expect(page.locator(".cf-stage").get_by_text(text["en"])).to_have_count(0)
    button(page, "back").click()
    assert page.evaluate("document.activeElement.dataset.case") == FIRST.id
    card = page.locator(f'[data-case="{FIRST.id}"]')
    expect(card).to_contain_text(t("investigation.status_open", "en"))
    card.click()
    button(page, "decide").click()
    button(page, "see_answer").click()
    button(page, "back").click()
    expect(card).to_contain_text(t("investigation.status_solved", "en"))
    expect(card).to_contain_text(family.label["en"])
    expect(page.locator(".cf-count")).to_have_text(t("investigation.progress", "en", n=1, total=len(CASES.cases)))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_table_of_a_clue_speaks_the_readers_language(game, lang):
    page = game(lang)
    first_impression(page, TABLED, "holds", lang=lang)
    button(page, "open_clue", lang, n=1, total=len(TABLED.clues)).click()
    table = page.get_by_role("table", name=t("investigation.table_caption", lang, n=1))
    rows = TABLED.clues[0].table.shown(lang)
    assert table.locator("tbody tr").evaluate_all("rows => rows.map(r => [...r.cells].map(c => c.textContent))") == rows
    assert table.get_by_role("columnheader").count() == len(rows[0])
    assert table.get_by_role("rowheader").count() == len(rows)


def test_our_answer_to_a_verdict_is_never_humiliating(game):
    page = game()
    case = next(case for case in CASES.cases if len(set(VERDICTS) - set(case.defended) - {case.verdict}) > 0)
    defended = next(iter(case.defended))
    other = next(name for name in VERDICTS if case.agreement(name) == "other")
    for verdict, key in ((case.verdict, "agree_same"), (defended, "agree_defended"), (other, "agree_other")):
        page.evaluate("localStorage.clear()")
        page.reload()
        solve(page, case, verdict)
        label = CASES.verdict(verdict).label["en"]
        expect(page.locator(".cf-agree")).to_have_text(t(f"investigation.{key}", "en", verdict=label))
        expect(page.locator(".cf-says")).to_have_count(1 if verdict == defended else 0)
        expect(page.locator(".cf-others li")).to_have_count(len(case.defended) - (verdict == defended))
        links = page.locator(".cf-sources a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert links == [source.url for source in case.sources]
        assert page.locator(".cf-stage summary").text_content() == t(
            "investigation.clues_left", "en", n=len(case.clues)
        )


def test_the_game_waits_for_the_reader_in_both_languages(game):
    page = game()
    first_impression(page, FIRST, "holds", "rather")
    button(page, "open_clue", n=1, total=len(FIRST.clues)).click()
    page.get_by_role("radio", name=CASES.verdict("wrong").label["en"]).check()
    stored = page.evaluate(f"localStorage.getItem('{KEY}')")
    keep_storage(page)
    page.reload()
    expect(page.locator(".cf-folder h3")).to_have_text(FIRST.title["en"])
    expect(page.get_by_role("radio", name=CASES.verdict("wrong").label["en"])).to_be_checked()
    expect(page.locator(".cf-clue")).to_have_count(1)
    french = game("fr")
    french.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(stored)})")
    french.reload()
    expect(french.locator(".cf-done")).to_contain_text(CASES.verdict("holds").label["fr"])
    expect(french.locator(".cf-clue")).to_contain_text(FIRST.clues[0].title["fr"])


def test_chance_draws_new_cases_first(game):
    page = game()
    drawn = set()
    for _ in range(len(CASES.cases)):
        button(page, "draw").click()
        drawn.add(state(page)["open"])
        button(page, "back").click()
    assert drawn == {case.id for case in CASES.cases}


@pytest.mark.parametrize("stored", ["{", "7", '{"version": 1, "set": "other", "open": null, "cases": {}, "room": {}}'])
def test_a_broken_saved_state_is_set_aside(game, stored):
    page = game()
    page.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(stored)})")
    page.reload()
    expect(page.get_by_text(t("investigation.unread", "en"))).to_be_visible()
    first_impression(page, FIRST, "holds")
    assert list(state(page)["cases"]) == [FIRST.id]
    expect(page.get_by_text(t("investigation.unread", "en"))).to_have_count(0)


def test_a_browser_that_keeps_nothing_says_so(game):
    page = game()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });")
    page.reload()
    expect(page.get_by_text(t("investigation.memory", "en"))).to_be_visible()
    solve(page, FIRST, FIRST.verdict)
    expect(page.locator(".cf-agree")).to_have_text(t("investigation.agree_same", "en"))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_notebook_is_copied_downloaded_and_erased_when_asked(game, lang):
    page = game(lang, permissions=["clipboard-read", "clipboard-write"])
    expected = Investigation(CASES, lang)
    for case, verdict, sure in ((FIRST, FIRST.verdict, "bet"), (CASES.cases[1], "holds", "rather")):
        solve(page, case, verdict, sure, lang)
        button(page, "back", lang).click()
        expected.first(case.id, verdict, sure)
        expected.verdict(case.id, verdict)
    button(page, "notebook", lang).click()
    assert focused(page) == t("investigation.notebook", lang)
    for line in expected.report().splitlines():
        expect(page.locator(".cf-notebook")).to_contain_text(line.strip(" -") if line[:1] in " -" else "")
    button(page, "copy", lang).click()
    expect(page.locator(".cf-copied")).to_contain_text(t("investigation.copied", lang))
    assert page.evaluate("navigator.clipboard.readText()") == expected.report()
    with page.expect_download() as waiting:
        button(page, "keep", lang).click()
    assert waiting.value.suggested_filename == f"{t('investigation.file', lang)}-figures.txt"
    assert waiting.value.path().read_text(encoding="utf-8") == expected.report()
    button(page, "start_again", lang).click()
    button(page, "no_keep", lang).click()
    assert len(state(page)["cases"]) == 2
    button(page, "start_again", lang).click()
    button(page, "yes_erase", lang).click()
    assert state(page)["cases"] == {}
    expect(page.get_by_text(t("investigation.notebook_empty", lang))).to_be_visible()


def test_where_a_page_may_not_copy_the_text_is_selected(game):
    page = game()
    solve(page, FIRST, "unknown")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); }")
    button(page, "notebook").click()
    button(page, "copy").click()
    expect(page.locator(".cf-copied")).to_contain_text(t("investigation.copy_by_hand", "en"))
    chosen = "(area => area.value.slice(area.selectionStart, area.selectionEnd))(document.querySelector('textarea'))"
    assert FIRST.title["en"] in page.evaluate(chosen)


def vote(page, counts, lang="en"):
    for name, n in counts.items():
        page.get_by_label(t("investigation.votes_for", lang, verdict=CASES.verdict(name).label[lang])).fill(str(n))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_in_a_room_people_vote_twice_and_see_what_moved(game, lang):
    page = game(lang, address="game.html#room", viewport={"width": 1280, "height": 800})
    expect(page.get_by_label(t("investigation.mode_room", lang), exact=True)).to_be_checked()
    page.locator(f'[data-case="{FIRST.id}"]').click()
    size = page.locator(".cf-claim p").evaluate("claim => parseFloat(getComputedStyle(claim).fontSize)")
    assert size > 36
    button(page, "next", lang).click()
    assert focused(page) == t("investigation.room_vote_before", lang)
    vote(page, {"holds": 12, "wrong": 3, "unknown": 5}, lang)
    expect(page.locator(".cf-total")).to_have_text(t("investigation.votes_total", lang, n=20))
    for n, clue in enumerate(FIRST.clues, start=1):
        button(page, "next", lang).click()
        assert focused(page) == t("investigation.clue_title", lang, n=n, title=clue.title[lang])
        expect(page.locator(".cf-clue")).to_have_count(1)
    button(page, "next", lang).click()
    expect(page.locator(".cf-ask")).to_have_text(FIRST.ask[lang])
    button(page, "next", lang).click()
    vote(page, {"holds": 2, "wrong": 16, "unknown": 3}, lang)
    button(page, "next", lang).click()
    widths = page.locator(".cf-fill").evaluate_all("bars => bars.map(bar => Math.round(parseFloat(bar.style.width)))")
    assert widths == [75, 13, 19, 100, 0, 0, 0, 0, 31, 19]
    told = [t("investigation.bar_before", lang, n=12), t("investigation.bar_after", lang, n=2)]
    assert page.locator(".cf-bar").all_text_contents()[:2] == told
    expect(page.locator(".cf-moved")).to_have_text(t("investigation.room_moved", lang, n=12))
    ours = t("investigation.our_verdict", lang, verdict=CASES.verdict(FIRST.verdict).label[lang])
    assert ours not in page.locator(".cf-stage").inner_text()
    button(page, "next", lang).click()
    expect(page.locator(".cf-stamp")).to_have_text(ours)
    button(page, "next", lang).click()
    expect(page.locator(".cf-habit")).to_contain_text(CASES.family(FIRST.family).habit[lang])
    expected = Investigation(CASES, lang)
    expected.open(FIRST.id)
    expected.vote(FIRST.id, "before", {"holds": 12, "wrong": 3, "unknown": 5})
    expected.vote(FIRST.id, "after", {"holds": 2, "wrong": 16, "unknown": 3})
    expected.tell(FIRST.id)
    assert state(page) == expected.to_state()
    button(page, "back", lang).click()
    expect(page.locator(f'[data-case="{FIRST.id}"]')).to_contain_text(t("investigation.status_solved", lang))
    button(page, "notebook", lang).click()
    expect(page.locator(".cf-notebook")).to_contain_text(t("investigation.room_moved", lang, n=12))
    button(page, "erase_votes", lang).click()
    button(page, "yes_erase", lang).click()
    assert state(page)["room"] == {}


def test_a_room_that_reloads_goes_on_where_it_was(game):
    page = game(address="game.html#room")
    page.locator(f'[data-case="{FIRST.id}"]').click()
    button(page, "next").click()
    vote(page, {"holds": 7})
    keep_storage(page)
    page.reload()
    expect(page.locator(".cf-clue")).to_contain_text(FIRST.clues[0].title["en"])
    button(page, "previous").click()
    assert page.locator(".cf-ballot input").first.input_value() == "7"


def test_the_arrows_turn_the_screens_unless_a_field_needs_them(game):
    page = game(address="game.html#room", viewport={"width": 1366, "height": 768})
    page.locator(f'[data-case="{FIRST.id}"]').click()
    heading = page.locator(".cf-screen .cf-heading")
    claim, ballot = t("investigation.room_claim", "en"), t("investigation.room_vote_before", "en")
    for key, told in (("ArrowLeft", claim), ("PageDown", claim), ("Shift+ArrowRight", claim), ("ArrowRight", ballot)):
        page.keyboard.press(key)
        expect(heading).to_have_text(told)
    page.locator("input[type=number]").first.press("ArrowRight")
    expect(heading).to_have_text(ballot)
    button(page, "full_screen").click()
    page.wait_for_function("document.fullscreenElement")
    page.keyboard.press("PageUp")
    expect(heading).to_have_text(claim)
    page.mouse.click(3, 3)  # beside everything: the keys must still be heard
    for _ in range(30):
        page.keyboard.press("PageDown")
    expect(heading).to_have_text(t("investigation.room_habit", "en"))
    button(page, "leave_full_screen").click()
    page.wait_for_function("!document.fullscreenElement")


@pytest.mark.parametrize("full", [False, True], ids=["page", "full-screen"])
def test_the_bar_of_a_room_stays_in_sight(game, full):
    page = game("fr", address="game.html#room", viewport={"width": 1366, "height": 768})
    page.locator(f'[data-case="{TABLED.id}"]').click()
    if full:
        button(page, "full_screen", "fr").click()
        page.wait_for_function("document.fullscreenElement")
    for _ in range(len(TABLED.clues) + 6):
        box = page.locator(".cf-nav .cf-main").bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= page.evaluate("innerHeight")
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert page.evaluate("([x, y]) => !!document.elementFromPoint(x, y).closest('.cf-nav .cf-main')", middle)
        page.keyboard.press("ArrowRight")


def test_without_a_script_everything_can_be_read(game):
    page = game(script=False)
    expect(page.locator(".cf-static details")).to_have_count(len(CASES.cases))
    expect(page.locator(".cf-static").get_by_text(FIRST.clues[0].text["en"])).to_be_visible()
    expect(page.locator(".cf-static").get_by_text(FIRST.answer["en"])).not_to_be_visible()
    page.locator("summary").first.click()
    expect(page.locator(".cf-static").get_by_text(FIRST.answer["en"])).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_set_prints_alone(game):
    page = game()
    answer = page.locator(".cf-static").get_by_text(FIRST.answer["en"])
    expect(page.locator(".cf-paper:visible")).to_have_count(0)
    page.evaluate("window.print = () => { window.part = document.documentElement.dataset.printing; }")
    sets = {"cases": ".cf-asked", "answers": ".cf-case details", "sheet": ".cf-sheet", "verdicts": ".cf-fingers"}
    for name, chosen in sets.items():
        page.emulate_media(media="screen")
        button(page, f"print_{name}").click()
        assert page.evaluate("window.part") == name
        page.emulate_media(media="print")
        expect(page.locator(chosen).first).to_be_visible()
        for other in (".around", "h1", ".cf-stage", *(set(sets.values()) - {chosen})):
            expect(page.locator(other).first).not_to_be_visible()
        expect(answer).to_be_visible(visible=name == "answers")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".cf-paper:visible")).to_have_count(3)
    expect(page.locator(".around")).to_be_visible()
    expect(answer).not_to_be_visible()
    expect(page.locator("button:visible, input:visible")).to_have_count(0)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_cards_are_legible_and_most_share_a_page(game, lang):
    page = game(lang, viewport={"width": round(182 * MILLIMETRE), "height": round(277 * MILLIMETRE)})
    page.evaluate("document.documentElement.dataset.printing = 'cases'")
    page.emulate_media(media="print")
    heights = page.locator(".cf-case").evaluate_all("cards => cards.map(card => card.offsetHeight)")
    assert max(heights) <= 277 * MILLIMETRE, "a card does not fit on a page"
    halves = sum(height <= 135 * MILLIMETRE for height in heights)
    assert halves >= 0.75 * len(heights), "too few cards fit two on a page"
    sizes = page.locator(".cf-case, .cf-kicker, .cf-asked *").evaluate_all(
        "nodes => nodes.map(node => parseFloat(getComputedStyle(node).fontSize))"
    )
    assert min(sizes) >= 13.3, "under 10 points"
    wide = page.locator(".cf-asked table").evaluate_all(
        "tables => tables.filter(n => n.offsetWidth > n.closest('li').clientWidth + 1).map(n => n.textContent)"
    )
    assert wide == []


@pytest.mark.parametrize(
    ("lang", "dark", "width"),
    [("en", False, 390), ("fr", True, 320), ("fr", False, 1280), ("en", True, 1280)],
    ids=["phone-light", "phone-dark", "wide-light", "wide-dark"],
)
def test_every_screen_is_for_everyone(game, lang, dark, width):
    page = game(lang, dark, viewport={"width": width, "height": 844})

    def check():
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.locator("button:visible, .cf-chip:visible, .cf-option:visible, input[type=number]:visible")
        assert (
            small.evaluate_all(
                "nodes => nodes.filter(n => n.getBoundingClientRect().height < 43.5).map(n => n.textContent)"
            )
            == []
        )

    check()
    page.locator(f'[data-case="{TABLED.id}"]').click()
    check()
    button(page, "note_first", lang).click()
    page.locator('.cf-form [value="holds"]').check()
    page.locator('.cf-form [value="bet"]').check()
    button(page, "note_first", lang).click()
    for n in range(1, len(TABLED.clues) + 1):
        button(page, "open_clue", lang, n=n, total=len(TABLED.clues)).click()
    check()
    button(page, "decide", lang).click()
    check()
    button(page, "see_answer", lang).click()
    check()
    button(page, "notebook", lang).click()
    check()
    button(page, "start_again", lang).click()
    check()
    button(page, "no_keep", lang).click()
    button(page, "back", lang).click()
    page.get_by_label(t("investigation.mode_room", lang), exact=True).check()
    page.locator(f'[data-case="{TABLED.id}"]').click()
    for n in range(len(TABLED.clues) + 6):
        if page.locator(".cf-ballot").count():
            vote(page, {"wrong": 4 + n, "holds": 9}, lang)
        if n in (0, 1, 2) or n > len(TABLED.clues) + 2:
            check()
        page.locator(".cf-nav .cf-main").click()
