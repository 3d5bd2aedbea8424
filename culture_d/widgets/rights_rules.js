// The letters, the day an answer is due and the calendar file: pure functions, those of culture_d/rights/composing.py,
// deadlines.py, calendar_file.py and letters.py. tests/cases/rights.json holds both to the same answers.

import { say } from "./shared.js";

// ---- Dates: texts such as "2026-03-05" ----

const GDPR = "2018-05-25"; // the day from which the regulation applies
const LAST_YEAR = 2100;
const FIXED = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
const AFTER_EASTER = [1, 39, 50];
const pad = (number) => String(number).padStart(2, "0");
const isoOf = (year, month, day) => `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
const numbersOf = (iso) => iso.split("-").map(Number);
const lastDay = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const weekday = (iso) => (new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7; // Monday is 0

function plusDays(iso, days) {
  const [year, month, day] = numbersOf(iso);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** Whether a text is a day that exists. */
export function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [year, month, day] = numbersOf(text);
  return 1 <= month && month <= 12 && 1 <= day && day <= lastDay(year, month);
}

/** Easter Sunday, by the algorithm of Meeus, Jones and Butcher. */
export function easter(year) {
  const a = year % 19, b = Math.floor(year / 100), c = year % 100;
  const d = Math.floor(b / 4), e = b % 4, f = Math.floor((b + 8) / 25), g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30, i = Math.floor(c / 4), k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7, m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return isoOf(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

export function isHoliday(iso) {
  const sunday = easter(Number(iso.slice(0, 4)));
  return FIXED.includes(iso.slice(5)) || AFTER_EASTER.some((days) => plusDays(sunday, days) === iso);
}

export function monthsLater(iso, months) {
  const [year, month, day] = numbersOf(iso);
  const total = year * 12 + month - 1 + months;
  const [then, rank] = [Math.floor(total / 12), (total % 12) + 1];
  return isoOf(then, rank, Math.min(day, lastDay(then, rank)));
}

/** The last day on which an organisation may answer what it received on a day. */
export function answerDue(start, months = 1) {
  const nominal = monthsLater(start, months);
  let day = nominal;
  while (weekday(day) >= 5 || isHoliday(day)) day = plusDays(day, 1);
  return { start, months, nominal, day };
}

/** The day from which the month is counted; "" without a date. */
export const startOf = (request) => request.received || request.sent;

/** The key of the message that says what is wrong with the dates, or null. */
export function dateFault({ sent, received }) {
  const days = [sent, received].filter(Boolean);
  if (!days.every(isDay)) return "error_date";
  if (days.some((day) => day < GDPR || Number(day.slice(0, 4)) > LAST_YEAR)) return "error_date_range";
  return sent && received && received < sent ? "error_order" : null;
}

export function dateWords(iso, lang, months) {
  const [year, month, day] = numbersOf(iso);
  return `${lang === "fr" && day === 1 ? "1er" : day} ${months[month - 1]} ${year}`;
}

export function fullDate(iso, content) {
  const { months } = content.letters[content.lang];
  return `${say(content, "weekdays").split(" ")[weekday(iso)]} ${dateWords(iso, content.lang, months)}`;
}

/** How the day was counted. */
export function dueSentence(due, content) {
  const said = [say(content, "count_months", { n: due.months, start: fullDate(due.start, content), day: fullDate(due.nominal, content) })];
  const [wanted, found] = [due.start, due.nominal].map((iso) => numbersOf(iso)[2]);
  if (wanted !== found) said.push(say(content, "count_short", { day: String(wanted) }));
  if (due.day !== due.nominal) said.push(say(content, "count_moved", { day: fullDate(due.day, content) }));
  return said.join(" ");
}

// ---- The letter, as blocks of lines ----

const DOTS = "…………………………";
const HIDDEN = /[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const oneLine = (text) => text.replace(HIDDEN, "").replace(/[ \t\n\v\f\r]+/g, " ").replace(/^ | $/g, "");
const linesOf = (text) => text.split(/\r\n|\r|\n/).map(oneLine).filter(Boolean);
const block = (kind, ...lines) => ({ kind, lines });
const or = (lines, blank) => (lines.length ? lines : [blank]);

/** The blocks of a letter, in one language. */
export function compose(request, { letters }, lang) {
  const letter = letters[lang];
  const { words } = letter;
  const right = letter.rights[request.right];
  const subject = request.reminder ? fill(words.reminder_subject, right) : right.subject;
  const name = oneLine(request.name) || words.blank_name;
  const dated = request.sent && !request.reminder;
  return [
    block("sender", name, ...or(linesOf(request.contact), words.blank_contact)),
    block("recipient", ...or(linesOf(request.organisation), words.blank_organisation), words.attention),
    block("date", dated ? dateWords(request.sent, lang, letter.months) : words.blank_date),
    block("subject", fill(words.subject, { subject })),
    block("text", words.greeting),
    ...(request.reminder ? second(request, letter, lang) : first(request, right, letter)),
    block("text", words.farewell),
    block("sender", name),
  ];
}

function first(request, right, { kinds, formats, words }) {
  const kind = kinds[request.kind];
  const details = oneLine(request.details);
  const values = { details: details || DOTS, observed: kind.observed };
  const ticked = (asks) => asks.filter(({ id }) => request.asks.includes(id));
  const list = (lead, asks) => block("list", lead, ...or(ticked(asks).map(({ line }) => fill(line, values)), DOTS));
  const told = ticked(right.asks).some(({ line }) => line.includes("{details}"));
  const format = right.formats.includes(request.format) ? request.format : right.formats[0];
  return [
    list(right.lead, right.asks),
    right.reasons_lead && list(right.reasons_lead, right.reasons),
    details && !told && block("text", fill(right.details_line, { details })),
    format && block("text", formats[format]),
    right.closing && block("text", right.closing),
    block("text", fill(words.identity, { number: kind.number, reference: oneLine(request.reference) || DOTS })),
    block("text", words.delay),
    block("text", words.refusal),
  ].filter(Boolean);
}

function second(request, { words, months }, lang) {
  const start = startOf(request);
  const sent = request.sent ? dateWords(request.sent, lang, months) : DOTS;
  const due = start ? dateWords(answerDue(start).day, lang, months) : DOTS;
  return [fill(words.reminder_facts, { sent, due }), words.reminder_ask, words.reminder_next].map((text) => block("text", text));
}

/** A letter as plain text. */
export function asText(blocks) {
  const text = ({ kind, lines: [head, ...rest] }) => [head, ...rest.map((line) => (kind === "list" ? `- ${line}` : line))].join("\n");
  return `${blocks.map(text).join("\n\n")}\n`;
}

// ---- And then ----

/** What to do once the letter is sent, with the dates where there is one. */
export function nextSteps(request, content) {
  const start = startOf(request);
  const step = (key, values) => say(content, `step_${key}`, values);
  if (!start) return [step("proof"), step("undated"), step("complain")];
  const day = (months) => ({ day: fullDate(answerDue(start, months).day, content) });
  return [
    step("proof"),
    ...(request.received ? [] : [step("receipt")]),
    step("due", day(1)),
    step("extended", day(3)),
    step("remind"),
    step("complain"),
  ];
}

/** What the calendar shows: the right and the organisation, nothing of the writer. */
export function calendarWords(request, content) {
  const { name } = content.rights.find(({ id }) => id === request.right);
  const organisation = oneLine(request.organisation.trim().split("\n")[0]);
  const whom = organisation ? say(content, "ics_whom", { organisation }) : "";
  return {
    summary: say(content, "ics_summary", { right: name, whom }),
    description: say(content, "ics_description", { url: content.complaint }),
  };
}

/** A random name for an event, drawn from nothing that the letter holds. */
export function randomName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}@culture-d`;
}

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

// At most 75 bytes a line, never within a character nor after a backslash.
function folded(line) {
  const lines = [];
  let [part, size] = ["", 0];
  for (const character of line) {
    const weight = new TextEncoder().encode(character).length;
    if (part && size + weight >= 75) {
      const kept = part.length > 1 && /[\\^]$/.test(part) ? part.at(-1) : "";
      lines.push(part.slice(0, part.length - kept.length));
      [part, size] = [kept, kept.length];
    }
    part += character;
    size += weight;
  }
  return [...lines, part].join("\r\n ");
}

/** A calendar file with one event of a whole day, and an alarm three days before at nine. */
export function calendarFile(day, { summary, description }, uid, content) {
  const compact = (iso) => iso.replaceAll("-", "");
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//Culture D//rights letters//${content.lang.toUpperCase()}`,
    "BEGIN:VEVENT", `SUMMARY:${escaped(summary)}`,
    `DTSTART;VALUE=DATE:${compact(day)}`, `DTEND;VALUE=DATE:${compact(plusDays(day, 1))}`, `DTSTAMP:${compact(day)}T000000Z`,
    `UID:${uid}`, "CLASS:PRIVATE", `DESCRIPTION:${escaped(description)}`, "TRANSP:TRANSPARENT", `URL:${content.complaint}`,
    "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(summary)}`, "TRIGGER:-P2DT15H", "END:VALARM",
    "END:VEVENT", "END:VCALENDAR", "",
  ].map(folded).join("\r\n");
}
