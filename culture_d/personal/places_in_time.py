"""What all readers of positions and trips share: one shape of table, and the same doubts told the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from culture_d.i18n import t
from culture_d.personal.cleaning import FASTEST_KMH, FIRST_YEAR, SLACK_KM, lonely, nowhere
from culture_d.personal.export import COLUMNS, PARIS, Export, PersonalFileError, Said, said
from culture_d.personal.geometry import distance_km
from culture_d.personal.parsing import period

Progress = Callable[[float], None]


def positions_export(
    format_id: str, points: pd.DataFrame, told: Iterable[Said] = (), doubts: Iterable[Said] = ()
) -> Export:
    """Return positions in the order of time, with what is doubtful in them. No point is dropped.

    Parameters
    ----------
    format_id : str
    points : pandas.DataFrame
        In the order of the file: ``time`` (with a time zone), ``lat``, ``lon`` (degrees), and when the file has them
        ``accuracy_m`` and ``elevation_m`` (metres).
    told, doubts : iterable of Said
        Said before what is found here.

    Returns
    -------
    Export
        The index of its table is the order of the file, which tells a clock that went backwards.

    Raises
    ------
    PersonalFileError
        If there is no point at all.
    """
    points = points.reset_index(drop=True)
    points = points.assign(time=points["time"].dt.tz_convert(PARIS))
    for name in ("lat", "lon", "accuracy_m", "elevation_m"):
        points[name] = points[name].astype(float) if name in points else np.nan
    points = points[list(COLUMNS["positions"])]
    if points[["lat", "lon"]].dropna().empty:
        raise PersonalFileError(t("positions.none"))
    found = _counted("positions", _doubts_of_points(points))
    times = points["time"][_plausible(points["time"])].sort_values()
    alone = lonely(times)
    if alone.any():
        found.append(said("positions.years_away", n=int(alone.sum())))
    times = times[~alone]
    spoken = [period(times)] if len(times) else []
    table = points.sort_values("time", kind="stable", na_position="last")
    return Export(
        "positions", format_id, table, (*spoken, said("positions.points", n=len(table)), *told), (*doubts, *found)
    )


def trips_export(
    format_id: str,
    trips: pd.DataFrame,
    told: Iterable[Said] = (),
    doubts: Iterable[Said] = (),
    others: tuple[Export, ...] = (),
) -> Export:
    """Return trips in the order of time, with what is doubtful in them. No trip is dropped.

    Parameters
    ----------
    format_id : str
    trips : pandas.DataFrame
        ``start``, ``end`` (with a time zone), ``mode``, and those that the file has of the columns of the family;
        ``trip`` when several lines are sections of one trip, in any type.
    told, doubts : iterable of Said
        Said before what is found here.
    others : tuple of Export
        What else the file holds.
    """
    trips = trips.reset_index(drop=True)
    if trips["start"].notna().sum() == 0:
        raise PersonalFileError(t("positions.no_trips"))
    for name in ("start", "end"):
        trips[name] = trips[name].dt.tz_convert(PARIS)
    trips = trips.sort_values("start", kind="stable", ignore_index=True)
    trips["trip"] = pd.factorize(trips["trip"])[0] + 1 if "trip" in trips else np.arange(1, len(trips) + 1)
    for name in ("distance_km", "start_lat", "start_lon", "end_lat", "end_lon"):
        trips[name] = trips[name].astype(float) if name in trips else np.nan
    for name in ("mode", "purpose"):
        trips[name] = trips[name].astype("str") if name in trips else pd.Series(pd.NA, index=trips.index, dtype="str")
    table = trips[list(COLUMNS["trips"])]
    found = _counted("positions", _doubts_of_trips(table))
    counted = said("positions.trips", n=int(table["trip"].nunique()), km=round(float(table["distance_km"].sum())))
    believed = table[_plausible(table["start"]) & _plausible(table["end"])]
    spoken = [period(believed["start"], believed["end"])] if len(believed) else []
    return Export("trips", format_id, table, (*spoken, counted, *told), (*doubts, *found), others)


def _doubts_of_points(points: pd.DataFrame) -> dict[str, int]:
    time = points["time"]
    backwards = (time.diff() < pd.Timedelta(0)).sum()
    newest_first = backwards > len(points) / 2
    return {
        "no_time": time.isna().sum(),
        "no_place": points[["lat", "lon"]].isna().any(axis=1).sum(),
        "nowhere": (nowhere(points) & points[["lat", "lon"]].notna().all(axis=1)).sum(),
        "out_of_time": (time.notna() & ~_plausible(time)).sum(),
        "unordered": 0 if newest_first else backwards,
        "duplicates": points[time.notna()].duplicated(["time", "lat", "lon"]).sum(),
    }


def _doubts_of_trips(trips: pd.DataFrame) -> dict[str, int]:
    hours = (trips["end"] - trips["start"]).dt.total_seconds() / 3600
    start, end = trips[["start_lat", "start_lon"]].to_numpy().T, trips[["end_lat", "end_lon"]].to_numpy().T
    ends = (trips[[f"{side}_lat", f"{side}_lon"]].set_axis(["lat", "lon"], axis=1) for side in ("start", "end"))
    astray = sum((nowhere(side) & side.notna().all(axis=1)).astype(int) for side in ends) > 0
    straight = distance_km(*start, *end)
    return {
        "trips_without_time": trips[["start", "end"]].isna().any(axis=1).sum(),
        "trips_at_once": (hours == 0).sum(),
        "trips_backwards": (hours < 0).sum(),
        "trips_out_of_time": (trips["start"].notna() & ~_plausible(trips["start"])).sum(),
        "trips_nowhere": astray.sum(),
        "trips_without_distance": trips["distance_km"].isna().sum(),
        "trips_too_short": (trips["distance_km"] < 0.9 * straight - SLACK_KM).sum(),
        "trips_too_fast": ((hours > 0) & (trips["distance_km"] > hours * FASTEST_KMH + SLACK_KM)).sum(),
        "trips_repeated": trips.drop(columns="trip").duplicated().sum(),
    }


def _plausible(time: pd.Series) -> pd.Series:
    return time.between(FIRST_YEAR, pd.Timestamp.now(tz="UTC"))


def _counted(section: str, counts: dict[str, int]) -> list[Said]:
    return [said(f"{section}.{key}", n=int(n)) for key, n in counts.items() if n]
