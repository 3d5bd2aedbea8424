// The rules of the investigation, pure functions over a plain JSON state: those of culture_d/investigation/game.py and
// report.py; tests/cases/investigation.json holds both to them. What is not allowed changes nothing.

import { isNumber, isObject, say, sum } from "./shared.js";

const VERSION = 1;
export const LIMIT = 999; // the most votes for a verdict
export const NOTE = 300; // the most characters of an argument
export const SURE = ["hunch", "rather", "bet"];
export const WHEN = ["before", "after"];

export const caseOf = (set, id) => set.cases.find((one) => one.id === id);
export const familyOf = (set, id) => set.families.find((family) => family.id === id);
export const labelOf = (set, verdict) => set.verdicts.find(({ id }) => id === verdict).label;
const isVerdict = (set, verdict) => set.verdicts.some(({ id }) => id === verdict);
export const newState = (set) => ({ version: VERSION, set: set.id, open: null, cases: {}, room: {} });
const newInquiry = () => ({ path: [], sure: "", clues: 0, told: false, note: "" });
const own = (table, id) => (Object.hasOwn(table, id) ? table[id] : null);
export const inquiryOf = (state, id) => own(state.cases, id);
export const votesOf = (state, id) => own(state.room, id) ?? { before: {}, after: {}, told: false };
export const firstOf = ({ path }) => path[0][1];
export const lastOf = ({ path }) => path.at(-1)[1];

const put = (state, id, changes) => {
  const inquiry = { ...(inquiryOf(state, id) ?? newInquiry()), ...changes };
  return { ...state, cases: { ...state.cases, [id]: inquiry } };
};
/** An inquiry that has a first impression and no answer yet, or null. */
const begun = (state, id) => {
  const inquiry = inquiryOf(state, id);
  return inquiry?.path.length && !inquiry.told ? inquiry : null;
};

/** Opens a case on the table; what was done with it before stays. */
export function open(state, set, id) {
  return caseOf(set, id) ? { ...put(state, id, {}), open: id } : state;
}

/** Puts the folder that lies open back on the wall. */
export const leave = (state) => ({ ...state, open: null });

/** Notes the first impression; it may be corrected until a clue is opened. */
export function first(state, set, id, verdict, sure) {
  const inquiry = inquiryOf(state, id) ?? newInquiry();
  const known = caseOf(set, id) && isVerdict(set, verdict) && SURE.includes(sure);
  return known && !inquiry.clues && !inquiry.told ? put(state, id, { path: [[0, verdict]], sure }) : state;
}

/** Opens the next clue. */
export function clue(state, set, id) {
  const inquiry = begun(state, id);
  return inquiry && inquiry.clues < caseOf(set, id).clues.length ? put(state, id, { clues: inquiry.clues + 1 }) : state;
}

/** Changes one's mind, or comes back to what one thought, with the clues open so far. */
export function change(state, set, id, verdict) {
  const inquiry = begun(state, id);
  if (!inquiry || !isVerdict(set, verdict)) return state;
  const [start, ...others] = inquiry.path; // the impression stays, whatever was thought of it before the first clue
  const earlier = [start, ...others.filter(([n]) => n < inquiry.clues)];
  const path = earlier.at(-1)[1] === verdict ? earlier : [...earlier, [inquiry.clues, verdict]];
  return put(state, id, { path });
}

/** Gives the last verdict: the answer may be read. */
export function verdict(state, set, id, chosen) {
  if (!begun(state, id) || !isVerdict(set, chosen)) return state;
  return put(change(state, set, id, chosen), id, { told: true });
}

const trim = (text) => text.replace(/^ +| +$/g, "");
/** An argument on one line, cut after 300 characters. */
export const cleanNote = (text) => trim([...trim(text.replace(/[ \t\r\n]+/g, " "))].slice(0, NOTE).join(""));

/** Keeps an argument on a case that was opened; an empty one takes it back. */
export function note(state, set, id, text) {
  return inquiryOf(state, id) && typeof text === "string" ? put(state, id, { note: cleanNote(text) }) : state;
}

/** The votes above 0 in the order of the verdicts, or null where they are not votes. */
function cleanVotes(set, counts) {
  if (!isObject(counts)) return null;
  if (!Object.entries(counts).every(([id, n]) => isVerdict(set, id) && isNumber(n, 0, LIMIT))) return null;
  return Object.fromEntries(set.verdicts.filter(({ id }) => counts[id]).map(({ id }) => [id, counts[id]]));
}

/** Notes how many people of a room vote for each verdict, before or after the clues. */
export function vote(state, set, id, when, counts) {
  const kept = cleanVotes(set, counts);
  if (!caseOf(set, id) || !WHEN.includes(when) || !kept) return state;
  return { ...state, room: { ...state.room, [id]: { ...votesOf(state, id), [when]: kept } } };
}

/** Notes that the answer was shown to the room. */
export function tell(state, set, id) {
  return caseOf(set, id) ? { ...state, room: { ...state.room, [id]: { ...votesOf(state, id), told: true } } } : state;
}

/** The fewest people who must have changed their minds, newcomers and early leavers aside. */
export function moved(set, { before, after }) {
  const gains = set.verdicts.map(({ id }) => (after[id] ?? 0) - (before[id] ?? 0));
  return Math.min(sum(gains.filter((n) => n > 0)), -sum(gains.filter((n) => n < 0)));
}

/** "new", "open" or "solved". */
export function status(state, id) {
  const inquiry = inquiryOf(state, id);
  return !inquiry ? "new" : inquiry.told ? "solved" : "open";
}

/** "same", "defended" or "other": how a verdict stands beside ours. */
export const agreement = (one, chosen) =>
  chosen === one.verdict ? "same" : Object.hasOwn(one.defended, chosen) ? "defended" : "other";

/** The ids among which chance may draw: the new cases, else the open ones, else all. */
export function toDraw(set, statusOf) {
  const ids = set.cases.map(({ id }) => id);
  const of = (wanted) => ids.filter((id) => statusOf(id) === wanted);
  return [of("new"), of("open"), ids].find((found) => found.length);
}

/** A state that comes from outside (a widget, the browser's storage), or null if it is not one. */
export function readState(value, set) {
  if (!isObject(value) || value.version !== VERSION || value.set !== set.id) return null;
  const { cases, room, open: at = null } = value;
  if (!isObject(cases) || !isObject(room)) return null;
  const state = newState(set);
  for (const [id, given] of Object.entries(cases)) {
    const inquiry = caseOf(set, id) && readInquiry(set, given, caseOf(set, id).clues.length);
    if (!inquiry) return null;
    state.cases[id] = inquiry;
  }
  for (const [id, given] of Object.entries(room)) {
    if (!caseOf(set, id) || !isObject(given) || typeof given.told !== "boolean") return null;
    const [before, after] = [cleanVotes(set, given.before), cleanVotes(set, given.after)];
    if (!before || !after) return null;
    state.room[id] = { before, after, told: given.told };
  }
  state.open = at;
  return at === null || (typeof at === "string" && inquiryOf(state, at)) ? state : null;
}

function readInquiry(set, given, clues) {
  if (!isObject(given) || !isNumber(given.clues, 0, clues)) return null;
  const { path, sure, clues: opened, told, note: text } = given;
  if (!Array.isArray(path) || typeof told !== "boolean" || typeof text !== "string") return null;
  const inquiry = { path, sure, clues: opened, told, note: cleanNote(text) };
  if (!path.length) return sure === "" && !opened && !told ? inquiry : null;
  const isStep = (step) =>
    Array.isArray(step) && step.length === 2 && isNumber(step[0], 0, opened) && isVerdict(set, step[1]);
  if (!SURE.includes(sure) || !path.every(isStep) || path[0][0] !== 0) return null;
  const onward = path.slice(1).every(([n, chosen], i) => (i === 0 || path[i][0] < n) && path[i][1] !== chosen);
  return onward ? inquiry : null;
}

// ---- The notebook ----

export const solvedOf = (state, set) => set.cases.filter(({ id }) => inquiryOf(state, id)?.told);

/** What was solved, and how sure one was of it at first. */
export function standing(state, set) {
  const rows = solvedOf(state, set).map((one) => ({ one, inquiry: inquiryOf(state, one.id) }));
  const sure = rows.filter(({ inquiry }) => inquiry.sure !== "hunch");
  const badly = sure.filter(({ one, inquiry }) => agreement(one, firstOf(inquiry)) === "other").length;
  return {
    total: set.cases.length,
    solved: rows.length,
    changed: rows.filter(({ inquiry }) => firstOf(inquiry) !== lastOf(inquiry)).length,
    sure: sure.length,
    well: sure.length - badly,
    badly,
    habits: set.families.map(({ id }) => id).filter((id) => rows.some(({ one }) => one.family === id)),
  };
}

/** In one sentence, whether one was right to be sure. */
export function calibration(content, { solved, sure, well, badly }) {
  if (!solved) return "";
  const kind = !sure ? "never" : !badly ? "well" : !well ? "badly" : "mixed";
  return say(content, `calibration_${kind}`, { n: sure, well, badly });
}

/** In three sentences, where one stands. */
export const summary = (content, found) => [
  say(content, "report_solved", { n: found.solved, total: found.total }),
  say(content, found.changed ? "report_changed" : "report_kept", { n: found.changed }),
  calibration(content, found),
];

/** What one thought of a case, in turn, beside our verdict. */
export function told(content, one, inquiry) {
  const { set } = content;
  const [[, start], ...steps] = inquiry.path;
  const ours = say(content, "path_ours", { verdict: labelOf(set, one.verdict) });
  return [
    say(content, "path_first", { verdict: labelOf(set, start), sure: say(content, `sure_${inquiry.sure}`) }),
    ...steps.map(([n, chosen]) => say(content, n ? "path_clue" : "path_again", { n, verdict: labelOf(set, chosen) })),
    `${ours} ${say(content, `path_${agreement(one, lastOf(inquiry))}`)}`,
    ...(inquiry.note ? [say(content, "path_note", { note: inquiry.note })] : []),
  ];
}

export const habits = (content, found) => found.habits.map((id) => say(content, "habit_line", familyOf(content.set, id)));

/** The cases on which a room voted. */
export const votedOf = (state, set) =>
  set.cases.filter(({ id }) => WHEN.some((when) => Object.keys(votesOf(state, id)[when]).length));

/** What a room thought of a case, before and after the clues. */
export function roomLines(content, votes) {
  const { set } = content;
  const filled = WHEN.filter((when) => Object.keys(votes[when]).length);
  const shown = (counts) => set.verdicts.filter(({ id }) => counts[id])
    .map(({ id, label }) => say(content, "room_count", { verdict: label, n: counts[id] })).join(" · ");
  const lines = filled.map((when) => say(content, `room_${when}`, { counts: shown(votes[when]) }));
  return filled.length < 2 ? lines : [...lines, say(content, "room_moved", { n: moved(set, votes) })];
}

/** The notebook as a text. */
export function report(state, content) {
  const { set } = content;
  const found = standing(state, set);
  const item = (one, lines) => [`- ${one.title}`, ...lines.map((line) => `  ${line}`)];
  const lines = [set.title, ""];
  if (!found.solved) lines.push(say(content, "report_none"));
  else {
    lines.push(...summary(content, found), "", say(content, "report_cases"));
    lines.push(...solvedOf(state, set).flatMap((one) => item(one, told(content, one, inquiryOf(state, one.id)))));
    lines.push("", say(content, "report_habits"), ...habits(content, found).map((line) => `- ${line}`));
  }
  const voted = votedOf(state, set);
  if (voted.length) lines.push("", say(content, "report_room"));
  for (const one of voted) lines.push(...item(one, roomLines(content, votesOf(state, one.id))));
  return `${lines.join("\n")}\n`;
}
