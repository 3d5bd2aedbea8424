"""Open what a reader gives: a file, or a ZIP of files, in memory, with limits that no file can pass."""

from __future__ import annotations

import codecs
import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from culture_d.errors import ReaderError
from culture_d.i18n import t
from culture_d.sniffing import Refusal, refuse_other_formats

HEAD = 4096  # characters: enough for the preamble and the first lines of every format
LARGEST_FILE = 1 << 30  # bytes, from a path or in a ZIP
LARGEST_GIVEN = 300 << 20  # bytes, from memory: a browser holds them twice
MOST_MEMBERS = 20_000
LARGEST_ARCHIVE = 4 << 30  # bytes, once expanded; only what a reader knows is expanded, one member at a time
BOMB_SIZE = 16 << 20  # bytes: below, any ratio is harmless
BOMB_RATIO = 150  # a repetitive JSON or CSV reaches 40; deflate cannot pass 1,032
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_HEAD_BYTES = 4 * HEAD
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


class PersonalFileError(ReaderError, ValueError):
    """One sentence for the reader: why a file cannot be read, and what to do next.

    It quotes nothing of the file: no place, no number of a meter, no name.
    """


class Member:
    """A file as it came, or a file of a ZIP, whose bytes are read when they are asked for.

    Parameters
    ----------
    name : str
        Name of the file, without folders; it may hold a meter number, so it is never told.
    content : bytes, optional
    opener : callable, optional
        Opens the file inside its ZIP; used when there is no ``content``.
    refusal : PersonalFileError, optional
        Why this member cannot be opened: an archive too deep in another, or encrypted.
    """

    def __init__(
        self,
        name: str,
        content: bytes | None = None,
        *,
        opener: Callable[[], BinaryIO] | None = None,
        refusal: PersonalFileError | None = None,
    ) -> None:
        self.name = PurePosixPath(name.replace("\\", "/")).name
        self.refusal = refusal
        self._opener = opener
        if content is not None:
            self.content = content

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self._bytes() if self._opener else b""

    @cached_property
    def start(self) -> bytes:
        """The first bytes, without expanding the rest."""
        return self.content[:_HEAD_BYTES] if "content" in vars(self) else self._bytes(_HEAD_BYTES)

    @cached_property
    def head(self) -> str:
        """The first characters, in the encoding that was recognised, without the mark of byte order."""
        return _decode(self.start)[:HEAD]

    @cached_property
    def text(self) -> str:
        """The whole text: UTF-8 with or without mark, UTF-16, or else Windows-1252."""
        return _decode(self.content)

    @property
    def is_zip(self) -> bool:
        """Whether it is a ZIP: an archive, or a spreadsheet."""
        return self.start[:4] == _ZIP

    def _bytes(self, most: int = -1) -> bytes:
        if self._opener is None:
            return b""
        try:
            with self._opener() as file:
                return file.read(most)
        except _DAMAGED:
            raise PersonalFileError(t("personal.damaged")) from None

    def __repr__(self) -> str:
        return "Member(...)"  # the name and the content are personal


def _decode(content: bytes) -> str:
    """Decode a text that may be cut anywhere, even inside a character."""
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encoding = "utf-16"
    elif b"\0" in content[:200]:
        encoding = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    else:
        try:
            return codecs.getincrementaldecoder("utf-8-sig")().decode(content)
        except UnicodeDecodeError:
            encoding = "cp1252"
    return codecs.getincrementaldecoder(encoding)("replace").decode(content)


def members(source: str | os.PathLike | bytes, name: str = "") -> Iterator[Member]:
    """Yield the files of a source one after the other, so that only one need be in memory.

    Parameters
    ----------
    source : path or bytes
        A file, or a ZIP of files; a ZIP within it is opened too, no deeper.
    name : str
        Name of the file when ``source`` is its bytes.

    Raises
    ------
    PersonalFileError
        If there is no such file, if it is too large, empty, encrypted, damaged, of a kind that is no export
        (PDF, image, web page), or if it would expand beyond measure.
    """
    content, name = _content(source, name)
    whole = Member(name, content)
    if whole.is_zip and not _is_spreadsheet(content):
        yield from _of_archive(content)
        return
    if whole.is_zip:
        _checked(content)
    else:
        _refuse_what_is_no_export(whole)
    yield whole


def _content(source: str | os.PathLike | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        if len(source) > LARGEST_GIVEN:
            raise PersonalFileError(t("personal.too_large", most=LARGEST_GIVEN >> 20))
        return bytes(source), name
    path = Path(source)
    try:
        if path.is_dir():
            raise PersonalFileError(t("personal.folder"))
        if path.stat().st_size > LARGEST_FILE:
            raise PersonalFileError(t("personal.too_large", most=LARGEST_FILE >> 20))
        return path.read_bytes(), name or path.name
    except PersonalFileError:
        raise
    except (FileNotFoundError, ValueError):  # a path with a null character is a ValueError
        raise PersonalFileError(t("personal.missing")) from None
    except OSError:
        raise PersonalFileError(t("personal.unreadable")) from None


def _refuse_what_is_no_export(member: Member) -> None:
    if member.content[:4] == _EMPTY_ZIP:
        raise PersonalFileError(t("personal.empty_archive"))
    try:
        refuse_other_formats(member.content)
    except Refusal as refusal:
        raise PersonalFileError(t(f"personal.{refusal.key}")) from None
    start = member.head.lstrip()[:15].lower()
    if start.startswith(("<!doctype html", "<html")):
        raise PersonalFileError(t("personal.html"))


def _is_spreadsheet(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _DAMAGED:
        return b"xl/work" in content  # cut in the middle: the local headers still name the parts


def _of_archive(content: bytes, nested: bool = False) -> Iterator[Member]:
    archive, files = _checked(content)
    for info in files:
        member = Member(info.filename, opener=lambda info=info: archive.open(info))
        yield from _opened(member, info.file_size, nested)


def _opened(member: Member, size: int, nested: bool) -> Iterator[Member]:
    """Yield a member, or, if it is an archive, what it holds; an archive that is refused yields its refusal."""
    try:
        is_archive = member.is_zip and not _is_spreadsheet(_bounded(member, size))
        if member.is_zip and not is_archive:
            _checked(member.content)
        if is_archive and nested:
            raise PersonalFileError(t("personal.too_deep"))
        if is_archive:
            yield from _of_archive(member.content, nested=True)
            return
    except PersonalFileError as refusal:
        member = Member("", b"", refusal=refusal.with_traceback(None))
    yield member


def _bounded(member: Member, size: int) -> bytes:
    if size > LARGEST_GIVEN:
        raise PersonalFileError(t("personal.too_large", most=LARGEST_GIVEN >> 20))
    return member.content


def _checked(content: bytes) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """Open an archive and refuse it, before expanding anything, if it is encrypted or would fill the memory."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
    except _DAMAGED:
        raise PersonalFileError(t("personal.damaged")) from None
    files = [i for i in infos if not i.is_dir() and not i.filename.startswith("__MACOSX/")]
    if not files:
        raise PersonalFileError(t("personal.empty_archive"))
    if any(i.flag_bits & 0x1 for i in files):
        raise PersonalFileError(t("personal.encrypted"))
    expanded = sum(i.file_size for i in files)
    bombs = any(i.file_size > max(BOMB_SIZE, BOMB_RATIO * i.compress_size) for i in files)
    if (
        len(infos) > MOST_MEMBERS
        or expanded > LARGEST_ARCHIVE
        or bombs
        or any(i.file_size > LARGEST_FILE for i in files)
    ):
        raise PersonalFileError(t("personal.bomb"))
    if expanded > max(BOMB_SIZE, BOMB_RATIO * len(content)):  # members that share the same compressed bytes
        raise PersonalFileError(t("personal.bomb"))
    return archive, files
