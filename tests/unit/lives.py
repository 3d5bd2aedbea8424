"""A fictional life of some weeks, as positions: a flat in Valombre, an office in Pont-Clairet, a pool on Fridays."""

import numpy as np
import pandas as pd

HOME, WORK, POOL = (44.7970, 5.1630), (44.7720, 5.2010), (44.8262, 5.2141)
NOISE = 1e-4  # degrees, about 10 metres


def positions(weeks: int = 2, seed: int = 7) -> pd.DataFrame:
    """Return a position every five minutes, every minute on the way, from a Monday on; times in Europe/Paris."""
    rng = np.random.default_rng(seed)
    frames = [_day(day, rng) for day in pd.date_range("2025-09-01", periods=7 * weeks, tz="Europe/Paris")]
    table = pd.concat(frames, ignore_index=True)
    wobble = rng.normal(0, NOISE, (2, len(table)))
    return table.assign(lat=table["lat"] + wobble[0], lon=table["lon"] + wobble[1], accuracy_m=10.0, elevation_m=np.nan)


def _day(day: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    if day.day_of_week == 6:  # a walk in a direction of its own
        angle = rng.uniform(0, 2 * np.pi)
        far = (HOME[0] + 0.03 * np.sin(angle), HOME[1] + 0.04 * np.cos(angle))
        plan = [(0, 10, HOME), (11, 12, far), (13, 24, HOME)]
    elif day.day_of_week == 4:
        plan = [(0, 8, HOME), (9, 17, WORK), (18, 19, POOL), (20, 24, HOME)]
    elif day.day_of_week == 5:
        plan = [(0, 24, HOME)]
    else:
        plan = [(0, 8, HOME), (9, 17, WORK), (18, 24, HOME)]
    pieces = []
    for at, (start, end, place) in enumerate(plan):
        if at:
            left, left_end = plan[at - 1][2], plan[at - 1][1]
            share = np.arange(60 * (start - left_end)) / (60 * (start - left_end))
            pieces.append(
                _piece(day, left_end, "1min", *(a + (b - a) * share for a, b in zip(left, place, strict=True)))
            )
        n = 12 * (end - start)
        pieces.append(_piece(day, start, "5min", np.full(n, place[0]), np.full(n, place[1])))
    return pd.concat(pieces)


def _piece(day: pd.Timestamp, hour: int, step: str, lat: np.ndarray, lon: np.ndarray) -> pd.DataFrame:
    time = pd.date_range(day + pd.Timedelta(hours=hour), periods=len(lat), freq=step)
    return pd.DataFrame({"time": time, "lat": lat, "lon": lon})
