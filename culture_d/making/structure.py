"""Is each notebook built as the course promises?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from nbformat import NotebookNode
from nbformat.validator import iter_validate

from culture_d.lessons import Lesson, LessonError
from culture_d.making import project
from culture_d.making.markdown import outline, prose
from culture_d.making.project import KINDS, ROOT, Problem

MAX_CELLS = 25
MAX_CODE_LINES = 8
MAX_WORDS = 120
LONG_PROSE = {"facilitator", "sources"}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_RANDOM_ID = re.compile(r"(?=.*\d)[0-9a-f]{8}|[0-9a-f]{8}-[0-9a-f]{4}-.*")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_EXERCISE_LINK = re.compile(r"exercises/(?:en|fr)/([\w-]+)(?:\.\w+)?$")


def check(root: Path = ROOT) -> list[Problem]:
    """Return what is wrong in the build of the notebooks of the three folders."""
    problems: list[Problem] = []
    for path, nb in project.read_notebooks(project.notebook_files(root), root, problems).items():
        name = project.name_of(path, root)
        with project.told(path, root, problems):
            problems += check_notebook(nb, name)
            problems += _check_lesson(path, name, root)
            problems += _check_family(path, nb, name, root)
    return problems


def check_notebook(nb: NotebookNode, name: str) -> Iterator[Problem]:
    """Yield what is wrong in the build of one notebook."""
    version = (nb.get("nbformat"), nb.get("nbformat_minor"))
    if version != (4, 5):
        yield Problem(name, "", f"format {version[0]}.{version[1]}", "save it as nbformat 4.5")
    else:
        for error in islice(iter_validate(nb), 1):  # validate() would mend twin ids and hide them
            yield Problem(name, "", f"not valid: {error.message.splitlines()[0]}", "mend the notebook's JSON")
    if len(nb.cells) > MAX_CELLS:
        yield Problem(name, "", f"{len(nb.cells)} cells", f"keep at most {MAX_CELLS}: split or cut")
    for id_, count in Counter(cell.get("id", "") for cell in nb.cells).items():
        if not _ID.fullmatch(id_) or _RANDOM_ID.fullmatch(id_):
            yield Problem(name, f"cell {id_ or '?'}", "unreadable id", "name it for its content: why-it-matters")
        elif count > 1:
            yield Problem(name, f"cell {id_}", f"{count} cells have this id", "give each its own")
    yield from _check_first(nb, name)
    for cell in nb.cells:
        yield from _check_size(cell, name)


def _check_first(nb: NotebookNode, name: str) -> Iterator[Problem]:
    first = nb.cells[0] if nb.cells else None
    todo = "begin with a cell: # Title, an empty line, one sentence"
    if first is None or first.cell_type != "markdown":
        yield Problem(name, "", "does not begin with a title", todo)
        return
    lines = [line for line in first.source.splitlines() if line.strip()]
    found = outline(first.source)
    if not lines or not lines[0].startswith("# ") or len(found.headings) != 1:
        yield Problem(name, project.place(first), "does not hold just one title of level 1", todo)
        return
    body = re.sub(r"\b([A-Z])\.", r"\1", " ".join(lines[1:]).strip())  # "M. Dupont" ends no sentence
    ends = re.findall(r"[.!?…](?=[\s»”)*_]*(?:\s[^\W\d_]|$))", body)
    upper = re.findall(r"[.!?…][»”)*_\s]*\s(?=[^\W\d_])(\w)", body)
    if not body or found.directives or not ends or any(letter.isupper() for letter in upper):
        yield Problem(name, project.place(first), "the title is not followed by just one sentence", todo)


def _check_size(cell: NotebookNode, name: str) -> Iterator[Problem]:
    where = project.place(cell)
    if cell.cell_type == "code":
        lines = [line for line in cell.source.splitlines() if line.strip() and not line.strip().startswith("#")]
        if len(lines) > MAX_CODE_LINES:
            todo = f"keep at most {MAX_CODE_LINES}: split the cell or move code to culture_d"
            yield Problem(name, where, f"{len(lines)} lines of code", todo)
        if not cell.source.strip():
            yield Problem(name, where, "empty code cell", "delete it, or give the learner a comment to start from")
    elif cell.cell_type == "markdown" and not LONG_PROSE & set(project.tags(cell)):
        words = len(_WORD.findall(prose(cell.source)))
        if words > MAX_WORDS:
            todo = f"keep at most {MAX_WORDS}: cut, split, or tag the cell facilitator or sources if it is"
            yield Problem(name, where, f"{words} words", todo)


def _check_lesson(path: Path, name: str, root: Path) -> Iterator[Problem]:
    try:
        lesson = Lesson.from_notebook(path)
    except LessonError as error:
        yield Problem(name, f"metadata {error.field}", error.problem, "correct the metadata culture_d")
        return
    kind = KINDS[path.relative_to(root).parts[0]]
    for field, wanted in (("kind", kind), ("slug", path.stem), ("lang", project.lang_of(path))):
        if getattr(lesson, field) != wanted:
            what = f"{getattr(lesson, field)!r}, but the file says {wanted!r}"
            yield Problem(name, f"metadata {field}", what, "make both say the same")


def _check_family(path: Path, nb: NotebookNode, name: str, root: Path) -> Iterator[Problem]:
    """A lesson, its exercise and its solution have one slug. (Exercises without solutions: see exercises.)"""
    folder, lang = path.relative_to(root).parts[:2]
    if folder == "solutions":
        if not (root / "notebooks" / lang / path.name).exists():
            yield Problem(name, "", f"no lesson notebooks/{lang}/{path.name}", "give both the same file name")
        if not any("answer" in project.tags(cell) for cell in nb.cells):
            yield Problem(name, "", "no cell is tagged answer", "tag the cells that the learner is to write")
    if folder == "notebooks":
        for cell in nb.cells:
            links = outline(cell.source).links if cell.cell_type == "markdown" else []
            for slug in (m[1] for m in map(_EXERCISE_LINK.search, links) if m):
                if not (root / "solutions" / lang / f"{slug}.ipynb").exists():
                    what = f"points to an exercise that has no solution: {slug}"
                    yield Problem(name, project.place(cell), what, f"write solutions/{lang}/{slug}.ipynb")
