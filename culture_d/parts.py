"""Files of contents (cases, trees, timelines, debates), read so that an error names the place and the remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import yaml

from culture_d import catalogue
from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, t
from culture_d.yaml_files import read_yaml

Text = Mapping[str, str]  # {"en": …, "fr": …}


class ContentError(ReaderError, ValueError):
    """One sentence in the reader's language: what cannot be used, and what to do."""


def shorten(value: object) -> str:
    """Return a value as a text of at most 40 characters."""
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def names_in(folder: str) -> list[str]:
    """Return the names of the files of contents of a folder of ``data/``."""
    return sorted(path.stem for path in (catalogue.DATA / folder).glob("*.yml"))


def named_file(folder: str, name: str | Path) -> Path:
    """Return the path of a file of contents, from its name in a folder of ``data/`` or from its own path."""
    return Path(name) if str(name).endswith((".yml", ".yaml")) else catalogue.DATA / folder / f"{name}.yml"


def read_top(path: Path, fields: tuple[str, ...], section: str, error: type[ContentError], **known: str) -> Part:
    """Read a file of contents, down to its first level.

    Parameters
    ----------
    path : pathlib.Path
    fields : tuple of str
        The fields that the file may have.
    section : str
        Where the messages ``error_missing`` and ``error_yaml`` are.
    error : type
        What to raise.
    **known : str
        What ``error_missing`` also says.

    Raises
    ------
    ContentError
        If there is no such file, or if it is not YAML.
    """
    if not path.is_file():
        raise error(t(f"{section}.error_missing", file=path.name, **known))
    try:
        raw = read_yaml(path)
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line = str(mark.line + 1) if mark else "1"
        raise error(t(f"{section}.error_yaml", file=path.name, line=line)) from fault
    return Part(raw, path.name, "", fields)


class Part:
    """A mapping of the file, its place and the fields it may have.

    Parameters
    ----------
    value : object
        What the file gives there: refused if it is not a mapping of these fields.
    file : str
        Name of the file.
    place : str
        Names from the top of the file down to here, joined by dots; empty at the top.
    fields : tuple of str
    """

    def __init__(self, value: object, file: str, place: str, fields: tuple[str, ...]) -> None:
        self.value, self.file, self.place = value, file, place
        if not isinstance(value, dict):
            self.fail("", "mapping", fields=", ".join(fields))
        for name in value:
            if name not in fields:
                self.fail(shorten(name), "unknown", fields=", ".join(fields))

    def __contains__(self, name: str) -> bool:
        return name in self.value

    def fail(self, name: str, what: str, **values: object) -> NoReturn:
        """Raise a sentence with the place of a field.

        ``what`` names one of ours, ``what_…`` of ``messages/parts.yml``, or one of a section: ``"debate.fair"``.
        """
        section, _, key = f"parts.{what}".rpartition(".")
        place = ".".join(filter(None, (self.place, name))) or t("parts.top")
        said = t(f"{section.removeprefix('parts.')}.what_{key}", **values)
        raise ContentError(t("parts.error_content", file=self.file, place=place, what=said))

    def line(self, name: str) -> str:
        """Return a text that is the same in both languages."""
        value = self.value.get(name)
        if not isinstance(value, str) or not value.strip():
            self.fail(name, "filled")
        return value.strip()

    def word(self, name: str) -> str:
        """Return a short name, such as ``two-truths``."""
        value = self.line(name)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
            self.fail(name, "word")
        return value

    def one_of(self, name: str, choices: tuple) -> object:
        """Return a value that must be among some."""
        value = self.value.get(name)
        if isinstance(value, bool) or value not in choices:
            self.fail(name, "one_of", choices=", ".join(map(str, choices)))
        return value

    def url(self, name: str) -> str:
        """Return the address of a page."""
        value = self.line(name)
        if not re.fullmatch(r"https?://[^\s<>\"]+", value):
            self.fail(name, "url")
        return value

    def texts(self, name: str) -> Text:
        """Return a text in both languages."""
        return self.both(name, self.value.get(name))

    def texts_if_any(self, name: str) -> Text | None:
        """Return a text in both languages, or None where the field is absent."""
        return self.texts(name) if name in self else None

    def both(self, name: str, value: object) -> Text:
        """Return a value that must be a text in both languages, and nothing else."""
        for lang, spoken in zip(LANGUAGES, ("parts.english", "parts.french"), strict=True):
            text = value.get(lang) if isinstance(value, dict) else None
            if not isinstance(text, str) or not text.strip():
                self.fail(name, "text", language=t(spoken))
        if more := [str(key) for key in value if key not in LANGUAGES]:
            self.fail(f"{name}.{shorten(more[0])}", "unknown", fields=", ".join(LANGUAGES))
        return {lang: value[lang].strip() for lang in LANGUAGES}

    def listed(self, name: str, least: int = 1, most: int | None = None) -> list:
        """Return a list that has a certain length."""
        values = self.value.get(name)
        if not isinstance(values, list) or not values:
            self.fail(name, "list")
        if not least <= len(values) <= (most or len(values)):
            self.fail(name, "length", least=least, most=most, n=len(values))
        return values

    def parts(self, name: str, fields: tuple[str, ...], least: int = 1, most: int | None = None) -> list[Part]:
        """Return a list of mappings, each called by its ``id`` or its rank."""
        return [
            Part(value, self.file, ".".join(filter(None, (self.place, name, _label(value, rank)))), fields)
            for rank, value in enumerate(self.listed(name, least, most), start=1)
        ]

    def no_twins(self, name: str, ids: list[str]) -> None:
        """Refuse a list in which a name is used twice."""
        for word in ids:
            if ids.count(word) > 1:
                self.fail(name, "twice", id=word)


def _label(value: object, rank: int) -> str:
    """Return how an author finds an item again: its id or its rank."""
    return value["id"] if isinstance(value, dict) and isinstance(value.get("id"), str) else str(rank)
