// All components under one root: what is shown together, in the page, in the small window and on the style page.

import "./account-card.js";
import "./after-call.js";
import "./call-controls.js";
import "./call-stages.js";
import "./call-status.js";
import "./key-help.js";
import "./memo-pad.js";
import "./mood-line.js";
import "./note-view.js";
import "./page-tools.js";
import "./promise-checklist.js";
import "./sign-sprite.js";
import "./start-call.js";
import "./talk-bar.js";
import "./tip-card.js";
import "./transcript-fold.js";
import { before, Component } from "./component.js";

/** The components under `root`, in the order of the page. */
export class Screen {
  #components;

  constructor(root) {
    this.root = root;
    this.#components = [...root.querySelectorAll("*")].filter((node) => node instanceof Component);
    for (const node of this.#components) node.render();
  }

  /** Hands `parts` to every component; each takes those it knows. */
  show(parts) {
    if ("connection" in parts) this.root.dataset.connection = parts.connection;
    if (parts.status) this.root.dataset.phase = phase(parts.status.state);
    for (const node of this.#components) node.update(parts);
  }

  /** Writes everything anew, as after a change of the language. */
  render() {
    for (const node of this.#components) node.render();
  }

  /** Lets a second pass. */
  tick() {
    for (const node of this.#components) node.tick();
  }

  /** Does `action` of keys.js; returns whether any component could. */
  act(action) {
    return this.#components.some((node) => node.act(action));
  }
}

function phase(state) {
  if (before(state)) return "before";
  return state === "ended" ? "after" : "during";
}
