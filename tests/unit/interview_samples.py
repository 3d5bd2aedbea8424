"""Play the shared cases of tests/cases/interview.json, in Python and with node."""

import json
import tempfile
from functools import cache
from pathlib import Path

from node_runner import run_in_node

from culture_d.i18n import messages
from culture_d.interview.deck import load_deck
from culture_d.interview.game import Interview
from culture_d.interview.report import STYLE
from culture_d.interview.static import lean, module

CASES = Path(__file__).resolve().parents[1] / "cases" / "interview.json"
RUNNER = """
import { readFileSync } from "node:fs";
import * as game from "./interview.mjs";
const rules = { answer: game.answer, unknown: game.unknown, decline: game.decline, ask: game.ask };
const { cases, bad_states, texts, slugs, deck } = JSON.parse(readFileSync(0, "utf8"));
const played = cases.map(({ content, start, actions, state: given, draws }) => {
  let state = given ?? game.newState({ lang: content.lang, ...start });
  for (const [name, ...values] of actions) {
    state = name === "reply" ? game.reply(state, content.portraits[0]) : rules[name](state, ...values);
  }
  return {
    state,
    unanswered: game.unanswered(state).map(({ question }) => question),
    coverage: game.coverage(state, content.deck),
    forgotten: game.forgotten(state, content.deck),
    draws: draws.map((r) => [r, game.draw(state, content.deck, r)]),
    reread: game.readState(JSON.parse(JSON.stringify(state)), content.deck),
    markdown: game.toMarkdown(state, content),
    html: game.toHtml(state, content),
    letter: game.toLetter(state, content),
    datapackage: game.toDatapackage(state, content),
    dcat: game.toDcat(state, content),
  };
});
const bad = bad_states.map((state) => game.readState(state, deck));
const out = { played, bad, texts: texts.map(game.clean), slugs: slugs.map(game.slug) };
process.stdout.write(JSON.stringify(out));
"""


@cache
def load() -> dict:
    """Return the shared cases, their deck read as a deck file (JSON is YAML)."""
    samples = json.loads(CASES.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "deck.yml")
        path.write_text(json.dumps(samples["deck"]), encoding="utf-8")
        return samples | {"deck": load_deck(path)}


def play(case: dict, deck, portrait: dict | None = None) -> Interview:
    """Play the actions of a case."""
    game = Interview(deck, **case["start"], lang=case["lang"])
    for name, *values in case["actions"]:
        getattr(game, name)(*([portrait] if name == "reply" else values))
    return game


def content(deck, portraits: list[dict], lang: str) -> dict:
    """Return what the interface receives, for any deck."""
    words = {key: text[lang] for key, text in messages()["interview"].items()}
    return {
        "lang": lang,
        "deck": deck.content(lang),
        "portraits": portraits,
        "messages": words,
        "style": STYLE,
    }


def run_node(payload: dict, folder: Path) -> dict:
    """Run the module that pages receive with the node that Playwright ships, or skip."""
    return run_in_node("interview.mjs", lean(module()), RUNNER, payload, folder)
