"""Notebooks as they are committed: the same content gives the same bytes on every machine."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from culture_d.making.project import ROOT, place

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE_INFO = {"name": "python"}
ADDRESS = re.compile(r"(?<=\S) at 0x[0-9a-fA-F]{4,}")  # as in tests/sanitise.cfg
# What editors and kernels write about one sitting: nothing that a reader or a test needs.
PASSING_CELL_METADATA = ("execution", "ExecuteTime", "scrolled", "collapsed", "outputId", "pycharm", "vscode")
PASSING_METADATA = ("widgets", "vscode", "toc-autonumbering", "signature", "varInspector")


class AbsolutePathError(ValueError):
    """An output shows where the project lies on one machine: the code must be mended, not the output."""


def normalise(nb: NotebookNode, root: Path = ROOT) -> NotebookNode:
    """Return a run notebook in the form that is committed.

    Parameters
    ----------
    nb : NotebookNode
        A notebook whose code cells have all been run, in order. It is not modified.
    root : Path
        Root of the project, which no output may show.

    Raises
    ------
    AbsolutePathError
        If an output shows the path of the project.
    """
    nb = copy.deepcopy(nb)
    nb.nbformat, nb.nbformat_minor = 4, 5
    clean_metadata(nb)
    count = 0
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        cell.outputs = list(_outputs(cell, count))
        for text in output_texts(cell):
            if str(root) in text or str(root).replace("\\", "\\\\") in text:
                raise AbsolutePathError(
                    f"{place(cell)}: an output shows the path of the project; print a relative path instead"
                )
    return nb


def clean_metadata(nb: NotebookNode) -> None:
    """Keep, in place, only the metadata that belongs to the course: no editor state, no minor version."""
    for key in PASSING_METADATA:
        nb.metadata.pop(key, None)
    nb.metadata.kernelspec = NotebookNode(KERNELSPEC)
    nb.metadata.language_info = NotebookNode(LANGUAGE_INFO)
    for cell in nb.cells:
        for key in PASSING_CELL_METADATA:
            cell.metadata.pop(key, None)
        for key in [k for k, v in cell.metadata.items() if v in ({}, [])]:
            del cell.metadata[key]


def output_texts(cell: NotebookNode) -> Iterator[str]:
    """Yield every text that the outputs of a cell hold, whatever their type."""
    for output in cell.get("outputs", []):
        yield from _texts(output.get("data", {}))
        yield from _texts([output.get("text", ""), output.get("evalue", ""), output.get("traceback", [])])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _outputs(cell: NotebookNode, count: int) -> Iterator[NotebookNode]:
    streams: dict[str, NotebookNode] = {}
    for output in cell.outputs:
        if output.output_type == "stream":
            output.text = ADDRESS.sub("", output.text)
            if output.name in streams:  # a kernel cuts a stream where it likes: one piece is repeatable
                streams[output.name].text += output.text
                continue
            streams[output.name] = output
        elif "data" in output:
            output.data.pop(WIDGET_VIEW, None)
            for mime, value in output.data.items():
                if isinstance(value, str) and mime.startswith("text/"):
                    output.data[mime] = ADDRESS.sub("", value)
            if not output.data:
                continue
        if output.output_type == "execute_result":
            output.execution_count = count
        yield output
