// The draft note after the call: to check, to correct, to copy, to keep.

import { button } from "./buttons.js";
import { before as isBefore, Component } from "./component.js";
import { element, inLanguage, setText } from "./dom.js";
import { SPOKEN, text } from "./strings.js";

const SAID_MS = 2500; // how long "copied" stays

/** Shows the parts `note` and `status`; tells `save_note`, also when the field is left, so that the next call takes nothing away. What the agent has changed stays until another draft comes. */
class NoteView extends Component {
  parts = { connection: "connecting", note: null, status: { state: "waiting" } };
  #sent = null; // the text that was sent and is not yet said to be kept
  #failed = false;
  #timer = 0;
  #title = element("h2");
  #state = element("span", "badge");
  #field = element("textarea", "note-text");
  #copy = button("copy", "", () => this.#copyText());
  #save = button("primary save", "", () => this.#saveText());

  build() {
    this.#state.setAttribute("role", "status");
    this.#copy.node.setAttribute("aria-live", "polite");
    inLanguage(SPOKEN, this.#field);
    this.#field.spellcheck = false;
    this.#field.rows = 10; // where the browser does not fit it to the text
    this.#field.addEventListener("input", () => this.render());
    this.#field.addEventListener("blur", () => this.#changed() && this.#saveText());
    const head = element("div", "section-head", this.#title, this.#state);
    this.replaceChildren(head, this.#field, element("div", "choices", this.#copy.node, this.#save.node));
    this.view.addEventListener("beforeunload", (event) => this.#changed() && event.preventDefault());
  }

  changed(before) {
    const { connection, note } = this.parts;
    if (note && note.saved === this.#sent) this.#sent = null;
    if (connection !== "open" && this.#sent !== null) [this.#failed, this.#sent] = [true, null];
    if (note === before.note) {
      if (this.#failed && connection === "open") this.#saveText();
      return;
    }
    // the server says our own words back while the agent may have gone on writing
    if (before.note && note && note.text === before.note.text && this.#field.value !== kept(before.note)) return;
    if (!note && before.note && this.#field.value !== kept(before.note)) {
      if (before.note.saved !== undefined) this.tell({ type: "save_note", text: this.#field.value });
      if (isBefore(this.parts.status.state)) {
        // another run of the server, which does not know this note: what was written stays, to be copied
        this.parts.note = { text: before.note.text };
        return;
      }
    }
    this.#field.value = note ? kept(note) : "";
    this.#failed = false;
  }

  render() {
    const { note } = this.parts;
    this.hidden = note === null;
    setText(this.#title, text("note.title"));
    this.#field.setAttribute("aria-label", text("note.title"));
    setText(this.#state, text(this.#stateKey()));
    this.#say("note.copy");
    this.#save.node.hidden = note?.saved === undefined; // an older server keeps the draft alone
    this.#save.say(text("note.save"));
    this.#save.allow(this.#changed() || note?.saved === null);
  }

  #stateKey() {
    if (this.#failed) return "note.failed";
    if (this.#sent !== null) return "note.saving";
    if (this.#changed()) return "note.changed";
    return typeof this.parts.note?.saved === "string" ? "note.saved" : "note.draft";
  }

  #changed() {
    const { note } = this.parts;
    return note !== null && this.#field.value !== kept(note);
  }

  #saveText() {
    const words = this.#field.value;
    if (this.parts.note.saved === undefined || words === this.#sent) return;
    this.#failed = !this.tell({ type: "save_note", text: words });
    this.#sent = this.#failed ? null : words;
    this.render();
  }

  async #copyText() {
    try {
      await this.view.navigator.clipboard.writeText(this.#field.value);
      this.#say("note.copied");
    } catch {
      this.#field.select(); // the browser forbids it: now the keys do it
      this.#say("note.select");
    }
    this.#timer = this.view.setTimeout(() => this.#say("note.copy"), SAID_MS);
  }

  #say(key) {
    this.view?.clearTimeout(this.#timer);
    this.#copy.say(text(key));
  }
}

/** The agent's own version where there is one. */
function kept(note) {
  return note.saved ?? note.text;
}

customElements.define("note-view", NoteView);
