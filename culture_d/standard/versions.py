"""What changes from one version of a schema to the next, and the number that the next should carry.

The number follows semantic versioning (https://semver.org), applied to data: major when a file valid yesterday is
refused today, minor when a column or a value is added, patch when only words change. Columns are told by their
names, not by their place: one more optional column, or another order, breaks nothing here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from culture_d.errors import ReaderError
from culture_d.i18n import language, number, t
from culture_d.standard.findings import shorten
from culture_d.standard.recognise import near_names
from culture_d.standard.schemas import Field, Schema, load_schema
from culture_d.understood import quoted, separator_name

LEVELS = ("major", "minor", "patch")
VALUES_TOLD = 6
_LOWER_IS_STRICTER = ("maxLength", "maximum")
_BOUNDS = (*_LOWER_IS_STRICTER, "minLength", "minimum")
_KNOWN = {*_BOUNDS, "required", "unique", "pattern", "enum"}
_WORDS = ("title", "titles", "description", "descriptions", "example")
_VERSION = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?", re.ASCII)


class VersionError(ReaderError, ValueError):
    """One sentence for the reader: a version number that cannot be read."""


@dataclass(frozen=True)
class Change:
    """One thing that changed.

    Attributes
    ----------
    kind : str
        ``"added"``, ``"removed"``, ``"renamed"``, ``"values_added"``, ``"values_removed"``, ``"tightened"``,
        ``"loosened"``, ``"type"``, ``"order"``, ``"words"``…
    field : str
        The column concerned, by its new name; ``""`` for the whole schema.
    sentence : str
        The change in words.
    breaking : bool
        Whether a file valid yesterday may be refused today.
    """

    kind: str
    field: str
    sentence: str
    breaking: bool = False

    @property
    def level(self) -> str:
        """The part of the version number that this change raises: one of ``LEVELS``."""
        if self.breaking:
            return "major"
        return "patch" if self.kind == "words" else "minor"


def compare(
    old: dict | str | os.PathLike | Schema, new: dict | str | os.PathLike | Schema, lang: str | None = None
) -> list[Change]:
    """Return what changes from a schema to another: columns first, in their new order, then words.

    Parameters
    ----------
    old, new : dict, str, path or Schema
        As in :func:`culture_d.standard.schemas.load_schema`: a descriptor, a version of the national standard, a
        file.
    lang : {"en", "fr"}, optional
        The current language by default.
    """
    lang = lang or language()
    old, new = load_schema(old, lang), load_schema(new, lang)
    told = _Told(lang)
    pairs = _pairs(old, new)
    changes = [change for before, after in pairs for change in told.of_field(before, after)]
    gone = set(old.names) - {before.name for before, _ in pairs if before}
    changes += [told("removed", name, True) for name in old.names if name in gone]
    changes += told.of_schema(old, new, pairs)
    return sorted(changes, key=lambda change: change.kind == "words")


def level(changes: Iterable[Change]) -> str:
    """Return the highest level among changes, or ``""`` when there is none."""
    found = {change.level for change in changes}
    return next((name for name in LEVELS if name in found), "")


def next_version(version: str, changes: Iterable[Change], lang: str | None = None) -> str:
    """Return the number that a schema should carry after some changes.

    Parameters
    ----------
    version : str
        The number before, such as ``"1.0.1"``; ``"v1.0"`` will do.
    changes : iterable of Change
    lang : {"en", "fr"}, optional
        Language of the error.

    Raises
    ------
    VersionError
        If the version is not made of one to three numbers.
    """
    found = _VERSION.fullmatch(version.strip())
    if not found:
        raise VersionError(t("own_schema.version_wrong", lang, version=shorten(version)))
    numbers = [int(part or 0) for part in found.groups()]
    raised = level(changes)
    if raised:
        i = LEVELS.index(raised)
        numbers = [*numbers[:i], numbers[i] + 1, *[0] * (2 - i)]
    return ".".join(map(str, numbers))


@dataclass(frozen=True)
class ChangeLog:
    """The changes between two versions, and the number advised for the second."""

    changes: tuple[Change, ...]
    version: str
    advised: str
    lang: str

    @property
    def level(self) -> str:
        """The part of the number to raise, or ``""``."""
        return level(self.changes)

    def advice(self) -> str:
        """Return the number advised, and why, in one sentence."""
        key = f"advice_{self.level or 'none'}"
        return t(f"own_schema.{key}", self.lang, version=self.version, advised=self.advised)

    def sentences(self) -> list[str]:
        """Return the advice, then the changes."""
        return [self.advice(), *(change.sentence for change in self.changes)]

    def markdown(self) -> str:
        """Return the entry to add to a journal of changes."""
        items = "".join(f"- {change.sentence}\n" for change in self.changes)
        return f"## {self.advised}\n\n{self.advice()}\n\n{items}"


def change_log(old: dict | Schema, new: dict | Schema, version: str, lang: str | None = None) -> ChangeLog:
    """Compare two schemas and advise the number of the second; ``version`` is the number of the first."""
    lang = lang or language()
    changes = tuple(compare(old, new, lang))
    return ChangeLog(changes, version, next_version(version, changes, lang), lang)


def _pairs(old: Schema, new: Schema) -> list[tuple[Field | None, Field]]:
    """Match each new column with the old one of the same name, or nearly."""
    gone = [field for field in old.fields if field.name not in new.by_name]
    pairs: list[tuple[Field | None, Field]] = []
    for field in new.fields:
        before = old.by_name.get(field.name) or next((f for f in gone if near_names(f.name, field.name)), None)
        if before in gone:
            gone.remove(before)
        pairs.append((before, field))
    return pairs


class _Told:
    """Makes changes, with their sentences in a language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, kind: str, field: str, breaking: bool = False, key: str = "", **values: object) -> Change:
        sentence = t(f"own_schema.change_{key or kind}", self.lang, field=field, **values)
        return Change(kind, field, sentence, breaking)

    def of_field(self, old: Field | None, new: Field) -> Iterator[Change]:
        """Yield what changed in a column."""
        name = new.name
        if old is None:
            yield self("added", name, new.required, key="added_required" if new.required else "")
            return
        if old.name != name:
            yield self("renamed", name, True, old=old.name)
        if old.type != new.type:
            yield self("type", name, new.type != "string", old=old.type, new=new.type)
        elif old.format != new.format:
            free = new.type == "string" and new.format == "default"
            yield self("format", name, not free, old=shorten(old.format), new=shorten(new.format))
        for rule in ("required", "unique"):
            before, after = (bool(field.constraints.get(rule)) for field in (old, new))
            if before != after:
                yield self("tightened" if after else "loosened", name, after, key=rule if after else f"not_{rule}")
        yield from self._values(old, new)
        for rule in _BOUNDS:
            yield from self._bound(rule, old, new)
        for rule in sorted((old.constraints.keys() | new.constraints.keys()) - _KNOWN):
            if old.constraints.get(rule) != new.constraints.get(rule):
                yield self("rule", name, rule in new.constraints, rule=rule)
        shared = old.glosses.keys() & new.glosses.keys()
        if _words(old, shared) != _words(new, shared):
            yield self("words", name)

    def _values(self, old: Field, new: Field) -> Iterator[Change]:
        name = new.name
        if old.values and new.values:
            for kind, more, fewer in (("values_removed", old, new), ("values_added", new, old)):
                if values := [value for value in more.values if value not in fewer.values]:
                    told = quoted(map(shorten, values), self.lang, VALUES_TOLD)
                    yield self(kind, name, kind == "values_removed", n=len(values), values=told)
            if old.separator != new.separator:
                marks = [self._mark(field) for field in (old, new)]
                yield self("separator", name, old.separator is not None, old=marks[0], new=marks[1])
        elif new.values:
            yield self("list_added", name, True, n=len(new.values))
        elif old.values:
            yield self("list_removed", name)
        before, after = ("" if f.values else f.constraints.get("pattern", "") for f in (old, new))
        if before != after:
            kind = "tightened" if after else "loosened"
            yield self(kind, name, bool(after), key="pattern" if after else "not_pattern", pattern=shorten(after))

    def _bound(self, rule: str, old: Field, new: Field) -> Iterator[Change]:
        before, after = (field.constraints.get(rule) for field in (old, new))
        if before == after:
            return
        label = t(f"own_schema.bound_{rule}", self.lang)
        if after is None:
            yield self("loosened", new.name, key="bound_gone", rule=label, old=self._number(before))
        elif before is None:
            yield self("tightened", new.name, True, key="bound_new", rule=label, new=self._number(after))
        else:
            stricter = _stricter(rule, before, after)
            values = {"rule": label, "old": self._number(before), "new": self._number(after)}
            yield self("tightened" if stricter else "loosened", new.name, stricter, key="bound", **values)

    def of_schema(self, old: Schema, new: Schema, pairs: list[tuple[Field | None, Field]]) -> Iterator[Change]:
        """Yield what changed in the schema as a whole."""
        now = [before.name for before, _ in pairs if before]
        if now != [name for name in old.names if name in now]:
            yield self("order", "")
        if old.primary_key != new.primary_key and (set(old.primary_key) != set(new.primary_key)):
            keys = [", ".join(schema.primary_key) or t("own_schema.no_key", self.lang) for schema in (old, new)]
            yield self("key", "", bool(new.primary_key), old=keys[0], new=keys[1])
        if any(old.descriptor.get(word) != new.descriptor.get(word) for word in (*_WORDS, "name")):
            yield self("words", "", key="words_schema")

    def _mark(self, field: Field) -> str:
        mark = field.separator
        return separator_name(mark, self.lang) if mark else t("own_schema.one_value", self.lang)

    def _number(self, value: object) -> str:
        numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number(value, lang=self.lang) if numeric else shorten(value)


def _words(field: Field, values: Collection[str]) -> tuple:
    """Return what a column says to people, and the meaning of some of its values."""
    return field.titles, field.meanings, field.example, {value: field.glosses[value] for value in values}


def _stricter(rule: str, before: object, after: object) -> bool:
    try:
        lower = float(after) < float(before)
    except (TypeError, ValueError):  # dates compare as they are written
        lower = str(after) < str(before)
    return lower == (rule in _LOWER_IS_STRICTER)
