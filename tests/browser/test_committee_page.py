"""The committee's table in a real browser, from the disk: a session, by keyboard, on paper, for everyone."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PATIENCE, keep_storage
from playwright.sync_api import expect

from culture_d.i18n import t
from culture_d.standard.committee import Committee
from culture_d.standard.committee.agenda import load_agenda
from culture_d.standard.committee.page import STORAGE, page_html
from culture_d.standard.committee.paper import paper_html

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DARK = {
    "--paper": "#101a1a", "--surface": "#192726", "--ink": "#eef3f0", "--muted": "#aac0bc", "--line": "#3a514e",
    "--accent": "#63cbc1", "--accent-ink": "#06201e", "--warm": "#ff9f7d", "--sun": "#f2b84b",
}  # fmt: skip
AGENDA = load_agenda()


@pytest.fixture
def table(visit, tmp_path):
    """Open the table from the disk; give its page, and check at the end that it asked nobody."""
    witnesses = []

    def open_table(lang="en", dark=False, state=None, **options):
        colours = ";".join(f"{name}:{value}" for name, value in DARK.items()) if dark else ""
        stored = json.dumps(json.dumps(state)).replace("<", "\\u003c")
        keep = f"<script>localStorage.setItem('{STORAGE}', {stored})</script>" if state else ""
        (tmp_path / "table.html").write_text(
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Table</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<style>:root{{{colours}}}body{{margin:0;padding:0 1rem;background:var(--paper,#fbf8f3);"
            f"color:var(--ink,#16302f)}}a{{color:var(--accent,#0b6e69)}}</style>{keep}</head>"
            f"<body><main><h1>Table</h1>{page_html(lang)}{paper_html(lang)}</main></body></html>",
            encoding="utf-8",
        )
        page, witness = visit(tmp_path.as_uri(), "table.html", reduced_motion="reduce", **options)
        page.set_default_timeout(PATIENCE)
        witnesses.append(witness)
        return page

    yield open_table
    for witness in witnesses:
        assert witness.foreign == []
        assert witness.errors == []


def button(page, key, lang="en"):
    return page.get_by_role("button", name=t(f"committee.{key}", lang), exact=True).first


def state(page):
    return json.loads(page.evaluate(f"localStorage.getItem('{STORAGE}')"))


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def open_entry(page, rank):
    page.locator(".cc-agenda .cc-entry").nth(rank).click()


def read_download(page, key, lang="en"):
    with page.expect_download() as waiting:
        button(page, key, lang).click()
    return waiting.value.suggested_filename, waiting.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_whole_session(table, lang):
    page = table(lang)
    page.get_by_label(t("committee.people", lang)).fill("23")
    expect(page.get_by_text(t("committee.deal_more", lang, more=5, fewer=1, n=4, m=3))).to_be_visible()
    button(page, "open", lang).click()
    assert focused(page) == t("committee.agenda", lang)

    open_entry(page, 2)
    question = AGENDA.arbitration("insee")
    assert focused(page) == question.question[lang]
    for n in range(len(question.arguments)):
        expect(page.locator(".cc-said")).to_have_count(n)
        button(page, "reveal", lang).click()
    expect(page.get_by_text(t("committee.reveal_none", lang))).to_be_visible()
    page.locator(".cc-option input").nth(0).fill("12")
    page.locator(".cc-option").nth(1).get_by_role("button").last.click()
    assert state(page)["votes"] == {"insee": {"compulsory": 12, "optional": 1}}
    expect(page.get_by_text(t("committee.counted", lang, n=13, people=23))).to_be_visible()
    expect(page.locator(".cc-price").first).to_be_hidden()
    button(page, "consequences", lang).click()
    expect(page.locator(".cc-price").first).to_contain_text("120")

    assert question.decided[0].text[lang] not in page.locator(".cc-stage").text_content()
    page.locator(".cc-choices button").nth(0).click()
    assert question.option("compulsory").label[lang] in focused(page)
    expect(page.locator(".cc-real")).to_contain_text(question.decided[0].text[lang])
    expect(page.locator(".cc-real")).to_contain_text(question.option("optional").label[lang])
    assert all(a.startswith("https://") for a in page.locator(".cc-real a").evaluate_all("l => l.map(a => a.href)"))
    expect(page.locator(".cc-option input").nth(0)).to_have_value("12")

    button(page, "to_agenda", lang).click()
    open_entry(page, len(AGENDA.arbitrations))
    assert focused(page) == AGENDA.comments[0].title[lang]
    button(page, "to_agenda", lang).click()
    open_entry(page, len(AGENDA.arbitrations) + 1)
    assert focused(page) == t("committee.your_version", lang, version="2.0.0")
    wanted = Committee.from_state(state(page), lang=lang)
    name, text = read_download(page, "download_schema", lang)
    assert name == "committee-game-2.0.0.json" and json.loads(text) == wanted.schema()
    name, text = read_download(page, "download_log", lang)
    assert name == "change-log-2.0.0.md" and text == wanted.change_log(lang)
    assert page.locator(".cc-ready").text_content() == t("committee.downloaded", lang, file=name)
    cells = page.locator(".cc-table tbody td").all_text_contents()
    assert cells == [str(count) for count in wanted.notches()[0].counts().values()]

    keep_storage(page)
    page.reload()
    button(page, "resume", lang).click()
    expect(page.locator(".cc-done")).to_have_count(1)


def test_a_minority_may_decide_and_change_its_mind(table):
    page = table()
    button(page, "open").click()
    open_entry(page, 0)
    page.locator(".cc-option input").nth(2).fill("9")
    page.locator(".cc-choices button").nth(1).click()
    expect(page.locator(".cc-notice")).to_contain_text(AGENDA.arbitrations[0].options[2].label["en"])
    expect(page.get_by_text(t("committee.real_same", "en"))).to_be_visible()
    button(page, "reopen").click()
    assert focused(page) == t("committee.decide", "en")
    expect(page.locator(".cc-real")).to_have_count(0)
    button(page, "undo").click()
    expect(page.locator(".cc-real")).to_have_count(1)
    for _ in range(2):
        button(page, "undo").click()
    expect(button(page, "undo")).to_be_hidden()
    assert state(page) == Committee().to_state()


def test_undoing_a_decision_comes_back_to_it(table):
    page = table()
    button(page, "open").click()
    open_entry(page, 1)
    page.locator(".cc-choices button").nth(0).click()
    button(page, "to_agenda").click()
    button(page, "undo").click()
    expect(page.locator("h2")).to_have_text(AGENDA.arbitrations[1].question["en"])
    assert focused(page) == t("committee.decide", "en")
    expect(page.locator(".cc-decide h3")).to_be_in_viewport()


def test_a_reload_shows_the_session_in_progress(table):
    page = table(viewport={"width": 390, "height": 700})
    button(page, "open").click()
    open_entry(page, 0)
    page.locator(".cc-choices button").nth(0).click()
    keep_storage(page)
    page.reload()
    expect(button(page, "resume")).to_be_in_viewport()
    saved = t("committee.saved_questions", "en", n=1, total=len(AGENDA.arbitrations))
    expect(page.locator(".cc-saved")).to_contain_text(saved)


def test_the_steps_of_a_question_stay_in_sight(table):
    page = table(viewport={"width": 390, "height": 844})
    button(page, "open").click()
    open_entry(page, 0)
    for _ in range(5):
        button(page, "reveal").click()
    for key in ("jump_hands", "jump_consequences", "jump_decision"):
        expect(button(page, key)).to_be_in_viewport()
    button(page, "jump_consequences").click()
    expect(page.locator(".cc-price").first).to_be_in_viewport()
    button(page, "consequences_hide").click()
    expect(page.locator(".cc-price").first).to_be_hidden()
    expect(button(page, "consequences")).to_be_focused()
    button(page, "jump_decision").click()
    expect(page.locator(".cc-choices button").first).to_be_in_viewport()


def test_stars_and_minutes_follow_the_guide(table):
    page = table()
    for people, minutes in ((12, 7), (13, 10)):
        page.get_by_label(t("committee.people", "en")).fill(str(people))
        button(page, "open").click()
        told = page.get_by_text(t("committee.minutes", "en", n=minutes))
        expect(told).to_have_count(len(AGENDA.arbitrations))
        expect(page.locator("ol.cc-agenda .cc-star")).to_have_count(4)
        button(page, "home").click()


def test_hands_stay_numbers(table):
    page = table()
    button(page, "open").click()
    open_entry(page, 0)
    field = page.locator(".cc-option input").first
    for typed, kept in (("1000", "999"), ("-4", "0"), ("3.7", "3")):
        field.fill(typed)
        expect(field).to_have_value(kept)
    field.fill("")
    expect(field).to_have_value("")
    field.press_sequentially("12")
    expect(field).to_have_value("12")
    field.fill("")
    field.blur()
    expect(field).to_have_value("0")
    field.fill("3")
    page.locator(".cc-option").first.get_by_role("button").first.click()
    expect(field).to_have_value("2")
    expect(page.get_by_role("status")).to_contain_text(t("committee.hands_count", "en", n=2))
    assert state(page)["votes"] == {"siret": {"siret-only": 2}}


def test_comments_are_sorted_by_keyboard_alone(table):
    page = table()
    button(page, "open").click()
    page.locator(".cc-agenda .cc-entry").nth(len(AGENDA.arbitrations)).focus()
    page.keyboard.press("Enter")
    keys = "123456"
    for rank, comment in enumerate(AGENDA.comments):
        assert focused(page) == comment.title["en"]
        page.keyboard.press(keys[rank % 6])
        pressed = page.locator(".cc-verdict-button[aria-pressed=true]")
        expect(pressed).to_have_count(1)
        agreed = pressed.get_attribute("data-verdict") == comment.verdict
        expect(page.locator(".cc-agree" if agreed else ".cc-differ")).to_contain_text(comment.reason["en"])
        told = t("committee.comments_status", "en", n=rank + 1, total=len(AGENDA.comments))
        expect(page.locator(".cc-bar")).to_contain_text(told)
        page.keyboard.press("ArrowRight")
    assert len(state(page)["triage"]) == len(AGENDA.comments)
    page.keyboard.press("ArrowLeft")
    assert focused(page) == AGENDA.comments[-2].title["en"]
    before = state(page)
    button(page, "to_agenda").focus()
    page.keyboard.press("1")
    assert state(page) == before, "a key outside the card gives no verdict"


def test_a_comment_leads_to_its_question(table):
    page = table()
    button(page, "open").click()
    open_entry(page, len(AGENDA.arbitrations))
    page.keyboard.press("ArrowRight")
    page.locator(".cc-verdict-button").nth(5).click()
    page.locator(".cc-answer button").click()
    assert focused(page) == AGENDA.arbitration("photo").question["en"]


def test_starting_afresh_asks_first(table):
    committee = Committee(people=9)
    committee.decide("photo", "refuse")
    page = table(state=committee.to_state())
    button(page, "reset").click()
    button(page, "no_keep").click()
    assert state(page)["decisions"] == {"photo": "refuse"}
    button(page, "reset").click()
    button(page, "yes_reset").click()
    assert state(page) == Committee(people=9).to_state()
    expect(button(page, "open")).to_be_visible()


def test_a_session_goes_on_in_the_other_language(table):
    committee = Committee(people=9)
    committee.decide("photo", "compulsory")
    page = table("fr", state=committee.to_state())
    button(page, "resume", "fr").click()
    label = AGENDA.arbitration("photo").option("compulsory").label["fr"]
    expect(page.get_by_text(t("committee.status_decided", "fr", option=label))).to_be_visible()


def test_a_broken_state_is_told_and_replaced(table):
    page = table(state={"version": 1, "people": "<img src=x>"})
    expect(page.get_by_text(t("committee.unread", "en"))).to_be_visible()
    page.get_by_label(t("committee.people", "en")).fill("10")
    assert state(page) == Committee(people=10).to_state()


def test_the_session_goes_on_when_nothing_can_be_kept(visit, tmp_path):
    (tmp_path / "table.html").write_text(
        '<!doctype html><html lang="en"><title>T</title><script>Object.defineProperty(window, "localStorage", '
        f'{{get() {{ throw new Error("no") }}}})</script><main>{page_html("en")}</main></html>',
        encoding="utf-8",
    )
    page, _ = visit(tmp_path.as_uri(), "table.html")
    expect(page.get_by_text(t("committee.memory", "en"))).to_be_visible()
    button(page, "open").click()
    open_entry(page, 0)
    page.locator(".cc-choices button").first.click()
    expect(page.locator(".cc-real")).to_be_visible()


def everywhere(page, lang):
    """Go through every screen, everything opened; yield its name."""
    yield "start"
    button(page, "open", lang).click()
    yield "agenda"
    open_entry(page, 0)
    for _ in range(3):
        button(page, "reveal", lang).click()
    page.locator(".cc-option input").nth(1).fill("14")
    button(page, "consequences", lang).click()
    yield "question"
    page.locator(".cc-choices button").first.click()
    yield "decided"
    button(page, "to_agenda", lang).click()
    open_entry(page, len(AGENDA.arbitrations))
    page.locator(".cc-verdict-button").first.click()
    page.locator(".cc-fold summary").click()
    yield "comment"
    button(page, "to_agenda", lang).click()
    open_entry(page, len(AGENDA.arbitrations) + 1)
    yield "publish"
    page.locator(".cd-committee-paper details").evaluate_all("list => list.forEach(fold => fold.open = true)")
    yield "paper"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_everyone_can_use_it(table, width, dark):
    page = table("fr", dark, viewport={"width": width, "height": 844})
    for name in everywhere(page, "fr"):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert [v["id"] for v in found.response["violations"]] == [], (name, found.generate_report())
        small = page.locator(".cc-stage button:visible, .cc-stage input:visible").evaluate_all(
            "list => list.map(e => e.getBoundingClientRect()).filter(r => r.width < 44 || r.height < 44).length"
        )
        assert small == 0, name


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_javascript_the_questions_can_be_read(table, lang):
    page = table(lang, java_script_enabled=False)
    assert t("committee.noscript", lang) in page.locator("noscript").text_content()
    page.get_by_text(t("committee.paper_sheets", lang), exact=True).click()
    sheet = page.locator(".cp-sheet").first
    expect(sheet.locator("h3")).to_be_visible()
    answer = sheet.get_by_text(AGENDA.arbitrations[0].decided[0].text[lang])
    expect(answer).to_be_hidden()
    sheet.get_by_text(t("committee.paper_fold", lang)).click()
    expect(answer).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_paper_has_one_sheet_per_question(table, lang, tmp_path):
    page = table(lang, java_script_enabled=False)
    page.emulate_media(media="print")
    expect(page.locator(".cc-stage, h1")).to_be_hidden()
    assert page.locator(".cp-sheet .cp-back ul").first.bounding_box()["height"] > 0
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    pages = pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page ") or pdf.count(b"/Type/Page\n")
    assert len(AGENDA.arbitrations) + 4 <= pages <= len(AGENDA.arbitrations) + 8


def test_the_minutes_print_alone(table):
    page = table()
    page.add_init_script("window.print = () => parent.postMessage('printed', '*')")
    page.reload()
    button(page, "open").click()
    open_entry(page, len(AGENDA.arbitrations) + 1)
    page.evaluate("addEventListener('message', e => (window.told = e.data))")
    button(page, "print_minutes").click()
    page.wait_for_function("window.told === 'printed'")
    frame = page.frames[-1]
    assert t("committee.log_title", "en", version="1.0.1") == frame.locator("h1").text_content()
