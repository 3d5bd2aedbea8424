"""What the readers of personal exports share: tables in a text, numbers, hours of French clocks, sentences."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from culture_d.personal import parsing
from culture_d.personal.export import Export, PersonalFileError, said
from culture_d.personal.joining import join
from culture_d.personal.opening import Member, members


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_found_under_a_preamble_whatever_its_separator(separator):
    text = (
        f'Mon export\r\n\r\n"Date"{separator}Énergie (kWh){separator}Date\r\n1{separator}"2{separator}a"\r\n\r\n3\r\n'
    )
    table = parsing.csv_rows(text, ["energie (KWH)", "date"])
    assert list(table.columns) == ["date", "energie_k_wh", "date_2"]
    assert table.to_numpy().tolist() == [["1", f"2{separator}a", ""], ["3", "", ""]]
    assert list(table.index) == [4, 6]
    assert len(parsing.csv_rows(text, ["date"], until_blank=True)) == 1


def test_a_text_without_these_names_is_refused():
    with pytest.raises(PersonalFileError, match="column names"):
        parsing.csv_rows("a;b\n1;2\n", ["c"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 016", 1016),
        ("2\u202f345,5", 2345.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("−3", -3),
        ("12", 12),
        ("", np.nan),
        ("inf", np.nan),
        ("1e400", np.nan),
        ("douze", np.nan),
        (None, np.nan),
    ],
)
def test_french_and_english_numbers(text, value):
    assert parsing.numbers(pd.Series([text])).tolist() == pytest.approx([value], nan_ok=True)


def test_times_with_their_offset_are_shown_on_the_clocks_of_paris():
    cells = pd.Series(["2020-08-20T23:40:00+02:00", "2020-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "hier", ""])
    times = parsing.instants(cells)
    assert [str(time) for time in times] == ["2020-08-20 23:40:00+02:00", "2020-01-01 01:00:00+01:00", *["NaT"] * 3]


@pytest.mark.parametrize("descending", [False, True])
def test_the_hour_that_comes_twice_is_told_apart_by_the_order_of_lines(descending):
    stamps = pd.date_range("2025-10-26 00:30", "2025-10-26 05:00", freq="30min", tz="Europe/Paris")
    stamps = stamps[::-1] if descending else stamps
    times, doubts = parsing.local_times(pd.Series(stamps.tz_localize(None)), descending)
    assert list(times) == list(stamps)
    assert doubts == ()


def test_an_hour_alone_in_october_or_absent_in_march_is_doubtful():
    naive = pd.Series(pd.to_datetime(["2025-10-26 02:30", "2025-03-30 02:30", "2025-06-01 02:30"]))
    times, doubts = parsing.local_times(naive)
    assert times.dt.hour.tolist() == [2, 3, 2]
    assert {doubt.key: doubt.values["n"] for doubt in doubts} == {"personal.october": 1, "personal.march": 1}


def test_json_is_read_without_msgspec_too(monkeypatch):
    member = Member("", b'{"a": [1, 2]}')
    assert parsing.json_of(member) == {"a": [1, 2]}
    monkeypatch.setattr(parsing, "find_spec", lambda name: None)
    assert parsing.json_of(member) == {"a": [1, 2]}
    for damaged in (b'{"a": [1, 2', b"[" * 100_000):
        with pytest.raises(PersonalFileError, match="JSON"):
            parsing.json_of(Member("", damaged))


def test_sentences_write_days_and_numbers_in_the_language():
    sentence = said("personal.period", first=dt.date(2025, 3, 1), last=dt.date(2025, 12, 31))
    assert sentence.tell("en") == "From 1 March 2025 to 31 December 2025."
    assert sentence.tell("fr") == "Du 1er mars 2025 au 31 décembre 2025."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_text_is_decoded_even_cut_inside_a_character(encoding):
    content = ("Relevé d’énergie\n" * 400).encode(encoding)
    for cut in (len(content), len(content) - 1):
        member = Member("", content[:cut])
        assert member.head.startswith("Relevé d’énergie\nRelevé")
        assert member.text.startswith(member.head)


def test_a_member_never_shows_its_name_and_keeps_no_folder():
    (member,) = members(b"a;b\n", "C:\\Users\\Canari Durand\\..\\99123456789012.csv")
    assert member.name == "99123456789012.csv"
    assert "99123456789012" not in repr(member)


def _plays(*titles: str) -> Export:
    times = pd.date_range("2025-01-01", periods=len(titles), freq="h", tz="Europe/Paris")
    return Export("plays", "spotify-short", pd.DataFrame({"start": times, "end": times, "title": titles}))


def test_events_told_by_two_files_count_once_and_two_alike_in_one_file_count_twice():
    twice = pd.concat([_plays("a").table] * 2, ignore_index=True)
    (joined,) = join([Export("plays", "spotify-short", twice), _plays("a", "b")])
    assert joined.table["title"].tolist() == ["a", "a", "b"]
    assert joined.told[0].values == {"n": 2, "lines": 3}


def test_trips_of_several_files_are_numbered_again():
    time = pd.Timestamp("2025-01-01", tz="Europe/Paris")
    tables = [pd.DataFrame({"trip": [1, 1], "start": [time, time + pd.Timedelta(i + 1, "h")]}) for i in range(2)]
    (joined,) = join(
        [Export("trips", "gpx", table.assign(end=table["start"], mode=["a", i])) for i, table in enumerate(tables)]
    )
    assert joined.table.groupby("trip").size().tolist() == [2, 1]
