"""What a check says before it is put into words: a reason, how sure it is, and the rows that it concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from culture_d.i18n import messages
from culture_d.standard.findings import Cause, Example, Words, lines_of, shorten
from culture_d.standard.schemas import Schema

KEPT = 10  # examples of a cause
FREQUENT = 5


@dataclass
class Doubt:
    """One reason to doubt, and where.

    Attributes
    ----------
    key : str
        The reason: ``beyond.<key>`` says it, ``<key>_look`` says what to look at, ``<key>_do`` what to do.
    sure : {"certain", "likely", "look"}
    column : str
        Name of the column of the standard.
    rows : list of int
        Positions of the rows, from 0, in order.
    shown : list of str
        What each of them holds, as an example shows it; may be shorter than ``rows``.
    values : dict
        Values of the sentence.
    """

    key: str
    sure: str
    column: str
    rows: list[int] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    values: dict = field(default_factory=dict)


class Doubting:
    """Gather what is doubtful, reason by reason."""

    def __init__(self, column: str) -> None:
        self.column = column
        self._found: dict[tuple[str, str, str], Doubt] = {}

    def add(self, key: str, sure: str, row: int, shown: str, column: str = "", **values: object) -> None:
        """Add a row to a reason, once; the values of the sentence are those of its first row."""
        column = column or self.column
        doubt = self._found.setdefault((key, sure, column), Doubt(key, sure, column, values=values))
        if not doubt.rows or doubt.rows[-1] != row:  # a cell of several values counts once
            doubt.rows.append(row)
            doubt.shown.append(shown)

    def found(self) -> list[Doubt]:
        """Return the doubts, each with its rows in order."""
        return list(self._found.values())


def each(column: str, cells: Sequence[str], judge: Callable[[str], Iterable[tuple[str, str]]]) -> list[Doubt]:
    """Judge each distinct cell once.

    Parameters
    ----------
    column : str
    cells : sequence of str
        Empty cells are passed over.
    judge : callable
        Returns the (key, sure) of every doubt about a cell.
    """
    verdicts = {cell: tuple(judge(cell)) for cell in set(cells) if cell}
    doubting = Doubting(column)
    if any(verdicts.values()):
        for row, cell in enumerate(cells):
            for key, sure in verdicts.get(cell, ()):
                doubting.add(key, sure, row, cell)
    return doubting.found()


def as_cause(doubt: Doubt, column: str, lines: Sequence[int], schema: Schema) -> Cause:
    """Put a doubt into words.

    Parameters
    ----------
    doubt : Doubt
    column : str
        Name of the column in the file.
    lines : sequence of int
        Line of the file for each row of data.
    schema : Schema
    """
    shown = [shorten(value) for value in doubt.shown]
    examples = [Example(int(lines[row]), value) for row, value in zip(doubt.rows[:KEPT], shown, strict=False)]
    field_ = schema.by_name.get(column)
    values = doubt.values | {"n": len(doubt.rows), "value": examples[0].value, "column": column}
    return Cause(
        key=doubt.key,
        field=field_,
        column=column,
        count=len(doubt.rows),
        lines=lines_of(int(lines[row]) for row in doubt.rows),
        examples=examples,
        said=Words(
            "beyond.said", {"sure": Words(f"beyond.{doubt.sure}"), "what": Words(f"beyond.{doubt.key}", values)}
        ),
        wanted=Words(message(doubt.key, "look"), values),
        mended=Words(message(doubt.key, "do"), values),
        good_example=field_.example if field_ else "",
        values=Counter(shown).most_common(FREQUENT),
        doubt=True,
        sure=doubt.sure,
    )


def message(key: str, part: str) -> str:
    """Return the message that says what to look at, or to do: that of the reason, or that of its family."""
    own, family = f"{key}_{part}", f"{key.split('_')[0]}_{part}"
    return f"beyond.{own if own in messages()['beyond'] else family}"
