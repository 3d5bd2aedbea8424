"""The base of every error that a reader may meet: one sentence, and never a traceback in a notebook."""

from __future__ import annotations


class ReaderError(Exception):
    """One clear sentence in the reader's language, that says what to do next."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""  # a LookupError would add quotation marks

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the sentence alone."""
        return [str(self)]
