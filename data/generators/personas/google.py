"""The location histories of Google: the two files of the old Takeout, and the Timeline of Android and of the iPhone."""

from __future__ import annotations

import datetime as dt
import json

from numpy.random import Generator

from personas import ways
from personas.agenda import Leg
from personas.archives import zipped
from personas.clock import draw, iso, local, zulu
from personas.lives import home, places, work
from personas.movements import (
    INDOORS,
    OCEAN,
    Point,
    Stop,
    autumn_days,
    autumn_trips,
    jittered,
    points_of_leg,
    points_of_stop,
    stops,
    trace,
)

PATH_STEP = 300  # seconds between the points of a path of the Timeline
OCEAN_DAY = dt.date(2025, 10, 14)
ANDROID = {
    "walking": "WALKING",
    "bicycling": "CYCLING",
    "bicycling_electric": "CYCLING",
    "bus": "IN_BUS",
    "tramway": "IN_TRAM",
    "train": "IN_TRAIN",
    "car": "IN_PASSENGER_VEHICLE",
    "carpool": "IN_PASSENGER_VEHICLE",
    "car_electric": "IN_PASSENGER_VEHICLE",
}
IPHONE = {
    "CYCLING": "cycling",
    "WALKING": "walking",
    "IN_TRAIN": "in train",
    "IN_PASSENGER_VEHICLE": "in passenger vehicle",
}
TAKEOUT = "Takeout/Location History (Timeline)"
TAKEOUT_INDEX = b"<!DOCTYPE html><title>Takeout</title><p>Location History (Timeline)</p>\n"


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def place_id(place: str) -> str:
    """Return an invented identifier of a place."""
    random, letters = draw("place", place), "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "ChIJ_fiction_" + "".join(letters[n] for n in random.integers(0, len(letters), 14))


def _kind(who: str, place: str) -> str:
    return "HOME" if place == home(who) else "WORK" if place == work(who) else "UNKNOWN"


def _events(who: str) -> list[Stop | Leg]:
    legs = [leg for trip in autumn_trips(who) for leg in trip.legs]
    return sorted([*stops(who), *legs], key=lambda event: event.start)


def records(who: str) -> bytes:
    """Return an old Takeout: every point of the phone. One afternoon in October has two points in the ocean."""
    found = []
    for day in autumn_days():
        points, random = trace(who, day), draw(who, day, "records")
        if day == OCEAN_DAY:
            middle = len(points) // 2
            times = [points[middle].time + 40, points[middle].time + 75]
            points = sorted([*points, *(Point(time, *OCEAN, 1800) for time in times)])
        for point in points:
            found.append(_record(point, float(random.random())))
    files = {
        f"{TAKEOUT}/Records.json": _json({"locations": found}),
        f"{TAKEOUT}/Settings.json": _json({"createdTime": "2019-05-04T10:12:31Z", "hasReportedLocations": True}),
        "Takeout/archive_browser.html": TAKEOUT_INDEX,
    }
    return zipped(files)


def _record(point: Point, luck: float) -> dict:
    record = {
        "latitudeE7": round(point.lat * 1e7), "longitudeE7": round(point.lon * 1e7), "accuracy": point.accuracy,
    }  # fmt: skip
    if point.elevation:
        record |= {"altitude": round(point.elevation), "verticalAccuracy": 3}
    source = "GPS" if point.accuracy < 22 else "WIFI" if luck < 0.85 else "CELL"
    return record | {
        "source": source, "deviceTag": 10_000_007, "platformType": "ANDROID",
        "timestamp": zulu(point.time)[:-1] + f".{int(luck * 1000):03d}Z",
    }  # fmt: skip


def semantic(who: str) -> bytes:
    """Return the other half of the old Takeout: a file for each month, of visits and of journeys."""
    months: dict[int, list[dict]] = {}
    for event in _events(who):
        month = local(event.start).month
        if isinstance(event, Stop):
            months.setdefault(month, []).append({"placeVisit": _visit_semantic(who, event)})
        else:
            months.setdefault(month, []).append({"activitySegment": _activity_semantic(who, event)})
    names = {9: "SEPTEMBER", 10: "OCTOBER", 11: "NOVEMBER"}
    folder = f"{TAKEOUT}/Semantic Location History/2025"
    files = {f"{folder}/2025_{names[m]}.json": _json({"timelineObjects": objects}) for m, objects in months.items()}
    return zipped(files | {"Takeout/archive_browser.html": TAKEOUT_INDEX})


def _e7(where: tuple[float, float]) -> dict:
    return {"latitudeE7": round(where[0] * 1e7), "longitudeE7": round(where[1] * 1e7)}


def _span(event: Stop | Leg) -> dict:
    return {"startTimestamp": zulu(event.start, True), "endTimestamp": zulu(event.end, True)}


def _visit_semantic(who: str, stop: Stop) -> dict:
    where = jittered(ways.point(stop.place), 4, draw(who, stop.start, "visit"))
    named = {} if stop.place == home(who) else {"name": places()[stop.place]["fr"]}
    kind = _kind(who, stop.place)
    typed = {} if kind == "UNKNOWN" else {"semanticType": f"TYPE_{kind}"}
    location = {**_e7(where), "placeId": place_id(stop.place), **named, **typed, "locationConfidence": 92.5}
    return {"location": location, "duration": _span(stop), "placeConfidence": "HIGH_CONFIDENCE", "visitConfidence": 93,
            "editConfirmationStatus": "NOT_CONFIRMED", "placeVisitType": "SINGLE_PLACE"}  # fmt: skip


def _activity_semantic(who: str, leg: Leg) -> dict:
    random = draw(who, leg.start, "activity")
    path = points_of_leg(leg, PATH_STEP, random)[1:-1]
    ends = [jittered(ways.point(place), 6, random) for place in (leg.origin, leg.destination)]
    segment = {
        "startLocation": _e7(ends[0]), "endLocation": _e7(ends[1]), "duration": _span(leg),
        "distance": round(leg.metres), "activityType": ANDROID[leg.mode],
        "confidence": "HIGH" if random.random() < 0.8 else "LOW",
    }  # fmt: skip
    if path:
        segment["waypointPath"] = {
            "waypoints": [{"latE7": round(p.lat * 1e7), "lngE7": round(p.lon * 1e7)} for p in path],
            "source": "INFERRED",
        }
    return segment


def _degrees(where: tuple[float, float]) -> str:
    return f"{where[0]:.7f}°, {where[1]:.7f}°"


def timeline(who: str) -> bytes:
    """Return the Timeline of an Android phone."""
    segments, signals = [], []
    for event in _events(who):
        random = draw(who, event.start, "timeline")
        span = {"startTime": iso(event.start, True), "endTime": iso(event.end, True)}
        if isinstance(event, Stop):
            where = jittered(ways.point(event.place), 5, random)
            kind = _kind(who, event.place)
            best = {"placeId": place_id(event.place), "semanticType": kind if kind == "UNKNOWN" else f"INFERRED_{kind}",
                    "probability": round(0.6 + 0.39 * random.random(), 3),
                    "placeLocation": {"latLng": _degrees(where)}}  # fmt: skip
            visit = {"hierarchyLevel": 0, "probability": round(0.7 + 0.29 * random.random(), 3), "topCandidate": best}
            segments.append(span | {"visit": visit})
            segments += _still_path(event, span, random)
            signals.append(_signal(jittered(ways.point(event.place), INDOORS, random), event.start + 130, random))
        else:
            path = points_of_leg(event, PATH_STEP, random)
            points = [{"point": _degrees((p.lat, p.lon)), "time": iso(p.time, True)} for p in path]
            segments.append(span | {"timelinePath": points})
            best = {"type": ANDROID[event.mode], "probability": round(0.5 + 0.49 * random.random(), 3)}
            activity = {"start": {"latLng": _degrees((path[0].lat, path[0].lon))},
                        "end": {"latLng": _degrees((path[-1].lat, path[-1].lon))},
                        "distanceMeters": event.metres, "topCandidate": best}  # fmt: skip
            segments.append(span | {"activity": activity})
    last_weeks = [signal for signal in signals if signal["position"]["timestamp"] >= "2025-11-24"]
    frequent = [{"placeId": place_id(place), "placeLocation": _degrees(ways.point(place)), "label": label}
                for place, label in ((home(who), "HOME"), (work(who), "WORK"))]  # fmt: skip
    profile = {"frequentPlaces": frequent}
    return _json({"semanticSegments": segments, "rawSignals": last_weeks, "userLocationProfile": profile})


def _still_path(stop: Stop, span: dict, random: Generator) -> list[dict]:
    """A phone that stays somewhere gives a point now and then."""
    points = [
        {"point": _degrees((p.lat, p.lon)), "time": iso(p.time, True)}
        for p in points_of_stop(stop, random)
        if p.time < stop.end
    ]
    return [span | {"timelinePath": points}] if points else []


def _signal(where: tuple[float, float], time: int, random: Generator) -> dict:
    return {"position": {"LatLng": _degrees(where), "accuracyMeters": int(random.integers(12, 90)),
                         "altitudeMeters": 221.0, "source": "WIFI", "timestamp": iso(time, True),
                         "speedMetersPerSecond": 0.0}}  # fmt: skip


def _geo(where: tuple[float, float]) -> str:
    return f"geo:{where[0]:.6f},{where[1]:.6f}"


def _offsets(path: list[Point], start: int) -> list[dict]:
    return [
        {"point": _geo((p.lat, p.lon)), "durationMinutesOffsetFromStartTime": str((p.time - start) // 60)} for p in path
    ]


def timeline_ios(who: str) -> bytes:
    """Return the Timeline of an iPhone: a bare list, positions as ``geo:``, numbers as text."""
    segments = []
    for event in _events(who):
        random = draw(who, event.start, "timeline")
        span = {"endTime": iso(event.end, True), "startTime": iso(event.start, True)}
        if isinstance(event, Stop):
            where = jittered(ways.point(event.place), 5, random)
            kind = _kind(who, event.place)
            best = {"probability": f"{0.6 + 0.39 * random.random():.6f}", "semanticType": kind.capitalize(),
                    "placeID": place_id(event.place), "placeLocation": _geo(where)}  # fmt: skip
            visit = {"hierarchyLevel": "0", "topCandidate": best, "probability": f"{0.7 + 0.29 * random.random():.6f}"}
            segments.append(span | {"visit": visit})
            path = [p for p in points_of_stop(event, random) if p.time < event.end]
            segments.append(span | {"timelinePath": _offsets(path, event.start)})
        else:
            path = points_of_leg(event, PATH_STEP, random)
            best = {"type": IPHONE[ANDROID[event.mode]], "probability": f"{0.5 + 0.49 * random.random():.6f}"}
            activity = {"end": _geo((path[-1].lat, path[-1].lon)), "topCandidate": best,
                        "distanceMeters": f"{event.metres:.6f}", "start": _geo((path[0].lat, path[0].lon)),
                        "probability": best["probability"]}  # fmt: skip
            segments.append(span | {"activity": activity})
            segments.append(span | {"timelinePath": _offsets(path, event.start)})
    return _json(segments)
