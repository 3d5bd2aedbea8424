"""Errors put together by cause as they come, in a memory that does not grow with the file."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from culture_d.standard.findings import GRID, Cause, Example, Words, shorten
from culture_d.standard.validation.detection import Found
from culture_d.standard.validation.diagnosis import Diagnostician
from culture_d.standard.validation.lists import Diagnosis

EXAMPLES = 5
VALUES = 5
BANDS = 40
_FIXES = 3
_LINES_KEPT = 200_000  # of one cause: enough to find them all in a spreadsheet
_VALUES_COUNTED = 1000  # different wrong values of one cause


@dataclass
class _Heap:
    """What is kept of a cause while the file is being read."""

    found: Found
    diagnosis: Diagnosis
    count: int = 0
    lines: array = field(default_factory=lambda: array("L"))
    examples: list[Example] = field(default_factory=list)
    values: Counter = field(default_factory=Counter)
    fixes: dict[str, str] = field(default_factory=dict)


class Gathering:
    """The causes of a file against a schema.

    Parameters
    ----------
    diagnostician : Diagnostician
    """

    def __init__(self, diagnostician: Diagnostician) -> None:
        self.diagnostician = diagnostician
        self._heaps: dict[tuple[str, str, str], _Heap] = {}

    def add(self, line: int, found: Found, diagnosis: Diagnosis) -> None:
        """Add an error of a line (1 is the header)."""
        heap = self._heaps.setdefault((found.column, found.rule, diagnosis.key), _Heap(found, diagnosis))
        heap.count += 1
        if len(heap.lines) < _LINES_KEPT and (not heap.lines or heap.lines[-1] != line):
            heap.lines.append(line)
        value = shorten(found.cell)
        if len(heap.examples) < EXAMPLES:
            heap.examples.append(Example(line, value))
        item = shorten(diagnosis.item) or value
        if item and (item in heap.values or len(heap.values) < _VALUES_COUNTED):
            heap.values[item] += 1
        if diagnosis.fix and len(heap.fixes) < _FIXES:
            heap.fixes[item] = shorten(diagnosis.fix, 90)

    def causes(self) -> list[Cause]:
        """Return the causes: whole lines first, then the columns in the order of the schema."""
        names = self.diagnostician.schema.names
        place = {name: i for i, name in enumerate(names)}
        ordered = sorted(self._heaps.values(), key=lambda h: (place.get(h.found.column, -1), -h.count))
        return [self._cause(heap) for heap in ordered]

    def _cause(self, heap: _Heap) -> Cause:
        found, diagnosis, schema = heap.found, heap.diagnosis, self.diagnostician.schema
        values = diagnosis.values | {"item": shorten(diagnosis.item)}
        return Cause(
            key=diagnosis.key,
            field=schema.by_name.get(found.column),
            column=found.column,
            count=heap.count,
            lines=heap.lines,
            examples=heap.examples,
            said=Words(f"validation.{diagnosis.key}", values),
            wanted=self.diagnostician.wanted(found),
            mended=self.diagnostician.mended(diagnosis, found.column, list(heap.fixes.items())),
            good_example=self.diagnostician.goods.get(found.column, ""),
            values=heap.values.most_common(VALUES),
            rule=found.rule,
        )


class Bands:
    """Errors counted by bands of lines and by column: whatever the length of the file, at most 40 bands.

    Bands are one line high at first; when there are too many, they are joined two by two.

    Parameters
    ----------
    first : int
        First line of data.
    """

    def __init__(self, first: int) -> None:
        self.first, self.height, self.last = first, 1, first - 1
        self.counts: Counter[tuple[int, str]] = Counter()

    def reach(self, line: int) -> None:
        """Tell that the file goes as far as this line."""
        self.last = line
        while (line - self.first) // self.height >= BANDS:
            self.height *= 2
            joined: Counter[tuple[int, str]] = Counter()
            for (band, column), n in self.counts.items():
                joined[band // 2, column] += n
            self.counts = joined

    def add(self, line: int, column: str) -> None:
        """Count an error on the last line reached or before it."""
        self.counts[(line - self.first) // self.height, column] += 1

    def grid(self, order: list[str]) -> pd.DataFrame:
        """Return the counts, zeros included, for the columns that have errors.

        Parameters
        ----------
        order : list of str
            Names of the columns, in the order wanted.
        """
        columns = {column for _, column in self.counts}
        bands = range((self.last - self.first) // self.height + 1) if columns else []
        rows = [
            (self.first + b * self.height, min(self.last, self.first + (b + 1) * self.height - 1), c, self.counts[b, c])
            for c in sorted(columns, key=lambda name: order.index(name) if name in order else -1)
            for b in bands
        ]
        return pd.DataFrame(rows, columns=GRID)
