"""The check against a schema: every finding, its sentence, and agreement with plain frictionless."""

import json
import re

import pandas as pd
import pytest
from validation_samples import OFFICIAL, REFERENCE, content, official, row, table, to_csv

from culture_d.i18n import LANGUAGES, messages
from culture_d.making.chart_rules import chart_faults
from culture_d.standard.findings import Report, shorten
from culture_d.standard.schemas import FOLDER, load_schema
from culture_d.standard.validation import validate
from culture_d.standard.validation.rules import rules

SERVICES = ("Loisirs et créations numériques", "Compréhension du monde numérique")
# Section F6.3 of the facts: what the standard refuses, and the cause we give.
REFUSED = [
    ("telephone", "0180059880", "phone_national"),
    ("telephone", "+33 1 80 05 98 80", "phone_spaces"),
    ("telephone", "3949", "phone_short"),
    ("telephone", "+33180059880|+33180059881", "phone_several"),
    ("telephone", "+33180059880;+33180059881", "phone_several"),
    ("services", ";".join(SERVICES), "list_separator"),
    ("services", "loisirs et créations numériques", "list_case"),
    ("dispositif_programmes_nationaux", "Point d’accès numérique CAF", "list_apostrophe"),
    ("date_maj", "02/04/2024", "date_french"),
    ("latitude", "43,52609", "number_mark"),
    ("code_postal", "1000", "code_zero"),
    ("code_insee", "20004", "insee_corsica"),
    ("pivot", "434 933 123 00029", "code_spaces"),
    ("presentation_resume", "x" * 281, "too_long"),
    ("services", SERVICES[0] + "|", "list_trailing"),
    ("frais_a_charge", "Adhésion", "list_version"),
    ("formations_labels", "Étapes numériques (La Poste)", "list_version_near"),
    ("formations_labels", "Étapes numériques(La Poste)", "list_version"),
]
# Others that the causes must tell apart.
TOLD_APART = [
    ("services", " | ".join(SERVICES), "list_spaces"),
    ("services", "||".join(SERVICES), "list_trailing"),
    ("services", "Loisirs et creations numeriques", "list_accents"),
    ("services", "Loisir et création numérique", "list_near"),
    ("services", "France Services", "list_column"),
    ("services", "Poterie", "list_unknown"),
    ("services", "Prendre en main un ordinateur;Créer avec le numérique", "list_version"),
    ("telephone", "04 65 71 00 00 (accueil)", "phone_words"),
    ("telephone", "0033465710000", "phone_prefix"),
    ("telephone", "+33 (0)4 65 71 00 00", "phone_prefix"),
    ("telephone", "465710000", "phone_zero"),
    ("telephone", "??", "phone_other"),
    ("code_postal", "26950.0", "code_decimal"),
    ("code_postal", "26 950", "code_spaces"),
    ("code_postal", "26950 Valombre", "postcode_other"),
    ("code_postal", "2A004", "postcode_corsica"),
    ("code_insee", "2a004", "insee_case"),
    ("code_insee", "1001", "code_zero"),
    ("code_insee", "Valombre", "insee_other"),
    ("pivot", "4.34933E+13", "code_scientific"),
    ("pivot", "12345", "pivot_length"),
    ("pivot", "W26-?", "pivot_other"),
    ("latitude", "NC", "type_missing"),
    ("latitude", "44.7°", "number_unit"),
    ("latitude", "44. 75", "number_spaces"),
    ("latitude", "au nord", "number_other"),
    ("date_maj", "", "required"),
    ("date_maj", "2024-02-30", "date_impossible"),
    ("date_maj", "2 avril 2024", "date_words"),
    ("date_maj", "1er août 2024", "date_words"),
    ("date_maj", "April 2024", "date_other"),
    ("date_maj", "2024/04/02", "date_shape"),
    ("date_maj", "2024-04-02T09:30:00", "date_time"),
    ("date_maj", "02/04/2024 09:30", "date_french_time"),
    ("date_maj", "45384", "date_serial"),
    ("date_maj", "2024-04", "date_partial"),
    ("date_maj", "02/04/24", "date_year"),
]
# Section F6.4, and the standard's faults found later: what passes although it is wrong.
ACCEPTED = [
    {"latitude": "999"},
    {"latitude": "5.02", "longitude": "44.75"},
    {"code_postal": "69003", "commune": "Reims"},
    {"date_maj": "2124-04-02"},
    {"pivot": "00000000000000"},
    {"pivot": "43493312300028"},
    {"pivot": "434933123"},
    {"courriels": "pas un courriel"},
    {"site_web": "www.exemple"},
    {"horaires": "lundi au vendredi"},
    {"typologie": "INCONNUE"},
    {"services": ""},
    {"formations_labels": "ORDI 3x0"},
    {"services": "|" + SERVICES[0]},
    {"date_maj": "2024-4-2"},
    {"code_postal": "٥١١٠٠"},
    {"code_postal": "51100\n"},
]


def keys(report: Report) -> list[str]:
    return [cause.key for cause in report.causes]


def check(changes: dict, lang: str = "en", schema: str = "1.0.1") -> Report:
    return validate(content(changes, schema=schema), schema, lang)


@pytest.mark.parametrize(("column", "value", "key"), REFUSED + TOLD_APART)
def test_what_the_standard_refuses_is_explained(column, value, key, tmp_path):
    report = check({column: value})
    assert official(content({column: value}), load_schema("1.0.1"), tmp_path) == (False, {2})
    assert not report.valid
    assert [(c.key, c.column, list(c.lines)) for c in report.causes] == [(key, column, [2])]
    for lang in LANGUAGES:
        cause = report.causes[0]
        said = " ".join([cause.sentence(lang), cause.expected(lang), cause.remedy(lang)])
        assert "{" not in said and "regular" not in said
        assert cause.title(lang) in cause.where(lang)


@pytest.mark.parametrize("changes", ACCEPTED)
def test_what_the_standard_lets_through_passes(changes, tmp_path):
    report = check(changes)
    assert official(content(changes), load_schema("1.0.1"), tmp_path)[0]
    assert report.valid and not report.causes


@pytest.mark.parametrize(
    ("column", "value", "fix"),
    [
        ("telephone", "04 65 71 00 12", "+33465710012"),
        ("telephone", "0590 12 34 56", "+590590123456"),
        ("date_maj", "1er mars 2024", "2024-03-01"),
        ("date_maj", "45384", "2024-04-02"),
        ("latitude", "44,75", "44.75"),
        ("code_postal", "1000", "01000"),
        ("services", "compréhension du monde numérique", SERVICES[1]),
    ],
)
def test_the_remedy_gives_the_value_to_write(column, value, fix):
    for lang in LANGUAGES:
        assert fix in check({column: value}).causes[0].remedy(lang)


def test_the_refused_label_of_la_poste_differs_by_a_space_in_its_own_version():
    assert check({"formations_labels": "Étapes numériques(La Poste)"}, schema="1.0.2").valid
    report = check({"formations_labels": "Étapes numériques (La Poste)"}, schema="1.0.2")
    assert keys(report) == ["list_spaces"]


def test_one_cause_whatever_the_number_of_cells():
    report = validate(content(*[{"telephone": f"04 65 71 00 {i:02}"} for i in range(30)], {"telephone": "3949"}))
    assert [(c.key, c.count) for c in report.causes] == [("phone_national", 30), ("phone_short", 1)]
    first = report.causes[0]
    assert list(first.lines) == list(range(2, 32))
    assert [e.line for e in first.examples] == [2, 3, 4, 5, 6]
    assert len(first.values) == 5
    assert "2, 3, 4, 5, 6" in first.where("en") and "25" in first.where("en")
    assert report.count == 31


def test_the_most_frequent_wrong_values_come_first():
    values = ["payant"] * 3 + ["gratuit"] * 5 + ["Payant"]
    cause = validate(content(*[{"frais_a_charge": v} for v in values])).causes[0]
    assert cause.values == [("gratuit", 5), ("payant", 3)]


def test_an_identifier_met_twice_is_told_once(tmp_path):
    raw = content({}, {"id": "lieu-1"}, {"id": ""})
    report = validate(raw)
    assert [(c.key, list(c.lines)) for c in report.causes] == [("unique", [3]), ("required", [4])]
    assert "line 2" in report.causes[0].sentence("en")
    assert official(raw, load_schema("1.0.1"), tmp_path) == (False, {3, 4})


def test_the_lines_are_those_of_the_file_even_after_cells_of_several_lines():
    raw = content({"presentation_detail": "un\ndeux\ntrois"}, {"latitude": "x"}, {"id": "lieu-1"})
    report = validate(raw)
    assert {c.key: list(c.lines) for c in report.causes} == {"number_other": [5], "unique": [6]}
    assert "line 2" in report.causes[0].sentence("en")


# The header


def rename(old: str, new: str, lines: list[list[str]] | None = None) -> bytes:
    lines = lines or table({}, {"latitude": "nord"})
    return to_csv([[new if name == old else name for name in lines[0]], *lines[1:]]).encode()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("adresse", "Adresse", "header_case"),
        ("courriels", "courriel", "header_near"),
        ("code_postal", "Code postal", "header_near"),
        ("telephone", "Numéro de téléphone", "header_near"),
        ("services", "servces", "header_near"),
    ],
)
def test_a_name_nearly_right_is_recognised_and_its_cells_are_checked(old, new, key):
    report = validate(rename(old, new), lang="fr")
    assert keys(report) == [key, "number_other"]
    assert not report.valid
    assert old in report.causes[0].sentence() and new in report.causes[0].sentence()


def test_a_missing_column_does_not_shift_the_others():
    lines = [[c for i, c in enumerate(line) if i not in (2, 10)] for line in table({}, {"date_maj": "hier"})]
    report = validate(to_csv(lines).encode())
    assert keys(report) == ["header_missing", "header_missing_optional", "date_other"]
    assert report.causes[0].column == "nom"
    assert report.causes[2].lines[0] == 3


def test_a_wrong_order_makes_no_nonsense():
    lines = [line[::-1] for line in table({}, {"telephone": "3949"})]
    report = validate(to_csv(lines).encode())
    assert keys(report) == ["header_order", "phone_short"]
    assert "prise_rdv" in report.causes[0].sentence("en") and "“id”" in report.causes[0].sentence("en")


def test_extra_doubled_and_nameless_columns_are_told():
    lines = [[*line, "x", "y", "z"] for line in table({}, {"latitude": "nord"})]
    lines[0][-3:] = ["remarque", "nom", ""]
    report = validate(to_csv(lines).encode())
    assert keys(report) == ["header_blank", "header_twice", "header_extra", "number_other"]
    assert "35" in report.causes[0].sentence("en")
    assert "3, 34" in report.causes[1].sentence("en")


def test_a_column_without_a_name_but_in_its_place_is_still_checked():
    report = validate(rename("latitude", ""))
    assert keys(report) == ["header_blank", "number_other"]


def test_a_file_of_something_else_is_said_to_be_so():
    report = validate(b"jour,pluie\n1,2\n3,4\n", lang="fr")
    assert keys(report) == ["header_unknown"]
    assert (report.valid, report.rows) == (False, 2)
    assert "jour, pluie" in report.causes[0].sentence()


def test_the_columns_of_another_version_are_recognised():
    report = validate(content(schema="0.1.1"), "1.0.1", "fr")
    assert any("0.1.1" in note for note in report.notes)
    assert validate(content(schema="0.1.1"), "0.1.1").valid


# Whole lines


def test_lines_of_uneven_length_and_empty_ones_are_told_once_each(tmp_path):
    good = table(*({} for _ in range(5)))
    good[2] = good[2][:20]
    good[3] = [*good[3], "de trop"]
    raw = (to_csv(good[:4]) + "\n" + "," * 31 + "\n" + to_csv(good[4:])).encode()
    report = validate(raw)
    lines = {c.key: list(c.lines) for c in report.causes}
    assert lines == {"blank_row": [5, 6], "missing_cell": [3], "extra_cell": [4]}
    assert official(raw, load_schema("1.0.1"), tmp_path) == (False, {3, 4, 5, 6})
    assert report.rows == 6


def test_a_quotation_mark_that_swallows_lines_is_named():
    raw = b'a,b,c\n1,2,3\n4,"5,6\n7,8,9\n10,11",12,13\n14,15,16\n'
    report = validate(raw, {"fields": [{"name": "a"}, {"name": "b"}, {"name": "c"}]})
    assert [(c.key, list(c.lines)) for c in report.causes] == [("row_quote", [3])]
    assert "line 5" in report.causes[0].sentence("en")


# Agreement with the official validator


@pytest.mark.parametrize("version", ["0.1.0", "0.1.1", "1.0.0", "1.0.1"])
def test_the_official_examples_pass(version):
    if not OFFICIAL.exists():
        pytest.skip("the official repository is not beside this copy of the course")
    report = validate(OFFICIAL / f"exemple-valide-{version}.csv", OFFICIAL / f"schema-{version}.json")
    assert report.valid and not report.causes
    assert "{" not in report.picture("fr")


@pytest.mark.parametrize("version", ["0.1.1", "1.0.1"])
def test_the_real_file_of_aix_gets_the_official_verdict(version):
    from frictionless import Resource

    file = REFERENCE / "real" / "aix-en-provence-lieux-mediation.csv"
    if not file.exists():
        pytest.skip("the real file is not beside this copy of the course")
    plain = Resource(path=file.name, basepath=str(file.parent), schema=str(OFFICIAL / f"schema-{version}.json"))
    report = validate(file, version)
    assert report.valid == plain.validate().valid
    if version == "0.1.1":
        assert keys(report) == ["header_case", "header_near", "required"]
        assert list(report.causes[2].lines) == [35, 36]


def test_five_hundred_lines_agree_with_frictionless_cell_by_cell(tmp_path):
    faults = [(column, value) for column, value, _ in REFUSED + TOLD_APART]
    changes = [dict([faults[i // 2 % len(faults)]]) if i % 2 else {} for i in range(500)]
    raw = content(*changes)
    report = validate(raw)
    seen: list[tuple[int, int]] = []
    again = validate(raw, progress=lambda done, total: seen.append((done, total)))
    assert official(raw, load_schema("1.0.1"), tmp_path) == (False, {n for c in report.causes for n in c.lines})
    found = {(n, c.column) for c in report.causes for n in c.lines}
    assert found == {(i + 2, column) for i, change in enumerate(changes) for column in change}
    assert report.to_json() == again.to_json() and seen[-1] == (501, 501)


SAMPLES = sorted(path for path in (FOLDER / "samples").glob("*.csv") if "errors" not in path.name)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("version", ["0.1.1", "1.0.1"])
def test_the_samples_get_the_official_verdict(path, version):
    from frictionless import Resource

    plain = Resource(path=path.name, basepath=str(path.parent), schema=rules(load_schema(version)))
    assert validate(path, version).valid == plain.validate().valid


@pytest.mark.parametrize("name", ["places-dirty", "valombre-standard-dirty"])
def test_every_error_sown_is_found_and_no_other(name):
    sown = pd.read_csv(FOLDER / "samples" / f"{name}-errors.csv", dtype=str)
    if "seen_by" in sown:
        sown = sown[sown["seen_by"] == "schema"]
    report = validate(FOLDER / "samples" / f"{name}.csv")
    found = sorted((int(line), cause.column) for cause in report.causes for line in cause.lines)
    assert found == sorted((int(line), column) for line, column in zip(sown["line"], sown["column"], strict=True))
    assert len(found) > 20


# The report


@pytest.fixture
def report() -> Report:
    changes = [{"telephone": "3949", "services": "<b>x</b>"} if i % 3 else {"latitude": "=1+1"} for i in range(300)]
    return validate(content(*changes), name="<i>lieux</i>.csv", lang="fr")


def test_the_grid_is_bounded_and_counts_every_error(report):
    grid = report.grid
    assert list(grid.columns) == ["band_start", "band_end", "column", "count"]
    assert grid["band_start"].nunique() <= 40
    assert (grid["band_start"].min(), grid["band_end"].max()) == (2, 301)
    assert grid["count"].sum() == report.count == 500
    assert dict(grid.groupby("column")["count"].sum()) == {"latitude": 100, "services": 200, "telephone": 200}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_follows_the_rules_of_charts(report, lang):
    spec = report.picture(lang).to_dict()
    assert list(chart_faults(spec)) == []
    assert spec.get("width") != "container"
    assert "500" in " ".join(spec["title"])
    assert "200" in spec["description"]
    drawn = pd.DataFrame(next(iter(spec["datasets"].values())))
    assert drawn["count"].sum() == 500 and drawn["count"].min() > 0


def test_nothing_to_draw_is_said_calmly():
    assert isinstance(validate(content()).picture(), str)
    assert "header" in validate(rename("adresse", "Adresse", table())).picture("en")


def test_a_band_without_errors_keeps_its_place():
    report = validate(content({"latitude": "x"}, *({} for _ in range(99))))
    assert len(report.picture("en").to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"]) > 4


def test_doubts_change_neither_the_verdict_nor_the_count():
    report = validate(content({"latitude": "5.02", "longitude": "44.75"}), beyond=True)
    assert report.valid and not report.wrong and report.count == 0
    assert report.doubts and "deserve" in report.summary("en")


def test_html_shows_values_as_text(report):
    for html in (report._repr_html_(), report.to_html("fr"), report.to_html("en")):
        assert "<b>x" not in html and "<i>lieux" not in html
    assert "&lt;b&gt;x" in report._repr_html_()


def test_the_report_as_data(report):
    found = json.loads(report.to_json("en"))
    assert (found["valid"], found["rows"], found["count"]) == (False, 300, 500)
    assert [c["key"] for c in found["causes"]] == keys(report)
    errors = report.errors()
    assert list(errors.columns) == ["line", "column", "key", "value"] and len(errors) == 15
    for lang in LANGUAGES:
        assert len(report.table(lang)) == 3
    assert set(report.table("fr").columns).isdisjoint(report.table("en").columns)


def test_a_table_of_text_is_checked_like_its_file():
    lines = table({}, {"latitude": "x", "id": "lieu-1"})
    frame = pd.DataFrame(lines[1:], columns=lines[0])
    assert validate(frame).to_json() == validate(to_csv(lines).encode()).to_json()


def test_every_message_reads_well_in_both_languages():
    for key, texts in messages()["validation"].items():
        for lang in LANGUAGES:
            forms = texts[lang].values() if isinstance(texts[lang], dict) else [texts[lang]]
            for text in forms:
                assert not re.search(r" {2,}|\.\.", text), (key, lang)
    assert shorten("a" * 100) == "a" * 59 + "…"


def test_the_good_line_of_the_samples_is_good():
    assert row() and validate(content()).valid
