"""The first lines of a file, without having it whole."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from culture_d.i18n import language, t
from culture_d.portals.api import count
from culture_d.portals.errors import PortalError, Trouble
from culture_d.portals.model import Resource

if TYPE_CHECKING:
    import pandas as pd

_FIRST = 256_000  # bytes: some thousand lines of most tables
_TEXT_FORMATS = ("csv", "tsv", "txt")
_NO_SERVICE = ("missing", "no_lines", "shape", "status", "not_json")  # the portal may still have the file itself


def preview(resource: Resource, n: int) -> pd.DataFrame:
    """Return the first lines of a resource, as :meth:`Resource.preview` says."""
    lang = resource.portal.lang if resource.portal else language()
    n = count(n, lang)
    if resource.file:
        return _read(resource.file.read_bytes(), lang).head(n)
    if resource.portal is None:
        raise PortalError(t("portals.no_lines", lang, title=_name(resource)))
    import pandas as pd

    try:
        return pd.DataFrame(resource.portal.rows(resource, n)).head(n)
    except Trouble as trouble:
        why = trouble
    if why.key in _NO_SERVICE and not resource.portal.offline and (resource.format or "csv") in _TEXT_FORMATS:
        try:
            return _read(_first_bytes(resource), lang).head(n)
        except Trouble as trouble:
            why = trouble
    if why.key in _NO_SERVICE:
        raise PortalError(t("portals.no_lines", lang, title=_name(resource)))
    raise PortalError(t("portals.lines_lost", lang, why=why.sentence(lang), title=_name(resource)))


def _name(resource: Resource) -> str:
    return resource.title or resource.id or "?"


def _read(raw: bytes, lang: str) -> pd.DataFrame:
    from culture_d.tables import read_table

    return read_table(raw, lang=lang).data


def _first_bytes(resource: Resource) -> bytes:
    """Return the first whole lines of the file that an address gives."""
    raw, complete = b"", True
    address = resource.latest or resource.url or ""
    # Whatever the file weighs, no more than its beginning is read.
    with resource.portal.session.stream(address, sys.maxsize, _FIRST) as (_, pieces):
        for piece in pieces:
            raw += piece
            if complete := len(raw) < _FIRST:
                continue
            break
    return raw if complete else _whole_lines(raw)


def _whole_lines(raw: bytes) -> bytes:
    """Drop the line cut in two at the end, and whatever a quotation mark holds open."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw[: len(raw) // 2 * 2].decode("utf-16", "ignore").encode()
    end = raw.rfind(b"\n")
    while end > 0 and raw.count(b'"', 0, end) % 2:
        end = raw.rfind(b"\n", 0, end)
    return raw[: end + 1] if end > 0 else raw
