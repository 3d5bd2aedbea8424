"""Likely duplicates: found when they are, and left alone when two places only share a building or a name."""

import random
import time

import pandas as pd
import pytest

from culture_d.standard.duplicates import LIKELY, likely_duplicates
from culture_d.standard.place_names import read_address, read_name, same_address, same_name

PLACE = {
    "id": "a-1",
    "pivot": "43493312300029",
    "nom": "Médiathèque des Tilleuls",
    "commune": "Valombre",
    "code_postal": "26950",
    "code_insee": "26901",
    "adresse": "4 place des Tilleuls",
    "latitude": "44.79754",
    "longitude": "5.16452",
    "telephone": "+33465710101",
    "courriels": "mediatheque@valombre.example",
    "itinerance": "Fixe",
}
NO_CONTACT = {"telephone": "", "courriels": "", "pivot": ""}


def pair(other, place=PLACE, **common):
    found = likely_duplicates([place | common, place | common | {"id": "b-1"} | other])
    return found[0] if found else None


@pytest.mark.parametrize(
    "other",
    [
        {"nom": "Mediatheque Les Tilleuls", "adresse": "4 PL. DES TILLEULS"},
        {"nom": "Médiathèque des Tileuls"},
        {"nom": "Médiathèque municipale des Tilleuls", "latitude": "", "longitude": ""},
        {"nom": "Bibliothèque des Tilleuls", "latitude": "44.79760", "longitude": "5.16460"},
        {"adresse": "place des Tilleuls", "telephone": "04 65 71 01 01"},
        {"adresse": "4 place des Tilleuls 26950 Valombre", **NO_CONTACT},
        {"latitude": "44.9", "longitude": "5.3"},  # the same address, and a wrong point
    ],
)
def test_one_place_written_twice(other):
    found = pair(other)
    assert found and found.sure == "likely" and found.score >= LIKELY
    assert (found.a, found.b) == (0, 1)


def test_identical_rows_are_certain():
    found = pair({})
    assert (found.score, found.sure, found.identical) == (1.0, "certain", True)


def test_a_pair_says_why():
    found = pair({"nom": "Médiathèque les Tilleuls", "latitude": "44.79763", "courriels": "", "pivot": ""})
    assert (
        found.why("en")
        == "Maybe one place: the same name, the same address, 10 metres apart, the same telephone number."
    )
    assert found.why("fr").startswith(
        "Peut-être un seul lieu\u00a0: le même nom, la même adresse, 10 mètres de distance"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Médiathèque de Valombre", "France services de Valombre"),
        ("Mairie de Valombre", "Médiathèque de Valombre"),
        ("Mairie de Valombre", "CCAS de Valombre"),
        ("Clic solidaire", "Les Doigts agiles"),
        ("Association Clic 26", "Association Réseau 26"),
        ("Club informatique de Valombre", "Club photo de Valombre"),
        ("Bus numérique 1", "Bus numérique 2"),
        ("Secours populaire", "Secours catholique"),
        ("CSC Château de l’Horloge", "ATMF"),
        ("Mairie de Quartier - Jas De Bouffan", "Unis-Cité Aix en Provence"),
    ],
)
def test_two_services_of_one_building(one, other):
    assert pair({"nom": other}, nom=one) is None


def test_a_service_named_after_its_host_is_never_likely():
    found = pair({"nom": "France services (médiathèque des Tilleuls)"})
    assert found is None or found.sure == "look"
    found = pair({"nom": "Les amis de la médiathèque"}, nom="Médiathèque")
    assert found is None or found.sure == "look"


def test_two_offices_of_one_network():
    away = {"latitude": "44.772", "longitude": "5.201", "commune": "Pont-Clairet", "code_postal": "26951"}
    away |= {"code_insee": "26902", "adresse": "2 rue des Forges"}
    assert pair(away, nom="France Travail", telephone="3949") is None
    assert pair(away, nom="Mairie", telephone="+33465710101") is None


def test_the_same_address_in_two_towns():
    other = {"commune": "Pont-Clairet", "code_postal": "26951", "code_insee": "26902"}
    assert pair(other, nom="Mairie", adresse="1 place de la Mairie", latitude="", longitude="", **NO_CONTACT) is None


def test_neighbours_of_one_street():
    other = {
        "adresse": "27 place des Tilleuls",
        "latitude": "44.80",
        "longitude": "5.17",
        "nom": "Ludothèque des Tilleuls",
    }
    assert pair(other) is None


def test_the_same_name_and_town_without_any_address_is_worth_a_look():
    found = pair({"telephone": "+33465710999"}, adresse="", latitude="", longitude="", pivot="", courriels="")
    assert found.sure == "look"


def test_different_owners_speak_against():
    found = pair({"pivot": "78930831900019", "telephone": "", "courriels": ""})
    assert "different SIREN" in found.why("en")
    assert found.score < pair({"pivot": "", "telephone": "", "courriels": ""}).score


BUS = {"nom": "Lanabus, le bus numérique", "itinerance": "Itinérant", "adresse": "Place du Marché"}
STOP = {"adresse": "Place des Fêtes", "commune": "Pont-Clairet", "code_postal": "26951", "code_insee": "26902"}
STOP |= {"latitude": "44.769", "longitude": "5.203"}


def test_two_stops_of_a_bus_are_only_worth_a_look():
    found = pair(STOP, **BUS)
    assert found.sure == "look" and "itinerant" in found.why("en")


def test_a_tour_of_stops_is_no_duplicate():
    stops = [PLACE | BUS | {"adresse": f"Halte {n}", "latitude": f"44.{n}", "id": str(n)} for n in range(60, 66)]
    assert likely_duplicates(stops) == []


def test_a_bus_written_twice_at_one_stop():
    assert pair({"nom": "Le Lanabus"}, **BUS).sure == "likely"


def test_the_town_number_is_shared_by_its_services():
    rows = [PLACE | {"nom": f"Antenne {name}", "adresse": f"{n} rue {name}", "latitude": f"44.8{n}", "id": str(n)}
            for n, name in enumerate(("Rivière", "Colline", "Plateau", "Vignes", "Gare", "Canal"))]  # fmt: skip
    assert likely_duplicates(rows) == []


def test_a_dataframe_and_the_names_of_version_0_1():
    rows = [{k if k != "courriels" else "courriel": v for k, v in PLACE.items()}]
    found = likely_duplicates(pd.DataFrame([*rows, rows[0] | {"id": "b", "nom": "Médiathèque Les Tilleuls"}]))
    assert "same e-mail" in found[0].why("en")


def test_missing_columns_and_cells():
    assert likely_duplicates([]) == []
    assert likely_duplicates([{"nom": "A"}, {"nom": None}, {}]) == []
    assert likely_duplicates(pd.DataFrame({"autre": ["a", "b"]})) == []


def test_the_threshold():
    rows = [PLACE, PLACE | {"id": "b", "nom": "Bibliothèque des Tilleuls", **NO_CONTACT}]
    assert likely_duplicates(rows) and not likely_duplicates(rows, threshold=0.99)


def test_the_order_of_the_rows_does_not_matter():
    rows = [
        PLACE | {"id": str(n), "nom": nom}
        for n, nom in enumerate(("Médiathèque des Tilleuls", "Mediatheque Tilleuls", "CCAS"))
    ]
    assert [(p.a, p.b) for p in likely_duplicates(rows)] == [(0, 1)]
    assert [(p.a, p.b) for p in likely_duplicates(rows[::-1])] == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 bis r. de la Gare", "12 B rue de la gare"),
        ("1, Bd. du Mal Foch", "1 BOULEVARD DU MARECHAL FOCH"),
        ("12 av. de la Gare", "12 avenue de la Gare"),
        ("3 rue St Jean", "3 rue Saint-Jean"),
        ("05 impasse des Lilas", "5 imp. des Lilas"),
    ],
)
def test_two_ways_to_write_an_address(one, other):
    assert same_address(read_address(one), read_address(other)) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("12 rue du Pont", "14 rue du Pont"), ("12 rue du Pont", "12 rue du Port Vieux")]
)
def test_two_addresses(one, other):
    assert same_address(read_address(one), read_address(other)) < 0.5


def test_an_acronym_and_its_words():
    name = read_name("Association des travailleurs maghrébins de France"), read_name("ATMF")
    assert same_name(*name) >= 0.5


def _rows(count, seed):
    choose = random.Random(seed)
    words = [
        a + b
        for a in ("bel", "mont", "clair", "vieux", "haut", "roche", "val", "fon")
        for b in ("bois", "pré", "mas", "lac")
    ]
    kinds = ("Médiathèque", "Mairie", "CCAS", "Centre social", "Association", "EPN")
    for n in range(count):
        yield PLACE | {
            "id": str(n),
            "nom": f"{choose.choice(kinds)} {choose.choice(words)} {choose.choice(words)}",
            "adresse": f"{choose.randint(1, 60)} rue {choose.choice(words)}",
            "code_postal": f"26{choose.randint(0, 99):02}0",
            "commune": f"Commune {choose.randint(0, 99)}",
            "latitude": f"{44 + choose.random():.5f}",
            "longitude": f"{5 + choose.random():.5f}",
            "telephone": f"+334657{choose.randint(0, 99999):05}",
            **{"pivot": "", "courriels": ""},
        }


def test_thousands_of_rows_take_seconds():
    rows = list(_rows(5_000, 1))
    start = time.process_time()
    likely_duplicates(rows)
    assert time.process_time() - start < 8
