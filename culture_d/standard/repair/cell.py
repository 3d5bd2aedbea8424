"""What a rule of repair receives and what it answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from culture_d.standard.communes import department, department_of_postcode
from culture_d.standard.findings import Words
from culture_d.standard.schemas import Field

_BARE = re.compile(r"[\s.\-]")
_ZEROS = re.compile(r"(\d{4,5})[.,]0+", re.ASCII)


@dataclass(frozen=True)
class Change:
    """What a rule proposes for a cell.

    ``safe`` is true when the meaning cannot change; otherwise a person must look. ``words`` tell why.
    """

    rule: str
    after: str
    safe: bool
    words: Words


def change(rule: str, after: str, safe: bool = True, why: str = "", **values: object) -> Change:
    """Return a change told by the message ``repair.why_<rule>``, or another one of ``repair.yml``."""
    return Change(rule, after, safe, Words(f"repair.why_{why or rule}", values))


@dataclass(frozen=True)
class Place:
    """What the line says of where the place is, zeros lost by a spreadsheet put back.

    Attributes
    ----------
    of_postcode, of_insee : str
        Departments that the two codes of the line announce (``"26"``, ``"2A"``, ``"974"``), or ``""``.
    postcode, insee : str
        The codes, five characters, or ``""``.
    commune : str
        The name of the commune, as written.
    of_file : str
        The department of nearly all the INSEE codes of the file, or ``""``.
    """

    of_postcode: str = ""
    of_insee: str = ""
    postcode: str = ""
    insee: str = ""
    of_file: str = ""
    commune: str = ""


def reading(cell: str) -> str:
    """Return a postcode or an INSEE code without what a spreadsheet does to it; ``""`` when it is none."""
    cell = cell.strip().lstrip("'")
    found = _ZEROS.fullmatch(cell)
    bare = found[1] if found else _BARE.sub("", cell).upper()
    return bare.zfill(5) if re.fullmatch(r"[1-9]\d{3}|\d{5}|2[AB]\d{3}", bare, re.ASCII) else ""


def place(postcode: str, insee: str, commune: str, of_file: str) -> Place:
    """Read the two codes of a line."""
    postcode, insee = reading(postcode), reading(insee)
    return Place(department_of_postcode(postcode), department(insee), postcode, insee, of_file, commune.strip())


@dataclass
class Column:
    """A column of the file that the schema knows.

    Attributes
    ----------
    position : int
        In the file, from 0.
    label : str
        Its name as written in the file.
    field : Field
    kind : str
        What its cells hold: ``"list"``, ``"postcode"``, ``"phone"``, ``"date"``…, ``"text"``.
    national : bool
        Whether the schema is a version of the national standard.
    mark : str or None
        What stands between several values of a cell.
    descriptor : dict
        The column in the schema.
    reader : callable
        What frictionless makes of a cell: its value, and notes when it refuses it.
    day_first : bool or None
        How dates such as 03/08/2025 are written here, when other cells prove it.
    """

    position: int
    label: str
    field: Field
    kind: str
    national: bool
    mark: str | None
    descriptor: dict
    reader: Callable[[str], tuple]
    day_first: bool | None = None
    _seen: dict[str, bool] = field(default_factory=dict, repr=False)

    def accepts(self, value: str) -> bool:
        """Tell whether the schema accepts a value here, uniqueness left aside."""
        if value not in self._seen:
            if len(self._seen) > 100_000:
                self._seen.clear()
            try:
                self._seen[value] = not self.reader(value)[1]
            except Exception:  # frictionless fails on some numbers, such as "sNaN"
                self._seen[value] = False
        return self._seen[value]


Rule = Callable[[str, Column, Place], Change | None]
