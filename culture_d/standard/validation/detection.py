"""What frictionless finds in the lines of a file, line by line, so that nothing accumulates.

Every cell goes through frictionless's own reader of its field. Its rows are put together here, as it does itself
(``frictionless.table.Row``), because it would copy the whole line into each of its errors: a line of 100,000 cells or
a file where everything is wrong would take for ever. The tests compare both on every line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from culture_d.standard.schemas import Schema
from culture_d.standard.source import Source
from culture_d.standard.validation.header import Heading
from culture_d.standard.validation.rules import rules

if TYPE_CHECKING:
    import frictionless


class Found(NamedTuple):
    """An error: the rule (``"type"``, ``"pattern"``, ``"blank-row"``…), the column, the cell as written, a note."""

    rule: str
    column: str = ""
    cell: str = ""
    note: str = ""


@dataclass
class Line:
    """A line of data: its number in the file, its cells, its errors."""

    number: int
    cells: list[str]
    errors: list[Found]


def detect(source: Source, heading: Heading, schema: Schema) -> Iterator[Line]:
    """Yield each line below the header with the errors that frictionless finds in it, each told once.

    Only the columns that the header recognises are read, each against its own field.

    Raises
    ------
    SchemaError
        If frictionless refuses the schema.
    TableError
        If a quotation mark is never closed.
    """
    checks = _Checks(rules(schema, heading.fields, source.lang), heading)
    for number, cells in source.rows(blank=True):
        yield Line(number, cells, checks.errors(number, cells))


class _Checks:
    """The readers of the columns of a file, and the values that must differ from line to line."""

    def __init__(self, schema: frictionless.Schema, heading: Heading) -> None:
        self.readers = [(field.name, field.create_cell_reader()) for field in schema.fields]
        self.positions, self.width = heading.positions, len(heading.labels)
        self.as_is = self.positions == list(range(self.width))
        self.unique = {field.name: _Lines() for field in schema.fields if field.constraints.get("unique")}
        self.key, self.keys = tuple(schema.primary_key), _Lines()
        self.compared = {*self.unique, *self.key}

    def errors(self, number: int, cells: list[str]) -> list[Found]:
        """Return what is wrong in a line."""
        known = cells if self.as_is else [cells[i] for i in self.positions if i < len(cells)]
        found: list[Found] = []
        values: dict[str, object] = {}
        blank = True
        for (name, read), cell in zip(self.readers, known, strict=False):
            try:
                value, notes = read(cell)
            except Exception:  # what frictionless cannot bear, such as "sNaN" in a number with a minimum
                value, notes = None, {"type": ""}
            if notes:
                found += [Found(rule, name, cell, note) for rule, note in notes.items()]
            if blank and (value is not None or (notes and "type" in notes)):
                blank = False
            if name in self.compared:
                values[name] = value
        if blank and self._is_blank(cells):
            return [Found("blank-row")]
        found += self._of_width(cells, known)
        return found + self._repeated(number, values, found) if self.compared else found

    def _is_blank(self, cells: list[str]) -> bool:
        """Tell whether nothing at all is written, columns that the schema ignores included."""
        return (self.as_is and len(cells) <= self.width) or not any(cell.strip() for cell in cells)

    def _of_width(self, cells: list[str], known: list[str]) -> Iterator[Found]:
        if len(known) < len(self.readers):
            yield Found("missing-cell", note=str(len(cells)))
        if len(cells) > self.width:
            yield Found("extra-cell", cell=next((c for c in cells[self.width :] if c), ""), note=str(len(cells)))

    def _repeated(self, number: int, values: dict[str, object], found: list[Found]) -> list[Found]:
        """Return the values met before, with their line, and the keys that are empty, unless it is told already."""
        again = []
        for name, lines in self.unique.items():
            if values.get(name) is not None and (before := lines.before(values[name], number)):
                again.append(Found("unique", name, str(values[name]), str(before)))
        if not self.key:
            return again
        key = tuple(values.get(name) for name in self.key)
        told = {item.column for item in [*found, *again] if item.rule in ("required", "unique")}
        if all(value is None for value in key):
            if not told.issuperset(name for name in self.key if name in values):
                again.append(Found("primary-key-empty"))
        elif (before := self.keys.before(key, number)) and not told.issuperset(self.key):
            again.append(Found("primary-key", note=str(before)))
        return again


class _Lines:
    """The last line where each value was met."""

    def __init__(self) -> None:
        self._last: dict[object, int] = {}

    def before(self, value: object, line: int) -> int | None:
        """Return the line before this one that has the same value, or None."""
        try:
            hash(value)
        except TypeError:  # lists and the like
            value = repr(value)
        before = self._last.get(value)
        self._last[value] = line
        return before
