"""What people write in cells that programs cannot read: units, several values, dates in several ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from culture_d.cells import MARKERS, MINUS, SPACES, convert, guess, is_typed, plain_name
from culture_d.publish.drafting import UNITS
from culture_d.publish.findings import Finding
from culture_d.publish.frames import is_text, with_titles
from culture_d.standard.findings import Words

MOST_VALUES = 20_000  # different values of a column that are read: more would take long and teach nothing new
_LONGEST = 200
_MANY = 0.8
_UNIT_MARKS = {
    *UNITS.values(),
    *("m2", "m3", "km2", "W", "an", "ans", "hab", "hab.", "habitants", "euros", "Ko", "Mo", "Go"),
}
_UNIT_NAMES = {"m²": "m2", "m³": "m3", "km²": "km2", "€": "eur", "k€": "keur", "%": "pct", "°": "deg", "°C": "celsius"}
_QUANTITY = re.compile(
    rf"([-+{MINUS}]?\d[\d{SPACES}]*(?:[.,]\d+)?)[{SPACES}]*("
    + "|".join(sorted(map(re.escape, _UNIT_MARKS), key=len, reverse=True))
    + ")",
)
_DATE_WORDS = re.compile(
    r"(?:\w+ )?\d{1,2}(?:er|st|nd|rd|th)? (?:janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec|"
    r"jan|feb|mar|apr|may|jun|jul|aug)\w*\.? \d{4}",
    re.IGNORECASE,
)


@dataclass
class _Cells:
    """The cells of a column of text: its different values, how often each occurs, where each stands."""

    place: int
    name: str
    values: list[str]
    counts: np.ndarray
    partial: bool

    @property
    def filled(self) -> int:
        return int(self.counts.sum())

    def count(self, test: Callable[[str], object]) -> int:
        """Return how many cells pass a test."""
        return int(sum(n for value, n in zip(self.values, self.counts.tolist(), strict=True) if test(value)))


def look(data: pd.DataFrame) -> Iterator[Finding]:
    """Yield what is to be mended in the cells of text, rule by rule."""
    texts = [_cells(series, i, name) for i, (name, series) in enumerate(data.items()) if is_text(series)]
    texts = [cells for cells in texts if cells.values]
    if partial := [cells.name for cells in texts if cells.partial]:
        yield Finding("sample", len(partial), tuple(partial), values={"most": MOST_VALUES})
    yield from _everywhere("spaces", texts, _has_outer_spaces, lambda text: text.strip(SPACES + "\t\r\n"))
    yield from _everywhere("markers", texts, lambda text: text.strip() in MARKERS, lambda text: np.nan)
    for cells in texts:
        yield from _one_column(cells)


def _cells(series: pd.Series, place: int, name: str) -> _Cells:
    codes, values = pd.factorize(series)
    counts = np.bincount(codes[codes >= 0], minlength=len(values))
    texts = np.asarray(values, dtype=object)
    filled = np.array([bool(str(value).strip()) for value in texts], bool)
    texts, counts = texts[filled], counts[filled]
    step = -(-len(texts) // MOST_VALUES) or 1
    return _Cells(place, name, [str(v)[:_LONGEST] for v in texts[::step]], counts[::step], step > 1)


def _everywhere(rule: str, texts: list[_Cells], test: Callable, remedy: Callable) -> Iterator[Finding]:
    """Yield one finding for all the columns where some cells pass a test."""
    found = {cells.name: n for cells in texts if (n := cells.count(test))}
    places = [cells.place for cells in texts if cells.name in found]
    if not found:
        return

    def mend(data: pd.DataFrame) -> pd.DataFrame:
        data = data.copy(deep=False)
        for i in places:
            column = data.iloc[:, i]
            data.isetitem(i, column.map(lambda v: remedy(v) if isinstance(v, str) and test(v) else v))
        return data

    yield Finding(rule, sum(found.values()), tuple(found), safe=True, mend=mend)


def _has_outer_spaces(text: str) -> bool:
    return text != text.strip(SPACES + "\t\r\n")


def _one_column(cells: _Cells) -> Iterator[Finding]:
    real = _Cells(cells.place, cells.name, *_without_markers(cells), cells.partial)
    if real.values:
        found = _units(real) or _dates(real) or _mixed(real) or _several(real)
        if found:
            yield found


def _without_markers(cells: _Cells) -> tuple[list[str], np.ndarray]:
    kept = [i for i, value in enumerate(cells.values) if value.strip() not in MARKERS]
    return [cells.values[i].strip() for i in kept], cells.counts[kept]


def _units(cells: _Cells) -> Finding | None:
    """Cells such as "12 km": with one unit everywhere, it can go into the name of the column."""
    matches = [_QUANTITY.fullmatch(value) for value in cells.values]
    n = int(sum(count for match, count in zip(matches, cells.counts.tolist(), strict=True) if match))
    if n < _MANY * cells.filled:
        return None
    units = Counter(match[2] for match in matches if match)
    where = {"columns": (cells.name,), "place": cells.place}
    if len(units) > 1 or n < cells.filled:
        return Finding("units_mixed", n, **where, values={"units": len(units)})
    unit = next(iter(units))
    name = f"{plain_name(cells.name) or 'col'}_{_UNIT_NAMES.get(unit, plain_name(unit))}"
    return Finding("units", n, **where, mend=_unit_in_name(cells.place, name, unit), values={"unit": unit, "new": name})


def _unit_in_name(i: int, name: str, unit: str) -> Callable:
    def mend(data: pd.DataFrame) -> pd.DataFrame:
        data = data.copy(deep=False)
        bare = data.iloc[:, i].map(_bare, na_action="ignore")
        read = convert(bare.astype("str"), guess(bare.dropna().astype(str))).values
        data.isetitem(i, bare if read is None else read)
        old = data.columns[i]
        data = data.set_axis([name if j == i else other for j, other in enumerate(data.columns)], axis=1)
        return with_titles(data, {name: f"{old} ({unit})"})

    return mend


def _bare(cell: object) -> object:
    found = _QUANTITY.fullmatch(str(cell).strip())
    return found[1].strip() if found else np.nan if str(cell).strip() in MARKERS else cell


def _dates(cells: _Cells) -> Finding | None:
    """Dates written in several ways in one column."""
    ways = [_way(value) for value in cells.values]
    n = int(sum(count for way, count in zip(ways, cells.counts.tolist(), strict=True) if way))
    different = set(ways) - {None}
    if n < _MANY * cells.filled or (len(different) < 2 and different != {"words"}):
        return None
    able = n == cells.filled and "words" not in different
    mend = _iso_dates(cells.place) if able else None
    return Finding("dates", n, (cells.name,), cells.place, mend=mend, values={"ways": len(different)})


def _way(value: str) -> str | None:
    if not any(c.isdigit() for c in value) or len(value) > 40:
        return None
    if _DATE_WORDS.fullmatch(value):
        return "words"
    found = guess([value])
    return found.pattern if found.kind == "date" else None


def _iso_dates(i: int) -> Callable:
    def mend(data: pd.DataFrame) -> pd.DataFrame:
        data = data.copy(deep=False)
        data.isetitem(i, data.iloc[:, i].map(_iso, na_action="ignore"))
        return data

    return mend


def _iso(cell: object) -> object:
    found = guess([str(cell)])
    values = convert(pd.Series([str(cell)]), found).values if found.kind == "date" else None
    if values is None:
        return cell
    moment = values.iloc[0]
    return moment.date().isoformat() if moment == moment.normalize() else moment.isoformat()


def _mixed(cells: _Cells) -> Finding | None:
    """A column of numbers or dates in which a few cells say something else."""
    n = cells.filled - cells.count(is_typed)
    if 0 < n <= (1 - _MANY) * cells.filled:
        return Finding("mixed", n, (cells.name,), cells.place)
    return None


def _several(cells: _Cells) -> Finding | None:
    """Several values in one cell, apart by a mark that is not used otherwise."""
    for mark in (";", "|", "\n", ",", "/"):
        n = cells.count(lambda value, mark=mark: mark in value.strip(mark))
        if n < 2 or n < (0.05 if mark in ";|\n" else 0.2) * cells.filled or not _recur(cells, mark):
            continue
        shown = Words("publish.mark_line") if mark == "\n" else mark
        return Finding("several", n, (cells.name,), cells.place, values={"mark": shown})
    return None


def _recur(cells: _Cells, mark: str) -> bool:
    """Tell whether the pieces look like values rather than prose: short and, for usual marks, coming back."""
    pieces = [piece.strip() for value in cells.values if mark in value for piece in value.split(mark)]
    pieces = [piece for piece in pieces if piece]
    short = sum(len(piece) <= 40 for piece in pieces) >= 0.9 * len(pieces)
    if mark in ";|\n" or not short:
        return short
    digits = sum(any(c.isdigit() for c in piece) for piece in pieces)
    return digits < 0.1 * len(pieces) and len(set(pieces)) <= 0.5 * len(pieces)
