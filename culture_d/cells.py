"""What one cell of a French table means: numbers, dates, codes and the many ways to write nothing.

Everything here works on text. A column is converted only when every one of its cells agrees; one cell that
contradicts leaves the whole column as it was written, so that nothing is ever bent to fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np
import pandas as pd

SPACES = " \u00a0\u202f"
MINUS = "\N{MINUS SIGN}"
_MARKERS = """
NA  N/A  n/a  na  N.A.  n.a.  #N/A  NC  nc  N.C.  n.c.  N/C  n/c  ND  nd  N.D.  n.d.  N/D  n/d  NR  nr  -  --
?  vide  Vide  VIDE  null  NULL  NaN  nan  None  non renseigné  Non renseigné  non communiqué  sans objet
///  mq  ns  n.s.  #DIV/0!  #VALEUR!  #REF!  #NOM?
"""
_ABSENT = frozenset(re.split(r"\s{2,}|\n", _MARKERS)) | {""}
MARKERS = _ABSENT - {""}

_CODE_NAME = re.compile(
    r"(?:^|_)(?:code|cod|codgeo|depcom|codepostal|codeinsee|cp|insee|siren|siret|nic|naf|ape|rna|uai|uic|finess|"
    r"iris|iban|bic|nir|prm|pdl|pce|tel|telephone|phone|portable|fax|dep|dept|departement|num_dep|reg|epci|com|"
    r"codcom|codarr|codcan)(?:_|$)"
)
_INTEGER = re.compile(r"-?\d+", re.ASCII)
_PLAIN = {mark: re.compile(rf"-?\d+(?:{re.escape(mark)}\d+)?", re.ASCII) for mark in ",."}
_GROUPED = rf"[-+{MINUS}]?(?:\d{{1,3}}(?:[{SPACES}]\d{{3}})+|\d+)"
_WHOLE = re.compile(_GROUPED, re.ASCII)
_NUMBER = {mark: re.compile(rf"{_GROUPED}(?:{re.escape(mark)}\d*)?(?:[eE][-+]\d+)?", re.ASCII) for mark in ",."}
_CODE_LIKE = re.compile(r"[-+]?0\d|\+\d{7}|[-+]?\d{16}", re.ASCII)
_QUANTITY = {m: re.compile(f"(?!{_CODE_LIKE.pattern}){p.pattern}", re.ASCII) for m, p in _NUMBER.items()}
_UNIT = re.compile(
    r"[\[(]?(?:en )?(?:unités?|%|‰|°C?|[cmk]?m|[cmk]?m[23²³]|ha|km/h|m/s|k?g|t|tonnes?|[Ll]|litres?|[kMGT]?Wh?|kVA|"
    r"[kmM]?[VA]|[kM]?€|[kM]?euros?|h?Pa|dB|ppm|[µm]g/m[3³]|g(?:CO2e?)?/k(?:Wh|m)|s|min|h|jours?|heures?|mois|ans?|"
    r"hab\.?|habitants|nombre|nb|effectifs?)[\])]?"
)
_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$", re.ASCII)
_LONGEST_COUNT = 12
_SAMPLE = 1000
_LENGTHS_WITHOUT_OFFSET = {10, 16, 19}  # a day, with minutes, with seconds (a day alone ends like an offset)
_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_DATES = {
    pattern: re.compile(shape, re.ASCII)
    for pattern, shape in (
        ("ISO8601", _ISO),
        ("%d/%m/%Y", r"\d{1,2}/\d{1,2}/\d{4}"),
        ("%d/%m/%Y %H:%M", r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}"),
        ("%d/%m/%Y %H:%M:%S", r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}:\d{2}"),
        ("%d-%m-%Y", r"\d{1,2}-\d{1,2}-\d{4}"),
        ("%d.%m.%Y", r"\d{1,2}\.\d{1,2}\.\d{4}"),
        ("%Y/%m/%d", r"\d{4}/\d{2}/\d{2}"),
    )
}


@dataclass
class Guess:
    """What a sample of a column suggests: ``kind`` is empty, text, whole, number or date."""

    kind: str
    pattern: str | None = None  # the decimal mark of a number, the pattern of a date
    direct: bool = False  # every sampled cell is bare: the fast parser may read the column, then be checked


@dataclass
class Converted:
    """A column after an attempt to convert it.

    ``values`` is None when some cells contradict (``misfits`` of them); ``markers`` counts the cells that
    said "missing" in words, by the word used.
    """

    values: pd.Series | None
    markers: dict[str, int] = field(default_factory=dict)
    misfits: int = 0


def plain_name(name: str) -> str:
    """Return a column name in small letters, without accents, with ``_`` between its words."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", str(name))
    bare = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


def is_code_name(name: str) -> bool:
    """Tell whether a column name announces codes (postcode, SIRET, telephone…), which are never numbers."""
    return bool(_CODE_NAME.search(plain_name(name)))


def is_missing(text: str) -> bool:
    """Tell whether a cell is empty or says in words that its value is missing."""
    text = text.strip()
    return not text or text in MARKERS


def is_typed(text: str) -> bool:
    """Tell whether a cell is a number or a date, which a line of column names seldom holds."""
    text = text.strip()
    return any(p.fullmatch(text) for p in _NUMBER.values()) or any(p.fullmatch(text) for p in _DATES.values())


def is_unit(text: str) -> bool:
    """Tell whether a cell is a unit alone, such as ``°C``, ``(en %)`` or ``kWh``."""
    return bool(_UNIT.fullmatch(text.strip()))


def guess(values: Iterable[str], name: str = "", decimal: str | None = None) -> Guess:
    """Guess the kind of a column from a sample of its cells.

    Parameters
    ----------
    values : iterable of str
    name : str
        The column's name: names such as ``code_postal`` always mean text.
    decimal : {",", "."}, optional
        The only decimal mark to accept; by default either, but never both in one column.
    """
    given = [v.strip() for v in values]
    cells = [v for v in given if not is_missing(v)]
    if not cells:
        return Guess("empty")
    if is_code_name(name):
        return Guess("text")
    for pattern, shape in _DATES.items():
        if all(shape.fullmatch(v) for v in cells):
            return Guess("date", pattern)
    if any(_CODE_LIKE.match(v) for v in cells) or _is_long_code(cells):
        return Guess("text")
    bare = len(cells) == sum(bool(v) for v in given)
    if all(_WHOLE.fullmatch(v) for v in cells):
        return Guess("whole", None, bare and all(_INTEGER.fullmatch(v) for v in cells))
    for mark in decimal or ",.":
        if all(_NUMBER[mark].fullmatch(v) for v in cells):
            return Guess("number", mark, bare and all(_PLAIN[mark].fullmatch(v) for v in cells))
    return Guess("text")


def _is_long_code(cells: list[str]) -> bool:
    """Recognise SIRET, barcodes and the like: long digits of one same length are names, not quantities."""
    size = len(cells[0])
    return size > _LONGEST_COUNT and all(len(v) == size and v.isdigit() for v in cells)


def count_odd(column: pd.Series, name: str = "") -> int:
    """Count the cells that alone keep a column from being numbers or dates; 0 if it is plainly text or codes."""
    sample = [v for v in column.head(_SAMPLE).dropna().str.strip() if not is_missing(v)]
    if not sample or is_code_name(name) or any(_CODE_LIKE.match(v) for v in sample):
        return 0
    odd, shape = min(((_misfits(sample, s).sum(), s) for s in (*_NUMBER.values(), *_DATES.values())), key=itemgetter(0))
    if not odd or odd * 2 >= len(sample):
        return 0
    given = column.dropna().str.strip()
    return int(_misfits(given[~given.isin(_ABSENT)], shape).sum())


def convert(column: pd.Series, found: Guess) -> Converted:
    """Convert a whole column of text as guessed from its sample; change nothing if one cell contradicts."""
    codes, distinct = pd.factorize(column)
    cells = [v.strip() for v in np.asarray(distinct, dtype=object).tolist()]
    counts = np.bincount(codes + 1, minlength=len(cells) + 1)[1:]
    markers, real, given = {}, np.ones(len(cells), dtype=bool), cells
    if said := _ABSENT.intersection(cells):
        markers = {v: int(n) for v, n in zip(cells, counts, strict=True) if v in said and v}
        real = np.array([v not in said for v in cells], dtype=bool)
        given = [v for v in cells if v not in said]
    parse = _parse_dates if found.kind == "date" else _parse_numbers
    values, wrong = parse(given, found)
    if wrong.any():
        return Converted(None, markers, int(counts[real][wrong].sum()))
    if found.kind == "whole" and (values % 1 == 0).all() and real.all() and (codes >= 0).all():
        values = values.astype("int64")
    return Converted(_spread(values, real, codes, column), markers)


def _spread(values: pd.Series, real: np.ndarray, codes: np.ndarray, column: pd.Series) -> pd.Series:
    """Put the converted distinct values back where they stood; code -1 is an empty cell."""
    place = np.where(real, np.cumsum(real) - 1, -1)
    place = np.append(place, -1)[codes]
    if (place < 0).any():
        values = values.reindex(range(len(values) + 1))  # the empty value at the end is number -1
    return values.take(place).set_axis(column.index).rename(column.name)


def _parse_numbers(cells: list[str], found: Guess) -> tuple[pd.Series, np.ndarray]:
    for mark in found.pattern or ",.":
        wrong = _misfits(cells, _QUANTITY[mark])
        if not wrong.any():
            return pd.Series(_floats(cells, mark), dtype="float64"), wrong
    return pd.Series(dtype="float64"), wrong


def _floats(cells: list[str], mark: str) -> list[float]:
    """Convert cells of the right shape, all in one text: replacing there is ten times faster than in each."""
    if not cells:
        return []
    text = "\n".join(cells).replace(mark, ".").replace(MINUS, "-")
    for space in SPACES:
        text = text.replace(space, "")
    return list(map(float, text.split("\n")))


def _misfits(cells: Iterable[str], shape: re.Pattern) -> np.ndarray:
    return np.array([m is None for m in map(shape.fullmatch, cells)], dtype=bool)


def _parse_dates(cells: list[str], found: Guess) -> tuple[pd.Series, np.ndarray]:
    texts = pd.Series(cells, dtype="object")
    wrong = _misfits(cells, _DATES[found.pattern])
    offsets = {""}
    if found.pattern == "ISO8601" and not set(map(len, cells)) <= _LENGTHS_WITHOUT_OFFSET:
        offsets = set(map(_offset, cells))
    if "" in offsets and len(offsets) > 1:  # some hours say where they are and some do not: leave them all
        wrong[:] = True
    if wrong.any():
        return texts, wrong
    values = pd.to_datetime(texts, format=found.pattern, errors="coerce", utc=bool(offsets - {""}))
    if offsets and offsets <= {"+01:00", "+02:00", "+0100", "+0200"}:
        values = _paris(values)
    return values, values.isna().to_numpy()


def _offset(text: str) -> str:
    """Return the end of an hour that says how far it is from Greenwich."""
    if len(text) in _LENGTHS_WITHOUT_OFFSET:
        return ""
    found = _OFFSET.search(text)
    return found.group() if found else ""


def _paris(values: pd.Series) -> pd.Series:
    """Show French hours as the clocks of France did: the two offsets are winter and summer time."""
    try:
        return values.dt.tz_convert("Europe/Paris")
    except KeyError:  # no time-zone database (some browsers): UTC is still the right instant
        return values
