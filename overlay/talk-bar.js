// Who has talked how much, how much of it at once, and who talks now.

import { Component } from "./component.js";
import { element, setText } from "./dom.js";
import { number, percent, text } from "./strings.js";

const SPEAKERS = ["agent", "customer"];
const SEGMENTS = ["agent", "overlap", "customer"];

/** Shows the part `talk`. */
class TalkBar extends Component {
  parts = { talk: { agent_s: 0, customer_s: 0, speaking: { agent: false, customer: false } } };
  #title = element("h2");
  #pace = element("p", "pace");
  #overlap = element("span", "badge");
  #segments = Object.fromEntries(SEGMENTS.map((name) => [name, element("span", `segment ${name}`)]));
  #labels = Object.fromEntries(SPEAKERS.map((speaker) => [speaker, element("span", `who ${speaker}`)]));
  #now = Object.fromEntries(SPEAKERS.map((speaker) => [speaker, element("span", "now")]));
  #names = Object.fromEntries(SPEAKERS.map((speaker) => [speaker, element("span")]));

  build() {
    const bar = element("div", "bar", ...SEGMENTS.map((name) => this.#segments[name]));
    bar.setAttribute("aria-hidden", "true"); // the labels say the same
    for (const speaker of SPEAKERS) this.#labels[speaker].append(this.#now[speaker], this.#names[speaker]);
    const labels = element("div", "labels", ...SPEAKERS.map((speaker) => this.#labels[speaker]));
    this.replaceChildren(element("div", "section-head", this.#title, this.#overlap), bar, labels, this.#pace);
  }

  render() {
    const { agent_s, customer_s, overlap_s = 0, speaking } = this.parts.talk;
    const all_s = agent_s + customer_s;
    const agent = all_s ? Math.round((100 * agent_s) / all_s) / 100 : 0;
    const shares = { agent, customer: all_s ? 1 - agent : 0 };
    const lengths_s = { agent: agent_s - overlap_s, overlap: overlap_s, customer: customer_s - overlap_s };
    setText(this.#title, text("talk.title"));
    setText(this.#pace, pace(this.parts.talk));
    const seconds = `${number(overlap_s)} ${text("unit.s")}`;
    setText(this.#overlap, overlap_s >= 0.05 ? text("talk.overlap", { seconds }) : "");
    const whole_s = all_s - overlap_s; // what was said at once counts once
    for (const name of SEGMENTS) {
      this.#segments[name].style.flexGrow = all_s ? Math.max(0, lengths_s[name]) / whole_s : 0;
    }
    for (const speaker of SPEAKERS) {
      this.#labels[speaker].dataset.speaking = speaking[speaker];
      const name = text("talk.share", { who: text(`side.${speaker}`), percent: percent(shares[speaker]) });
      setText(this.#names[speaker], all_s ? name : text(`side.${speaker}`));
      this.#now[speaker].title = speaking[speaker] ? text("talk.speaking") : "";
    }
  }
}

/** How fast the agent speaks and how often they cut in; "" while neither is known. */
function pace({ speed_sps, too_fast, interruptions }) {
  const lines = [];
  if (speed_sps) {
    const speed = text("talk.speed", { speed: `${number(speed_sps)} ${text("unit.sps")}` });
    lines.push(too_fast ? `${speed}, ${text("talk.too_fast")}` : speed);
  }
  if (interruptions) lines.push(text("talk.interruptions", { count: interruptions }));
  return lines.join(" · ");
}

customElements.define("talk-bar", TalkBar);
