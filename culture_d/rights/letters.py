"""A letter by which someone uses a right over their personal data, and what to do once it is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from uuid import uuid4

from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, language, t
from culture_d.rights import calendar_file, paper
from culture_d.rights.composing import Request, as_text, compose, one_line
from culture_d.rights.content import Letters, load_letters
from culture_d.rights.deadlines import DateError, Due, answer_due, full_date, read_date

# A sheet of paper in a notebook, light or dark.
_SHEET = (
    "border: 1px solid color-mix(in srgb, currentColor 35%, transparent); border-radius: 0.3rem; line-height: 1.45; "
    "max-width: 42rem; overflow-wrap: anywhere; padding: 1.2rem 1.4rem; text-align: start; white-space: pre-wrap"
)
LONGEST = {"organisation": 400, "name": 120, "contact": 400, "reference": 120, "details": 600}


class LetterError(ReaderError, ValueError):
    """One sentence in the reader's language: what the letter cannot use, and what to give instead."""


@dataclass(frozen=True, repr=False)
class Letter:
    """A request, ready to be sent. Nothing of it is written anywhere unless :meth:`save` is called.

    Attributes
    ----------
    request : Request
        What the letter is made of.
    lang : {"en", "fr"}
        The language of the letter.
    """

    request: Request
    lang: str

    @property
    def text(self) -> str:
        """The letter as plain text, to paste into a message."""
        return as_text(compose(self.request, load_letters(), self.lang))

    @property
    def html(self) -> str:
        """The letter as a whole page, to print on A4 or save as PDF."""
        return paper.as_page(compose(self.request, load_letters(), self.lang), self.title, self.lang)

    @property
    def title(self) -> str:
        """What the letter is about, in a few words."""
        return load_letters().rights[self.request.right].subject[self.lang]

    @property
    def deadline(self) -> Due | None:
        """The last day to answer; None without a date."""
        return answer_due(self.request.start) if self.request.start else None

    @property
    def extended(self) -> Due | None:
        """The last day to answer where the organisation has told in time that it needs two more months."""
        return answer_due(self.request.start, months=3) if self.request.start else None

    @property
    def reminder(self) -> bytes:
        """The day the answer is due, as a calendar file (``.ics``), in the current language.

        Raises
        ------
        LetterError
            If the letter has no date.
        """
        if not self.deadline:
            raise LetterError(t("rights.error_no_date"))
        words = calendar_words(self.request, load_letters(), language())
        return calendar_file.reminder(self.deadline.day, **words, uid=f"{uuid4()}@culture-d", lang=language())

    @property
    def second_letter(self) -> Letter:
        """The letter to send when no answer came."""
        from dataclasses import replace

        return Letter(replace(self.request, reminder=True), self.lang)

    @property
    def next_steps(self) -> list[str]:
        """What to do now, with the dates, in the current language."""
        return next_steps(self.request, language())

    def save(self, folder: str | Path) -> list[Path]:
        """Write the letter as text and as a page, and the calendar file where there is a date.

        Parameters
        ----------
        folder : str or pathlib.Path
            An existing folder, of yours: the files hold what you typed.

        Raises
        ------
        LetterError
            If there is no such folder, or if it holds such files already.
        """
        folder, name = Path(folder), f"{t('rights.file_letter')}-{self.request.right}"
        if not folder.is_dir():
            raise LetterError(t("rights.error_folder"))
        files: dict[Path, bytes] = {
            folder / f"{name}.txt": self.text.encode(),
            folder / f"{name}.html": self.html.encode(),
        }
        if self.deadline:
            files[folder / f"{t('rights.file_reminder')}-{self.request.right}.ics"] = self.reminder
        if any(path.exists() for path in files):
            raise LetterError(t("rights.error_exists"))
        for path, content in files.items():
            path.write_bytes(content)
        return list(files)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'<div lang="{self.lang}" style="{_SHEET}">{escape(self.text.strip())}</div>'


def letter(
    right: str,
    organisation: str = "",
    *,
    kind: str = "other",
    sent: dt.date | str | None = None,
    received: dt.date | str | None = None,
    asks: Iterable[str] | None = None,
    name: str = "",
    contact: str = "",
    reference: str = "",
    details: str = "",
    format: str = "",
    lang: str | None = None,
) -> Letter:
    """Write a request to an organisation about one's own personal data.

    Parameters
    ----------
    right : {"access", "portability", "rectification", "erasure", "objection"}
    organisation : str
        Its name, and its address on the next lines.
    kind : {"energy", "bank", "platform", "shop", "town-hall", "employer", "other"}
        What sort of organisation it is.
    sent : datetime.date or str, optional
        The day the letter leaves, such as ``"2026-03-05"``; without a date, no deadline.
    received : datetime.date or str, optional
        The day it arrives, where it is known: the month is counted from it.
    asks : iterable of str, optional
        What is asked, and the grounds: ids of ``data/rights/letters.yml``. The usual ones by default.
    name, contact, reference, details : str
        The writer's name, address and customer number, and what the letter is about; dots where they are empty.
    format : {"file", "paper", "readable"}, optional
        How the data should come, where the right gives a choice.
    lang : {"en", "fr"}, optional
        The language of the letter; the current language by default.

    Raises
    ------
    ReaderError
        If the right, the kind, the date, or something asked is not known.

    Notes
    -----
    A letter shown by a cell is saved with the notebook: for one's own name, ``write_letter()`` keeps nothing.
    """
    lang, letters = lang or language(), load_letters()
    if lang not in LANGUAGES:
        raise LetterError(t("rights.error_language"))
    if right not in letters.rights:
        raise LetterError(t("rights.error_right", names=", ".join(letters.rights)))
    if kind not in letters.kinds:
        raise LetterError(t("rights.error_kind", names=", ".join(letters.kinds)))
    texts = dict(organisation=organisation, name=name, contact=contact, reference=reference, details=details)
    for field, most in LONGEST.items():
        if not isinstance(texts[field], str) or len(texts[field]) > most:
            raise LetterError(t("rights.error_text", field=field, n=most))
    formats = letters.rights[right].formats
    if format and format not in formats:
        names = ", ".join(formats) or 'format=""'
        raise LetterError(t("rights.error_format", names=names))
    sent, received = (read_date(day) if day is not None else None for day in (sent, received))
    if sent and received and received < sent:
        raise DateError(t("rights.error_order"))
    boxes = _boxes(right, asks, letters)
    return Letter(Request(right, kind, **texts, format=format, asks=boxes, sent=sent, received=received), lang)


def _boxes(right: str, asks: Iterable[str] | None, letters: Letters) -> tuple[str, ...]:
    boxes = letters.rights[right].boxes
    if asks is None:
        return tuple(box.id for box in boxes if box.ticked)
    asked = (asks,) if isinstance(asks, str) else tuple(asks)
    known = [box.id for box in boxes]
    if not asked or any(ask not in known for ask in asked):
        raise LetterError(t("rights.error_asks", names=", ".join(known)))
    return asked


def calendar_words(request: Request, letters: Letters, lang: str) -> dict[str, str]:
    """Return what the calendar shows of a request: the right and the organisation, nothing of the writer."""
    name = letters.rights[request.right].name[lang]
    organisation = one_line(request.organisation.strip().partition("\n")[0])
    whom = t("rights.ics_whom", lang, organisation=organisation) if organisation else ""
    summary = t("rights.ics_summary", lang, right=name, whom=whom)
    return {"summary": summary, "description": t("rights.ics_description", lang, url=calendar_file.COMPLAINT)}


def next_steps(request: Request, lang: str) -> list[str]:
    """Return what to do once the letter is sent, with the dates where there is one."""
    steps = [t("rights.step_proof", lang)]
    if not request.start:
        return [*steps, t("rights.step_undated", lang), t("rights.step_complain", lang)]
    due, extended = answer_due(request.start), answer_due(request.start, months=3)
    if not request.received:
        steps.append(t("rights.step_receipt", lang))
    return [
        *steps,
        t("rights.step_due", lang, day=full_date(due.day, lang)),
        t("rights.step_extended", lang, day=full_date(extended.day, lang)),
        t("rights.step_remind", lang),
        t("rights.step_complain", lang),
    ]
