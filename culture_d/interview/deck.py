"""The deck of questions and the portraits of datasets, read from YAML and checked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from culture_d.i18n import LANGUAGES, t
from culture_d.yaml_files import read_yaml

DATA = Path(__file__).resolve().parents[2] / "data" / "interview"
DATASHEET = (
    "motivation", "composition", "collection", "preprocessing", "uses", "distribution", "maintenance",
)  # fmt: skip
DATAPACKAGE = (
    "title", "description", "licenses", "sources", "contributors", "version", "created", "keywords",
    "homepage",
)  # fmt: skip
TABLE = (
    "size", "columns", "types", "gaps", "twins", "period", "places", "personal", "keys", "line", "format",
)  # fmt: skip
# Prefixes that a `dcat` property may use: the output must declare every one of them.
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Text = Mapping[str, str]  # {"en": …, "fr": …}


@dataclass(frozen=True)
class Family:
    """A family of questions, such as "Who are you?"."""

    id: str
    title: Text
    about: Text


@dataclass(frozen=True)
class Question:
    """A card of the deck: the playful question, the plain one, why to ask it, where the answer hides."""

    id: str
    family: str
    ask: Text
    plain: Text
    why: Text
    where: Text
    datasheet: str | None = None
    dcat: str | None = None
    datagouv: str | None = None
    datapackage: str | None = None
    table: str | None = None


@dataclass(frozen=True)
class Deck:
    """The families, their questions, and how an answer becomes a DCAT node."""

    families: tuple[Family, ...]
    questions: tuple[Question, ...]
    dcat_nodes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def question(self, question_id: str) -> Question:
        """Return a question by its id.

        Raises
        ------
        KeyError
            If the deck has no such card.
        """
        return _find(self.questions, question_id)

    def family(self, family_id: str) -> Family:
        """Return a family by its id."""
        return _find(self.families, family_id)

    def of_family(self, family_id: str) -> tuple[Question, ...]:
        """Return the questions of a family, in the order of the deck."""
        return tuple(q for q in self.questions if q.family == family_id)

    def __contains__(self, question_id: object) -> bool:
        return any(q.id == question_id for q in self.questions)

    def content(self, lang: str) -> dict:
        """Return the deck in one language, as the interface reads it (plain JSON)."""
        return {
            "families": [{"id": f.id, "title": f.title[lang], "about": f.about[lang]} for f in self.families],
            "questions": [
                {"id": q.id, "family": q.family}
                | {name: getattr(q, name)[lang] for name in ("ask", "plain", "why", "where")}
                | {name: value for name in ("dcat", "datapackage") if (value := getattr(q, name))}
                for q in self.questions
            ],
            "dcat_nodes": {name: dict(node) for name, node in self.dcat_nodes.items()},
            "prefixes": PREFIXES,
        }


@dataclass(frozen=True)
class Source:
    """A page where the answers of a portrait were found."""

    id: str
    title: str
    url: str


@dataclass(frozen=True)
class Answer:
    """What a dataset says to a question: an answer, an honest "I do not know", or a refusal."""

    text: Text
    unknown: bool = False
    declined: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Portrait:
    """A real dataset that answers in the first person."""

    id: str
    title: Text
    nickname: Text | None
    producer: str
    home: str
    licence: str
    checked: dt.date
    hello: Text
    sources: tuple[Source, ...]
    answers: Mapping[str, Answer]
    quirks: tuple[Text, ...] = ()
    quarrels: tuple[Text, ...] = ()
    privacy: Text | None = None

    def content(self, lang: str) -> dict:
        """Return the portrait in one language, as the interface reads it (plain JSON).

        What its file leaves blank but its header knows is answered from the header: see `_introductions`.
        """
        answers: dict[str, dict] = {}
        for question_id, answer in self.answers.items():
            answers[question_id] = {"text": answer.text[lang]}
            for name in ("unknown", "declined"):
                if getattr(answer, name):
                    answers[question_id][name] = True
            if answer.sources:
                answers[question_id]["sources"] = list(answer.sources)
        for question_id, text in self._introductions(lang).items():
            answers.setdefault(question_id, {"text": text})
        return {
            "id": self.id,
            "title": self.title[lang],
            "nickname": self.nickname[lang] if self.nickname else "",
            "producer": self.producer,
            "home": self.home,
            "licence": self.licence,
            "hello": self.hello[lang],
            "sources": [{"id": s.id, "title": s.title, "url": s.url} for s in self.sources if s.id in self._named()],
            "answers": answers,
            "quirks": [quirk[lang] for quirk in self.quirks],
            "quarrels": [quarrel[lang] for quarrel in self.quarrels],
            "privacy": self.privacy[lang] if self.privacy else "",
        }

    def _introductions(self, lang: str) -> dict[str, str]:
        """Return what the header of the portrait answers by itself: name, producer, address, licence."""
        name = "self_name_nick" if self.nickname else "self_name"
        nickname = self.nickname[lang] if self.nickname else ""
        known = {
            "who-name": (name, self.title[lang]),
            "who-parents": ("self_parents", self.producer),
            "where-home": ("self_home", self.home),
            "pays-licence": ("self_licence", self.licence),
        }
        return {
            question_id: t(f"interview.{key}", lang, value=value, nickname=nickname)
            for question_id, (key, value) in known.items()
            if value.strip() not in ("", "—")
        }

    def _named(self) -> set[str]:
        """Return the ids of the sources that an answer names."""
        return {name for answer in self.answers.values() for name in answer.sources}


def _find(items: tuple, item_id: str):
    """Return the item that has an id, or raise KeyError with that id."""
    for item in items:
        if item.id == item_id:
            return item
    raise KeyError(item_id)


@cache
def load_deck(path: Path = DATA / "deck.yml") -> Deck:
    """Read and check the deck of questions.

    Parameters
    ----------
    path : pathlib.Path, optional
        The course's own deck by default.

    Raises
    ------
    ValueError
        Naming the file and the field that is missing or wrong.
    """
    path = Path(path)
    raw = _Node(_read(path), path.name)
    families = tuple(Family(node.word("id"), node.both("title"), node.both("about")) for node in raw.items("families"))
    known = [family.id for family in families]
    questions = tuple(_question(node, known) for node in raw.items("questions"))
    for kind, found in (("families", families), ("questions", questions)):
        _no_twins(raw, kind, [item.id for item in found])
    for family_id in known:
        if not any(question.family == family_id for question in questions):
            raw.fail("families", f"no question belongs to {family_id!r}")
    nodes = raw.value.get("dcat_nodes") or {}
    for name, node in nodes.items():
        if not isinstance(node, dict) or not all(_is_property(node.get(key)) for key in ("type", "label")):
            raw.fail(f"dcat_nodes.{name}", 'must be {type: "prefix:Class", label: "prefix:property"}')
    return Deck(families, questions, nodes)


def load_portrait(name: str | Path, deck: Deck | None = None) -> Portrait:
    """Read and check the portrait of a dataset.

    Parameters
    ----------
    name : str or pathlib.Path
        Its id, such as ``"first-names"``, or the path of a YAML file.
    deck : Deck, optional
        The course's own deck by default: answers must be to its questions.

    Raises
    ------
    ValueError
        Naming the file and the field that is missing or wrong.
    FileNotFoundError
        If there is no such portrait.
    """
    deck = deck or load_deck()
    path = Path(name) if str(name).endswith(".yml") else DATA / "portraits" / f"{name}.yml"
    raw = _Node(_read(path), path.name)
    sources = tuple(Source(node.word("id"), node.line("title"), node.url("url")) for node in raw.items("sources"))
    _no_twins(raw, "sources", [source.id for source in sources])
    if raw.word("id") != path.stem:
        raw.fail("id", f"must be the name of the file, {path.stem!r}")
    answers = raw.value.get("answers")
    if not isinstance(answers, dict) or not answers:
        raw.fail("answers", "must map question ids to answers")
    known = {source.id for source in sources}
    return Portrait(
        id=path.stem,
        title=raw.both("title"),
        nickname=raw.both("nickname") if raw.value.get("nickname") else None,
        producer=raw.line("producer"),
        home=raw.url("home"),
        licence=raw.line("licence"),
        checked=raw.day("checked"),
        hello=raw.both("hello"),
        sources=sources,
        answers={name: _answer(raw, name, answer, deck, known) for name, answer in answers.items()},
        quirks=tuple(raw.texts("quirks")),
        quarrels=tuple(raw.texts("quarrels")),
        privacy=raw.both("privacy") if raw.value.get("privacy") else None,
    )


@cache
def load_portraits(folder: Path = DATA / "portraits") -> tuple[Portrait, ...]:
    """Read and check every portrait of a folder, in the order of their file names."""
    return tuple(load_portrait(path) for path in sorted(Path(folder).glob("*.yml")))


def _read(path: Path) -> object:
    try:
        return read_yaml(path)
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: not readable as YAML: {error}") from error


def _question(node: _Node, families: list[str]) -> Question:
    dcat = node.optional("dcat")
    if dcat is not None and not _is_property(dcat):
        node.fail("dcat", f"{dcat!r} has no known prefix ({', '.join(PREFIXES)})")
    return Question(
        id=node.word("id"),
        family=node.one_of("family", families),
        ask=node.both("ask"),
        plain=node.both("plain"),
        why=node.both("why"),
        where=node.both("where"),
        datasheet=node.one_of("datasheet", DATASHEET, needed=False),
        dcat=dcat,
        datagouv=node.optional("datagouv"),
        datapackage=node.one_of("datapackage", DATAPACKAGE, needed=False),
        table=node.one_of("table", TABLE, needed=False),
    )


def _answer(raw: _Node, name: str, value: object, deck: Deck, sources: set[str]) -> Answer:
    if name not in deck:
        raw.fail(f"answers.{name}", "is not a question of the deck")
    node = _Node(value, raw.file, f"answers.{name}")
    unknown, declined = (node.flag(key) for key in ("unknown", "declined"))
    if unknown and declined:
        node.fail("unknown", "a dataset either does not know or declines")
    named = tuple(node.value.get("sources") or ())
    if not (named or unknown or declined):
        node.fail("sources", "a factual answer names at least one source")
    for source in named:
        if source not in sources:
            node.fail("sources", f"{source!r} is not in the list of sources")
    return Answer({lang: node.line(lang) for lang in LANGUAGES}, unknown, declined, named)


def _no_twins(raw: _Node, name: str, ids: list[str]) -> None:
    twins = sorted({item for item in ids if ids.count(item) > 1})
    if twins:
        raw.fail(name, f"the id {twins[0]!r} is used twice")


def _is_property(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"\w+:\w+", value)) and value.split(":")[0] in PREFIXES


class _Node:
    """A mapping read from YAML that knows its file and its place, so that an error can name both."""

    def __init__(self, value: object, file: str, place: str = "") -> None:
        self.file, self.place = file, place
        if not isinstance(value, dict):
            raise ValueError(f"{file}: {place or 'the file'}: must be a mapping of fields")
        self.value = value

    def fail(self, name: str, reason: str) -> None:
        where = f"{self.place}.{name}" if self.place else name
        raise ValueError(f"{self.file}: {where}: {reason}")

    def line(self, name: str) -> str:
        value = self.value.get(name)
        if not isinstance(value, str) or not value.strip():
            self.fail(name, "missing, or not a text")
        return value.strip()

    def word(self, name: str) -> str:
        value = self.line(name)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
            self.fail(name, f"{value!r} must be small letters, digits and hyphens")
        return value

    def url(self, name: str) -> str:
        value = self.line(name)
        if not re.fullmatch(r"https?://[^\s<>\"]+", value):
            self.fail(name, f"{value!r} is not a web address")
        return value

    def optional(self, name: str) -> str | None:
        return None if self.value.get(name) is None else self.line(name)

    def one_of(self, name: str, allowed: list[str] | tuple[str, ...], needed: bool = True) -> str | None:
        value = self.line(name) if needed else self.optional(name)
        if value is not None and value not in allowed:
            self.fail(name, f"{value!r} is not one of {', '.join(allowed)}")
        return value

    def both(self, name: str) -> dict[str, str]:
        return self._both(self.value.get(name), name)

    def texts(self, name: str) -> list[dict[str, str]]:
        return [self._both(value, f"{name}[{i}]") for i, value in enumerate(self.value.get(name) or [])]

    def _both(self, value: object, name: str) -> dict[str, str]:
        node = _Node(value, self.file, f"{self.place}.{name}" if self.place else name)
        return {lang: node.line(lang) for lang in LANGUAGES}

    def items(self, name: str) -> list[_Node]:
        values = self.value.get(name)
        if not isinstance(values, list) or not values:
            self.fail(name, "missing, or not a list")
        return [
            _Node(value, self.file, f"{name}.{value.get('id', i) if isinstance(value, dict) else i}")
            for i, value in enumerate(values)
        ]

    def flag(self, name: str) -> bool:
        value = self.value.get(name, False)
        if not isinstance(value, bool):
            self.fail(name, "must be true or false")
        return value

    def day(self, name: str) -> dt.date:
        value = self.value.get(name)
        if type(value) is not dt.date:
            self.fail(name, "must be a date such as 2026-11-21")
        return value
