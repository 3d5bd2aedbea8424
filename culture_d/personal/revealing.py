"""What a trace tells a stranger: where one sleeps, where one works, which places one goes back to.

Stops have the columns of :func:`culture_d.personal.stops.stops`: ``start``, ``end`` (in the person's time zone),
``lat``, ``lon`` (degrees). Everything stays in memory; these functions exist to show how little it takes.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from culture_d.i18n import t
from culture_d.personal.geometry import distance_km
from culture_d.personal.journeys import JourneysError, table_of

PLACE_KM = 0.15  # stops closer than this to a place are at that place
NIGHT_ENDS, WORK_HOURS = 6, (9, 16)  # hours of the day: 00:00 to 05:59, 09:00 to 16:59
SAME_DAY = 0.7  # share of the visits on one day of the week that makes a habit of that day


def home_and_work(stops: pd.DataFrame) -> pd.DataFrame:
    """Guess where somebody lives and works: the place of most nights, and that of most weekday hours elsewhere.

    Parameters
    ----------
    stops : DataFrame
        ``start``, ``end``, ``lat``, ``lon``.

    Returns
    -------
    DataFrame
        At most two lines, ``home`` and ``work``: ``lat``, ``lon`` (degrees), ``hours`` (of night or of weekday spent
        there), ``share`` (of all such hours in the stops, 0 to 1). A line is missing when nothing points to a place.
        It is a guess: a nurse on nights, a trucker or someone who works from home deceives it.
    """
    spent = hours_spent(stops)
    hour, day = spent["hour"].dt.hour, spent["hour"].dt.day_of_week
    night = spent[hour < NIGHT_ENDS]
    home = night["place"].mode().head(1)
    weekday = spent[hour.between(*WORK_HOURS) & (day < 5) & ~spent["place"].isin(home)]
    work = weekday["place"].mode().head(1)
    found = {"home": (night, home), "work": (weekday, work)}
    lines = {name: _summary(hours[hours["place"].isin(place)], len(hours)) for name, (hours, place) in found.items()}
    return pd.DataFrame.from_dict({k: v for k, v in lines.items() if v}, orient="index", columns=list(_COLUMNS))


_COLUMNS = ("lat", "lon", "hours", "share")


def _summary(hours: pd.DataFrame, of: int) -> tuple[float, float, int, float] | None:
    return (hours["lat"].median(), hours["lon"].median(), len(hours), len(hours) / of) if len(hours) else None


def hours_spent(stops: pd.DataFrame) -> pd.DataFrame:
    """Return a line for each full hour spent at a stop: ``hour`` (its beginning), ``lat``, ``lon``, ``place``."""
    placed = places(stops).reset_index(drop=True)
    zone = getattr(stops["start"].dtype, "tz", None)
    # In UTC, where no hour comes twice: on the night of October, local hours cannot be rounded.
    start, end = (placed[side].dt.tz_convert("UTC") if zone else placed[side] for side in ("start", "end"))
    first = start.dt.ceil("h")
    count = ((end - first) / pd.Timedelta(hours=1)).apply(np.ceil).clip(lower=0).astype(int)
    spent = placed.loc[placed.index.repeat(count), ["lat", "lon", "place"]]
    rank = np.concatenate([np.arange(n) for n in count]) if len(count) else []
    hour = first.repeat(count) + pd.to_timedelta(rank, unit="h")
    return spent.assign(hour=hour.dt.tz_convert(zone) if zone else hour).reset_index(drop=True)


def places(stops: pd.DataFrame, within_km: float = PLACE_KM) -> pd.DataFrame:
    """Give each stop the number of its place: 0 is that where most time is spent.

    The longest stop makes the first place; every stop within ``within_km`` of it is there; and so on.
    """
    if stops.empty:
        raise JourneysError(t("journeys.no_stops"))
    seconds = (stops["end"] - stops["start"]).dt.total_seconds().to_numpy()
    lat, lon = stops["lat"].to_numpy(float), stops["lon"].to_numpy(float)
    place = np.full(len(stops), -1)
    for at in np.argsort(-seconds, kind="stable"):
        if place[at] < 0:
            near = (np.asarray(distance_km(lat[at], lon[at], lat, lon)) <= within_km) & (place < 0)
            place[near] = place.max() + 1
    by_time = pd.Series(seconds).groupby(place).sum().sort_values(ascending=False, kind="stable").index
    rank = {old: new for new, old in enumerate(by_time)}
    return stops.assign(place=[rank[p] for p in place])


def habits(stops: pd.DataFrame, at_least: int = 4) -> pd.DataFrame:
    """Return the places that somebody goes back to, apart from home and work.

    Returns
    -------
    DataFrame
        The most visited first: ``lat``, ``lon``, ``visits``, ``minutes`` (median of a visit), ``hour`` (median hour
        of arrival), ``weekday`` (0 is Monday; missing when no day stands out).
    """
    placed = places(stops)
    known = home_and_work(stops)
    taken = [_near(placed, row.lat, row.lon) for row in known.itertuples()]
    others = placed[~np.any(taken, axis=0)] if taken else placed
    lines = [_habit(visits) for _, visits in others.groupby("place") if len(visits) >= at_least]
    columns = ["lat", "lon", "visits", "minutes", "hour", "weekday"]
    table = pd.DataFrame(lines, columns=columns).astype({"weekday": "Int64"})
    return table.sort_values("visits", ascending=False, kind="stable", ignore_index=True)


def _near(stops: pd.DataFrame, lat: float, lon: float) -> np.ndarray:
    return np.asarray(distance_km(lat, lon, stops["lat"].to_numpy(), stops["lon"].to_numpy())) <= 2 * PLACE_KM


def _habit(visits: pd.DataFrame) -> tuple:
    start, minutes = visits["start"], (visits["end"] - visits["start"]).dt.total_seconds() / 60
    days = start.dt.day_of_week.value_counts(normalize=True)
    weekday = int(days.index[0]) if days.iloc[0] >= SAME_DAY else pd.NA
    hour = int(start.dt.hour.median())
    return visits["lat"].median(), visits["lon"].median(), len(visits), round(minutes.median()), hour, weekday


def stops_between(trips: pd.DataFrame) -> pd.DataFrame:
    """Return the stops that a table of trips implies: from the end of a trip to the start of the next, at its end.

    A list of trips without a single position in between tells the nights all the same.

    Returns
    -------
    DataFrame
        ``start``, ``end``, ``lat``, ``lon``; one line for each arrival followed by a departure.
    """
    table = table_of(trips).sort_values("start", kind="stable")
    after = table["start"].shift(-1)
    found = pd.DataFrame(
        {"start": table["end"], "end": after, "lat": table["end_lat"], "lon": table["end_lon"]}
    ).dropna()
    return found[found["end"] > found["start"]].reset_index(drop=True)


def what_a_stranger_reads(stops: pd.DataFrame, lang: str | None = None) -> list[str]:
    """Say in plain words, without any coordinates, what a stranger would find in these stops."""
    if stops.empty:
        return [t("journeys.found_nothing", lang)]
    known = home_and_work(stops)
    told = [t(f"journeys.found_{name}", lang, hours=int(line.hours)) for name, line in known.iterrows()]
    for habit in habits(stops).head(5).itertuples():
        if pd.isna(habit.weekday):
            told.append(t("journeys.found_habit", lang, n=int(habit.visits)))
        else:
            day = t(f"journeys.day_{habit.weekday}", lang)
            told.append(t("journeys.found_habit_on", lang, n=int(habit.visits), day=day, hour=str(habit.hour),
                          minutes=int(habit.minutes)))  # fmt: skip
    return told or [t("journeys.found_nothing", lang)]
