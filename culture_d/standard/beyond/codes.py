"""Postcodes, INSEE codes and names of towns that contradict each other, and identifiers that identify nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from culture_d.standard.beyond.records import Doubt, Doubting
from culture_d.standard.beyond.table import Table
from culture_d.standard.communes import Commune, Communes, department, department_of_postcode, distance, fold_town
from culture_d.standard.findings import Words

_INSEE = re.compile(r"(?:\d{2}|2[AB])\d{3}", re.ASCII)
_POSTCODE = re.compile(r"\d{5}", re.ASCII)
UNKNOWN_PIVOT = "0" * 14
# W, two figures of the prefecture (a letter replaces the second one in Corsica and overseas), seven figures:
# W131004321, W2A1000119, W9R1000000. https://www.associations.gouv.fr/le-rna-repertoire-national-des-associations.html
_RNA = re.compile(r"W\d[\dA-Z]\d{7}", re.ASCII)
# What prefectures gave before 2009, that the register still shows: 891P0891000843.
_OLD_RNA = re.compile(r"\d[\dA-Z]\d[A-Z]\d{2}[\dA-Z]\d{7}", re.ASCII)
_SPREADSHEET = re.compile(r"\d[.,]\d+E\+?\d+", re.ASCII | re.IGNORECASE)
NEW_CALEDONIA = "988"
FAR = 60  # kilometres between two towns that no post office serves together


def examine(table: Table, communes: Communes) -> tuple[list[Doubt], list[Words]]:
    """Check the codes of a file."""
    doubts, remarks = [], []
    if any(table.get(role) is not None for role in ("code_insee", "code_postal")):
        towns = [table.blank(role) for role in ("code_insee", "code_postal", "commune")]
        doubts += check_towns(*towns, table.blank("adresse"), communes)
        if not communes.departments:
            remarks.append(Words("beyond.communes_unchecked"))
    pivots = table.get("pivot")
    if pivots is not None:
        doubts += check_pivots(pivots, table.departments)
    return doubts, remarks


def check_towns(
    codes: Sequence[str], postcodes: Sequence[str], names: Sequence[str], addresses: Sequence[str], communes: Communes
) -> list[Doubt]:
    """Find the INSEE codes, postcodes and names of towns that do not go together."""
    doubting = Doubting("code_insee")

    @cache
    def judge(code: str, postcode: str, name: str, cedex: bool) -> tuple[tuple[str, str, str], ...]:
        return tuple(_judge_town(code, postcode, name, cedex, communes))

    for row, (code, postcode, name, address) in enumerate(zip(codes, postcodes, names, addresses, strict=True)):
        cedex = "cedex" in name.lower() or "cedex" in address.lower()
        for key, sure, column in judge(code, postcode, name, cedex):
            doubting.add(key, sure, row, " · ".join(filter(None, (code, postcode, name))), column)
    return doubting.found()


def _judge_town(code: str, postcode: str, name: str, cedex: bool, communes: Communes) -> Iterator[tuple[str, str, str]]:
    """Yield the (key, sure, column) of what is doubtful in a code, a postcode and a name."""
    commune = communes.by_code.get(code)
    neighbours = communes.by_postcode.get(postcode, [])
    if code and code == postcode and (commune is None or postcode not in commune.postcodes):
        yield "town_postcode_as_code", "certain", "code_insee"
        commune = None
    elif commune is None and _INSEE.fullmatch(code) and department(code) in communes.departments:
        yield "town_code_unknown", "likely", "code_insee"
    elif commune and neighbours and postcode not in commune.postcodes:
        far = _far(commune, neighbours)
        if fold_town(name) in {fold_town(item.name) for item in neighbours}:  # two against one
            yield "town_code_other", "certain" if far else "likely", "code_insee"
            return
        # The next post office may serve a hamlet, that our table does not tell from its commune.
        near = department(code) in {department(item.code) for item in neighbours}
        yield "town_postcode_other", "certain" if far else "look" if near else "likely", "code_postal"
    if not neighbours and _POSTCODE.fullmatch(postcode):
        dep = department_of_postcode(postcode)
        if cedex:
            yield "town_cedex", "likely", "code_postal"
        elif commune and department(code) != dep:
            yield "town_postcode_department", "likely", "code_postal"
        elif dep in communes.departments:
            yield "town_postcode_unknown", "look", "code_postal"
    elif cedex and "cedex" in name.lower():
        yield "town_cedex", "likely", "commune"
    if name and (verdict := _judge_name(name, [commune] if commune else neighbours, communes)):
        yield *verdict, "commune"


def _far(commune: Commune, others: Sequence[Commune]) -> bool:
    """Tell whether a commune is known to be far from all the others."""
    if commune.latitude is None:
        return False
    there = [(item.latitude, item.longitude) for item in others if item.latitude is not None]
    return bool(there) and all(distance(commune.latitude, commune.longitude, *point) > FAR for point in there)


def _judge_name(name: str, expected: Sequence[Commune], communes: Communes) -> tuple[str, str] | None:
    """Compare the name of a town with those that its codes announce."""
    folded = fold_town(name)
    usual = [fold_town(item.name) for item in expected]
    if not folded or not usual or folded in usual:
        return None
    words = set(folded.split())
    if any(words <= set(other.split()) or words >= set(other.split()) for other in usual):
        return "town_name_part", "look"
    return ("town_name_other", "likely") if folded in communes.names else ("town_name_unknown", "look")


def check_pivots(pivots: Sequence[str], departments: Sequence[str]) -> list[Doubt]:
    """Find the identifiers that are no SIRET, no RNA and, out of New Caledonia, no RIDET either.

    A SIRET has fourteen digits and obeys Luhn's rule; those of La Poste (SIREN 356000000) instead have digits
    whose sum is a multiple of five, for want of enough numbers under one SIREN. A RIDET (New Caledonia) has ten digits:
    seven for the organisation, three for its establishment.
    https://fr.wikipedia.org/wiki/Système_d'identification_du_répertoire_des_établissements
    """
    doubting = Doubting("pivot")
    judged = {pivot: _judge_pivot(_compact(pivot)) for pivot in set(pivots) if pivot}
    for row, pivot in enumerate(pivots):
        if verdict := judged.get(pivot):
            caledonian = departments[row] == NEW_CALEDONIA
            if not (caledonian and verdict[0] in ("pivot_siren", "pivot_siren_check", "pivot_ridet")):
                doubting.add(*verdict, row, pivot)
    return doubting.found()


def _compact(pivot: str) -> str:
    return re.sub(r"[\s.\u00a0\u202f]", "", pivot).upper() if not _SPREADSHEET.fullmatch(pivot) else pivot.upper()


def _judge_pivot(pivot: str) -> tuple[str, str] | None:
    from stdnum.fr import siren, siret

    if pivot == UNKNOWN_PIVOT:
        return "pivot_unknown", "look"
    if _SPREADSHEET.fullmatch(pivot):
        return "pivot_spreadsheet", "certain"
    if pivot.startswith("W"):
        return None if _RNA.fullmatch(pivot) else ("pivot_rna", "certain")
    if not (pivot.isascii() and pivot.isdigit()):
        return None if _OLD_RNA.fullmatch(pivot) else ("pivot_form", "likely")
    if len(pivot) == 14:
        return None if siret.is_valid(pivot) else ("pivot_check", "certain")
    if len(pivot) == 9:
        return ("pivot_siren", "certain") if siren.is_valid(pivot) else ("pivot_siren_check", "likely")
    if len(pivot) == 10:
        return "pivot_ridet", "likely"
    zeros = pivot.zfill(14)
    return (
        ("pivot_zeros", "likely") if len(pivot) in (12, 13) and siret.is_valid(zeros) else ("pivot_length", "certain")
    )
