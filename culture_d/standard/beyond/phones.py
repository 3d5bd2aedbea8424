"""Telephone numbers: short, premium, too long, of another territory, invented, or perhaps somebody's own.

The French numbering plan is that of ARCEP, decision 2018-0881 as amended
(https://arcep.fr/actualites/actualites-et-communiques/detail/n/plan-de-numerotation-050922.html): nine digits after
the country code, 1 to 5 fixed lines, 6 and 7 mobiles, 8 special numbers (81, 82, 89 cost more than a call), 9 fixed
lines of no place. Since 1 January 2023 the first digit of a fixed line no longer proves a region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from culture_d.standard.beyond.records import Doubt, Doubting
from culture_d.standard.beyond.table import Table, parts
from culture_d.standard.communes import Communes

# Digits after the country code. New Caledonia and Wallis-et-Futuna: six; Polynesia: eight since 2014;
# Saint-Pierre-et-Miquelon: six, or nine with its own prefix.
LENGTHS = {"33": {9}, "590": {9}, "594": {9}, "596": {9}, "262": {9}, "508": {6, 9}, "687": {6}, "681": {6}, "689": {8}}
TERRITORIES = {
    "590": {"971", "977", "978"},
    "594": {"973"},
    "596": {"972"},
    "262": {"974", "976"},
    "508": {"975"},
    "687": {"988"},
    "681": {"986"},
    "689": {"987"},
}
COMOROS = "269"  # Mayotte left this code to the Comoros in 2007 for that of La Réunion, 262
# Numbers of the overseas departments, which have country codes of their own: 0262 becomes +262 262.
_OVERSEAS = re.compile(r"(?:26[239]|508|59[046]|6(?:39(?!98)|9[0-467]))\d{6}", re.ASCII)
_SHORT = re.compile(r"\d{2,5}|11[68]\d{3}", re.ASCII)
_PREMIUM = re.compile(r"8(?:1|2|9)\d{7}", re.ASCII)
_MOBILE = re.compile(r"(?:6\d|7[1-9])\d{7}", re.ASCII)
# Numbers that ARCEP keeps for films and books.
_FICTION = re.compile(r"(?:19900|26191|35301|46571|53649|63998)\d{4}", re.ASCII)
_ZONES = {
    "1": "75 77 78 91 92 93 94 95",
    "2": "14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85",
    "3": "02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90",
    "4": "01 03 04 05 06 07 11 13 15 26 2A 2B 30 34 38 42 43 48 63 66 69 73 74 83 84",
    "5": "09 12 16 17 19 23 24 31 32 33 40 46 47 64 65 79 81 82 86 87",
}
ZONES = {dep: zone for zone, deps in _ZONES.items() for dep in deps.split()}
_CODE = re.compile(r"(?:\+|00)(33|590|594|596|262|269|508|687|681|689)(\d+)", re.ASCII)
_SEQUENCES = ("123456789", "12345678", "987654321", "123456")


def examine(table: Table, communes: Communes) -> list[Doubt]:
    """Check the telephone numbers of a file."""
    cells = table.get("telephone")
    if cells is None:
        return []
    return check_phones(cells, table.departments, table.fictional(communes))


def check_phones(cells: Sequence[str], departments: Sequence[str], fictional: Sequence[bool]) -> list[Doubt]:
    """Find doubtful telephone numbers.

    Parameters
    ----------
    cells : sequence of str
        A cell may hold several numbers.
    departments : sequence of str
        Department of each row, or ``""``.
    fictional : sequence of bool
        Rows where the numbers kept for fiction are normal.
    """
    doubting = Doubting("telephone")
    for row, cell in enumerate(cells):
        for part in parts(cell) if cell else ():
            for key, sure in judge_phone(part, departments[row], fictional[row]):
                doubting.add(key, sure, row, part)
    return doubting.found()


def judge_phone(text: str, department: str = "", fictional: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the (key, sure) of every doubt about a number: one for its form, or several for what it is."""
    digits = re.sub(r"[\s.\-()/\u00a0\u202f]", "", text)
    code, number = _cut(digits)
    if not number.isascii() or not number.isdigit():
        return  # not a number at all: the schema says so
    if not number.strip("0") or (len(number) > 5 and len(set(number.lstrip("0"))) == 1):
        yield "phone_zeros", "certain"
    elif number.lstrip("0") in _SEQUENCES:
        yield "phone_invented", "likely"
    elif (code == "33" and len(number) <= 6) or (not code and _SHORT.fullmatch(number)):
        yield "phone_short", "certain"
    elif code == COMOROS:
        yield "phone_comoros", "likely"
    elif code and number.startswith("0") and len(number) - 1 in LENGTHS[code]:
        yield "phone_zero_kept", "certain"
    elif code and len(number) not in LENGTHS[code]:
        yield "phone_length", "certain"
    elif code:
        yield from _judge_place(code, number, department, fictional)


def _cut(digits: str) -> tuple[str, str]:
    """Return the country code and the rest; a ten-digit French number is read as one of metropolitan France."""
    if found := _CODE.fullmatch(digits):
        return found[1], found[2]
    if re.fullmatch(r"0[1-9]\d{8}", digits, re.ASCII):
        return "" if _OVERSEAS.fullmatch(digits[1:]) else "33", digits[1:]
    return "", digits.lstrip("+")


def _judge_place(code: str, number: str, department: str, fictional: bool) -> Iterator[tuple[str, str]]:
    if code == "33" and _FICTION.fullmatch(number) and not fictional:
        yield "phone_fiction", "likely"
        return
    if code == "33" and _OVERSEAS.fullmatch(number):
        yield "phone_overseas", "likely"
        return
    if _PREMIUM.fullmatch(number) and len(number) == 9:
        yield "phone_premium", "certain"
    elif _MOBILE.fullmatch(number):
        yield "phone_mobile", "look"
    if code != "33" and department and department not in TERRITORIES[code]:
        yield "phone_territory", "likely"
    elif (
        code == "33" and number[0] in "12345" and (department[:2] in ("97", "98") or _elsewhere(number[0], department))
    ):
        yield "phone_region", "look"


def _elsewhere(zone: str, department: str) -> bool:
    """Tell whether a fixed line begins as in another region; 1 is also that of many national offices."""
    return zone != "1" and department in ZONES and ZONES[department] != zone
