"""Is the course the same in both languages?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from nbformat import NotebookNode

from culture_d.making import project
from culture_d.making.code_shape import CodeError, first_difference, shape
from culture_d.making.exercises import MADE
from culture_d.making.figures import figures
from culture_d.making.markdown import outline, sections
from culture_d.making.project import KINDS, LESSON_TEXTS, ROOT, Problem

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PYTHON = ("python", "py", "ipython3", "code-cell", "pycon")


def check(root: Path = ROOT) -> list[Problem]:
    """Return every way in which the two languages differ: files, cells, code, structure, figures."""
    problems: list[Problem] = []
    for folder in KINDS:
        files = {lang: project.notebook_files(root, [folder], [lang]) for lang in ("en", "fr")}
        problems += _missing(files, f"{folder}/{{}}", root)
        read = project.read_notebooks([*files["en"], *files["fr"]], root, problems)
        for en in files["en"]:
            fr = root / folder / "fr" / en.name
            if en in read and fr in read:
                with project.told(fr, root, problems, "compare it with the English one"):
                    problems += compare_notebooks(read[en], read[fr], project.name_of(fr, root))
    pages = {lang: project.page_files(root, lang) for lang in ("en", "fr")}
    problems += _missing(pages, "book/{}", root)
    for en in pages["en"]:
        fr = root / "book" / "fr" / en.relative_to(root / "book" / "en")
        if fr.exists():
            texts = []
            for page in (en, fr):
                with project.told(page, root, problems):
                    texts.append(page.read_text(encoding="utf-8"))
            if len(texts) == 2:
                with project.told(fr, root, problems, "compare it with the English one"):
                    problems += compare_pages(*texts, project.name_of(fr, root))
    return problems


def _missing(files: dict[str, list[Path]], folder: str, root: Path) -> Iterator[Problem]:
    names = {lang: {p.relative_to(root / folder.format(lang)).as_posix() for p in files[lang]} for lang in files}
    for lang, other in (("en", "fr"), ("fr", "en")):
        for name in sorted(names[other] - names[lang]):
            what = f"missing: it exists only in {folder.format(other)}"
            yield Problem(f"{folder.format(lang)}/{name}", "", what, "write the twin")


def compare_notebooks(en: NotebookNode, fr: NotebookNode, name: str) -> Iterator[Problem]:
    """Yield the differences of two notebooks that should be twins; ``name`` is the French file's."""
    yield from _compare_metadata(en.metadata, fr.metadata, name)
    ids = [[cell.get("id") for cell in nb.cells] for nb in (en, fr)]
    if ids[0] != ids[1]:
        what = f"cell ids differ from the English ones: {_gap(*ids) or 'same ids, other order'}"
        yield Problem(name, "", what, "give both notebooks the same cells in the same order")
        return
    for a, b in zip(en.cells, fr.cells, strict=True):
        where = project.place(b)
        if a.cell_type != b.cell_type:
            yield Problem(name, where, f"is {b.cell_type}, {a.cell_type} in English", "use one type")
            continue
        if project.tags(a) != project.tags(b):
            what = f"tags {project.tags(b)}, {project.tags(a)} in English"
            yield Problem(name, where, what, "give both cells the same tags")
        if _outer_shape(a.metadata) != _outer_shape(b.metadata):
            yield Problem(name, where, "metadata differ from the English ones", "give both the same keys")
        if a.cell_type == "code":
            yield from _compare_code(a.source, b.source, name, where)
        elif a.cell_type == "markdown":
            yield from _compare_markdown(a.source, b.source, name, where)
            yield from _compare_figures(a.source, b.source, name, where)


def compare_pages(en: str, fr: str, name: str) -> Iterator[Problem]:
    """Yield the differences of two pages that should be twins; ``name`` is the French file's."""
    a, b = outline(en), outline(fr)
    try:
        keys = [set(yaml.safe_load(x.front_matter) or {}) for x in (a, b)]
    except yaml.YAMLError as error:
        yield Problem(name, "", f"front matter, here or in English, is not YAML: {error}", "mend it")
        return
    if keys[0] != keys[1]:
        what = f"front matter differs from the English one: {_gap(*keys)}"
        yield Problem(name, "", what, "give both pages the same keys")
    yield from _compare_markdown(en, fr, name, "")
    if len(a.headings) == len(b.headings):  # else the section to look into is not known
        for one, other in zip(sections(en), sections(fr), strict=True):
            title = other.strip().splitlines()[0] if other.strip() else ""
            yield from _compare_figures(one, other, name, f"section {title!r}")


def _compare_metadata(en: NotebookNode, fr: NotebookNode, name: str) -> Iterator[Problem]:
    skipped = {"culture_d", MADE}
    plain = [{k: v for k, v in m.items() if k not in skipped} for m in (en, fr)]
    if plain[0] != plain[1]:
        yield Problem(name, "metadata", "differ from the English ones", "make both the same")
    lessons = [m.get("culture_d", {}) for m in (en, fr)]
    for key in sorted(set(lessons[0]) | set(lessons[1])):
        a, b = (lesson.get(key) for lesson in lessons)
        if key in LESSON_TEXTS and isinstance(a, list) and isinstance(b, list):
            same = len(a) == len(b) and all(
                x == y or not (_SLUG.fullmatch(str(x)) and "-" in str(x)) for x, y in zip(a, b, strict=True)
            )
        else:
            same = key == "lang" or a == b
        if not same:
            yield Problem(name, f"metadata {key}", f"{b!r}, {a!r} in English", "make both the same")


def _outer_shape(value: object) -> object:
    """Return metadata without their texts, which are written in a language, nor tags, compared apart."""
    if isinstance(value, dict):
        return {k: _outer_shape(v) for k, v in value.items() if k != "tags"}
    if isinstance(value, list):
        return [_outer_shape(v) for v in value]
    return "<text>" if isinstance(value, str) else value


def _compare_code(en: str, fr: str, name: str, where: str) -> Iterator[Problem]:
    try:
        a, b = shape(en), shape(fr)
    except CodeError as error:
        yield Problem(name, where, f"this code or its twin is {error}", "write plain Python")
        return
    if a != b:
        what = f"code differs beyond texts and comments: English / French {first_difference(a, b)}"
        yield Problem(name, where, what, "write the same code in both")


def _compare_markdown(en: str, fr: str, name: str, where: str) -> Iterator[Problem]:
    a, b = outline(en), outline(fr)
    ordered = {
        "heading levels": [[level for level, _ in x.headings] for x in (a, b)],
        "directives": [x.directives for x in (a, b)],
        "roles": [[(r, _twin(target)) for r, target in x.roles] for x in (a, b)],
        "kinds of code block": [[kind for kind, _ in x.code] for x in (a, b)],
    }
    for what, (one, other) in ordered.items():
        if one != other:
            detail = f"{what} differ from the English ones: {other}, {one} in English"
            yield Problem(name, where, detail, "make both the same, in the same order")
    for what in ("links", "images"):
        gap = _gap(*(map(_twin, getattr(x, what)) for x in (a, b)))
        if gap:
            yield Problem(name, where, f"{what} differ from the English ones: {gap}", "give both the same")
    if ordered["kinds of code block"][0] == ordered["kinds of code block"][1]:
        for (kind, one), (_, other) in zip(a.code, b.code, strict=True):
            if kind.split()[:1] and kind.split()[0] in _PYTHON:
                yield from _compare_code(one, other, name, where)


def _compare_figures(en: str, fr: str, name: str, where: str) -> Iterator[Problem]:
    gap = _gap(figures(en, "en"), figures(fr, "fr"))
    if gap:
        yield Problem(name, where, f"figures differ from the English ones: {gap}", "check both texts")


def _twin(target: str) -> str:
    """Return a link as both languages have it: internal ones lose their language and their fragment."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return target
    path = target.split("#")[0]
    return re.sub(r"(^|/)(?:en|fr)(?=/|$)", r"\1*", path) or "#"


def _gap(en: Iterable, fr: Iterable) -> str:
    """Return what only one of two collections holds, in words; empty when they hold the same."""
    en, fr = Counter(en), Counter(fr)
    sides = (("only in English", en - fr), ("only in French", fr - en))
    return ", ".join(f"{side} {', '.join(map(str, sorted(only.elements())))}" for side, only in sides if only)
