"""What the windows of the notebooks share: a box that stores well, and sentences that are announced."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import ipywidgets as widgets


class Window(widgets.VBox):
    """A box that reads well, and identically, in a stored notebook where no kernel runs.

    Parameters
    ----------
    children : list of ipywidgets.Widget
    sentence : str
        What the stored notebook shows instead.
    """

    def __init__(self, children: list[widgets.Widget], sentence: str) -> None:
        super().__init__(children)
        self._sentence = sentence

    def _repr_mimebundle_(self, **kwargs: object) -> dict:
        data = super()._repr_mimebundle_(**kwargs)
        return data | {"text/plain": self._sentence, "text/html": f"<p>{escape(self._sentence)}</p>"}


def live(text: str = "", items: Iterable[str] = (), after: str = "", alert: bool = False) -> str:
    """Write sentences for a screen reader to announce; whatever comes from a file is escaped."""
    parts = [f"<p>{escape(text)}</p>"] if text else []
    if listed := "".join(f"<li>{escape(item)}</li>" for item in items):
        parts.append(f"<ul>{listed}</ul>")
    if after:
        parts.append(f"<p>{escape(after)}</p>")
    role = 'role="alert" aria-live="assertive"' if alert else 'role="status" aria-live="polite"'
    return f"<div {role}>{''.join(parts)}</div>"
