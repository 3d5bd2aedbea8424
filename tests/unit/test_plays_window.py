"""The window of one's own history: every format has its pictures, and nothing of the file outlives « forget »."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from culture_d.catalogue import DATA
from culture_d.checks import check
from culture_d.making.chart_rules import chart_faults
from culture_d.personal import plays, plays_charts, spending
from culture_d.personal.personas import persona
from culture_d.widgets.my_plays import my_plays

INES = DATA / "personas" / "ines"


@pytest.fixture(scope="module")
def ines():
    return persona("ines")


def listening(days: int = 60) -> pd.DataFrame:
    """Three songs every evening at 22:00 and three every morning at 7:00."""
    start = pd.to_datetime(
        [
            f"{day.date()} {hour}:{minute}"
            for day in pd.date_range("2025-01-01", periods=days)
            for hour in ("07", "22")
            for minute in ("00", "04", "08")
        ]
    ).tz_localize("Europe/Paris")
    seconds = 180.0
    titles = [f"t{i % 7}" for i in range(len(start))]
    table = pd.DataFrame({"start": start, "seconds": seconds, "title": titles, "by": "Les Marées"})
    return table.assign(end=table["start"] + pd.Timedelta(seconds=seconds))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "draw", ["clock_chart", "months_chart", "year_chart", "nights_chart", "names_chart", "repeats_chart"]
)
def test_each_picture_states_its_finding_and_describes_itself(draw, lang):
    spec = getattr(plays_charts, draw)(listening(), "Source: x", lang=lang).to_dict()
    assert not list(chart_faults(spec))
    assert spec["title"]["subtitle"] == "Source: x"


def test_the_usual_night_is_the_median_of_the_nights():
    title = plays_charts.nights_chart(listening(), lang="en").to_dict()["title"]["text"]
    assert title == "On an ordinary night, nothing is played from 22:10 to 7:00"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_comes_back_is_drawn_from_an_account(ines, lang):
    spec = plays_charts.subscriptions_chart(ines.export("bank-simple").table, lang=lang).to_dict()
    assert not list(chart_faults(spec))
    assert "LOYER" in spec["description"]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("spotify-extended-streaming-history.zip", 4),
        ("spotify-account-data.zip", 4),
        ("ViewingActivity.csv", 3),
        ("NetflixViewingHistory.csv", 2),
        ("releve-compte-2025.csv", 1),
    ],
)
def test_the_window_shows_each_export_and_forgets_it(name, least):
    window = my_plays("en")
    window.receive(name, (INES / name).read_bytes())
    assert window.export is not None
    assert len(window.stage.children) >= least
    window.forget_all()
    assert window.export is None
    assert not window.stage.children


def test_the_stored_window_says_nothing_of_a_file():
    window = my_plays("fr")
    window.receive("releve-compte-2025.csv", (INES / "releve-compte-2025.csv").read_bytes())
    stored = json.dumps(window._repr_mimebundle_()["text/html"])
    window.forget_all()
    assert "LOYER" not in stored


def test_the_answers_of_the_exercise_are_those_of_the_files(ines):
    music, video = (ines.export(name).table for name in ("spotify-extended", "netflix-activity"))
    paid = spending.subscriptions(ines.export("bank-simple").table).set_index("label")["paid_eur"]
    price = float(paid["SERIES VIDELANE"]) / (video["seconds"].sum() / 3600)
    assert plays.weeks(music)["same_title_percent"].max() < 25
    assert check("subscriptions/price", price).kind == "well"
    assert plays.nights(music).empty
