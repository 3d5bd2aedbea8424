// The committee role-play: its rules and its log, as pure functions over a plain JSON state.
// They are those of culture_d/standard/committee*.py: tests/cases/committee.json holds both to them.
// culture_d/standard/committee_page.py joins this file and committee.js into the one module that pages receive.

// ---- State ----

const VERSION = 1;
const PEOPLE = { min: 2, max: 500 };
export const HANDS_MAX = 999;

export const newState = (people = 12) => ({ version: VERSION, people, votes: {}, decisions: {}, triage: {} });
export const questionOf = (content, id) => content.arbitrations.find((question) => question.id === id);
const isCount = (value, min, max) => Number.isInteger(value) && value >= min && value <= max;
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);

/** Hands counted for each option, 0 included. */
export function votesOf(state, question) {
  const counts = own(state.votes, question.id) ?? {};
  return Object.fromEntries(question.options.map(({ id }) => [id, own(counts, id) ?? 0]));
}

export const optionTaken = (state, question) =>
  question.options.find(({ id }) => id === own(state.decisions, question.id)) ?? null;

/** The same entries in the order of the agenda, those without a value left out. */
function ordered(items, entries) {
  return Object.fromEntries(items.map(({ id }) => [id, own(entries, id)]).filter(([, value]) => value));
}

export function setHands(state, content, question, option, count) {
  const counts = { ...votesOf(state, question), [option]: Math.min(HANDS_MAX, Math.max(0, Math.trunc(count) || 0)) };
  const kept = ordered(question.options, counts);
  const votes = { ...state.votes, [question.id]: Object.keys(kept).length ? kept : null };
  return { ...state, votes: ordered(content.arbitrations, votes) };
}

export function decide(state, content, question, option) {
  const decisions = { ...state.decisions, [question.id]: option };
  return { ...state, decisions: ordered(content.arbitrations, decisions) };
}

export function triage(state, content, comment, verdict) {
  return { ...state, triage: ordered(content.comments, { ...state.triage, [comment]: verdict }) };
}

/** A state that comes from outside (a widget, the browser's storage), or null if it is not one. */
export function readState(value, content) {
  if (!isObject(value) || value.version !== VERSION || !isCount(value.people, PEOPLE.min, PEOPLE.max)) return null;
  if (![value.votes, value.decisions, value.triage].every(isObject)) return null;
  const votes = {};
  for (const [id, hands] of Object.entries(value.votes)) {
    const question = questionOf(content, id);
    if (!question || !isObject(hands)) return null;
    for (const [option, count] of Object.entries(hands)) {
      if (!question.options.some((other) => other.id === option) || !isCount(count, 0, HANDS_MAX)) return null;
    }
    const kept = ordered(question.options, hands);
    if (Object.keys(kept).length) votes[id] = kept;
  }
  for (const [id, option] of Object.entries(value.decisions)) {
    if (!questionOf(content, id)?.options.some((other) => other.id === option)) return null;
  }
  for (const [id, verdict] of Object.entries(value.triage)) {
    if (!content.comments.some((comment) => comment.id === id) || !content.verdicts.includes(verdict)) return null;
  }
  return {
    version: VERSION,
    people: value.people,
    votes: ordered(content.arbitrations, votes),
    decisions: ordered(content.arbitrations, value.decisions),
    triage: ordered(content.comments, value.triage),
  };
}

// ---- The schema ----

const END = "))+$"; // the end of a pattern that lists values
const literal = (value) => value.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
const copy = (value) => JSON.parse(JSON.stringify(value));
const touched = (edit) => edit.add?.name ?? edit.remove ?? edit.field;
const removed = (edits) => edits.flatMap((edit) => edit.remove ?? []);

/** A schema with some changes made; an edit of a column that does not exist, or no longer does, changes nothing. */
export function applyEdits(descriptor, edits) {
  const schema = copy(descriptor);
  for (const edit of edits) {
    const find = (name) => schema.fields.findIndex((field) => field.name === name);
    if (edit.add) {
      if (find(edit.add.name) >= 0) continue;
      const place = find(edit.after);
      schema.fields.splice(place < 0 ? schema.fields.length : place + 1, 0, copy(edit.add));
    } else if (edit.remove) {
      schema.fields = schema.fields.filter((field) => field.name !== edit.remove);
    } else if (find(edit.field) >= 0) change(schema.fields[find(edit.field)], edit);
  }
  return schema;
}

function change(field, { set = {}, value, replace, describe }) {
  const rules = (field.constraints ??= {});
  for (const [key, wanted] of Object.entries(set)) {
    if (wanted === null) delete rules[key];
    else rules[key] = wanted;
  }
  if (value) {
    const { name, ...gloss } = value;
    const before = rules.pattern.endsWith(END) ? rules.pattern.slice(0, -END.length) : rules.pattern;
    rules.pattern = `${before}|${literal(name)}${END}`;
    (field.values ??= {})[name] = gloss;
  }
  if (replace) {
    rules.pattern = rules.pattern.replace(literal(replace.from), () => literal(replace.to));
    const renamed = (name) => (name === replace.from ? replace.to : name);
    const entries = Object.entries(field.values ?? {}).map(([name, gloss]) => [renamed(name), gloss]);
    if (field.values) field.values = Object.fromEntries(entries);
  }
  if (describe) field.descriptions = { ...describe };
}

/** The options taken, then the comments accepted now, each with the edits that another decision leaves it. */
export function decidedOf(state, content) {
  const taken = content.arbitrations.map((about) => ({ about, option: optionTaken(state, about) }));
  const accepted = content.comments.filter(({ id }) => own(state.triage, id) === "now");
  const chosen = [...taken.filter(({ option }) => option), ...accepted.map((about) => ({ about, option: null }))];
  return chosen.map(({ about, option }) => {
    const source = option ?? about;
    const gone = chosen.filter((other) => other.about !== about)
      .flatMap((other) => removed((other.option ?? other.about).edits));
    const edits = source.edits.filter((edit) => !gone.includes(touched(edit)));
    const title = option ? `${about.question} ${option.label}` : about.title;
    const active = edits.length > 0;
    return {
      about, option, title, edits,
      moot: !active && source.edits.length > 0,
      changes: active ? source.changes : [],
      notch: active ? source.notch : null,
    };
  });
}

const LEVELS = ["major", "minor", "patch"];

/** What raises the version: "major", "minor", "patch", or "none". */
export function levelOf(state, content) {
  const found = decidedOf(state, content).flatMap(({ changes }) => changes.map(({ level }) => level));
  return LEVELS.find((level) => found.includes(level)) ?? "none";
}

export const versionOf = (state, content) => content.bumps[levelOf(state, content)];

export function schemaOf(state, content) {
  const edits = decidedOf(state, content).flatMap((item) => item.edits);
  return { ...applyEdits(content.base.descriptor, edits), version: versionOf(state, content) };
}

// ---- The ratchet ----

export const COUNTS = ["compulsory", "to_fill", "to_rewrite", "lost", "added", "files"];

/** What each decision adds and can hardly take back; those that add nothing are left out. */
export function notchesOf(state, content) {
  return decidedOf(state, content)
    .filter(({ notch }) => notch && COUNTS.some((key) => notch[key]))
    .map(({ title, notch }) => ({ title, ...notch }));
}

// ---- Words ----

/** A whole number as the language writes it. */
export const number = (value, lang) =>
  String(value).replace(/\B(?=(\d{3})+$)/g, lang === "fr" ? "\u202f" : ",").replace("-", "\u2212");

/** A message of content.messages, with its {placeholders} filled; the value n chooses one or many. */
export function say(content, key, values = {}) {
  let text = content.messages[key];
  if (typeof text === "object") {
    const one = content.lang === "fr" ? Math.abs(values.n) < 2 : values.n === 1;
    text = one ? text.one : text.many;
  }
  const shown = (value) => (typeof value === "number" ? number(value, content.lang) : value);
  return text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
}

/** Escapes a text so that Markdown shows it as it is. */
const md = (text) => text.replace(/[\\`*_<>|[\]]/g, "\\$&");

export function notchWords(notch, content) {
  const said = COUNTS.filter((key) => notch[key]).map((key) => say(content, `notch_${key}`, { n: notch[key] }));
  return say(content, "notch", { counts: said.join(", ") });
}

// ---- The change log and the minutes ----

/** The log as plain data, which the Markdown file and the printed page lay out. An item is a list of parts, and a
 * part a text or a text in bold. */
export function logOf(state, content) {
  const t = (key, values) => say(content, key, values);
  const items = decidedOf(state, content);
  const blocks = [
    { level: 1, text: t("log_title", { version: versionOf(state, content) }) },
    { text: t("log_intro", { n: state.people, base: content.base.version }) },
  ];
  const section = (key, list) => {
    if (list.length) blocks.push({ level: 2, text: t(key) }, { items: list });
  };
  const changes = items.flatMap((item) => item.changes);
  section("log_breaking", changes.filter(({ breaking }) => breaking).map(({ sentence }) => [sentence]));
  section("log_other", changes.filter(({ breaking }) => !breaking).map(({ sentence }) => [sentence]));
  if (!changes.length) blocks.push({ text: t("log_nothing") });

  const hands = (question) => {
    const counts = votesOf(state, question);
    if (!Object.values(counts).some(Boolean)) return [];
    const said = question.options.map(({ id, label }) => `${label} (${counts[id]})`);
    return [t("log_hands", { hands: said.join(" · ") })];
  };
  const taken = items.filter(({ option }) => option);
  const later = content.arbitrations.filter((q) => own(state.votes, q.id) && !optionTaken(state, q));
  const decisions = [
    ...taken.map(({ about, option, moot }) =>
      [{ strong: about.question }, `${option.label}.`, ...hands(about), ...(moot ? [t("log_moot")] : [])]),
    ...later.map((question) => [{ strong: question.question }, t("log_postponed"), ...hands(question)]),
  ];
  section("log_decisions", decisions);
  const unopened = content.arbitrations.length - decisions.length;
  if (unopened) blocks.push({ text: t("log_open", { n: unopened }) });

  const read = content.comments.filter(({ id }) => own(state.triage, id));
  if (read.length) {
    blocks.push({ level: 2, text: t("log_comments") });
    blocks.push({ text: t("log_read", { n: read.length, total: content.comments.length }) });
    const answered = ({ title, edits }, verdict) =>
      (verdict === "now" && !edits.length ? t("log_in_words", { title }) : title);
    const groups = content.verdicts.map((verdict) => [verdict, read.filter(({ id }) => state.triage[id] === verdict)]);
    blocks.push({
      items: groups.filter(([, list]) => list.length).map(([verdict, list]) =>
        [{ strong: t(`verdict_${verdict}`) }, `(${list.length})`, list.map((comment) => answered(comment, verdict)).join(" · ")]),
    });
  }
  const notches = notchesOf(state, content);
  if (notches.length) {
    blocks.push({ level: 2, text: t("log_ratchet") });
    blocks.push({ text: t("log_ratchet_about", { places: content.places }) });
    blocks.push({ items: notches.map((notch) => [{ strong: notch.title }, notchWords(notch, content)]) });
  }
  return [...blocks, { rule: true }, { text: t("log_credit") }];
}

export function toMarkdown(state, content) {
  const part = (piece) => (piece.strong ? `**${md(piece.strong)}**` : md(piece));
  const blocks = logOf(state, content).map(({ level, text, items, rule }) => {
    if (rule) return "---";
    if (items) return items.map((item) => `- ${item.map(part).join(" ")}`).join("\n");
    return level ? `${"#".repeat(level)} ${text}` : text;
  });
  return `${blocks.join("\n\n")}\n`;
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const esc = (text) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

/** The same log as a page of its own, to print. */
export function toHtml(state, content) {
  const part = (piece) => (piece.strong ? `<strong>${esc(piece.strong)}</strong>` : esc(piece));
  const blocks = logOf(state, content).map(({ level, text, items, rule }) => {
    if (rule) return "<hr>";
    if (items) return `<ul>\n${items.map((item) => `<li>${item.map(part).join(" ")}</li>`).join("\n")}\n</ul>`;
    return level ? `<h${level}>${esc(text)}</h${level}>` : `<p>${esc(text)}</p>`;
  });
  return (
    `<!doctype html>\n<html lang="${content.lang}">\n<head>\n<meta charset="utf-8">\n` +
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">\n' +
    `<title>${esc(logOf(state, content)[0].text)}</title>\n<style>${content.style}</style>\n</head>\n<body>\n` +
    `${blocks.join("\n")}\n</body>\n</html>\n`
  );
}
