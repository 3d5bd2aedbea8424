"""Lines and columns that are not data: empty ones, totals, twins, cells merged over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np
import pandas as pd

from culture_d.cells import plain_name
from culture_d.publish.findings import Finding
from culture_d.publish.frames import is_text

_TOTAL = re.compile(
    r"(?:sous_)?total(?:_(?:general|france|ville|commune|annuel|annee))?|(?:grand|sub)_?total|ensemble|somme|"
    r"moyenne|sum|average|mean"
)
_HINT = re.compile("total|ensemble|somme|moyenne|sum|average|mean", re.IGNORECASE)  # quicker, on every line
_LABELS = 3  # columns at the left, where a total is announced and where cells are merged


def look(data: pd.DataFrame) -> Iterator[Finding]:
    """Yield what is to be mended among the lines."""
    blank = _blank(data)
    empty = int(blank.all(axis=0).sum()) if len(data) else 0
    if empty:
        names = tuple(data.columns[blank.all(axis=0)])
        yield Finding("empty_columns", empty, names, safe=True, mend=_without_empty_columns)
    lines = int(blank.all(axis=1).sum()) if data.shape[1] else 0
    if lines:
        yield Finding("empty_lines", lines, safe=True, mend=_without_empty_lines)
    totals = int(_totals(data).sum())
    if totals:
        yield Finding("totals", totals, mend=_without_totals)
    if twins := int(_twins(data, blank).sum()):
        yield Finding("twins", twins, mend=_without_twins)
    for i in _merged(data, blank):
        yield Finding("merged", int(blank[:, i].sum()), (data.columns[i],), i, mend=_filled_down(i))


def _blank(data: pd.DataFrame) -> np.ndarray:
    """Return which cells hold nothing, shape (lines, columns)."""
    blank = data.isna().to_numpy(copy=True)
    for i, (_, series) in enumerate(data.items()):
        if is_text(series):
            cells = series.to_numpy(dtype=object, na_value="")
            blank[:, i] = np.fromiter((not cell.strip() for cell in cells), bool, len(cells))
    return blank


def _without_empty_columns(data: pd.DataFrame) -> pd.DataFrame:
    return data.loc[:, ~_blank(data).all(axis=0)]


def _without_empty_lines(data: pd.DataFrame) -> pd.DataFrame:
    return data[~_blank(data).all(axis=1)]


def _totals(data: pd.DataFrame) -> np.ndarray:
    """Return which lines are called total, average and the like by one of the first columns of text."""
    found = np.zeros(len(data), bool)
    texts = (series for _, series in data.items() if is_text(series))
    for series in islice(texts, _LABELS):
        codes, values = pd.factorize(series)
        found |= np.array([*map(_is_total, values.tolist()), False], bool)[codes]
    return found


def _is_total(value: str) -> bool:
    return len(value) < 40 and bool(_HINT.search(value)) and bool(_TOTAL.fullmatch(plain_name(value)))


def _without_totals(data: pd.DataFrame) -> pd.DataFrame:
    return data[~_totals(data)]


def _twins(data: pd.DataFrame, blank: np.ndarray) -> np.ndarray:
    """Return which lines repeat an earlier one from end to end; empty lines are another matter."""
    if not data.shape[1]:
        return np.zeros(len(data), bool)
    try:
        again = data.duplicated()
    except TypeError:  # lists and the like
        again = data.astype(str).duplicated()
    return again.to_numpy() & ~blank.all(axis=1)


def _without_twins(data: pd.DataFrame) -> pd.DataFrame:
    return data[~_twins(data, _blank(data))]


def _merged(data: pd.DataFrame, blank: np.ndarray) -> Iterator[int]:
    """Yield the first columns whose value stands on the first of several lines, as merged cells leave it."""
    full = ~blank.all(axis=1)
    if full.sum() < 4 or not (~blank[full]).all(axis=0).any():
        return
    for i in range(min(_LABELS - 1, data.shape[1])):
        gaps = blank[full, i]
        filled = data.iloc[:, i][full][~gaps]
        apart = len(filled) > 1 and filled.is_unique
        if not gaps[0] and gaps.mean() >= 0.4 and apart and is_text(filled):
            yield i


def _filled_down(i: int):
    def mend(data: pd.DataFrame) -> pd.DataFrame:
        data = data.copy(deep=False)
        column = data.iloc[:, i]
        data.isetitem(i, column.where(column.astype(str).str.strip() != "").ffill())
        return data

    return mend
