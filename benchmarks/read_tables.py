"""Measure what readers of tables make of French files, and how long they take.

    python benchmarks/read_tables.py              shares of the corpus read right, seconds and peak memory
    python benchmarks/read_tables.py --json       the same as JSON
    python benchmarks/read_tables.py --rows 50000

The corpus is ``tests/unit/dialect_corpus.py``. A table is read right when its names, its lines and every cell are
those expected: numbers as numbers, codes as text, gaps as gaps. We are lenient with others: names that had to be
invented may differ, and a date may stay text. Times are on a clean file of a million lines (comma, UTF-8, decimal
point), the best of several runs, each in a process of its own: seconds of processor, which a busy machine disturbs
less than those of the clock.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "unit"))

from dialect_corpus import CORPUS, Dialect  # noqa: E402

from culture_d.tables import read_table  # noqa: E402

SEED = 20261121
RUNS = 5
BLOCK = 50_000
MEASURE = """
import json, resource, sys, time
import pandas as pd
from culture_d.tables import read_table

read = {"ours": lambda path: read_table(path).data, "pandas": pd.read_csv}[sys.argv[1]]
start = time.process_time()
data = read(sys.argv[2])
end = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
print(json.dumps({"s": end - start, "mb": peak, "rows": len(data)}))
"""


def ours(path: Path) -> pd.DataFrame:
    """Read as the course does."""
    return read_table(path).data


def plain_pandas(path: Path) -> pd.DataFrame:
    """Read as a beginner does."""
    return pd.read_csv(path)


def sniffed(path: Path) -> pd.DataFrame:
    """Guess the encoding with charset-normalizer and the separator with the standard library, then read."""
    from charset_normalizer import from_path

    text = str(from_path(path).best())
    separator = csv.Sniffer().sniff(text[:10_000], delimiters=";,\t|").delimiter
    return pd.read_csv(io.StringIO(text), sep=separator)


def clever(path: Path) -> pd.DataFrame:
    """Guess with clevercsv, then read with pandas."""
    import clevercsv

    return clevercsv.read_dataframe(str(path))


READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    "culture_d.read_table": ours,
    "pandas.read_csv": plain_pandas,
    "charset-normalizer + csv.Sniffer + pandas": sniffed,
    "clevercsv": clever,
}


def is_right(found: pd.DataFrame, dialect: Dialect) -> bool:
    """Tell whether a table is the one expected, a date left as text being forgiven."""
    if found.shape != (len(next(iter(dialect.columns.values()))), len(dialect.columns)):
        return False
    named = all(str(a) == b or _is_invented(b) for a, b in zip(found.columns, dialect.columns, strict=True))
    return named and all(
        _is_same(cell, expected)
        for i, values in enumerate(dialect.columns.values())
        for cell, expected in zip(found.iloc[:, i].tolist(), values, strict=True)
    )


def _is_invented(name: str) -> bool:
    return name.startswith("col_") or name.endswith("_2")


def _is_same(cell: object, expected: object) -> bool:
    if expected is None or pd.isna(cell):
        return expected is None and bool(pd.isna(cell))
    if isinstance(expected, pd.Timestamp) and isinstance(cell, str):
        moment = pd.to_datetime(cell, dayfirst="/" in cell, errors="coerce")
        return not pd.isna(moment) and moment == expected
    if isinstance(expected, str) or isinstance(cell, str):
        return cell == expected
    return bool(cell == expected)


def corpus() -> dict[str, list[str]]:
    """Return, for each reader, the names of the dialects it does not read right."""
    lost: dict[str, list[str]] = {name: [] for name in READERS}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for dialect in CORPUS:
            path = Path(folder) / f"{dialect.name}.csv"
            path.write_bytes(dialect.raw)
            for name, read in READERS.items():
                try:
                    right = is_right(read(path), dialect)
                except Exception:  # a reader may fail as it likes: the table is not read
                    right = False
                if not right:
                    lost[name].append(dialect.name)
    return lost


def write_clean(path: Path, rows: int) -> None:
    """Write a table that no reader can misread, fictional throughout, block by block to keep our own memory low."""
    random = np.random.default_rng(SEED)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("id,commune,date,visites,prix,latitude,ouvert,places\n")
        for start in range(0, rows, BLOCK):
            cells = (column.tolist() for column in _block(random, start, min(BLOCK, rows - start)))
            file.writelines(",".join(row) + "\n" for row in zip(*cells, strict=True))


def _block(random: np.random.Generator, start: int, n: int) -> list[np.ndarray]:
    return [
        np.char.mod("%d", np.arange(start, start + n)),
        np.char.mod("Commune-%d", random.integers(1, 35_000, n)),
        (np.datetime64("2015-01-01") + random.integers(0, 3650, n)).astype(str),
        np.char.mod("%d", random.integers(0, 100_000, n)),
        np.char.mod("%.2f", random.normal(100, 30, n)),
        np.char.mod("%.6f", random.normal(46, 1, n)),
        np.where(random.random(n) < 0.5, "oui", "non"),
        np.char.mod("%d", random.integers(0, 500, n)),
    ]


def speed(rows: int) -> dict[str, dict[str, float]]:
    """Return the best seconds of processor and the peak memory of both readers, run in turn."""
    best: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clean.csv"
        write_clean(path, rows)
        for _ in range(RUNS):
            for name in ("ours", "pandas"):
                run = subprocess.run(
                    [sys.executable, "-c", MEASURE, name, str(path)],
                    capture_output=True, text=True, check=True, cwd=ROOT,
                )  # fmt: skip
                measured = json.loads(run.stdout)
                if name not in best or measured["s"] < best[name]["s"]:
                    best[name] = measured
    return best


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    lost, times = corpus(), speed(asked.rows)
    if asked.json:
        print(json.dumps({"corpus": len(CORPUS), "lost": lost, "speed": times}))
        return
    for name, names in lost.items():
        print(f"{name}: {len(CORPUS) - len(names)} of {len(CORPUS)} French tables read right")
        if names:
            print(f"  not {', '.join(names)}")
    ratio = times["ours"]["s"] / times["pandas"]["s"]
    told = {name: f"{m['s']:.2f} s, {m['mb']:,.0f} MB" for name, m in times.items()}
    print(f"{asked.rows:,} clean lines: ours {told['ours']}; pandas {told['pandas']}; {ratio:.2f} times as long")


if __name__ == "__main__":
    main()
