"""Read a French CSV as it really comes, say what was understood, and write one that a spreadsheet may open.

``read_table("horaires.csv").data`` is a DataFrame; ``.understood.sentences()`` tells in plain words how the
file was read and how to overrule each finding.
"""

from __future__ import annotations

import io
import os
import re
import warnings
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from culture_d.cells import MARKERS, Guess, convert, count_odd, guess
from culture_d.errors import ReaderError
from culture_d.footnotes import filled_lines, find_notes, without_long_tail
from culture_d.i18n import t
from culture_d.scanning import Lines, Scan, scan
from culture_d.sniffing import (
    Decoded,
    Header,
    Refusal,
    decode,
    find_header,
    guess_separator,
    head_lines,
    records,
    refuse_other_formats,
    unique_names,
    usual_width,
)
from culture_d.understood import Understood, weight

MAX_BYTES = 300_000_000
ROWS_SHOWN = 10
_NO_SEPARATOR = "\x1f"  # a character made for separating, that no text holds
_SAMPLE = 1000


class TableError(ReaderError, ValueError):
    """One sentence for the reader: why a file is no table, and what to do next. It never quotes a cell."""


@dataclass
class Table:
    """A table and how it was read.

    ``data`` has one column per name and one row per line of data; ``size`` is the weight of the file in
    bytes.
    """

    data: pd.DataFrame
    understood: Understood
    name: str = ""
    size: int = 0

    def __repr__(self) -> str:
        """Say the same as in a notebook, without the name of the file, which depends on where it was put."""
        return "\n".join([self.data.head(ROWS_SHOWN).to_string(index=False), *self.understood.sentences()])

    def _repr_html_(self) -> str:
        """Show the first lines, then what was understood and how to overrule it."""
        said = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.understood.sentences())
        return f"{self.data.head(ROWS_SHOWN).to_html(escape=True, index=False, border=0)}<ul>{said}</ul>"


def read_table(
    source: str | os.PathLike | bytes,
    *,
    lang: str | None = None,
    max_bytes: int = MAX_BYTES,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    header: int | None = None,
    text: Collection[str] = (),
    quotes: bool = True,
) -> Table:
    r"""Read a CSV file whose dialect nobody wrote down.

    Numbers and dates are converted only when every cell of their column agrees; codes such as ``01000`` and
    ``2A004`` stay text. Nothing is written anywhere.

    Parameters
    ----------
    source : str, os.PathLike or bytes
        A file, or the content of one.
    lang : {"en", "fr"}, optional
        Language of the error messages; the current language by default.
    max_bytes : int
        Heaviest file to accept, in bytes.
    encoding, separator, decimal : str, optional
        Overrule what is found: ``"cp1252"``, ``";"`` or ``"\t"``, ``","`` or ``"."``.
    header : int, optional
        Line of the column names (1 is the first line of the file; 0 when there are none).
    text : collection of str
        Columns to leave as text.
    quotes : bool
        False to read quotation marks as ordinary characters.

    Raises
    ------
    TableError
        If the source is no table: one sentence that says what to do next.
    """
    text = frozenset([text] if isinstance(text, str) else text)
    asked = _Asked(encoding, separator, decimal, header, text, quotes)
    try:
        raw, name = _load(source, max_bytes, lang)
        size = len(raw)
        refuse_other_formats(raw)
        decoded = decode(raw, encoding)
        del raw  # two copies of a large file at once are one too many
        return Table(*_read(decoded, asked), name, size)
    except Refusal as refusal:
        raise TableError(t(f"tables.{refusal.key}", lang, **refusal.values)) from None


@dataclass
class _Asked:
    """What the caller of ``read_table`` overrules."""

    encoding: str | None
    separator: str | None
    decimal: str | None
    header: int | None
    text: frozenset[str]
    quotes: bool


@dataclass
class _Layout:
    """Where the cells are, and what a sample says of each column."""

    names: list[str]
    header: Header
    lines: Lines
    guesses: list[Guess]
    mark: str
    direct: list[int]


def _load(source: str | os.PathLike | bytes, max_bytes: int, lang: str | None) -> tuple[bytes, str]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        raw = bytes(source)
        _refuse_heavy(len(raw), max_bytes, lang)
        return raw, ""
    if re.match(r"\w+://", str(source)):
        raise Refusal("address")
    path = Path(source)
    try:
        if path.is_dir():
            raise Refusal("folder", name=path.name)
        _refuse_heavy(path.stat().st_size, max_bytes, lang)
        return path.read_bytes(), path.name
    except (FileNotFoundError, ValueError):  # ValueError: a name that no file can have
        raise Refusal("missing", name=path.name) from None
    except OSError:
        raise Refusal("unreadable", name=path.name) from None


def _refuse_heavy(size: int, max_bytes: int, lang: str | None) -> None:
    if size > max_bytes:
        raise Refusal("too_heavy", size=weight(size, lang), limit=weight(max_bytes, lang))


def _read(decoded: Decoded, asked: _Asked) -> tuple[pd.DataFrame, Understood]:
    lines = head_lines(decoded.raw)
    if asked.separator is not None and (len(asked.separator) != 1 or asked.separator in '"\n\r'):
        raise Refusal("separator_wrong")
    separator = asked.separator or guess_separator(lines, asked.quotes)
    decoded.raw, emptied = without_long_tail(decoded.raw)
    notes = []
    if separator and (end := find_notes(decoded.raw, separator, asked.quotes)):
        notes = filled_lines(decoded.raw, end)
        decoded.raw = decoded.raw[:end]
        lines = head_lines(decoded.raw)
    rows = records(lines, separator or _NO_SEPARATOR, asked.quotes)
    if not rows:
        raise Refusal("empty")
    header = find_header(rows, asked.header)
    if not header.data_line:
        raise Refusal("only_header")
    width = max(usual_width(rows), _named_width(header.names))
    names, renamed, unnamed = unique_names(header.names, width)
    layout = _lay_out(decoded.raw, separator, names, header, rows, asked)
    found = scan(layout.lines, layout.direct, layout.mark)
    understood = Understood(decoded.encoding, separator, None, header.lines, damaged=decoded.damaged)
    understood.notes = notes
    understood.empty_rows += emptied
    understood.preamble = [line for line, _ in rows if line < (header.lines or (header.data_line,))[0]]
    understood.blank_lines, understood.short_lines, understood.extra = found.blank, found.short, found.extra
    understood.renamed = renamed
    data = _columns(layout, found, asked, understood)
    understood.unnamed = [names[i] for i in unnamed if names[i] in data and header.lines]
    understood.empty_columns = width - data.shape[1]
    return data, understood


def _named_width(names: list[str]) -> int:
    return max((i for i, name in enumerate(names, 1) if name), default=0)


def _lay_out(raw, separator, names, header, rows, asked) -> _Layout:
    sample = [cells for line, cells in rows if line >= header.data_line]
    columns = [[c[i] for c in sample if i < len(c)] for i in range(len(names))]
    guesses = [
        Guess("text") if name in asked.text else guess(cells, name, asked.decimal)
        for name, cells in zip(names, columns, strict=True)
    ]
    marks = [g.pattern for g in guesses if g.kind == "number"]
    mark = asked.decimal or max(",.", key=marks.count)
    offset = 0
    for _ in range(header.data_line - 1):
        offset = raw.index(b"\n", offset) + 1
    lines = Lines(raw, offset, header.data_line, separator or _NO_SEPARATOR, len(names), asked.quotes)
    direct = [i for i, g in enumerate(guesses) if g.direct and g.pattern in (None, mark)]
    return _Layout(names, header, lines, guesses, mark, direct)


def _columns(layout: _Layout, found: Scan, asked: _Asked, understood: Understood) -> pd.DataFrame:
    """Parse the data, convert the columns that agree with their sample, drop what is empty throughout."""
    direct = [i for i in layout.direct if i not in found.impure]
    # A dict, because taking columns out of a DataFrame one by one costs the square of their number.
    parsed = dict(_parse(layout, range(len(layout.names)), direct, found).items())
    betrayed = [i for i in direct if parsed[i].dtype.kind not in "iuf"]  # "1-2", "--": digits, but no number
    if betrayed:
        parsed |= dict(_parse(layout, betrayed, [], found).items())
    parsed, emptied = _without_empty_rows(parsed)
    understood.empty_rows += emptied
    if emptied:  # they alone may have made decimals of whole numbers
        parsed |= {i: _whole(parsed[i]) for i in direct if layout.guesses[i].kind == "whole"}
    if not len(parsed[0]):
        raise Refusal("only_header")
    marks, columns = set(), {}
    for i, name in enumerate(layout.names):
        column = parsed.pop(i)
        if isinstance(column.dtype, pd.StringDtype) and name not in asked.text:
            column = _converted(column, name, layout.guesses[i], asked, understood)
        if column.dtype.kind == "f" and layout.guesses[i].kind == "number":
            marks.add(layout.guesses[i].pattern)
        unnamed = i >= len(layout.header.names) or not layout.header.names[i]
        if not (unnamed and layout.header.lines and column.isna().all()):
            columns[name] = column
    understood.decimal = "".join(sorted(marks)) or None
    return pd.DataFrame(columns, copy=False)


def _parse(layout: _Layout, columns: Iterable[int], direct: list[int], found: Scan) -> pd.DataFrame:
    lines, columns = layout.lines, list(columns)
    # The parser takes the width of a table from its first line, which may be too short: it is given one.
    first = lines.separator.join(map(str, range(lines.width))) + "\n"
    source = io.BufferedReader(_Prefixed(first.encode(), lines.raw, lines.offset), 1 << 14)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pd.errors.DtypeWarning)
            return pd.read_csv(
                source,
                sep=lines.separator,
                header=0,
                names=range(lines.width),
                usecols=columns,  # also makes the parser pass over extra cells, which the scan has kept
                index_col=False,
                dtype={i: "str" for i in set(columns) - set(direct)},
                decimal=layout.mark,
                na_values=[""],
                keep_default_na=False,
                quoting=lines.quoting,
                encoding="utf-8",
            )
    except pd.errors.EmptyDataError:
        raise Refusal("only_header") from None
    except pd.errors.ParserError as error:
        if "EOF inside string" in str(error):
            raise Refusal("quote_open", line=str(found.last_line)) from None
        raise Refusal("broken") from None


class _Prefixed(io.RawIOBase):
    """A first line, then the rest of some bytes, read without copying them."""

    def __init__(self, first: bytes, raw: bytes, offset: int) -> None:
        self.parts = [memoryview(first), memoryview(raw)[offset:]]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        while self.parts and not self.parts[0]:
            del self.parts[0]
        if not self.parts:
            return 0
        part = self.parts[0]
        n = min(len(buffer), len(part))
        buffer[:n] = part[:n]
        self.parts[0] = part[n:]
        return n


def _without_empty_rows(parsed: dict[int, pd.Series]) -> tuple[dict[int, pd.Series], int]:
    """Drop the lines made of separators alone, which spreadsheets leave at the end of a table."""
    empty = parsed[0].isna()
    for column in parsed.values():
        if not empty.any():
            return parsed, 0
        empty &= column.isna()
    kept = {i: column[~empty].reset_index(drop=True) for i, column in parsed.items()}
    return kept, int(empty.sum())


def _whole(column: pd.Series) -> pd.Series:
    if column.dtype.kind != "f" or column.isna().any() or column.abs().max() > 2**53:
        return column
    return column.astype("int64")


def _converted(column, name: str, found: Guess, asked: _Asked, understood: Understood) -> pd.Series:
    if found.kind == "empty":
        filled = column[~column.isin(MARKERS)].dropna()
        found = guess(filled.head(_SAMPLE), name, asked.decimal)
    if found.kind in ("empty", "text"):
        if odd := count_odd(column, name):
            understood.kept_as_text[name] = odd
        return column
    result = convert(column, found)
    if result.values is None:
        understood.kept_as_text[name] = result.misfits
        return column
    if result.markers:
        understood.markers[name] = result.markers
    if found.kind == "date" and found.pattern.startswith("%d") and result.values.dt.day.max() <= 12:
        understood.day_first.append(name)
    return result.values


_NUMBER_CELL = re.compile(r"[-+]?\d+(?:[.,]\d+)?", re.ASCII)
_FORMULA = re.compile(
    r"""^(?=\s*[-+=@＝＠＋－]|[\t\r\n])|"""
    r"""(?<=[;,|\t\r\n"])(?=[=@＝＠]|[-+＋－](?!\d+(?:[.,]\d+)?(?:$|[;,|\t\r\n"])))"""
)


def to_csv_safe(
    data: pd.DataFrame,
    path: str | os.PathLike | None = None,
    *,
    separator: str = ",",
    decimal: str = ".",
) -> str | None:
    """Write a table as CSV in UTF-8 that a spreadsheet can open without running what it contains.

    A text beginning with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return gets an apostrophe in front,
    as the OWASP page on CSV injection advises; so does such a character after a separator, a line end or a
    quotation mark, because a spreadsheet may cut the cell there. Genuine numbers are left alone.

    Parameters
    ----------
    data : pandas.DataFrame
    path : path, optional
        File to write; the text is returned when it is None.
    separator, decimal : str
        How to write the file.
    """
    safe = data.copy(deep=False)
    for i in range(data.shape[1]):
        column = data.iloc[:, i]
        if column.dtype.kind not in "iufbM":
            safe.isetitem(i, column.map(_harmless, na_action="ignore"))
    safe.columns = [_harmless(str(name)) for name in data.columns]
    return safe.to_csv(path, index=False, sep=separator, decimal=decimal, lineterminator="\r\n")


def _harmless(cell: object) -> object:
    if not isinstance(cell, str) or _NUMBER_CELL.fullmatch(cell):
        return cell
    return _FORMULA.sub("'", cell)
