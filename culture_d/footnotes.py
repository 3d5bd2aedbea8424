"""What follows a table in its file: notes, and empty lines by the million. Left in, they would become lines of data.

Only the last lines of the file are looked at. A line is a note when nothing but its first cell is filled and it
begins as notes do ("Source : …"), or when it is a sentence that a blank line or its shape sets apart.
"""

from __future__ import annotations

import csv
import re

from culture_d.cells import is_typed

_TAIL = 1 << 15
_LONGEST = 40  # lines: beyond, this is no foot of a table
_PROSE = 40  # characters
_LONG_TAIL = 1 << 20
_EMPTY = b" \t;,|\n"
_MARK = re.compile(
    r"[\"\s]*(?:(?:sources?|notes?(?: de lecture)?|nb|n\.b\.|lectures?|champs?|légendes?|avertissements?|remarques?|"
    r"précisions?|attention|(?:dernière )?mise à jour|unités?|crédits?|licence|définitions?|extractions?|données|"
    r"n[cds]|[scpr]|\(?[a-z1-9]\)|\*+)\s*[:=]|©|\*+\s*\w|\([1-9a-z*]\)\s|[1-9]\)\s)",
    re.IGNORECASE,
)


def find_notes(raw: bytes, separator: str, quotes: bool = True) -> int | None:
    r"""Return the position of the first byte of the notes below a table, or None when there are none.

    Parameters
    ----------
    raw : bytes
        The file in UTF-8, lines ended by ``\n``.
    separator : str
    quotes : bool
        Whether quotation marks enclose cells.
    """
    start = raw.find(b"\n", len(raw) - _TAIL) + 1 if len(raw) > _TAIL else 0
    lines = raw[start:].decode("utf-8").split("\n") if start or len(raw) <= _TAIL else []
    rows = [_cells(line, separator, quotes) for line in lines]
    end = last = len(rows)
    while end and last - end < _LONGEST and _may_be_note(rows[end - 1]):
        end -= 1
    if not end:  # the whole tail is made of such lines: this is no table with notes
        return None
    width = max((len(cells) for cells in rows[:end] if cells), default=0)
    for top in range(end, last):
        if width > 1 and _begins_notes(rows, top, width):
            break
    else:
        return None
    return start + sum(len(line.encode()) + 1 for line in lines[:top])


def without_long_tail(raw: bytes) -> tuple[bytes, int]:
    """Cut off a megabyte or more of empty lines at the end: parsed, they would take forty times their weight."""
    if raw[-_LONG_TAIL:].strip(_EMPTY):
        return raw, 0
    end = raw.find(b"\n", len(raw.rstrip(_EMPTY))) + 1 or len(raw)
    return raw[:end], raw.count(b"\n", end)


def filled_lines(raw: bytes, start: int) -> list[int]:
    """Number the lines from a position to the end of a file, but for the blank ones."""
    line = raw.count(b"\n", 0, start) + 1
    return [i for i, text in enumerate(raw[start:].split(b"\n"), line) if text.strip(_EMPTY)]


def _cells(line: str, separator: str, quotes: bool) -> list[str] | None:
    """Cut a line into cells; None if one of them goes on below."""
    if quotes and line.count('"') % 2:
        return None
    quoting = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator, quoting=quoting), [])]


def _may_be_note(cells: list[str] | None) -> bool:
    if cells is None:
        return False
    if not any(cells):
        return True
    return bool(cells[0]) and not is_typed(cells[0]) and (not any(cells[1:]) or bool(_MARK.match(cells[0])))


def _begins_notes(rows: list[list[str]], top: int, width: int) -> bool:
    """Tell whether a line that may be a note is one, and not a line of data with a single cell filled."""
    cells = rows[top]
    if not any(cells):
        return False
    lone = not any(cells[1:])
    if _MARK.match(cells[0]):
        return lone or len(cells) != width
    apart = rows[top - 1] is not None and not any(rows[top - 1])
    prose = len(cells[0]) >= _PROSE and cells[0].count(" ") > 3
    return lone and (prose or apart and " " in cells[0]) and (apart or len(cells) == 1 and width > 2)
