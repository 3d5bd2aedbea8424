"""What may go wrong when a dataset is prepared, told in one sentence."""

from __future__ import annotations

from culture_d.errors import ReaderError
from culture_d.i18n import t


class PublishError(ReaderError, ValueError):
    """One sentence in the reader's language: what cannot be done with a table or its sheet, and what to do."""


def refuse(key: str, lang: str | None = None, **values: object) -> PublishError:
    """Return the error whose sentence is the message ``publish.<key>``."""
    return PublishError(t(f"publish.{key}", lang, **values))
