"""A quiz: its file, its rules in Python and in JavaScript, what it leaves to revisit."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from node_runner import run_in_node

from culture_d import i18n
from culture_d.interview.static import lean
from culture_d.quiz import QuizError, QuizGame, interface_content, load_quiz, quiz_names
from culture_d.widgets.quiz import HERE

SAMPLES = json.loads((Path(__file__).parents[1] / "cases" / "quiz.json").read_text(encoding="utf-8"))
RUNNER = """
import { readFileSync } from "node:fs";
import * as rules from "./quiz.mjs";
const { contents, cases, bad_answers, bad_votes, bad_states, read_states } = JSON.parse(readFileSync(0, "utf8"));
const { quiz } = contents.en;
const empty = rules.newState(quiz);
const played = cases.map(({ lang, actions }) => {
  const content = contents[lang];
  let state = rules.newState(content.quiz);
  for (const [name, ...values] of actions) state = rules[name](state, content.quiz, ...values);
  const verdicts = Object.entries(state.answers).map(([id, { last }]) =>
    [id, rules.verdict(content, rules.questionOf(content.quiz, id), last)]);
  return {
    state,
    reread: rules.readState(JSON.parse(JSON.stringify(state)), content.quiz),
    score: rules.score(state, content.quiz),
    divided: rules.divided(state, content.quiz),
    report: rules.report(state, content),
    verdicts: Object.fromEntries(verdicts),
  };
});
process.stdout.write(JSON.stringify({
  played,
  bad_answers: bad_answers.map(([id, choices]) => rules.answer(empty, quiz, id, choices) === empty),
  bad_votes: bad_votes.map(([id, counts]) => rules.vote(empty, quiz, id, counts) === empty),
  bad_states: bad_states.map((state) => rules.readState(state, quiz)),
  read_states: read_states.map(([given]) => rules.readState(given, quiz)),
}));
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Return the quiz of the shared cases, read as a file (JSON is YAML)."""
    path = tmp_path_factory.mktemp("quiz") / "sample.yml"
    path.write_text(json.dumps(SAMPLES["quiz"]), encoding="utf-8")
    return load_quiz(path)


def play(case, quiz):
    game = QuizGame(quiz, case["lang"])
    for name, *values in case["actions"]:
        getattr(game, name)(*values)
    return game


def by_name(case):
    return case["name"]


@pytest.mark.parametrize("case", SAMPLES["cases"], ids=by_name)
def test_python_plays_the_shared_cases(case, sample):
    game = play(case, sample)
    assert game.to_state() == case["state"]
    score = game.score()
    assert {name: getattr(score, name) for name in case["score"]} | {"revisit": list(score.revisit)} == case["score"]
    assert [{"id": name, "right": right, "n": n} for name, (right, n) in game.divided().items()] == case["divided"]
    for name, sentence in case.get("verdicts", {}).items():
        assert game.feedback(name).sentence == sentence
    again = QuizGame.from_state(json.loads(json.dumps(case["state"])), sample, case["lang"])
    assert again.to_state() == case["state"] and again.notice == ""


@pytest.fixture(scope="module")
def javascript(sample, tmp_path_factory):
    """Play the same cases with the node that Playwright ships, or skip."""
    payload = SAMPLES | {"contents": {lang: interface_content(sample, lang) for lang in i18n.LANGUAGES}}
    source = lean((HERE / "quiz.js").read_text(encoding="utf-8"))
    return run_in_node("quiz.mjs", source, RUNNER, payload, tmp_path_factory.mktemp("node"))


def test_javascript_plays_by_the_same_rules(javascript, sample):
    for case, played in zip(SAMPLES["cases"], javascript["played"], strict=True):
        game = play(case, sample)
        assert played["state"] == played["reread"] == case["state"], case["name"]
        assert (played["score"], played["divided"]) == (case["score"], case["divided"]), case["name"]
        assert played["report"] == game.report(), case["name"]
        assert played["verdicts"] == {name: game.feedback(name).sentence for name in game.to_state()["answers"]}


def test_both_refuse_the_same_answers_and_votes(javascript, sample):
    game = QuizGame(sample, "en")
    for name, choices in SAMPLES["bad_answers"]:
        with pytest.raises(QuizError):
            game.answer(name, choices)
    for name, counts in SAMPLES["bad_votes"]:
        with pytest.raises(QuizError):
            game.vote(name, counts)
    assert game.to_state() == QuizGame(sample).to_state()
    assert all(javascript["bad_answers"]) and all(javascript["bad_votes"])


def test_both_set_the_same_states_aside(javascript, sample):
    for state in SAMPLES["bad_states"]:
        game = QuizGame.from_state(state, sample, "fr")
        assert game.to_state() == QuizGame(sample).to_state(), state
        assert game.notice == i18n.t("quiz.unread", "fr")
    assert javascript["bad_states"] == [None] * len(SAMPLES["bad_states"])


def test_both_read_a_state_in_its_normal_form(javascript, sample):
    for given, expected in SAMPLES["read_states"]:
        assert QuizGame.from_state(given, sample).to_state() == expected
    assert javascript["read_states"] == [expected for _, expected in SAMPLES["read_states"]]


def test_letters_may_be_written_as_on_the_cards(sample):
    game = QuizGame(sample, "en")
    assert game.answer("several", "CA").right and game.answer("order", ["B", "c", "A"]).right
    with pytest.raises(QuizError, match="one letter, among A, B, C"):
        game.answer("one", "ab")
    with pytest.raises(QuizError, match="take one of one, several, order, true-false"):
        game.answer("o" * 90, "a")


def test_feedback_teaches_without_giving_the_order_away(sample):
    game = QuizGame(sample, "en")
    assert game.feedback("one") is None
    wrong = game.answer("one", "a")
    assert (wrong.right, wrong.why, wrong.remember) == (False, ("Why a (en)",), "")
    assert game.answer("one", "b").remember == "Remember one. (en)"
    assert game.answer("order", "abc").why == ()
    assert str(game.answer("order", "bca")).splitlines()[1] == "Why b (en)"


def test_the_report_names_ideas_rather_than_a_mark(sample):
    game = QuizGame(sample, "en")
    assert "No question has been answered yet." in game.report()
    game.answer("one", "a")
    assert "- One (en): Remember one. (en)" in game.report()
    assert "- One (fr)\u00a0: Remember one. (fr)" in game.report("fr")
    assert "%" not in game.report() and "/4" not in game.report()


BREAKS = [
    (lambda q: q.update(questions=[]), "quiz.questions: must be a list"),
    (lambda q: q.update(id="A b"), "quiz.id: must be a short name"),
    (lambda q: q["questions"][1].update(id="one"), "quiz.questions: the name “one” is used twice"),
    (lambda q: q["questions"][0].update(kind="many"), "questions.one.kind: must be one of one, several"),
    (lambda q: q["questions"][0].update(kindd="one"), "questions.one.kindd: is not a field"),
    (lambda q: q["questions"][0].pop("remember"), "questions.one.remember: this text is missing in English"),
    (lambda q: q["questions"][0]["ask"].update(fr=" "), "questions.one.ask: this text is missing in French"),
    (lambda q: q["questions"][0]["choices"][1].pop("right"), "questions.one.choices: exactly one choice"),
    (lambda q: q["questions"][0]["choices"][1].update(right="yes"), "choices.b.right: must be true or false"),
    (lambda q: q["questions"][0]["choices"][1].update(says=True), "choices.b.says: is not a field"),
    (lambda q: q["questions"][0]["choices"][2].pop("feedback"), "choices.c.feedback: this text is missing in English"),
    (lambda q: q["questions"][0].update(choices=q["questions"][0]["choices"][:1]), "from 2 to 6 choices"),
    (lambda q: q["questions"][1]["choices"].__setitem__(0, "a"), "choices.a: must be a set of fields"),
    (lambda q: [c.pop("right", 0) for c in q["questions"][1]["choices"]], "several.choices: at least one choice"),
    (
        lambda q: q["questions"][2].update(order=["a", "b"]),
        "order.order: must give each letter once, such as [c, b, a]",
    ),
    (lambda q: q["questions"][3]["choices"][0].pop("says"), "choices.a.says: each choice of this kind"),
    (lambda q: q["questions"][3].update(sample=3), "true-false.sample: is missing or empty"),
    (lambda q: q["questions"][3]["sources"][0].update(url="example.org"), "sources.1.url: must be a web address"),
]


@pytest.mark.parametrize(("harm", "sentence"), BREAKS, ids=[sentence for _, sentence in BREAKS])
def test_a_faulty_file_is_told_by_its_place(harm, sentence, tmp_path):
    raw = deepcopy(SAMPLES["quiz"])
    harm(raw)
    path = tmp_path / "mine.yml"
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(QuizError) as error:
        load_quiz(path)
    assert str(error.value).startswith("mine.yml, quiz") and sentence in str(error.value)


def test_a_file_that_is_no_quiz(tmp_path):
    broken = tmp_path / "broken.yml"
    broken.write_text("id: sample\ntitle: {en: [\n", encoding="utf-8")
    with pytest.raises(QuizError, match="not readable as YAML, near line 3"):
        load_quiz(broken)
    broken.write_bytes(b"id: \xff\xfe")
    with pytest.raises(QuizError, match="not readable as YAML"):
        load_quiz(broken)
    with pytest.raises(QuizError, match="No quiz is called “nowhere”: give one of .*standard"):
        load_quiz("nowhere")


def longest(question, lang):
    return (max(question.choices, key=lambda choice: len(choice.words(lang))).letter,)


@pytest.mark.parametrize("name", quiz_names())
def test_the_quizzes_of_the_course_are_fair(name):
    quiz = load_quiz(name)
    assert quiz.id == name and len({question.theme["en"] for question in quiz.questions}) == len(quiz.questions)
    alone = [question.solution[0] for question in quiz.questions if question.kind in ("one", "true_false")]
    for letter in set(alone):
        assert alone.count(letter) <= len(alone) / 2, f"{letter} is the right answer too often"
    for lang in i18n.LANGUAGES:
        betrayed = [question.id for question in quiz.questions if longest(question, lang) == question.solution]
        assert len(betrayed) <= len(alone) / 3, f"the longest choice is the right one too often: {betrayed}"
    for question in quiz.questions:
        for lang in i18n.LANGUAGES:
            feedback = [choice.feedback[lang] for choice in question.choices]
            assert len(set(feedback)) == len(feedback) and min(map(len, feedback)) > 40, question.id
        if question.kind == "order":
            assert question.solution != question.letters, "the order given would be the right one"


def test_the_quiz_on_standards():
    quiz = load_quiz("standard")
    kinds = [question.kind for question in quiz.questions]
    assert len(quiz.questions) == 14 and set(kinds) == {"one", "several", "order", "true_false"}
    assert all(len(question.letters) <= 4 for question in quiz.questions)  # cards A, B, C, D
