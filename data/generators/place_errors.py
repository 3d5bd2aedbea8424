"""Errors sown in valid lines of version 1.0.1, each of a known kind at a known place.

An error is a change of one cell, such as people really make. ``SCHEMA`` holds those that the schema refuses,
``BEYOND`` those that it lets through.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pandas as pd
from lane_world import NO_PIVOT, kinds

LIST = ["line", "column", "kind", "before", "after"]


def _in_pairs(phone: str) -> str:
    national = phone.removeprefix("+33")
    return f"+33 {national[0]} " + " ".join(national[i : i + 2] for i in range(1, 9, 2))


def _french_date(day: str) -> str:
    return "/".join(reversed(day.split("-")))


def _too_long(summary: str) -> str:
    added = (sentence for sentence in kinds()["more"] if sentence not in summary)
    while len(summary) <= 280:
        summary = f"{summary} {next(added)}"
    return summary


def _wrong_check_digit(siret: str) -> str:
    return siret[:-1] + str((int(siret[-1]) + 1) % 10)


# kind -> what it does to a cell, and the columns where it happens
SCHEMA: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "missing": (lambda _: "", ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")),
    "duplicate_id": (lambda value: value, ("id",)),  # takes the id of the line above: see make_dirty
    "pivot_with_spaces": (lambda v: f"{v[:3]} {v[3:6]} {v[6:9]} {v[9:]}", ("pivot",)),
    "postcode_short": (lambda v: v[:4], ("code_postal",)),
    "postcode_decimal": (lambda v: f"{v}.0", ("code_postal",)),
    "insee_short": (lambda v: v[:4], ("code_insee",)),
    "decimal_comma": (lambda v: v.replace(".", ","), ("latitude", "longitude")),
    "phone_with_spaces": (_in_pairs, ("telephone",)),
    "phone_national": (lambda v: "0" + v.removeprefix("+33"), ("telephone",)),
    "phone_two": (lambda v: f"{v}|+33639980000", ("telephone",)),
    "phone_short": (lambda _: "3949", ("telephone",)),
    "summary_too_long": (_too_long, ("presentation_resume",)),
    "french_date": (_french_date, ("date_maj",)),
    "date_with_time": (lambda v: f"{v} 10:00:00", ("date_maj",)),
    "list_semicolon": (lambda v: v.replace("|", ";"), ("services",)),
    "list_lower_case": (lambda v: v[0].lower() + v[1:], ("services",)),
    "list_trailing_bar": (lambda v: f"{v}|", ("services",)),
    "curly_apostrophe": (lambda v: v.replace("'", "’"), ("dispositif_programmes_nationaux",)),
    "unknown_service": (lambda _: "Cours d'informatique", ("services",)),
    "unknown_itinerance": (lambda _: "Non", ("itinerance",)),
    "unknown_public": (lambda _: "Tout public", ("publics_specifiquement_adresses",)),
    "unknown_need": (lambda _: "Handicap moteur", ("prise_en_charge_specifique",)),
    "unknown_cost": (lambda _: "Adhésion", ("frais_a_charge",)),
    "plural_cost": (lambda _: "Gratuit sous conditions", ("frais_a_charge",)),
    "unknown_programme": (lambda _: "CNFS", ("dispositif_programmes_nationaux",)),
    "unknown_label": (lambda _: "Étapes numériques (La Poste)", ("formations_labels",)),
    "unknown_access": (lambda _: "Sur rendez-vous", ("modalites_acces",)),
    "missing_accent": (lambda _: "A distance", ("modalites_accompagnement",)),
}
BEYOND: dict[str, Callable[[str], str]] = {
    "insee_of_another_town": lambda _: "26902",
    "siret_check_digit": _wrong_check_digit,
    "hours_in_french": lambda _: "lundi et mercredi 14h-17h30, samedi 9h-12h",
    # A slip of two digits, which stays in the future whenever the lesson is read.
    "date_in_future": lambda day: day.replace("2025", "2052"),
    "email_of_a_person": lambda _: "camille.dupont@valombre.example",
}


def make_dirty(places: pd.DataFrame, errors: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sow errors that the schema refuses, at most one in a line, each kind at least once in each of its columns.

    Parameters
    ----------
    places : pandas.DataFrame
        Valid lines of version 1.0.1, as text; left as it is.
    errors : int
        How many errors.
    seed : int

    Returns
    -------
    tuple of pandas.DataFrame
        The lines with errors, and the errors: ``line`` (1 is the header), ``column``, ``kind``, ``before``, ``after``.

    Raises
    ------
    ValueError
        If the errors are too few for every kind, or the lines too few for the errors.
    """
    slots = [(kind, column) for kind, (_, where) in SCHEMA.items() for column in where]
    if errors < len(slots):
        raise ValueError(f"{errors} errors cannot show every kind: {len(slots)} at least")
    rng = random.Random(seed)
    wanted = slots + [rng.choice(slots) for _ in range(errors - len(slots))]
    cells = {name: places[name].tolist() for name in places}
    free = dict.fromkeys(rng.sample(range(len(places)), len(places)))
    # The kinds that few lines can bear choose first.
    some = list(free)[:2000]
    able = {slot: sum(_bears(*slot, cells, row, free) for row in some) for slot in slots}
    found = []
    for kind, column in sorted(wanted, key=able.__getitem__):
        row = next((row for row in free if _bears(kind, column, cells, row, free)), None)
        if row is None:
            raise ValueError(f"no line left for {kind} in {column}")
        del free[row]
        before = cells[column][row]
        after = SCHEMA[kind][0](before)
        if kind == "duplicate_id":
            after = cells["id"][row - 1]
            del free[row - 1]  # the line above keeps its id
        cells[column][row] = after
        found.append((row + 2, column, kind, before, after))
    return pd.DataFrame(cells, dtype="str"), pd.DataFrame(sorted(found), columns=LIST)


def _bears(kind: str, column: str, cells: dict[str, list[str]], row: int, free: dict[int, None]) -> bool:
    """Tell whether a line can bear an error."""
    value = cells[column][row]
    if kind == "duplicate_id":
        return row - 1 in free
    if kind in ("unknown_need", "unknown_label", "unknown_public", "unknown_programme"):
        return True  # these columns are often empty: people fill them with what the list lacks
    if kind == "list_semicolon":
        return "|" in value
    if kind == "curly_apostrophe":
        return "'" in value
    if kind == "pivot_with_spaces":
        return value != NO_PIVOT and len(value) == 14
    return bool(value)
