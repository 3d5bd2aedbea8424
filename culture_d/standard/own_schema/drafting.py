"""What a table suggests of its own schema: guesses, each with its reason, never more than guesses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from culture_d.cells import MARKERS, SPACES, guess, is_missing, plain_name
from culture_d.i18n import LANGUAGES
from culture_d.personal_columns import POSSIBLE
from culture_d.profile import Column, Profile
from culture_d.profile import profile as describe
from culture_d.standard.findings import Words, shorten
from culture_d.standard.own_schema.fields import OwnField, Proposal, respect
from culture_d.standard.own_schema.patterns import SHAPES
from culture_d.understood import quoted

MOST_VALUES = 12  # a longer list is a vocabulary to find, not a rule to guess
LONGEST_VALUE = 60
_ENOUGH_LINES = 5
_TYPES = {"whole": "integer", "number": "number", "date": "date", "yes_no": "boolean"}
_YES = {"oui", "o", "vrai", "yes", "y", "true"}
_DATETIMES = ("default", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
_DEGREES = {"latitude": 90, "lat": 90, "longitude": 180, "lon": 180, "lng": 180}
_SHAPES = {
    "email": re.compile(r"[^@\s|;,]+@[^@\s|;,]+\.[^@\s|;,]+"),
    "web": re.compile(r"https?://[^\s|;]+"),
    **{key: re.compile(rule["pattern"].strip("^$"), re.ASCII) for key, rule in SHAPES.items() if "pattern" in rule},
}


def draft(cells: pd.DataFrame, lines: list[int]) -> tuple[list[OwnField], list[Proposal], list[str]]:
    """Guess the columns of a schema from a table of text.

    Parameters
    ----------
    cells : pandas.DataFrame
        Cells as written, ``""`` where there is none.
    lines : list of int
        Number of the line of each row.

    Returns
    -------
    tuple
        The columns, the proposals, and the words that stand for a missing value.
    """
    seen = describe(cells.mask(cells == "").astype("str"))
    personal = {clue.column for clue in seen.personal}
    guarded = any(clue.sure != POSSIBLE for clue in seen.personal)
    missing = _missing_words(cells, seen)
    fields, proposals = [], []
    for column in seen.columns:
        given = [cell for cell in cells[column.name] if not is_missing(cell)]
        item = OwnField(column.name)
        drafter = _Drafter(column, given, seen, column.name in personal, guarded)
        told = list(drafter.rules(item))
        if respect(item, cells[column.name], lines, ["", *missing]).refused:  # a guess that its own table refuses
            item, told = OwnField(column.name, example=item.example), [p for p in told if p.rule == "required"]
            item.required = bool(told)
        fields.append(item)
        proposals += told
    proposals += [
        Proposal("", "missing", word, _words("said_missing", n=n, value=word), len(cells))
        for word, n in missing.items()
    ]
    return fields, proposals, list(missing)


def _missing_words(cells: pd.DataFrame, seen: Profile) -> dict[str, int]:
    """Count the words that stand for "nothing", such as NC."""
    marked = [column.name for column in seen.columns if column.markers]
    return dict(Counter(cell for name in marked for cell in cells[name] if cell.strip() in MARKERS))


def _words(key: str, **values: object) -> Words:
    return Words(f"own_schema.{key}", values)


class _Drafter:
    """Guesses the rules of one column, from its cells that are not empty."""

    def __init__(self, column: Column, given: list[str], seen: Profile, personal: bool, guarded: bool) -> None:
        self.column, self.given, self.seen = column, given, seen
        self.personal, self.guarded = personal, guarded

    def rules(self, item: OwnField) -> Iterator[Proposal]:
        """Write the rules into a column, and yield the reason of each."""
        told = self._type(item)
        if self.column.kind != "text":  # text is what a column is when nothing better is known
            yield told
        if self.given and not self.column.missing and self.seen.rows >= _ENOUGH_LINES:
            item.required = True
            yield self._propose("required", True, "said_required")
        if item.type == "string":
            yield from self._shape(item) or self._values(item)
        elif item.type in ("integer", "number"):
            yield from self._bounds(item)
        if self._designates(item):
            item.unique = True
            yield self._propose("unique", True, "said_unique")
        item.example = self._example(item)

    def _designates(self, item: OwnField) -> bool:
        """Tell whether a column that never repeats was made to tell lines apart, as a code or the first of the keys."""
        keys = self.seen.keys
        made = self.column.kind in ("code", "whole") and item.shape in ("", "digits_14")
        return self.seen.rows >= _ENOUGH_LINES and self.column.name in keys and (made or self.column.name == keys[0])

    def _propose(self, rule: str, value: object, key: str, kept: bool = True, **values: object) -> Proposal:
        said = _words(key, column=shorten(self.column.name), **values)
        return Proposal(self.column.name, rule, value, said, self.seen.rows, kept)

    def _type(self, item: OwnField) -> Proposal:
        kind = self.column.kind
        item.type = _TYPES.get(kind, "string")
        if kind in ("whole", "number"):
            self._number(item)
        elif kind == "date":
            self._date(item)
        elif kind == "yes_no":
            words = sorted(set(self.given))
            yes = [word for word in words if word.strip().lower() in _YES]
            item.writing = {"trueValues": yes, "falseValues": [word for word in words if word not in yes]}
        type_in_words = _words(f"type_{item.type}")
        key = {"empty": "said_empty", "code": "said_code"}.get(kind, "said_type")
        return self._propose("type", item.type, key, type=type_in_words)

    def _number(self, item: OwnField) -> None:
        found = guess(self.given, self.column.name)
        spaces = [space for space in SPACES if any(space in cell.strip() for cell in self.given)]
        item.writing = {"decimalChar": ","} if found.pattern == "," else {}
        if spaces:  # the type integer knows no group of digits
            item.type, item.writing = "number", item.writing | {"groupChar": spaces[0]}

    def _date(self, item: OwnField) -> None:
        pattern = guess(self.given, self.column.name).pattern or "ISO8601"
        timed = any(":" in cell for cell in self.given)
        item.type = "datetime" if timed else "date"
        item.format = "default" if pattern == "ISO8601" else pattern
        if timed and pattern == "ISO8601":
            fits = (
                f
                for f in _DATETIMES
                if not respect(OwnField("x", type="datetime", format=f), self.given, range(len(self.given))).refused
            )
            item.format = next(fits, "default")

    def _shape(self, item: OwnField) -> list[Proposal]:
        for key, shape in _SHAPES.items():
            if self.given and all(shape.fullmatch(cell) for cell in self.given):
                item.shape = key
                return [self._propose("shape", key, "said_shape", shape=_words(f"rule_{key}"))]
        return []

    def _values(self, item: OwnField) -> Iterator[Proposal]:
        """Guess a list of values, alone in their cells or several with a separator."""
        if self.personal or self.column.name in self.seen.keys:
            return
        separators = [mark for mark in "|;" if any(mark in cell for cell in self.given)] or [""]
        for separator in separators:
            pieces = [piece for cell in self.given for piece in (cell.split(separator) if separator else [cell])]
            counts = Counter(pieces)
            repeated = len(counts) * 3 <= len(pieces) and min(counts.values(), default=0) > self.guarded
            if 1 < len(counts) <= MOST_VALUES and repeated and _short(counts):
                item.values, item.separator = sorted(counts), separator
                values = {lang: quoted(map(shorten, item.values), lang, 5) for lang in LANGUAGES}
                key = "said_values_several" if separator else "said_values"
                yield self._propose("values", item.values, key, n=len(counts), values=values, mark=separator)
                return

    def _bounds(self, item: OwnField) -> Iterator[Proposal]:
        low, high = self.column.low, self.column.high
        if self.personal or low is None or self.column.name in {period.column for period in self.seen.periods}:
            return
        degrees = _DEGREES.get(plain_name(self.column.name))
        if degrees and -degrees <= low <= high <= degrees:
            item.minimum, item.maximum = -degrees, degrees
            yield self._propose("minimum", -degrees, "said_degrees", n=degrees)
            return
        if low >= 0:
            item.minimum = 0
            yield self._propose("minimum", 0, "said_minimum")
        yield self._propose("maximum", high, "said_maximum", kept=False, high=high)

    def _example(self, item: OwnField) -> str:
        """Return a cell to show, never one that could point to a person."""
        if self.column.examples:
            return self.column.examples[0]
        hidden = self.personal or self.guarded or item.type in ("string", "boolean")
        return "" if hidden or not self.given else self.given[0].strip()


def _short(values: Counter[str]) -> bool:
    return all(value.strip() == value != "" and len(value) <= LONGEST_VALUE for value in values)
