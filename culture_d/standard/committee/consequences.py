"""What a change of the schema does to files that exist: measured by making it, and checking the places again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from culture_d.i18n import t
from culture_d.standard.committee.agenda import Option, load_agenda
from culture_d.standard.committee.edits import apply_edits
from culture_d.standard.samples import sample
from culture_d.standard.schemas import CURRENT, Field, Schema, load_schema

_BOUNDS = {"minimum": pd.Series.ge, "maximum": pd.Series.le}


@dataclass(frozen=True)
class Consequence:
    """What happens to places, each counted once, and to their cells.

    Attributes
    ----------
    places : int
        All of them.
    places_kept, places_lost : int
        Still accepted as they are; accepted before, refused now until somebody corrects them.
    cells_missing : int
        Empty cells of columns that have become compulsory: to fill in by hand.
    cells_to_rewrite : int
        Filled cells that the new rules refuse.
    cells_dropped : int
        Filled cells of columns that have disappeared.
    cells_added : int
        New cells that may stay empty.
    compulsory : int
        Cells of columns that have become compulsory, filled or not.
    """

    places: int
    places_kept: int
    places_lost: int
    cells_missing: int
    cells_to_rewrite: int
    cells_dropped: int
    cells_added: int
    compulsory: int

    def sentence(self, lang: str | None = None) -> str:
        """Return the consequence in words."""
        key = "lost" if self.places_kept else "all_lost"
        key = key if self.places_lost else "none_lost"
        first = t(f"committee.{key}", lang, n=self.places_lost, places=self.places)
        counts = [
            ("missing", self.cells_missing),
            ("rewrite", self.cells_to_rewrite),
            ("dropped", self.cells_dropped),
            ("added", self.cells_added),
        ]
        return " ".join([first, *(t(f"committee.cells_{key}", lang, n=count) for key, count in counts if count)])


class Yardstick:
    """Places that follow a version of a schema, on which changes of that version are measured.

    Parameters
    ----------
    places : pandas.DataFrame
        One place per line, text cells, ``""`` where empty.
    schema : str, dict or Schema
        The version; see :func:`culture_d.standard.schemas.load_schema`. Places that it refuses already are never
        counted as lost.
    """

    def __init__(self, places: pd.DataFrame, schema: str | dict | Schema = CURRENT) -> None:
        self.places, self.schema = places, load_schema(schema)
        self._cells = adapted(places, self.schema)
        refused = [_refused(self._cells[name], field) for name, field in self.schema.by_name.items()]
        self._good = ~pd.concat(refused, axis=1).any(axis=1)

    def measure(self, edits: Iterable[dict]) -> Consequence:
        """Return what some edits of the schema do to the places.

        The columns are adapted as any producer would do at once: a new column comes empty, a removed one goes.
        What is counted is what remains to do by hand.
        """
        before, after = self.schema, load_schema(apply_edits(self.schema.descriptor, edits))
        changed = {field.name: field for field in after.fields if field != before.by_name.get(field.name)}
        cells = adapted(self.places, after)[list(changed)]
        refused = {name: _refused(cells[name], field) & self._good for name, field in changed.items()}
        faults = pd.DataFrame(refused, cells.index, dtype=bool)
        lost = int(faults.any(axis=1).sum())
        missing = int((faults & (cells == "")).to_numpy().sum())
        gone = [name for name in before.names if name not in after.by_name]
        new = [field for field in changed.values() if field.name not in before.by_name]
        must = {field.name for field in after.fields if field.required} - {f.name for f in before.fields if f.required}
        return Consequence(
            places=len(self.places),
            places_kept=len(self.places) - lost,
            places_lost=lost,
            cells_missing=missing,
            cells_to_rewrite=int(faults.to_numpy().sum()) - missing,
            cells_dropped=int((self._cells[gone] != "").to_numpy().sum()),
            cells_added=sum(not field.required for field in new) * len(self.places),
            compulsory=len(must) * len(self.places),
        )


def consequence(
    option: Option | Iterable[dict], places: pd.DataFrame, schema: str | dict | Schema = CURRENT
) -> Consequence:
    """Measure what a change of the schema does to places that follow it; see :class:`Yardstick` for many changes.

    Parameters
    ----------
    option : Option or iterable of dict
        An option of an arbitration, or edits (see :func:`culture_d.standard.committee.edits.apply_edits`).
    places, schema
        As in :class:`Yardstick`.
    """
    return Yardstick(places, schema).measure(option.edits if isinstance(option, Option) else option)


@cache
def course_yardstick() -> Yardstick:
    """Return the fictional places of the course, with the version that they follow."""
    return Yardstick(load_places(), load_agenda().base)


def load_places() -> pd.DataFrame:
    """Return the fictional places of the course, as text."""
    return pd.read_csv(sample("places"), dtype=str, keep_default_na=False)


def adapted(places: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Return places with the columns of a schema: a missing one comes empty, a superfluous one goes."""
    return places.reindex(columns=list(schema.names), fill_value="").fillna("")


def _refused(cells: pd.Series, field: Field) -> pd.Series:
    rules, filled = field.constraints, cells != ""
    refused = ~filled & field.required
    if rules.get("unique"):
        refused |= filled & cells.duplicated()
    if "pattern" in rules:
        # As frictionless does: the pattern between ^ and $, on the whole cell.
        matches = re.compile(f"^{rules['pattern']}$").match
        refused |= filled & ~cells.map({cell: bool(matches(cell)) for cell in cells.unique()})
    if "enum" in rules:
        refused |= filled & ~cells.isin([str(value) for value in rules["enum"]])
    if "maxLength" in rules:
        refused |= cells.str.len() > rules["maxLength"]
    if field.type in ("integer", "number"):
        numbers = pd.to_numeric(cells.where(filled), errors="coerce")
        whole = numbers % 1 == 0 if field.type == "integer" else numbers.notna()
        refused |= filled & ~whole
        for bound, holds in _BOUNDS.items():
            if bound in rules:
                refused |= numbers.notna() & ~holds(numbers, rules[bound])
    if field.type == "date":
        refused |= filled & pd.to_datetime(cells.where(filled), format="%Y-%m-%d", errors="coerce").isna()
    return refused
