"""Three cases written for the tests, true to the shape of ``data/investigation/figures.yml``."""

from __future__ import annotations

import json
from pathlib import Path

from culture_d.investigation import Cases, load_cases

SHARED = json.loads((Path(__file__).parents[1] / "cases" / "investigation.json").read_text(encoding="utf-8"))


def both(text: str) -> dict[str, str]:
    """Return a text that differs in both languages."""
    return {"en": f"{text} (en)", "fr": f"{text} (fr)"}


def source(n: int = 1) -> dict:
    """Return a source that the reader could open."""
    return {"title": both(f"Source {n}"), "url": f"https://example.org/{n}?a=1&b=2"}


def a_case(name: str, verdict: str, defended: tuple[str, ...], clues: list[dict], **fields: object) -> dict:
    """Return a case whose texts all say its name."""
    texts = {key: both(f"{name}, {key}") for key in ("title", "scene", "claim", "ask", "answer", "smile")}
    says = [{"verdict": other, "says": both(f"{name}, says {other}")} for other in defended]
    given = {"id": name, "level": 1, "family": "units", "clues": clues, "verdict": verdict, "defended": says}
    return given | texts | {"sources": [source()]} | fields


def raw_cases() -> dict:
    """Return a file of three cases, as YAML gives it: text alone, table alone, both; two to four clues."""
    table = {
        "columns": [both("Year"), both("Volume"), both("Made how")],
        "rows": [["2020", 64.2, both("counted")], ["2021", 1234, ""], ["2022", -0.5, "n/a"]],
        "note": both("A note"),
    }
    verdicts = ("holds", "wrong", "misleading", "two-truths", "unknown")
    return {
        "version": 1,
        "id": "sample",
        "title": both("A <b>sample</b>"),
        "verdicts": [{"id": name, "label": both(name), "about": both(f"About {name}")} for name in verdicts],
        "families": [
            {"id": name, "label": both(f"Family {name}"), "habit": both(f"Habit of {name}")}
            for name in ("units", "dates", "places")
        ],
        "cases": [
            a_case(
                "volume",
                "misleading",
                ("holds",),
                [
                    {"title": both("A text"), "text": both("Text one")},
                    {"title": both("A table"), "table": table},
                    {
                        "title": both("Both"),
                        "text": both("Text three"),
                        "table": {k: table[k] for k in table if k != "note"},
                    },
                ],
            ),
            a_case(
                "train",
                "wrong",
                ("unknown", "two-truths"),
                [{"title": both(f"Clue {n}"), "text": both(f"Text {n}")} for n in (1, 2)],
                level=2,
                family="places",
            ),
            a_case(
                "bread",
                "holds",
                ("misleading",),
                [{"title": both(f"Clue {n}"), "text": both(f"Text {n}")} for n in (1, 2, 3, 4)],
                level=3,
                sources=[source(1), source(2)],
            ),
        ],
    }


def write(raw: object, folder: Path) -> Path:
    """Write a file of cases (JSON is YAML) and return its path."""
    path = folder / "mine.yml"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def sample_cases(folder: Path) -> Cases:
    """Return the three cases, read as a file."""
    return load_cases(write(raw_cases(), folder))
