// A decision tree: its rules as pure functions over a plain JSON state, then its interface, where every text comes
// from the content and is inserted as text. Notebooks host it through anywidget, static pages with mountStatic.
// Nothing is asked of another site, and nothing is kept but in the address of the page.

import { h, same, say } from "./shared.js";

// ---- Rules: those of culture_d/decision.py; tests/cases/decision.json holds both to them ----

const VERSION = 1;
export const newState = (tree, path = []) => ({ version: VERSION, tree: tree.id, path });
const questionOf = (tree, id) => tree.questions.find((question) => question.id === id);
const nodeOf = (tree, id) => questionOf(tree, id) ?? tree.results.find((result) => result.id === id);

/** The steps that answers make from the start, or null where they are not answers of this tree. */
export function walk(tree, letters) {
  if (!Array.isArray(letters)) return null;
  const steps = [];
  let at = tree.start;
  for (const letter of letters) {
    const question = questionOf(tree, at);
    const answer = question?.answers.find((known) => known.letter === letter);
    if (!answer) return null;
    steps.push({ question, answer });
    at = answer.to;
  }
  return steps;
}

/** Where a walk stands: its steps, and the question to answer or the result reached. */
export function stand(tree, state) {
  const steps = walk(tree, state.path) ?? [];
  const node = nodeOf(tree, steps.length ? steps.at(-1).answer.to : tree.start);
  return { steps, question: node.answers ? node : null, result: node.answers ? null : node };
}

/** Notes an answer; what is not one changes nothing. */
export function answer(state, tree, letter) {
  const path = [...state.path, letter];
  return walk(tree, path) ? newState(tree, path) : state;
}

/** Takes the last answers back; more than there are changes nothing. */
export function back(state, tree, steps = 1) {
  const fits = Number.isInteger(steps) && 1 <= steps && steps <= state.path.length;
  return fits ? newState(tree, state.path.slice(0, -steps)) : state;
}

/** A state that comes from outside (a widget, an address), or null if it is not one of this tree. */
export function readState(value, tree) {
  const ours = typeof value === "object" && value?.version === VERSION && value.tree === tree.id;
  return ours && walk(tree, value.path) ? newState(tree, [...value.path]) : null;
}

/** The state that the end of an address gives, such as "#must-publish=a,b"; undefined if it speaks of another thing. */
export function fromHash(tree, hash) {
  let text = hash;
  try {
    text = decodeURIComponent(hash); // some messengers write a comma as %2C
  } catch { /* a broken address is read as it is */ }
  const start = `#${tree.id}=`;
  if (!text.startsWith(start)) return undefined;
  const letters = text.slice(start.length);
  return newState(tree, letters ? letters.split(",") : []);
}
export const toHash = (state) => `#${state.tree}=${state.path.join(",")}`;

/** The path and the result as a text. */
export function report(state, content) {
  const { tree } = content;
  const { steps, question, result } = stand(tree, state);
  const lines = [tree.title, "", ...steps.map((step, i) => `${i + 1}. ${step.question.ask} ${step.answer.text}`), ""];
  if (question) lines.push(say(content, "report_unfinished", question));
  else lines.push(...outcome(result, content));
  return `${[...lines, "", tree.caution].join("\n")}\n`;
}

function outcome(result, content) {
  const dash = (text) => `- ${text}`;
  const part = (key, texts) => (texts.length ? ["", say(content, key), ...texts] : []);
  return [
    result.title,
    result.text,
    ...(result.law ? [say(content, "law", result)] : []),
    ...part("pros", result.pros.map(dash)),
    ...part("cons", result.cons.map(dash)),
    ...["against", "second", "reconsider", "limits"].flatMap((key) => part(key, result[key] ? [result[key]] : [])),
    ...part("todo", result.todo.map(dash)),
    ...part("sources", result.sources.map(({ title, url }) => dash(`${title} ${url}`))),
  ];
}

// ---- Interface ----

const SIGNS = { yes: "✓", no: "✗", depends: "±", advice: "→" };

const p = (kind, ...children) => h("p", { class: kind }, children);
const list = (tag, kind, texts) => h(tag, { class: kind }, texts.map((text) => h("li", {}, text)));

class View {
  constructor(model, el) {
    Object.assign(this, { model, el, content: model.get("content") });
    this.tree = this.content.tree;
    this.t = (key, values) => say(this.content, key, values);
    this.stage = h("div", { class: "dt-stage" });
    this.status = h("p", { class: "dt-status", role: "status" });
    el.classList.add("cd-decision", "cd-host", "dt-ready");
    el.lang = this.content.lang;
    el.append(this.stage, this.status);
    this.follow = () => this.receive();
    model.on("change:state", this.follow);
    this.read();
    this.paint();
  }

  destroy() {
    this.model.off?.("change:state", this.follow);
  }

  read() {
    const stored = this.model.get("state");
    const state = readState(stored, this.tree);
    this.unread = !state && stored != null && !same(stored, {});
    this.state = state ?? newState(this.tree);
  }

  /** The state changed elsewhere: in Python, in another view, in the address. The button that had the focus goes. */
  receive(focus = this.el.contains(document.activeElement)) {
    const before = [this.state, this.unread];
    this.read();
    if (same(before, [this.state, this.unread])) return;
    this.paint(focus);
  }

  go(state, said = "") {
    this.state = state;
    this.unread = false;
    this.paint(true);
    this.status.textContent = said;
    this.model.set("state", state);
    this.model.save_changes();
  }

  button(key, onclick, kind = "", ...children) {
    return h("button", { type: "button", class: `dt-button ${kind}`, onclick }, this.t(key), children);
  }

  paint(focus = false) {
    const { steps, question, result } = stand(this.tree, this.state);
    const { title, intro, caution } = this.tree;
    this.status.textContent = "";
    this.stage.replaceChildren(...[
      h("h2", { class: this.content.stays ? "dt-hidden" : "dt-title" }, title), // a page has its own title
      this.unread && p("dt-notice", this.t("unread")),
      steps.length ? this.path(steps) : p("dt-intro", intro),
      question ? this.question(question, steps.length + 1) : this.result(result),
      steps.length > 0 && h("div", { class: "dt-row" },
        this.button("back", () => this.go(back(this.state, this.tree))),
        this.button("restart", () => this.go(newState(this.tree), this.t("restarted")))),
      p("dt-caution", caution),
    ].filter(Boolean));
    if (focus) this.focus(Boolean(result));
  }

  /** The reader lands on the new heading: a screen reader says it, and the eye finds it. */
  focus(atTop) {
    const heading = this.stage.querySelector(".dt-heading");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: atTop ? "start" : "nearest", behavior: calm ? "auto" : "smooth" });
  }

  path(steps) {
    const step = ({ question, answer: given }, i) => {
      const again = () => this.go(back(this.state, this.tree, steps.length - i));
      const change = this.button("change", again, "dt-quiet", h("span", { class: "dt-hidden" }, ` (${question.ask})`));
      return h("li", {}, h("div", {}, h("span", { class: "dt-asked" }, question.ask), " ", h("strong", {}, given.text)), change);
    };
    return h("section", { class: "dt-path" }, h("h3", {}, this.t("so_far")), h("ol", {}, steps.map(step)));
  }

  question({ ask, help, answers }, n) {
    const choose = (letter) => () => this.go(answer(this.state, this.tree, letter));
    const option = ({ letter, text }) => h("li", {},
      h("button", { type: "button", class: "dt-answer", onclick: choose(letter) }, text));
    return h("section", { class: "dt-card" },
      h("h3", { class: "dt-heading", tabindex: -1 }, h("span", { class: "dt-number" }, this.t("question", { n })), " ", ask),
      help && p("dt-help", help),
      h("ul", { class: "dt-answers" }, answers.map(option)));
  }

  result(result) {
    const { kind, title, text, law, limits, against, second, reconsider, pros, cons, todo, sources } = result;
    const heading = (key) => h("h4", {}, this.t(key));
    const link = ({ title: name, url }) => (/^https?:\/\//.test(url) ? h("a", { href: url }, name) : name);
    const titled = (key, said) => said && h("div", {}, heading(key), p("", said));
    const side = (key, texts) => texts.length > 0 && h("div", {}, heading(key), list("ul", "dt-list", texts));
    return h("section", { class: `dt-card dt-result dt-${kind}` },
      h("h3", { class: "dt-heading", tabindex: -1 }, h("span", { class: "dt-sign", "aria-hidden": "true" }, SIGNS[kind]), " ", title),
      p("dt-text", text),
      law && p("dt-law", this.t("law", { law })),
      (pros.length > 0 || cons.length > 0) && h("div", { class: "dt-sides" }, side("pros", pros), side("cons", cons)),
      against && h("div", { class: "dt-limits" }, heading("against"), p("", against)),
      titled("second", second), titled("reconsider", reconsider),
      limits && h("div", { class: "dt-limits" }, heading("limits"), p("", limits)),
      heading("todo"), list("ol", "dt-list", todo),
      heading("sources"), list("ul", "dt-list dt-sources", sources.map(link)),
      h("div", { class: "dt-row" }, this.button("copy", () => this.copy(), "dt-main")),
      this.content.stays && p("dt-small", this.t("address")));
  }

  async copy() {
    const text = report(this.state, this.content);
    this.stage.querySelector(".dt-by-hand")?.remove();
    try {
      await navigator.clipboard.writeText(text);
      this.status.textContent = this.t("copied");
    } catch { // an old browser, or a page that may not write in the clipboard
      const field = h("textarea", { class: "dt-by-hand", rows: 12, readonly: true, "aria-label": this.t("copy") });
      field.value = text;
      this.stage.querySelector(".dt-result").append(field);
      field.select();
      this.status.textContent = this.t("copy_by_hand");
    }
  }
}

/** Mounts a tree in a page without anywidget: the answers live in the address, so that a result can be sent. */
export function mountStatic(el, content) {
  const { tree } = content;
  const values = { content: { ...content, stays: true }, state: fromHash(tree, location.hash) ?? {} };
  const model = {
    get: (name) => values[name],
    set: (name, value) => (values[name] = value),
    save_changes: () => (location.hash = toHash(values.state)), // the browser's own Back takes an answer back too
    on: () => {}, // only the address changes it from outside
  };
  const view = new View(model, el);
  addEventListener("hashchange", () => {
    const state = location.hash ? fromHash(tree, location.hash) : newState(tree);
    if (!state) return; // a link within the page
    values.state = state;
    view.receive(true); // a link of the page leads here, and the reader with it
  });
  if (values.state.path?.length || view.unread) el.scrollIntoView();
  return view;
}

function render({ model, el }) {
  const view = new View(model, el);
  return () => view.destroy();
}

export default { render };
