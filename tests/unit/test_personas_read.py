"""Every file of the seven people, read by the course, tells what its generator knows."""

from __future__ import annotations

import sys
from functools import cache

import numpy as np
import pandas as pd
import pytest

import culture_d as cd
from culture_d import i18n
from culture_d.catalogue import DATA
from culture_d.personal.export import COLUMNS
from culture_d.personal.personas import Persona, PersonaError

sys.path.insert(0, str(DATA / "generators"))

from personas import agenda, edf, electricity, enedis, gas_and_water, movements, plays, spending, tracks
from personas.coach_co2 import told_mode
from personas.lives import lives

EVERY = [(who, form) for who, told in lives().items() for form in told["files"]]
CURVES = ["amina", "gerard", "ines", "jeanne", "malo", "morel"]


@cache
def read(who: str, form: str):
    return cd.persona(who).export(form)


def _paris(times) -> pd.DatetimeIndex:
    return pd.to_datetime(list(times), unit="s", utc=True).tz_convert("Europe/Paris")


def _legs(who: str) -> list[agenda.Leg]:
    return [leg for trip in movements.autumn_trips(who) for leg in trip.legs]


@pytest.mark.parametrize(("who", "form"), EVERY)
def test_each_file_is_recognised_and_tells_nothing_of_its_owner(who, form):
    export = read(who, form)
    assert export.format == form and tuple(export.table.columns) == COLUMNS[export.family]
    told = lives()[who]
    secrets = [told["meter"], told.get("gas_meter", told["meter"]), told["files"][form], told["name"]]
    for lang in i18n.LANGUAGES:
        sentences = " ".join(export.sentences(lang))
        assert sentences and not any(secret in sentences for secret in secrets)


@pytest.mark.parametrize("who", CURVES)
def test_half_hours(who):
    steps, watts = electricity.year(who)
    curve = read(
        who, next(f for f in lives()[who]["files"] if f in ("enedis-load-curve", "enedis-sge", "edf-power"))
    ).table
    lost = enedis.gaps(who) if who not in ("morel", "gerard") else set()  # SGE estimates, EDF tells all
    assert list(curve["start"]) == list(_paris(steps)) and list(curve["end"]) == list(_paris(steps + 1800))
    known = ~np.isin(steps, list(lost))
    assert curve["power_w"].notna().to_numpy().tolist() == known.tolist()
    assert (curve.loc[known, "power_w"] == watts[known]).all()
    assert curve["energy_kwh"].sum() == pytest.approx(watts[known].sum() / 2000)


def test_hours_of_karim():
    steps, watts = electricity.year("karim")
    hours, means = steps[::2], np.floor((watts[::2] + watts[1::2]) / 2 + 0.5)
    lost = {step // 3600 * 3600 for step in enedis.gaps("karim")} | {s for s in hours.tolist() if enedis.is_silent(s)}
    curve = read("karim", "enedis-load-curve").table
    known = curve.dropna(subset=["power_w"]).set_index("start")["power_w"]
    told = {s: w for s, w in zip(hours.tolist(), means, strict=True) if s not in lost}
    assert list(known.index) == list(_paris(told)) and known.tolist() == list(told.values())
    assert len(lost) > 5 and curve["power_w"].isna().any()


def test_indexes():
    export = read("amina", "enedis-index")
    registers = export.table.groupby("register")["index_kwh"]
    used = (registers.last() - registers.first()).round(3)
    total = electricity.year("amina")[1].sum() / 2000
    assert used.max() == pytest.approx(total, abs=0.002)
    halves = electricity.registers("amina")
    for wh in halves.values():
        assert (abs(used - wh.sum() / 1000) < 0.003).any()
    days = export.find("load_curve").table
    # Two readings never came: two days, and the day after each, are one step of two days, or nothing.
    assert days["energy_kwh"].sum() <= total + 0.002 and 363 <= len(days) <= 365


def test_days_and_months():
    daily = read("gerard", "enedis-daily").table
    wh = pd.Series(electricity.daily_wh("gerard").values())
    known = daily["energy_kwh"].notna()
    assert (~known).sum() == 2 and len(daily) == 365
    assert daily.loc[known, "energy_kwh"].tolist() == pytest.approx((wh[known.tolist()] / 1000).tolist())
    days, months = read("morel", "edf-daily").table, read("morel", "edf-monthly").table
    total = electricity.year("morel")[1].sum() / 2000
    assert days["energy_kwh"].sum() == pytest.approx(total, abs=10)
    assert months["energy_kwh"].sum() == pytest.approx(total, abs=6) and len(months) == 12
    assert months["estimated"].tolist().count(True) == 1
    index = read("morel", "edf-index").table.sort_values("time").groupby("register")["index_kwh"]
    assert (index.last() - index.first()).sum() == pytest.approx(total, abs=2)
    assert edf.POSTCODE not in " ".join(read("morel", "edf-index").sentences())


def test_the_week_of_mesinfos():
    week = read("malo", "mesinfos-load-curve").table
    year = read("malo", "enedis-load-curve").table
    same = year.merge(week, on="start", suffixes=("", "_week"))
    assert len(same) == 336
    both = same["power_w"].notna()
    assert (same.loc[both, "power_w"] == same.loc[both, "power_w_week"]).all() and both.sum() > 320


def test_gas():
    days = gas_and_water.gas("morel")
    daily, monthly = read("morel", "grdf-daily").table, read("morel", "grdf-monthly").table
    assert daily["energy_kwh"].tolist() == [day.kwh for day in days]
    assert daily["volume_m3"].tolist() == [day.volume for day in days]
    assert daily["kwh_per_m3"].tolist() == [day.coefficient for day in days]
    assert daily["estimated"].tolist() == [day.estimated for day in days]
    assert daily["temperature_c"].isna().tolist() == [day.temperature is None for day in days]
    assert (daily["start"].dt.hour == 6).all()
    assert monthly["energy_kwh"].sum() == daily["energy_kwh"].sum() and len(monthly) == 12


@pytest.mark.parametrize("who", ["amina", "morel"])
def test_water(who):
    table, days = read(who, "veolia-daily").table, gas_and_water.water(who)
    assert table["litres"].tolist() == [day.litres for day in days]
    assert table["index_litres"].tolist() == [day.index for day in days]
    assert table["estimated"].tolist() == [day.estimated for day in days]


@pytest.mark.parametrize("who", ["morel", "jeanne", "malo"])
def test_coach_co2(who):
    table, legs = read(who, "coach-co2").table.sort_values("start"), _legs(who)
    assert table["trip"].nunique() == len(movements.autumn_trips(who))
    assert list(table["start"]) == list(_paris(leg.start for leg in legs))
    assert list(table["end"]) == list(_paris(leg.end for leg in legs))
    assert table["mode"].tolist() == [told_mode(who, leg).lower() for leg in legs]
    assert table["distance_km"].tolist() == pytest.approx([round(leg.metres, 1) / 1000 for leg in legs])
    assert 0 < (table["mode"] == "unknown").mean() < 0.1


@pytest.mark.parametrize(
    ("who", "form"), [("amina", "google-timeline"), ("malo", "google-timeline-ios"), ("jeanne", "google-semantic")]
)
def test_journeys_of_google(who, form):
    legs = _legs(who)
    trips = read(who, form).find("trips").table.sort_values("start")
    assert list(trips["start"]) == list(_paris(leg.start for leg in legs))
    assert trips["distance_km"].sum() == pytest.approx(sum(leg.metres for leg in legs) / 1000, rel=0.001)
    positions = read(who, form).find("positions").table
    assert positions["time"].is_monotonic_increasing and len(positions) > 2 * len(legs)
    assert positions["lat"].between(44.7, 45.8).all()


@pytest.mark.parametrize(("who", "form"), [("malo", "google-timeline-ios"), ("jeanne", "google-semantic")])
def test_coach_co2_and_google_tell_the_same_journeys(who, form):
    coach, google = (read(who, f).find("trips").table.sort_values("start") for f in ("coach-co2", form))
    assert coach["start"].tolist() == google["start"].tolist()
    assert np.abs(coach["start_lat"].to_numpy() - google["start_lat"].to_numpy()).max() < 0.001


def test_points_of_the_old_takeout():
    table = read("karim", "google-records").table
    points = [point for day in movements.autumn_days() for point in movements.trace("karim", day)]
    ocean = (table["lat"] == 0) & (table["lon"] == 0)
    assert ocean.sum() == 2 and len(table) - ocean.sum() == len(points)
    assert table["time"].is_monotonic_increasing
    seconds = table.loc[~ocean, "time"].astype("datetime64[ns, UTC]").astype("int64").to_numpy() // 10**9
    assert seconds.tolist() == sorted(point.time for point in points)


def test_walks():
    table = read("gerard", "gpx").table
    assert (table["time"].dt.year == 2006).sum() == 12 and (table["lat"] == 0).sum() == 1
    assert table["elevation_m"].between(0, 900).all() and len(table) > 600


def test_rides():
    table = read("ines", "strava-activities").table.sort_values("start")
    rides = tracks.rides("ines")
    assert list(table["start"]) == list(_paris(legs[0].start for _, _, legs in rides))
    assert table["distance_km"].tolist() == pytest.approx(
        [sum(leg.metres for leg in legs) / 1000 for _, _, legs in rides], abs=0.006
    )
    assert set(table["mode"]) == {"bicycling"}


def test_music():
    truth = plays.listened("ines")
    extended, short = (read("ines", f"spotify-{name}").table.sort_values("end") for name in ("extended", "short"))
    assert len(extended) == len(short) == len(truth)
    for table in (extended, short):
        assert table["seconds"].sum() == pytest.approx(sum(play.seconds for play in truth), rel=0.01)
        assert table["kind"].value_counts().to_dict() == {
            kind: sum(play.kind == kind for play in truth) for kind in ("music", "podcast")
        }
    assert list(extended["end"].dt.floor("s")) == list(_paris(sorted(play.end for play in truth)))
    assert extended["skipped"].sum() == sum(play.skipped for play in truth)
    assert sorted(extended["title"]) == sorted(short["title"]) == sorted(play.title for play in truth)


@pytest.mark.parametrize("who", ["ines", "malo"])
def test_series(who):
    truth = [play for play in plays.watched(who) if play.kind != "trailer"]
    table = read(who, "netflix-activity").table.sort_values("start")
    assert list(table["start"]) == list(_paris(play.start for play in truth))
    assert table["seconds"].tolist() == [play.seconds for play in truth]
    assert sorted(table.loc[table["by"].notna() & (table["by"] != ""), "by"].unique()) == sorted(
        {p.by for p in truth} - {""}
    )
    if who == "ines":
        quick = read(who, "netflix-quick").table
        assert len(quick) == len(truth) and quick["seconds"].isna().all()


@pytest.mark.parametrize(("who", "form"), [("ines", "bank-simple"), ("karim", "boursobank"), ("jeanne", "boursobank")])
def test_banks(who, form):
    table, truth = read(who, form).table, spending.operations(who)
    assert len(table) == len(truth)
    assert table["amount_eur"].sum() == pytest.approx(sum(operation.cents for operation in truth) / 100)
    assert sorted(table["label"]) == sorted(operation.label for operation in truth)
    assert table["date"].min() == pd.Timestamp(truth[0].date) and table["date"].max() == pd.Timestamp(truth[-1].date)


def test_a_family_is_found_wherever_it_is():
    assert cd.persona("amina").export("positions").family == "positions"
    assert cd.persona("morel").export("load_curve").format == "edf-power"
    assert cd.persona("morel").export("load_curve").table.shape[0] == 17520


def test_who_they_are(monkeypatch):
    people = cd.personas()
    assert [person.id for person in people] == list(lives()) and all(isinstance(p, Persona) for p in people)
    amina = cd.persona("amina")
    assert amina.places["home"].lat == 44.8004 and amina.places["work"].id == "hospital"
    assert "58" in amina.assumptions[0]["en"] and "0,9" in amina.assumptions[1]["fr"]
    assert all("{" not in text for person in people for told in person.assumptions for text in told.values())
    for lang in i18n.LANGUAGES:
        monkeypatch.setattr(i18n, "_current", lang)
        assert amina.story[lang][:20] in amina._repr_html_() and amina.story[lang] in repr(amina)
        with pytest.raises(PersonaError) as nobody:
            cd.persona("<script>")
        assert "amina, morel, gerard" in str(nobody.value) and "\n" not in str(nobody.value)
        with pytest.raises(PersonaError) as missing:
            amina.export("strava-activities")
        assert "enedis-load-curve" in str(missing.value)
        with pytest.raises(PersonaError):
            amina.export("transactions")


def test_what_is_shown_is_escaped():
    person = cd.persona("amina")
    strange = Persona(**{**person.__dict__, "name": "<b>A</b>", "story": {"en": "<i>", "fr": "<i>"}})
    assert "<b>" not in strange._repr_html_() and "&lt;i&gt;" in strange._repr_html_()
