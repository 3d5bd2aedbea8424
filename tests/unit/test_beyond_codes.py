"""Codes of towns and of organisations."""

import pytest
from stdnum import luhn

from culture_d.standard.beyond.codes import UNKNOWN_PIVOT, check_pivots, check_towns
from culture_d.standard.communes import Commune, Communes

TOWNS = Communes(
    [
        Commune("13001", "Aix-en-Provence", ("13080", "13090", "13100"), 43.528, 5.450),
        Commune("13100", "Saint-Rémy-de-Provence", ("13210",), 43.789, 4.832),
        Commune("13055", "Marseille", ("13001", "13002"), 43.297, 5.381),
        Commune("51454", "Reims", ("51100",), 49.265, 4.029),
        Commune("69123", "Lyon", ("69001", "69003"), 45.749, 4.848),
        Commune("07136", "Laveyrune", ("48250",), 44.63, 3.91),
        Commune("07330", "Village", ("07330",), 44.7, 4.3),
        Commune("07331", "Vallon", ("07660",), 44.75, 4.2),
        Commune("49050", "Brissac Loire Aubance", ("49320",), 47.36, -0.45),
        Commune("26901", "Valombre", ("26950",), 44.797, 5.163, True),
        Commune("26902", "Pont-Clairet", ("26951",), 44.772, 5.201, True),
    ]
)


def town(code, postcode, name, address=""):
    return {(d.key, d.sure, d.column) for d in check_towns([code], [postcode], [name], [address], TOWNS)}


@pytest.mark.parametrize(
    ("code", "postcode", "name"),
    [
        ("13001", "13100", "Aix-en-Provence"),
        ("13001", "13090", "AIX EN PROVENCE"),
        ("07136", "48250", "Laveyrune"),  # a postcode of the next department, and right
        ("07330", "07330", "Village"),  # a code that is also the postcode, and right
        ("69123", "69003", "Lyon"),
        ("69383", "69003", "Lyon 3e Arrondissement"),
        ("13202", "13002", "Marseille"),
        ("26901", "26950", "Valombre"),
        ("", "13100", "Aix-en-Provence"),
        ("13001", "", "Aix-en-Provence"),
        ("", "", "Nulle part"),
        ("88001", "88000", "Épinal"),  # a department of which the table knows nothing
        ("abc", "2695", "Valombre"),  # malformed: the schema says so
    ],
)
def test_towns_that_agree(code, postcode, name):
    assert town(code, postcode, name) == set()


@pytest.mark.parametrize(
    ("code", "postcode", "name", "found"),
    [
        ("51454", "69003", "Reims", {("town_postcode_other", "certain", "code_postal")}),
        ("07330", "07660", "Village", {("town_postcode_other", "look", "code_postal")}),
        ("26902", "26950", "Valombre", {("town_code_other", "likely", "code_insee")}),
        ("51454", "13100", "Aix-en-Provence", {("town_code_other", "certain", "code_insee")}),
        ("13100", "13100", "Aix-en-Provence", {("town_postcode_as_code", "certain", "code_insee")}),
        ("13090", "13090", "Aix-en-Provence", {("town_postcode_as_code", "certain", "code_insee")}),
        ("13999", "13100", "Aix-en-Provence", {("town_code_unknown", "likely", "code_insee")}),
        ("13001", "13626", "Aix-en-Provence", {("town_postcode_unknown", "look", "code_postal")}),
        ("13001", "13626", "Aix-en-Provence Cedex 1", {("town_cedex", "likely", "code_postal")}),
        ("13001", "13100", "Aix-en-Provence Cedex", {("town_cedex", "likely", "commune")}),
        ("13001", "75123", "Aix-en-Provence", {("town_postcode_department", "likely", "code_postal")}),
        ("69381", "69003", "Lyon", {("town_code_other", "likely", "code_insee")}),
        ("13001", "13100", "Reims", {("town_name_other", "likely", "commune")}),
        ("", "51100", "Aix-en-Provence", {("town_name_other", "likely", "commune")}),
        ("13001", "13100", "Aix", {("town_name_part", "look", "commune")}),
        ("49050", "49320", "Vauchrétien", {("town_name_unknown", "look", "commune")}),
    ],
)
def test_towns_that_disagree(code, postcode, name, found):
    assert town(code, postcode, name) == found


def test_a_cedex_in_the_address():
    assert town("13001", "13626", "Aix-en-Provence", "CS 40868 Cedex 1") == {("town_cedex", "likely", "code_postal")}


def test_without_a_table_nothing_is_said():
    assert check_towns(["51454"], ["69003"], ["Reims"], [""], Communes()) == []


def pivot(value, dep="26"):
    return [(doubt.key, doubt.sure) for doubt in check_pivots([value], [dep])]


# SIRET of La Poste obey another rule: the sum of their digits is a multiple of five (here, fifteen).
LA_POSTE = "35600000000001"


@pytest.mark.parametrize(
    "value",
    [
        "43493312300029",
        "434 933 123 00029",
        "35600000000048",  # the seat of La Poste obeys both rules
        LA_POSTE,
        "W131004321",
        "w131004321",
        "W2A1000119",
        "W9R1011072",
        "891P0891000843",
        "",
    ],
)
def test_right_identifiers(value):
    assert pivot(value) == []


def test_la_poste_is_an_exception():
    assert not luhn.is_valid(LA_POSTE) and pivot(LA_POSTE) == []
    assert pivot("35600000000002") == [("pivot_check", "certain")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (UNKNOWN_PIVOT, ("pivot_unknown", "look")),
        ("43493312300028", ("pivot_check", "certain")),
        ("43493312300092", ("pivot_check", "certain")),
        ("434933123", ("pivot_siren", "certain")),
        ("434933124", ("pivot_siren_check", "likely")),
        ("0465710101", ("pivot_ridet", "likely")),
        ("W13100432", ("pivot_rna", "certain")),
        ("W1310043210", ("pivot_rna", "certain")),
        ("WABCDEFGHI", ("pivot_rna", "certain")),
        ("MAIRIE12345", ("pivot_form", "likely")),
        ("4,34933E+13", ("pivot_spreadsheet", "certain")),
        ("4.3493312300029E+13", ("pivot_spreadsheet", "certain")),
        ("12345678901", ("pivot_length", "certain")),
    ],
)
def test_doubtful_identifiers(value, found):
    assert pivot(value) == [found]


def test_zeros_that_a_spreadsheet_dropped():
    siren = "01234567" + luhn.calc_check_digit("01234567")
    whole = siren + "0001" + luhn.calc_check_digit(siren + "0001")
    assert whole.startswith("0") and pivot(whole) == []
    assert pivot(whole.lstrip("0")) == [("pivot_zeros", "likely")]


@pytest.mark.parametrize("value", ["0123456001", "123456001"])
def test_a_ridet_is_plausible_in_new_caledonia_only(value):
    assert pivot(value, "988") == []
    assert pivot(value, "26") != []
