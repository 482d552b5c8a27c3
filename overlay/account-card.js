// Whom the call is about: open before the call, one line of it during the call.

import { before, Component } from "./component.js";
import { element, setText } from "./dom.js";
import { day, money, text } from "./strings.js";

/** Shows the part `account`; folds when the part `status` says that the call has begun, and goes when it has ended. */
class AccountCard extends Component {
  parts = { account: null, status: { state: "waiting" } };
  #done = null; // the account, as JSON, whose call has ended: what comes after it is for the next call
  #name = element("span", "customer-name");
  #brief = element("span", "brief");
  #hours = element("p", "hours");
  #sum = element("p", "sum");
  #due = element("p", "due");
  #facts = element("dl");
  #details = element("details", "account");

  build() {
    this.#details.append(element("summary", "", this.#name, this.#brief), this.#sum, this.#due, this.#facts);
    this.replaceChildren(this.#details, this.#hours);
    this.#details.open = true;
  }

  changed(was) {
    const { account, status } = this.parts;
    const ending = status.state === "ended" && was.status.state !== "ended" && was.status.state !== "waiting";
    if (ending) this.#done = JSON.stringify(was.account);
    if (status.state !== was.status.state) this.#details.open = before(status.state);
    if (this.#isNext() && account !== was.account) this.#details.open = true;
  }

  /** Whether this is the account of a call to come. */
  #isNext() {
    const { account, status } = this.parts;
    return before(status.state) || (status.state === "ended" && JSON.stringify(account) !== this.#done);
  }

  render() {
    const { account, status } = this.parts;
    this.hidden = account === null || (status.state === "ended" && !this.#isNext());
    if (account === null) return;
    const owed = has(account.amount_due_idr) ? money(account.amount_due_idr) : "";
    const late = has(account.days_past_due) ? text("account.late", { days: account.days_past_due }) : "";
    const name = [account.honorific, account.name].filter(Boolean).join(" ");
    setText(this.#name, name || text("account.unnamed"));
    setText(this.#brief, owed || late);
    setText(this.#sum, owed);
    const due = has(account.due_date) ? text("account.due", { day: day(account.due_date) }) : "";
    setText(this.#due, [due, late, account.product].filter(Boolean).join(" · "));
    const rows = facts(account).flatMap(([key, value]) => fact(text(`account.${key}`), value));
    this.#facts.replaceChildren(...rows);
    this.#facts.hidden = rows.length === 0;
    setText(this.#hours, account.hours_notice ?? "");
    this.#hours.hidden = !account.hours_notice || !this.#isNext();
  }
}

/** [key of the label, value] of what is known beside the sum. */
function facts(account) {
  const found = [];
  const { promises_kept: kept, promises_broken: broken } = account;
  if (kept || broken) found.push(["promises", text("account.record", { kept, broken })]);
  if (account.best_option) found.push(["offer", account.best_option]);
  const note = account.last_note;
  if (note) found.push(["note", note.date ? text("account.noted", { day: day(note.date), text: note.text }) : note.text]);
  return found;
}

function fact(label, value) {
  return [element("dt", "", label), element("dd", "", value)];
}

function has(value) {
  return value !== null && value !== undefined;
}

customElements.define("account-card", AccountCard);
