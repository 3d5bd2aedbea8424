"""A file as columns of text, found by the names of the standard whatever the version of the file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

import pandas as pd

from culture_d.cells import plain_name
from culture_d.standard.communes import Communes, department, department_of_postcode
from culture_d.standard.source import Source, open_source

# Other names of a column: version 0.1 of the standard wrote the e-mail in the singular.
_ALSO = {"courriels": ("courriel",)}
_SEPARATORS = re.compile(r"\s*(?:\||;)\s*")


class Table:
    """Columns of text.

    Parameters
    ----------
    columns : dict of str to sequence of str
        Cells without spaces around, ``""`` where nothing is written; all of one length.
    lines : sequence of int
        Line of the file for each row (the header is line 1).
    """

    def __init__(self, columns: dict[str, Sequence[str]], lines: Sequence[int]) -> None:
        self.columns, self.lines = columns, lines
        self._plain = {plain_name(name): name for name in reversed(columns)}

    def __len__(self) -> int:
        return len(self.lines)

    @classmethod
    def read(cls, file: str | os.PathLike | bytes | Source | pd.DataFrame, lang: str | None = None) -> Table:
        """Read a file, its content, an open source or a DataFrame of text.

        Raises
        ------
        culture_d.tables.TableError
            If the file is no CSV.
        """
        if isinstance(file, pd.DataFrame):
            columns = [[_text(cell) for cell in file.iloc[:, i]] for i in range(file.shape[1])]
            return cls(_first(map(str, file.columns), columns), range(2, len(file) + 2))
        source = file if isinstance(file, Source) else open_source(file, lang)
        rows = list(source.rows())
        columns = [[cells[i].strip() if i < len(cells) else "" for _, cells in rows] for i in range(len(source.header))]
        return cls(_first(source.header, columns), [line for line, _ in rows])

    def name_of(self, role: str) -> str | None:
        """Return the name that a column of the standard has in this file, or None."""
        for name in (role, *_ALSO.get(role, ())):
            if name in self.columns:
                return name
            if name in self._plain:
                return self._plain[name]
        return None

    def get(self, role: str) -> Sequence[str] | None:
        """Return the cells of a column of the standard, or None when the file has no such column."""
        name = self.name_of(role)
        return None if name is None else self.columns[name]

    def blank(self, role: str) -> Sequence[str]:
        """Return the cells of a column, or as many empty ones."""
        cells = self.get(role)
        return [""] * len(self) if cells is None else cells

    @cached_property
    def departments(self) -> list[str]:
        """The department of each row after its INSEE code, else after its postcode, or ``""``."""
        codes = zip(self.blank("code_insee"), self.blank("code_postal"), strict=True)
        return [department(code) or department_of_postcode(postcode) for code, postcode in codes]

    def fictional(self, communes: Communes) -> list[bool]:
        """Tell which rows are in a commune of fiction, where invented numbers and addresses are normal."""
        codes = {item.code for item in communes.by_code.values() if item.fictional}
        postcodes = {postcode for code in codes for postcode in communes.by_code[code].postcodes}
        pairs = zip(self.blank("code_insee"), self.blank("code_postal"), strict=True)
        return [code in codes or postcode in postcodes for code, postcode in pairs]


def parts(cell: str) -> list[str]:
    """Cut a cell that holds several values: ``|`` since version 1.0 of the standard, ``;`` before."""
    return [part for part in _SEPARATORS.split(cell) if part]


def _first(names: Iterable[str], columns: list[list[str]]) -> dict[str, list[str]]:
    """Return the columns by name; of two of one name, the first one counts."""
    found: dict[str, list[str]] = {}
    for name, cells in zip(names, columns, strict=True):
        found.setdefault(name, cells)
    return found


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else "" if pd.isna(cell) else str(cell)
