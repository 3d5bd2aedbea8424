import csv
import io
from pathlib import Path

import pytest
from repair_samples import GOOD, repairs, rows, table

from culture_d.catalogue import DATA
from culture_d.i18n import use
from culture_d.standard.repair import RepairError, repair
from culture_d.standard.schemas import load_schema
from culture_d.standard.validation import validate
from culture_d.tables import TableError

SAMPLES = DATA / "standard" / "samples"
NAMES = list(load_schema("1.0.1").names)
DIRTY = {
    "telephone": "04 65 71 00 12",
    "services": "aide aux démarches administratives",
    "horaires": "9h-12h",
    "site_web": "www.valombre.example",
    "nom": ' Médiathèque, « Tilleuls » "1" ',
}


def cells(text: str) -> list[dict]:
    header, *lines = rows(text)
    return [dict(zip(header, line, strict=True)) for line in lines]


# --- decisions


def test_nothing_is_accepted_by_default():
    found = repairs(DIRTY)
    assert len(found.proposals) == len(found.waiting) == 5 and found.accepted == []
    assert found.preview()["decision"].tolist() == [""] * 5
    assert rows(found.apply().text) == rows(table(DIRTY).decode())
    assert found.log().empty


def test_proposals_are_accepted_one_by_one_by_rule_or_when_safe():
    found = repairs(DIRTY, DIRTY)
    assert found.accept(ids="2.12") is found
    assert [p.id for p in found.accepted] == ["2.12"]
    found.accept(rules="phone")
    assert [p.line for p in found.accepted] == [2, 3] or {p.line for p in found.accepted} == {2, 3}
    found.accept(safe=True)
    assert {p.rule for p in found.accepted} == {"phone", "wording", "outer_spaces"}
    found.accept(rules=["hours", "url_scheme"], safe=True)
    assert len(found.accepted) == 6
    found.accept()
    assert found.waiting == []
    found.refuse(rules=["hours"])
    assert len(found.accepted) == 8
    assert found.preview().query("rule == 'hours'")["decision"].tolist() == ["refused"] * 2


def test_a_decision_can_be_taken_back():
    found = repairs(DIRTY)
    assert not found.can_undo
    found.accept(ids="2.12").accept(safe=True)
    found.undo()
    assert [p.id for p in found.accepted] == ["2.12"]
    found.undo().undo()
    assert found.accepted == [] and not found.can_undo


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_unknown_proposal_or_rule_is_one_sentence(lang):
    found = repairs(DIRTY, lang=lang)
    for wrong in ({"ids": ["9.9"]}, {"rules": ["magic"]}):
        with pytest.raises(RepairError) as error:
            found.accept(**wrong)
        assert ("9.9" if "ids" in wrong else "magic") in str(error.value)
    assert found.accepted == []


def test_ids_are_stable():
    assert [p.id for p in repairs(DIRTY).proposals] == [p.id for p in repairs(DIRTY, lang="fr").proposals]
    assert len({p.id for p in repairs(DIRTY, DIRTY).proposals}) == 10


# --- the repaired file


def test_only_the_accepted_cells_change():
    lines = [DIRTY, {"nom": 'Untouched  ;, "x"\nÉ\u00a0»', "longitude": "5.1"}, DIRTY | {"telephone": "3949"}]
    found = repairs(*lines)
    found.accept(rules=["phone", "outer_spaces"])
    before, after = rows(table(*lines).decode()), rows(found.apply().text)
    changed = {(r + 1, NAMES[c]) for r, row in enumerate(before) for c, cell in enumerate(row) if after[r][c] != cell}
    assert changed == {(2, "telephone"), (2, "nom"), (4, "nom")}
    assert after[1][NAMES.index("nom")] == 'Médiathèque, « Tilleuls » "1"'


def test_the_log_tells_every_change_in_the_order_of_the_decisions():
    found = repairs(DIRTY)
    found.accept(ids="2.15").accept(ids="2.12")
    log = found.apply().log()
    assert log.columns.tolist() == ["order", "line", "column", "before", "after", "rule"]
    assert log.to_dict("records") == [
        {
            "order": 1, "line": 2, "column": "horaires", "before": "9h-12h", "after": "Mo-Fr 09:00-12:00",
            "rule": "hours",
        },
        {
            "order": 2, "line": 2, "column": "telephone", "before": "04 65 71 00 12", "after": "+33465710012",
            "rule": "phone",
        },
    ]  # fmt: skip
    log.loc[0, "after"] = "changed"
    assert found.log().loc[0, "after"] == "Mo-Fr 09:00-12:00"


def test_the_file_becomes_utf8_with_commas_and_every_column_in_order():
    header = ["nom", "Code postal", "id", "pivot", "commune", "adresse", "date_maj", "observations"]
    content = table({"nom": "Été, l’œuvre", "observations": "gardé"}, header=header, separator=";")
    content = content.decode().replace("Code postal", "Code postal").encode("cp1252")
    found = repair(content, lang="en")
    assert [(p.rule, p.column, p.after) for p in found.proposals[:1]] == [("header_name", "Code postal", "code_postal")]
    assert found.proposals[1].rule == "columns" and "25 more" in found.proposals[1].sentence("en")
    assert "cp1252" in found.notes()[0]
    plain = found.apply()
    assert rows(plain.text)[0] == [name if name != "code_postal" else "Code postal" for name in NAMES] + [
        "observations"
    ]
    assert cells(plain.text)[0]["nom"] == "Été, l’œuvre" and cells(plain.text)[0]["observations"] == "gardé"
    assert plain.log()["rule"].tolist() == ["columns"]
    found.accept()
    assert rows(found.apply().text)[0] == [*NAMES, "observations"]
    assert found.log()["rule"].tolist() == ["header_name", "columns"]
    found.refuse(rules="columns")
    assert rows(found.apply().text)[0] == [name if name != "Code postal" else "code_postal" for name in header]
    found.refuse(rules="header_name").accept(rules="columns")
    assert rows(found.apply().text)[0] == [*NAMES, "Code postal", "observations"]


def test_another_schema_keeps_its_columns_unless_accepted():
    schema = {"fields": [{"name": "a"}, {"name": "b"}]}
    found = repair(b"b,A \n1,2\n", schema)
    assert [p.rule for p in found.proposals] == ["header_name", "columns"]
    assert rows(found.apply().text) == [["b", "A "], ["1", "2"]]
    found.accept()
    assert rows(found.apply().text) == [["a", "b"], ["2", "1"]]
    assert repair(b"b,a\n1,2\n", schema | {"fieldsMatch": "equal"}).proposals == []


def test_columns_without_a_name_and_lines_too_long_lose_nothing():
    schema = {"fields": [{"name": "a"}, {"name": "b"}]}
    found = repair(b"a,b,,\n 1,2,,\n 3,4,5\n6\n", schema)
    assert [(p.line, p.after) for p in found.proposals] == [(2, "1")]
    assert [(item.line, item.column) for item in found.left] == [(3, "")]
    assert rows(found.accept().apply().text) == [["a", "b", ""], ["1", "2", ""], [" 3", "4", "5"], ["6", "", ""]]
    assert rows(repair(b"a,b,,\n1,2,,\n", schema).apply().text) == [["a", "b"], ["1", "2"]]


def test_a_column_without_a_name_is_recognised_by_its_place():
    header = [*NAMES[:-1], ""]
    content = table({"": "rdv.valombre.example"}, {}, header=header)
    found = repair(content, lang="en")
    assert [(p.rule, p.after, p.safe) for p in found.proposals] == [
        ("header_name", "prise_rdv", False),
        ("url_scheme", "https://rdv.valombre.example", False),
    ]
    assert rows(found.apply().text) == rows(content.decode())
    assert rows(found.accept().apply().text)[0] == NAMES
    empty = repair(table({}, header=header), lang="en")
    assert rows(empty.apply().text) == rows(table({}, header=header).decode())


def test_a_line_above_the_header_is_told():
    content = b"Liste des lieux;;\n" + table(DIRTY, separator=";")
    found = repair(content, lang="en")
    assert [p.line for p in found.proposals] == [3] * 5
    assert any("above the header" in note for note in found.notes())
    assert rows(found.apply().text)[0] == NAMES


def test_a_spreadsheet_can_open_the_file_without_danger():
    found = repairs({"nom": "=1+1", "telephone": "04 65 71 00 12", "longitude": "-0.5", "latitude": "44.8"})
    text = found.accept().apply().text
    assert cells(text)[0]["nom"] == "'=1+1"
    assert cells(text)[0]["telephone"] == "+33465710012" and cells(text)[0]["longitude"] == "-0.5"


def test_the_file_is_only_read(tmp_path):
    path = tmp_path / "lieux.csv"
    path.write_bytes(table(DIRTY))
    repair(path).accept().apply()
    assert path.read_bytes() == table(DIRTY) and list(tmp_path.iterdir()) == [path]


def test_a_repaired_cell_is_what_the_schema_accepts():
    found = repairs(DIRTY | {"latitude": "44,8", "date_maj": "3 août 2025", "pivot": "000 000 216 00010"})
    assert validate(found.accept().apply().text.encode(), name="x").valid


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_whole_is_told_in_both_languages(lang):
    use(lang)
    try:
        found = repairs(DIRTY | {"commune": "<b>", "services": "<i>Cours</i>", "nom": "<script> "}, lang=lang)
    finally:
        use("en")
    shown = found._repr_html_()
    assert "<script>" not in shown and "&lt;script&gt;" in shown
    assert len(found.summary(lang)) == 4 and found.told(lang) != found.told("fr" if lang == "en" else "en")
    assert all("{" not in p.sentence(lang) for p in found.proposals)
    assert "&lt;i&gt;" not in found.left[0].sentence(lang) and "<i>Cours</i>" in found.left[0].sentence(lang)


def test_a_file_of_another_version_is_said_to_be_one():
    found = repair(SAMPLES / "pont-clairet-0.1.csv", lang="en")
    assert "version 0.1" in found.notes()[0]


def test_no_table_is_one_sentence():
    with pytest.raises(TableError, match="PDF"):
        repair(b"%PDF-1.7", lang="en")


# --- the samples of the course


@pytest.mark.parametrize(
    ("name", "schema"), [("places", "1.0.1"), ("valombre-standard", "1.0.1"), ("pont-clairet-0.1", "0.1.1")]
)
def test_good_files_need_nothing(name, schema):
    found = repair(SAMPLES / f"{name}.csv", schema)
    assert found.proposals == [] and found.left == []


@pytest.mark.parametrize("name", ["places-dirty", "valombre-standard-dirty"])
def test_the_errors_that_were_sown_are_repaired_or_left(name):
    with (SAMPLES / f"{name}-errors.csv").open(encoding="utf-8", newline="") as file:
        sown = list(csv.DictReader(file))
    found = repair(SAMPLES / f"{name}.csv")
    proposals = {(p.line, p.column): p for p in found.proposals}
    left = {(item.line, item.column) for item in found.left}
    unseen = {"date_in_future", "siret_check_digit", "insee_of_another_town", "email_of_a_person", "duplicate_place"}
    for error in sown:
        place = (int(error["line"]), error["column"])
        if place in proposals:
            proposal = proposals.pop(place)
            assert proposal.before == error["after"]
            if error["kind"] not in ("missing_accent", "plural_cost", "unknown_programme", "unknown_need"):
                assert proposal.after == error["before"], error
        elif error["kind"] not in unseen | {"duplicate_id"}:
            assert place in left, error
    assert proposals == {}
    safe = found.accept(safe=True).apply()
    assert validate(safe.text.encode(), name="x").count < validate(SAMPLES / f"{name}.csv").count


def test_a_real_file_keeps_all_that_is_not_repaired():
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "real"
    path = folder / "aix-en-provence-lieux-mediation.csv"
    if not path.exists():
        pytest.skip("the published file of Aix-en-Provence is not in this copy of the project")
    found = repair(path, "0.1.1")
    assert {p.rule for p in found.proposals} == {"header_name"}
    given = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert sorted(rows(found.accept().apply().text)[1]) == sorted(given[1])


def test_the_sample_of_these_tests_is_good():
    assert repairs(GOOD).proposals == [] and validate(table(GOOD), name="x").valid
