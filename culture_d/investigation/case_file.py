"""The cases of the investigation: a YAML file that trainers write, read and checked strictly."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from culture_d import catalogue
from culture_d.investigation.tables import Cell, ClueTable
from culture_d.parts import ContentError, Part, Text, read_top

VERSION = 1
# In this order everywhere: a room votes with its fingers, from one to five.
VERDICTS = ("holds", "wrong", "misleading", "two-truths", "unknown")
LEVELS = (1, 2, 3)
_TOP = ("version", "id", "title", "verdicts", "families", "cases")
_VERDICT = ("id", "label", "about")
_FAMILY = ("id", "label", "habit")
_CLUE = ("title", "text", "table")
_TABLE = ("columns", "rows", "note")
_DEFENDED = ("verdict", "says")
_SOURCE = ("title", "url")
_CASE = (
    "id", "level", "family", "title", "scene", "claim", "clues", "ask", "verdict", "defended", "answer", "smile",
    "sources",
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What one may conclude, and when."""

    id: str
    label: Text
    about: Text


@dataclass(frozen=True)
class Family:
    """A kind of error, and the habit that protects from it."""

    id: str
    label: Text
    habit: Text


@dataclass(frozen=True)
class Clue:
    """Something to know before judging: a text, a table, or both."""

    title: Text
    text: Text | None = None
    table: ClueTable | None = None


@dataclass(frozen=True)
class Source:
    """A page that the reader can open."""

    title: Text
    url: str


@dataclass(frozen=True)
class Case:
    """A figure that somebody says, its clues, and what may be concluded."""

    id: str
    level: int
    family: str
    title: Text
    scene: Text
    claim: Text
    clues: tuple[Clue, ...]
    ask: Text
    verdict: str
    defended: dict[str, Text]
    answer: Text
    smile: Text
    sources: tuple[Source, ...]

    def agreement(self, verdict: str) -> str:
        """Return ``"same"``, ``"defended"`` or ``"other"``: how a verdict stands beside ours."""
        return "same" if verdict == self.verdict else "defended" if verdict in self.defended else "other"


@dataclass(frozen=True)
class Cases:
    """A title, the five verdicts, the kinds of error and the cases."""

    id: str
    title: Text
    verdicts: tuple[Verdict, ...]
    families: tuple[Family, ...]
    cases: tuple[Case, ...]

    def case(self, case_id: object) -> Case | None:
        """Return a case by its id, or None."""
        return next((case for case in self.cases if case.id == case_id), None)

    def verdict(self, verdict_id: str) -> Verdict:
        """Return a verdict by its id."""
        return next(verdict for verdict in self.verdicts if verdict.id == verdict_id)

    def family(self, family_id: str) -> Family:
        """Return a kind of error by its id."""
        return next(family for family in self.families if family.id == family_id)

    def number(self, case_id: str) -> int:
        """Return the number of a case, which cards and sheets bear."""
        return [case.id for case in self.cases].index(case_id) + 1


def load_cases(path: str | Path | None = None) -> Cases:
    """Read and check the cases of the investigation.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        A YAML file; ``data/investigation/figures.yml`` by default.

    Raises
    ------
    ContentError
        If there is no such file, or naming the file, the case, the field and the remedy.
    """
    path = Path(path) if path else catalogue.DATA / "investigation" / "figures.yml"
    top = read_top(path, _TOP, "investigation", ContentError)
    top.one_of("version", (VERSION,))
    verdicts = tuple(Verdict(p.word("id"), p.texts("label"), p.texts("about")) for p in top.parts("verdicts", _VERDICT))
    if tuple(verdict.id for verdict in verdicts) != VERDICTS:
        top.fail("verdicts", "investigation.verdicts", ids=", ".join(VERDICTS))
    families = tuple(Family(p.word("id"), p.texts("label"), p.texts("habit")) for p in top.parts("families", _FAMILY))
    names = tuple(family.id for family in families)
    top.no_twins("families", list(names))
    cases = tuple(_case(part, names) for part in top.parts("cases", _CASE))
    top.no_twins("cases", [case.id for case in cases])
    return Cases(top.word("id"), top.texts("title"), verdicts, families, cases)


def _case(part: Part, families: tuple[str, ...]) -> Case:
    verdict = part.one_of("verdict", VERDICTS)
    return Case(
        id=part.word("id"),
        level=part.one_of("level", LEVELS),
        family=part.one_of("family", families),
        title=part.texts("title"),
        scene=part.texts("scene"),
        claim=_claim(part),
        clues=tuple(_clue(item) for item in part.parts("clues", _CLUE, 2, 4)),
        ask=part.texts("ask"),
        verdict=verdict,
        defended=_defended(part, verdict),
        answer=part.texts("answer"),
        smile=part.texts("smile"),
        sources=tuple(Source(item.texts("title"), item.url("url")) for item in part.parts("sources", _SOURCE)),
    )


def _claim(part: Part) -> Text:
    """Return the claim, which the page puts between quotation marks itself."""
    claim = part.texts("claim")
    if any(text[0] in '"“«' and text[-1] in '"”»' for text in claim.values()):
        part.fail("claim", "investigation.quoted")
    return claim


def _defended(part: Part, ours: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for item in part.parts("defended", _DEFENDED, 1, 3):
        verdict = item.one_of("verdict", VERDICTS)
        if verdict == ours:
            item.fail("verdict", "investigation.ours", id=verdict)
        if verdict in found:
            item.fail("verdict", "twice", id=verdict)
        found[verdict] = item.texts("says")
    return found


def _clue(part: Part) -> Clue:
    if "text" not in part and "table" not in part:
        part.fail("", "investigation.empty_clue")
    table = None
    if "table" in part:
        table = _table(Part(part.value["table"], part.file, f"{part.place}.table", _TABLE))
    return Clue(part.texts("title"), part.texts_if_any("text"), table)


def _table(part: Part) -> ClueTable:
    columns = tuple(part.both(f"columns.{n}", value) for n, value in enumerate(part.listed("columns"), start=1))
    for lang in ("en", "fr"):
        part.no_twins("columns", [column[lang] for column in columns])
    rows = []
    for n, row in enumerate(part.listed("rows"), start=1):
        if not isinstance(row, list) or len(row) != len(columns):
            part.fail(f"rows.{n}", "investigation.row", n=len(columns))
        rows.append(tuple(_cell(part, f"rows.{n}.{rank}", value) for rank, value in enumerate(row, start=1)))
    if all(isinstance(row[0], int) and 1800 <= row[0] <= 2100 for row in rows):
        part.fail("rows", "investigation.years")
    return ClueTable(columns, tuple(rows), part.texts_if_any("note"))


def _cell(part: Part, name: str, value: object) -> Cell:
    if isinstance(value, dict):
        return part.both(name, value)
    if isinstance(value, str) or (type(value) in (int, float) and isfinite(value)):
        return value
    part.fail(name, "investigation.cell")
