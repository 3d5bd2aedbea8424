"""The quiz in a real browser, from the disk: alone, in a room, by keyboard, on paper, without a script."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PATIENCE, keep_storage
from playwright.sync_api import expect

from culture_d.book.quiz_directive import page_html, sheet_html
from culture_d.i18n import t
from culture_d.quiz import QuizGame, load_quiz

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KEY = "culture-d-quiz-standard"
DARK = {
    "--paper": "#0f1d1c", "--surface": "#182b2a", "--ink": "#e8efe9", "--muted": "#a9bdb8", "--line": "#35504d",
    "--accent": "#6fd0c4", "--accent-ink": "#0b2524", "--accent-soft": "#1c3b38", "--warm": "#ff9d78",
    "--sun": "#f2c35f", "--sun-soft": "#3b3018",
}  # fmt: skip
QUIZ = load_quiz("standard")
RIGHT = {question.id: "".join(question.solution) for question in QUIZ.questions}


@pytest.fixture
def quiz(visit, tmp_path):
    """Open the quiz from the disk; give its page, and check at the end that it asked nobody."""
    witnesses = []

    def open_quiz(lang="en", dark=False, address="quiz.html", sheet=False, script=True, **options):
        colours = ";".join(f"{name}:{value}" for name, value in DARK.items()) if dark else ""
        marked = 'document.documentElement.classList.add("js")'
        (tmp_path / "quiz.html").write_text(
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Quiz</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<script>{marked}</script><style>:root{{{colours}}}body{{margin:0;background:var(--paper,#fbf8f3);"
            "color:var(--ink,#16302f)}</style></head><body><main><h1>Quiz</h1><p class='around'>Around</p>"
            f"{page_html(QUIZ, lang)}{sheet_html(QUIZ, lang) if sheet else ''}</main></body></html>",
            encoding="utf-8",
        )
        page, witness = visit(
            tmp_path.as_uri(), address, reduced_motion="reduce", java_script_enabled=script, **options
        )
        page.set_default_timeout(PATIENCE)
        witnesses.append(witness)
        return page

    yield open_quiz
    for witness in witnesses:
        assert witness.foreign == []
        assert witness.errors == []


def button(page, key, lang="en"):
    return page.get_by_role("button", name=t(f"quiz.{key}", lang), exact=True).first


def state(page):
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def mode(page, name, lang="en"):
    page.get_by_label(t(f"quiz.mode_{name}", lang), exact=True).check()


def answer(page, question, letters):
    """Answer a question as shown: ticks, or moves up until the letters are in order."""
    card = page.locator(f'[data-question="{question.id}"]')
    if question.kind == "order":
        for place, letter in enumerate(letters):
            text = question.choices[question.letters.index(letter)].words(
                page.locator(".cd-quiz").get_attribute("lang")
            )
            item = card.locator(".cq-order > li", has_text=text)
            while card.locator(".cq-order > li").nth(place).locator(".cq-text").text_content() != text:
                item.get_by_role("button").first.click()
    else:
        for letter in letters:
            card.locator(f'input[value="{letter}"]').check()
    card.locator("button[type=submit]").click()
    return card


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_whole_quiz_one_by_one(quiz, lang):
    page = quiz(lang)
    for n, question in enumerate(QUIZ.questions, start=1):
        heading = t("quiz.heading", lang, n=n, total=14, theme=question.theme[lang])
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        card = answer(page, question, RIGHT[question.id])
        assert focused(page) == f"✓{t('quiz.verdict_right', lang)}"
        assert page.get_by_role("status").text_content() == t("quiz.progress", lang, n=n, total=14)
        told = card.inner_text()
        assert all(text in told for text in (question.remember[lang], *(c.feedback[lang] for c in question.choices)))
        page.get_by_role("button", name=t("quiz.next" if n < 14 else "quiz.see_end", lang), exact=True).click()
        assert page.evaluate("document.activeElement.tagName") == "H3"
    assert focused(page) == t("quiz.end", lang)
    expect(page.get_by_text(t("quiz.revisit_none", lang))).to_be_visible()
    assert QuizGame.from_state(state(page), QUIZ).score().first == 14


def test_a_wrong_answer_teaches_then_may_be_tried_again(quiz):
    page = quiz()
    first = QUIZ.questions[0]
    button(page, "check").click()
    expect(page.locator(".cq-missing")).to_have_text(t("quiz.choose_first", "en"))
    card = answer(page, first, "a")
    expect(card.get_by_text(first.choices[0].feedback["en"])).to_be_visible()
    expect(card.get_by_text(first.choices[1].feedback["en"])).to_have_count(0)
    expect(card.get_by_text(first.remember["en"])).to_have_count(0)
    expect(card.locator("input:enabled")).to_have_count(0)
    button(page, "try_again").click()
    assert page.evaluate("document.activeElement.value") == "a"
    expect(card.locator("input:checked")).to_have_count(0)
    answer(page, first, "c")
    button(page, "show_answer").click()
    assert focused(page) == t("quiz.shown", "en")
    expect(card.get_by_text(first.remember["en"])).to_be_visible()
    assert state(page)["answers"] == {"paper": {"first": ["a"], "last": ["c"], "tries": 2}}
    button(page, "try_again").click()
    answer(page, first, "b")
    for _ in range(14):
        page.locator(".cq-next").click()
    expect(page.locator(".cq-ideas li")).to_have_count(1)
    assert first.theme["en"] in page.locator(".cq-ideas").text_content()
    page.get_by_role("button", name=t("quiz.see_again", "en")).click()
    assert first.theme["en"] in focused(page)
    expect(page.locator(".cq-card input:enabled")).to_have_count(4)


def test_several_answers_say_how_far_one_is(quiz):
    page = quiz()
    mode(page, "all")
    validator = QUIZ.question("validator")
    card = answer(page, validator, "ac")
    told = t("quiz.verdict_several", "en", right=1, extra=1, missing=2)
    assert focused(page) == f"✗{told}"
    expect(card.locator(".cq-is-right")).to_have_count(1)
    expect(card.locator(".cq-is-wrong")).to_have_count(1)
    expect(card.get_by_text(validator.choices[1].feedback["en"])).to_have_count(0)
    expect(page.locator(".cq-end")).to_contain_text("To revisit: 1")


def test_putting_in_order_by_keyboard_says_every_move(quiz):
    page = quiz()
    mode(page, "all")
    versions = QUIZ.question("versions")
    card = page.locator('[data-question="versions"]')
    texts = [choice.text["en"] for choice in versions.choices]
    card.get_by_role("button", name=t("quiz.move_down", "en", text=texts[0])).focus()
    for place in (2, 3):
        page.keyboard.press("Enter")
        assert page.get_by_role("status").text_content() == t("quiz.moved", "en", text=texts[0], n=place, total=3)
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").endswith(texts[0])
    page.keyboard.press("Space")
    assert page.get_by_role("status").text_content() == t("quiz.edge", "en", text=texts[0])
    card.locator("button[type=submit]").focus()
    page.keyboard.press("Enter")
    assert focused(page) == f"✓{t('quiz.verdict_right', 'en')}"
    assert state(page)["answers"]["versions"]["first"] == ["b", "c", "a"]


def test_the_quiz_by_keyboard_alone(quiz):
    page = quiz()
    page.locator(".cq-heading").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")  # a field of a form answers to Enter
    assert focused(page) == f"✓{t('quiz.verdict_right', 'en')}"
    for _ in range(10):
        page.keyboard.press("Tab")
        if focused(page) == t("quiz.next", "en"):
            break
    page.keyboard.press("Enter")
    assert QUIZ.questions[1].theme["en"] in focused(page)


def test_answers_wait_for_the_reader_in_both_languages(quiz):
    page = quiz()
    answer(page, QUIZ.questions[0], "b")
    button(page, "next").click()
    answer(page, QUIZ.questions[1], "a")
    stored = page.evaluate(f"localStorage.getItem('{KEY}')")
    keep_storage(page)
    page.reload()
    assert QUIZ.questions[2].theme["en"] in page.locator(".cq-heading").text_content()
    french = quiz("fr")
    french.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(stored)})")
    french.reload()
    assert french.locator(".cq-count").text_content() == t("quiz.progress", "fr", n=2, total=14)
    button(french, "previous", "fr").click()
    expect(french.locator(".cq-card")).to_contain_text(QUIZ.questions[1].choices[0].feedback["fr"])


def test_starting_again_asks_first_and_the_summary_is_a_text(quiz):
    page = quiz()
    answer(page, QUIZ.questions[0], "c")
    mode(page, "all")
    with page.expect_download() as waiting:
        button(page, "keep").click()
    game = QuizGame(QUIZ, "en")
    game.answer("paper", "c")
    assert waiting.value.suggested_filename == "quiz-standard.txt"
    assert waiting.value.path().read_text(encoding="utf-8") == game.report()
    button(page, "start_again").click()
    button(page, "no_keep").click()
    assert state(page)["answers"]
    button(page, "start_again").click()
    button(page, "yes_erase").click()
    assert state(page)["answers"] == {}
    assert QUIZ.questions[0].theme["en"] in focused(page)


@pytest.mark.parametrize("stored", ["{", "7", '{"version": 1, "quiz": "standard"}', '{"version": 1, "quiz": "other"}'])
def test_a_broken_saved_state_is_set_aside(quiz, stored):
    page = quiz()
    page.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(stored)})")
    page.reload()
    expect(page.get_by_text(t("quiz.unread", "en"))).to_be_visible()
    answer(page, QUIZ.questions[0], "b")
    assert list(state(page)["answers"]) == ["paper"]
    button(page, "next").click()
    expect(page.get_by_text(t("quiz.unread", "en"))).to_have_count(0)


def test_a_browser_that_keeps_nothing_says_so(quiz):
    page = quiz()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });")
    page.reload()
    expect(page.get_by_text(t("quiz.memory", "en"))).to_be_visible()
    answer(page, QUIZ.questions[0], "b")
    assert focused(page) == f"✓{t('quiz.verdict_right', 'en')}"
    button(page, "next").click()
    assert QUIZ.questions[1].theme["en"] in focused(page)


def test_in_a_room_people_vote_then_the_answer_is_revealed(quiz):
    page = quiz(address="quiz.html#room", viewport={"width": 1280, "height": 800})
    expect(page.get_by_label(t("quiz.mode_room", "en"), exact=True)).to_be_checked()
    size = page.locator(".cq-card .cq-ask").evaluate("ask => parseFloat(getComputedStyle(ask).fontSize)")
    assert size > 30
    expect(page.locator(".cq-why")).to_have_count(0)
    for letter, n in zip("ABC", (12, 4, 4), strict=True):
        page.get_by_label(t("quiz.votes", "en", letter=letter)).fill(str(n))
    button(page, "reveal").click()
    assert page.get_by_role("status").text_content() == t("quiz.revealed", "en")
    widths = page.locator(".cq-fill").evaluate_all("bars => bars.map(bar => bar.style.width)")
    assert [round(float(width[:-1])) for width in widths] == [100, 33, 33, 0]
    for n, words in enumerate(("12 votes", "4 votes", "4 votes", "0 votes")):
        expect(page.locator(".cq-votes").nth(n)).to_have_text(words)
    expect(page.locator(".cq-is-right")).to_contain_text(t("quiz.tag_right", "en"))
    expect(page.locator(".cq-card")).to_contain_text(QUIZ.questions[0].remember["en"])
    button(page, "hide").click()
    assert page.get_by_label(t("quiz.votes", "en", letter="A")).input_value() == "12"
    for _ in range(13):
        button(page, "next").click()
    button(page, "divided").click()
    assert focused(page) == t("quiz.divided", "en")
    expect(page.get_by_text(t("quiz.right_votes", "en", right=4, n=20))).to_be_visible()
    assert state(page) == {
        "version": 1,
        "quiz": "standard",
        "answers": {},
        "votes": {"paper": {"a": 12, "b": 4, "c": 4}},
    }
    button(page, "erase_votes").click()
    button(page, "yes_erase").click()
    assert state(page)["votes"] == {}


def test_a_room_sees_the_right_order(quiz):
    page = quiz(address="quiz.html#room")
    for _ in range(10):
        button(page, "next").click()
    expect(page.get_by_text(t("quiz.how_order_room", "en"))).to_be_visible()
    button(page, "reveal").click()
    letters = page.locator(".cq-choices .cq-letter").all_text_contents()
    assert "".join(letters).lower() == RIGHT["who-decides"]


def test_a_remote_control_turns_the_pages_of_a_full_screen(quiz):
    page = quiz(address="quiz.html#room", viewport={"width": 1280, "height": 800})
    themes = [question.theme["en"] for question in QUIZ.questions]
    page.keyboard.press("PageDown")
    assert themes[0] in page.locator(".cq-heading").text_content()
    button(page, "full_screen").click()
    page.wait_for_function("document.fullscreenElement")
    for key, theme in (("PageDown", themes[1]), ("ArrowRight", themes[2]), ("PageUp", themes[1])):
        page.keyboard.press(key)
        assert theme in page.locator(".cq-heading").text_content()
    page.mouse.click(3, 3)  # beside everything: the keys must still be heard
    page.keyboard.press("ArrowRight")
    assert themes[2] in page.locator(".cq-heading").text_content()
    expect(page.locator(".cq-modes")).not_to_be_visible()
    button(page, "leave_full_screen").click()
    page.wait_for_function("!document.fullscreenElement")
    expect(page.locator(".cq-modes")).to_be_visible()


def test_the_arrows_turn_the_pages_of_a_room_unless_a_field_needs_them(quiz):
    page = quiz(address="quiz.html#room", viewport={"width": 1366, "height": 768})
    themes = [question.theme["en"] for question in QUIZ.questions]
    page.keyboard.press("ArrowLeft")
    assert themes[0] in page.locator(".cq-heading").text_content()
    for key, theme in (("ArrowRight", themes[1]), ("ArrowRight", themes[2]), ("ArrowLeft", themes[1])):
        page.keyboard.press(key)
        assert theme in page.locator(".cq-heading").text_content()
    for key in ("Alt+ArrowRight", "Shift+ArrowRight", "PageDown"):
        page.keyboard.press(key)
        assert themes[1] in page.locator(".cq-heading").text_content()
    page.locator("input[type=number]").first.press("ArrowRight")
    assert themes[1] in page.locator(".cq-heading").text_content()
    for _ in range(20):
        page.locator(".cq-heading").press("ArrowRight")
    assert focused(page) == t("quiz.divided_none", "en")
    mode(page, "single")
    heading = page.locator(".cq-heading").text_content()
    page.locator(".cq-heading").press("ArrowRight")
    assert page.locator(".cq-heading").text_content() == heading


@pytest.mark.parametrize("full", [False, True], ids=["page", "full-screen"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_bar_of_a_room_stays_in_sight(quiz, lang, full):
    page = quiz(lang, address="quiz.html#room", viewport={"width": 1366, "height": 768})
    if full:
        button(page, "full_screen", lang).click()
        page.wait_for_function("document.fullscreenElement")

    def in_sight(key):
        box = button(page, key, lang).bounding_box()
        height = page.evaluate("innerHeight")
        assert box["y"] >= 0 and box["y"] + box["height"] <= height, (key, box, height)
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        on_top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('button')?.textContent", middle)
        assert on_top == t(f"quiz.{key}", lang)

    for n in range(1, 15):
        move = "next" if n < 14 else "divided"
        in_sight("reveal")
        in_sight(move)
        page.locator(".cq-reveal").click()
        in_sight("hide")
        in_sight(move)
        page.keyboard.press("ArrowRight")


def test_without_a_script_everything_can_be_read(quiz):
    page = quiz(script=False)
    expect(page.locator(".cq-static details")).to_have_count(14)
    first = QUIZ.questions[0]
    expect(page.get_by_text(first.remember["en"])).not_to_be_visible()
    page.locator("summary").first.click()
    expect(page.get_by_text(first.remember["en"])).to_be_visible()
    expect(page.get_by_text(first.choices[0].feedback["en"])).to_be_visible()


def test_print_shows_every_question_with_empty_boxes_or_the_sheets(quiz):
    page = quiz()
    answer(page, QUIZ.questions[0], "b")
    page.emulate_media(media="print")
    for question in QUIZ.questions:
        expect(page.locator(".cq-static").get_by_text(question.ask["en"]).first).to_be_visible()
    box = page.locator(".cq-static .cq-choices > li").first.evaluate("item => getComputedStyle(item, '::before').width")
    assert float(box[:-2]) > 8
    expect(page.get_by_text(QUIZ.questions[0].remember["en"]).and_(page.locator(":visible"))).to_have_count(0)
    page = quiz(sheet=True)
    page.emulate_media(media="print")
    expect(page.locator(".cq-static")).not_to_be_visible()
    expect(page.locator(".cq-questions .cq-box:visible")).to_have_count(sum(len(q.letters) for q in QUIZ.questions))
    expect(page.locator(".cq-answers")).to_be_visible()
    expect(page.locator("button:visible, input:visible")).to_have_count(0)


def test_a_part_of_the_sheets_prints_alone(quiz):
    page = quiz(sheet=True)
    expect(page.locator(".cq-paper:visible")).to_have_count(0)
    page.evaluate("window.print = () => { window.part = document.documentElement.dataset.quizPrint; }")
    button(page, "print_cards").click()
    assert page.evaluate("window.part") == "cards"
    page.emulate_media(media="print")
    expect(page.locator(".cq-cards")).to_be_visible()
    for other in (".cq-questions", ".cq-answers", ".around", "h1"):
        expect(page.locator(other).first).not_to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".cq-questions")).to_be_visible()
    expect(page.locator(".around")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "dark", "width"),
    [("en", False, 320), ("fr", True, 320), ("fr", False, 1280), ("en", True, 1280)],
    ids=["phone-light", "phone-dark", "wide-light", "wide-dark"],
)
def test_every_screen_is_for_everyone(quiz, lang, dark, width):
    page = quiz(lang, dark, sheet=True, viewport={"width": width, "height": 844})

    def check():
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.locator("button:visible, .cq-choice label:visible, input[type=number]:visible").evaluate_all(
            "nodes => nodes.filter(n => n.getBoundingClientRect().height < 43.5).map(n => n.textContent)"
        )
        assert small == []

    check()
    mode(page, "all", lang)
    answer(page, QUIZ.question("paper"), "a")
    answer(page, QUIZ.question("saturday"), "c")
    answer(page, QUIZ.question("validator"), "ac")
    answer(page, QUIZ.question("versions"), "cba")
    page.locator('[data-question="validator"]').get_by_role("button", name=t("quiz.show_answer", lang)).click()
    check()
    button(page, "start_again", lang).click()
    check()
    button(page, "no_keep", lang).click()
    mode(page, "room", lang)
    page.locator("input[type=number]").first.fill("9")
    check()
    button(page, "reveal", lang).click()
    check()
