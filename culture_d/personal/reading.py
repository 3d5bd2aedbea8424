"""Read a personal export whatever its format: the content says which it is."""

from __future__ import annotations

import os
from importlib import import_module

from culture_d.i18n import t
from culture_d.personal.export import Export, Format, PersonalFileError
from culture_d.personal.opening import members

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


def formats() -> tuple[Format, ...]:
    """Return every format that the course reads, the most particular first."""
    return tuple(f for name in _MODULES for f in import_module(f"culture_d.personal.formats.{name}").FORMATS)


def read_export(source: str | os.PathLike | bytes, *, name: str = "", lang: str | None = None) -> Export:
    """Read a personal export, recognised from its content."""
    for member in members(source, name):
        for known in formats():
            if known.recognise(member):
                return known.read(member)
    raise PersonalFileError(t("personal.unknown", lang))
