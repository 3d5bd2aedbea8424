"""Rules for codes: postcodes, INSEE codes, SIRET."""

from __future__ import annotations

import re

from culture_d.standard.communes import fold_town, load_communes
from culture_d.standard.repair.cell import Change, Column, Place, change

_INSIDE = re.compile(r"[\s.\-/_]+")
_WANTED = {
    "postcode": r"\d{5}",
    "insee": r"\d{5}|2[AB]\d{3}",
    "pivot": r"\d{9}|\d{10}|\d{14}|W\d{9}",
    "siret": r"\d{14}",
    "siren": r"\d{9}",
    "rna": r"W\d{9}",
}


def code_form(value: str, column: Column, place: Place) -> Change | None:
    """Take out what a spreadsheet or a hand put in a code: spaces, points, ``.0``, small letters."""
    zeros = re.fullmatch(r"(\d{4,14})[.,]0+", value, re.ASCII)
    after = zeros[1] if zeros else _INSIDE.sub("", value).upper()
    if column.kind == "postcode":
        after = re.sub(r"^FR?(?=\d{5}$)", "", after)
    wanted = re.compile(_WANTED[column.kind], re.ASCII)
    short = column.kind in ("postcode", "insee") and re.fullmatch(r"[1-9]\d{3}", after, re.ASCII)
    return change("code_form", after) if after != value and (short or wanted.fullmatch(after)) else None


def leading_zero(value: str, column: Column, place: Place) -> Change | None:
    """Put back the zero of a department 01 to 09; certain only when another code of the line agrees."""
    if not re.fullmatch(r"[1-9]\d{3}", value, re.ASCII):
        return None
    after = f"0{value}"
    other = place.of_insee if column.kind == "postcode" else place.of_postcode
    if other and other != after[:2]:
        return None
    if not other and not _exists(after, column.kind):
        return None
    # The INSEE codes of the file prove nothing of themselves: a spreadsheet takes the zeros of a whole column.
    if after[:2] == other or (column.kind == "postcode" and after[:2] == place.of_file):
        return change("leading_zero", after, department=after[:2])
    return change("leading_zero", after, safe=False, why="leading_zero_look", department=after[:2])


def lost_digit(value: str, column: Column, place: Place) -> Change | None:
    """Complete a code of four digits that only one code of the reference of communes can be."""
    if not re.fullmatch(r"\d{4}", value, re.ASCII):
        return None
    found = load_communes().names.get(fold_town(place.commune), [])
    if column.kind == "postcode":
        found = [item for item in found if place.insee in ("", item.code)]
    else:
        found = [item for item in found if not place.postcode or place.postcode in item.postcodes]
    known = {code for item in found for code in (item.postcodes if column.kind == "postcode" else [item.code])}
    fitting = [code for code in known if any(code[:i] + code[i + 1 :] == value for i in range(5))]
    if len(fitting) != 1:
        return None
    return change("lost_digit", fitting[0], safe=False, code=fitting[0], commune=place.commune)


def insee_corsica(value: str, column: Column, place: Place) -> Change | None:
    """Write 2A or 2B in an INSEE code that still says 20, Corsica's department until 1976."""
    if not re.fullmatch(r"20\d{3}", value, re.ASCII):
        return None
    parts = [place.of_postcode] if place.of_postcode else ["2A", "2B"]
    found = [part + value[2:] for part in parts if part in ("2A", "2B") and _exists(part + value[2:], "insee")]
    return change("insee_corsica", found[0], safe=False, code=found[0]) if len(found) == 1 else None


def _exists(code: str, kind: str) -> bool:
    """Tell whether a commune has this code, as far as the course knows them."""
    communes = load_communes()
    return not communes or code in (communes.by_code if kind == "insee" else communes.by_postcode)


def contradiction(value: str, column: Column, place: Place) -> str:
    """Return the department of the line's other code when it forbids to put a zero back, or ``""``."""
    if column.kind not in ("postcode", "insee") or not re.fullmatch(r"[1-9]\d{3}", value.strip(), re.ASCII):
        return ""
    other = place.of_insee if column.kind == "postcode" else place.of_postcode
    return other if other and other != f"0{value.strip()[0]}" else ""
