"""Lighthouse, mobile: performance and accessibility of a text page, a page with charts and the game."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from culture_d.book.serve import server

BOOK = Path(__file__).resolve().parents[1] / "_build" / "html"
PAGES = (
    "facilitate.html", "lessons/data-interview.html", "interview.html", "index.html",
    "quiz-standard.html", "committee.html", "lessons/use-the-standard.html",
)  # fmt: skip
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-sync"


def main() -> None:
    """Print the scores, or say why they were not measured."""
    chromium, npx = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("npx")
    if not chromium or not npx:
        print("Lighthouse: skipped, it needs Chromium and Node.js (npx)")
        return
    with server(BOOK) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        for lang in ("en", "fr"):
            for path in PAGES:
                scores = _scores(npx, chromium, f"http://127.0.0.1:{running.server_port}/{lang}/{path}")
                print(f"Lighthouse mobile, {lang}/{path}: {scores}")
        running.shutdown()


def _scores(npx: str, chromium: str, url: str) -> str:
    """Return "performance 99, accessibility 100" for a page, or what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [npx, "--yes", "lighthouse@13", url, "--output=json", f"--output-path={out}", "--quiet"]
        command += ["--only-categories=performance,accessibility", f"--chrome-flags={FLAGS}"]
        done = subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium}, capture_output=True, text=True)
        if not out.exists():
            return f"not measured ({done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no report'})"
        report = json.loads(out.read_text(encoding="utf-8"))
    categories = report["categories"]
    said = ", ".join(f"{name} {round(100 * categories[name]['score'])}" for name in ("performance", "accessibility"))
    missed = [
        audit["id"]
        for ref in categories["accessibility"]["auditRefs"]
        if (audit := report["audits"][ref["id"]])["score"] not in (None, 1)
    ]
    return said + (f" (to mend: {', '.join(missed)})" if missed else "")


if __name__ == "__main__":
    main()
