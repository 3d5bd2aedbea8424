"""What the letters say: the rights, what may be asked, who is written to (``data/rights/letters.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from culture_d import catalogue
from culture_d.parts import ContentError, Part, Text, read_top

_TOP = ("version", "id", "rights", "kinds", "formats", "words")
_RIGHT = (
    "id", "article", "name", "choice", "gives", "limits", "subject", "lead", "asks", "reasons_lead", "reasons",
    "details", "formats", "closing", "sources",
)  # fmt: skip
_ASK = ("id", "ticked", "label", "line")
_DETAILS = ("label", "line")
_KIND = ("id", "name", "number", "observed", "advice", "warnings")
_FORMAT = ("id", "label", "line")
WORDS = (
    "attention", "subject", "greeting", "identity", "delay", "refusal", "farewell", "blank_name", "blank_contact",
    "blank_organisation", "blank_date", "reminder_subject", "reminder_facts", "reminder_ask", "reminder_next",
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """A box to tick, and the line that it adds to the letter."""

    id: str
    label: Text
    line: Text
    ticked: bool


@dataclass(frozen=True)
class Source:
    """A page that the reader can open."""

    title: Text
    url: str


@dataclass(frozen=True)
class Right:
    """A right of the GDPR: what it gives, what it does not, and the letter that uses it."""

    id: str
    article: str
    name: Text
    choice: Text
    gives: Text
    limits: Text
    subject: Text
    lead: Text
    asks: tuple[Ask, ...]
    reasons_lead: Text | None
    reasons: tuple[Ask, ...]
    details_label: Text
    details_line: Text
    formats: tuple[str, ...]
    closing: Text | None
    sources: tuple[Source, ...]

    @property
    def boxes(self) -> tuple[Ask, ...]:
        """Everything that may be ticked: what is asked, then the grounds."""
        return (*self.asks, *self.reasons)


@dataclass(frozen=True)
class Kind:
    """A kind of organisation: the number that names a file there, what it records, and what to know."""

    id: str
    name: Text
    number: Text
    observed: Text
    advice: Text
    warnings: dict[str, Text]


@dataclass(frozen=True)
class Format:
    """A form in which the data may be sent."""

    id: str
    label: Text
    line: Text


@dataclass(frozen=True)
class Letters:
    """The content of every letter."""

    rights: dict[str, Right]
    kinds: dict[str, Kind]
    formats: dict[str, Format]
    words: dict[str, Text]


@cache
def load_letters(path: Path | None = None) -> Letters:
    """Read and check the content of the letters.

    Parameters
    ----------
    path : pathlib.Path, optional
        The file of the course by default.

    Raises
    ------
    ContentError
        Naming the place and what is wrong there.
    """
    path = path or catalogue.DATA / "rights" / "letters.yml"
    top = read_top(path, _TOP, "rights", ContentError)
    top.one_of("version", (1,))
    formats = {item.id: item for item in (_format(part) for part in top.parts("formats", _FORMAT))}
    rights = tuple(_right(part, tuple(formats)) for part in top.parts("rights", _RIGHT))
    kinds = tuple(_kind(part, tuple(right.id for right in rights)) for part in top.parts("kinds", _KIND))
    for name, items in (("rights", rights), ("kinds", kinds)):
        top.no_twins(name, [item.id for item in items])
    words = Part(top.value.get("words"), path.name, "words", WORDS)
    said = {name: words.texts(name) for name in WORDS}
    return Letters({item.id: item for item in rights}, {item.id: item for item in kinds}, formats, said)


def _right(part: Part, formats: tuple[str, ...]) -> Right:
    details = Part(part.value.get("details"), part.file, f"{part.place}.details", _DETAILS)
    asks = tuple(_ask(item) for item in part.parts("asks", _ASK))
    reasons = tuple(_ask(item) for item in part.parts("reasons", _ASK)) if "reasons" in part else ()
    part.no_twins("asks", [ask.id for ask in (*asks, *reasons)])
    for name in part.value.get("formats") or ():
        if name not in formats:
            part.fail("formats", "one_of", choices=", ".join(formats))
    return Right(
        id=part.word("id"),
        article=part.line("article"),
        **{name: part.texts(name) for name in ("name", "choice", "gives", "limits", "subject", "lead")},
        asks=asks,
        reasons_lead=part.texts("reasons_lead") if reasons else None,
        reasons=reasons,
        details_label=details.texts("label"),
        details_line=details.texts("line"),
        formats=tuple(part.value.get("formats") or ()),
        closing=part.texts_if_any("closing"),
        sources=tuple(Source(item.texts("title"), item.url("url")) for item in part.parts("sources", ("title", "url"))),
    )


def _ask(part: Part) -> Ask:
    if not isinstance(part.value.get("ticked"), bool):
        part.fail("ticked", "rights.ticked")
    return Ask(part.word("id"), part.texts("label"), part.texts("line"), part.value["ticked"])


def _kind(part: Part, rights: tuple[str, ...]) -> Kind:
    warnings = part.parts("warnings", ("right", "text")) if "warnings" in part else []
    return Kind(
        id=part.word("id"),
        **{name: part.texts(name) for name in ("name", "number", "observed", "advice")},
        warnings={item.one_of("right", rights): item.texts("text") for item in warnings},
    )


def _format(part: Part) -> Format:
    return Format(part.word("id"), part.texts("label"), part.texts("line"))


def check_file(path: Path) -> object:
    """Read a file of ``data/rights`` with its own loader: the letters, or the pieces of data to sort."""
    from culture_d.rights.items import load_items

    return load_letters(path) if path.name == "letters.yml" else load_items(path)
