"""Messages, numbers and dates in both languages."""

import datetime as dt

import pytest

from culture_d import i18n
from culture_d.making import messages


def test_every_message_exists_in_both_languages_with_the_same_placeholders():
    assert messages.check() == []


@pytest.mark.parametrize(
    ("value", "digits", "en", "fr"),
    [
        (1234.5, None, "1,234.5", "1\u202f234,5"),
        (1_000_000, None, "1,000,000", "1\u202f000\u202f000"),
        (0.126, 1, "0.1", "0,1"),
        (-3, None, "\u22123", "\u22123"),
        (20, None, "20", "20"),
        (0.004, None, "0.004", "0,004"),
        (-0.00123, None, "\u22120.0012", "\u22120,0012"),
        (0, None, "0", "0"),
    ],
)
def test_numbers(value, digits, en, fr):
    assert i18n.number(value, digits, "en") == en
    assert i18n.number(value, digits, "fr") == fr


def test_dates():
    assert i18n.date(dt.date(2023, 3, 7), "en") == "7 March 2023"
    assert i18n.date(dt.date(2023, 3, 1), "fr") == "1er mars 2023"
    assert i18n.date(dt.date(1946, 8, 2), "fr") == "2 août 1946"


def test_plural_of_each_language():
    assert i18n.t("catalogue.rows", "fr", shown=0, n=0).endswith("ligne sur 0.")
    assert i18n.t("catalogue.rows", "en", shown=0, n=0).endswith("lines.")


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="en"):
        i18n.use("de")
