"""What was understood of a file, told in plain words, with the names and lines that the words need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from culture_d.i18n import number, t

_LINES_TOLD = 5
_NAMED = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}


@dataclass
class Understood:
    """How a file was read. Numbers of lines start at 1, at the first line of the file."""

    encoding: str
    separator: str | None
    decimal: str | None
    header: tuple[int, ...]
    preamble: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    blank_lines: int = 0
    empty_rows: int = 0
    empty_columns: int = 0
    short_lines: list[int] = field(default_factory=list)
    extra: dict[int, list[str]] = field(default_factory=dict)
    renamed: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    day_first: list[str] = field(default_factory=list)
    kept_as_text: dict[str, int] = field(default_factory=dict)
    markers: dict[str, dict[str, int]] = field(default_factory=dict)
    damaged: int = 0

    def sentences(self, lang: str | None = None) -> list[str]:
        """Tell how the file was read, in plain words, and how to overrule each finding.

        Parameters
        ----------
        lang : {"en", "fr"}, optional
            The current language by default.
        """
        return [*self._told_always(lang), *self._told_if_any(lang)]

    def _told_always(self, lang: str | None) -> Iterable[str]:
        yield t("tables.told_encoding", lang, encoding=self.encoding.upper())
        if self.separator is None:
            yield t("tables.told_one_column", lang)
        else:
            yield t("tables.told_separator", lang, name=separator_name(self.separator, lang))
        if self.decimal:
            yield t("tables.told_decimal", lang, name=decimal_name(self.decimal, lang))
        if self.header:
            yield t("tables.told_header", lang, lines=_lines(self.header, lang), n=len(self.header))
        else:
            yield t("tables.told_no_header", lang)

    def _told_if_any(self, lang: str | None) -> Iterable[str]:
        if self.preamble:
            yield t("tables.told_preamble", lang, lines=_lines(self.preamble, lang), n=len(self.preamble))
        if self.notes:
            yield t("tables.told_notes", lang, lines=_lines(self.notes, lang), n=len(self.notes))
        for key in ("damaged", "blank_lines", "empty_rows", "empty_columns"):
            if count := getattr(self, key):
                yield t(f"tables.told_{key}", lang, n=count)
        if self.short_lines:
            yield t("tables.told_short", lang, lines=_lines(self.short_lines, lang), n=len(self.short_lines))
        if self.extra:
            cells = sum(map(len, self.extra.values()))
            yield t("tables.told_extra", lang, lines=_lines(self.extra, lang), n=cells)
        for key in ("renamed", "unnamed", "day_first"):
            if names := getattr(self, key):
                yield t(f"tables.told_{key}", lang, names=quoted(names, lang), n=len(names))
        if self.markers:
            words = dict.fromkeys(word for counts in self.markers.values() for word in counts)
            cells = sum(sum(counts.values()) for counts in self.markers.values())
            names = quoted(self.markers, lang)
            yield t("tables.told_markers", lang, n=cells, words=quoted(words, lang), names=names)
        for name, cells in self.kept_as_text.items():
            yield t("tables.told_kept_as_text", lang, name=quoted([name], lang), n=cells)


def _lines(lines: Iterable[int], lang: str | None) -> str:
    """Write "line 4", "lines 4, 9 and 12", "lines 4, 9, 12, 15, 18 and 20 others"."""
    lines = list(lines)
    told = [number(line, lang=lang) for line in lines[:_LINES_TOLD]]
    if more := len(lines) - len(told):
        told.append(t("tables.others", lang, n=more))
    return t("tables.line", lang, n=len(lines), which=enumeration(told, lang))


def enumeration(words: list[str], lang: str | None = None) -> str:
    """Write a list as the language does: "a, b and c"."""
    return t("tables.and", lang, first=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else words[0]


def quoted(names: Iterable[str], lang: str | None = None, most: int = 15) -> str:
    """Write column names between the language's quotation marks, the first ``most`` of them."""
    names = list(names)
    words = [t("tables.quoted", lang, name=n if len(n) <= 60 else n[:59] + "…") for n in names[:most]]
    if more := len(names) - len(words):
        words.append(t("tables.others", lang, n=more))
    return enumeration(words, lang)


def separator_name(separator: str, lang: str | None = None) -> str:
    """Name a separator in words: "a semicolon", « un point-virgule »."""
    return t(f"tables.{_NAMED[separator]}", lang) if separator in _NAMED else quoted([separator], lang)


def decimal_name(mark: str, lang: str | None = None) -> str:
    """Name a decimal mark in words, or both when a table uses both."""
    return t(f"tables.{ {',': 'comma', '.': 'point'}.get(mark, 'both_marks') }", lang)


def weight(size: int, lang: str | None = None) -> str:
    """Write a number of bytes with the unit a reader knows: 4.2 MB, 4,2 Mo."""
    for unit, scale in (("mega", 1e6), ("kilo", 1e3)):
        if size >= scale:
            return t(f"tables.{unit}", lang, size=number(size / scale, 0 if size >= 100 * scale else 1, lang))
    return t("tables.bytes", lang, n=size)
