"""Any Table Schema: every type, every constraint, the verdict on headers, the schemas that are refused."""

import random
import re

import pytest
from validation_samples import REFERENCE, official, row, to_csv

from culture_d.i18n import LANGUAGES
from culture_d.standard.schemas import SchemaError, load_schema
from culture_d.standard.source import open_source
from culture_d.standard.validation import validate

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
    again = validate(b"a,b\n1,\n,\n", {**schema, "primaryKey": "b"})
    assert [c.key for c in again.causes] == ["primary_key_empty", "blank_row"]


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
    from culture_d.standard.validation.detection import Found
    from culture_d.standard.validation.diagnosis import Diagnostician
    from culture_d.standard.validation.gathering import Gathering

    gathering = Gathering(Diagnostician(load_schema("1.0.1"), 32))
    for found in (Found("jsonSchema", "nom", "x", "a note"), Found("row-constraint", "", "", "a note")):
        gathering.add(2, found, gathering.diagnostician.diagnose(found))
    for cause in gathering.causes():
        for lang in LANGUAGES:
            assert cause.rule in cause.sentence(lang) and "a note" in cause.remedy(lang)


ODD = ["", " ", "NaN", "1e3", "-", "٣", "a\nb", "0", "«", "43,5", "1000", "Payant|", "payant", "02/04/2024", "2024-4-2"]


@pytest.mark.parametrize("seed", range(4))
def test_chance_agrees_with_frictionless(seed, tmp_path):
    chance = random.Random(seed)
    schema = load_schema(LOCAL) if seed % 2 else load_schema("1.0.1")
    good = list(GOOD.values()) if seed % 2 else row()
    values = [*good, *(value for _, value, _ in BAD), *ODD]
    lines = []
    for _ in range(150):
        cells = list(good)
        for _ in range(chance.randrange(3)):
            cells[chance.randrange(len(cells))] = chance.choice(values)
        lines.append(cells[: chance.choice([99] * 9 + [3])] + ["x"] * (chance.random() < 0.05))
    raw = to_csv([schema.names, *lines, [], [""] * len(good)]).encode()
    report = validate(raw, schema)
    numbers = [number for number, _ in open_source(raw, names=schema.names).rows(blank=True)]
    valid, positions = official(raw, schema, tmp_path)
    assert not valid and not report.valid
    assert {n for cause in report.causes for n in cause.lines} == {numbers[position - 2] for position in positions}
