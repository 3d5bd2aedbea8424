"""Sums of households, what a subtraction gives away, and the drawings of the lesson."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from culture_d import i18n
from culture_d.catalogue import load
from culture_d.errors import ReaderError
from culture_d.making.chart_rules import chart_faults
from culture_d.personal import commons, privacy_charts
from culture_d.personal.export import PARIS


def home(seed, step="30min", start="2025-10-24", end="2025-10-28"):
    """Return a small load curve that crosses the change of clocks of October."""
    times = pd.date_range(start, end, freq=step, tz=PARIS, inclusive="left")
    rng = np.random.default_rng(seed)
    hours = pd.Timedelta(step) / pd.Timedelta("1h")
    power = rng.integers(100, 2000, len(times)).astype(float)
    columns = {"start": times, "end": times + pd.Timedelta(step), "power_w": power, "energy_kwh": power * hours / 1000}
    return pd.DataFrame(columns).assign(estimated=False)


@pytest.fixture(scope="module")
def curves():
    return {f"home{n}": home(n, "30min" if n else "60min") for n in range(6)}


def test_the_sum_keeps_the_energy_through_the_change_of_clocks(curves):
    street = commons.neighbourhood(curves)
    assert len(street) == 4 * 24 + 1 and set(street["households"]) == {6}
    assert street["energy_kwh"].sum() == pytest.approx(sum(c["energy_kwh"].sum() for c in curves.values()))


def test_fewer_than_five_households_are_refused(curves):
    few = dict(list(curves.items())[:4])
    with pytest.raises(ReaderError, match="at least, and there are 4"):
        commons.neighbourhood(few)
    assert set(commons.neighbourhood(few, least=4)["households"]) == {4}
    with pytest.raises(ReaderError):
        commons.neighbourhood({}, least=0)


def test_a_gap_at_one_home_is_a_gap_in_the_street_and_never_a_saving(curves):
    holed = curves["home1"].copy()
    holed.loc[5, ["power_w", "energy_kwh"]] = np.nan
    street = commons.neighbourhood(curves | {"home1": holed})
    assert street["energy_kwh"].isna().tolist() == [hour == 2 for hour in range(len(street))]


def test_two_permitted_sums_give_a_home_away(curves):
    without = {name: curve for name, curve in curves.items() if name != "home3"}
    left = commons.subtract(commons.neighbourhood(curves), commons.neighbourhood(without))
    assert set(left["households"]) == {1}
    assert np.allclose(left["energy_kwh"], commons.hourly(curves["home3"]).to_numpy())


def test_the_typical_day_counts_weekdays_of_the_chosen_months_by_household(curves):
    street = commons.neighbourhood(curves)
    day = commons.typical_day(street, months=(10,))
    weekdays = street[street["start"].dt.day_of_week < 5]
    assert list(day.index) == list(range(24))
    assert day[7] == pytest.approx(weekdays.loc[weekdays["start"].dt.hour == 7, "energy_kwh"].mean() / 6)
    assert commons.typical_day(street, months=(1,)).empty


@pytest.fixture(scope="module")
def winter():
    return {f"home{n}": home(n, start="2025-01-13", end="2025-01-16") for n in range(6)}


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_the_drawings_say_what_they_show(lang, winter):
    published = load("fictional-residents").drop(columns=["name", "phone"])
    drawn = [
        privacy_charts.bands_chart(published, "birth_date", ["sex", "postcode"], lang=lang),
        privacy_charts.noise_chart(26, (1, 0.1), np.random.default_rng(1), lang),
        privacy_charts.neighbourhood_chart(winter, lang=lang),
        privacy_charts.difference_chart(winter, "home2", "2025-01-14", "Ana", lang),
    ]
    for chart in drawn:
        spec = chart.to_dict()
        assert list(chart_faults(spec)) == []
        assert "{" not in spec["title"]["text"] + spec["title"]["subtitle"] + spec["description"]
        assert "Source" in spec["title"]["subtitle"]
    said = "99.5%" if lang == "en" else "99,5\u00a0%"
    assert said in drawn[0].to_dict()["title"]["text"]
    assert "Ana" in drawn[3].to_dict()["title"]["text"]


def test_the_drawing_of_a_street_holds_means_and_no_curve(winter):
    text = json.dumps(privacy_charts.neighbourhood_chart(winter, lang="en").to_dict())
    assert "2025-01" not in text
