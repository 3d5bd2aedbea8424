"""Which version of the standard a file follows, and which of its columns are which, near names included."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache

import pandas as pd

from culture_d.cells import plain_name
from culture_d.standard.schemas import load_schema
from culture_d.standard.source import Source, open_source

OLD = "0.1"
# The two schemas have the same columns; this label, of the second one, is all that tells them apart.
_LATEST_LABEL = "etapesnumeriqueslaposte"
_SHARED = ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")
_ENOUGH = 5  # of the seven columns that every version requires
_NEAR = 0.9  # share of letters in common from which two names are one, misspelt
_SAMPLE = 500


@dataclass
class Cells:
    """A file as lines of cells: ``rows`` holds the number of each line (1 is the header) and its cells."""

    name: str
    header: list[str]
    rows: list[tuple[int, list[str]]] = field(repr=False)


@dataclass
class Recognised:
    """What the header of a file says.

    Attributes
    ----------
    version : str
        ``"0.1"``, ``"1.0.1"`` or ``"1.0.2"``; ``""`` when it is none of them.
    columns : dict
        Position of a column of the file -> its name in that version.
    near : list of (str, str)
        Names written otherwise: as in the file, as in the schema.
    unknown : list of int
        Positions of the columns that the version does not have.
    """

    version: str
    columns: dict[int, str] = field(default_factory=dict)
    near: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)


def read_cells(
    file: str | os.PathLike | bytes | Source | pd.DataFrame, lang: str | None = None, name: str = ""
) -> Cells:
    """Read a file, a content, an open file or a table of text as lines of cells, all of them text.

    Raises
    ------
    TableError
        If the file is no CSV: one sentence that says what to do next.
    """
    source = open_source(file, lang, name)
    return Cells(source.name or name, source.header, list(source.rows()))


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Return a value without its accents, capitals, spaces and punctuation: what two spellings share."""
    return plain_name(text).replace("_", "")


def recognise(cells: Cells) -> Recognised:
    """Tell which version of the standard a file follows."""
    version = _version(cells)
    if not version:
        return Recognised("")
    names = load_schema("0.1.1" if version == OLD else version).names
    columns, near, unknown = match_names(cells.header, names)
    return Recognised(version, columns, near, unknown)


def match_names(header: list[str], names: Iterable[str]) -> tuple[dict[int, str], list[tuple[str, str]], list[int]]:
    """Match the columns of a file with names: as written, then nearly.

    Returns
    -------
    tuple
        Position -> name; the near matches, as written and as read; the positions that match nothing.
    """
    left = list(names)
    columns: dict[int, str] = {}
    near: list[tuple[str, str]] = []
    for match in (lambda a, b: a == b, lambda a, b: _plain(a) == _plain(b), near_names):
        for i, written in enumerate(header):
            found = [name for name in left if match(written.strip(), name)] if i not in columns else []
            if len(found) == 1:
                columns[i] = found[0]
                left.remove(found[0])
                if written.strip() != found[0]:
                    near.append((written, found[0]))
    return columns, near, [i for i in range(len(header)) if i not in columns]


@cache
def _plain(name: str) -> str:
    """Return a column name without accents, capitals and the plurals of its words."""
    return re.sub(r"s(?=_|$)", "", plain_name(name))


def near_names(first: str, second: str) -> bool:
    """Tell whether two names of columns are one, in the plural or misspelt."""
    a, b = _plain(first), _plain(second)
    return a == b or len(a) > 4 and SequenceMatcher(None, a, b, autojunk=False).ratio() >= _NEAR


def _version(cells: Cells) -> str:
    old, new = load_schema("0.1.1").names, load_schema("1.0.2").names
    written = {plain_name(name) for name in cells.header}
    near = {_plain(name) for name in cells.header}
    if len(near & {_plain(name) for name in _SHARED}) < _ENOUGH:
        return ""
    votes = [_marks(a, b, written, near) for a, b in ((old, new), (new, old))]
    if votes[0] == votes[1]:
        votes = [_services(cells, version) for version in ("0.1.1", "1.0.2")]
    if votes[0] == votes[1]:
        return ""
    return OLD if votes[0] > votes[1] else _latest(cells)


def _marks(names: tuple[str, ...], others: tuple[str, ...], written: set[str], near: set[str]) -> int:
    """Count the columns that a version alone has; ``courriel`` and ``courriels`` only differ as written."""
    both = {_plain(name) for name in others}
    own = [name for name in names if name not in others]
    return sum(name in written if _plain(name) in both else _plain(name) in near for name in own)


def _services(cells: Cells, version: str) -> int:
    """Count the lines whose services are those of a version."""
    columns, _, _ = match_names(cells.header, ["services"])
    known = {letters(value) for value in load_schema(version).by_name["services"].values}
    return sum(
        any(letters(value) in known for value in re.split(r"[;|]", row[i]))
        for _, row in cells.rows[:_SAMPLE]
        for i in columns
        if i < len(row)
    )


def _latest(cells: Cells) -> str:
    columns, _, _ = match_names(cells.header, ["formations_labels"])
    found = any(
        letters(value) == _LATEST_LABEL
        for _, row in cells.rows
        for i in columns
        if i < len(row)
        for value in row[i].split("|")
    )
    return "1.0.2" if found else "1.0.1"
