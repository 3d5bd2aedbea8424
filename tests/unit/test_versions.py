"""What changes from one version of a schema to the next, and the number it should carry."""

import copy

import pytest

from culture_d.i18n import LANGUAGES, messages
from culture_d.standard.schemas import SchemaError
from culture_d.standard.versions import VersionError, change_log, compare, level, next_version

SCHEMA = {
    "name": "trees",
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True, "unique": True}},
        {"name": "species", "type": "string", "constraints": {"enum": ["oak", "lime"]}, "title": "Species"},
        {"name": "height", "type": "number", "constraints": {"minimum": 0, "maximum": 60}},
        {"name": "note", "type": "string", "constraints": {"maxLength": 200}},
        {"name": "postcode", "type": "string", "constraints": {"pattern": r"^\d{5}$"}},
    ],
    "primaryKey": "id",
}


def changed(edit) -> dict:
    new = copy.deepcopy(SCHEMA)
    edit(new, {field["name"]: field for field in new["fields"]})
    return new


def rule(name: str, **constraints):
    """Return an edit that sets or removes (None) constraints of a column."""

    def edit(_, fields):
        rules = fields[name].setdefault("constraints", {})
        rules.update({k: v for k, v in constraints.items() if v is not None})
        for key in (k for k, v in constraints.items() if v is None):
            rules.pop(key, None)

    return edit


def add(**field):
    return lambda schema, _: schema["fields"].append({"type": "string"} | field)


CASES = [
    ("same", lambda *_: None, [], ""),
    ("optional column", add(name="photo"), [("added", False)], "minor"),
    ("compulsory column", add(name="photo", constraints={"required": True}), [("added", True)], "major"),
    ("column gone", lambda s, _: s["fields"].pop(3), [("removed", True)], "major"),
    ("plural", lambda _, f: f["note"].update(name="notes"), [("renamed", True)], "major"),
    ("value added", rule("species", enum=["oak", "lime", "ash"]), [("values_added", False)], "minor"),
    ("value gone", rule("species", enum=["oak"]), [("values_removed", True)], "major"),
    ("list gone", rule("species", enum=None), [("list_removed", False)], "minor"),
    ("list new", rule("note", enum=["a", "b"], maxLength=None), [("list_added", True), ("loosened", False)], "major"),
    ("compulsory", rule("species", required=True), [("tightened", True)], "major"),
    ("optional", rule("id", required=None), [("loosened", False)], "minor"),
    ("no longer unique", rule("id", unique=False), [("loosened", False)], "minor"),
    ("shorter", rule("note", maxLength=100), [("tightened", True)], "major"),
    ("longer", rule("note", maxLength=300), [("loosened", False)], "minor"),
    ("higher minimum", rule("height", minimum=1), [("tightened", True)], "major"),
    ("higher maximum", rule("height", maximum=90.5), [("loosened", False)], "minor"),
    ("bound gone", rule("height", maximum=None), [("loosened", False)], "minor"),
    ("bound new", rule("note", minLength=3), [("tightened", True)], "major"),
    ("pattern", rule("postcode", pattern=r"^26\d{3}$"), [("tightened", True)], "major"),
    ("pattern gone", rule("postcode", pattern=None), [("loosened", False)], "minor"),
    ("other rule", rule("note", jsonSchema={"type": "object"}), [("rule", True)], "major"),
    ("number to text", lambda _, f: f["height"].update(type="string"), [("type", False)], "minor"),
    ("text to date", lambda _, f: f["note"].update(type="date"), [("type", True)], "major"),
    ("format", lambda _, f: f["note"].update(format="email"), [("format", True)], "major"),
    ("order", lambda s, _: s["fields"].reverse(), [("order", False)], "minor"),
    ("key", lambda s, _: s.update(primaryKey=["id", "species"]), [("key", True)], "major"),
    ("title", lambda _, f: f["species"].update(title="The species"), [("words", False)], "patch"),
    ("name", lambda s, _: s.update(title="Trees of the town"), [("words", False)], "patch"),
]


@pytest.mark.parametrize(("edit", "expected", "raised"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_change_is_told_and_weighed(edit, expected, raised):
    changes = compare(SCHEMA, changed(edit), "fr")
    assert [(change.kind, change.breaking) for change in changes] == expected
    assert level(changes) == raised
    assert all(change.sentence.endswith(".") for change in changes)


@pytest.mark.parametrize(
    ("version", "raised", "advised"),
    [("1.4.2", "major", "2.0.0"), ("1.4.2", "minor", "1.5.0"), ("v1.4", "patch", "1.4.1"), ("0.1.1", "", "0.1.1")],
)
def test_the_next_number_follows_the_highest_level(version, raised, advised):
    edits = {
        "major": rule("species", enum=["ash"]),
        "minor": add(name="photo"),
        "patch": lambda s, _: s.update(title="Trees"),
        "": lambda *_: None,
    }
    assert next_version(version, compare(SCHEMA, changed(edits[raised]))) == advised


def test_a_number_that_is_none_is_refused_in_one_sentence():
    with pytest.raises(VersionError, match="bêta"):
        next_version("bêta 2", [], "fr")
    with pytest.raises(SchemaError):
        compare(SCHEMA, {"fields": []})


def test_the_standard_from_0_1_1_to_1_0_1():
    changes = compare("0.1.1", "1.0.1", "en")
    found = {(change.kind, change.field) for change in changes if change.breaking}
    for name in ("cle_ban", "publics_accueillis", "conditions_acces", "labels_nationaux", "labels_autres"):
        assert ("removed", name) in found
    assert {("renamed", "courriels"), ("values_removed", "services"), ("separator", "services")} <= found
    assert ("tightened", "presentation_resume") in found and ("tightened", "pivot") in found
    told = next(change.sentence for change in changes if change.kind == "values_removed")
    assert "15 values" in told and "9 others" in told
    assert ("added", "itinerance") in {(change.kind, change.field) for change in changes if not change.breaking}
    assert next_version("0.1.1", changes) == "1.0.0"


def test_the_standard_from_1_0_1_to_1_0_2_adds_a_value():
    changes = compare("1.0.1", "1.0.2", "fr")
    assert [change.kind for change in changes if change.kind != "words"] == ["values_added"]
    assert "Étapes numériques(La Poste)" in changes[0].sentence
    assert next_version("1.0.1", changes) == "1.1.0"  # the authors called it 1.0.2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_journal_of_changes_can_be_published(lang):
    log = change_log(SCHEMA, changed(add(name="photo")), "1.2.0", lang)
    assert log.advised == "1.3.0" and log.level == "minor"
    assert log.markdown().startswith("## 1.3.0\n\n") and "photo" in log.markdown()
    assert len(log.sentences()) == 2
    assert change_log(SCHEMA, SCHEMA, "1.2.0", lang).advised == "1.2.0"


def test_every_message_of_changes_is_used():
    written = {key for key in messages()["own_schema"] if key.startswith("change_")}
    said = set()
    for _, edit, _, _ in CASES:
        said |= {change.kind for change in compare(SCHEMA, changed(edit))}
    kinds = {key.removeprefix("change_") for key in written}
    detail = {"added_required", "required", "not_required", "unique", "not_unique", "bound", "bound_new", "bound_gone"}
    assert kinds - detail - {"pattern", "not_pattern", "words_schema", "separator"} == said - {"tightened", "loosened"}
