"""The five models of governance of personal data, read from ``data/governance/models.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from culture_d.catalogue import DATA
from culture_d.parts import ContentError, Part, Text, read_top

ASKED = ("decides", "holds", "gains", "does", "stops")
LEAST_ARGUMENTS = 3
_MODEL = ("id", "name", "short", "how", *ASKED, "pros", "cons", "drawing", "examples")
_BOX = ("id", "kind", "x", "y", "text")
_ARROW = ("from", "to", "kind")
_EXAMPLE = ("name", "text", "url")


@dataclass(frozen=True)
class Box:
    """A box of a drawing: a person, a store of data or an organisation, around a point of a sheet of 360 by 210."""

    id: str
    kind: str
    x: int
    y: int
    text: Text


@dataclass(frozen=True)
class Arrow:
    """An arrow between two boxes: data that move, or an agreement."""

    start: Box
    end: Box
    kind: str


@dataclass(frozen=True)
class Example:
    """A real attempt, with the page that tells it."""

    name: Text
    text: Text
    url: str


@dataclass(frozen=True)
class Model:
    """A model of governance: what it is, five answers to compare, arguments both ways, a drawing and real attempts."""

    id: str
    name: Text
    short: Text
    how: Text
    answers: dict[str, Text]
    pros: tuple[Text, ...]
    cons: tuple[Text, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    examples: tuple[Example, ...]


@cache
def models(path: Path = DATA / "governance" / "models.yml") -> tuple[Model, ...]:
    """Return the models, in the order of their file.

    Raises
    ------
    ReaderError
        Naming the place and what to do: a text missing in a language, fewer than three arguments against…
    """
    top = read_top(path, ("version", "models"), "privacy", ContentError)
    found = tuple(_model(part) for part in top.parts("models", _MODEL))
    top.no_twins("models", [model.id for model in found])
    return found


def _model(part: Part) -> Model:
    drawing = Part(part.value.get("drawing"), part.file, f"{part.place}.drawing", ("boxes", "arrows"))
    boxes = {box.id: box for box in (_box(item) for item in drawing.parts("boxes", _BOX, least=2))}
    return Model(
        id=part.word("id"),
        name=part.texts("name"),
        short=part.texts("short"),
        how=part.texts("how"),
        answers={name: part.texts(name) for name in ASKED},
        pros=_arguments(part, "pros"),
        cons=_arguments(part, "cons"),
        boxes=tuple(boxes.values()),
        arrows=tuple(_arrow(item, boxes) for item in drawing.parts("arrows", _ARROW)),
        examples=tuple(
            Example(item.texts("name"), item.texts("text"), item.url("url"))
            for item in part.parts("examples", _EXAMPLE)
        ),
    )


def _arguments(part: Part, name: str) -> tuple[Text, ...]:
    listed = part.listed(name, least=LEAST_ARGUMENTS)
    return tuple(part.both(f"{name}.{rank}", value) for rank, value in enumerate(listed, start=1))


def _box(part: Part) -> Box:
    x, y = (part.one_of(name, tuple(range(361))) for name in ("x", "y"))
    return Box(part.word("id"), part.one_of("kind", ("person", "store", "organisation")), x, y, part.texts("text"))


def _arrow(part: Part, boxes: dict[str, Box]) -> Arrow:
    for name in ("from", "to"):
        if part.value.get(name) not in boxes:
            part.fail(name, "privacy.box", names=", ".join(boxes))
    ends = (boxes[part.value[name]] for name in ("from", "to"))
    return Arrow(*ends, part.one_of("kind", ("data", "agreement")))
