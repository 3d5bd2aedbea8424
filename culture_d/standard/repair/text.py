"""Rules for any text: invisible characters, mojibake, spaces, line ends, words that say "nothing"."""

from __future__ import annotations

import re

from culture_d.cells import MARKERS
from culture_d.standard.repair.cell import Change, Column, Place, change

# Zero-width space, soft hyphen, marks of direction, byte-order mark, control characters. Joiners are left: they
# are letters of some languages, and hold emoji together.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_MACHINE = {"null", "NULL", "Null", "nan", "NaN", "NAN", "None", "undefined", "#N/A", "#N/D", "#REF!", "#VALEUR!"}
# What UTF-8 read as Windows-1252 gives: two characters for a Latin letter, three for a curly quote or a dash.
_MOJIBAKE = re.compile(r"[ÂÃÅ][\u0080-\uffff]|â[\u0080-\uffff]{2}")
_EXPECTED = re.compile("[\u00a0-\u00ffŒœŠšŽžŸ‘’“”–—…•€™]")
_ONE_LINE = ("nom", "commune", "adresse", "complement_adresse")
_WITH_APOSTROPHE = re.compile(r"'(?=[+\-=@\d]).+", re.DOTALL)


def mojibake(value: str, column: Column, place: Place) -> Change | None:
    """Ã© → é, wherever what is read is what was written."""
    after = _MOJIBAKE.sub(lambda match: _unmix(match[0]), value)
    return change("mojibake", after) if after != value else None


def _unmix(text: str) -> str:
    """Return the character whose UTF-8 bytes, read as Windows-1252, give this text; else the text."""
    try:
        raw = b"".join(bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in text)
        read = raw.decode("utf-8")
    except UnicodeError:
        return text
    return read if _EXPECTED.fullmatch(read) else text


def invisible(value: str, column: Column, place: Place) -> Change | None:
    """Take out characters that nobody sees and every comparison trips on."""
    after = _INVISIBLE.sub("", value)
    return change("invisible", after) if after != value else None


def outer_spaces(value: str, column: Column, place: Place) -> Change | None:
    """Take out spaces and line ends before and after."""
    after = value.strip()
    # An apostrophe alone is what a safe export puts before a cell of blanks: there is nothing to keep or to mend.
    return change("outer_spaces", after) if after not in (value, "'") else None


def line_break(value: str, column: Column, place: Place) -> Change | None:
    """Write on one line a name or an address written on several."""
    if not column.national or column.field.name not in _ONE_LINE or not re.search(r"\S\s*[\n\t]\s*\S", value):
        return None
    return change("line_break", re.sub(r"\s*[\n\t]\s*", " ", value))


def apostrophe(value: str, column: Column, place: Place) -> Change | None:
    """Take out the apostrophe that spreadsheets put before a number to keep it as text."""
    return change("apostrophe", value[1:].strip()) if _WITH_APOSTROPHE.fullmatch(value) else None


def null_text(value: str, column: Column, place: Place) -> Change | None:
    """Empty a cell that says in words that it is empty."""
    if value in column.field.values or value not in MARKERS | _MACHINE:
        return None
    if column.accepts(value) and column.reader(value)[0] is None:
        return None  # the schema says that this word stands for nothing
    return change("null_text", "", safe=value in _MACHINE, value=value)
