"""What the committee role-play talks about: roles, arbitrations, comments, and where each fact comes from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from culture_d.i18n import LANGUAGES
from culture_d.standard.schemas import FOLDER, Schema, load_schema
from culture_d.yaml_files import read_yaml

VERDICTS = ("now", "later", "refuse", "already", "off-topic", "committee")
Text = dict[str, str]


@dataclass(frozen=True)
class Role:
    """Somebody to play: who they are, what they want, what they fear. Fictional."""

    id: str
    title: Text
    about: Text
    wants: Text
    fears: Text


@dataclass(frozen=True)
class Note:
    """A fact about the real committee, with the ids of its sources."""

    text: Text
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Argument:
    """What a role says in favour of an option."""

    role: str
    side: str
    text: Text


@dataclass(frozen=True)
class Option:
    """One of the answers to an arbitration, and what it changes in the schema."""

    id: str
    label: Text
    detail: Text
    edits: tuple[dict, ...]


@dataclass(frozen=True)
class Arbitration:
    """A question for the committee.

    ``real`` is the id of the option that the real committee took, or None when the minutes do not tell;
    ``decided`` says what it did and ``after`` what became of it. ``short`` marks the questions of a short session.
    """

    id: str
    short: bool
    field: str
    question: Text
    context: tuple[Text, ...]
    options: tuple[Option, ...]
    arguments: tuple[Argument, ...]
    real: str | None
    decided: tuple[Note, ...]
    after: tuple[Note, ...]

    @property
    def title(self) -> Text:
        """What a list calls it."""
        return self.question

    def option(self, option_id: str) -> Option | None:
        """Return an option by its id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class Comment:
    """An answer to the fictional call for comments, and the verdict that the course suggests.

    ``starter`` marks those that a group sorts first.
    """

    id: str
    author: Text
    field: str
    title: Text
    text: Text
    verdict: str
    reason: Text
    starter: bool = False
    edits: tuple[dict, ...] = ()
    arbitration: str = ""
    same_as: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A page that the reader can open."""

    id: str
    title: Text
    url: str


@dataclass(frozen=True)
class Agenda:
    """All that a session needs.

    ``base`` is the version on which the committee meets; ``pace`` the minutes for one question: ``many`` from
    ``from`` people on, ``few`` below.
    """

    base: Schema
    pace: dict[str, int]
    sources: tuple[Source, ...]
    roles: tuple[Role, ...]
    arbitrations: tuple[Arbitration, ...]
    comments: tuple[Comment, ...]

    def arbitration(self, arbitration_id: str) -> Arbitration | None:
        """Return an arbitration by its id, or None."""
        return next((item for item in self.arbitrations if item.id == arbitration_id), None)

    def comment(self, comment_id: str) -> Comment | None:
        """Return a comment by its id, or None."""
        return next((item for item in self.comments if item.id == comment_id), None)


@cache
def load_agenda(folder: Path = FOLDER) -> Agenda:
    """Read ``committee.yml`` and ``comments.yml``.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Where both files are; the course's own by default.

    Raises
    ------
    ValueError
        Naming the file and what it refers to that does not exist, or the text that lacks a language.
    """
    raw = read_yaml(folder / "committee.yml")
    calls = read_yaml(folder / "comments.yml")
    agenda = Agenda(
        base=load_schema(raw["base"]),
        pace=raw["pace"],
        sources=tuple(Source(**item) for item in raw["sources"]),
        roles=tuple(Role(**item) for item in raw["roles"]),
        arbitrations=tuple(_arbitration(item) for item in raw["arbitrations"]),
        comments=tuple(_comment(item) for item in calls["comments"]),
    )
    for fault in _faults(agenda):
        raise ValueError(f"committee.yml or comments.yml: {fault}")
    return agenda


def _arbitration(item: dict) -> Arbitration:
    return Arbitration(
        **item
        | {
            "short": item.get("short", False),
            "context": tuple(item["context"]),
            "options": tuple(Option(**o | {"edits": tuple(o["edits"])}) for o in item["options"]),
            "arguments": tuple(Argument(**argument) for argument in item["arguments"]),
            "decided": _notes(item["decided"]),
            "after": _notes(item["after"]),
        }
    )


def _notes(items: list[dict]) -> tuple[Note, ...]:
    return tuple(Note(item["text"], tuple(item["sources"])) for item in items)


def _comment(item: dict) -> Comment:
    return Comment(**item | {name: tuple(item.get(name, ())) for name in ("edits", "sources")})


def _faults(agenda: Agenda):
    """Yield the names that lead nowhere and the texts that lack a language."""
    sources = {item.id for item in agenda.sources}
    roles = {item.id for item in agenda.roles}
    questions = {item.id for item in agenda.arbitrations}
    for item in agenda.arbitrations:
        options = {option.id for option in item.options}
        named = {argument.side for argument in item.arguments} | {item.real or next(iter(options))}
        yield from (f"{item.id} has no option {name}" for name in sorted(named - options))
        yield from (f"{item.id}: no role {a.role}" for a in item.arguments if a.role not in roles)
        told = {name for note in item.decided + item.after for name in note.sources}
        yield from (f"{item.id}: no source {name}" for name in sorted(told - sources))
        yield from (f"{item.id}: a fact has no source" for note in item.decided + item.after if not note.sources)
    for item in agenda.comments:
        if item.verdict not in VERDICTS:
            yield f"{item.id}: no verdict {item.verdict}"
        if item.arbitration and item.arbitration not in questions:
            yield f"{item.id}: no arbitration {item.arbitration}"
        if item.same_as and not agenda.comment(item.same_as):
            yield f"{item.id}: no comment {item.same_as}"
        yield from (f"{item.id}: no source {name}" for name in item.sources if name not in sources)
    for text in _texts([agenda.roles, agenda.arbitrations, agenda.comments, agenda.sources]):
        if not all(isinstance(text[lang], str) and text[lang].strip() for lang in LANGUAGES):
            yield f"a text is empty: {text}"


def _texts(item: object):
    """Yield every text in both languages, however deep; the edits hold texts of the schema, not of the course."""
    if isinstance(item, dict) and set(item) == set(LANGUAGES):
        yield item
    elif isinstance(item, tuple | list):
        for part in item:
            yield from _texts(part)
    elif hasattr(item, "__dataclass_fields__"):
        for name in item.__dataclass_fields__:
            yield from _texts(getattr(item, name)) if name != "edits" else ()
