"""Coordinates: each doubt is found, and right places are left alone."""

import pytest

from culture_d.standard.beyond.coordinates import (
    FAR,
    Points,
    check_crowd,
    check_decimals,
    check_distance,
    check_form,
    check_territory,
)
from culture_d.standard.communes import Commune, Communes

TOWNS = Communes(
    [
        Commune("13001", "Aix-en-Provence", ("13090", "13100"), 43.528, 5.450),
        Commune("51454", "Reims", ("51100",), 49.265, 4.029),
        Commune("26001", "Village sans centre", ("26110",)),
        Commune("26002", "Voisin", ("26110",), 44.36, 5.13),
        Commune("26003", "Isolé", ("26999",)),
        Commune("97302", "Cayenne", ("97300",), 4.937, -52.326),
        Commune("98818", "Nouméa", ("98800",)),
        Commune("76231", "Elbeuf", ("76500",), 49.287, 1.003),
        Commune("76486", "Orival", ("76500",), 49.7, 0.6),  # the centre of a namesake
    ]
)


def keys(doubts):
    return {(doubt.key, doubt.sure): doubt.rows for doubt in doubts}


def form(latitude, longitude, dep=""):
    points = Points([latitude], [longitude])
    return keys(check_form(points) + check_territory(points, [dep]) + check_decimals(points))


@pytest.mark.parametrize(
    ("latitude", "longitude", "dep"),
    [
        ("43.5263932", "5.4138517", "13"),
        ("48.383", "-4.496", "29"),  # Brest
        ("41.919", "8.738", "2A"),
        ("51.05", "2.377", "59"),  # two decimals on one side only
        ("-20.882", "55.450", "974"),
        ("4.937", "-52.326", "973"),
        ("14.609", "-61.067", "972"),
        ("16.241", "-61.533", "971"),
        ("17.896", "-62.850", "977"),
        ("18.067", "-63.085", "978"),
        ("-12.781", "45.228", "976"),
        ("46.781", "-56.176", "975"),
        ("-22.276", "166.458", "988"),
        ("-17.535", "-149.570", "987"),
        ("-13.283", "-176.176", "986"),
        ("", "", "26"),
        ("44.797", "5.163", ""),
    ],
)
def test_right_places(latitude, longitude, dep):
    assert form(latitude, longitude, dep) == {}


@pytest.mark.parametrize(
    ("latitude", "longitude", "dep", "key", "sure"),
    [
        ("0", "0", "26", "coordinates_zero", "certain"),
        ("0.0", "0.000", "26", "coordinates_zero", "certain"),
        ("44.797", "", "26", "coordinates_half", "certain"),
        ("5.41423", "43.52609", "13", "coordinates_swapped", "certain"),
        ("55.450", "-20.882", "974", "coordinates_swapped", "certain"),
        ("43,52609", "5,41423", "13", "coordinates_comma", "certain"),
        ("43.52609", "5,41423", "13", "coordinates_comma", "certain"),
        ("999", "5.41423", "13", "coordinates_outside", "certain"),
        ("43526093", "5414231", "13", "coordinates_outside", "certain"),
        ("-43.52609", "5.41423", "13", "coordinates_outside", "certain"),
        ("6271234.5", "897654.2", "13", "coordinates_projected", "certain"),
        ("897654.2", "6271234.5", "13", "coordinates_projected", "certain"),
        ("48.856", "2.352", "974", "coordinates_territory", "certain"),
        ("-20.882", "55.450", "26", "coordinates_territory", "certain"),
        ("44.8", "5.16", "26", "coordinates_round", "likely"),
        ("44", "5", "26", "coordinates_round", "likely"),
    ],
)
def test_doubtful_places(latitude, longitude, dep, key, sure):
    assert form(latitude, longitude, dep) == {(key, sure): [0]}


def test_the_precision_is_told_in_metres():
    def metres(latitude, longitude):
        return check_decimals(Points([latitude], [longitude]))[0].values["metres"]

    assert metres("44.81", "5.16") == 1_000
    assert metres("44.8", "5.1") == 10_000
    assert metres("44", "5") == 100_000


def far(latitude, longitude, code="", postcode=""):
    doubts, unchecked = check_distance(Points([latitude], [longitude]), [code], [postcode], TOWNS)
    return [(doubt.sure, doubt.shown[0]) for doubt in doubts], unchecked


def test_the_official_example_is_at_aix_and_not_at_reims():
    assert far("43.52609", "5.41423", "51454", "51100") == (
        [("certain", "43.52609, 5.41423 ≈ Aix-en-Provence (647 km)")],
        0,
    )


def test_a_place_in_its_town():
    assert far("43.52609", "5.41423", "13001", "13100") == ([], 0)


def test_the_sureness_grows_with_the_distance():
    for km, sure in zip(
        (FAR["town"][0] + 5, FAR["town"][1] + 5, FAR["town"][2] + 5), ("look", "likely", "certain"), strict=True
    ):
        latitude = 49.265 - km / 111.195
        assert [found[0] for found in far(f"{latitude:.5f}", "4.029", "51454")[0]] == [sure]


def test_a_town_without_centre_is_judged_by_its_postcode():
    assert far("44.35", "5.10", "26001", "26110") == ([], 0)
    assert far("48.85", "2.35", "26001", "26110")[0][0][0] == "certain"


def test_a_town_of_which_nothing_is_known_is_judged_by_its_department_and_more_loosely():
    assert far("44.90", "4.90", "26003", "26999") == ([], 0)
    assert far("48.85", "2.35", "26003", "26999")[0][0][0] == "certain"


def test_a_wrong_centre_is_forgiven_by_the_postcode():
    assert far("49.290", "1.010", "76486", "76500") == ([], 0)


def test_a_postcode_alone_is_enough():
    assert far("43.52609", "5.41423", "", "51100")[0][0][0] == "certain"
    assert far("49.26", "4.03", "", "51100") == ([], 0)


def test_a_postcode_that_contradicts_the_code_is_not_believed():
    assert far("43.52609", "5.41423", "51454", "13100")[0][0][0] == "certain"


def test_wide_communes_overseas():
    assert far("3.65", "-54.03", "97302", "97300")[0] == [("look", "3.65, -54.03 (237 km)")]
    assert far("-22.276", "166.458", "98818", "98800") == ([], 1)


def test_nothing_known_is_counted_and_not_guessed():
    assert far("44.797", "5.163") == ([], 1)
    assert check_distance(Points(["44.797"], ["5.163"]), ["26901"], ["26950"], Communes()) == ([], 1)


def test_many_places_on_one_point():
    points = Points(["44.797"] * 4 + ["44.798"], ["5.163"] * 5)
    addresses = ["1 rue A", "2 rue B", "3 rue C", "4 rue D", "5 rue E"]
    assert keys(check_crowd(points, addresses, [""] * 5)) == {("coordinates_crowd", "likely"): [0, 1, 2, 3]}


def test_several_services_at_one_address_are_no_crowd():
    points = Points(["44.797"] * 5, ["5.163"] * 5)
    assert check_crowd(points, ["1 place de la Mairie"] * 4 + ["1 PLACE DE LA MAIRIE"], [""] * 5) == []


def test_the_stops_of_a_bus_are_no_crowd():
    points = Points(["44.797"] * 4, ["5.163"] * 4)
    assert check_crowd(points, ["a", "b", "c", "d"], ["Itinérant"] * 4) == []


def test_a_crowd_without_addresses_is_only_worth_a_look():
    points = Points(["44.797"] * 6, ["5.163"] * 6)
    assert keys(check_crowd(points, [""] * 6, [""] * 6)) == {("coordinates_crowd", "look"): [0, 1, 2, 3, 4, 5]}
