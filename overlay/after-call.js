// After a hard call: a breath, and one thought that stays with the agent.

import { button } from "./buttons.js";
import { Component } from "./component.js";
import { element, setText } from "./dom.js";
import { text } from "./strings.js";

const BREATHS = 3;
const IN_MS = 4000;
const OUT_MS = 6000; // longer out than in: that is what calms

/** Shows the parts `after` and `status`. What is written here is never sent and goes with the next call or a reload. */
class AfterCall extends Component {
  parts = { after: null, status: { state: "waiting", call_id: null } };
  #phase = "rest"; // "in" or "out" while breathing
  #run = 0;
  #title = element("h2");
  #words = element("p", "breath-words");
  #circle = element("span", "circle");
  #breathe = button("", "", () => (this.#phase === "rest" ? this.#start() : this.#rest()));
  #label = element("span");
  #thought = element("textarea");
  #private = element("p", "private");

  build() {
    this.#circle.setAttribute("aria-hidden", "true");
    this.#words.setAttribute("role", "status");
    this.#thought.rows = 2;
    const breath = element("div", "breath", this.#circle, this.#words, this.#breathe.node);
    const thought = element("label", "thought", this.#label, this.#thought);
    this.replaceChildren(this.#title, breath, thought, this.#private);
  }

  changed(before) {
    const { after, status } = this.parts;
    if (after !== null && before.status.call_id === status.call_id) return;
    this.#thought.value = "";
    this.#rest();
  }

  render() {
    this.hidden = !this.parts.after?.hard;
    this.dataset.breath = this.#phase;
    setText(this.#title, text("after.title"));
    setText(this.#words, text(`after.breath.${this.#phase}`));
    this.#breathe.say(text(this.#phase === "rest" ? "after.breathe" : "after.enough"));
    setText(this.#label, text("after.thought"));
    setText(this.#private, text("after.private"));
  }

  #start() {
    this.#run += 1;
    const run = this.#run;
    const step = (breath, phase) => {
      if (run !== this.#run) return;
      if (breath === BREATHS) {
        this.#rest();
        return;
      }
      this.#phase = phase;
      this.render();
      const next = phase === "in" ? () => step(breath, "out") : () => step(breath + 1, "in");
      this.view.setTimeout(next, phase === "in" ? IN_MS : OUT_MS);
    };
    step(0, "in");
  }

  #rest() {
    this.#run += 1;
    this.#phase = "rest";
    this.render();
  }
}

customElements.define("after-call", AfterCall);
