"""What to mend in a table before it is published, and the remedies."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from culture_d.i18n import LANGUAGES, use
from culture_d.publish import PublishError, draft, tidy, tidy_advice
from culture_d.publish.cell_habits import MOST_VALUES
from culture_d.publish.name_habits import snake_names, year_columns
from culture_d.tables import read_table

TREES = (
    "Commune;Date Relevé;Longueur;Essence;Nb d’arbres;Remarque;Vide\n"
    "Lyon;12/03/2021;12 km;Platane;1 200;RAS;\n"
    "Lyon;2021-04-01;3,5 km;Tilleul;300;à revoir;\n"
    "Lyon;03/05/2021;7 km;Tilleul ;25;ND;\n"
    "Total;;22,5 km;;1525;;\n"
)


@pytest.fixture(autouse=True)
def _english():
    use("en")


@pytest.fixture
def trees():
    return read_table(TREES.encode())


def found(table) -> dict[str, int]:
    return {finding.id: finding.n for finding in tidy_advice(table)}


def test_a_table_as_it_comes_is_told_in_counts(trees):
    assert found(trees) == {
        "names": 7, "empty_columns": 1, "totals": 1, "spaces": 1, "markers": 1, "dates-2": 3, "units-3": 4,
    }  # fmt: skip
    for lang in LANGUAGES:
        for sentence in tidy_advice(trees).sentences(lang):
            assert sentence.endswith((".", ".)")) and "{" not in sentence and "Platane" not in sentence


def test_only_what_changes_no_meaning_is_mended_unless_told(trees):
    data, log = tidy(trees)
    assert list(data) == ["commune", "date_releve", "longueur", "essence", "nb_d_arbres", "remarque"]
    assert data["essence"].tolist()[2] == "Tilleul" and pd.isna(data["remarque"][2]) and len(data) == 4
    assert data["longueur"][0] == "12 km" and len(log) == 4
    assert list(trees.data)[0] == "Commune" and trees.data["Essence"][2] == "Tilleul "  # the table is left as it was


def test_what_is_accepted_is_mended(trees):
    data, log = tidy(trees, ["totals", "units-3", "dates", "names"], "fr")
    assert data["longueur_km"].tolist() == [12.0, 3.5, 7.0]
    assert data["date_releve"].tolist() == [
        pd.Timestamp(2021, 3, 12),
        pd.Timestamp(2021, 4, 1),
        pd.Timestamp(2021, 5, 3),
    ]
    assert data["nb_d_arbres"].tolist() == [1200, 300, 25] and len(log) == 4
    assert all(sentence.endswith(".") for sentence in log)
    fields = draft(data).fields
    assert (fields["longueur_km"].title, fields["longueur_km"].unit) == ("Longueur", "km")
    assert fields["date_releve"].title == "Date Relevé"  # accents stay in the words for people
    assert not {"totals", "units-3", "names"} & set(found(data))


def test_an_unknown_remedy_and_one_that_needs_a_person_are_refused(trees):
    with pytest.raises(PublishError, match="units-3"):
        tidy(trees, ["magic"])
    table = pd.DataFrame({"tags": ["a; b", "c; d", "e"]})
    with pytest.raises(PublishError, match="several"):
        tidy(table, ["several-1"])


def test_a_clean_table_has_nothing_to_mend():
    table = pd.DataFrame({"town": ["Lyon", "Paris"], "population": [519_127, 2_103_778]})
    assert found(table) == {}
    data, log = tidy(table)
    assert log == [] and data.equals(table)
    assert "<p>" in tidy_advice(table)._repr_html_() and len(tidy_advice(table).sentences()) == 1


# The header


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Code Postal", "code_postal"), ("N° d’arrêt", "numero_d_arret"), ("Part (%)", "part_pct"), ("€ HT", "eur_ht"),
     ("Surface m²", "surface_m2"), ("2016", "2016"), ("éàç", "eac")],
)  # fmt: skip
def test_names_are_proposed(name, expected):
    assert snake_names([name]) == [expected]


def test_proposed_names_all_differ():
    assert snake_names(["Nom", "nom", "NOM ", "", "!"]) == ["nom", "nom_2", "nom_3", "col_4", "col_5"]


def test_names_given_twice_are_numbered():
    table = pd.DataFrame([[1, 2, 3]], columns=["a", "a", "b"])
    assert found(table) == {"same_names": 1}
    assert list(tidy(table)[0]) == ["a", "a_2", "b"]
    read = read_table(b"a;a;b\n1;2;3\n")
    assert found(read) == {"numbered_names": 1}


def test_columns_without_a_name_betray_a_title_over_several():
    assert found(pd.DataFrame([[1, 2, 3]], columns=["a", "Unnamed: 1", ""]))["unnamed"] == 2
    assert found(read_table(b"a;;c\n1;2;3\n4;5;6\n"))["unnamed"] == 1


def test_a_year_per_column_becomes_lines():
    table = pd.DataFrame({"town": ["a", "b"], "pop_2016": [1, 2], "pop_2020": [3, 4], "pop_2023": [5, None]})
    assert found(table) == {"wide": 3}
    assert found(tidy(table)[0]) == {"wide": 3}  # not without being told
    data, log = tidy(table, ["wide"])
    assert list(data) == ["town", "year", "pop"] and len(data) == 6 and len(log) == 1
    assert data[data["town"] == "a"][["year", "pop"]].to_numpy().tolist() == [[2016, 1], [2020, 3], [2023, 5]]


def test_bare_years_become_lines_too_and_words_follow_the_language():
    use("fr")
    data, _ = tidy(pd.DataFrame({"ville": ["a"], "2016": [1], "2020": [3], "2023": [5]}), ["wide"])
    assert list(data) == ["ville", "annee", "valeur"] and data["annee"].tolist() == [2016, 2020, 2023]


@pytest.mark.parametrize(
    "names", [["pop_2016", "births_2020", "deaths_2023"], ["2016", "2020"], ["from_2016_to_2020", "x", "y"], ["a", "a"]]
)
def test_years_that_are_not_one_family_stay(names):
    assert year_columns(names) == {}


def test_repeated_blocks_are_seen():
    table = pd.DataFrame([[1, "a", 5, "b", 6]], columns=["bureau", "nom_1", "voix_1", "nom_2", "voix_2"])
    assert found(table) == {"blocks": 4}
    assert found(pd.DataFrame([[1, 2]], columns=["ligne_1", "colonne_2"])) == {}


# Lines


def test_empty_lines_and_columns_go():
    table = pd.DataFrame({"a": ["x", None, " ", "y"], "b": [1, None, None, 2], "c": [None] * 4})
    assert found(table)["empty_lines"] == 2 and found(table)["empty_columns"] == 1
    data, _ = tidy(table)
    assert data["a"].tolist() == ["x", "y"] and list(data) == ["a", "b"]


@pytest.mark.parametrize("word", ["Total", "TOTAL GÉNÉRAL", "Sous-total", "Ensemble", "Moyenne", "total"])
def test_totals_are_seen_and_go_only_if_told(word):
    table = pd.DataFrame({"ville": ["a", "b", word], "n": [1, 2, 3]})
    assert found(table) == {"totals": 1} and len(tidy(table)[0]) == 3 and len(tidy(table, ["totals"])[0]) == 2


def test_a_name_that_only_contains_total_is_no_total():
    assert found(pd.DataFrame({"nom": ["Total Énergies", "Hôtel Total"], "n": [1, 2]})) == {}


def test_twins_are_counted_once_each():
    table = pd.DataFrame({"a": ["x", "x", "x", "y"], "b": [1, 1, 1, 2]})
    assert found(table) == {"twins": 2} and len(tidy(table, ["twins"])[0]) == 2


def test_merged_cells_are_filled_down():
    table = pd.DataFrame({"canton": ["A", None, None, "B", None], "commune": list("vwxyz"), "n": range(5)})
    assert found(table) == {"merged-1": 3}
    assert tidy(table, ["merged"])[0]["canton"].tolist() == ["A", "A", "A", "B", "B"]
    sparse = pd.DataFrame({"id": list("vwxyz"), "n": range(5), "note": ["see", None, None, "ask", None]})
    assert found(sparse) == {}  # a column of remarks, at the right, is only sparse


# Cells


def test_units_that_disagree_need_a_person():
    table = pd.DataFrame({"longueur": ["12 km", "300 m", "5 km"], "n": [1, 2, 3]})
    assert found(table) == {"units_mixed-1": 3}
    assert found(pd.DataFrame({"n": ["12 km", "3 km", "4 km", "5 km", "7"]})) == {"units_mixed-1": 4}


def test_codes_and_house_numbers_are_no_units():
    assert found(pd.DataFrame({"numero": ["12 bis", "3B", "4 ter"], "dep": ["2A", "2B", "69"]})) == {}


def test_amounts_and_shares_lose_their_signs():
    table = pd.DataFrame({"montant": ["1 234,50 €", "10 €", "-"], "part": ["12,5 %", "3 %", "4%"]})
    data, _ = tidy(table, ["units"])
    assert data["montant_eur"].tolist()[:2] == [1234.5, 10.0] and np.isnan(data["montant_eur"][2])
    assert data["part_pct"].tolist() == [12.5, 3.0, 4.0]


def test_dates_in_words_need_a_person():
    table = pd.DataFrame({"d": ["12 mars 2021", "1er avril 2022", "03/05/2021"]})
    [finding] = tidy_advice(table)
    assert (finding.id, finding.mend) == ("dates-1", None)


def test_dates_in_several_ways_are_written_year_first():
    data, _ = tidy(pd.DataFrame({"d": ["12/03/2021", "2022-04-01", "1.5.2023"]}), ["dates"])
    assert data["d"].dt.date.tolist() == [dt.date(2021, 3, 12), dt.date(2022, 4, 1), dt.date(2023, 5, 1)]


def test_a_few_words_in_a_column_of_numbers_are_told():
    values = [str(i) for i in range(20)] + ["fermé"]
    assert found(pd.DataFrame({"n": values})) == {"mixed-1": 1}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["a; b", "c; d", "e"], {"several-1": 2}),
        (["wifi|café", "wifi", "café|jeux"], {"several-1": 2}),
        (["lundi, mardi", "mardi, jeudi", "lundi, jeudi", "mardi"], {"several-1": 3}),
        (["Le 3 mai, la mairie était fermée toute la journée.", "Rien, ou presque, à signaler cette année."] * 3, {}),
        (["12 rue A, Lyon", "3 rue B, Lyon", "4 rue C, Lyon"], {}),
        (["45,75", "4,85"], {}),
    ],
)
def test_several_values_in_a_cell(cells, expected):
    table = pd.DataFrame({"v": cells, "n": range(len(cells))})
    assert found(table) == expected


# Hostile tables


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame(),
        pd.DataFrame(index=range(3)),
        pd.DataFrame({"a": []}),
        pd.DataFrame([[1, 2, 3, 4]], columns=[1, None, ("a", "b"), dt.date(2020, 1, 1)]),
        pd.DataFrame({"l": [[1], [2, 3]], "m": [1, "a"], "o": [{"a": 1}, None], "b": [b"x", b"y"]}),
        pd.DataFrame({"c": pd.Categorical(["a", "b"]), "t": pd.to_timedelta([1, 2], "s"), "f": [np.inf, -np.inf]}),
        pd.DataFrame([["x"] * 600] * 3, columns=[f"c {i}" for i in range(600)]),
    ],
    ids=["nothing", "no column", "no line", "names", "objects", "types", "wide"],
)
def test_any_table_gets_an_answer(table):
    advice = tidy_advice(table)
    for finding in advice:
        if finding.mend:
            tidy(table, [finding.id])
    assert tidy(table)[1] is not None and advice._repr_html_()


def test_markup_and_formulas_are_text():
    table = pd.DataFrame({"<script>alert(1)</script>": ['=HYPERLINK("http://x") ', "<b>x</b>"]})
    shown = tidy_advice(table)._repr_html_()
    assert "<script>" not in shown and "HYPERLINK" not in shown and "<b>" not in shown


def test_a_long_column_is_read_in_part_and_it_is_said():
    table = pd.DataFrame({"v": [f"{i} km" for i in range(MOST_VALUES + 5)]})
    assert found(table)["sample"] == 1
    data, _ = tidy(table, ["units"])
    assert data["v_km"].tolist() == list(range(MOST_VALUES + 5))


def test_only_a_table_is_tidied():
    with pytest.raises(PublishError, match="read_table"):
        tidy_advice("table.csv")
