"""The sheet of a dataset: what it understands, what it asks, what it finds odd; its first draft."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from culture_d.i18n import LANGUAGES, use
from culture_d.publish import FREQUENCIES, FieldWords, PublishError, Sheet, draft, find_frequency
from culture_d.publish.sheet import period
from culture_d.publish.sheet_checks import is_someones, remarks
from culture_d.tables import read_table

GOOD = {
    "title": "Street trees of Valombre in 2025",
    "description": "One line for each tree that the town looks after along its streets, measured by two gardeners in "
    "spring 2025. Trees of parks and private gardens are not in it.",
    "producer": "Town of Valombre",
    "licence": "lov2",
    "frequency": "annual",
    "keywords": "trees, streets",
    "temporal": ("2025-03-01", "2025-05-31"),
    "spatial": "Valombre",
    "contact": "opendata@valombre.example",
    "fields": {"height_m": ("Height", "From the ground to the top.", "m")},
    "modified": "07/03/2026",
}


@pytest.fixture(autouse=True)
def _english():
    use("en")


def odd(**lines) -> list[str]:
    """Return the keys of what is odd in a good sheet where some lines were changed."""
    sheet = Sheet(**(GOOD | lines))
    return [remark.says.key.removeprefix("publish.odd_") for remark in remarks(sheet) if remark.kind == "odd"]


def test_a_good_sheet_has_nothing_missing_nor_odd():
    sheet = Sheet(**GOOD)
    assert sheet.missing() == sheet.odd() == []
    assert sheet.keywords == ["trees", "streets"] and sheet.modified == dt.date(2026, 3, 7)
    assert sheet.fields["height_m"] == FieldWords("Height", "From the ground to the top.", "m")
    assert sheet.known_licence.id == "fr-lo" and sheet.known_frequency.id == "annual"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_sheet_asks_plain_questions(lang):
    sheet = Sheet(lang=lang)
    asked = sheet.missing(lang)
    assert len(asked) == 11 and sheet.odd(lang) == []
    assert sum("?" in question for question in asked) >= 10
    assert asked[0] in sheet.missing(lang) and sheet._repr_html_().count("<li>") == 11


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({"title": "export_final_v2.csv"}, "title_file"),
        ({"title": "Copie de budget primitif"}, "title_file"),
        ({"title": "t " * 80}, "title_long"),
        ({"title": "Trees"}, "title_short"),
        ({"title": "STREET TREES OF VALOMBRE"}, "title_capitals"),
        ({"description": "Measured by two gardeners."}, "description_short"),
        ({"description": "Street trees of Valombre in 2025. " * 5}, "description_repeats"),
        ({"licence": "the mayor's own"}, "licence_unknown"),
        ({"licence": "none"}, "licence_none"),
        ({"licence": "cc-by-nc"}, "licence_closed"),
        ({"licence": "CC-BY-4.0"}, "licence_decree"),
        ({"frequency": "now and then"}, "frequency_unknown"),
        ({"frequency": "unknown"}, "frequency_vague"),
        ({"keywords": [f"word{i}" for i in range(20)]}, "keywords_many"),
        ({"keywords": "data, Open Data, CSV"}, "keywords_empty"),
        ({"temporal": ("2025", "2024")}, "temporal_inverted"),
        ({"temporal": ("2025", None)}, "temporal_half"),
        ({"contact": "ask at the desk"}, "contact_form"),
        ({"contact": "marie.zorglub@valombre.example"}, "contact_person"),
        ({"contact": "bricoleur38@gmail.com"}, "contact_person"),
        ({"fields": {"height_m": "Height"}}, "fields_bare"),
        ({"theme": "TREES"}, "theme"),
    ],
)
def test_what_is_odd_is_said(lines, expected):
    assert odd(**lines) == [expected]
    for lang in LANGUAGES:
        [sentence] = Sheet(**(GOOD | lines)).odd(lang)
        assert sentence.endswith(".") and "{" not in sentence


@pytest.mark.parametrize(
    "contact", ["mairie.valombre@wanadoo.fr", "contact@gmail.com", "https://valombre.example/data"]
)
def test_an_address_of_a_service_is_fine(contact):
    assert odd(contact=contact) == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [("m.zorglub@ville.example", True), ("Paul.Vandersmissen@ville.example", True), ("donnees@ville.example", False)],
)
def test_whose_address_it_is(address, expected):
    assert is_someones(address) is expected


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title", 3), ("title", ["a"]), ("keywords", 3), ("keywords", [1]), ("keywords", {"a": 1}), ("temporal", "so"),
        ("temporal", (1, 2, 3)), ("temporal", True), ("fields", ["a"]), ("fields", {"a": 3}), ("fields", {"a": (1,)}),
        ("fields", {"a": {"colour": "red"}}), ("modified", "32/01/2020"), ("modified", object()),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_at_once_in_a_sentence(line, value):
    sheet = Sheet(lang="fr")
    with pytest.raises(PublishError) as told:
        setattr(sheet, line, value)
    assert "\n" not in str(told.value) and str(told.value).endswith(".")
    assert sheet == Sheet(lang="fr")


def test_a_line_that_does_not_exist_is_refused_with_the_list():
    with pytest.raises(PublishError, match="keywords"):
        Sheet().titel = "x"


def test_nothing_is_an_empty_line():
    assert Sheet(title=None, keywords=None, temporal=None, fields=None, modified=None, lang="de") == Sheet()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (2020, (dt.date(2020, 1, 1), dt.date(2020, 12, 31))),
        (("2016", "2023"), (dt.date(2016, 1, 1), dt.date(2023, 12, 31))),
        ({"start": "2020-01-02T00:00:00+00:00", "end": None}, (dt.date(2020, 1, 2), None)),
        ([pd.Timestamp("2020-05-01"), "03/06/2021"], (dt.date(2020, 5, 1), dt.date(2021, 6, 3))),
        (("", ""), (None, None)),
        (pd.NaT, (None, None)),
    ],
)
def test_a_period_is_written_as_people_do(given, expected):
    assert Sheet(temporal=given).temporal == expected


def test_a_period_in_words():
    day = dt.date(2021, 3, 1)
    assert period((dt.date(2016, 1, 1), dt.date(2023, 12, 31)), "fr") == "de 2016 à 2023"
    assert period((dt.date(2016, 1, 1), dt.date(2016, 12, 31)), "fr") == "2016"
    assert period((day, dt.date(2021, 4, 2)), "fr") == "du 1er mars 2021 au 2 avril 2021"
    assert period((day, None), "en") == "since 1 March 2021" and period((None, day), "fr") == "jusqu’au 1er mars 2021"
    assert period((None, None), "en") == ""


# How often


def test_every_frequency_has_words_and_an_address():
    assert len(FREQUENCIES) == 40 and len({term.id for term in FREQUENCIES}) == 40
    for term in FREQUENCIES:
        assert term.uri.startswith("http://publications.europa.eu/resource/authority/frequency/")
        for lang in LANGUAGES:
            assert find_frequency(term.words(lang)).words(lang) == term.words(lang)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Annuelle", "annual"), ("mensuelle", "monthly"), ("temps réel", "continuous"), ("ANNUAL_2", "semiannual"),
        ("http://publications.europa.eu/resource/authority/frequency/WEEKLY", "weekly"), ("realtime", "continuous"),
        ("tous les six mois et demi", None), ("", None), (12, None), (None, None),
    ],
)  # fmt: skip
def test_a_frequency_is_found_by_the_names_people_give(name, expected):
    found = find_frequency(name)
    assert (found and found.id) == expected


# The draft


def test_a_draft_fills_what_the_table_knows():
    raw = "commune;Date de plantation;hauteur_m;Surface (m²);sexe_h;date_maj\nValombre;03/02/2021;12,5;4;3;01/01/2026\n"
    raw += "Valombre;17/11/2024;8;5;4;02/01/2026\n"
    sheet = draft(read_table(raw.encode()), "Arbres de Valombre", "fr")
    assert sheet.fields["hauteur_m"] == FieldWords("Hauteur", "", "m")
    assert sheet.fields["Surface (m²)"] == FieldWords("Surface", "", "m²")
    assert sheet.fields["Date de plantation"].title == "Date de plantation"
    assert sheet.temporal == (dt.date(2021, 2, 3), dt.date(2024, 11, 17))  # the day of the update is no period
    assert sheet.spatial == "Valombre" and sheet.lang == "fr" and sheet.title == "Arbres de Valombre"
    assert any(question.startswith("Licence") for question in sheet.missing())


def test_a_draft_reads_years_in_the_header_and_in_a_column():
    wide = pd.DataFrame({"ville": ["a", "b"], "pop_2016": [1, 2], "pop_2023": [3, 4]})
    assert draft(wide).temporal == (dt.date(2016, 1, 1), dt.date(2023, 12, 31))
    long = pd.DataFrame({"annee": [2010, 2012], "n": [1, 2]})
    assert draft(long).temporal == (dt.date(2010, 1, 1), dt.date(2012, 12, 31))


@pytest.mark.parametrize(
    "table", [pd.DataFrame(), pd.DataFrame({"a": []}), pd.DataFrame([[1, np.nan]], columns=[3, None])]
)
def test_a_draft_of_little_is_a_sheet(table):
    assert isinstance(draft(table), Sheet)


def test_only_a_table_is_drafted():
    with pytest.raises(PublishError, match="read_table"):
        draft([1, 2])


def test_the_sheet_shows_itself_escaped():
    shown = Sheet(
        **(GOOD | {"title": "<script>alert(1)</script> trees of the town", "keywords": ['"><b>']})
    )._repr_html_()
    assert "<script" not in shown and "&lt;script&gt;" in shown and '"><b>' not in shown
