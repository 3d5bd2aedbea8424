"""Measure the check of a large file against the national standard: time, memory, errors found, agreement.

    python benchmarks/validate_standard.py            20,000 places with 500 errors, then 200,000 with 5,000
    python benchmarks/validate_standard.py --json     the same as JSON
    python benchmarks/validate_standard.py --rows 5000 --errors 100

The places and the errors are fictional, made with a fixed seed in a temporary folder; the check, with its sentences in
both languages, happens in a fresh process, whose peak memory is measured. Targets for 20,000 places on two cores: less
than 10 s (3 s hoped for) and 500 MB. Every error that was sown must be found, no other, and plain frictionless must
refuse the same lines.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
SEED = 20261121
SIZES = [(20_000, 500), (200_000, 5_000)]
# Run in a process of its own, so that the memory of the generator is not counted.
MEASURE = """
import json, re, resource, sys, time
from pathlib import Path
from culture_d.standard.validation import validate

def peak_mb():
    status = Path("/proc/self/status")
    if status.exists():  # the figure of getrusage begins with that of the process that started this one
        return int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2

told = []
start = time.perf_counter()
report = validate(sys.argv[1], lang="fr", progress=lambda done, total: told.append(done))
checked = time.perf_counter()
sentences = report.sentences("fr") + report.sentences("en")
end = time.perf_counter()
print(json.dumps({
    "rows": report.rows, "columns": len(report.columns), "valid": report.valid, "causes": len(report.causes),
    "check_s": round(checked - start, 2), "words_s": round(end - checked, 2), "peak_mb": round(peak_mb()),
    "progress_calls": len(told), "cells": [[line, c.column] for c in report.causes for line in c.lines],
}))
"""
PLAIN = """
import json, sys, time
from frictionless import Resource

start = time.perf_counter()
resource = Resource(path="places.csv", basepath=sys.argv[1], schema=sys.argv[2])
lines = []
with resource:
    for row in resource.row_stream:
        if row.errors:
            lines.append(row.row_number)
print(json.dumps({"lines": lines, "plain_s": round(time.perf_counter() - start, 2)}))
"""


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int)
    parser.add_argument("--errors", type=int, default=500)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    for rows, errors in [(asked.rows, asked.errors)] if asked.rows else SIZES:
        found = measure(rows, errors)
        if asked.json:
            print(json.dumps(found))
        else:
            print(
                "{rows:,} places × {columns} columns, {file_mb} MB, {sown} errors sown: checked in {check_s} s, "
                "said in {words_s} s, peak {peak_mb:,} MB; {caught} errors found, {false} false; frictionless alone "
                "{plain_s} s, lines where it disagrees: {disagree}".format(**found)
            )


def measure(rows: int, errors: int) -> dict:
    """Make a file of places with errors and check it.

    Parameters
    ----------
    rows, errors : int

    Returns
    -------
    dict
        Figures in seconds and megabytes; counts of errors caught, of false ones, of lines that disagree.
    """
    with tempfile.TemporaryDirectory() as folder:
        sown = write_places(Path(folder) / "places.csv", rows, errors)
        found = _run(MEASURE, str(Path(folder) / "places.csv"))
        found |= _run(PLAIN, folder, "schema.json")
        found["file_mb"] = round((Path(folder) / "places.csv").stat().st_size / 1e6, 1)
    cells = {tuple(cell) for cell in found.pop("cells")}
    seeded = set(zip(sown["line"], sown["column"], strict=True))
    return found | {
        "sown": len(seeded),
        "caught": len(cells & seeded),
        "false": len(cells - seeded),
        "disagree": len({line for line, _ in cells} ^ set(found.pop("lines"))),
    }


def write_places(path: Path, rows: int, errors: int) -> pd.DataFrame:
    """Write fictional places with errors, and their schema beside them; return where the errors are."""
    sys.path.insert(0, str(ROOT / "data" / "generators"))
    from mediation_places import make_dirty, make_places

    dirty, sown = make_dirty(make_places(rows, SEED), errors, SEED)
    dirty.to_csv(path, index=False, lineterminator="\n")
    schema = (ROOT / "data" / "standard" / "schema-1.0.1.json").read_text(encoding="utf-8")
    path.with_name("schema.json").write_text(schema, encoding="utf-8")
    return sown


def _run(script: str, *arguments: str) -> dict:
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(run.stdout)


if __name__ == "__main__":
    main()
