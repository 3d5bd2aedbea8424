"""The weather of the fictional valley: the monthly normals of Lyon in the course's own table, and seeded noise."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path

from personas.clock import FIRST_DAY, days, draw

NORMALS = Path(__file__).resolve().parents[2] / "city-temperatures.csv"
CITY = "Lyon"
MEMORY = 0.7  # part of a day's difference to the normal that stays the next day
NOISE = 2.0  # degrees, standard deviation of what each day adds
# Degrees between the mean of a day and its warmest hour, for each month.
SWING = [2.5, 3.2, 4.4, 5.0, 5.4, 5.8, 6.2, 6.0, 5.2, 4.0, 2.8, 2.4]
# The course of a day: coldest at 6, warmest at 15.
COURSE = [-0.5, -0.6, -0.7, -0.8, -0.9, -1.0, -1.0, -0.8, -0.5, -0.1, 0.2, 0.5,
          0.7, 0.9, 1.0, 1.0, 0.9, 0.7, 0.5, 0.2, 0.0, -0.2, -0.3, -0.4]  # fmt: skip
# Hours of the clock between which it is light, for each month.
DAYLIGHT = [(8.3, 17.3), (7.7, 18.0), (7.0, 18.8), (7.0, 20.5), (6.3, 21.0), (6.0, 21.5),
            (6.1, 21.4), (6.7, 20.7), (7.3, 19.8), (7.9, 18.8), (7.6, 17.2), (8.2, 16.9)]  # fmt: skip


@cache
def _normals() -> list[float]:
    with NORMALS.open(encoding="utf-8") as lines:
        return [float(line["temperature"]) for line in csv.DictReader(lines) if line["city"] == CITY]


def normal(day: dt.date) -> float:
    """Return the usual temperature of a day: a straight line between the middles of the months."""
    normals = _normals()
    before = day.month - 1 if day.day >= 15 else (day.month - 2) % 12
    passed = (day.day - 15) / 30 if day.day >= 15 else (day.day + 15) / 30
    return normals[before] + passed * (normals[(before + 1) % 12] - normals[before])


@cache
def _means() -> dict[dt.date, float]:
    random, noise, means = draw("weather"), 0.0, {}
    for day in days():
        noise = MEMORY * noise + NOISE * random.standard_normal()
        means[day] = round(normal(day) + noise, 1)
    return means


def mean(day: dt.date) -> float:
    """Return the mean temperature of a day, in degrees Celsius."""
    return _means().get(day, _means()[FIRST_DAY])


def outside(day: dt.date, hour: float) -> float:
    """Return the temperature at an hour of a day, in degrees Celsius."""
    return mean(day) + SWING[day.month - 1] * COURSE[int(hour) % 24]


def is_dark(day: dt.date, hour: float) -> bool:
    """Tell whether lights are needed."""
    rise, set_ = DAYLIGHT[day.month - 1]
    return not rise <= hour < set_
