"""From positions to stops and trips: where somebody stayed, and how they went from one place to the next.

Everything here is inferred. A stop is "some minutes within some metres"; a trip is what lies between two stops; a mode
is what its speed allows. :func:`clean` comes first, then :func:`stops`, then :func:`trips_between`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, hypot, radians

import numpy as np
import pandas as pd

from culture_d.personal.cleaning import clean, hours_of
from culture_d.personal.geometry import METRES_PER_DEGREE, distance_km
from culture_d.personal.silences import silences
from culture_d.personal.trips import guess_mode, trips_between

__all__ = ["clean", "distance_km", "guess_mode", "silences", "stops", "trips_between"]

_SAME_RADII = 1.5  # groups of one place; those of a steady walk are two radii apart
_DETOUR_RADII = 3  # noise does not go further than this
_DETOUR_MINUTES, _DETOUR_POINTS = 5, 2  # and comes back within one or the other
_TOLD_EVERY = 50_000  # points between two calls of ``progress``


@dataclass
class _Group:
    """Consecutive points around their mean: places ``first`` to ``last`` in the trace."""

    first: int
    last: int
    lat: float
    lon: float

    @property
    def points(self) -> int:
        return self.last - self.first + 1

    def metres_from(self, lat: float, lon: float) -> float:
        """Return a distance good to a few centimetres over the hundreds of metres that matter here."""
        east = (lon - self.lon) * cos(radians(self.lat))
        return hypot(lat - self.lat, east) * METRES_PER_DEGREE

    def absorb(self, others: list[_Group]) -> None:
        """Take the points of the groups that follow; the mean is that of the groups that are really here."""
        back = others[-1]
        share = back.points / (self.points + back.points)
        self.lat += (back.lat - self.lat) * share
        self.lon += (back.lon - self.lon) * share
        self.last = back.last


def stops(
    positions: pd.DataFrame,
    radius_m: float = 100,
    minutes: float = 10,
    progress: Callable[[float], None] | None = None,
) -> pd.DataFrame:
    """Find where somebody stayed: at least so many minutes within so many metres.

    The definition is that of stay points (Q. Li, Y. Zheng, X. Xie, Y. Chen, W. Liu, W.-Y. Ma, "Mining user similarity
    based on location history", ACM GIS 2008, https://doi.org/10.1145/1463434.1463477). The way to find them is
    incremental, in one pass, as in J. H. Kang, W. Welbourne, B. Stewart and G. Borriello, "Extracting places from
    traces of locations", ACM Mobile Computing and Communications Review 9(3), 2005: a point joins the current group
    when it is within the radius of the mean of its points, and otherwise opens a new group. Groups of one place (their
    means within a radius and a half) are then joined, also across what is only noise: a detour of at most three radii
    that lasts five minutes, or two points that are not themselves a stay. Groups that last long enough are the stops.

    Nobody was seen between two points: a stop of two points and nine hours is a likely night, not a proven one.

    Parameters
    ----------
    positions : pandas.DataFrame
        Positions from :func:`clean`, in the order of time.
    radius_m : float
        Metres. Below the noise of the points (30 to 60 m in a street) stops fall to pieces.
    minutes : float
        Shortest stay.
    progress : callable, optional
        Called now and then with the share done, from 0 to 1.

    Returns
    -------
    pandas.DataFrame
        One line for each stop: ``start``, ``end`` (Europe/Paris), ``lat``, ``lon`` (degrees, mean of the points),
        ``points``, ``silence_min`` (longest time without a point, minutes) and ``end_known``: False when the trace
        falls silent before somebody leaves, so that they may have stayed longer than ``end``.
    """
    lat, lon = positions["lat"].to_numpy(float), positions["lon"].to_numpy(float)
    hours = hours_of(positions["time"])
    groups = _joined(_groups(lat, lon, radius_m, progress), hours, radius_m)
    kept = [g for g in groups if (hours[g.last] - hours[g.first]) * 60 >= minutes]
    first, last = np.array([g.first for g in kept], dtype=int), np.array([g.last for g in kept], dtype=int)
    silent = silences(positions).to_numpy()
    found = pd.DataFrame(
        {
            "start": positions["time"].iloc[first].reset_index(drop=True),
            "end": positions["time"].iloc[last].reset_index(drop=True),
            "lat": np.array([g.lat for g in kept], dtype=float),
            "lon": np.array([g.lon for g in kept], dtype=float),
            "points": last - first + 1,
            "silence_min": [
                float(np.diff(hours[a : b + 1]).max(initial=0) * 60) for a, b in zip(first, last, strict=True)
            ],
            "end_known": ~silent[last],
        }
    )
    if progress:
        progress(1.0)
    return found.astype({"silence_min": float, "end_known": bool})


def _groups(
    lat: np.ndarray, lon: np.ndarray, radius_m: float, progress: Callable[[float], None] | None
) -> list[_Group]:
    """Cut the trace into groups of consecutive points within the radius of their mean."""
    groups: list[_Group] = []
    limit = (radius_m / METRES_PER_DEGREE) ** 2
    first, mean_lat, mean_lon, shrink = 0, 0.0, 0.0, 1.0
    count = 0
    for i, (y, x) in enumerate(zip(lat.tolist(), lon.tolist(), strict=True)):
        if progress and i % _TOLD_EVERY == 0:
            progress(i / len(lat))
        north, east = y - mean_lat, x - mean_lon
        if count and north * north + east * east * shrink > limit:
            groups.append(_Group(first, i - 1, mean_lat, mean_lon))
            count = 0
        if not count:
            first, mean_lat, mean_lon, shrink = i, y, x, cos(radians(y)) ** 2
            count = 1
        else:
            count += 1
            mean_lat += north / count
            mean_lon += east / count
    if count:
        groups.append(_Group(first, len(lat) - 1, mean_lat, mean_lon))
    return groups


def _joined(groups: list[_Group], hours: np.ndarray, radius_m: float) -> list[_Group]:
    """Join the groups of one place across detours that are only noise."""
    joined: list[_Group] = []
    at = 0
    while at < len(groups):
        place = groups[at]
        at += 1
        back = _comes_back(groups, at, place, hours, radius_m)
        while back is not None:
            place.absorb(groups[at : back + 1])
            at = back + 1
            back = _comes_back(groups, at, place, hours, radius_m)
        joined.append(place)
    return joined


def _comes_back(groups: list[_Group], at: int, place: _Group, hours: np.ndarray, radius_m: float) -> int | None:
    """Return which of the next groups is back at the place after a detour that is only noise, if any."""
    points = 0
    for k in range(at, len(groups)):
        there = groups[k]
        metres = place.metres_from(there.lat, there.lon)
        away = (hours[there.first] - hours[place.last]) * 60
        if points > _DETOUR_POINTS and away > _DETOUR_MINUTES:
            return None
        if metres <= _SAME_RADII * radius_m:
            return k
        lasted = (hours[there.last] - hours[there.first]) * 60
        if metres > _DETOUR_RADII * radius_m or lasted > _DETOUR_MINUTES:
            return None
        points += there.points
    return None
