// "Siap?": the step between two calls.

import { button } from "./buttons.js";
import { Component, controllable } from "./component.js";
import { element, setText } from "./dom.js";
import { text } from "./strings.js";

const IDLE = ["off", "loading", "ready", "ended"];

/** Shows the parts `status` and `connection`; tells `start`. */
class StartCall extends Component {
  parts = { connection: "connecting", status: { state: "waiting" } };
  #title = element("h2", "ready");
  #hint = element("p", "hint");
  #start = button("primary start", "", () => this.tell({ type: "start", account: null }));

  build() {
    this.replaceChildren(this.#title, this.#hint, this.#start.node);
  }

  render() {
    const { connection, status } = this.parts;
    const step = { ready: "go", ended: "next", loading: "soon" }[status.state] ?? "wait";
    this.hidden = !controllable(status) || !IDLE.includes(status.state);
    setText(this.#title, text(`start.${step}.title`));
    setText(this.#hint, text(`start.${step}.hint`));
    this.#start.say(text("start.button"));
    this.#start.node.hidden = !(step === "go" || step === "next");
    this.#start.allow(connection === "open");
  }
}

customElements.define("start-call", StartCall);
