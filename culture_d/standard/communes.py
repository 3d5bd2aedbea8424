"""The communes of France: what an INSEE code, a postcode and a name say of each other, and where the town is.

Reads ``data/standard/communes.csv`` (real communes) and ``fictional-communes.csv`` (those of the course). Either
may be absent: what needs them is then left unchecked, never guessed.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from culture_d.standard.schemas import FOLDER

FILES = ("communes.csv", "fictional-communes.csv")
EARTH = 6371.0088  # mean radius, in kilometres
# The three cities cut into municipal districts, which have INSEE codes and postcodes of their own.
CITIES = {"75056": ("751", "750", 20), "69123": ("6938", "6900", 9), "13055": ("132", "130", 16)}
_ARTICLES = {"le", "la", "les", "l"}
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur"}
_DISTRICT = re.compile(r"^(paris|lyon|marseille) \d{1,2} ?(?:er|ere|e|eme)?(?: arrondissement)?$")


class Commune(NamedTuple):
    """A commune: its INSEE code, its postcodes, its centre in degrees (WGS84) when it is known."""

    code: str
    name: str
    postcodes: tuple[str, ...]
    latitude: float | None = None
    longitude: float | None = None
    fictional: bool = False


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return a text in small letters, without accents or punctuation, its words separated by one space."""
    text = re.sub(r"[\W_]+", " ", text.lower()).replace("œ", "oe").replace("æ", "ae")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().strip()


@lru_cache(maxsize=1 << 16)
def fold_town(name: str) -> str:
    """Fold the name of a town: *St-Étienne Cedex 2* and *saint etienne* are the same, *Lyon 3e* is *lyon*."""
    words = re.sub(r"\bcedex\b.*", "", fold(name)).split()
    folded = " ".join(_SHORT.get(word, word) for word in words if word not in _ARTICLES)
    district = _DISTRICT.match(folded)
    return district[1] if district else folded


def department(code: str) -> str:
    """Return the department of an INSEE code (``26``, ``2A``, ``974``), or ``""``."""
    if not re.fullmatch(r"(?:\d{2}|2[AB])\d{3}", code, re.ASCII):
        return ""
    return code[:3] if code[:2] in ("97", "98") else code[:2]


def department_of_postcode(postcode: str) -> str:
    """Return the department that a postcode begins with, or ``""``.

    Corsica kept ``20``: 200 and 201 are Corse-du-Sud, 202 and 206 Haute-Corse. A postcode may serve a commune of
    the next department, so that this is a clue and not a proof.
    """
    if not re.fullmatch(r"\d{5}", postcode, re.ASCII):
        return ""
    if postcode.startswith("20"):
        return "2A" if postcode[2] in "01" else "2B"
    return postcode[:3] if postcode[:2] in ("97", "98") else postcode[:2]


def degrees(cell: str) -> float:
    """Return the number of a cell, with a decimal point or comma; NaN when it is none."""
    try:
        value = float(cell.replace(",", ".").replace("\u00a0", "").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def distance(latitude, longitude, other_latitude, other_longitude):
    """Return the great-circle distance in kilometres; angles in degrees, numbers or arrays of one shape."""
    a, b, c, d = (np.radians(angle) for angle in (latitude, longitude, other_latitude, other_longitude))
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return 2 * EARTH * np.arcsin(np.sqrt(np.clip(h, 0, 1)))


class Communes:
    """The communes, by code, by postcode and by name.

    Parameters
    ----------
    items : iterable of Commune
        May be empty: nothing is then known, and ``bool()`` is False.
    """

    def __init__(self, items: Iterable[Commune] = ()) -> None:
        self.by_code = {item.code: item for item in items}
        self._add_cities()
        self.by_postcode: dict[str, list[Commune]] = {}
        self.by_name: dict[str, list[Commune]] = {}
        self.departments: set[str] = set()
        for item in self.by_code.values():
            for postcode in item.postcodes:
                self.by_postcode.setdefault(postcode, []).append(item)
            if not item.fictional:
                self.departments.add(department(item.code))

    def __bool__(self) -> bool:
        return bool(self.by_code)

    @cached_property
    def names(self) -> dict[str, list[Commune]]:
        """The communes by folded name (:func:`fold_town`)."""
        for item in self.by_code.values():
            self.by_name.setdefault(fold_town(item.name), []).append(item)
        return self.by_name

    @cached_property
    def centred(self) -> list[Commune]:
        """The communes whose centre is known."""
        return [item for item in self.by_code.values() if item.latitude is not None]

    @cached_property
    def _centres(self) -> np.ndarray:
        """Latitude, longitude and whether it is fictional, of each of the communes whose centre is known."""
        return np.array([(c.latitude, c.longitude, c.fictional) for c in self.centred], dtype=float).reshape(-1, 3)

    @cached_property
    def _by_department(self) -> dict[str, np.ndarray]:
        groups: dict[str, list[tuple[float, float]]] = {}
        for item in self.centred:
            if not item.fictional:
                groups.setdefault(department(item.code), []).append((item.latitude, item.longitude))
        return {dep: np.array(centres) for dep, centres in groups.items()}

    def centres_of(self, dep: str) -> np.ndarray:
        """Return the known centres of a department: array of (latitude, longitude)."""
        return self._by_department.get(dep, np.empty((0, 2)))

    def nearest(self, latitude: float, longitude: float, fictional: bool = False) -> tuple[Commune, float] | None:
        """Return the commune whose centre is the nearest to a point, and its distance in kilometres.

        Communes of fiction, which lie among the real ones, are left out unless they are asked for.
        """
        away = distance(latitude, longitude, self._centres[:, 0], self._centres[:, 1])
        away[self._centres[:, 2] > fictional] = np.inf
        if not np.isfinite(away).any():
            return None
        i = int(np.argmin(away))
        return self.centred[i], float(away[i])

    def _add_cities(self) -> None:
        """Complete the three cities: a reference may list the city, its districts, or both."""
        for city, (code, postcode, count) in CITIES.items():
            width = 5 - len(code)
            codes = [f"{code}{n:0{width}}" for n in range(1, count + 1)]
            there = [self.by_code[item] for item in codes if item in self.by_code]
            whole = self.by_code.get(city)
            if whole is None and there:
                middle = there[0].latitude, there[0].longitude
                name = re.sub(r"\s+\d.*", "", there[0].name)
                whole = Commune(city, name, tuple({p for item in there for p in item.postcodes}), *middle)
                self.by_code[city] = whole
            if whole is None:
                continue
            for n, item in enumerate(codes, 1):
                usual = f"{postcode}{n:0{5 - len(postcode)}}"
                own = (usual, "75116") if item == "75116" else (usual,)
                district = self.by_code.get(item, Commune(item, whole.name, own))
                if district.latitude is None:  # the centre of the city is near enough
                    district = district._replace(latitude=whole.latitude, longitude=whole.longitude)
                self.by_code[item] = district


def read_communes(*paths: Path) -> Communes:
    """Read tables of communes: ``code_insee``, ``nom``, ``codes_postaux`` (``|`` between), ``latitude``, ``longitude``.

    A file that does not exist is passed over; a centre may be empty.
    """
    items = []
    for path in paths:
        if not path.is_file():
            continue
        fictional = path.name.startswith("fictional")
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                postcodes = tuple(filter(None, row["codes_postaux"].split("|")))
                latitude, longitude = row.get("latitude"), row.get("longitude")
                centre = (float(latitude), float(longitude)) if latitude and longitude else (None, None)
                items.append(Commune(row["code_insee"], row["nom"], postcodes, *centre, fictional))
    return Communes(items)


@cache
def load_communes() -> Communes:
    """Return the communes that the course carries, read once; empty when their tables are absent."""
    return read_communes(*(FOLDER / name for name in FILES))
