"""Measure how long it takes to read and profile a large French table, and how much memory.

    python benchmarks/profile_table.py            one line: lines, columns, weight, seconds, peak memory
    python benchmarks/profile_table.py --json     the same as JSON
    python benchmarks/profile_table.py --rows 50000

The table is made with a fixed seed in a temporary folder; reading and profiling happen in a fresh process,
whose peak memory is measured. Target: 1,000,000 lines of 20 columns in under 10 s and 2 GB on two cores.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

SEED = 20261121
BLOCK = 100_000
HEADER = (
    "id;code_commune;commune;siret;dep;date_maj;horodate;annee;actif;categorie;observation;"
    "surface;tarif;latitude;longitude;energie;budget;places;visites;note"
)
# Run in a process of its own, so that the memory of the generator is not counted.
MEASURE = """
import json, resource, sys, time
from culture_d.profile import profile
from culture_d.tables import read_table

start = time.perf_counter()
table = read_table(sys.argv[1])
middle = time.perf_counter()
found = profile(table)
end = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
kinds = [c.kind for c in found.columns]
print(json.dumps({
    "rows": found.rows, "columns": len(kinds), "file_mb": round(table.size / 1e6, 1), "kinds": kinds,
    "read_s": round(middle - start, 2), "profile_s": round(end - middle, 2),
    "total_s": round(end - start, 2), "peak_mb": round(peak),
}))
"""


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        write_table(path, asked.rows)
        run = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    measured = json.loads(run.stdout)
    if asked.json:
        print(json.dumps(measured))
    else:
        print(
            "{rows:,} lines × {columns} columns, {file_mb} MB: read {read_s} s + profile {profile_s} s "
            "= {total_s} s, peak {peak_mb:,} MB".format(**measured)
        )


def write_table(path: Path, rows: int) -> None:
    """Write a table of numbers with decimal commas, dates, text and codes, fictional throughout."""
    random = np.random.default_rng(SEED)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER + "\n")
        for start in range(0, rows, BLOCK):
            cells = (column.tolist() for column in _columns(random, start, min(BLOCK, rows - start)))
            file.writelines(";".join(row) + "\n" for row in zip(*cells, strict=True))


def _columns(random: np.random.Generator, start: int, n: int) -> list[np.ndarray]:
    def whole(low: int, high: int, shape: str = "%d") -> np.ndarray:
        return np.char.mod(shape, random.integers(low, high, n))

    def decimal(mean: float, spread: float, digits: int = 2) -> np.ndarray:
        return np.char.replace(np.char.mod(f"%.{digits}f", random.normal(mean, spread, n)), ".", ",")

    commune = random.integers(1, 35_000, n)
    days = np.datetime64("2015-01-01") + random.integers(0, 3_650, n)
    year, month, day = (np.char.mod("%s", part) for part in zip(*np.char.split(days.astype(str), "-"), strict=True))
    budget = random.integers(1_000, 999_999, n)
    hours = np.datetime64("2021-01-01T00:00:00") + np.arange(start, start + n) * 60
    return [
        np.char.mod("LIEU-%07d", np.arange(start, start + n)),
        np.char.mod("%05d", 1_000 + commune * 2),
        np.char.mod("Commune-%d", commune),
        whole(10**13, 9 * 10**13, "%014d"),
        whole(1, 96, "%02d"),
        np.char.add(np.char.add(np.char.add(day, "/"), np.char.add(month, "/")), year),
        hours.astype(str),
        whole(1990, 2026),
        np.where(random.random(n) < 0.5, "oui", "non"),
        whole(1, 40, "catégorie n° %d"),
        whole(0, 10**7, '"à revoir ; fiche %d"'),
        decimal(100, 30),
        decimal(12, 4),
        decimal(46, 1, 6),
        decimal(3, 1, 6),
        decimal(2_500, 400, 1),
        np.char.add(np.char.add(np.char.mod("%d", budget // 1_000), "\u202f"), np.char.mod("%03d,50", budget % 1_000)),
        whole(0, 500),
        whole(0, 10**6),
        np.where(random.random(n) < 0.02, "NC", decimal(10, 3, 1)),
    ]


if __name__ == "__main__":
    main()
