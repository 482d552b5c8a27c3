// What the agent can do to the call: let the customer wait, keep nothing of it, end it.

import { button, question } from "./buttons.js";
import { Component, controllable } from "./component.js";
import { element } from "./dom.js";
import { text } from "./strings.js";

const RUNNING = ["listening", "paused"];

/** Shows the parts `status` and `connection`; tells `hold`, `refuse_recording` and `stop`. */
class CallControls extends Component {
  parts = { connection: "connecting", status: { state: "waiting" } };
  #hold = button("hold", "hold", () => this.act("hold"));
  #refuse = button("refuse", "", () => this.#question.ask("refuse", () => this.tell({ type: "refuse_recording" })));
  #stop = button("stop", "", () => this.#question.ask("stop", () => this.tell({ type: "stop" })));
  #question = question();

  build() {
    const row = element("div", "controls", this.#hold.node, this.#refuse.node, this.#stop.node);
    this.replaceChildren(row, this.#question.node);
  }

  render() {
    const { connection, status } = this.parts;
    this.hidden = !this.#running();
    this.#hold.press(Boolean(status.on_hold));
    this.#hold.say(text(status.on_hold ? "control.unhold" : "control.hold"));
    this.#refuse.node.hidden = Boolean(status.recording_refused);
    this.#refuse.say(text("control.refuse"));
    this.#refuse.node.title = text("control.refuse_long");
    this.#stop.say(text("control.stop"));
    for (const control of [this.#hold, this.#refuse, this.#stop]) control.allow(connection === "open");
  }

  act(action) {
    const { connection, status } = this.parts;
    if (action !== "hold" || connection !== "open" || !this.#running()) return false;
    return this.tell({ type: "hold", on: !status.on_hold });
  }

  #running() {
    const { status } = this.parts;
    return controllable(status) && RUNNING.includes(status.state);
  }
}

customElements.define("call-controls", CallControls);
