// What the promise to pay still lacks: five lines, each ticked, in doubt or open.

import { Component } from "./component.js";
import { element, setText } from "./dom.js";
import { day, hasText, money, text } from "./strings.js";

// [the name in `missing`, how its value reads]
const ITEMS = [
  ["amount", (promise) => amount(promise)],
  ["date", (promise) => promise.date && day(promise.date)],
  ["amount_kind", (promise) => promise.amount_kind && text(`kind.${promise.amount_kind}`)],
  ["method", (promise) => promise.method && method(promise.method)],
  ["payer", (promise) => promise.payer && text(`payer.${promise.payer}`)],
];
const MARKS = { clear: "✓", doubtful: "?", unsure: "?", missing: "" };

/** Shows the part `checklist`. */
class PromiseChecklist extends Component {
  parts = { checklist: { status: "none", missing: [] } };
  #title = element("h2");
  #status = element("span", "badge");
  #rows = ITEMS.map(() => ({
    row: element("li"),
    mark: element("span", "mark"),
    name: element("span", "name"),
    value: element("span", "value"),
  }));

  build() {
    for (const { row, mark, name, value } of this.#rows) {
      mark.setAttribute("role", "img");
      row.append(mark, name, value);
    }
    const list = element("ul", "", ...this.#rows.map(({ row }) => row));
    this.replaceChildren(element("div", "section-head", this.#title, this.#status), list);
  }

  render() {
    const promise = this.parts.checklist;
    this.dataset.status = promise.status;
    setText(this.#title, text("checklist.title"));
    setText(this.#status, text(`commitment.${promise.status}`));
    ITEMS.forEach(([item, read], index) => {
      const { row, mark, name, value } = this.#rows[index];
      const known = read(promise);
      const state = stateOf(promise, item, known);
      row.dataset.item = item;
      row.dataset.state = state;
      setText(mark, MARKS[state]);
      mark.setAttribute("aria-label", text(`checklist.${state}`));
      setText(name, text(`checklist.${item}`));
      value.replaceChildren(...reading(known, state));
    });
  }
}

/** `unsure`: not said exactly; `doubtful`: said, but perhaps misheard, until the agent has read it back. */
function stateOf(promise, item, known) {
  if (!known) return "missing";
  if (promise.missing.includes(item)) return "unsure";
  return promise.doubtful?.includes(item) ? "doubtful" : "clear";
}

function reading(known, state) {
  if (state === "missing") return ["–"];
  return state === "clear" ? [known] : [known, element("small", "", text(`checklist.${state}`))];
}

function amount(promise) {
  if (promise.amount_idr === null || promise.amount_idr === undefined) return null;
  const sum = money(promise.amount_idr);
  return promise.amount_approx ? text("checklist.about", { value: sum }) : sum;
}

/** `category` or `category:brand`. */
function method(value) {
  const [category, brand] = value.split(":");
  if (!brand) return text(`method.${category}`);
  const name = hasText(`brand.${brand}`) ? text(`brand.${brand}`) : brand;
  return `${text(`method.${category}`)} ${name}`;
}

customElements.define("promise-checklist", PromiseChecklist);
