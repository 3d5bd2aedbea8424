"""Places that are probably written twice, and why; nothing is ever merged here.

Two rows are compared by their name, their address or distance, and what they share that few others share: a
telephone number, a SIRET, an e-mail address. Names must agree and places must be close: two associations of one
building, a France services inside a library, the offices of one network in two towns are not duplicates.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from culture_d.i18n import language, t
from culture_d.standard.communes import degrees, department, department_of_postcode, fold, fold_town
from culture_d.standard.findings import Words
from culture_d.standard.place_names import Address, Name, read_address, read_name, same_address, same_name

THRESHOLD, LIKELY = 0.6, 0.75
# A score is 0.5 for the name, 0.35 for the place, up to 0.15 for what is shared; less when SIREN or RNA numbers differ.
NAME, PLACE, SHARED, AGAINST = 0.5, 0.35, 0.15, 0.1
NAME_ENOUGH, NAME_LIKELY, PLACE_ENOUGH = 0.5, 0.7, 0.4
ITINERANT = 0.65  # two stops of a bus under one name: never more than worth a look
TOUR = 3  # so many stops of one bus are a tour that somebody wrote down, not a slip
_STRONG = {"telephone": SHARED, "pivot": SHARED, "courriels": 0.1}
_CONTACTS = tuple(_STRONG)
RARE = 4  # a number that more places share is that of a town or of a network
CROWDED, NEXT = 30, 8  # in a larger group, each place is compared with the next ones by name only
# Metres up to which two points are as close as that.
CLOSE = ((30, 1.0), (75, 0.9), (150, 0.7), (300, 0.4), (1000, 0.1))
FAR = 1000
_STREET = "street:"
_UNKNOWN = re.compile(r"0*")
GRID = 0.003  # degrees: about 300 m; two grids, one shifted by half a square, part few of those that are close


@dataclass(frozen=True)
class Pair:
    """Two rows that may be one place.

    Attributes
    ----------
    a, b : int
        Positions of the rows, from 0, the first one first.
    score : float
        From 0 to 1.
    reasons : tuple of Words
        What they have in common, and what speaks against.
    identical : bool
        Whether all their cells but the identifier are the same.
    """

    a: int
    b: int
    score: float
    reasons: tuple[Words, ...]
    identical: bool = False

    @property
    def sure(self) -> str:
        """How sure it is: ``"certain"``, ``"likely"`` or ``"look"``."""
        return "certain" if self.identical else "likely" if self.score >= LIKELY else "look"

    def why(self, lang: str | None = None) -> str:
        """Return the reasons in one sentence."""
        lang = lang or language()
        reasons = t("beyond.pair_and", lang).join(words(lang) for words in self.reasons)
        return t("beyond.pair_why", lang, reasons=reasons)


class _Place(NamedTuple):
    name: Name
    address: Address | None
    latitude: float
    longitude: float
    town: str
    department: str
    contacts: dict[str, frozenset[str]]
    itinerant: bool
    cells: tuple[str, ...]


def likely_duplicates(rows: Sequence[dict] | pd.DataFrame, *, threshold: float = THRESHOLD) -> list[Pair]:
    """Find the pairs of rows that may be the same place.

    Parameters
    ----------
    rows : list of dict or DataFrame
        Cells by the names of the standard, as text: ``nom``, then whatever there is of ``adresse``, ``commune``,
        ``code_postal``, ``code_insee``, ``latitude``, ``longitude``, ``telephone``, ``pivot``, ``courriels``,
        ``itinerance``.
    threshold : float
        Lowest score to tell; 0.75 and above is likely.

    Returns
    -------
    list of Pair
        The best first. The same row may be in several.
    """
    places = [_read(row) for row in _dicts(rows)]
    counts = {kind: Counter(v for p in places for v in p.contacts[kind]) for kind in _CONTACTS}
    tours = Counter(_tour(place) for place in places if place.itinerant)
    found = []
    for a, b in _candidates(places, counts):
        pair = _compare(a, b, places, counts, tours)
        if pair and pair.score >= threshold:
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))


def _dicts(rows: Sequence[dict] | pd.DataFrame) -> list[dict]:
    return rows.to_dict("records") if isinstance(rows, pd.DataFrame) else list(rows)


def _read(row: dict) -> _Place:
    cells = {name: value.strip() for name, value in row.items() if isinstance(value, str) and value.strip()}
    cell = cells.get
    town, code, postcode = cell("commune", ""), cell("code_insee", ""), cell("code_postal", "")
    name = read_name(cell("nom", ""), town)
    contacts = {
        "telephone": frozenset(filter(None, map(_phone, cell("telephone", "").replace(";", "|").split("|")))),
        "pivot": frozenset() if _UNKNOWN.fullmatch(cell("pivot", "")) else frozenset([cell("pivot", "")]),
        "courriels": frozenset(re.findall(r"[^\s|;,]+@[^\s|;,]+", (cell("courriels") or cell("courriel", "")).lower())),
    }
    return _Place(
        name,
        read_address(cell("adresse", ""), postcode, town),
        degrees(cell("latitude", "")),
        degrees(cell("longitude", "")),
        fold_town(town) or postcode,
        department(code) or department_of_postcode(postcode),
        contacts,
        fold(cell("itinerance", "")) == "itinerant" or "bus" in name.kinds,
        tuple(value for key, value in sorted(cells.items()) if key != "id"),
    )


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    digits = re.sub(r"^(?:00)?33|^0", "", digits)
    return digits if len(digits) >= 6 and digits.strip("0") else ""


def _tour(place: _Place) -> tuple:
    return place.name.kinds, place.name.own, place.department


def _candidates(places: Sequence[_Place], counts: dict[str, Counter]) -> Iterator[tuple[int, int]]:
    """Yield in order the pairs worth comparing: those that share a word and a spot, or a rare number."""
    size = len(places)
    groups: dict[str, list[int]] = defaultdict(list)
    for i, place in enumerate(places):
        for key in set(_keys(place, counts)):
            groups[key].append(i)
    pairs: set[int] = set()  # a pair is a * size + b: numbers cost the garbage collector nothing, unlike tuples
    for key, group in groups.items():
        if len(group) < 2:
            continue
        if key.startswith(_STREET):  # two numbers of one street are two places: only a missing one is worth comparing
            bare = [i for i in group if not places[i].address.number][:CROWDED]
            pairs.update(min(a, b) * size + max(a, b) for a in bare for b in group[:CROWDED] if a != b)
        elif len(group) <= CROWDED:
            pairs.update(a * size + b for a, b in combinations(group, 2))
        else:
            group.sort(key=lambda i: (places[i].name.folded, i))
            for step in range(1, NEXT + 1):
                pairs.update(min(a, b) * size + max(a, b) for a, b in zip(group, group[step:], strict=False))
    return (divmod(pair, size) for pair in sorted(pairs))


def _keys(place: _Place, counts: dict[str, Counter]) -> Iterator[str]:
    """Yield the groups in which a place is compared with others."""
    own = {word[:4] for word in place.name.own}
    kinds = place.name.kinds or ({place.name.folded} if not own else set())
    if not math.isnan(place.latitude + place.longitude):
        # What a place is, alone, says little: only the next door is worth comparing.
        for words, side in ((own, GRID), (kinds, GRID / 2)):
            for shift in (0, 0.5):
                square = f"{shift} {int(place.latitude / side + shift)} {int(place.longitude / side + shift)}"
                yield from (f"{word} {square}" for word in words)
    if place.address:
        spot = f"{place.town} {place.address.last[:5]}"
        yield f"{place.address.number} {spot}"
        yield from (f"{_STREET} {word} {spot}" for word in own | kinds)
    else:
        yield from (f"{word} {place.town}" for word in own or kinds)
    yield f"name {place.name.folded} {place.town}"
    if place.itinerant:
        yield from (f"bus {word} {place.department}" for word in own or kinds)
    for kind in _CONTACTS:
        yield from (f"{kind} {value}" for value in place.contacts[kind] if counts[kind][value] <= RARE)


def _compare(i: int, j: int, places: Sequence[_Place], counts: dict[str, Counter], tours: Counter) -> Pair | None:
    a, b = places[i], places[j]
    if not (a.name.folded and b.name.folded):
        return None
    if a.cells == b.cells:
        return Pair(i, j, 1.0, (Words("beyond.pair_identical"),), identical=True)
    name = same_name(a.name, b.name)
    if name < NAME_ENOUGH:
        return None
    place, said = _same_place(a, b)
    reasons = [Words("beyond.pair_name" if name >= 0.95 else "beyond.pair_close_name"), *said]
    shared = 0.0
    for kind in _CONTACTS:
        if any(counts[kind][value] <= RARE for value in a.contacts[kind] & b.contacts[kind]):
            shared = max(shared, _STRONG[kind])
            reasons.append(Words(f"beyond.pair_{kind}"))
    if place < PLACE_ENOUGH:
        if not (a.itinerant and b.itinerant and shared and name >= NAME_LIKELY and tours[_tour(a)] < TOUR):
            return None
        return Pair(i, j, ITINERANT, (*reasons, Words("beyond.pair_itinerant")))
    score = NAME * name + PLACE * place + shared
    if _other_owner(a, b):
        score -= AGAINST
        reasons.append(Words("beyond.pair_against"))
    score = min(score, 1.0 if name >= NAME_LIKELY else LIKELY - 0.01)
    return Pair(i, j, round(score, 3), tuple(reasons))


def _same_place(a: _Place, b: _Place) -> tuple[float, list[Words]]:
    """Return how much two places are at the same spot, from 0 to 1, and why."""
    same_town = a.town == b.town if a.town and b.town else None
    address = same_address(a.address, b.address) if a.address and b.address and same_town is not False else None
    metres = _metres(a, b)
    said = []
    if address is not None and address >= 0.6:
        said.append(Words("beyond.pair_address" if address >= 0.8 else "beyond.pair_street"))
    if metres is None:
        if address is not None:
            return address, said
        return (0.5, [Words("beyond.pair_town")]) if same_town else (0.0, [])
    if metres > FAR:
        return (0.7, said) if address is not None and address >= 0.8 else (0.0, [])
    said.append(Words("beyond.pair_metres", {"n": round(metres)}))
    close = next(score for limit, score in CLOSE if metres <= limit)
    if address is None:
        return close, said
    if address >= 0.6:
        return max(address, close), said
    # Two streets on one spot are the two doors of a corner; a little further, they are two places.
    return (0.7 if metres <= CLOSE[0][0] else 0.4 if metres <= CLOSE[1][0] else 0.2), said


def _metres(a: _Place, b: _Place) -> float | None:
    """Return the distance of two places in metres, on a plane: exact enough where it matters."""
    north = (a.latitude - b.latitude) * 111_195
    east = (a.longitude - b.longitude) * 111_195 * math.cos(math.radians(a.latitude))
    metres = math.hypot(north, east)
    return None if math.isnan(metres) else metres


def _other_owner(a: _Place, b: _Place) -> bool:
    """Tell whether two SIRET are of two organisations, or two RNA of two associations."""
    left, right = "".join(a.contacts["pivot"]), "".join(b.contacts["pivot"])
    if left.startswith("W") and right.startswith("W"):
        return left != right
    return len(left) == len(right) == 14 and left.isdigit() and right.isdigit() and left[:9] != right[:9]
