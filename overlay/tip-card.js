// The one tip: what to say, in large letters; why, on demand. It never takes the focus.

import { button } from "./buttons.js";
import { Component, controllable } from "./component.js";
import { element, icon, inLanguage, setText } from "./dom.js";
import { keyName } from "./keys.js";
import { SPOKEN, text } from "./strings.js";
import { reasons } from "./tip-reasons.js";

const QUIET = { listening: "tip.none", paused: "tip.paused", ended: "tip.after" };
const MEMO = "memo"; // the rule of a question that the agent parked
const LONG = 90; // letters; past them the text is set smaller, so that the card keeps its height
const RATE_S = 20; // a tip that helped is often gone by the time that one can say so

/** Shows the parts `tip`, `rated`, `status` and `connection`; tells `dismiss`, `rate` and `snooze`. */
class TipCard extends Component {
  parts = { connection: "connecting", status: { state: "waiting" }, tip: null, rated: null };
  #judged = new Map(); // tip_id -> useful
  #closed = new Map(); // tip_id -> what was told: hidden at once, until the server takes it away
  #since_ms = 0; // when the tip came
  #last = null; // { tip, gone_ms }: the tip before, while it can be rated
  #icon = element("span", "tip-icon");
  #level = element("p", "level");
  #age = element("span", "age");
  #polite = element("p", "say");
  #urgent = element("p", "say");
  #quiet = element("p", "quiet");
  #lastWords = element("p", "last");
  #summary = element("span");
  #reasons = element("div", "reasons");
  #details = element("details", "why");
  #snooze = button("plain", "snooze", () => this.#close("snooze"));
  #dismiss = button("plain dismiss", "dismiss", () => this.#close("dismiss"));
  // For tips that stop all others. No key: what brings those back must be meant.
  #wrong = button("plain", "", () => this.#close("dismiss", { misheard: true }));
  #useful = button("rate", "useful", () => this.#rate(true));
  #useless = button("rate", "useless", () => this.#rate(false));

  build() {
    this.#polite.setAttribute("role", "status");
    this.#urgent.setAttribute("role", "alert");
    inLanguage(SPOKEN, this.#polite, this.#urgent);
    this.#dismiss.say("✕");
    const hint = element("kbd", "", keyName("why"));
    hint.setAttribute("aria-hidden", "true");
    this.#details.append(element("summary", "", this.#summary, hint), this.#reasons);
    const ways = element("div", "ways", this.#wrong.node, this.#snooze.node, this.#dismiss.node);
    const head = element("div", "tip-head", this.#icon, this.#level, this.#age, ways);
    const foot = element("div", "foot", this.#details, element("div", "rates", this.#useful.node, this.#useless.node));
    this.replaceChildren(head, this.#polite, this.#urgent, this.#quiet, this.#lastWords, foot);
  }

  changed(before) {
    const { tip, rated, status } = this.parts;
    if (status.call_id !== before.status.call_id) this.#last = null;
    if (rated) this.#judged.set(rated.tip_id, rated.useful);
    if (tip?.tip_id !== before.tip?.tip_id) {
      this.#details.open = false;
      if (before.tip) this.#last = { tip: before.tip, gone_ms: Date.now() };
      if (tip) this.#since_ms = this.#came_ms();
    }
    // Closed while the line was down: the server still has it, so say it again.
    if (tip && tip !== before.tip && this.#closed.has(tip.tip_id)) this.tell(this.#closed.get(tip.tip_id));
  }

  render() {
    const tip = this.#shown();
    const { status } = this.parts;
    this.dataset.level = tip?.level ?? "none";
    this.dataset.long = (tip?.say.length ?? 0) > LONG;
    const own = tip?.rule_id === MEMO;
    setText(this.#level, tip ? text(own ? "memo.title" : `level.${tip.level}`) : "");
    setText(this.#polite, tip && tip.level !== "red" ? tip.say : "");
    setText(this.#urgent, tip?.level === "red" ? tip.say : "");
    this.#icon.replaceChildren(...(tip ? [icon(`icon-${tip.level}`)] : []));
    setText(this.#quiet, tip ? "" : text(this.#quietKey(status)));
    setText(this.#summary, text("tip.why"));
    this.#dismiss.node.setAttribute("aria-label", text("tip.dismiss"));
    this.#dismiss.node.title = text("tip.dismiss");
    this.#wrong.say(text("tip.misheard"));
    this.#wrong.node.hidden = !tip?.may_be_misheard;
    this.#snooze.say(text("tip.snooze"));
    this.#snooze.node.title = text("tip.snooze_long");
    this.#snooze.node.hidden = !this.#snoozable();
    this.#reasons.replaceChildren(...(tip ? reasons(tip) : []));
    this.tick();
  }

  tick() {
    const tip = this.#shown();
    const old_s = Math.floor((Date.now() - this.#since_ms) / 1000);
    setText(this.#age, tip ? (old_s < 2 ? text("tip.new") : age(old_s)) : "");
    const about = this.#rateable();
    this.dataset.rateable = about !== null;
    setText(this.#lastWords, about && !tip ? text("tip.last", { say: about.say }) : "");
    const useful = about ? this.#judged.get(about.tip_id) : undefined;
    this.#useful.say(text("tip.useful"));
    this.#useless.say(text("tip.useless"));
    this.#useful.press(useful === true);
    this.#useless.press(useful === false);
  }

  act(action) {
    if (action === "dismiss" || action === "snooze") return this.#close(action);
    if (action === "useful" || action === "useless") return this.#rate(action === "useful");
    if (action !== "why" || !this.#shown()) return false;
    this.#details.open = !this.#details.open;
    return true;
  }

  // A tip may be stale by the time that the line is back, so none is shown while it is down.
  #shown() {
    const { connection, tip } = this.parts;
    return connection === "open" && tip && !this.#closed.has(tip.tip_id) ? tip : null;
  }

  /** The tip that can be rated: the one shown, or the one that has just gone; null where no server takes it. */
  #rateable() {
    const { connection, status } = this.parts;
    if (!controllable(status) || connection !== "open" || status.state === "ended") return null;
    const recent = this.#last && Date.now() - this.#last.gone_ms < RATE_S * 1000 ? this.#last.tip : null;
    const tip = this.#shown() ?? recent;
    return tip?.rule_id === MEMO ? null : tip;
  }

  /** Red tips are never held back, and a memo comes once. */
  #snoozable() {
    const { status, tip } = this.parts;
    return controllable(status) && tip !== null && tip.level !== "red" && tip.rule_id !== MEMO;
  }

  /** When the tip came: now, if it came while the page looked; else by the time of the call. */
  #came_ms() {
    const { connection, status, tip } = this.parts;
    if (connection === "open" || !status.started_at) return Date.now();
    return Math.min(Date.now(), Date.parse(status.started_at) + 1000 * tip.at_s);
  }

  #quietKey(status) {
    const { connection } = this.parts;
    if (connection !== "open") return connection === "connecting" ? "tip.before" : "tip.gone";
    if (status.state === "listening" && status.on_hold) return "tip.hold";
    if (status.state === "listening" && status.quiet) return "tip.quiet";
    return QUIET[status.state] ?? "tip.before";
  }

  #close(type, more = {}) {
    const tip = this.#shown();
    if (!tip || (type === "snooze" && !this.#snoozable())) return false;
    const message = { type, tip_id: tip.tip_id, ...more };
    this.#closed.set(tip.tip_id, message);
    this.#last = { tip, gone_ms: Date.now() };
    this.tell(message);
    this.render();
    return true;
  }

  #rate(useful) {
    const tip = this.#rateable();
    return tip !== null && this.tell({ type: "rate", tip_id: tip.tip_id, useful });
  }
}

function age(seconds) {
  return seconds < 60 ? text("tip.seconds", { seconds }) : text("tip.minutes", { minutes: Math.floor(seconds / 60) });
}

customElements.define("tip-card", TipCard);
