"""What a conversion loses, blurs or moves, with its lines, and how to tell it in the reader's language."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from culture_d.i18n import LANGUAGES, language, number, t
from culture_d.standard.conversion_table import OTHER_LABELS, Destination, conversion_table
from culture_d.standard.findings import Words, shorten
from culture_d.understood import enumeration

LINES_TOLD = 5
# What is gone from the file, and what is only blurred; the rest of a journal is moved or respelled, not lost.
GONE = ("value", "column", "unknown", "foreign", "taken", "extra")
BLURRED = "near"


@dataclass
class Loss:
    """Something of the first file that the converted one does not say, or says less precisely.

    Attributes
    ----------
    kind : str
        ``"value"`` (no place for it), ``"column"`` (the column is gone), ``"unknown"`` (not a value of the
        version), ``"foreign"`` (not a column of the standard), ``"taken"`` (another column fills the same one),
        ``"extra"`` (cells beyond the last column), or ``"near"`` (the nearest value was written).
    field : str
        Column of the first file, as its version names it.
    value : str
        The value lost or blurred; ``""`` when it is a whole column.
    lines : array of int
        Lines of the first file (1 is the header).
    source, version : str
        From which version to which.
    destination : Destination or None
        The entry of the table of destinations that decided.
    """

    kind: str
    field: str
    value: str
    source: str
    version: str
    destination: Destination | None = None
    lines: array = field(default_factory=lambda: array("L"))

    @property
    def count(self) -> int:
        """How many lines are concerned."""
        return len(self.lines)

    def sentence(self, lang: str | None = None) -> str:
        """Return what happens, where and why, in one or two sentences."""
        lang = lang or language()
        values = {
            "column": self.field,
            "value": shorten(self.value),
            "n": self.count,
            "lines": lines_told(self.lines, lang),
            "source": self.source,
            "version": self.version,
        }
        if self.destination:
            values |= {"to": self.destination.to, "to_value": shorten(self.destination.to_value)}
            values["reason"] = self._reason(lang)
        return t(f"convert.{self._key()}", lang, **values).strip()

    def _key(self) -> str:
        if self.kind != BLURRED:
            return f"lost_{self.kind}"
        return "near_text" if self.destination.to == OTHER_LABELS else "near"

    def _reason(self, lang: str) -> str:
        reason = self.destination.reason.get(lang, "")
        if self.destination.suggestion:
            reason += " " + t("convert.suggested", lang, value=self.destination.suggestion)
        return reason


class Journal:
    """What happens while a file is converted, each kind of event once, with its lines."""

    def __init__(self, source: str, version: str) -> None:
        self.source, self.version = source, version
        self.events: dict[tuple[str, str, str], Loss] = {}

    def add(self, kind: str, line: int, column: str = "", value: str = "", to: Destination | None = None) -> None:
        """Note an event at a line."""
        event = self.events.setdefault((kind, column, value), Loss(kind, column, value, self.source, self.version, to))
        if not event.lines or event.lines[-1] != line:
            event.lines.append(line)

    def losses(self) -> list[Loss]:
        """Return what is gone, in the order of the columns."""
        return sorted((event for event in self.events.values() if event.kind in GONE), key=_place)

    def near(self) -> list[Loss]:
        """Return what is blurred, in the order of the columns and of their new values."""
        return sorted((event for event in self.events.values() if event.kind == BLURRED), key=_place)

    def words(self, kind: str, **values: object) -> list[Words]:
        """Return what to say of the other events of a kind."""
        return [Words(f"convert.{kind}", _said(event) | values) for event in self.events.values() if event.kind == kind]


def _place(event: Loss) -> tuple[int, int]:
    """Return where the table of destinations names a column and a value."""
    table = conversion_table()
    columns, values = list(table.columns), table.values
    column = columns.index(event.field) if event.field in columns else len(columns)
    return column, values.index(event.destination) if event.destination in values else len(values)


def _said(event: Loss) -> dict:
    told = {
        "n": event.count,
        "column": event.field,
        "value": shorten(event.value),
        "lines": {lang: lines_told(event.lines, lang) for lang in LANGUAGES},
    }
    if event.destination:
        told |= {
            "to": event.destination.to,
            "to_value": shorten(event.destination.to_value),
            "known": shorten(event.destination.value),
        }
    return told


def lines_told(lines: Iterable[int], lang: str | None = None) -> str:
    """Write "line 4", "lines 4, 9 and 12", "lines 4, 9, 12, 15, 18 and 20 others"."""
    lines = list(lines)
    told = [number(line, lang=lang) for line in lines[:LINES_TOLD]]
    if more := len(lines) - len(told):
        told.append(t("tables.others", lang, n=more))
    return t("tables.line", lang, n=len(lines), which=enumeration(told, lang))
