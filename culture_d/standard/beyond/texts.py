"""Texts: damaged accents, HTML, words that mean nothing, capital letters, and what belongs to another column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from culture_d.cells import MARKERS
from culture_d.standard.beyond.records import Doubt, Doubting, each
from culture_d.standard.beyond.table import Table
from culture_d.standard.communes import Communes, fold
from culture_d.standard.findings import shorten
from culture_d.standard.schemas import Schema

PRESENTATIONS = ("presentation_resume", "presentation_detail")
# The bytes 80 to BF, which follow Ã, Â or â when UTF-8 was read as Windows-1252.
_REST = "".join(bytes([b]).decode("cp1252", "ignore") for b in range(0x80, 0xC0))
_MOJIBAKE = re.compile(f"[ÃÂ][{re.escape(_REST)}]|â[{re.escape(_REST)}]{{2}}|ï»¿|�")
_HTML = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d{2,5});", re.IGNORECASE)
_NOTHING = re.compile(
    "aucune?|neant|rien|inconnu|sans objet|non (?:renseigne|communique|precise)|pas de site(?: web)?|pas d e ?mail|"
    "a (?:completer|venir|definir)|test|todo|lorem ipsum|xxx+|undefined"
)
_PHONE = re.compile(r"(?<![\d.,+])(?:(?:\+|00)33[ .-]?(?:\(0\))?|0)[1-9](?:[ .\u00a0-]?\d{2}){4}(?![.,]?\d)", re.ASCII)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_CODE = re.compile(r"(?<![\w-])\d{5}(?![\w-])", re.ASCII)
_BOX = re.compile(r"\b(?:cs|bp|tsa|b\.p\.|c\.s\.|rd|rn|n°|no)\s*$", re.IGNORECASE)


def examine(table: Table, schema: Schema, communes: Communes) -> list[Doubt]:
    """Check the texts of a file."""
    doubts: list[Doubt] = []
    for name, cells in table.columns.items():
        known = schema.by_name.get(name)
        doubts += check_damage(name, cells) + check_nothing(name, cells, known.values if known else ())
    for column in ("nom", "commune", *PRESENTATIONS):
        if (cells := table.get(column)) is not None:
            doubts += check_capitals(column, cells)
    for column in PRESENTATIONS:
        if (cells := table.get(column)) is not None:
            doubts += check_contacts(column, cells)
    if (services := table.get("services")) is not None:
        doubts += check_services(services)
    if (addresses := table.get("adresse")) is not None:
        codes, towns = table.blank("code_postal"), table.blank("commune")
        doubts += check_street(addresses, codes, towns, communes)
    return doubts


def check_damage(column: str, cells: Sequence[str]) -> list[Doubt]:
    """Find accents read in the wrong encoding, and HTML."""
    doubting = Doubting(column)
    for row, cell in enumerate(cells):
        if cell.isascii() and "<" not in cell and "&" not in cell:
            continue
        if _MOJIBAKE.search(cell):
            doubting.add("text_accents", "certain", row, _mended(cell))
        if _HTML.search(cell):
            doubting.add("text_html", "certain", row, cell)
    return doubting.found()


def _mended(cell: str) -> str:
    """Show a damaged text with what it was, when that can be told."""
    found = _MOJIBAKE.search(cell)
    start = max(0, found.start() - 8) if found else 0
    piece = cell[start:]
    try:
        return f"{shorten(piece, 26)} → {shorten(piece.encode('cp1252').decode(), 26)}"
    except UnicodeError:
        return piece


def check_nothing(column: str, cells: Sequence[str], allowed: Collection[str] = ()) -> list[Doubt]:
    """Find the words that stand for an empty cell: ``null``, ``n/a``, ``néant``."""

    def judge(cell: str) -> Iterator[tuple[str, str]]:
        if len(cell) > 20 or cell in allowed:
            return
        if cell in MARKERS or cell.lower() in ("null", "none", "nan"):
            yield "text_null", "certain"
        elif _NOTHING.fullmatch(fold(cell)):
            yield "text_nothing", "likely"

    return each(column, cells, judge)


def check_capitals(column: str, cells: Sequence[str]) -> list[Doubt]:
    """Find the names and presentations written in capitals: several words, since one may be an acronym."""

    def judge(cell: str) -> Iterator[tuple[str, str]]:
        words = [word for word in re.findall(r"[^\W\d_]+", cell) if len(word) > 2]
        if cell.isupper() and len(words) >= 2 and sum(map(len, words)) >= 10 and max(map(len, words)) >= 6:
            yield "text_capitals", "look"

    return each(column, cells, judge)


def check_contacts(column: str, cells: Sequence[str]) -> list[Doubt]:
    """Find the telephone numbers and e-mail addresses inside a presentation."""

    def judge(cell: str) -> Iterator[tuple[str, str]]:
        if _PHONE.search(cell):
            yield "text_phone", "look"
        if _MAIL.search(cell):
            yield "text_mail", "look"

    return each(column, cells, judge)


def check_services(cells: Sequence[str]) -> list[Doubt]:
    """Find the places without a service, which version 1.0.1 of the standard began to accept."""
    doubting = Doubting("services")
    for row, cell in enumerate(cells):
        if not cell:
            doubting.add("services_empty", "look", row, "")
    return doubting.found()


def check_street(
    addresses: Sequence[str], postcodes: Sequence[str], towns: Sequence[str], communes: Communes
) -> list[Doubt]:
    """Find the addresses that hold a postcode, hold nothing else, or begin with a number 0."""
    doubting = Doubting("adresse")
    for row, address in enumerate(addresses):
        if not address:
            continue
        if re.match(r"0+[ ,]", address):
            doubting.add("address_zero", "likely", row, address)
        for found in _CODE.finditer(address):
            own, code = postcodes[row], found[0]
            if _BOX.search(address[: found.start()]) or (code != own and code not in communes.by_postcode):
                continue
            rest = fold(address.replace(code, " "))
            if not rest or rest == fold(towns[row]):
                doubting.add("address_only", "certain", row, address)
            elif code != own:
                doubting.add("address_code", "likely", row, address)
            else:
                doubting.add("address_repeats", "look", row, address)
            break
    return doubting.found()
