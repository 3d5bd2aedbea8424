"""A schema of one's own: guessed from a table, corrected, documented, compared with the one before."""

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_samples import PRIVATE, people

from culture_d.i18n import LANGUAGES
from culture_d.standard.own_schema import OwnSchema, OwnSchemaError, draft_schema
from culture_d.standard.own_schema.fields import TYPES, OwnField, format_in_words, respect
from culture_d.standard.own_schema.patterns import SHAPES, PatternError, checked_pattern, list_pattern
from culture_d.standard.schemas import FOLDER, load_schema
from culture_d.tables import TableError, read_table

SAMPLES = FOLDER / "samples"
TREES = (
    "N°;Essence;Quartier;Hauteur;Planté le;Remarquable;Code postal;Usages;Note\n"
    + "".join(
        f"{i};{('Tilleul', 'Chêne')[i % 2]};{('Gare', 'Moulin', 'Pont')[i % 3]};{i}{',5' if i % 2 else ''};"
        f"{i:02}/03/2020;{('oui', 'non')[i % 2]};26950;{('ombre', 'fruits|ombre')[i % 2]};{'NC' if i == 4 else ''}\n"
        for i in range(1, 13)
    )
).encode("cp1252")


def trees(lang: str = "en") -> OwnSchema:
    return draft_schema(TREES, lang, name="arbres.csv")


def accepted_by_frictionless(schema: OwnSchema) -> bool:
    from frictionless import Checklist, Resource, Schema

    data = [list(schema.cells.columns), *schema.cells.to_numpy().tolist()]
    rules = Schema.from_descriptor(json.loads(schema.to_json()))
    # A line that only says "NC" is a fault of the table, which no rule about its columns can accept.
    return Resource(data, schema=rules).validate(Checklist(skip_errors=["blank-row"])).valid


# The draft


def test_each_column_is_guessed():
    schema = trees()
    kinds = {item.name: item.type for item in schema.fields}
    assert list(kinds.values()) == [
        *("integer", "string", "string", "number", "date", "boolean", "string", "string", "string"),
    ]
    assert schema.field("N°").unique and schema.field("N°").required
    assert schema.field("Essence").values == ["Chêne", "Tilleul"] and not schema.field("Essence").unique
    assert (schema.field("Usages").values, schema.field("Usages").separator) == (["fruits", "ombre"], "|")
    assert schema.field("Hauteur").writing == {"decimalChar": ","} and schema.field("Hauteur").minimum == 0
    assert schema.field("Planté le").format == "%d/%m/%Y"
    assert schema.field("Remarquable").writing == {"trueValues": ["oui"], "falseValues": ["non"]}
    assert schema.field("Code postal").shape == "digits_5"
    assert schema.missing == ["NC"] and not schema.field("Note").required
    assert (schema.name, schema.title, schema.version) == ("arbres", "arbres", "0.1.0")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_guess_is_explained_and_questioned(lang):
    schema = trees(lang)
    question = {"en": "is it true of the next one?", "fr": "est-ce vrai de la suivante"}[lang]
    assert len(schema.proposals) == len(schema.sentences()) > 12
    for proposal, sentence in zip(schema.proposals, schema.sentences(), strict=True):
        assert ("12" in sentence and question in sentence) == proposal.kept, sentence
    maximum = next(p for p in schema.proposals if p.rule == "maximum" and p.column == "Hauteur")
    assert not maximum.kept and schema.field("Hauteur").maximum is None
    assert "<script" not in draft_schema(b"<script>a,b\n1,2\n", lang)._repr_html_()


@pytest.mark.parametrize("name", ["valombre", "pont-clairet", "places", "valombre-standard", "pont-clairet-0.1"])
def test_a_draft_accepts_its_own_table(name):
    schema = draft_schema(SAMPLES / f"{name}.csv")
    assert schema.refused_lines() == []
    assert accepted_by_frictionless(schema)
    assert load_schema(schema.descriptor()).names == tuple(schema.cells.columns)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(
    ["", "1", "01000", "2,5", "1 200", "oui", "non", "03/08/2025", "2025-08-03", "2025-08-03 10:00", "a@b.fr",
     "https://a.fr", "NC", "-", "x|y", "x", "+33465710001", "12/13/2025", " y ", "=1", "1e5", "٣"]
), min_size=2, max_size=2), min_size=1, max_size=9))  # fmt: skip
def test_whatever_the_cells_a_draft_accepts_them(rows):
    content = "a;b\n" + "".join(f'"{a}";"{b}"\n' for a, b in rows)
    if not any(cell.strip() for row in rows for cell in row):
        with pytest.raises(TableError):
            draft_schema(content.encode())
        return
    schema = draft_schema(content.encode())
    assert schema.refused_lines() == []
    assert accepted_by_frictionless(schema)


def test_no_person_goes_into_what_is_published():
    schema = draft_schema(people() * 1, name="people.csv")
    written = schema.to_json() + schema.document() + schema.to_html() + "".join(schema.sentences())
    assert not [value for value in PRIVATE if value in written]


def test_a_table_already_read_or_in_memory_will_do(tmp_path):
    table = read_table(TREES)
    for given_table in (table, table.data):
        schema = draft_schema(table=given_table)
        assert len(schema.lines) == 12 and schema.refused_lines() == []
    for content in (b"a;b\n", b"%PDF-1.4"):
        with pytest.raises(TableError):
            draft_schema(content)


# Corrections


def test_the_author_corrects_every_rule():
    schema = trees()
    schema.rename_title("Essence", "Species").describe("Essence", "What grows.").show("Essence", "Chêne")
    schema.allow_values("Essence", ["Chêne", "Tilleul", "Frêne", "Chêne", " "])
    schema.require("Note").distinct("Essence").set_bounds("Hauteur", 0, 60).set_shape("Quartier", "email")
    by_name = {item["name"]: item for item in schema.descriptor()["fields"]}
    assert by_name["Essence"] == {
        "name": "Essence",
        "type": "string",
        "title": "Species",
        "description": "What grows.",
        "constraints": {"required": True, "unique": True, "enum": ["Chêne", "Tilleul", "Frêne"]},
        "example": "Chêne",
    }
    assert by_name["Hauteur"]["constraints"] == {"required": True, "minimum": 0, "maximum": 60}
    assert by_name["Quartier"]["format"] == "email" and "enum" not in by_name["Quartier"]["constraints"]
    assert schema.respect("Quartier").respected == 0 and schema.refused_lines() == list(range(2, 14))
    schema.remove("Quartier").remove("Essence", "unique").remove("Note", "required")
    assert schema.refused_lines() == [] and len(schema.fields) == 8


def test_a_type_takes_its_rules_with_it():
    schema = trees().set_type("Hauteur", "string")
    assert schema.field("Hauteur").minimum is None and not schema.field("Hauteur").writing
    schema.set_type("Planté le", "date", "%Y-%m-%d")
    assert list(schema.respect("Planté le").refused) == list(range(2, 14))
    assert schema.set_type("Essence", "integer").field("Essence").values == []


@pytest.mark.parametrize("kind", TYPES)
def test_whatever_the_type_the_schema_stays_a_table_schema(kind):
    from frictionless import Schema

    schema = trees()
    for item in schema.fields:
        schema.set_type(item.name, kind).require(item.name).distinct(item.name).show(item.name, "12")
        if kind in ("integer", "number"):
            schema.set_bounds(item.name, -0.5, 12.5)
        assert schema.respect(item.name).cells == 12
    assert len(Schema.from_descriptor(schema.descriptor()).fields) == 9


def test_an_example_that_the_rules_refuse_is_not_published():
    schema = trees().show("Code postal", "2695")
    assert "example" not in schema.field("Code postal").descriptor()
    assert schema.show("Hauteur", "1,5").field("Hauteur").descriptor()["example"] == "1.5"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_schema_cannot_take_is_said_in_one_sentence(lang):
    schema = trees(lang)
    wrong = [
        lambda: schema.require("Hauteurs"),
        lambda: schema.set_type("Hauteur", "colour"),
        lambda: schema.set_shape("Essence", "ornate"),
        lambda: schema.set_bounds("Essence", 0),
        lambda: schema.set_bounds("Hauteur", float("nan")),
        lambda: schema.set_bounds("Hauteur", 10**400),
        lambda: schema.allow_values("Hauteur", ["1"]),
        lambda: schema.remove("Essence", "beauty"),
        lambda: schema.set_pattern("Essence", "(["),
    ]
    for attempt in wrong:
        with pytest.raises((OwnSchemaError, PatternError)) as caught:
            attempt()
        assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


# Patterns


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(a?){30}a{30}", r"(\w+\s?)*", r"(a)\1", "(?=a+)b", ".*" * 5])
def test_a_pattern_that_could_freeze_is_refused_before_it_is_tried(pattern):
    begin = time.monotonic()
    with pytest.raises(PatternError):
        checked_pattern(pattern)
    assert time.monotonic() - begin < 0.5


@pytest.mark.parametrize(
    "pattern", [r"\d{5}", "[A-Z]{2}-[0-9]+", r"(\d{2} ?){5}", "Rue .+", r"(?i)lot \w+", "a|b|c", ""]
)
def test_an_honest_pattern_is_accepted_and_is_quick(pattern):
    assert checked_pattern(f" {pattern} ") == pattern
    begin = time.monotonic()
    for cell in ("a" * 60, "1 " * 30, "A-" * 30, "é" * 60):
        re.fullmatch(pattern, cell)
    assert time.monotonic() - begin < 1


@pytest.mark.parametrize("pattern", ["([", "*", "a{5,2}", "(" * 150, "x" * 201, "\\", "(?P<a>x)(?P<a>y)", "[a-"])
def test_a_wrong_pattern_is_one_sentence(pattern):
    with pytest.raises(PatternError) as caught:
        checked_pattern(pattern, "fr")
    assert str(caught.value).endswith(".") and len(str(caught.value)) < 250


def test_long_cells_are_left_untried_by_a_free_pattern():
    item = OwnField("x", pattern=r"\w+ .*.*")
    found = respect(item, ["a b", "a" * 61, "ab"], [2, 3, 4])
    assert (list(found.refused), list(found.untried), found.respected) == ([4], [3], 1)


def test_the_time_spent_on_a_column_is_bounded(monkeypatch):
    monkeypatch.setattr("culture_d.standard.own_schema.fields.SECONDS", -1)
    assert list(respect(OwnField("x"), ["a", "b"], [2, 3]).untried) == [2, 3]


def test_a_list_of_values_is_written_as_in_the_standard():
    values = ["Langues étrangères (autres)", "A+B", "C|D", "[x]"]
    field = {"name": "x", "type": "string", "constraints": {"pattern": list_pattern(values, "|")}}
    read = load_schema({"fields": [field]}).fields[0]
    assert (read.values, read.separator) == (tuple(values), "|")
    standard = load_schema("1.0.1").by_name["frais_a_charge"]
    assert list_pattern(standard.values, "|") == standard.constraints["pattern"]


def test_each_shape_says_what_it_wants():
    good = {"digits_5": "26950", "digits_9": "000000000", "digits_14": "0" * 14, "phone": "+33465710001"}
    good |= {"email": "mairie@valombre.example", "web": "https://valombre.example/"}
    for shape in SHAPES:
        item = OwnField("x", shape=shape)
        assert item.accepts(good[shape]) and not item.accepts("n’importe quoi")


# Pages and versions


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_documentation_says_every_rule(lang):
    schema = trees(lang).describe("Essence", "Ce qui *pousse* <ici> | là")
    page, web = schema.document(), schema.to_html()
    for item in schema.fields:
        assert f"`{item.name}`" in page and f"<code>{item.name}</code>" in web
    assert "\\*pousse\\* &lt;ici&gt; \\| là" in page and "&lt;ici&gt;" in web and "<ici>" not in page + web
    assert {"en": "DD/MM/YYYY", "fr": "JJ/MM/AAAA"}[lang] in page
    assert f'<html lang="{lang}">' in web and not re.search(r"https?://|src=|@import", web)
    assert format_in_words("%Y-%m-%d %H:%M", "fr") == "AAAA-MM-JJ hh:mm"


def test_a_new_version_is_compared_with_the_old_one():
    old = trees("en").descriptor()
    schema = trees("en")
    assert schema.changes_since(old).level == ""
    schema.rename_title("Essence", "Species")
    assert schema.changes_since(old).advised == "0.1.1"
    schema.allow_values("Essence", ["Chêne", "Tilleul", "Frêne"])
    assert schema.changes_since(trees("en")).advised == "0.2.0"
    schema.remove("Note")
    log = schema.changes_since(load_schema(old), "fr")
    assert log.advised == "1.0.0" and "Note" in log.markdown()
