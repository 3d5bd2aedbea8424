"""The fictional residents and their club: made again identical, nobody real, with what the lesson looks for."""

from __future__ import annotations

import csv
import sys

import pytest

from culture_d.catalogue import DATA, load

sys.path.insert(0, str(DATA / "generators"))

from residents import CLUB_HEADER, HEADER, TARGETS, make, to_text

WHO = ["birth_date", "sex", "postcode"]


def test_the_files_are_what_the_generator_makes():
    residents, club = make()
    assert TARGETS["residents"].read_text(encoding="utf-8") == to_text(residents, HEADER)
    assert TARGETS["club"].read_text(encoding="utf-8") == to_text(club, CLUB_HEADER)
    assert make(1) != make(2)


@pytest.fixture(scope="module")
def residents():
    return load("fictional-residents")


@pytest.fixture(scope="module")
def club():
    return load("fictional-club")


def test_its_people_can_be_nobody(residents, club):
    with (DATA / "standard" / "fictional-communes.csv").open(encoding="utf-8") as file:
        codes = {town["codes_postaux"] for town in csv.DictReader(file)}
    assert set(residents["postcode"]) | set(club["postcode"]) <= codes
    assert residents["phone"].str.fullmatch(r"06 39 98 \d\d \d\d").all()
    assert residents["phone"].is_unique and residents["name"].is_unique and club["name"].is_unique
    assert len(residents) == 400 and len(club) == 40


def test_the_lesson_finds_its_traps(residents, club):
    twins = residents[residents.duplicated(WHO, keep=False)]
    assert len(twins) == 2 and twins["name"].str.split().str[-1].nunique() == 1 and twins["bill"].nunique() == 2
    assert twins["name"].isin(club["name"]).sum() == 1
    sawmill = residents[(residents["postcode"] == "26954") & (residents["sex"] == "M")]
    sawmill = sawmill[sawmill["birth_date"].dt.year.between(1960, 1979)]
    assert len(sawmill) >= 5 and set(sawmill["bill"]) == {"late"} and sawmill["name"].isin(club["name"]).any()
    both = club.merge(residents, on="name")
    assert len(both) == 32
    moved = both[both["birth_date_x"] != both["birth_date_y"]]
    assert len(moved) == 1
    wrong, right = moved.iloc[0][["birth_date_x", "birth_date_y"]]
    assert (wrong.day, wrong.month) == (right.month, right.day)
