"""When a trace falls silent: a tunnel, or hours of which it says nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from culture_d.personal.cleaning import hours_of
from culture_d.personal.geometry import distance_km, steps_km

SILENCE_MINUTES = 20  # without a point for longer, something may have happened that the trace does not show
SLOWEST_KMH = 3  # slower than a walk: somebody stayed somewhere during the silence
_SLOWED = 0.3  # and so, probably, when the silence was three times slower than the moments around it


def silences(positions: pd.DataFrame) -> pd.Series:
    """Tell after which points the trace falls silent, in a way that hides something.

    A silence of more than 20 minutes hides a stay when it is crossed slower than a walk (3 km/h), or three times slower
    than somebody moved just before and just after. Crossed at a plausible speed, it is a tunnel, a train, a pocket
    without a signal: the trip goes on.

    Parameters
    ----------
    positions : pandas.DataFrame
        Positions from :func:`clean`, in the order of time.

    Returns
    -------
    pandas.Series of bool
        One value for each point; the last one is False.
    """
    lat, lon = positions["lat"].to_numpy(float), positions["lon"].to_numpy(float)
    hours = hours_of(positions["time"])
    hidden = np.zeros(len(hours), dtype=bool)
    if len(hours) < 2:
        return pd.Series(hidden)
    gap, km = np.diff(hours), steps_km(lat, lon)
    for i in np.flatnonzero(gap * 60 > SILENCE_MINUTES):
        speed = km[i] / gap[i]
        around = max(_speed(lat, lon, hours, i, -1), _speed(lat, lon, hours, i + 1, 1))
        hidden[i] = speed < SLOWEST_KMH or speed < _SLOWED * around
    return pd.Series(hidden)


def _speed(lat: np.ndarray, lon: np.ndarray, hours: np.ndarray, i: int, way: int, window: float = 0.05) -> float:
    """Return the speed in km/h over about three minutes before (-1) or after (1) a point."""
    j = i
    while 0 <= j + way < len(hours) and abs(hours[j + way] - hours[i]) <= window:
        j += way
    return 0.0 if j == i else float(distance_km(lat[i], lon[i], lat[j], lon[j]) / abs(hours[j] - hours[i]))
