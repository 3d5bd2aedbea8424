"""Four hundred fictional residents of the valley of the Lane, and the members of a fictional running club.

Nobody here exists. Towns and postcodes are those of ``standard/fictional-communes.csv``; phones are of the range that
ARCEP keeps for fiction (https://www.arcep.fr/la-regulation/grands-dossiers-thematiques-transverses/la-numerotation.html).
The same seed gives the same files: ``python data/generators/residents.py`` writes them, a test compares.

Drawn at random: birth date, sex, town, household, bill. Put there on purpose, because lessons look for them:

- two twin sisters, who share birth date, sex and postcode (a link to them hesitates between two lines);
- the men born from 1960 to 1979 in Les Granges-du-Vent, all late with their bill (a class of several people that
  still tells the bill of each);
- in the club: members who are not in the table, and one whose birthday was typed with day and month exchanged.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from pathlib import Path

SEED = 2007
DATA = Path(__file__).resolve().parents[1]
TARGETS = {name: DATA / f"fictional-{name}.csv" for name in ("residents", "club")}
# How many residents of each town: the order of the file of towns, from the largest to the smallest.
RESIDENTS = (146, 92, 56, 38, 32, 16, 12, 8)
BILLS = {"paid": 70, "late": 14, "plan": 10, "unpaid": 6}
HEADER = ("name", "phone", "birth_date", "sex", "postcode", "household", "bill")
CLUB_HEADER = ("name", "birth_date", "sex", "postcode")


def _words(text: str) -> list[str]:
    return text.split()


WOMEN = _words("""
Adèle Aïcha Alice Anaïs Anne Brigitte Camélia Catherine Cécile Chantal Claire Colette Denise Élise Émilie
Fatou Florence Françoise Ginette Hélène Inès Isabelle Jacqueline Jeanne Josiane Julie Karine Laure Léa Louise Lucie
Manon Marguerite Marie Martine Mathilde Monique Nadia Nathalie Odile Pauline Rose Sabrina Sandrine Solène Sylvie
Thérèse Valérie Yvette Zoé""")
MEN = _words("""
Adrien Alain André Antoine Aurélien Baptiste Bernard Bruno Cédric Charles Christophe Claude Daniel David Denis
Didier Éric Étienne Fabrice Farid François Gabriel Georges Gilles Guillaume Henri Hugo Jacques Jean Jérôme Julien Karim
Laurent Léo Louis Lucas Marc Mathieu Michel Nicolas Olivier Pascal Patrick Paul Philippe Pierre Raymond Rémi Samir
Thomas""")
LAST = _words("""
Aubrac Belaube Belcombe Boisvert Brunoy Casteljac Chantelouve Clairmont Combelongue Courtepierre Delmarche
Dessaigne Fontbelle Fontenac Garrigou Grandval Hautevigne Lacombaz Lagarenne Lanoix Lestrade Malaterre Marsanne
Montbrun Montjoux Orsonne Pastourel Peyrebelle Planchette Puyfort Ravelin Rivoire Rochebrune Romanèche Salvadou
Sauvebois Servance Sourdeval Taillefer Tournemine Valcroze Vallier Verdolin Vignemale Villevert""")


def towns() -> list[str]:
    """Return the postcodes of the fictional towns, in the order of their file."""
    with (DATA / "standard" / "fictional-communes.csv").open(encoding="utf-8", newline="") as file:
        return [town["codes_postaux"] for town in csv.DictReader(file)]


def make(seed: int = SEED) -> tuple[list[dict], list[dict]]:
    """Return the residents and the members of the club, each as a line of its table."""
    draw = random.Random(seed)
    names = _names(draw)
    phones = iter(draw.sample(range(10_000), sum(RESIDENTS)))
    codes = [code for code, people in zip(towns(), RESIDENTS, strict=True) for _ in range(people)]
    residents = [_person(draw, names, code, phone) for code, phone in zip(codes, phones, strict=False)]
    _late_together(residents)
    twin = _twins(draw, residents)
    club = _club(draw, residents, twin, names)
    draw.shuffle(residents)
    return residents, club


def _names(draw: random.Random) -> dict[str, list[str]]:
    """Return a reserve of full names for each sex: no two people have the same."""
    return {
        sex: draw.sample([f"{first} {last}" for first in firsts for last in LAST], 400)
        for sex, firsts in (("F", WOMEN), ("M", MEN))
    }


def _person(draw: random.Random, names: dict[str, list[str]], postcode: str, phone: int) -> dict:
    sex = draw.choice("FM")
    birth = dt.date(2007, 12, 31) - dt.timedelta(days=int(365.25 * draw.triangular(0, 75, 28)))
    alone = 0.5 if birth.year < 1955 else 0.25
    household = 1 if draw.random() < alone else draw.choice([2, 2, 2, 3, 3, 4, 4, 5])
    return {
        "name": names[sex].pop(),
        "phone": f"06 39 98 {phone // 100:02d} {phone % 100:02d}",
        "birth_date": birth.isoformat(),
        "sex": sex,
        "postcode": postcode,
        "household": household,
        "bill": draw.choices(list(BILLS), list(BILLS.values()))[0],
    }


def _late_together(residents: list[dict]) -> None:
    """The sawmill of Les Granges-du-Vent has closed: the men born from 1960 to 1979 are all late with their bill."""
    for person in _sawmill(residents):
        person["bill"] = "late"


def _sawmill(residents: list[dict]) -> list[dict]:
    return [p for p in residents if (p["postcode"], p["sex"], p["birth_date"][:3]) in _SAWMILL]


_SAWMILL = {("26954", "M", "196"), ("26954", "M", "197")}


def _twins(draw: random.Random, residents: list[dict]) -> dict:
    """Give a woman of Pont-Clairet a twin sister, in the place of a neighbour, and return the first of the two."""
    first, second = [p for p in residents if (p["postcode"], p["sex"]) == ("26951", "F")][:2]
    second["name"] = f"{draw.choice(WOMEN)} {first['name'].split()[1]}"
    second["birth_date"] = first["birth_date"]
    first["bill"], second["bill"] = "paid", "plan"
    return first


def _club(draw: random.Random, residents: list[dict], twin: dict, names: dict[str, list[str]]) -> list[dict]:
    """Return forty members: thirty-two of the table, one with a wrong birthday, and eight whom the table ignores."""
    sawmill = _sawmill(residents)[0]
    others = [p for p in residents if p["birth_date"] > "1950" and p is not twin and p not in _sawmill(residents)]
    inside = [twin, sawmill, *draw.sample(others, 30)]
    members = [{key: person[key] for key in CLUB_HEADER} for person in inside]
    wrong = next(member for member in members[2:] if int(member["birth_date"][8:]) <= 12 and _differs(member))
    year, month, day = wrong["birth_date"].split("-")
    wrong["birth_date"] = f"{year}-{day}-{month}"
    strangers = [_person(draw, names, draw.choice(towns()[:4]), 0) for _ in range(8)]
    members += [{key: person[key] for key in CLUB_HEADER} for person in strangers]
    return sorted(members, key=lambda member: member["birth_date"][5:])


def _differs(member: dict) -> bool:
    return member["birth_date"][5:7] != member["birth_date"][8:]


def to_text(lines: list[dict], header: tuple[str, ...]) -> str:
    """Write lines as a CSV text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def main() -> None:
    residents, club = make()
    TARGETS["residents"].write_text(to_text(residents, HEADER), encoding="utf-8")
    TARGETS["club"].write_text(to_text(club, CLUB_HEADER), encoding="utf-8")


if __name__ == "__main__":
    main()
