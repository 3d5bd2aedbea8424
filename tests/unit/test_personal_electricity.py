"""Load curves and indexes: read as the organisations write them, without losing a watt-hour."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from personal_samples import (
    METER,
    edf_power,
    electricity_formats,
    ends,
    enedis_index,
    enedis_load_curve,
    enedis_sge,
    mesinfos_load_curve,
    sample_of,
    watts,
    zipped,
)

import culture_d as cd
from culture_d.personal.export import COLUMNS, PersonalFileError


def read(text: str, encoding: str = "utf-8"):
    return cd.read_export(text.encode(encoding))


def keys(export) -> set[str]:
    return {doubt.key for doubt in export.doubts}


def kwh(stamps: pd.DatetimeIndex, minutes: int = 30) -> float:
    return sum(watts(stamps)) * minutes / 60 / 1000


@pytest.mark.parametrize("format_id", electricity_formats())
def test_each_format_is_recognised_and_gives_the_columns_of_its_family(format_id):
    name, content = sample_of(format_id)
    export = cd.read_export(content, name=name)
    assert export.format == format_id
    assert tuple(export.table.columns) == COLUMNS[export.family]
    for time in export.table.columns.intersection(["start", "end", "time"]):
        assert str(export.table[time].dt.tz) == "Europe/Paris"
    assert export.told
    for lang in ("en", "fr"):
        assert all(METER not in sentence for sentence in export.sentences(lang))


@pytest.mark.parametrize("format_id", electricity_formats())
def test_each_format_is_read_in_a_zip_in_any_encoding(format_id):
    _, content = sample_of(format_id)
    text = content.decode("cp1252" if format_id.startswith("edf") else "utf-8-sig")
    whole = cd.read_export(content).table
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        again = cd.read_export(zipped({"folder/any.csv": text.encode(encoding)}))
        pd.testing.assert_frame_equal(again.table, whole)


@pytest.mark.parametrize("minutes", [10, 15, 30, 60])
@pytest.mark.parametrize("day", ["2025-03-30", "2025-10-26", "2025-01-15"])
def test_the_energy_of_a_day_is_that_of_the_file_whatever_the_step_and_the_clock(minutes, day):
    stamps = ends(day, day, minutes)
    hours = {"2025-03-30": 23, "2025-10-26": 25}.get(day, 24)
    export = read(enedis_load_curve(stamps, step=""))
    assert len(export.table) == hours * 60 / minutes
    assert export.table["energy_kwh"].sum() == pytest.approx(kwh(stamps, minutes))
    assert (export.table["end"] - export.table["start"]).eq(pd.Timedelta(minutes, "min")).all()
    assert export.table["start"].iloc[0] == pd.Timestamp(day, tz="Europe/Paris")
    assert not export.doubts


@pytest.mark.parametrize("write", [edf_power, enedis_sge])
@pytest.mark.parametrize("day", ["2025-03-30", "2025-10-26"])
def test_local_hours_are_placed_on_both_sides_of_a_clock_change(write, day):
    stamps = ends(day, day)
    export = read(write(stamps))
    assert list(export.table["end"]) == list(stamps)
    assert list(export.table["power_w"]) == watts(stamps)
    assert not export.doubts


def test_the_steps_may_change_within_a_file():
    hours, tens = ends("2025-01-01", "2025-01-01", 60), ends("2025-01-02", "2025-01-02", 10)
    export = read(enedis_load_curve(hours.append(tens), [600] * 24 + [600] * 144, step=""))
    assert export.table["energy_kwh"].sum() == pytest.approx(0.6 * 48)
    assert export.told[1].key == "electricity.steps"


def test_gaps_become_lines_without_values_whether_their_lines_are_empty_or_absent():
    stamps = ends()
    empty = enedis_load_curve(stamps, ["" if 10 <= i < 16 else 500 for i in range(len(stamps))])
    kept = [i for i in range(len(stamps)) if not 10 <= i < 16]
    absent = enedis_load_curve(stamps[kept], [500] * len(kept))
    for text in (empty, absent):
        export = read(text)
        assert len(export.table) == len(stamps)
        assert export.table["power_w"].isna().sum() == 6
        assert export.table["energy_kwh"].sum() == pytest.approx(0.25 * len(kept))
        assert next(doubt for doubt in export.doubts if doubt.key == "electricity.gaps").values["n"] == 6


def test_duplicates_contradictions_and_absurd_values_are_told_and_do_not_count():
    stamps = list(ends("2025-01-01", "2025-01-01"))
    values = watts(stamps)
    lines = list(zip([*stamps, stamps[3], stamps[4]], [*values, values[3], 999], strict=True))
    lines[7], lines[8] = (stamps[7], -50), (stamps[8], 99_999_999)
    export = read(enedis_load_curve(*zip(*lines, strict=True)))
    assert keys(export) == {
        "personal.duplicates",
        "personal.contradictions",
        "personal.absurd",
        "electricity.gaps",
    }
    assert export.table["energy_kwh"].sum() == pytest.approx((sum(values) - values[7] - values[8]) / 2000)


def test_a_step_announced_wrongly_a_unit_in_doubt_and_solar_production_are_told():
    stamps = ends("2025-01-01", "2025-01-01", 60)
    assert "electricity.step_differs" in keys(read(enedis_load_curve(stamps, step="30")))
    energy = read(enedis_load_curve(unit="Wh"))
    assert "electricity.watt_hours" in keys(energy)
    assert energy.table["energy_kwh"].sum() == pytest.approx(sum(watts(ends())) / 1000)
    assert "electricity.injection" in keys(read(enedis_load_curve(business="Production")))
    assert "electricity.no_unit" in keys(read("Horodate;Valeur\n2025-01-01T00:30:00+01:00;100\n"))


def test_ten_years_in_several_files_are_put_end_to_end():
    first, second = ends("2024-01-01", "2024-01-10"), ends("2024-01-09", "2024-01-20")
    export = cd.read_export(zipped({"1": enedis_load_curve(first).encode(), "2": enedis_load_curve(second).encode()}))
    assert len(export.table) == 20 * 48
    assert export.told[0].values == {"n": 2, "lines": 20 * 48}
    assert "personal.contradictions" in keys(export)


def test_the_index_gives_its_registers_by_name_and_the_energy_of_each_day():
    export = read(enedis_index())
    assert set(export.table["register"]) >= {"EAS F1 (Heures Creuses)", "EAS F2 (Heures Pleines)", "EAS T"}
    daily = export.find("load_curve")
    assert list(daily.table["energy_kwh"]) == [10, 10, 10, 10]
    assert (daily.table["end"] - daily.table["start"]).dt.total_seconds().div(3600).tolist() == [24, 24, 23, 24]
    assert "5.2 kVA" in " ".join(export.sentences("en"))


def test_an_index_that_goes_down_is_told():
    export = read(enedis_index().replace(";3020000\r\n", ";20000\r\n"))
    assert "electricity.index_back" in keys(export)
    assert (export.find("load_curve").table["energy_kwh"].dropna() >= 0).all()


def test_the_index_is_read_without_its_blank_lines():
    lines = [line for line in enedis_index().split("\r\n") if line]
    pd.testing.assert_frame_equal(read("\n".join(lines)).table, read(enedis_index()).table)


def test_the_highest_powers_alone_give_no_energy():
    text = enedis_index()
    with pytest.raises(PersonalFileError, match="load curve"):
        read(text[text.rindex("Identifiant PRM") :])


def test_edf_goes_back_in_time_with_midnight_first_and_lines_out_of_step():
    stamps = ends("2025-01-01", "2025-01-02")
    text = edf_power(stamps).replace("23:00:00;", "23:12:00;4000;Réelle\r\n23:00:00;", 1)
    export = read(text, "cp1252")
    assert list(export.table["end"]) == list(stamps)
    assert {"electricity.off_grid"} == keys(export)
    assert export.table["energy_kwh"].sum() == pytest.approx(kwh(stamps))


def test_the_totals_of_the_years_are_no_months():
    export = cd.read_export(sample_of("edf-monthly")[1])
    assert export.table["energy_kwh"].tolist() == [1045, 1300, 1016]
    assert export.table["estimated"].tolist() == [True, True, False]


@pytest.mark.parametrize(("day", "count"), [("2017-03-26", 46), ("2017-10-29", 50), ("2017-08-17", 48)])
def test_the_ranks_of_mesinfos_count_elapsed_time(day, count):
    export = read(mesinfos_load_curve(day, [400] * count))
    assert export.table["end"].iloc[-1] == pd.Timestamp(day, tz="Europe/Paris") + pd.DateOffset(days=1)
    assert export.table["energy_kwh"].sum() == pytest.approx(0.2 * count)


@settings(max_examples=25, deadline=None)
@given(
    minutes=st.sampled_from([10, 30, 60]),
    month=st.sampled_from(["2024-03-29", "2024-10-25", "2024-06-01"]),
    lost=st.sets(st.integers(0, 71), max_size=30),
)
def test_no_gap_changes_the_energy_of_the_lines_that_are_there(minutes, month, lost):
    stamps = ends(month, str((pd.Timestamp(month) + pd.Timedelta(3, "D")).date()), minutes)
    kept = [i for i in range(len(stamps)) if i not in lost]
    # Steps are proved by four lines that follow one another: leave some.
    export = read(enedis_load_curve(stamps[kept], [watts(stamps)[i] for i in kept], step=str(minutes)))
    table = export.table.set_index("end")["energy_kwh"]
    wanted = pd.Series([watts(stamps)[i] * minutes / 60000 for i in kept], stamps[kept])
    runs = wanted.index.to_series().diff().eq(pd.Timedelta(minutes, "min"))
    pd.testing.assert_series_equal(
        table.reindex(wanted.index)[runs], wanted[runs], check_names=False, check_freq=False, check_index_type=False
    )
    assert table.reindex(stamps[max(kept[0], 0) :]).isna().sum() == len([i for i in lost if i > kept[0]])
