"""The tables of the course: valid, sourced, shown with their source, and equal to what the prose says."""

import re

import pytest
from frictionless import Package

from culture_d import catalogue, i18n
from culture_d.catalogue import CatalogueError, load

NAMES = [resource["name"] for resource in catalogue.descriptor()["resources"]]


@pytest.fixture(autouse=True)
def _english():
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)


def test_the_data_package_is_valid():
    report = Package(str(catalogue.DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


@pytest.mark.parametrize("resource", catalogue.descriptor()["resources"], ids=NAMES)
def test_every_table_says_what_it_is_in_both_languages(resource):
    for texts in [resource["titles"], resource["descriptions"], resource["credit"]]:
        assert texts["en"] and texts["fr"]
    assert resource["sources"] and all(s["path"].startswith("https://") for s in resource["sources"])
    assert resource["licenses"] and re.fullmatch(r"\d{4}-\d\d-\d\d", resource["updated"])
    for field in resource["schema"]["fields"]:
        assert field["titles"]["en"] and field["titles"]["fr"], field["name"]
        assert field["type"] != "number" or "unit" in field, field["name"]


def test_every_csv_is_described():
    assert {path.stem for path in catalogue.DATA.glob("*.csv")} == set(NAMES)


def test_the_table_shows_its_title_units_source_and_licence():
    html = load("zettabytes")._repr_html_()
    for text in ("Data created in the world", "zettabytes", "Source:", "Statista", "Licence:"):
        assert text in html
    i18n.use("fr")
    assert "6,5" in load("zettabytes")._repr_html_()


def test_a_selection_keeps_its_source():
    assert "Source:" in load("lyon-districts").head(2)._repr_html_()


def test_values_are_text_never_markup():
    table = load("lyon-districts")
    table.loc[0, "arrondissement"] = "<script>alert(1)</script>"
    assert "<script>" not in table._repr_html_() and "&lt;script&gt;" in table._repr_html_()


def test_codes_keep_their_form():
    assert load("lyon-districts")["code_insee"].tolist()[0] == "69381"


def test_an_unknown_table_is_one_clear_sentence():
    with pytest.raises(CatalogueError, match="zettabytes"):
        load("zetabytes")


def test_projections_are_what_the_description_says():
    table = load("zettabytes").set_index("year")
    for n, year in enumerate(range(2021, 2026), start=1):
        assert table.loc[year, "basis"] == "projection"
        assert table.loc[year, "zettabytes"] == pytest.approx(64.2 * 1.23**n, rel=0.01)


def test_lyon_adds_up():
    table = load("lyon-districts")
    assert table["population_municipale_2016"].sum() == 515_695
    assert table["population_municipale_2023"].sum() == 519_127


def test_emissions_add_up():
    table = load("transport-emissions")
    parts = table[["construction", "use", "contrails"]].sum(axis=1)
    assert (parts - table["total"]).abs().max() < 0.011


def test_a_computation_of_the_readers_own_is_not_given_the_source_of_the_table():
    counted = load("first-names").groupby("prenom")[["nombre"]].sum()
    assert "Source:" not in counted._repr_html_() and "Marie" in counted._repr_html_()


def test_a_cell_that_holds_a_list_is_shown():
    table = load("lyon-districts").head(1).astype(object)
    table.at[0, "arrondissement"] = ["a", "b"]
    assert "Source:" in table._repr_html_()
