"""What a history of listening or viewing says: hours, names, sessions, and what it only suggests.

Each measure takes a table of plays (the columns ``plays`` of :data:`culture_d.personal.export.COLUMNS`) and its
definition is its first sentence. A measure counts plays; whether somebody was listening, asleep, sad or away is never
in the file.
"""

from __future__ import annotations

import pandas as pd

HOUR, DAY = pd.Timedelta(hours=1), pd.Timedelta(days=1)
FOUR_IN_THE_MORNING = pd.Timedelta(hours=4)
SHORTEST_NIGHT, LONGEST_NIGHT = 4.0, 14.0  # hours
FEWEST_PLAYS = 20  # a week with fewer says nothing of habits


def timed(plays: pd.DataFrame) -> pd.DataFrame:
    """Keep the plays whose hour and length are known and not zero: the quick file of Netflix has none."""
    return plays[plays["end"].notna() & (plays["seconds"] > 0)]


def clock_hours(plays: pd.DataFrame) -> pd.DataFrame:
    """Cut each play at the hours of the clock: a film from 20:30 to 22:00 gives half an hour to 20, one to 21.

    Returns
    -------
    pandas.DataFrame
        ``time`` (when the hour begins, Europe/Paris), ``day_of_week`` (0 is Monday), ``hour`` and ``hours`` played.
    """
    plays = timed(plays)
    start, end = (
        plays[side].dt.tz_convert("UTC").dt.tz_localize(None).reset_index(drop=True) for side in ("start", "end")
    )
    pieces = ((end.dt.ceil("h") - start.dt.floor("h")) / HOUR).astype(int).clip(lower=1)
    of = start.index.repeat(pieces)
    nth = pieces.loc[of].groupby(of).cumcount()
    begin = start.dt.floor("h").loc[of] + pd.to_timedelta(nth, unit="h")
    played = end.loc[of].clip(upper=begin + HOUR) - start.loc[of].clip(lower=begin)
    time = begin.dt.tz_localize("UTC").dt.tz_convert("Europe/Paris").reset_index(drop=True)
    hours = (played / HOUR).reset_index(drop=True)
    return pd.DataFrame({"time": time, "day_of_week": time.dt.day_of_week, "hour": time.dt.hour, "hours": hours})


def hours_by_month(plays: pd.DataFrame) -> pd.DataFrame:
    """Add up the hours of each calendar month, those without any included: ``month`` (its first day) and ``hours``."""
    pieces = clock_hours(plays)
    month = pieces["time"].dt.tz_localize(None).dt.to_period("M")
    hours = pieces.groupby(month)["hours"].sum()
    whole = pd.period_range(hours.index.min(), hours.index.max(), freq="M") if len(hours) else hours.index
    return hours.reindex(whole, fill_value=0.0).rename_axis("month").reset_index().assign(month=whole.to_timestamp())


def hours_by_clock(plays: pd.DataFrame) -> pd.DataFrame:
    """Add up the hours of each hour of each day of the week: ``day_of_week``, ``hour``, ``hours``, the most first."""
    pieces = clock_hours(plays)
    return pieces.groupby(["day_of_week", "hour"], as_index=False)["hours"].sum().sort_values("hours", ascending=False)


def top_by(plays: pd.DataFrame, most: int = 10) -> pd.DataFrame:
    """Rank the artists, podcasts or series by the hours given to them: ``by``, ``plays``, ``hours``."""
    known = timed(plays)
    grouped = known.groupby("by")["seconds"].agg(plays="size", hours=lambda seconds: seconds.sum() / 3600)
    return grouped.sort_values("hours", ascending=False).head(most).reset_index()


def sessions(plays: pd.DataFrame, minutes: float = 30) -> pd.DataFrame:
    """Gather plays into sessions: a session ends when nothing is played for half an hour.

    Parameters
    ----------
    plays : pandas.DataFrame
    minutes : float
        How long a silence ends a session.

    Returns
    -------
    pandas.DataFrame
        ``start``, ``end`` and ``plays`` of each session.
    """
    plays = timed(plays).sort_values("start")
    until = plays["end"].cummax().shift()  # of all that came before: two devices may play at once
    number = (plays["start"] - until > pd.Timedelta(minutes=minutes)).cumsum()
    return plays.groupby(number).agg(start=("start", "min"), end=("end", "max"), plays=("title", "size"))


def silences(plays: pd.DataFrame, hours: float = SHORTEST_NIGHT) -> pd.DataFrame:
    """List the times when nothing was played for some hours: ``start``, ``end``, ``hours``."""
    apart = sessions(plays, minutes=hours * 60)
    since, until = apart["end"].iloc[:-1].reset_index(drop=True), apart["start"].iloc[1:].reset_index(drop=True)
    return pd.DataFrame({"start": since, "end": until, "hours": (until - since) / HOUR})


def nights(plays: pd.DataFrame) -> pd.DataFrame:
    """List the silences of 4 to 14 hours that hold four in the morning: they look like sleep, and may not be.

    Returns
    -------
    pandas.DataFrame
        ``night`` (the date of its morning), ``start``, ``end``, ``hours``.
    """
    found = silences(plays)
    found = found[found["hours"].between(SHORTEST_NIGHT, LONGEST_NIGHT)]
    morning = found["end"].dt.normalize()
    at_four = (found["start"] < morning + FOUR_IN_THE_MORNING) & (found["end"] > morning + FOUR_IN_THE_MORNING)
    return found[at_four].assign(night=morning[at_four].dt.tz_localize(None)).reset_index(drop=True)


def absences(plays: pd.DataFrame, days: float = 5) -> pd.DataFrame:
    """List the silences of several days: a journey, another account, a broken telephone. Columns as ``silences``."""
    found = silences(plays, hours=24 * days)
    return found.assign(days=(found["hours"] / 24).round(1)).drop(columns="hours")


def weeks(plays: pd.DataFrame) -> pd.DataFrame:
    """Describe each week: hours played, share of its favourite title, share of the plays between midnight and five.

    Returns
    -------
    pandas.DataFrame
        ``week`` (its Monday), ``hours``, ``plays``, ``same_title`` (plays of the favourite), ``same_title_percent``,
        ``night_percent``; weeks of fewer than 20 plays are left out, for one song would be a large share of them.
    """
    plays = timed(plays)
    local = plays["start"].dt.tz_localize(None)
    monday = (local.dt.normalize() - pd.to_timedelta(local.dt.day_of_week, unit="D")).rename("week")
    favourite = plays.groupby(monday)["title"].agg(lambda titles: titles.value_counts().max())
    found = pd.DataFrame(
        {
            "hours": plays.groupby(monday)["seconds"].sum() / 3600,
            "plays": plays.groupby(monday).size(),
            "same_title": favourite,
            "same_title_percent": 100 * favourite / plays.groupby(monday).size(),
            "night_percent": 100 * (local.dt.hour < 5).groupby(monday).mean(),
        }
    )
    return found[found["plays"] >= FEWEST_PLAYS].round(1).reset_index()


def at_once(plays: pd.DataFrame) -> int:
    """Count the plays that begin a minute or more before the end of another: two devices, or two people."""
    plays = timed(plays).sort_values("start")
    return int((plays["end"].cummax().shift() - plays["start"] > pd.Timedelta(minutes=1)).sum())
