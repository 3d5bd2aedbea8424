"""How a CSV file is written: its format, encoding, separator and line of column names.

Bytes in, findings out. Whatever cannot be a table raises :class:`Refusal`, which names a message and never
quotes a cell.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from culture_d.cells import is_missing, is_typed, is_unit

SEPARATORS = ";\t|,"
_PIECE = 1 << 23
_HEAD = 1 << 20
_ROWS = 2000
WIDEST = 20_000  # cells in a line: more than any spreadsheet can hold
_LONGEST_LINE = 1 << 26
_LONGEST_CELL = 1 << 30  # the csv module stops at 131,072 characters, which one polygon can exceed
_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_SIGNATURES = [
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!\x1a", "archive"),
    (b"PAR1", "binary"),
]
_MARKUP = re.compile(r"<(?:!doctype|\?xml|(?:html|head|body|svg)[\s>])", re.IGNORECASE)
_CONTROLS = bytes({*range(32)} - {9, 10, 12, 13, 27})


class Refusal(Exception):
    """The key of a message of ``tables:`` and its values; ``read_table`` turns it into a sentence."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass
class Decoded:
    """The same file as UTF-8 bytes with ``\\n`` line ends, its first encoding, and characters lost."""

    raw: bytes
    encoding: str
    damaged: int = 0


@dataclass
class Header:
    """Where the names are: ``lines`` (1-based, empty when there is none), ``names``, first line of data."""

    lines: tuple[int, ...]
    names: list[str]
    data_line: int


def refuse_other_formats(raw: bytes) -> None:
    """Raise :class:`Refusal` if the bytes are a PDF, an archive, a workbook, an image or a binary file."""
    if not raw or (len(raw) < _PIECE and not raw.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe")):
        raise Refusal("empty")
    for signature, key in _SIGNATURES:
        if raw.startswith(signature):
            raise Refusal(key)
    if raw.startswith(b"PK\x03\x04"):
        workbook = b"xl/workbook" in raw or b"opendocument.spreadsheet" in raw[:200]
        raise Refusal("spreadsheet" if workbook else "archive")


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    """Turn the bytes of a file into clean UTF-8: the byte-order mark decides, else UTF-8, else cp1252."""
    if encoding:
        found = _with_encoding(raw, encoding)
    elif mark := next((name for bom, name in _BOMS if raw.startswith(bom)), None):
        found = _with_encoding(raw, mark)
    elif b"\0" in raw:
        raise Refusal("binary")
    else:
        found = _utf8_or_cp1252(raw)
    if b"\r" in found.raw:
        found.raw = found.raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    _refuse_other_texts(found.raw)
    return found


def _with_encoding(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(_transcode(raw, encoding), encoding)
    except LookupError:
        raise Refusal("encoding_unknown") from None
    except UnicodeError:
        raise Refusal("encoding_wrong", encoding=encoding) from None


def _utf8_or_cp1252(raw: bytes) -> Decoded:
    try:
        _check_utf8(raw)
        return Decoded(raw, "utf-8")
    except UnicodeDecodeError:
        damaged, accents = _damage(raw)
    # A file in cp1252 breaks UTF-8 at nearly every accent; a damaged UTF-8 file only here and there.
    if accents > 20 * damaged:
        return Decoded(_transcode(raw, "utf-8", errors="replace"), "utf-8", damaged)
    try:
        return Decoded(_transcode(raw, "cp1252"), "cp1252")
    except UnicodeDecodeError:
        raise Refusal("encoding_unreadable") from None


def _pieces(raw: bytes) -> Iterator[bytes]:
    return (raw[i : i + _PIECE] for i in range(0, len(raw), _PIECE))


def _decoded_pieces(raw: bytes, encoding: str, errors: str = "strict") -> Iterator[str]:
    """Decode piece by piece: the whole text at once would take up to four bytes a character."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for piece in _pieces(raw):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _transcode(raw: bytes, encoding: str, errors: str = "strict") -> bytes:
    return b"".join(text.encode("utf-8") for text in _decoded_pieces(raw, encoding, errors))


def _check_utf8(raw: bytes) -> None:
    if not raw.isascii():
        for _ in _decoded_pieces(raw, "utf-8"):
            pass


def _damage(raw: bytes) -> tuple[int, int]:
    damaged = accents = 0
    for text in _decoded_pieces(raw, "utf-8", "replace"):
        damaged += text.count("\ufffd")
        accents += sum(not c.isascii() for c in text)
    return damaged, accents - damaged


def _refuse_other_texts(raw: bytes) -> None:
    if b"\0" in raw:
        raise Refusal("binary")
    head = raw[: 1 << 16]
    start = head.decode("utf-8", errors="ignore").lstrip()
    if not start and not raw.strip():
        raise Refusal("empty")
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) / 100:
        raise Refusal("binary")
    if _MARKUP.match(start):
        raise Refusal("html")
    if re.match(r'(\[\s*)?\{\s*("|\})|\[\s*\[', start):
        raise Refusal("json")


def head_lines(raw: bytes) -> list[str]:
    """Return the first lines of a file (about 1 MB), whole: the last one is dropped if it is cut."""
    end = len(raw) if len(raw) <= _HEAD else raw.find(b"\n", _HEAD, _LONGEST_LINE) + 1 or len(raw)
    if end > _LONGEST_LINE:
        raise Refusal("too_wide", most=WIDEST)
    return raw[:end].decode("utf-8").split("\n")


@contextmanager
def long_cells() -> Iterator[None]:
    """Let the csv module read cells of any length for a moment (its limit is global)."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def records(lines: list[str], separator: str, quotes: bool = True) -> list[tuple[int, list[str]]]:
    """Split lines into records: (number of the first line, cells). Blank lines give no record."""
    quoting = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator, quoting=quoting)
    found, line = [], 1
    with long_cells():
        for cells in reader:
            if len(cells) > 1 or (cells and cells[0].strip()):
                found.append((line, cells))
            line = reader.line_num + 1
            if len(found) == _ROWS:
                break
    return found


def guess_separator(lines: list[str], quotes: bool = True) -> str | None:
    """Return the separator that cuts the first lines most evenly, or None for a single column."""
    lines = lines[:300]
    able = [s for s in SEPARATORS if not _cuts_too_often(lines, s, quotes)]
    scores = {s: _evenness(records(lines, s, quotes), s) for s in able}
    best = max(scores, key=scores.__getitem__, default=None)
    if best and scores[best] > 0:
        return best
    if len(able) < len(SEPARATORS):
        raise Refusal("too_wide", most=WIDEST)
    return None


def _cuts_too_often(lines: list[str], separator: str, quotes: bool) -> bool:
    """Tell whether a separator would make more cells of a line than a table can have."""
    if not any(line.count(separator) > WIDEST for line in lines):
        return False
    bare = re.sub('"[^"]*"?', "", "\n".join(lines)) if quotes else "\n".join(lines)
    return any(line.count(separator) > WIDEST for line in bare.split("\n"))


def _evenness(rows: list[tuple[int, list[str]]], separator: str) -> float:
    widths = [len(cells) for _, cells in rows]
    usual = max(Counter(w for w in widths if w > 1).items(), key=lambda x: (x[1], x[0]), default=(0, 0))[0]
    if not usual:
        return 0
    first, after = widths.index(usual), len(widths) - widths[::-1].index(usual)
    even = [cells for _, cells in rows[first:after] if len(cells) == usual]
    share = len(even) / (after - first)  # what stands above and below is no table
    if separator == ",":
        # In prose and in decimals a comma is no separator: ask more of it than of the others.
        if share < 0.5 or (first and share < 0.8) or (first and usual == 2 and _are_decimals(even)):
            return 0
    elif share < 0.5 and first:
        return 0
    # Another separator or a quotation mark left inside the cells is the sign of a wrong cut.
    others = SEPARATORS.replace(separator, '"').replace(",", "")
    uncut = sum(any(s in cell for s in others) for cells in even for cell in cells)
    return share * (1 - uncut / (usual * len(even))) * (1 + len(even) / len(rows)) / 2


def _are_decimals(rows: list[list[str]]) -> bool:
    return all(re.fullmatch(r"-?\d[\d\s]*", a.strip()) and re.fullmatch(r"\d+", b.strip()) for a, b in rows)


def usual_width(rows: list[tuple[int, list[str]]]) -> int:
    """Return the most frequent number of cells in a record (the larger when two are as frequent)."""
    return max(Counter(len(cells) for _, cells in rows).items(), key=lambda x: (x[1], x[0]))[0]


def find_header(rows: list[tuple[int, list[str]]], header: int | None = None) -> Header:
    """Find the line of column names, after a preamble if there is one.

    Parameters
    ----------
    rows : list of (line number, cells)
        As :func:`records` gives them.
    header : int, optional
        The line the reader says it is: 1 for the first, 0 when the table has no names.
    """
    width = usual_width(rows)
    if header == 0:
        return Header((), [], rows[0][0])
    if header is not None:
        at = next((i for i, (line, _) in enumerate(rows) if line == header), None)
        if at is None:
            raise Refusal("header_missing", line=str(header))
        return _named(rows, [at])
    at = _header_at(rows, width)
    cells = [c for c in rows[at][1] if c.strip()]
    if cells and all(map(is_typed, cells)) and not _are_years(cells):
        return Header((), [], rows[at][0])
    return _named(rows, [at, at + 1] if _has_second_line(rows, at, width) else [at])


def _header_at(rows: list[tuple[int, list[str]]], width: int) -> int:
    """Return the index of the first record that may be the names: wide enough, and followed by its like."""
    start = _after_last_block(rows, width)
    for i, (_, cells) in enumerate(rows[start:60], start):
        following = len(rows[i + 1][1]) if i + 1 < len(rows) else width
        if _filled(cells) * 2 < width or _is_above(rows[i : i + 3], width):
            continue
        if len(cells) == width or (following == width and not any(map(is_typed, cells))):
            return i
    return start


def _after_last_block(rows: list[tuple[int, list[str]]], width: int) -> int:
    """Skip a preamble shaped like the table: names after a blank line win over fewer lines before it."""
    start = 0
    for i in range(1, min(len(rows) - 1, 30)):
        line, cells = rows[i]
        before, (_, after) = rows[i - 1], rows[i + 1]
        blank = line > before[0] + 1 and not any("\n" in c for c in before[1])
        names = len(cells) == width and _filled(cells) * 2 >= width and not any(map(is_typed, cells))
        if blank and names and i <= len(rows) - i and len(after) == width and any(map(is_typed, after)):
            start = i
    return start


def _is_above(rows: list[tuple[int, list[str]]], width: int) -> bool:
    """Tell whether a record is a hint to a spreadsheet, a comment or a title, and the next ones the real names."""
    (_, cells), *below = rows
    first = cells[0].strip()
    if re.fullmatch("sep=.?", first):
        return True
    if len(below) < 2 or not (first.startswith("#") or (_filled(cells) == 1 < width)):
        return False
    (_, names), (_, after) = below
    if first.startswith("#") and names[0].startswith("#"):
        return True
    named = len(names) == width == _filled(names) and not any(map(is_typed, names))
    return named and len(after) == width and (len(cells) < width or any(map(is_typed, after)))


def _filled(cells: list[str]) -> int:
    return sum(bool(c.strip()) for c in cells)


def _are_years(cells: list[str]) -> bool:
    years = [c.strip() for c in cells]
    return len(set(years)) == len(years) > 1 and all(re.fullmatch(r"(1[5-9]|20)\d\d", y) for y in years)


def _has_second_line(rows: list[tuple[int, list[str]]], at: int, width: int) -> bool:
    """Tell whether the record after the names is names too: words where all lines below have figures."""
    below = [cells for _, cells in rows[at + 2 : at + 52] if len(cells) == width]
    if not below or len(rows[at + 1][1]) != width:
        return False
    second = rows[at + 1][1]
    typed = []
    for i in range(width):
        real = [c for cells in below if not is_missing(c := cells[i])]
        if real and all(map(is_typed, real)):
            typed.append(i)
    words = [second[i] for i in typed if _is_name(second[i])]
    if _filled(second) and all(is_unit(c) for c in second if c.strip()):
        return bool(words)
    if len(words) < len(typed):
        return False
    first_has_gaps = _filled(rows[at][1]) < width
    return len(typed) > 0 if first_has_gaps else len(set(words)) == len(words) > 1


def _is_name(cell: str) -> bool:
    """Tell whether a cell may name a column; ``2A004`` is a code among numbers."""
    return not (is_missing(cell) or is_typed(cell) or re.fullmatch(r"\d[\dA-Z]*", cell.strip(), re.ASCII))


def _named(rows: list[tuple[int, list[str]]], at: list[int]) -> Header:
    names = [_one_line(c) for c in rows[at[0]][1]]
    if len(at) == 2:
        names = _two_lines(names, [_one_line(c) for c in rows[at[1]][1]])
    following = rows[at[-1] + 1][0] if at[-1] + 1 < len(rows) else 0
    return Header(tuple(rows[i][0] for i in at), names, following)


def _two_lines(first: list[str], second: list[str]) -> list[str]:
    """Join two lines of names; one of the first covers the empty cells to its right, like a merged cell."""
    names, cover = [], ""
    for above, below in zip(first + [""] * (len(second) - len(first)), second, strict=False):
        cover = above or (cover if below else "")
        names.append(below if cover == below else f"{cover} {below}".strip())
    return names


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def unique_names(names: list[str], width: int) -> tuple[list[str], list[str], list[int]]:
    """Give every column its own name.

    Returns
    -------
    names : list of str, length ``width``
        ``b_2`` for the second ``b``, ``col_3`` for a third column without a name.
    renamed : list of str
        The names that were given twice.
    unnamed : list of int
        Positions (from 0) of the columns that had no name.
    """
    names = (names + [""] * width)[:width]
    unnamed = [i for i, name in enumerate(names) if not name]
    names = [name or f"col_{i}" for i, name in enumerate(names, 1)]
    taken, seen, unique = set(names), Counter(), []
    for name in names:
        seen[name] += 1
        new = name
        while seen[name] > 1 and (new := f"{name}_{seen[name]}") in taken:
            seen[name] += 1
        taken.add(new)
        unique.append(new)
    return unique, sorted({n for n, times in seen.items() if times > 1}), unnamed


def as_text(raw: bytes, offset: int = 0) -> io.TextIOWrapper:
    """Read UTF-8 bytes as text from a position, leaving line ends inside quoted cells as they are."""
    source = io.BytesIO(raw)
    source.seek(offset)
    return io.TextIOWrapper(source, encoding="utf-8", newline="\n")
