"""Where the files of the course are, how its notebooks are read and written, how a problem is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import yaml
from nbformat import NotebookNode

from culture_d.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
KINDS = {"notebooks": "lesson", "exercises": "exercise", "solutions": "solution"}
RUN_FOLDERS = ("notebooks", "solutions")
LESSON_TEXTS = ("objectives", "materials", "prerequisites")  # what is written in a language in the metadata
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, told in one line.

    Parameters
    ----------
    file : str
        Path from the root of the project.
    place : str
        Cell id, line or field; empty when the whole file is meant.
    what : str
        What is wrong.
    todo : str
        What to do about it.
    """

    file: str
    place: str
    what: str
    todo: str = ""

    def __str__(self) -> str:
        where = f"{self.file} [{self.place}]" if self.place else self.file
        line = f"{where}: {self.what}" + (f" -> {self.todo}" if self.todo else "")
        return re.sub(r"[ \t]*\n\s*", " ", line)  # parsers tell their errors in several lines


class NotebookError(ValueError):
    """A file that is not a notebook, whatever its name says."""


@contextmanager
def told(path: Path, root: Path, problems: list[Problem], todo: str = "mend it") -> Iterator[None]:
    """Add to ``problems`` whatever stops the check of a file, so that the other files are still checked.

    Parameters
    ----------
    path : Path
        The file that is read and checked in the ``with`` block.
    root : Path
        Root of the project.
    problems : list of Problem
        Where the problem goes.
    todo : str
        What to do about a file that cannot be read; a merge conflict says it by itself.
    """
    try:
        yield
    except Exception as error:  # a spoilt file can stop a check anywhere, in our code or in a library's
        if _in_conflict(path):
            todo = "resolve the merge conflict"
        problems.append(Problem(name_of(path, root), "", _reason(error), todo))


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "is not a text in UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"is not JSON: {error}"
    if isinstance(error, yaml.YAMLError):
        return f"is not YAML: {error}"
    if isinstance(error, ValueError):
        return str(error)
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}"
    return f"does not hold what is expected ({type(error).__name__}: {error})"


def _in_conflict(path: Path) -> bool:
    try:
        return bool(_CONFLICT.search(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return False


def notebook_files(
    root: Path = ROOT, folders: Iterable[str] = KINDS, languages: Iterable[str] = LANGUAGES
) -> list[Path]:
    """Return the notebooks of some folders (all three by default), sorted."""
    return sorted(p for f in folders for lang in languages for p in (root / f / lang).glob("*.ipynb"))


def page_files(root: Path = ROOT, lang: str = "en") -> list[Path]:
    """Return the Markdown pages of one edition of the book, sorted."""
    return sorted((root / "book" / lang).rglob("*.md"))


def select(paths: Iterable[str | Path], root: Path, folders: Iterable[str] = RUN_FOLDERS) -> list[Path]:
    """Return the notebooks meant by some files and folders, or all those of ``folders`` when none is given.

    Raises
    ------
    FileNotFoundError
        If a path given does not exist.
    """
    chosen: set[Path] = set()
    for given in paths:
        path = root / given if (root / given).exists() else Path(given)
        if not path.exists():
            raise FileNotFoundError(f"{given} does not exist: give a notebook or a folder of the course")
        chosen.update([path.resolve()] if path.is_file() else _below(path.resolve()))
    return sorted(chosen) if chosen else notebook_files(root.resolve(), folders)


def _below(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


def name_of(path: Path, root: Path) -> str:
    """Return a path as it is written in messages: from the root, with slashes."""
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def lang_of(path: Path) -> str:
    """Return the language of a notebook: the folder it is in."""
    return path.parent.name


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook as it is.

    ``nbformat.read`` would silently give new ids to cells that lack one or share one, and hide from the
    checks exactly what they look for.

    Raises
    ------
    NotebookError
        If the file does not hold a notebook.
    """
    text = path.read_text(encoding="utf-8")
    try:
        fault = _not_a_notebook(json.loads(text))
    except ValueError as error:
        fault = str(error)
    if fault:
        raise NotebookError(f"not a notebook: {fault}")
    return nbformat.v4.reads(text)


def _not_a_notebook(content: object) -> str:
    """Return what all that reads a notebook counts on and does not find; the rest is for the checks."""
    if not isinstance(content, dict):
        return "not a JSON object"
    if not isinstance(content.get("metadata"), dict) or not isinstance(content["metadata"].get("culture_d", {}), dict):
        return "no metadata, or none of the course in them"
    if not isinstance(content.get("cells"), list):
        return "no list of cells"
    for rank, cell in enumerate(content["cells"], start=1):
        whole = isinstance(cell, dict) and isinstance(cell.get("metadata"), dict)
        if not whole or not isinstance(cell.get("cell_type"), str) or not isinstance(cell.get("source"), (str, list)):
            return f"cell number {rank} lacks its type, its source or its metadata"
        if cell["cell_type"] == "code" and not isinstance(cell.get("outputs"), list):
            return f"cell number {rank} has no list of outputs"
    return ""


def read_notebooks(paths: Iterable[Path], root: Path, problems: list[Problem]) -> dict[Path, NotebookNode]:
    """Return the notebooks that can be read, and add the others to ``problems``."""
    read = {}
    for path in paths:
        with told(path, root, problems, "restore it"):
            read[path] = read_notebook(path)
    return read


def notebook_text(nb: NotebookNode) -> str:
    """Return the text of a notebook's file: same notebook, same bytes."""
    return nbformat.v4.writes(nb) + "\n"


def write_if_changed(path: Path, text: str) -> bool:
    """Write a text unless the file holds it already, and tell whether it was written."""
    if path.exists() and path.read_bytes() == text.encode("utf-8"):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def tags(cell: NotebookNode) -> list[str]:
    """Return the tags of a cell."""
    return list(cell.metadata.get("tags", []))


def place(cell: NotebookNode) -> str:
    """Return how messages name a cell."""
    return f"cell {cell.get('id', '?')}"
