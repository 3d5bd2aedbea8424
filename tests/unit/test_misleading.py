"""The eight misleading charts: they mislead as their text says, their honest twins do not, and the figures are true."""

from collections import Counter

import numpy as np
import pytest

import culture_d as cd
from culture_d import misleading
from culture_d.i18n import messages, t
from culture_d.making.chart_rules import chart_faults
from culture_d.making.figures import figures
from culture_d.misleading_charts import CHARTS, REDRAWN, first_crossing, gabriels


@pytest.fixture(autouse=True)
def _english():
    cd.start("en")
    yield
    cd.start("en")


def _rows(spec):
    return max(spec["datasets"].values(), key=len)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_says_what_it_shows_in_the_readers_language(name, lang):
    cd.start(lang)
    specs = [draw(name).to_dict() for draw in (cd.riddle, misleading.honest)]
    for spec in specs:
        assert list(chart_faults(spec)) == []
        assert "Source" in spec["title"]["subtitle"]
        assert "None" not in str(spec["title"]) and len(spec["description"]) < 330
    assert specs[0]["title"]["text"] != specs[1]["title"]["text"]
    assert specs[0]["description"] != specs[1]["description"]


def test_a_riddle_describes_what_is_drawn_and_gives_no_answer():
    words = ("mislead", "trick", "cut", "wrong", "false", "honest", "tromp", "coup", "piège", "faux")
    for lang in ("en", "fr"):
        for name in CHARTS:
            description = cd.riddle(name, lang).to_dict()["description"].lower()
            assert not [word for word in words if word in description], (name, lang)


def test_who_does_not_see_gets_the_limits_that_the_eye_could_read():
    assert "88 to 100" in cd.riddle("late-axis").to_dict()["description"]
    assert "2006 to 2021" in cd.riddle("chosen-dates").to_dict()["description"]
    assert "0 to 15,000" in cd.riddle("two-axes").to_dict()["description"]
    assert "4,000 to 6,500" in cd.riddle("rising-together").to_dict()["description"]


@pytest.mark.parametrize("key", sorted(messages()["misleading"]))
def test_both_languages_tell_the_same_figures(key):
    texts = messages()["misleading"][key]
    assert Counter(figures(texts["en"], "en")) == Counter(figures(texts["fr"], "fr"))


def test_the_bars_of_the_riddle_are_cut_and_the_honest_ones_begin_at_zero():
    published = cd.riddle("late-axis").to_dict()
    scores = [row["score"] for row in _rows(published)]
    assert published["encoding"]["x"]["scale"]["domain"] == [88, 100]
    assert len(scores) == 7 and (max(scores) - 88) / (min(scores) - 88) == 12
    honest = misleading.honest("late-axis").to_dict()["layer"]
    assert honest[0]["encoding"]["x"]["scale"]["domain"] == [0, 100]
    assert min(scores) > honest[2]["encoding"]["x"]["datum"] == 83


def test_the_circles_swell_with_the_square_of_the_figure():
    circles = cd.riddle("swollen-circles").to_dict()
    assert circles["layer"][0]["encoding"]["size"]["scale"]["exponent"] == 2
    twh = {row["origin"]: row["twh"] for row in _rows(circles)}
    ratio = twh["nuclear"] / twh["solar"]
    assert round(ratio, 1) == 15.5 and round(ratio**2) == 241


def test_emma_was_at_her_highest_when_the_published_curve_begins():
    births = {row["annee"]: row["nombre"] for row in _rows(misleading.honest("chosen-dates").to_dict())}
    assert max(births, key=births.get) == 2006
    assert (births[1975], births[2006], births[2021]) == (46, 7102, 3202)
    assert all(births[year] < births[2021] for year in range(1900, 1998)) and births[1998] > births[2021]
    assert all(births[year] < 1000 for year in range(1900, 1995))
    assert min(row["annee"] for row in _rows(cd.riddle("chosen-dates").to_dict())) == 2006


def test_the_slices_of_the_pie_come_from_two_wholes():
    slices = [row["share"] for row in _rows(cd.riddle("two-wholes").to_dict())]
    assert slices == [13.9, 28, 58.1] and round(slices[0] + slices[1]) == 42
    assert round(0.28 * (100 - slices[0])) == 24
    honest = _rows(misleading.honest("two-wholes").to_dict())
    wholes = {row["whole"] for row in honest}
    assert len(wholes) == 2
    assert all(sum(row["share"] for row in honest if row["whole"] == whole) == 100 for whole in wholes)


def test_big_towns_gain_or_lose_the_most_people_and_not_the_largest_share():
    people = {row["commune"]: row["people"] for row in _rows(cd.riddle("big-towns").to_dict())}
    share = {row["commune"]: row["share"] for row in _rows(misleading.honest("big-towns").to_dict())}
    assert list(people)[0] == "Toulouse" and people["Toulouse"] == 39381 and people["Paris"] == -86549
    assert list(share)[:3] == ["Montpellier", "Villeurbanne", "Toulouse"] and list(share)[-1] == "Paris"
    assert (share["Montpellier"], share["Reims"], share["Paris"]) == (10.2, -3.0, -4.0)
    assert len(share) == 19 and "Saint-Denis" not in share


def test_equal_means_hide_unequal_months():
    means = [row["temperature"] for row in _rows(cd.riddle("same-mean").to_dict())]
    assert means == [10.8, 11.0]
    months = _rows(misleading.honest("same-mean").to_dict())
    swing = {}
    for city in ("Brest", "Grenoble"):
        values = [row["temperature"] for row in months if row["city"] == city]
        swing[city] = round(max(values) - min(values), 1)
    assert swing == {"Brest": 10.2, "Grenoble": 18.6}


def test_the_crossing_is_where_one_wants_it():
    assert [first_crossing(top) for top in (8_000, 10_000, 15_000, 20_000)] == [1990, 1997, 2010, None]
    ratio = {row["annee"]: row["ratio"] for row in _rows(misleading.honest("two-axes").to_dict())}
    assert [round(ratio[year]) for year in (1900, 1947, 2021)] == [259, 395, 52]
    assert max(ratio, key=ratio.get) == 1947


def test_the_correlation_does_not_survive_five_more_years():
    for last, expected in ((2016, 0.99), (2021, -0.25)):
        table = gabriels(last)
        assert round(float(np.corrcoef(table["zettabytes"], table["nombre"])[0, 1]), 2) == expected
    assert (table["zettabytes"].iloc[-1], table["nombre"].iloc[-1]) == (79, 4974)


def test_unmasking_shows_the_trick_then_the_honest_chart(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda output, raw=False: shown.append(output))
    chart = cd.unmask("late-axis", "fr")
    assert " ".join(chart.to_dict()["title"]["text"]) == t("misleading.late_axis_finding", "fr")
    head, words = shown
    assert head["text/markdown"] == t("misleading.trick", "fr")  # what JupyterLab lets be seen of a folded cell
    assert t("misleading.late_axis_trick", "fr") in repr(words) and "<strong>Une habitude" in words._repr_html_()


def test_what_is_said_of_a_chart_is_text_and_never_markup():
    words = misleading.Unmasking("<script>", "a & b", "en")
    assert "<script>" not in words._repr_html_() and "a &amp; b" in words._repr_html_()


@pytest.mark.parametrize(
    ("name", "value", "title"),
    [
        ("late-axis", 0, "1.12 times"),
        ("late-axis", 88, "12 times"),
        ("chosen-dates", 1997, "+41"),
        ("chosen-dates", 1998, "\N{MINUS SIGN}30"),
        ("two-axes", 8_000, "1990"),
        ("two-axes", 20_000, "never"),
    ],
)
def test_a_chart_drawn_again_says_what_the_choice_does(name, value, title):
    spec = cd.redraw(name, value).to_dict()
    assert title in " ".join(spec["title"]["text"])
    assert list(chart_faults(spec)) == []


def test_an_untouched_exercise_draws_nothing_and_stops_nothing():
    assert all(cd.redraw(name, ...) is None for name in REDRAWN)
    assert cd.crossing(...) is ...


@pytest.mark.parametrize("value", [-1, 89, "zero", None, True, float("nan"), [88]])
def test_an_impossible_choice_gets_one_sentence(value):
    with pytest.raises(misleading.MisleadingError, match="from 0 to 88"):
        cd.redraw("late-axis", value)


def test_a_crossing_asked_of_something_else_gets_one_sentence():
    with pytest.raises(misleading.MisleadingError, match="from 5000 to 30000"):
        cd.crossing("high")


@pytest.mark.parametrize("call", [cd.riddle, cd.unmask, misleading.honest, lambda name: cd.redraw(name, 3)])
def test_a_chart_that_does_not_exist_gets_the_list_of_those_that_do(call):
    with pytest.raises(misleading.MisleadingError, match="late-axis"):
        call("nothing")
