"""Google, positions as they were until 2024: ``Records.json`` of the location history in Google Takeout.

The fields are described by https://locationhistoryformat.com/reference/records/. Latitudes and longitudes are whole
numbers of ten-millionths of a degree; some files wrote them as unsigned 32-bit numbers, so that negative ones come out
near 429 degrees: above 180 degrees (90 for a latitude), 2**32 is taken away. Times are in UTC, as text
(``timestamp``) or, in older files, as milliseconds since 1970 (``timestampMs``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import Export, Format, PersonalFileError, said
from culture_d.personal.opening import Member
from culture_d.personal.parsing import check_json
from culture_d.personal.places_in_time import Progress, positions_export

_E7 = 1e7
_KEPT = ("timestamp", "timestampMs", "latitudeE7", "longitudeE7", "accuracy", "altitude")
_START = re.compile(r'\{\s*"locations"\s*:\s*\[\s*[{\]]')


def _is_records(member: Member) -> bool:
    return bool(_START.match(member.head.lstrip()))


def read_records(member: Member, progress: Progress | None = None) -> Export:
    """Read the positions of a ``Records.json``; a million of them take some seconds and less than 1 GB.

    Parameters
    ----------
    member : Member
    progress : callable, optional
        Called now and then with the share done, from 0 to 1.

    Raises
    ------
    PersonalFileError
        If the file is damaged or holds no position.
    """
    tell = progress or (lambda _: None)
    tell(0.0)
    columns = _columns(member.content)
    tell(0.6)
    lat = degrees_of_e7(columns["latitudeE7"], 90)
    lon = degrees_of_e7(columns["longitudeE7"], 180)
    wrapped = int(((columns["latitudeE7"] > 90 * _E7) | (columns["longitudeE7"] > 180 * _E7)).sum())
    points = pd.DataFrame(
        {
            "time": columns["time"],
            "lat": lat,
            "lon": lon,
            "accuracy_m": columns["accuracy"],
            "elevation_m": columns["altitude"],
        }
    )
    tell(0.8)
    doubts = [said("positions.wrapped", n=wrapped)] if wrapped else []
    export = positions_export("google-records", points, doubts=doubts)
    # Several devices write side by side: the order of the file says nothing of their clocks.
    tell(1.0)
    return replace(export, table=export.table.reset_index(drop=True))


def degrees_of_e7(values: np.ndarray, most: float) -> np.ndarray:
    """Return degrees from ten-millionths, mending numbers that overflowed 32 bits."""
    return np.where(values > most * _E7, values - 2**32, values) / _E7


def instants_of(texts: Iterable[object], milliseconds: Iterable[object] | None = None) -> pd.Series:
    """Read times written as text, or else as milliseconds since 1970, in UTC; what is no time is missing."""
    texts = pd.Series([value if isinstance(value, str) else None for value in texts], dtype="object")
    times = pd.to_datetime(texts, format="ISO8601", utc=True, errors="coerce").dt.as_unit("us")
    if milliseconds is None:
        return times
    numbers = floats(milliseconds)
    numbers = np.where(np.abs(numbers) < 4e12, numbers, np.nan)  # beyond the year 2096, not milliseconds
    return times.fillna(pd.to_datetime(pd.Series(numbers), unit="ms", utc=True, errors="coerce").dt.as_unit("us"))


def _columns(content: bytes) -> dict[str, np.ndarray | pd.Series]:
    """Return one array for each field kept; the rest of each record (activities, antennas) is not kept."""
    check_json(content)
    fields = _typed_fields(content) if find_spec("msgspec") else _plain_fields(content)
    if not fields or not fields[0]:
        raise PersonalFileError(t("positions.none"))
    named = dict(zip(_KEPT, fields, strict=True))
    old = any(value is not None for value in named["timestampMs"])
    columns = {name: floats(named[name]) for name in ("latitudeE7", "longitudeE7", "accuracy", "altitude")}
    columns["time"] = instants_of(named["timestamp"], named["timestampMs"] if old else None)
    return columns


def floats(values: Iterable[object]) -> np.ndarray:
    """Return numbers, written as such or as text; anything else is missing."""
    values = list(values)
    try:
        numbers = np.array(values, dtype=float)
    except (TypeError, ValueError, OverflowError):
        numbers = None
    if numbers is None or numbers.ndim != 1:  # a list among the values
        texts = [str(v)[:40] if isinstance(v, (int, float, str)) else "" for v in values]
        numbers = pd.to_numeric(pd.Series(texts, dtype="object"), errors="coerce").to_numpy(float)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _typed_fields(content: bytes) -> list[Sequence]:
    """Decode with msgspec, which skips what is not asked for without building it."""
    import msgspec

    record = msgspec.defstruct("Record", [(name, object, None) for name in _KEPT], gc=False)
    whole = msgspec.defstruct("Records", [("locations", list[record])])
    try:
        found = msgspec.json.decode(content, type=whole).locations
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = None
    if found is None:
        raise PersonalFileError(t("personal.json_damaged"))
    return [[getattr(record, name) for record in found] for name in _KEPT]


def _plain_fields(content: bytes) -> list[Sequence]:
    """Decode with the standard library, keeping of each record only what is asked for."""

    def slim(found: dict) -> object:
        if "latitudeE7" in found or "longitudeE7" in found:
            return tuple(found.get(name) for name in _KEPT)
        return found.get("locations")

    try:
        rows = json.loads(content, object_hook=slim)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise PersonalFileError(t("personal.json_damaged"))
    return list(zip(*(row for row in rows if isinstance(row, tuple)), strict=True))


FORMATS = (Format("google-records", "positions", _is_records, read_records),)
