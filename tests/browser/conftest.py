"""A real headless Chromium over the built book, by http and from the disk."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

BOOK = Path(__file__).resolve().parents[2] / "_build" / "html"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 20_000  # milliseconds: a machine with other work to do is slow, not wrong
# Chromium asks its maker for news at each start: not in our tests.
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    """Mark these tests, and skip them with a clear word where there is no browser or no book."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: .ci/run installs Debian's"))
            elif "book" in item.fixturenames and not (BOOK / "fr" / "index.html").exists():
                item.add_marker(pytest.mark.skip(reason="the book is not built: make build"))


@pytest.fixture(scope="session")
def chromium():
    """Start the browser once."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served():
    """Serve the built book with the course's own server; give its address."""
    from culture_d.book.serve import server

    with server(BOOK) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture(params=["http", "file"])
def book(request, served):
    """Give the address of the book: served, then from the disk as on a USB stick."""
    return served if request.param == "http" else BOOK.as_uri()


class Witness:
    """Listens to a page: foreign requests, errors in the console, bytes received."""

    def __init__(self, page, home: str) -> None:
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.bytes = 0
        page.on("request", lambda request: self._request(request.url, home))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfinished", self._finished)

    def _request(self, url: str, home: str) -> None:
        if not url.startswith((home, "data:", "blob:")):
            self.foreign.append(url)

    def _finished(self, request) -> None:
        sizes = request.sizes()
        self.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.fixture
def visit(chromium):
    """Open a page in a fresh browser context; give the page and its witness."""
    contexts = []

    def open_page(home: str, path: str, **options):
        options.setdefault("viewport", {"width": 390, "height": 844})
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        witness = Witness(page, home)
        page.goto(f"{home}/{path}", wait_until="load")
        return page, witness

    yield open_page
    for context in contexts:
        context.close()


def keep_storage(page) -> None:
    """Give the next pages what this one has stored: Chromium itself may write it later than a fast reader reloads."""
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert stored != "{}", "the page has stored nothing"
    page.add_init_script(f"Object.assign(localStorage, {stored})")


def pages(lang: str) -> list[str]:
    """Return the addresses of an edition's pages."""
    return sorted(p.relative_to(BOOK).as_posix() for p in (BOOK / lang).rglob("*.html"))
