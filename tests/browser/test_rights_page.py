"""The letter assistant in a real browser: by keyboard, on paper, forgotten at each reload, for everyone."""

from __future__ import annotations

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import BOOK, PATIENCE
from icalendar import Calendar
from playwright.sync_api import expect

import culture_d as cd
from culture_d.book.rights_directive import page_html, table_html
from culture_d.i18n import t, use
from culture_d.rights.content import load_letters

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
THEME = BOOK.parents[1] / "culture_d" / "book" / "theme" / "static"
PRIVATE = {"organisation": "Lane Énergie\n1 place du Marché", "name": "Amina", "contact": "amina@example.org"}
PRIVATE |= {"reference": "000-2041"}


@pytest.fixture
def assistant(visit, tmp_path):
    """Open the assistant from the disk in the look of the book; check at the end that it asked nobody, kept nothing."""
    opened = []

    def open_page(lang="en", script=True, **options):
        style = (THEME / "site.css").read_text(encoding="utf-8")
        shutil.copytree(THEME / "fonts", tmp_path / "fonts", dirs_exist_ok=True)
        (tmp_path / "rights.html").write_text(
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Rights</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<script>document.documentElement.classList.add("js")</script><style>{style}</style>'
            f"</head><body><main><h1>Page</h1>{table_html(lang)}{page_html(lang)}</main></body></html>",
            encoding="utf-8",
        )
        options = {"reduced_motion": "reduce", "java_script_enabled": script} | options
        page, witness = visit(tmp_path.as_uri(), "rights.html", **options)
        page.set_default_timeout(PATIENCE)
        opened.append((page, witness, script))
        return page

    yield open_page
    for page, witness, script in opened:
        assert witness.foreign == [] and witness.errors == []
        if script:
            kept = "localStorage.length + sessionStorage.length + document.cookie.length + location.hash.length"
            assert page.evaluate(kept) == 0


@pytest.fixture(autouse=True)
def english():
    use("en")
    yield
    use("en")


def button(page, key, lang="en"):
    return page.get_by_role("button", name=t(f"rights.{key}", lang), exact=True)


def write(page, sent="2026-03-05", kind="energy", **texts):
    page.select_option("#rl-0-kind", kind)
    page.fill("#rl-0-sent", sent)
    for name, text in (PRIVATE | texts).items():
        page.fill(f"#rl-0-{name}", text)


def copied(page):
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }; null")
    page.locator(".rl-main").click()
    expect(page.locator(".rl-status")).not_to_be_empty()
    return page.evaluate("window.copied")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("right", ["access", "portability", "erasure"])
def test_the_letter_that_is_copied_is_the_one_of_python(assistant, lang, right):
    page = assistant(lang)
    page.get_by_label(load_letters().rights[right].choice[lang]).check()
    write(page)
    expected = cd.letter(right, kind="energy", sent="2026-03-05", lang=lang, **PRIVATE)
    assert copied(page) == expected.text
    use(lang)
    assert page.locator(".rl-steps li").all_text_contents() == expected.next_steps
    assert page.locator(".rl-small").last.text_content() == expected.deadline.sentence()


def test_the_letter_speaks_another_language_than_the_page(assistant):
    page = assistant("en")
    write(page)
    page.get_by_label(t("rights.language_fr", "en")).check()
    assert copied(page) == cd.letter("access", kind="energy", sent="2026-03-05", lang="fr", **PRIVATE).text
    assert page.locator(".rl-paper").get_attribute("lang") == "fr"
    page.get_by_label(t("rights.which_second", "en")).check()
    assert "7 avril 2026" in page.locator(".rl-paper").inner_text()


def test_boxes_change_the_letter_and_an_empty_one_is_told(assistant):
    page = assistant()
    page.get_by_label("A copy of my data").uncheck()
    assert copied(page).count("\n- ") == 6
    for box in page.locator(".rl-asks input[type=checkbox]").all():
        box.uncheck()
    expect(page.get_by_role("status")).to_have_text(t("rights.nothing_ticked", "en"))
    page.get_by_label(load_letters().rights["objection"].choice["en"]).check()
    page.get_by_label("Stop another use").check()
    page.locator("#rl-0-details").fill("the map of my purchases")
    assert "my particular situation: the map of my purchases" in copied(page)


def test_a_town_hall_warns_about_portability(assistant):
    page = assistant("fr")
    page.get_by_label(load_letters().rights["portability"].choice["fr"]).check()
    page.select_option("#rl-0-kind", "town-hall")
    expect(page.locator(".rl-whom .rl-note strong")).to_contain_text("ne s’applique pas")


def test_dates_that_cannot_be_are_told_and_left_out(assistant):
    page = assistant()
    write(page, sent="1998-03-05")
    expect(page.get_by_role("status")).to_contain_text("25 May 2018")
    expect(page.locator(".rl-date")).to_have_text("[date]")
    expect(button(page, "save_ics")).to_be_hidden()
    page.fill("#rl-0-sent", "2026-03-05")
    page.fill("#rl-0-received", "2026-03-04")
    expect(page.get_by_role("status")).to_have_text(t("rights.error_order", "en"))


def test_the_reminder_opens_in_a_calendar_and_names_nobody(assistant, tmp_path):
    page = assistant("fr")
    write(page)
    names = set()
    for _ in range(2):
        with page.expect_download() as download:
            button(page, "save_ics", "fr").click()
        download.value.save_as(tmp_path / "reminder.ics")
        raw = (tmp_path / "reminder.ics").read_bytes()
        (event,) = Calendar.from_ical(raw).walk("VEVENT")
        names.add(str(event["uid"]))
    assert download.value.suggested_filename == "rappel-access.ics"
    assert str(event.decoded("dtstart")) == "2026-04-07" and "Lane Énergie" in event["summary"]
    assert not any(text.encode() in raw for text in ("Amina", "amina", "000-2041", "Marché"))
    assert len(names) == 2


def test_a_reload_and_the_eraser_forget_everything(assistant):
    page = assistant()
    write(page)
    page.reload()
    assert page.locator("#rl-0-name").input_value() == "" and "Amina" not in page.content()
    write(page)
    assert "Amina" in page.locator(".rl-paper").inner_text()
    button(page, "erase").click()
    page.get_by_role("dialog").get_by_role("button", name=t("rights.erase_no", "en")).click()
    assert page.locator("#rl-0-name").input_value() == "Amina"
    button(page, "erase").click()
    page.get_by_role("dialog").get_by_role("button", name=t("rights.erase", "en")).click()
    assert page.locator("#rl-0-name").input_value() == "" and "Amina" not in page.content()
    assert page.get_by_role("status").text_content() == t("rights.erased", "en")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("right", list(load_letters().rights))
def test_the_letter_alone_is_printed_on_one_sheet(assistant, lang, right):
    page = assistant(lang)
    page.get_by_label(load_letters().rights[right].choice[lang]).check()
    for box in page.locator("input[type=checkbox]").all():
        box.check()
    write(page, kind="platform")
    page.evaluate("window.print = () => {}")
    button(page, "print", lang).click()
    page.emulate_media(media="print")
    expect(page.locator(".rl-print")).to_be_visible()
    expect(page.locator("h1")).not_to_be_visible()
    assert page.title() == load_letters().rights[right].subject[lang]
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".rl-print").count() == 0 and page.title() == "Rights"


def test_what_is_typed_is_never_read_as_markup(assistant):
    page = assistant()
    write(page, name="<img src=x onerror=alert(1)>", organisation="<script>alert(1)</script>")
    assert page.locator(".cd-rights img, .cd-rights script").count() == 0
    assert "<img src=x" in page.locator(".rl-paper").inner_text()


def test_a_browser_that_copies_nothing_shows_the_text(assistant):
    page = assistant()
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); null")
    button(page, "copy").click()
    expect(page.get_by_role("status")).to_have_text(t("rights.copy_by_hand", "en"))
    assert page.locator(".rl-by-hand").input_value() == page.evaluate("getSelection().toString()")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_a_script_every_letter_can_be_read(assistant, lang):
    page = assistant(lang, script=False)
    folds = page.locator(".rl-static details")
    expect(folds).to_have_count(6)
    folds.nth(1).locator("summary").click()
    expect(folds.nth(1).locator("pre")).to_contain_text(
        {"en": "article 20 of the GDPR", "fr": "article 20 du RGPD"}[lang]
    )


def test_the_keyboard_writes_a_letter(assistant):
    page = assistant()
    page.locator(".rl-right input").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".rl-paper .rl-subject")).to_contain_text("portability")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "rl-0-kind"
    page.keyboard.press("Tab")
    page.keyboard.type("Ondine")
    expect(page.locator(".rl-paper .rl-recipient")).to_contain_text("Ondine")


@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [("en", "light", 320), ("fr", "dark", 390), ("fr", "light", 1280), ("en", "dark", 1280)],
)
def test_every_screen_is_for_everyone(assistant, lang, scheme, width):
    def check(page):
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page = assistant(lang, viewport={"width": width, "height": 844}, color_scheme=scheme)
    write(page)
    check(page)
    page.get_by_label(load_letters().rights["erasure"].choice[lang]).check()
    button(page, "erase", lang).click()
    check(page)
    page.keyboard.press("Escape")
    small = page.locator(".cd-rights :is(button, .rl-option, select):visible").evaluate_all(
        "nodes => nodes.filter(n => n.getBoundingClientRect().height < 43.5).map(n => n.textContent)"
    )
    assert small == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_of_the_book_writes_a_letter(book, visit, lang):
    if not (BOOK / lang / "rights-letters.html").exists():
        pytest.skip("the page is not in the built book: make build")
    page, witness = visit(book, f"{lang}/rights-letters.html")
    page.wait_for_load_state("networkidle")
    if book.startswith("http"):
        assert witness.bytes <= 150_000
    write(page)
    expect(page.locator(".rl-paper .rl-recipient")).to_contain_text("Lane Énergie")
    assert witness.foreign == [] and witness.errors == []
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage])")  # the look of the book, and no more
    assert not any(text.splitlines()[0] in kept for text in PRIVATE.values())
