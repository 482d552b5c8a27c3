// Who has talked how much, and who talks now.

import { element, setText } from "./dom.js";
import { number, percent, text } from "./strings.js";

const SPEAKERS = ["agent", "customer"];

/** Shows the part `talk`. */
class TalkBar extends HTMLElement {
  #talk = { agent_s: 0, customer_s: 0, speaking: { agent: false, customer: false } };
  #title = element("h2");
  #pace = element("p", "pace");
  #segments = Object.fromEntries(SPEAKERS.map((speaker) => [speaker, element("span", `segment ${speaker}`)]));
  #labels = Object.fromEntries(SPEAKERS.map((speaker) => [speaker, element("span", `who ${speaker}`)]));
  #now = Object.fromEntries(SPEAKERS.map((speaker) => [speaker, element("span", "now")]));
  #names = Object.fromEntries(SPEAKERS.map((speaker) => [speaker, element("span")]));

  connectedCallback() {
    const bar = element("div", "bar", ...SPEAKERS.map((speaker) => this.#segments[speaker]));
    bar.setAttribute("aria-hidden", "true"); // the labels say the same
    for (const speaker of SPEAKERS) this.#labels[speaker].append(this.#now[speaker], this.#names[speaker]);
    const labels = element("div", "labels", ...SPEAKERS.map((speaker) => this.#labels[speaker]));
    this.replaceChildren(this.#title, bar, labels, this.#pace);
  }

  update(parts) {
    if (!("talk" in parts)) return;
    this.#talk = parts.talk;
    this.render();
  }

  render() {
    const { agent_s, customer_s, speaking } = this.#talk;
    const all_s = agent_s + customer_s;
    const agent = all_s ? Math.round((100 * agent_s) / all_s) / 100 : 0;
    const shares = { agent, customer: all_s ? 1 - agent : 0 };
    setText(this.#title, text("talk.title"));
    setText(this.#pace, pace(this.#talk));
    for (const speaker of SPEAKERS) {
      this.#segments[speaker].style.flexGrow = shares[speaker];
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
