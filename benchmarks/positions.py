"""Measure how long ten years of Google positions take to become trips, and how much memory.

    python benchmarks/positions.py             one line: points, weight, seconds of each step, peak memory
    python benchmarks/positions.py --json      the same as JSON
    python benchmarks/positions.py --points 50000

The file is made with a fixed seed in a temporary folder; it is read and turned into trips in a fresh process, whose
peak memory is measured, with its progress shown. Target: 1,000,000 positions in under 30 s and 2 GB on two cores.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

SEED = 20261122
START_MS = 1_420_070_400_000  # 1 January 2015
HOME, WORK, PLACES = (44.797, 5.163), (44.772, 5.201), 40
GUESSES = '{"type": "STILL", "confidence": 92}, {"type": "UNKNOWN", "confidence": 8}'
STEP_S, NOISE_DEGREES = 330, 0.0002
# Run in a process of its own, so that the memory of the generator is not counted.
MEASURE = """
import json, resource, sys, time
from culture_d.personal.formats.google_records import read_records
from culture_d.personal.opening import members
from culture_d.personal.stops import clean, stops, trips_between

def shown(step):
    return lambda share: print(f"\\r{step}: {share:4.0%}", end="", file=sys.stderr)

marks = [time.perf_counter()]
export = read_records(next(iter(members(sys.argv[1]))), shown("reading"))
marks.append(time.perf_counter())
positions, doubts = clean(export.table)
marks.append(time.perf_counter())
found = stops(positions, progress=shown("stops"))
marks.append(time.perf_counter())
trips = trips_between(positions, found)
marks.append(time.perf_counter())
print(file=sys.stderr)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
seconds = [round(b - a, 2) for a, b in zip(marks, marks[1:])]
print(json.dumps({
    "points": len(export.table), "stops": len(found), "trips": len(trips),
    **dict(zip(("read_s", "clean_s", "stops_s", "trips_s"), seconds)),
    "total_s": round(marks[-1] - marks[0], 2), "peak_mb": round(peak),
}))
"""


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Records.json"
        write_records(path, asked.points)
        weight = round(path.stat().st_size / 1e6, 1)
        run = subprocess.run([sys.executable, "-c", MEASURE, str(path)], stdout=subprocess.PIPE, text=True, check=True)
    measured = {"file_mb": weight, **json.loads(run.stdout)}
    if asked.json:
        print(json.dumps(measured))
    else:
        print(
            "{points:,} positions, {file_mb} MB: read {read_s} s + clean {clean_s} s + {stops:,} stops {stops_s} s "
            "+ {trips:,} trips {trips_s} s = {total_s} s, peak {peak_mb:,} MB".format(**measured)
        )


def write_records(path: Path, points: int) -> None:
    """Write ten years of somebody who goes to work and elsewhere, with noise, jumps and the fields of the real file."""
    random = np.random.default_rng(SEED)
    lat, lon = _life(random, points)
    seconds = np.cumsum(random.integers(STEP_S - 60, STEP_S + 30, points))
    times = (np.datetime64(START_MS, "ms") + (seconds * 1000).astype("timedelta64[ms]")).astype(str)
    accuracy = random.integers(8, 60, points)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"locations": [')
        for i in range(points):
            place = f'"latitudeE7": {round(lat[i] * 1e7)}, "longitudeE7": {round(lon[i] * 1e7)}'
            guess = f'"activity": [{{"activity": [{GUESSES}], "timestamp": "{times[i]}Z"}}]'
            file.write(
                f'{"," if i else ""}{{{place}, "accuracy": {accuracy[i]}, {guess}, "source": "WIFI", '
                f'"deviceTag": 1000000001, "timestamp": "{times[i]}Z"}}'
            )
        file.write("]}")


def _life(random: np.random.Generator, points: int) -> tuple[np.ndarray, np.ndarray]:
    """Alternate stays and moves between home, work and other places of the valley."""
    places = np.array(
        [HOME, WORK, *zip(random.normal(44.79, 0.03, PLACES), random.normal(5.16, 0.04, PLACES), strict=True)]
    )
    here, parts, total = 0, [], 0
    while total < points:
        there = int(random.choice([0, 1, int(random.integers(2, len(places)))], p=[0.45, 0.35, 0.2]))
        stay, move = int(random.integers(4, 110)), int(random.integers(2, 9))
        way = np.linspace(places[here], places[there], move + 2)[1:-1]
        parts += [np.repeat(places[[here]], stay, axis=0), way]
        here, total = there, total + stay + move
    trace = np.concatenate(parts)[:points] + random.normal(0, NOISE_DEGREES, (points, 2))
    jumps = random.random(points) < 0.0005
    trace[jumps] = (40.7, -74.0)
    return trace[:, 0], trace[:, 1]


if __name__ == "__main__":
    main()
