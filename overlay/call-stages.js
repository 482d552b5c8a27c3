// How far the call has come: one quiet line, which opens to the stages, each done, late or open.

import { Component } from "./component.js";
import { element, setText } from "./dom.js";
import { ownLabel, text } from "./strings.js";

const MARKS = { done: "✓", late: "!", open: "" };

/** Shows the part `stages`. */
class CallStages extends Component {
  parts = { stages: [] };
  #title = element("span");
  #count = element("span", "badge");
  #list = element("ol");

  build() {
    const summary = element("summary", "", this.#title, this.#count);
    this.replaceChildren(element("details", "stages", summary, this.#list));
  }

  render() {
    const { stages } = this.parts;
    this.hidden = stages.length === 0;
    setText(this.#title, text("stages.title"));
    const done = stages.filter((stage) => stage.done).length;
    setText(this.#count, text("stages.count", { done, all: stages.length }));
    this.#list.replaceChildren(...stages.map(row));
  }
}

function row(stage) {
  const state = stage.done ? "done" : stage.late ? "late" : "open";
  const mark = element("span", "mark", MARKS[state]);
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", text(`stages.${state}`));
  const made = element("li", "", mark, element("span", "name", ownLabel(stage.label)));
  made.dataset.stage = stage.id;
  made.dataset.state = state;
  return made;
}

customElements.define("call-stages", CallStages);
