// The one tip: what to say, in large letters; why, on demand. It never takes the focus.

import { element, icon, setText } from "./dom.js";
import { clock, hasText, number, text } from "./strings.js";

const QUIET = { waiting: "tip.before", listening: "tip.none", ended: "tip.after" };

/** Shows the parts `tip`, `status` and `connection`; fires "tip-dismissed" with `{tip_id, misheard}`. */
class TipCard extends HTMLElement {
  #state = { connection: "connecting", status: { state: "waiting" }, tip: null };
  #dismissed = null; // the id that was closed here: hidden at once, until the server takes it away
  #misheard = false; // whether it was closed as misheard
  #icon = element("span", "tip-icon");
  #level = element("p", "level");
  #polite = element("p", "say");
  #urgent = element("p", "say");
  #quiet = element("p", "quiet");
  #summary = element("summary");
  #reasons = element("div", "reasons");
  #details = element("details", "why", this.#summary, this.#reasons);
  #closeText = element("span");
  #close = element("button", "dismiss", this.#closeText, element("kbd", "", "Esc"));
  // For tips that stop all others. No key: what brings those back must be meant.
  #wrong = element("button", "dismiss misheard");

  connectedCallback() {
    this.#polite.setAttribute("role", "status");
    this.#urgent.setAttribute("role", "alert");
    this.#close.type = "button";
    this.#wrong.type = "button";
    this.#close.addEventListener("click", () => this.#dismiss());
    this.#wrong.addEventListener("click", () => this.#dismiss(true));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#dismiss());
    const head = element("div", "tip-head", this.#icon, this.#level);
    const actions = element("div", "actions", this.#wrong, this.#close);
    const foot = element("div", "foot", this.#details, actions);
    this.replaceChildren(head, this.#polite, this.#urgent, foot, this.#quiet);
  }

  update(parts) {
    if (!["connection", "status", "tip"].some((name) => name in parts)) return;
    const before = this.#state.tip?.tip_id;
    for (const name of Object.keys(this.#state)) if (name in parts) this.#state[name] = parts[name];
    if (this.#state.tip?.tip_id !== before) this.#details.open = false;
    // Closed while the line was down: the server still has it, so say it again.
    if (parts.tip && parts.tip.tip_id === this.#dismissed) this.#tell();
    this.render();
  }

  render() {
    const tip = this.#shown();
    this.dataset.level = tip?.level ?? "none";
    this.dataset.ended = this.#state.status.state === "ended";
    setText(this.#level, tip ? text(`level.${tip.level}`) : "");
    setText(this.#polite, tip && tip.level !== "red" ? tip.say : "");
    setText(this.#urgent, tip?.level === "red" ? tip.say : "");
    this.#icon.replaceChildren(...(tip ? [icon(`icon-${tip.level}`)] : []));
    setText(this.#quiet, tip ? "" : text(this.#quietKey()));
    setText(this.#summary, text("tip.why"));
    setText(this.#closeText, text("tip.dismiss"));
    setText(this.#wrong, text("tip.misheard"));
    this.#wrong.hidden = !tip?.may_be_misheard;
    this.#reasons.replaceChildren(...(tip ? reasons(tip) : []));
  }

  // A tip may be stale by the time that the line is back, so none is shown while it is down.
  #shown() {
    const { connection, tip } = this.#state;
    return connection === "open" && tip && tip.tip_id !== this.#dismissed ? tip : null;
  }

  #quietKey() {
    const { connection, status } = this.#state;
    if (connection === "connecting") return "tip.before";
    return connection === "open" ? QUIET[status.state] : "tip.gone";
  }

  #dismiss(misheard = false) {
    if (!this.#shown()) return;
    this.#dismissed = this.#state.tip.tip_id;
    this.#misheard = misheard;
    this.#tell();
    this.render();
  }

  #tell() {
    const detail = { tip_id: this.#dismissed, ...(this.#misheard && { misheard: true }) };
    this.dispatchEvent(new CustomEvent("tip-dismissed", { detail, bubbles: true }));
  }
}

/** Why the tip came: the reason, what was heard and measured, and the rule. */
function reasons(tip) {
  const heard = tip.evidence.filter((item) => item.words).map((item) => element("p", "heard", quote(item)));
  const values = tip.evidence.flatMap((item) => Object.entries(item.measured));
  const measured = values.map(([key, value]) => measure(key, value));
  const rule = `${text("tip.rule")}: ${tip.rule_id}, ${text("tip.version", { version: tip.playbook_version })}`;
  const lines = measured.length ? [element("p", "", `${text("tip.measured")}: ${measured.join(", ")}`)] : [];
  return [element("p", "because", tip.why), ...heard, ...lines, element("p", "rule", rule)];
}

function quote(item) {
  return `${text(`side.${item.speaker}`)}, ${clock(item.start_s)}: “${item.words}”`;
}

/** A measured value; the unit is the suffix of its key, as in overlap_s. A yes or no (1, 0) has a text of its own. */
function measure(key, value) {
  if (hasText(`measured.${key}.${value}`)) return text(`measured.${key}.${value}`);
  const cut = key.lastIndexOf("_");
  const [name, unit] = hasText(`unit.${key.slice(cut + 1)}`) ? [key.slice(0, cut), key.slice(cut + 1)] : [key, ""];
  const label = hasText(`measured.${key}`) ? text(`measured.${key}`) : name.replaceAll("_", " ");
  return `${label} ${number(value)}${unit ? ` ${text(`unit.${unit}`)}` : ""}`;
}

customElements.define("tip-card", TipCard);
