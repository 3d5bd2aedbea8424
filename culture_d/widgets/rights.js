// The letter assistant: a form, the letter as it is being written, and what to do next. Every text is inserted as text.
// Nothing is sent, and nothing is kept: what is typed lives in this view alone, neither in the browser's storage nor in
// the notebook. Notebooks host it through anywidget, static pages with mountStatic.

import { askFirst, h, saveAs, say } from "./shared.js";
import {
  answerDue, asText, calendarFile, calendarWords, compose, dateFault, dueSentence, nextSteps, randomName, startOf,
} from "./rights_rules.js";

const FIELDS = ["organisation", "name", "contact", "reference", "details"];

const today = () => {
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
};

class Assistant {
  constructor(content, el) {
    Object.assign(this, { content, el, serial: Assistant.count++ });
    this.t = (key, values) => say(content, key, values);
    this.form = h("form", { class: "rl-form", autocomplete: "off", onsubmit: (event) => event.preventDefault() });
    this.paper = h("div", { class: "rl-paper" });
    this.steps = h("ol", { class: "rl-steps" });
    this.counted = h("p", { class: "rl-small" });
    this.status = h("p", { class: "rl-status", role: "status" });
    this.form.addEventListener("input", () => this.write());
    el.classList.add("cd-rights", "cd-host", "rl-ready");
    el.lang = content.lang;
    el.append(h("div", { class: "rl-live" },
      h("h2", { class: content.stays ? "rl-hidden" : "rl-title" }, this.t("title")), // a page has its own title
      h("p", { class: "rl-promise" }, this.t("promise")),
      h("div", { class: "rl-columns" }, this.form, this.result())));
    this.begin();
  }

  static count = 0;

  /** Starts from an empty form. */
  begin() {
    this.request = { right: "access", kind: "other", format: "", asks: [], sent: today(), received: "", reminder: false };
    for (const field of FIELDS) this.request[field] = "";
    this.lang = this.content.lang;
    this.tickUsual();
    this.draw();
    this.write();
  }

  get right() {
    return this.content.rights.find(({ id }) => id === this.request.right);
  }

  get kind() {
    return this.content.kinds.find(({ id }) => id === this.request.kind);
  }

  tickUsual() {
    this.request.asks = [...this.right.asks, ...this.right.reasons].filter(({ ticked }) => ticked).map(({ id }) => id);
    this.request.format = this.right.formats[0] ?? "";
  }

  // ---- The form ----

  draw() {
    this.aboutRight = h("div", { class: "rl-about" });
    this.advice = h("p", { class: "rl-note" });
    this.boxes = h("div", {});
    this.referenceLabel = h("span", {});
    const second = [[false, "which_first"], [true, "which_second"]];
    this.form.replaceChildren(
      this.group("right",
        this.radios("right", this.content.rights.map(({ id, choice }) => [id, choice]), this.request.right, (id) => {
          this.request.right = id;
          this.request.details = "";
          this.tickUsual();
          this.drawRight();
        }),
        this.aboutRight),
      this.group("whom",
        this.select("kind", this.content.kinds.map(({ id, name }) => [id, name]), this.request.kind, (id) => {
          this.request.kind = id;
          this.drawKind();
        }),
        this.advice,
        this.area("organisation", this.t("organisation"), 2)),
      this.group("asks", this.boxes),
      this.group("you",
        h("p", { class: "rl-small" }, this.t("you_about")),
        this.field("name", this.t("name"), { autocomplete: "name" }),
        this.area("contact", this.t("contact"), 2),
        this.field("reference", this.referenceLabel),
        h("p", { class: "rl-note" }, this.t("identity"))),
      this.group("when",
        this.date("sent"),
        this.date("received"),
        this.choice("letter_language", ["en", "fr"].map((lang) => [lang, this.t(`language_${lang}`)]), this.lang, (lang) => (this.lang = lang)),
        this.choice("which", second.map(([value, key]) => [value, this.t(key)]), this.request.reminder, (value) => (this.request.reminder = value))));
    this.drawRight();
    this.drawKind();
  }

  /** What depends on the right: its explanation and its boxes. */
  drawRight() {
    const { article, gives, limits, asks, reasons, formats, details_label } = this.right;
    const about = (key, text) => h("p", {}, h("strong", {}, this.t(key)), " ", text);
    this.aboutRight.replaceChildren(about("gives", gives), about("limits", limits), h("p", { class: "rl-small" }, this.t("article", { article })));
    const labels = formats.map((id) => [id, this.content.formats[id]]);
    this.boxes.replaceChildren(
      ...asks.map((ask) => this.box(ask)),
      ...this.area("details", this.t("optional", { label: details_label }), 2),
      ...(reasons.length ? [this.choice("reasons", [], null, null, reasons.map((ask) => this.box(ask)))] : []),
      ...(formats.length > 1 ? [this.choice("format", labels, this.request.format, (id) => (this.request.format = id))] : []));
    this.drawAdvice();
  }

  drawKind() {
    const { number } = this.kind;
    this.referenceLabel.textContent = number[0].toUpperCase() + number.slice(1);
    this.drawAdvice();
  }

  drawAdvice() {
    const warning = this.kind.warnings[this.request.right];
    this.advice.replaceChildren(...[warning && h("strong", {}, warning), warning && " ", this.kind.advice].filter(Boolean));
  }

  id(name) {
    return `rl-${this.serial}-${name}`;
  }

  group(key, ...children) {
    return h("fieldset", { class: `rl-group rl-${key}` }, h("legend", {}, this.t(key)), children);
  }

  choice(key, options, chosen, choose, children = []) {
    return h("fieldset", { class: "rl-choice" }, h("legend", {}, this.t(key)), children, this.radios(key, options, chosen, choose));
  }

  radios(key, options, chosen, choose) {
    return options.map(([value, label]) => h("label", { class: "rl-option" },
      h("input", { type: "radio", name: this.id(key), value: String(value), checked: value === chosen, onchange: () => (choose(value), this.write()) }),
      h("span", {}, label)));
  }

  box({ id, label }) {
    const { asks } = this.request;
    const toggle = ({ target }) => {
      this.request.asks = target.checked ? [...this.request.asks, id] : this.request.asks.filter((other) => other !== id);
    };
    return h("label", { class: "rl-option" }, h("input", { type: "checkbox", checked: asks.includes(id), oninput: toggle }), h("span", {}, label));
  }

  select(key, options, chosen, choose) {
    const onchange = ({ target }) => (choose(target.value), this.write());
    const list = h("select", { id: this.id(key), onchange }, options.map(([value, label]) => h("option", { value, selected: value === chosen }, label)));
    return [h("label", { class: "rl-label", for: this.id(key) }, this.t(key)), list];
  }

  field(key, label, attributes = {}) {
    return this.labelled("input", key, label, { type: "text", ...attributes });
  }

  area(key, label, rows) {
    return this.labelled("textarea", key, label, { rows });
  }

  date(key) {
    return this.labelled("input", key, this.t(key), { type: "date", value: this.request[key] });
  }

  labelled(tag, key, label, attributes) {
    const oninput = ({ target }) => (this.request[key] = target.value);
    const maxlength = this.content.longest[key];
    const control = h(tag, { id: this.id(key), spellcheck: "false", autocomplete: "off", maxlength, ...attributes, oninput });
    if (tag === "textarea") control.value = this.request[key];
    return [h("label", { class: "rl-label", for: this.id(key) }, label), control];
  }

  // ---- The letter ----

  result() {
    const button = (key, act, kind = "") => h("button", { type: "button", class: `rl-button ${kind}`, onclick: act }, this.t(key));
    this.ics = button("save_ics", () => this.saveReminder());
    this.actions = h("div", { class: "rl-row" },
      button("copy", () => this.copy(), "rl-main"),
      button("print", () => this.print()),
      button("save", () => this.save(`${this.t("file_letter")}-${this.request.right}.txt`, this.text(), "text/plain")),
      this.ics,
      button("erase", () => this.erase(), "rl-quiet"));
    return h("section", { class: "rl-result" },
      h("h3", {}, this.t("preview")), this.paper, this.actions, this.status,
      h("h3", {}, this.t("after")), this.steps, this.counted,
      h("p", {}, h("a", { href: this.content.complaint }, this.t("complain_link"))));
  }

  /** Writes the letter again from what is chosen and typed. */
  write() {
    const fault = dateFault(this.request);
    const usable = fault ? { ...this.request, sent: "", received: "" } : this.request;
    this.blocks = compose(usable, this.content, this.lang);
    this.paper.lang = this.lang;
    this.paper.replaceChildren(...this.blocks.map(blockNode));
    const start = startOf(usable);
    this.steps.replaceChildren(...nextSteps(usable, this.content).map((step) => h("li", {}, step)));
    this.counted.textContent = start ? dueSentence(answerDue(start), this.content) : "";
    this.ics.hidden = !start;
    const empty = !this.right.asks.some(({ id }) => this.request.asks.includes(id));
    const [first, last] = [dateOfGdpr(this.content), "2100"];
    this.say(fault ? this.t(fault, { first, last }) : empty ? this.t("nothing_ticked") : "");
    this.el.querySelector(".rl-by-hand")?.remove();
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  text() {
    return asText(this.blocks);
  }

  async copy() {
    this.el.querySelector(".rl-by-hand")?.remove();
    try {
      await navigator.clipboard.writeText(this.text());
      this.say(this.t("copied"));
    } catch { // an old browser, or a page that may not write in the clipboard
      const field = h("textarea", { class: "rl-by-hand", rows: 12, readonly: true, "aria-label": this.t("copy") });
      field.value = this.text();
      this.actions.after(field);
      field.select();
      this.say(this.t("copy_by_hand"));
    }
  }

  save(file, text, type) {
    saveAs(this.el, file, text, type);
    this.say(this.t("saved", { file }));
  }

  saveReminder() {
    const { day } = answerDue(startOf(this.request));
    const text = calendarFile(day, calendarWords(this.request, this.content), randomName(), this.content);
    this.save(`${this.t("file_reminder")}-${this.request.right}.ics`, text, "text/calendar");
  }

  /** Prints the letter alone: it stands for a moment at the end of the page, and the style sheet hides the rest. */
  print() {
    const sheet = h("div", { class: "rl-print", lang: this.lang }, this.blocks.map(blockNode));
    const [root, title] = [document.documentElement, document.title];
    document.body.append(sheet);
    root.dataset.printing = "rights";
    document.title = this.content.letters[this.lang].rights[this.request.right].subject; // the name of a PDF
    addEventListener("afterprint", () => {
      sheet.remove();
      delete root.dataset.printing;
      document.title = title;
    }, { once: true });
    print();
  }

  erase() {
    const words = { text: this.t("erase_ask"), yes: this.t("erase"), no: this.t("erase_no"), kind: "rl-" };
    askFirst(this.el, words, () => {
      this.begin();
      this.say(this.t("erased"));
      this.form.querySelector("input").focus();
    });
  }
}

const dateOfGdpr = ({ lang, letters }) => `25 ${letters[lang].months[4]} 2018`;

function blockNode({ kind, lines: [head, ...rest] }) {
  if (kind === "list") return h("div", { class: "rl-list" }, h("p", {}, head), h("ul", {}, rest.map((line) => h("li", {}, line))));
  return h("p", { class: `rl-${kind}` }, head, rest.map((line) => [h("br"), line]));
}

/** Mounts the assistant in a page without anywidget. A page that comes back from the browser's memory is emptied. */
export function mountStatic(el, content) {
  const assistant = new Assistant({ ...content, stays: true }, el);
  addEventListener("pageshow", ({ persisted }) => persisted && assistant.begin());
  return assistant;
}

function render({ model, el }) {
  new Assistant(model.get("content"), el);
}

export default { render };
