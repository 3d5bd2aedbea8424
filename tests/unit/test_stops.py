"""Stops and trips, on traces whose truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from trace_samples import FAR_CITY, NOW, PONT_CLAIRET, SHOP, VALOMBRE, Walker, a_day

from culture_d.personal.export import COLUMNS
from culture_d.personal.geometry import steps_km, wobble_m
from culture_d.personal.stops import clean, distance_km, guess_mode, silences, stops, trips_between


def _told(doubts) -> dict[str, int]:
    return {doubt.key.removeprefix("stops."): doubt.values["n"] for doubt in doubts}


def _way(*places) -> float:
    return float(steps_km(*np.array(places).T).sum())


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((48.8566, 2.3522), (45.7640, 4.8357), 391.5),  # Paris, Lyon
        ((0, 0), (0, 90), 10007.6),
        ((0, 179.5), (0, -179.5), 111.2),  # across the line of dates
        ((90, 0), (-90, 0), 20015.1),
        ((44.8, 5.2), (44.8, 5.2), 0),
    ],
)
def test_distances(a, b, km):
    assert float(distance_km(*a, *b)) == pytest.approx(km, abs=0.1)


def test_distances_of_series_have_their_shape():
    assert distance_km([44, 45], [5, 5], [45, 46], [5, 5]).shape == (2,)
    assert steps_km([44.0], [5.0]).shape == (0,)


@pytest.mark.parametrize("noise", [5, 15, 40])
def test_the_noise_of_a_walk_is_measured(noise):
    trace = Walker("2025-09-02 08:00", VALOMBRE, seed=3).go(PONT_CLAIRET, 5, every=5, noise=noise).table()
    assert wobble_m(trace["lat"], trace["lon"]) == pytest.approx(noise, rel=0.15)


@pytest.mark.parametrize("noise", [0, 10, 30, 40])
@pytest.mark.parametrize("seed", range(4))
def test_a_day_has_four_stops_and_three_trips(noise, seed):
    positions, doubts = clean(a_day(noise=noise, seed=seed), now=NOW)
    assert doubts == ()
    found = stops(positions)
    assert len(found) == 4
    for stop, place in zip(found.itertuples(), (VALOMBRE, PONT_CLAIRET, SHOP, VALOMBRE), strict=True):
        assert distance_km(stop.lat, stop.lon, *place) < 0.05
    assert found["end_known"].all()
    trips = trips_between(positions, found)
    assert tuple(trips.columns) == COLUMNS["trips"]
    assert list(trips["mode"]) == ["bicycling", "walking", "bicycling"]
    ways = [_way(VALOMBRE, PONT_CLAIRET), _way(PONT_CLAIRET, SHOP), _way(SHOP, VALOMBRE)]
    assert list(trips["distance_km"]) == pytest.approx(ways, rel=0.08 if noise == 40 else 0.05)
    assert (trips["start"] == found["end"].iloc[:3]).all()
    assert (trips["end"] == found["start"].iloc[1:].reset_index(drop=True)).all()


@pytest.mark.parametrize("seed", range(8))
def test_the_tremor_of_a_street_does_not_break_a_stop(seed):
    positions = Walker("2025-09-02 06:00", VALOMBRE, seed).stay(600, 90, noise=45).table()
    found = stops(positions)
    assert len(found) == 1
    assert found.loc[0, "points"] >= 0.97 * len(positions)
    assert trips_between(positions, found).empty


def test_two_sightings_hours_apart_next_door_are_a_stay_and_no_noise():
    tram, home = Walker("2025-09-02 07:30", (44.7987, 5.1615)).stay(4), (44.8004, 5.1587)
    tram.at = home
    tram.stay(1, noise=0).time += pd.Timedelta(hours=8)
    tram.stay(1, noise=0).at = (44.7987, 5.1615)
    tram.time += pd.Timedelta(minutes=5)
    found = stops(tram.stay(15).table())
    assert distance_km(found.loc[0, "lat"], found.loc[0, "lon"], *home) < 0.01
    assert len(found) == 2


def test_a_jump_over_the_ocean_is_put_aside():
    trace = a_day()
    trace.loc[[40, 200, 201], ["lat", "lon"]] = (40.71, -74.01)
    positions, doubts = clean(trace, now=NOW)
    assert _told(doubts) == {"jumps": 3}
    assert positions["lon"].min() > 5
    assert len(stops(positions)) == 4


@pytest.mark.parametrize("place", [0, -1])
def test_a_first_or_a_last_point_across_the_ocean_is_put_aside(place):
    trace = a_day()
    trace.loc[trace.index[place], ["lat", "lon"]] = (40.71, -74.01)
    assert _told(clean(trace, now=NOW)[1]) == {"jumps": 1}


def test_a_flight_is_kept_and_a_jump_without_return_too():
    flight = Walker("2025-09-02 06:00", FAR_CITY).stay(60).go((40.64, -73.78), 850, every=300).stay(60)
    positions, doubts = clean(flight.table(), now=NOW)
    assert doubts == ()
    trips = trips_between(positions, stops(positions))
    assert list(trips["mode"]) == ["air_or_hsr"]
    moved = pd.concat([a_day(), a_day("2025-09-03 00:00").assign(lon=lambda table: table["lon"] + 60)])
    kept, doubts = clean(moved.reset_index(drop=True), now=NOW)
    assert len(kept) == len(moved) and _told(doubts) == {"unexplained": 1}


def test_a_trace_without_a_thread_is_kept_whole():
    random = np.random.default_rng(5)
    trace = a_day().head(60)
    trace["lat"], trace["lon"] = random.uniform(-80, 80, 60), random.uniform(-170, 170, 60)
    positions, doubts = clean(trace, now=NOW)
    assert len(positions) == 60 and set(_told(doubts)) == {"unexplained"}


def test_a_clock_twenty_years_late_is_noticed():
    trace = a_day()
    late = trace.index[100:104]
    trace.loc[late, "time"] -= pd.Timedelta(weeks=1024)
    positions, doubts = clean(trace.sort_values("time"), now=NOW)  # the index keeps the order of the file
    assert _told(doubts) == {"backwards": 4}
    unordered = trace.sort_values("time", ignore_index=True)
    positions, doubts = clean(unordered, now=NOW)
    assert _told(doubts) == {"years_away": 4}
    assert len(stops(positions)) == 4


def test_a_clock_of_one_hour_is_noticed_where_it_makes_points_jump():
    walk = Walker("2025-09-02 08:00", VALOMBRE).go(FAR_CITY, 120, every=15).table()
    wrong = walk.index[60:70]
    walk.loc[wrong, "time"] -= pd.Timedelta(hours=1)
    walk = walk.sort_values("time")
    for trace in (walk, walk.reset_index(drop=True)):
        positions, doubts = clean(trace[trace["time"] >= "2025-09-02 08:00+02:00"], now=NOW)
        assert sum(_told(doubts).values()) in (0, 10)
    positions, doubts = clean(walk, now=NOW)
    assert _told(doubts) == {"backwards": 10}
    assert steps_km(positions["lat"], positions["lon"]).sum() == pytest.approx(_way(VALOMBRE, FAR_CITY), rel=0.02)


def test_a_file_written_the_newest_first_is_no_wrong_clock():
    trace = a_day()
    trace.index = trace.index[::-1]
    assert clean(trace, now=NOW)[1] == ()


def test_what_cannot_be_is_counted_kind_by_kind():
    trace = a_day()
    trace.loc[0, "lat"] = np.nan
    trace.loc[1, ["lat", "lon"]] = (0.0, 0.0)
    trace.loc[2, "lat"] = 900.0
    trace.loc[3, "accuracy_m"] = 2500.0
    trace.loc[4, "time"] = pd.Timestamp("1970-01-01", tz="Europe/Paris")
    trace.loc[5, "time"] = pd.Timestamp("2031-01-01", tz="Europe/Paris")
    trace = pd.concat([trace, trace.iloc[[50]]], ignore_index=True)
    told = _told(clean(trace, now=NOW)[1])
    assert told == {"incomplete": 1, "nowhere": 2, "rough": 1, "out_of_time": 2, "same_instant": 1}


def test_of_one_instant_the_most_accurate_point_is_kept():
    trace = a_day().head(3)
    trace["time"] = trace["time"].iloc[0]
    trace["accuracy_m"] = [80.0, 12.0, np.nan]
    positions, _ = clean(trace, now=NOW)
    assert list(positions["accuracy_m"]) == [12.0]


def test_a_tunnel_does_not_stop_a_train_at_250_km_per_hour():
    trip = Walker("2025-09-02 06:00", VALOMBRE).stay(30).go(FAR_CITY, 250, hidden=(0.1, 0.95)).stay(60).table()
    positions, doubts = clean(trip, now=NOW)
    assert doubts == ()
    assert positions["time"].diff().max() > pd.Timedelta(minutes=20)
    assert not silences(positions).any()
    trips = trips_between(positions, stops(positions))
    assert list(trips["mode"]) == ["train"]
    assert trips["distance_km"].sum() == pytest.approx(_way(VALOMBRE, FAR_CITY), rel=0.02)


def test_a_night_without_a_battery_is_a_stop_whose_end_is_unknown():
    walker = Walker("2025-09-02 18:00", VALOMBRE).stay(60)
    walker.time += pd.Timedelta(hours=12)
    walker.at = PONT_CLAIRET
    positions, _ = clean(walker.stay(60).table(), now=NOW)
    found = stops(positions)
    assert list(found["end_known"]) == [False, True]
    trips = trips_between(positions, found)
    assert list(trips["mode"]) == ["unknown"]  # seen at neither hour: a straight line between two sightings
    assert trips["distance_km"].iloc[0] == pytest.approx(_way(VALOMBRE, PONT_CLAIRET), rel=0.02)


def test_a_drive_that_hides_a_long_pause_is_cut():
    walker = Walker("2025-09-02 08:00", VALOMBRE).go(SHOP, 50)
    walker.time += pd.Timedelta(hours=3)
    walker.at = (44.85, 5.30)
    positions, _ = clean(walker.go(FAR_CITY, 60).table(), now=NOW)
    assert silences(positions).sum() == 1
    trips = trips_between(positions, stops(positions))
    assert len(trips) == 3
    assert (trips["start"].iloc[1:].reset_index(drop=True) == trips["end"].iloc[:-1]).all()


@pytest.mark.parametrize(
    ("start", "hours"), [("2025-10-25 18:00", 15.5), ("2025-03-29 18:00", 15.5)], ids=["October", "March"]
)
def test_the_changes_of_clock_lose_no_hour(start, hours):
    night = Walker(start, VALOMBRE).stay(60 * hours, 600).go(PONT_CLAIRET, 16).stay(120, 600).table()
    positions, doubts = clean(night, now=NOW)
    assert doubts == ()
    found = stops(positions)
    assert len(found) == 2
    lasted = (found["end"] - found["start"]).dt.total_seconds() / 3600
    assert lasted[0] == pytest.approx(hours, abs=0.2)
    assert str(found["start"].dt.tz) == "Europe/Paris"


@pytest.mark.parametrize("n", [0, 1, 2])
def test_hardly_any_point(n):
    positions, _ = clean(a_day().head(n), now=NOW)
    found = stops(positions)
    assert found.empty
    assert list(found.columns) == ["start", "end", "lat", "lon", "points", "silence_min", "end_known"]
    trips = trips_between(positions, found)
    assert len(trips) == max(n - 1, 0)
    assert tuple(trips.columns) == COLUMNS["trips"]
    assert str(trips["start"].dtype) == str(positions["time"].dtype)


def test_progress_is_told_to_the_end():
    told: list[float] = []
    stops(a_day(), progress=told.append)
    assert told[0] == 0 and told[-1] == 1 and told == sorted(told)


@pytest.mark.parametrize(
    ("mean", "fast", "mode"),
    [
        (4.5, 6, "walking"),
        (16, 24, "bicycling"),
        (24, 50, "unknown"),
        (60, 90, "unknown"),
        (0.1, 3, "unknown"),
        (110, 130, "unknown"),
        (200, 290, "train"),
        (700, 880, "air_or_hsr"),
    ],
)
def test_a_mode_is_guessed_only_where_one_is_left(mean, fast, mode):
    assert guess_mode(mean, fast) == mode


def test_what_was_put_aside_is_told_in_both_languages():
    trace = a_day()
    trace.loc[0, ["lat", "lon"]] = (0.0, 0.0)
    doubt = clean(trace, now=NOW)[1][0]
    assert "nowhere on Earth" in doubt.tell("en")
    assert "nulle part sur Terre" in doubt.tell("fr")
