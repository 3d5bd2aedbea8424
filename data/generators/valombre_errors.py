"""Valombre's first attempt at version 1.0.1: its fourteen lines, and the list of what is wrong in them.

One place stands there twice, under two names: the clean file has thirteen lines.
"""

from __future__ import annotations

from lane_world import columns, csv_text, town
from place_errors import BEYOND, LIST, SCHEMA

# id of the place, column, kind of error
_ERRORS = (
    ("v-001", "telephone", "phone_with_spaces"),
    ("v-001", "date_maj", "french_date"),
    ("v-002", "telephone", "phone_national"),
    ("v-002", "services", "list_semicolon"),
    ("v-002", "date_maj", "date_in_future"),
    ("v-003", "telephone", "phone_with_spaces"),
    ("v-003", "dispositif_programmes_nationaux", "curly_apostrophe"),
    ("v-004", "code_postal", "postcode_short"),
    ("v-005", "date_maj", "french_date"),
    ("v-005", "services", "list_lower_case"),
    ("v-006", "latitude", "swapped_coordinates"),
    ("v-006", "longitude", "swapped_coordinates"),
    ("v-006", "services", "list_semicolon"),
    ("v-007", "pivot", "siret_check_digit"),
    ("v-007", "date_maj", "french_date"),
    ("v-007", "frais_a_charge", "plural_cost"),
    ("v-008", "code_postal", "postcode_decimal"),
    ("v-008", "frais_a_charge", "unknown_cost"),
    ("v-008", "horaires", "hours_in_french"),
    ("v-009", "services", "list_lower_case"),
    ("v-009", "publics_specifiquement_adresses", "unknown_public"),
    ("v-010", "id", "duplicate_id"),
    ("v-010", "code_insee", "insee_of_another_town"),
    ("v-011", "presentation_resume", "summary_too_long"),
    ("v-011", "modalites_accompagnement", "missing_accent"),
    ("v-012", "latitude", "decimal_comma"),
    ("v-012", "longitude", "decimal_comma"),
    ("v-013", "commune", "missing"),
    ("v-013", "courriels", "email_of_a_person"),
)
# The same centre, typed a second time by somebody else.
_TWICE = {"id": "v-014", "nom": "Centre social Vieux Moulin", "adresse": "8 ch. du Moulin"}


def clean() -> str:
    """Return Valombre's thirteen places in version 1.0.1, valid."""
    return _text(town("valombre"))


def dirty() -> tuple[str, str]:
    """Return Valombre's first attempt, and the list of its errors, with who sees them: the schema, or nobody yet."""
    lines = town("valombre")
    before = {line["id"]: dict(line) for line in lines}
    rank = {line["id"]: i for i, line in enumerate(lines)}
    other = {"latitude": "longitude", "longitude": "latitude"}
    found = []
    for place, column, kind in _ERRORS:
        old = before[place]
        if kind == "swapped_coordinates":
            new = old[other[column]]
        elif kind == "duplicate_id":
            new = lines[rank[place] - 1]["id"]
        else:
            new = (SCHEMA[kind][0] if kind in SCHEMA else BEYOND[kind])(old[column])
        lines[rank[place]][column] = new
        found.append([rank[place] + 2, column, kind, old[column], new, "schema" if kind in SCHEMA else "beyond"])
    lines.append(before["v-005"] | _TWICE)
    found.append([len(lines) + 1, "nom", "duplicate_place", "", _TWICE["nom"], "beyond"])
    return _text(lines), csv_text([*LIST, "seen_by"], found)


def _text(lines: list[dict]) -> str:
    return csv_text(columns("1.0.1"), (line.values() for line in lines))
