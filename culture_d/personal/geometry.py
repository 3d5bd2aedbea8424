"""Distances on the Earth, from latitudes and longitudes in degrees (WGS 84)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

EARTH_KM = 6371.0088  # mean radius of the Earth, IUGG
METRES_PER_DEGREE = EARTH_KM * 1000 * np.pi / 180  # of latitude


def distance_km(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> np.ndarray | np.float64:
    """Return the great-circle distance between two points, or between two series of points.

    The haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope, 1984) on a sphere of mean
    radius 6,371.0088 km. The Earth is slightly flattened: against the ellipsoid the error stays below 0.6 %, and
    around 0.2 % at French latitudes, which is less than the doubt on the points themselves.

    Parameters
    ----------
    lat1, lon1, lat2, lon2 : float or array_like
        Degrees, WGS 84; shapes that broadcast together.

    Returns
    -------
    float or numpy.ndarray
        Kilometres, in the common shape.
    """
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half_phi = (phi2 - phi1) / 2
    half_lambda = (np.radians(lon2) - np.radians(lon1)) / 2
    h = np.sin(half_phi) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(half_lambda) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1)))


def steps_km(lat: ArrayLike, lon: ArrayLike) -> np.ndarray:
    """Return the distance from each point to the next one.

    Parameters
    ----------
    lat, lon : array_like, shape (n,)
        Degrees, WGS 84.

    Returns
    -------
    numpy.ndarray, shape (max(n - 1, 0),)
        Kilometres.
    """
    lat, lon = np.asarray(lat, dtype=float), np.asarray(lon, dtype=float)
    return distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:])


def wobble_m(lat: ArrayLike, lon: ArrayLike) -> float:
    """Estimate how much the points tremble around the way, in metres.

    Each point is compared with the middle of its two neighbours; the median of these differences is not moved by
    bends, which are few. For points of standard deviation s on each axis the median is 1.44 s (Rayleigh), which is
    divided away. Where points are far apart real bends dominate: the figure is then an upper bound.

    Parameters
    ----------
    lat, lon : array_like, shape (n,)
        Degrees, WGS 84, in the order of time.

    Returns
    -------
    float
        Metres, standard deviation on each axis; 0 with fewer than five points.
    """
    lat, lon = np.asarray(lat, dtype=float), np.asarray(lon, dtype=float)
    if len(lat) < 5:
        return 0.0
    middle = (lat[:-2] + lat[2:]) / 2, (lon[:-2] + lon[2:]) / 2
    return float(np.median(distance_km(lat[1:-1], lon[1:-1], *middle)) * 1000 / 1.44)
