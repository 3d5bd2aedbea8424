"""A debate played with cards: its motions, its roles and its arguments. Its file is in ``data/debates``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from culture_d.i18n import messages, t
from culture_d.parts import ContentError, Part, Text, named_file, names_in, read_top, shorten

MINUTES = 20  # the camps swap at half-time
SIDES = ("for", "against")
_TOP = ("version", "id", "title", "motions", "roles", "cards")
_MOTION = ("id", "motion", "known", "sources")
_ROLE = ("id", "name", "wants", "fears")
_CARD = ("id", "side", "title", "argument", "fact", "answer")
_FACT = ("text", "sources")
_SOURCE = ("title", "url")
_PYTHON_ONLY = ("error_", "noscript", "paper_", "print_", "sheet_", "rule_", "credit")  # that only Python says


class DebateError(ContentError):
    """One sentence in the reader's language: what cannot be used, and what to do."""


@dataclass(frozen=True)
class Source:
    """A page that the reader can open."""

    title: Text
    url: str


@dataclass(frozen=True)
class Motion:
    """The sentence that the camps defend or fight, and what is already law or practice."""

    id: str
    motion: Text
    known: Text
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Role:
    """Who one plays: never a real person."""

    id: str
    name: Text
    wants: Text
    fears: Text


@dataclass(frozen=True)
class Fact:
    """What the argument rests on."""

    text: Text
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Card:
    """An argument of one camp, the fact behind it (None for an opinion), and what the other camp may reply."""

    id: str
    side: str
    title: Text
    argument: Text
    answer: Text
    fact: Fact | None = None


@dataclass(frozen=True)
class Debate:
    """A title, motions (the first is the debate itself), roles and cards."""

    id: str
    title: Text
    motions: tuple[Motion, ...]
    roles: tuple[Role, ...]
    cards: tuple[Card, ...]

    def of_side(self, side: str) -> list[Card]:
        """Return the cards of a camp, ``"for"`` or ``"against"``."""
        return [card for card in self.cards if card.side == side]

    def content(self, lang: str) -> dict:
        """Return the debate in one language, as the interface reads it (plain JSON)."""
        return {
            "id": self.id,
            "title": self.title[lang],
            "minutes": MINUTES,
            "motions": [_in(lang, motion, "motion", "known", sources=motion.sources) for motion in self.motions],
            "roles": [_in(lang, role, "name", "wants", "fears") for role in self.roles],
            "cards": [_card(card, lang) for card in self.cards],
        }


def _in(lang: str, thing: object, *names: str, sources: tuple[Source, ...] = ()) -> dict:
    """Return some texts of a thing in one language, after its id."""
    texts = {name: getattr(thing, name)[lang] for name in names}
    links = [{"title": source.title[lang], "url": source.url} for source in sources]
    return {"id": thing.id, **texts, **({"sources": links} if links else {})}


def _card(card: Card, lang: str) -> dict:
    fact = card.fact.text[lang] if card.fact else ""
    sources = card.fact.sources if card.fact else ()
    return _in(lang, card, "title", "argument", "answer", sources=sources) | {"side": card.side, "fact": fact}


def debate_names() -> list[str]:
    """Return the names of the debates of the course."""
    return names_in("debates")


def load_debate(name: str | Path) -> Debate:
    """Read and check a debate.

    Parameters
    ----------
    name : str or pathlib.Path
        A name of ``data/debates``, such as ``"open-data"``, or the path of a YAML file.

    Raises
    ------
    ReaderError
        If there is no such debate, or naming the file, the place and what is wrong there.
    """
    path, known = named_file("debates", name), {"name": shorten(name), "names": ", ".join(debate_names())}
    top = read_top(path, _TOP, "debate", DebateError, **known)
    top.one_of("version", (1,))
    motions = tuple(
        Motion(part.word("id"), part.texts("motion"), part.texts("known"), _sources(part))
        for part in top.parts("motions", _MOTION)
    )
    roles = tuple(
        Role(part.word("id"), part.texts("name"), part.texts("wants"), part.texts("fears"))
        for part in top.parts("roles", _ROLE)
    )
    cards = tuple(_read_card(part) for part in top.parts("cards", _CARD, least=2))
    top.no_twins("motions", [motion.id for motion in motions])
    top.no_twins("cards", [thing.id for thing in (*roles, *cards)])  # what was drawn is kept by name
    debate = Debate(top.word("id"), top.texts("title"), motions, roles, cards)
    sizes = [len(debate.of_side(side)) for side in SIDES]
    if sizes[0] != sizes[1]:
        raise DebateError(t("debate.error_fair", file=path.name, pro=sizes[0], con=sizes[1]))
    return debate


def _read_card(part: Part) -> Card:
    fact = None
    if "fact" in part:
        inner = Part(part.value["fact"], part.file, f"{part.place}.fact", _FACT)
        fact = Fact(inner.texts("text"), _sources(inner))
    return Card(
        id=part.word("id"),
        side=part.one_of("side", SIDES),
        title=part.texts("title"),
        argument=part.texts("argument"),
        answer=part.texts("answer"),
        fact=fact,
    )


def _sources(part: Part) -> tuple[Source, ...]:
    return tuple(Source(item.texts("title"), item.url("url")) for item in part.parts("sources", _SOURCE))


def interface_content(debate: Debate, lang: str) -> dict:
    """Return what the interface needs, in one language: the debate and the messages (plain JSON)."""
    said = {key: text[lang] for key, text in messages()["debate"].items() if not key.startswith(_PYTHON_ONLY)}
    return {"lang": lang, "debate": debate.content(lang), "messages": said}
