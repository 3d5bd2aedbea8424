"""What a lesson says about itself: the typed metadata of the notebooks, and the box that opens a lesson."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from html import escape
from pathlib import Path

from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, t

KINDS = ("lesson", "exercise", "solution")
LEVELS = ("first-steps", "comfortable", "going-further")
AUDIENCES = ("citizens", "facilitators", "trainers", "agents", "students")
MINUTES = (5, 240)
OBJECTIVES = (2, 4)
#: The 21 competences of DigComp 2.2, the European framework: area -> number of competences.
_AREAS = {1: 3, 2: 6, 3: 4, 4: 4, 5: 4}
COMPETENCES = tuple(f"{area}.{n}" for area, count in _AREAS.items() for n in range(1, count + 1))
_SHORT = ' class="cd-lesson-short"'  # these stand side by side in the book
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class LessonError(ReaderError, ValueError):
    """Metadata of a notebook that the course cannot use.

    Parameters
    ----------
    file : str
        Name of the notebook.
    field : str
        Field of its metadata ``culture_d``.
    problem : str
        What is wrong, in the reader's language.
    """

    def __init__(self, file: str, field: str, problem: str) -> None:
        self.file, self.field, self.problem = file, field, problem
        super().__init__(t("lesson.error", file=file, field=field, problem=problem))


@dataclass(frozen=True)
class Lesson:
    """A notebook of the course, as its metadata ``culture_d`` describe it.

    Exercises and solutions have only ``kind``, ``slug`` and ``lang``.

    Parameters
    ----------
    kind : {"lesson", "exercise", "solution"}
    slug : str
        Name of the file, without its suffix.
    lang : {"en", "fr"}
    minutes : int
        Time that a group needs, from 5 to 240 minutes.
    level : {"first-steps", "comfortable", "going-further"}
    audiences : tuple of str
        Some of ``citizens``, ``facilitators``, ``trainers``, ``agents``, ``students``.
    objectives : tuple of str
        Two to four things that one will be able to do.
    competences : tuple of str
        Codes of DigComp 2.2, ``"1.1"`` to ``"5.4"``.
    materials : tuple of str
        What is needed in the room.
    prerequisites : tuple of str
        Slugs of lessons to follow before, or plain texts.
    title : str
        First heading of the notebook.
    folder : Path
        Where the notebook is, and the lessons to follow before it.
    """

    kind: str
    slug: str
    lang: str
    minutes: int | None = None
    level: str | None = None
    audiences: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    title: str = ""
    folder: Path = field(default=Path(), compare=False)

    @classmethod
    def from_notebook(cls, path: str | Path) -> Lesson:
        """Read a lesson from its notebook.

        Raises
        ------
        LessonError
            If the file is not a notebook, or its metadata lack something or hold something unexpected.
        """
        path = Path(path)
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
            metadata = notebook["metadata"].get("culture_d")
            title = _title(notebook)
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
            raise LessonError(path.name, "-", t("lesson.error-file")) from error
        if not isinstance(metadata, dict):
            raise LessonError(path.name, "culture_d", t("lesson.error-missing"))
        lesson = cls.from_metadata(metadata, path.name)
        return replace(lesson, title=title, folder=path.parent)

    @classmethod
    def from_metadata(cls, metadata: dict, file: str) -> Lesson:
        """Build a lesson from the metadata ``culture_d`` of a notebook named ``file``.

        Raises
        ------
        LessonError
            If a field is missing, unknown or of a wrong kind.
        """
        known = {f.name for f in fields(cls)} - {"title", "folder"}
        if metadata.get("kind") in ("exercise", "solution"):
            known = {"kind", "slug", "lang"}
        for name in [*metadata, *sorted(known)]:
            if name not in known:
                raise LessonError(file, name, t("lesson.error-unknown"))
            if name not in metadata:
                raise LessonError(file, name, t("lesson.error-missing"))
            for problem in _problems(name, metadata[name]):
                raise LessonError(file, name, problem)
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in metadata.items()}
        return cls(**values)

    @property
    def before(self) -> tuple[str, ...]:
        """The prerequisites as they are shown: the titles of the lessons they name, and the plain texts."""
        return tuple(_prerequisite(item, self.folder) for item in self.prerequisites)


def _problems(field: str, value: object) -> Iterator[str]:
    """Yield what is wrong in the value of a field."""
    choices = {"kind": KINDS, "lang": LANGUAGES, "level": LEVELS}
    subsets = {"audiences": AUDIENCES, "competences": COMPETENCES}
    if field in choices:
        if value not in choices[field]:
            yield t("lesson.error-choice", choices=", ".join(choices[field]))
    elif field == "slug":
        if not (isinstance(value, str) and _SLUG.fullmatch(value)):
            yield t("lesson.error-slug")
    elif field == "minutes":
        low, high = MINUTES
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            yield t("lesson.error-number", low=low, high=high)
    elif not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        yield t("lesson.error-list")
    elif field in subsets:
        unknown = [item for item in value if item not in subsets[field]]
        if unknown or not value or len(set(value)) < len(value):
            yield t("lesson.error-subset", choices=", ".join(subsets[field]))
    elif field == "objectives":
        low, high = OBJECTIVES
        if not low <= len(value) <= high:
            yield t("lesson.error-count", low=low, high=high)
        elif any(item.rstrip().endswith((".", "…")) for item in value):
            yield t("lesson.error-stop")


def _title(notebook: dict) -> str:
    for cell in notebook.get("cells", []):
        if cell.get("cell_type") == "markdown":
            for line in "".join(cell.get("source", "")).splitlines():
                if line.startswith("# "):
                    return line[2:].strip()
    return ""


@dataclass(frozen=True)
class OpeningBox:
    """The box at the top of a lesson: how long, for whom, what is needed, what one will be able to do.

    Parameters
    ----------
    name : str
        Accessible name of the box.
    lang : {"en", "fr"}
    rows : tuple of (str, tuple of str)
        A label and its texts, in order.
    """

    name: str
    lang: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<div{_SHORT if sum(map(len, texts)) < 25 else ''}><dt>{escape(label)}</dt>{_items(texts)}</div>"
            for label, texts in self.rows
        )
        style = "border-left:4px solid;padding-left:1em"  # the book's style sheet does the rest
        return (
            f'<aside class="cd-lesson" lang="{self.lang}" aria-label="{escape(self.name)}" style="{style}">'
            f"<dl>{rows}</dl></aside>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        lines = [self.name]
        for label, texts in self.rows:
            colon = "\u00a0:" if self.lang == "fr" else ":"
            one = len(texts) == 1
            lines += [f"{label}{colon} {texts[0]}"] if one else [f"{label}{colon}", *(f"- {x}" for x in texts)]
        return "\n".join(lines)


def _items(texts: tuple[str, ...]) -> str:
    if len(texts) == 1:
        return f"<dd>{escape(texts[0])}</dd>"
    return "<dd><ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul></dd>"


def opening_box(lesson: Lesson) -> OpeningBox:
    """Return the box that opens a lesson, in the language of the lesson.

    A prerequisite that names another lesson is shown by the title of that lesson.

    Raises
    ------
    LessonError
        If the notebook is an exercise or a solution.
    """
    if lesson.kind != "lesson":
        raise LessonError(f"{lesson.slug}.ipynb", "kind", t("lesson.error-choice", choices="lesson"))

    def say(key: str, **values: object) -> str:
        return t(f"lesson.{key}", lang=lesson.lang, **values)

    rows = (
        (say("time"), (say("minutes", n=lesson.minutes),)),
        (say("level"), (say(f"level-{lesson.level}"),)),
        (say("audiences"), (", ".join(say(f"audience-{name}") for name in lesson.audiences),)),
        (say("before"), lesson.before),
        (say("materials"), lesson.materials),
        (say("objectives"), lesson.objectives),
        (say("competences"), tuple(f"{code} {say(f'competence-{code}')}" for code in lesson.competences)),
    )
    return OpeningBox(say("box"), lesson.lang, tuple(row for row in rows if row[1]))


def _prerequisite(item: str, folder: Path) -> str:
    """Return the title of the lesson that a slug names; a plain text stays as it is."""
    if not _SLUG.fullmatch(item):
        return item
    try:
        return _title(json.loads((folder / f"{item}.ipynb").read_text(encoding="utf-8"))) or item
    except (OSError, ValueError, AttributeError, TypeError):  # not a lesson, or not one that can be read
        return item
