"""Energy conserved at every step, gaps never filled, and the habits that a curve shows."""

import numpy as np
import pandas as pd
import pytest
from energy_samples import curve, gas, water
from hypothesis import given, settings
from hypothesis import strategies as st

from culture_d.personal import energy
from culture_d.personal.energy_portrait import base_sentence, portrait, summary, water_told
from culture_d.personal.resampling import STEPS

YEAR = curve()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("made", [curve, gas])
def test_every_step_keeps_the_energy_and_the_time(step, made):
    table = made()
    found = energy.resample(table, step)
    assert found["energy_kwh"].sum() == pytest.approx(table["energy_kwh"].sum(), rel=1e-12)
    known = ((found["end"] - found["start"]) * found["known"]).sum()
    assert known / pd.Timedelta("1h") == pytest.approx(365 * 24, abs=1e-6)
    assert (found["start"].iloc[1:].to_numpy() == found["end"].iloc[:-1].to_numpy()).all()


@settings(max_examples=40, deadline=None)
@given(
    first=st.datetimes(pd.Timestamp("2024-01-01"), pd.Timestamp("2026-12-01")).map(lambda t: t.replace(minute=0)),
    minutes=st.sampled_from([10, 15, 30, 60, 90, 1440]),
    watts=st.lists(st.one_of(st.floats(0, 9000), st.just(np.nan)), min_size=1, max_size=120),
    step=st.sampled_from(list(STEPS)),
)
def test_whatever_the_curve_nothing_is_lost_nor_invented(first, minutes, watts, step):
    start = pd.Timestamp(first, tz="UTC").floor("h") + pd.to_timedelta(np.arange(len(watts)) * minutes, unit="min")
    table = pd.DataFrame({"start": start.tz_convert("Europe/Paris"), "power_w": watts})
    table["end"] = table["start"] + pd.Timedelta(minutes=minutes)
    table["energy_kwh"] = table["power_w"] * minutes / 60000
    found = energy.resample(table, step)
    assert found["energy_kwh"].sum() == pytest.approx(table["energy_kwh"].sum(), rel=1e-9, abs=1e-9)
    assert found["known"].between(0, 1).all()
    assert found.loc[found["known"] == 0, "energy_kwh"].isna().all()


def test_days_when_clocks_change_have_23_and_25_hours():
    days = energy.resample(YEAR, "D").set_index("start")
    hours = (days["end"] - days.index) / pd.Timedelta("1h")
    odd = hours[hours != 24]
    assert {str(day.date()): h for day, h in odd.items()} == {"2025-03-30": 23, "2025-10-26": 25}
    assert energy.resample(YEAR[YEAR["start"].dt.strftime("%m-%d") == "10-26"], "30min").shape[0] == 50


def test_a_gap_stays_a_gap_at_every_scale():
    holed = YEAR.copy()
    hole = holed["start"].dt.strftime("%Y-%m-%d").isin(["2025-05-06", "2025-05-07"])
    holed.loc[hole, ["power_w", "energy_kwh"]] = np.nan
    days = energy.resample(holed, "D").set_index(energy.resample(holed, "D")["start"].dt.strftime("%m-%d"))
    assert np.isnan(days.loc["05-06", "energy_kwh"]) and days.loc["05-06", "known"] == 0
    assert days.loc["05-08", "energy_kwh"] > 0
    may = energy.resample(holed, "MS").iloc[4]
    assert may["known"] == pytest.approx(29 / 31)
    assert may["power_w"] == pytest.approx(may["energy_kwh"] / (29 * 24) * 1000)  # a mean of what is known
    assert energy.known_share(holed) == pytest.approx(363 / 365)


def test_a_wrong_step_and_an_absurd_time_are_told_in_a_sentence():
    with pytest.raises(energy.EnergyError, match="30min, h, D"):
        energy.resample(YEAR, "fortnight")
    absurd = YEAR.head(2).assign(start=YEAR["start"].head(2) - pd.Timedelta(days=365 * 150))
    with pytest.raises(energy.EnergyError, match="too long"):
        energy.resample(absurd, "30min")


def test_an_empty_curve_answers_without_a_traceback():
    none = YEAR.iloc[:0]
    assert energy.resample(none, "D").empty and energy.absences(none).empty and energy.timers(none).empty
    assert np.isnan(energy.base_load(none)) and energy.known_share(none) == 0
    assert energy.weekly_rhythm(none).empty and energy.day_profile(none).empty
    assert energy.wake_and_sleep(none).empty and energy.evenings_out(none).empty
    assert base_sentence(none) == "" and summary(none) and portrait(none)


def test_the_habits_of_the_home_are_found():
    assert energy.base_load(YEAR) == 80
    away = energy.absences(YEAR)
    assert away[["first", "last", "days"]].astype(str).to_numpy().tolist() == [["2025-08-04", "2025-08-17", "14"]]
    week = energy.wake_and_sleep(YEAR)
    assert week["wake"].eq(7).all() and week["sleep"].eq(22.5).all()
    rhythm = energy.weekly_rhythm(YEAR)
    assert len(rhythm) == 168 and rhythm.loc[rhythm["power_w"].idxmax(), "hour"] == 19
    winter, summer = energy.cold_season(YEAR)
    assert winter > 2.5 * summer
    assert not energy.evenings_out(YEAR)["out"].any()


def test_a_water_heater_is_not_a_person():
    heated = YEAR.copy()
    midnight = heated["start"].dt.hour.isin([0, 1]) & (heated["start"].dt.tz_localize(None) >= "2025-01-01 00:30")
    heated.loc[midnight, "power_w"] += 1500
    assert energy.timers(heated)["hour"].tolist() == [0]
    assert energy.base_load(heated) == 80
    assert len(energy.absences(heated)) == 1


def test_evenings_without_a_lamp_are_counted():
    works = YEAR.copy()
    evening = works["start"].dt.hour.between(19, 23) & (works["start"].dt.day_of_week < 2)
    works.loc[evening & works["start"].dt.month.between(5, 9), "power_w"] = 80
    out = energy.evenings_out(works)
    assert set(out.loc[out["out"], "weekday"]) == {0, 1} and out["out"].mean() == pytest.approx(2 / 7, abs=0.02)


def test_days_say_nothing_of_hours():
    days = energy.resample(YEAR, "D").assign(estimated=False)
    assert np.isnan(energy.base_load(days)) and energy.absences(days).empty
    assert len(portrait(days)) == 1


def test_a_leak_is_found_and_a_week_end_is_not():
    assert energy.possible_leaks(water(leak=None)).empty
    leak = energy.possible_leaks(water()).iloc[0]
    assert leak["days"] == 11 and leak["excess_litres"] == pytest.approx(3080, rel=0.05)
    assert "leak" in water_told(water(), "en")[0].lower() and "fuite" in water_told(water(), "fr")[0]
    assert np.isnan(energy.night_flow(water()))


def test_water_that_flows_at_night_is_told():
    hours = curve("2025-03-01", "2025-03-15", "h", power=0).assign(litres=2.5)
    assert energy.night_flow(hours) == 2.5
    assert "2.5" in water_told(hours, "en")[-1]


def test_readings_of_a_meter_become_energy():
    times = pd.date_range("2025-01-01", periods=4, freq="D", tz="Europe/Paris")
    registers = {
        "EAS F1": [10, 12, 15, 0.0],
        "EAS F2": [20, 21, 22, 0.5],
        "EAS D1": [10, 12, 15, 0],
        "EAS T": [30, 33, 37, 0.5],
    }
    lines = [
        (time, name, value) for name, column in registers.items() for time, value in zip(times, column, strict=True)
    ]
    index = pd.DataFrame(lines, columns=["time", "register", "index_kwh"])
    assert energy.curve_of_index(index)["energy_kwh"].tolist()[:2] == [3, 4]
    assert np.isnan(energy.curve_of_index(index)["energy_kwh"].iloc[2])  # a new meter starts at zero
    two = index[index["register"] != "EAS T"]
    assert energy.curve_of_index(two)["energy_kwh"].tolist()[:2] == [3, 4]
    assert energy.curve_of_index(index.iloc[:0]).empty


def test_the_portrait_says_what_a_stranger_would_read():
    for lang, words in (
        ("en", ["4 August", "17 August", "7:00", "electricity"]),
        ("fr", ["4 août", "7 h 00", "talon"]),
    ):
        told = " ".join([*portrait(YEAR, lang), base_sentence(YEAR, lang)]).replace("\xa0", " ")
        assert all(word in told for word in words)


def test_co2_needs_a_factor_and_names_those_that_exist():
    assert energy.co2(1000) == pytest.approx(46.1) and energy.co2(1000, "rte-2024") == pytest.approx(21.7)
    assert energy.factors("gas", "fr")["g_per_kwh"].tolist() == [221.0]
    with pytest.raises(energy.EnergyError, match="rte-2024"):
        energy.co2(1, "mine")
    assert energy.water_price() == pytest.approx(0.00469) and 0.05 < energy.gas_price() < 0.2
