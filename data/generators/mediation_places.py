"""Digital-mediation places of the Pays de la Lane, all invented, in every state the lessons need.

    python data/generators/mediation_places.py

writes ``data/standard/samples/``. The seed is fixed: the same files come out each time.

Assumptions
-----------
Eight fictional communes in the Drôme, with codes and postcodes that no real commune has. A place stands at most
900 metres from the centre of its commune. Phone numbers are those kept for works of fiction, addresses of the web
end in ``.example``, SIRET begin with 0000 so as to be recognised and have right check digits. Nobody is named.

The citizen's question
----------------------
*Who is open on Saturday morning near me, and helps with administrative forms?* From the two towns' own files
(``valombre.csv``, ``pont-clairet.csv``), a hurried reader looks for « samedi » and « démarches » in one, for a cell
``sam_matin`` and the code ``D`` in the other, and finds seven lines: v-001, v-002, v-003, v-004, pc-03, pc-04, pc-07.
The answer, from the standardised files, is **four places**:

- v-002 France services du Pays de la Lane, which is also pc-03;
- v-005 Centre social du Vieux Moulin (« tous les jours sauf dimanche et lundi »);
- pc-02 Médiathèque La Passerelle and pc-06 Tiers-lieu L'Établi (the code is ``A``: ``D`` means *débuter*).

What 120 places lack
--------------------
``places.csv`` is valid, and incomplete as such files are; small associations and buses most of all. Of 120 lines:
22 without a SIRET of their own (19 bear their town hall's, 3 bear 00000000000000), 14 without ``code_insee``, 30
without ``horaires``, 18 without ``telephone``, 22 without ``courriels``, 6 without coordinates, 10 without
``services``, 34 without ``itinerance``; 24 summaries longer than 140 characters and none longer than 280; 8 that
tick the five publics, which is to say nothing; 24 last updated before 2024.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import math
import random
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import town_files
import valombre_errors
from lane_world import (
    LANDLINE,
    MOBILE,
    NO_PIVOT,
    STANDARD,
    Commune,
    columns,
    communes,
    csv_text,
    kinds,
    siret,
    slug,
    town,
    words,
    world,
)
from place_errors import make_dirty

SEED = 20250203
PLACES = 120
ERRORS = 40
RADIUS = 900  # metres around the centre of a commune
_DAYS = (dt.date(2022, 9, 1), dt.date(2026, 10, 31))
# column -> share of the lines where it is empty
_EMPTY = {
    "code_insee": 0.12,
    "horaires": 0.25,
    "telephone": 0.15,
    "courriels": 0.18,
    "services": 0.08,
    "itinerance": 0.28,
    "latitude": 0.05,
}
_TOWN_HALL_PIVOT, _NO_PIVOT, _LONG_SUMMARY, _EVERY_PUBLIC = 0.155, 0.025, 0.20, 0.07


def make_places(n: int = PLACES, seed: int = SEED) -> pd.DataFrame:
    """Make fictional places, valid for version 1.0.1 and realistically incomplete.

    Parameters
    ----------
    n : int
        How many lines; the 23 places of Valombre and Pont-Clairet come first.
    seed : int

    Returns
    -------
    pandas.DataFrame
        The 32 columns of the standard, as text, ``""`` where nothing is known.
    """
    rng = random.Random(seed)
    by_hand = town("valombre") + [line for line in town("pont_clairet") if line["id"] != "pc-03"]
    taken = {line["nom"] for line in by_hand}
    names = {kind["nom"]: _names(kind["nom"], taken, rng) for kind in kinds()["kinds"]}
    drawn = rng.choices(kinds()["kinds"], [kind["weight"] for kind in kinds()["kinds"]], k=max(0, n - len(by_hand)))
    where = rng.choices(communes(), [commune.weight for commune in communes()], k=len(drawn))
    lines = [
        _line(rank, kind, commune, next(names[kind["nom"]]), rng)
        for rank, (kind, commune) in enumerate(zip(drawn, where, strict=True), len(by_hand) + 1)
    ]
    _impoverish(lines, drawn, by_hand, n, rng)
    return pd.DataFrame([*by_hand, *lines][:n], columns=list(columns("1.0.1")), dtype="str")


def _names(kind: str, taken: set[str], rng: random.Random) -> Iterator[str]:
    """Yield names that no other place of this kind bears."""
    once = kinds()["qualifiers"]
    twice = [f"{a} et {b}" for a, b in itertools.combinations(once, 2)]
    thrice = (f"{a}, {b}" for a, b in itertools.product(twice, once))
    for qualifier in itertools.chain(rng.sample(once, len(once)), rng.sample(twice, len(twice)), thrice):
        if f"{kind} {qualifier}" not in taken:
            yield f"{kind} {qualifier}"


def _line(rank: int, kind: dict, commune: Commune, name: str, rng: random.Random) -> dict:
    distance, angle = RADIUS * math.sqrt(rng.random()), 2 * math.pi * rng.random()
    latitude, longitude = commune.at(distance * math.cos(angle), distance * math.sin(angle))
    itinerant = kind.get("itinerance", "Fixe")
    association = "ASSO" in kind["typologie"]
    own = siret(100 + rank % 9900, 1 + rank // 9900)
    services = _some(kind["services"], rng, 0.6)
    line = dict.fromkeys(columns("1.0.1"), "") | {
        "id": f"lane-{rank:05d}",
        "pivot": f"W{rank:09d}" if association and rng.random() < 0.2 else own,
        "nom": name,
        "commune": commune.nom,
        "code_postal": commune.code_postal,
        "code_insee": commune.code_insee,
        "adresse": _address(itinerant, rng),
        "latitude": latitude,
        "longitude": longitude,
        "typologie": kind["typologie"],
        "telephone": f"{MOBILE if itinerant != 'Fixe' else LANDLINE}{rng.randrange(1000, 10000)}",
        "courriels": f"{slug(name)}@{slug(commune.nom)}.example",
        "site_web": f"https://{slug(name)}.example" if rng.random() < 0.4 else "",
        "horaires": rng.choice(kinds()["hours"]),
        "presentation_resume": rng.choice(kind["resumes"]),
        "source": rng.choice(("Pays de la Lane", f"Ville de {commune.nom}")),
        "itinerance": itinerant,
        "structure_parente": kind.get("parente") or (f"Ville de {commune.nom}" if kind["town"] else ""),
        "date_maj": str(_DAYS[0] + dt.timedelta(rng.randrange((_DAYS[1] - _DAYS[0]).days))),
        "services": words("services", services),
        "publics_specifiquement_adresses": words("publics", _some(kind.get("publics", ""), rng, 0.35, 0)),
        "frais_a_charge": words("frais", rng.choice(kind["frais"].split())),
        "dispositif_programmes_nationaux": words("dispositifs", _some(kind["dispositifs"], rng, 0.6, 0)),
        "modalites_acces": words("acces", _some("P T M", rng, 0.5)),
        "modalites_accompagnement": words("accompagnement", _some("S I A D", rng, 0.45)),
    }
    if rng.random() < 0.1:
        line["prise_en_charge_specifique"] = rng.choice(
            ("Illettrisme", "Handicaps moteurs|Surdité", "Déficience visuelle")
        )
    if rng.random() < 0.06:
        line["formations_labels"] = "Les Éclaireurs du numérique (Drôme)"
    return line


def _some(initials: str, rng: random.Random, share: float, least: int = 1) -> str:
    """Keep some initials of a list, the first one at least when ``least`` is 1."""
    listed = initials.split()
    return " ".join(key for i, key in enumerate(listed) if i < least or rng.random() < share)


def _address(itinerant: str, rng: random.Random) -> str:
    street, of = rng.choice(kinds()["streets"]), rng.choice(kinds()["qualifiers"])
    if itinerant != "Fixe":
        return f"Place {of}"
    return f"{rng.randrange(1, 60)} {street} {of}"


def _impoverish(lines: list[dict], drawn: list[dict], by_hand: list[dict], n: int, rng: random.Random) -> None:
    """Empty cells of the generated lines, until each share holds for the whole table."""
    town_halls = {commune.nom: commune.pivot for commune in communes()}
    patchy = [kind["patchy"] for kind in drawn]

    def draw(share: float, already: int, weights: list[float]) -> list[dict]:
        keys = [rng.random() ** (1 / weight) if weight else 0 for weight in weights]
        ranks = sorted(range(len(lines)), key=keys.__getitem__, reverse=True)
        return [lines[i] for i in ranks[: max(0, round(share * n) - already)]]

    for column, share in _EMPTY.items():
        for line in draw(share, 0, patchy):
            line[column] = ""
    for line in lines:
        line["longitude"] = line["longitude"] if line["latitude"] else ""
    already = sum(line["pivot"] in town_halls.values() for line in by_hand)
    for line in draw(_TOWN_HALL_PIVOT, already, [float(kind["town"]) for kind in drawn]):
        line["pivot"] = town_halls[line["commune"]]
    own = [float(line["pivot"] not in town_halls.values()) for line in lines]
    for line in draw(_NO_PIVOT, 0, own):
        line["pivot"] = NO_PIVOT
    for line in draw(_LONG_SUMMARY, 0, [1] * len(lines)):
        line["presentation_resume"] = _longer(line["presentation_resume"])
    for line in draw(_EVERY_PUBLIC, 0, [1] * len(lines)):
        line["publics_specifiquement_adresses"] = "|".join(world()["publics"].values())


def _longer(summary: str) -> str:
    for sentence in kinds()["more"]:
        if len(summary) <= 140:
            summary = f"{summary} {sentence}"
    return summary


def samples() -> dict[str, bytes]:
    """Return every sample: name of the file, content."""
    places = make_places()
    dirty, errors = make_dirty(places, ERRORS, SEED)
    attempt, attempt_errors = valombre_errors.dirty()
    texts = {
        "pont-clairet.csv": town_files.pont_clairet(),
        "pont-clairet-0.1.csv": town_files.pont_clairet_old(),
        "valombre-standard.csv": valombre_errors.clean(),
        "valombre-standard-dirty.csv": attempt,
        "valombre-standard-dirty-errors.csv": attempt_errors,
        "places.csv": csv_text(places.columns, places.to_numpy().tolist()),
        "places-dirty.csv": csv_text(dirty.columns, dirty.to_numpy().tolist()),
        "places-dirty-errors.csv": csv_text(errors.columns, errors.to_numpy().tolist()),
    }
    # As a spreadsheet of a French office still writes it.
    return {"valombre.csv": town_files.valombre().encode("cp1252")} | {k: v.encode() for k, v in texts.items()}


def fictional_communes() -> bytes:
    """Return the fictional communes, as ``communes.csv`` has the real ones."""
    rows = ([c.code_insee, c.nom, c.code_postal, f"{c.latitude:.3f}", f"{c.longitude:.3f}"] for c in communes())
    return csv_text(["code_insee", "nom", "codes_postaux", "latitude", "longitude"], rows).encode()


def write(folder: Path) -> None:
    """Write ``fictional-communes.csv`` and ``samples/`` in a folder."""
    (folder / "samples").mkdir(parents=True, exist_ok=True)
    (folder / "fictional-communes.csv").write_bytes(fictional_communes())
    for name, content in samples().items():
        (folder / "samples" / name).write_bytes(content)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the fictional places of the Pays de la Lane.")
    parser.add_argument("folder", nargs="?", type=Path, default=STANDARD, help="data/standard by default")
    write(parser.parse_args().folder)
