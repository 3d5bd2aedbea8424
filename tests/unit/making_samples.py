"""Tiny notebooks for the tests of culture_d.making."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from culture_d.making import project

BROKEN = Path(__file__).resolve().parents[1] / "broken"
LESSON = {
    "kind": "lesson",
    "slug": "tiny",
    "minutes": 45,
    "level": "first-steps",
    "audiences": ["citizens", "agents"],
    "competences": ["1.1", "4.2"],
}
TEXTS = {
    "en": {
        "objectives": ["Count", "Doubt"],
        "materials": ["Paper"],
        "prerequisites": ["a-first-one", "Curiosity"],
    },
    "fr": {
        "objectives": ["Compter", "Douter"],
        "materials": ["Du papier"],
        "prerequisites": ["a-first-one", "De la curiosité"],
    },
}


def markdown(id_: str, source: str, *tags: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(source, id=id_, metadata={"tags": list(tags)} if tags else {})


def code(id_: str, source: str, *tags: str, outputs: list | None = None, count: int | None = None) -> NotebookNode:
    metadata = {"tags": list(tags)} if tags else {}
    cell = nbformat.v4.new_code_cell(source, id=id_, metadata=metadata, execution_count=count)
    cell.outputs = [nbformat.from_dict(o) for o in outputs or []]
    return cell


def printed(text: str, name: str = "stdout") -> dict:
    return {"output_type": "stream", "name": name, "text": text}


def shown(**data: object) -> dict:
    """An output of display(): ``text_plain="…"`` gives the type text/plain."""
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {k.replace("_", "/", 1): v for k, v in data.items()},
    }


def notebook(*cells: NotebookNode, kind: str = "lesson", lang: str = "en", slug: str = "tiny") -> NotebookNode:
    about = {"kind": kind, "slug": slug, "lang": lang}
    if kind == "lesson":
        about = LESSON | TEXTS[lang] | about
    metadata = {
        "culture_d": json.loads(json.dumps(about)),
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return nbformat.v4.new_notebook(cells=list(cells), metadata=metadata)


def lesson(lang: str = "en") -> NotebookNode:
    """A lesson without any fault."""
    titles = {"en": "# Tiny\n\nA table is counted.", "fr": "# Tout petit\n\nOn compte une table."}
    texts = {"en": '"rows"', "fr": '"lignes"'}
    return notebook(
        markdown("title", titles[lang]),
        code("count", f"print(3, {texts[lang]})", count=1, outputs=[printed(f"3 {texts[lang][1:-1]}\n")]),
        lang=lang,
    )


def solution(lang: str = "en") -> NotebookNode:
    """A solution without any fault, whose exercise can be run."""
    words = {"en": ("Exercise: tiny", "Count."), "fr": ("Exercice\u00a0: tout petit", "Comptez.")}
    title, sentence = words[lang]
    return notebook(
        markdown("title", f"# {title}\n\n{sentence}"),
        code("answer-rows", "# How many?\nrows = 1 + 2\nrows += 0", "answer", count=1),
        code("look", "rows", count=2, outputs=[result("3", 2)]),
        markdown("why", "3", "solution"),
        kind="solution",
        lang=lang,
    )


def result(text: str, count: int) -> dict:
    return {
        "output_type": "execute_result",
        "metadata": {},
        "data": {"text/plain": text},
        "execution_count": count,
    }


def save(nb: NotebookNode, root: Path, folder: str = "notebooks", slug: str = "tiny") -> Path:
    path = root / folder / nb.metadata.culture_d.lang / f"{slug}.ipynb"
    project.write_if_changed(path, project.notebook_text(nb))
    return path


def course(root: Path) -> Path:
    """Write a whole course of one lesson and one exercise, without any fault but its unmade exercises."""
    for lang in ("en", "fr"):
        save(lesson(lang), root)
        save(solution(lang), root, "solutions")
    return root


def broken(folder: str) -> list[Path]:
    return sorted((BROKEN / folder).glob("*.ipynb"))


def expected_of(path: Path) -> str:
    """What a check must say about a broken notebook: written in the notebook's own metadata."""
    return json.loads(path.read_text(encoding="utf-8"))["metadata"]["expect"]


def copy_of_data(folder: Path) -> Path:
    """Copy the data of the course and the pages of its portraits to a folder, to break them, and return it."""
    shutil.copytree(project.ROOT / "data", folder / "data")
    for lang in project.LANGUAGES:
        shutil.copytree(project.ROOT / "book" / lang / "portraits", folder / "book" / lang / "portraits")
    return folder
