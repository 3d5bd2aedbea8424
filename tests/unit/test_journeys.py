"""Trips added up, counted in greenhouse gases by stated factors, and moved to another mode."""

import json

import pandas as pd
import pytest

from culture_d.i18n import LANGUAGES
from culture_d.personal.export import COLUMNS, Export
from culture_d.personal.journeys import (
    COUNTED_AS,
    JourneysError,
    beside,
    emissions,
    factors,
    mode_name,
    purpose_name,
    travelled,
)
from culture_d.personal.what_if import what_if


def trips(*lines: tuple) -> pd.DataFrame:
    """Make trips: (trip, day and hour of 2025, minutes, mode, km, purpose)."""
    rows = []
    for trip, when, minutes, mode, km, purpose in lines:
        start = pd.Timestamp(f"2025-{when}", tz="Europe/Paris")
        end = start + pd.Timedelta(minutes=minutes)
        rows.append((trip, start, end, mode, km, purpose, 44.797, 5.163, 44.772, 5.201))
    return pd.DataFrame(rows, columns=list(COLUMNS["trips"]))


WEEK = trips(
    ("a", "09-01 08:00", 20, "car", 10.0, "commute"),
    ("b", "09-01 18:00", 20, "car", 10.0, "commute"),
    ("c", "09-02 08:00", 8, "car", 2.0, "shopping"),
    ("d", "09-03 08:00", 10, "car", 3.0, ""),
    ("d", "09-03 08:20", 5, "walking", 0.4, ""),
    ("e", "09-03 12:00", 25, "car", 12.0, "shopping"),
    ("f", "09-08 09:00", 30, "unknown", 7.0, "other_purpose"),
    ("g", "09-09 09:00", 60, "air_or_hsr", 500.0, "travel"),
)


def test_trips_are_added_up_by_mode_week_purpose_and_day():
    modes = travelled(WEEK).set_index("mode")
    assert modes.loc["car", "distance_km"] == 37 and modes.loc["car", "trips"] == 5
    assert modes.loc["car", "hours"] == pytest.approx(83 / 60)
    weeks = travelled(WEEK, "week")
    assert [str(w.date()) for w in weeks["week"]] == ["2025-09-01", "2025-09-08"]
    assert weeks["distance_km"].tolist() == [pytest.approx(37.4), 507]
    purposes = travelled(WEEK, "purpose").set_index("purpose")["distance_km"]
    assert purposes["commute"] == 20 and purposes["unknown"] == pytest.approx(3.4)
    assert len(travelled(WEEK, "day")) == 5
    with pytest.raises(JourneysError, match="mode, week, purpose, day"):
        travelled(WEEK, "colour")


def test_a_late_trip_belongs_to_the_local_day():
    late = trips(("a", "09-07 23:30", 50, "car", 4.0, ""), ("b", "09-08 00:30", 10, "car", 4.0, ""))
    assert [str(w.date()) for w in travelled(late, "week")["week"]] == ["2025-09-01", "2025-09-08"]


@pytest.mark.parametrize(("name", "kg"), [("impact-co2", 1.4225), ("coach-co2", 1.92)])
def test_ten_kilometres_alone_by_car(name, kg):
    ten = trips(("a", "09-01 08:00", 20, "car", 10.0, ""))
    assert emissions(ten, name)["kg_co2e"].tolist() == [pytest.approx(kg)]


def test_two_people_share_a_car_and_modes_without_factor_are_counted_apart():
    assert factors().set_index("mode").loc["carpool", "grams_per_km"] == pytest.approx(142.25 / 2)
    assert factors("coach-co2").set_index("mode").loc["carpool", "grams_per_km"] == 96
    counted = emissions(WEEK).set_index("mode")
    assert counted["kg_co2e"].isna().sum() == 2 and counted.loc[["unknown", "air_or_hsr"], "kg_co2e"].isna().all()
    assert counted["distance_km"].sum() == pytest.approx(WEEK["distance_km"].sum())


def test_which_car_and_which_train_are_said():
    assert factors(car="voiture-compact-essence").set_index("mode").loc["car", "grams_per_km"] == 169.71
    assert factors(car="voiture-compact-essence").set_index("mode").loc["carpool", "grams_per_km"] == 169.71 / 2
    trains = [factors(name, train="tgv").set_index("mode").loc["train", "grams_per_km"] for name in COUNTED_AS]
    assert trains == [2.93, 1.73]
    for wrong in ({"car": "fusee"}, {"train": "vapeur"}, {"name": "mine"}):
        with pytest.raises(JourneysError):
            factors(**wrong)


def test_the_two_factors_beside_each_other_say_what_is_counted():
    table = beside().set_index("factors")
    assert table.loc["impact-co2"].round(4).tolist() == [0.317, 1.1055, 1.4225]
    assert table.loc["coach-co2"].tolist() == [0, pytest.approx(1.92), pytest.approx(1.92)]
    shared = beside("carpool").set_index("factors")
    assert shared.loc["impact-co2", "kg_co2e"] == pytest.approx(1.4225 / 2)
    with pytest.raises(JourneysError):
        beside("unknown")


def test_what_if_keeps_the_short_trips_of_the_days_when_the_car_is_out_anyway():
    found = what_if(WEEK, "car", "bicycling", 5)
    assert (found.switched, found.tied, found.too_far) == (1, 1, 3)
    assert found.switched_km == 2 and found.tied_km == 3 and found.too_far_km == 32
    assert found.saved_kg == pytest.approx(2 * (0.14225 - 0.00017)) and not found.own_speed
    assert found.more_minutes == pytest.approx(0)  # 2 km at 15 km/h: 8 minutes, as by car
    everything = what_if(WEEK, "car", "bicycling", 50)
    assert everything.switched == 5 and everything.tied == everything.too_far == 0
    nothing = what_if(WEEK, "car", "bicycling", 0.5)
    assert nothing.switched == 0 and nothing.saved_kg == 0 and nothing.more_minutes == 0


def test_what_if_prefers_the_speed_of_the_person():
    rides = [(f"r{i}", f"09-1{i} 08:00", 12, "bicycling", 4.0, "") for i in range(5)]
    found = what_if(pd.concat([WEEK, trips(*rides)], ignore_index=True))
    assert found.own_speed and found.speed_kmh == pytest.approx(20)


def test_what_if_refuses_what_it_does_not_know():
    for modes in (("unknown", "bicycling"), ("car", "air_or_hsr"), ("car", "subway")):
        with pytest.raises(JourneysError):
            what_if(WEEK, *modes)
    assert "nothing to change" in str(what_if(WEEK, "bus", "tramway"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_said_in_both_languages(lang):
    told = what_if(WEEK).sentences(lang)
    assert len(told) == 7 and all("{" not in sentence for sentence in told)
    modes = [mode_name(mode, lang) for mode in (*COUNTED_AS["coach-co2"], "air_or_hsr", "unknown")]
    assert len(set(modes)) == len(modes)
    assert mode_name("teleport", lang) == mode_name("unknown", lang)
    assert purpose_name("COMMUTE", lang) != purpose_name("unknown", lang)


def test_an_export_is_taken_as_it_is_and_another_family_is_refused():
    export = Export("trips", "coach-co2", WEEK)
    assert travelled(export).equals(travelled(WEEK))
    with pytest.raises(JourneysError):
        travelled(Export("water", "veolia-daily", pd.DataFrame()))


def test_an_empty_table_gives_empty_answers():
    assert emissions(WEEK.head(0)).empty
    assert what_if(WEEK.head(0)).days == 0


def test_the_older_factors_are_those_of_the_table():
    from culture_d.catalogue import load

    known = json.loads(load("transport-factors-older").set_index("slug")["grams"].to_json())
    assert known["car"] == 192 and known["carpool"] == 96 and known["tramway"] == 3 and known["train-ter"] == 24.8
    assert {slug for slug, _ in COUNTED_AS["coach-co2"].values()} <= set(known)
