"""The ratchet effect: what a decision adds to a standard, and that can hardly be taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

import pandas as pd

from culture_d.standard.committee.changes import hard_to_undo
from culture_d.standard.committee.consequences import Yardstick

COUNTS = ("compulsory", "to_fill", "to_rewrite", "lost", "added", "files")


@dataclass(frozen=True)
class Notch:
    """One notch of the ratchet.

    Attributes
    ----------
    title : dict
        The decision, by language.
    compulsory : int
        Cells that become compulsory: columns × places.
    to_fill, to_rewrite : int
        Cells that somebody has to fill in, or to write again, by hand.
    lost : int
        Filled cells of columns taken away: nobody will type them again.
    added : int
        New cells that may stay empty.
    files : int
        Files that may break if the decision is taken back one day: those of every producer when going back would
        be a breaking change, else none.
    """

    title: dict
    compulsory: int
    to_fill: int
    to_rewrite: int
    lost: int
    added: int
    files: int

    def counts(self) -> dict[str, int]:
        """Return the counts alone."""
        return {name: count for name, count in asdict(self).items() if name in COUNTS}


def notch(title: dict, edits: Collection[dict], yardstick: Yardstick) -> Notch:
    """Measure what a decision adds.

    Parameters
    ----------
    title : dict
        The decision, by language.
    edits : collection of dict
        See :func:`culture_d.standard.committee.edits.apply_edits`.
    yardstick : Yardstick
        The version that is changed and places that follow it; the producers of files are those of the column
        ``source``.
    """
    found = yardstick.measure(edits)
    return Notch(
        title=title,
        compulsory=found.compulsory,
        to_fill=found.cells_missing,
        to_rewrite=found.cells_to_rewrite,
        lost=found.cells_dropped,
        added=found.cells_added,
        files=producers(yardstick.places) if hard_to_undo(yardstick.schema, edits) else 0,
    )


def producers(places: pd.DataFrame) -> int:
    """Return how many producers collected some places: as many files."""
    return places["source"].replace("", pd.NA).nunique()
