"""What a curve says of the people who live behind the meter: base load, week, absences, hours of waking and sleeping.

These are readings, not proofs: each function says what it takes for a sign. A curve with steps longer than an hour
says nothing of hours; the functions then return an empty table, or ``nan``.
"""

from __future__ import annotations

import pandas as pd

from culture_d.personal.export import PARIS
from culture_d.personal.resampling import resample, step_hours

NIGHT = (1, 5)  # hours when most homes ask for least
AWAKE = (7, 22)  # hours when somebody at home cooks, lights, washes
LOWEST = 0.1
PEAK_W = 250  # above the home's usual low level of the day: a kettle, an oven, a washing machine, not a fridge
QUIET_TIMES, QUIET_W = 1.15, 10  # the mean of a day away stays this near the base load
KNOWN_ENOUGH = 0.5
EVENING, LAMP_W, DAWN = (20, 23), 60, 5
TIMER_HOURS, TIMER_SHARE = (23, 6), 0.25
WINTER, SUMMER = (11, 12, 1, 2, 3), (5, 6, 7, 8, 9)
LEAK_DAYS, LEAK_TIMES = 3, 1.8


def _hours(curve: pd.DataFrame) -> pd.DataFrame:
    """Return the known steps with their ``day``, ``weekday`` (Monday is 0) and ``hour``, or nothing for long steps."""
    if curve.empty or not step_hours(curve) <= 1:
        return pd.DataFrame({name: pd.Series(dtype="float") for name in ("day", "weekday", "hour", "power_w", "h")})
    known = curve.dropna(subset=["power_w", "energy_kwh"])
    start = known["start"].dt.tz_localize(None)
    hours = (known["end"] - known["start"]) / pd.Timedelta("1h")
    clock = start.dt.hour + start.dt.minute / 60
    return pd.DataFrame(
        {
            "day": start.dt.normalize(),
            "weekday": start.dt.day_of_week,
            "hour": clock,
            "power_w": known["power_w"],
            "h": hours,
        }
    )


def base_load(curve: pd.DataFrame) -> float:
    """Return the base load: what the home takes when nothing is asked of it (fridge, box, things on standby).

    It is the power below which the home stays one tenth of the time between 1 and 5 in the morning. The minimum of
    the year would be the moment of a power cut; a mean of nights would count heating, a water heater, a charging car.

    Parameters
    ----------
    curve : pandas.DataFrame
        Columns of the family ``load_curve``, with steps of an hour at most.

    Returns
    -------
    float
        Watts; ``nan`` if no night is known.
    """
    steps = _hours(curve)
    nights = steps.loc[steps["hour"].between(NIGHT[0], NIGHT[1], inclusive="left"), "power_w"]
    return float(nights.quantile(LOWEST)) if len(nights) else float("nan")


def weekly_rhythm(curve: pd.DataFrame) -> pd.DataFrame:
    """Return the mean power of each hour of the week.

    Returns
    -------
    pandas.DataFrame
        ``weekday`` (0 to 6, Monday is 0), ``hour`` (0 to 23), ``power_w`` (W) and ``hours``, how many were measured.
    """
    steps = _hours(curve)
    steps = steps.assign(hour=steps["hour"] // 1, wh=steps["power_w"] * steps["h"])
    sums = steps.groupby(["weekday", "hour"], as_index=False)[["wh", "h"]].sum()
    sums = sums.astype({"weekday": int, "hour": int})
    return sums.assign(power_w=sums["wh"] / sums["h"], hours=sums["h"])[["weekday", "hour", "power_w", "hours"]]


def day_profile(curve: pd.DataFrame) -> pd.DataFrame:
    """Return the power of a usual day: at each time of the day, its mean and where eight days out of ten lie.

    Returns
    -------
    pandas.DataFrame
        ``hour`` (decimal, 0 to 24), ``power_w``, ``low_w`` and ``high_w`` (tenth and ninetieth hundredth), in W.
    """
    times = _hours(curve).groupby("hour")["power_w"]
    table = {"power_w": times.mean(), "low_w": times.quantile(0.1), "high_w": times.quantile(0.9)}
    return pd.DataFrame(table).reset_index()


def _days(curve: pd.DataFrame) -> pd.DataFrame:
    """Return, for each day, how much of its waking hours is known, their mean power, and how far it rises."""
    steps = _hours(curve)
    waking = steps[steps["hour"].between(*AWAKE, inclusive="left")]
    by_day = waking.groupby("day")
    days = by_day.agg(h=("h", "sum"), mean_w=("power_w", "mean")).assign(high_w=by_day["power_w"].quantile(0.95))
    return days[days["h"] >= KNOWN_ENOUGH * (AWAKE[1] - AWAKE[0])]


def absences(curve: pd.DataFrame, least_days: int = 2) -> pd.DataFrame:
    """Return the runs of days when nobody seems to be at home.

    The sign: from 7 in the morning to 10 in the evening the power stays near the base load, and never rises as when
    somebody cooks or washes. A home heated by electricity while empty is not found; a power cut is not an absence.

    Parameters
    ----------
    curve : pandas.DataFrame
        Columns of the family ``load_curve``, with steps of an hour at most.
    least_days : int
        Shorter runs are left out.

    Returns
    -------
    pandas.DataFrame
        ``first`` and ``last`` (dates, both included), ``days``, ``mean_w`` (W, waking hours).
    """
    days, base = _days(curve), base_load(curve)
    quiet = days[(days["high_w"] <= base + PEAK_W) & (days["mean_w"] <= QUIET_TIMES * base + QUIET_W)]
    run = quiet.index.to_series().diff().ne(pd.Timedelta("1D")).cumsum()
    runs = quiet.assign(day=quiet.index).groupby(run.to_numpy())
    found = runs.agg(first=("day", "min"), last=("day", "max"), days=("day", "size"), mean_w=("mean_w", "mean"))
    return found[found["days"] >= least_days].reset_index(drop=True)


def _rises(curve: pd.DataFrame) -> pd.DataFrame:
    """Return the steps where something is switched on: well above the day's own low level and above the step before."""
    steps = _hours(curve).sort_values(["day", "hour"])
    low = steps["day"].map(steps.groupby("day")["power_w"].quantile(LOWEST))
    return steps[(steps["power_w"] > low + PEAK_W) & (steps["power_w"].diff() > PEAK_W / 2)]


def timers(curve: pd.DataFrame) -> pd.DataFrame:
    """Return the hours of the night at which a device starts by itself: a water heater, a heat pump, a car.

    The sign: between 11 in the evening and 6 in the morning, a rise at the very same step on more than a quarter of
    the days. Nobody gets up so regularly.

    Returns
    -------
    pandas.DataFrame
        ``hour`` (decimal), ``share`` of the days (0 to 1) and ``power_w``, the mean power of that step.
    """
    rises = _rises(curve)
    days = max(1, _hours(curve)["day"].nunique())
    found = rises.groupby("hour").agg(share=("day", "nunique"), power_w=("power_w", "mean")).reset_index()
    found["share"] /= days
    night = (found["hour"] >= TIMER_HOURS[0]) | (found["hour"] < TIMER_HOURS[1])
    return found[night & (found["share"] > TIMER_SHARE)].reset_index(drop=True)


def _lit(curve: pd.DataFrame) -> pd.DataFrame:
    """Return the steps of May to September at which something is lit: a lamp and a screen above the base load."""
    steps = _hours(curve)
    steps = steps[pd.DatetimeIndex(steps["day"]).month.isin(SUMMER)]
    return steps[steps["power_w"] > base_load(curve) + LAMP_W]


def wake_and_sleep(curve: pd.DataFrame) -> pd.DataFrame:
    """Return, for each weekday, when the home usually wakes up and puts its lights out, from May to September.

    The sign: the first step after 5 in the morning, and the last before midnight, that stands 60 W (a lamp and a
    screen) above the base load; in the cold season, heating hides it. Hours are medians: somebody who works some
    nights has two lives, and this tells neither. A device that starts by itself in the morning passes for a person.

    Returns
    -------
    pandas.DataFrame
        ``weekday`` (0 to 6), ``wake`` and ``sleep`` (decimal hours) and ``days`` counted.
    """
    lit = _lit(curve)
    lit = lit[lit["hour"] >= DAWN]
    ends = lit.assign(end=lit["hour"] + lit["h"]).groupby("day").agg(wake=("hour", "min"), sleep=("end", "max"))
    days = ends.assign(weekday=pd.DatetimeIndex(ends.index).day_of_week).groupby("weekday")
    return days.agg(wake=("wake", "median"), sleep=("sleep", "median"), days=("wake", "size")).reset_index()


def evenings_out(curve: pd.DataFrame) -> pd.DataFrame:
    """Return, for each evening without heating, whether anybody seems to be at home.

    The sign: from 8 to 11 in the evening, no step stands 60 W (a lamp and a screen) above the base load. Only May to
    September count, when no heater hides it, and days outside the absences.

    Returns
    -------
    pandas.DataFrame
        ``day`` (a date), ``weekday`` (0 to 6) and ``out`` (bool).
    """
    steps, away = _hours(curve), absences(curve)
    evening = steps[steps["hour"].between(*EVENING, inclusive="left")]
    evening = evening[pd.DatetimeIndex(evening["day"]).month.isin(SUMMER)]
    days = evening.groupby("day").agg(h=("h", "sum"), top=("power_w", "max")).reset_index()
    days = days[days["h"] >= KNOWN_ENOUGH * (EVENING[1] - EVENING[0])]
    for run in away.itertuples():
        days = days[~days["day"].between(run.first, run.last)]
    out = days["top"] <= base_load(curve) + LAMP_W
    weekday = pd.DatetimeIndex(days["day"]).day_of_week
    return pd.DataFrame({"day": days["day"], "weekday": weekday, "out": out}).reset_index(drop=True)


def cold_season(table: pd.DataFrame, value: str = "energy_kwh") -> tuple[float, float]:
    """Return what a day takes in winter (November to March) and in summer (May to September), on average.

    Returns
    -------
    (float, float)
        In the unit of ``value``; ``nan`` for a season that is not known.
    """
    days = resample(table, "D", value)
    days = days[days["known"] >= KNOWN_ENOUGH]
    month = days["start"].dt.month
    return tuple(float(days.loc[month.isin(season), value].mean()) for season in (WINTER, SUMMER))


def possible_leaks(water: pd.DataFrame) -> pd.DataFrame:
    """Return the runs of days when water may be leaking.

    The sign: at least three days in a row, each above 1.8 times the median day of the whole file. Guests and a garden
    to water give the same sign: read the meter at night, when nobody draws water, before you call a plumber.

    Parameters
    ----------
    water : pandas.DataFrame
        Columns of the family ``water``, by day or shorter.

    Returns
    -------
    pandas.DataFrame
        ``first``, ``last`` (dates), ``days``, ``litres`` (mean of a day) and ``excess_litres`` (above the median,
        in all).
    """
    days = resample(water, "D", "litres")
    usual = days["litres"].median()
    high = days[days["litres"] > LEAK_TIMES * usual]
    date = high["start"].dt.tz_localize(None)
    runs = high.assign(date=date, over=high["litres"] - usual).groupby(
        date.diff().ne(pd.Timedelta("1D")).cumsum().to_numpy()
    )
    found = runs.agg(
        first=("date", "min"),
        last=("date", "max"),
        days=("date", "size"),
        litres=("litres", "mean"),
        excess_litres=("over", "sum"),
    )
    return found[found["days"] >= LEAK_DAYS].reset_index(drop=True)


def night_flow(water: pd.DataFrame) -> float:
    """Return the litres drawn in an hour between 2 and 4 in the morning, on a median night: a home asleep draws none.

    Returns
    -------
    float
        Litres per hour; ``nan`` if the file holds days and not hours.
    """
    if water.empty or not step_hours(water) <= 1:
        return float("nan")
    hours = resample(water, "h", "litres")
    night = hours[hours["start"].dt.hour.isin([2, 3])]
    return float(night.groupby(night["start"].dt.tz_convert(PARIS).dt.date)["litres"].mean().median())
