"""What lies between two stops: how long, how far, and which modes its speed allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

import numpy as np
import pandas as pd

from culture_d.personal.cleaning import hours_of
from culture_d.personal.export import COLUMNS
from culture_d.personal.geometry import METRES_PER_DEGREE, distance_km, steps_km, wobble_m
from culture_d.personal.silences import silences

_WOBBLES = 6  # a stride of six times the noise is 3 % too long at worst, by Pythagoras
_STRIDES_M = (10, 100)
_MEASURED = ("distance_km", "mode", "start_lat", "start_lon", "end_lat", "end_lon")
_SHORT_KM, _SHORT_MINUTES = 0.2, 2  # below which a speed means nothing


def trips_between(positions: pd.DataFrame, stops: pd.DataFrame) -> pd.DataFrame:
    """Return the trips between stops, before the first and after the last.

    A trip goes from the middle of a stop to the middle of the next one through the points seen on the way, so that its
    distance is never less than the straight line. Points tremble: adding up every step would add up the noise, so the
    way is followed in strides of six times the noise that is measured on it (10 m at least, 100 m at most).

    Where the trace falls silent and somebody was elsewhere when it spoke again, a line says so: from the last point to
    the next one, in a straight line, at an unknown hour in between, by an unknown mode.

    Parameters
    ----------
    positions : pandas.DataFrame
        The positions given to :func:`~culture_d.personal.stops.stops`.
    stops : pandas.DataFrame
        What it returned.

    Returns
    -------
    pandas.DataFrame
        The columns of the family ``trips``: ``trip`` counts from 1, ``distance_km`` in kilometres, ``mode`` guessed
        from the speed (see :func:`guess_mode`), ``purpose`` missing.
    """
    trace = _Trace(
        positions["lat"].to_numpy(float),
        positions["lon"].to_numpy(float),
        hours_of(positions["time"]),
        silences(positions).to_numpy(),
    )
    legs = list(_legs(trace, stops))
    time, lines = positions["time"], range(len(legs))
    trips = pd.DataFrame([leg.measured() for leg in legs], columns=list(_MEASURED), index=lines).assign(
        trip=np.arange(1, len(legs) + 1),
        start=time.iloc[[leg.first for leg in legs]].reset_index(drop=True),
        end=time.iloc[[leg.last for leg in legs]].reset_index(drop=True),
        purpose=pd.Series(pd.NA, index=lines, dtype="str"),
    )
    kinds = {name: "str" if name == "mode" else float for name in _MEASURED}
    return trips[list(COLUMNS["trips"])].astype(kinds)


def guess_mode(mean_kmh: float, fast_kmh: float) -> str:
    """Say which mode a speed allows, when it allows only one.

    These are rules of thumb, not measures. On foot nobody keeps above 8 km/h; up to 32 km/h it is most often a bicycle,
    but a runner, a scooter or a bus in a busy street look the same; above 150 km/h no car is left on a French road.
    Between 32 and 150 km/h a car, a bus, a tram and a regional train cannot be told apart by their speed: the answer is
    ``"unknown"``. Whoever tells them apart also knows the lines, the timetables or the shaking of the telephone, and
    still guesses.

    Parameters
    ----------
    mean_kmh : float
        Distance over the whole time, waits included, km/h.
    fast_kmh : float
        Speed that was passed during one twentieth of the time only, km/h.

    Returns
    -------
    {"walking", "bicycling", "train", "air_or_hsr", "unknown"}
        Names of Coach CO2, in small letters.
    """
    if 1 <= mean_kmh <= 7 and fast_kmh <= 8:
        return "walking"
    if 8 <= mean_kmh <= 28 and fast_kmh <= 32:
        return "bicycling"
    if fast_kmh > 150 and mean_kmh > 60:
        return "train" if fast_kmh <= 350 else "air_or_hsr"
    return "unknown"


@dataclass(frozen=True)
class _Trace:
    lat: np.ndarray
    lon: np.ndarray
    hours: np.ndarray
    silent: np.ndarray  # after which points the trace hides something


@dataclass(frozen=True)
class _Leg:
    """The way from the point ``first`` to the point ``last``: its places (n, 2) in degrees and their hours (n,)."""

    first: int
    last: int
    places: np.ndarray
    hours: np.ndarray
    hidden: bool

    def measured(self) -> tuple:
        """Return the columns of ``_MEASURED``."""
        if self.hidden:
            km, mode = float(steps_km(*self.places.T)[0]), "unknown"
        else:
            kept = _strides(self.places)
            steps, hours = steps_km(*self.places[kept].T), np.diff(self.hours[kept])
            km = float(steps.sum())
            mode = _mode(steps, hours)
        return km, mode, *self.places[0], *self.places[-1]


def _legs(trace: _Trace, stops: pd.DataFrame) -> Iterator[_Leg]:
    """Cut the trace at the stops, then at the silences that hide something."""
    n = len(trace.hours)
    middles = stops[["lat", "lon"]].to_numpy(float)
    leaves = np.searchsorted(trace.hours, hours_of(stops["end"]), side="right") - 1
    arrives = np.searchsorted(trace.hours, hours_of(stops["start"]), side="left")
    for k in range(len(stops) + 1 if n else 0):
        first, last = (leaves[k - 1] if k else 0), (arrives[k] if k < len(stops) else n - 1)
        places = np.column_stack([trace.lat[first : last + 1], trace.lon[first : last + 1]])
        if k:
            places[0] = middles[k - 1]
        if k < len(stops) and len(places):
            places[-1] = middles[k]
        if k in (0, len(stops)) and len(stops) and _stays(places, middles[min(k, len(stops) - 1)]):
            continue
        cuts = np.flatnonzero(trace.silent[first:last])
        bounds = [0, *(bound for cut in cuts for bound in (cut, cut + 1)), len(places) - 1]
        for i, (a, b) in enumerate(pairwise(bounds)):
            if b > a:
                hours = trace.hours[first + a : first + b + 1]
                yield _Leg(int(first + a), int(first + b), places[a : b + 1], hours, hidden=bool(i % 2))


def _stays(places: np.ndarray, stop: np.ndarray) -> bool:
    """Tell whether what comes before the first stop, or after the last, is only its noise."""
    return bool((distance_km(*places.T, *stop) <= _SHORT_KM).all())


def _strides(places: np.ndarray) -> list[int]:
    """Choose points far enough from one another for the noise not to add up; both ends are kept."""
    low, high = _STRIDES_M
    stride = min(max(_WOBBLES * wobble_m(*places.T), low), high) / METRES_PER_DEGREE
    limit = stride * stride
    shrink = cos(radians(places[0, 0])) ** 2
    kept = [0]
    y, x = places[0]
    for i, (lat, lon) in enumerate(places[1:-1].tolist(), start=1):
        if (lat - y) ** 2 + (lon - x) ** 2 * shrink >= limit:
            kept.append(i)
            y, x = lat, lon
    return [*kept, len(places) - 1]


def _mode(km: np.ndarray, hours: np.ndarray) -> str:
    if km.sum() < _SHORT_KM or hours.sum() * 60 < _SHORT_MINUTES or len(km) < 2:
        return "unknown"
    mean = float(km.sum() / hours.sum())
    # The ends are the middles of the stops: the first and the last strides are longer than what was seen of them.
    km, hours = (km[1:-1], hours[1:-1]) if len(km) > 3 else (km, hours)
    speeds = km / np.maximum(hours, 1e-6)
    order = np.argsort(speeds)
    done = np.cumsum(hours[order]) / max(hours.sum(), 1e-6)
    return guess_mode(mean, float(speeds[order][min(int(np.searchsorted(done, 0.95)), len(order) - 1)]))
