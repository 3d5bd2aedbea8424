"""Hold the shared sessions of tests/cases/committee.json, in Python and with node."""

import json
from pathlib import Path

from node_runner import run_in_node

from culture_d.interview.static import lean
from culture_d.standard.committee import Committee
from culture_d.standard.committee.page import module

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases" / "committee.json").read_text(encoding="utf-8"))
RUNNER = """
import { readFileSync } from "node:fs";
import * as rules from "./committee.mjs";
const { contents, states, bad_states, edits, schema, sessions } = JSON.parse(readFileSync(0, "utf8"));
const [content] = contents;
const question = (id) => rules.questionOf(content, id);
function hold({ people, actions }) {
  let state = rules.newState(people ?? 12);
  for (const [name, about, value] of actions) {
    if (name === "decide") state = rules.decide(state, content, question(about), value);
    else if (name === "triage") state = rules.triage(state, content, about, value);
    else for (const [option, n] of Object.entries(value)) {
      state = rules.setHands(state, content, question(about), option, n);
    }
  }
  return state;
}
const held = sessions.map(hold);
const told = [...held, ...states].map((state) => contents.map((content) => ({
  state: rules.readState(JSON.parse(JSON.stringify(state)), content),
  version: rules.versionOf(state, content),
  schema: rules.schemaOf(state, content),
  markdown: rules.toMarkdown(state, content),
  html: rules.toHtml(state, content),
  notches: rules.notchesOf(state, content),
})));
const out = {
  held, told,
  bad: bad_states.map((state) => rules.readState(state, content)),
  edited: edits.map((list) => rules.applyEdits(schema, list)),
};
process.stdout.write(JSON.stringify(out));
"""


def hold(case: dict, lang: str = "en") -> Committee:
    """Hold a session of the cases."""
    committee = Committee(people=case.get("people", 12), lang=lang)
    for name, about, value in case["actions"]:
        getattr(committee, name)(about, value)
    return committee


def run_node(payload: dict, folder: Path) -> dict:
    """Run the module that pages receive with the node that Playwright ships, or skip."""
    return run_in_node("committee.mjs", lean(module()), RUNNER, payload, folder)
