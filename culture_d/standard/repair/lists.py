"""Rules for closed lists: the separator, the exact wording, the values of version 0.1 of the standard."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple

from culture_d.i18n import LANGUAGES, t
from culture_d.standard.conversion_table import Destination, conversion_table
from culture_d.standard.findings import Words
from culture_d.standard.recognise import letters
from culture_d.standard.repair.cell import Change, Column, Place, change
from culture_d.standard.schemas import Field

_SEPARATORS = (";", "|", "\n", ",", " / ")
_LONGEST = 4000  # characters of a cell that are looked at
_LIKENESS = 0.92
_CODE = re.compile(r"[A-Z][A-Z_\d]*|Autre", re.ASCII)
# From the lightest repair to the one that most needs a look: the heaviest gives its name to the proposal.
_WEIGHT = ("", "bars", "separator", "wording", "old_value", "near_wording", "old_value_look")
# What people write for a value of the standard, as letters only; a person confirms.
_SAID = {
    "modalites_accompagnement": {
        "En autonomie": "autonomie seul libreacces",
        "Accompagnement individuel": "individuel accompagnementpersonnalise individuellement",
        "Dans un atelier collectif": "ateliercollectif ateliers atelier collectif atelierscollectifs",
        "À distance": "distanciel visio partelephoneouvisio",
    },
    "modalites_acces": {
        "Téléphoner": "telephone partelephone appeler",
        "Contacter par mail": "mail parmail courriel parcourriel email",
        "Prendre un RDV en ligne": "rdvenligne rendezvousenligne prendrerendezvousenligne prendrerdvenligne",
        "Se présenter": "sepresentersurplace venirsurplace",
    },
    "dispositif_programmes_nationaux": {
        "Certification PIX": "pix",
        "La Croix Rouge": "croixrouge",
        "France Services": "maisonfranceservices espacefranceservices",
        "Conseillers numériques": "conseillernumeriquefranceservices conseillersnumeriquesfranceservices",
    },
    "publics_specifiquement_adresses": {
        "Seniors": "personnesagees aines",
        "Familles et/ou enfants": "familles enfants famillesenfants famillesetenfants famillesouenfants parents",
    },
}


class _Read(NamedTuple):
    """The values of a cell, and the rule that found them (a place in ``_WEIGHT``)."""

    values: list[str]
    weight: int = 0
    reason: dict | None = None


def listed(value: str, column: Column, place: Place) -> Change | None:
    """Write the values of a cell as the schema lists them."""
    found = _read(value[:_LONGEST], column) if len(value) <= _LONGEST else None
    if found is None:
        return None
    values = list(dict.fromkeys(found.values))
    after = (column.mark or "").join(values)
    if after == value or (not found.weight and len(values) == len(found.values)):
        return None
    rule = _WEIGHT[found.weight] or "bars"
    meaning = _meaning(values, column.field)
    if rule == "old_value_look":
        return change("old_value", after, False, "old_value_look", reason=found.reason, meaning=meaning)
    return change(rule, after, rule != "near_wording", mark=column.mark or "", meaning=meaning)


def _meaning(values: list[str], field: Field) -> dict[str, str]:
    """Return what values mean, in each language, where the schema says it: the values themselves stay in French."""
    glosses = [field.glosses.get(value) for value in values] if isinstance(field.glosses, dict) else []
    told = {lang: [gloss.get(lang, "") for gloss in glosses if isinstance(gloss, dict)] for lang in LANGUAGES}
    return {
        lang: t("repair.meaning", lang, words=", ".join(filter(None, words))) if any(words) else ""
        for lang, words in told.items()
    }


def _read(text: str, column: Column, mark_first: bool = True) -> _Read | None:
    """Read a text as values of the list; None as soon as one part is unknown."""
    if one := _one(text, column):
        return one
    if column.mark is None:
        return None
    for separator in (column.mark, *_SEPARATORS) if mark_first else _SEPARATORS:
        if separator not in text:
            continue
        pieces = text.split(separator)
        parts = [_read(piece, column, mark_first=False) for piece in pieces if piece.strip()]
        if all(parts):
            blank = len(parts) < len(pieces)
            weight = 0 if separator == column.mark and mark_first else _WEIGHT.index("separator")
            return _Read(
                [value for part in parts for value in part.values],
                max([weight, int(blank), *(part.weight for part in parts)]),
                _joined([part.reason for part in parts if part.reason]),
            )
    return None


def _joined(reasons: list[dict]) -> dict | None:
    """Return several reasons as one, in each language, without saying one twice."""
    return {lang: " ".join(dict.fromkeys(r[lang] for r in reasons)) for lang in LANGUAGES} if reasons else None


def _one(text: str, column: Column) -> _Read | None:
    """Read a text as one value."""
    values = column.field.values
    if text.strip() in values:
        return _Read([text.strip()], 0 if text in values else _WEIGHT.index("separator"))
    key, name = letters(text), column.field.name
    if not key or any(mark in text for mark in (column.mark, ";", "|", "\n") if mark):
        return None
    if known := _by_letters(values).get(key):
        return _Read([known], _WEIGHT.index("wording"))
    if column.national and (old := _old(name).get(key)):
        if old.value in values:
            return _Read([old.value], _WEIGHT.index("wording"))
        if old.to == name and old.to_value in values:
            rule = "old_value" if old.how == "same" else "old_value_look"
            return _Read([old.to_value], _WEIGHT.index(rule), old.reason if old.how == "close" else None)
        return None
    near = _near(text, name, values)
    return _Read([near], _WEIGHT.index("near_wording")) if near else None


@cache
def _by_letters(values: tuple[str, ...]) -> dict[str, str]:
    """Index the values by their letters; two values with the same ones are left out."""
    keys = [letters(value) for value in values]
    return {key: value for key, value in zip(keys, values, strict=True) if keys.count(key) == 1}


def _near(text: str, name: str, values: tuple[str, ...]) -> str | None:
    """Return the value that is usually meant, is in the plural, or is misspelt by a letter or two."""
    key = letters(text)
    for value, said in _SAID.get(name, {}).items():
        if value in values and key in said.split():
            return value
    same = [value for value in values if _singular(value) == _singular(text)]
    if len(same) == 1:
        return same[0]
    if len(key) <= 7 or "," in text or "/" in text:
        return None
    likely = [letter for letter in _by_letters(values) if abs(len(letter) - len(key)) <= 2]
    near = get_close_matches(key, likely, 2, _LIKENESS)
    return _by_letters(values)[near[0]] if len(near) == 1 else None


@lru_cache(maxsize=4096)
def _singular(text: str) -> str:
    return letters(re.sub(r"(?<=\w)[sx]\b", "", text))


@cache
def _old(name: str) -> dict[str, Destination]:
    """Index the values of version 0.1 that may be met in a column of version 1.0, whole or cut at their colon."""
    index: dict[str, Destination] = {}
    table = conversion_table()
    sources = {source for source, rule in table.columns.items() if name in (source, *rule["to"])}
    for item in table.values:
        if item.field in sources:
            index[letters(item.value)] = item
            index.setdefault(letters(item.value.partition(" : ")[0]), item)
    return index


def unknown_value(value: str, column: Column) -> Words:
    """Return why a list cannot be repaired: its first value that has no equivalent, and what became of it."""
    parts = re.split(r"[|;\n]", value) if column.mark else [value]
    item = next((part.strip() for part in parts if part.strip() and not _read(part, column)), value.strip())
    old = _old(column.field.name).get(letters(item)) if column.national else None
    if old is None:
        return Words("repair.left_value", {"value": item})
    if old.to and old.to != column.field.name:
        return Words("repair.left_column", {"value": item, "to": old.to, "to_value": old.to_value})
    key = "repair.left_old_suggested" if old.suggestion else "repair.left_old"
    return Words(key, {"value": item, "reason": old.reason, "suggestion": old.suggestion})


def bars(value: str, column: Column, place: Place) -> Change | None:
    """Take out the separators that separate nothing."""
    if not column.mark or column.mark not in value:
        return None
    after = column.mark.join(part for part in value.split(column.mark) if part.strip())
    return change("bars", after, mark=column.mark) if after != value else None


def separated_codes(value: str, column: Column, place: Place) -> Change | None:
    """Write the schema's separator between codes such as ``TIERS_LIEUX, ASSO``."""
    codes = [code for code in re.split(r"[\s;,|/]+", value) if code]
    if not column.mark or len(codes) < 2 or not all(_CODE.fullmatch(code) for code in codes):
        return None
    after = column.mark.join(codes)
    return change("separator", after, mark=column.mark) if after != value else None
