"""What ``describe`` says of a table: lines, columns, gaps, oddities, people, three questions, in both languages."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from dialect_corpus import CORPUS
from table_samples import PRIVATE, nothing_written, people

import culture_d as cd
from culture_d.description import describe
from culture_d.i18n import messages
from culture_d.tables import TableError, read_table

LANGUAGES = ("en", "fr")
FILES = Path(__file__).resolve().parents[2] / "data" / "portals" / "files"


def rules(table, **how) -> dict[str, tuple]:
    """Return the oddities of a table: rule -> names of the columns."""
    return {odd.rule: odd.names for odd in describe(table, **how).oddities}


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", re.sub("[\u202f.,]", "", text).replace("1er", "1")))


# --- what is said


def test_a_raw_file_is_told_from_end_to_end():
    table = read_table(FILES / "populations-2019-rhone.csv")
    assert describe(table, lang="en").sentences() == [
        "“populations-2019-rhone.csv” has 275 lines and 6 columns.",
        "It does not say where it comes from.",
        "Each line has its own “COM”: that is what tells it from the others.",
        "“REG”: a code, not to be added up.",
        "“DEP”: a code, not to be added up.",
        "“COM”: 275 different codes, not to be added up.",
        "“PMUN”: whole numbers, from 104 to 152,212.",
        "“PCAP”: whole numbers, from 0 to 1,085.",
        "“PTOT”: whole numbers, from 105 to 153,294.",
        "No cell is empty.",
        "No date and no year says of when these figures are.",
        "Where: “REG” names 1 region; “DEP” names 1 department; "
        "“COM” holds 275 five-digit codes, postcodes or INSEE codes.",
        "In “COM”, Paris, Lyon or Marseille comes in districts: the city itself has no line, "
        "its districts are to be added up.",
        "“REG” and “DEP” each say the same on every line: somebody may have filtered the table before you came.",
        "No column seems to describe people. Crossed with another table, this one may still point to somebody.",
        "Do you want the city or its districts?",
        "Who made this table, how, and may you use it?",
        "What exactly does “PMUN” count, and in which unit?",
    ]


def test_a_table_of_the_course_says_its_title_source_licence_and_units():
    told = describe(cd.load("electricity-mix"), lang="fr").sentences()
    assert told[0] == "«\u00a0D’où vient l’électricité de la France\u00a0» compte 11 lignes et 5 colonnes."
    assert told[1].startswith("Elle vient de\u00a0: Boursorama") and "Licence\u00a0: " in told[1]
    assert "«\u00a0twh\u00a0» (Électricité produite)\u00a0: nombres décimaux (TWh), de 10,3 à 536,5." in told
    assert "Quelles lignes sont des totaux, et de quoi\u202f?" in told
    mine = cd.load("electricity-mix").assign(double=1)
    assert "Elle ne dit pas d’où elle vient." in describe(mine, "la mienne", "fr").sentences()


def test_the_file_of_a_producer_says_what_was_left_aside():
    raw = b"Titre;;\n\nville;2016;2022\nLyon;1;\nBron;2;NC\nVaulx;3;4\n\nSource : Insee\n"
    told = describe(read_table(raw), "villes", "en").sentences()
    assert told[0] == "“villes” has 3 lines and 3 columns."
    assert "2 lines above or below the table were left aside: they may say where the figures come from." in told
    assert "2 cells are missing out of 9, first in “2022”." in told
    assert "The names of columns bear years: 2016 and 2022." in told


def test_what_a_line_is():
    pair = pd.DataFrame({"ville": ["Lyon", "Lyon", "Bron", "Bron"], "an": [2016, 2022, 2016, 2022], "n": [5, 6, 5, 6]})
    told = describe(pair, lang="en").sentences()
    assert "No column alone tells the lines apart; “ville” and “an” together do." in told
    assert "“an”: years, from 2016 to 2022." in told and "In “an”, the years run from 2016 to 2022." in told
    lost = describe(pd.DataFrame({"mot": list("aab"), "n": [1.5, 1.5, 2.5]}), lang="en")
    assert "Nothing tells one line from another for sure: ask what a line stands for." in lost.sentences()
    assert "1 line repeats another from end to end." in lost.sentences()
    assert lost.questions()[0] == "Are the repeated lines slips, or things that happened twice?"


def test_a_wide_table_is_not_told_column_by_column():
    told = describe(pd.DataFrame({f"c{i}": [1, 2] for i in range(100)}), lang="en").sentences()
    assert "And 70 other columns." in told and len(told) < 45


# --- what looks odd


ODD = {
    "zero": pd.DataFrame({"pop": [0, 1200, 3400, 5600, 7800, 9000]}),
    "sentinel": pd.DataFrame({"prix": [12, 13, 9999, 12, 11, 9999]}),
    "constant": pd.DataFrame({"reg": ["84"] * 3}),
    "empty": pd.DataFrame({"rien": [None, None], "n": [1, 2]}),
    "code_number": pd.DataFrame({"code_postal": [1000, 69003, 13001]}),
    "day_number": pd.DataFrame({"jour": [20240131, 20240229, 20231231]}),
    "unit": pd.DataFrame({"prix": ["12 €", "13 €", "14 €"]}),
    "total": pd.DataFrame({"ville": ["Lyon", "Bron", "Total"], "n": [1, 2, 3]}),
    "percent": pd.DataFrame({"part_pct": [12.5, 120.0]}),
    "negative": pd.DataFrame({"nb_habitants": [12, -5, 14]}),
    "coordinate": pd.DataFrame({"latitude": [45.75, 457.5], "n": [1, 2]}),
    "districts": pd.DataFrame({"code_insee": ["69381", "69382", "69029"]}),
    "text": read_table(b"n;prix\n1;2,5\n2;gratuit\n3;4,5\n"),
    "day_first": read_table(b"jour;n\n01/02/2024;1\n03/04/2024;2\n"),
}
NOT_ODD = {
    "zero": pd.DataFrame(
        {
            "pcap": [0, 12, 34, 56, 78, 1085] * 100,
            "many": [0, 0, 0, 0, 5000, 6000] * 100,
            "slope": range(0, 60_000, 100),
        }
    ),
    "sentinel": pd.DataFrame({"age": [12, 45, 78, 99, 64, 30], "cote": [9100, 9999, 9050, 9900, 9500, 9300]}),
    "constant": pd.DataFrame({"reg": ["84", None, "84"]}),
    "code_number": pd.DataFrame({"code_postal": ["01000", "69003"], "n": [1000, 69003]}),
    "day_number": pd.DataFrame({"budget": [20241350, 20240229, 20231231]}),
    "percent": pd.DataFrame({"part_pct": [12.5, 100.0], "prix": [120, 130]}),
    "negative": pd.DataFrame({"solde": [12, -5, 14]}),
    "coordinate": pd.DataFrame({"latitude": [45.75, -21.1], "n": [1, 2]}),
    "districts": pd.DataFrame({"code_insee": ["69381", "69123", "69029"]}),
}


@pytest.mark.parametrize("rule", ODD)
def test_what_is_odd_is_said_in_both_languages(rule):
    found = describe(ODD[rule])
    assert rule in {odd.rule for odd in found.oddities}
    for odd in found.oddities:
        for lang in LANGUAGES:
            assert found._odd_told(odd, lang) in found.sentences(lang)


@pytest.mark.parametrize("rule", NOT_ODD)
def test_what_is_not_odd_is_not_said(rule):
    assert rule not in rules(NOT_ODD[rule])


def test_every_rule_of_oddity_has_a_case():
    named = {key.removeprefix("odd_") for key in messages()["describe"] if key.startswith("odd_")}
    assert named - {"title", "nothing"} == set(ODD)


def test_stand_ins_for_not_known():
    days = pd.to_datetime(["1900-01-01", "2024-01-02", "2024-01-03", "1900-01-01"])
    data = pd.DataFrame({"jour": days, "t": [-99, 12, 13, 14], "x": [1, 2, 3, 999]})
    data = pd.concat([data, data.assign(jour=pd.Timestamp("2023-05-06"), t=15, x=4)], ignore_index=True)
    told = describe(data, lang="fr").sentences()
    end = ", loin de tout le reste\u00a0: souvent une façon d’écrire «\u00a0inconnu\u00a0»."
    assert f"«\u00a0jour\u00a0» contient 2 fois le 1er janvier 1900{end}" in told
    assert (
        f"«\u00a0t\u00a0» contient une fois −99{end}" in told and f"«\u00a0x\u00a0» contient une fois 999{end}" in told
    )
    assert "Que veut dire −99 dans «\u00a0t\u00a0»\u202f?" in told


def test_nothing_odd_is_said_too():
    told = describe(pd.DataFrame({"ville": ["Lyon", "Bron"], "n": [1, 2]}), lang="en").sentences()
    assert "Nothing that a program can see, which proves nothing." in told


# --- people


def test_people_are_announced_and_never_quoted():
    with nothing_written():
        for table in (read_table(people()), read_table(people()).data, read_table(people()).data.astype(object)):
            for lang in LANGUAGES:
                found = describe(table, lang=lang)
                told = " ".join([*found.sentences(), repr(found), found._repr_html_()])
                assert not [value for value in PRIVATE if value in told]
                assert "12,5" not in told and "12.5" not in told, "bounds may point to somebody"
                assert found.questions()[0].count("«" if lang == "fr" else "“") == 4


def test_text_is_never_quoted():
    data = pd.DataFrame({"agent": ["Zorglub", "Zorglub", "Quintefeuille", "Quintefeuille"], "n": [1, 2, 3, 4]})
    told = " ".join(describe(data).sentences()) + describe(data)._repr_html_()
    assert "Zorglub" not in told and "Quintefeuille" not in told


# --- the same words, whatever the table


def test_both_languages_say_as_much():
    for dialect in CORPUS:
        found = describe(read_table(dialect.raw), dialect.name)
        told = {lang: found.sentences(lang) for lang in LANGUAGES}
        assert len(told["en"]) == len(told["fr"]), dialect.name
        for english, french in zip(told["en"], told["fr"], strict=True):
            assert numbers(english) == numbers(french)
        assert [len(found.questions(lang)) for lang in LANGUAGES] == [3, 3]
        assert not any("{" in s or s.endswith("..") for said in told.values() for s in said)


def test_the_same_table_gives_the_same_words():
    data = cd.load("city-temperatures")
    before = data.copy()
    assert (
        repr(describe(data)) == repr(describe(data.copy()))
        and describe(data)._repr_html_() == describe(data)._repr_html_()
    )
    pd.testing.assert_frame_equal(data, before)


def test_the_page_is_escaped_and_can_be_heard():
    data = pd.DataFrame({"<script>x</script>": ["<b>a</b>", "b"], "n": [1, 2]})
    page = describe(data, "<i>nom</i>", "fr")._repr_html_()
    assert "<script>" not in page and "<b>a" not in page and "<i>" not in page and "&lt;i&gt;nom&lt;/i&gt;" in page
    assert "<caption>Ce que les colonnes semblent contenir</caption>" in page
    assert page.count('scope="row"') == 2 and page.count('scope="col"') == 2 and page.count("<ol><li>") == 1


STRANGE = {
    "no line": pd.DataFrame({"a": pd.Series([], dtype=float), "b": pd.Series([], dtype=object)}),
    "one line": pd.DataFrame({"a": [1], "b": ["x"]}),
    "all missing": pd.DataFrame({"a": [None, None], "b": [np.nan, np.nan]}),
    "same names": pd.DataFrame([[1, "x"], [2, "y"]], columns=["a", "a"]),
    "names of two lines": pd.DataFrame([[1, 2], [3, 4]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")])),
    "names that are numbers": pd.DataFrame([[1, 2], [3, 4]]),
    "infinity": pd.DataFrame({"a": [1.5, np.inf, -np.inf, 2, 3, 4]}),
    "lists": pd.DataFrame({"a": [[1], [2], [1]]}),
    "times": pd.DataFrame({"a": pd.to_datetime(["2024-01-01", None]), "b": pd.to_timedelta(["1h", "2h"])}),
    "hours of Paris": pd.DataFrame({"a": pd.date_range("2024-01-01", periods=3, tz="Europe/Paris")}),
    "categories": pd.DataFrame({"a": pd.Categorical(["x", "y", "x"]), "b": pd.array([1, None, 3], dtype="Int64")}),
    "yes or no": pd.DataFrame({"a": [True, False, True], "b": ["oui", "non", "oui"]}),
    "another index": pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}, index=[7, 7]),
}


@pytest.mark.parametrize("case", STRANGE)
def test_strange_tables_are_described(case):
    for lang in LANGUAGES:
        found = describe(STRANGE[case], case, lang)
        assert found.sentences() and found._repr_html_() and len(found.questions()) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("what", "key"), [([1, 2], "not_a_table"), (pd.DataFrame(), "no_column")])
def test_what_is_no_table_is_refused_in_one_sentence(what, key, lang):
    with pytest.raises(TableError) as refusal:
        describe(what, lang=lang)
    assert str(refusal.value) == messages()["describe"][key][lang]


def test_the_course_exports_it():
    assert cd.describe is describe
