"""The debate: its file, as fair to both camps as we can check, its rules in JavaScript, its cards on paper."""

import json
import re
from html import escape

import pytest
import yaml
from docutils.parsers.rst import DirectiveError
from node_runner import run_in_node

from culture_d.book.debate_directive import DebateCards, DebatePage, cards_html, page_html
from culture_d.debate import SIDES, debate_names, interface_content, load_debate
from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, messages
from culture_d.widgets.bundle import HERE, bundle

NASTY = "<img src=x onerror=alert(1)> & \"quoted\" 'more' </script><!-- "
SCRIPT = (HERE / "debate.js").read_text(encoding="utf-8")
RUNNER = """
import { readFileSync } from "node:fs";
import * as rules from "./debate.mjs";
const { debate, chances, votes, clocks, counts, states } = JSON.parse(readFileSync(0, "utf8"));
const fresh = rules.newState(debate);
const played = chances.map(([pile, chance, times]) => {
  let state = fresh;
  for (let i = 0; i < times; i += 1) state = rules.draw(state, debate, pile, chance);
  return { drawn: state.drawn, left: rules.pileOf(state, debate, pile).length };
});
const [pile, , times] = chances[0];
let full = fresh;
for (let i = 0; i < times; i += 1) full = rules.draw(full, debate, pile, 0.5);
process.stdout.write(JSON.stringify({
  played,
  empty: rules.draw(full, debate, pile, 0.5) === full,
  results: votes.map((both) => rules.result(both)?.winner ?? null),
  clocks: clocks.map(([minutes, elapsed]) => rules.clock(minutes, elapsed)),
  counts: counts.map((given) => rules.vote(fresh, "before", given).votes.before),
  states: states.map((state) => rules.readState(state, debate)),
  fresh: rules.readState(fresh, debate),
}));
"""


def text(words):
    return {"en": f"{words} (en)", "fr": f"{words} (fr)"}


def raw():
    sources = [{"title": text("Page"), "url": "https://example.org"}]
    card = {"title": text("Title"), "argument": text("Because"), "answer": text("But")}
    cards = [
        card | {"id": f"{side}-{n}", "side": side, "fact": {"text": text("Fact"), "sources": sources}}
        for side in SIDES
        for n in (1, 2, 3)
    ]
    roles = [{"id": "mayor", "name": text("Mayor"), "wants": text("Wants"), "fears": text("Fears")}]
    motions = [{"id": "all", "motion": text("All"), "known": text("Known"), "sources": sources}]
    return {"version": 1, "id": "sample", "title": text("Sample"), "motions": motions, "roles": roles, "cards": cards}


def written(content, folder):
    path = folder / "mine.yml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


BREAKS = [
    (lambda c: c["cards"].pop(), "3 cards for and 2 cards against"),
    (lambda c: c["cards"][0].update(side="both"), "cards.for-1.side"),
    (lambda c: c["cards"][0].pop("answer"), "cards.for-1.answer"),
    (lambda c: c["cards"][0]["fact"].pop("sources"), "cards.for-1.fact.sources"),
    (lambda c: c["cards"][0].update(fact="rumour"), "cards.for-1.fact"),
    (lambda c: c["cards"][1].update(id="mayor"), "“mayor” is written twice"),
    (lambda c: c["roles"][0].pop("fears"), "roles.mayor.fears"),
    (lambda c: c["motions"][0].update(knwon=1), "motions.all.knwon"),
    (lambda c: c.update(version="1"), "version"),
]


@pytest.mark.parametrize(("harm", "said"), BREAKS, ids=[said for _, said in BREAKS])
def test_a_faulty_file_is_told_by_its_place(harm, said, tmp_path):
    content = raw()
    harm(content)
    with pytest.raises(ReaderError) as error:
        load_debate(written(content, tmp_path))
    assert str(error.value).startswith("mine.yml") and said in str(error.value)


def test_a_file_that_is_no_debate(tmp_path):
    with pytest.raises(ReaderError, match="No debate is called “nowhere”: give one of open-data"):
        load_debate("nowhere")
    (tmp_path / "broken.yml").write_bytes(b"id: \xff\xfe")
    with pytest.raises(ReaderError, match="broken.yml is not readable as YAML"):
        load_debate(tmp_path / "broken.yml")


def votes(pro, con, undecided):
    return {"for": pro, "against": con, "undecided": undecided}


RESULTS = [
    (votes(8, 10, 4), votes(12, 7, 3), "for"),
    (votes(15, 5, 0), votes(12, 8, 0), "against"),  # fewer votes, and more minds changed
    (votes(8, 8, 4), votes(10, 10, 0), "none"),
    (votes(8, 8, 0), votes(6, 7, 3), "none"),  # both lose: nobody has won anyone over
    (votes(10, 10, 0), votes(10, 5, 0), "for"),  # five people left: a larger share of the room
    (votes(1, 2, 0), votes(2, 4, 0), "none"),  # twice the room, the same shares
    (None, votes(1, 1, 1), None),
    (votes(1, 1, 1), None, None),
]
CLOCKS = [
    ((20, 0), (1200, "ready", "20:00")),
    ((20, 1), (1200, "first", "20:00")),
    ((20, 599_000), (601, "first", "10:01")),
    ((20, 600_000), (600, "second", "10:00")),
    ((20, 1_195_500), (5, "second", "0:05")),
    ((20, 1_200_000), (0, "over", "0:00")),
    ((20, 9_999_999), (0, "over", "0:00")),
]


def test_the_rules_of_the_interface(tmp_path):
    debate = load_debate(written(raw(), tmp_path)).content("en")
    good = {"version": 1, "debate": "sample", "motion": "all", "toss": "left", "drawn": ["for-2", "mayor"],
            "votes": {"before": votes(1, 0, 0), "after": None}}  # fmt: skip
    bad = [None, 7, [], {}, good | {"version": 2}, good | {"debate": "other"}, good | {"motion": "none"},
           good | {"toss": "up"}, good | {"drawn": ["for-2", "for-2"]}, good | {"drawn": ["?"]}, good | {"votes": {}},
           good | {"votes": {"before": votes(0, 0, 0), "after": None}}]  # fmt: skip
    payload = {
        "debate": debate,
        "chances": [["for", 0, 5], ["against", 0.99999, 5], ["against", 1, 2], ["role", 0.5, 1]],
        "votes": [{"before": before, "after": after} for before, after, _ in RESULTS],
        "clocks": [list(given) for given, _ in CLOCKS],
        "counts": [votes(3, 0, 1), votes(0, 0, 0), votes(-1, 2, 3), votes(1.5, 2, 3), votes("1", 2, 3), {"for": 3}],
        "states": [good, *bad],
    }
    source = bundle("shared", "static_host", "debate")
    found = run_in_node("debate.mjs", source, RUNNER, payload, tmp_path)
    assert [one["drawn"] for one in found["played"]] == [
        ["for-1", "for-2", "for-3"],
        ["against-3", "against-2", "against-1"],
        ["against-3", "against-2"],
        ["mayor"],
    ]
    assert [one["left"] for one in found["played"]] == [0, 0, 1, 0]
    assert found["empty"] is True
    assert found["results"] == [winner for *_, winner in RESULTS]
    said = [(one["left"], one["phase"], one["text"]) for one in found["clocks"]]
    assert said == [expected for _, expected in CLOCKS]
    assert found["counts"] == [votes(3, 0, 1), None, None, None, None, None]
    assert found["states"] == [good] + [None] * len(bad)
    assert found["fresh"]["drawn"] == [] and found["fresh"]["motion"] == "all"


def sentences(words):
    return len(re.findall(r"[.?!](?=\s|$)", words))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_debate_on_open_data_is_fair_and_fits_its_cards(lang):
    debate = load_debate("open-data")
    assert debate_names() == ["open-data"] and len(debate.roles) == 6 and len(debate.motions) == 5
    pro, con = (debate.of_side(side) for side in SIDES)
    assert len(pro) == len(con) == 12
    for card in debate.cards:
        assert len(re.findall(r"[\w’-]+", card.title[lang])) <= 6, card.id
        assert sentences(card.argument[lang]) == 2, card.id
        assert card.answer[lang] != card.argument[lang]
    # Neither camp has many more facts, nor many more words, than the other.
    facts = [sum(card.fact is not None for card in cards) for cards in (pro, con)]
    assert min(facts) >= 8 and abs(facts[0] - facts[1]) <= 2
    sizes = [sum(len(card.argument[lang]) for card in cards) for cards in (pro, con)]
    assert max(sizes) <= 1.2 * min(sizes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheets_have_everything_and_the_page_works_alone(lang):
    debate = load_debate("open-data")
    sheet, page = cards_html(debate, lang), page_html(debate, lang)
    for card in debate.cards:
        fact = card.fact.text[lang] if card.fact else ""
        assert all(escape(words) in sheet for words in (card.title[lang], card.argument[lang], card.answer[lang], fact))
    for role in debate.roles:
        assert escape(role.name[lang]) in sheet
    for motion in debate.motions:
        assert escape(motion.motion[lang]) in sheet and escape(motion.known[lang]) in page
    stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
    assert json.loads(stored) == interface_content(debate, lang)
    assert not re.search(r"(src|srcset)=|@import|url\(", page.replace(stored, ""))


def test_texts_stay_texts(tmp_path):
    content = json.loads(json.dumps(raw()).replace("Title (en)", "NASTY").replace("Wants (en)", "NASTY"))
    path = written(content, tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("NASTY", json.dumps(NASTY)), encoding="utf-8")
    nasty = load_debate(path)
    for markup in (page_html(nasty, "en"), cards_html(nasty, "en")):
        assert "<img" not in re.sub(r"<(script|style)\b.*?</\1>", "", markup, flags=re.S)
    assert page_html(nasty, "en").count("</script>") == 2


@pytest.mark.parametrize(("directive", "write"), [(DebatePage, page_html), (DebateCards, cards_html)])
def test_the_directives_name_their_debate(directive, write):
    used = directive.__new__(directive)
    used.name, used.arguments = "debate", ["open-data"]
    assert used.html("fr") == write(load_debate("open-data"), "fr")
    for arguments in ([], ["nowhere"]):
        used.arguments = arguments
        with pytest.raises(DirectiveError) as error:
            used.html("fr")
        assert "needs the name of a debate: open-data" in error.value.msg


def test_the_interface_finds_every_message_it_says():
    words = set(interface_content(load_debate("open-data"), "en")["messages"])
    said = set(re.findall(r'(?:this\.t|this\.button|word|this\.section\("\w+",)\(?\s*"(\w+)"', SCRIPT))
    said |= {f"{key}_{name}" for key in ("draw", "drawn") for name in (*SIDES, "role")}
    said |= {f"votes_{name}" for name in (*SIDES, "undecided")} | {f"result_{name}" for name in (*SIDES, "none")}
    said |= {f"toss_{name}" for name in ("none", "left", "right")}
    said |= {f"phase_{name}" for name in ("ready", "first", "second", "over")} | {"unread", "memory", "start", "pause"}
    said |= {"before", "after"}  # the legends of the votes
    assert said == words
    for key, both in messages()["debate"].items():
        found = [set(re.findall(r"\{\w+\}", str(both[lang]))) for lang in LANGUAGES]
        assert found[0] == found[1], key


def test_the_module_never_writes_markup():
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "</script"):
        assert forbidden not in SCRIPT
