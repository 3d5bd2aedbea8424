"""Names of files that a server gives, made harmless: one name, visible, that every system accepts."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from email.message import Message
from urllib.parse import unquote, urlsplit

_LONGEST = 100  # characters: with a folder, well below what Windows accepts
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9])", re.IGNORECASE)
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # Unicode categories: controls, marks, halves, unassigned


def offered_names(headers: dict, url: str, title: str | None) -> list[str]:
    """Return the names that an answer suggests, the best first: its header, its address, the title of the file."""
    message = Message()
    message["Content-Disposition"] = headers.get("Content-Disposition", "")
    try:
        named = message.get_filename() or ""
    except (LookupError, ValueError, TypeError):  # an encoding that does not exist
        named = ""
    with suppress(UnicodeError):  # a name in UTF-8, of which requests took each byte for a letter
        named = named.encode("latin-1").decode("utf-8")
    return [named, unquote(urlsplit(url).path), title or ""]


def safe_name(offered: list[str], extension: str | None = None) -> str:
    """Return the first name that is one, without any folder and without tricks.

    Parameters
    ----------
    offered : list of str
        Names, or paths of which the last part counts.
    extension : str, optional
        Given to a name that has none, such as ``"csv"``.

    Returns
    -------
    str
        ``"file"`` with the extension when no name can be used.
    """
    ending = "." + re.sub(r"\W", "", extension, flags=re.ASCII)[:10] if extension else ""
    for name in offered:
        if clean := _clean(name):
            return clean if "." in clean else clean + ending
    return f"file{ending}"


def _clean(name: str) -> str:
    # Compatibility forms first: some characters become a slash or a point only then.
    whole = unicodedata.normalize("NFKC", name[:2000])
    last = re.split(r"[/\\\u2044\u2215\u29f8]", whole.rstrip("/\\ "))[-1]
    visible = "".join(c for c in last if unicodedata.category(c) not in _INVISIBLE)
    plain = _NOT_ON_WINDOWS.sub("_", " ".join(visible.split())).strip(" .")
    if not re.search(r"\w", plain):
        return ""
    stem, point, ending = plain.rpartition(".")
    if not point or len(ending) > 10:
        stem, point, ending = plain, "", ""
    stem = _short(stem, _LONGEST - len(point + ending)).strip(" .")
    if _RESERVED.fullmatch(plain.partition(".")[0].strip()):
        stem = f"_{stem}"
    return f"{stem}{point}{ending}" if stem else ""


def _short(text: str, most: int) -> str:
    """Cut a text to some characters, and to 200 bytes, which is what a name may weigh on Linux and macOS."""
    return text[:most].encode("utf-8", "replace")[:200].decode("utf-8", "ignore")
