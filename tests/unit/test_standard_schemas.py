"""The three versions of the standard: those of their authors, explained in both languages."""

import json
import re
import sys
from pathlib import Path

import pytest

from culture_d.catalogue import DATA
from culture_d.i18n import LANGUAGES
from culture_d.standard.schemas import VERSIONS, SchemaError, load_schema

sys.path.insert(0, str(DATA / "generators"))
import standard_schemas

REFERENCE = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "standard-mediation-num"
OFFICIAL = {"0.1.1": "schema-0.1.1.json", "1.0.1": "schema-1.0.1.json", "1.0.2": "schema-main-e347ff4.json"}
EXAMPLES = {
    "0.1.1": "exemple-valide-0.1.1.csv",
    "1.0.1": "exemple-valide-1.0.1.csv",
    "1.0.2": "exemple-valide-1.0.1.csv",
}
FREE = {"typologie"}  # glossed although the schema checks nothing
by_version = pytest.mark.parametrize("version", VERSIONS)


@by_version
def test_the_generator_reproduces_the_file(version, tmp_path):
    standard_schemas.write(tmp_path)
    name = f"schema-{version}.json"
    assert (tmp_path / name).read_bytes() == (DATA / "standard" / name).read_bytes()


@by_version
def test_what_the_authors_published_is_untouched(version):
    if not REFERENCE.exists():
        pytest.skip("the official files are not on this machine")
    official = json.loads((REFERENCE / OFFICIAL[version]).read_text(encoding="utf-8"))
    ours = load_schema(version).descriptor
    assert [_essential(field) for field in ours["fields"]] == [_essential(field) for field in official["fields"]]
    assert ours["primaryKey"] == official["primaryKey"]
    for field, theirs in zip(ours["fields"], official["fields"], strict=True):
        assert field["title"] == theirs["title"]
        assert field["descriptions"]["fr"].replace("’", "'") not in theirs["description"].replace("’", "'")


def _essential(field):
    return field["name"], field["type"], field.get("format", "default"), field.get("constraints", {})


@by_version
def test_every_field_speaks_both_languages(version):
    schema = load_schema(version)
    assert all(schema.descriptor[key][lang] for key in ("titles", "descriptions") for lang in LANGUAGES)
    assert schema.descriptor["homepage"] and all(source["path"] for source in schema.descriptor["sources"])
    for field in schema.fields:
        for lang in LANGUAGES:
            assert field.titles[lang] and 60 < len(field.meanings[lang]) < 260, (field.name, lang)
            assert not re.search(r"[{}]", field.meanings[lang])
        assert field.titles["fr"].replace("’", "'") == schema.descriptor["fields"][schema.names.index(field.name)][
            "title"
        ].replace("’", "'")
        assert field.meanings["en"] != field.meanings["fr"]


@by_version
def test_every_listed_value_has_its_gloss(version):
    for field in load_schema(version).fields:
        if field.name in FREE:
            assert {"BIB", "CCAS", "EPN", "RFS", "TIERS_LIEUX"} <= set(field.glosses)
        else:
            assert set(field.glosses) == set(field.values), field.name
        assert all(gloss["en"] and set(gloss) <= {"en", "fr"} for gloss in field.glosses.values())


def test_a_field_says_the_same_in_every_version():
    old, new, newest = map(load_schema, VERSIONS)
    assert [field for field in new.fields if field.name != "formations_labels"] == [
        field for field in newest.fields if field.name != "formations_labels"
    ]
    apart = {"pivot", "presentation_resume"}  # RIDET, and the limit of characters
    for name in set(old.names) & set(new.names) - apart:
        said = [re.sub(r"«\s[;|]\s»|\"[;|]\"", "", schema.by_name[name].meaning("fr")) for schema in (old, new)]
        assert said[0] == said[1], name


def test_the_limits_and_separators_are_those_of_the_version():
    assert "500" in load_schema("0.1.1").by_name["presentation_resume"].meaning("en")
    assert "280" in load_schema("1.0.1").by_name["presentation_resume"].meaning("fr")
    assert load_schema("0.1.1").by_name["typologie"].separator == ";"
    assert load_schema("1.0.1").by_name["courriels"].separator == "|"
    assert "Étapes numériques(La Poste)" in load_schema("1.0.2").by_name["formations_labels"].glosses


@by_version
def test_the_examples_make_a_valid_line(version, tmp_path):
    schema = load_schema(version)
    assert all(field.example for field in schema.fields)
    line = tmp_path / "line.csv"
    line.write_text(_csv(schema.names) + _csv(field.example for field in schema.fields), encoding="utf-8")
    assert _errors(line, version) == []


@by_version
def test_the_official_examples_are_valid(version):
    if not REFERENCE.exists():
        pytest.skip("the official files are not on this machine")
    assert _errors(REFERENCE / EXAMPLES[version], version) == []


def _csv(cells):
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def _errors(path, version):
    from frictionless import Resource, Schema, system

    schema = Schema(DATA / "standard" / f"schema-{version}.json")
    with system.use_context(trusted=True):
        return Resource(path=str(path), schema=schema).validate().flatten(["rowNumber", "fieldName", "note"])


def test_rules_that_are_no_object_get_a_sentence():
    with pytest.raises(SchemaError, match="“a” cannot be read"):
        load_schema({"fields": [{"name": "a", "constraints": ["required"]}]}, "en")
