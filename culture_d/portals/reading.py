"""Read the JSON of a portal without ever trusting it: whatever is not of the expected type is None."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from urllib.parse import urlsplit

LONGEST = 20_000  # characters of a description
# Control characters, and the marks that turn the direction of a line round: they would spoil a terminal.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def text(value: object, longest: int = LONGEST) -> str | None:
    """Return a text without control characters, or None when there is none."""
    if not isinstance(value, str):
        return None
    whole = value[:longest].encode("utf-8", "replace").decode("utf-8")  # half a surrogate cannot be printed
    return _UNWANTED.sub("", whole.replace("\r\n", "\n")).strip() or None


def label(value: object) -> str | None:
    """Return a text on one line: a title, a name, an identifier."""
    found = text(value, 500)
    return " ".join(found.split()) if found else None


def labels(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or of a text where commas separate them."""
    parts = value.split(",") if isinstance(value, str) else items(value)
    return tuple(part for part in map(label, parts[:200]) if part)


def whole(value: object) -> int | None:
    """Return a whole number that is not negative, written as a number or as digits."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,18}", value, re.ASCII):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18 else None


def day(value: object) -> dt.date | None:
    """Return the day of a date or of an instant in ISO 8601."""
    try:
        return dt.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def mapping(value: object) -> dict:
    """Return an object of JSON, empty when it is something else."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list:
    """Return a list of JSON, empty when it is something else."""
    return value if isinstance(value, list) else []


def dig(value: object, *keys: str) -> object:
    """Return what is found below some keys, or None."""
    for key in keys:
        value = mapping(value).get(key)
    return value


def is_web(url: object) -> bool:
    """Tell whether an address is a page or a file of the web: anything else is shown as text, and not opened."""
    if not isinstance(url, str) or re.search(r"[\s\x00-\x1f\x7f\\]", url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def fold(value: str) -> str:
    """Return a text in small letters without accents, to compare words as a reader types them."""
    bare = unicodedata.normalize("NFKD", value.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def words_of(value: object) -> list[str]:
    """Return the words of a search, given as a text or as a list; a letter alone, as in « d’eau », is none."""
    parts = value if isinstance(value, (list, tuple)) else [value]
    found = [word for part in parts if isinstance(part, str) for word in re.findall(r"\w[\w.-]{1,59}", part)]
    return found[:20]
