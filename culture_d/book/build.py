"""Build both editions at the same time; any warning (broken link, image, reference) fails the build."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from culture_d.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


def build(root: Path = ROOT, languages: tuple[str, ...] = LANGUAGES) -> int:
    """Build the editions in ``_build/html/<lang>/``.

    Returns
    -------
    int
        0 when all were built without a warning, else 1.
    """
    running = {lang: subprocess.Popen(command(lang), cwd=root) for lang in languages}
    failed = [lang for lang, process in running.items() if process.wait()]
    for lang in failed:
        print(f"The {lang} edition was not built: the lines above say why.", file=sys.stderr)
    return 1 if failed else 0


def command(lang: str) -> list[str]:
    """Return the sphinx-build command of an edition, to be run from the project's folder."""
    options = ["-b", "html", "-W", "--keep-going", "-q", "-t", lang, "-d", f".cache/doctrees/{lang}"]
    return [sys.executable, "-m", "sphinx", *options, ".", f"_build/html/{lang}"]


if __name__ == "__main__":
    start = time.perf_counter()
    code = build()
    if code == 0:
        print(f"Both editions are in _build/html ({time.perf_counter() - start:.0f} s). Open index.html there.")
    sys.exit(code)
