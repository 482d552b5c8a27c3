// The one place that tells every key, and turns those of a single letter off.

import { button } from "./buttons.js";
import { Component } from "./component.js";
import { element, setText } from "./dom.js";
import { KEYS, keyName, lettersOn, setLetters } from "./keys.js";
import { text } from "./strings.js";

/** Opens when the root fires "help". */
class KeyHelp extends Component {
  #title = element("h2");
  #list = element("dl");
  #hint = element("p", "hint");
  #letters = element("input");
  #lettersName = element("span");
  #close = button("primary", "", () => this.#sheet.close());
  #sheet = element("dialog", "sheet keys");

  build() {
    this.#letters.type = "checkbox";
    this.#letters.addEventListener("change", () => this.#turn(this.#letters.checked));
    const letters = element("label", "letters", this.#letters, this.#lettersName);
    const foot = element("div", "choices", this.#close.node);
    this.#sheet.append(this.#title, this.#list, letters, this.#hint, foot);
    this.replaceChildren(this.#sheet);
    const root = this.closest(".assist");
    root.addEventListener("help", () => this.#sheet.showModal());
    root.dataset.letters = lettersOn() ? "on" : "off";
  }

  render() {
    this.#sheet.setAttribute("aria-label", text("keys.title"));
    setText(this.#title, text("keys.title"));
    setText(this.#hint, text("keys.hint"));
    setText(this.#lettersName, text("keys.letters"));
    this.#close.say(text("keys.close"));
    this.#letters.checked = lettersOn();
    const rows = Object.keys(KEYS).flatMap((action) => [
      element("dt", "", element("kbd", "", keyName(action))),
      element("dd", "", text(`keys.${action}`)),
    ]);
    this.#list.replaceChildren(...rows);
  }

  #turn(on) {
    setLetters(on);
    this.closest(".assist").dataset.letters = on ? "on" : "off";
  }
}

customElements.define("key-help", KeyHelp);
