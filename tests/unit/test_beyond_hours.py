"""Opening hours, with the library that reads them and without it."""

import sys

import pytest

from culture_d.standard.beyond.hours import check_hours, examine, parser
from culture_d.standard.beyond.table import Table

RIGHT = [
    "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00",
    "Tu-Sa 09:00-13:00,14:00-18:00; We,Fr 14:00-18:00",
    "Mo 14:00-18:00; Tu-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00",
    "Mo-Fr 08:30-12:15,13:15-15:45",
    "Mo-Fr 9:00-12:00",
    "Mo-Fr 09:00-12:00; PH off",
    "SH off; Mo 09:00-12:00",
    'Mo-Fr 09:00-12:00 "sur rendez-vous"',
    'We "le matin, sur rendez-vous"',
    "week 01-53/2 Fr 09:00-12:00",
    "Fr[1] 14:00-17:00",
    "Mar-Oct Sa 09:00-12:00",
    "We 18:00-22:00",
]
WRONG = [
    ("lundi au vendredi", "hours_words", "certain"),
    ("fermé le lundi", "hours_words", "certain"),
    ("sur rendez-vous", "hours_words", "certain"),
    ("lu-ve 09:00-12:00", "hours_words", "certain"),
    ("9h-12h", "hours_h", "certain"),
    ("9h-12h et 14h-18h", "hours_h", "certain"),
    ("Mo-Fr 9h30-12h", "hours_h", "certain"),
    ("Mo-Fr 09:00–12:00", "hours_dash", "certain"),
    ("Mo 9-12", "hours_minutes", "certain"),
    ("Mo-Fr 9.00-12.00", "hours_minutes", "certain"),
]
ODD = [
    ("24/7", "hours_always", "likely"),
    ("Mo-Fr 00:00-24:00", "hours_always", "likely"),
    ("Mo-Su 00:00-23:59", "hours_always", "likely"),
    ("Mo-Fr", "hours_always", "likely"),
    ("Mo 09:00-09:00", "hours_always", "likely"),
    ("off", "hours_never", "look"),
    ("09:00-25:00", "hours_beyond", "likely"),
    ("Mo-Fr 18:00-09:00", "hours_backwards", "likely"),
    ("Mo-Fr 14:00-06:00", "hours_backwards", "likely"),
    ("Fr 20:00-01:00", "hours_midnight", "look"),
    ("Mo-Fr 02:00-06:00", "hours_night", "look"),
    ("Mo 09:00-12:00; Mo 14:00-18:00", "hours_replaced", "likely"),
]


def found(cell, parse):
    return [(doubt.key, doubt.sure) for doubt in check_hours([cell], parse)]


@pytest.fixture(scope="module")
def parse():
    pytest.importorskip("opening_hours")
    return parser()


@pytest.mark.parametrize("cell", ["", *RIGHT])
def test_right_hours(cell, parse):
    assert found(cell, parse) == []
    assert found(cell, None) == [], "nor without the library"


@pytest.mark.parametrize(("cell", "key", "sure"), WRONG + ODD)
def test_doubtful_hours(cell, key, sure, parse):
    assert found(cell, parse) == [(key, sure)]
    assert found(cell, None) == [(key, sure)], "slips and oddities need no library"


def test_where_reading_stops(parse):
    (doubt,) = check_hours(["Mo-Fr 09:00-49:00"], parse)
    assert (doubt.key, doubt.sure) == ("hours_unreadable", "certain")
    assert doubt.values["rest"] == "49:00"


def test_an_unreadable_cell_is_only_unreadable(parse):
    assert found("Mo-Fr 18:00-09:00; xx", parse) == [("hours_unreadable", "certain")]


def test_the_absence_of_the_library_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "opening_hours", None)
    assert parser() is None
    doubts, remarks = examine(Table({"horaires": ["Mo-Fr 09:00-49:00", "9h-12h"]}, [2, 3]))
    assert [doubt.key for doubt in doubts] == ["hours_beyond", "hours_h"]
    assert "opening-hours-py" in remarks[0]("en") and "Non vérifié" in remarks[0]("fr")


def test_no_column_no_word():
    assert examine(Table({"nom": ["a"]}, [2])) == ([], [])


def test_a_cell_seen_again_is_told_again(parse):
    (doubt,) = check_hours(["9h-12h", "Mo 09:00-12:00", "9h-12h"], parse)
    assert doubt.rows == [0, 2]
