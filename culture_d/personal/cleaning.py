"""Put aside the positions that cannot be true: clocks that lie, jumps over the ocean, coordinates of nowhere."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import pandas as pd

from culture_d.personal.export import Said, said
from culture_d.personal.geometry import distance_km, steps_km

FASTEST_KMH = 1_000  # an airliner with the wind behind it
SLACK_KM = 0.5  # two points of one second apart may differ by an antenna's error
ROUGHEST_M = 1_000  # an accuracy worse than this says in which town, not in which street
FIRST_YEAR = pd.Timestamp("2000-01-01", tz="UTC")
LONELY = pd.Timedelta(days=365)
_LOOK_BACK = 40  # pieces of the trace among which its thread is sought
_MOST_CUTS = 100_000  # beyond, there is no thread


def clean(positions: pd.DataFrame, *, now: pd.Timestamp | None = None) -> tuple[pd.DataFrame, tuple[Said, ...]]:
    """Put aside the points that cannot be true, and say how many and why.

    In this order: points without time or place; latitudes beyond 90° or longitudes beyond 180°, and the point 0, 0
    where devices without a signal believe they are; accuracies worse than 1 km; times before 2000 or to come; points
    of the same instant (the most accurate stays); times that go backwards in the order of the file; a few points
    alone, a year or more away from all others (receivers whose count of weeks starts again are 19.6 years late);
    jumps that would need more than 1,000 km/h and come back.

    A jump that never comes back is kept, and told: nothing says which side is wrong. So is everything, when more than
    half of the points would have to go.

    Parameters
    ----------
    positions : pandas.DataFrame
        The columns of the family ``positions``. The index, when it is not in order, is taken as the order of the
        file: it tells a clock that went backwards.
    now : pandas.Timestamp, optional
        What "to come" means: the present by default.

    Returns
    -------
    positions : pandas.DataFrame
        The points kept, in the order of time, with a new index.
    doubts : tuple of Said
        What was put aside, in that order, then the jumps that were kept; empty when there is nothing to say.
    """
    now = pd.Timestamp.now(tz="UTC") if now is None else now
    doubts: list[Said] = []

    def drop(wrong: np.ndarray | pd.Series, key: str) -> None:
        nonlocal positions
        wrong = np.asarray(wrong, dtype=bool)
        if wrong.any():
            positions = positions[~wrong]
            doubts.append(said(f"stops.{key}", n=int(wrong.sum())))

    drop(positions[["time", "lat", "lon"]].isna().any(axis=1), "incomplete")
    drop(nowhere(positions), "nowhere")
    drop(positions["accuracy_m"].astype(float) > ROUGHEST_M, "rough")
    drop((positions["time"] < FIRST_YEAR) | (positions["time"] > now), "out_of_time")
    positions = positions.sort_values(["time", "accuracy_m"], kind="stable")
    drop(positions["time"].duplicated(), "same_instant")
    drop(_backwards(positions), "backwards")
    drop(lonely(positions["time"]), "years_away")
    drop(_jumps(positions), "jumps")
    left = int(_too_fast(positions).sum())
    if left:
        doubts.append(said("stops.unexplained", n=left))
    return positions.reset_index(drop=True), tuple(doubts)


def nowhere(positions: pd.DataFrame) -> pd.Series:
    """Tell which ``lat``, ``lon`` (degrees) stand nowhere on Earth, or at 0, 0."""
    lat, lon = positions["lat"].astype(float), positions["lon"].astype(float)
    return ~((lat.abs() <= 90) & (lon.abs() <= 180)) | ((lat == 0) & (lon == 0))


def _backwards(positions: pd.DataFrame) -> np.ndarray:
    """Tell the points to put aside for the others to go forwards both in the file and in time.

    They are the complement of the longest increasing subsequence. When they are more than one in twenty the file is
    simply in another order (the newest first, tracks in disorder), and its order tells nothing.
    """
    order = positions.index.to_numpy()
    wrong = np.zeros(len(order), dtype=bool)
    if len(order) < 3 or (np.diff(order) > 0).all():
        return wrong
    tails: list[int] = []  # the smallest last rank of an increasing sequence of each length
    places: list[int] = []  # where that rank is
    before = np.full(len(order), -1)
    for i, rank in enumerate(order.tolist()):
        length = bisect_left(tails, rank)
        before[i] = places[length - 1] if length else -1
        tails[length : length + 1] = [rank]
        places[length : length + 1] = [i]
    kept = np.zeros(len(order), dtype=bool)
    i = places[-1]
    while i >= 0:
        kept[i] = True
        i = before[i]
    return ~kept if (~kept).sum() * 20 <= len(kept) else wrong


def lonely(time: pd.Series) -> np.ndarray:
    """Tell the times, given in order, of small groups that over a year of silence separates from all the others."""
    far = time.diff() > LONELY
    group = far.cumsum().to_numpy()
    if not len(group) or group[-1] == 0:
        return np.zeros(len(group), dtype=bool)
    sizes = np.bincount(group)
    return (sizes <= max(3, min(len(group) // 20, 200)))[group] & (sizes < sizes.max())[group]


def _too_fast(positions: pd.DataFrame) -> np.ndarray:
    """Tell after which points the trace goes faster than anything flies, shape (n - 1,)."""
    km = steps_km(positions["lat"], positions["lon"])
    return km > np.diff(hours_of(positions["time"])) * FASTEST_KMH + SLACK_KM


def _jumps(positions: pd.DataFrame) -> np.ndarray:
    """Tell the points that leave the thread of the trace faster than anything flies, and come back.

    The trace is cut where it goes too fast; the thread is the chain of pieces that holds most points, each reached
    from the one before at a possible speed. Following a piece at an impossible speed costs as much as losing a tenth
    of the points (100 at most): a jump that does not come back is thus kept.
    """
    n = len(positions)
    if n < 3:
        return np.zeros(n, dtype=bool)
    lat, lon = positions["lat"].to_numpy(float), positions["lon"].to_numpy(float)
    hours = hours_of(positions["time"])
    cut = _too_fast(positions)
    if not 0 < cut.sum() < _MOST_CUTS:
        return np.zeros(n, dtype=bool)
    first = np.concatenate([[0], np.flatnonzero(cut) + 1])
    last = np.concatenate([first[1:] - 1, [n - 1]])
    price = min(max(n / 10, 2), 100)
    best = (last - first + 1).astype(float)
    before = np.full(len(first), -1)
    for k in range(1, len(first)):
        a = np.arange(max(0, k - _LOOK_BACK), k)
        km = distance_km(lat[last[a]], lon[last[a]], lat[first[k]], lon[first[k]])
        possible = km <= (hours[first[k]] - hours[last[a]]) * FASTEST_KMH + SLACK_KM
        gain = best[a] - np.where(possible, 0, price)
        chosen = int(gain.argmax())
        if gain[chosen] > 0:
            best[k] += gain[chosen]
            before[k] = a[chosen]
    kept = np.zeros(n, dtype=bool)
    k = int(best.argmax())
    while k >= 0:
        kept[first[k] : last[k] + 1] = True
        k = before[k]
    return ~kept if kept.sum() * 2 >= n else np.zeros(n, dtype=bool)


def hours_of(time: pd.Series) -> np.ndarray:
    """Return times as hours since 1970 (UTC), whatever the unit in which pandas keeps them."""
    return time.dt.as_unit("ns").to_numpy("datetime64[ns]").astype("int64") / 3.6e12
