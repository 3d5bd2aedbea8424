// A quiz: its rules as pure functions over a plain JSON state, then its interface, where every text comes from the
// content and is inserted as text. Notebooks host it through anywidget, static pages mount it with mountStatic.
// Nothing is asked of another site.

// ---- Rules: those of culture_d/quiz.py; tests/cases/quiz.json holds both to them ----

const VERSION = 1;
const LIMIT = 999; // the most tries, and the most votes for a letter, that a state may hold

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value, least, most) => Number.isInteger(value) && least <= value && value <= most;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const sum = (numbers) => numbers.reduce((total, n) => total + n, 0);
export const questionOf = (quiz, id) => quiz.questions.find((question) => question.id === id);
const lettersOf = (question) => question.choices.map(({ letter }) => letter);
export const newState = (quiz) => ({ version: VERSION, quiz: quiz.id, answers: {}, votes: {} });
const answerOf = (state, id) => (Object.hasOwn(state.answers, id) ? state.answers[id] : null);
const votesOf = (state, id) => (Object.hasOwn(state.votes, id) ? state.votes[id] : {});
const found = (question, given) => same(given, question.solution);

/** An answer in its normal form, or null where it is not an answer to this question. */
export function clean(question, choices) {
  const letters = lettersOf(question);
  if (!Array.isArray(choices) || !choices.length || new Set(choices).size !== choices.length) return null;
  if (!choices.every((letter) => letters.includes(letter))) return null;
  if (question.kind === "order") return choices.length === letters.length ? [...choices] : null;
  if (question.kind !== "several" && choices.length !== 1) return null;
  return [...choices].sort();
}

/** Notes an answer; what is not one changes nothing. */
export function answer(state, quiz, id, choices) {
  const question = questionOf(quiz, id);
  const given = question && clean(question, choices);
  if (!given) return state;
  const before = answerOf(state, id) ?? { first: given, tries: 0 };
  const noted = { first: before.first, last: given, tries: Math.min(before.tries + 1, LIMIT) };
  return { ...state, answers: { ...state.answers, [id]: noted } };
}

function cleanVotes(question, counts) {
  const letters = lettersOf(question);
  if (!isObject(counts)) return null;
  if (!Object.entries(counts).every(([key, n]) => letters.includes(key) && isNumber(n, 0, LIMIT))) return null;
  return Object.fromEntries(letters.filter((letter) => counts[letter]).map((letter) => [letter, counts[letter]]));
}

/** Notes how many people of a room voted for each letter; what is not a vote changes nothing. */
export function vote(state, quiz, id, counts) {
  const question = questionOf(quiz, id);
  const kept = question && cleanVotes(question, counts);
  if (!kept) return state;
  const { [id]: _, ...votes } = state.votes;
  return { ...state, votes: Object.keys(kept).length ? { ...votes, [id]: kept } : votes };
}

/** How many questions were found at the first try or later, and the ids of those to revisit. */
export function score(state, quiz) {
  const rows = quiz.questions.map((question) => ({ question, given: answerOf(state, question.id) }));
  const answered = rows.filter(({ given }) => given);
  const missed = answered.filter(({ question, given }) => !found(question, given.first));
  const later = missed.filter(({ question, given }) => found(question, given.last)).length;
  return {
    total: rows.length,
    answered: answered.length,
    first: answered.length - missed.length,
    later,
    open: missed.length - later,
    revisit: missed.map(({ question }) => question.id),
  };
}

/** A room votes on the first item of a question to put in order. */
const hoped = (question) => (question.kind === "order" ? question.solution.slice(0, 1) : question.solution);

/** The questions where right votes are fewer than half: [{ id, right, n }]. */
export function divided(state, quiz) {
  const rows = quiz.questions.map((question) => {
    const votes = votesOf(state, question.id);
    return {
      id: question.id,
      right: sum(hoped(question).map((letter) => votes[letter] ?? 0)),
      n: sum(Object.values(votes)),
    };
  });
  return rows.filter(({ right, n }) => right * 2 < n);
}

/** A state that comes from outside (a widget, the browser's storage), or null if it is not one. */
export function readState(value, quiz) {
  if (!isObject(value) || value.version !== VERSION || value.quiz !== quiz.id) return null;
  const { answers, votes = {} } = value;
  if (!isObject(answers) || !isObject(votes)) return null;
  const state = newState(quiz);
  for (const [id, noted] of Object.entries(answers)) {
    const question = questionOf(quiz, id);
    if (!question || !isObject(noted) || !isNumber(noted.tries, 1, LIMIT)) return null;
    const [first, last] = [clean(question, noted.first), clean(question, noted.last)];
    if (!first || !last || (noted.tries === 1 && !same(first, last))) return null;
    state.answers[id] = { first, last, tries: noted.tries };
  }
  for (const [id, counts] of Object.entries(votes)) {
    const kept = questionOf(quiz, id) && cleanVotes(questionOf(quiz, id), counts);
    if (!kept) return null;
    if (Object.keys(kept).length) state.votes[id] = kept;
  }
  return state;
}

/** A message of content.messages with its {placeholders} filled; the value n chooses one or many. */
export function say({ messages, lang }, key, values = {}) {
  let text = messages[key];
  if (isObject(text)) text = (lang === "fr" ? Math.abs(values.n) < 2 : values.n === 1) ? text.one : text.many;
  const shown = (value) =>
    typeof value === "number" ? value.toLocaleString(lang === "fr" ? "fr-FR" : "en-GB") : value;
  return text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
}

/** What is said of an answer. */
export function verdict(content, question, given) {
  if (found(question, given)) return say(content, "verdict_right");
  const total = question.solution.length;
  const right = question.kind === "several"
    ? given.filter((letter) => question.solution.includes(letter)).length
    : given.filter((letter, i) => letter === question.solution[i]).length;
  const values = { right, extra: given.length - right, missing: total - right, total };
  return say(content, `verdict_${question.kind}`, values);
}

/** In a few lines, where one stands and which ideas to revisit. */
export function report(state, content) {
  const { quiz } = content;
  const idea = (id) => `- ${say(content, "idea", questionOf(quiz, id))}`;
  const standing = score(state, quiz);
  const lines = [quiz.title, "", ...standings(content, standing)];
  if (standing.answered) {
    lines.push("", say(content, standing.revisit.length ? "revisit" : "revisit_none"));
    lines.push(...standing.revisit.map(idea));
  }
  const rows = divided(state, quiz);
  if (rows.length) lines.push("", say(content, "divided"));
  for (const row of rows) lines.push(`${idea(row.id)} ${say(content, "right_votes", row)}`);
  return `${lines.join("\n")}\n`;
}

const standings = (content, standing) =>
  standing.answered
    ? [
        say(content, "report_answered", { n: standing.answered, total: standing.total }),
        say(content, "report_found", standing),
      ]
    : [say(content, "report_none")];

// ---- Interface ----

const MODES = ["single", "all", "room"];
let instances = 0; // two quizzes on a page, or one shown twice, must not share the names of their fields

function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter(Boolean)); // a string becomes a text node, never markup
  return node;
}
const p = (kind, ...children) => h("p", { class: kind }, children);
const row = (...children) => h("div", { class: "cq-row" }, children);
const mark = (right) => h("span", { class: "cq-mark", "aria-hidden": "true" }, right ? "✓" : "✗");
const tag = (right, text) => h("span", { class: right ? "cq-tag cq-yes" : "cq-tag cq-no" }, mark(right), text);
const letterOf = (letter) => h("span", { class: "cq-letter", "aria-hidden": "true" }, letter.toUpperCase());

class View {
  constructor(model, el, mode = "single") {
    Object.assign(this, { model, el, mode, content: model.get("content"), name: `cq${(instances += 1)}` });
    this.quiz = this.content.quiz;
    this.shown = new Set(); // questions whose answer was asked for; those revealed to a room
    this.open = new Set(); // questions that are being tried again
    this.t = (key, values) => say(this.content, key, values);
    this.read();
    this.at = this.start();
    this.stage = h("div", { class: "cq-stage" });
    this.status = h("p", { class: "cq-hidden", role: "status" });
    el.classList.add("cd-quiz", "cq-ready");
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
    const state = readState(stored, this.quiz);
    this.unread = !state && stored != null && !same(stored, {});
    this.state = state ?? newState(this.quiz);
  }

  /** The state changed elsewhere: in Python, or in another view. */
  receive() {
    const before = this.state;
    this.read();
    if (same(before, this.state) && this.notice === this.model.get("notice")) return;
    this.paint();
  }

  save(state) {
    this.state = state;
    this.unread = false;
    this.model.set("state", state);
    this.model.save_changes();
  }

  start() {
    return this.mode === "room" ? 0 : this.firstOpen();
  }

  firstOpen() {
    const { questions } = this.quiz;
    const left = questions.findIndex(({ id }) => !answerOf(this.state, id));
    return left < 0 ? questions.length : left;
  }

  announce(text) {
    this.status.textContent = text;
  }

  button(key, onclick, kind = "", ...children) {
    return h("button", { type: "button", class: `cq-button ${kind}`, onclick }, this.t(key), children);
  }

  // -- The page around the questions --

  paint(focus) {
    this.notice = this.model.get("notice");
    const notices = [this.notice, this.unread && "unread"].filter(Boolean);
    const body = { single: () => this.single(), all: () => this.all(), room: () => this.room() }[this.mode]();
    this.el.classList.toggle("cq-in-room", this.mode === "room");
    this.stage.replaceChildren(this.bar(), ...notices.map((key) => p("cq-notice", this.t(key))), ...[body].flat());
    this.progress();
    if (focus) this.focus(this.stage.querySelector(focus));
  }

  focus(target) {
    if (!target) return;
    target.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const seen = target.closest("[data-question], .cq-end") ?? target;
    (target.matches("h3") ? seen : target).scrollIntoView({
      block: target.matches("h3") ? "start" : "nearest",
      behavior: calm ? "auto" : "smooth",
    });
  }

  bar() {
    const option = (mode) => {
      const onchange = () => {
        this.mode = mode;
        this.at = this.start();
        this.shown.clear();
        this.paint(`[value="${mode}"]`);
      };
      const input = h("input", { type: "radio", name: `${this.name}-mode`, value: mode, checked: mode === this.mode, onchange });
      return h("label", { class: "cq-chip" }, input, h("span", {}, this.t(`mode_${mode}`)));
    };
    this.count = p("cq-count");
    return h("header", { class: "cq-bar" },
      h("h2", { class: this.content.stays ? "cq-hidden" : "cq-title" }, this.quiz.title), // a page has its own title
      h("fieldset", { class: "cq-modes" }, h("legend", { class: "cq-hidden" }, this.t("modes")), MODES.map(option)),
      this.mode !== "room" && this.count);
  }

  progress() {
    const { answered, total } = score(this.state, this.quiz);
    this.count.textContent = this.t("progress", { n: answered, total });
  }

  single() {
    const { questions } = this.quiz;
    const last = this.at >= questions.length;
    const move = (step) => () => this.go(this.at + step);
    return [
      last ? this.end() : this.card(questions[this.at], this.at),
      h("nav", { class: "cq-row cq-nav", "aria-label": this.quiz.title },
        this.at > 0 && this.button("previous", move(-1), "cq-quiet"),
        !last && this.button(this.at + 1 < questions.length ? "next" : "see_end", move(1), "cq-quiet cq-forward cq-next")),
    ];
  }

  go(at) {
    this.at = at;
    this.paint(".cq-heading");
    if (this.mode === "room") this.announce("");
  }

  all() {
    return [...this.quiz.questions.map((question, i) => this.card(question, i)), this.end()];
  }

  // -- A question --

  card(question, i) {
    const card = h("article", { class: "cq-card", "data-question": question.id });
    const refill = (focus) => {
      card.replaceChildren(...this.cardParts(question, i, refill));
      this.focus(focus && card.querySelector(focus));
    };
    refill();
    return card;
  }

  heading(question, i) {
    const values = { n: i + 1, total: this.quiz.questions.length, theme: question.theme };
    return h("h3", { class: "cq-heading", tabindex: -1 }, this.t("heading", values));
  }

  intro({ context, sample }) {
    return [context && p("cq-context", context), sample && h("pre", { class: "cq-sample", tabindex: 0 }, sample)];
  }

  cardParts(question, i, refill) {
    const { id, kind } = question;
    const noted = this.open.has(id) ? null : answerOf(this.state, id);
    const right = noted && found(question, noted.last);
    const told = right || (noted && this.shown.has(id)); // everything may be said
    const field = { question, given: noted?.last, told, order: null };
    const choices = kind === "order" ? this.items(field) : this.options(field);
    const submit = (event) => {
      event.preventDefault();
      const data = new FormData(event.target).getAll("choice");
      const given = clean(question, kind === "order" ? field.order : data);
      if (!given) {
        this.announce(this.t("choose_first"));
        event.target.querySelector(".cq-missing").textContent = this.t("choose_first");
        event.target.querySelector("input").focus();
        return;
      }
      this.open.delete(id);
      this.save(answer(this.state, this.quiz, id, given));
      this.progress();
      refill(".cq-verdict");
      this.refreshEnd();
      this.announce(this.count.textContent);
    };
    const again = () => {
      this.open.add(id);
      this.shown.delete(id);
      refill("input, .cq-order button");
    };
    const show = () => {
      this.shown.add(id);
      refill(".cq-verdict");
    };
    const hint = h("span", { class: "cq-how" }, this.t(`how_${kind}`));
    return [
      this.heading(question, i),
      this.intro(question),
      h("form", { onsubmit: submit },
        h("fieldset", {}, h("legend", { class: "cq-ask" }, question.ask, " ", hint), noted && this.verdict(field, right), choices),
        !noted && p("cq-missing"),
        !noted && row(h("button", { type: "submit", class: "cq-button cq-main" }, this.t("check")))),
      told && this.lesson(question),
      noted && !right && row(this.button("try_again", again, told ? "" : "cq-main"), !told && this.button("show_answer", show)),
    ].flat().filter(Boolean);
  }

  options({ question, given, told }) {
    const type = question.kind === "several" ? "checkbox" : "radio";
    return h("ul", { class: "cq-choices" }, question.choices.map(({ letter, text, feedback }) => {
      const mine = given?.includes(letter) ?? false;
      const right = question.solution.includes(letter);
      const speaks = given && (told || mine);
      const why = `${this.name}-${question.id}-${letter}`;
      const input = h("input", {
        type, name: "choice", value: letter, checked: mine, disabled: Boolean(given), "aria-describedby": speaks && why,
      });
      const word = told ? (right ? "tag_right" : "tag_wrong") : right ? "tag_yes" : "tag_no";
      const state = speaks ? (right ? " cq-is-right" : mine ? " cq-is-wrong" : " cq-is-other") : "";
      return h("li", { class: `cq-choice${state}` },
        h("label", {}, input, letterOf(letter), h("span", { class: "cq-text" }, text)),
        speaks && h("div", { class: "cq-why", id: why },
          tag(right, this.t(word)), mine && told && h("span", { class: "cq-mine" }, `(${this.t("yours")})`), " ", feedback));
    }));
  }

  /** Items to put in order: two buttons each, and every move said aloud. */
  items(field) {
    const { question, given, told } = field;
    const of = (letter) => question.choices.find((choice) => choice.letter === letter);
    field.order = [...(told ? question.solution : answerOf(this.state, question.id)?.last ?? lettersOf(question))];
    const list = h("ol", { class: "cq-order" });
    const item = (letter) => {
      const { text, feedback } = of(letter);
      const move = (step, key) => h("button", {
        type: "button", class: "cq-button cq-move", "aria-label": this.t(key, { text }),
        onclick: ({ currentTarget }) => shift(letter, step, currentTarget),
      }, step < 0 ? "↑" : "↓");
      const inPlace = given && given.indexOf(letter) === question.solution.indexOf(letter);
      return h("li", { class: `cq-choice${given ? (told || inPlace ? " cq-is-right" : " cq-is-wrong") : ""}` },
        h("div", { class: "cq-item" }, letterOf(letter), h("span", { class: "cq-text" }, text),
          !given && h("span", { class: "cq-moves" }, move(-1, "move_up"), move(1, "move_down"))),
        given && h("div", { class: "cq-why" },
          told ? feedback : tag(inPlace, this.t(inPlace ? "tag_in_place" : "tag_to_move"))));
    };
    const nodes = Object.fromEntries(field.order.map((letter) => [letter, item(letter)]));
    const shift = (letter, step, button) => {
      const from = field.order.indexOf(letter);
      const to = from + step;
      const { text } = of(letter);
      if (to < 0 || to >= field.order.length) return this.announce(this.t("edge", { text }));
      field.order.splice(from, 1);
      field.order.splice(to, 0, letter);
      list.replaceChildren(...field.order.map((key) => nodes[key]));
      button.focus(); // moving a node in the page makes it lose the focus
      this.announce(this.t("moved", { text, n: to + 1, total: field.order.length }));
    };
    list.append(...field.order.map((letter) => nodes[letter]));
    return list;
  }

  verdict({ question, given, told }, right) {
    if (told && !right) return h("p", { class: "cq-verdict", tabindex: -1 }, this.t("shown"));
    const words = verdict(this.content, question, given);
    return h("p", { class: `cq-verdict ${right ? "cq-yes" : "cq-no"}`, tabindex: -1 }, mark(right), words);
  }

  lesson({ remember, sources }) {
    const link = ({ title, url }) => h("li", {}, /^https?:\/\//.test(url) ? h("a", { href: url }, title) : title);
    return [
      p("cq-remember", h("strong", {}, this.t("remember")), " ", remember),
      h("div", { class: "cq-sources" }, p(null, this.t("source")), h("ul", {}, sources.map(link))),
    ];
  }

  // -- Where one stands --

  end() {
    const standing = score(this.state, this.quiz);
    const { questions } = this.quiz;
    const see = (id) => () => {
      this.open.add(id);
      this.shown.delete(id);
      if (this.mode === "single") this.at = questions.findIndex((question) => question.id === id);
      this.paint(`[data-question="${id}"] .cq-heading`);
    };
    const idea = (id) => {
      const { theme, remember } = questionOf(this.quiz, id);
      const again = this.button("see_again", see(id), "cq-quiet", h("span", { class: "cq-hidden" }, ` (${theme})`));
      return h("li", {}, h("div", {}, h("strong", {}, theme), p(null, remember)), again);
    };
    const erase = () => {
      this.open.clear();
      this.shown.clear();
      this.save({ ...this.state, answers: {} });
      this.go(0);
      this.announce(this.t("erased"));
    };
    const resume = () => this.go(this.firstOpen());
    const left = standing.answered < standing.total;
    return h("section", { class: "cq-end" },
      h("h3", { class: "cq-heading", tabindex: -1 }, this.t("end")),
      standings(this.content, standing).map((line) => p(null, line)),
      standing.answered > 0 && h("h4", {}, this.t(standing.revisit.length ? "revisit" : "revisit_none")),
      h("ul", { class: "cq-ideas" }, standing.revisit.map(idea)),
      row(
        left && this.mode === "single" && this.button("continue", resume, "cq-main"),
        standing.answered > 0 && this.button("keep", () => this.download()),
        standing.answered > 0 && this.button("start_again", () => this.confirm("erase_confirm", erase), "cq-quiet")),
      this.content.stays && p("cq-small", this.t("kept")));
  }

  refreshEnd() {
    this.stage.querySelector(".cq-end")?.replaceWith(this.end());
  }

  confirm(key, action) {
    const text = this.t(key);
    const close = () => dialog.close();
    const act = () => (close(), action());
    const buttons = row(this.button("no_keep", close), this.button("yes_erase", act, "cq-main"));
    const dialog = h("dialog", { class: "cq-dialog", "aria-label": text }, p(null, text), buttons);
    dialog.addEventListener("close", () => dialog.remove());
    this.el.append(dialog);
    dialog.showModal();
  }

  download() {
    const href = URL.createObjectURL(new Blob([report(this.state, this.content)], { type: "text/plain;charset=utf-8" }));
    const link = h("a", { href, download: `quiz-${this.quiz.id}.txt`, hidden: true });
    this.el.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  }

  // -- In a room --

  room() {
    const { questions } = this.quiz;
    const question = questions[this.at];
    const screen = question ? this.projected(question) : this.debrief();
    const move = (step) => () => this.go(this.at + step);
    return [
      screen,
      h("nav", { class: "cq-row cq-nav", "aria-label": this.quiz.title },
        question && this.reveal(question),
        this.at > 0 && this.button("previous", move(-1)),
        question && this.button(this.at + 1 < questions.length ? "next" : "divided", move(1), "cq-next"),
        document.fullscreenEnabled && this.fullScreen()),
    ];
  }

  reveal({ id }) {
    const told = this.shown.has(id);
    const toggle = () => {
      if (told) this.shown.delete(id);
      else this.shown.add(id);
      this.paint(told ? ".cq-reveal" : ".cq-choices");
      if (!told) this.announce(this.t("revealed"));
    };
    return this.button(told ? "hide" : "reveal", toggle, "cq-main cq-reveal");
  }

  /** One button, two names: the style sheet shows the one that applies. */
  fullScreen() {
    const toggle = () => (document.fullscreenElement ? document.exitFullscreen() : this.el.requestFullscreen());
    return h("button", { type: "button", class: "cq-button cq-quiet cq-forward", onclick: toggle },
      h("span", { class: "cq-enter" }, this.t("full_screen")),
      h("span", { class: "cq-leave" }, this.t("leave_full_screen")));
  }

  projected(question) {
    const { id, kind } = question;
    const told = this.shown.has(id);
    const hint = h("span", { class: "cq-how" }, this.t(kind === "order" ? "how_order_room" : `how_${kind}`));
    return h("article", { class: "cq-card cq-projected", "data-question": id },
      this.heading(question, this.at),
      this.intro(question),
      p("cq-ask", question.ask, " ", hint),
      h("ol", { class: "cq-choices", tabindex: -1 }, this.hands(question, told)),
      told && this.lesson(question));
  }

  /** The choices, each with the votes noted for it; once revealed, in order, with bars that say their number. */
  hands(question, told) {
    const { id, kind, solution } = question;
    const votes = votesOf(this.state, id);
    const most = Math.max(1, ...Object.values(votes));
    const place = (letter) => solution.indexOf(letter);
    const choices = told && kind === "order"
      ? [...question.choices].sort((a, b) => place(a.letter) - place(b.letter))
      : question.choices;
    return choices.map(({ letter, text, feedback }) => {
      const right = hoped(question).includes(letter);
      const note = ({ target }) => {
        const counts = { ...votesOf(this.state, id), [letter]: Math.min(Math.max(Math.round(Number(target.value)) || 0, 0), LIMIT) };
        this.save(vote(this.state, this.quiz, id, counts));
      };
      const field = h("input", {
        type: "number", min: 0, max: LIMIT, inputmode: "numeric", value: votes[letter] ?? "", oninput: note,
        "aria-label": this.t("votes", { letter: letter.toUpperCase() }),
      });
      const tally = h("label", { class: "cq-tally" }, h("span", { "aria-hidden": "true" }, this.t("tally")), field);
      const fill = h("span", { class: "cq-fill" });
      fill.style.width = `${(100 * (votes[letter] ?? 0)) / most}%`;
      const bar = told && Object.keys(votes).length > 0 && h("div", { class: "cq-votes" },
        h("span", { class: "cq-track", "aria-hidden": "true" }, fill),
        h("strong", {}, this.t("count", { n: votes[letter] ?? 0 })));
      const word = kind === "order" ? this.t("tag_place", { n: place(letter) + 1 }) : this.t(right ? "tag_right" : "tag_wrong");
      return h("li", { class: `cq-choice${told ? (right || kind === "order" ? " cq-is-right" : " cq-is-other") : ""}` },
        h("div", { class: "cq-item" }, letterOf(letter), h("span", { class: "cq-text" }, text), !told && tally),
        bar,
        told && h("div", { class: "cq-why" }, kind === "order" ? h("strong", {}, word) : tag(right, word), " ", feedback));
    });
  }

  debrief() {
    const rows = divided(this.state, this.quiz);
    const noted = Object.keys(this.state.votes).length > 0;
    const line = (found) => {
      const { theme, remember } = questionOf(this.quiz, found.id);
      return h("li", {}, h("div", {}, h("strong", {}, theme), p(null, this.t("right_votes", found)), p(null, remember)));
    };
    const erase = () => {
      this.shown.clear();
      this.save({ ...this.state, votes: {} });
      this.go(0);
      this.announce(this.t("erased"));
    };
    return h("section", { class: "cq-end" },
      h("h3", { class: "cq-heading", tabindex: -1 }, this.t(rows.length ? "divided" : "divided_none")),
      h("ul", { class: "cq-ideas" }, rows.map(line)),
      noted && row(
        this.button("keep", () => this.download()),
        this.button("erase_votes", () => this.confirm("erase_votes_confirm", erase), "cq-quiet")));
  }

  /** The arrows turn the pages; so do, on a full screen, the keys that a remote control sends. */
  press(event) {
    const { key, target } = event;
    if (this.mode !== "room" || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.closest("input, textarea, select, pre, dialog, [contenteditable]")) return; // the arrow is theirs
    const full = document.fullscreenElement === this.el;
    const here = full || this.el.contains(target) || (this.content.stays && target === document.body);
    const step = here && { ArrowRight: 1, ArrowLeft: -1, ...(full && { PageDown: 1, PageUp: -1 }) }[key];
    const at = this.at + (step ?? 0);
    if (!step || at < 0 || at > this.quiz.questions.length) return;
    event.preventDefault();
    this.go(at);
  }
}

/** Mounts a quiz in a page without anywidget: the state lives in the browser's storage.
 * "#room" in the address opens it for a room. */
export function mountStatic(el, content, storageKey) {
  const handlers = {};
  const values = { content: { ...content, stays: true }, state: {}, notice: null };
  const set = (name, value) => {
    values[name] = value;
    handlers[`change:${name}`]?.forEach((handler) => handler());
  };
  const attempt = (action) => {
    try {
      return action();
    } catch {
      set("notice", "memory"); // private browsing, full or forbidden storage: the quiz goes on in memory
      return null;
    }
  };
  const stored = attempt(() => localStorage.getItem(storageKey));
  try {
    values.state = JSON.parse(stored) ?? {};
  } catch {
    values.state = { version: null }; // the view says that it cannot be read
  }
  const model = {
    get: (name) => values[name],
    set: (name, value) => (values[name] = value),
    save_changes: () => attempt(() => localStorage.setItem(storageKey, JSON.stringify(values.state))),
    on: (event, handler) => (handlers[event] ??= []).push(handler),
  };
  return new View(model, el, location.hash === "#room" ? "room" : "single");
}

function render({ model, el }) {
  const view = new View(model, el);
  return () => view.destroy();
}

export default { render };
