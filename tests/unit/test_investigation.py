"""The rules of the investigation, in Python and in JavaScript, and the notebook it leaves."""

import json

import pytest
from investigation_samples import SHARED, sample_cases
from node_runner import run_in_node

from culture_d import i18n
from culture_d.interview.static import lean
from culture_d.investigation import Investigation, InvestigationError
from culture_d.investigation.content import interface_content
from culture_d.investigation.report import calibration, standing
from culture_d.investigation.state import clean_note
from culture_d.widgets.bundle import bundle

RUNNER = """
import { readFileSync } from "node:fs";
import * as rules from "./rules.mjs";
const { contents, cases, refused, bad_states, read_states, notes } = JSON.parse(readFileSync(0, "utf8"));
const { set } = contents.en;
const play = (actions, content) => actions.reduce(
  (state, [name, ...values]) => rules[name](state, content.set, ...values), rules.newState(content.set));
const played = cases.map(({ lang, actions }) => {
  const content = contents[lang];
  const state = play(actions, content);
  return {
    state,
    reread: rules.readState(JSON.parse(JSON.stringify(state)), content.set),
    standing: rules.standing(state, content.set),
    draw: rules.toDraw(content.set, (id) => rules.status(state, id)),
    moved: Object.fromEntries(rules.votedOf(state, content.set)
      .map(({ id }) => [id, rules.moved(content.set, rules.votesOf(state, id))])),
    report: rules.report(state, content),
  };
});
process.stdout.write(JSON.stringify({
  played,
  refused: refused.map(({ after, actions }) => {
    const state = play(after, contents.en);
    return actions.map(([name, ...values]) => rules[name](state, set, ...values) === state);
  }),
  bad_states: bad_states.map((state) => rules.readState(state, set)),
  read_states: read_states.map(([given]) => rules.readState(given, set)),
  notes: [...notes.map(([given]) => given), "é😀".repeat(400)].map(rules.cleanNote),
}));
"""


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    return sample_cases(tmp_path_factory.mktemp("cases"))


@pytest.fixture(scope="module")
def javascript(cases, tmp_path_factory):
    """Play the shared cases with the node that Playwright ships, or skip."""
    payload = SHARED | {"contents": {lang: interface_content(cases, lang) for lang in i18n.LANGUAGES}}
    source = lean(bundle("shared", "investigation_rules"))
    return run_in_node("rules.mjs", source, RUNNER, payload, tmp_path_factory.mktemp("node"))


def play(actions, cases, lang="en", refused=()):
    game = Investigation(cases, lang)
    for rank, (name, *values) in enumerate(actions):
        if rank in refused:
            with pytest.raises(InvestigationError):
                getattr(game, name)(*values)
        else:
            getattr(game, name)(*values)
    return game


def by_name(case):
    return case["name"]


@pytest.mark.parametrize("case", SHARED["cases"], ids=by_name)
def test_python_plays_the_shared_cases(case, cases):
    game = play(case["actions"], cases, case["lang"], case.get("refused", ()))
    assert game.to_state() == case["state"]
    found = standing(game)
    assert {name: getattr(found, name) for name in case["standing"]} | {"habits": list(found.habits)} == case[
        "standing"
    ]
    assert game.to_draw() == case["draw"]
    assert {name: game.room[name].moved for name in case.get("moved", {})} == case.get("moved", {})
    again = Investigation.from_state(json.loads(json.dumps(game.to_state())), cases, case["lang"])
    assert again.to_state() == case["state"] and again.notice == ""


def test_javascript_plays_by_the_same_rules(javascript, cases):
    for case, played in zip(SHARED["cases"], javascript["played"], strict=True):
        game = play(case["actions"], cases, case["lang"], case.get("refused", ()))
        assert played["state"] == played["reread"] == case["state"], case["name"]
        assert (played["standing"], played["draw"]) == (case["standing"], case["draw"]), case["name"]
        assert played["moved"] == case.get("moved", {}), case["name"]
        assert played["report"] == game.report(), case["name"]


def test_both_refuse_the_same_moves(javascript, cases):
    for tried, answered in zip(SHARED["refused"], javascript["refused"], strict=True):
        for (name, *values), refused in zip(tried["actions"], answered, strict=True):
            game = play(tried["after"], cases)
            before = game.to_state()
            with pytest.raises(InvestigationError):
                getattr(game, name)(*values)
            assert game.to_state() == before and refused, (name, *values)


def test_both_set_the_same_states_aside(javascript, cases):
    for state in SHARED["bad_states"]:
        game = Investigation.from_state(state, cases, "fr")
        assert game.to_state() == Investigation(cases).to_state(), state
        assert game.notice == i18n.t("investigation.unread", "fr")
    assert javascript["bad_states"] == [None] * len(SHARED["bad_states"])


def test_both_read_a_state_in_its_normal_form(javascript, cases):
    for given, expected in SHARED["read_states"]:
        assert Investigation.from_state(given, cases).to_state() == expected
    assert javascript["read_states"] == [expected for _, expected in SHARED["read_states"]]


def test_both_shorten_an_argument_alike(javascript):
    given = [*(text for text, _ in SHARED["notes"]), "é😀" * 400]
    expected = [*(kept for _, kept in SHARED["notes"]), "é😀" * 150]
    assert [clean_note(text) for text in given] == expected == javascript["notes"]


def test_a_verdict_says_how_it_stands_beside_ours(cases):
    game = play([["first", name, "unknown", "hunch"] for name in ("volume", "train", "bread")], cases)
    assert game.verdict("volume", "misleading") == "same"
    assert game.verdict("train", "two-truths") == "defended"
    assert game.verdict("bread", "wrong") == "other"
    assert [game.status(name) for name in ("volume", "train", "bread")] == ["solved"] * 3


def test_a_wrong_move_says_what_to_do_next(cases):
    game = Investigation(cases, "en")
    with pytest.raises(InvestigationError, match="take one of volume, train, bread"):
        game.open("n" * 90)
    with pytest.raises(InvestigationError, match="use open\\(\\), then first"):
        game.clue("train")
    with pytest.raises(InvestigationError, match="holds, wrong, misleading, two-truths, unknown"):
        game.first("train", "true", "bet")
    assert game.open("train").title["en"] == "train, title (en)"
    game.first("train", "holds", "bet")
    assert game.clue("train").text["en"] == "Text 1 (en)"


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    ("guesses", "kind", "values"),
    [
        ([("volume", "holds", "hunch")], "never", {"n": 0}),
        ([("volume", "holds", "bet")], "well", {"n": 1}),
        ([("volume", "holds", "bet"), ("train", "wrong", "rather")], "well", {"n": 2}),
        ([("volume", "wrong", "bet"), ("train", "holds", "hunch")], "badly", {"n": 1}),
        ([("volume", "wrong", "bet"), ("train", "holds", "bet")], "badly", {"n": 2}),
        ([("volume", "holds", "bet"), ("train", "holds", "bet")], "mixed", {"n": 2, "well": 1, "badly": 1}),
    ],
)
def test_whether_one_was_right_to_be_sure(cases, lang, guesses, kind, values):
    game = Investigation(cases, lang)
    assert calibration(standing(game), lang) == ""
    for name, verdict, sure in guesses:
        game.first(name, verdict, sure)
        game.verdict(name, "unknown")
    sentence = i18n.t(f"investigation.calibration_{kind}", lang, **({"well": 0, "badly": 0} | values))
    assert calibration(standing(game), lang) == sentence
    assert sentence in game.report()


def test_the_notebook_tells_the_path_and_the_habits_and_gives_no_mark(cases):
    case = SHARED["cases"][2]
    report = play(case["actions"], cases, "en").report()
    lines = [line.strip() for line in report.splitlines()]
    start = lines.index("- volume, title (en)")
    assert lines[start + 1 : start + 6] == [
        "First impression: holds (en) (I would bet on it).",
        "With clue 1: unknown (en).",
        "With clue 3: misleading (en).",
        "Our verdict: misleading (en). You agree with us.",
        "Your argument: It is a forecast, not a count.",
    ]
    assert "- Habit of units (en) (Family units (en))" in lines
    assert "%" not in report and "/3" not in report
    french = play(case["actions"], cases, "en").report("fr")
    assert "Première impression\u00a0: holds (fr) (je parie dessus)." in french


def test_the_notebook_of_a_room_counts_the_minds_that_moved(cases):
    report = play(SHARED["cases"][-1]["actions"], cases, "en", [1]).report()
    assert "Before the clues: holds (en) 20 · wrong (en) 5." in report
    assert "At least 13 people changed their minds." in report
    assert "No case is solved yet." in report
