"""The seven fictional people: made again identical, of a plausible size, telling one life in all their files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
import zipfile

import numpy as np
import openpyxl
import pytest

from culture_d.catalogue import DATA

sys.path.insert(0, str(DATA / "generators"))

from personas import agenda, clock, edf, electricity, enedis, gas_and_water, movements, plays, spending, ways, weather
from personas.lives import TARGET, lives, numbers, places
from personas.write import SAME_ARCHIVE, files, tempo

PEOPLE = tuple(lives())
VALLEY = (44.72, 44.86, 5.07, 5.26)  # south, north, west, east


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _cells(content: bytes) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.values)


def _opened(name: str, content: bytes):
    """What a file holds: compression and libraries of spreadsheets may write the same content in other bytes."""
    return _cells(content) if name.endswith(".xlsx") else _members(content) if name.endswith(".zip") else content


@pytest.mark.parametrize("who", PEOPLE)
def test_the_generator_makes_the_same_files_again(who):
    made = files(who)
    assert set(made) == {path.name for path in (TARGET / who).iterdir()}
    for name, content in made.items():
        assert _opened(name, content) == _opened(name, (TARGET / who / name).read_bytes()), name


def test_archives_are_the_same_to_the_byte_on_one_machine():
    assert files("morel") == files("morel")


def test_a_day_is_the_same_whatever_was_drawn_before():
    random = np.random.Generator(np.random.PCG64(5))
    for who in PEOPLE:
        day = clock.days()[int(random.integers(365))]
        assert (electricity.power.__wrapped__(who, day) == electricity.power(who, day)).all()
    assert clock.draw("a", 1).random() != clock.draw("a", 2).random()


def test_the_folder_is_light():
    assert sum(path.stat().st_size for path in TARGET.rglob("*") if path.is_file()) < 9e6
    assert all(path.stat().st_size < 0.65e6 for path in TARGET.rglob("*") if path.is_file())


def test_clock_changes():
    sizes = {day: len(clock.half_hours(day)) for day in clock.days()}
    assert {day: n for day, n in sizes.items() if n != 48} == {dt.date(2025, 3, 30): 46, dt.date(2025, 10, 26): 50}
    assert clock.iso(clock.at(dt.date(2025, 7, 14), 12)) == "2025-07-14T12:00:00+02:00"
    assert clock.iso(clock.at(dt.date(2025, 10, 26), 0) + 3 * 3600) == "2025-10-26T02:00:00+01:00"
    for who in ("amina", "ines", "jeanne", "malo"):
        text = (TARGET / who / lives()[who]["files"]["enedis-load-curve"]).read_text(encoding="utf-8-sig")
        assert text.count("2025-10-26T02:30:00+02:00;") == text.count("2025-10-26T02:30:00+01:00;") == 1
        assert "2025-03-30T02:30:00" not in text and "2025-03-30T03:00:00+02:00;" in text


# Orders of magnitude of French homes: the bounds are wide, a plausible home stands well inside.


@pytest.mark.parametrize("who", PEOPLE)
def test_electricity_is_that_of_a_home(who):
    steps, watts = electricity.year(who)
    hours = np.array([clock.clock_hour(int(step)) for step in steps])
    assert len(steps) == 17520
    assert 2000 <= watts.sum() / 2000 <= 8000
    assert 3000 <= watts.max() <= 6000
    assert 60 <= np.quantile(watts[(hours >= 1) & (hours < 5)], 0.1) <= 150
    assert watts.min() > 30


def test_what_the_stories_say_is_in_the_meters():
    def mean(who, first, last):
        return np.mean([electricity.power(who, day).mean() for day in clock.days(first, last)])

    august, june = (dt.date(2025, 8, 2), dt.date(2025, 8, 30)), (dt.date(2025, 6, 2), dt.date(2025, 6, 6))
    assert mean("ines", *august) < 0.6 * mean("ines", *june)
    winter, summer = (dt.date(2025, 1, 6), dt.date(2025, 2, 14)), (dt.date(2025, 6, 2), dt.date(2025, 7, 4))
    assert mean("amina", *winter) > 2 * mean("amina", *summer)  # electric heating
    assert mean("jeanne", *winter) < 1.2 * mean("jeanne", *summer)  # oil heating
    wednesday = next(
        t for t in agenda.trips("karim") if t.destination == "grenoble" and t.start > clock.at(*[summer[0], 0])
    )
    night = electricity.power("karim", clock.local_day(wednesday.start) + dt.timedelta(1))[1:8]
    assert (night > 3500).all()  # the car, after 140 kilometres
    reds = [day for day, colour in electricity.tempo_days().items() if colour == "red"]
    assert len(reds) == 22 and max(map(weather.mean, reds)) < 6
    assert tempo() == (TARGET / "tempo-days.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("who", ["amina", "morel"])
def test_water_is_that_of_people(who):
    days = gas_and_water.water(who)
    quiet = [day.litres for day in days if not gas_and_water.LEAK[0] <= day.day <= gas_and_water.LEAK[1]]
    home = [litres for litres in quiet if litres > 60]
    assert 85 <= np.mean(home) / numbers(who)["people"] <= 150
    assert {0} < set(quiet)  # holidays
    for before, after in zip(days, days[1:], strict=False):
        assert after.index - before.index == after.litres


def test_the_leak_is_in_june():
    litres = {day.day: day.litres for day in gas_and_water.water("morel")}
    leaking = [litres[day] for day in clock.days(*gas_and_water.LEAK)]
    around = [litres[day] for day in clock.days(dt.date(2025, 5, 20), dt.date(2025, 6, 8))]
    assert np.mean(leaking) - np.mean(around) == pytest.approx(numbers("morel")["leak"], rel=0.15)


def test_gas_volume_times_coefficient_is_energy():
    days = gas_and_water.gas("morel")
    assert 8000 < sum(day.kwh for day in days) < 16000
    for day in days:
        assert abs(day.volume * day.coefficient - day.kwh) <= 0.5
        assert day.after - day.before == pytest.approx(day.volume)
    daily, monthly = (
        (TARGET / "morel" / lives()["morel"]["files"][f"grdf-{step}"]).read_bytes() for step in ("daily", "monthly")
    )
    rows = _cells(daily)[9:]
    for name, volume, kwh in _cells(monthly)[9:]:
        month = f"{[m[0] for m in _cells(monthly)[9:]].index(name) + 1:02d}"
        of_month = [row for row in rows if row[0][3:5] == month]
        assert sum(row[4] for row in of_month) == kwh and sum(row[3] for row in of_month) == pytest.approx(volume)


# Several files, one life.


def test_indexes_tell_the_same_energy_as_half_hours():
    steps, watts = electricity.year("amina")
    table = enedis.index("amina").decode("utf-8-sig").split("\n\n")
    rows = [line.split(";") for line in table[1].splitlines()[1:]]
    first, last = rows[0], rows[-1]
    assert abs(int(last[-1]) - int(first[-1]) - watts.sum() / 2) <= 2
    at = dict(zip(steps.tolist(), np.concatenate([[0], watts.cumsum() / 2])[:-1], strict=True))
    for row in rows[:-1]:
        moment = int(dt.datetime.fromisoformat(row[0]).timestamp())
        assert abs(int(row[-1]) - int(first[-1]) - at[moment]) <= 2
        assert int(row[2]) + int(row[3]) == int(row[-1])


def test_the_supplier_tells_one_energy_in_four_files():
    total = electricity.year("morel")[1].sum() / 2000
    days = [int(line.split(";")[1]) for line in edf.daily("morel").splitlines() if line.endswith("Réelle")]
    for told, wh in zip(reversed(days), electricity.daily_wh("morel").values(), strict=True):
        assert abs(told - wh / 1000) <= 0.5
    months = [line.split(";") for line in edf.monthly("morel").splitlines() if re.match(r"\d\d/2025;", line)]
    assert abs(sum(int(month[1]) for month in months) - total) <= 6 and len(months) == 12
    year = re.search(r"Année 2025;(.*);", edf.monthly("morel"))[1]
    assert "\u00a0" in year and int(year.replace("\u00a0", "")) == sum(int(month[1]) for month in months)
    readings = [line.split(";") for line in edf.indexes("morel").splitlines() if "transmis" in line]
    used = [int(readings[0][n]) - int(readings[-1][n]) for n in (2, 3)]
    assert abs(sum(used) - total) <= 2 and min(used) > 600


def test_the_supplier_lists_powers_backwards():
    lines = edf.powers("morel").splitlines()
    days = [line for line in lines if line.endswith(";;")]
    assert days[0] == "31/12/2025;;" and days[-1] == "01/01/2025;;" and len(days) == 365
    october = lines[lines.index("26/10/2025;;") + 1 : lines.index("25/10/2025;;")]
    assert sum(line.startswith("02:30:00") for line in october) == 2
    times = [line[:8] for line in lines if line.endswith("Réelle")]
    assert any(time[3:5] not in ("00", "30") for time in times)


def test_the_week_of_mesinfos_is_in_the_load_curve():
    blocks = json.loads(enedis.mesinfos("malo"))
    told = [int(v["value"]) for b in blocks for v in b["usage_point"][0]["meter_reading"]["interval_block"]]
    assert told == [w for day in clock.days(*enedis.MESINFOS_WEEK) for w in electricity.power("malo", day).tolist()]


@pytest.mark.parametrize("who", PEOPLE)
def test_trips_follow_one_another(who):
    home = f"home-{who}"
    before = None
    for trip in agenda.trips(who):
        for leg in trip.legs:
            assert leg.start < leg.end
            kmh = leg.metres * 3.6 / (leg.end - leg.start)
            assert (
                0.7 * ways.SPEED[leg.mode]
                < kmh
                < 1.25 * max(ways.SPEED[leg.mode], ways.FAST_ROAD * ("car" in leg.mode))
            )
        if before:
            assert before.end < trip.start
            assert before.destination == trip.origin or trip.origin == home
        before = trip


def test_nobody_cooks_while_out():
    for who in ("amina", "jeanne", "malo"):
        n = numbers(who)
        out = [
            watts
            for day in clock.days(dt.date(2025, 6, 1), dt.date(2025, 9, 15))
            for step, watts, home in zip(
                clock.half_hours(day), electricity.power(who, day), electricity.at_home(who, day), strict=True
            )
            if not home and clock.clock_hour(step) > 6.5
        ]
        assert max(out) <= n["standby"] + 1.31 * n["fridge"] + 1750  # a machine started before leaving
        assert np.median(out) <= n["standby"] + 1.31 * n["fridge"]


# Fiction: nothing here can be somebody.


def test_places_stand_in_the_valley_or_in_two_stations():
    south, north, west, east = VALLEY
    for name, place in places().items():
        if name not in ("lyon", "grenoble"):
            assert south < place["lat"] < north and west < place["lon"] < east, name
    for who in ("karim", "jeanne"):
        for day in clock.days(dt.date(2025, 9, 1), dt.date(2025, 9, 9)):
            for point in movements.trace(who, day):
                assert point.lat < 45.3 and 4 <= point.accuracy <= 95


def test_meters_and_accounts_are_nobodys():
    for who in PEOPLE:
        told = lives()[who]
        for meter in (told["meter"], told.get("gas_meter", "0" * 14)):
            assert re.fullmatch(r"000000\d{8}", meter)
        for path in (TARGET / who).iterdir():
            for text in _texts(path.read_bytes()):
                assert not re.search(r"\w@\w|\b0[1-9](?: \d\d){4}\b", text), path.name


def _texts(content: bytes) -> list[str]:
    parts = _members(content).values() if content[:2] == b"PK" else [content]
    return [part.decode("utf-8", "replace")[:200_000] for part in parts]


def test_both_languages_and_every_place_are_there():
    for who, told in lives().items():
        for key in ("story", "household", "heating", "tariff", "habits"):
            assert told[key]["en"] and told[key]["fr"], (who, key)
        assert len(told["assumptions"]["en"]) == len(told["assumptions"]["fr"]) >= 3
        assert {told.get("work", "home-" + who), *told["goes"]} <= set(places())
        gone = {leg.destination for trip in agenda.trips(who) for leg in trip.legs} - {"home-" + who}
        assert gone == set(told["goes"]), who
        assert SAME_ARCHIVE.isdisjoint(told["files"]) or "edf-power" in told["files"]


def test_what_is_listened_to_and_paid():
    listened = plays.listened("ines")
    assert len(listened) > 2000 and {play.kind for play in listened} == {"music", "podcast"}
    assert all(before.end <= after.start for before, after in zip(listened, listened[1:], strict=False))
    august = [play for play in (*listened, *plays.watched("ines")) if clock.local(play.start).month == 8]
    assert {(play.kind, play.device) for play in august} == {("music", "iOS")}  # away, with her phone alone
    for who in ("ines", "karim", "jeanne"):
        labels = [operation.label for operation in spending.operations(who)]
        for word in ("PHARMACIE", "DON "):
            assert any(word in label for label in labels), (who, word)
        monthly = [r for r in spending.REGULAR[who] if r.parent in ("Loisirs", "Abonnements", "Travail")]
        assert len(monthly) >= 4
    assert any("SYNDICAT" in operation.label for operation in spending.operations("karim"))


def test_the_gps_has_its_three_mistakes():
    text = (TARGET / "gerard" / lives()["gerard"]["files"]["gpx"]).read_text(encoding="utf-8")
    assert text.count("<trk>") == 3 and text.count('lat="0.000000" lon="0.000000"') == 1
    assert len(re.findall(r"<time>2006-", text)) == 12
    first = [dt.datetime.fromisoformat(time) for time in re.findall(r"<time>(.+?)</time>", text.split("</trk>")[0])]
    assert sum(b - a > dt.timedelta(minutes=8) for a, b in zip(first, first[1:], strict=False)) >= 1


def test_the_bank_balance_is_the_last_one():
    rows = list(
        csv.DictReader(
            io.StringIO((TARGET / "karim" / lives()["karim"]["files"]["boursobank"]).read_text("utf-8-sig")),
            delimiter=";",
        )
    )
    cents = sum(round(float(row["amount"].replace(" ", "").replace(",", ".")) * 100) for row in rows)
    assert {row["accountbalance"] for row in rows} == {f"{(spending.OPENING['karim'] + cents) / 100:.2f}"}
