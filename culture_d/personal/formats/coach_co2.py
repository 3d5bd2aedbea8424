"""Coach CO2 (Cozy): the trips that the application found, a line for each section, as its CSV export writes them.

The columns, the modes and the purposes are those of the source code of the application, https://github.com/cozy/coachCO2
(``src/lib/exportTripsToCSV.js``). Distances are in metres; coordinates, longitude first, distances, times and speeds of
each point are lists inside a cell; an empty cell is a space; dates are those of JavaScript, in words. Names of places
are addresses: they are not kept.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import Export, Format, PersonalFileError, Said, said
from culture_d.personal.geometry import steps_km
from culture_d.personal.opening import Member
from culture_d.personal.parsing import csv_rows, header_at, numbers
from culture_d.personal.places_in_time import positions_export, trips_export

_NAMES = ("Trip_Id", "Section_Start_Date", "Section_End_Date", "Section_Mode")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
# Wed Jun 30 2021 14:47:51 GMT+0200 (heure d’été d’Europe centrale)
_WORDS = r"^[A-Za-z]{3} ([A-Za-z]{3} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}) (?:GMT|UTC)([+-]\d{4})\b"


def _is_coach_co2(member: Member) -> bool:
    return header_at(member.head, _NAMES) is not None


def _read(member: Member) -> Export:
    rows = csv_rows(member.text, _NAMES)
    if rows.empty:
        raise PersonalFileError(t("personal.no_lines"))
    nothing = pd.Series("", index=rows.index, dtype="object")
    cells = {name: rows.get(f"section_{name}", nothing) for name in ("distance", "coordinates", "timestamps", "mode")}
    places = [_pairs(cell) for cell in cells["coordinates"]]
    trips = pd.DataFrame(
        {
            "trip": rows["trip_id"],
            "start": dates(rows["section_start_date"]),
            "end": dates(rows["section_end_date"]),
            "mode": cells["mode"].str.lower().where(lambda mode: mode != "", "unknown"),
            "distance_km": numbers(cells["distance"]) / 1000,
            "purpose": rows.get("trip_purpose", nothing).str.lower().where(lambda purpose: purpose != "").to_numpy(),
        }
    )
    ends = np.array([[*p[0], *p[-1]] if len(p) else [np.nan] * 4 for p in places])
    trips[["start_lon", "start_lat", "end_lon", "end_lat"]] = ends
    lost = trips["distance_km"].isna() & np.array([len(p) > 1 for p in places])
    trips.loc[lost, "distance_km"] = [
        float(steps_km(p[:, 1], p[:, 0]).sum()) for p, one in zip(places, lost, strict=True) if one
    ]
    unread = trips[["start", "end"]].isna().any(axis=1)
    doubts: list[Said] = [said("positions.lengths_added", n=int(lost.sum()))] if lost.any() else []
    if unread.any():
        doubts.append(said("personal.unreadable_lines", n=int(unread.sum())))
    positions = _positions(places, cells["timestamps"])
    told = [said("positions.sections", n=int((~unread).sum())), said("positions.modes_of_coach")]
    return trips_export("coach-co2", trips[~unread], told, doubts, (positions,) if positions else ())


def dates(cells: pd.Series) -> pd.Series:
    """Read the dates of JavaScript (``Wed Jun 30 2021 14:47:51 GMT+0200 (…)``) or ISO 8601, in UTC."""
    words = cells.str.extract(_WORDS)
    spoken = pd.to_datetime(words[0] + words[1], format="%b %d %Y %H:%M:%S%z", utc=True, errors="coerce")
    return spoken.fillna(pd.to_datetime(cells.where(words[0].isna()), format="ISO8601", utc=True, errors="coerce"))


def _pairs(cell: str) -> np.ndarray:
    """Return longitudes and latitudes, shape (n, 2): the cell lists them flat or as pairs, with brackets or without."""
    found = [float(number) for number in _NUMBER.findall(cell)]
    return np.array(found[: len(found) // 2 * 2], dtype=float).reshape(-1, 2)


def _positions(places: list[np.ndarray], timestamps: pd.Series) -> Export | None:
    """Return the points of the sections whose times are known, in milliseconds since 1970."""
    lists = [np.array(_NUMBER.findall(cell), dtype=float) for cell in timestamps]
    timed = [np.column_stack([p, ms]) for p, ms in zip(places, lists, strict=True) if len(p) == len(ms) > 0]
    if not timed:
        return None
    lon, lat, ms = np.concatenate(timed).T
    ms = np.where(np.abs(ms) < 4e12, ms, np.nan)
    time = pd.to_datetime(pd.Series(ms), unit="ms", utc=True, errors="coerce")
    # The trips stand in the file in the order of their identifiers: that of the lines says nothing of the clock.
    points = pd.DataFrame({"time": time, "lat": lat, "lon": lon}).sort_values("time", kind="stable")
    return positions_export("coach-co2", points)


FORMATS = (Format("coach-co2", "trips", _is_coach_co2, _read),)
