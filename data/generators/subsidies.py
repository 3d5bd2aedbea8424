"""The spreadsheet of subsidies of Valombre, a fictional town: as a service keeps it, before anybody publishes it.

Every association, person, phone and address is invented; phones are of the ranges that ARCEP keeps for fiction
(https://www.arcep.fr/la-regulation/grands-dossiers-thematiques-transverses/la-numerotation.html). The same seed
gives the same file: ``python data/generators/subsidies.py`` writes it, a test compares.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 1901
TARGET = Path(__file__).resolve().parents[1] / "publish" / "valombre-subsidies.csv"
ASSOCIATIONS = {
    "Amicale des Joutes de la Lane": "sport",
    "Les Tilleuls en Chœur": "culture",
    "Club de Lecture à Voix Haute": "culture, solidarité",
    "Judo Club Valombrais": "sport, jeunesse",
    "Les Jardins du Vieux Moulin": "environnement",
    "Ludothèque La Toupie": "jeunesse",
    "Repair Café de la Passerelle": "environnement, solidarité",
    "Harmonie Municipale de Valombre": "culture",
    "Secours du Pays de la Lane": "solidarité",
    "Vélos pour Toutes et Tous": "environnement, sport",
    "Ciné-Club Le Falot": "culture",
    "Pétanque des Platanes": "sport",
    "Théâtre du Pont Neuf": "culture, jeunesse",
    "Boutique Sans Étiquette": "solidarité",
    "Basket des Deux Rives": "sport, jeunesse",
    "Les Mains dans la Terre": "environnement",
    "Chorale des Aulnes": "culture",
    "Épicerie du Coin de Table": "solidarité",
    "Randonneurs de Combeval": "sport",
    "Atelier Numérique Partagé": "solidarité, jeunesse",
}
FIRST = ["Camille", "Dominique", "Claude", "Sacha", "Alix", "Maxime", "Charlie", "Noa", "Lou", "Andréa"]
LAST = ["Vallier", "Fontbelle", "Aubrac", "Delmarche", "Rivoire", "Pastourel", "Clairmont", "Sauvebois"]
HEADER = [
    "N°", "Nom de l'association", "Domaine(s)", "Montant attribué", "Date de la délibération", "Objet",
    "Président(e)", "Tél.", "Courriel",
]  # fmt: skip
PURPOSES = ["fonctionnement", "fonctionnement", "achat de matériel", "fête de quartier", "stage d'été"]


def make_lines(seed: int = SEED) -> list[list[str]]:
    """Return the cells of the spreadsheet, the lines above and below the table included."""
    draw = random.Random(seed)
    lines = [["COMMUNE DE VALOMBRE - SUBVENTIONS AUX ASSOCIATIONS 2025"], ["Mise à jour : service vie associative"], []]
    lines.append(HEADER)
    total = 0
    for rank, (name, field) in enumerate(ASSOCIATIONS.items(), start=1):
        amount = draw.choice([300, 450, 500, 800, 1000, 1200, 1500, 2500, 4000, 7500, 12500])
        total += amount
        first, last = draw.choice(FIRST), draw.choice(LAST)
        phone = f"06 39 98 {draw.randrange(100):02d} {draw.randrange(100):02d}"
        mail = f"{first}.{last}@asso-valombre.example".lower().replace("é", "e")
        written = _amount(amount, draw)
        lines.append(
            [str(rank), name, field, written, _day(draw), draw.choice(PURPOSES), f"{first} {last}", phone, mail]
        )
    lines.append(["", "TOTAL", "", _amount(total), "", "", "", "", ""])
    return lines


def _amount(amount: int, draw: random.Random | None = None) -> str:
    return f"{amount:,} €".replace(",", " ") if draw is None or draw.random() < 0.8 else f"{amount},00 €"


def _day(draw: random.Random) -> str:
    day, month = draw.choice([(6, 2), (10, 4), (26, 6), (2, 10)])
    return f"{day:02d}/{month:02d}/2025" if draw.random() < 0.75 else f"2025-{month:02d}-{day:02d}"


def to_text(lines: list[list[str]]) -> str:
    """Write the lines as a French spreadsheet exports them: semicolons, Windows line ends."""
    return "".join(";".join(f'"{cell}"' if "," in cell else cell for cell in line) + "\r\n" for line in lines)


def main() -> None:
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(to_text(make_lines()).encode("cp1252"))


if __name__ == "__main__":
    main()
