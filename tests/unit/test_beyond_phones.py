"""Telephone numbers."""

import pytest

from culture_d.standard.beyond.phones import ZONES, check_phones, judge_phone


def found(text, dep="26", fictional=False):
    return list(judge_phone(text, dep, fictional))


@pytest.mark.parametrize(
    ("text", "dep"),
    [
        ("+33442645975", "13"),
        ("+33 4 42 64 59 75", "13"),
        ("0442645975", "13"),
        ("+33180059880", "51"),  # 01 is also that of head offices
        ("+33972723949", "13"),
        ("+33800123456", "13"),  # free of charge
        ("+33806001234", "13"),  # the price of a call
        ("+33442645975", ""),
        ("+262262901234", "974"),
        ("+262269612345", "976"),
        ("+590590812345", "978"),
        ("+596596712345", "972"),
        ("+594594301234", "973"),
        ("+508411234", "975"),
        ("+687271234", "988"),
        ("+68940412345", "987"),
        ("+681721234", "986"),
        ("0262901234", "974"),
        ("voir le site", "13"),
        ("", "13"),
    ],
)
def test_right_numbers(text, dep):
    assert found(text, dep) == []


@pytest.mark.parametrize(
    ("text", "dep", "key", "sure"),
    [
        ("0000000000", "26", "phone_zeros", "certain"),
        ("+33000000000", "26", "phone_zeros", "certain"),
        ("+33111111111", "26", "phone_zeros", "certain"),
        ("0123456789", "26", "phone_invented", "likely"),
        ("+33123456789", "26", "phone_invented", "likely"),
        ("3949", "26", "phone_short", "certain"),
        ("115", "26", "phone_short", "certain"),
        ("116006", "26", "phone_short", "certain"),
        ("+333949", "26", "phone_short", "certain"),
        ("+330465710101", "26", "phone_zero_kept", "certain"),
        ("+3346571010", "26", "phone_length", "certain"),
        ("+334657101012", "26", "phone_length", "certain"),
        ("+6872712345", "988", "phone_length", "certain"),
        ("+33892123456", "26", "phone_premium", "certain"),
        ("0826123456", "26", "phone_premium", "certain"),
        ("+33612345601", "26", "phone_mobile", "look"),
        ("+33756123401", "26", "phone_mobile", "look"),
        ("+262692123401", "974", "phone_mobile", "look"),
        ("+33262901234", "974", "phone_overseas", "likely"),
        ("+33590812345", "971", "phone_overseas", "likely"),
        ("+33692123456", "974", "phone_overseas", "likely"),
        ("+2697612345", "976", "phone_comoros", "likely"),
        ("+262262901234", "26", "phone_territory", "likely"),
        ("+596596712345", "971", "phone_territory", "likely"),
        ("+33240123456", "26", "phone_region", "look"),
        ("+33442645975", "974", "phone_region", "look"),
        ("+33465710101", "26", "phone_fiction", "likely"),
    ],
)
def test_doubtful_numbers(text, dep, key, sure):
    assert found(text, dep) == [(key, sure)]


@pytest.mark.parametrize(("text", "left"), [("+33465710101", []), ("+33639980001", [("phone_mobile", "look")])])
def test_numbers_of_fiction_are_normal_in_a_commune_of_fiction(text, left):
    assert found(text, "26", fictional=True) == left


def test_several_numbers_in_a_cell_count_once():
    doubts = check_phones(["+33612345601|+33612345602", "+33442645975;3949", ""], ["13"] * 3, [False] * 3)
    assert [(doubt.key, doubt.rows) for doubt in doubts] == [("phone_mobile", [0]), ("phone_short", [1])]


def test_every_department_of_metropolitan_france_has_one_region():
    expected = {f"{n:02}" for n in range(1, 96)} - {"20"} | {"2A", "2B"}
    assert set(ZONES) == expected
