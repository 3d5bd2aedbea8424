"""What is kept of a case: what someone thought of it, what a room voted, and how both are read again from JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from culture_d.investigation.case_file import VERDICTS

SURE = ("hunch", "rather", "bet")  # from the least to the most sure
WHEN = ("before", "after")  # the two votes of a room: before and after the clues
LIMIT = 999  # the most votes for a verdict
NOTE = 300  # the most characters of an argument


@dataclass
class Inquiry:
    """What someone has done with a case.

    Attributes
    ----------
    path : list of (int, str)
        The verdicts in turn, each with the number of clues open when it was chosen; the first is the impression.
    sure : str
        How sure of it one was at first: one of `SURE`, or empty before the first impression.
    clues : int
        Number of clues opened.
    told : bool
        Whether the last verdict was given and the answer read.
    note : str
        The argument, at most 300 characters.
    """

    path: list[tuple[int, str]] = field(default_factory=list)
    sure: str = ""
    clues: int = 0
    told: bool = False
    note: str = ""

    @property
    def first(self) -> str:
        """The first verdict."""
        return self.path[0][1]

    @property
    def last(self) -> str:
        """The last verdict."""
        return self.path[-1][1]

    def to_state(self) -> dict:
        """Return the inquiry as plain JSON."""
        path = [[clues, verdict] for clues, verdict in self.path]
        return {"path": path, "sure": self.sure, "clues": self.clues, "told": self.told, "note": self.note}


@dataclass
class Votes:
    """What a room voted on a case before and after the clues, and whether it was told the answer."""

    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    told: bool = False

    @property
    def moved(self) -> int:
        """The fewest people who must have changed their minds, newcomers and early leavers aside."""
        gains = [self.after.get(verdict, 0) - self.before.get(verdict, 0) for verdict in VERDICTS]
        return min(sum(n for n in gains if n > 0), -sum(n for n in gains if n < 0))

    def to_state(self) -> dict:
        """Return the votes as plain JSON."""
        return {"before": dict(self.before), "after": dict(self.after), "told": self.told}


def clean_note(text: str) -> str:
    """Return an argument on one line, cut after 300 characters."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")[:NOTE].strip(" ")


def read_inquiry(given: object, clues: int) -> Inquiry | None:
    """Return an inquiry read from a state about a case that has so many clues, or None where it is not one."""
    if not isinstance(given, dict) or not is_number(given.get("clues"), 0, clues):
        return None
    path, sure, told, note = (given.get(name) for name in ("path", "sure", "told", "note"))
    opened = int(given["clues"])
    if not isinstance(path, list) or not isinstance(told, bool) or not isinstance(note, str):
        return None
    if not path:
        return Inquiry(note=clean_note(note)) if sure == "" and not opened and not told else None
    if sure not in SURE or not all(_is_step(step, opened) for step in path) or path[0][0] != 0:
        return None
    steps = list(zip(path, path[1:], strict=False))
    if any(a[1] == b[1] for a, b in steps) or any(a[0] >= b[0] for a, b in steps[1:]):
        return None
    return Inquiry([(int(n), verdict) for n, verdict in path], sure, opened, told, clean_note(note))


def _is_step(step: object, opened: int) -> bool:
    return isinstance(step, list) and len(step) == 2 and is_number(step[0], 0, opened) and step[1] in VERDICTS


def read_room(given: object) -> Votes | None:
    """Return the votes of a room read from a state, or None where they are not votes."""
    if not isinstance(given, dict) or not isinstance(given.get("told"), bool):
        return None
    before, after = clean_votes(given.get("before")), clean_votes(given.get("after"))
    return None if before is None or after is None else Votes(before, after, given["told"])


def clean_votes(counts: object) -> dict[str, int] | None:
    """Return the votes above 0 in the order of the verdicts, or None where they are not votes."""
    if not isinstance(counts, Mapping):
        return None
    if any(verdict not in VERDICTS or not is_number(n, 0, LIMIT) for verdict, n in counts.items()):
        return None
    return {verdict: int(counts[verdict]) for verdict in VERDICTS if counts.get(verdict)}


def is_number(value: object, least: int, most: int) -> bool:
    """Tell whether a value is a whole number between two others; JSON does not tell 1 from 1.0."""
    return type(value) in (int, float) and value == value // 1 and least <= value <= most
