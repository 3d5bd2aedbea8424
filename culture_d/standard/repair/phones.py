"""Rules for telephone numbers: +33, then nine digits (https://www.itu.int/rec/T-REC-E.164).

The overseas territories have country codes of their own, told by the first digits of a number as ARCEP's numbering
plan allots them: 0590 and 0690 are Guadeloupe, +590.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from culture_d.standard.repair.cell import Change, Column, Place, change

_OVERSEAS = {
    "590": "+590", "690": "+590", "691": "+590", "594": "+594", "694": "+594", "596": "+596", "696": "+596",
    "697": "+596", "262": "+262", "263": "+262", "692": "+262", "693": "+262", "269": "+262",
}  # fmt: skip
_OF_DEPARTMENT = {
    "971": "+590", "972": "+596", "973": "+594", "974": "+262", "975": "+508", "976": "+262", "977": "+590",
    "978": "+590",
}  # fmt: skip
_SHORT_PLANS = {"975": ("+508", 6), "986": ("+681", 6), "988": ("+687", 6), "987": ("+689", 8)}
_LENGTHS = {"33": 9, "590": 9, "594": 9, "596": 9, "262": 9, "508": 6, "681": 6, "687": 6, "689": 8}
_LABEL = re.compile(r"^(?:t[ée]l(?:[ée]phone)?|portable|mobile|fixe)\s*\.?\s*:?\s*(?=[+\d(])", re.IGNORECASE)
_FILLING = re.compile(r"\(0\)|[\s.\-–/_()]")
_BETWEEN = re.compile(r"\s*(?:[|;,\n]|\s/\s|/{1,2}|\bou\b|\bet\b|\s[-–]\s)\s*")


class Number(NamedTuple):
    """A number as the standard writes it, and whether it can be nothing else."""

    written: str
    sure: bool = True
    zero: bool = False  # the leading zero was missing


def phone(value: str, column: Column, place: Place) -> Change | None:
    """Write a number as the schema wants it; a second number or a comment is never lost silently."""
    if column.accepts(value):
        return None
    text = _LABEL.sub("", value)
    if number := one_number(text, place):
        return _change(number, column)
    parts = [part for part in _BETWEEN.split(text) if part]
    numbers = [one_number(part, place) for part in parts]
    if len(parts) > 1 and all(numbers):
        written = list(dict.fromkeys(number.written for number in numbers))
        if len(written) == 1:
            return _change(numbers[0], column)
        return _fitting("phone_several", written[0], column, lost=", ".join(parts[1:]))
    if glued := re.fullmatch(r"(0[1-9]\d{8})(0[1-9]\d{8})", _FILLING.sub("", text), re.ASCII):
        first, second = (one_number(part, place).written for part in glued.groups())
        return _fitting("phone_several", first, column, lost=second)
    return _with_words(text, column, place)


def _with_words(text: str, column: Column, place: Place) -> Change | None:
    """Keep the only number of a text that also holds words."""
    found = re.findall(r"(?:\+|\b0)[\d\s.\-()]{7,}\d", text, re.ASCII)
    number = one_number(found[0], place) if len(found) == 1 else None
    rest = " ".join(text.replace(found[0], " ").split()) if number else ""
    return _fitting("phone_words", number.written, column, lost=rest) if re.search(r"[^\W\d_]{2}", rest) else None


def one_number(text: str, place: Place) -> Number | None:
    """Read a text that is one number and nothing else.

    Parameters
    ----------
    text : str
    place : Place
        Where the place is, which confirms an overseas code.
    """
    bare = _FILLING.sub("", re.sub(r"^(\d{9,11})[.,]0$", r"\1", text.strip()))
    bare = re.sub(r"^00(?=[1-9])", "+", bare)
    if not re.fullmatch(r"\+?\d{6,15}", bare, re.ASCII):
        return None
    if bare.startswith("+"):
        return _international(bare[1:])
    if re.fullmatch(r"33[1-9]\d{8}", bare, re.ASCII):
        return Number(f"+{bare}")
    if re.fullmatch(r"0[1-9]\d{8}", bare, re.ASCII):
        return _national(bare[1:], place)
    if re.fullmatch(r"[1-9]\d{8}", bare, re.ASCII):
        return _national(bare, place)._replace(sure=False, zero=True)
    code, length = _SHORT_PLANS.get(place.of_postcode, ("", 0))
    return Number(code + bare, sure=False) if len(bare) == length else None


def _international(digits: str) -> Number | None:
    for code, length in _LENGTHS.items():
        rest = digits.removeprefix(code)
        if rest != digits and len(rest.removeprefix("0")) == length and rest.strip("0"):
            return Number(f"+{code}{rest.removeprefix('0')}") if rest.removeprefix("0")[0] != "0" else None
    return None


def _national(digits: str, place: Place) -> Number:
    """Write the nine digits that follow a 0; the postcode says whether the territory is the expected one."""
    code = "+508" if digits.startswith("508") else _OVERSEAS.get(digits[:3], "+33")
    local = _OF_DEPARTMENT.get(place.of_postcode, "+33")
    if digits.startswith("639") and place.of_postcode == "976":
        return Number(f"+262{digits}", sure=False)
    if code == "+508":
        return Number(f"+508{digits[3:]}", sure=local == "+508")
    fixed = digits[0] in "12345"  # 01 to 05 always tell where they are; mobiles and 08, 09 may be of anywhere
    sure = code == local or (code == "+33" and fixed)
    return Number(code + digits, sure)


def _change(number: Number, column: Column) -> Change | None:
    if number.zero:
        return _fitting("phone_zero", number.written, column)
    return _fitting(
        "phone", number.written, column, safe=number.sure, why="phone" if number.sure else "phone_territory"
    )


def _fitting(
    rule: str, written: str, column: Column, safe: bool = False, why: str = "", **values: object
) -> Change | None:
    """Propose the number in the form that the schema accepts: +33… or 0…"""
    national = f"0{written[3:]}" if written.startswith("+33") else written
    for after in (written, national):
        if column.accepts(after):
            return change(rule, after, safe, why, number=after, code=written[:-9] or written[:4], **values)
    return None
