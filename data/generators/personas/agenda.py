"""Where each person goes, day after day: trips from one place to another, with their hours, modes and purposes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from numpy.random import Generator

from personas import ways
from personas.clock import at, days, draw
from personas.lives import holidays, home, is_away

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
CHANGE = 180  # seconds between two legs of a trip
# Amina works seven nights in a fortnight.
NIGHTS = (0, 1, 5, 6, 7, 10, 11)


@dataclass(frozen=True)
class Leg:
    """A part of a trip, in one mode. Times in seconds since 1970."""

    mode: str
    origin: str
    destination: str
    start: int
    end: int
    through: str = ""

    @property
    def metres(self) -> float:
        return ways.length(self.origin, self.destination, self.through)


@dataclass(frozen=True)
class Trip:
    """Legs one after another. The purpose has the name that Coach CO2 gives it."""

    purpose: str
    legs: tuple[Leg, ...]

    @property
    def start(self) -> int:
        return self.legs[0].start

    @property
    def end(self) -> int:
        return self.legs[-1].end

    @property
    def origin(self) -> str:
        return self.legs[0].origin

    @property
    def destination(self) -> str:
        return self.legs[-1].destination


@dataclass
class Day:
    """The trips of a day, in order, each from where the one before ended."""

    date: dt.date
    random: Generator
    here: str
    trips: list[Trip] = field(default_factory=list)

    @property
    def weekday(self) -> int:
        return self.date.weekday()

    def chance(self, part: float) -> bool:
        return bool(self.random.random() < part)

    def go(self, hour: float, purpose: str, *steps: tuple[str, str], spread: float = 6, through: str = "") -> None:
        """Leave about ``hour``, give or take ``spread`` minutes, by steps of a mode and a place."""
        start = at(self.date, hour) + round((2 * self.random.random() - 1) * spread * 60)
        if self.trips:
            start = max(start, self.trips[-1].end + 240)
        legs = []
        for mode, place in steps:
            pace = 0.92 + 0.2 * self.random.random()
            end = start + round(pace * ways.seconds(self.here, place, mode, through))
            legs.append(Leg(mode, self.here, place, start, end, through))
            self.here, start = place, end + CHANGE
        self.trips.append(Trip(purpose, tuple(legs)))

    def there_and_back(self, hour: float, stay: float, purpose: str, mode: str, place: str, through: str = "") -> None:
        """Go to a place, stay some hours, come back."""
        base = self.here
        self.go(hour, purpose, (mode, place))
        self.go(hour + stay, purpose, (mode, base), through=through)


def works_tonight(date: dt.date) -> bool:
    """Tell whether Amina's shift begins this evening."""
    return date.toordinal() % 14 in NIGHTS and not is_away("amina", date) and not is_away("amina", _next(date))


def _next(date: dt.date) -> dt.date:
    return date + dt.timedelta(1)


def _amina(day: Day) -> None:
    came_from_night = day.here == "hospital"
    bike = day.chance(0.62)
    if came_from_night:
        if bike:
            day.go(7.25, "COMMUTE", ("bicycling_electric", "home-amina"))
        else:
            steps = ("walking", "tram-hospital"), ("tramway", "tram-valombre"), ("walking", "home-amina")
            day.go(7.25, "COMMUTE", *steps)
    if not came_from_night and not works_tonight(day.date):
        if day.chance(0.55):
            day.there_and_back(10.2, 0.9, "SHOPPING", "walking", "market")
        if day.chance(0.4):
            day.there_and_back(14.5, 1.8, "SPORT", "bus", "pool")
        if day.chance(0.25):
            day.there_and_back(18.6, 3.6, "ENTERTAINMENT", "bus", "friend")
    elif came_from_night and day.chance(0.3):
        day.there_and_back(16.1, 0.5, "SHOPPING", "walking", "market")
    if works_tonight(day.date):
        if bike:
            day.go(18.45, "COMMUTE", ("bicycling_electric", "hospital"))
        else:
            steps = ("walking", "tram-valombre"), ("tramway", "tram-hospital"), ("walking", "hospital")
            day.go(18.3, "COMMUTE", *steps)


def _morel(day: Day) -> None:
    if day.weekday in (MONDAY, TUESDAY, THURSDAY, FRIDAY):
        mode = "carpool" if day.weekday in (TUESDAY, THURSDAY) else "car"
        day.go(8.1, "PICK_DROP", ("car", "school"))
        day.go(8.4, "COMMUTE", (mode, "workshop"))
        if day.chance(0.2):
            day.there_and_back(12.2, 0.8, "OTHER_PURPOSE", "walking", "river")
        if day.weekday == FRIDAY and day.chance(0.6):
            day.go(17.1, "SHOPPING", (mode, "supermarket"))
            day.go(18.1, "SHOPPING", ("car", "home-morel"))
        else:
            day.go(17.25, "COMMUTE", (mode, "home-morel"))
    elif day.weekday == WEDNESDAY:
        day.there_and_back(13.8, 1.7, "PICK_DROP", "car", "sports-hall")
    elif day.weekday == SATURDAY:
        day.there_and_back(10.1, 1.2, "SHOPPING", "car", "supermarket")
        if day.chance(0.5):
            day.there_and_back(15.0, 2.4, "ENTERTAINMENT", "car", "market")
    elif day.chance(0.5):
        day.there_and_back(14.6, 0.6, "EXERCISE", "walking", "sports-hall", through="back")


def _gerard(day: Day) -> None:
    if day.weekday in (TUESDAY, THURSDAY, SUNDAY) and day.chance(0.85):
        where = ("chapel", "crest", "river")[day.date.toordinal() % 3]
        day.there_and_back(9.4, 0.55, "EXERCISE", "walking", where, through="back")
    if day.weekday == FRIDAY:
        day.there_and_back(9.0, 2.6, "SHOPPING", "bus", "market")


def _ines(day: Day) -> None:
    if day.weekday >= SATURDAY or dt.date(day.date.year, 6, 10) < day.date < dt.date(day.date.year, 9, 8):
        if day.weekday < SATURDAY and day.chance(0.7):  # a job, in July
            day.there_and_back(8.8, 8, "WORK", "bicycling", "market")
        return
    day.go(8.75, "COMMUTE", ("bicycling", "campus"))
    if day.weekday == FRIDAY:
        day.go(15.6, "COMMUTE", ("bicycling", "home-ines"))
    else:
        day.go(17.4 if day.chance(0.5) else 15.9, "COMMUTE", ("bicycling", "home-ines"))
        if day.weekday == WEDNESDAY and day.chance(0.75):
            day.there_and_back(18.4, 0.6, "SPORT", "bicycling", "granges", through="back")
        elif day.chance(0.25):
            day.there_and_back(20.2, 2.5, "ENTERTAINMENT", "walking", "market")


def _karim(day: Day) -> None:
    client = day.weekday == WEDNESDAY and day.date.isocalendar().week % 2 == 0
    if day.weekday < SATURDAY and not client:
        day.there_and_back(8.35, 0.15, "PICK_DROP", "walking", "village-school")
        if day.weekday in (TUESDAY, THURSDAY) and day.chance(0.8):
            day.there_and_back(18.6, 1.9, "SPORT", "car_electric", "climbing")
        elif day.chance(0.3):
            day.there_and_back(12.3, 0.7, "OTHER_PURPOSE", "walking", "wholesaler")
    elif client:
        day.go(7.2, "WORK", ("car_electric", "grenoble"))
        day.go(17.3, "WORK", ("car_electric", "home-karim"))
    elif day.weekday == SATURDAY:
        day.there_and_back(10.4, 1.5, "SHOPPING", "car_electric", "retail-park")
    elif day.chance(0.55):
        day.there_and_back(14.3, 2.2, "ENTERTAINMENT", "car_electric", "granges")


def _jeanne(day: Day) -> None:
    if TUESDAY <= day.weekday <= SATURDAY:
        day.go(8.35, "COMMUTE", ("car", "shop"))
        if day.chance(0.35):
            day.there_and_back(12.6, 0.7, "OTHER_PURPOSE", "walking", "market")
        if day.weekday == THURSDAY and day.date.isocalendar().week % 2:
            day.go(17.5, "PERSONAL_MED", ("car", "health-centre"))
            day.go(18.5, "PERSONAL_MED", ("car", "home-jeanne"))
        elif day.chance(0.25):
            day.go(19.1, "SHOPPING", ("car", "supermarket"))
            day.go(19.7, "SHOPPING", ("car", "home-jeanne"))
        else:
            day.go(19.2, "COMMUTE", ("car", "home-jeanne"))
    elif day.weekday == MONDAY:
        day.there_and_back(9.1, 1.3, "WORK", "car", "wholesaler")
    else:
        day.there_and_back(11.4, 4.2, "OTHER_PURPOSE", "car", "mother")


def _malo(day: Day) -> None:
    if day.weekday in (TUESDAY, THURSDAY):
        day.go(6.65, "COMMUTE", ("bicycling", "station"), ("train", "lyon"), spread=3)
        day.go(17.9, "COMMUTE", ("train", "station"), ("bicycling", "home-malo"), spread=8)
    elif day.weekday < SATURDAY:
        day.go(8.9, "COMMUTE", ("bicycling", "coworking"))
        if day.weekday == WEDNESDAY:
            day.go(17.2, "PERSONAL_MED", ("bicycling", "health-centre"))
            day.go(18.7, "PERSONAL_MED", ("bicycling", "home-malo"))
        else:
            day.go(18.1, "COMMUTE", ("bicycling", "home-malo"))
        if day.chance(0.25):
            day.there_and_back(20.1, 2.6, "ENTERTAINMENT", "walking", "market")
    elif day.weekday == SATURDAY:
        day.there_and_back(10.6, 0.9, "SHOPPING", "bicycling", "market")
    elif day.chance(0.6):
        day.there_and_back(14.1, 0.5, "SPORT", "bicycling", "granges", through="back")


_LIVES: dict[str, Callable[[Day], None]] = {
    "amina": _amina, "morel": _morel, "gerard": _gerard, "ines": _ines,
    "karim": _karim, "jeanne": _jeanne, "malo": _malo,
}  # fmt: skip


@cache
def trips(who: str) -> tuple[Trip, ...]:
    """Return every trip of somebody's year, in order."""
    made: list[Trip] = []
    here = home(who)
    for date in days():
        if any(first <= date <= last for first, last in holidays(who)):
            here = home(who)
            continue
        day = Day(date, draw(who, date, "agenda"), here)
        _LIVES[who](day)
        made += day.trips
        here = day.here
    return tuple(made)


def trips_of(who: str, first: dt.date, last: dt.date) -> list[Trip]:
    """Return the trips that begin between two days, both included."""
    begin, end = at(first, 0), at(last, 24)
    return [trip for trip in trips(who) if begin <= trip.start < end]


@cache
def absences(who: str) -> tuple[tuple[int, int], ...]:
    """Return the times when somebody is not at home: holidays, and from each departure to the return."""
    gone = [(at(first, 13), at(last, 18)) for first, last in holidays(who)]
    left = None
    for trip in trips(who):
        left = trip.start if left is None else left
        if trip.destination == home(who):
            gone.append((left, trip.end))
            left = None
    if who == "ines":  # every week-end at her parents', by train, beyond the valley
        gone += [(at(date, 16.7), at(date, 48 + 22.05)) for date in days() if date.weekday() == FRIDAY]
    return tuple(sorted(gone))
