"""Where the French of the course is, and its typography checked or repaired there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from nbformat import NotebookNode

from culture_d.making import project
from culture_d.making.project import LESSON_TEXTS, ROOT, RUN_FOLDERS, Problem
from culture_d.making.typography import Fault, faults, repair
from culture_d.yaml_files import LOADER

_ESCAPES = {r"\u00a0": "\u00a0", r"\xa0": "\u00a0", r"\_": "\u00a0", r"\u202f": "\u202f", r"\u2019": "’"}


def yaml_files(root: Path = ROOT) -> list[Path]:
    """Return the content files that hold texts in both languages."""
    return sorted(p for f in ("culture_d", "data", "book") for p in (root / f).rglob("*.yml"))


def check(root: Path = ROOT, paths: list[Path] | None = None) -> list[Problem]:
    """Return the faults of typography of every French cell, page and content file (or of some files).

    The generated exercises are left out: their solutions are checked.
    """
    problems: list[Problem] = []
    for path in paths or _files(root):
        with project.told(path, root, problems, "restore it" if path.suffix == ".ipynb" else "mend it"):
            for place, fault in _faults(path):
                todo = "python -m culture_d.making typography --fix" if fault.safe else "correct it by hand"
                what = f"{fault.what}, in “{fault.excerpt}”"
                problems.append(Problem(project.name_of(path, root), place, what, todo))
    return problems


def fix(root: Path = ROOT, paths: list[Path] | None = None) -> list[str]:
    """Repair spaces and apostrophes in the same files, and return the names of those rewritten.

    A file that cannot be read is left: :func:`check` names it.
    """
    changed = []
    for path in paths or _files(root):
        with project.told(path, root, []):
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".ipynb":
                new = _fix_notebook(project.read_notebook(path), text)
            else:
                new = fix_yaml(text) if path.suffix == ".yml" else repair(text)
            if new != text and project.write_if_changed(path, new):
                changed.append(project.name_of(path, root))
    return changed


def _files(root: Path) -> list[Path]:
    return [
        *project.notebook_files(root, RUN_FOLDERS, ["fr"]),
        *project.page_files(root, "fr"),
        *yaml_files(root),
    ]


def _faults(path: Path) -> Iterator[tuple[str, Fault]]:
    if path.suffix == ".ipynb":
        nb = project.read_notebook(path)
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                yield from ((f"{project.place(cell)}, line {f.line}", f) for f in faults(cell.source))
        for key, index, text in _lesson_texts(nb):
            yield from ((f"metadata {key} {index + 1}", f) for f in faults(text))
    elif path.suffix == ".yml":
        for node in french_nodes(yaml.compose(path.read_text(encoding="utf-8"), LOADER)):
            first = node.start_mark.line + (2 if node.style in ("|", ">") else 1)
            yield from ((f"line {first + f.line - 1}", f) for f in faults(node.value))
    else:
        yield from ((f"line {f.line}", f) for f in faults(path.read_text(encoding="utf-8")))


def _lesson_texts(nb: NotebookNode) -> Iterator[tuple[str, int, str]]:
    lesson = nb.metadata.get("culture_d", {})
    for key in LESSON_TEXTS:
        for index, text in enumerate(lesson.get(key, [])):
            yield key, index, text


def _fix_notebook(nb: NotebookNode, text: str) -> str:
    before = project.notebook_text(nb)
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            cell.source = repair(cell.source)
    for key, index, value in list(_lesson_texts(nb)):
        nb.metadata.culture_d[key][index] = repair(value)
    after = project.notebook_text(nb)
    return after if after != before else text  # a notebook without a fault keeps its bytes


def french_nodes(node: yaml.Node | None, french: bool = False) -> Iterator[yaml.ScalarNode]:
    """Yield the texts below the keys named ``fr`` of a YAML document, in order."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from french_nodes(value, french or key.value == "fr")
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from french_nodes(item, french)
    elif isinstance(node, yaml.ScalarNode) and french and node.tag == "tag:yaml.org,2002:str":
        yield node


def fix_yaml(text: str) -> str:
    """Repair the French texts of a YAML document where they stand: its layout and comments stay.

    A text whose repair would not read back as expected (a sign cut from its word by a line break, say) is
    left as it is: the check goes on naming it.
    """
    nodes = list(french_nodes(yaml.compose(text, LOADER)))
    wanted = [repair(node.value) for node in nodes]
    ranks = {i for i, node in enumerate(nodes) if wanted[i] != node.value}
    while ranks:
        new = text
        for i in sorted(ranks, reverse=True):
            start, end = nodes[i].start_mark.index, nodes[i].end_mark.index
            new = new[:start] + _repaired_scalar(text[start:end], nodes[i].style) + new[end:]
        try:
            read = [node.value for node in french_nodes(yaml.compose(new, LOADER))]
        except yaml.YAMLError:
            return text
        wrong = {i for i in ranks if len(read) == len(nodes) and read[i] != wanted[i]}
        if not wrong:
            return new if len(read) == len(nodes) else text
        ranks -= wrong
    return text


def _repaired_scalar(raw: str, style: str | None) -> str:
    """Repair a scalar as YAML writes it: quoted, with its escapes, or plain."""
    if style == "'":
        return "'" + repair(raw[1:-1].replace("''", "'")).replace("'", "''") + "'"
    if style == '"':
        for escape, character in _ESCAPES.items():
            raw = raw.replace(escape, character)
        return '"' + repair(raw[1:-1].replace('\\"', '"')).replace('"', '\\"') + '"'
    return repair(raw)
