"""Read a personal export whatever its format: the content says which it is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib import import_module

from culture_d.i18n import language, t, use
from culture_d.personal.export import Export, Format, PersonalFileError, Said, said
from culture_d.personal.joining import join
from culture_d.personal.opening import Member, members

# A module of formats/ for each organisation.
_MODULES = (
    "enedis",
    "edf",
    "mesinfos",
    "grdf",
    "water",
    "gpx",
    "google",
    "coach_co2",
    "strava",
    "spotify",
    "netflix",
    "banks",
)
# Family -> the lesson that opens its files: a message personal.lesson_….
LESSONS = {
    "load_curve": "energy",
    "meter_index": "energy",
    "gas": "energy",
    "water": "energy",
    "positions": "journeys",
    "trips": "journeys",
    "plays": "subscriptions",
    "transactions": "subscriptions",
}


@cache
def formats() -> tuple[Format, ...]:
    """Return every format that the course reads, the most particular first."""
    return tuple(f for name in _MODULES for f in import_module(f"culture_d.personal.formats.{name}").FORMATS)


def read_export(
    source: str | os.PathLike | bytes,
    *,
    name: str = "",
    lang: str | None = None,
    family: str | Iterable[str] | None = None,
) -> Export:
    """Read a personal export, recognised from its content. Nothing is written, nothing leaves the process.

    Parameters
    ----------
    source : path or bytes
        The file as the organisation gave it, or the ZIP that holds it.
    name : str
        Name of the file when ``source`` is its bytes; it is never told.
    lang : {"en", "fr"}, optional
        Language of the errors.
    family : str or several, optional
        The families expected, keys of :data:`~culture_d.personal.export.COLUMNS`: a file of another family is refused
        with the lesson where it belongs.

    Returns
    -------
    Export
        The first table found, those of the other files in ``others``. Files of the same format are put end to end.

    Raises
    ------
    PersonalFileError
        If nothing could be read; the sentence quotes nothing of the file.
    """
    wanted = {family} if isinstance(family, str) else set(family or ())
    with _speaking(lang):
        outcome = _outcome(source, name, wanted)
    # Raised here, out of any ``except``: an exception that it would chain might hold personal content.
    if isinstance(outcome, str):
        raise PersonalFileError(outcome)
    return outcome


@contextmanager
def _speaking(lang: str | None) -> Iterator[None]:
    """Let the readers, which know only the language of the course, write their errors in another."""
    before = language()
    use(lang or before)
    try:
        yield
    finally:
        use(before)


def _outcome(source: str | os.PathLike | bytes, name: str, wanted: set[str]) -> Export | str:
    """Return what a source holds, or the sentence that says why nothing could be read."""
    found: list[Export] = []
    refusals: list[str] = []
    unknown = 0
    try:
        for member in members(source, name):
            result = _read(member)
            if result is None:
                unknown += 1
            elif isinstance(result, str):
                refusals.append(result)
            else:
                found += [replace(result, others=()), *result.others]
        if not found:
            return refusals[0] if refusals else t("personal.unknown")
        exports = sorted(join(found), key=lambda export: bool(wanted) and export.family not in wanted)
    except PersonalFileError as error:
        return str(error)
    except Exception:
        return t("personal.damaged")
    first, *others = exports
    if wanted and first.family not in wanted:
        return _elsewhere(first)
    return replace(first, others=tuple(others)).doubting(*_left_aside(unknown, len(refusals)))


def _read(member: Member) -> Export | str | None:
    """Read a member: what it holds, why it cannot be read, or None if no reader knows it."""
    if member.refusal:
        return str(member.refusal)
    known = None
    try:
        known = next((f for f in formats() if f.recognise(member)), None)
        return known.read(_in_utf8(member)) if known else None
    except PersonalFileError as error:
        return str(error)
    except Exception:
        return t("personal.unexpected", format=known.name()) if known else t("personal.damaged")


def _in_utf8(member: Member) -> Member:
    """Give a JSON file as parsers want it: a program may have saved it with a mark, or in UTF-16."""
    start = member.start.lstrip()
    if member.head.lstrip()[:1] in ("{", "[") and (start[:1] not in (b"{", b"[") or b"\0" in start[:8]):
        return Member(member.name, member.text.encode())
    return member


def _elsewhere(export: Export) -> str:
    name = t(f"formats.{export.format.replace('-', '_')}")
    return t("personal.elsewhere", format=name, lesson=t(f"personal.lesson_{LESSONS[export.family]}"))


def _left_aside(unknown: int, damaged: int) -> list[Said]:
    counts = {"personal.files_unknown": unknown, "personal.files_damaged": damaged}
    return [said(key, n=n) for key, n in counts.items() if n]
