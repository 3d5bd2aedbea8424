"""One pass over every line of a file before it is parsed: uneven lines, cells that only look like numbers.

The fast parser drops extra cells without a word, turns ``007`` into 7 and ``12E4`` into 120000. This pass
sees the bytes as they are: it says which lines are uneven and which columns may be trusted to that parser.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from culture_d.sniffing import WIDEST, Refusal, as_text, long_cells

_PIECE = 1 << 20  # what a processor keeps at hand: eight times more is slower
_QUOTE, _NEWLINE, _ZERO, _NINE, _MINUS = (ord(c) for c in '"\n09-')
_LONGEST_NUMBER = 16  # a float keeps 15 digits and a mark; anything longer stays text


@dataclass
class Scan:
    """What the lines of data look like (line numbers start at 1, at the first line of the file)."""

    records: int = 0
    blank: int = 0
    short: list[int] = field(default_factory=list)
    extra: dict[int, list[str]] = field(default_factory=dict)
    impure: set[int] = field(default_factory=set)
    last_line: int = 0  # where the last record begins


@dataclass
class Lines:
    r"""The lines of data of a file.

    Attributes
    ----------
    raw : bytes
        The file in UTF-8, lines ended by ``\n``.
    offset, line : int
        Where the data begin: position of the byte, number of the line.
    separator : str
    width : int
        Cells expected in a line.
    quotes : bool
        Whether quotation marks enclose cells.
    """

    raw: bytes
    offset: int
    line: int
    separator: str
    width: int
    quotes: bool = True

    @property
    def quoting(self) -> int:
        """The same as the csv module and pandas call it."""
        return csv.QUOTE_MINIMAL if self.quotes else csv.QUOTE_NONE


def scan(lines: Lines, numbers: Sequence[int], mark: str) -> Scan:
    """Read the lines of data once.

    Parameters
    ----------
    lines : Lines
    numbers : sequence of int
        Positions of the columns that a sample found to hold bare numbers: each of their cells is checked,
        and a column with another kind of cell goes to ``Scan.impure``.
    mark : {",", "."}
        Decimal mark of these columns.
    """
    if ord(lines.separator) < 128 and (found := _scan_bytes(lines, numbers, mark)):
        return found
    return _scan_slowly(lines, numbers)


def _scan_bytes(lines: Lines, numbers: Sequence[int], mark: str) -> Scan | None:
    """Scan with numpy, piece by piece; return None if the quotation marks are too odd for that."""
    found, line = Scan(), lines.line
    check = _NumberCheck(lines, numbers, mark)
    for piece, start, ends in _record_pieces(lines):
        if piece is None:
            return None
        lasts = np.flatnonzero(piece[ends] == _NEWLINE)
        counts = np.diff(lasts, prepend=-1)
        begins = np.concatenate(([0], ends[lasts[:-1]] + 1))
        breaks = ends[lasts] if len(lasts) == np.count_nonzero(piece == _NEWLINE) else np.flatnonzero(piece == _NEWLINE)
        blank = ends[lasts] == begins
        short = (counts < lines.width) & (counts > 1)
        found.blank += int(blank.sum())
        found.short += (line + np.searchsorted(breaks, begins[short])).tolist()
        for i in np.flatnonzero((counts != lines.width) & ~blank & ~short):
            cells = _cells(lines.raw[start + begins[i] : start + ends[lasts[i]]], lines)
            _note(cells, line + int(np.searchsorted(breaks, begins[i])), lines.width, found)
        found.records += len(counts)
        found.last_line = line + int(np.searchsorted(breaks, begins[-1]))
        line += len(breaks)
        check.look(piece, ends, counts)
    found.impure = check.impure
    found.short.sort()
    return found


def _record_pieces(lines: Lines) -> Iterator[tuple]:
    """Yield (bytes of whole records, their position in the file, where each cell ends)."""
    raw, offset, separator, size = lines.raw, lines.offset, ord(lines.separator), _PIECE
    while offset < len(raw):
        piece = np.frombuffer(raw, np.uint8, min(size, len(raw) - offset), offset)
        final = offset + len(piece) == len(raw)
        padded = np.append(piece, np.uint8(_NEWLINE)) if final and piece[-1] != _NEWLINE else piece
        delimiters = (padded == separator) | (padded == _NEWLINE)
        if lines.quotes and raw.find(b'"', offset, offset + len(piece)) >= 0:
            inside = _inside_quotes(padded, separator)
            if inside is None or (final and inside[-1]):
                yield None, offset, None
                return
            delimiters &= ~inside
        ends = np.flatnonzero(delimiters)
        lasts = np.flatnonzero(padded[ends] == _NEWLINE)
        if not len(lasts):  # one record is longer than the piece
            size *= 2
            continue
        ends = ends[: lasts[-1] + 1]
        cut = ends[-1] + 1
        yield padded[:cut], offset, ends
        offset += int(cut)
        size = _PIECE


def _inside_quotes(piece: np.ndarray, separator: int) -> np.ndarray | None:
    """Return which bytes are between quotation marks, or None if one stands in the middle of a cell."""
    at = np.flatnonzero(piece == _QUOTE)
    opening, closing = at[::2], at[1::2]
    bounds = np.concatenate(([0], at, [len(piece)]))
    between = np.arange(len(bounds) - 1) % 2 == 1
    inside = np.repeat(between, np.diff(bounds))
    before = piece[np.maximum(opening - 1, 0)]
    after = piece[np.minimum(closing + 1, len(piece) - 1)]
    well_opened = (opening == 0) | (before == separator) | (before == _NEWLINE) | (before == _QUOTE)
    well_closed = (after == separator) | (after == _NEWLINE) | (after == _QUOTE)
    return inside if well_opened.all() and well_closed.all() else None


def _note(cells: list[str], line: int, width: int, found: Scan) -> None:
    if not cells or (len(cells) == 1 and not cells[0].strip()):
        found.blank += 1
    elif len(cells) < width:
        found.short.append(line)
    elif len(cells) > width + WIDEST:
        raise Refusal("too_wide", most=WIDEST)
    elif any(c.strip() for c in cells[width:]):
        found.extra[line] = cells[width:]


def _cells(record: bytes, lines: Lines) -> list[str]:
    if _QUOTE not in record:
        return record.decode("utf-8").split(lines.separator)
    with long_cells():
        return next(csv.reader(as_text(record), delimiter=lines.separator, quoting=lines.quoting), [])


def _scan_slowly(lines: Lines, numbers: Sequence[int]) -> Scan:
    """Follow quotation marks that stand where they have no business, as only a real reader of CSV can."""
    found, read = Scan(impure=set(numbers)), 0
    text = as_text(lines.raw, lines.offset)
    reader = csv.reader(text, delimiter=lines.separator, quoting=lines.quoting)
    with long_cells():
        for cells in reader:
            found.last_line = lines.line + read
            read = reader.line_num
            found.records += 1
            if len(cells) != lines.width or not cells[0]:
                _note(cells, found.last_line, lines.width, found)
    return found


class _NumberCheck:
    """Check that every cell of some columns is digits, a sign and a mark, with no leading zero."""

    def __init__(self, lines: Lines, numbers: Sequence[int], mark: str) -> None:
        self.width, self.quotes, self.numbers, self.impure = lines.width, lines.quotes, numbers, set()
        self.allowed = [ord(c) for c in "-" + mark]

    def look(self, piece: np.ndarray, ends: np.ndarray, counts: np.ndarray) -> None:
        numbers = [c for c in self.numbers if c not in self.impure]
        if not numbers:
            return
        foreign = (piece - np.uint8(_ZERO)) > _NINE - _ZERO
        for byte in self.allowed:
            foreign &= piece != byte
        begins = np.concatenate(([0], ends[:-1] + 1))
        if (counts == self.width).all():
            cells = ((c, begins[c :: self.width], ends[c :: self.width]) for c in numbers)
        else:
            rank = np.arange(len(ends)) - np.repeat(np.cumsum(counts) - counts, counts)
            cells = ((c, begins[rank == c], ends[rank == c]) for c in numbers)
        if self.quotes and (piece == _QUOTE).any():
            cells = (
                (c, first + quoted, last - quoted) for c, first, last in cells for quoted in [piece[first] == _QUOTE]
            )
        self.impure.update(c for c, first, last in cells if _is_impure(piece, foreign, first, last))


def _is_impure(piece: np.ndarray, foreign: np.ndarray, first: np.ndarray, last: np.ndarray) -> bool:
    """Tell whether a cell of a column holds a foreign byte, is too long, or has a leading zero."""
    length = last - first
    filled = length > 0
    if not filled.all():
        first, last = first[filled], last[filled]
    if not len(first):
        return False
    bounds = np.empty(2 * len(first), np.int64)
    bounds[::2], bounds[1::2] = first, last
    if np.logical_or.reduceat(foreign, bounds)[::2].any() or length.max() > _LONGEST_NUMBER:
        return True
    digits = first + (piece[first] == _MINUS)
    second = piece[np.minimum(digits + 1, len(piece) - 1)]
    return bool(((piece[digits] == _ZERO) & (second >= _ZERO) & (second <= _NINE)).any())
