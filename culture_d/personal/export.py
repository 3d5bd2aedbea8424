"""What every reader of personal exports returns: one table of a family, and what was understood of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape

import pandas as pd

from culture_d.i18n import date, t
from culture_d.personal.opening import Member, PersonalFileError

__all__ = ["COLUMNS", "PARIS", "Export", "Format", "PersonalFileError", "Said", "said"]

PARIS = "Europe/Paris"
ROWS_SHOWN = 5

# Columns of each family, in this order; a reader may leave a column empty, never out.
COLUMNS: dict[str, tuple[str, ...]] = {
    # One line for each step; times in Europe/Paris; a gap is a line whose power and energy are missing.
    "load_curve": ("start", "end", "power_w", "energy_kwh", "estimated"),
    # One line for each reading of each register; cumulative kWh.
    "meter_index": ("time", "register", "index_kwh", "estimated"),
    # One line for each gas day (06:00 to 06:00) or month.
    "gas": ("start", "end", "volume_m3", "energy_kwh", "kwh_per_m3", "temperature_c", "estimated"),
    "water": ("start", "end", "litres", "index_litres", "estimated"),
    # One line for each point, in the order of time; degrees (WGS 84), metres.
    "positions": ("time", "lat", "lon", "accuracy_m", "elevation_m"),
    # One line for each trip, or each section of a trip made of several (same ``trip``).
    "trips": (
        "trip",
        "start",
        "end",
        "mode",
        "distance_km",
        "purpose",
        "start_lat",
        "start_lon",
        "end_lat",
        "end_lon",
    ),
    # ``kind`` is music, podcast, book or video; ``by`` the artist, the podcast or the series; times in Europe/Paris.
    "plays": ("start", "end", "seconds", "title", "by", "kind", "skipped", "device", "country"),
    # Spending is negative; euros.
    "transactions": ("date", "label", "amount_eur", "category", "balance_eur"),
}


@dataclass(frozen=True)
class Said:
    """A sentence to be told in the reader's language: a key of ``messages/`` and its values."""

    key: str
    values: dict[str, object] = field(default_factory=dict)

    def tell(self, lang: str | None = None) -> str:
        """Write the sentence; a value that is itself a :class:`Said`, or a day, is written in the same language."""
        return t(self.key, lang, **{name: _told(value, lang) for name, value in self.values.items()})


def _told(value: object, lang: str | None) -> object:
    if isinstance(value, Said):
        return value.tell(lang)
    return date(value, lang) if isinstance(value, dt.date) else value


def said(key: str, **values: object) -> Said:
    """Return a sentence to be told: ``said("electricity.gaps", n=3)``."""
    return Said(key, values)


@dataclass(frozen=True)
class Export:
    """A personal export that was read.

    Attributes
    ----------
    family : str
        One of the keys of :data:`COLUMNS`.
    format : str
        Identifier of the format, such as ``"enedis-load-curve"``.
    table : pandas.DataFrame
        The columns of the family; one line for each step, reading, point, trip, play or transaction.
    told : tuple of Said
        What was understood: the period, the step, the unit.
    doubts : tuple of Said
        What is missing or doubtful: gaps, duplicates, absurd values, and what was done with them.
    others : tuple of Export
        What else the same file holds (Enedis puts three tables in one file; a ZIP holds several files).
    """

    family: str
    format: str
    table: pd.DataFrame
    told: tuple[Said, ...] = ()
    doubts: tuple[Said, ...] = ()
    others: tuple[Export, ...] = ()

    def sentences(self, lang: str | None = None) -> list[str]:
        """Tell what was understood of the file, then what is doubtful, in plain words."""
        return [sentence.tell(lang) for sentence in (*self.told, *self.doubts)]

    def find(self, family: str) -> Export | None:
        """Return the first table of a family among this one and :attr:`others`, or None."""
        return next((export for export in (self, *self.others) if export.family == family), None)

    def doubting(self, *doubts: Said) -> Export:
        """Return the same export with more doubts."""
        return replace(self, doubts=(*self.doubts, *doubts))

    def __repr__(self) -> str:
        return "\n".join([self.table.head(ROWS_SHOWN).to_string(index=False), *self.sentences()])

    def _repr_html_(self) -> str:
        listed = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.sentences())
        return f"{self.table.head(ROWS_SHOWN).to_html(escape=True, index=False, border=0)}<ul>{listed}</ul>"


@dataclass(frozen=True)
class Format:
    """A format of files that the course reads.

    Attributes
    ----------
    id : str
        Such as ``"enedis-load-curve"``; its name for the reader is the message ``formats.<id with _>``.
    family : str
        One of the keys of :data:`COLUMNS`.
    recognise : callable
        Tells from the content of a member, never from its name alone, whether it has this format. Fast: it may look
        at ``member.head`` (the first characters) only.
    read : callable
        Reads such a member into an :class:`Export`, or raises :class:`PersonalFileError`.
    """

    id: str
    family: str
    recognise: Callable[[Member], bool]
    read: Callable[[Member], Export]

    def name(self, lang: str | None = None) -> str:
        """Name the format for the reader: "Enedis, load curve"."""
        return t(f"formats.{self.id.replace('-', '_')}", lang)
