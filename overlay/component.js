// What every part of the page is: an element that shows some parts of the server's state, and nothing else.

/**
 * A subclass names its parts with what they are before the server has spoken (`parts`), makes its elements once
 * (`build`) and writes the state into them as often as it likes (`render`). The element may move to another window:
 * it is built once all the same, and asks `view` for the window it is in.
 */
export class Component extends HTMLElement {
  #built = false;
  parts = {};

  connectedCallback() {
    if (this.#built) return;
    this.#built = true;
    this.build();
  }

  /** Takes those of `parts` that it knows. */
  update(parts) {
    const known = Object.keys(this.parts).filter((name) => name in parts);
    if (known.length === 0) return;
    const before = { ...this.parts };
    for (const name of known) this.parts[name] = parts[name];
    this.changed(before);
    this.render();
  }

  /** Called before the drawing when a part has come; `before` holds the parts as they were. */
  changed(before) {}

  /** Called once a second. */
  tick() {}

  /** Does `action` (of keys.js); returns whether it was one of its own and possible now. */
  act(action) {
    return false;
  }

  /** Sends `message` to the server; returns false where the line is down. */
  tell(message) {
    return this.dispatchEvent(new CustomEvent("tell", { detail: message, bubbles: true, cancelable: true }));
  }

  /** The window that the element is in now. */
  get view() {
    return this.ownerDocument.defaultView;
  }
}

/** Whether a call is still to come: an account may lie ready, and a call may be started. */
export function before(state) {
  return ["off", "ready", "loading"].includes(state);
}

/** Whether the server takes more than dismissals: an older one closes the connection at a message it does not know. */
export function controllable(status) {
  return "on_hold" in status;
}
