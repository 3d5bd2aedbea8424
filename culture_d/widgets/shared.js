// What the interfaces say and build with: messages, elements, a question before erasing, a file to keep.
// Every text is inserted as text, never as markup. culture_d/widgets/bundle.py joins it to those that import it.

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
export const isNumber = (value, least, most) => Number.isInteger(value) && least <= value && value <= most;
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
export const sum = (numbers) => numbers.reduce((total, n) => total + n, 0);

/** A number as the reader's language writes it: the same as culture_d.i18n.number. */
export const figure = (value, lang) =>
  value.toLocaleString(lang === "fr" ? "fr-FR" : "en-GB", { maximumFractionDigits: 2 }).replace("-", "−");

/** A message of content.messages with its {placeholders} filled; the value n chooses one or many. */
export function say({ messages, lang }, key, values = {}) {
  let text = messages[key];
  if (isObject(text)) text = (lang === "fr" ? Math.abs(values.n) < 2 : values.n === 1) ? text.one : text.many;
  const shown = (value) => (typeof value === "number" ? figure(value, lang) : value);
  return text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
}

/** An element; a string among its children becomes a text node. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return node;
}

/** Asks before an action that cannot be undone. */
export function askFirst(host, { text, yes, no, kind = "" }, action) {
  const close = () => dialog.close();
  const act = () => (close(), action());
  const button = (words, onclick, more = "") =>
    h("button", { type: "button", class: `${kind}button ${more}`, onclick }, words);
  const buttons = h("div", { class: `${kind}row` }, button(no, close), button(yes, act, `${kind}main`));
  const dialog = h("dialog", { class: `${kind}dialog`, "aria-label": text }, h("p", {}, text), buttons);
  dialog.addEventListener("close", () => dialog.remove());
  host.append(dialog);
  dialog.showModal();
}

/** Gives a text to keep as a file. */
export function saveAs(host, file, text, type = "text/plain") {
  const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = h("a", { href, download: file, hidden: true });
  host.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}
