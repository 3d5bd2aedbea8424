"""A letter as blocks of text: what Python and JavaScript compose in the same way.

``culture_d/widgets/rights_rules.js`` composes by the same rules; ``tests/cases/rights.json`` holds both to them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from culture_d.i18n import date as in_words
from culture_d.rights.content import Ask, Letters, Right
from culture_d.rights.deadlines import answer_due

DOTS = "…………………………"
_SPACES = " \t\n\v\f\r"
_HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Request:
    """What a letter is made of; an empty field leaves dots to fill by hand.

    Attributes
    ----------
    sent, received : datetime.date, optional
        The day the letter leaves, and the day it arrives where that is known.
    asks : tuple of str
        The boxes ticked.
    reminder : bool
        Whether this is the second letter, when no answer came.
    """

    right: str
    kind: str = "other"
    organisation: str = ""
    name: str = ""
    contact: str = ""
    reference: str = ""
    details: str = ""
    format: str = ""
    asks: tuple[str, ...] = ()
    sent: dt.date | None = None
    received: dt.date | None = None
    reminder: bool = False

    @property
    def start(self) -> dt.date | None:
        """The day from which the month is counted."""
        return self.received or self.sent


@dataclass(frozen=True)
class Block:
    """A part of a letter: its kind (sender, recipient, date, subject, text or list) and its lines."""

    kind: str
    lines: tuple[str, ...] = field(default=())


def compose(request: Request, letters: Letters, lang: str) -> list[Block]:
    """Return the blocks of a letter, in one language."""
    right, words = letters.rights[request.right], {key: text[lang] for key, text in letters.words.items()}
    subject = right.subject[lang]
    if request.reminder:
        subject = fill(words["reminder_subject"], subject=subject)
    name = one_line(request.name) or words["blank_name"]
    return [
        Block("sender", (name, *(lines_of(request.contact) or (words["blank_contact"],)))),
        Block("recipient", (*(lines_of(request.organisation) or (words["blank_organisation"],)), words["attention"])),
        Block(
            "date", (in_words(request.sent, lang) if request.sent and not request.reminder else words["blank_date"],)
        ),
        Block("subject", (fill(words["subject"], subject=subject),)),
        Block("text", (words["greeting"],)),
        *(_reminder(request, words, lang) if request.reminder else _first(request, right, letters, words, lang)),
        Block("text", (words["farewell"],)),
        Block("sender", (name,)),
    ]


def _first(request: Request, right: Right, letters: Letters, words: dict[str, str], lang: str) -> list[Block]:
    kind = letters.kinds[request.kind]
    details = one_line(request.details)
    values = {"details": details or DOTS, "observed": kind.observed[lang]}
    asked = _ticked(right.asks, request.asks)
    blocks = [Block("list", (right.lead[lang], *(_lines(asked, values, lang) or (DOTS,))))]
    reasons = _ticked(right.reasons, request.asks)
    if right.reasons_lead:
        blocks.append(Block("list", (right.reasons_lead[lang], *(_lines(reasons, values, lang) or (DOTS,)))))
    if details and not any("{details}" in ask.line[lang] for ask in asked):
        blocks.append(Block("text", (fill(right.details_line[lang], details=details),)))
    if right.formats:
        chosen = request.format if request.format in right.formats else right.formats[0]
        blocks.append(Block("text", (letters.formats[chosen].line[lang],)))
    if right.closing:
        blocks.append(Block("text", (right.closing[lang],)))
    known = {"number": kind.number[lang], "reference": one_line(request.reference) or DOTS}
    paragraphs = (fill(words["identity"], **known), words["delay"], words["refusal"])
    return [*blocks, *(Block("text", (paragraph,)) for paragraph in paragraphs)]


def _reminder(request: Request, words: dict[str, str], lang: str) -> list[Block]:
    sent = in_words(request.sent, lang) if request.sent else DOTS
    due = in_words(answer_due(request.start).day, lang) if request.start else DOTS
    facts = fill(words["reminder_facts"], sent=sent, due=due)
    return [Block("text", (text,)) for text in (facts, words["reminder_ask"], words["reminder_next"])]


def _ticked(asks: tuple[Ask, ...], ids: tuple[str, ...]) -> list[Ask]:
    return [ask for ask in asks if ask.id in ids]


def _lines(asks: list[Ask], values: dict[str, str], lang: str) -> tuple[str, ...]:
    return tuple(fill(ask.line[lang], **values) for ask in asks)


def fill(text: str, **values: str) -> str:
    """Put values in a text's ``{placeholders}``; what they hold is never read again as a placeholder."""
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], text)


def one_line(text: str) -> str:
    """Return a text on one line, without the characters that do not show."""
    return " ".join(re.split(rf"[{_SPACES}]+", _HIDDEN.sub("", text).strip(_SPACES)))


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not empty."""
    return tuple(line for part in re.split(r"\r\n|\r|\n", text) if (line := one_line(part)))


def as_text(blocks: list[Block]) -> str:
    """Return a letter as plain text."""
    return "\n\n".join(_block_text(block) for block in blocks) + "\n"


def _block_text(block: Block) -> str:
    if block.kind == "list":
        return "\n".join((block.lines[0], *(f"- {line}" for line in block.lines[1:])))
    return "\n".join(block.lines)
