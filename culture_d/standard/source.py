"""A CSV file as it was written, cell by cell and as text: what is checked, repaired or converted.

Unlike :func:`culture_d.tables.read_table`, nothing is converted or guessed in the cells: a validator must see
``03/08/2025`` and ``1000`` as they are.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path, PurePath

import pandas as pd

from culture_d import sniffing
from culture_d.cells import plain_name
from culture_d.i18n import language, t
from culture_d.sniffing import (
    SEPARATORS,
    Refusal,
    as_text,
    decode,
    guess_separator,
    head_lines,
    long_cells,
    refuse_other_formats,
)
from culture_d.tables import MAX_BYTES, TableError
from culture_d.understood import weight

_PREAMBLE = 30  # lines among which the header is looked for
_LONGEST_NAME = 80
_WIDEST = 20_000  # columns: more than any spreadsheet can hold
_END = "\x1c end of the file \x1c"  # a line of our own: if a cell swallows it, a quotation mark was left open


@dataclass
class Source:
    """A file that can be read as lines of cells.

    Attributes
    ----------
    name : str
        Name of the file, without its folders; ``""`` for a content without a name.
    header : list of str
        Names of the columns, as written.
    encoding, separator : str
        How the file is written; the standard wants ``"utf-8"`` and ``","``.
    size : int
        Weight in bytes.
    damaged : int
        Characters that could not be read and became ``�``.
    raw : bytes
        The whole file as UTF-8, with ``\\n`` line ends.
    header_line : int
        Line of the header: 1, unless other lines stand above it.
    spaced : bool
        Whether a space follows each separator, as in ``id, nom``; it is no part of the cells.
    lang : {"en", "fr"}
        Language of the errors.
    """

    name: str
    header: list[str]
    encoding: str
    separator: str
    size: int
    damaged: int = 0
    raw: bytes = field(default=b"", repr=False)
    header_line: int = 1
    spaced: bool = False
    lang: str = "en"

    def rows(self, blank: bool = False) -> Iterator[tuple[int, list[str]]]:
        """Yield the lines below the header: number of the line in the file (from 1), cells as text.

        A cell that holds line ends makes a record of several lines; the number is that of its first one. Blank
        lines are left out, unless ``blank`` asks for them: they have no cell.

        Raises
        ------
        TableError
            At the end, if a quotation mark was opened and never closed.
        """
        return (record for record in self.records(blank) if record[0] > self.header_line)

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self.raw.count(b"\n") + (not self.raw.endswith(b"\n"))

    def records(self, blank: bool = False) -> Iterator[tuple[int, list[str]]]:
        """Yield every line as :meth:`rows` does, the header and what stands above it included."""
        with long_cells():
            text = chain(as_text(self.raw), [_END])
            reader = csv.reader(text, delimiter=self.separator, skipinitialspace=self.spaced)
            line = 1
            for cells in reader:
                if cells == [_END]:
                    return
                if cells and _END in cells[-1]:
                    raise TableError(t("validation.quote_open", self.lang, line=str(line)))
                if cells or blank:
                    yield line, cells
                line = reader.line_num + 1


def open_source(
    file: str | os.PathLike | bytes | pd.DataFrame | Source,
    lang: str | None = None,
    name: str = "",
    names: Collection[str] = (),
) -> Source:
    """Open a CSV file, or the content of one, to check it.

    Parameters
    ----------
    file : str, os.PathLike, bytes, pandas.DataFrame or Source
        A table is taken as the CSV file it would make; a source is returned as it is.
    lang : {"en", "fr"}, optional
        Language of the errors; the current language by default.
    name : str
        Name to give to a content.
    names : collection of str, optional
        Names of the columns that are expected: they tell the separator and the line of the header better than
        the shape of the file does.

    Raises
    ------
    TableError
        If the file is no CSV, has too many columns, or a quotation mark that is never closed: one sentence that
        says what to do next.
    """
    if isinstance(file, Source):
        return file
    try:
        return _open(file, lang or language(), PurePath(name.replace("\\", "/")).name, names)
    except Refusal as refusal:
        raise TableError(t(f"tables.{refusal.key}", lang, **refusal.values)) from None


def _open(file: object, lang: str, name: str, names: Collection[str]) -> Source:
    known = {plain_name(item) for item in names}
    if isinstance(file, pd.DataFrame):
        raw, separators = file.to_csv(index=False, lineterminator="\n").encode("utf-8", "replace"), ","
    else:
        raw, name = (bytes(file), name) if isinstance(file, (bytes, bytearray)) else _read(file, lang)
        separators = SEPARATORS
    refuse_other_formats(raw)
    decoded = decode(raw)
    head = head_lines(decoded.raw)[:_PREAMBLE]
    separator = _separator(head, known, separators) or guess_separator(head_lines(decoded.raw)) or ","
    source = Source(name, [], decoded.encoding, separator, len(raw), decoded.damaged, decoded.raw, lang=lang)
    source.header_line, source.header = _header(islice(source.records(), _PREAMBLE), known)
    if len(source.header) > 1 and all(cell[:1] == " " for cell in source.header[1:]):
        source.spaced = True
        source.header_line, source.header = _header(islice(source.records(), _PREAMBLE), known)
    if len(source.header) > _WIDEST:
        raise TableError(t("validation.too_wide", lang, n=len(source.header)))
    if decoded.raw.count(b'"') % 2:  # an odd number is nearly always a quotation mark left open: say it at once
        for _ in source.records():
            pass
    return source


def _read(file: str | os.PathLike, lang: str) -> tuple[bytes, str]:
    path = Path(file)
    try:
        if path.is_dir():
            raise Refusal("folder", name=path.name)
        if (size := path.stat().st_size) > MAX_BYTES:
            raise Refusal("too_heavy", size=weight(size, lang), limit=weight(MAX_BYTES, lang))
        return path.read_bytes(), path.name
    except (FileNotFoundError, ValueError):  # ValueError: a name that no file can have
        raise Refusal("missing", name=path.name) from None
    except OSError:
        raise Refusal("unreadable", name=path.name) from None


def _separator(head: list[str], known: set[str], separators: str) -> str | None:
    """Return the separator that uncovers the most expected names, if it uncovers two (or the only one)."""
    if len(separators) == 1:
        return separators
    found = {s: max((_named(cells, known) for _, cells in sniffing.records(head, s)), default=0) for s in separators}
    best = max(found, key=lambda s: (found[s], s == ","))
    return best if found[best] >= max(1, min(2, len(known))) else None


def _header(found: Iterator[tuple[int, list[str]]], known: set[str]) -> tuple[int, list[str]]:
    """Return the line of the header, and its cells: the first line, unless another has more of the names."""
    rows = list(found)
    best = max(rows, key=lambda row: _named(row[1], known), default=(1, []))
    return best if rows and _named(best[1], known) > max(1, _named(rows[0][1], known)) else rows[0] if rows else best


def _named(cells: list[str], known: set[str]) -> int:
    short = {cell for cell in cells[:_WIDEST] if len(cell) <= _LONGEST_NAME}
    return len(known.intersection(map(plain_name, short))) if known else 0
