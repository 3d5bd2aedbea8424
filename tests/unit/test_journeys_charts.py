"""The charts of journeys: computed titles, alternative texts in both languages, light, and without coordinates."""

import json
import re

import pandas as pd
import pytest
from lives import HOME, positions
from test_journeys import WEEK

from culture_d.i18n import LANGUAGES
from culture_d.personal.blurring import blur, compare_blurs
from culture_d.personal.journeys import JourneysError
from culture_d.personal.journeys_charts import blurs_chart, day_ribbon, factors_chart, modes_chart, weeks_chart
from culture_d.personal.journeys_maps import MOST_DOTS, WIDTH, Sketch, change_map, sketch_map

LIGHT = 400_000  # bytes of a specification


@pytest.fixture(scope="module")
def life() -> pd.DataFrame:
    return positions(weeks=8)


def spec(chart) -> dict:
    found = chart.to_dict()
    assert len(json.dumps(found)) < LIGHT and "{" not in found["description"]
    return found


def title(chart) -> str:
    return " ".join(spec(chart)["title"]["text"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_says_what_it_shows(life, lang):
    marks = pd.DataFrame({"name": ["home?"], "lat": [HOME[0]], "lon": [HOME[1]]})
    charts = {
        "ribbon": day_ribbon(WEEK, "2025-09-03", lang),
        "modes": modes_chart(WEEK, lang),
        "weeks": weeks_chart(WEEK, lang),
        "factors": factors_chart(lang=lang),
        "shared": factors_chart("carpool", lang=lang),
        "tram": factors_chart("tramway", lang=lang),
        "blurs": blurs_chart(compare_blurs(life, HOME), 500, lang),
        "map": sketch_map(life, lang, marks=marks),
        "change": change_map(life, blur(life, 500), lang, marks=marks),
    }
    for name, chart in charts.items():
        assert re.search(r"\d", title(chart)), name
        assert len(spec(chart)["description"]) > 60, name


def test_the_ribbon_tells_the_trips_of_the_day():
    found = spec(day_ribbon(WEEK, "2025-09-03", "en"))
    assert found["title"]["text"] == ["3 September 2025: 2 trips, 15 km, 40 min on the way"]
    assert "car at 8:00, 3.0 km" in found["description"] and "walking at 8:20" in found["description"]
    assert "no trip" in title(day_ribbon(WEEK, "2025-09-06", "en"))


def test_the_ribbon_cuts_at_midnight_what_goes_on():
    start = pd.Timestamp("2025-09-01 23:30", tz="Europe/Paris")
    late = WEEK.head(1).assign(start=start, end=start + pd.Timedelta(minutes=50))
    for day, hours in (("2025-09-01", [23.5, 24]), ("2025-09-02", [0, pytest.approx(20 / 60, abs=0.01)])):
        bars = max(spec(day_ribbon(late, day, "en"))["datasets"].values(), key=len)
        assert [bars[0]["from"], bars[0]["to"]] == hours


def test_modes_and_their_shares():
    assert title(modes_chart(WEEK, "en")) == "Car: 7 % of the kilometres, 100 % of the CO2e"
    below = " ".join(spec(modes_chart(WEEK, "en"))["title"]["subtitle"])
    assert "544 km and 5 kg CO2e in 9 days" in below and "507 km without a factor" in below


def test_weeks_without_a_trip_are_drawn():
    gap = pd.concat([WEEK, WEEK.tail(1).assign(start=lambda t: t["start"] + pd.Timedelta(weeks=3))])
    bars = max(spec(weeks_chart(gap, "en"))["datasets"].values(), key=len)
    assert [bar["km"] for bar in bars] == [37.4, 507, 0, 0, 500]


def test_the_two_factors_are_those_of_the_tables():
    assert title(factors_chart(lang="en")).startswith("10 km by car: 1.42 or 1.92 kg CO2e")
    assert "dont 0,32" in spec(factors_chart(lang="fr"))["description"]


def test_a_map_holds_kilometres_and_never_degrees(life):
    found = json.dumps(spec(sketch_map(life, "fr")))
    assert not re.search(r"\b44\.[78]|\b5\.[12]\d{2}", found)
    datasets = spec(sketch_map(life, "fr"))["datasets"].values()
    assert max(map(len, datasets)) <= MOST_DOTS


def test_a_kilometre_is_as_long_in_both_directions(life):
    drawn = spec(sketch_map(life, "en"))
    x, y = (drawn["layer"][0]["encoding"][axis]["scale"]["domain"] for axis in "xy")
    assert (x[1] - x[0]) / drawn["width"] == pytest.approx((y[1] - y[0]) / drawn["height"], rel=0.01)
    assert drawn["width"] == WIDTH


def test_towns_are_named_and_trips_alone_can_be_drawn(life):
    assert "Valombre" in spec(sketch_map(life, "en"))["description"]
    assert spec(sketch_map(WEEK, "en"))["layer"]


def test_one_point_makes_a_map_and_none_makes_a_sentence(life):
    assert Sketch(life.head(1)).km > 0.2
    with pytest.raises(JourneysError):
        sketch_map(life.head(0))


def test_an_empty_table_makes_an_empty_picture():
    for draw in (modes_chart, weeks_chart):
        assert spec(draw(WEEK.head(0), "en"))["title"]["text"] == ["No distance in this file"]


def test_a_year_at_ten_seconds_stays_light():
    steps = pd.DataFrame({"lat": [44.8 + i % 997 / 9000 for i in range(40_000)], "lon": 5.1})
    steps["lon"] += [i % 1013 / 9000 for i in range(40_000)]
    spec(sketch_map(steps, "en"))
