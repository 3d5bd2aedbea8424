"""Web addresses that cannot open, told without asking the network; and records of accessibility of another place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from culture_d.standard.beyond.records import Doubt, Doubting
from culture_d.standard.beyond.table import Table
from culture_d.standard.communes import Communes

COLUMNS = ("site_web", "prise_rdv", "fiche_acces_libre")
# An address may hold a semicolon: it separates only where another address begins.
_SEPARATORS = re.compile(r"\s*\|\s*|\s*;\s*(?=https?:|www)|;$", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:)?[^\s/@]+@[^\s/@]+\.[a-z]{2,}", re.IGNORECASE)
_SCHEME = re.compile(r"https?://(?=[^/\s])", re.IGNORECASE)
# htpp://, ttps://, https//, http:/x, http:x, https;//, https:///x
_BROKEN_SCHEME = re.compile(r"(?:h{1,2}t{1,3}p{1,2}s?|t{1,2}ps?|htt?s?)\s*(?:[:;.]?\s*/|[:;])", re.IGNORECASE)
_TWICE = re.compile(r"https?:?/*https?:", re.IGNORECASE)
_TWO = re.compile(
    r"[^=/&?%#:]https?:/", re.IGNORECASE
)  # one may legally hold another: archive/https://…, ?to=https://…
_WWW = re.compile(r"w{2,4}[:,;]|ww\.|wwww+\.|www\.\.", re.IGNORECASE)
_RESERVED = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost)$|(?:^|\.)example\.(?:com|org|net)$", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"^(?:localhost|127\.|192\.168\.|10\.)|(?:^|\.)(?:exemple|monsite|mon-site|votresite|votre-site)\.", re.IGNORECASE
)
_HOST = re.compile(r"[^\W_][\w.-]*\.(?:[^\W\d_]{2,}|xn--[\w-]+)")
_ACCESLIBRE = re.compile(r"acceslibre\.(?:beta\.gouv\.fr|info)/app/(\d{2,3}|2[ab])-([^/]+)/", re.IGNORECASE)


def examine(table: Table, communes: Communes) -> list[Doubt]:
    """Check the web addresses of a file."""
    doubts: list[Doubt] = []
    fictional = table.fictional(communes)
    for column in COLUMNS:
        if (cells := table.get(column)) is not None:
            doubts += check_addresses(column, cells, fictional)
    records = table.get("fiche_acces_libre")
    return doubts if records is None else doubts + check_acceslibre(records, table.departments)


def check_addresses(column: str, cells: Sequence[str], fictional: Sequence[bool]) -> list[Doubt]:
    """Find the addresses that cannot open; those that end in ``.example`` are normal in a place of fiction."""
    doubting = Doubting(column)
    verdicts: dict[tuple[str, bool], list] = {}
    for row, cell in enumerate(cells):
        if not cell:
            continue
        known = cell, fictional[row]
        if known not in verdicts:
            verdicts[known] = [
                (part, *found) for part in _parts(cell) if (found := judge_address(part, fictional[row]))
            ]
        for part, key, sure in verdicts[known]:
            doubting.add(key, sure, row, part)
    return doubting.found()


def judge_address(text: str, fictional: bool = False) -> tuple[str, str] | None:
    """Return the (key, sure) of the first thing that prevents an address from opening, or None.

    Addresses are those of https://datatracker.ietf.org/doc/html/rfc3986; the names kept for examples are those of
    https://datatracker.ietf.org/doc/html/rfc2606.
    """
    if _MAIL.fullmatch(text):
        return "web_mail", "certain"
    if _TWICE.match(text):
        return "web_twice", "certain"
    if _TWO.search(text):
        return "web_glued", "certain"
    if re.search(r"\s", text):
        return "web_space", "certain"
    scheme = _SCHEME.match(text)
    if not scheme and _BROKEN_SCHEME.match(text):
        return "web_scheme", "certain"
    rest = text[scheme.end() :] if scheme else text
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if _WWW.match(host):
        return "web_www", "certain"
    host = host.rpartition("@")[2].partition(":")[0].rstrip(".")
    if _PLACEHOLDER.search(host) or (_RESERVED.search(host) and not (fictional and host.endswith(".example"))):
        return "web_placeholder", "certain"
    if ".." in host or not _HOST.fullmatch(host):
        return "web_host", "certain"
    return None if scheme else ("web_no_scheme", "likely")


def check_acceslibre(cells: Sequence[str], departments: Sequence[str]) -> list[Doubt]:
    """Find the records of Acceslibre that describe a place of another department than the row's.

    Their address begins with the department and the town: ``/app/29-lampaul-plouarzel/a/…``.
    """
    doubting = Doubting("fiche_acces_libre")
    for row, cell in enumerate(cells):
        found = _ACCESLIBRE.search(cell) if cell else None
        if found and departments[row] and not _same_department(found[1].upper(), departments[row]):
            doubting.add("acceslibre_elsewhere", "likely", row, f"{found[1]}-{found[2]} ≠ {departments[row]}")
    return doubting.found()


def _same_department(written: str, department: str) -> bool:
    return written == department or (written in ("20", "97", "98") and department.startswith(written[0]))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(cell) if part.strip()]
