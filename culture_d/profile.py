"""What a table says about itself: its size, columns, gaps, twins, period, places, keys and personal columns.

``profile(table)`` counts and never quotes: no value of a column that looks personal goes into it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pandas as pd

from culture_d.cells import MARKERS, SPACES, convert, guess, is_code_name, plain_name
from culture_d.personal_columns import POSSIBLE, Clue, find_clues, looks_personal
from culture_d.places import Place, find_places
from culture_d.tables import Table
from culture_d.understood import Understood

KINDS = ("number", "whole", "date", "code", "text", "yes_no", "empty")
EXAMPLES = 3
_SAMPLE = 2000
_LONGEST_EXAMPLE = 40
_LONGEST_TEXT = 200  # beyond, a cell is a drawing or a page: its shape tells nothing and takes long to see
_YES_NO = (
    {"oui", "non"}, {"o", "n"}, {"vrai", "faux"}, {"yes", "no"}, {"y", "n"}, {"true", "false"},
)  # fmt: skip
_CODE = re.compile(r"(?!https?:)(?=[^\W_]*\d|[^\W_]{0,4}[-_./])[A-Z0-9][A-Za-z0-9_./-]{0,39}", re.ASCII)
_YEAR_NAME = re.compile(r"(?:.*_)?(?:annee|an|year|millesime|exercice)(?:_.*)?")
_ID_NAME = re.compile(r"(?:.*_)?(?:id|ident|identifiant|identifier|uid|uuid|num|numero|number|ref|reference)")
_ABSENT = MARKERS | {space * n for space in SPACES for n in range(10)}
_COMPARED_ROWS = 200_000


@dataclass
class Column:
    """One column of a table.

    ``kind`` is one of ``KINDS`` (whole: whole numbers); ``low`` and ``high`` are its bounds, for numbers and
    dates; ``markers`` counts the words that stand for a missing value. A column that looks personal shows
    neither bounds nor examples.
    """

    name: str
    kind: str
    missing: int = 0
    distinct: int = 0
    low: float | dt.datetime | None = None
    high: float | dt.datetime | None = None
    examples: list[str] = field(default_factory=list)
    markers: dict[str, int] = field(default_factory=dict)


@dataclass
class Period:
    """First and last moment of a column of dates, or of years (``years`` is then True)."""

    column: str
    start: dt.date
    end: dt.date
    years: bool = False


@dataclass
class Profile:
    """What was counted in a table.

    ``bytes`` is the weight of the file, None when only a DataFrame was given; ``keys`` are the columns
    complete and without repetition; ``key_pair`` are two columns that designate a line together, when no
    column does alone.
    """

    rows: int
    bytes: int | None
    columns: list[Column]
    duplicate_rows: int
    periods: list[Period]
    places: list[Place]
    keys: list[str]
    key_pair: tuple[str, str] | None
    personal: list[Clue]
    understood: Understood | None = None

    def column(self, name: str) -> Column:
        """Return a column by its name."""
        return next(c for c in self.columns if c.name == name)

    @property
    def cells(self) -> int:
        """How many cells the table has."""
        return self.rows * len(self.columns)

    @property
    def missing(self) -> int:
        """How many of them are missing."""
        return sum(c.missing for c in self.columns)


@dataclass
class _Seen:
    """A column while it is being described: its distinct values (dates as counts) and their frequencies."""

    column: Column
    values: np.ndarray
    counts: np.ndarray

    def texts(self) -> list[str]:
        """Return some of the distinct values as text, taken all along the column; none for dates."""
        if self.column.kind == "date":
            return []
        step = max(1, len(self.values) // _SAMPLE)
        return [_as_text(v)[:_LONGEST_TEXT] for v in self.values[::step].tolist()]


def profile(table: Table | pd.DataFrame) -> Profile:
    """Describe a table without quoting it.

    Parameters
    ----------
    table : Table or pandas.DataFrame
        What ``read_table`` gives, or any DataFrame: its columns of text are then read as a CSV's would be.

    Returns
    -------
    Profile
    """
    read = isinstance(table, Table)
    data = table.data if read else table
    markers = table.understood.markers if read else {}
    rows_seen = _Rows(len(data))
    seen = []
    for i, name in enumerate(map(str, data.columns)):
        series = data.iloc[:, i]
        if not read:
            series, markers = _typed(series, name, markers)
        seen.append(_look(name, series, markers.get(name, {}), rows_seen))
    clues = find_clues((s.column.name, s.column.kind, s.texts()) for s in seen)
    _add_examples(seen, clues)
    columns = [s.column for s in seen]
    return Profile(
        rows=len(data),
        bytes=table.size if read else None,
        columns=columns,
        duplicate_rows=rows_seen.duplicates(data),
        periods=list(_periods(columns)),
        places=find_places((s.column.name, s.column.kind, s.values) for s in seen),
        keys=_keys(columns, len(data)),
        key_pair=_key_pair(data, columns),
        personal=clues,
        understood=table.understood if read else None,
    )


class _Rows:
    """Digest of the rows, fed column after column, to find the rows that are equal throughout."""

    def __init__(self, rows: int) -> None:
        self.digest = np.zeros(rows, np.uint64)
        self.all_differ = rows < 2

    def add(self, codes: np.ndarray, distinct: int) -> None:
        self.all_differ = self.all_differ or distinct == len(self.digest)
        if not self.all_differ:
            self.digest = self.digest * np.uint64(1_000_003) + (codes + 1).astype(np.uint64)

    def duplicates(self, data: pd.DataFrame) -> int:
        """Count the rows that repeat an earlier one; rows of equal digest are compared for good."""
        if self.all_differ:
            return 0
        again = data[pd.Series(self.digest, index=data.index).duplicated(keep=False)]
        try:
            return int(again.duplicated().sum())
        except TypeError:  # lists and the like
            return int(again.astype(str).duplicated().sum())


def _typed(series: pd.Series, name: str, markers: dict) -> tuple[pd.Series, dict]:
    """Read a DataFrame's column of text as a CSV's would be."""
    if not pd.api.types.is_string_dtype(series.dtype) or isinstance(series.dtype, pd.CategoricalDtype):
        return series, markers
    found = guess(map(str, series.dropna().head(1000)), name)
    if found.kind in ("empty", "text"):
        return series, markers
    result = convert(series.astype("str"), found)
    return (series, markers) if result.values is None else (result.values, markers | {name: result.markers})


def _look(name: str, series: pd.Series, markers: dict[str, int], rows: _Rows) -> _Seen:
    try:
        codes, values = pd.factorize(series)
    except TypeError:  # lists and the like
        codes, values = pd.factorize(series.astype(str).where(series.notna()))
    rows.add(codes, len(values))
    counts = np.bincount(codes + 1, minlength=len(values) + 1)
    missing, counts = int(counts[0]), counts[1:]
    textual = series.dtype.kind not in "iufbM"
    values = values.asi8 if series.dtype.kind == "M" else np.asarray(values, dtype=object if textual else None)
    if textual:
        values, counts, said = _without_markers(values, counts)
        markers = markers | said
        missing += sum(said.values())
    column = Column(name, "empty", missing, len(values), markers=markers)
    found = _Seen(column, values, counts)
    column.kind = _kind(found, series)
    if column.kind in ("number", "whole", "date") and len(values):
        column.low, column.high = (_plain(bound) for bound in (series.min(), series.max()))
    return found


def _without_markers(values: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    """Set aside the words that stand for a missing value, and the cells made of spaces."""
    absent = pd.Index(values, dtype=object).isin(_ABSENT)
    if not absent.any():
        return values, counts, {}
    said = {v.strip(): int(n) for v, n in zip(values[absent], counts[absent], strict=True)}
    return values[~absent], counts[~absent], said


def _kind(seen: _Seen, series: pd.Series) -> str:
    if not len(seen.values):
        return "empty"
    if series.dtype.kind == "M":
        return "date"
    if series.dtype.kind == "b":
        return "yes_no"
    if series.dtype.kind in "iuf":
        if is_code_name(seen.column.name):
            return "code"
        with np.errstate(invalid="ignore"):  # infinity has no remainder
            whole = series.dtype.kind in "iu" or bool((seen.values % 1 == 0).all())
        return "whole" if whole else "number"
    sample = seen.texts()
    if len(seen.values) <= 2 and any({v.strip().lower() for v in sample} <= pair for pair in _YES_NO):
        return "yes_no"
    coded = sum(bool(_CODE.fullmatch(v)) for v in sample)
    return "code" if coded >= 0.95 * len(sample) or _is_numeric_code(seen, sample) else "text"


def _is_numeric_code(seen: _Seen, sample: list[str]) -> bool:
    """A column named as codes are, whose values are made of figures, spaces and signs."""
    plain = sum(bool(re.fullmatch(r"\+?[\d .-]+|\d[\dAB]\d{3}", v)) for v in sample)
    return is_code_name(seen.column.name) and plain >= 0.9 * len(sample)


def _plain(value: object) -> object:
    """Return a number as Python's own, which JSON can write."""
    return value.item() if isinstance(value, np.generic) else value


def _as_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _add_examples(seen: list[_Seen], clues: list[Clue]) -> None:
    """Give examples and bounds only where no person shows through.

    In a table where a column surely describes persons, a value that occurs once may point to one of them:
    examples are then taken among the values that recur.
    """
    personal = {clue.column for clue in clues}
    guarded = any(clue.sure != POSSIBLE for clue in clues)
    for s in seen:
        if s.column.name in personal:
            s.column.low = s.column.high = None
        elif s.column.kind in ("text", "code", "yes_no"):
            frequent = np.argsort(-s.counts, kind="stable")[: EXAMPLES * 10]
            for value in (_as_text(s.values[i]) for i in frequent if s.counts[i] > 1 or not guarded):
                if len(value) <= _LONGEST_EXAMPLE and not looks_personal(value):
                    s.column.examples.append(value)
            del s.column.examples[EXAMPLES:]


def _periods(columns: Iterable[Column]) -> Iterable[Period]:
    """Yield the period of each column of dates or years, but for those that look personal (no bounds)."""
    for c in columns:
        if c.low is None:
            continue
        if c.kind == "date":
            yield Period(c.name, c.low.date(), c.high.date())
        elif c.kind == "whole" and _YEAR_NAME.fullmatch(plain_name(c.name)) and c.low > 999 and c.high < 2201:
            yield Period(c.name, dt.date(int(c.low), 1, 1), dt.date(int(c.high), 12, 31), years=True)


def _keys(columns: list[Column], rows: int) -> list[str]:
    """Name the columns that designate each line, complete and without repetition, the likeliest first."""
    able = [c for c in columns if c.distinct == rows > 1 and not c.missing and _may_designate(c, rows)]
    likely = ("code", "date", "text", "whole")
    able.sort(key=lambda c: -1 if _ID_NAME.fullmatch(plain_name(c.name)) else likely.index(c.kind))
    return [c.name for c in able]


def _may_designate(column: Column, rows: int) -> bool:
    """A measure is no key, even if it never repeats: a whole number must be named as one, or follow on."""
    if column.kind != "whole":
        return column.kind in ("code", "date", "text")
    named = any(p.fullmatch(plain_name(column.name)) for p in (_ID_NAME, _YEAR_NAME))
    return named or (column.low is not None and column.high - column.low + 1 == rows)


def _key_pair(data: pd.DataFrame, columns: list[Column]) -> tuple[str, str] | None:
    """Find two columns that designate each line together, when none does alone."""
    rows = len(data)
    if rows < 2 or rows > _COMPARED_ROWS or _keys(columns, rows):
        return None
    able = [i for i, c in enumerate(columns) if c.kind != "number" and not c.missing and c.distinct > 1]
    for i, j in combinations(able[:8], 2):
        enough = columns[i].distinct * columns[j].distinct >= rows
        if enough and not data.iloc[:, [i, j]].astype(str).duplicated().any():
            return columns[i].name, columns[j].name
    return None
