"""The tables, the deck and the portraits: described, valid, and each portrait with its page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from culture_d.debate import load_debate
from culture_d.decision_file import load_decision
from culture_d.governance import models
from culture_d.i18n import LANGUAGES
from culture_d.interview.deck import Portrait, load_deck, load_portrait
from culture_d.investigation.case_file import load_cases
from culture_d.making import project
from culture_d.making.project import ROOT, Problem
from culture_d.personal.traces import load_day
from culture_d.quiz_file import load_quiz
from culture_d.rights.content import check_file
from culture_d.standard.committee.agenda import load_agenda
from culture_d.timelines import load_timeline
from culture_d.yaml_files import read_yaml

_PACKAGE = "data/datapackage.json"
_LANGUAGES_LACK = "is not a text in each language"
# Folder of data/ and files there -> what reads them, and what to do when it refuses.
_LOADERS: dict[tuple[str, str], tuple[Callable[[Path], object], str]] = {
    ("quizzes", "*.yml"): (load_quiz, "mend the question; the others show what is expected"),
    ("standard", "committee.yml"): (lambda path: load_agenda(path.parent), "mend the arbitration or the comment"),
    ("decisions", "*.yml"): (load_decision, "mend the tree; the others show what is expected"),
    ("timelines", "*.yml"): (load_timeline, "mend the event; the others show what is expected"),
    ("debates", "*.yml"): (load_debate, "mend the card; the others show what is expected"),
    ("governance", "*.yml"): (models, "mend the model; the others show what is expected"),
    ("traces", "*.yml"): (load_day, "mend the card; the others show what is expected"),
    ("investigation", "*.yml"): (load_cases, "mend the case; the others show what is expected"),
    ("rights", "*.yml"): (check_file, "mend the letter or the item; the others show what is expected"),
}


def check(root: Path = ROOT) -> list[Problem]:
    """Return what is not in order in ``data/``, and in the pages that show it."""
    return [*_tables(root), *_interview(root), *_checks(root), *_contents(root)]


def _tables(root: Path) -> list[Problem]:
    problems: list[Problem] = []
    path = root / _PACKAGE
    if not path.exists():
        return problems
    with project.told(path, root, problems, "mend the description"):
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
        if not isinstance(resources, list) or not all(isinstance(resource, dict) for resource in resources):
            raise ValueError("has no list of resources")
        described = {resource.get("path") for resource in resources}
        for table in sorted((root / "data").glob("*.csv")):
            if table.name not in described:
                problems.append(Problem(f"data/{table.name}", "", "is not described", f"describe it in {_PACKAGE}"))
        for resource in resources:
            for where, what in _resource_faults(resource):
                problems.append(Problem(_PACKAGE, f"{resource.get('name')}, {where}", what, "complete the description"))
        problems += _frictionless(path)
    return problems


def _resource_faults(resource: dict) -> Iterator[tuple[str, str]]:
    """Yield what the course shows of a table and that its description lacks: where, and what."""
    for key in ("titles", "descriptions"):
        if not _in_both(resource.get(key)):
            yield key, _LANGUAGES_LACK
    for key in ("licenses", "sources"):
        items = resource.get(key)
        if not isinstance(items, list) or not items or not all(_is_link(item) for item in items):
            yield key, "is not a list of titles, each with its path"
    if not _is_day(resource.get("updated")):
        yield "updated", "is not a date such as 2026-11-21"
    for field in resource.get("schema", {}).get("fields", []):
        for key in ("titles", "descriptions", "unit"):
            if (key == "titles" or key in field) and not _in_both(field.get(key)):
                yield f"column {field.get('name')}, {key}", _LANGUAGES_LACK


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _in_both(value: object) -> bool:
    return isinstance(value, dict) and all(_is_text(value.get(lang)) for lang in LANGUAGES)


def _is_link(value: object) -> bool:
    return isinstance(value, dict) and _is_text(value.get("title")) and _is_text(value.get("path"))


def _is_day(value: object) -> bool:
    try:
        return bool(dt.date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _frictionless(path: Path) -> Iterator[Problem]:
    from frictionless import Package  # takes a second to import, and only this check needs it

    report = Package(str(path)).validate()
    for error in report.errors:
        yield Problem(_PACKAGE, "", error.message, "mend the description")
    for task in report.tasks:
        for error in task.errors:
            line, field = getattr(error, "row_number", None), getattr(error, "field_name", "")
            where = f"line {line}, {field}" if line else ""
            yield Problem(f"data/{task.place}", where, error.message, "mend the table")


def _interview(root: Path) -> list[Problem]:
    problems: list[Problem] = []
    folder, deck = root / "data" / "interview", None
    if not (folder / "deck.yml").exists():
        return problems
    with project.told(folder / "deck.yml", root, problems, "mend the card"):
        deck = load_deck(folder / "deck.yml")
    if deck is None:
        return problems
    for path in sorted((folder / "portraits").glob("*.yml")):
        with project.told(path, root, problems, "mend the portrait; the others show what is expected"):
            problems += _pages(load_portrait(path, deck), root)
    return problems


def _pages(portrait: Portrait, root: Path) -> Iterator[Problem]:
    for lang in LANGUAGES:
        page = root / "book" / lang / "portraits" / f"{portrait.id}.md"
        wanted = f"# {portrait.title[lang]}\n\n```{{interview-portrait}} {portrait.id}\n```\n"
        if not page.exists() or page.read_text(encoding="utf-8") != wanted:
            todo = f"write in it: {wanted!r}, and list the page in _toc.yml"
            yield Problem(page.relative_to(root).as_posix(), "", "is not the page of this portrait", todo)


def _checks(root: Path) -> list[Problem]:
    problems: list[Problem] = []
    for path in sorted((root / "data" / "checks").glob("*.yml")):
        with project.told(path, root, problems):
            steps = read_yaml(path)
            if not isinstance(steps, dict):
                raise ValueError("holds no steps: write them, or delete the file")
            for step, content in steps.items():
                for what in _step_faults(content):
                    problems.append(Problem(project.name_of(path, root), str(step), what, "complete the step"))
    return problems


def _contents(root: Path) -> list[Problem]:
    """Read every file of contents with the loader of its interface, which says what is wrong."""
    problems: list[Problem] = []
    for (folder, pattern), (load, todo) in _LOADERS.items():
        for path in sorted((root / "data" / folder).glob(pattern)):
            with project.told(path, root, problems, todo):
                load(path)
    return problems


def _step_faults(step: object) -> Iterator[str]:
    """Yield what ``culture_d.checks.check`` would look for in a step and not find."""
    if not isinstance(step, dict):
        yield "is not a mapping of fields"
        return
    if step.get("answer") in (None, "", []):
        yield "lacks its answer"
    for key in ("well", "otherwise"):
        if not _in_both(step.get(key)):
            yield f"{key} {_LANGUAGES_LACK}"
    if not isinstance(step.get("slips"), list):
        yield "lacks its list of slips (slips: [] when there are none)"
        return
    for rank, slip in enumerate(step["slips"], start=1):
        if not isinstance(slip, dict) or slip.get("value") is None:
            yield f"slip {rank} lacks its value"
        if not _in_both(slip):
            yield f"slip {rank} {_LANGUAGES_LACK}"
