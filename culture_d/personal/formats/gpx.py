"""GPX, the format in which receivers, watches and walking applications exchange tracks.

The format is that of Topografix, versions 1.0 and 1.1: https://www.topografix.com/gpx.asp. Times are in UTC. A track is
what was walked; a route is what was planned, and has no times; waypoints are places of interest, with or without times.
"""

from __future__ import annotations

import logging
import zlib
from typing import Any
from xml.parsers import expat

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import Export, Format, PersonalFileError, said
from culture_d.personal.opening import Member
from culture_d.personal.places_in_time import positions_export

LARGEST = 64 << 20  # bytes: half a million points; read as a tree, they take about twenty times as much memory
_GZIP = b"\x1f\x8b"


def _is_gpx(member: Member) -> bool:
    head = _expanded(member.start, 4096).decode("utf-8", "ignore") if member.start[:2] == _GZIP else member.head
    return "<gpx" in head and "<html" not in head.lower()


def _read(member: Member) -> Export:
    """Read the tracks of a file; points without times come last, and routes and waypoints are counted."""
    gpx = _parsed(_text(member))
    tracks = [segment.points for track in gpx.tracks for segment in track.segments]
    points = [point for segment in tracks for point in segment]
    stops = [waypoint for waypoint in gpx.waypoints if waypoint.time is not None]
    planned = sum(len(route.points) for route in gpx.routes)
    others = {"routes": planned, "waypoints": len(gpx.waypoints) - len(stops)}
    doubts = [said(f"positions.{key}", n=n) for key, n in others.items() if n]
    if not points and not stops:
        raise PersonalFileError(t("positions.only_planned" if planned else "positions.none"))
    rows = [(p.time, p.latitude, p.longitude, p.elevation) for p in (*points, *stops)]
    table = pd.DataFrame(rows, columns=["time", "lat", "lon", "elevation_m"])
    table["time"] = pd.to_datetime(table["time"], utc=True, errors="coerce")
    if table["time"].isna().all():
        doubts.append(said("positions.no_times_at_all"))
    pieces = sum(bool(segment) for segment in tracks)
    return positions_export("gpx", table, [said("positions.tracks", n=pieces)] if pieces > 1 else [], doubts)


def _text(member: Member) -> str:
    content = member.content
    if content[:2] == _GZIP:
        content = _expanded(content, LARGEST + 1)
    if len(content) > LARGEST:
        raise PersonalFileError(t("personal.too_large", most=LARGEST >> 20))
    return Member("", content).text


def _expanded(content: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(content, most)
    except zlib.error:
        return b""


def _parsed(text: str) -> Any:
    """Parse a GPX without a type declaration: its entities could expand without end, or name other files."""
    _refuse_declarations(text)
    import gpxpy

    for part in ("parser", "gpx", "gpxfield", "geo", "utils"):  # it logs the whole file when it cannot read it
        logging.getLogger(f"gpxpy.{part}").disabled = True
    try:
        return gpxpy.parse(text)
    except Exception:  # its messages quote the values that it cannot read
        pass
    raise PersonalFileError(t("positions.gpx_damaged"))


class _Started(Exception):
    """The first element was reached: nothing can be declared any more."""


def _refuse_declarations(text: str) -> None:
    def declared(*_: object) -> None:
        raise PersonalFileError(t("positions.gpx_declares"))

    def started(*_: object) -> None:
        raise _Started

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    parser.StartElementHandler = started
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except (_Started, expat.ExpatError):
        return


FORMATS = (Format("gpx", "positions", _is_gpx, _read),)
