r"""Check a file against a schema: frictionless detects, we explain.

``validate("places.csv")`` checks against the national standard, ``validate(file, schema="mine.json")`` against any
Table Schema.

What ``valid`` means. It is the verdict of the official validator (``frictionless validate``): the header and every
line follow the schema. That validator guesses the separator and the encoding, so that a file with semicolons or in
Latin-1 passes; the standard nonetheless asks for commas and UTF-8. For the national standard these faults are causes
among the others, to be repaired, and yet they do not change ``valid``; for another schema they are notes. A damaged
character always makes a file invalid: nobody can read it any more. A line end inside a cell counts as one character,
even written as two (``\r\n``), which the official validator would count.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pandas as pd

from culture_d.i18n import language
from culture_d.standard.findings import Cause, Report
from culture_d.standard.schemas import CURRENT, Schema, load_schema
from culture_d.standard.source import Source, open_source
from culture_d.standard.validation.detection import Found, Line, detect
from culture_d.standard.validation.diagnosis import Diagnostician
from culture_d.standard.validation.form import causes_of_form, official_header_line, remarks
from culture_d.standard.validation.gathering import Bands, Gathering
from culture_d.standard.validation.header import Heading, read_header
from culture_d.standard.validation.rules import rules

Progress = Callable[[int, int], None]
_EVERY = 1000  # lines between two calls of the progress


def validate(
    file: str | os.PathLike | bytes | Source | pd.DataFrame,
    schema: str | os.PathLike | dict | Schema = CURRENT,
    lang: str | None = None,
    *,
    name: str = "",
    beyond: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Check a file, and explain what is wrong cause by cause.

    Parameters
    ----------
    file : str, os.PathLike, bytes, Source or pandas.DataFrame
        A CSV file, its content, or a table of text. It is only read.
    schema : str, os.PathLike, dict or Schema
        A version of the national standard, a Table Schema file or its content.
    lang : {"en", "fr"}, optional
        The current language by default.
    name : str
        Name to give to a content.
    beyond : bool
        Also look for what the schema accepts and a careful reader would not (doubts).
    progress : callable, optional
        Called from time to time with the number of lines read and how many there are.

    Returns
    -------
    Report

    Raises
    ------
    TableError
        If the file is no CSV; one sentence that says what to do next.
    SchemaError
        If the schema is refused; one sentence that says why.
    """
    lang = lang or language()
    schema = load_schema(schema, lang)
    rules(schema, lang=lang)  # refuse a wrong schema before anything else
    source = open_source(file, lang, name, schema.names)
    heading = read_header(source.header, schema, source.header_line)
    report = Report(source.name or name, schema, lang, 0, list(source.header), [])
    wrong = _check_lines(source, heading, schema, report, progress)
    placed = official_header_line(source) == source.header_line
    report.valid = heading.valid and placed and not wrong and not source.damaged
    report.causes = [*causes_of_form(source, schema), *heading.causes, *wrong]
    report.remarks = remarks(source, heading, schema, report.rows)
    if beyond:
        from culture_d.standard.beyond import look_beyond

        doubts = look_beyond(source, schema, lang)
        known = {(cause.column, line) for cause in report.causes for line in cause.lines}
        report.causes += [doubt for doubt in doubts if not {(doubt.column, n) for n in doubt.lines} <= known]
        report.remarks += doubts.remarks
    return report


def _check_lines(
    source: Source, heading: Heading, schema: Schema, report: Report, progress: Progress | None
) -> list[Cause]:
    """Check every line; fill in the number of rows and the grid of the report."""
    gathering = Gathering(Diagnostician(schema, len(heading.labels)))
    bands, total = Bands(source.header_line + 1), source.lines
    for count, line in enumerate(_lines(source, heading, schema), 1):
        bands.reach(line.number)
        report.rows += bool(line.cells)
        for found in line.errors:
            other = _other_line(found, line)
            gathering.add(line.number, found, gathering.diagnostician.diagnose(found, other))
            bands.add(line.number, found.column)
        if progress and count % _EVERY == 0:
            progress(line.number, total)
    if progress:
        progress(total, total)
    report.grid = bands.grid(list(schema.names))
    return gathering.causes()


def _lines(source: Source, heading: Heading, schema: Schema) -> Iterator[Line]:
    """Give the lines and their errors; without errors when no column is known."""
    if heading.fields:
        return detect(source, heading, schema)
    return (Line(number, cells, []) for number, cells in source.rows(blank=True))


def _other_line(found: Found, line: Line) -> int | None:
    """Return the line that has the same identifier, or the last one of a line that quotation marks make too long."""
    if found.rule in ("missing-cell", "extra-cell"):
        ends = sum(cell.count("\n") for cell in line.cells)
        return line.number + ends if ends else None
    return int(found.note) if found.rule in ("unique", "primary-key") else None
