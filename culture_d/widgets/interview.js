// The interface of the data interview: every text comes from messages, everything is inserted as text.
// Notebooks host it through anywidget, static pages mount it with mountStatic. Nothing is asked of another site.
// Joined to interview_rules.js by culture_d/interview/static.py, which replaces the import below.

import {
  NAME_MAX, TEXT_MAX, answer, ask, clean, coverage, decline, draw, entryOf, forgotten, newState, outline,
  portraitOf, questionOf, readState, reply, same, say, slug, sourcesOf, toDatapackage, toDcat, toHtml,
  toLetter, toMarkdown, unknown,
} from "./interview_rules.js";


const ICONS = {
  who: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c0-4 3.4-6 7.5-6s7.5 2 7.5 6",
  where: "M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
  look: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
  travel: "M4 8h16v11.5H4zM9 8V4.5h6V8M8 8v11.5M16 8v11.5",
  value: "M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6L12 17.1 6.7 20l1.1-6-4.4-4.2 6-.8z",
  hide: "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 14.5v2",
  known: "M3 10v4h4l9 4.5v-13L7 10zM19 9a4.2 4.2 0 0 1 0 6",
  pays: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M15 9.2a3.8 3.8 0 1 0 0 5.6M7.5 11h4.5M7.5 13h4.5",
  go: "M4 12h16M13.5 5.5L20 12l-6.5 6.5",
  next: "M2.5 19h19M6.5 19a5.5 5.5 0 0 1 11 0M12 10V4M9.5 6.3L12 4l2.5 2.3M4 12.5l1.6 1.2M20 12.5l-1.6 1.2",
};
const FACES = {
  answer: { eyes: "M24 30v.1M40 30v.1", mouth: "M24 37q8 8 16 0" },
  unknown: { eyes: "M25 26.5v.1M41 26.5v.1", mouth: "M28 40h8" },
  declined: { eyes: "M21.5 30h5M37.5 30h5", mouth: "M24 40l4-2.5 4 2.5 4-2.5 4 2.5" },
};

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter(Boolean)); // a string becomes a text node, never markup
  return node;
}
const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const paragraph = (kind, ...children) => h("p", { class: kind }, children);
const row = (...children) => h("div", { class: "ci-row" }, children);
const tag = (text) => h("span", { class: "ci-tag" }, text);
const hidden = (text) => h("span", { class: "ci-hidden" }, text);
const shape = (name, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
const icon = (id) => {
  const drawing = shape("path", { d: ICONS[id] ?? "" });
  return shape("svg", { viewBox: "0 0 24 24", class: "ci-icon", "aria-hidden": "true" }, drawing);
};

/** The dataset: a small table with a face. */
function face(mood = "answer") {
  return shape(
    "svg", { viewBox: "0 0 64 56", class: "ci-face", "aria-hidden": "true" },
    shape("rect", { x: 6, y: 6, width: 52, height: 42, rx: 9, class: "ci-face-body" }),
    shape("path", { d: "M15 6h34a9 9 0 0 1 9 9v4H6v-4a9 9 0 0 1 9-9z", class: "ci-face-head" }),
    shape("path", { d: "M6 19h52M23 6v13M41 6v13M21 48v5M43 48v5", class: "ci-face-lines" }),
    shape("path", { d: FACES[mood].eyes, class: "ci-face-eyes" }),
    shape("path", { d: FACES[mood].mouth, class: "ci-face-lines" }),
  );
}

/** In a page, the answers of each portrait wait in a script of their own: the only file that a page opened
 * from a disk may read. */
function loadPortrait(portrait) {
  return new Promise((done, fail) => {
    const keep = () => done(Object.assign(portrait, window.cultureDPortraits[portrait.id]));
    document.head.append(h("script", { src: portrait.file, onload: keep, onerror: fail }));
  });
}

class View {
  constructor(model, el) {
    Object.assign(this, { model, el, content: model.get("content"), history: [], screen: "start" });
    this.deck = this.content.deck;
    this.t = (key, values) => say(this.content, key, values);
    this.read();
    if (this.state && this.content.direct) this.screen = "play";
    this.stage = h("div", { class: "ci-stage" });
    this.status = h("p", { class: "ci-hidden", role: "status" });
    el.classList.add("cd-interview");
    el.lang = this.content.lang;
    el.replaceChildren(this.stage, this.status);
    this.setClock();
    this.ticking = setInterval(() => this.tick(), 250);
    this.follow = () => this.receive();
    model.on("change:state", this.follow);
    model.on("change:notice", this.follow);
    this.paint();
  }

  destroy() {
    clearInterval(this.ticking);
    this.model.off?.("change:state", this.follow);
    this.model.off?.("change:notice", this.follow);
  }

  /** A state whose portrait is not on this page is no more readable than a broken one. */
  readable(stored) {
    const state = readState(stored, this.deck);
    return state && (state.mode === "room" || portraitOf(state, this.content)) ? state : null;
  }

  read() {
    const stored = this.model.get("state");
    this.state = this.readable(stored);
    this.unread = !this.state && stored != null && JSON.stringify(stored) !== "{}";
  }

  /** The state changed elsewhere: in Python, or in another view. */
  receive() {
    const before = this.state;
    this.read();
    if (same(before, this.state) && this.notice === this.model.get("notice")) return;
    if (!this.state && ["play", "end"].includes(this.screen)) this.screen = "start";
    this.paint();
  }

  save(state, { keep = true } = {}) {
    if (keep) this.history.push(this.state);
    this.state = state;
    this.model.set("state", state ?? {});
    this.model.save_changes();
  }

  /** The portrait that answers, as long as only its greeting is there. */
  awaited() {
    const portrait = portraitOf(this.state, this.content);
    return portrait && !portrait.answers && portrait;
  }

  lose() {
    this.go("start");
    this.stage.prepend(paragraph("ci-notice", this.t("lost")));
  }

  announce(text) {
    this.status.textContent = text;
  }

  paint(focus) {
    const waited = ["play", "end"].includes(this.screen) && this.awaited();
    if (waited) {
      this.stage.replaceChildren(paragraph("ci-muted", this.t("loading")));
      loadPortrait(waited).then(() => this.paint(focus), () => this.lose());
      return;
    }
    this.notice = this.model.get("notice");
    const notices = [this.notice, this.unread && "unread"].filter(Boolean);
    this.stage.className = `ci-stage ci-${this.screen}`;
    this.stage.replaceChildren(...notices.map((key) => paragraph("ci-notice", this.t(key))));
    this.stage.append(...this[this.screen]().flat().filter(Boolean));
    const target = focus && (this.stage.querySelector(focus) ?? this.stage.querySelector("h2"));
    if (!target) return;
    target.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = target.matches("h3") ? (this.stage.querySelector(".ci-timer") ?? target) : target;
    top.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }

  go(screen) {
    this.screen = screen;
    this.paint("h2");
  }

  button(key, onclick, kind = "", ...children) {
    return h("button", { type: "button", class: `ci-button ${kind}`, onclick }, this.t(key), children);
  }

  heading(level, text, attributes = {}) {
    return h(`h${level}`, { tabindex: -1, ...attributes }, text);
  }

  confirm(question, yes, action) {
    const close = () => dialog.close();
    const act = () => (close(), action());
    const buttons = row(this.button("no_keep", close), this.button(yes, act, "ci-danger"));
    const text = this.t(question);
    const dialog = h("dialog", { class: "ci-dialog", "aria-label": text }, paragraph(null, text), buttons);
    dialog.addEventListener("close", () => dialog.remove());
    this.el.append(dialog);
    dialog.showModal();
  }

  begin(options) {
    const start = () => {
      this.unread = false;
      this.history = [];
      this.save(newState({ lang: this.content.lang, ...options }), { keep: false });
      this.setClock();
      this.go("play");
    };
    if (this.state?.log.length) this.confirm("replace_confirm", "yes_replace", start);
    else start();
  }

  /** Back to the last exchange. */
  resume() {
    this.screen = "play";
    const last = this.state.mode === "room" ? this.state.current : this.state.log.at(-1)?.question;
    this.paint(`[data-question="${last}"], .ci-timer ~ .ci-picker h3`);
  }

  /** Opens the interview of a portrait, or goes back to the one in progress. */
  meet({ id, title }) {
    const { mode, portrait } = this.state ?? {};
    if (mode === "portrait" && portrait === id) this.resume();
    else this.begin({ dataset: title, mode: "portrait", portrait: id });
  }

  // -- Screens before the game --

  start() {
    const { state, t } = this;
    const door = (key, screen, mark) =>
      h("button", { type: "button", class: "ci-door", onclick: () => this.go(screen) },
        mark, h("strong", {}, t(key)), h("span", {}, t(`${key}_about`)), icon("go"));
    const crowd = h("span", { class: "ci-crowd" }, face(), [1, 2, 3].map(() => icon("who")));
    return [
      this.heading(2, t("title")),
      paragraph("ci-lead", t("lead")),
      state?.log.length > 0 ? this.saved() : this.savedElsewhere(),
      h("div", { class: "ci-doors" }, door("alone", "choose", face()), door("room", "setup", crowd)),
      paragraph("ci-muted", t("kept")),
    ];
  }

  saved() {
    const count = this.t("saved_count", { n: this.state.log.length, name: this.name() });
    const resume = this.button("resume", () => this.resume(), "ci-main");
    return h("section", { class: "ci-box ci-saved" },
      h("div", {}, this.heading(3, this.t("saved")), paragraph(null, count)), row(resume, this.eraser()));
  }

  /** The game of one portrait played on the page of the other language: its questions are asked again here. */
  savedElsewhere() {
    const other = this.readable(this.model.get("other"));
    if (other?.mode !== "portrait" || !other.log.length) return null;
    const portrait = portraitOf(other, this.content);
    const replay = () => {
      const { id, title } = portrait;
      let state = newState({ lang: this.content.lang, dataset: title, mode: "portrait", portrait: id });
      for (const { question } of other.log) state = reply(ask(state, question), portrait);
      this.unread = false;
      this.history = [];
      this.save(state, { keep: false });
      this.resume();
    };
    const loaded = () => (portrait.answers ? Promise.resolve() : loadPortrait(portrait));
    const carry = () => loaded().then(replay, () => this.lose());
    const count = this.t("saved_count", { n: other.log.length, name: portrait.title });
    return h("section", { class: "ci-box ci-saved" },
      h("div", {}, this.heading(3, this.t("saved_other")), paragraph(null, count)),
      this.button("resume_other", carry, "ci-main"));
  }

  choose() {
    const card = ({ id, title, nickname, hello }) => {
      const game = id === "table" ? { mode: "table" } : { mode: "portrait", portrait: id };
      const begin = () => this.begin({ dataset: title, ...game });
      return h("li", { class: "ci-box ci-portrait" },
        face(),
        h("div", {}, this.heading(3, title), nickname && paragraph("ci-nickname", nickname)),
        h("button", { type: "button", class: "ci-meet", onclick: begin },
          hidden(`${this.t("meet")} (${title})`), icon("go")),
        paragraph("ci-hello", hello));
    };
    return [
      this.homeButton(),
      this.heading(2, this.t("choose")),
      paragraph("ci-lead", this.t("choose_about")),
      h("ul", { class: "ci-portraits" }, this.content.portraits.map(card)),
    ];
  }

  setup() {
    const { t } = this;
    const option = (n) => {
      const input = h("input", { type: "radio", name: "minutes", value: n, checked: n === 10 });
      return h("label", { class: "ci-chip" }, input, h("span", {}, t("minutes_option", { n })));
    };
    const submit = (event) => {
      event.preventDefault();
      const { name, minutes } = event.target.elements;
      this.begin({ dataset: name.value, mode: "room", minutes: Number(minutes.value) });
    };
    const form = h("form", { class: "ci-box ci-form", onsubmit: submit },
      h("label", {}, h("span", {}, t("name")), h("small", {}, t("name_hint")),
        h("input", { type: "text", name: "name", maxlength: NAME_MAX, autocomplete: "off" })),
      h("fieldset", {}, h("legend", {}, t("minutes")), row([5, 10, 15, 20, 25, 30].map(option))),
      h("button", { type: "submit", class: "ci-button ci-main" }, t("open")));
    const roles = ["role_data", "role_press", "role_host"].map((key) => h("li", {}, t(key)));
    return [
      this.homeButton(),
      this.heading(2, t("room")),
      form,
      this.heading(3, t("roles")),
      h("ol", { class: "ci-roles" }, roles),
    ];
  }

  name() {
    return this.state.dataset || this.t("no_name");
  }

  homeButton() {
    return this.button("home", () => this.go("start"), "ci-quiet ci-home");
  }

  eraser() {
    const erase = () => {
      this.history = [];
      this.save(null, { keep: false });
      this.go("start");
      this.announce(this.t("erased"));
    };
    return this.button("erase", () => this.confirm("erase_confirm", "yes_erase", erase), "ci-quiet");
  }

  // -- The interview --

  play() {
    const count = { n: this.state.log.length, total: this.deck.questions.length };
    const title = this.t("interview_of", { name: this.name() });
    const finish = this.button("finish", () => this.go("end"));
    const bar = this.bar(title, this.t("asked_status", count), finish, this.homeButton());
    return [bar, this.state.mode === "room" ? this.room() : this.alone()];
  }

  bar(title, line, ...buttons) {
    const names = h("div", {}, this.heading(2, title), paragraph("ci-muted", line));
    return h("header", { class: "ci-bar" }, h("div", { class: "ci-who" }, face(), names), row(buttons));
  }

  alone() {
    const portrait = portraitOf(this.state, this.content);
    const hello = portrait.hello && h("li", {}, this.bubble("answer", paragraph(null, portrait.hello)));
    const talk = this.state.log.map((entry) => this.exchange(entry, portrait));
    return h("div", { class: "ci-columns" }, h("ol", { class: "ci-talk" }, hello, talk), this.picker());
  }

  bubble(mood, ...children) {
    const words = h("div", {}, hidden(this.t("it")), children);
    return h("div", { class: `ci-answer ci-is-${mood}` }, face(mood), words);
  }

  exchange({ question: id, outcome, text }, portrait) {
    const { family, ask: asked } = questionOf(this.deck, id);
    const mood = outcome === "open" ? "unknown" : outcome;
    const silent = mood === "unknown" && !text; // nothing in the portrait, which is not "nobody knows"
    const variant = 1 + (this.deck.questions.findIndex((question) => question.id === id) % 3);
    const links = sourcesOf(portrait, id).map(({ title, url }, i) =>
      [i > 0 && ", ", h("a", { href: url, rel: "noopener" }, title)]);
    const heading = this.heading(3, asked, { "data-question": id });
    const question = h("div", {}, heading, paragraph(null, this.plain(id)));
    return h("li", { class: "ci-exchange" },
      h("div", { class: "ci-question" }, hidden(this.t("you")), icon(family), question),
      this.bubble(mood,
        mood !== "answer" && paragraph("ci-tag", this.t(silent ? "tag_silent" : `tag_${mood}`)),
        paragraph("ci-said", text || this.t(`only_producer_${variant}`)),
        links.length > 0 && paragraph("ci-sources", `${this.t("sources")} `, links)),
      this.fold(id));
  }

  plain(id) {
    return this.t("plain_line", { plain: questionOf(this.deck, id).plain });
  }

  fold(id) {
    const question = questionOf(this.deck, id);
    const pair = (key) => [h("dt", {}, this.t(key)), h("dd", {}, question[key])];
    const parts = ["why", "where"].map(pair);
    return h("details", { class: "ci-fold" }, h("summary", {}, this.t("fold")), h("dl", {}, parts));
  }

  picker() {
    const left = Object.keys(forgotten(this.state, this.deck)).length > 0;
    const chance = () => this.pick(this.drawn());
    const alone = this.state.mode !== "room" && this.state.log.length > 0;
    return h("div", { class: "ci-picker" },
      this.heading(3, this.t("next_question")),
      left && this.button("draw", chance, "ci-main ci-draw"),
      paragraph("ci-muted ci-small", this.t(left ? "draw_about" : "all_asked")),
      alone && this.button("finish", () => this.go("end"), "ci-finish"),
      h("h3", { class: "ci-or" }, this.t("cards")),
      this.families(false));
  }

  /** A portrait answers a third of the deck: chance gets four tries to find a card that it can talk about. */
  drawn() {
    const tries = [1, 2, 3, 4].map(() => draw(this.state, this.deck, Math.random()));
    const answers = portraitOf(this.state, this.content)?.answers ?? {};
    return tries.find((id) => answers[id]) ?? tries[0];
  }

  /** The deck by family; `never` keeps only the questions that were never asked. */
  families(never) {
    const rows = coverage(this.state, this.deck);
    const left = forgotten(this.state, this.deck);
    const shown = this.deck.families.filter(({ id }) => !never || left[id]);
    return h("div", { class: "ci-families" }, shown.map(({ id, title, about }) => {
      const count = never ? this.t("never_count", { n: left[id].length }) : this.t("family_count", rows[id]);
      const ids = this.deck.questions.filter((q) => q.family === id && !(never && entryOf(this.state, q.id)));
      const toggle = ({ target: { open } }) => {
        if (open || this.openFamily === id) this.openFamily = open ? id : null; // remembered when repainted
      };
      const summary = [icon(id), h("h4", {}, title), h("span", { class: "ci-count" }, count)];
      return h("details", { class: "ci-family", open: this.openFamily === id, ontoggle: toggle },
        h("summary", {}, summary, !never && meter(rows[id])),
        paragraph("ci-muted ci-small", about),
        h("ul", {}, ids.map((question) => h("li", {}, this.card(question)))));
    }));
  }

  card({ id, ask: asked }) {
    const entry = entryOf(this.state, id);
    const outcome = entry && tag(this.t(`outcome_${entry.outcome}`));
    const onclick = () => this.pick(id);
    return h("button", { type: "button", class: "ci-card", onclick }, h("span", {}, asked), outcome);
  }

  pick(id) {
    this.screen = "play";
    this.picking = false;
    if (this.state.mode === "room") this.save(ask(this.state, id));
    else if (!entryOf(this.state, id)) {
      this.save(reply(ask(this.state, id), portraitOf(this.state, this.content)));
    }
    this.paint(`[data-question="${id}"]`);
    this.announce(this.t("asked_status", { n: this.state.log.length, total: this.deck.questions.length }));
  }

  // -- In a room --

  room() {
    const entry = entryOf(this.state, this.state.current);
    const asking = entry?.outcome === "open" && !this.picking;
    const widen = () => this.el.requestFullscreen();
    return [
      this.timer,
      asking ? this.bigCard(entry) : this.picker(),
      h("div", { class: "ci-row ci-below" },
        this.history.length > 0 && this.button("undo", () => this.undo(), "ci-quiet"),
        document.fullscreenEnabled && this.button("full_screen", widen, "ci-quiet")),
      !asking && this.state.log.length > 0 && this.askedList(),
    ];
  }

  bigCard({ question: id, text }) {
    const { family, ask: asked } = questionOf(this.deck, id);
    const { title } = this.deck.families.find((other) => other.id === family);
    const note = h("textarea", { rows: 2, maxlength: TEXT_MAX }, text);
    const settle = (rule, outcome) => () => {
      this.save(rule(this.state, note.value));
      this.paint(".ci-picker h3");
      this.announce(this.t("recorded", { outcome: this.t(`outcome_${outcome}`) }));
    };
    const answered = (state, words) => answer(state, clean(words) || this.t("aloud"));
    const later = () => {
      this.picking = true;
      this.paint(".ci-picker h3");
    };
    return h("article", { class: "ci-box ci-big" },
      paragraph("ci-suit", icon(family), title),
      this.heading(3, asked, { "data-question": id }),
      paragraph("ci-plain", this.plain(id)),
      this.fold(id),
      h("label", { class: "ci-note" },
        h("span", {}, this.t("note")), h("small", {}, this.t("note_hint")), note),
      h("div", { class: "ci-row ci-three" },
        this.button("do_answer", settle(answered, "answer"), "ci-main"),
        this.button("do_unknown", settle(unknown, "unknown")),
        this.button("do_decline", settle(decline, "declined"))),
      this.button("later", later, "ci-quiet"));
  }

  askedList() {
    const item = ({ question: id, outcome, text }) => {
      const { ask: asked, plain } = questionOf(this.deck, id);
      const change = this.button("change", () => this.pick(id), "ci-quiet", hidden(` (${plain})`));
      return h("li", {}, h("div", {}, asked, " ", this.result(outcome, text)), change);
    };
    const summary = h("summary", {}, this.t("asked_list", { n: this.state.log.length }));
    return h("details", { class: "ci-fold ci-asked" }, summary, h("ul", {}, this.state.log.map(item)));
  }

  result(outcome, text) {
    return [tag(this.t(`outcome_${outcome}`)), text && h("span", { class: "ci-kept" }, text)];
  }

  undo() {
    this.save(this.history.pop(), { keep: false });
    this.picking = false;
    this.paint(".ci-big h3, .ci-picker h3");
    this.announce(this.t("undone"));
  }

  setClock() {
    this.clock = { left: (this.state?.minutes ?? 10) * 60000, since: null, said: null };
    this.digits = h("span", { class: "ci-digits" });
    this.toggle = this.button("timer_start", () => this.runClock(!this.clock.since), "ci-main");
    const more = () => this.runClock(this.clock.since, 60000);
    this.over = h("p", { class: "ci-over", hidden: true }, this.t("time_up"));
    this.timer = h("section", { class: "ci-timer", "aria-label": this.t("timer") },
      h("p", { class: "ci-time", role: "timer" }, hidden(`${this.t("timer")} `), this.digits),
      h("div", { class: "ci-row" }, this.toggle, this.button("timer_more", more)), this.over);
    this.tick();
  }

  timeLeft() {
    const { left, since } = this.clock;
    return Math.max(0, left - (since ? Date.now() - since : 0));
  }

  runClock(run, more = 0) {
    this.clock.left = this.timeLeft() + more;
    this.clock.since = run && this.clock.left ? Date.now() : null;
    this.clock.said = Math.ceil(this.clock.left / 60000);
    this.tick();
  }

  tick() {
    const left = this.timeLeft();
    const seconds = Math.ceil(left / 1000);
    const minutes = Math.ceil(seconds / 60);
    const text = [Math.floor(seconds / 60), seconds % 60].map((n) => String(n).padStart(2, "0")).join(":");
    if (this.digits.textContent !== text) this.digits.textContent = text;
    if (this.clock.since && minutes < this.clock.said) {
      this.clock.said = minutes;
      this.announce(minutes ? this.t("minutes_left", { n: minutes }) : this.t("time_up"));
    }
    if (!left) Object.assign(this.clock, { left: 0, since: null });
    this.over.hidden = left > 0;
    this.timer.classList.toggle("ci-last", left <= 60000);
    const label = this.t(this.clock.since ? "timer_pause" : "timer_start");
    if (this.toggle.textContent !== label) this.toggle.textContent = label;
    this.toggle.disabled = !left;
  }

  // -- Looking back --

  end() {
    const { t, state } = this;
    const page = outline(state, this.content);
    const inRoom = state.mode === "room";
    const back = (kind) => this.button("back", () => this.go("play"), kind);
    const another = this.button("another", () => this.go("start"));
    const part = (key, ...children) =>
      h("section", { class: `ci-box ci-part ci-${key}` }, this.heading(3, t(key)), children);
    const files = (list) => list.map(([key, ...file]) => this.button(key, () => this.download(...file)));
    this.done = h("p", { class: "ci-done", "aria-hidden": "true", hidden: true }); // the status says it aloud
    return [
      this.bar(t("end"), this.name(), back()),
      paragraph("ci-lead", page.summary, h("br"), h("strong", {}, page.finding)),
      page.forgotten.length > 0 && part("forgotten",
        paragraph(null, t(inRoom ? "forgotten_about" : "forgotten_about_alone")), this.families(true)),
      page.unanswered.length > 0 && part("unanswered",
        paragraph(null, t("unanswered_about")), h("ul", {}, this.missing())),
      part("coverage", h("ul", { class: "ci-rows" }, this.explored()), this.legend()),
      part("portrait", this.portrait(page)),
      part("step_back", h("ol", {}, [1, 2, 3, 4].map((n) => h("li", {}, t(`step_back_${n}`))))),
      part("keep",
        h("div", { class: "ci-row ci-files" }, files(FILES), this.button("print", () => this.print())),
        h("details", { class: "ci-fold" }, h("summary", {}, t("portals")),
          h("div", { class: "ci-row ci-files" }, files(PORTAL_FILES))),
        this.done),
      row(back("ci-main"), another, this.eraser()),
    ];
  }

  missing() {
    return this.state.log.filter(({ outcome }) => outcome !== "answer").map(({ question, outcome, text }) =>
      h("li", {}, questionOf(this.deck, question).plain, " ", this.result(outcome, text)));
  }

  explored() {
    const rows = coverage(this.state, this.deck);
    return this.deck.families.map(({ id, title }) => {
      const { asked, answered, total } = rows[id];
      const count = this.t("row", { answered, open: asked - answered, never: total - asked });
      const words = [h("strong", {}, title), h("span", { class: "ci-count" }, count)];
      return h("li", {}, icon(id), words, meter(rows[id]));
    });
  }

  legend() {
    const item = (key, kind) => {
      const sample = h("span", { class: `ci-key ci-part-${kind}`, "aria-hidden": "true" });
      return h("li", {}, sample, this.t(`chart_${key}`));
    };
    const items = [item("answered", "answered"), item("asked", "open"), item("never", "never")];
    return h("ul", { class: "ci-legend" }, items);
  }

  portrait({ families, more }) {
    const answers = families.map(({ title, answers: said }) => {
      const pairs = said.map(({ plain, text }) => [h("dt", {}, plain), h("dd", {}, text)]);
      return [h("h4", {}, title), h("dl", { class: "ci-said-list" }, pairs)];
    });
    const known = more.map(({ title, items }) =>
      [h("h4", {}, title), h("ul", {}, items.map((text) => h("li", {}, text)))]);
    return [answers.length ? answers : paragraph(null, this.t("portrait_none")), known];
  }

  download(ending, type, write) {
    const file = `${slug(this.state.dataset)}-${ending}`;
    const blob = new Blob([write(this.state, this.content)], { type: `${type};charset=utf-8` });
    const href = URL.createObjectURL(blob);
    const link = h("a", { href, download: file, hidden: true });
    this.el.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
    this.done.textContent = this.t("downloaded", { file });
    this.done.hidden = false;
    this.announce(this.done.textContent);
  }

  /** Prints the report alone, whatever page surrounds the game. */
  print() {
    const frame = h("iframe", { class: "ci-hidden", "aria-hidden": "true", tabindex: -1 });
    frame.addEventListener("load", () => frame.contentWindow.print());
    frame.srcdoc = toHtml(this.state, this.content);
    this.el.querySelector("iframe")?.remove();
    this.el.append(frame);
  }
}

const json = (write) => (state, content) => `${JSON.stringify(write(state, content), null, 2)}\n`;
const FILES = [
  ["keep_markdown", "portrait.md", "text/markdown", toMarkdown],
  ["keep_html", "portrait.html", "text/html", toHtml],
  ["keep_letter", "questions.txt", "text/plain", toLetter],
];
const PORTAL_FILES = [
  ["keep_package", "datapackage.json", "application/json", json(toDatapackage)],
  ["keep_dcat", "dcat.jsonld", "application/ld+json", json(toDcat)],
];

/** A bar in three parts: answered, asked without answer, never asked. The text beside it says the same. */
function meter({ asked, answered, total }) {
  const parts = [["answered", answered], ["open", asked - answered], ["never", total - asked]];
  return h("span", { class: "ci-meter", "aria-hidden": "true" }, parts.map(([kind, n]) => {
    const part = n > 0 && h("span", { class: `ci-part-${kind}` });
    if (part) part.style.flexGrow = n;
    return part;
  }));
}

/** Mounts the game in a page without anywidget: the state lives in the browser's storage.
 * "#first-names" in the address opens that interview. `otherKey` is where the other language keeps its game. */
export function mountStatic(el, content, storageKey, otherKey) {
  const values = { content, state: {}, other: null, notice: null };
  const handlers = {};
  const set = (name, value) => {
    values[name] = value;
    handlers[`change:${name}`]?.forEach((handler) => handler());
  };
  const attempt = (action) => {
    try {
      return action();
    } catch {
      set("notice", "memory"); // private browsing, full or forbidden storage: the game goes on in memory
      return null;
    }
  };
  const stored = (key) => {
    const text = attempt(() => localStorage.getItem(key));
    try {
      return JSON.parse(text);
    } catch {
      return { version: null }; // the view says that it cannot be read
    }
  };
  values.state = stored(storageKey) ?? {};
  values.other = otherKey && stored(otherKey);
  const store = () => {
    if (values.state.version) localStorage.setItem(storageKey, JSON.stringify(values.state));
    else localStorage.removeItem(storageKey);
  };
  const model = {
    get: (name) => values[name],
    set,
    save_changes: () => attempt(store),
    on: (event, handler) => (handlers[event] ??= []).push(handler),
    off: (event, handler) => (handlers[event] = handlers[event]?.filter((other) => other !== handler)),
  };
  const view = new View(model, el);
  const follow = () => {
    const portrait = content.portraits.find(({ id }) => `#${id}` === location.hash);
    if (!portrait) return;
    history.replaceState(null, "", location.href.split("#")[0]); // once is enough: a reload resumes the game
    view.meet(portrait);
  };
  follow();
  addEventListener("hashchange", follow);
  // A reload shows the start screen, shorter than the game was: the old scroll position is below it.
  const settle = () => location.hash || el.getBoundingClientRect().top >= 0 || el.scrollIntoView();
  if (document.readyState === "complete") settle();
  else addEventListener("load", () => setTimeout(settle, 50), { once: true });
  return () => {
    removeEventListener("hashchange", follow);
    view.destroy();
  };
}

function render({ model, el }) {
  const view = new View(model, el);
  return () => view.destroy();
}

export default { render };
