"""Texts, services and addresses."""

import pytest

from culture_d.standard.beyond.texts import (
    check_capitals,
    check_contacts,
    check_damage,
    check_nothing,
    check_services,
    check_street,
)
from culture_d.standard.communes import Commune, Communes

TOWNS = Communes([Commune("13001", "Aix-en-Provence", ("13090", "13100")), Commune("51454", "Reims", ("51100",))])


def found(doubts):
    return [(doubt.key, doubt.sure) for doubt in doubts]


@pytest.mark.parametrize(
    "cell",
    [
        "Médiathèque",
        "L’Établi – cœur de ville",
        "« Mon Espace Santé »",
        "ÎLE, ÂGE, ÇA",
        "R&D et 3 < 4",
        "A & B",
        "Café  ",
        "",
    ],
)
def test_texts_that_are_right(cell):
    assert check_damage("nom", [cell]) == []


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("MÃ©diathÃ¨que", "text_accents"),
        ("lâ€™Ã‰tabli", "text_accents"),
        ("12Â°", "text_accents"),
        ("M�diath�que", "text_accents"),
        ("<p>Ouvert</p>", "text_html"),
        ("Ouvert<br/>tous les jours", "text_html"),
        ("Accueil&nbsp;: 2", "text_html"),
        ("L&#39;Établi", "text_html"),
    ],
)
def test_damaged_texts(cell, key):
    assert found(check_damage("nom", [cell])) == [(key, "certain")]


def test_what_was_meant_is_shown():
    (doubt,) = check_damage("nom", ["Médiathèque".encode().decode("cp1252")])
    assert doubt.shown == ["MÃ©diathÃ¨que → Médiathèque"]


@pytest.mark.parametrize("cell", ["null", "NULL", "n/a", "NaN", "-", "vide", "none", "NC"])
def test_ways_to_write_nothing(cell):
    assert found(check_nothing("nom", [cell])) == [("text_null", "certain")]


@pytest.mark.parametrize("cell", ["Néant", "aucun", "À compléter", "pas de site", "XXXX", "test"])
def test_words_that_say_nothing(cell):
    assert found(check_nothing("nom", [cell])) == [("text_nothing", "likely")]


@pytest.mark.parametrize(
    "cell", ["Nantes", "ND de Lorette", "Sans objet perdu", "Testeurs", "Naïm", "0", "Rien ne se perd"]
)
def test_words_that_say_something(cell):
    assert check_nothing("nom", [cell]) == []


def test_a_value_of_the_schema_is_never_nothing():
    assert check_nothing("x", ["NC"], allowed=("NC",)) == []


@pytest.mark.parametrize(
    "cell", ["CCAS", "ATMF", "CSC AIX NORD", "EPN 26", "Médiathèque LA PASSERELLE", "MJC DES PINS"]
)
def test_acronyms_are_not_capitals(cell):
    assert check_capitals("nom", [cell]) == []


@pytest.mark.parametrize(
    "cell", ["MÉDIATHÈQUE DES TILLEULS", "AIX-EN-PROVENCE", "NOUS VOUS ACCUEILLONS TOUS LES JOURS"]
)
def test_capitals(cell):
    assert found(check_capitals("nom", [cell])) == [("text_capitals", "look")]


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("Appelez le 04 65 71 01 01.", ["text_phone"]),
        ("Appelez le +33 4 65 71 01 01", ["text_phone"]),
        ("Écrivez à contact@valombre.example", ["text_mail"]),
        ("Ouvert en 2024, SIRET 43493312300029, 12 ateliers", []),
        ("De 2019 à 2024", []),
    ],
)
def test_contacts_inside_a_presentation(cell, keys):
    assert [key for key, _ in found(check_contacts("presentation_resume", [cell]))] == keys


def test_places_without_a_service():
    (doubt,) = check_services(["Accès internet et matériel informatique", "", ""])
    assert (doubt.key, doubt.sure, doubt.rows) == ("services_empty", "look", [1, 2])


@pytest.mark.parametrize(
    ("address", "postcode", "key"),
    [
        ("4181 ROUTE DE GALICE", "13290", None),
        ("CS 13100, 12 rue du Pont", "13100", None),
        ("12 rue du 11 novembre", "13100", None),
        ("10500 route des Milles", "13090", None),  # a number that is no postcode of our table
        ("Place de l’Hôtel-de-Ville", "13100", None),
        ("0 rue du Pont", "13100", ("address_zero", "likely")),
        ("00 Rue du Pont", "13100", ("address_zero", "likely")),
        ("13100", "13100", ("address_only", "certain")),
        ("13100 Aix-en-Provence", "13100", ("address_only", "certain")),
        ("12 rue du Pont 13100 Aix-en-Provence", "13100", ("address_repeats", "look")),
        ("12 rue du Pont 51100 Reims", "13100", ("address_code", "likely")),
        ("12 rue du Pont 13100 Aix", "", ("address_code", "likely")),
    ],
)
def test_addresses(address, postcode, key):
    doubts = check_street([address], [postcode], ["Aix-en-Provence"], TOWNS)
    assert found(doubts) == ([key] if key else [])
