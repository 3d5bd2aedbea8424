"""Everything that `make bench` measures, one line per figure. It measures; it gates nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = (
    "page_weights",
    "lighthouse",
    "profile_table",
    "read_tables",
    "validate_standard",
    "read_personal",
    "positions",
)


def builds() -> None:
    """Print the seconds of a cold and of a warm build of both editions, in a copy of the sources."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "a copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", "_build", ".cache", ".git", "tests"))
        for name in ("cold", "warm"):
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", "import sys; from pathlib import Path; from culture_d.book.build import build; "
                 "sys.exit(build(Path(sys.argv[1])))", str(copy)],
                check=True,
            )  # fmt: skip
            print(f"{name} build of both editions: {time.perf_counter() - start:.1f} s")


def run(script: str) -> None:
    """Run a benchmark of this folder in a process of its own."""
    subprocess.run([sys.executable, str(ROOT / "benchmarks" / f"{script}.py")], check=False, cwd=ROOT)


def notebooks() -> None:
    """Run every notebook, changed or not, and print the seconds of each."""
    subprocess.run([sys.executable, "-m", "culture_d.making", "test", "--all"], check=False, cwd=ROOT)


if __name__ == "__main__":
    builds()
    for script in SCRIPTS:
        run(script)
    notebooks()
