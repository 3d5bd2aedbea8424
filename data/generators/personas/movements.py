"""What a phone in the pocket records: points of a life, with their jitter, gaps and mistakes."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from personas import ways
from personas.agenda import Leg, Trip, trips, trips_of
from personas.clock import AUTUMN, at, days, draw
from personas.lives import home

MOVING, STILL = 180, 9000  # seconds between two points
OUTDOORS, INDOORS = 9.0, 24.0  # metres, standard deviation of the jitter
FURTHEST = 40.0  # metres: phones discard what is worse
OCEAN = (0.0, 0.0)  # off Africa, where a phone without a position believes itself


class Point(NamedTuple):
    """A point of a trace. Time in seconds since 1970, degrees, metres."""

    time: int
    lat: float
    lon: float
    accuracy: int
    elevation: float = 0.0


class Stop(NamedTuple):
    """A time spent in a place."""

    place: str
    start: int
    end: int


def jittered(where: tuple[float, float], spread: float, random: Generator) -> tuple[float, float]:
    """Return a point near another: the jitter of a receiver, in metres, never beyond 40."""
    north, east = np.clip(spread * random.standard_normal(2), -FURTHEST, FURTHEST)
    lat, lon = ways.moved(where, float(north), float(east))
    return round(lat, 7), round(lon, 7)


def elevation(where: tuple[float, float]) -> float:
    """Return the height of the fictional ground, in metres: the valley rises to the west."""
    return round(196 + 5200 * abs(where[1] - 5.178) + 900 * abs(where[0] - 44.79), 1)


def points_of_leg(leg: Leg, every: int, random: Generator, spread: float = OUTDOORS) -> list[Point]:
    """Return the points of a leg, its two ends included."""
    found = []
    first = leg.start + int(every * (0.3 + 0.7 * random.random()))
    times = [leg.start, *range(first, leg.end - every // 3, every), leg.end]
    for time in times:
        part = (time - leg.start) / (leg.end - leg.start)
        where = ways.along(leg.origin, leg.destination, part, leg.through)
        lat, lon = jittered(where, spread, random)
        found.append(Point(time, lat, lon, int(random.integers(4, 22)), elevation(where)))
    return found


def stops(who: str, first: dt.date = AUTUMN[0], last: dt.date = AUTUMN[1]) -> list[Stop]:
    """Return where somebody stays between two days: before, between and after trips."""
    # The trips of the day before tell where the first day begins.
    before = [trip for trip in trips(who) if trip.start < at(first, 0)]
    here, since, found = before[-1].destination if before else home(who), at(first, 0), []
    if before:
        since = max(since, before[-1].end)
    for trip in trips_of(who, first, last):
        if trip.start - since >= 300:
            found.append(Stop(here, since, trip.start))
        here, since = trip.destination, trip.end
    if since < at(last, 24):
        found.append(Stop(here, since, at(last, 24)))
    return found


def points_of_stop(stop: Stop, random: Generator, every: int = STILL) -> list[Point]:
    """Return the few points of a time spent indoors."""
    where, found = ways.point(stop.place), []
    times = range(stop.start + 120, stop.end, every)
    for time in times:
        lat, lon = jittered(where, INDOORS, random)
        found.append(Point(time + int(random.integers(0, 60)), lat, lon, int(random.integers(15, 95))))
    return found


def trace(who: str, day: dt.date) -> list[Point]:
    """Return every point of a day, in the order of time."""
    random = draw(who, day, "trace")
    found = [p for trip in trips_of(who, day, day) for leg in trip.legs for p in points_of_leg(leg, MOVING, random)]
    for stop in stops(who, day, day):
        found += points_of_stop(stop, random)
    found = sorted(p for p in found if p.time < at(day, 24))
    return found if random.random() > 0.05 else _lose(found, random)


def _lose(points: list[Point], random: Generator) -> list[Point]:
    """Forget three hours: the battery was empty."""
    if not points:
        return points
    start = points[0].time + int(random.integers(8, 18)) * 3600
    return [point for point in points if not start <= point.time < start + 3 * 3600]


def autumn_trips(who: str) -> list[Trip]:
    """Return the trips of the three months of movements."""
    return trips_of(who, *AUTUMN)


def autumn_days() -> list[dt.date]:
    """Return the 91 days of the three months of movements."""
    return days(*AUTUMN)
