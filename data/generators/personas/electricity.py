"""The electricity of a household, half-hour by half-hour, from its numbers and from who is at home."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
from numpy.random import Generator

from personas.agenda import absences, trips, works_tonight
from personas.clock import at, clock_hour, days, draw, half_hours, local_day
from personas.lives import is_away, numbers
from personas.weather import is_dark, mean, outside

OFF_PEAK = (22.5, 6.5)  # hours of the clock
MEALS = (7.25, 12.5, 19.25)
KETTLE_CHANCE = 0.22  # of a kettle, a microwave oven, a vacuum cleaner, in a half-hour when somebody is up
TEMPO = {"red": 22, "white": 43}  # days in a year, the others blue
WASHING = {"morel": (22.5, 22.5, 10), "karim": (22.5, 13, 14)}  # hours of the clock; off-peak hours for some
# Who else is at home: (first hour, last hour) of a week day when somebody is there whatever the traced person does.
OTHERS = {"morel": (16.75, 7.9), "karim": (17.5, 8.2)}


@cache
def _away_steps(who: str) -> frozenset[int]:
    """The half-hours when the traced person is out for the most part."""
    out = set()
    for start, end in absences(who):
        first = (start + 900) // 1800 * 1800
        out.update(range(first, end - 900, 1800))
    return frozenset(out)


def at_home(who: str, day: dt.date) -> np.ndarray:
    """Return how many people are at home at each half-hour of a day."""
    people = numbers(who)["people"]
    if is_away(who, day):
        return np.zeros(len(half_hours(day)), dtype=int)
    counts = []
    for step in half_hours(day):
        alone = 0 if step in _away_steps(who) else 1
        others = 0
        if who in OTHERS:
            first, last = OTHERS[who]
            hour = clock_hour(step)
            there = hour >= first or hour < last or day.weekday() >= 5 or (who == "morel" and day.weekday() == 2)
            others = (people - 1) * int(there and not _holiday_edge(who, step))
        elif who == "ines":  # her flatmate leaves too, except one week-end in four
            leaves = day.weekday() >= 5 and day.isocalendar().week % 4
            others = 0 if leaves or _holiday_edge(who, step) else int(clock_hour(step) < 9 or clock_hour(step) > 18)
        counts.append(alone + others)
    return np.array(counts)


def _holiday_edge(who: str, step: int) -> bool:
    """Tell whether a half-hour belongs to a holiday: then nobody of the household is at home."""
    return any(end - start > 3 * 86400 and start <= step < end for start, end in absences(who))


def is_off_peak(hour: float) -> bool:
    """Tell whether an hour of the clock is in the off-peak hours."""
    return hour >= OFF_PEAK[0] or hour < OFF_PEAK[1]


@cache
def tempo_days() -> dict[dt.date, str]:
    """Return the colour of each day: red the coldest working days of winter, white the coldest days that remain."""
    cold = sorted(days(), key=lambda day: (mean(day), day))
    red = [day for day in cold if day.month in (1, 2, 3, 11, 12) and day.weekday() < 5][: TEMPO["red"]]
    white = [day for day in cold if day not in red and day.weekday() != 6][: TEMPO["white"]]
    return {day: "red" if day in red else "white" if day in white else "blue" for day in days()}


def _kilometres(who: str, day: dt.date) -> float:
    """Kilometres of the electric car on a day."""
    begin, end = at(day, 0), at(day, 24)
    legs = [leg for trip in trips(who) if begin <= trip.start < end for leg in trip.legs]
    return sum(leg.metres for leg in legs if leg.mode == "car_electric") / 1000


@cache
def power(who: str, day: dt.date) -> np.ndarray:
    """Return the mean power of each half-hour of a day, in whole watts: 46, 48 or 50 values."""
    n, random = numbers(who), draw(who, day, "electricity")
    hours = np.array([clock_hour(step) for step in half_hours(day)])
    people = at_home(who, day)
    there, awake = people > 0, (hours >= 6.5) & (hours < 23)
    if who == "amina":  # asleep by day after a night at the hospital
        came_back = works_tonight(day - dt.timedelta(1))
        awake = (hours < 9) | (hours >= 14.5) if came_back else (hours >= 8.5) | (hours < 0.5)
    watts = n["standby"] + n["fridge"] * (0.7 + 0.6 * random.random(len(hours)))
    watts += _heating(n, day, hours, there, random)
    watts += _hot_water(who, n, day, hours)
    watts += (there & awake) * (n["screens"] * np.minimum(people, 2) * (0.6 + 0.8 * random.random(len(hours))))
    watts += (there & awake & np.array([is_dark(day, hour) for hour in hours])) * n["lights"]
    watts += (there & awake & (random.random(len(hours)) < KETTLE_CHANCE)) * (80 + 340 * random.random(len(hours)))
    watts += _meals(n, there, awake, hours, random)
    watts += _machines(who, n, day, hours, there, random)
    watts += _car(who, n, day, hours)
    return np.minimum(np.floor(watts + 0.5), n["most"]).astype(int)


def _heating(n: dict, day: dt.date, hours: np.ndarray, there: np.ndarray, random: Generator) -> np.ndarray:
    if not n.get("loss") or dt.date(day.year, 6, 1) <= day <= dt.date(day.year, 9, 20):
        return np.zeros(len(hours))
    cold = np.maximum(0, n["base"] - np.array([outside(day, hour) for hour in hours]))
    night = np.where((hours < 6) | (hours >= 23), 0.85, 1.0)
    presence = np.where(there, 1.0, n.get("lowered", 0.75)) if there.any() else 0.3
    return n["loss"] * cold * night * presence * (0.8 + 0.4 * random.random(len(hours))) / n.get("coefficient", 1)


def _hot_water(who: str, n: dict, day: dt.date, hours: np.ndarray) -> np.ndarray:
    """In the off-peak hours of the night, as long as the water used the day before needs."""
    if not n.get("tank"):
        return np.zeros(len(hours))
    before = day - dt.timedelta(1)
    kwh = n["tank_loss"] + (0 if is_away(who, before) else n["people"] * n["hot_water"])
    left, watts = kwh * 1000, np.zeros(len(hours))
    for rank in np.flatnonzero(hours >= n["tank_hour"]):
        watts[rank] = min(n["tank"], left * 2)
        left -= watts[rank] / 2
    return watts


def _meals(n: dict, there: np.ndarray, awake: np.ndarray, hours: np.ndarray, random: Generator) -> np.ndarray:
    watts = np.zeros(len(hours))
    oven = random.random() < n["oven"] / 7
    for rank, meal in enumerate(MEALS):
        later = meal + 1.5 * random.random()
        strength = n["cooking"] * (0.55 + 0.6 * random.random()) * (0.5 if rank == 0 else 1)
        eaten, step = random.random() < 0.85, int(np.argmax(hours >= later))
        if eaten and there[step] and awake[step]:
            watts[step] += strength
            watts[min(step + 1, len(hours) - 1)] += 0.35 * strength
            if rank == 2 and oven:
                watts[step : step + 2] += 1500
    return watts


def _machines(who: str, n: dict, day: dt.date, hours: np.ndarray, there: np.ndarray, random: Generator) -> np.ndarray:
    """Washing: an hour and a half, the water heated in the first half-hour."""
    watts = np.zeros(len(hours))
    washes, hour = random.random() < n["washes"] / 7, WASHING.get(who, (10, 14, 19.5))[random.integers(3)]
    if who == "gerard" and tempo_days()[day] == "red":
        return watts
    step = int(np.argmax(hours >= hour))
    if washes and there[step]:
        watts[step : step + 3] += [1400, 250, 300]
    return watts


def _car(who: str, n: dict, day: dt.date, hours: np.ndarray) -> np.ndarray:
    """Charged after half past midnight with what the day before used."""
    left = _kilometres(who, day - dt.timedelta(1)) * n.get("kwh_per_km", 0) * 1000
    watts = np.zeros(len(hours))
    for rank in np.flatnonzero((hours >= 0.5) & (hours < 6.5)):
        watts[rank] = min(n.get("charger", 0), left * 2)
        left -= watts[rank] / 2
    return watts


@cache
def year(who: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the starts of the half-hours of the year, in seconds since 1970, and their mean power, in watts."""
    steps = np.array([step for day in days() for step in half_hours(day)])
    return steps, np.concatenate([power(who, day) for day in days()])


@cache
def daily_wh(who: str) -> dict[dt.date, int]:
    """Return the watt-hours of each day, rounded down."""
    return {day: int(power(who, day).sum()) // 2 for day in days()}


def registers(who: str) -> dict[str, np.ndarray]:
    """Return the watt-hours of each half-hour in each register of the meter: ``peak`` and ``off_peak``."""
    steps, watts = year(who)
    off = np.array([is_off_peak(clock_hour(int(step))) for step in steps])
    return {"off_peak": np.where(off, watts, 0) / 2, "peak": np.where(off, 0, watts) / 2}


def day_of(step: int) -> dt.date:
    """Return the day to which a half-hour belongs."""
    return local_day(step)
