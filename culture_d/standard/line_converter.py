"""One line of a file, cell by cell, from its version of the standard to a later one."""

from __future__ import annotations

import re

from culture_d.standard.conversion_table import OTHER_LABELS, Destination, conversion_table
from culture_d.standard.losses import Journal
from culture_d.standard.recognise import OLD, Cells, Recognised, letters, match_names
from culture_d.standard.schemas import load_schema

UNKNOWN_PIVOT = "0" * 14  # what the national map writes: 1.0 requires a pivot
_PIVOT = re.compile(r"[a-zA-Z0-9]{9,14}", re.ASCII)
_VALUES = re.compile(r"\s*[;|]\s*")
_MAILS = re.compile(r"\s*[;|,]\s*")
_SITES = re.compile(r"\s*[;|,]\s*(?=https?://|www\.)")  # an address may itself hold a semicolon
_SEPARATED = {"typologie": _VALUES, "courriel": _MAILS, "site_web": _SITES}


class LineConverter:
    """What is needed to convert each line of a file, and the journal of what happened.

    Attributes
    ----------
    old : bool
        Whether the file follows version 0.1.
    carried : dict
        Position of a column that only the new version has -> its name there.
    journal : Journal
    """

    def __init__(self, cells: Cells, found: Recognised, to: str) -> None:
        self.old, self.source, self.to = found.version == OLD, found.version, to
        self.header, self.columns = cells.header, found.columns
        self.schema, self.rules = load_schema(to), conversion_table()
        self.lists = self.rules.lists if self.old else {}
        self.limit = self.schema.by_name["presentation_resume"].constraints["maxLength"]
        self.journal = Journal(found.version, to)
        names = [cells.header[i] for i in found.unknown]
        carried, _, _ = match_names(names, self.schema.names)
        self.carried = {found.unknown[i]: name for i, name in carried.items()}
        self.foreign = [i for i in found.unknown if i not in self.carried]

    def line(self, number: int, row: list[str]) -> dict[str, str]:
        """Return the cells of a line in the new version, by name."""
        self.at, self.lists_out, self.out = number, {}, {}
        filled = {i: cell for i, cell in enumerate(row) if cell.strip()}
        for i, name in self.columns.items():
            if i in filled:
                self._cell(name, filled[i])
        self.out |= {name: "|".join(values) for name, values in self.lists_out.items()}
        for i, name in self.carried.items():
            if i in filled:
                self._carry(i, name, filled[i])
        for i in self.foreign:
            if i in filled:
                self.journal.add("foreign", number, self.header[i])
        if any(i >= len(self.header) for i in filled):
            self.journal.add("extra", number)
        if self.old:
            self._pivot()
            self._summary()
        elif self.source != self.to:
            self._later_labels()
        return self.out

    def _cell(self, name: str, cell: str) -> None:
        if not self.old:
            self.out[name] = cell
        elif name in self.lists or name == "labels_autres":
            for value in filter(None, _VALUES.split(cell.strip())):
                self._value(name, value) if name in self.lists else self._label(name, value)
        elif name == "cle_ban":
            rule = self.rules.columns[name]
            self.journal.add("column", self.at, name, to=Destination(name, "", how="lost", reason=rule["reason"]))
        else:
            separator = _SEPARATED.get(name)
            values = "|".join(v for v in separator.split(cell.strip()) if v) if separator else cell
            self.out[self.rules.columns[name]["to"][0]] = values

    def _value(self, name: str, value: str) -> None:
        """Write a value of a list where the table of destinations says."""
        known = self.lists[name].get(letters(value))
        if known is None and name == "labels_nationaux":
            self.journal.add("kept_as_text", self.at, name, value, Destination(name, value, OTHER_LABELS, value))
            self._put(OTHER_LABELS, value)
            return
        if known is None:
            self.journal.add("unknown", self.at, name, value)
            return
        if value.replace("’", "'") not in (known.value, known.value.partition(" : ")[0]):
            self.journal.add("respelled", self.at, name, value, known)
        if known.how == "lost":
            self.journal.add("value", self.at, name, known.value, known)
            return
        if known.how == "close":
            self.journal.add("near", self.at, name, known.value, known)
        self._put(known.to, known.to_value)

    def _label(self, name: str, value: str) -> None:
        """Write a free label in the official list that has it, or leave it among the others."""
        known = self.rules.aliases.get(letters(value))
        if known is None or known.since > self.to:
            self._put(OTHER_LABELS, value)
        else:
            self.journal.add("entered", self.at, name, value, known)
            self._put(known.to, known.to_value)

    def _put(self, name: str, value: str) -> None:
        values = self.lists_out.setdefault(name, [])
        if value not in values:
            values.append(value)

    def _later_labels(self) -> None:
        """Move the free labels that have entered a list since the file's version."""
        labels = self.out.get(OTHER_LABELS, "").split("|")
        known = [self.rules.aliases.get(letters(label)) for label in labels]
        moved = [bool(to and to.since > self.source) for to in known]
        if any(moved):
            for label, to, moves in zip(labels, known, moved, strict=True):
                if moves:
                    self.journal.add("entered", self.at, OTHER_LABELS, label, to)
                    listed = [v for v in self.out.get(to.to, "").split("|") if v and v != to.to_value]
                    self.out[to.to] = "|".join([*listed, to.to_value])
            self.out[OTHER_LABELS] = "|".join(v for v, moves in zip(labels, moved, strict=True) if not moves)

    def _carry(self, i: int, name: str, cell: str) -> None:
        """Copy a cell of a column that the new version has and the first one had not."""
        if self.out.get(name):
            self.journal.add("taken", self.at, self.header[i])
        else:
            self.out[name] = cell

    def _pivot(self) -> None:
        pivot = self.out.get("pivot", "")
        bare = re.sub(r"[\s.\u00a0\u202f-]", "", pivot)
        if not pivot:
            self.journal.add("pivot_unknown", self.at)
            self.out["pivot"] = UNKNOWN_PIVOT
        elif not _PIVOT.fullmatch(bare):
            self.journal.add("pivot_odd", self.at)
        elif bare != pivot:
            self.journal.add("pivot_cleaned", self.at)
            self.out["pivot"] = bare

    def _summary(self) -> None:
        """Move a summary that has become too long to the head of the details, whole."""
        summary, detail = self.out.get("presentation_resume", ""), self.out.get("presentation_detail", "")
        if len(summary) <= self.limit:
            return
        self.journal.add("summary_moved", self.at)
        self.out["presentation_resume"] = ""
        self.out["presentation_detail"] = detail if summary.strip() in detail else f"{summary} {detail}".strip()
