"""The repairs of a file: what is proposed, what a person accepted, and the file they make."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import language, t
from culture_d.standard.findings import Words, shorten
from culture_d.standard.repair.columns import arranged
from culture_d.standard.repair.rules import NAMES
from culture_d.standard.schemas import Schema
from culture_d.standard.source import Source
from culture_d.standard.validation.header import is_national, other_version
from culture_d.tables import to_csv_safe

LOG = ["order", "line", "column", "before", "after", "rule"]
PREVIEW = ["line", "column", "before", "after", "rule", "safe", "decision"]
ARRANGE = "columns"


class RepairError(ReaderError, KeyError):
    """One sentence for the reader: a proposal or a rule that does not exist."""


@dataclass(frozen=True)
class Proposal:
    """A cell and what it could become.

    Attributes
    ----------
    id : str
        Stable: the same for the same file and schema.
    line : int
        Line of the file (1 is the header, unless lines stand above it).
    column : str
        Name as written in the file; ``""`` when it is about the order of the columns.
    before, after : str
    rule : str
        One of :data:`culture_d.standard.repair.rules.NAMES`.
    safe : bool
        True when the meaning cannot change; otherwise a person must look.
    position : int
        Of the column in the file, from 0; -1 for the order of the columns.
    words : tuple of Words
        Why, one sentence for each thing that changes.
    partner : str
        The id of a proposal that is accepted or refused with this one, or ``""``.
    """

    id: str
    line: int
    column: str
    before: str
    after: str
    rule: str
    safe: bool
    position: int = -1
    words: tuple[Words, ...] = ()
    partner: str = ""

    def sentence(self, lang: str | None = None) -> str:
        """Return why, in one or a few sentences."""
        return " ".join(dict.fromkeys(words(lang or language()) for words in self.words))


@dataclass(frozen=True)
class Left:
    """A cell that the schema refuses and that no rule can repair without inventing."""

    line: int
    column: str
    value: str
    words: Words

    def sentence(self, lang: str | None = None) -> str:
        """Return why it is left, and what to do, in one sentence."""
        return self.words(lang or language())


@dataclass(frozen=True)
class Repaired:
    """A repaired file: ``text`` is CSV in UTF-8 with commas, which a spreadsheet can open without danger."""

    text: str
    _log: pd.DataFrame = field(repr=False)

    def log(self) -> pd.DataFrame:
        """Return every change that was made: order of the decision, line, column, before, after, rule."""
        return self._log.copy()


@dataclass
class Repairs:
    """What can be repaired in a file. Nothing is accepted until someone says so; the file is only read.

    Attributes
    ----------
    source : Source
    schema : Schema
    lang : {"en", "fr"}
        Language by default of what is told.
    proposals : list of Proposal
        In the order of the file.
    left : list of Left
        What only its producer can repair.
    """

    source: Source
    schema: Schema
    lang: str
    proposals: list[Proposal]
    left: list[Left]
    fields: dict[int, str] = field(default_factory=dict, repr=False)
    _decisions: dict[str, bool] = field(default_factory=dict, repr=False)
    _before: list[dict[str, bool]] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.by_id = {proposal.id: proposal for proposal in self.proposals}

    def accept(
        self, ids: Collection[str] | str | None = None, rules: Collection[str] | str | None = None,
        safe: bool | None = None,
    ) -> Repairs:  # fmt: skip
        """Accept proposals: those that answer to all that is given, and all of them when nothing is.

        Parameters
        ----------
        ids, rules : str or collection of str, optional
        safe : bool, optional
            True for those whose meaning cannot change.

        Raises
        ------
        RepairError
            If an id or a rule does not exist.
        """
        return self._decide(True, ids, rules, safe)

    def refuse(
        self, ids: Collection[str] | str | None = None, rules: Collection[str] | str | None = None,
        safe: bool | None = None,
    ) -> Repairs:  # fmt: skip
        """Leave cells as they are; the proposals are chosen as by :meth:`accept`."""
        return self._decide(False, ids, rules, safe)

    def undo(self) -> Repairs:
        """Take back the last decision, whatever the number of cells it was about."""
        if self._before:
            self._decisions = self._before.pop()
        return self

    def _decide(self, accepted: bool, ids: object, rules: object, safe: bool | None) -> Repairs:
        ids, rules = ([given] if isinstance(given, str) else given for given in (ids, rules))
        if unknown := [i for i in ids or () if i not in self.by_id]:
            raise RepairError(t("repair.no_id", self.lang, id=shorten(unknown[0])))
        if unknown := [rule for rule in rules or () if rule not in NAMES]:
            raise RepairError(t("repair.no_rule", self.lang, rule=shorten(unknown[0]), rules=", ".join(NAMES)))
        chosen = [
            proposal
            for proposal in ([self.by_id[i] for i in ids] if ids is not None else self.proposals)
            if (rules is None or proposal.rule in rules) and (safe is None or proposal.safe == safe)
        ]
        self._before.append(dict(self._decisions))
        for proposal in chosen:
            for i in filter(None, (proposal.id, proposal.partner)):
                self._decisions.pop(i, None)  # decided again: last in order
                self._decisions[i] = accepted
        return self

    def decision(self, proposal: Proposal) -> bool | None:
        """Return True when a proposal was accepted, False when it was refused, None until then."""
        return self._decisions.get(proposal.id)

    @property
    def accepted(self) -> list[Proposal]:
        """The accepted proposals, in the order of the decisions."""
        return [self.by_id[i] for i, yes in self._decisions.items() if yes]

    @property
    def waiting(self) -> list[Proposal]:
        """The proposals of which nobody has decided, in the order of the file."""
        return [proposal for proposal in self.proposals if proposal.id not in self._decisions]

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision to take back."""
        return bool(self._before)

    def preview(self) -> pd.DataFrame:
        """Return every proposal: line, column, before, after, rule, whether it is safe, and what was decided."""
        words = {True: "accepted", False: "refused", None: ""}
        rows = [(p.line, p.column, p.before, p.after, p.rule, p.safe, words[self.decision(p)]) for p in self.proposals]
        return pd.DataFrame(rows, columns=PREVIEW)

    def table(self, lang: str | None = None) -> pd.DataFrame:
        """Return every proposal in the reader's words: line, column, before, after, whether it is safe."""
        lang = lang or self.lang
        heads = [t(f"repair.head_{head}", lang) for head in ("line", "column", "before", "after", "sure")]
        rows = [
            (p.line, p.column, p.before, p.after, t(f"repair.sure_{'yes' if p.safe else 'no'}", lang))
            for p in self.proposals
        ]
        return pd.DataFrame(rows, columns=heads)

    def summary(self, lang: str | None = None) -> pd.DataFrame:
        """Return one row for each kind of repair: what it does, how many cells, how many need a look, an example."""
        lang = lang or self.lang
        rows = []
        for rule in sorted({proposal.rule for proposal in self.proposals}, key=NAMES.index):
            found = [proposal for proposal in self.proposals if proposal.rule == rule]
            example = t("repair.example", lang, before=shorten(found[0].before), after=shorten(found[0].after))
            look = sum(not proposal.safe for proposal in found)
            rows.append([t(f"repair.rule_{rule}", lang), len(found), look, example])
        return pd.DataFrame(rows, columns=[t(f"repair.head_{head}", lang) for head in ("what", "n", "look", "example")])

    def apply(self) -> Repaired:
        """Write the repaired file: the accepted proposals, and every other cell as it was.

        A file of the national standard gets all its columns in their order, unless that was refused. What begins
        like a formula gets an apostrophe (:func:`culture_d.tables.to_csv_safe`).
        """
        accepted = self.accepted
        changes = {(proposal.line, proposal.position): proposal.after for proposal in accepted}
        rows = [(line, list(cells)) for line, cells in self.source.rows()]
        width = max((len(self.source.header), *(len(cells) for _, cells in rows)))
        header = [*self.source.header, *[""] * (width - len(self.source.header))]
        lines = [(self.source.header_line, header), *((n, cells + [""] * (width - len(cells))) for n, cells in rows)]
        for line, cells in lines:
            for position in range(width):
                cells[position] = changes.get((line, position), cells[position])
        table = [cells for _, cells in lines]
        order = self._order(table)
        written = [
            [cells[i] if isinstance(i, int) else (i if n == 0 else "") for i in order] for n, cells in enumerate(table)
        ]
        frame = pd.DataFrame(written[1:], columns=range(len(order)), dtype=object)
        frame.columns = written[0]
        return Repaired(to_csv_safe(frame), self._log(accepted, order, table))

    def _order(self, table: list[list[str]]) -> list[int | str]:
        """Return the positions to write, in order, and the names of the columns to add."""
        header = table[0]
        named = max((i for i, label in enumerate(self.source.header) if label.strip() or i in self.fields), default=-1)
        as_is = [i for i in range(len(header)) if i <= named or any(cells[i] for cells in table)]
        return self.arrangement(as_is) if self.arranges() else as_is

    def arranges(self) -> bool:
        """Tell whether the columns will be put in the schema's order."""
        asked = self._decisions.get(f"{self.source.header_line}.{ARRANGE}")
        return bool(self.fields) and (is_national(self.schema) if asked is None else asked)

    def arrangement(self, kept: list[int]) -> list[int | str]:
        """Return columns in the schema's order: positions in the file, and names of the columns to add."""
        refused = {p.position for p in self.proposals if p.rule == "header_name" and self.decision(p) is False}
        known = {i: name for i, name in self.fields.items() if i not in refused}
        order = arranged(range(max(kept, default=-1) + 1), known, self.schema)
        return [i for i in order if isinstance(i, str) or i in kept]

    def log(self) -> pd.DataFrame:
        """Return what :meth:`apply` changes, in the order of the decisions."""
        return self.apply().log()

    def _log(self, accepted: list[Proposal], order: list[int | str], table: list[list[str]]) -> pd.DataFrame:
        rows = [(p.line, p.column, p.before, p.after, p.rule) for p in accepted if p.rule != ARRANGE]
        after = [table[0][i] if isinstance(i, int) else i for i in order]
        before = table[0][: len(self.source.header)]
        if after != before:
            rows.append((self.source.header_line, "", ", ".join(before), ", ".join(after), ARRANGE))
        return pd.DataFrame([(n, *row) for n, row in enumerate(rows, 1)], columns=LOG)

    def told(self, lang: str | None = None) -> str:
        """Return how many repairs are proposed, how many need a look, how many cells are left, in a sentence."""
        lang = lang or self.lang
        look = sum(not proposal.safe for proposal in self.proposals)
        parts = [
            t("repair.told" if self.proposals else "repair.told_nothing", lang, n=len(self.proposals)),
            t("repair.told_look", lang, n=look) if look else "",
            t("repair.told_left", lang, n=len(self.left)) if self.left else "",
        ]
        return " ".join(filter(None, parts))

    def notes(self, lang: str | None = None) -> list[str]:
        """Return what else changes in the repaired file: how it is written, and what stood above its header."""
        lang, source, told = lang or self.lang, self.source, []
        if version := other_version([label.strip() for label in source.header], self.schema):
            told.append(t("repair.note_version", lang, version=version))
        if source.encoding not in ("utf-8", "utf-8-sig") or source.separator != ",":
            mark = {"\t": "tab", " ": "space"}.get(source.separator, source.separator)
            told.append(t("repair.note_form", lang, encoding=source.encoding, mark=mark))
        if source.header_line > 1:
            told.append(t("repair.note_preamble", lang, n=source.header_line - 1))
        if source.damaged:
            told.append(t("repair.note_damaged", lang, n=source.damaged))
        return told

    def _repr_html_(self) -> str:
        """Show how many repairs there are, each kind with an example, and what else changes."""
        table = self.summary().to_html(index=False, escape=True, border=0) if self.proposals else ""
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes())
        return (
            f"<p>{escape(self.told())}</p>{table}<ul>{notes}</ul>" if notes else f"<p>{escape(self.told())}</p>{table}"
        )
