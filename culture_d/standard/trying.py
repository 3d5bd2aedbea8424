"""Try a cell against a schema: what is accepted, what is refused, and nothing but what the schema says."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import language, t
from culture_d.standard.schemas import CURRENT, Schema, load_schema


class TryError(ReaderError, KeyError):
    """One sentence for the reader: a column that the schema does not have."""


def try_cells(cells: Iterable[tuple[str, str]], schema: str | Schema = CURRENT, lang: str | None = None):
    """Put each cell in the line of examples of a schema, and tell whether frictionless accepts it.

    Parameters
    ----------
    cells : iterable of (str, str)
        Name of a column and what to write in it.
    schema : str or Schema
        As in :func:`culture_d.standard.schemas.load_schema`.
    lang : {"en", "fr"}, optional
        The current language by default.

    Returns
    -------
    pandas.DataFrame
        One line per cell: the column, what was written, what the schema answers.

    Raises
    ------
    TryError
        If the schema has no column of that name.
    """
    lang, schema = lang or language(), load_schema(schema, lang)
    cells = list(cells)
    if unknown := [name for name, _ in cells if name not in schema.by_name]:
        raise TryError(t("trying.no_column", lang, name=unknown[0], names=", ".join(schema.names)))
    heads = [t(f"trying.{head}", lang) for head in ("column", "written", "answer")]
    answers = [t("trying.accepted" if good else "trying.refused", lang) for good in _verdicts(cells, schema)]
    return pd.DataFrame([(*cell, answer) for cell, answer in zip(cells, answers, strict=True)], columns=heads)


def _verdicts(cells: list[tuple[str, str]], schema: Schema) -> list[bool]:
    """Return, for each cell, whether the line that holds it has no error."""
    from frictionless import Resource
    from frictionless import Schema as Rules

    lines = [_line(i, cell, schema) for i, cell in enumerate(cells)]
    resource = Resource([list(schema.names), *lines], schema=Rules.from_descriptor(schema.descriptor))
    with resource:
        return [not row.errors for row in resource.row_stream]


def _line(i: int, cell: tuple[str, str], schema: Schema) -> list[str]:
    """Return the examples of the schema with one cell replaced, and keys that no other line has."""
    distinct = {
        name
        for name, item in schema.by_name.items()
        if item.type == "string" and (name in schema.primary_key or item.constraints.get("unique"))
    }
    name, written = cell
    line = {n: f"{item.example}-{i}" if n in distinct else item.example for n, item in schema.by_name.items()}
    return list((line | {name: written}).values())
