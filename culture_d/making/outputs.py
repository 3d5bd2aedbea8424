"""Are the stored outputs complete, repeatable, and the same on every machine?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from culture_d.charts import MIME
from culture_d.making import project
from culture_d.making.chart_rules import chart_faults
from culture_d.making.normalise import WIDGET_VIEW, normalise, output_texts
from culture_d.making.project import ROOT, RUN_FOLDERS, Problem

_RECORD = "run make record"
_MACHINE = {
    "an absolute path": re.compile(
        r"(?<![\w/.:-])(?:/(?:home|root|Users|usr|opt|mnt|srv|var|private|tmp)/[\w.-]|[A-Z]:\\{1,2}\w)"
    ),
    "the address of an object": re.compile(r"\b0x[0-9a-fA-F]{8,}"),
    "a random identifier": re.compile(
        r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
        r"|\baltair-viz-[0-9a-f]{8,}|\bT_(?=[a-f]*\d)[0-9a-f]{5}(?=[_\"'\s{>])"
    ),
    "the time of the run": re.compile(r"\b\d{2}:\d{2}:\d{2}\.\d{5,}"),
}
_MACHINE_TODO = {
    "an absolute path": "print a relative path",
    "the address of an object": "show something that reads, or run make record",
    "a random identifier": "fix it (Styler.set_uuid, a seed) or do not show it",
    "the time of the run": "do not print the clock",
}
_FETCH = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*\b(?:src|data)\s*=\s*[\"']?(?:https?:)?//"
    r"|<link\b[^>]*\bhref\s*=\s*[\"']?(?:https?:)?//|url\(\s*[\"']?(?:https?:)?//|@import",
    re.IGNORECASE,
)


def check(root: Path = ROOT) -> list[Problem]:
    """Return what is wrong in the outputs of lessons and solutions."""
    problems: list[Problem] = []
    for path, nb in project.read_notebooks(project.notebook_files(root, RUN_FOLDERS), root, problems).items():
        name = project.name_of(path, root)
        with project.told(path, root, problems, "mend its outputs: " + _RECORD):
            found = list(check_notebook(nb, name, root))
            if not found and path.read_bytes() != project.notebook_text(normalise(nb, root)).encode():
                found.append(Problem(name, "", "is not written as make record writes it", _RECORD))
            problems += found
    return problems


def check_notebook(nb: NotebookNode, name: str, root: Path = ROOT) -> Iterator[Problem]:
    """Yield what is wrong in the outputs of one notebook."""
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    for count, cell in enumerate(code, start=1):
        where = project.place(cell)
        if cell.get("execution_count") is None:  # nbval would compare nothing and pass
            yield Problem(name, where, "was never run", _RECORD)
        elif cell.execution_count != count:
            yield Problem(name, where, f"was run as number {cell.execution_count}, not {count}", _RECORD)
        for what, todo in dict.fromkeys(_output_faults(cell, root)):
            yield Problem(name, where, what, todo)


def _output_faults(cell: NotebookNode, root: Path) -> Iterator[tuple[str, str]]:
    for output in cell.outputs:
        if output.output_type == "error" and "raises-exception" not in project.tags(cell):
            yield f"ends in an error: {output.ename}", "mend the code, then " + _RECORD
        if output.output_type == "stream" and output.name == "stderr":
            yield "writes to stderr", "mend what the warning is about, then " + _RECORD
        data = output.get("data", {})
        if WIDGET_VIEW in data:
            yield "stores the view of a widget, which is random", _RECORD
        if MIME in data:
            yield from chart_faults(data[MIME])
        for mime in data:
            if "vegalite" in mime and mime != MIME:
                yield f"stores a chart as {mime}", "let culture_d.charts render it"
        if _FETCH.search(data.get("text/html", "")):
            yield "stores HTML that fetches from another host", "use files of the course only"
    for text in output_texts(cell):
        if root != Path(root.anchor) and str(root) in text:
            yield "shows an absolute path", _MACHINE_TODO["an absolute path"]
        for what, pattern in _MACHINE.items():
            if pattern.search(text):
                yield f"shows {what}", _MACHINE_TODO[what]
