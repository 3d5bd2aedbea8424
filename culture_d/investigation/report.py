"""The notebook of an investigator: what was solved, how sure one was and rightly so, the habits to keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from culture_d.i18n import t
from culture_d.investigation.case_file import Case

if TYPE_CHECKING:
    from culture_d.investigation.game import Investigation
    from culture_d.investigation.state import Inquiry, Votes


@dataclass(frozen=True)
class Standing:
    """Where an investigator stands.

    Attributes
    ----------
    total, solved, changed : int
        Cases of the file; those whose answer was read; among these, those where one changed one's mind.
    sure, well, badly : int
        Solved cases where one was rather sure or would have bet; those where the first impression was our verdict
        or can be argued; those where it was neither.
    habits : tuple of str
        The kinds of error met, in the order of the file.
    """

    total: int
    solved: int
    changed: int
    sure: int
    well: int
    badly: int
    habits: tuple[str, ...]


def standing(game: Investigation) -> Standing:
    """Count what was solved, and how sure one was of it at first."""
    solved = _solved(game)
    sure = [(case, inquiry) for case, inquiry in solved if inquiry.sure != "hunch"]
    badly = sum(case.agreement(inquiry.first) == "other" for case, inquiry in sure)
    met = {case.family for case, _ in solved}
    return Standing(
        total=len(game.cases.cases),
        solved=len(solved),
        changed=sum(inquiry.first != inquiry.last for _, inquiry in solved),
        sure=len(sure),
        well=len(sure) - badly,
        badly=badly,
        habits=tuple(family.id for family in game.cases.families if family.id in met),
    )


def calibration(found: Standing, lang: str) -> str:
    """Say in one sentence whether one was right to be sure; nothing before a case is solved."""
    if not found.solved:
        return ""
    kind = "never" if not found.sure else "well" if not found.badly else "badly" if not found.well else "mixed"
    return t(f"investigation.calibration_{kind}", lang, n=found.sure, well=found.well, badly=found.badly)


def report(game: Investigation, lang: str) -> str:
    """Return the notebook as a text."""
    found = standing(game)
    lines = [game.cases.title[lang], ""]
    if not found.solved:
        lines.append(t("investigation.report_none", lang))
    else:
        lines += [*summary(found, lang), "", t("investigation.report_cases", lang)]
        for case, inquiry in _solved(game):
            lines += [f"- {case.title[lang]}", *(f"  {line}" for line in told(game, case, inquiry, lang))]
        lines += ["", t("investigation.report_habits", lang)]
        lines += [f"- {line}" for line in habits(game, found, lang)]
    voted = [(case, game.room[case.id]) for case in game.cases.cases if _voted(game.room.get(case.id))]
    if voted:
        lines += ["", t("investigation.report_room", lang)]
    for case, votes in voted:
        lines += [f"- {case.title[lang]}", *(f"  {line}" for line in _room(game, votes, lang))]
    return "\n".join(lines) + "\n"


def summary(found: Standing, lang: str) -> list[str]:
    """Return in three sentences where one stands."""
    return [
        t("investigation.report_solved", lang, n=found.solved, total=found.total),
        t(f"investigation.report_{'changed' if found.changed else 'kept'}", lang, n=found.changed),
        calibration(found, lang),
    ]


def told(game: Investigation, case: Case, inquiry: Inquiry, lang: str) -> list[str]:
    """Return what one thought of a case, in turn, beside our verdict."""
    labels = {verdict.id: verdict.label[lang] for verdict in game.cases.verdicts}
    sure = t(f"investigation.sure_{inquiry.sure}", lang)
    lines = [t("investigation.path_first", lang, verdict=labels[inquiry.first], sure=sure)]
    for n, verdict in inquiry.path[1:]:
        lines.append(t(f"investigation.path_{'clue' if n else 'again'}", lang, n=n, verdict=labels[verdict]))
    lines.append(t("investigation.path_ours", lang, verdict=labels[case.verdict]))
    lines[-1] += " " + t(f"investigation.path_{case.agreement(inquiry.last)}", lang)
    return [*lines, t("investigation.path_note", lang, note=inquiry.note)] if inquiry.note else lines


def habits(game: Investigation, found: Standing, lang: str) -> list[str]:
    """Return the habits met, each after the kind of error it protects from."""
    families = [game.cases.family(family) for family in found.habits]
    return [t("investigation.habit_line", lang, label=f.label[lang], habit=f.habit[lang]) for f in families]


def _solved(game: Investigation) -> list[tuple[Case, Inquiry]]:
    pairs = ((case, game.inquiries.get(case.id)) for case in game.cases.cases)
    return [(case, inquiry) for case, inquiry in pairs if inquiry and inquiry.told]


def _voted(votes: Votes | None) -> bool:
    return votes is not None and bool(votes.before or votes.after)


def _room(game: Investigation, votes: Votes, lang: str) -> Iterator[str]:
    for when in ("before", "after"):
        if counts := getattr(votes, when):
            shown = " · ".join(
                t("investigation.room_count", lang, verdict=verdict.label[lang], n=counts[verdict.id])
                for verdict in game.cases.verdicts
                if verdict.id in counts
            )
            yield t(f"investigation.room_{when}", lang, counts=shown)
    if votes.before and votes.after:
        yield t("investigation.room_moved", lang, n=votes.moved)
