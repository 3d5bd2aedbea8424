"""Small files in the national standard, made from the examples of its schema, and what frictionless says of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from culture_d.standard.schemas import Schema, load_schema

REFERENCE = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
OFFICIAL = REFERENCE / "standard-mediation-num"


def row(changes: dict[str, str] | None = None, schema: str | Schema = "1.0.1", i: int = 1) -> list[str]:
    """Return a good line, its identifier numbered, with some cells changed."""
    fields = load_schema(schema).fields
    cells = {field.name: field.example for field in fields} | {"id": f"lieu-{i}"} | (changes or {})
    return [cells[field.name] for field in fields]


def table(*changes: dict[str, str], schema: str | Schema = "1.0.1") -> list[list[str]]:
    """Return a header and a line for each set of changes (one good line when there is none)."""
    lines = [row(change, schema, i) for i, change in enumerate(changes or ({},), 1)]
    return [list(load_schema(schema).names), *lines]


def to_csv(lines: Iterable[Iterable[str]], separator: str = ",") -> str:
    """Write lines of cells as CSV."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator="\n").writerows(lines)
    return file.getvalue()


def content(*changes: dict[str, str], schema: str | Schema = "1.0.1") -> bytes:
    """Return the CSV file of :func:`table`."""
    return to_csv(table(*changes, schema=schema)).encode()


def official(raw: bytes, schema: Schema, folder: Path) -> tuple[bool, set[int]]:
    """Return what plain frictionless says of a file, told its commas: is it valid, and which rows are wrong?"""
    from frictionless import Resource

    from culture_d.standard.validation.rules import rules

    (folder / "plain.csv").write_bytes(raw)
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": "plain",
        "path": "plain.csv",
        "encoding": "utf-8",
        "dialect": {"csv": {"delimiter": ","}},  # on a line or two, it often guesses wrong
        "schema": rules(schema).to_descriptor(),
    }
    report = Resource.from_descriptor(descriptor, basepath=str(folder)).validate(limit_errors=1_000_000)
    return report.valid, {n for (n,) in report.flatten(["rowNumber"]) if n}
