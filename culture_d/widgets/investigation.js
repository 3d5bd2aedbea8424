// The investigation: its wall, its folders, its notebook. Every text comes from the content and is inserted as text.
// Notebooks host it through anywidget, static pages mount it with mountStatic. Nothing is asked of another site.

import { askFirst, h, same, saveAs, say } from "./shared.js";
import { keepInSight, staticModel } from "./static_host.js";
import {
  NOTE, SURE, agreement, caseOf, change, clue, familyOf, first, firstOf, habits, inquiryOf, labelOf, lastOf, leave,
  newState, note, open, readState, report, roomLines, solvedOf, standing, status, summary, toDraw, told, verdict,
  votedOf, votesOf,
} from "./investigation_rules.js";
import {
  claim, cluePart, habit, heading, hidden, numberOf, others, p, row, sources, stamp, verdictChoice,
} from "./investigation_parts.js";
import { controls, reveal, screen, startAt, stepsOf } from "./investigation_room.js";

const MODES = ["alone", "room"];
const LEVELS = [1, 2, 3];
let instances = 0; // two games on a page, or one shown twice, must not share the names of their fields

class View {
  constructor(model, el, mode = "alone") {
    Object.assign(this, { model, el, mode, content: model.get("content"), name: `cf${(instances += 1)}`, at: 0 });
    this.set = this.content.set;
    this.t = (key, values) => say(this.content, key, values);
    this.read();
    this.enter();
    this.stage = h("div", { class: "cf-stage" });
    this.status = h("p", { class: "cf-hidden", role: "status" });
    el.classList.add("cd-investigation", "cd-host", "cf-ready");
    el.classList.toggle("cf-in-notebook", !this.content.stays);
    el.lang = this.content.lang;
    el.append(this.stage, this.status);
    this.follow = () => this.receive();
    for (const name of ["state", "notice"]) model.on(`change:${name}`, this.follow);
    this.keys = (event) => this.press(event);
    document.addEventListener("keydown", this.keys); // a click beside a button leaves the focus to the page
    this.paint();
  }

  destroy() {
    for (const name of ["state", "notice"]) this.model.off?.(`change:${name}`, this.follow);
    document.removeEventListener("keydown", this.keys);
  }

  read() {
    const stored = this.model.get("state");
    const state = readState(stored, this.set);
    this.unread = !state && stored != null && !same(stored, {});
    this.state = state ?? newState(this.set);
  }

  /** The state changed elsewhere: in Python, or in another view. */
  receive() {
    const before = this.state;
    this.read();
    if (same(before, this.state) && this.notice === this.model.get("notice")) return;
    if (before.open !== this.state.open) this.enter();
    this.paint();
  }

  save(state) {
    this.state = state;
    this.unread = false;
    this.model.set("state", state);
    this.model.save_changes();
  }

  /** Shows what lies on the table: the open folder, or the wall. */
  enter() {
    const one = this.one();
    Object.assign(this, { screen: one ? "folder" : "wall", correcting: false, deciding: false });
    this.at = one ? startAt(one, votesOf(this.state, one.id)) : 0;
  }

  one() {
    return caseOf(this.set, this.state.open);
  }

  announce(text) {
    this.status.textContent = text;
  }

  button(key, onclick, kind = "", ...children) {
    return h("button", { type: "button", class: `cf-button ${kind}`, onclick }, this.t(key), children);
  }

  paint(focus) {
    this.notice = this.model.get("notice");
    const notices = [this.notice, this.unread && "unread"].filter(Boolean);
    const room = this.mode === "room" && this.screen === "folder";
    this.el.classList.toggle("cf-in-room", room);
    const body = room ? this.projected() : this[this.screen]();
    this.stage.replaceChildren(...notices.map((key) => p("cf-notice", this.t(key))), ...[body].flat(Infinity).filter(Boolean));
    const target = focus && this.stage.querySelector(focus);
    if (!target) return;
    target.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const seen = target.matches("h3") ? this.stage : target;
    seen.scrollIntoView({ block: target.matches("h3, h4, h5") ? "start" : "nearest", behavior: calm ? "auto" : "smooth" });
  }

  go(name, focus = "h3") {
    if (name === "wall" && this.state.open) this.save(leave(this.state));
    this.screen = name;
    this.announce("");
    this.paint(focus);
  }

  // -- The wall --

  statusOf(id) {
    if (this.mode === "alone") return status(this.state, id);
    const { before, after, told: shown } = votesOf(this.state, id);
    return shown ? "solved" : same([before, after], [{}, {}]) ? "new" : "open";
  }

  wall() {
    const solved = this.set.cases.filter(({ id }) => this.statusOf(id) === "solved").length;
    const cards = (level) => this.set.cases.filter((one) => one.level === level).map((one) => this.card(one));
    const groups = LEVELS.map((level) => [level, cards(level)]).filter(([, found]) => found.length);
    return [
      h("header", { class: "cf-top" },
        h("h2", { class: this.content.stays ? "cf-hidden" : "cf-title" }, this.set.title), // a page has its own title
        h("fieldset", { class: "cf-modes" }, h("legend", { class: "cf-hidden" }, this.t("modes")), MODES.map((mode) => this.chip(mode))),
        p("cf-count", this.t("progress", { n: solved, total: this.set.cases.length }))),
      h("section", { class: "cf-wall" },
        heading(3, this.t("wall")),
        row(
          this.button(solved ? "draw_another" : "draw", () => this.draw(), "cf-main"),
          this.button("notebook", () => this.go("notebook"))),
        groups.map(([level, found]) =>
          [h("h4", { class: "cf-level" }, this.t(`level_${level}`), " ", this.dots(level)), h("ul", { class: "cf-cards" }, found)])),
      this.content.stays && p("cf-small", this.t("kept")),
    ];
  }

  chip(mode) {
    const onchange = () => {
      this.mode = mode;
      if (this.content.stays) history.replaceState(null, "", mode === "room" ? "#room" : location.href.split("#")[0]);
      this.paint(`[value="${mode}"]`);
    };
    const input = h("input", { type: "radio", name: `${this.name}-mode`, value: mode, checked: mode === this.mode, onchange });
    return h("label", { class: "cf-chip" }, input, h("span", {}, this.t(`mode_${mode}`)));
  }

  dots(level) {
    const drawn = LEVELS.map((n) => (n <= level ? "●" : "○")).join("");
    return h("span", { class: "cf-dots", role: "img", "aria-label": this.t("level", { n: level }) }, drawn);
  }

  card(one) {
    const state = this.statusOf(one.id);
    const kind = state === "solved" ? this.t("kind", familyOf(this.set, one.family)) : this.t("kind_hidden");
    return h("li", { class: `cf-card cf-${state}` },
      h("button", { type: "button", "data-case": one.id, onclick: () => this.take(one.id) },
        h("span", { class: "cf-tab" }, this.t("number", { n: numberOf(this.set, one) })),
        h("strong", {}, one.title),
        h("span", { class: "cf-state" }, this.t(`status_${state}`)),
        h("small", {}, kind)));
  }

  draw() {
    const ids = toDraw(this.set, (id) => this.statusOf(id));
    this.take(ids[Math.floor(Math.random() * ids.length)]);
  }

  take(id) {
    this.save(open(this.state, this.set, id));
    this.enter();
    if (this.mode === "room") reveal(this, this.one(), stepsOf(this.one())[this.at]);
    this.paint("h3");
  }

  // -- A folder --

  top(one) {
    const words = `${this.t("number", { n: numberOf(this.set, one) })} · ${this.t(`level_${one.level}`)} `;
    return h("div", { class: "cf-top" },
      this.button("back", () => this.go("wall", `[data-case="${one.id}"]`), "cf-quiet"),
      p("cf-count", words, this.dots(one.level)));
  }

  folder() {
    const one = this.one();
    const inquiry = inquiryOf(this.state, one.id);
    const begun = inquiry.path.length > 0 && !this.correcting;
    return [
      this.top(one),
      h("article", { class: "cf-folder" },
        heading(3, one.title), p("cf-scene", one.scene), claim(this.content, one),
        begun ? this.noted(one, inquiry) : this.impression(one, inquiry),
        begun && this.clues(one, inquiry),
        begun && this.deciding && !inquiry.told && this.final(one, inquiry),
        inquiry.told && this.answer(one, inquiry)),
    ];
  }

  /** A form that says what it misses rather than stay silent. */
  form(kind, fill, button, submit) {
    const missing = p("cf-missing");
    const onsubmit = (event) => {
      event.preventDefault();
      const lack = submit(new FormData(event.target));
      if (!lack) return;
      missing.textContent = this.t(lack);
      this.announce(this.t(lack));
      event.target.querySelector("fieldset:not(:has(:checked)) input").focus();
    };
    return h("form", { class: kind, onsubmit }, fill, missing, row(h("button", { type: "submit", class: "cf-button cf-main" }, this.t(button))));
  }

  impression(one, { path, sure }) {
    const option = (name) => h("label", { class: "cf-chip" },
      h("input", { type: "radio", name: "sure", value: name, checked: name === sure }),
      h("span", {}, h("span", { class: "cf-capital" }, this.t(`sure_${name}`))));
    const submit = (data) => {
      const [chosen, how] = [data.get("verdict"), data.get("sure")];
      if (!chosen || !how) return "choose_first";
      this.correcting = false;
      this.save(first(this.state, this.set, one.id, chosen, how));
      this.paint(".cf-clues .cf-heading");
      return null;
    };
    const fields = [
      verdictChoice(this.content, "verdict", path[0]?.[1], { legend: this.t("which"), about: true }),
      h("fieldset", { class: "cf-choice" }, h("legend", {}, this.t("how_sure")), row(SURE.map(option))),
    ];
    return h("section", { class: "cf-step" }, heading(4, this.t("step_first")), this.form("cf-form", fields, "note_first", submit));
  }

  noted(one, inquiry) {
    const correct = () => {
      this.correcting = true;
      this.paint(".cf-form :checked");
    };
    const words = { verdict: labelOf(this.set, firstOf(inquiry)), sure: this.t(`sure_${inquiry.sure}`) };
    return h("section", { class: "cf-step cf-done" },
      p(null, this.t("path_first", words)),
      !inquiry.clues && !inquiry.told && this.button("correct", correct, "cf-quiet"));
  }

  clues(one, inquiry) {
    const { clues: opened, told: closed } = inquiry;
    const left = one.clues.length - opened;
    const part = (found, i) => cluePart(this.content, found, i + 1, 5);
    return h("section", { class: "cf-step cf-clues" },
      heading(4, this.t("step_clues")),
      !opened && !closed && p(null, this.t("clues_none")),
      one.clues.slice(0, opened).map(part),
      closed && left > 0 && h("details", {}, h("summary", {}, this.t("clues_left", { n: left })),
        one.clues.slice(opened).map((found, i) => part(found, opened + i))),
      !closed && !this.deciding && opened > 0 && this.now(one, inquiry),
      !closed && row(left > 0 && this.opener(one, opened), !this.deciding && this.decider(left)));
  }

  now(one, inquiry) {
    const onchange = ({ target }) => {
      this.save(change(this.state, this.set, one.id, target.value));
      this.announce(this.t("noted", { verdict: labelOf(this.set, target.value) }));
    };
    return verdictChoice(this.content, `${this.name}-now`, lastOf(inquiry), { legend: this.t("now"), onchange });
  }

  opener(one, opened) {
    const onclick = () => {
      this.deciding = false;
      this.save(clue(this.state, this.set, one.id));
      this.paint(`[data-clue="${opened + 1}"] .cf-heading`);
    };
    const words = this.t("open_clue", { n: opened + 1, total: one.clues.length });
    return h("button", { type: "button", class: `cf-button ${this.deciding ? "cf-quiet" : "cf-main"}`, onclick }, words);
  }

  decider(left) {
    const decide = () => {
      this.deciding = true;
      this.paint(".cf-final .cf-heading");
    };
    return this.button("decide", decide, left ? "" : "cf-main");
  }

  final(one, inquiry) {
    const keep = ({ target }) => this.save(note(this.state, this.set, one.id, target.value));
    const about = `${this.name}-argument`;
    const submit = (data) => {
      if (!data.get("verdict")) return "choose_verdict";
      this.save(verdict(this.state, this.set, one.id, data.get("verdict")));
      this.deciding = false;
      this.paint(".cf-answer-part .cf-heading");
      return null;
    };
    const area = h("textarea", { rows: 2, maxlength: NOTE, "aria-describedby": about, oninput: keep });
    area.value = inquiry.note;
    const fields = [
      verdictChoice(this.content, "verdict", lastOf(inquiry), { legend: one.ask }),
      h("label", { class: "cf-argument" }, h("strong", {}, this.t("argument")), area),
      h("small", { id: about }, this.t("argument_about")),
    ];
    return h("section", { class: "cf-step cf-final" }, heading(4, this.t("step_verdict")), this.form("cf-form", fields, "see_answer", submit));
  }

  answer(one, inquiry) {
    const mine = lastOf(inquiry);
    const how = agreement(one, mine);
    const minds = inquiry.path.length - 1;
    const found = standing(this.state, this.set);
    const [solved, changed] = summary(this.content, found);
    return h("section", { class: "cf-step cf-answer-part" },
      heading(4, this.t("step_answer")),
      stamp(this.content, one),
      p("cf-agree", this.t(`agree_${how}`, { verdict: labelOf(this.set, mine) })),
      how === "defended" && p("cf-says", one.defended[mine]),
      p("cf-answer", one.answer), p("cf-smile", one.smile), others(this.content, one, mine), habit(this.content, one), sources(this.content, one),
      p(null, minds ? this.t("mind_changed", { n: minds }) : this.t("mind_kept"), " ", h("span", { class: "cf-small" }, found.solved > 1 ? `${solved} ${changed}` : solved)),
      row(
        this.button("draw_another", () => this.draw(), "cf-main"),
        this.button("back", () => this.go("wall", `[data-case="${one.id}"]`)),
        this.button("notebook", () => this.go("notebook"))));
  }

  // -- The notebook --

  notebook() {
    const found = standing(this.state, this.set);
    const solved = solvedOf(this.state, this.set);
    const voted = votedOf(this.state, this.set);
    const again = (one) => this.button("see_again", () => this.take(one.id), "cf-quiet", hidden(` (${one.title})`));
    const item = (one, lines, more) => h("li", {}, h("strong", {}, one.title), lines.map((line) => p(null, line)), more);
    const erase = (changes) => () => {
      this.save({ ...this.state, ...changes });
      this.paint("h3");
      this.announce(this.t("erased"));
    };
    const eraser = (key, confirm, changes) => this.button(key, () => this.confirm(confirm, erase(changes)), "cf-quiet");
    const begun = Object.keys(this.state.cases).length > 0;
    return [
      h("div", { class: "cf-top" }, this.button("back", () => this.go("wall"), "cf-quiet")),
      h("article", { class: "cf-folder cf-notebook" },
        heading(3, this.t("notebook")),
        found.solved
          ? [
              summary(this.content, found).map((line, i) => p(i === 2 ? "cf-warm" : null, line)),
              h("h4", {}, this.t("report_cases")),
              h("ul", { class: "cf-list" }, solved.map((one) => item(one, told(this.content, one, inquiryOf(this.state, one.id)), again(one)))),
              h("h4", {}, this.t("report_habits")),
              h("ul", { class: "cf-list" }, habits(this.content, found).map((line) => h("li", {}, line))),
            ]
          : p(null, this.t("notebook_empty")),
        voted.length > 0 && [
          h("h4", {}, this.t("report_room")),
          h("ul", { class: "cf-list" }, voted.map((one) => item(one, roomLines(this.content, votesOf(this.state, one.id))))),
        ],
        row(
          (found.solved || voted.length) > 0 && [this.button("copy", () => this.copy(), "cf-main"), this.button("keep", () => this.download())],
          begun && eraser("start_again", "erase_confirm", { cases: {}, open: null }),
          Object.keys(this.state.room).length > 0 && eraser("erase_votes", "erase_votes_confirm", { room: {} })),
        h("div", { class: "cf-copied" })),
    ];
  }

  confirm(key, action) {
    const words = { text: this.t(key), yes: this.t("yes_erase"), no: this.t("no_keep"), kind: "cf-" };
    askFirst(this.el, words, action);
  }

  download() {
    saveAs(this.el, `${this.t("file")}-${this.set.id}.txt`, report(this.state, this.content));
  }

  async copy() {
    const text = report(this.state, this.content);
    const place = this.stage.querySelector(".cf-copied");
    const says = (key) => {
      place.replaceChildren(p(null, this.t(key)));
      this.announce(this.t(key));
    };
    try {
      await navigator.clipboard.writeText(text);
      says("copied");
    } catch {
      says("copy_by_hand");
      const area = h("textarea", { readonly: true, rows: 8, "aria-label": this.t("notebook") });
      area.value = text;
      place.append(area);
      area.select();
    }
  }

  // -- In a room --

  projected() {
    const one = this.one();
    const step = stepsOf(one)[this.at];
    return [
      h("div", { class: "cf-top" }, heading(3, one.title), p("cf-count", this.t("number", { n: numberOf(this.set, one) }))),
      screen(this, one, step),
      controls(this, one, this.at),
    ];
  }

  turn(at) {
    const one = this.one();
    this.at = at;
    reveal(this, one, stepsOf(one)[at]);
    this.announce("");
    this.paint(".cf-screen .cf-heading");
  }

  /** The arrows turn the screens; so do, on a full screen, the keys that a remote control sends. */
  press(event) {
    const { key, target } = event;
    if (this.mode !== "room" || this.screen !== "folder") return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.closest("input, textarea, select, .cf-table, dialog, [contenteditable]")) return; // the arrow is theirs
    const full = document.fullscreenElement === this.el;
    const here = full || this.el.contains(target) || (this.content.stays && target === document.body);
    const step = here && { ArrowRight: 1, ArrowLeft: -1, ...(full && { PageDown: 1, PageUp: -1 }) }[key];
    const at = this.at + (step ?? 0);
    if (!step || at < 0 || at >= stepsOf(this.one()).length) return;
    event.preventDefault();
    this.turn(at);
  }
}

/** Mounts the game in a page without anywidget: the state lives in the browser's storage.
 * "#room" in the address opens it for a room. */
export function mountStatic(el, content, key) {
  const view = new View(staticModel(content, key), el, location.hash === "#room" ? "room" : "alone");
  keepInSight(el);
  return () => view.destroy();
}

function render({ model, el }) {
  const view = new View(model, el);
  return () => view.destroy();
}

export default { render };
