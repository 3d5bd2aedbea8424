"""The readers of positions and trips, on small files whose content is known."""

from __future__ import annotations

import gzip
import json
import re

import numpy as np
import pandas as pd
import pytest
from position_samples import ANDROID, COACH, FILES, GPX, IPHONE, RECORDS, SEMANTIC, STRAVA, archive

from culture_d.personal.export import COLUMNS, PersonalFileError
from culture_d.personal.formats import google_records
from culture_d.personal.opening import Member
from culture_d.personal.reading import formats, read_export
from culture_d.personal.stops import clean, stops


def _read(content, **how):
    text = content if isinstance(content, (bytes, str)) else json.dumps(content)
    return read_export(text.encode() if isinstance(text, str) else text, **how)


def _keys(export) -> dict[str, int]:
    return {said.key.split(".")[1]: said.values.get("n") for said in export.doubts}


def _at(text: str) -> pd.Timestamp:
    return pd.Timestamp(text, tz="Europe/Paris")


@pytest.mark.parametrize("name", FILES)
def test_each_format_is_recognised_by_its_reader_alone(name):
    member = Member("CANARY", FILES[name].encode())
    assert [f.id for f in formats() if f.recognise(member)] == [name]
    export = _read(FILES[name])
    assert export.format == name
    assert tuple(export.table.columns) == COLUMNS[export.family]
    for table in (export, *export.others):
        times = [table.table[c] for c in ("time", "start", "end") if c in table.table]
        assert all(str(time.dt.tz) == "Europe/Paris" for time in times)
        assert times[0].is_monotonic_increasing


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", FILES)
def test_what_was_understood_is_told_without_names_or_places(name, lang):
    export = _read(FILES[name])
    told = " ".join(s for e in (export, *export.others) for s in e.sentences(lang))
    assert "CANARY" not in told and "44" not in told and "{" not in told
    assert "CANARY" not in repr(export) + "".join(e.table.to_csv() for e in (export, *export.others))


def test_gpx_tracks_are_read_in_order_and_what_is_planned_is_left_out():
    export = _read(GPX)
    assert list(export.table["time"]) == [
        _at("2025-10-07 09:00"),
        _at("2025-10-07 09:01"),
        _at("2025-10-07 09:30"),
        _at("2025-10-08 09:00:00.250"),
    ]
    assert export.table["elevation_m"].tolist()[:2] == [310.5, 312.0]
    assert _keys(export) == {"routes": 2, "waypoints": 1}


def test_gpx_1_0_latin_1_and_gzip_are_read():
    old = GPX.replace('version="1.1"', 'version="1.0"').replace("GPX/1/1", "GPX/1/0")
    assert len(_read(old).table) == 4
    latin = GPX.replace('"UTF-8"', '"ISO-8859-1"').replace("CANARY", "Été").encode("latin-1")
    assert len(_read(latin).table) == 4
    assert len(_read(archive({"activities/1.gpx.gz": gzip.compress(GPX.encode())})).table) == 4


def test_a_gpx_without_times_says_so():
    export = _read(re.sub("<time>.*?</time>", "", GPX))
    assert export.table["time"].isna().all()
    assert {"no_times_at_all", "no_time"} <= set(_keys(export))
    positions, _ = clean(export.table)
    assert stops(positions).empty


def test_a_planned_route_alone_is_refused_with_advice():
    route = GPX[: GPX.index("<trk>")] + "</gpx>"
    with pytest.raises(PersonalFileError, match="planned route"):
        _read(route)


def test_doubtful_points_are_counted_and_kept():
    points = [
        ("44.7", "5.1", "2025-10-07T07:00:00Z"),
        ("44.7", "5.1", "2025-10-07T07:00:00Z"),
        ("44.7", "5.1", "2025-10-07T07:03:00Z"),
        ("44.7", "5.1", "2025-10-07T07:02:00Z"),
        ("0", "0", "2025-10-07T07:04:00Z"),
        ("95", "5.1", "2025-10-07T07:05:00Z"),
        ("44.7", "5.1", "1999-12-31T07:05:00Z"),
        ("44.7", "5.1", "2106-02-21T07:05:00Z"),
        ("44.7", "5.1", "2006-02-21T07:05:00Z"),
    ]
    track = "".join(f'<trkpt lat="{a}" lon="{b}"><time>{c}</time></trkpt>' for a, b, c in points)
    export = _read(f'<gpx version="1.1"><trk><trkseg>{track}</trkseg></trk></gpx>')
    assert len(export.table) == len(points)
    assert _keys(export) == {"nowhere": 2, "out_of_time": 2, "unordered": 3, "duplicates": 1, "years_away": 1}
    assert export.sentences("en")[0] == "One day: 7 October 2025."


@pytest.mark.parametrize("compiled", [True, False], ids=["msgspec", "json"])
def test_records_old_and_new_with_and_without_msgspec(monkeypatch, compiled):
    if not compiled:
        monkeypatch.setattr(google_records, "find_spec", lambda _: None)
    export = _read(RECORDS)
    assert export.table["time"].tolist() == [
        _at("2017-07-14 04:40"),
        pd.Timestamp("2020-10-25 00:30", tz="UTC").tz_convert("Europe/Paris"),
        pd.Timestamp("2020-10-25 01:30:00.123", tz="UTC").tz_convert("Europe/Paris"),
    ]
    assert export.table["lat"].tolist() == pytest.approx([44.7777, 44.7787, 44.7797])
    assert export.table["lon"].tolist() == pytest.approx([5.1111, 5.1121, -2.1131])  # the last overflowed 32 bits
    assert export.table["accuracy_m"].tolist()[0] == 20 and export.table["elevation_m"].tolist()[1] == 310
    assert _keys(export) == {"wrapped": 1, "years_away": 1}


@pytest.mark.parametrize("compiled", [True, False], ids=["msgspec", "json"])
def test_a_record_written_otherwise_costs_no_other(monkeypatch, compiled):
    if not compiled:
        monkeypatch.setattr(google_records, "find_spec", lambda _: None)
    odd = [
        {"timestamp": 12, "latitudeE7": "447777000", "longitudeE7": None},
        {"timestamp": "CANARY", "latitudeE7": {"a": 1}, "longitudeE7": [1], "accuracy": 10**400},
        {"timestampMs": 10**30, "latitudeE7": 1, "longitudeE7": 1, "altitude": "310"},
    ]
    export = _read({"locations": [*RECORDS["locations"], *odd]})
    assert len(export.table) == 6
    assert _keys(export)["no_time"] == 3 and _keys(export)["no_place"] == 2


def test_records_tell_their_progress():
    told: list[float] = []
    google_records.read_records(Member("", json.dumps(RECORDS).encode()), told.append)
    assert told[0] == 0 and told[-1] == 1 and told == sorted(told)


def test_semantic_history_gives_trips_then_positions():
    export = _read(SEMANTIC)
    trip = export.table.iloc[0]
    assert (trip["mode"], trip["distance_km"], trip["start"]) == ("car", 7.4, _at("2021-03-02 08:00"))
    assert (trip["start_lat"], trip["end_lon"]) == (44.7777, 5.201)
    positions = export.find("positions").table
    assert positions["time"].dt.strftime("%H:%M").tolist() == ["06:00", "08:00", "08:06", "08:15"]


@pytest.mark.parametrize(("content", "mode"), [(ANDROID, "bicycling"), (IPHONE, "car")], ids=["Android", "iPhone"])
def test_both_telephones_give_the_same_trips_and_stops(content, mode):
    export = _read(content)
    trip = export.table.iloc[0]
    assert (trip["mode"], trip["distance_km"]) == (mode, 8.1205)
    assert (trip["start"], trip["end"]) == (_at("2025-10-26 07:30"), _at("2025-10-26 08:00"))
    positions = export.find("positions").table
    assert (positions["time"].iloc[0], positions["lat"].iloc[0]) == (_at("2025-10-25 20:00"), 44.7777)
    assert _at("2025-10-26 07:45") in positions["time"].tolist()
    found = stops(clean(positions)[0])
    night = found.iloc[0]
    assert (night["end"] - night["start"]) == pd.Timedelta(hours=12.5)  # the clocks went back that night
    assert [s.values["n"] for s in export.told if s.key == "positions.visits"] == [1]  # the shop of a mall is not one


def test_raw_signals_bring_their_accuracy():
    last = _read(ANDROID).find("positions").table.iloc[-1]
    assert (last["accuracy_m"], last["elevation_m"], last["lon"]) == (13, 301.2, 5.2012)


def test_a_timeline_of_stays_alone_gives_positions():
    export = _read({"semanticSegments": ANDROID["semanticSegments"][1:2]})
    assert export.family == "positions" and len(export.table) == 2


def test_a_mode_that_the_course_does_not_count_is_unknown_and_told():
    ferry = json.loads(json.dumps(ANDROID).replace("CYCLING", "IN_FERRY"))
    export = _read(ferry)
    assert export.table["mode"].tolist() == ["unknown"]
    assert _keys(export) == {"other_modes": 1}


def test_coach_co2_sections_belong_to_their_trip():
    export = _read(COACH)
    table = export.table
    assert table["trip"].tolist() == [1, 1]
    assert table["mode"].tolist() == ["bicycling", "train"]
    assert table["purpose"].tolist() == ["commute", "commute"]
    assert table["start"].tolist() == [_at("2025-10-07 08:00"), _at("2025-10-07 08:10")]
    assert table["distance_km"].tolist() == pytest.approx([2.456, 4.53], abs=0.01)  # the second along its points
    assert table["start_lat"].tolist() == [44.7777, 44.78] and table["end_lon"].tolist() == [5.13, 5.18]
    assert _keys(export) == {"lengths_added": 1}
    assert len(export.find("positions").table) == 4


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_strava_in_both_languages(lang):
    export = _read(STRAVA[lang])
    table = export.table
    assert table["distance_km"].tolist() == [8.1234, 10.003, 1.0]  # from the metres
    assert table["mode"].tolist() == ["bicycling", "walking", "unknown"]
    assert table["start"].tolist() == [_at("2024-01-15 08:30"), _at("2024-07-01 14:05:09"), _at("2024-07-02 02:05:09")]
    assert (table["end"] - table["start"]).dt.total_seconds().tolist() == [1800, 3600, 600]
    assert table["purpose"].fillna("").tolist() == ["commute", "", ""]
    assert _keys(export) == {"other_sports": 1, "not_gpx": 2}


def test_a_strava_archive_gives_its_list_and_its_tracks():
    content = archive(
        {"activities.csv": STRAVA["fr"], "activities/11.gpx": GPX, "activities/12.fit.gz": b"\x1f\x8bCANARY"}
    )
    export = _read(content, family=("trips", "positions"))
    assert export.find("trips").format == "strava-activities"
    assert len(export.find("positions").table) == 4


def test_doubtful_trips_are_counted_and_kept():
    def move(start, end, km, to):
        return {
            "startTime": start,
            "endTime": end,
            "activity": {
                "start": {"latLng": "44.77°, 5.11°"},
                "end": {"latLng": to},
                "distanceMeters": km,
                "topCandidate": {"type": "WALKING"},
            },
        }

    noon = "2025-10-26T12:00:00Z"
    moves = [
        move(noon, noon, 10, "44.77°, 5.11°"),
        move(noon, "2025-10-26T11:00:00Z", 10, "44.77°, 5.11°"),
        move(noon, "2025-10-26T13:00:00Z", 10, "45.77°, 5.11°"),
        move(noon, "2025-10-26T12:10:00Z", 900_000, "45.77°, 5.11°"),
        move(noon, "2025-10-26T12:10:00Z", None, "0°, 0°"),
    ]
    export = _read({"semanticSegments": [*moves, moves[0]]})
    assert len(export.table) == 6
    assert _keys(export) == {
        "trips_at_once": 2,
        "trips_backwards": 1,
        "trips_nowhere": 1,
        "trips_without_distance": 1,
        "trips_too_short": 1,
        "trips_too_fast": 1,
        "trips_repeated": 1,
    }
    assert np.isnan(export.table["distance_km"].iloc[4])
