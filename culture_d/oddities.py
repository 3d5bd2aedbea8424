"""What would surprise somebody who knows tables: zeros beside thousands, 9999, totals, codes read as numbers.

Counts and column names only; the values told are those that stand for "not known", such as -99 or 1 January 1900.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import date, number, t
from culture_d.profile import Column, Profile
from culture_d.publish import cell_habits, line_habits
from culture_d.publish.drafting import words_of
from culture_d.understood import Understood

_FEW = 5  # values below which nothing can be called unusual
_THOUSANDS = 1000
_STAND_INS = re.compile(r"-9{1,8}|9{2,8}|8{3,8}")
_STAND_IN_DAYS = {
    pd.Timestamp(day)
    for day in ("1111-11-11", "1899-12-30", "1899-12-31", "1900-01-01", "1901-01-01", "1970-01-01", "2099-12-31",
                "2999-12-31", "9999-12-31")
}  # fmt: skip
_GENERATION = pd.Timedelta(days=25 * 365)
_COUNTED = re.compile(
    r"(?:.*_)?(?:nb|nbr|nombre|count|number|effectif|effectifs|population|habitants|inhabitants)(?:_.*)?"
)
_DISTRICTS = {"75056": range(75101, 75121), "69123": range(69381, 69390), "13055": range(13201, 13217)}
_CODED = ("insee", "five_digits")


@dataclass(frozen=True)
class Oddity:
    """Something to look at twice: its rule, the columns concerned, how many times, and the stand-in if any."""

    rule: str
    names: tuple[str, ...] = ()
    n: int = 1
    value: float | pd.Timestamp | None = None

    def told_value(self, lang: str) -> str:
        """Write the value that stands for "not known"."""
        if self.value is None:
            return ""
        if isinstance(self.value, pd.Timestamp):
            return t("describe.the_day", lang, day=date(self.value, lang))
        return number(self.value, lang=lang)


def find_oddities(data: pd.DataFrame, seen: Profile, understood: Understood | None = None) -> list[Oddity]:
    """Return what looks odd in a table, the most misleading first.

    Parameters
    ----------
    data : pandas.DataFrame
        Its cells as a CSV's would be read, its columns in the order of ``seen``.
    seen : Profile
    understood : Understood, optional
        How the file was read.
    """
    personal = {clue.column for clue in seen.personal}
    columns = [(c, data.iloc[:, i]) for i, c in enumerate(seen.columns)]
    shown = [(c, series) for c, series in columns if c.name not in personal]
    found = [
        *_totals(data),
        *(odd for c, series in shown for odd in _in_column(c, series)),
        *_districts(seen, columns),
        *_coordinates(seen),
        *_joined("code_number", (c for c, s in columns if c.kind == "code" and s.dtype.kind in "iuf")),
        *_joined("day_number", (c for c, s in shown if c.kind == "whole" and _are_days(s))),
        *_units(data),
    ]
    if understood:
        found += [Oddity("text", (name,), n) for name, n in understood.kept_as_text.items() if name not in personal]
        if understood.day_first:
            found.append(Oddity("day_first", tuple(understood.day_first), len(understood.day_first)))
    found += _joined("empty", (c for c in seen.columns if c.kind == "empty"))
    if seen.rows > 1:
        found += _joined("constant", (c for c in seen.columns if c.distinct == 1 and not c.missing))
    return found


def _joined(rule: str, columns: Iterator[Column]) -> list[Oddity]:
    """Say once what is true of several columns."""
    names = tuple(c.name for c in columns)
    return [Oddity(rule, names, len(names))] if names else []


def _in_column(column: Column, series: pd.Series) -> Iterator[Oddity]:
    values = series.dropna()
    if column.kind == "date":
        yield from _stand_in_days(column, values)
    if column.kind not in ("number", "whole") or values.dtype.kind not in "iuf":
        return
    stand_in = list(_stand_ins(column, values))
    yield from stand_in
    plain = plain_name(column.name)
    above = values[values > 0]
    if column.low == 0 and len(above) >= _FEW and _stands_out(len(values) - len(above), above):
        yield Oddity("zero", (column.name,))
    if column.low is not None and column.low < 0 and not stand_in and _COUNTED.fullmatch(plain):
        yield Oddity("negative", (column.name,))
    if column.high is not None and column.high > 100 and not stand_in and words_of(column.name, True).unit == "%":
        yield Oddity("percent", (column.name,))


def _stands_out(zeros: int, above: pd.Series) -> bool:
    """Tell whether zeros are few, beside thousands, and not the end of a slope."""
    middle = above.median()
    return middle >= _THOUSANDS and 3 * (above <= middle / 100).sum() < zeros <= len(above) / 4


def _stand_ins(column: Column, values: pd.Series) -> Iterator[Oddity]:
    """Yield an extreme such as -99 or 9999 that is farther from the rest than the rest is wide."""
    if len(values) < _FEW or column.low is None or column.low == column.high:
        return
    for extreme in (column.low, column.high):
        if not np.isfinite(extreme) or not _STAND_INS.fullmatch(f"{extreme:.15g}"):
            continue
        rest = values[values != extreme]
        gap = rest.min() - extreme if extreme == column.low else extreme - rest.max()
        if gap > rest.max() - rest.min() or (extreme < 0 <= rest.min()):
            yield Oddity("sentinel", (column.name,), len(values) - len(rest), extreme)


def _stand_in_days(column: Column, values: pd.Series) -> Iterator[Oddity]:
    """Yield 1 January 1900 and its like, when it is a generation away from the other dates."""
    bare = values.dt.tz_localize(None).dt.normalize() if len(values) else values
    for extreme in dict.fromkeys((bare.min(), bare.max())):
        if extreme not in _STAND_IN_DAYS:
            continue
        rest = bare[bare != extreme]
        if len(rest) and min(abs(rest.min() - extreme), abs(rest.max() - extreme)) > _GENERATION:
            yield Oddity("sentinel", (column.name,), len(bare) - len(rest), extreme)


def _are_days(series: pd.Series) -> bool:
    """Tell whether whole numbers are days written 20240131."""
    values = series.dropna().unique()[:_THOUSANDS]
    if not len(values) or values.min() < 19000101 or values.max() > 21001231:
        return False
    return bool(pd.to_datetime([f"{v:.0f}" for v in values], format="%Y%m%d", errors="coerce").notna().all())


def _totals(data: pd.DataFrame) -> list[Oddity]:
    return [Oddity("total", n=f.n) for f in line_habits.look(data) if f.rule == "totals"]


def _units(data: pd.DataFrame) -> list[Oddity]:
    names = tuple(name for f in cell_habits.look(data) if f.rule == "units" for name in f.columns)
    return [Oddity("unit", names, len(names))] if names else []


def _districts(seen: Profile, columns: list[tuple[Column, pd.Series]]) -> Iterator[Oddity]:
    """Yield the columns where a city is given by its districts alone."""
    coded = {place.column for place in seen.places if place.what in _CODED}
    for column, series in columns:
        if column.name in coded:
            codes = {str(v).removesuffix(".0") for v in series.dropna().unique()}
            if any(city not in codes and codes & set(map(str, parts)) for city, parts in _DISTRICTS.items()):
                yield Oddity("districts", (column.name,))


def _coordinates(seen: Profile) -> Iterator[Oddity]:
    for place in seen.places:
        limit = {"latitude": 90, "longitude": 180}.get(place.what)
        column = seen.column(place.column)
        if limit and isinstance(column.low, (int, float)) and max(-column.low, column.high) > limit:
            yield Oddity("coordinate", (column.name,))
