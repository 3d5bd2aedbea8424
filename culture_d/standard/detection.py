"""What frictionless finds in the lines of a file, line by line, so that nothing accumulates."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from culture_d.i18n import t
from culture_d.standard.header import Heading
from culture_d.standard.rules import rules
from culture_d.standard.schemas import Schema
from culture_d.standard.source import Source
from culture_d.tables import TableError

if TYPE_CHECKING:
    import frictionless

_CONSTRAINT = re.compile(r'constraint "(\w+)" is')
_PLAIN = {"type-error": "type", "unique-error": "unique"}
_EMPTY_KEY = "cells composing"  # how frictionless begins to say that a primary key is empty


class Found(NamedTuple):
    """An error: the rule (``"type"``, ``"pattern"``, ``"blank-row"``…), the column, the cell as written."""

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

    Only the columns that the header recognises are read, each against its own field, in the order of the file.

    Raises
    ------
    SchemaError
        If frictionless refuses the schema.
    TableError
        If a quotation mark is never closed, or if frictionless fails on a line.
    """
    from frictionless import Dialect
    from frictionless.resources import TableResource

    waiting: deque[tuple[int, list[str]]] = deque()
    failed: list[TableError] = []
    resource = TableResource(
        data=lambda: _cells(source, heading, waiting, failed),
        schema=rules(schema, heading.fields, source.lang),
        dialect=Dialect(header_rows=[1]),
    )
    with resource:
        rows, number = iter(resource.row_stream), source.header_line
        while True:
            try:
                row = next(rows)
                number, cells = waiting.popleft()
                errors = list(_errors(row, cells, heading, schema)) if row.errors else []
            except StopIteration:
                break
            except Exception:  # a cell that frictionless itself cannot bear, such as "sNaN" in a number
                after = str(waiting[0][0] if waiting else number)
                raise TableError(t("validation.stopped", source.lang, line=after)) from None
            yield Line(number, cells, errors)
    if failed:
        raise failed[0]


def _cells(source: Source, heading: Heading, waiting: deque, failed: list[TableError]) -> Iterator[list[str]]:
    """Give frictionless the header it expects, then the cells of the known columns and a cell beyond the width."""
    positions, width = heading.positions, len(heading.labels)
    as_is = positions == list(range(width))
    yield [item.name for item in heading.fields]
    try:
        for number, cells in source.rows(blank=True):
            waiting.append((number, cells))
            known = cells[:width] if as_is else [cells[i] for i in positions if i < len(cells)]
            yield known + cells[width : width + 1]  # one is enough to say it: the time of frictionless is their square
    except TableError as error:  # frictionless would wrap it
        failed.append(error)


def _errors(row: frictionless.Row, cells: list[str], heading: Heading, schema: Schema) -> Iterator[Found]:
    errors, width = row.errors, len(heading.labels)
    if any(error.type == "blank-row" for error in errors):
        if len(heading.positions) == width or not any(cell.strip() for cell in cells):
            yield Found("blank-row")
        else:  # only the columns that the schema ignores are filled
            yield from (Found("required", item.name) for item in heading.fields if item.required)
        return
    absent = {error.field_name for error in errors if error.type == "missing-cell"}
    if absent:
        yield Found("missing-cell", note=str(len(cells)))
    if len(cells) > width:
        yield Found("extra-cell", cell=next((cell for cell in cells[width:] if cell), ""), note=str(len(cells)))
    told = {
        error.field_name for error in errors if error.type in ("unique-error", "missing-cell") or _is_required(error)
    }
    for error in errors:
        name = getattr(error, "field_name", "")
        if error.type in ("missing-cell", "extra-cell") or (name and name in absent):
            continue
        if error.type == "primary-key" and told.issuperset(schema.primary_key):
            continue  # the same as a value met twice, or as a compulsory value that is missing
        yield Found(_rule(error), name, "" if _is_required(error) else getattr(error, "cell", ""), error.note)


def _is_required(error: frictionless.Error) -> bool:
    return error.type == "constraint-error" and error.note.startswith('constraint "required"')


def _rule(error: frictionless.Error) -> str:
    if error.type == "primary-key" and error.note.startswith(_EMPTY_KEY):
        return "primary-key-empty"
    if error.type == "constraint-error" and (found := _CONSTRAINT.search(error.note)):
        return found[1]
    return _PLAIN.get(error.type, error.type)
