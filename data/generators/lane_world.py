"""The fictional Pays de la Lane, read from ``lane_world.yml`` and ``lane_kinds.yml``, as lines of the standard."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from stdnum import luhn

HERE = Path(__file__).resolve().parent
STANDARD = HERE.parent / "standard"
NO_PIVOT = "0" * 14
LANDLINE = "+3346571"  # 04 65 71 and 06 39 98: numbers that ARCEP keeps for works of fiction
MOBILE = "+3363998"
METRES_PER_DEGREE = 111_200


@dataclass(frozen=True)
class Commune:
    """A fictional commune. ``latitude`` and ``longitude`` of its centre, in degrees; ``rank`` from 1."""

    code_insee: str
    nom: str
    code_postal: str
    latitude: float
    longitude: float
    weight: int
    rank: int

    @property
    def pivot(self) -> str:
        """The SIRET of its town hall."""
        return siret(self.rank, 1)

    def at(self, east: float, north: float) -> tuple[str, str]:
        """Return the latitude and the longitude of a point given in metres from the centre, as text."""
        latitude = self.latitude + north / METRES_PER_DEGREE
        longitude = self.longitude + east / (METRES_PER_DEGREE * math.cos(math.radians(self.latitude)))
        return f"{latitude:.5f}", f"{longitude:.5f}"


@cache
def world() -> dict:
    """Return the places written by hand, and the words of the lists."""
    return yaml.safe_load((HERE / "lane_world.yml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict:
    """Return what the generated places are made of."""
    return yaml.safe_load((HERE / "lane_kinds.yml").read_text(encoding="utf-8"))


@cache
def communes() -> tuple[Commune, ...]:
    """Return the eight communes, the two neighbours of the lessons first."""
    return tuple(Commune(*values, rank) for rank, values in enumerate(world()["communes"], 1))


@cache
def columns(version: str) -> tuple[str, ...]:
    """Return the names of the columns of a version of the standard, in order."""
    schema = json.loads((STANDARD / f"schema-{version}.json").read_text(encoding="utf-8"))
    return tuple(field["name"] for field in schema["fields"])


def siret(organisation: int, place: int) -> str:
    """Return an invented SIRET: begins with 0000, as no real one does, and has its two check digits."""
    siren = f"0000{organisation:04d}"
    siren += luhn.calc_check_digit(siren)
    body = f"{siren}{place:04d}"
    return body + luhn.calc_check_digit(body)


def words(name: str, initials: str | None) -> str:
    """Return the values of a list of version 1.0.1 from their initials: ``words("frais", "G")``."""
    return "|".join(world()[name][key] for key in (initials or "").split())


def slug(text: str) -> str:
    """Return a text as it is written in addresses of the web."""
    folded = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def town(key: str) -> list[dict]:
    """Return the lines in version 1.0.1 of the places of ``"valombre"`` or ``"pont_clairet"``."""
    commune = communes()[("valombre", "pont_clairet").index(key)]
    return [_line(place, commune, rank) for rank, place in enumerate(world()[key], 20 * commune.rank + 1)]


def _line(place: Mapping, commune: Commune, organisation: int) -> dict:
    home = communes()[0] if place.get("shared") else commune
    # The shared place is measured from Valombre, where it is.
    latitude, longitude = home.at(place["east"], place["north"])
    pivots = {"mairie": commune.pivot, "none": NO_PIVOT}
    line = {
        "id": place["id"],
        "pivot": pivots.get(place.get("pivot"), siret(organisation, 1)),
        "nom": place["nom"],
        "commune": home.nom,
        "code_postal": home.code_postal,
        "code_insee": home.code_insee,
        "adresse": place["adresse"],
        "complement_adresse": place.get("complement", ""),
        "latitude": latitude,
        "longitude": longitude,
        "typologie": place["typologie"],
        "telephone": LANDLINE + place["telephone"],
        "courriels": place["courriels"],
        "site_web": place.get("site_web", ""),
        "horaires": place["horaires"],
        "presentation_resume": place["resume"],
        "source": f"Ville de {commune.nom}",
        "itinerance": place.get("itinerance", "Fixe"),
        "structure_parente": place.get("parente", f"Ville de {commune.nom}"),
        "date_maj": str(place["date_maj"]),
        "services": words("services", place["services"]),
        "publics_specifiquement_adresses": words("publics", place.get("publics")),
        "frais_a_charge": words("frais", place["frais"]),
        "dispositif_programmes_nationaux": words("dispositifs", place.get("dispositifs")),
        "modalites_acces": words("acces", place["acces"]),
        "modalites_accompagnement": words("accompagnement", place["accompagnement"]),
        "prise_rdv": f"https://rdv.pays-de-la-lane.example/{place['id']}" if "R" in place["acces"].split() else "",
    }
    return {name: line.get(name, "") for name in columns("1.0.1")}


def csv_text(header: Sequence[str], lines: Iterable[Sequence[object]], separator: str = ",") -> str:
    """Return lines as the text of a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()
