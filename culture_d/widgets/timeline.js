// A timeline: a year to choose, what a citizen may do by then and whom to ask; then the dates, one by one, by scope.
// Notebooks host it through anywidget, static pages mount it with mountStatic. Nothing is asked of another site.

import { h, say } from "./shared.js";

// ---- Rules, without a page ----

/** From the year before the first event, when there was nothing yet, to the year of the last. */
export const span = ({ events }) => ({ first: events[0].year - 1, last: events.at(-1).year });

/** The events that gave a citizen something to do, up to the end of a year. */
export const rightsBy = ({ events }, year) => events.filter((event) => event.right && event.year <= year);

/** The nearest year before (step -1) or after (step 1) in which there is something new, or null. */
export function change(timeline, year, step) {
  const years = timeline.events.filter((event) => event.right).map((event) => event.year);
  const beyond = years.filter((other) => (other - year) * step > 0);
  if (beyond.length) return step > 0 ? Math.min(...beyond) : Math.max(...beyond);
  return step < 0 && year > span(timeline).first ? span(timeline).first : null;
}

/** The year that was typed or chosen, kept within the timeline; the year before where it is not a number. */
export function yearOf(timeline, typed, before) {
  const { first, last } = span(timeline);
  const year = Math.round(Number(typed));
  return String(typed).trim() && Number.isFinite(year) ? Math.min(Math.max(year, first), last) : before;
}

/** The events of some scopes; of all when none is chosen. */
export const inScopes = ({ events }, scopes) =>
  events.filter((event) => !scopes.length || scopes.includes(event.scope));

// ---- Interface ----

class TimelineView {
  constructor(model, el) {
    this.content = model.get("content");
    this.timeline = this.content.timeline;
    this.t = (key, values) => say(this.content, key, values);
    this.scopes = [];
    el.classList.add("cd-timeline", "cd-host", "ct-ready");
    el.lang = this.content.lang;
    el.append(h("div", { class: "ct-live" }, this.years(), this.dates()));
    this.choose(span(this.timeline).first);
    this.filter();
  }

  button(key, onclick) {
    return h("button", { type: "button", class: "ct-button", onclick }, this.t(key));
  }

  // -- Choose a year --

  years() {
    const { first, last } = span(this.timeline);
    const most = rightsBy(this.timeline, last).length;
    const bars = Array.from({ length: last - first + 1 }, (_, i) => {
      const bar = h("span", {});
      bar.style.height = `${(100 * rightsBy(this.timeline, first + i).length) / most}%`;
      return bar;
    });
    const choose = ({ target }) => this.choose(yearOf(this.timeline, target.value, this.year));
    const limits = { min: first, max: last, step: 1 };
    this.bars = bars;
    this.range = h("input", { type: "range", ...limits, class: "ct-range", "aria-label": this.t("year"), oninput: choose });
    this.typed = h("input", { type: "number", ...limits, inputmode: "numeric", class: "ct-typed", onchange: choose });
    this.steps = { "-1": this.button("previous", () => this.jump(-1)), 1: this.button("next", () => this.jump(1)) };
    this.steps[1].classList.add("ct-main");
    this.count = h("p", { class: "ct-count", role: "status" });
    this.rights = h("ol", { class: "ct-rights" });
    return h("section", { class: "ct-years" },
      h("h2", {}, this.t("years")),
      h("p", {}, this.t("years_how")),
      h("div", { class: "ct-stair", "aria-hidden": "true" }, bars),
      this.range,
      h("div", { class: "ct-ends", "aria-hidden": "true" }, h("span", {}, String(first)), h("span", {}, String(last))),
      h("div", { class: "ct-row" }, this.steps[-1], h("label", { class: "ct-label" }, this.t("year_typed"), this.typed), this.steps[1]),
      this.count,
      this.rights);
  }

  jump(step) {
    const year = change(this.timeline, this.year, step);
    if (year !== null) this.choose(year);
  }

  choose(year) {
    this.year = year;
    this.range.value = this.typed.value = year;
    const { first, last } = span(this.timeline);
    this.bars.forEach((bar, i) => bar.classList.toggle("ct-won", first + i <= year));
    for (const [step, button] of Object.entries(this.steps)) {
      // Not disabled: a button that is pressed to the end must keep the focus.
      button.setAttribute("aria-disabled", change(this.timeline, year, Number(step)) === null);
    }
    const rights = rightsBy(this.timeline, year);
    const fresh = rights.filter((event) => event.year === year).length;
    const counted = rights.length
      ? this.t("count", { year: String(year), n: rights.length })
      : this.t("count_none", { year: String(year) });
    this.count.textContent = [
      counted,
      rights.length > 1 && fresh > 0 && this.t("new", { n: fresh }),
      year === last && this.t("today"),
    ].filter(Boolean).join(" ");
    this.rights.replaceChildren(...[...rights].reverse().map((event) => this.right(event)));
  }

  right({ id, year, title, right }) {
    const see = h("button", {
      type: "button", class: "ct-link", onclick: () => this.see(id), "aria-label": this.t("see", { title }),
    }, this.t("see_short"));
    return h("li", { class: year === this.year ? "ct-fresh" : "" },
      h("p", { class: "ct-since" },
        this.t("since", { year: String(year) }), year === this.year && h("strong", { class: "ct-tag" }, this.t("new_tag"))),
      h("p", { class: "ct-what" }, right.text),
      h("p", { class: "ct-whom" }, this.t("ask", { whom: right.ask }), " ", see));
  }

  /** Opens the event of a right, among all of them. */
  see(id) {
    if (!inScopes(this.timeline, this.scopes).some((event) => event.id === id)) {
      this.scopes = [];
      for (const box of this.boxes) box.checked = false;
      this.filter();
    }
    const { details } = this.items[id];
    details.open = true;
    const summary = details.querySelector("summary");
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "center" });
  }

  // -- The dates, one by one --

  dates() {
    const check = () => {
      this.scopes = this.boxes.filter((box) => box.checked).map((box) => box.value);
      this.filter();
    };
    this.boxes = this.timeline.scopes.map(({ id }) => h("input", { type: "checkbox", value: id, onchange: check }));
    const chips = this.timeline.scopes.map(({ label }, i) => h("label", { class: "ct-chip" }, this.boxes[i], h("span", {}, label)));
    this.items = Object.fromEntries(this.timeline.events.map((event) => [event.id, this.event(event)]));
    this.shown = h("p", { class: "ct-shown", role: "status" });
    const open = (all) => () => {
      for (const { details } of Object.values(this.items)) details.open = all;
    };
    return h("section", { class: "ct-dates" },
      h("h2", {}, this.t("dates")),
      h("fieldset", { class: "ct-scopes" }, h("legend", {}, this.t("scopes")), chips),
      h("div", { class: "ct-row" }, this.shown, this.button("open_all", open(true)), this.button("close_all", open(false))),
      h("ol", { class: "ct-list" }, Object.values(this.items).map(({ item }) => item)));
  }

  event({ when, scope, title, text, right, sources }) {
    const { label } = this.timeline.scopes.find(({ id }) => id === scope);
    const links = sources.map((source) => h("li", {}, h("a", { href: source.url }, source.title)));
    const details = h("details", {},
      h("summary", {},
        h("span", { class: "ct-when" }, when), " ", h("span", { class: "ct-scope" }, label), " ", h("span", { class: "ct-title" }, title)),
      h("p", {}, text),
      right && h("p", { class: "ct-right" }, h("strong", {}, this.t("since_then")), ` ${right.text} `, this.t("ask", { whom: right.ask })),
      h("div", { class: "ct-source" }, h("p", {}, this.t("sources")), h("ul", {}, links)));
    return { details, item: h("li", {}, details) };
  }

  filter() {
    const kept = new Set(inScopes(this.timeline, this.scopes).map(({ id }) => id));
    for (const [id, { item }] of Object.entries(this.items)) item.hidden = !kept.has(id);
    this.shown.textContent = this.t("shown", { n: kept.size, total: this.timeline.events.length });
  }
}

/** Mounts a timeline in a page without anywidget: it has nothing to keep. */
export function mountStatic(el, content) {
  return new TimelineView({ get: () => content }, el);
}

function render({ model, el }) {
  new TimelineView(model, el);
}

export default { render };
