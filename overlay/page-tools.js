// The foot of the page: quiet mode, the small window, the keys.

import { button } from "./buttons.js";
import { Component, controllable } from "./component.js";
import { supported } from "./on-top.js";
import { text } from "./strings.js";

/** Shows the parts `status` and `connection`; tells `quiet`, fires "on-top" and "help". */
class PageTools extends Component {
  parts = { connection: "connecting", status: { state: "waiting" } };
  #quiet = button("", "quiet", () => this.act("quiet"));
  #window = button("", "window", () => this.act("window"));
  #help = button("", "help", () => this.act("help"));

  build() {
    this.replaceChildren(this.#quiet.node, this.#window.node, this.#help.node);
    this.closest(".assist").addEventListener("moved", () => this.render());
  }

  render() {
    const { connection, status } = this.parts;
    this.#quiet.node.hidden = !controllable(status);
    this.#quiet.press(Boolean(status.quiet));
    this.#quiet.say(text("tools.quiet"));
    this.#quiet.allow(connection === "open");
    this.#window.node.hidden = !supported();
    this.#window.say(text(this.closest(".assist").dataset.window === "small" ? "tools.tab" : "tools.window"));
    this.#help.say(text("tools.keys"));
  }

  act(action) {
    const { connection, status } = this.parts;
    if (action === "quiet" && connection === "open" && controllable(status)) {
      return this.tell({ type: "quiet", on: !status.quiet });
    }
    if (action === "window" && supported()) return this.#fire("on-top");
    return action === "help" && this.#fire("help");
  }

  #fire(name) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true }));
    return true;
  }
}

customElements.define("page-tools", PageTools);
