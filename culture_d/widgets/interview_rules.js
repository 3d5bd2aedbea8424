// The data interview: its rules and its reports, as pure functions over a plain JSON state.
// They are those of culture_d/interview/{game,report}.py: tests/cases/interview.json holds both to them.
// culture_d/interview/static.py joins this file and interview.js into the one module that pages receive.

// ---- Rules ----

const VERSION = 1;
const MODES = ["room", "portrait", "table"];
const OUTCOMES = ["open", "answer", "unknown", "declined"];
export const TEXT_MAX = 2000;
export const NAME_MAX = 120;
const MINUTES = { min: 5, max: 30 };

const cut = (text, length) => [...text].slice(0, length).join("");
const sum = (rows, key) => rows.reduce((total, row) => total + row[key], 0);
export const questionOf = (deck, id) => deck.questions.find((question) => question.id === id);
export const entryOf = (state, id) => state.log.find((entry) => entry.question === id);

/** A text without control characters or white space at its ends, cut at 2,000 characters.
 * Half of a character (a lone surrogate, which no file can hold) is dropped. */
export function clean(text) {
  const whole = text.replace(/[\ud800-\udfff]/gu, ""); // with the flag u, the halves of a pair do not match
  const kept = whole.replace(/\r\n?/g, "\n").replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "");
  return cut(kept.trim(), TEXT_MAX).trim();
}

export function newState({ lang, dataset = "", mode = "room", portrait = null, minutes = 10 }) {
  const name = clean(cut(dataset.replace(/\s+/g, " "), NAME_MAX));
  return { version: VERSION, lang, dataset: name, mode, portrait, minutes, current: null, log: [] };
}

/** Asks a question; one already asked keeps its place and its text, and is open again. */
export function ask(state, id) {
  const log = entryOf(state, id)
    ? state.log.map((entry) => (entry.question === id ? { ...entry, outcome: "open" } : entry))
    : [...state.log, { question: id, outcome: "open", text: "" }];
  return { ...state, current: id, log };
}

/** The id of a question drawn among the least explored families; null when every one was asked. */
export function draw(state, deck, r) {
  const left = forgotten(state, deck);
  const families = Object.keys(left);
  if (!families.length) return null;
  const rows = coverage(state, deck);
  const share = (family) => rows[family].asked / rows[family].total;
  const least = Math.min(...families.map(share));
  const hand = families.filter((family) => share(family) === least).flatMap((family) => left[family]);
  return hand[Math.floor(r * hand.length)];
}

function settle(state, outcome, text) {
  if (!state.current) return state;
  const entry = { question: state.current, outcome, text: clean(text) };
  return { ...state, log: state.log.map((old) => (old.question === entry.question ? entry : old)) };
}

/** An empty text is not an answer and changes nothing. */
export const answer = (state, text) => (clean(text) ? settle(state, "answer", text) : state);
export const unknown = (state, text = "") => settle(state, "unknown", text);
export const decline = (state, text = "") => settle(state, "declined", text);

/** Lets a portrait answer the current question; without an answer it does not know. */
export function reply(state, portrait) {
  const found = portrait.answers[state.current] ?? {};
  const text = found.text ?? "";
  if (found.declined) return decline(state, text);
  return found.unknown || !clean(text) ? unknown(state, text) : answer(state, text);
}

export const unanswered = (state) => state.log.filter((entry) => entry.outcome !== "answer");

export function coverage(state, deck) {
  const rows = {};
  for (const { id } of deck.families) rows[id] = { asked: 0, answered: 0, total: 0 };
  for (const { id, family } of deck.questions) {
    const entry = entryOf(state, id);
    rows[family].total += 1;
    rows[family].asked += entry ? 1 : 0;
    rows[family].answered += entry?.outcome === "answer" ? 1 : 0;
  }
  return rows;
}

export function forgotten(state, deck) {
  const never = {};
  for (const family of deck.families) {
    const left = deck.questions.filter(({ id, family: of }) => of === family.id && !entryOf(state, id));
    if (left.length) never[family.id] = left.map(({ id }) => id);
  }
  return never;
}

/** A state that comes from outside (a widget, the browser's storage), or null if it is not one. */
export function readState(value, deck) {
  const isText = (text) => typeof text === "string";
  if (!value || typeof value !== "object" || value.version !== VERSION || !Array.isArray(value.log))
    return null;
  const { lang, dataset, mode, portrait, minutes } = value;
  if (!["en", "fr"].includes(lang) || !isText(dataset) || !MODES.includes(mode)) return null;
  if (!Number.isInteger(minutes) || minutes < MINUTES.min || minutes > MINUTES.max) return null;
  if (!(portrait === null || isText(portrait))) return null;
  const state = newState({ lang, dataset, mode, portrait, minutes });
  for (const entry of value.log) {
    const { question, outcome, text } = entry ?? {};
    if (!questionOf(deck, question) || entryOf(state, question)) return null;
    if (!OUTCOMES.includes(outcome) || !isText(text) || (outcome === "answer" && !clean(text))) return null;
    state.log.push({ question, outcome, text: clean(text) });
  }
  state.current = value.current === undefined ? (state.log.at(-1)?.question ?? null) : value.current;
  return state.current === null || entryOf(state, state.current) ? state : null;
}

// ---- Words ----

/** A message of content.messages, with its {placeholders} filled; the value n chooses one or many. */
export function say(content, key, values = {}) {
  let text = content.messages[key];
  if (typeof text === "object") {
    const one = content.lang === "fr" ? Math.abs(values.n) < 2 : values.n === 1;
    text = one ? text.one : text.many;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function slug(name) {
  const text = name.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD");
  return (
    text
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "dataset"
  );
}

const isLink = (url) => /^https?:\/\/[^\s<>"]+$/.test(url);

export function portraitOf(state, content) {
  const id = { portrait: state.portrait, table: "table" }[state.mode];
  return content.portraits.find((portrait) => portrait.id === id) ?? null;
}

export function sourcesOf(portrait, id) {
  const known = portrait?.sources ?? [];
  const named = (portrait?.answers[id]?.sources ?? []).map((name) =>
    known.find((source) => source.id === name),
  );
  return named.filter((source) => source && isLink(source.url)).map(({ title, url }) => ({ title, url }));
}

// ---- Reports: the same texts as culture_d/interview/report.py ----

const LICENCES = {
  "licence ouverte 2.0": "etalab-2.0",
  "open licence 2.0": "etalab-2.0",
  odbl: "ODbL-1.0",
  "odbl 1.0": "ODbL-1.0",
  "cc by 4.0": "CC-BY-4.0",
  "cc by-sa 4.0": "CC-BY-SA-4.0",
  cc0: "CC0-1.0",
  "cc0 1.0": "CC0-1.0",
};
const licenceName = (text) => (Object.hasOwn(LICENCES, text) ? LICENCES[text] : "other");
const DISTRIBUTION = new Set([
  "dcat:accessURL",
  "dcat:accessService",
  "dcat:byteSize",
  "dcat:compressFormat",
  "dcat:downloadURL",
  "dcat:mediaType",
  "dcat:packageFormat",
  "dct:format",
  "adms:representationTechnique",
]);
const DOCUMENTS = new Set([
  "foaf:Document",
  "dct:LicenseDocument",
  "dct:RightsStatement",
  "dct:Standard",
  "eli:LegalResource",
  "rdfs:Resource",
]);
const DATES = new Set(["dct:issued", "dct:modified"]);
const FACTS = {
  "dct:publisher": "producer",
  "dct:license": "licence",
  "dcat:landingPage": "home",
  contributors: "producer",
  licenses: "licence",
  homepage: "home",
};
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const DAY = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const URLS = /https?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+/g;

export function finding(state, content) {
  const { deck } = content;
  const rows = coverage(state, deck);
  const ids = deck.families.map(({ id }) => id);
  const title = (id) => deck.families.find((family) => family.id === id).title;
  const unopened = ids.filter((id) => !rows[id].asked);
  if (unopened.length === ids.length) return say(content, "finding_none");
  if (unopened.length) {
    return say(content, "finding_unopened", { n: unopened.length, family: title(unopened[0]) });
  }
  const share = (id) => rows[id].asked / rows[id].total;
  const least = ids.reduce((best, id) => (share(id) < share(best) ? id : best));
  if (share(least) < 1) return say(content, "finding_least", { family: title(least), ...rows[least] });
  const missing = unanswered(state).length;
  return missing ? say(content, "finding_missing", { n: missing }) : say(content, "finding_all");
}

/** The content of a report as plain data, which the page, the files and the screen lay out. */
export function outline(state, content) {
  const { deck } = content;
  const portrait = portraitOf(state, content);
  const rows = Object.values(coverage(state, deck));
  const never = forgotten(state, deck);
  const families = [];
  const left = [];
  for (const { id: family, title } of deck.families) {
    const answers = deck.questions
      .filter(({ id, family: of }) => of === family && entryOf(state, id)?.outcome === "answer")
      .map(({ id, ask: asked, plain }) => {
        return { ask: asked, plain, text: entryOf(state, id).text, sources: sourcesOf(portrait, id) };
      });
    if (answers.length) families.push({ title, answers });
    if (never[family]) left.push({ title, questions: never[family].map((id) => questionOf(deck, id).plain) });
  }
  const name = state.dataset;
  const counts = { n: sum(rows, "asked"), total: sum(rows, "total"), answered: sum(rows, "answered") };
  return {
    title: say(content, name ? "report_title" : "report_title_none", { name }),
    summary: say(content, "summary", counts),
    finding: finding(state, content),
    families,
    unanswered: unanswered(state).map(({ question, outcome, text }) => {
      return { plain: questionOf(deck, question).plain, label: say(content, `outcome_${outcome}`), text };
    }),
    forgotten: left,
    more: ["quirks", "quarrels", "privacy"]
      .map((key) => ({ title: say(content, key), items: [portrait?.[key] ?? []].flat().filter(Boolean) }))
      .filter(({ items }) => items.length),
  };
}

/** Escapes a text so that Markdown, MyST included, shows it as it is. */
function md(text) {
  const lines = text.replace(/[\\`*_{}[\]<>#|~$&]/g, "\\$&").split("\n");
  const safe = lines.map((line) =>
    line
      .replace(/^[ \t]+/, "")
      .replace(/^[-+=:!%(]/, "\\$&")
      .replace(/^[0-9]+(?=[.)])/, "$&\\"),
  );
  return safe.join("\n").replace(/[ \t]*\n+/g, "\\\n");
}

const indent = (prefix, text) =>
  text
    .split("\n")
    .map((line) => prefix + line)
    .join("\n");
const bullets = (texts) => texts.map((text) => `- ${md(text)}`.replace(/\n/g, "\n  ")).join("\n");

export function toMarkdown(state, content) {
  const page = outline(state, content);
  const lines = [`# ${md(page.title)}`, `${md(page.summary)}\n${md(page.finding)}`];
  for (const { title, answers } of page.families) {
    lines.push(`## ${md(title)}`);
    for (const { ask: asked, plain, text, sources } of answers) {
      lines.push(`**${md(asked)}**\n${md(plain)}`, indent("> ", md(text)));
      const links = sources.map((source) => `[${md(source.title)}](<${source.url}>)`).join(", ");
      if (links) lines.push(`${md(say(content, "sources"))} ${links}`);
    }
  }
  if (page.unanswered.length) lines.push(`## ${md(say(content, "unanswered"))}`);
  for (const { plain, label, text } of page.unanswered) {
    lines.push(`- ${md(plain)} **${md(label)}**`);
    if (text) lines.push(indent("  > ", md(text)));
  }
  if (page.forgotten.length) lines.push(`## ${md(say(content, "forgotten"))}`);
  for (const { title, questions } of page.forgotten) lines.push(`### ${md(title)}`, bullets(questions));
  for (const { title, items } of page.more) lines.push(`## ${md(title)}`, bullets(items));
  lines.push("---", md(say(content, "credit")));
  return `${lines.join("\n\n")}\n`;
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const esc = (text) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]).replace(/\n/g, "<br>");
const list = (items) => `<ul>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</ul>`;

export function toHtml(state, content) {
  const page = outline(state, content);
  const body = [`<h1>${esc(page.title)}</h1>`, `<p>${esc(page.summary)}<br>${esc(page.finding)}</p>`];
  const heading = (level, text) => body.push(`<h${level}>${esc(text)}</h${level}>`);
  for (const { title, answers } of page.families) {
    heading(2, title);
    for (const { ask: asked, plain, text, sources } of answers) {
      body.push(`<h3>${esc(asked)}</h3>\n<p class="plain">${esc(plain)}</p>`);
      body.push(`<blockquote>${esc(text)}</blockquote>`);
      const links = sources
        .map(({ title: name, url }) => `<a href="${esc(url)}">${esc(name)}</a>`)
        .join(", ");
      if (links) body.push(`<p class="plain">${esc(say(content, "sources"))} ${links}</p>`);
    }
  }
  if (page.unanswered.length) {
    heading(2, say(content, "unanswered"));
    const item = ({ plain, label, text }) =>
      `${esc(plain)} <strong>${esc(label)}</strong>${esc(text && `\n${text}`)}`;
    body.push(list(page.unanswered.map(item)));
  }
  if (page.forgotten.length) heading(2, say(content, "forgotten"));
  for (const { title, questions } of page.forgotten) {
    heading(3, title);
    body.push(list(questions.map(esc)));
  }
  for (const { title, items } of page.more) {
    heading(2, title);
    body.push(list(items.map(esc)));
  }
  return (
    `<!doctype html>\n<html lang="${content.lang}">\n<head>\n<meta charset="utf-8">\n` +
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n' +
    `<title>${esc(page.title)}</title>\n<style>${content.style}</style>\n</head>\n<body>\n<main>\n` +
    `${body.join("\n")}\n</main>\n<footer><p>${esc(say(content, "credit"))}</p></footer>\n</body>\n</html>\n`
  );
}

/** A letter in plain text with the questions that were asked and stayed without an answer. */
export function toLetter(state, content) {
  const entries = unanswered(state);
  const name = state.dataset || say(content, "no_name");
  if (!entries.length) return `${say(content, "producer_none", { name })}\n`;
  const lines = [say(content, "producer_open", { name }), ""];
  entries.forEach(({ question, text }, i) => {
    lines.push(`${i + 1}. ${questionOf(content.deck, question).plain}`);
    if (text) lines.push(`   ${say(content, "producer_note")} ${oneLine(text)}`);
  });
  return [...lines, "", say(content, "producer_close"), ""].join("\n");
}

const oneLine = (text) => text.replace(/[ \t]*\n[ \t\n]*/g, " ");
const urlsIn = (text) => text.match(URLS) ?? [];
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function trimUrl(url) {
  const short = url.replace(/[.,;:!?'\]]+$/, "");
  return short.includes("(") ? short : short.replace(/\).*$/, "");
}

/** The answers that a format can take: [question, text]; a portrait gives its plain facts. */
function learnt(state, content, kind) {
  const portrait = portraitOf(state, content);
  const texts = [];
  for (const question of content.deck.questions) {
    const entry = entryOf(state, question.id);
    if (!question[kind] || entry?.outcome !== "answer" || entry.text === say(content, "aloud")) continue;
    texts.push([question, portrait?.[FACTS[question[kind]]] || entry.text]);
  }
  return texts;
}

export function toDatapackage(state, content) {
  const data = { name: slug(state.dataset) };
  for (const [{ datapackage: key }, text] of learnt(state, content, "datapackage")) {
    const urls = urlsIn(text);
    if (key === "title" || key === "description") data[key] = data[key] ? `${data[key]}\n\n${text}` : text;
    else if (key === "version") data[key] ??= oneLine(text);
    else if (key === "created" && DAY.test(text)) data[key] ??= `${text}T00:00:00Z`;
    else if (key === "homepage" && urls.length) data[key] ??= trimUrl(urls[0]);
    else if (key === "keywords") {
      const words = text
        .split(/[,;\n]/)
        .map(clean)
        .filter(Boolean);
      data[key] = [...new Set([...(data[key] ?? []), ...words])];
    } else if (["licenses", "sources", "contributors"].includes(key)) {
      const item = key === "licenses" ? { name: licenceName(text.toLowerCase()) } : {};
      item.title = text;
      if (urls.length === 1) item.path = trimUrl(urls[0]);
      data[key] ??= [];
      if (!data[key].some((other) => same(other, item))) data[key].push(item);
    }
  }
  if (state.dataset) data.title = state.dataset;
  const rows = state.log.map(({ question, outcome, text }) => {
    const { family, plain } = questionOf(content.deck, question);
    const { title } = content.deck.families.find(({ id }) => id === family);
    return { family: title, question: plain, outcome, answer: text };
  });
  const fields = ["family", "question", "outcome", "answer"].map((name) => ({ name, type: "string" }));
  data.resources = [{ name: "interview", title: say(content, "resource"), data: rows, schema: { fields } }];
  return data;
}

export function toDcat(state, content) {
  const { dcat_nodes: nodes, prefixes } = content.deck;
  const literal = (text) => ({ "@value": text, "@language": content.lang });
  const dataset = { "@type": "dcat:Dataset" };
  const distribution = { "@type": "dcat:Distribution" };
  if (state.dataset) dataset["dct:title"] = literal(state.dataset);
  for (const [question, text] of learnt(state, content, "dcat")) {
    let name = question.dcat;
    if (name === "dct:title" && state.dataset) continue;
    let value = literal(text);
    if (nodes[name]) {
      const { type, label } = nodes[name];
      const urls = DOCUMENTS.has(type) ? urlsIn(text) : [];
      value = { ...(urls.length === 1 && { "@id": trimUrl(urls[0]) }), "@type": type, [label]: value };
    } else if (DATES.has(name) && DAY.test(text)) value = { "@value": text, "@type": "xsd:date" };
    else if (DATES.has(name)) [name, value] = ["rdfs:comment", literal(`${question.plain} ${text}`)];
    const target = DISTRIBUTION.has(name) ? distribution : dataset;
    const before = [target[name] ?? []].flat();
    if (!before.some((other) => same(other, value)))
      target[name] = before.length ? [...before, value] : value;
  }
  if (Object.keys(distribution).length > 1) dataset["dcat:distribution"] = distribution;
  const used = new Set(namesIn(dataset).map((name) => name.split(":")[0]));
  const context = Object.entries(prefixes).filter(([prefix]) => used.has(prefix));
  return { "@context": Object.fromEntries(context), ...dataset };
}

/** Every property and type used in a JSON-LD value. */
function namesIn(value) {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...(key === "@type" ? [item] : namesIn(item))]);
}
