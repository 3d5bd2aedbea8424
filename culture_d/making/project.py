"""Where the files of the course are, how its notebooks are read and written, how a problem is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "fr")
KINDS = {"notebooks": "lesson", "exercises": "exercise", "solutions": "solution"}
RUN_FOLDERS = ("notebooks", "solutions")


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
        return f"{where}: {self.what}" + (f" -> {self.todo}" if self.todo else "")


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
    """
    return nbformat.v4.reads(path.read_text(encoding="utf-8"))


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
