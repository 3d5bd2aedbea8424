// The investigation in a room: one step on a screen, large; people vote twice, and see what the clues moved.

import { h } from "./shared.js";
import { LIMIT, moved, tell, vote, votesOf } from "./investigation_rules.js";
import { claim, cluePart, finger, habit, heading, others, p, row, sources, stamp } from "./investigation_parts.js";

/** The screens of a case, in order. */
export const stepsOf = (one) =>
  ["claim", "vote_before", ...one.clues.map((_, i) => `clue_${i + 1}`), "argue", "vote_after", "bars", "answer", "habit"];

const isVoted = (counts) => Object.keys(counts).length > 0;

/** Where a room that reopens a case goes on: after what it has voted already. */
export function startAt(one, { before, after, told }) {
  const steps = stepsOf(one);
  if (told) return steps.indexOf("answer");
  return isVoted(after) ? steps.indexOf("vote_after") : isVoted(before) ? steps.indexOf("clue_1") : 0;
}

/** The screen of a step: its heading, and what the room looks at. */
export function screen(view, one, step) {
  const { content } = view;
  const [kind, n] = step.split("_");
  if (kind === "clue") return h("article", { class: "cf-screen" }, reminder(view, one), cluePart(content, one.clues[n - 1], Number(n)));
  const parts = {
    claim: () => [p("cf-scene", one.scene), claim(content, one)],
    vote: () => ballot(view, one, n),
    argue: () => p("cf-ask", one.ask),
    bars: () => bars(view, one),
    answer: () => [stamp(content, one), p("cf-answer", one.answer), others(content, one)],
    habit: () => [p("cf-smile", one.smile), habit(content, one), sources(content, one)],
  };
  return h("article", { class: `cf-screen cf-screen-${kind}` },
    kind !== "claim" && reminder(view, one),
    heading(4, view.t(`room_${step}`)),
    parts[kind]());
}

/** Shows the answer: the case is told. */
export function reveal(view, one, step) {
  if (step === "answer" && !votesOf(view.state, one.id).told) view.save(tell(view.state, view.set, one.id));
}

const reminder = (view, one) => p("cf-reminder", view.t("quoted", one));

/** A number for each verdict, typed while the fingers are up. */
function ballot(view, one, when) {
  const { set, t } = view;
  const counts = () => votesOf(view.state, one.id)[when];
  const sum = () => t("votes_total", { n: Object.values(counts()).reduce((a, b) => a + b, 0) });
  const total = p("cf-total", sum());
  const line = ({ id, label, about }) => {
    const oninput = ({ target }) => {
      const n = Math.min(Math.max(Math.round(Number(target.value)) || 0, 0), LIMIT);
      view.save(vote(view.state, set, one.id, when, { ...counts(), [id]: n }));
      total.textContent = sum();
    };
    const field = h("input", {
      type: "number", min: 0, max: LIMIT, inputmode: "numeric", value: counts()[id] ?? "", oninput,
      "aria-label": t("votes_for", { verdict: label }),
    });
    return h("li", {}, finger(set, id), h("span", { class: "cf-words" }, h("strong", {}, label), h("small", {}, about)), field);
  };
  return [p("cf-how", t("vote_how")), h("ul", { class: "cf-ballot" }, set.verdicts.map(line)), total];
}

/** The votes before and after the clues, as bars that say their number; not a word of our verdict yet. */
function bars(view, one) {
  const { set, t } = view;
  const votes = votesOf(view.state, one.id);
  const shown = ["before", "after"].filter((when) => isVoted(votes[when]));
  if (!shown.length) return p(null, t("room_no_vote"));
  const most = Math.max(...shown.flatMap((when) => Object.values(votes[when])));
  const bar = (when, id) => {
    const n = votes[when][id] ?? 0;
    const fill = h("span", { class: `cf-fill cf-${when}` });
    fill.style.width = `${(100 * n) / most}%`;
    return h("div", { class: "cf-bar" }, h("span", { class: "cf-track", "aria-hidden": "true" }, fill), h("span", {}, t(`bar_${when}`, { n })));
  };
  const line = ({ id, label }) => h("li", {},
    h("div", { class: "cf-words" }, finger(set, id), h("strong", {}, label)), shown.map((when) => bar(when, id)));
  const n = moved(set, votes);
  return [
    h("ul", { class: "cf-bars" }, set.verdicts.map(line)),
    shown.length === 2 && p("cf-moved", n ? t("room_moved", { n }) : t("room_still")),
  ];
}

/** The bar at the bottom: what the facilitator presses stays in sight. */
export function controls(view, one, at) {
  const total = stepsOf(one).length;
  return h("nav", { class: "cf-row cf-nav", "aria-label": one.title },
    at > 0 && view.button("previous", () => view.turn(at - 1)),
    at + 1 < total && view.button("next", () => view.turn(at + 1), "cf-main"),
    p("cf-count", view.t("step_of", { n: at + 1, total })),
    row(
      document.fullscreenEnabled && fullScreen(view),
      view.button("back", () => view.go("wall"), at + 1 < total ? "cf-quiet" : "cf-main")));
}

/** One button, two names: the style sheet shows the one that applies. */
function fullScreen(view) {
  const toggle = () => (document.fullscreenElement ? document.exitFullscreen() : view.el.requestFullscreen());
  return h("button", { type: "button", class: "cf-button cf-quiet", onclick: toggle },
    h("span", { class: "cf-enter" }, view.t("full_screen")), h("span", { class: "cf-leave" }, view.t("leave_full_screen")));
}
