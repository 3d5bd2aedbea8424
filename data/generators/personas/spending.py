"""Bank operations of the year: rents, subscriptions, shopping. Shops, employers and associations are invented."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from personas.agenda import trips_of
from personas.clock import days, draw
from personas.lives import is_away, lives


class Operation(NamedTuple):
    """A line of an account. Cents; negative when money leaves."""

    date: dt.date
    label: str
    cents: int
    category: str
    parent: str
    supplier: str


class Regular(NamedTuple):
    """What comes back every month (or only in ``months``) on the same day."""

    day: int
    label: str
    cents: int
    category: str
    parent: str
    supplier: str
    months: tuple[int, ...] = tuple(range(1, 13))


QUARTERS = (1, 4, 7, 10)
REGULAR = {
    "ines": [
        Regular(2, "VIR PARENTS", 42_000, "Virements reçus", "Revenus", ""),
        Regular(5, "VIR BOURSE ETUDES", 25_500, "Bourse", "Revenus", "", (1, 2, 3, 4, 5, 6, 9, 10, 11, 12)),
        Regular(28, "VIR SALAIRE LIBRAIRIE DU PONT", 91_200, "Salaires", "Revenus", "", (7,)),
        Regular(3, "PRLV LOYER COLOCATION ZOE", -34_000, "Loyer", "Logement", ""),
        Regular(8, "PRLV MUSIQUE EN LIGNE SONOLANE", -607, "Abonnements", "Loisirs", "sonolane"),
        Regular(11, "PRLV SERIES VIDELANE", -899, "Abonnements", "Loisirs", "videlane"),
        Regular(12, "PRLV MOBILE FORFAIT TELELANE", -999, "Téléphone", "Abonnements", "telelane"),
        Regular(14, "PRLV SALLE GRIMPE ET CO", -2_900, "Sport", "Loisirs", "grimpe"),
        Regular(15, "PRLV ASSURANCE LA PASSERELLE", -845, "Assurance", "Logement", "passerelle"),
        Regular(20, "PRLV NUAGE PHOTOS LANEBOX", -299, "Abonnements", "Loisirs", "lanebox"),
        Regular(6, "DON RIVIERES VIVANTES DE LA LANE", -500, "Dons", "Vie associative", "rivieres"),
    ],
    "karim": [
        Regular(1, "VIR STUDIO KARIM PLANS", 275_000, "Virements reçus", "Revenus", ""),
        Regular(4, "PRLV PRET MAISON CREDIT DU SORBIER", -98_450, "Crédit", "Logement", "sorbier"),
        Regular(6, "PRLV ELECTRICITE LUMELANE", -14_200, "Énergie", "Logement", "lumelane"),
        Regular(8, "PRLV FIBRE TELELANE", -3_199, "Internet", "Abonnements", "telelane"),
        Regular(9, "PRLV MOBILE FORFAIT TELELANE", -1_599, "Téléphone", "Abonnements", "telelane"),
        Regular(11, "PRLV SERIES VIDELANE FAMILLE", -1_499, "Abonnements", "Loisirs", "videlane"),
        Regular(13, "PRLV LOGICIEL PLANOLANE", -4_990, "Abonnements", "Travail", "planolane"),
        Regular(16, "PRLV MUTUELLE LES DEUX RIVES", -11_840, "Mutuelle", "Santé", "deux rives"),
        Regular(17, "PRLV MUR ESCALADE VALOMBRE", -3_700, "Sport", "Loisirs", "escalade"),
        Regular(19, "PRLV COTISATION SYNDICAT DU DESSIN", -1_350, "Cotisations", "Vie associative", "syndicat"),
        Regular(2, "VIR EMIS LIVRET EPARGNE", -40_000, "Épargne", "Épargne", ""),
        Regular(15, "PRLV ASSURANCE AUTO ET MAISON LA PASSERELLE", -7_915, "Assurance", "Logement", "passerelle"),
        Regular(21, "DON REFUGE DES QUATRE COLS", -1_500, "Dons", "Vie associative", "refuge"),
        Regular(24, "PRLV CANTINE SAINT AUBIN", -6_120, "École", "Enfants", "", (1, 2, 3, 4, 5, 6, 9, 10, 11, 12)),
    ],
    "jeanne": [
        Regular(3, "VIR REMUNERATION MERCERIE", 168_000, "Virements reçus", "Revenus", ""),
        Regular(5, "PRLV ELECTRICITE LUMELANE", -6_150, "Énergie", "Logement", "lumelane"),
        Regular(7, "PRLV BOX ET MOBILE TELELANE", -3_998, "Internet", "Abonnements", "telelane"),
        Regular(10, "PRLV MUTUELLE LES DEUX RIVES", -8_730, "Mutuelle", "Santé", "deux rives"),
        Regular(12, "PRLV JOURNAL LE COURRIER DE LA LANE", -1_290, "Presse", "Loisirs", "courrier"),
        Regular(14, "PRLV SERIES VIDELANE", -899, "Abonnements", "Loisirs", "videlane"),
        Regular(15, "PRLV CHORALE DES AULNES", -1_800, "Cotisations", "Vie associative", "chorale", QUARTERS),
        Regular(18, "PRLV COTISATION UNION DES COMMERCES", -2_200, "Cotisations", "Vie associative", "union"),
        Regular(4, "VIR EMIS LIVRET EPARGNE", -30_000, "Épargne", "Épargne", ""),
        Regular(9, "PRLV ASSURANCE AUTO ET MAISON LA PASSERELLE", -6_480, "Assurance", "Logement", "passerelle"),
        Regular(16, "PRLV IMPOT SUR LE REVENU", -9_100, "Impôts", "Impôts et taxes", ""),
        Regular(17, "PRLV EAU DU PAYS DE LA LANE", -7_320, "Eau", "Logement", "eau", QUARTERS),
        Regular(20, "DON PAROISSE DE PONT CLAIRET", -2_000, "Dons", "Vie associative", "paroisse"),
        Regular(22, "PRLV FIOUL COMBE ENERGIE", -16_500, "Énergie", "Logement", "combe", (1, 2, 3, 10, 11, 12)),
        Regular(25, "PRLV TRICOTHEQUE EN LIGNE", -690, "Abonnements", "Loisirs", "tricotheque"),
    ],
}  # fmt: skip
# label, cheapest and dearest in cents, category, parent, times a week
SHOPS = {
    "ines": [
        ("EPICERIE DU COIN DE TABLE", 420, 2_600, "Alimentation", "Vie quotidienne", 2.2),
        ("RESTO U CAMPUS LANE", 330, 330, "Alimentation", "Vie quotidienne", 3.0),
        ("BOULANGERIE AU LEVAIN GRIS", 110, 640, "Alimentation", "Vie quotidienne", 1.6),
        ("CAFE LE FALOT", 250, 1_450, "Sorties", "Loisirs", 1.1),
        ("PHARMACIE DES TILLEULS", 390, 1_980, "Pharmacie", "Santé", 0.25),
        ("FRIPERIE SECONDE MANCHE", 600, 3_200, "Vêtements", "Achats", 0.2),
    ],
    "karim": [
        ("SUPERMARCHE LE GRAND CABAS", 4_800, 14_500, "Alimentation", "Vie quotidienne", 1.0),
        ("FERME DES GRANGES", 900, 3_600, "Alimentation", "Vie quotidienne", 0.7),
        ("PHARMACIE DE SAINT AUBIN", 460, 4_300, "Pharmacie", "Santé", 0.4),
        ("BRICOLAGE LE RABOT", 700, 9_800, "Maison", "Achats", 0.3),
        ("PIZZERIA LA VOUTE", 2_400, 5_600, "Restaurant", "Loisirs", 0.35),
        ("CABINET DR AUBRAC", 2_650, 5_000, "Médecin", "Santé", 0.12),
    ],
    "jeanne": [
        ("SUPERETTE PONT CLAIRET", 900, 5_200, "Alimentation", "Vie quotidienne", 1.6),
        ("MARCHE VALOMBRE PRIMEUR", 500, 2_400, "Alimentation", "Vie quotidienne", 0.8),
        ("PHARMACIE DU PONT", 620, 3_900, "Pharmacie", "Santé", 0.7),
        ("STATION COMBE ENERGIE", 3_800, 6_900, "Carburant", "Auto", 0.45),
        ("KINESITHERAPEUTE LANE", 1_800, 1_800, "Soins", "Santé", 0.0),
        ("FLEURS MARGELLE", 1_200, 3_000, "Cadeaux", "Achats", 0.2),
    ],
}
OPENING = {"ines": 61_240, "karim": 342_118, "jeanne": 287_405}  # cents on 1 January


@cache
def operations(who: str) -> tuple[Operation, ...]:
    """Return the operations of the year, in order."""
    found = []
    for day in days():
        random = draw(who, day, "spending")
        for r in REGULAR[who]:
            if r.day == day.day and day.month in r.months:
                found.append(Operation(day, r.label, r.cents, r.category, r.parent, r.supplier))
        for label, low, high, category, parent, weekly in SHOPS[who]:
            if random.random() < weekly / 7 and not is_away(who, day):
                found.append(_card(day, label, int(random.integers(low, high + 1)), category, parent))
        found += _of_the_day(who, day)
    return tuple(found)


def _card(day: dt.date, label: str, cents: int, category: str, parent: str) -> Operation:
    supplier = label.split(" ")[-1].lower()
    return Operation(day, f"CARTE {day:%d/%m/%y} {label}", -cents, category, parent, supplier)


def _of_the_day(who: str, day: dt.date) -> list[Operation]:
    """What the journeys cost: the train on Fridays and Sundays, the physiotherapist, the charging on the road."""
    if who == "ines" and day.weekday() in (4, 6) and not is_away(who, day):
        return [_card(day, "TRAIN REGIONAL BILLET", 640, "Transports", "Transports")]
    places = {trip.destination for trip in trips_of(who, day, day)}
    if who == "jeanne" and "health-centre" in places:
        return [_card(day, "KINESITHERAPEUTE LANE", 1_800, "Soins", "Santé")]
    if who == "karim" and "grenoble" in places:
        return [
            _card(day, "BORNE RECHARGE VOLTALANE", 890, "Recharge", "Auto"),
            _card(day, "PEAGE", 460, "Péage", "Auto"),
        ]
    return []


def label_of(who: str) -> str:
    """Return the name of the account."""
    return f"COMPTE COURANT {lives()[who]['name'].upper()}"
