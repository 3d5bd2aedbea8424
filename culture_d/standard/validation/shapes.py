"""Why a value does not have the shape of a code that the course knows: postcode, INSEE code, telephone, pivot…"""

from __future__ import annotations

import re

from culture_d.cells import plain_name
from culture_d.standard.schemas import Field
from culture_d.standard.validation.lists import Diagnosis

_SEPARATORS = re.compile(r"[\s.\-–/()_]+")
_DIGITS = re.compile(r"\d+", re.ASCII)
# The overseas numbers begin like those of their department, of which they take the country code.
_OVERSEAS = {"0590": "+590", "0690": "+590", "0594": "+594", "0694": "+594", "0596": "+596", "0696": "+596",
             "0262": "+262", "0692": "+262", "0693": "+262"}  # fmt: skip
_INSEE = r"^([013-9]\d|2[AB1-9])\d{3}$"
_LENGTHS = {"siret": 14, "siren": 9}


def shape_of(field: Field) -> str | None:
    """Return the code that a column holds, from its pattern and its name, or None.

    Returns
    -------
    {"postcode", "insee", "phone", "pivot", "siret", "siren", "rna"} or None
    """
    pattern, name = str(field.constraints.get("pattern", "")), plain_name(field.name)
    if not pattern:
        return None
    postal = "postal" in name or name.endswith("_cp") or name == "cp"
    if pattern == _INSEE:
        return "postcode" if postal else "insee"
    if postal and "5" in pattern:
        return "postcode"
    if pattern.startswith("^(\\+33|"):
        return "phone"
    if name == "pivot":
        return "pivot"
    return {r"^\d{14}$": "siret", r"^\d{9}$": "siren", r"^W\d{9}$": "rna"}.get(pattern)


def diagnose_shape(shape: str, value: str) -> Diagnosis:
    """Tell why a value is not such a code, and what was meant when it can be told.

    Parameters
    ----------
    shape : str
        As :func:`shape_of` gives it.
    value : str
    """
    text = value[:200].strip()
    bare = _SEPARATORS.sub("", text)
    return _READERS[shape](text, bare)


def _postcode(text: str, bare: str) -> Diagnosis:
    if _DIGITS.fullmatch(text) and len(text) == 4:
        return Diagnosis("code_zero", text, f"0{text}")
    if found := re.fullmatch(r"(\d{4,5})[.,]0+", text, re.ASCII):
        return Diagnosis("code_decimal", text, found[1].zfill(5))
    if _DIGITS.fullmatch(bare) and len(bare) == 5 and bare != text:
        return Diagnosis("code_spaces", text, bare)
    if re.fullmatch(r"2[ABab]\d{3}", text, re.ASCII):
        return Diagnosis("postcode_corsica", text)
    return Diagnosis("postcode_other", text)


def _insee(text: str, bare: str) -> Diagnosis:
    if re.fullmatch(r"20\d{3}", text, re.ASCII):
        return Diagnosis("insee_corsica", text)
    if re.fullmatch(r"2[ab]\d{3}", text, re.ASCII):
        return Diagnosis("insee_case", text, text.upper())
    if _DIGITS.fullmatch(text) and len(text) == 4:
        return Diagnosis("code_zero", text, f"0{text}")
    if re.fullmatch(r"\d{5}", bare, re.ASCII) and bare != text:
        return Diagnosis("code_spaces", text, bare)
    return Diagnosis("insee_other", text)


def _phone(text: str, bare: str) -> Diagnosis:
    digits = bare.removeprefix("+")
    if len(re.findall(r"\+?\d(?:[\s.\-]?\d){8,}", text, re.ASCII)) > 1:
        return Diagnosis("phone_several", text)
    if re.fullmatch(r"0[1-9]\d{8}", bare, re.ASCII):
        return Diagnosis("phone_national", text, _OVERSEAS.get(bare[:4], "+33") + bare[1:])
    if found := re.fullmatch(r"(?:\+|00)?(33|590|594|596|262)0?([1-9]\d{8})", bare, re.ASCII):
        fix = f"+{found[1]}{found[2]}"
        return Diagnosis("phone_spaces" if bare == fix else "phone_prefix", text, fix)
    if _DIGITS.fullmatch(digits) and len(digits) <= 6:
        return Diagnosis("phone_short", text)
    if re.fullmatch(r"[1-9]\d{8}", bare, re.ASCII):
        return Diagnosis("phone_zero", text, f"+33{bare}")
    if re.search(r"[^\W\d_]", text):
        return Diagnosis("phone_words", text)
    return Diagnosis("phone_other", text)


def _pivot(text: str, bare: str) -> Diagnosis:
    if bare != text and re.fullmatch(r"[a-zA-Z0-9]{9,14}", bare, re.ASCII):
        return Diagnosis("code_spaces", text, bare)
    if re.fullmatch(r"[\d.,]+E\+?\d+", text, re.IGNORECASE | re.ASCII):
        return Diagnosis("code_scientific", text)
    if re.fullmatch(r"\d{14}[.,]0+", text, re.ASCII):
        return Diagnosis("code_decimal", text, text[:14])
    if re.fullmatch(r"[a-zA-Z0-9]+", text, re.ASCII):
        return Diagnosis("pivot_length", "", "", {"n": len(text)})
    return Diagnosis("pivot_other", text)


def _number_of(shape: str):
    def read(text: str, bare: str) -> Diagnosis:
        if bare != text and _DIGITS.fullmatch(bare) and len(bare) == _LENGTHS[shape]:
            return Diagnosis("code_spaces", text, bare)
        if re.fullmatch(r"[\d.,]+E\+?\d+", text, re.IGNORECASE | re.ASCII):
            return Diagnosis("code_scientific", text)
        if _DIGITS.fullmatch(text):
            return Diagnosis("code_length", "", "", {"n": len(text), "wanted": _LENGTHS[shape]})
        return Diagnosis(f"{shape}_other", text)

    return read


def _rna(text: str, bare: str) -> Diagnosis:
    if bare != text and re.fullmatch(r"W\d{9}", bare, re.ASCII):
        return Diagnosis("code_spaces", text, bare)
    if re.fullmatch(r"w\d{9}", bare, re.ASCII):
        return Diagnosis("rna_case", text, bare.upper())
    return Diagnosis("rna_other", text)


_READERS = {
    "postcode": _postcode,
    "insee": _insee,
    "phone": _phone,
    "pivot": _pivot,
    "siret": _number_of("siret"),
    "siren": _number_of("siren"),
    "rna": _rna,
}
