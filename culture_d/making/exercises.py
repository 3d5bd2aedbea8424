"""Exercises, made from their solutions.

One file is edited, ``solutions/<lang>/<slug>.ipynb``; ``exercises/<lang>/<slug>.ipynb`` follows from it:

- a code cell tagged ``answer`` keeps its leading comments, and each name it assigns gets ``name = ...``;
- a cell tagged ``solution`` disappears;
- a title that begins with “Solution” begins with “Exercise”;
- everything else stays, without outputs.
"""

from __future__ import annotations

import ast
import copy
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from culture_d.i18n import t
from culture_d.making import project
from culture_d.making.normalise import clean_metadata
from culture_d.making.project import ROOT, Problem

MADE = "generated"  # notebook metadata of an exercise: what it comes from, and a digest of what was written


class ExerciseError(ValueError):
    """Solutions from which no exercise can be made: one problem each."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def blank(source: str) -> str:
    """Return an answer cell as the learner receives it.

    Parameters
    ----------
    source : str
        Python code of the answer.

    Returns
    -------
    str
        The comments before the first statement, then ``name = ...`` for each name assigned at top level,
        once and in order: valid Python, so that an untouched exercise still runs.

    Raises
    ------
    SyntaxError
        If the answer is not plain Python (an IPython magic, for example).
    """
    body = ast.parse(source).body
    lines = source.splitlines()
    first = min([body[0].lineno, *(d.lineno for d in getattr(body[0], "decorator_list", []))]) if body else 0
    comments = [line for line in (lines[: first - 1] if body else lines) if line.lstrip().startswith("#")]
    names = dict.fromkeys(name for statement in body for name in _assigned(statement))
    return "\n".join([*comments, *(f"{name} = ..." for name in names)])


def _assigned(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _assigned(target)
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
        yield from _assigned(node.target)
    elif isinstance(node, (ast.Tuple, ast.List)):
        for item in node.elts:
            yield from _assigned(item)
    elif isinstance(node, ast.Starred):
        yield from _assigned(node.value)
    elif isinstance(node, ast.Name):
        yield node.id


def exercise_from(solution: NotebookNode, name: str) -> NotebookNode:
    """Return the exercise made from a solution.

    Parameters
    ----------
    solution : NotebookNode
        The solution; it is not modified.
    name : str
        Path of the solution from the root of the project, written in the exercise's metadata.

    Raises
    ------
    ExerciseError
        If an answer is not plain Python.
    """
    nb = copy.deepcopy(solution)
    nb.cells = [cell for cell in nb.cells if "solution" not in project.tags(cell)]
    if nb.cells and nb.cells[0].cell_type == "markdown":
        word = t("making.exercise", nb.metadata.get("culture_d", {}).get("lang", "en"))
        nb.cells[0].source = re.sub(r"\A# Solution\b", f"# {word}", nb.cells[0].source)
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        if "answer" in project.tags(cell):
            try:
                cell.source = blank(cell.source)
            except SyntaxError as error:
                what = f"the answer is not plain Python ({error.msg})"
                raise ExerciseError(Problem(name, project.place(cell), what, "write it without magics")) from error
    clean_metadata(nb)
    if "culture_d" in nb.metadata:
        nb.metadata.culture_d.kind = "exercise"
    nb.metadata[MADE] = {"from": name, "digest": digest(nb)}
    return nb


def digest(nb: NotebookNode) -> str:
    """Return a digest of all that an exercise holds, except what says how it was made."""
    metadata = {k: v for k, v in nb.metadata.items() if k != MADE}
    content = json.dumps([nb.cells, metadata], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:16]


def expected(root: Path = ROOT) -> dict[Path, str]:
    """Return every exercise that should exist: its path and the text of its file.

    Raises
    ------
    ExerciseError
        If a solution cannot be read, or an answer is not plain Python.
    """
    problems: list[Problem] = []
    made = _expected(root, problems)
    if problems:
        raise ExerciseError(*problems)
    return made


def _expected(root: Path, problems: list[Problem]) -> dict[Path, str]:
    """Return the exercises that can be made, and add the solutions that give none to ``problems``."""
    made = {}
    for path, nb in project.read_notebooks(project.notebook_files(root, ["solutions"]), root, problems).items():
        name = project.name_of(path, root)
        with project.told(path, root, problems):
            try:
                text = project.notebook_text(exercise_from(nb, name))
            except ExerciseError as error:
                problems += error.problems
            else:
                made[root / "exercises" / path.parent.name / path.name] = text
    return made


def edited_by_hand(path: Path) -> bool:
    """Tell whether an exercise's file holds something else than what was once generated."""
    try:
        nb = project.read_notebook(path)
        return nb.metadata[MADE]["digest"] != digest(nb)
    except (ValueError, KeyError, AttributeError, TypeError):
        return True


def check(root: Path = ROOT) -> list[Problem]:
    """Return the exercises that are missing, stale, edited by hand or without a solution."""
    problems: list[Problem] = []
    made = _expected(root, problems)
    for path, text in made.items():
        name, source = project.name_of(path, root), f"solutions/{path.parent.name}/{path.name}"
        if not path.exists():
            problems.append(Problem(name, "", f"missing: {source} has no exercise", "run make exercises"))
        elif path.read_bytes() != text.encode("utf-8"):
            if edited_by_hand(path):
                problems.append(Problem(name, "", "edited by hand", f"move the change to {source}, run make exercises"))
            else:
                problems.append(Problem(name, "", f"stale: {source} has changed", "run make exercises"))
    for path in project.notebook_files(root, ["exercises"]):
        if not (root / "solutions" / path.parent.name / path.name).exists():
            todo = f"write solutions/{path.parent.name}/{path.name} or delete this file"
            problems.append(Problem(project.name_of(path, root), "", "orphan: it has no solution", todo))
    return problems


def generate(root: Path = ROOT) -> list[str]:
    """Write the exercises, delete those whose solution is gone, and return one line per change.

    A file without a solution that was not generated, or was edited since, is left: :func:`check` names it.
    """
    made = expected(root)
    lines = []
    for path, text in made.items():
        lost = path.exists() and path.read_bytes() != text.encode("utf-8") and edited_by_hand(path)
        if project.write_if_changed(path, text):
            note = " (it had been edited by hand: the edits are gone)" if lost else ""
            lines.append(f"wrote {project.name_of(path, root)}{note}")
    for path in project.notebook_files(root, ["exercises"]):
        if path not in made and not edited_by_hand(path):
            path.unlink()
            lines.append(f"deleted {project.name_of(path, root)}: its solution is gone")
    return lines
