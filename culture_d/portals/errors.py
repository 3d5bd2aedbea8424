"""What may go wrong with a portal: a reason for the code, a sentence for the reader."""

from __future__ import annotations

from culture_d.errors import ReaderError
from culture_d.i18n import t


class PortalError(ReaderError, LookupError):
    """One sentence in the reader's language: what a portal could not give, and what to do next."""


class Trouble(Exception):
    """Why a portal did not give a usable answer: a message ``portals.why_<key>``, and its values.

    It never reaches a reader: the dated copy answers instead, or a :class:`PortalError` is made of it.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values

    def sentence(self, lang: str) -> str:
        """Say the reason."""
        return t(f"portals.why_{self.key}", lang, **self.values)
