"""The licences of ``data/licences.yml``: what they allow, in plain words, and their texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from culture_d import catalogue
from culture_d.cells import plain_name
from culture_d.i18n import language
from culture_d.publish.errors import refuse
from culture_d.yaml_files import read_yaml

Text = Mapping[str, str]  # {"en": …, "fr": …}
FOLDER = "licences"


@dataclass(frozen=True)
class Answer:
    """What a licence answers to one of the questions of the comparison.

    ``kind`` is yes, no, must (required), free (not required) or depends.
    """

    kind: str
    text: Text


@dataclass(frozen=True)
class Source:
    """A page that the reader can open."""

    title: Text
    url: str


@dataclass(frozen=True)
class Licence:
    """What one may do with a dataset, and must do, and may not.

    Attributes
    ----------
    id : str
        The name that the course uses; ``ids`` has the others, met on portals and in schemas.
    sentence : dict
        The licence in one sentence, by language.
    open : bool or None
        Whether it is open in the sense of the Open Definition; None when nothing can be said.
    decree : bool or None
        Whether it is on the list that French administrations choose from (CRPA, art. D. 323-2-1).
    answers : dict
        Question of the comparison -> :class:`Answer`.
    text_file : str or None
        Its whole text, in ``data/licences/``.
    """

    id: str
    ids: tuple[str, ...]
    name: Text
    short: Text
    sentence: Text
    url: str | None
    open: bool | None
    decree: bool | None
    credit: bool
    answers: Mapping[str, Answer]
    may: tuple[Text, ...]
    must: tuple[Text, ...]
    may_not: tuple[Text, ...]
    when: Text
    notes: tuple[Text, ...]
    sources: tuple[Source, ...]
    text_file: str | None = None

    @property
    def code(self) -> str:
        """The identifier of the licence in schemas and packages (SPDX), or the course's own."""
        return next((name for name in self.ids if name[-1].isdigit() and "." in name), self.id)

    def text(self) -> str | None:
        """Return the whole text of the licence, where the course has it."""
        path = catalogue.DATA / FOLDER / self.text_file if self.text_file else None
        return path.read_text(encoding="utf-8") if path else None

    def __str__(self) -> str:
        return f"{self.name[language()]}: {self.sentence[language()]}"


@cache
def questions() -> dict[str, Text]:
    """Return the questions of the comparison, by id, in order."""
    return {item["id"]: item["ask"] for item in _content()["questions"]}


@cache
def licences() -> tuple[Licence, ...]:
    """Return every licence, in the order of the file."""
    return tuple(_licence(item) for item in _content()["licences"])


@cache
def _content() -> dict:
    return read_yaml(catalogue.DATA / "licences.yml")


def _licence(item: dict) -> Licence:
    answers = (Answer(**answer) for answer in item["answers"])
    lists = {key: tuple(item[key]) for key in ("ids", "may", "must", "may_not", "notes")}
    return Licence(
        **{key: item[key] for key in ("id", "name", "short", "sentence", "open", "decree", "credit", "when")},
        **lists,
        url=item.get("url"),
        answers=dict(zip(questions(), answers, strict=True)),
        sources=tuple(Source(**source) for source in item["sources"]),
        text_file=item.get("text"),
    )


@cache
def _known() -> dict[str, Licence]:
    """Return every name of a licence in small letters without accents, and its licence."""
    known = {}
    for item in licences():
        names = {item.id, *item.ids, *item.name.values(), *item.short.values(), item.url or item.id}
        known |= {plain_name(name.lower()): item for name in names}
    return known


def find_licence(name: object) -> Licence | None:
    """Return the licence that a name, an identifier or an address designates, or None.

    Parameters
    ----------
    name : object
        Such as ``"lov2"``, ``"etalab-2.0"``, ``"ODbL 1.0"`` or ``"https://creativecommons.org/licenses/by/4.0/"``.
    """
    return _known().get(plain_name(name.lower())) if isinstance(name, str) else None


def licence(name: str, lang: str | None = None) -> Licence:
    """Return a licence by its id, or by any name that portals give it.

    Raises
    ------
    PublishError
        If the course does not know it: the sentence lists those that it knows.
    """
    found = find_licence(name)
    if found is None:
        raise refuse("licence_unknown", lang, name=str(name)[:60], names=", ".join(item.id for item in licences()))
    return found
