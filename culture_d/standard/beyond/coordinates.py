"""Coordinates: outside France, swapped, written with a comma, too round, or far from their town.

Latitude and longitude are decimal degrees, WGS84, as the standard asks. A hundredth of a degree of latitude is
1.1 km (the metre was meant as a ten-millionth of a quarter of the meridian).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from culture_d.standard.beyond.records import KEPT, Doubt, Doubting
from culture_d.standard.beyond.table import Table
from culture_d.standard.communes import Communes, degrees, department, department_of_postcode, distance, fold
from culture_d.standard.findings import Words

# South, north, west, east of the French territories, a little wider than the land.
METROPOLE = "metropole"
BOXES = {
    METROPOLE: (41.2, 51.3, -5.4, 9.8),
    "971": (15.7, 18.3, -63.3, -60.9),  # with Saint-Barthélemy and Saint-Martin, which it held until 2007
    "972": (14.3, 15.0, -61.4, -60.7),
    "973": (2.0, 6.0, -54.7, -51.5),
    "974": (-21.5, -20.7, 55.1, 56.0),
    "975": (46.6, 47.3, -56.6, -55.9),
    "976": (-13.2, -12.4, 44.8, 45.5),
    "986": (-14.5, -13.0, -178.4, -176.0),
    "987": (-28.2, -7.5, -155.2, -134.0),
    "988": (-23.2, -17.5, 157.9, 172.2),
}
SAME_BOX = {"977": "971", "978": "971"}
# Lambert 93 (EPSG:2154), in metres: what a geographer's software exports when nobody asks for degrees.
LAMBERT = (6_000_000, 7_200_000, 90_000, 1_300_000)
# Kilometres from the centre of the commune: worth a look, likely, certain. Arles, the widest commune of
# metropolitan France, stretches over some 40 km; those of Guyane and of the Pacific are ten times as wide.
FAR = {"town": (20, 45, 130), "postcode": (30, 60, 150), "department": (80, 120, 250)}
FAR_WIDE = {"town": (200, 400, 1000), "postcode": (200, 400, 1000)}
WIDE = {"973", "987", "988"}
FEW_DECIMALS = 3
CROWD, CROWD_UNKNOWN = 3, 6  # places on one point: with that many addresses; with no address to tell them apart
_COMMA = re.compile(r"[-+]?\d{1,3},\d+", re.ASCII)


def examine(table: Table, communes: Communes) -> tuple[list[Doubt], list[Words]]:
    """Check the coordinates of a file; nothing without both columns."""
    latitude, longitude = table.get("latitude"), table.get("longitude")
    if latitude is None or longitude is None:
        return [], []
    points = Points(latitude, longitude)
    codes, postcodes = table.blank("code_insee"), table.blank("code_postal")
    doubts = check_form(points)
    doubts += check_territory(points, table.departments)
    far, unchecked = check_distance(points, codes, postcodes, communes)
    doubts += far + check_decimals(points) + check_crowd(points, table.blank("adresse"), table.blank("itinerance"))
    remarks = [Words("beyond.coordinates_unchecked", {"n": unchecked})] if unchecked else []
    return doubts, remarks


class Points:
    """Pairs of cells, as text and as numbers (NaN where there is none); ``settled`` rows need no further check."""

    def __init__(self, latitude: Sequence[str], longitude: Sequence[str]) -> None:
        self.texts = list(zip(latitude, longitude, strict=True))
        self.latitude = np.array([degrees(cell) for cell in latitude], dtype=float)
        self.longitude = np.array([degrees(cell) for cell in longitude], dtype=float)
        self.settled = np.isnan(self.latitude) | np.isnan(self.longitude)

    def shown(self, row: int) -> str:
        """Return a pair as it is written."""
        latitude, longitude = self.texts[row]
        return f"{latitude} ; {longitude}" if "," in latitude + longitude else f"{latitude}, {longitude}"


def check_form(points: Points) -> list[Doubt]:
    """Find decimal commas, half a position, and 0, 0."""
    doubting = Doubting("latitude")
    for row, (latitude, longitude) in enumerate(points.texts):
        if bool(latitude) != bool(longitude):
            doubting.add("coordinates_half", "certain", row, latitude or longitude)
        elif _COMMA.fullmatch(latitude) or _COMMA.fullmatch(longitude):
            doubting.add("coordinates_comma", "certain", row, points.shown(row))
    zero = (points.latitude == 0) & (points.longitude == 0)
    for row in np.flatnonzero(zero):
        doubting.add("coordinates_zero", "certain", int(row), points.shown(row))
    points.settled |= zero
    return doubting.found()


def check_territory(points: Points, departments: Sequence[str]) -> list[Doubt]:
    """Find what is swapped, projected, outside France, or in another territory than its department."""
    latitude, longitude = points.latitude, points.longitude
    doubting = Doubting("latitude")
    anywhere, swapped = _in_france(latitude, longitude), _in_france(longitude, latitude)
    metres = _inside(LAMBERT, latitude, longitude) | _inside(LAMBERT, longitude, latitude)
    for row in np.flatnonzero(metres & ~points.settled):
        doubting.add("coordinates_projected", "certain", int(row), points.shown(row))
    points.settled |= metres
    for row in np.flatnonzero(~anywhere & ~points.settled):
        key = "coordinates_swapped" if swapped[row] else "coordinates_outside"
        doubting.add(key, "certain", int(row), points.shown(row))
    points.settled |= ~anywhere
    territories = np.array([_territory(dep) for dep in departments])
    for box in set(territories) - {""}:
        rows = np.flatnonzero((territories == box) & ~points.settled)
        for row in rows[~_inside(BOXES[box], latitude[rows], longitude[rows])]:
            doubting.add("coordinates_territory", "certain", int(row), points.shown(row))
            points.settled[row] = True
    return sorted(doubting.found(), key=lambda doubt: doubt.rows[0])


def check_distance(
    points: Points, codes: Sequence[str], postcodes: Sequence[str], communes: Communes
) -> tuple[list[Doubt], int]:
    """Find the places that are far from their town, and count those whose town could not be told.

    The centre is that of the commune of the INSEE code, else the nearest of those that share the postcode, else
    the nearest known centre of the department; see ``FAR`` for the thresholds of each.
    """
    doubting, unchecked = Doubting("latitude"), 0
    groups: dict[tuple[str, str], list[int]] = {}
    for row in np.flatnonzero(~points.settled):
        groups.setdefault((codes[row], postcodes[row]), []).append(int(row))
    found = []
    for (code, postcode), rows in groups.items():
        reference = _reference(code, postcode, communes)
        if reference is None:
            unchecked += len(rows)
            continue
        centres, limits = reference
        away = distance(
            points.latitude[rows, None], points.longitude[rows, None], centres[None, :, 0], centres[None, :, 1]
        ).min(axis=1)
        found += [(row, km, _sure(km, limits)) for row, km in zip(rows, away, strict=True) if km > limits[0]]
    for i, (row, km, sure) in enumerate(sorted(found)):
        fictional = any(c.fictional for c in communes.by_postcode.get(postcodes[row], ()))
        near = communes.nearest(points.latitude[row], points.longitude[row], fictional) if i < KEPT else None
        town = f" ≈ {near[0].name}" if near and near[1] < FAR["town"][0] else ""
        doubting.add("coordinates_far", sure, row, f"{points.shown(row)}{town} ({km:.0f} km)")
        points.settled[row] = True
    return doubting.found(), unchecked


def check_decimals(points: Points) -> list[Doubt]:
    """Find the positions of which both numbers have fewer than three decimals: hundreds of metres, or more."""
    doubting = Doubting("latitude")
    for row in np.flatnonzero(~points.settled):
        decimals = max(len(cell.partition(".")[2] or cell.partition(",")[2]) for cell in points.texts[row])
        if decimals < FEW_DECIMALS:
            metres = 10 ** (5 - decimals)  # a degree of latitude is about 100 km
            doubting.add("coordinates_round", "likely", int(row), points.shown(row), metres=metres)
    return doubting.found()


def check_crowd(points: Points, addresses: Sequence[str], itinerance: Sequence[str]) -> list[Doubt]:
    """Find the places put on exactly the same point although their addresses differ."""
    groups: dict[tuple[float, float], list[int]] = {}
    for row in np.flatnonzero(~points.settled):
        if not fold(itinerance[row]).startswith("itinerant"):
            groups.setdefault((points.latitude[row], points.longitude[row]), []).append(int(row))
    doubting = Doubting("latitude")
    for rows in groups.values():
        if len(rows) < CROWD:
            continue
        known = {fold(addresses[row]) for row in rows} - {""}
        if len(known) >= CROWD or (not known and len(rows) >= CROWD_UNKNOWN):
            for row in rows:
                sure = "likely" if known else "look"
                doubting.add("coordinates_crowd", sure, row, f"{points.shown(row)} ({len(rows)})")
    return doubting.found()


def _reference(code: str, postcode: str, communes: Communes) -> tuple[np.ndarray, tuple[int, int, int]] | None:
    dep = department(code) or department_of_postcode(postcode)
    limits = FAR_WIDE if dep in WIDE else FAR
    commune = communes.by_code.get(code)
    # A postcode that contradicts the INSEE code would lead to the wrong town; one that agrees forgives a centre of
    # our table that would be that of a namesake.
    neighbours = communes.by_postcode.get(postcode, [])
    around = [commune, *neighbours] if commune in neighbours else [commune] if commune else neighbours
    near = [(c.latitude, c.longitude) for c in around if c.latitude is not None]
    if near:
        known = commune is not None and commune.latitude is not None
        return np.array(near), limits["town" if known else "postcode"]
    centres = communes.centres_of(dep)
    return (centres, limits["department"]) if len(centres) and "department" in limits else None


def _sure(km: float, limits: tuple[int, int, int]) -> str:
    return "certain" if km > limits[2] else "likely" if km > limits[1] else "look"


def _territory(dep: str) -> str:
    dep = SAME_BOX.get(dep, dep)
    return METROPOLE if len(dep) == 2 else dep if dep in BOXES else ""


def _inside(box: tuple, latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    south, north, west, east = box
    return (latitude >= south) & (latitude <= north) & (longitude >= west) & (longitude <= east)


def _in_france(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    inside = np.zeros(len(latitude), dtype=bool)
    for territory in BOXES:
        inside |= _inside(BOXES[territory], latitude, longitude)
    return inside
