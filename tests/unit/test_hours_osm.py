import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culture_d.standard.hours import is_open, parse, week
from culture_d.standard.hours.osm import DAY, Rule, by_day, write

NINE, NOON, TWO, HALF_SIX = 540, 720, 840, 1110
MONDAY = dt.datetime(2024, 3, 4)  # an ordinary week, without a public holiday or a change of time

READ = {
    "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00": [*[[(NINE, NOON), (TWO, HALF_SIX)]] * 5, [(510, NOON)], []],
    "Mo 09:00-12:00": [[(NINE, NOON)], *[[]] * 6],
    "Mo-Fr 09:00-12:00; We off": [[(NINE, NOON)]] * 2 + [[]] + [[(NINE, NOON)]] * 2 + [[]] * 2,
    "Mo-Fr 09:00-12:00; We 14:00-18:30": [[(NINE, NOON)]] * 2 + [[(TWO, HALF_SIX)]] + [[(NINE, NOON)]] * 2 + [[]] * 2,
    "Mo-Fr 09:00-12:00, We 14:00-18:30": [
        *[[(NINE, NOON)]] * 2,
        [(NINE, NOON), (TWO, HALF_SIX)],
        *[[(NINE, NOON)]] * 2,
        [],
        [],
    ],
    "Sa-Mo 09:00-12:00": [[(NINE, NOON)], [], [], [], [], [(NINE, NOON)], [(NINE, NOON)]],
    "24/7": [[(0, DAY)]] * 7,
    "24/7; PH off": [[(0, DAY)]] * 7,
    "off": [[]] * 7,
    "closed": [[]] * 7,
    "Mo off": [[]] * 7,
    "PH off": [[]] * 7,
    "09:00-12:00": [[(NINE, NOON)]] * 7,
    "Mo,Th,Sa 9:00-12:00": [[(NINE, NOON)], [], [], [(NINE, NOON)], [], [(NINE, NOON)], []],
    "mo 09:00-12:00": [[(NINE, NOON)], *[[]] * 6],
    "Su,PH 09:00-12:00": [*[[]] * 6, [(NINE, NOON)]],
    "PH,Su 09:00-12:00": [*[[]] * 6, [(NINE, NOON)]],
    "Fr 20:00-02:00": [*[[]] * 4, [(1200, 1560)], [], []],
    "Fr 20:00-26:00": [*[[]] * 4, [(1200, 1560)], [], []],
    "Mo 09:00-12:00,11:00-14:00": [[(NINE, TWO)], *[[]] * 6],
    'Th 14:00-18:30 "sur rendez-vous; au fond"': [*[[]] * 3, [(TWO, HALF_SIX)], *[[]] * 3],
    "Mo-Fr 09:00-12:00 ; PH off": [*[[(NINE, NOON)]] * 5, [], []],
    "Mo-Fr 09:00-12:00;Sa 09:00-12:00": [*[[(NINE, NOON)]] * 6, []],
    "Mo-Fr open": [*[[(0, DAY)]] * 5, [], []],
    "Mo-Fr 09:00-12:00; 14:00-18:30": [[(TWO, HALF_SIX)]] * 7,
}
NOT_TOLD = """
Jan-Mar Mo 09:00-12:00 | week 1-10 Mo 09:00-12:00 | 2024 Mo 09:00-12:00 | SH off | easter off | Mo[1] 09:00-12:00
Mo 09:00+ | Mo sunrise-sunset | Mo unknown | Mo 09:00-12:00/30 | Mo 14:00-16:00 off | Mo-Fr 09:00-12:00, We off
Mo "sur rendez-vous" | "sur rendez-vous" | Mo 09:00-12:00 || "sur rendez-vous" | Mo 12:00-12:00
Mo 22:00-02:00; Tu 09:00-12:00 | Mo 24:00-25:00 | Mo 09:00-49:00
"""
NOT_OSM = """
lundi au vendredi | 9h-12h | lu-ve 09:00-12:00 | Mo–Fr 09:00-12:00 | Mo-Fr: 09:00-12:00 | Mo - Fr 09:00 - 12:00
Mo-Fr 0900-1200 | Mo-Fr 9-12 | Mo-Fr 09:00-12:00; | Mo 10:60-12:00 | Monday 09:00-12:00 | Mo-Fr 09.00-12.00
Mo09:00-12:00 | Mo 09:00-12:00 Tu 09:00-12:00 | Mo-PH 09:00-12:00 | ph off | ; | , | Mo 09:00-12:00 "ouvert
Mo ٠٩:00-12:00
"""


def cases(text: str) -> list[str]:
    return [case.strip() for line in text.strip().splitlines() for case in line.replace("||", "¦").split(" | ")]


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_usual_hours_are_read(text, expected):
    assert week(text) == expected


@pytest.mark.parametrize("text", [case.replace("¦", "||") for case in cases(NOT_TOLD) + cases(NOT_OSM)] + ["", " "])
def test_other_hours_are_never_approximated(text):
    assert week(text) is None


def minutes_open(days: list) -> set[int]:
    """Return the open minutes of the week that follows an identical one."""
    opened = {d * DAY + m for d in range(7) for start, end in days[d] for m in range(start, end)}
    return {m % (7 * DAY) for m in opened}


def minutes_of_library(text: str) -> set[int]:
    library = pytest.importorskip("opening_hours", reason="opening-hours-py is not installed")
    start = MONDAY + dt.timedelta(days=7)
    found = library.OpeningHours(text).intervals(start, start + dt.timedelta(days=7))
    spans = [(a - start, b - start) for a, b, state, _ in found if str(state) == "open"]
    return {m for a, b in spans for m in range(int(a.total_seconds() // 60), int(b.total_seconds() // 60))}


@pytest.mark.parametrize("text", READ)
def test_the_library_of_opening_hours_agrees(text):
    assert minutes_of_library(text) == minutes_open(week(text))


@pytest.mark.parametrize("text", [case for case in cases(NOT_OSM) if "¦" not in case])
def test_the_library_refuses_the_same_texts(text):
    library = pytest.importorskip("opening_hours", reason="opening-hours-py is not installed")
    with pytest.raises(library.ParserError):
        library.OpeningHours(text)


ranges = st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True).map(
    lambda quarters: tuple((15 * a, 15 * b) for a, b in zip(*[iter(sorted(quarters))] * 2, strict=False))
)
rules = st.lists(
    st.builds(Rule, st.frozensets(st.integers(0, 7), min_size=1), st.one_of(st.just(()), ranges.filter(bool))),
    min_size=1,
    max_size=4,
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(rules)
def test_what_is_written_is_read_back(given_rules):
    text = write(given_rules)
    days: list[tuple] = [()] * 8
    for rule in given_rules:
        for day in rule.days:
            days[day] = rule.ranges
    assert [rule.ranges if rule else () for rule in by_day(parse(text))] == days
    assert week(text) == [list(ranges) for ranges in days[:7]]
    assert minutes_of_library(text) == minutes_open(week(text))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(alphabet='MoTuFrPHSa-,; 0123456789:/|"off', max_size=24))
def test_any_text_is_read_or_refused(text):
    found = week(text)
    assert found is None or len(found) == 7
    if found is not None:
        assert minutes_of_library(text.strip()) == minutes_open(found)


def test_open_or_closed():
    text = "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00"
    assert is_open(text, 0, "09:00") and is_open(text, 0, dt.time(11, 59)) and is_open(text, 4, 18 * 60 + 29)
    assert not is_open(text, 0, "12:00") and not is_open(text, 5, "8:29") and is_open(text, 6, "10:00") is False
    assert is_open("Su 20:00-02:00", 0, "01:59") and not is_open("Su 20:00-02:00", 0, "02:00")
    assert is_open("lundi", 0, "10:00") is None
    by_appointment = 'Mo 09:00-12:00 || "sur rendez-vous"'
    assert is_open(by_appointment, 0, "10:00") and is_open(by_appointment, 0, "15:00") is None


@pytest.mark.parametrize(("day", "time"), [(7, "10:00"), (-1, "10:00"), (0, 1440), (0, "25:00"), (0, "midi")])
def test_a_day_or_a_time_that_does_not_exist_is_refused(day, time):
    with pytest.raises(ValueError):
        is_open("24/7", day, time)
