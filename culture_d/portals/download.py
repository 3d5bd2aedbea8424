"""Save a file of a portal: inside the folder that was chosen, whole or not at all, and never over another file."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from culture_d.i18n import language, t
from culture_d.portals.errors import PortalError, Trouble
from culture_d.portals.file_names import offered_names, safe_name
from culture_d.portals.model import Resource
from culture_d.portals.reading import is_web
from culture_d.understood import weight

_HTML = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_RECOGNISED = 2000  # bytes
_NUMBERED = 1000


def download(resource: Resource, folder: Path, max_bytes: int) -> Path:
    """Save the file of a resource, as :meth:`Resource.download` says."""
    lang = resource.portal.lang if resource.portal else language()
    try:
        if resource.file:
            name = safe_name([resource.file.name], resource.format)
            return _saved(folder, name, lambda file: _copied(resource.file, file))
        return _fetched(resource, folder, max_bytes, lang)
    except Trouble as trouble:
        raise PortalError(_refusal(trouble, resource, lang)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PortalError(t("portals.not_saved", lang, folder=folder.name or str(folder), reason=reason)) from None


def _fetched(resource: Resource, folder: Path, max_bytes: int, lang: str) -> Path:
    address = resource.latest if is_web(resource.latest) else resource.url
    if not is_web(address):
        raise Trouble("address")
    if resource.portal is None or resource.portal.offline:
        raise PortalError(t("portals.file_offline", lang, title=resource.title or resource.id or "", url=address))
    with resource.portal.session.stream(address, max_bytes) as (response, pieces):
        first = _beginning(pieces)
        if not first:
            raise Trouble("empty")
        if (
            _HTML.match(first[:_RECOGNISED])
            or "html" in response.headers.get("Content-Type", "").partition(";")[0].lower()
        ):
            raise Trouble("page")
        name = safe_name(offered_names(response.headers, response.url, resource.title), resource.format)
        return _saved(folder, name, lambda file: _written(first, pieces, file))


def _beginning(pieces: Iterator[bytes]) -> bytes:
    """Return enough bytes to recognise a web page, however small the pieces are."""
    first = b""
    for piece in pieces:
        first += piece
        if len(first) >= _RECOGNISED:
            break
    return first


def _written(first: bytes, pieces: Iterator[bytes], file: BinaryIO) -> None:
    file.write(first)
    for piece in pieces:
        file.write(piece)


def _copied(source: Path, file: BinaryIO) -> None:
    with source.open("rb") as content:
        shutil.copyfileobj(content, file)


def _saved(folder: Path, name: str, fill: Callable[[BinaryIO], None]) -> Path:
    """Write a file under a temporary name, then give it a name that no file has."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    try:
        with open(handle, "wb") as file:
            fill(file)
        place = _free_place(folder, name)
        try:
            os.replace(temporary, place)
        except OSError:
            place.unlink(missing_ok=True)
            raise
        with suppress(OSError):
            place.chmod(0o644)  # a temporary file is for its owner alone
        return place
    except BaseException:  # a reader who stops the cell leaves nothing half-written either
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _free_place(folder: Path, name: str) -> Path:
    """Reserve a name that no file of the folder has: ``x.csv``, ``x-2.csv``, ``x-3.csv``…"""
    stem, point, ending = name.rpartition(".")
    for rank in range(1, _NUMBERED):
        number = "" if rank == 1 else f"-{rank}"
        place = folder / (f"{stem}{number}.{ending}" if point else f"{name}{number}")
        with suppress(FileExistsError):
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            return place
    raise FileExistsError(17, f"{_NUMBERED} × {name}")


def _refusal(trouble: Trouble, resource: Resource, lang: str) -> str:
    url = resource.url or resource.latest or ""
    if trouble.key == "heavy":
        size, limit = trouble.values["size"], trouble.values["limit"]
        known = {"size": weight(size, lang)} if size else {}
        return t(f"portals.heavy_{'told' if known else 'seen'}", lang, limit=weight(limit, lang), url=url, **known)
    if trouble.key in ("page", "empty", "address"):
        return t(f"portals.file_{trouble.key}", lang, url=url[:200])
    return t("portals.file_lost", lang, why=trouble.sentence(lang), url=url)
