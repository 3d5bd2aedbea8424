"""The file of Coach CO2: a line for each leg of each trip, with its points."""

from __future__ import annotations

import datetime as dt

from personas import ways
from personas.agenda import Leg, Trip
from personas.clock import MONTHS, WEEKDAYS, draw, local, offset
from personas.lives import places
from personas.movements import Point, autumn_trips, points_of_leg

HEADER = (
    "Trip_Id Trip_Start_Date Trip_End_Date Trip_Start_Display_Name Trip_Arrival_Display_Name Trip_Purpose "
    "Section_Start_Date Section_End_Date Section_Duration Section_Distance Section_Mode Section_Coordinates "
    "Section_Distances Section_Timestamps Section_Speeds"
)
STEP = 180  # seconds between two points
UNKNOWN = 0.04  # part of the legs whose mode was not recognised
SEASONS = {1: "heure normale d’Europe centrale", 2: "heure d’été d’Europe centrale"}


def coach_co2(who: str) -> bytes:
    """Return the trips of the autumn, in the order of their identifiers, which is not that of time."""
    lines = []
    for trip in autumn_trips(who):
        identifier = _identifier(who, trip)
        lines += [(identifier, rank, _line(who, identifier, trip, leg)) for rank, leg in enumerate(trip.legs)]
    ordered = [line for _, _, line in sorted(lines)]
    # The application writes a space, without quotation marks, where a value is empty or zero.
    return "\n".join(
        ",".join(f'"{cell}"' if cell not in ("", "0") else " " for cell in line) for line in [HEADER.split(), *ordered]
    ).encode()


def _identifier(who: str, trip: Trip) -> str:
    return "".join(f"{n:02x}" for n in draw(who, trip.start, "identifier").integers(0, 256, 16))


def told_mode(who: str, leg: Leg) -> str:
    """Return the mode that the application recognised: now and then none."""
    return "UNKNOWN" if draw(who, leg.start, "mode").random() < UNKNOWN else leg.mode.upper()


def _line(who: str, identifier: str, trip: Trip, leg: Leg) -> list[str]:
    points = points_of_leg(leg, STEP, draw(who, leg.start, "coach"))
    distances = [0.0, *(ways.apart(a[1:3], b[1:3]) for a, b in zip(points, points[1:], strict=False))]
    elapsed = [1, *(b.time - a.time for a, b in zip(points, points[1:], strict=False))]
    purpose = "" if trip.purpose == "OTHER_PURPOSE" else trip.purpose
    return [
        identifier, _javascript(trip.start), _javascript(trip.end),
        _name(trip.origin), _name(trip.destination), purpose or "OTHER_PURPOSE",
        _javascript(leg.start), _javascript(leg.end), str(leg.end - leg.start), f"{leg.metres:.1f}",
        told_mode(who, leg), _coordinates(points), _commas(distances),
        ",".join(f"{point.time}000" for point in points),
        _commas([d / s for d, s in zip(distances, elapsed, strict=True)]),
    ]  # fmt: skip


def _name(place: str) -> str:
    name = places()[place]["fr"]
    return f"{name[0].upper()}{name[1:]}, Pays de la Lane" if ways.point(place)[0] < 45 else name


def _commas(numbers: list[float]) -> str:
    return ",".join(f"{number:.2f}" if number else "0" for number in numbers)


def _coordinates(points: list[Point]) -> str:
    return ",".join(f"{point.lon:.6f},{point.lat:.6f}" for point in points)


def _javascript(utc: int) -> str:
    """Write a time as a browser in French does."""
    moment: dt.datetime = local(utc)
    day = f"{WEEKDAYS[moment.weekday()]} {MONTHS[moment.month - 1]} {moment:%d %Y %H:%M:%S}"
    return f"{day} GMT+0{offset(utc)}00 ({SEASONS[offset(utc)]})"
