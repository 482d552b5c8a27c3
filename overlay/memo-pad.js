// A question is parked here while the customer speaks; it comes back as a tip.

import { Component } from "./component.js";
import { element, setText } from "./dom.js";
import { KEYS, keyName } from "./keys.js";
import { text } from "./strings.js";

const LONGEST = 200; // letters that the server takes

/** Shows the parts `memos`, `status` and `connection`; tells `memo`. */
class MemoPad extends Component {
  parts = { memos: null, status: { state: "waiting" } };
  #before = null; // what had the focus when the key was pressed
  #name = element("span");
  #field = element("input");
  #failed = element("p", "failed");
  #list = element("ul", "memos");

  build() {
    const hint = element("kbd", "", keyName("memo"));
    hint.setAttribute("aria-hidden", "true");
    this.#field.maxLength = LONGEST;
    this.#field.autocomplete = "off";
    this.#field.enterKeyHint = "done";
    this.#field.setAttribute("aria-keyshortcuts", KEYS.memo);
    this.#field.addEventListener("keydown", (event) => this.#typed(event));
    this.#failed.setAttribute("role", "status");
    this.replaceChildren(element("label", "memo", this.#name, this.#field, hint), this.#failed, this.#list);
  }

  render() {
    const { memos, status } = this.parts;
    this.hidden = !memos || !["listening", "paused"].includes(status.state);
    if (!memos) return;
    setText(this.#name, text("memo.title"));
    this.#field.placeholder = text("memo.hint");
    this.#list.hidden = memos.length === 0;
    this.#list.setAttribute("aria-label", text("memo.parked"));
    this.#list.replaceChildren(...memos.map((memo) => element("li", "", memo.text)));
  }

  act(action) {
    if (action !== "memo" || this.hidden) return false;
    this.#before = this.ownerDocument.activeElement;
    this.#field.focus();
    return true;
  }

  #typed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.#park();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#leave();
    }
  }

  #park() {
    const words = this.#field.value.trim();
    const failed = words && !this.tell({ type: "memo", text: words });
    setText(this.#failed, failed ? text("memo.failed") : "");
    if (failed) return;
    this.#field.value = "";
    this.#leave();
  }

  #leave() {
    this.#field.blur();
    if (this.#before !== this.ownerDocument.body) this.#before?.focus();
    this.#before = null;
  }
}

customElements.define("memo-pad", MemoPad);
