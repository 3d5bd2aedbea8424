"""The check against a schema: every finding, its sentence, and agreement with plain frictionless."""

import json
import re

import pandas as pd
import pytest
from validation_samples import OFFICIAL, REFERENCE, content, official, row, table, to_csv

from culture_d.i18n import LANGUAGES, messages
from culture_d.making.chart_rules import chart_faults
from culture_d.standard.findings import Report, shorten
from culture_d.standard.schemas import SchemaError, load_schema
from culture_d.standard.validation import validate

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


# Any schema

FIELDS = [
    {"name": "i", "type": "integer", "constraints": {"minimum": 1, "maximum": 9}},
    {"name": "n", "type": "number", "decimalChar": ",", "constraints": {"exclusiveMinimum": "0"}},
    {"name": "b", "type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
    {"name": "d", "type": "date", "format": "%d/%m/%Y"},
    {"name": "da", "type": "date", "format": "any"},
    {"name": "dt", "type": "datetime"},
    {"name": "t", "type": "time"},
    {"name": "y", "type": "year"},
    {"name": "ym", "type": "yearmonth"},
    {"name": "du", "type": "duration"},
    {"name": "g", "type": "geopoint"},
    {"name": "ga", "type": "geopoint", "format": "array"},
    {"name": "gj", "type": "geojson"},
    {"name": "a", "type": "array", "constraints": {"minLength": 1}},
    {"name": "ai", "type": "array", "arrayItem": {"type": "integer"}},
    {"name": "o", "type": "object"},
    {"name": "l", "type": "list", "itemType": "integer"},
    {"name": "any", "type": "any"},
    {"name": "em", "type": "string", "format": "email"},
    {"name": "u", "type": "string", "format": "uri"},
    {"name": "uu", "type": "string", "format": "uuid"},
    {"name": "bi", "type": "string", "format": "binary"},
    {"name": "w", "type": "string", "format": "wkt"},
    {"name": "e", "type": "string", "constraints": {"enum": ["Oui", "Non"]}},
    {"name": "ei", "type": "integer", "constraints": {"enum": [1, 2]}},
    {"name": "p", "type": "string", "constraints": {"pattern": "[a-z]{3}"}},
    {"name": "s", "type": "string", "constraints": {"minLength": 2, "maxLength": 4}},
    {"name": "siret", "type": "string", "constraints": {"pattern": r"^\d{14}$"}},
    {"name": "rna", "type": "string", "constraints": {"pattern": r"^W\d{9}$"}},
    {"name": "q", "type": "string", "constraints": {"unique": True}},
]
LOCAL = {"name": "Un nom Libre", "fields": FIELDS}
GOOD = dict(
    i="5", n="1,5", b="oui", d="02/04/2024", da="2 Apr 2024", dt="2024-04-02T09:30:00Z", t="09:30:00", y="2024",
    ym="2024-04", du="PT1H", g="5.02,44.73", ga="[5.02, 44.73]", gj='{"type": "Point", "coordinates": [1, 2]}',
    a='["x"]', ai="[1]", o='{"a": 1}', l="1,2", any="?", em="contact@valombre.example", u="https://valombre.example/",
    uu="123e4567-e89b-12d3-a456-426614174000", bi="QUJD", w="POINT (1 2)", e="Oui", ei="1", p="abc", s="abc",
    siret="12345678901234", rna="W123456789", q="1",
)  # fmt: skip
BAD = [
    ("i", "0", "minimum"), ("i", "10", "maximum"), ("i", "5,0", "integer_zeros"), ("i", "5.5", "integer_decimals"),
    ("i", "cinq", "integer_other"), ("n", "1.5", "number_mark"), ("n", "-1", "minimum"), ("b", "true", "boolean_words"),
    ("b", "peut-être", "boolean_other"), ("d", "2024-04-02", "date_shape"), ("da", "hier", "date_other"),
    ("dt", "hier", "datetime"), ("t", "9h30", "time_short"), ("t", "midi", "time_other"), ("y", "24", "year"),
    ("ym", "avril", "yearmonth"), ("du", "une heure", "duration"), ("g", "[5.02, 44.73]", "geopoint_shape"),
    ("g", "44.73,95.02", "geopoint_range"), ("g", "Valombre", "geopoint_other"), ("ga", "5.02,44.73", "geopoint_shape"),
    ("gj", "un rond", "geojson"), ("a", "x, y", "array"), ("a", "[]", "items_length"), ("ai", '["x"]', "array_item"),
    ("o", "a", "object"), ("l", "1;2", "list"), ("em", "contact", "email_at"), ("em", "a@@b", "email_other"),
    ("em", "a@b.example;c@d.example", "email_several"), ("u", "www.valombre.example", "uri_scheme"),
    ("u", "voir le site", "uri_other"), ("uu", "12", "format_uuid"), ("bi", "Q", "format_binary"),
    ("e", "oui", "list_case"), ("e", "Oui;Non", "list_one"), ("e", "?", "list_unknown"),
    ("ei", "3", "list_unknown"), ("p", "ab", "pattern"), ("s", "a", "too_short"), ("s", "abcde", "too_long"),
    ("siret", "123 456 789 01234", "code_spaces"), ("siret", "1234", "code_length"), ("siret", "néant", "siret_other"),
    ("rna", "w123456789", "rna_case"), ("rna", "123", "rna_other"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value", "key"), BAD)
def test_every_type_and_constraint_has_its_sentence(column, value, key, tmp_path):
    schema = load_schema(LOCAL)
    raw = to_csv([schema.names, list(GOOD.values()), list((GOOD | {"q": "2", column: value}).values())]).encode()
    assert official(raw, schema, tmp_path) == (False, {3})
    report = validate(raw, LOCAL)
    assert [(c.key, c.column) for c in report.causes] == [(key, column)]
    for lang in LANGUAGES:
        cause = report.causes[0]
        for text in (cause.sentence(lang), cause.expected(lang), cause.remedy(lang)):
            assert text and not re.search(r"\{[a-z]+\}", text) and "constraint" not in text


def test_good_values_of_every_type_pass():
    report = validate(to_csv([GOOD, GOOD.values()]).encode(), LOCAL)
    assert report.valid
    assert [note for note in report.notes if "not checked" in note and ": w." in note]  # WKT needs a library


def test_the_good_examples_are_good():
    # What is shown as a good example must be accepted where it is shown.
    schema = load_schema(LOCAL)
    report = validate(to_csv([schema.names, ["wrong " * 9] * len(FIELDS)]).encode(), LOCAL)
    goods = {c.column: c.good_example for c in report.causes if c.good_example}
    assert len(goods) > 15
    again = validate(to_csv([schema.names, list((GOOD | goods).values())]).encode(), LOCAL)
    assert not again.causes


def test_a_primary_key_of_several_columns():
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}
    report = validate(b"a,b\n1,1\n1,2\n1,1\n", schema)
    assert [(c.key, list(c.lines)) for c in report.causes] == [("primary_key", [4])]
    assert "line 2" in report.causes[0].sentence("en")
    assert keys(validate(b"a,b\n1,\n,\n", {**schema, "primaryKey": "b"})) == ["primary_key_empty", "blank_row"]


@pytest.mark.parametrize("match", ["exact", "equal", "subset", "superset", "partial"])
@pytest.mark.parametrize("header", ["a,b", "b,a", "a", "b", "a,b,c", "c,d", "a,b,a", "A,b"])
def test_the_verdict_on_a_header_is_that_of_frictionless(match, header, tmp_path):
    from frictionless import FrictionlessException, Resource, Schema

    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fieldsMatch": match,
        "fields": [{"name": "a", "type": "any", "constraints": {"required": True}}, {"name": "b", "type": "any"}],
    }
    (tmp_path / "x.csv").write_text(f"{header}\n" + ",".join("1" for _ in header.split(",")) + "\n")
    try:
        resource = Resource(path="x.csv", basepath=str(tmp_path), schema=Schema.from_descriptor(descriptor))
        expected = resource.validate().valid
    except FrictionlessException:
        expected = False
    report = validate(tmp_path / "x.csv", descriptor)
    assert report.valid == expected
    assert report.valid == (not report.causes)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"fields": [{"name": "a", "constraints": {"pattern": "(["}}]}, "pattern"),
        ({"fields": [{"name": "a", "type": "texte"}]}, "texte"),
        ({"fields": [{"name": "a", "type": ["string"]}]}, "string"),
        ({"fields": [{"name": "a"}, {"name": "a"}]}, "same name"),
        ({"fields": [{"name": "a"}], "primaryKey": "b"}, "primary"),
        ({"fields": [{"name": "a", "type": "integer", "constraints": {"pattern": "1"}}]}, "pattern"),
        ({"fields": [{"name": "a", "type": "integer", "constraints": {"minimum": "un"}}]}, "minimum"),
        ({"fields": [{"name": "a", "format": "phone"}]}, "phone"),
        ({"fields": [{"name": "a"}], "missingValues": 3}, "missing"),
    ],
)
def test_a_schema_that_frictionless_refuses_has_its_sentence(schema, words):
    for lang in LANGUAGES:
        with pytest.raises(SchemaError) as error:
            validate(b"a\n1\n", schema, lang)
        said = str(error.value)
        assert "\n" not in said and len(said) < 400
        if lang == "en":
            assert words in said


@pytest.mark.parametrize("path", sorted((REFERENCE.parent / "facts" / "schemas").glob("*.json")) or [None])
def test_the_schemas_of_other_territories_work(path, tmp_path):
    if path is None:
        pytest.skip("the reference schemas are not beside this copy of the course")
    schema = load_schema(path)
    lines = [schema.names, ["¿?" * 200] * len(schema.fields), ["1"] * len(schema.fields), [""] * len(schema.fields)]
    raw = to_csv(lines).encode()
    report = validate(raw, schema, "fr")
    assert (report.valid, {n for c in report.causes for n in c.lines}) == official(raw, schema, tmp_path)
    for sentence in report.sentences("fr") + report.sentences("en"):
        assert len(sentence) < 1500 and "¿?" * 40 not in sentence
    assert official(raw, schema, tmp_path)[1] == {n for c in report.causes for n in c.lines}


def test_checks_that_are_not_made_are_said():
    schema = {
        "fields": [{"name": "a"}],
        "foreignKeys": [{"fields": "a", "reference": {"resource": "other", "fields": "a"}}],
        "custom_checks": [{"name": "french-siret-value"}],
    }
    report = validate(b"a\n1\n", schema)
    assert report.valid and len(report.notes) == 2
    assert "french-siret-value" in report.notes[1]


def test_an_unknown_rule_still_gets_a_plain_sentence():
    from culture_d.standard.detection import Found
    from culture_d.standard.diagnosis import Diagnostician
    from culture_d.standard.gathering import Gathering

    gathering = Gathering(Diagnostician(load_schema("1.0.1"), 32))
    for found in (Found("jsonSchema", "nom", "x", "a note"), Found("row-constraint", "", "", "a note")):
        gathering.add(2, found, gathering.diagnostician.diagnose(found))
    for cause in gathering.causes():
        for lang in LANGUAGES:
            assert cause.rule in cause.sentence(lang) and "a note" in cause.remedy(lang)


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
