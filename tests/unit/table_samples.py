"""Fictional tables for the tests, and a watch on whatever is written to disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Every value of a person here is invented; the NIR and the IBAN (a published specimen) have right check keys,
# so that they are recognised as such.
PEOPLE = (
    "nom;prénom;courriel;téléphone;date_naissance;adresse;nir;iban;commentaire;montant\n"
    "Zorglub;Marie;marie.zorglub@exemple.fr;06 12 34 56 78;03/04/1981;12 rue des Lilas;{nir1};{iban};"
    "à rappeler;12,50\n"
    "Vandersmissen;Paul;paul.v@exemple.fr;0698765432;17/11/1975;3 bis avenue du Port;{nir2};{iban};"
    "écrire à jeanne@exemple.fr;8,00\n"
    "Quintefeuille;Léa;lea.q@exemple.fr;+33 7 11 22 33 44;29/02/2000;8 place du Marché;{nir3};{iban};"
    "rien;9,25\n"
)
PRIVATE = [
    *("Zorglub", "Vandersmissen", "Quintefeuille", "marie.zorglub", "paul.v@", "lea.q", "jeanne@"),
    *("0698765432", "Lilas", "1981", "1975", "FR1420041010050500013M02606"),
]


def nir(body: str) -> str:
    """Add its key to the thirteen characters of a NIR."""
    return f"{body}{97 - int(body.replace('2A', '19').replace('2B', '18')) % 97:02d}"


def people() -> bytes:
    """Return a small table of invented persons."""
    numbers = [nir("2810469123456"), nir("1751120234567"), nir("2000275345678")]
    filled = PEOPLE.format(nir1=numbers[0], nir2=numbers[1], nir3=numbers[2], iban="FR1420041010050500013M02606")
    return filled.encode("cp1252")


_writes: list[str] | None = None


def _watch(event: str, arguments: tuple) -> None:
    if _writes is not None and event == "open":
        path, mode, flags = arguments
        if set(mode or "") & set("wax+") or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)):
            _writes.append(str(path))


sys.addaudithook(_watch)


@contextmanager
def nothing_written() -> Iterator[None]:
    """Fail if a file is opened for writing meanwhile."""
    global _writes
    _writes = []
    try:
        yield
        assert _writes == []
    finally:
        _writes = None
