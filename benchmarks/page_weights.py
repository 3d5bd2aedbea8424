"""Bytes of the first load of each kind of page, compressed as the course's own server sends them."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from culture_d.book.serve import server

BOOK = Path(__file__).resolve().parents[1] / "_build" / "html"
PAGES = (
    "index.html",
    "facilitate.html",
    "deck.html",
    "portraits/sirene.html",
    "interview.html",
    "lessons/data-interview.html",
    "lessons/use-the-standard.html",
    "quiz-standard.html",
    "committee.html",
    "standard.html",
    "sample-tables.html",
)


def main() -> None:
    """Print the weight of each page, in both languages."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("page weights: skipped, no Chromium on this machine")
        return
    from playwright.sync_api import sync_playwright

    with server(BOOK) as running, sync_playwright() as playwright:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for lang in ("en", "fr"):
            for path in PAGES:
                print(
                    f"{lang}/{path}: {_weight(browser, f'http://127.0.0.1:{running.server_port}/{lang}/{path}'):.0f} KB"
                )
        running.shutdown()


def _weight(browser, url: str) -> float:
    """Return the kilobytes received while a page loads in a fresh browser."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    received: list[int] = []

    def note(request) -> None:
        sizes = request.sizes()
        received.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    page.on("requestfinished", note)
    page.goto(url, wait_until="networkidle")
    page.context.close()
    return sum(received) / 1000


if __name__ == "__main__":
    main()
