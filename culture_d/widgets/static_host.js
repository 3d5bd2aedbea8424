// What an interface needs on a page without anywidget: a model whose state stays in the browser's storage, and the
// right place on the screen after a reload. culture_d/widgets/bundle.py joins it to the interfaces that import it.

/** A model as anywidget gives one. Its state is kept under `key`; `others` names what is only read, such as
 * { other: "the key of the other language" }. Where the browser keeps nothing, the notice is "memory". */
export function staticModel(content, key, others = {}) {
  const values = { content: { ...content, stays: true }, state: {}, notice: null };
  const handlers = {};
  const set = (name, value) => {
    values[name] = value;
    for (const handler of [...(handlers[`change:${name}`] ?? [])]) handler();
  };
  const attempt = (action) => {
    try {
      return action();
    } catch {
      set("notice", "memory"); // private browsing, full or forbidden storage: the game goes on in memory
      return null;
    }
  };
  const stored = (name) => {
    const text = attempt(() => localStorage.getItem(name));
    try {
      return JSON.parse(text) ?? {};
    } catch {
      return { version: null }; // not JSON: the view says that it cannot be read
    }
  };
  const store = () => {
    if (Object.keys(values.state).length) localStorage.setItem(key, JSON.stringify(values.state));
    else localStorage.removeItem(key);
  };
  values.state = stored(key);
  for (const [name, other] of Object.entries(others)) values[name] = stored(other);
  return {
    get: (name) => values[name],
    set,
    save_changes: () => attempt(store),
    on: (event, handler) => (handlers[event] ??= []).push(handler),
    off: (event, handler) => (handlers[event] = handlers[event]?.filter((other) => other !== handler)),
  };
}

/** Brings an interface back in sight after a reload: its first screen may be shorter than the one that was left,
 * and the browser's old place is then below it. An address with a #place keeps that place. */
export function keepInSight(el, inSight = () => el.getBoundingClientRect().top >= 0) {
  const settle = () => location.hash || inSight() || el.scrollIntoView();
  if (document.readyState === "complete") settle();
  else addEventListener("load", () => setTimeout(settle, 50), { once: true });
}
