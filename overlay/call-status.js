// The line at the top: is assist connected, does it listen, can it hear. Silent as long as all is well.

import { element, setText } from "./dom.js";
import { clock, number, text } from "./strings.js";

/** Shows the parts `connection`, `status`, `health` and `notice`. */
class CallStatus extends HTMLElement {
  #state = { connection: "connecting", status: { state: "waiting" }, health: null, notice: null };
  #lostAt = null;
  #line = element("span", "state-text");
  #since = element("span", "since");
  #retry = element("span", "retry");
  #health = element("p", "aside");
  #notice = element("p", "aside");

  connectedCallback() {
    const line = element("p", "state", element("span", "lamp"), this.#line);
    line.setAttribute("role", "status");
    this.#health.setAttribute("role", "status");
    this.#notice.setAttribute("role", "status");
    this.replaceChildren(element("div", "line", line, this.#since, this.#retry), this.#health, this.#notice);
    setInterval(() => this.#renderSince(), 1000);
  }

  update(parts) {
    for (const name of Object.keys(this.#state)) if (name in parts) this.#state[name] = parts[name];
    if (this.#state.connection !== "lost") this.#lostAt = null;
    else this.#lostAt ??= Date.now();
    this.render();
  }

  render() {
    const { connection, status, health, notice } = this.#state;
    this.dataset.state = connection === "open" ? status.state : connection;
    setText(this.#line, text(connection === "open" ? `state.${status.state}` : `connection.${connection}`));
    setText(this.#retry, connection === "lost" ? text("connection.retry") : "");
    const lines = connection === "open" ? trouble(health) : "";
    setText(this.#health, lines);
    this.#health.hidden = !lines;
    setText(this.#notice, notice ?? "");
    this.#notice.hidden = !notice;
    this.#renderSince();
  }

  // The seconds stand outside the live region: a screen reader should not count along.
  #renderSince() {
    const gone_s = this.#lostAt === null ? null : (Date.now() - this.#lostAt) / 1000;
    setText(this.#since, gone_s === null ? "" : text("connection.lost_for", { duration: clock(gone_s) }));
  }
}

/** What is wrong with the hearing, the worst first, and what to do about it; "" while all is well. */
function trouble(health) {
  const lines = [];
  for (const state of ["lost", "duplicated", "silent", "clipped", "music", "impaired"]) {
    const who = ["agent", "customer"].filter((speaker) => health?.[speaker] === state);
    if (who.length) lines.push(text(`health.${state}`, { who: who.map((speaker) => text(`side.${speaker}`)).join(", ") }));
  }
  if (health?.swapped) lines.push(text("health.swapped"));
  if (lines.length && health.lost_s > 0) {
    lines.push(text("health.gap", { seconds: `${number(health.lost_s)} ${text("unit.s")}` }));
  }
  return lines.join(" ");
}

customElements.define("call-status", CallStatus);
