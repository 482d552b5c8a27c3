// The line at the top: is assist connected, does it listen, can it hear. Quiet as long as all is well.

import { button } from "./buttons.js";
import { Component, controllable } from "./component.js";
import { element, icon, setText } from "./dom.js";
import { clock, number, text } from "./strings.js";

const LAMPS = { listening: "on", paused: "paused", loading: "loading", ended: "ended", lost: "lost", refused: "lost" };
const FLAGS = ["on_hold", "recording_refused", "quiet"];
const TIMED = ["listening", "paused"];

/** Shows the parts `connection`, `status`, `health` and `notice`; tells `pause`. */
class CallStatus extends Component {
  parts = { connection: "connecting", status: { state: "waiting" }, health: null, notice: null };
  #lostAt_ms = null;
  #lamp = element("span", "lamp");
  #line = element("span", "state-text");
  #flags = element("p", "flags");
  #since = element("span", "since");
  #pause = button("pause", "pause", () => this.act("pause"));
  #retry = element("p", "retry");
  #health = element("p", "aside");
  #notice = element("p", "aside");

  build() {
    const line = element("p", "state", this.#lamp, this.#line);
    for (const node of [line, this.#flags, this.#health, this.#notice]) node.setAttribute("role", "status");
    // The seconds stand outside the live region: a screen reader should not count along.
    const head = element("div", "line", line, this.#since, this.#pause.node);
    this.replaceChildren(head, this.#flags, this.#retry, this.#health, this.#notice);
  }

  changed() {
    if (this.parts.connection !== "lost") this.#lostAt_ms = null;
    else this.#lostAt_ms ??= Date.now();
  }

  render() {
    const { connection, status, health, notice } = this.parts;
    const state = connection === "open" ? status.state : connection;
    if (this.dataset.state !== state) this.#lamp.replaceChildren(icon(`lamp-${LAMPS[state] ?? "off"}`, ""));
    this.dataset.state = state;
    setText(this.#line, text(connection === "open" ? `state.${state}` : `connection.${state}`));
    const flags = connection === "open" ? FLAGS.filter((flag) => status[flag]) : [];
    setText(this.#flags, flags.map((flag) => text(`state.${flag}`)).join(" · "));
    this.#pause.node.hidden = connection !== "open" || !this.#pausable();
    this.#pause.say(text(state === "paused" ? "control.resume" : "control.pause"));
    setText(this.#retry, connection === "lost" ? text("connection.retry") : "");
    const lines = connection === "open" ? trouble(status, health) : "";
    setText(this.#health, lines);
    this.#health.hidden = !lines;
    setText(this.#notice, notice ?? "");
    this.#notice.hidden = !notice;
    this.tick();
  }

  tick() {
    const { connection, status } = this.parts;
    if (this.#lostAt_ms !== null) {
      const gone_s = (Date.now() - this.#lostAt_ms) / 1000;
      setText(this.#since, text("connection.lost_for", { duration: clock(gone_s) }));
    } else {
      const timed = connection === "open" && TIMED.includes(status.state) && status.started_at;
      setText(this.#since, timed ? clock((Date.now() - Date.parse(status.started_at)) / 1000) : "");
    }
  }

  act(action) {
    const { connection, status } = this.parts;
    if (action !== "pause" || connection !== "open" || !this.#pausable()) return false;
    return this.tell({ type: "pause", on: status.state !== "paused" });
  }

  #pausable() {
    const { status } = this.parts;
    return controllable(status) && TIMED.includes(status.state);
  }
}

/** What is wrong with the hearing, the worst first, and what to do about it; "" while all is well. */
function trouble(status, health) {
  if (status.state === "loading") return text(`health.${status.waits_for ?? "model"}`);
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
