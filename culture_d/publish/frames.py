"""A table as it will be published: names that are text and differ, and cells that a program reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable

import pandas as pd

from culture_d.cells import convert, guess
from culture_d.profile import Column, profile
from culture_d.publish.errors import refuse
from culture_d.sniffing import unique_names
from culture_d.tables import Table, to_csv_safe

_SAMPLE = 1000
_MOST_TITLES = 100  # pandas copies them with every column that it takes out of a table
_LARGEST = 2**53  # beyond, a float no longer tells whole numbers apart
TRUE = {"oui", "o", "vrai", "yes", "y", "true"}
FALSE = {"non", "n", "faux", "no", "false"}


def frame_of(table: object, lang: str | None = None) -> pd.DataFrame:
    """Return the cells of a table, its column names made text; nothing is copied.

    Parameters
    ----------
    table : Table or pandas.DataFrame

    Raises
    ------
    PublishError
        If it is neither.
    """
    data = table.data if isinstance(table, Table) else table
    if not isinstance(data, pd.DataFrame):
        raise refuse("not_a_table", lang)
    data = data.copy(deep=False)
    data.columns = pd.Index([_name(name) for name in data.columns], dtype=object)
    return data


def _name(name: Hashable) -> str:
    if isinstance(name, tuple):  # a header of several lines
        return " ".join(part for part in map(_name, name) if part)
    return "" if name is None or (pd.api.types.is_scalar(name) and pd.isna(name)) else str(name)


def with_titles(data: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """Return a table that remembers how people called its columns: name -> words for the column's title."""
    known = data.attrs.get("titles", {}) | titles
    if len(known) <= _MOST_TITLES:
        data.attrs = data.attrs | {"titles": known}
    return data


def is_text(series: pd.Series) -> bool:
    """Tell whether a column holds text and nothing else."""
    if series.dtype == object:
        return pd.api.types.infer_dtype(series, skipna=True) == "string"
    return isinstance(series.dtype, pd.StringDtype)


def read_cells(data: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose columns of text are read as a CSV's would be: numbers, dates, markers of missing values."""
    return _rebuilt(data, [_read(series) for _, series in data.items()])


def _rebuilt(data: pd.DataFrame, columns: list[pd.Series]) -> pd.DataFrame:
    """Return a table with other columns in place of its own: at once, since thousands one by one take long."""
    new = pd.DataFrame(dict(enumerate(columns)), index=data.index)
    new.columns, new.attrs = data.columns, data.attrs
    return new


def _read(series: pd.Series) -> pd.Series:
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype(series.cat.categories.dtype)
    if series.dtype == object and pd.api.types.infer_dtype(series, skipna=True) == "date":
        return pd.to_datetime(series, errors="coerce")
    if not is_text(series):
        return series
    found = guess(map(str, series.dropna().head(_SAMPLE)), str(series.name))
    if found.kind in ("empty", "text"):
        return series
    values = convert(series.astype("str"), found).values
    return series if values is None else values


def published(table: object, lang: str | None = None) -> tuple[pd.DataFrame, list[Column]]:
    """Return the cells to write in ``data.csv``, and what each column is.

    Every name differs from the others; whole numbers keep no decimals, dates are written year first, hours that
    tell their distance from Greenwich are written in universal time; empty lines are left out.

    Returns
    -------
    data : pandas.DataFrame
    columns : list of Column
        As in :class:`culture_d.profile.Profile`, under the names that the file will have.

    Raises
    ------
    PublishError
        If it is no table, or has no column.
    """
    data = read_cells(frame_of(table, lang))
    names, _, _ = unique_names([name.strip() for name in safe_names(data)], data.shape[1])
    data.columns = pd.Index(names, dtype=object)
    if not names:
        raise refuse("no_column", lang)
    data = data.dropna(how="all").reset_index(drop=True)  # a line of separators alone stops programs
    columns = profile(data).columns
    series = (series for _, series in data.items())
    written = [_written(one, column.kind) for one, column in zip(series, columns, strict=True)]
    return _rebuilt(data, written), columns


def safe_names(data: pd.DataFrame) -> list[str]:
    """Return the names of the columns as :func:`culture_d.tables.to_csv_safe` writes them: no formula begins one."""
    return next(csv.reader(io.StringIO(to_csv_safe(data.head(0)), newline="")), [])


def _written(series: pd.Series, kind: str) -> pd.Series:
    if kind == "date":
        days = series.dropna()
        if is_day(days):
            return series.dt.strftime("%Y-%m-%d").astype(object)
        if series.dt.tz is not None:
            series = series.dt.tz_convert("UTC")
            return series.dt.strftime("%Y-%m-%dT%H:%M:%SZ").astype(object)
        return series.dt.strftime("%Y-%m-%dT%H:%M:%S").astype(object)
    if kind == "whole" and series.dtype.kind == "f" and series.abs().max() < _LARGEST:
        return series.astype("Int64")
    return series


def is_day(series: pd.Series) -> bool:
    """Tell whether every moment of a column of dates is a day without hour."""
    return series.dt.tz is None and bool((series == series.dt.normalize()).all())
