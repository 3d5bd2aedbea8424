"""What all readers of personal exports share: rows of a delimited text, JSON, French numbers, times, doubts.

Nothing here quotes the file: what is wrong is counted, and what was done is stated.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from importlib.util import find_spec

import numpy as np
import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import t
from culture_d.personal.export import PARIS, Said, said
from culture_d.personal.opening import Member, PersonalFileError
from culture_d.sniffing import long_cells

SEPARATORS = ";,\t"
PREAMBLE = 60  # lines above the names of the columns
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_MOST_BRACKETS = 1_000_000  # below, any JSON fits in memory
_BYTES_A_BRACKET = 8  # a list of an inner list takes 2 bytes of text and 70 of memory
EARLIEST, LATEST = pd.Timestamp("1990-01-01", tz="UTC"), pd.Timestamp("2100-01-01", tz="UTC")


def header_at(text: str, names: Iterable[str]) -> tuple[int, str] | None:
    """Find the line of column names of a delimited text, after a preamble if there is one.

    Parameters
    ----------
    text : str
        The whole text, or ``member.head``.
    names : iterable of str
        Names that must stand on that line, in any order, among others; capitals, accents and spaces do not count.

    Returns
    -------
    (line, separator), or None
        The line is counted from 0.
    """
    wanted = {_bare(name) for name in names}
    for at, line in enumerate(_lines(text[: 1 << 16])[:PREAMBLE]):
        for separator in SEPARATORS:
            if wanted <= {_bare(cell) for cell in _cells(line, separator)}:
                return at, separator
    return None


def _bare(name: str) -> str:
    return plain_name(name).replace("_", "")


def _lines(text: str) -> list[str]:
    """Split at line ends only: ``str.splitlines`` also splits at signs that a cell may hold."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), []) if len(line) < 1 << 16 else []


def csv_rows(text: str, names: Iterable[str], *, until_blank: bool = False) -> pd.DataFrame:
    """Return the lines of a table in a delimited text, as text cells.

    Parameters
    ----------
    text : str
        ``member.text``.
    names : iterable of str
        As in :func:`header_at`.
    until_blank : bool
        Stop at the first blank line: the file holds another table below.

    Returns
    -------
    pandas.DataFrame
        Its columns are named as in the file, without accents, in small letters, with ``_`` for what is no letter
        and no figure (``Puissance atteinte (W)`` becomes ``puissance_atteinte_w``), the second of a name with ``_2``.
        Its index is the number of the line, from 1. Blank lines are left out; short lines are filled with ``""``.

    Raises
    ------
    PersonalFileError
        If no line has these names.
    """
    found = header_at(text, names)
    if found is None:
        raise PersonalFileError(t("personal.no_header"))
    at, separator = found
    lines = _lines(text)[at:]
    with long_cells():
        try:
            reader = csv.reader((line + "\n" for line in lines), delimiter=separator)
            header = _unique([plain_name(cell) for cell in next(reader)])
            rows, numbers, width = [], [], len(header)
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    rows.append([cell.strip() for cell in cells[:width]] + [""] * (width - len(cells)))
                    numbers.append(at + reader.line_num)
                elif until_blank:
                    break
        except csv.Error:
            raise PersonalFileError(t("personal.damaged")) from None
    return pd.DataFrame(rows, columns=header, index=pd.Index(numbers, name="line"), dtype="object")


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    for i, name in enumerate(names):
        seen[name] = seen.get(name, 0) + 1
        names[i] = name if seen[name] == 1 else f"{name}_{seen[name]}"
    return names


def json_of(member: Member, shape: object = None) -> object:
    """Decode a JSON file, with msgspec when it is there.

    Parameters
    ----------
    member : Member
    shape : type, optional
        A type for ``msgspec.json.Decoder``; without msgspec it does not count.

    Raises
    ------
    PersonalFileError
        If the text is cut or is no JSON, or if its lists are nested so as to fill the memory.
    """
    content = member.content
    if not content[:200].lstrip().startswith((b"{", b"[")) or b"\0" in content[:200]:
        content = member.text.encode()
    check_json(content)
    try:
        if find_spec("msgspec") is None:
            return json.loads(content)
        import msgspec

        return msgspec.json.decode(content, type=shape) if shape is not None else msgspec.json.decode(content)
    except (ValueError, RecursionError, MemoryError):  # the errors of msgspec are ValueError too
        raise PersonalFileError(t("personal.json_damaged")) from None


def check_json(content: bytes) -> None:
    """Refuse a JSON text made of brackets more than of data, which would take far more memory than it has bytes.

    Raises
    ------
    PersonalFileError
    """
    brackets = content.count(b"[") + content.count(b"{")
    if brackets > max(_MOST_BRACKETS, len(content) // _BYTES_A_BRACKET):
        raise PersonalFileError(t("personal.json_nested"))


def numbers(cells: pd.Series) -> pd.Series:
    """Read French and English numbers (``1 016``, ``12,5``, ``1,234.5``); what is no number is missing.

    Returns
    -------
    pandas.Series of float64
    """
    text = cells.astype("string").fillna("").str.replace(_SPACES, "", regex=True).str.replace("\N{MINUS SIGN}", "-")
    both = text.str.contains(",", regex=False) & text.str.contains(".", regex=False)
    if both.any():
        comma_last = text.str.rfind(",") > text.str.rfind(".")
        text = text.mask(both & ~comma_last, text.str.replace(",", "", regex=False))
        text = text.mask(both & comma_last, text.str.replace(".", "", regex=False))
    values = pd.to_numeric(text.str.replace(",", ".", regex=False), errors="coerce").astype("float64")
    return values.where(np.isfinite(values))


def instants(cells: pd.Series) -> pd.Series:
    """Read times that say their distance from Greenwich (``2020-08-20T23:40:00+02:00``, ``…Z``).

    A text without a distance is taken as UTC: use :func:`local_times` for the hours of clocks. What is no time, or
    stands outside 1990-2100, is missing.

    Returns
    -------
    pandas.Series of datetime64[ns, Europe/Paris]
    """
    times = pd.to_datetime(cells, format="ISO8601", utc=True, errors="coerce")
    return times.where(times.between(EARLIEST, LATEST)).dt.tz_convert(PARIS)


def local_times(naive: pd.Series, descending: bool = False) -> tuple[pd.Series, tuple[Said, ...]]:
    """Place the hours of French clocks in Europe/Paris, across both changes.

    In October the hour between 2 and 3 comes twice: the order of the lines tells which is which. An hour that does
    not exist (in March) is moved to the next that does.

    Parameters
    ----------
    naive : pandas.Series of datetime64
    descending : bool
        Whether the file goes back in time.

    Returns
    -------
    times : pandas.Series of datetime64[ns, Europe/Paris]
    doubts : tuple of Said
    """
    naive = naive.where(naive.between(EARLIEST.tz_localize(None), LATEST.tz_localize(None)))
    turn = naive.groupby(naive).cumcount() % 2
    alone = ~naive.duplicated(keep=False)
    first = alone | (turn == (1 if descending else 0))
    times = naive.dt.tz_localize(PARIS, ambiguous=first.to_numpy(), nonexistent="shift_forward")
    # The winter reading of an hour differs from its summer reading during the hour that comes twice.
    winter = naive[alone].dropna().dt.tz_localize(PARIS, ambiguous=False, nonexistent="shift_forward")
    lone = int((winter != times[winter.index]).sum())
    missing = int((times.dt.tz_localize(None) != naive)[naive.notna()].sum())
    doubts = []
    if lone:
        doubts.append(said("personal.october", n=lone))
    if missing:
        doubts.append(said("personal.march", n=missing))
    return times, tuple(doubts)


def without_unreadable(table: pd.DataFrame, columns: Sequence[str]) -> tuple[pd.DataFrame, tuple[Said, ...]]:
    """Leave out the lines where one of these columns could not be read, and count them."""
    bad = table[list(columns)].isna().any(axis=1)
    return (table[~bad], (said("personal.unreadable_lines", n=int(bad.sum())),)) if bad.any() else (table, ())


def without_duplicates(
    table: pd.DataFrame, keys: Sequence[str], values: Sequence[str]
) -> tuple[pd.DataFrame, tuple[Said, ...]]:
    """Keep one line for each key: the first that has values; tell how many repeat it and how many contradict it."""
    keys, values = list(keys), list(values)
    if not table.duplicated(keys).any():
        return table, ()
    filled = table.assign(_empty=table[values].isna().all(axis=1)).sort_values("_empty", kind="stable")
    kept = filled.drop_duplicates(keys)
    said_otherwise = filled[~filled._empty].drop_duplicates([*keys, *values])
    differing = len(said_otherwise) - len(said_otherwise.drop_duplicates(keys))
    same = len(table) - len(kept) - differing
    doubts = []
    if same:
        doubts.append(said("personal.duplicates", n=same))
    if differing:
        doubts.append(said("personal.contradictions", n=differing))
    return kept.drop(columns="_empty").sort_index(), tuple(doubts)


def without_absurd(
    table: pd.DataFrame, column: str, least: float, most: float, others: Sequence[str] = ()
) -> tuple[pd.DataFrame, tuple[Said, ...]]:
    """Take as missing the values of a column outside of bounds, with what goes with them, and count them."""
    absurd = (table[column] < least) | (table[column] > most)
    if not absurd.any():
        return table, ()
    table = table.copy()
    table.loc[absurd, [column, *others]] = np.nan
    return table, (said("personal.absurd", n=int(absurd.sum())),)


def period(times: pd.Series, ends: pd.Series | None = None) -> Said:
    """Tell from which day to which day a file goes; an end at midnight belongs to the day before."""
    ends = times if ends is None else ends - pd.Timedelta(1, "s")
    first, last = times.min().date(), ends.max().date()
    return said("personal.one_day", day=first) if first == last else said("personal.period", first=first, last=last)
