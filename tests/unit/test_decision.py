"""A decision tree: its file, its rules in Python and in JavaScript, every path of the trees of the course."""

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest
from node_runner import run_in_node

from culture_d import i18n
from culture_d.decision import Decision, interface_content
from culture_d.decision_file import Question, decision_names, load_decision
from culture_d.errors import ReaderError
from culture_d.interview.static import lean
from culture_d.widgets.bundle import bundle

ROOT = Path(__file__).parents[2]
SAMPLES = json.loads((ROOT / "tests" / "cases" / "decision.json").read_text(encoding="utf-8"))
RUNNER = """
import { readFileSync } from "node:fs";
import * as rules from "./decision.mjs";
const { contents, cases, bad_answers, bad_backs, bad_states, hashes, walks } = JSON.parse(readFileSync(0, "utf8"));
const { tree } = contents.en;
const at = (tree, state) => { const { question, result } = rules.stand(tree, state); return (question ?? result).id; };
process.stdout.write(JSON.stringify({
  walked: cases.map(({ lang, actions }) => {
    let state = rules.newState(tree);
    for (const [name, value] of actions) state = rules[name](state, tree, value);
    return { state, at: at(tree, state), report: rules.report(state, contents[lang]) };
  }),
  bad_answers: bad_answers.map(([path, letter]) => rules.answer(rules.newState(tree, path), tree, letter).path),
  bad_backs: bad_backs.map(([path, steps]) => rules.back(rules.newState(tree, path), tree, steps).path),
  bad_states: bad_states.map((state) => rules.readState(state, tree)),
  hashes: hashes.map(([hash]) => rules.fromHash(tree, hash)?.path ?? null),
  walks: walks.map(({ content, paths }) => paths.map((path) => {
    let state = rules.newState(content.tree);
    for (const letter of path) state = rules.answer(state, content.tree, letter);
    const same = rules.readState(rules.fromHash(content.tree, rules.toHash(state)), content.tree);
    return { at: at(content.tree, state), same: same?.path, report: rules.report(state, content) };
  })),
}));
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Return the tree of the shared cases, read as a file (JSON is YAML)."""
    path = tmp_path_factory.mktemp("decision") / "sample.yml"
    path.write_text(json.dumps(SAMPLES["tree"]), encoding="utf-8")
    return load_decision(path)


@pytest.fixture(scope="module")
def trees():
    return [load_decision(name) for name in decision_names()]


def walk(tree, actions, lang="en"):
    decision = Decision(tree, lang)
    for name, value in actions:
        getattr(decision, name)(value)
    return decision


def at(decision):
    return (decision.question or decision.result).id


def by_name(case):
    return case["name"]


@pytest.mark.parametrize("case", SAMPLES["cases"], ids=by_name)
def test_python_walks_the_shared_cases(case, sample):
    decision = walk(sample, case["actions"], case["lang"])
    assert decision.to_state() == case["state"] and at(decision) == case["at"]
    again = Decision.from_state(json.loads(json.dumps(case["state"])), sample, case["lang"])
    assert again.to_state() == case["state"] and again.notice == ""
    assert decision.start().id == "first" and decision.path == []


@pytest.fixture(scope="module")
def javascript(sample, trees, tmp_path_factory):
    """Walk the same ways with the node that Playwright ships, or skip: the shared cases, then every path."""
    walks = [
        {"content": interface_content(tree, lang), "paths": tree.paths()} for tree in trees for lang in i18n.LANGUAGES
    ]
    contents = {lang: interface_content(sample, lang) for lang in i18n.LANGUAGES}
    payload = SAMPLES | {"contents": contents, "walks": walks}
    source = lean(bundle("shared", "decision"))
    return run_in_node("decision.mjs", source, RUNNER, payload, tmp_path_factory.mktemp("node"))


def test_javascript_walks_by_the_same_rules(javascript, sample):
    for case, walked in zip(SAMPLES["cases"], javascript["walked"], strict=True):
        decision = walk(sample, case["actions"], case["lang"])
        expected = {"state": case["state"], "at": case["at"], "report": decision.report()}
        assert walked == expected, case["name"]


def test_every_path_of_the_course_says_the_same_in_both(javascript, trees):
    pairs = [(tree, lang) for tree in trees for lang in i18n.LANGUAGES]
    compared = 0
    for (tree, lang), walked in zip(pairs, javascript["walks"], strict=True):
        for path, found in zip(tree.paths(), walked, strict=True):
            decision = walk(tree, [("answer", letter) for letter in path], lang)
            assert found == {"at": decision.result.id, "same": list(path), "report": decision.report()}
            compared += 1
    assert compared == 2 * sum(len(tree.paths()) for tree in trees) > 180


def test_both_refuse_the_same_answers(javascript, sample):
    for path, letter in SAMPLES["bad_answers"]:
        decision = walk(sample, [("answer", step) for step in path])
        with pytest.raises(ReaderError):
            decision.answer(letter)
        assert decision.to_state()["path"] == path
    for path, steps in SAMPLES["bad_backs"]:
        with pytest.raises(ReaderError):
            walk(sample, [("answer", step) for step in path]).back(steps)
    assert javascript["bad_answers"] == [path for path, _ in SAMPLES["bad_answers"]]
    assert javascript["bad_backs"] == [path for path, _ in SAMPLES["bad_backs"]]


def test_both_set_the_same_states_aside(javascript, sample):
    for state in SAMPLES["bad_states"]:
        decision = Decision.from_state(state, sample, "fr")
        assert decision.path == [] and decision.notice == i18n.t("decision.unread", "fr"), state
    assert javascript["bad_states"] == [None] * len(SAMPLES["bad_states"])


def test_an_address_holds_the_answers(javascript):
    assert javascript["hashes"] == [path for _, path in SAMPLES["hashes"]]


def test_a_letter_may_be_written_as_one_likes_and_a_wrong_one_is_told(sample):
    decision = Decision(sample, "en")
    assert decision.answer(" A ").id == "second"
    with pytest.raises(ReaderError, match="“d” is not an answer to “Second.*give one of a, b, c"):
        decision.answer("d")
    decision.answer("b")
    with pytest.raises(ReaderError, match=r"There is no question left: go back with back\(\)"):
        decision.answer("a")
    with pytest.raises(ReaderError, match="only 2 answers"):
        decision.back(3)


def test_the_report_argues_both_sides_and_gives_the_sources(sample):
    text = walk(sample, [("answer", "a"), ("answer", "a")]).report()
    parts = ["1. First? (en) Yes. (en)", "The text: Law 1 (en)", "For\n- For one (en)\n- For two (en)", "Against\n- "]
    parts += ["The strongest argument against\nAgainst all (en)", "The other choice that holds\nSecond (en)"]
    parts += [
        "What would change our mind\nChange (en)",
        "What stays open\nLimits (en)",
        "What to do next\n- Do one",
        "- Page (en) https://example.org/?a=1",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places) and text.endswith("\n\nCaution (en)\n")
    assert "Still to answer: First? (en)" in Decision(sample, "en").report()
    assert "Reste à répondre\u00a0: First? (fr)" in Decision(sample, "en").report("fr")


BREAKS = [
    (lambda d: d.update(questions=[]), "questions: must be a list"),
    (lambda d: d.update(id="A b"), "id: must be a short name"),
    (lambda d: d.pop("caution"), "caution: this text is missing in English: write it"),
    (lambda d: d["questions"][0]["ask"].update(fr=" "), "questions.first.ask: this text is missing in French"),
    (lambda d: d["questions"][0].update(askk="x"), "questions.first.askk: is not a field here: correct its name"),
    (lambda d: d["questions"][0]["answers"].pop(), "questions.first.answers: has 1 item: write from 2 to 6"),
    (
        lambda d: d["questions"][0]["answers"][1].update(to="lost"),
        "answers.2.to: leads to “lost”, which does not",
    ),
    (lambda d: d["questions"][2]["answers"][1].update(to="first"), "questions.third: leads back to “first”"),
    (lambda d: d["questions"][1]["answers"][2].update(to="full"), "questions.third: no answer leads here"),
    (lambda d: d["results"].append(d["results"][1] | {"id": "far"}), "results.far: no answer leads here"),
    (lambda d: d["results"][0].update(id="first"), "questions, results: “first” is written twice"),
    (lambda d: d.update(start="plain"), "start: must be the name of a question, not “plain”"),
    (lambda d: d["results"][0].update(kind="maybe"), "results.plain.kind: must be one of yes, no, depends, advice"),
    (lambda d: d["results"][0].update(kind=False), "results.plain.kind: write it between quotation marks"),
    (lambda d: d["results"][0].pop("sources"), "results.plain.sources: must be a list"),
    (lambda d: d["results"][0]["sources"][0].update(url="example.org"), "sources.1.url: must be a web address"),
    (lambda d: d["results"][0]["todo"][0].pop("fr"), "results.plain.todo.1: this text is missing in French"),
]


@pytest.mark.parametrize(("harm", "sentence"), BREAKS, ids=[sentence for _, sentence in BREAKS])
def test_a_faulty_file_is_told_by_its_place(harm, sentence, tmp_path):
    raw = deepcopy(SAMPLES["tree"])
    harm(raw)
    path = tmp_path / "mine.yml"
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(ReaderError) as error:
        load_decision(path)
    assert str(error.value).startswith("mine.yml, ") and sentence in str(error.value)


def test_a_file_that_is_no_tree(tmp_path):
    broken = tmp_path / "broken.yml"
    broken.write_text("id: sample\ntitle: {en: [\n", encoding="utf-8")
    with pytest.raises(ReaderError, match="not readable as YAML, near line 3"):
        load_decision(broken)
    broken.write_bytes(b"id: \xff\xfe")
    with pytest.raises(ReaderError, match="not readable as YAML"):
        load_decision(broken)
    with pytest.raises(ReaderError, match="No decision tree is called “nowhere”: give one of must-publish"):
        load_decision("nowhere")


@pytest.mark.parametrize("name", decision_names())
def test_the_trees_of_the_course_are_short_sourced_and_careful(name):
    tree = load_decision(name)
    assert tree.id == name and max(map(len, tree.paths())) <= 6
    for result in tree.results:
        assert result.sources and 1 <= len(result.todo) <= 4, result.id
        assert result.law or result.kind == "advice", f"{result.id} names no text"
        assert all(source.url.startswith("http") for source in result.sources)
    for lang, mark in (("en", "does not give legal advice"), ("fr", "ne donne pas de conseil juridique")):
        assert mark in tree.caution[lang]
        assert all(len(result.title[lang]) <= 130 for result in tree.results)


@pytest.mark.parametrize(
    ("letters", "result"),
    [
        ("aeada", "publish"), ("aeaaa", "publish"), ("aebda", "publish"), ("aeabba", "publish-names"),
        ("aeacbb", "anonymise"), ("aeaacb", "keep"), ("aeaaca", "blanked"), ("aeae", "not-listed"), ("aeca", "free"),
        ("aecb", "request"), ("aecc", "request-blank"), ("aaa", "council"), ("aab", "council-small"),
        ("aba", "grants"), ("abb", "grants-small"), ("ac", "contracts"), ("ad", "addresses"), ("b", "draft"),
        ("c", "paper"), ("da", "done"), ("db", "form"),
    ],
)  # fmt: skip
def test_what_the_law_says_to_a_town(letters, result):
    assert walk(load_decision("must-publish"), [("answer", letter) for letter in letters]).result.id == result


@pytest.mark.parametrize(
    ("name", "letters", "result"),
    [
        ("reuse-this", "b", "personal"), ("reuse-this", "aac", "law-alone"), ("reuse-this", "abf", "silent"),
        ("reuse-this", "aaba", "odbl-show"), ("reuse-this", "abcb", "odbl-share"), ("reuse-this", "aad", "restricted"),
        ("which-licence", "aaa", "open-licence"), ("which-licence", "aac", "no-commerce"),
        ("which-licence", "ab", "odbl-must"), ("which-licence", "aad", "fee"), ("which-licence", "bac", "zero"),
    ],
)  # fmt: skip
def test_what_a_licence_allows(name, letters, result):
    assert walk(load_decision(name), [("answer", letter) for letter in letters]).result.id == result


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_the_documents_of_the_page_lead_somewhere(lang):
    tree = load_decision("must-publish")
    page = (ROOT / "book" / lang / "must-publish.md").read_text(encoding="utf-8")
    paths = re.findall(r'href="#must-publish=([a-f,]+)"', page)
    ends = [tree.nodes[tree.walk(path.split(","))[-1][1].to] for path in paths]
    assert len(paths) == 10 and not any(isinstance(end, Question) for end in ends)
    other = (ROOT / "book" / ("fr" if lang == "en" else "en") / "must-publish.md").read_text(encoding="utf-8")
    assert paths == re.findall(r'href="#must-publish=([a-f,]+)"', other)
