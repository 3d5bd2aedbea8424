"""Who could be recognised in a table: clues, never a value."""

import numpy as np
import pandas as pd
import pytest
from table_samples import PRIVATE, people

from culture_d.i18n import LANGUAGES, use
from culture_d.publish import PublishError, personal_warning
from culture_d.publish.privacy import READ_CELLS
from culture_d.tables import read_table


@pytest.fixture(autouse=True)
def _english():
    use("en")


def whats(table) -> list[str]:
    return [concern.what for concern in personal_warning(table)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_of_people_is_told_without_a_value(lang):
    use(lang)
    concerns = personal_warning(read_table(people()))
    assert concerns.certain
    assert {"nom", "courriel", "nir", "date_naissance", "commentaire"} <= concerns.columns
    said = " ".join(concerns.sentences(lang)) + concerns._repr_html_() + repr(concerns)
    assert not any(value in said for value in PRIVATE)
    assert len(concerns.sentences(lang)) == len(concerns) + 4


def test_a_table_without_a_clue_is_no_proof():
    concerns = personal_warning(pd.DataFrame({"year": [2020, 2021], "trees": [12, 14]}))
    assert concerns == [] and not concerns.certain and concerns.columns == set()
    assert "no proof" in concerns.sentences()[0] and "no proof" in concerns._repr_html_()
    assert "preuve" in concerns.sentences("fr")[0]


def test_free_text_with_an_address_is_seen():
    table = pd.DataFrame({
        "note": ["call back", "write to jeanne@exemple.fr", "seen, 06 12 34 56 78.", "12 rue des Lilas", "4 now"],
        "n": range(5),
    })  # fmt: skip
    [concern] = personal_warning(table)
    assert (concern.what, concern.n, concern.columns) == ("text", 3, ("note",))


def test_lines_that_are_alone_are_counted():
    table = pd.DataFrame({
        "age": [34, 34, 81, 22, 22], "sexe": ["F", "F", "F", "H", "H"],
        "commune": ["Valombre", "Valombre", "Valombre", "Valombre", "Pont-Clairet"], "aide": [1, 2, 3, 4, 5],
    })  # fmt: skip
    [concern] = personal_warning(table)
    assert (concern.what, concern.n, set(concern.columns)) == ("alone", 3, {"age", "sexe", "commune"})
    assert not personal_warning(table).certain


def test_towns_are_not_persons():
    table = pd.DataFrame({"commune": ["a", "b"], "code_insee": ["69001", "69002"], "population": [10, 20]})
    assert whats(table) == []


def test_small_groups_of_an_aggregate_are_counted():
    table = pd.DataFrame({"sexe": ["F", "H"] * 3, "quartier": list("aabbcc"), "nombre": [120, 3, 4, 80, 5, 0]})
    [concern] = personal_warning(table)
    assert (concern.what, concern.n) == ("small", 2)


def test_a_long_free_text_is_read_in_part_and_it_is_said():
    rows = READ_CELLS * 2
    table = pd.DataFrame({"note": [f"a remark of some length, number {i}" for i in range(rows)]})
    [concern] = personal_warning(table)
    assert (concern.what, concern.n) == ("unread", READ_CELLS)
    said = personal_warning(table).sentences()
    assert "no proof" in said[0] and "120,000" in said[1] and len(said) == 2
    table.loc[::2, "note"] = [f"write to service{i}@exemple.fr" for i in range(READ_CELLS)]
    assert whats(table) == ["column"]  # half of the cells: the column itself holds addresses


def test_rare_addresses_in_a_long_text_say_how_much_was_read():
    notes = [f"a remark of some length, number {i}" for i in range(READ_CELLS * 2)]
    notes[: READ_CELLS // 8] = [f"ring 06 12 34 56 78, about number {i}" for i in range(READ_CELLS // 8)]
    [concern] = personal_warning(pd.DataFrame({"note": notes}))
    assert concern.what == "text_sample" and concern.n == READ_CELLS // 16
    assert "120,000" in concern.sentence()


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame(), pd.DataFrame({"a": []}), pd.DataFrame([[1, 2]], columns=["a", "a"]),
        pd.DataFrame([[1, 2]], columns=[None, 3]), pd.DataFrame({"age": [np.nan, np.nan], "nom": [None, None]}),
        pd.DataFrame({"age": [[1], [2]], "sexe": ["F", "H"]}),
    ],
)  # fmt: skip
def test_any_table_gets_an_answer(table):
    assert personal_warning(table).sentences()


def test_markup_in_a_name_is_escaped():
    shown = personal_warning(pd.DataFrame({"<img src=x> nom": ["Marie Zorglub", "Paul Vandersmissen"]}))._repr_html_()
    assert "<img" not in shown and "&lt;img" in shown


def test_only_a_table_is_looked_at():
    with pytest.raises(PublishError):
        personal_warning(None)
