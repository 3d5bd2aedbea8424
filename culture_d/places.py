"""Columns that say where: communes, postcodes, INSEE codes, departments, coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from culture_d.cells import plain_name

_BY_NAME = {
    what: re.compile(shape)
    for what, shape in {
        "insee": r"(?:.*_)?(?:code_?insee|codgeo|depcom|code_?commune|com_?insee|insee_?com|insee)(?:_.*)?",
        "postcode": r"(?:.*_)?(?:code_?postal|cp|post_?code|zip(?:_code)?)(?:_.*)?",
        "iris": r"(?:.*_)?(?:code_?)?iris",
        "department": r"(?:.*_)?(?:dep|dept|departement|department)(?:_.*)?",
        "region": r"(?:.*_)?region(?:_.*)?|reg",
        "country": r"(?:.*_)?(?:pays|country)(?:_.*)?",
        "commune": r"(?:nom_|lib_|libelle_|libgeo_)?(?:de_la_|la_)?(?:commune|communes|ville|city|town|"
        r"libgeo|municipality|arrondissement)(?:_.*)?",
        "latitude": r"(?:.*_)?(?:lat|latitude)(?:_.*)?",
        "longitude": r"(?:.*_)?(?:lon|lng|long|longitude)(?:_.*)?",
        "point": r"(?:.*_)?(?:geo_?point(?:_2d)?|coordonnees(?:_.*)?|coordinates|geom|geometry|geo_?shape)",
    }.items()
}
_NEVER = re.compile(r"(?:.*_)?(?:population|nombre|nb|taux|part|site|web)(?:_.*)?")
_NUMERIC = {"latitude", "longitude"}
_POINT = re.compile(r"\[?\(?-?\d{1,2}\.\d+[,; ]\s*-?\d{1,3}\.\d+\)?\]?")
_INSEE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|97|2[AB])\d{3}", re.ASCII)
_DEPARTMENT = re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6]", re.ASCII)
_SAMPLE = 2000


@dataclass(frozen=True)
class Place:
    """A column that says where: what it holds, how many places it names, whether its name or values tell.

    ``what`` is commune, insee, postcode, department, region, country, iris, latitude, longitude, point, or
    five_digits when the values may be postcodes as well as INSEE codes.
    """

    column: str
    what: str
    distinct: int
    why: str


def find_places(columns: Iterable[tuple[str, str, np.ndarray]]) -> list[Place]:
    """Look for places in the names of columns, then in their distinct values.

    Parameters
    ----------
    columns : iterable of (name, kind, distinct values)
    """
    columns, found = list(columns), {}
    for name, kind, values in columns:
        if what := _named(name, kind):
            found[name] = Place(name, what, len(values), "name")
        elif what := _valued(kind, values):
            found[name] = Place(name, what, len(values), "values")
    if not {"latitude", "longitude"} & {place.what for place in found.values()}:
        found |= _coordinates([c for c in columns if c[0] not in found and c[1] == "number"])
    return [found[name] for name, _, _ in columns if name in found]


def _named(name: str, kind: str) -> str | None:
    plain = plain_name(name)
    if kind in ("empty", "date", "yes_no") or _NEVER.fullmatch(plain):
        return None
    what = next((w for w, shape in _BY_NAME.items() if shape.fullmatch(plain)), None)
    if (what in _NUMERIC) != (kind in ("number", "whole")) and (what in _NUMERIC or kind == "number"):
        return None
    return what


def _valued(kind: str, values: np.ndarray) -> str | None:
    """Recognise codes and points by their shape; a few values are not enough to tell."""
    if kind not in ("code", "text") or len(values) < 3:
        return None
    sample = [str(v) for v in values[:: max(1, len(values) // _SAMPLE)].tolist()]

    def most(shape: re.Pattern) -> bool:
        return sum(bool(shape.fullmatch(v)) for v in sample) >= 0.95 * len(sample)

    if most(_INSEE):
        return "insee" if any(v[1] in "AB" for v in sample) else "five_digits"
    if most(_DEPARTMENT):
        return "department"
    return "point" if most(_POINT) else None


def _coordinates(columns: list[tuple[str, str, np.ndarray]]) -> dict[str, Place]:
    """Recognise a latitude and a longitude of mainland France that stand side by side, in either order."""
    for pair in pairwise(columns):
        for (lat, _, north), (lon, _, east) in (pair, pair[::-1]):
            if _within(north, 41, 51.5) and _within(east, -5.5, 10) and _are_fine(north, east):
                return {
                    lat: Place(lat, "latitude", len(north), "values"),
                    lon: Place(lon, "longitude", len(east), "values"),
                }
    return {}


def _within(values: np.ndarray, low: float, high: float) -> bool:
    return len(values) > 2 and bool(((values >= low) & (values <= high)).all())


def _are_fine(*columns: np.ndarray) -> bool:
    """Coordinates have decimals to spare; prices and temperatures have one or two."""
    return all(bool((np.abs(v * 1000 - np.round(v * 1000)) > 1e-6).mean() > 0.5) for v in columns)
