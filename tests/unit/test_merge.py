"""Several files made one: nothing is merged without a decision."""

import csv
import io

import pandas as pd
import pytest

from culture_d.i18n import LANGUAGES
from culture_d.standard.convert import convert
from culture_d.standard.merge import DECISIONS, Merged, MergeError, merge
from culture_d.standard.schemas import FOLDER, load_schema
from culture_d.tables import TableError

SAMPLES = FOLDER / "samples"
VALOMBRE = SAMPLES / "valombre-standard.csv"
PONT_CLAIRET = SAMPLES / "pont-clairet-0.1.csv"
PLACE = {
    "pivot": "00000011700010",
    "commune": "Valombre",
    "code_postal": "26950",
    "adresse": "4 place des Tilleuls",
    "latitude": "44.79754",
    "longitude": "5.16452",
    "date_maj": "2025-02-03",
}


def a_file(*lines: dict, version: str = "1.0.1") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, load_schema(version).names, restval="")
    writer.writeheader()
    writer.writerows({**PLACE, **line} for line in lines)
    return text.getvalue().encode()


@pytest.fixture
def two_towns() -> Merged:
    return merge([VALOMBRE, convert(PONT_CLAIRET)], lang="fr")


def libraries(*cells: dict) -> Merged:
    """Merge files of one line each, all about one library."""
    names = ["Médiathèque des Tilleuls", "Mediatheque des tilleuls", "MÉDIATHÈQUE DES TILLEULS"]
    files = [a_file({"id": f"a{i}", "nom": names[i], **cell}) for i, cell in enumerate(cells)]
    return merge(files, lang="en")


def test_every_line_is_there_with_its_origin(two_towns):
    assert two_towns.files == ["valombre-standard.csv", "pont-clairet-0.1.csv"]
    assert list(two_towns.table.columns) == list(load_schema("1.0.1").names)
    assert two_towns.table["source"].value_counts().to_dict() == {"Ville de Valombre": 13, "Ville de Pont-Clairet": 11}
    assert two_towns.where(13) == "pont-clairet-0.1.csv, ligne 2"
    assert two_towns.table["id"].is_unique and (two_towns.table["id"] == two_towns.origin["id"]).all()
    assert (
        len(two_towns.notes) == 2 and "13 de valombre-standard.csv et 11 de pont-clairet-0.1.csv" in two_towns.notes[0]
    )


def test_the_shared_place_is_proposed_and_nothing_is_merged(two_towns):
    assert [(two_towns.where(p.first), two_towns.where(p.second)) for p in two_towns.pairs] == [
        ("valombre-standard.csv, ligne 3", "pont-clairet-0.1.csv, ligne 4")
    ]
    assert two_towns.pending == two_towns.pairs
    pd.testing.assert_frame_equal(two_towns.result(), two_towns.table)
    side = two_towns.pairs[0].differences("en")
    assert list(side.columns[2:]) == ["1. valombre-standard.csv, line 3", "2. pont-clairet-0.1.csv, line 4"]
    assert {"nom", "adresse", "latitude"} <= set(side["Column"]) and "telephone" not in set(side["Column"])
    assert (side.iloc[:, 2] != side.iloc[:, 3]).all()
    assert "telephone" in set(two_towns.pairs[0].differences(everything=True).iloc[:, 0])
    assert two_towns.pairs[0].why("fr") != two_towns.pairs[0].why("en")


@pytest.mark.parametrize(
    ("decision", "left"), [("both", ["v-002", "pc-03"]), ("first", ["v-002"]), ("second", ["pc-03"])]
)
def test_a_decision_is_applied_and_can_be_changed(two_towns, decision, left):
    result = two_towns.keep(1, "complete").keep(two_towns.pairs[0], decision).result()
    assert [i for i in result["id"] if i in ("v-002", "pc-03")] == left
    assert len(result) == 22 + len(left) and not two_towns.pending
    assert len(two_towns.log("fr")) == 1 and two_towns.table.shape[0] == 24


def test_a_line_is_completed_and_never_overwritten():
    merged = libraries(
        {"pivot": "0" * 14, "telephone": "", "horaires": "Mo 09:00-12:00", "source": "A"},
        {"telephone": "+33465710101", "horaires": "Tu 09:00-12:00", "source": "B"},
    )
    assert len(merged.keep(1, "complete").result()) == 1
    line = merged.result().iloc[0]
    assert (line["id"], line["nom"], line["source"]) == ("a0", "Médiathèque des Tilleuls", "A")
    assert (line["pivot"], line["telephone"]) == (PLACE["pivot"], "+33465710101")  # a pivot of zeros says nothing
    assert line["horaires"] == "Mo 09:00-12:00"
    assert merged.log().iloc[0, 3] == "pivot, telephone"


def test_three_lines_about_one_place_become_one():
    merged = libraries({}, {"telephone": "+33465710101"}, {"site_web": "https://tilleuls.example"})
    assert len(merged.pairs) == 3
    for pair in merged.pairs:
        merged.keep(pair, "complete")
    assert len(merged.result()) == 1
    line = merged.result().iloc[0]
    assert (line["telephone"], line["site_web"]) == ("+33465710101", "https://tilleuls.example")
    for pair in merged.pairs:
        merged.keep(pair, "second")
    assert len(merged.result()) == 1 and merged.result().loc[0, "site_web"]


def test_identifiers_become_distinct_and_it_is_said():
    first = a_file({"id": "1", "nom": "Tiers-lieu"}, {"id": "file-2-1", "nom": "Mairie"})
    merged = merge([first, a_file({"id": "1", "nom": "Le bus", "adresse": "Place du Marché"})], lang="en")
    assert list(merged.table["id"]) == ["1", "file-2-1", "file-2-1-2"]
    assert list(merged.origin["id"]) == ["1", "file-2-1", "1"]
    assert "1 identifier was already taken" in merged.notes[1]
    assert list(merged.log().iloc[0]) == ["Identifier changed", "file 2, line 2", "", "1 → file-2-1-2"]
    assert "There is no pair to decide" in merged.notes[-1]


def test_the_same_file_twice_is_the_same_places_twice():
    merged = merge([VALOMBRE, VALOMBRE], lang="fr")
    assert merged.files == ["valombre-standard.csv", "valombre-standard.csv (2)"]
    assert len(merged.pairs) == 13 and merged.table["id"].is_unique
    for pair in merged.pairs:
        merged.keep(pair, "first")
    assert list(merged.result()["id"]) == list(pd.read_csv(VALOMBRE)["id"])


def test_the_result_is_valid_and_safe(two_towns, tmp_path):
    from frictionless import Resource, Schema

    two_towns.keep(1, "complete").to_csv(tmp_path / "lane.csv")
    schema = Schema.from_descriptor(load_schema("1.0.1").descriptor)
    assert Resource(path="lane.csv", basepath=str(tmp_path), schema=schema).validate().valid
    named = [a_file({"id": f"x{i}", "nom": name}) for i, name in enumerate(["=1+1", "Mairie"])]
    assert "'=1+1" in merge(named).to_csv()


def test_files_of_version_0_1_can_be_merged_together():
    merged = merge([PONT_CLAIRET, PONT_CLAIRET.read_bytes()])
    assert merged.version == "0.1" and merged.schema == "0.1.1"
    assert len(merged.pairs) >= 11 and list(merged.table.columns) == list(load_schema("0.1.1").names)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_merged_is_refused_by_name(lang):
    labelled = a_file({"id": "1", "nom": "Poste", "formations_labels": "Étapes numériques(La Poste)"})
    cases = {
        "pont-clairet-0.1.csv": [VALOMBRE, PONT_CLAIRET],
        "valombre-standard-dirty.csv": [VALOMBRE, SAMPLES / "valombre-standard-dirty.csv"],
        "valombre.csv": [SAMPLES / "valombre.csv", VALOMBRE],
        "valombre-standard.csv": [VALOMBRE, labelled],
    }
    for name, files in cases.items():
        with pytest.raises(MergeError) as caught:
            merge(files, lang)
        assert str(caught.value).startswith((name, "Les colonnes de " + name, "The columns of " + name))
        assert str(caught.value).endswith(".") and "\n" not in str(caught.value)
    for files in ([], [VALOMBRE]):
        with pytest.raises(MergeError):
            merge(files, lang)
    with pytest.raises(TableError):
        merge([VALOMBRE, b"%PDF-1.4"], lang)


def test_a_decision_that_is_none_is_refused(two_towns):
    for pair, decision in [(2, "first"), (0, "first"), (1, "maybe")]:
        with pytest.raises(MergeError):
            two_towns.keep(pair, decision)
    assert not two_towns.decisions
    with pytest.raises(MergeError, match="aucune ligne"):
        merge([a_file({"id": "1", "nom": "A"}), a_file({"id": "2", "nom": "Zèbre"})], "fr").keep(1, "first")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_display_tells_pairs_and_decisions_and_escapes(lang):
    files = [a_file({"id": str(i), "nom": "<b>Bus</b> de la Lane"}) for i in range(2)]
    merged = merge(files, lang)
    assert len(merged.pairs) == 1
    seen = set()
    for decision in DECISIONS:
        seen.add(merged.keep(1, decision)._repr_html_())
        assert "<b>" not in merged._repr_html_()
    assert len(seen) == len(DECISIONS)
