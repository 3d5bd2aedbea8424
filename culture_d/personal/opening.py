"""Open what a reader gives: a file, or a ZIP of files, in memory, with limits that no file can pass."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HEAD = 4096  # characters: enough for the preamble and the first lines of every format


@dataclass(frozen=True)
class Member:
    """A file as it came, or a file of a ZIP.

    Attributes
    ----------
    name : str
        Name of the file, without folders; it may hold a meter number, so it is never told.
    content : bytes
    """

    name: str
    content: bytes

    @cached_property
    def head(self) -> str:
        """The first characters, in the encoding that was recognised, without the mark of byte order."""
        return self._decode(self.content[: 4 * HEAD], "ignore")[:HEAD]

    @cached_property
    def text(self) -> str:
        """The whole text: UTF-8 with or without mark, UTF-16 with its mark, or else Windows-1252."""
        return self._decode(self.content, "replace")

    @property
    def is_zip(self) -> bool:
        """Whether it is a ZIP: an archive, or a spreadsheet."""
        return self.content[:4] == b"PK\x03\x04"

    def _decode(self, content: bytes, errors: str) -> str:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return content.decode("utf-16", errors)
        try:
            return content.decode("utf-8-sig", "strict" if errors == "replace" else errors)
        except UnicodeDecodeError:
            return content.decode("cp1252", errors)


def members(source: str | os.PathLike | bytes, name: str = "") -> list[Member]:
    """Return the files of a source."""
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    return [Member(name, content)]
