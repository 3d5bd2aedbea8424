"""While a reader's own file is in memory, every cell that runs says that its output will not be saved.

The mark is what lets the saving of a notebook leave these outputs out (:mod:`culture_d.notebook_files`).
"""

from __future__ import annotations

import os
from collections.abc import Hashable
from html import escape

from culture_d.i18n import t

SERVED = "CULTURE_D_LAB"  # set by the JupyterLab of the course, which leaves marked outputs out of the files
_held: dict[Hashable, bool] = {}  # window -> whether its reader asked to keep the outputs


def mark(keep: bool) -> dict:
    """Return the metadata of an output that may show a reader's own data."""
    return {"culture_d": {"personal": "keep" if keep else "drop"}}


def mark_of(output: dict) -> str:
    """Return the mark of a notebook's output: ``"keep"``, ``"drop"``, or nothing."""
    found = output.get("metadata", {}).get("culture_d", {})
    return found.get("personal", "") if isinstance(found, dict) else ""


def hold(owner: Hashable, keep: bool = False) -> None:
    """Say that a window holds a reader's own file: from now on, each cell that runs bears a mark.

    Parameters
    ----------
    owner : hashable
        The window.
    keep : bool
        Whether its reader asked to save the outputs with the notebook.
    """
    if not _held and (shell := _shell()):
        shell.events.register("post_run_cell", _after_cell)
    _held[owner] = keep


def release(owner: Hashable) -> None:
    """Say that a window holds nothing any more."""
    held = _held.pop(owner, None) is not None
    if held and not _held and (shell := _shell()):
        shell.events.unregister("post_run_cell", _after_cell)


def holders() -> list:
    """Return the windows that hold a reader's own file, those of a cell that was run again included."""
    return list(_held)


def sentence(keep: bool, lang: str | None = None) -> str:
    """Say what becomes of the outputs while a file of the reader's is in memory."""
    saved = "kept" if keep else "dropped" if os.environ.get(SERVED) else "yours_to_clear"
    return t(f"own_export.{saved}", lang)


def _shell():
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def _after_cell(result: object) -> None:
    from IPython.display import display

    keep = all(_held.values())
    said = sentence(keep)
    display({"text/plain": said, "text/html": f"<small>{escape(said)}</small>"}, raw=True, metadata=mark(keep))
