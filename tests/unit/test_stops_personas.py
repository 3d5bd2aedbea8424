"""The stops and trips found in the files of the fictional people, against what their generators know of their lives."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from culture_d.catalogue import DATA
from culture_d.personal.reading import read_export
from culture_d.personal.stops import clean, stops, trips_between

sys.path.insert(0, str(DATA / "generators"))
from personas import movements, tracks

_FILES = {
    "amina": "amina/Timeline.json",
    "malo": "malo/location-history.json",
    "jeanne": "jeanne/takeout-20251203.zip",
    "karim": "karim/takeout-20251202.zip",
}
_EPOCH = pd.Timestamp(0, tz="UTC")


@pytest.mark.parametrize("who", _FILES)
def test_every_stay_of_ten_minutes_is_found(who):
    positions, _ = clean(read_export(DATA / "personas" / _FILES[who], family="positions").table)
    found = stops(positions)
    start, end = ((found[side] - _EPOCH).dt.total_seconds() for side in ("start", "end"))
    truth = [stay for stay in movements.stops(who) if stay.end - stay.start >= 600]
    assert all(((start < stay.end) & (end > stay.start)).any() for stay in truth)
    assert abs(len(found) - len(truth)) <= 0.05 * len(truth)
    trips = trips_between(positions, found)
    assert len(trips) == len(found) - 1
    assert (trips["end"] > trips["start"]).all()


def test_the_walks_with_a_tunnel_a_jump_and_a_wrong_clock():
    positions, doubts = clean(read_export(DATA / "personas" / "gerard" / "promenades-octobre.gpx").table)
    assert {doubt.key for doubt in doubts} == {"stops.nowhere", "stops.backwards"}
    trips = trips_between(positions, stops(positions))
    assert set(trips["mode"]) == {"walking"}
    walked = [leg.metres / 1000 for _, *ways in tracks.walks("gerard") for way in ways for leg in way.legs]
    assert trips["distance_km"].sum() == pytest.approx(sum(walked), rel=0.05)
