"""Google, Timeline as phones export it since 2024, and the monthly files of Google Takeout before.

Three shapes, known from public parsers of these files:

- Android, ``Timeline.json``: ``{"semanticSegments": […], "rawSignals": […]}``, places as "44.79°, 5.16°";
- iPhone, ``location-history.json``: a bare list of the same segments, places as "geo:44.79,5.16", numbers as text;
- until 2024, ``2023_JANUARY.json``: ``{"timelineObjects": [{"activitySegment" | "placeVisit": …}]}``, described by
  https://locationhistoryformat.com/reference/semantic/.

Modes of trips were guessed by Google. Names and addresses of places are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import COLUMNS, Export, Format, PersonalFileError, said
from culture_d.personal.formats.google_records import degrees_of_e7, floats, instants_of
from culture_d.personal.opening import Member
from culture_d.personal.parsing import json_of
from culture_d.personal.places_in_time import positions_export, trips_export

LARGEST = 150 << 20  # bytes: decoded, these nested files take about eight times as much memory
_PLACE = re.compile(
    r"(?:geo:)?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*,\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?(?:[;?].*)?", re.ASCII
)
_ANDROID = re.compile(r'\{\s*"(?:semanticSegments|rawSignals|userLocationProfile)"\s*:')
_IPHONE = re.compile(r'\[\s*\{[^\[]*?"(?:startTime|endTime)"\s*:')
_SEGMENTS = ('"visit"', '"activity"', '"timelinePath"', '"timelineMemory"')
_MODES = {
    "walking": "walking walking_nordic on_foot hiking running jogging in_wheelchair",
    "bicycling": "cycling on_bicycle in_bicycle",
    "car": "in_passenger_vehicle in_vehicle in_road_vehicle in_car in_taxi driving",
    "bus": "in_bus",
    "tramway": "in_tram in_light_rail",
    "subway": "in_subway",
    "train": "in_train in_rail_vehicle",
    "air_or_hsr": "flying",
    "unknown": "unknown unknown_activity_type",
}
_MODE = {theirs: ours for ours, names in _MODES.items() for theirs in names.split()}

Point = tuple[object, object, object, float, float, object, object]  # time, minutes after it, ms, lat, lon, accuracy, m
Trip = dict[str, object]


def _is_android(member: Member) -> bool:
    return bool(_ANDROID.match(member.head.lstrip()))


def _is_iphone(member: Member) -> bool:
    head = member.head.lstrip()
    return bool(_IPHONE.match(head)) and any(name in head for name in _SEGMENTS)


def _is_semantic(member: Member) -> bool:
    return bool(re.match(r'\{\s*"timelineObjects"\s*:', member.head.lstrip()))


def _read_android(member: Member) -> Export:
    whole = _decoded(member)
    segments = _list(_dict(whole).get("semanticSegments"))
    signals = [_signal(found) for found in _list(_dict(whole).get("rawSignals"))]
    return _export("google-timeline", segments, (point for point in signals if point))


def _read_iphone(member: Member) -> Export:
    return _export("google-timeline-ios", _list(_decoded(member)), ())


def _read_semantic(member: Member) -> Export:
    objects = [_dict(found) for found in _list(_dict(_decoded(member)).get("timelineObjects"))]
    segments = [_dict(found["activitySegment"]) for found in objects if "activitySegment" in found]
    visits = [_dict(found["placeVisit"]) for found in objects if "placeVisit" in found]
    points = [point for visit in visits for point in _ends(_span(visit), [_place(visit.get("location"))] * 2)]
    points += [point for segment in segments for point in _points_of_old_segment(segment)]
    return _tables("google-semantic", [_old_trip(segment) for segment in segments], points, len(visits))


def _decoded(member: Member) -> object:
    if len(member.content) > LARGEST:
        raise PersonalFileError(t("personal.too_large", most=LARGEST >> 20))
    return json_of(member)


def _export(format_id: str, segments: list, signals: Iterable[Point]) -> Export:
    found = [_dict(segment) for segment in segments]
    moves = [segment for segment in found if "activity" in segment]
    # A visit of level 1 is a shop inside the mall of level 0: the same minutes, told twice.
    visits = [s for s in found if "visit" in s and str(_dict(s["visit"]).get("hierarchyLevel", 0)) == "0"]
    points: list[Point] = []
    for segment in visits:
        place = _place(_dict(_dict(segment["visit"]).get("topCandidate")).get("placeLocation"))
        points += _ends(_span(segment), [place, place])
    for segment in moves:
        points += _ends(_span(segment), [_place(_dict(segment["activity"]).get(side)) for side in ("start", "end")])
    paths = (point for segment in found for point in _path(segment))
    return _tables(format_id, [_trip(segment) for segment in moves], [*points, *paths, *signals], len(visits))


def _tables(format_id: str, trips: list[Trip], points: list[Point], visits: int) -> Export:
    """Return the trips first, then the positions; the positions alone when there is no trip."""
    told = [said("positions.visits", n=visits)] if visits else []
    positions = _positions(format_id, points) if points else None
    if not trips:
        if positions is None:
            raise PersonalFileError(t("positions.none"))
        return positions
    table = pd.DataFrame(trips)
    for side in ("start", "end"):
        table[side] = instants_of(table[side], table.pop(f"{side}_ms"))
    table["distance_km"] = floats(table["distance_m"]) / 1000
    names = table["mode"].str.lower().str.replace(r"[\s-]+", "_", regex=True)
    table["mode"] = names.map(_MODE).fillna("unknown")
    foreign = int((~names.isin(_MODE)).sum())
    doubts = [said("positions.other_modes", n=foreign)] if foreign else []
    others = () if positions is None else (positions,)
    return trips_export(format_id, table, [*told, said("positions.modes_of_google")], doubts, others)


def _positions(format_id: str, points: list[Point]) -> Export:
    times, minutes, milliseconds, lat, lon, accuracy, elevation = zip(*points, strict=True)
    table = pd.DataFrame({"time": instants_of(times, milliseconds), "lat": lat, "lon": lon}).astype(
        {"lat": float, "lon": float}
    )
    table["time"] += pd.to_timedelta(pd.Series(floats(minutes)).fillna(0).clip(0, 10_000), unit="m")
    table["accuracy_m"], table["elevation_m"] = floats(accuracy), floats(elevation)
    # A stay ends when a move starts, and a path has both points: of one instant, the first given here is kept.
    table = table[table["time"].isna() | ~table.duplicated("time")].sort_values("time", kind="stable")
    return positions_export(format_id, table)


def _trip(segment: dict) -> Trip:
    activity = _dict(segment["activity"])
    first, last = (_place(activity.get(side)) or (None, None) for side in ("start", "end"))
    mode = _dict(activity.get("topCandidate")).get("type")
    return _named(_span(segment), activity.get("distanceMeters"), mode, first, last)


def _old_trip(segment: dict) -> Trip:
    first, last = (_place(segment.get(f"{side}Location")) or (None, None) for side in ("start", "end"))
    return _named(_span(segment), segment.get("distance"), segment.get("activityType"), first, last)


def _named(span: tuple, distance: object, mode: object, first: tuple, last: tuple) -> Trip:
    return {
        **dict(zip(("start", "end", "start_ms", "end_ms"), span, strict=True)),
        "distance_m": distance,
        "mode": mode if isinstance(mode, str) else "unknown",
        **dict(zip(COLUMNS["trips"][-4:], (*first, *last), strict=True)),
    }


def _span(found: dict) -> tuple[object, object, object, object]:
    """Return the start and the end, each as text and as milliseconds, one of the two being None."""
    duration = _dict(found.get("duration")) or found
    texts = [duration.get(f"{side}Timestamp", duration.get(f"{side}Time")) for side in ("start", "end")]
    return (*texts, *(duration.get(f"{side}TimestampMs") for side in ("start", "end")))


def _ends(span: tuple, places: list[tuple[float, float] | None]) -> Iterator[Point]:
    for time, milliseconds, place in zip(span[:2], span[2:], places, strict=True):
        if place:
            yield time, 0, milliseconds, *place, None, None


def _path(segment: dict) -> Iterator[Point]:
    """Yield the points of a path, timed by themselves or in minutes after the start of the segment."""
    for found in map(_dict, _list(segment.get("timelinePath"))):
        if place := _place(found.get("point")):
            if "time" in found:
                yield found["time"], 0, None, *place, None, None
            else:
                after = found.get("durationMinutesOffsetFromStartTime", 0)
                yield segment.get("startTime"), after, None, *place, None, None


def _signal(found: object) -> Point | None:
    position = _dict(_dict(found).get("position"))
    place = _place(position.get("LatLng", position.get("latLng")))
    if place is None:
        return None
    return position.get("timestamp"), 0, None, *place, position.get("accuracyMeters"), position.get("altitudeMeters")


def _points_of_old_segment(segment: dict) -> Iterator[Point]:
    span = _span(segment)
    yield from _ends(span, [_place(segment.get(f"{side}Location")) for side in ("start", "end")])
    for found in map(_dict, _list(_dict(segment.get("simplifiedRawPath")).get("points"))):
        if place := _place(found):
            yield found.get("timestamp"), 0, found.get("timestampMs"), *place, found.get("accuracyMeters"), None


def _place(found: object) -> tuple[float, float] | None:
    """Return the degrees of a place, however it is written, or None."""
    if isinstance(found, str):
        match = _PLACE.fullmatch(found.strip()[:80])
        return (float(match[1]), float(match[2])) if match else None
    found = _dict(found)
    if "latLng" in found:
        return _place(found["latLng"])
    lat = found.get("latitudeE7", found.get("latE7"))
    lon = found.get("longitudeE7", found.get("lngE7"))
    if not all(isinstance(value, (int, float)) for value in (lat, lon)):
        return None
    return float(degrees_of_e7(lat, 90)), float(degrees_of_e7(lon, 180))


def _dict(found: object) -> dict:
    return found if isinstance(found, dict) else {}


def _list(found: object) -> list:
    return found if isinstance(found, list) else []


FORMATS = (
    Format("google-semantic", "trips", _is_semantic, _read_semantic),
    Format("google-timeline", "trips", _is_android, _read_android),
    Format("google-timeline-ios", "trips", _is_iphone, _read_iphone),
)
