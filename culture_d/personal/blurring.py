"""Ways to blur a trace before sharing it, and how well home is still found after each.

Positions have the columns of the family ``positions``: ``time``, ``lat``, ``lon`` (degrees, WGS 84). A blurred table
keeps the columns and the index of the lines that are kept.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from culture_d.i18n import t
from culture_d.personal.geometry import distance_km
from culture_d.personal.journeys import JourneysError
from culture_d.personal.revealing import NIGHT_ENDS

METRES_PER_DEGREE = 111_195  # of latitude, on a sphere of 6,371 km
_GAP = pd.Timedelta(hours=1)  # a longer silence may be a hidden stay
_FEWEST = 5  # points on the edge of a zone, for its centre to be sought
_LARGEST_ZONE_M = 3000


def blur(positions: pd.DataFrame, metres: float) -> pd.DataFrame:
    """Move each position to the middle of its square, in a grid of ``metres`` a side.

    The grid does not depend on the data: it starts at the equator and Greenwich, so that two files can be compared.
    """
    _check(metres)
    north = metres / METRES_PER_DEGREE
    lat = (np.floor(positions["lat"] / north) + 0.5) * north
    east = north / np.cos(np.radians(lat))
    return positions.assign(lat=lat, lon=(np.floor(positions["lon"] / east) + 0.5) * east)


def jitter(positions: pd.DataFrame, metres: float, seed: int = 0) -> pd.DataFrame:
    """Add to each position a random error, independent of the others (``metres``: its standard deviation).

    It protects badly: over weeks, the mean of a thousand nights is thirty times closer to the truth than one of them.
    """
    _check(metres)
    draw = np.random.default_rng(seed).normal(0, metres, (2, len(positions)))
    return _moved(positions, *draw)


def coarser_time(positions: pd.DataFrame, minutes: int) -> pd.DataFrame:
    """Keep one position for each step of time, the first, stamped with the beginning of the step."""
    if not 0 < minutes <= 24 * 60:
        raise JourneysError(t("journeys.bad_minutes"))
    step = positions["time"].dt.tz_convert("UTC").dt.floor(f"{minutes}min").dt.tz_convert(positions["time"].dt.tz)
    return positions.assign(time=step).drop_duplicates("time")


def hide_around(
    positions: pd.DataFrame, places: pd.DataFrame | Iterable, metres: float, shift_m: float = 0, seed: int = 0
) -> pd.DataFrame:
    """Remove the positions around some places, as the "privacy zones" of sports applications do.

    Parameters
    ----------
    positions : DataFrame
    places : DataFrame, or iterable of objects
        ``lat``, ``lon`` of what is to be hidden.
    metres : float
        Radius of each zone.
    shift_m : float
        How far the centre of a zone may be from the place: drawn once for each place. With 0, the zone is centred on
        the place, and gives it away: every trace stops at the same distance from the door.
    seed : int
    """
    _check(metres)
    rng = np.random.default_rng(seed)
    kept = np.ones(len(positions), dtype=bool)
    for place in places.itertuples() if isinstance(places, pd.DataFrame) else places:
        angle, far = rng.uniform(0, 2 * np.pi), shift_m * np.sqrt(rng.uniform())
        centre = _moved(
            pd.DataFrame({"lat": [place.lat], "lon": [place.lon]}), far * np.cos(angle), far * np.sin(angle)
        )
        kept &= _metres(positions, centre["lat"].iloc[0], centre["lon"].iloc[0]) > metres
    return positions[kept]


def night_centre(positions: pd.DataFrame) -> tuple[float, float] | None:
    """Guess home as the middle of the positions of the nights; None if there are none."""
    night = positions[positions["time"].dt.hour < NIGHT_ENDS]
    return (float(night["lat"].mean()), float(night["lon"].mean())) if len(night) else None


def centre_of_zone(positions: pd.DataFrame, rounds: int = 3) -> tuple[float, float] | None:
    """Guess what a privacy zone hides: the centre of the circle on which the trace stops and starts again.

    The last position of an evening and the first of a morning are on the edge of the zone around home, and so are the
    ends of the trace. A circle is fitted to them by least squares (Kåsa's method), leaving out, at each round, those
    that do not lie on it: a night elsewhere, a phone that wakes up late. It takes a trace with a point every few
    seconds, as those of sports applications; with a point every few minutes, the edge is too vague.

    Returns
    -------
    (lat, lon) in degrees, or None when too few positions stand on an edge, or do not make a circle.
    """
    edge = _edge(positions)
    if len(edge) < _FEWEST:
        return None
    lat0, lon0 = edge["lat"].median(), edge["lon"].median()
    north = (edge["lat"] - lat0).to_numpy() * METRES_PER_DEGREE
    east = (edge["lon"] - lon0).to_numpy() * METRES_PER_DEGREE * np.cos(np.radians(lat0))
    for _ in range(rounds):
        y, x, radius = _circle(north, east)
        away = np.abs(np.hypot(north - y, east - x) - radius)
        close = away <= max(2 * np.median(away), 1)
        if close.sum() < _FEWEST:
            break
        north, east = north[close], east[close]
    if radius > _LARGEST_ZONE_M:
        return None
    return lat0 + y / METRES_PER_DEGREE, lon0 + x / (METRES_PER_DEGREE * np.cos(np.radians(lat0)))


def _edge(positions: pd.DataFrame) -> pd.DataFrame:
    """Return the first and the last positions, and those before and after each silence that holds a night."""
    ordered = positions.sort_values("time", kind="stable")
    deep = ordered["time"] - pd.Timedelta(hours=NIGHT_ENDS / 2)  # so that the days change in the depth of the night
    new_day = deep.dt.date != deep.dt.date.shift(1)
    long_before = ordered["time"].diff() > _GAP
    begins = (new_day & long_before) | new_day.index.isin(ordered.index[:1])
    ends = begins.shift(-1, fill_value=True)
    return ordered[begins | ends]


def _circle(y: np.ndarray, x: np.ndarray) -> tuple[float, float, float]:
    """Return the centre and the radius of the circle that fits points best, in the sense of Kåsa (1976)."""
    matrix = np.column_stack([2 * y, 2 * x, np.ones(len(x))])
    a, b, c = np.linalg.lstsq(matrix, x**2 + y**2, rcond=None)[0]
    return float(a), float(b), float(np.sqrt(max(c + a**2 + b**2, 0)))


def found_within(home: tuple[float, float] | object, guess: tuple[float, float] | object | None) -> float:
    """Return the distance in metres between a home and a guess; missing when there is no guess.

    Both are (lat, lon) in degrees, or something that has ``lat`` and ``lon``: a place, a line of a table.
    """
    if guess is None:
        return float("nan")
    (lat, lon), (lat2, lon2) = (_point(place) for place in (home, guess))
    return float(distance_km(lat, lon, lat2, lon2)) * 1000


def compare_blurs(
    positions: pd.DataFrame,
    home: tuple[float, float] | object,
    metres: float = 500,
    ways: tuple[str, ...] = ("raw", "coarser_time", "jitter", "grid"),
    seed: int = 0,
) -> pd.DataFrame:
    """Blur a trace in several ways, then look for home again after each, as a stranger would.

    Parameters
    ----------
    positions : DataFrame
    home : (lat, lon)
        Where home really is.
    metres : float
        Size of the noise, of the squares, of the zones.
    ways : tuple of str
        Among ``raw``, ``coarser_time`` (one position an hour), ``jitter``, ``grid``, ``zone`` (centred on home) and
        ``shifted_zone`` (its centre drawn within 0.8 times its radius).
    seed : int

    Returns
    -------
    DataFrame
        ``way``, ``kept`` (share of the positions that is left), ``found_m`` (metres between home and the guess:
        the middle of the nights, or the centre of the circle for a zone; missing when there is none).
    """
    lat, lon = _point(home)
    where = pd.DataFrame({"lat": [lat], "lon": [lon]})
    blurred = {
        "raw": lambda: positions,
        "coarser_time": lambda: coarser_time(positions, 60),
        "jitter": lambda: jitter(positions, metres, seed),
        "grid": lambda: blur(positions, metres),
        "zone": lambda: hide_around(positions, where, metres),
        "shifted_zone": lambda: hide_around(positions, where, metres, 0.8 * metres, seed),
    }
    lines = []
    for way in ways:
        table = blurred[way]()
        guess = centre_of_zone(table) if "zone" in way else night_centre(table)
        lines.append((way, len(table) / len(positions), found_within(home, guess)))
    return pd.DataFrame(lines, columns=["way", "kept", "found_m"])


def _point(place: tuple[float, float] | object) -> tuple[float, float]:
    return (place.lat, place.lon) if hasattr(place, "lat") else place


def _metres(positions: pd.DataFrame, lat: float, lon: float) -> np.ndarray:
    return np.asarray(distance_km(lat, lon, positions["lat"].to_numpy(), positions["lon"].to_numpy())) * 1000


def _moved(positions: pd.DataFrame, north: np.ndarray, east: np.ndarray) -> pd.DataFrame:
    """Move positions by metres to the north and to the east."""
    lat = positions["lat"] + north / METRES_PER_DEGREE
    return positions.assign(lat=lat, lon=positions["lon"] + east / (METRES_PER_DEGREE * np.cos(np.radians(lat))))


def _check(metres: float) -> None:
    if not 0 < metres < 100_000:
        raise JourneysError(t("journeys.bad_metres"))
