"""The tables, the deck and the portraits: described, valid, and each portrait with its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from culture_d.i18n import LANGUAGES
from culture_d.interview.deck import load_deck, load_portrait
from culture_d.making.project import ROOT, Problem


def check(root: Path = ROOT) -> list[Problem]:
    """Return what is not in order in ``data/``, and in the pages that show it."""
    return [*_tables(root), *_interview(root), *_checks(root)]


def _tables(root: Path) -> Iterator[Problem]:
    from frictionless import Package  # takes a second to import, and only this check needs it

    name = "data/datapackage.json"
    if not (root / name).exists():
        return
    package = Package(str(root / name))
    described = {resource.path for resource in package.resources}
    for path in sorted((root / "data").glob("*.csv")):
        if path.name not in described:
            yield Problem(f"data/{path.name}", "", "is not described", f"describe it in {name}")
    report = package.validate()
    for error in report.errors:
        yield Problem(name, "", error.message, "mend the description")
    for task in report.tasks:
        for error in task.errors:
            line, field = getattr(error, "row_number", None), getattr(error, "field_name", "")
            yield Problem(
                f"data/{task.place}", f"line {line}, {field}" if line else "", error.message, "mend the table"
            )


def _interview(root: Path) -> Iterator[Problem]:
    folder = root / "data" / "interview"
    if not (folder / "deck.yml").exists():
        return
    try:
        deck = load_deck(folder / "deck.yml")
    except ValueError as error:
        yield Problem("data/interview/deck.yml", "", str(error), "mend the card")
        return
    for path in sorted((folder / "portraits").glob("*.yml")):
        name = f"data/interview/portraits/{path.name}"
        try:
            portrait = load_portrait(path, deck)
        except ValueError as error:
            yield Problem(name, "", str(error), "mend the portrait")
            continue
        for lang in LANGUAGES:
            page = root / "book" / lang / "portraits" / f"{portrait.id}.md"
            wanted = f"# {portrait.title[lang]}\n\n```{{interview-portrait}} {portrait.id}\n```\n"
            if not page.exists() or page.read_text(encoding="utf-8") != wanted:
                todo = f"write in it: {wanted!r}, and list the page in _toc.yml"
                yield Problem(page.relative_to(root).as_posix(), "", "is not the page of this portrait", todo)


def _checks(root: Path) -> Iterator[Problem]:
    for path in sorted((root / "data" / "checks").glob("*.yml")):
        name = f"data/checks/{path.name}"
        for step, content in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            texts = [content.get("well"), content.get("otherwise"), *content.get("slips", [{}])]
            if "answer" not in content or not all(isinstance(t, dict) and t.get("en") and t.get("fr") for t in texts):
                yield Problem(name, step, "lacks its answer or a sentence in a language", "complete the step")
