// How the customer sounds: in plain words, with a band that fills with the tension.

import { Component } from "./component.js";
import { element, setText } from "./dom.js";
import { text } from "./strings.js";

const LEAST = { calm: 0.06, calming: 0.2, tense: 0.35, raised: 0.6 }; // the band is never emptier than its word

/** Shows the part `mood`; stays away from a server that does not send it. */
class MoodLine extends Component {
  parts = { mood: null };
  #who = element("h2");
  #words = element("span", "mood-words");
  #fill = element("span", "fill");

  build() {
    const band = element("span", "band", this.#fill);
    band.setAttribute("aria-hidden", "true"); // the words say the same
    this.replaceChildren(this.#who, this.#words, band);
  }

  render() {
    const customer = this.parts.mood?.customer;
    this.hidden = !customer;
    if (!customer) return;
    this.dataset.level = customer.level;
    setText(this.#who, text("side.customer"));
    setText(this.#words, text(`mood.${customer.level}`));
    const tension = customer.level === "calm" ? 0 : (customer.strength ?? 0);
    this.#fill.style.width = `${Math.round(100 * Math.min(1, Math.max(LEAST[customer.level] ?? 0, tension)))}%`;
  }
}

customElements.define("mood-line", MoodLine);
