"""Blurring a trace, and how well home is still found after it."""

import math

import pandas as pd
import pytest
from lives import HOME, WORK, positions

from culture_d.personal.blurring import (
    blur,
    centre_of_zone,
    coarser_time,
    compare_blurs,
    found_within,
    hide_around,
    jitter,
    night_centre,
)
from culture_d.personal.geometry import distance_km
from culture_d.personal.journeys import JourneysError

METRES = 500


@pytest.fixture(scope="module")
def life() -> pd.DataFrame:
    return positions(weeks=8)


def test_the_grid_moves_each_position_by_half_a_diagonal_at_most_and_is_the_same_for_everyone(life):
    blurred = blur(life, METRES)
    moved = distance_km(life["lat"], life["lon"], blurred["lat"], blurred["lon"]) * 1000
    assert moved.max() <= METRES / math.sqrt(2) * 1.01 and moved.max() > METRES / 4
    assert blur(blurred, METRES)[["lat", "lon"]].round(9).equals(blurred[["lat", "lon"]].round(9))
    assert blur(life.tail(20), METRES).equals(blurred.tail(20))
    assert list(blurred) == list(life) and blurred["time"].equals(life["time"])


def test_noise_averages_out(life):
    noisy = jitter(life, METRES, seed=3)
    moved = distance_km(life["lat"], life["lon"], noisy["lat"], noisy["lon"]) * 1000
    assert 600 < moved.mean() < 660  # the mean of a Rayleigh law of 500 m is 627 m
    one = noisy[life["time"].dt.hour < 6].iloc[0]
    assert found_within(HOME, night_centre(noisy)) < 30 < found_within(HOME, one)


def test_a_zone_centred_on_home_gives_home_away_and_a_shifted_one_less(life):
    where = pd.DataFrame({"lat": [HOME[0]], "lon": [HOME[1]]})
    hidden = hide_around(life, where, METRES)
    assert (distance_km(hidden["lat"], hidden["lon"], *HOME) * 1000 > METRES).all() and len(hidden) < len(life)
    assert night_centre(hidden) is None
    assert found_within(HOME, centre_of_zone(hidden)) < 100
    shifted = hide_around(life, where, METRES, shift_m=400, seed=1)
    assert (distance_km(shifted["lat"], shifted["lon"], *HOME) * 1000 > METRES - 400).all()
    assert found_within(HOME, centre_of_zone(shifted)) > 150


def test_two_places_are_hidden_at_once(life):
    where = pd.DataFrame({"lat": [HOME[0], WORK[0]], "lon": [HOME[1], WORK[1]]})
    hidden = hide_around(life, where, METRES)
    for place in (HOME, WORK):
        assert (distance_km(hidden["lat"], hidden["lon"], *place) * 1000 > METRES).all()


def test_fewer_points_in_time_leave_home_where_it_is(life):
    hourly = coarser_time(life, 60)
    assert len(hourly) == 8 * 7 * 24 and (hourly["time"].dt.minute == 0).all()
    assert found_within(HOME, night_centre(hourly)) < 10


def test_the_hour_that_comes_twice_is_kept_twice():
    time = pd.date_range("2025-10-25 22:00", periods=72, freq="10min", tz="UTC").tz_convert("Europe/Paris")
    night = pd.DataFrame({"time": time, "lat": HOME[0], "lon": HOME[1]})
    assert len(coarser_time(night, 60)) == 12


def test_the_ways_are_compared_with_one_attack_each(life):
    ways = ("raw", "coarser_time", "jitter", "grid", "zone", "shifted_zone")
    table = compare_blurs(life, HOME, METRES, ways).set_index("way")
    assert tuple(table.index) == ways
    assert table.loc[["raw", "coarser_time", "jitter"], "found_m"].max() < 30
    assert table.loc["zone", "found_m"] < 100 < table.loc["shifted_zone", "found_m"]
    assert table.loc["grid", "found_m"] <= METRES / math.sqrt(2)
    assert table.loc["zone", "kept"] < 0.5 < table.loc["grid", "kept"] == 1


def test_too_little_gives_no_guess(life):
    days = life[life["time"].dt.hour.between(10, 12)].head(30)
    assert night_centre(days) is None and centre_of_zone(days) is None
    assert math.isnan(found_within(HOME, None))


@pytest.mark.parametrize("metres", [0, -5, 200_000, float("nan")])
def test_absurd_distances_are_refused(life, metres):
    for way in (blur, jitter):
        with pytest.raises(JourneysError):
            way(life, metres)
    with pytest.raises(JourneysError):
        coarser_time(life, 0)
