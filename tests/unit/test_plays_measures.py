"""Hours, sessions and silences of a history, across midnight, hours of the clock and both changes of clocks."""

from __future__ import annotations

import pandas as pd
import pytest

from culture_d.personal import plays as measures


def table(*rows: tuple[str, float], title: str = "x", by: str = "y") -> pd.DataFrame:
    start = pd.to_datetime([start for start, _ in rows]).tz_localize("Europe/Paris")
    seconds = pd.Series([minutes * 60.0 for _, minutes in rows])
    data = pd.DataFrame({"start": pd.Series(start), "seconds": seconds, "title": title, "by": by})
    return data.assign(end=data["start"] + pd.to_timedelta(seconds, unit="s"))


def test_a_film_is_cut_at_the_hours_of_the_clock():
    pieces = measures.clock_hours(table(("2025-02-07 20:30", 90)))
    assert pieces["hour"].tolist() == [20, 21]
    assert pieces["hours"].tolist() == [0.5, 1.0]
    assert pieces["day_of_week"].tolist() == [4, 4]


@pytest.mark.parametrize("day", ["2025-03-30", "2025-10-26", "2025-06-30"])
def test_cutting_loses_no_minute_even_when_clocks_change(day):
    plays = table((f"{day} 00:15", 400), (f"{day} 23:50", 25), (f"{day} 12:00", 60), (f"{day} 13:00", 0))
    assert measures.clock_hours(plays)["hours"].sum() == pytest.approx(plays["seconds"].sum() / 3600)
    assert measures.hours_by_month(plays)["hours"].sum() == pytest.approx(plays["seconds"].sum() / 3600)


def test_a_month_of_silence_is_a_month():
    months = measures.hours_by_month(table(("2025-07-01 10:00", 60), ("2025-09-01 10:00", 30)))
    assert months["hours"].tolist() == [1, 0, 0.5]


def test_a_session_ends_after_half_an_hour_of_silence():
    plays = table(("2025-02-07 10:00", 50), ("2025-02-07 10:10", 5), ("2025-02-07 11:15", 3), ("2025-02-07 12:00", 3))
    found = measures.sessions(plays)
    assert found["plays"].tolist() == [3, 1]
    assert measures.at_once(plays) == 1


def test_nights_hold_four_in_the_morning_and_absences_last_for_days():
    plays = table(("2025-02-06 23:00", 30), ("2025-02-07 07:30", 5), ("2025-02-07 13:00", 5), ("2025-02-20 08:00", 5))
    nights = measures.nights(plays)
    assert nights["hours"].tolist() == [8]
    assert [str(night.date()) for night in nights["night"]] == ["2025-02-07"]
    assert measures.absences(plays)["days"].tolist() == [12.8]


def test_a_week_is_described_when_it_has_enough_plays():
    rows = [(f"2025-02-0{d} 0{h}:00", 3) for d in range(3, 8) for h in range(3, 8)]
    plays = table(*rows, ("2025-03-03 10:00", 3))
    plays.loc[:4, "title"] = "again"
    weeks = measures.weeks(plays)
    assert [str(week.date()) for week in weeks["week"]] == ["2025-02-03"]
    assert weeks["night_percent"].tolist() == [40]
    assert weeks["same_title_percent"].tolist() == [80]


def test_names_are_ranked_by_the_hours_given_to_them():
    plays = pd.concat(
        [table(("2025-02-07 10:00", 50), by="a"), table(("2025-02-07 11:00", 3), ("2025-02-07 12:00", 3))]
    )
    assert measures.top_by(plays)["by"].tolist() == ["a", "y"]


def test_a_history_without_hours_gives_no_measure_and_no_error():
    quick = table(("2025-02-07 00:00", 0)).assign(seconds=float("nan"))
    quick["end"] = pd.Series(pd.NaT, index=quick.index, dtype=quick["start"].dtype)
    assert measures.clock_hours(quick).empty
    assert measures.nights(quick).empty
    assert measures.weeks(quick).empty
    assert measures.hours_by_clock(quick).empty
    assert measures.hours_by_month(quick).empty
