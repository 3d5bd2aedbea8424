"""Read a file twice: once to know it, once to propose the repairs of its cells."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from culture_d.i18n import language
from culture_d.standard.communes import department
from culture_d.standard.findings import Words
from culture_d.standard.repair.cell import Change, Column, Place, place, reading
from culture_d.standard.repair.columns import arranged, columns_of, namings
from culture_d.standard.repair.dates import proof
from culture_d.standard.repair.left import why_left
from culture_d.standard.repair.numbers import swapped
from culture_d.standard.repair.proposals import ARRANGE, Left, Proposal, Repairs
from culture_d.standard.repair.rules import PLACED, heaviest, repaired
from culture_d.standard.schemas import CURRENT, Schema, load_schema
from culture_d.standard.source import Source, open_source

_SHARE = 0.9  # of the INSEE codes, to say that a file is of one department


def repair(
    file: str | os.PathLike | bytes | pd.DataFrame | Source,
    schema: str | os.PathLike | dict | Schema = CURRENT,
    lang: str | None = None,
) -> Repairs:
    """Propose repairs for a file, cell by cell. Nothing is changed and nothing is accepted.

    Parameters
    ----------
    file : str, os.PathLike, bytes, pandas.DataFrame or Source
        A CSV file, its content, or a table of text.
    schema : str, os.PathLike, dict or Schema
        A version of the national standard, or any Table Schema.
    lang : {"en", "fr"}, optional
        The current language by default.

    Returns
    -------
    Repairs
        Its proposals lead to cells that the schema accepts, and never invent a missing value.

    Raises
    ------
    TableError, SchemaError
        If the file is no CSV, or the schema no Table Schema: one sentence that says what to do next.
    """
    lang = lang or language()
    schema = load_schema(schema, lang)
    source = open_source(file, lang, names=schema.names)
    columns = columns_of(source, schema, lang)
    found = _Found(source, columns, _know(source, columns, schema))
    for line, cells in source.rows():
        found.read(line, cells)
    names = {column.position: column.field.name for column in columns}
    proposals = [*_of_header(source, columns, schema), *found.proposals]
    return Repairs(source, schema, lang, proposals, found.left, names)


@dataclass
class _Known:
    """What the first reading learns: the department of the file, and the values of the columns without repeats."""

    department: str = ""
    values: dict[int, set[str]] = field(default_factory=dict)


def _know(source: Source, columns: list[Column], schema: Schema) -> _Known:
    keys = schema.primary_key if len(schema.primary_key) == 1 else ()
    known = _Known()
    known.values = {c.position: set() for c in columns if c.field.constraints.get("unique") or c.field.name in keys}
    dates = [column for column in columns if column.kind == "date"]
    proofs: dict[int, set[bool]] = {column.position: set() for column in dates}
    insee = next((column.position for column in columns if column.kind == "insee"), None)
    departments: Counter[str] = Counter()
    for _, cells in source.rows():
        for position, values in known.values.items():
            values.add(cells[position] if position < len(cells) else "")
        for column in dates:
            shown = proof(cells[column.position]) if column.position < len(cells) else None
            if shown is not None:
                proofs[column.position].add(shown)
        if insee is not None and insee < len(cells):
            departments[department(reading(cells[insee]))] += 1
    del departments[""]
    for column in dates:
        shown = proofs[column.position]
        column.day_first = True if shown == {True} else False if False in shown else None
    if departments:
        name, count = departments.most_common(1)[0]
        known.department = name if count >= max(2, _SHARE * departments.total()) else ""
    return known


class _Found:
    """The proposals and what is left, gathered line by line."""

    def __init__(self, source: Source, columns: list[Column], known: _Known) -> None:
        self.columns, self.known = columns, known
        self.proposals: list[Proposal] = []
        self.left: list[Left] = []
        recognised = {column.position for column in columns}
        self.width = (
            max((i for i, label in enumerate(source.header) if label.strip() or i in recognised), default=-1) + 1
        )
        self.codes = {
            kind: next((column.position for column in columns if column.kind == kind), None)
            for kind in ("postcode", "insee")
        }
        self.codes["commune"] = next((column.position for column in columns if column.field.name == "commune"), None)
        self.coordinates = [c for name in ("latitude", "longitude") for c in columns if c.field.name == name]
        self.after: dict[int, set[str]] = {position: set() for position in known.values}
        self._seen: dict[tuple, list[Change]] = {}

    def read(self, line: int, cells: list[str]) -> None:
        """Propose the repairs of a line."""
        if not any(cell.strip() for cell in cells):
            return
        if any(cell.strip() for cell in cells[self.width :]):
            # Cells have moved: nothing in this line is where its column says.
            self.left.append(
                Left(line, "", "", Words("repair.left_cells", {"n": len(cells), "width": str(self.width)}))
            )
            return
        where = place(
            *(self._cell(cells, self.codes[kind]) for kind in ("postcode", "insee", "commune")), self.known.department
        )
        changes = {
            column.position: self._changes(column, self._cell(cells, column.position), where) for column in self.columns
        }
        pair = self._swapped(cells, changes)
        for column in self.columns:
            before = self._cell(cells, column.position)
            self._tell(line, column, before, changes[column.position], where, pair)

    def _cell(self, cells: list[str], position: int | None) -> str:
        return cells[position] if position is not None and position < len(cells) else ""

    def _changes(self, column: Column, value: str, where: Place) -> list[Change]:
        if not value:
            return []
        key = (column.position, value, where if column.kind in PLACED else None)
        if key not in self._seen:
            if len(self._seen) > 200_000:
                self._seen.clear()
            self._seen[key] = repaired(value, column, where)
        return self._seen[key]

    def _swapped(self, cells: list[str], changes: dict[int, list[Change]]) -> tuple[int, ...]:
        """Exchange the two coordinates where that alone puts the place in a French territory."""
        if len(self.coordinates) < 2:
            return ()
        ends = [column.position for column in self.coordinates]
        now = [changes[i][-1].after if changes[i] else self._cell(cells, i) for i in ends]
        if not (swapped(*now) and self.coordinates[0].accepts(now[1]) and self.coordinates[1].accepts(now[0])):
            return ()
        for i, after in zip(ends, reversed(now), strict=True):
            changes[i] = [*changes[i], Change("swapped", after, False, Words("repair.why_swapped"))]
        return tuple(ends)

    def _tell(
        self, line: int, column: Column, before: str, changes: list[Change], where: Place, pair: tuple[int, ...]
    ) -> None:
        position = column.position
        after = changes[-1].after if changes else before
        taken = position in self.after and after != before and self._is_taken(position, after)
        if after != before and not taken:
            main = heaviest(changes)
            partner = next((f"{line}.{i + 1}" for i in pair if i != position), "") if position in pair else ""
            words = tuple(change.words for change in changes)
            safe = all(change.safe for change in changes)
            self.proposals.append(
                Proposal(
                    f"{line}.{position + 1}",
                    line,
                    column.label,
                    before,
                    after,
                    main.rule,
                    safe,
                    position,
                    words,
                    partner,
                )
            )
        elif taken or not column.accepts(before) or (column.field.required and not before.strip()):
            words = Words("repair.left_unique", {"value": after}) if taken else why_left(before, column, where)
            self.left.append(Left(line, column.label, before, words))

    def _is_taken(self, position: int, after: str) -> bool:
        """Tell whether a repaired identifier would be another line's; keep it otherwise."""
        if after in self.known.values[position] or after in self.after[position]:
            return True
        self.after[position].add(after)
        return False


def _of_header(source: Source, columns: list[Column], schema: Schema) -> list[Proposal]:
    """Propose the names of the columns, then their order."""
    line = source.header_line
    proposals = [
        Proposal(
            f"{line}.{n.position + 1}", line, n.before, n.before, n.after, "header_name", n.safe, n.position, (n.words,)
        )
        for n in namings(columns)
    ]
    known = {column.position: column.field.name for column in columns}
    names = [known.get(i, label) for i, label in enumerate(source.header)]
    order = arranged(names, known, schema)
    after = [names[i] if isinstance(i, int) else i for i in order]
    if columns and after != names and str(schema.descriptor.get("fieldsMatch") or "exact") == "exact":
        added = [i for i in order if isinstance(i, str)]
        words = Words(f"repair.why_columns{'_added' if added else ''}", {"names": ", ".join(added), "n": len(added)})
        proposals.append(
            Proposal(f"{line}.{ARRANGE}", line, "", ", ".join(names), ", ".join(after), ARRANGE, True, -1, (words,))
        )
    return proposals
