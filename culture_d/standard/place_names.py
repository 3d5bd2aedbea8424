"""How much two names of places, or two addresses, say the same thing.

A name is cut into what the place is (*médiathèque*, *CCAS*, *France services*), words that say nothing (*espace*,
*numérique*, *de la*), the name of its town, and what is left, which is its own.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from culture_d.standard.communes import fold

# What a place is: words and phrases of one meaning. Longer phrases are read first.
_KINDS = {
    "france_services": "france services, france service, maison france services, maison france service, mfs, msap, "
    "maison de services au public, maison de service au public",
    "library": "mediatheque, bibliotheque, bibliotheque municipale, mediatheque municipale, mediatheque "
    "intercommunale, bibliotheque mediatheque, bm",
    "games_library": "ludotheque",
    "town_hall": "mairie, hotel de ville, mairie annexe, mairie de quartier",
    "ccas": "ccas, cias, centre communal d action sociale, centre intercommunal d action sociale",
    "social_centre": "centre social, centre socioculturel, centre socio culturel, centre social et culturel, "
    "centre social et socioculturel, espace de vie sociale, csc, cscs, evs",
    "epn": "epn, epnl, espace public numerique, espace public multimedia, cyber base, cyberbase, cyber centre, "
    "cybercentre, cyberespace, cyber espace",
    "mjc": "mjc, maison des jeunes et de la culture",
    "neighbourhood": "maison de quartier, maison des habitants, maison pour tous",
    "mission_locale": "mission locale",
    "employment": "france travail, pole emploi, maison de l emploi",
    "caf": "caf, caisse d allocations familiales, caisse allocations familiales",
    "cpam": "cpam, caisse primaire d assurance maladie",
    "post": "la poste, bureau de poste, agence postale, agence postale communale",
    "prefecture": "prefecture, sous prefecture",
    "solidarity": "maison des solidarites, maison de la solidarite, maison departementale des solidarites, mds",
    "third_place": "tiers lieu, tierslieu, fablab, fab lab, coworking",
    "youth": "point info jeunesse, point information jeunesse, pij, bij, info jeunes, bureau information jeunesse",
    "bus": "bus, camion, fourgon, caravane, van, itinerant, itinerante, itinerance, mobile",
    "school": "ecole, college, lycee, greta, universite",
    "reuse": "recyclerie, ressourcerie, emmaus",
    "tourist_office": "office de tourisme",
}
_PHRASES = {phrase.strip(): kind for kind, text in _KINDS.items() for phrase in text.split(",")}
_KIND = re.compile(r"\b(?:" + "|".join(sorted(_PHRASES, key=len, reverse=True)) + r")\b")
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
    a accueil annexe antenne asso association associations atelier ateliers au aux centre club commun communal
    communale communautaire communaute d dans de departemental departementale des du en espace espaces et site
    inclusion insertion intercommunal intercommunale l la le les lieu lieux local locale maison mediation
    municipal municipale numerique numeriques par permanence permanences point points pole pour public publics
    quartier relais salle service services structure sur
    """,
    )
)
_STREETS = {
    "r": "rue", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard",
    "boul": "boulevard", "pl": "place", "plc": "place", "ch": "chemin", "che": "chemin", "chem": "chemin",
    "rte": "route", "imp": "impasse", "all": "allee", "sq": "square", "fg": "faubourg", "fbg": "faubourg",
    "qu": "quai", "crs": "cours", "res": "residence", "st": "saint", "ste": "sainte", "dr": "docteur",
    "gal": "general", "gen": "general", "mal": "marechal", "pdt": "president", "cdt": "commandant",
    "cne": "capitaine", "pr": "professeur", "prof": "professeur",
}  # fmt: skip
_SUFFIXES = {"b": "bis", "t": "ter", "q": "quater"}
_NUMBER = re.compile(r"^(\d+)(?: ?(bis|ter|quater|[a-dqt])\b)?")
_ARTICLES = frozenset(("de", "du", "des", "d", "la", "le", "les", "l"))
ALIKE = 0.85  # two words of at least five letters with that ratio are one word with a slip


class Name(NamedTuple):
    """A name of a place: folded, what it is, its own words, its numbers, its first letters (from three words)."""

    folded: str
    kinds: frozenset[str]
    own: frozenset[str]
    numbers: frozenset[str]
    initials: str


class Address(NamedTuple):
    """An address: number, *bis* or *ter*, words of the street and the last of them."""

    number: str
    suffix: str
    street: frozenset[str]
    last: str


@lru_cache(maxsize=1 << 16)
def read_name(name: str, town: str = "") -> Name:
    """Cut a name into what the place is and what is its own."""
    folded = fold(name)
    kinds = frozenset(_PHRASES[found] for found in _KIND.findall(folded))
    town_words = set(fold(town).split())
    words = dict.fromkeys(_KIND.sub(" ", folded).split())
    own = frozenset(word for word in words if word not in _EMPTY and word not in town_words)
    numbers = frozenset(word for word in words if word.isdigit())
    letters = [word[0] for word in folded.split() if word not in _ARTICLES]
    return Name(folded, kinds, own, numbers, "".join(letters) if len(letters) > 2 else "")


@lru_cache(maxsize=1 << 16)
def read_address(address: str, postcode: str = "", town: str = "") -> Address | None:
    """Cut an address; None when it says nothing. ``12 B r. de la Gare`` is ``12 bis rue de la gare``."""
    folded = fold(address)
    if postcode:
        folded = re.sub(rf"\b{re.escape(postcode)}\b.*", "", folded)
    if town:
        folded = re.sub(rf"\s{re.escape(fold(town))}$", "", folded)
    found = _NUMBER.match(folded)
    number, suffix = (found[1].lstrip("0"), found[2] or "") if found else ("", "")
    rest = folded[found.end() :] if found else folded
    words = (_STREETS.get(word, word) for word in rest.split())
    street = tuple(word for word in words if word not in _ARTICLES)
    return Address(number, _SUFFIXES.get(suffix, suffix), frozenset(street), street[-1]) if street else None


def same_name(a: Name, b: Name) -> float:
    """Return how much two names are those of one place, from 0 to 1.

    Two kinds of place that have nothing in common (a library, a town hall) are two places, whatever their other
    words; what one name says and the other does not only lowers the likeness.
    """
    if a.folded == b.folded:
        return 1.0
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return 0.0
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        return 0.0
    if a.folded == b.initials or b.folded == a.initials:
        return 0.9
    if a.own and b.own:
        # The association of a mill and the library of that mill share a name and a building; a France services that
        # is said to be in a library is another service.
        return _same_words(a.own, b.own) * (1 if a.kinds == b.kinds else 0.68 if a.kinds and b.kinds else 0.75)
    if a.own or b.own:
        return 0.5 if a.kinds & b.kinds else 0.0
    if a.kinds or b.kinds:
        return 0.95 if a.kinds == b.kinds else 0.5 if a.kinds & b.kinds else 0.0
    ratio = SequenceMatcher(None, a.folded, b.folded).ratio()
    return ratio if ratio >= ALIKE else 0.0


def same_address(a: Address, b: Address) -> float:
    """Return how much two addresses of one town are the same, from 0 to 1."""
    if _same_words(a.street, b.street) < ALIKE:
        return 0.0
    if a.number and b.number:
        if a.number != b.number:
            return 0.2
        return 1.0 if a.suffix == b.suffix else 0.8 if not (a.suffix and b.suffix) else 0.5
    return 0.6 if a.number or b.number else 0.9


def _same_words(a: frozenset[str], b: frozenset[str]) -> float:
    """Compare two sets of words, a slip of the hand forgiven: mean of what is shared by all and by the shorter."""
    if a == b:
        return 1.0
    count = len(a & b)
    if count < len(a) and count < len(b):
        others = b - a
        for word in a - b:
            if twin := next((other for other in others if other[0] == word[0] and _alike(word, other)), None):
                others -= {twin}
                count += 1
    return (count / (len(a) + len(b) - count) + count / min(len(a), len(b))) / 2


@lru_cache(maxsize=1 << 16)
def _alike(a: str, b: str) -> bool:
    """Tell whether two words that begin alike are one, with a plural or a slip."""
    if min(len(a), len(b)) < 5 or a.isdigit() or b.isdigit():
        return False
    return a == b.removesuffix("s") or b == a.removesuffix("s") or SequenceMatcher(None, a, b).ratio() >= ALIKE
