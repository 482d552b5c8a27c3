// The keys of the page, in one place. They work while the page or its small window has the keyboard, and never while
// something is being typed.

const STORED = "assist-keys"; // "off": no key of a single letter (WCAG 2.2, 2.1.4 asks for a way to turn them off)

/** Action -> key, as `KeyboardEvent.key` names it. Every component that knows an action shows its key. */
export const KEYS = {
  dismiss: "Escape",
  useful: "b",
  useless: "t",
  snooze: "z",
  why: "k",
  memo: "m",
  pause: "p",
  hold: "h",
  quiet: "s",
  window: "a",
  help: "?",
};

/** How the key of `action` is written on a button. */
export function keyName(action) {
  return action === "dismiss" ? "Esc" : KEYS[action].toUpperCase();
}

/** Whether the keys of a single letter work. */
export function lettersOn() {
  return localStorage.getItem(STORED) !== "off";
}

/** Turns the keys of a single letter on or off, for good. */
export function setLetters(on) {
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, "off");
}

/** Calls `act(action)` for each key of `page` (a document) that means one; where it returns true, the key is used up. */
export function listen(page, act) {
  page.addEventListener("keydown", (event) => {
    const action = meant(event);
    if (action && act(action)) event.preventDefault();
  });
}

function meant(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing) return null;
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const { target } = event;
  if (target.closest?.("input, textarea, select, [contenteditable]")) return null;
  if (target.ownerDocument?.querySelector("dialog[open]")) return null; // it has its own Esc
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const action = Object.keys(KEYS).find((name) => KEYS[name] === key);
  return action === "dismiss" || lettersOn() ? action : null;
}
