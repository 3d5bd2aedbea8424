"""The built book in a real browser: alone, in two languages, fast, and for everyone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import BOOK, keep_storage, pages
from playwright.sync_api import expect

TABLES = "lessons/subscriptions.html"  # charts, and tables of pandas too wide for a phone
LESSON, GAME, TEXT, HOME = "lessons/data-interview.html", "interview.html", "facilitate.html", "index.html"
TEXT_BUDGET, CHART_BUDGET = 150_000, 450_000  # bytes of a first load, compressed
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_page_asks_nobody_and_complains_of_nothing(book, visit, lang):
    page, witness = visit(book, f"{lang}/{HOME}")
    for path in pages(lang):
        page.goto(f"{book}/{path}", wait_until="load")
        assert page.evaluate("document.documentElement.lang") == lang
    assert witness.foreign == []
    assert witness.errors == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_page_scrolls_sideways_on_the_narrowest_phone(served, visit, lang):
    page, _ = visit(served, f"{lang}/{HOME}", viewport={"width": 320, "height": 640})
    wide = []
    for path in pages(lang):
        page.goto(f"{served}/{path}", wait_until="load")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert wide == []


def test_charts_are_drawn_at_once_then_come_alive(book, visit):
    page, witness = visit(book, f"fr/{LESSON}")
    chart = page.locator(".cd-chart").first
    drawing = chart.locator(".cd-chart-narrow svg[role=img]")
    expect(drawing).to_be_visible()
    expect(chart.locator("figcaption")).to_be_visible()
    assert "1991" in drawing.get_attribute("aria-label")
    assert "vega" not in page.evaluate("Object.keys(window).join()")
    chart.scroll_into_view_if_needed()
    page.mouse.wheel(0, 40)
    chart.hover()
    page.wait_for_selector(".cd-chart[data-awake=yes]")
    live = chart.locator(".cd-chart-live svg")
    assert live.get_attribute("role") == "img"
    assert "31\u202f408" in live.get_attribute("aria-label")
    assert witness.foreign == [] and witness.errors == []


def test_a_living_chart_answers_the_pointer_in_the_readers_language(served, visit):
    page, _ = visit(served, f"fr/{LESSON}", viewport={"width": 1280, "height": 900})
    chart = page.locator(".cd-chart").first
    chart.scroll_into_view_if_needed()
    chart.hover()
    page.wait_for_selector(".cd-chart[data-awake=yes]")
    assert "30\u202f000" in chart.locator(".cd-chart-live svg").text_content()
    box = chart.locator(".cd-chart-live .mark-text.role-mark text").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#vg-tooltip-element.visible")


def test_without_script_a_page_is_whole(book, visit):
    page, _ = visit(book, f"en/{LESSON}", java_script_enabled=False)
    expect(page.locator(".cd-chart-narrow svg").first).to_be_visible()
    expect(page.locator("#site-nav a").first).to_be_visible()
    expect(page.locator(".cd-chart-table").first).to_be_visible()


def test_the_figures_of_a_chart_are_a_table(served, visit):
    page, _ = visit(served, f"en/{LESSON}")
    details = page.locator(".cd-chart-table").first
    details.locator("summary").click()
    assert [th.strip() for th in details.locator("thead th").all_text_contents()][0] == "Year of birth"
    expect(details.get_by_text("31,408")).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_page_switches_to_its_twin(lang):
    other = "fr" if lang == "en" else "en"
    for path in pages(lang):
        html = (BOOK / path).read_text(encoding="utf-8")
        target = re.search(r'<a class="tool switch" href="([^"]+)"', html)[1]
        twin = ((BOOK / path).parent / target).resolve()
        assert twin == BOOK / path.replace(f"{lang}/", f"{other}/", 1) and twin.exists()
        assert f'hreflang="{other}"' in html and f'<html lang="{lang}"' in html


def test_the_switch_is_a_click_away_and_the_entrance_remembers_it(book, visit):
    page, _ = visit(book, f"en/{LESSON}")
    page.locator(".switch").click()
    page.wait_for_url(f"**/fr/{LESSON}*")
    assert page.locator("h1").inner_text().startswith("Leçon")
    keep_storage(page)
    page.goto(f"{book}/index.html")
    page.wait_for_url("**/fr/index.html")


@pytest.mark.parametrize(("locale", "lang"), [("fr-FR", "fr"), ("en-GB", "en"), ("de-DE", "en")])
def test_the_entrance_follows_the_browsers_language(book, visit, locale, lang):
    page, _ = visit(book, "index.html", locale=locale)
    page.wait_for_url(f"**/{lang}/index.html")


@pytest.mark.parametrize(("lang", "typed"), [("fr", "prénoms"), ("fr", "prenom"), ("fr", "donnees"), ("en", "names")])
def test_search_finds_with_and_without_accents(book, visit, lang, typed):
    page, witness = visit(book, f"{lang}/search.html?q={typed}")
    page.wait_for_selector("#search-results li a")
    page.wait_for_load_state("networkidle")  # each result then gets its excerpt, which moves the next ones
    title = page.locator("#search-results li a").first.inner_text()
    page.locator("#search-results li a").first.click()
    page.wait_for_url(lambda url: "search.html" not in url)
    page.wait_for_selector("article h1")
    assert title.split()[0] in page.locator("article").inner_text()
    assert witness.errors == [] and witness.foreign == []


def test_search_speaks_french(served, visit):
    page, _ = visit(served, "fr/search.html?q=zzzz")
    page.wait_for_selector("#search-results h2, #search-results p.search-summary")
    text = page.locator("main").inner_text()
    assert not re.search(r"\b(search|results?|match|please)\b", text, re.IGNORECASE), text


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [HOME, TEXT, LESSON, GAME, TABLES])
def test_axe_finds_nothing(served, visit, lang, width, scheme, path):
    page, _ = visit(served, f"{lang}/{path}", viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    said = [{v["id"]: [n["html"][:160] for n in v["nodes"]][:3]} for v in found]
    assert said == [], json.dumps(said, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(("path", "budget"), [(HOME, TEXT_BUDGET), (TEXT, TEXT_BUDGET), (LESSON, CHART_BUDGET)])
def test_a_first_load_keeps_its_budget(served, visit, path, budget):
    page, witness = visit(served, f"fr/{path}")
    page.wait_for_load_state("networkidle")
    assert 5_000 < witness.bytes <= budget


def test_a_page_with_living_charts_keeps_its_budget_too(served, visit):
    page, witness = visit(served, f"fr/{LESSON}")
    page.locator(".cd-chart").first.hover()
    page.wait_for_selector(".cd-chart[data-awake=yes]")
    assert witness.bytes <= CHART_BUDGET


def test_colours_follow_the_device_and_the_button(served, visit):
    page, _ = visit(served, f"en/{TEXT}", color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.locator(".theme").click()
    light = page.evaluate(paper)
    assert dark != light
    keep_storage(page)
    page.reload()
    assert page.evaluate(paper) == light


def test_the_keyboard_goes_everywhere(served, visit):
    page, _ = visit(served, f"fr/{TEXT}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.locator(".menu").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#site-nav")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#site-nav")).not_to_be_visible()
    assert page.evaluate("document.activeElement.classList.contains('menu')")


def test_no_english_is_left_in_the_french_interface():
    everywhere = r"\b(Toggle|Show code|Hide code|Permalink|Link to this)\b"
    around = everywhere + r"|\b(Skip to|Next|Previous|Contents|Light|Dark|Search|Menu of)\b"
    for path in pages("fr"):
        html = (BOOK / path).read_text(encoding="utf-8")
        seen = re.sub(r"<(script|style|pre)\b.*?</\1>", "", html, flags=re.DOTALL)
        assert not re.findall(everywhere, seen), path
        shell = re.sub(r"<article>.*</article>", "", seen, flags=re.DOTALL)
        assert not re.findall(around, shell), path


def test_nothing_in_the_built_pages_points_outside_but_links():
    for lang in ("en", "fr"):
        for path in pages(lang):
            html = (BOOK / path).read_text(encoding="utf-8")
            loaded = re.findall(r'<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc="(https?:)?//', html)
            loaded += re.findall(r'<link\b[^>]*rel="(?:stylesheet|preload|icon)"[^>]*href="(?:https?:)?//', html)
            assert loaded == [], path
    for style in Path(BOOK).rglob("*.css"):
        assert not re.search(r"url\([\"']?(https?:)?//", style.read_text(encoding="utf-8")), style
