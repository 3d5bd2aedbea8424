"""The committee: its session, the version it publishes, its log, its ratchet."""

import itertools
import json
import random
import re

import pytest
from committee_samples import CASES, hold

from culture_d.i18n import t
from culture_d.standard.committee import Committee, CommitteeError, ratchet_chart
from culture_d.standard.committee.agenda import load_agenda
from culture_d.standard.committee.changes import changes
from culture_d.standard.committee.consequences import load_places
from culture_d.standard.committee.edits import apply_edits, removed, touched
from culture_d.standard.schemas import load_schema

NAMES = [case["name"] for case in CASES["sessions"]]


@pytest.mark.parametrize("case", CASES["sessions"], ids=NAMES)
def test_a_session(case):
    committee = hold(case)
    assert committee.version == case["version"] == committee.schema()["version"]
    state = committee.to_state()
    assert state == case.get("state", state)
    assert Committee.from_state(json.loads(json.dumps(state)), lang="fr").to_state() == state
    load_schema(committee.schema())


@pytest.mark.parametrize("case", CASES["sessions"], ids=NAMES)
def test_what_is_published_says_that_it_is_a_game(case):
    wanted, schema = CASES["published"], hold(case).schema()
    assert schema["name"] == wanted["name"] and not set(wanted["absent"]) & set(schema)
    for lang, words in wanted["says"].items():
        assert words[0] in schema["titles"][lang]
        assert [word for word in words if word not in schema["descriptions"][lang]] == []
    assert schema["sources"], "the authors of the standard keep their credit"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_log_tells_what_is_answered_in_words(lang):
    committee = Committee(lang=lang)
    for comment in ("slow-map", "la-poste-label"):
        committee.triage(comment, "now")
    words = {
        comment.id: t("committee.log_in_words", lang, title=comment.title[lang]) in committee.change_log(lang)
        for comment in committee.agenda.comments
    }
    assert [comment for comment, told in words.items() if told] == ["slow-map"]
    committee.triage("slow-map", "later")
    assert t("committee.log_in_words", lang, title="").strip() not in committee.change_log(lang)


@pytest.mark.parametrize("state", CASES["bad_states"], ids=json.dumps)
def test_what_is_not_a_session_is_refused(state):
    with pytest.raises(CommitteeError, match="Committee\\(\\)"):
        Committee.from_state(state, lang="fr")


@pytest.mark.parametrize("case", CASES["edits"], ids=[case["name"] for case in CASES["edits"]])
def test_edits(case):
    before = json.dumps(CASES["schema"])
    edited = apply_edits(CASES["schema"], case["edits"])
    assert json.dumps(CASES["schema"]) == before
    names = [field["name"] for field in CASES["schema"]["fields"]]
    assert [field["name"] for field in edited["fields"]] == case.get("order", names)
    after = {field["name"]: field for field in edited["fields"]}
    unchanged = {field["name"]: field for field in CASES["schema"]["fields"] if field["name"] in after}
    assert after == unchanged | case["fields"]


def test_a_new_value_is_accepted_and_the_others_still_are():
    edits = CASES["edits"][3]["edits"]
    pattern = apply_edits(CASES["schema"], edits)["fields"][1]["constraints"]["pattern"]
    new = edits[0]["value"]["name"]
    for cell in ("One", "Two (2)", new, f"One|{new}", f"{new}|Two (2)"):
        assert re.match(f"^{pattern}$", cell), cell
    for cell in ("Trois", f"{new} ", f"One;{new}"):
        assert not re.match(f"^{pattern}$", cell), cell


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda c: c.vote("nobody", {}), "nobody"),
        (lambda c: c.vote("photo", {"yes": 3}), "optional"),
        (lambda c: c.vote("photo", {"refuse": -1}), "999"),
        (lambda c: c.vote("photo", {"refuse": True}), "999"),
        (lambda c: c.decide("photo", "x" * 500), "…"),
        (lambda c: c.triage("nobody", "now"), "nobody"),
        (lambda c: c.triage("spelling", "perhaps"), "off-topic"),
    ],
)
def test_errors_say_what_to_do(call, said):
    with pytest.raises(CommitteeError, match=said) as error:
        call(Committee(lang="fr"))
    assert len(str(error.value)) < 400


@pytest.mark.parametrize("people", [1, 501, True, 12.0, "12", None])
def test_a_committee_has_people(people):
    with pytest.raises(CommitteeError):
        Committee(people=people)


def test_hands_can_be_counted_again():
    committee = Committee()
    committee.vote("photo", {"refuse": 3})
    committee.vote("photo", {"optional": 5})
    assert committee.votes("photo") == {"refuse": 3, "optional": 5, "compulsory": 0}
    assert [question.id for question in committee.postponed()] == ["photo"]
    committee.vote("photo", {"refuse": 0, "optional": 0})
    assert committee.postponed() == []


def test_a_column_taken_away_leaves_the_other_decisions_without_effect():
    committee = hold(CASES["sessions"][7])
    out, comment = committee.decided()
    assert not out.moot and comment.moot
    assert "code_insee" not in {field["name"] for field in committee.schema()["fields"]}
    log = committee.change_log("en")
    assert log.count("code\\_insee") == 1


def keys(edit):
    """Return what an edit touches: (column, aspect)."""
    if "add" in edit or "remove" in edit:
        return {(touched(edit), "column")}
    # A value is listed in the pattern.
    words = {"value": "pattern", "replace": "pattern", "describe": "describe"}
    return {(edit["field"], key) for key in [*edit.get("set", {}), *(to for key, to in words.items() if key in edit)]}


def test_no_two_decisions_change_the_same_thing():
    # The page counts on it: what a choice changes is written at build time, and choices are added up.
    agenda = load_agenda()
    sources = [[option.edits for option in question.options] for question in agenda.arbitrations]
    sources += [[comment.edits] for comment in agenda.comments]
    aspects = [{key for edits in options for edit in edits for key in keys(edit)} for options in sources]
    for one, other in itertools.combinations(aspects, 2):
        assert not one & other
    # A decision is moot as a whole, or not at all.
    gone = {name for options in sources for edits in options for name in removed(edits)}
    for edits in itertools.chain.from_iterable(sources):
        columns = {touched(edit) for edit in edits}
        assert len(columns) <= 1 or not columns & gone or removed(edits)


def test_the_changes_of_a_version_are_those_of_its_decisions():
    agenda, chance = load_agenda(), random.Random(7)
    for _ in range(12):
        committee = Committee(lang="en")
        for question in agenda.arbitrations:
            committee.decide(question.id, chance.choice(question.options).id)
        for comment in agenda.comments:
            if chance.random() < 0.6:
                committee.triage(comment.id, "now")
        one_by_one = [c for item in committee.decided() for c in changes(agenda.base, item.edits, "en")]
        assert sorted(committee.changes(), key=repr) == sorted(one_by_one, key=repr)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_log_tells_everything(lang):
    committee = hold(CASES["sessions"][5])
    schema, log = committee.publish(lang)
    assert log.startswith(f"# Version {schema['version']}") and log.endswith("\n")
    for text in ("12", "1.0.1", "(6)", "code\\_insee", "Étapes numériques (La Poste)"):
        assert text in log
    question = committee.agenda.arbitration("insee")
    assert f"**{question.question[lang]}** {question.option('compulsory').label[lang]}." in log
    empty = int((load_places()["code_insee"] == "").sum())
    assert re.search(rf"120 [^,]*, {empty} ", log)


def test_the_ratchet_counts_what_somebody_will_have_to_do():
    committee = Committee(lang="en")
    assert committee.ratchet().empty
    committee.decide("photo", "compulsory")
    committee.decide("insee", "out")
    committee.decide("siret", "two-keys")
    places = load_places()
    n, files = len(places), places["source"].nunique()
    insee, photo = committee.notches()
    assert photo.counts() == dict(compulsory=n, to_fill=n, to_rewrite=0, lost=0, added=0, files=files)
    assert insee.lost == (places["code_insee"] != "").sum() and insee.compulsory == 0
    table = committee.ratchet("fr")
    assert table.shape == (2, 7) and table.iloc[1, 1:3].tolist() == [n, n]


def test_only_what_can_be_used_is_hard_to_take_back():
    at_risk = {}
    for arbitration, option in [
        ("insee", "compulsory"), ("siret", "siret-only"), ("phones", "several"), ("summary", "500"), ("summary", "140"),
        ("photo", "optional"), ("everyone", "value"), ("services", "out"), ("siret", "if-known"),
    ]:  # fmt: skip
        committee = Committee()
        committee.decide(arbitration, option)
        at_risk[arbitration, option] = any(item.files for item in committee.notches())
    assert [key for key, risk in at_risk.items() if risk] == [
        ("phones", "several"), ("summary", "500"), ("photo", "optional"), ("everyone", "value"), ("siret", "if-known"),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_chart_says_what_it_shows(lang):
    committee = hold(CASES["sessions"][11], lang)
    spec = ratchet_chart(committee).to_dict()
    hands = sum(item.to_fill + item.to_rewrite for item in committee.notches())
    assert re.sub(r"\D", "", "".join(spec["title"])) == str(hands)
    for item in committee.notches():
        assert item.title[lang] in spec["description"]
    rows = next(iter(spec["datasets"].values()))
    assert sum(row["cells"] for row in rows) == sum(
        item.compulsory + item.to_rewrite + item.lost + item.added for item in committee.notches()
    )
    assert ratchet_chart(Committee(lang=lang)).to_dict()["title"]
