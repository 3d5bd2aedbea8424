"""What a stranger finds in a trace: home, work, habits; and never a coordinate in a sentence."""

import re

import numpy as np
import pandas as pd
import pytest
from lives import HOME, POOL, WORK, positions

from culture_d.i18n import LANGUAGES, t
from culture_d.personal.geometry import distance_km
from culture_d.personal.journeys import JourneysError
from culture_d.personal.revealing import (
    habits,
    home_and_work,
    hours_spent,
    places,
    stops_between,
    what_a_stranger_reads,
)
from culture_d.personal.stops import stops, trips_between


@pytest.fixture(scope="module")
def life() -> pd.DataFrame:
    return positions(weeks=5)


@pytest.fixture(scope="module")
def stays(life) -> pd.DataFrame:
    return stops(life)


def near(line: pd.Series, place: tuple[float, float], metres: float = 50) -> bool:
    return distance_km(line["lat"], line["lon"], *place) * 1000 < metres


def test_home_and_work_are_found(stays):
    found = home_and_work(stays)
    assert list(found.index) == ["home", "work"]
    assert near(found.loc["home"], HOME) and near(found.loc["work"], WORK)
    assert found.loc["home", "share"] > 0.95 and found.loc["work", "share"] > 0.95
    assert found.loc["home", "hours"] >= 5 * 7 * 5


def test_the_pool_of_fridays_is_a_habit(stays):
    found = habits(stays)
    assert near(found.iloc[0], POOL) and found.loc[0, "visits"] == 5 and found.loc[0, "weekday"] == 4
    assert found.loc[0, "hour"] in (17, 18) and 50 <= found.loc[0, "minutes"] <= 75


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_hold_no_coordinates(stays, lang):
    told = what_a_stranger_reads(stays, lang)
    assert len(told) >= 3 and not any(re.search(r"\d[.,]\d|44|5[.,]1", sentence) for sentence in told)
    assert ("vendredi" if lang == "fr" else "Fridays") in " ".join(told)


def test_the_trips_alone_tell_as_much(life, stays):
    found = home_and_work(stops_between(trips_between(life, stays)))
    assert near(found.loc["home"], HOME, 150) and near(found.loc["work"], WORK, 150)


def test_who_stays_at_home_has_no_work_elsewhere():
    span = pd.date_range("2025-09-01", periods=3, freq="D", tz="Europe/Paris")
    stays = pd.DataFrame({"start": span, "end": span + pd.Timedelta(hours=23), "lat": HOME[0], "lon": HOME[1]})
    found = home_and_work(stays)
    assert list(found.index) == ["home"]


def test_hours_are_counted_across_the_change_of_clocks():
    start = pd.Timestamp("2025-10-25 22:00", tz="Europe/Paris")
    stay = pd.DataFrame({"start": [start], "end": [start + pd.Timedelta(hours=12)], "lat": HOME[0], "lon": HOME[1]})
    spent = hours_spent(stay)
    assert len(spent) == 12 and (spent["hour"].dt.hour < 6).sum() == 7


def test_a_short_trace_says_nothing(life):
    assert what_a_stranger_reads(stops(life.iloc[100:130]), "en") == [t("journeys.found_nothing", "en")]
    with pytest.raises(JourneysError):
        home_and_work(pd.DataFrame(columns=["start", "end", "lat", "lon"]))


def test_places_are_numbered_from_the_longest_stay(stays):
    placed = places(stays)
    at_home = distance_km(placed["lat"], placed["lon"], *HOME) * 1000 < 100
    assert (placed.loc[at_home, "place"] == 0).all() and np.unique(placed["place"]).tolist() == list(
        range(placed["place"].max() + 1)
    )


@pytest.mark.parametrize("minutes", [30, 90])
def test_a_stay_may_begin_in_the_hour_that_comes_twice(minutes):
    start = pd.Timestamp("2025-10-25 22:00", tz="UTC") + pd.Timedelta(minutes=120 + minutes)
    stay = pd.DataFrame({"start": [start], "end": [start + pd.Timedelta(hours=8)], "lat": HOME[0], "lon": HOME[1]})
    stay = stay.assign(start=stay["start"].dt.tz_convert("Europe/Paris"), end=stay["end"].dt.tz_convert("Europe/Paris"))
    assert len(hours_spent(stay)) == 8


def test_ten_years_of_stops_are_read_in_seconds():
    n, rng = 15_000, np.random.default_rng(0)
    start = pd.date_range("2015-01-01", periods=n, freq="260min", tz="Europe/Paris")
    spots, pick = rng.normal(0, 0.3, (800, 2)), rng.zipf(1.5, n) % 800
    end = start + pd.to_timedelta(rng.integers(20, 250, n), unit="min")
    stays = pd.DataFrame({"start": start, "end": end, "lat": 45 + spots[pick, 0], "lon": 5 + spots[pick, 1]})
    assert list(home_and_work(stays).index) == ["home", "work"]
