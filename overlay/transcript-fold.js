// What was said, folded away: for looking something up, not for reading along.

import { Component } from "./component.js";
import { element, inLanguage, setText } from "./dom.js";
import { clock, SPOKEN, text } from "./strings.js";

const LONGEST = 200; // lines; older ones leave the page

/** Shows the part `transcript`, which brings new and changed lines; `cleared`, and a new call in `status`, empty it. */
class TranscriptFold extends Component {
  #lines = new Map(); // utterance_id -> { line, row }, in order of start_s
  #callId = null;
  #summary = element("summary");
  #empty = element("p", "quiet");
  #list = element("ol");

  build() {
    this.replaceChildren(element("details", "transcript", this.#summary, this.#empty, this.#list));
  }

  update(parts) {
    const another = parts.status && parts.status.call_id !== this.#callId;
    if (another) this.#callId = parts.status.call_id;
    if (another || parts.cleared) this.#clear();
    if (!parts.transcript && !parts.status) return;
    const atEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 40;
    for (const line of parts.transcript ?? []) this.#take(line);
    if (atEnd) this.#list.scrollTop = this.#list.scrollHeight;
    this.render();
  }

  render() {
    setText(this.#summary, text("transcript.title"));
    setText(this.#empty, text("transcript.empty"));
    this.#empty.hidden = this.#lines.size > 0;
    for (const { line, row } of this.#lines.values()) setText(row.children[1], text(`side.${line.speaker}`));
  }

  #clear() {
    this.#lines.clear();
    this.#list.replaceChildren();
  }

  #take(line) {
    const known = this.#lines.get(line.utterance_id);
    if (!known) this.#dropPartial(line);
    if (!line.text) {
      this.#drop(line.utterance_id);
      return;
    }
    const row = known?.row ?? element("li", line.speaker, element("time"), element("b"), element("span", "words"));
    inLanguage(SPOKEN, row.children[2]);
    row.classList.toggle("partial", !line.final);
    setText(row.children[0], clock(line.start_s));
    setText(row.children[2], line.text);
    this.#lines.set(line.utterance_id, { line, row });
    if (!known) this.#place(line, row);
    if (this.#lines.size > LONGEST) this.#drop(this.#list.firstElementChild.dataset.id);
  }

  #place(line, row) {
    row.dataset.id = line.utterance_id;
    const startOf = (other) => this.#lines.get(other.dataset.id).line.start_s;
    const later = [...this.#list.children].find((other) => startOf(other) > line.start_s);
    this.#list.insertBefore(row, later ?? null);
  }

  #dropPartial({ speaker, start_s }) {
    for (const { line } of [...this.#lines.values()]) {
      if (line.speaker === speaker && !line.final && line.start_s <= start_s) this.#drop(line.utterance_id);
    }
  }

  #drop(id) {
    this.#lines.get(id)?.row.remove();
    this.#lines.delete(id);
  }
}

customElements.define("transcript-fold", TranscriptFold);
