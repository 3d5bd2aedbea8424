// A debate played with cards: a motion, two votes, a clock that can be paused, roles and cards drawn without
// repetition. A page mounts it with mountStatic. Nothing is asked of another site.

import { askFirst, figure, h, isNumber, isObject, same, say, sum } from "./shared.js";
import { staticModel } from "./static_host.js";

// ---- Rules, without a page ----

const VERSION = 1;
const LIMIT = 999; // the most votes that a state may hold
const CHOICES = ["for", "against", "undecided"];
const PILES = ["for", "against", "role"];

export const newState = (debate) => ({
  version: VERSION,
  debate: debate.id,
  motion: debate.motions[0].id,
  toss: null, // "left" or "right": the half of the room that is for
  drawn: [], // the ids of cards and roles, in order
  votes: { before: null, after: null },
});

/** What a pile still holds. */
export function pileOf(state, debate, pile) {
  const all = pile === "role" ? debate.roles : debate.cards.filter(({ side }) => side === pile);
  return all.filter(({ id }) => !state.drawn.includes(id));
}

/** Draws from a pile; chance gives a number from 0 to 1. An empty pile changes nothing. */
export function draw(state, debate, pile, chance) {
  const left = pileOf(state, debate, pile);
  if (!left.length) return state;
  const { id } = left[Math.min(Math.floor(chance * left.length), left.length - 1)];
  return { ...state, drawn: [...state.drawn, id] };
}

function cleanVotes(counts) {
  if (!isObject(counts) || !CHOICES.every((choice) => isNumber(counts[choice], 0, LIMIT))) return null;
  const votes = Object.fromEntries(CHOICES.map((choice) => [choice, counts[choice]]));
  return sum(Object.values(votes)) ? votes : null;
}

/** Notes a vote, before or after; a vote of nobody is no vote. */
export const vote = (state, when, counts) => ({ ...state, votes: { ...state.votes, [when]: cleanVotes(counts) } });

/** Who changed the most minds: "for", "against" or "none"; null as long as a vote is missing.
 * Where people came or left between the votes, shares of the room are compared. */
export function result({ before, after }) {
  if (!before || !after) return null;
  const [start, end] = [before, after].map((votes) => sum(Object.values(votes)));
  const gain = (choice) => after[choice] * start - before[choice] * end; // whole numbers: no rounding decides
  const [pro, con] = [gain("for"), gain("against")];
  const winner = pro === con || Math.max(pro, con) <= 0 ? "none" : pro > con ? "for" : "against";
  return { winner, start, end };
}

/** Where the clock stands after some milliseconds: what is left in whole seconds, and the part of the game. */
export function clock(minutes, elapsed) {
  const left = Math.max(0, Math.ceil(minutes * 60 - elapsed / 1000));
  const phase = elapsed <= 0 ? "ready" : left === 0 ? "over" : left <= minutes * 30 ? "second" : "first";
  const [min, sec] = [Math.floor(left / 60), left % 60];
  return { left, phase, text: `${min}:${String(sec).padStart(2, "0")}` };
}

/** A state that comes from the browser's storage, or null if it is not one. */
export function readState(value, debate) {
  if (!isObject(value) || value.version !== VERSION || value.debate !== debate.id) return null;
  const { motion, toss, drawn, votes } = value;
  const ids = [...debate.cards, ...debate.roles].map(({ id }) => id);
  const known = debate.motions.some(({ id }) => id === motion) && [null, "left", "right"].includes(toss);
  const cards = Array.isArray(drawn) && new Set(drawn).size === drawn.length && drawn.every((id) => ids.includes(id));
  if (!known || !cards || !isObject(votes)) return null;
  for (const when of ["before", "after"]) {
    if (votes[when] !== null && !cleanVotes(votes[when])) return null;
  }
  return { ...newState(debate), motion, toss, drawn, votes: { before: votes.before, after: votes.after } };
}

// ---- Interface ----

const TICK = 250; // milliseconds
const LAST_CALL = 60; // seconds: a room likes to know that a minute is left

class DebateView {
  constructor(model, el) {
    Object.assign(this, { model, el, content: model.get("content") });
    this.debate = this.content.debate;
    this.t = (key, values) => say(this.content, key, values);
    this.elapsed = 0; // milliseconds of debate, pauses left out
    this.since = null; // when the clock was last started, or null while it is paused
    const stored = model.get("state");
    const state = readState(stored, this.debate);
    this.state = state ?? newState(this.debate);
    this.notices = [!state && !same(stored, {}) && "unread", model.get("notice")].filter(Boolean);
    model.on("change:notice", () => this.notice(model.get("notice")));
    el.classList.add("cd-debate", "cd-host", "cb-ready");
    el.lang = this.content.lang;
    this.status = h("p", { class: "cb-hidden", role: "status" });
    this.noticed = h("div", {});
    this.stage = h("div", { class: "cb-stage" });
    el.append(this.noticed, this.stage, this.status);
    for (const key of this.notices) this.notice(key);
    this.paint();
    setInterval(() => this.since !== null && this.tick(), TICK);
  }

  notice(key) {
    this.noticed.append(h("p", { class: "cb-notice" }, this.t(key)));
  }

  announce(text) {
    this.status.textContent = text;
  }

  save(state) {
    this.state = state;
    this.model.set("state", state);
    this.model.save_changes();
  }

  button(key, onclick, kind = "") {
    return h("button", { type: "button", class: `cb-button ${kind}`, onclick }, this.t(key));
  }

  section(name, title, ...children) {
    return h("section", { class: `cb-part cb-${name}` }, h("h2", {}, this.t(title)), children);
  }

  paint() {
    const start = this.button("start_again", () =>
      askFirst(this.el, { text: this.t("erase_confirm"), yes: this.t("yes_erase"), no: this.t("no_keep"), kind: "cb-" }, () => {
        this.elapsed = 0;
        this.since = null;
        this.save(newState(this.debate));
        this.paint();
        this.stage.querySelector("select").focus();
        this.announce(this.t("erased"));
      }), "cb-quiet");
    this.stage.replaceChildren(
      this.question(),
      this.section("vote", "before", h("p", {}, this.t("before_how")), this.votes("before")),
      this.time(),
      this.table(),
      this.section("vote", "after", h("p", {}, this.t("after_how")), this.votes("after"), this.outcome()),
      h("div", { class: "cb-row" }, start, h("p", { class: "cb-small" }, this.t("kept"))));
    this.tick();
    this.refresh();
  }

  sources(list = []) {
    const links = list.map(({ title, url }) => h("li", {}, h("a", { href: url }, title)));
    return links.length > 0 && h("div", { class: "cb-sources" }, h("p", {}, this.t("sources")), h("ul", {}, links));
  }

  // -- The question and the votes --

  question() {
    const place = h("div", {});
    const show = () => {
      const chosen = this.debate.motions.find(({ id }) => id === this.state.motion);
      place.replaceChildren(
        h("p", { class: "cb-motion" }, chosen.motion),
        h("details", {}, h("summary", {}, this.t("known")), h("p", {}, chosen.known), this.sources(chosen.sources)));
    };
    const options = this.debate.motions.map(({ id, motion }) => h("option", { value: id, selected: id === this.state.motion }, motion));
    const choose = ({ target }) => {
      this.save({ ...this.state, motion: target.value });
      show();
    };
    const field = h("label", { class: "cb-field" }, this.t("motion"), h("select", { onchange: choose }, options));
    show();
    return this.section("question", "question", place, field);
  }

  votes(when) {
    const fields = CHOICES.map((choice) => {
      const value = this.state.votes[when]?.[choice] || "";
      return h("input", { type: "number", min: 0, max: LIMIT, inputmode: "numeric", value, oninput: () => note() });
    });
    const note = () => {
      const counts = fields.map(({ value }) => Math.min(Math.max(Math.round(Number(value)) || 0, 0), LIMIT));
      this.save(vote(this.state, when, Object.fromEntries(CHOICES.map((choice, i) => [choice, counts[i]]))));
      this.refresh();
    };
    const labels = CHOICES.map((choice, i) => h("label", { class: "cb-field" }, this.t(`votes_${choice}`), fields[i]));
    return h("fieldset", { class: "cb-votes" }, h("legend", { class: "cb-hidden" }, this.t(when)), labels);
  }

  outcome() {
    this.said = h("div", { class: "cb-result", role: "status" });
    return this.said;
  }

  refresh() {
    const { before, after } = this.state.votes;
    const found = result(this.state.votes);
    if (!found) return this.said.replaceChildren(h("p", {}, this.t("result_wait")));
    const signed = (n) => (n > 0 ? `+${figure(n, this.content.lang)}` : figure(n, this.content.lang));
    const line = (choice) => {
      const values = { choice: this.t(`votes_${choice}`), before: before[choice], after: after[choice] };
      return h("li", {}, this.t("result_line", { ...values, gain: signed(after[choice] - before[choice]) }));
    };
    this.said.replaceChildren(
      h("ul", {}, CHOICES.map(line)),
      ...(found.start === found.end ? [] : [h("p", {}, this.t("result_shares", { before: found.start, after: found.end }))]),
      h("p", { class: "cb-winner" }, this.t(`result_${found.winner}`)));
  }

  // -- Camps and time --

  time() {
    const { minutes } = this.debate;
    this.camps = h("p", { class: "cb-camps", role: "status" });
    this.digits = h("p", { class: "cb-digits", role: "timer", "aria-label": this.t("clock") });
    this.phase = h("p", { class: "cb-phase" });
    this.play = this.button("start", () => this.toggle(), "cb-main");
    const reset = () => {
      this.elapsed = 0;
      this.since = null;
      this.tick();
      this.announce(this.phase.textContent);
    };
    const toss = () => {
      this.save({ ...this.state, toss: Math.random() < 0.5 ? "left" : "right" });
      this.camps.textContent = this.t(`toss_${this.state.toss}`);
    };
    this.camps.textContent = this.t(`toss_${this.state.toss ?? "none"}`);
    return this.section("time", "time",
      h("div", { class: "cb-row" }, this.button("toss", toss), this.camps),
      this.digits, this.phase,
      h("div", { class: "cb-row" }, this.play, this.button("reset", reset, "cb-quiet")));
  }

  now() {
    return this.elapsed + (this.since === null ? 0 : performance.now() - this.since);
  }

  toggle() {
    if (clock(this.debate.minutes, this.now()).phase === "over") return;
    const running = this.since !== null;
    this.elapsed = this.now();
    this.since = running ? null : performance.now();
    this.tick();
    this.announce(`${this.digits.textContent} ${running ? this.t("paused") : this.phase.textContent}`);
  }

  /** Shows the clock; says aloud only what a room must hear: the last minute, half-time and the end. */
  tick() {
    const { minutes } = this.debate;
    const { left, phase, text } = clock(minutes, this.now());
    if (phase === "over" && this.since !== null) {
      this.elapsed = this.now();
      this.since = null;
    }
    const said = this.t(`phase_${phase}`, { minutes });
    const paused = this.since === null && ["first", "second"].includes(phase);
    if (this.digits.textContent !== text) {
      this.digits.textContent = text;
      if (this.since !== null && left === LAST_CALL) this.announce(`${this.t("clock")} ${text}`);
    }
    if (this.phase.dataset.phase !== phase && ["second", "over"].includes(phase)) this.announce(said);
    this.phase.dataset.phase = phase;
    const shown = paused ? `${this.t("paused")} ${said}` : said;
    if (this.phase.textContent !== shown) this.phase.textContent = shown;
    this.play.textContent = this.t(this.since === null ? "start" : "pause");
    this.play.setAttribute("aria-disabled", phase === "over"); // not disabled: it keeps the focus at the end
  }

  // -- Cards --

  table() {
    this.piles = Object.fromEntries(PILES.map((pile) => {
      const left = h("span", { class: "cb-left" });
      const pull = () => this.pull(pile);
      const button = h("button", { type: "button", class: `cb-button cb-pile cb-of-${pile}`, onclick: pull }, this.t(`draw_${pile}`), " ", left);
      return [pile, { button, left }];
    }));
    this.shown = h("div", { class: "cb-shown" });
    this.past = h("details", { class: "cb-past" });
    const node = this.section("draw", "draw",
      h("p", {}, this.t("draw_how")),
      h("div", { class: "cb-row" }, PILES.map((pile) => this.piles[pile].button)),
      this.shown, this.past);
    this.lay();
    return node;
  }

  thing(id) {
    const role = this.debate.roles.find((other) => other.id === id);
    return role ? { ...role, side: "role", title: role.name } : this.debate.cards.find((card) => card.id === id);
  }

  pull(pile) {
    if (!pileOf(this.state, this.debate, pile).length) return this.announce(this.t("empty"));
    this.save(draw(this.state, this.debate, pile, Math.random()));
    this.lay();
    const { side, title, argument, name } = this.thing(this.state.drawn.at(-1));
    this.announce([this.t("drawn", { kind: this.t(`drawn_${side}`), title }), !name && argument].filter(Boolean).join(". "));
  }

  /** Lays the last card on the table, the others under it. */
  lay() {
    for (const pile of PILES) {
      const { button, left } = this.piles[pile];
      const n = pileOf(this.state, this.debate, pile).length;
      left.textContent = `(${this.t("left", { n })})`;
      button.setAttribute("aria-disabled", n === 0); // not disabled: it keeps the focus when the pile ends
    }
    const { drawn } = this.state;
    this.shown.replaceChildren(...drawn.slice(-1).map((id) => this.card(this.thing(id))));
    this.past.hidden = drawn.length < 2;
    const items = [...drawn].reverse().map((id) => {
      const { side, title } = this.thing(id);
      return h("li", {}, this.t("drawn", { kind: this.t(`drawn_${side}`), title }));
    });
    this.past.replaceChildren(h("summary", {}, this.t("played", { n: drawn.length })), h("ol", {}, items));
  }

  card({ side, title, name, wants, fears, argument, fact, sources, answer }) {
    const word = (key, text) => h("p", {}, h("strong", {}, this.t(key)), " ", text);
    const body = name
      ? [word("wants", wants), word("fears", fears)]
      : [
          h("p", { class: "cb-argument" }, argument),
          fact ? word("fact", fact) : h("p", { class: "cb-opinion" }, this.t("opinion")),
          this.sources(sources),
          h("details", {}, h("summary", {}, this.t("answer")), h("p", {}, answer)),
        ];
    return h("article", { class: `cb-card cb-of-${side}` },
      h("p", { class: "cb-kind" }, this.t(`drawn_${side}`)), h("h3", {}, title), body);
  }
}

/** Mounts a debate in a page: its votes and cards live in the browser's storage. */
export function mountStatic(el, content, key) {
  return new DebateView(staticModel(content, key), el);
}
