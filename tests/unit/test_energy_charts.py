"""The drawings of energy: they draw from any household's data, say what they find, and stay light."""

import json

import numpy as np
import pytest
from energy_samples import curve, gas, water

from culture_d import charts
from culture_d.i18n import LANGUAGES, use
from culture_d.personal import energy
from culture_d.personal import energy_charts as draw

YEAR = curve()
SPECIFICATION = 400_000  # bytes
HOURS = (draw.day_chart, draw.week_chart, draw.rhythm_chart, draw.calendar_chart)
CURVES = (*HOURS, draw.year_chart, draw.month_chart)


@pytest.fixture(autouse=True)
def english():
    yield
    use("en")


def spec(chart, lang="en") -> dict:
    charts.enable(lang)
    return chart.to_dict()


def axis_titles(node) -> list:
    if isinstance(node, dict):
        own = [node["title"]] if "field" in node and isinstance(node.get("title"), str) else []
        return own + [title for value in node.values() for title in axis_titles(value)]
    return [title for value in node for title in axis_titles(value)] if isinstance(node, list) else []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart", CURVES)
def test_a_year_is_drawn_told_and_light(chart, lang):
    found = spec(chart(YEAR, lang=lang, source="Nobody, 2025"), lang)
    assert len(json.dumps(found)) < SPECIFICATION
    assert found["title"]["subtitle"] == "Nobody, 2025"
    assert any(figure.isdigit() for figure in found["title"]["text"])
    assert 60 < len(found["description"]) < 500 and found["description"].endswith(".")
    titles = " ".join(axis_titles(found))
    assert any(unit in titles for unit in ("(W)", "(kWh)"))
    assert "{" not in found["title"]["text"] + found["description"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_water_gas_costs_and_cold_are_drawn(lang):
    warm = gas().assign(temperature_c=lambda days: np.where(days["volume_m3"] > 2, 2.0, 20.0))
    found = [
        draw.year_chart(water(), "litres", lang),
        draw.month_chart(water(), "litres", lang),
        draw.month_chart(gas(), "volume_m3", lang),
        draw.year_chart(gas(), "energy_kwh", lang),
        draw.month_chart(energy.priced(YEAR), "eur", lang),
        draw.costs_chart(energy.compare(YEAR, "2025-02-01"), "2025-02-01", lang),
        draw.temperature_chart(warm, lang),
    ]
    told = [spec(chart, lang) for chart in found]
    assert all(len(json.dumps(each)) < SPECIFICATION for each in told)
    assert ("fuite" if lang == "fr" else "leak") in told[0]["title"]["text"]
    assert "88" in told[-1]["title"]["text"] and "11" in told[-1]["title"]["text"]


def test_the_title_of_the_year_names_the_absence():
    assert "from 4 August 2025 to 17 August 2025" in spec(draw.year_chart(YEAR))["title"]["text"]
    assert "from" not in spec(draw.year_chart(curve("2025-09-01", "2025-11-01")))["title"]["text"]


ODD = {
    "one week": curve("2025-02-03", "2025-02-10"),
    "one day": curve("2025-02-03", "2025-02-04"),
    "two half-hours": curve("2025-02-03 10:00", "2025-02-03 11:00"),
    "hours": curve("2025-01-01", "2025-07-01", "h"),
    "ten minutes": curve("2025-03-01", "2025-05-01", "10min"),
    "nothing used": curve("2025-01-01", "2025-02-01", power=0),
    "sells back": curve("2025-06-01", "2025-07-01", power=-300),
    "two days of change": curve("2025-10-26", "2025-10-27"),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("chart", CURVES)
def test_any_curve_is_drawn(chart, kind):
    assert len(json.dumps(spec(chart(ODD[kind])), allow_nan=False)) < SPECIFICATION


def test_ten_years_are_drawn_within_the_weight():
    decade = curve("2015-01-01", "2025-01-01", "h", power=400)
    for chart in CURVES:
        assert len(json.dumps(spec(chart(decade)))) < SPECIFICATION


def test_a_month_without_a_measure_leaves_a_hole():
    holed = YEAR.copy()
    holed.loc[holed["start"].dt.month == 4, ["power_w", "energy_kwh"]] = np.nan
    bars = next(iter(spec(draw.month_chart(holed))["datasets"].values()))
    assert len(bars) == 11 and not any(bar["month"].startswith("2025-04") for bar in bars)
    for chart in CURVES:
        json.dumps(spec(chart(holed)), allow_nan=False)


@pytest.mark.parametrize("chart", CURVES)
def test_nothing_to_draw_is_a_sentence(chart):
    for none in (YEAR.iloc[:0], YEAR.head(50).assign(power_w=np.nan, energy_kwh=np.nan)):
        with pytest.raises(energy.EnergyError):
            chart(none)


@pytest.mark.parametrize("chart", HOURS)
def test_days_do_not_draw_hours(chart):
    days = energy.resample(YEAR, "D")
    with pytest.raises(energy.EnergyError, match="load curve"):
        chart(days)
    assert len(list(draw.all_charts(days))) == 2 and len(list(draw.all_charts(YEAR))) == 5


def test_an_unknown_day_is_a_sentence():
    for chart in (draw.day_chart, draw.week_chart):
        with pytest.raises(energy.EnergyError, match="Nothing is known"):
            chart(YEAR, "2019-01-01")


def test_no_absence_is_drawn_for_gas():
    assert "home" not in spec(draw.year_chart(gas()))["title"]["text"]
