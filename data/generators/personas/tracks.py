"""GPX tracks: Gérard's walks, with the mistakes of his old GPS, and the archive of Strava with Inès's rides."""

from __future__ import annotations

import csv
import datetime as dt
import io
from html import escape

from personas.agenda import Leg, Trip, trips_of
from personas.archives import zipped
from personas.clock import AUTUMN, MONTHS, draw, iso, zulu
from personas.movements import OCEAN, Point, points_of_leg

EVERY = 15  # seconds between two points of a GPS
# Receivers count weeks on ten bits: an old one may come back 1,024 weeks.
ROLLOVER = 1024 * 7 * 86400
NARROW_SPACE = "\u202f"


# Where each walk goes, and its name in the GPS.
WALKS = {"chapel": "La chapelle par le tunnel", "crest": "La crête", "river": "Les bords de la Lane"}


def walks(who: str) -> list[tuple[str, Trip, Trip]]:
    """Return the three walks that Gérard kept, in October: where to, the way there and the way back."""
    trips = [t for t in trips_of(who, dt.date(2025, 10, 1), AUTUMN[1]) if t.purpose == "EXERCISE"]
    first = {
        out.destination: (out.destination, out, back)
        for out, back in reversed(list(zip(trips, trips[1:], strict=False)))
    }
    return sorted((first[place] for place in WALKS), key=lambda walk: walk[1].start)


def gpx_of_walks(who: str) -> bytes:
    """Return three walks: a tunnel without a point, a jump to the ocean, a clock that falls back twenty years."""
    tracks = []
    for place, out, back in walks(who):
        random = draw(who, out.start, "gpx")
        points = [p for trip in (out, back) for leg in trip.legs for p in points_of_leg(leg, EVERY, random, 4.0)]
        tracks.append((WALKS[place], _mistaken(place, points)))
    return gpx(tracks, "Vieux GPS de randonnée")


def _mistaken(place: str, points: list[Point]) -> list[Point]:
    third = len(points) // 3
    if place == "chapel":
        return points[:third] + points[third + 36 :]  # nine minutes in the tunnel
    if place == "crest":
        lost = points[third]._replace(lat=OCEAN[0], lon=OCEAN[1], elevation=0.0)
        return [*points[:third], lost, *points[third + 1 :]]
    return [p._replace(time=p.time - ROLLOVER) if third <= n < third + 12 else p for n, p in enumerate(points)]


def gpx(tracks: list[tuple[str, list[Point]]], creator: str) -> bytes:
    """Write tracks as GPX 1.1. Times in UTC."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<gpx version="1.1" creator="{escape(creator)}" xmlns="http://www.topografix.com/GPX/1/1">')
    for name, points in tracks:
        lines += [" <trk>", f"  <name>{escape(name)}</name>", "  <trkseg>"]
        for p in points:
            where = f'lat="{p.lat:.6f}" lon="{p.lon:.6f}"'
            lines.append(f"   <trkpt {where}><ele>{p.elevation}</ele><time>{zulu(p.time)}</time></trkpt>")
        lines += ["  </trkseg>", " </trk>"]
    return "\n".join([*lines, "</gpx>", ""]).encode()


STRAVA_HEADER = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,"
    "Relative Effort,Commute,Activity Private Note,Activity Gear,Filename,Athlete Weight,Bike Weight,Elapsed Time,"
    "Moving Time,Distance,Max Speed,Average Speed,Elevation Gain,Elevation Loss,Elevation Low,Elevation High"
)
FIRST_ACTIVITY = 1_000_201


def rides(who: str) -> list[tuple[str, str, list[Leg]]]:
    """Return the activities recorded: name, type, legs. The commutes of Mondays, and every ride of Wednesdays."""
    found, out = [], None
    for trip in trips_of(who, *AUTUMN):
        weekday = dt.date.fromisoformat(iso(trip.start)[:10]).weekday()
        if trip.purpose == "SPORT" and out is None:
            out = trip
        elif trip.purpose == "SPORT":
            found.append(("Boucle du mercredi", "Ride", [*out.legs, *trip.legs]))
            out = None
        elif trip.purpose == "COMMUTE" and weekday == 0:
            found.append(
                ("Trajet vers le campus" if trip.destination == "campus" else "Retour", "Ride", list(trip.legs))
            )
    return found


def strava(who: str) -> bytes:
    """Return the archive: the table of activities, whose columns repeat, and the tracks of two loops."""
    text, tracks = io.StringIO(), {}
    table = csv.writer(text, lineterminator="\n")
    text.write(f"{STRAVA_HEADER}\n")
    loops = 0
    for number, (name, kind, legs) in enumerate(rides(who)):
        identifier, file = FIRST_ACTIVITY + number, ""
        loops += name.startswith("Boucle")
        if name.startswith("Boucle") and loops in (1, 2):
            file = f"activities/{identifier}.gpx"
            random = draw(who, legs[0].start, "strava")
            tracks[file] = gpx(
                [(name, [p for leg in legs for p in points_of_leg(leg, EVERY, random, 4.0)])], "StravaGPX"
            )
        table.writerow(_activity(identifier, name, kind, legs, file))
    return zipped({"activities.csv": text.getvalue().encode()} | tracks)


def _activity(identifier: int, name: str, kind: str, legs: list[Leg], file: str) -> list[object]:
    elapsed, moving = legs[-1].end - legs[0].start, sum(leg.end - leg.start for leg in legs)
    metres = sum(leg.metres for leg in legs)
    moment = dt.datetime.fromisoformat(zulu(legs[0].start)[:-1])
    hour = f"{moment.hour % 12 or 12}:{moment:%M:%S}{NARROW_SPACE}{'AM' if moment.hour < 12 else 'PM'}"
    date = f"{MONTHS[moment.month - 1]} {moment.day}, {moment.year}, {hour}"
    commute = "false" if name.startswith("Boucle") else "true"
    speeds = [round(1.6 * metres / moving, 3), round(metres / moving, 3)]
    heights = [round(metres / 240, 1), round(metres / 245, 1), 188.4, 236.9]
    told = [identifier, date, name, kind, "", elapsed, f"{metres / 1000:.2f}", "", "", commute, "", "Vélo bleu", file]
    return [*told, "", "", float(elapsed), float(moving), round(metres, 1), *speeds, *heights]
