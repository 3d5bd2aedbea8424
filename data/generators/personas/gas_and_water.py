"""The gas and the water of a household, day by day, from its numbers and from who is at home."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from personas.clock import FIRST_DAY, LAST_DAY, days, draw
from personas.electricity import at_home
from personas.lives import numbers
from personas.weather import mean

# kWh for a cubic metre, for each month: what the gas of the network gives changes a little.
COEFFICIENTS = [11.24, 11.24, 11.19, 11.19, 11.12, 11.12, 11.06, 11.06, 11.04, 11.08, 11.16, 11.21]
GAS_INDEX, WATER_INDEX = 18_412.0, {"amina": 402_617, "morel": 1_846_093}
LEAK = (dt.date(2025, 6, 9), dt.date(2025, 6, 23))
FROST = 0.35  # part of the heating that stays on in an empty house
# Rounds of the meters whose message did not come: the distributor estimates.
GAS_ESTIMATED = {dt.date(2025, 3, 11), dt.date(2025, 3, 12), dt.date(2025, 10, 2)}
WATER_ESTIMATED = {dt.date(2025, 2, 4), dt.date(2025, 2, 5), dt.date(2025, 9, 17)}


class GasDay(NamedTuple):
    """A gas day, from 6 in the morning to 6 the next: cubic metres, kWh, degrees; index in cubic metres."""

    day: dt.date
    before: float
    after: float
    volume: float
    kwh: int
    coefficient: float
    temperature: int | None
    estimated: bool


class WaterDay(NamedTuple):
    """A day of water: litres, and the index at its end."""

    day: dt.date
    index: int
    litres: int
    estimated: bool


@cache
def gas(who: str) -> tuple[GasDay, ...]:
    """Return the gas days of the year."""
    n, index, made = numbers(who), GAS_INDEX, []
    for day in days():
        random, people = draw(who, day, "gas"), at_home(who, day)
        share = people.mean() / n["people"]
        heat = n["gas_loss"] * max(0, n["gas_base"] - mean(day)) * 24 / 1000 / n["gas_yield"]
        heat *= FROST if not people.any() else 0.85 + 0.15 * share
        if dt.date(day.year, 5, 25) <= day <= dt.date(day.year, 9, 20):
            heat = 0  # the boiler only heats the water
        used = n["people"] * share * (n["gas_water"] + n["gas_cooking"]) * 1.25
        coefficient = COEFFICIENTS[day.month - 1]
        volume = round((heat + used) * (0.92 + 0.16 * random.random()) / coefficient + 0.04, 1)
        seen = None if random.random() < 0.2 else round(mean(day))
        after = round(index + volume, 1)
        kwh = int(volume * coefficient + 0.5)
        made.append(GasDay(day, index, after, volume, kwh, coefficient, seen, day in GAS_ESTIMATED))
        index = after
    return tuple(made)


@cache
def water(who: str) -> tuple[WaterDay, ...]:
    """Return the days of water of the year; an estimated day is made up for on the day that follows."""
    n, index, made, owed = numbers(who), WATER_INDEX[who], [], 0
    for day in days(FIRST_DAY, LAST_DAY):
        random, people = draw(who, day, "water"), at_home(who, day)
        share = min(1.0, 1.4 * people.mean() / n["people"])
        week_end = 1.15 if day.weekday() >= 5 else 0.97
        litres = round(n["water"] * n["people"] * share * week_end * (0.75 + 0.5 * random.random()))
        if LEAK[0] <= day <= LEAK[1]:
            litres += n.get("leak", 0)
        estimated = day in WATER_ESTIMATED
        told = round(n["water"] * n["people"]) if estimated else max(0, litres + owed)
        owed = owed + litres - told if estimated else 0
        index += told
        made.append(WaterDay(day, index, told, estimated))
    return tuple(made)
