// The draft note after the call, ready to be copied.

import { element, setText } from "./dom.js";
import { text } from "./strings.js";

const SAID_MS = 2500; // how long "copied" stays

/** Shows the part `note`. */
class NoteView extends HTMLElement {
  #note = null;
  #title = element("h2");
  #copy = element("button", "copy");
  #body = element("div", "note-text");
  #timer = 0;

  connectedCallback() {
    this.#copy.type = "button";
    this.#copy.addEventListener("click", () => this.#copyText());
    this.#copy.setAttribute("aria-live", "polite");
    this.#body.tabIndex = 0; // it scrolls, so the keyboard must reach it
    this.replaceChildren(element("div", "section-head", this.#title, this.#copy), this.#body);
    this.hidden = true;
  }

  update(parts) {
    if (!("note" in parts)) return;
    this.#note = parts.note;
    this.render();
  }

  render() {
    this.hidden = this.#note === null;
    setText(this.#title, text("note.title"));
    setText(this.#body, this.#note?.text ?? "");
    this.#say("note.copy");
  }

  async #copyText() {
    try {
      await navigator.clipboard.writeText(this.#note.text);
      this.#say("note.copied");
    } catch {
      // The browser forbids it: select the text, so that the keys do it.
      getSelection().selectAllChildren(this.#body);
      this.#say("note.select");
    }
    this.#timer = setTimeout(() => this.#say("note.copy"), SAID_MS);
  }

  #say(key) {
    clearTimeout(this.#timer);
    setText(this.#copy, text(key));
  }
}

customElements.define("note-view", NoteView);
