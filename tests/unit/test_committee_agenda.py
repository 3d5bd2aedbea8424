"""What the committee talks about: complete, bilingual, sourced, and about columns that exist."""

import copy
import re

import pytest
import yaml

from culture_d.i18n import LANGUAGES
from culture_d.standard.committee.agenda import VERDICTS, load_agenda
from culture_d.standard.committee.edits import apply_edits
from culture_d.standard.schemas import FOLDER, load_schema

AGENDA = load_agenda()
NAMES = ("committee", "comments")
FILES = {name: yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8")) for name in NAMES}


def test_there_is_enough_to_do():
    assert len(AGENDA.arbitrations) >= 7 and len(AGENDA.comments) >= 24 and len(AGENDA.roles) == 6
    short = [item.id for item in AGENDA.arbitrations if item.short]
    assert short == ["siret", "hours", "insee", "everyone"]
    assert AGENDA.pace == {"few": 7, "many": 10, "from": 13} and len(short) * AGENDA.pace["few"] <= 30
    assert {item.verdict for item in AGENDA.comments} == set(VERDICTS)
    starters = [item for item in AGENDA.comments if item.starter]
    assert len(starters) == 8 and {item.verdict for item in starters} == set(VERDICTS)
    for item in AGENDA.arbitrations:
        assert 2 <= len(item.options) <= 4 and len(item.context) == 3
        assert any(not option.edits for option in item.options), f"{item.id}: nothing keeps things as they are"
        sides = {argument.side for argument in item.arguments}
        assert len(sides) >= 2 and len(item.arguments) >= 4, item.id
    ids = [item.id for item in (*AGENDA.arbitrations, *AGENDA.comments, *AGENDA.roles)]
    assert len(set(ids)) == len(ids)


def test_every_role_speaks():
    speaking = {argument.role for item in AGENDA.arbitrations for argument in item.arguments}
    assert speaking == {role.id for role in AGENDA.roles}


def test_sources_can_be_opened():
    used = {name for item in AGENDA.arbitrations for note in item.decided + item.after for name in note.sources}
    used |= {name for item in AGENDA.comments for name in item.sources}
    for source in AGENDA.sources:
        assert re.fullmatch(r"https://[^\s\"<>]+", source.url), source.id
    assert {source.id for source in AGENDA.sources} - used == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_the_minutes_do_not_tell_the_card_says_so(lang):
    words = {"en": "The minutes we read do not", "fr": "Les comptes rendus que nous avons lus ne"}[lang]
    for item in AGENDA.arbitrations:
        if item.real is None:
            assert any(words in note.text[lang] for note in item.decided), item.id


def test_edits_are_about_columns_that_exist_and_make_a_schema():
    base = AGENDA.base
    for item in [*(option for q in AGENDA.arbitrations for option in q.options), *AGENDA.comments]:
        for edit in item.edits:
            name = edit.get("remove") or edit.get("field") or edit.get("after")
            assert name is None or name in base.by_name, f"{item.id}: {edit}"
            if "value" in edit or "replace" in edit:
                field = base.by_name[edit["field"]]
                assert edit.get("replace", {}).get("from", field.values[0]) in field.values
                assert edit.get("value", {}).get("name") not in field.values
        edited = load_schema(apply_edits(base.descriptor, item.edits))
        for edit in item.edits:
            if "value" in edit:
                assert edit["value"]["name"] in edited.by_name[edit["field"]].values
            if "replace" in edit:
                assert edit["replace"]["to"] in edited.by_name[edit["field"]].values


def test_new_columns_speak_both_languages():
    for item in [*(option for q in AGENDA.arbitrations for option in q.options), *AGENDA.comments]:
        for edit in item.edits:
            if "add" in edit:
                assert set(edit["add"]["titles"]) == set(LANGUAGES), item.id


def test_what_comments_say_of_the_standard_is_true():
    fields = AGENDA.base.by_name
    phone = fields["telephone"].constraints["pattern"]
    assert re.fullmatch(phone, "+508411234") and not re.fullmatch(phone, "+33465710101|+33639980101")
    assert not re.fullmatch(phone, "3949")
    code = fields["code_insee"].constraints["pattern"]
    assert re.fullmatch(code, "96001") and re.fullmatch(code, "99123")
    better = AGENDA.comment("insee-pattern").edits[0]["set"]["pattern"]
    assert [bool(re.fullmatch(better, c)) for c in ("96001", "99123", "26901", "2A004", "97105", "98735", "20004")] == [
        False, False, True, True, True, True, False,
    ]  # fmt: skip
    assert "Bibliothèques numérique de référence" in fields["dispositif_programmes_nationaux"].values
    assert "Utilisation sécurisée du numérique" in fields["services"].values
    assert not fields["code_insee"].required and not fields["services"].required and fields["date_maj"].required
    assert fields["presentation_resume"].constraints["maxLength"] == 280
    old = load_schema("0.1.1").by_name
    assert any(value.startswith("Accepte le Pass numérique") for value in old["conditions_acces"].values)
    assert old["services"].required and len(old["services"].values) == 15 and len(fields["services"].values) == 9
    assert old["presentation_resume"].constraints["maxLength"] == 500
    latest = load_schema("1.0.2").by_name["formations_labels"].values
    assert "Étapes numériques(La Poste)" in latest and "Étapes numériques (La Poste)" not in latest


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda a, c: a["arbitrations"][0].update(real="perhaps"), "no option|has no option"),
        (lambda a, c: a["arbitrations"][0]["arguments"][0].update(role="nobody"), "no role nobody"),
        (lambda a, c: a["arbitrations"][0]["decided"][0].update(sources=["hearsay"]), "no source hearsay"),
        (lambda a, c: a["arbitrations"][0]["after"][0].update(sources=[]), "no source"),
        (lambda a, c: c["comments"][0].update(verdict="perhaps"), "no verdict perhaps"),
        (lambda a, c: c["comments"][0].update(same_as="nobody"), "no comment nobody"),
        (lambda a, c: a["roles"][0]["wants"].update(fr=" "), "empty"),
    ],
)
def test_a_spoilt_file_is_named(tmp_path, spoil, said):
    files = copy.deepcopy(FILES)
    spoil(*files.values())
    for name, content in files.items():
        (tmp_path / f"{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        load_agenda(tmp_path)
