// The pieces of a case, the same alone and in a room: its claim, its clues and their tables, its answer.

import { h, say } from "./shared.js";
import { familyOf, labelOf } from "./investigation_rules.js";

export const p = (kind, ...children) => h("p", { class: kind }, children);
export const row = (...children) => h("div", { class: "cf-row" }, children);
export const hidden = (text) => h("span", { class: "cf-hidden" }, text);
export const heading = (level, text, kind = "") => h(`h${level}`, { class: `cf-heading ${kind}`, tabindex: -1 }, text);
export const numberOf = (set, one) => set.cases.indexOf(one) + 1;

/** A verdict with its number: a room votes with its fingers. */
export const finger = (set, id) =>
  h("span", { class: "cf-finger", "aria-hidden": "true" }, String(set.verdicts.findIndex((verdict) => verdict.id === id) + 1));

export const claim = (content, one) =>
  h("blockquote", { class: "cf-claim" }, h("p", {}, say(content, "quoted", one)));

const LONG = 18; // characters of the longest word that a column bears on a phone

function table(content, { columns, rows, counted, note }, n) {
  const isLong = (cell) => cell.split(/\s+/).some((word) => word.length > LONG);
  const kind = (cell, i) => (counted[i] ? "cf-n" : isLong(cell) ? "cf-long" : null);
  const line = ([first, ...cells]) => h("tr", {}, h("th", { scope: "row", class: kind(first, 0) }, first),
    cells.map((cell, i) => h("td", { class: kind(cell, i + 1) }, cell)));
  return [
    h("div", { class: "cf-table", tabindex: 0, role: "region", "aria-label": say(content, "table_caption", { n }) },
      h("table", {}, h("caption", {}, say(content, "table_caption", { n })),
        h("thead", {}, h("tr", {}, columns.map((name, i) => h("th", { scope: "col", class: kind(name, i) }, name)))),
        h("tbody", {}, rows.map(line)))),
    note && p("cf-note", note),
  ];
}

/** A clue, opened. */
export function cluePart(content, clue, n, level = 4) {
  return h("section", { class: "cf-clue", "data-clue": n },
    heading(level, say(content, "clue_title", { n, title: clue.title })),
    clue.text && p(null, clue.text),
    clue.table && table(content, clue.table, n));
}

/** The five verdicts to choose from; with `about`, each says when to choose it. */
export function verdictChoice({ set }, name, chosen, { legend, about = false, onchange }) {
  const option = ({ id, label, about: when }) => h("label", { class: about ? "cf-option" : "cf-chip" },
    h("input", { type: "radio", name, value: id, checked: id === chosen, onchange }),
    h("span", {}, finger(set, id), h("span", {}, h("strong", {}, label), about && h("small", {}, when))));
  return h("fieldset", { class: "cf-choice" }, h("legend", {}, legend),
    h("div", { class: about ? "cf-options" : "cf-row" }, set.verdicts.map(option)));
}

export const stamp = (content, one) =>
  p("cf-stamp", say(content, "our_verdict", { verdict: labelOf(content.set, one.verdict) }));

/** What we answer to those who conclude otherwise; `mine` was answered already. */
export function others(content, one, mine = "") {
  const left = content.set.verdicts.filter(({ id }) => id !== mine && Object.hasOwn(one.defended, id));
  const line = ({ id, label }) => h("li", {}, finger(content.set, id), h("span", {}, h("strong", {}, `${label}.`), " ", one.defended[id]));
  return left.length > 0 && [p("cf-others-about", say(content, "others_say")), h("ul", { class: "cf-others" }, left.map(line))];
}

export function habit(content, one) {
  const line = say(content, "habit_line", familyOf(content.set, one.family));
  return p("cf-habit", h("strong", {}, say(content, "habit")), " ", line);
}

export function sources(content, one) {
  const link = ({ title, url }) => h("li", {}, /^https?:\/\//.test(url) ? h("a", { href: url }, title) : title);
  return h("div", { class: "cf-sources" }, p(null, say(content, "sources")), h("ul", {}, one.sources.map(link)));
}
