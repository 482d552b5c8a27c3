// The signs of the page, each drawn once: one shape a level of a tip and one a state of the hearing, so that colour is
// never the only sign. They stand under the root, because they have to be in the window that shows them.

const SIGNS = {
  "icon-ask": [
    ["path", "shape", { d: "M16 3a12 12 0 1 1-5.4 22.7L4 28l2.2-6.5A12 12 0 0 1 16 3z" }],
    ["path", "mark", { d: "M12.3 12.2a3.8 3.8 0 1 1 5.6 3.4c-1.3.7-1.9 1.4-1.9 2.8" }],
    ["circle", "dot", { cx: 16, cy: 22, r: 1.7 }],
  ],
  "icon-warn": [
    ["path", "shape", { d: "M16 3.5 30 28H2z" }],
    ["path", "mark", { d: "M16 12.5v7" }],
    ["circle", "dot", { cx: 16, cy: 24, r: 1.7 }],
  ],
  "icon-red": [
    ["path", "shape", { d: "M10.6 3h10.8L29 10.6v10.8L21.4 29H10.6L3 21.4V10.6z" }],
    ["path", "mark", { d: "M16 9v9" }],
    ["circle", "dot", { cx: 16, cy: 23, r: 1.9 }],
  ],
  "lamp-off": [["circle", "ring", { cx: 16, cy: 16, r: 11 }]],
  "lamp-loading": [["circle", "ring dashes", { cx: 16, cy: 16, r: 11 }]],
  "lamp-on": [
    ["circle", "disc", { cx: 16, cy: 16, r: 8 }],
    ["circle", "halo", { cx: 16, cy: 16, r: 14 }],
  ],
  "lamp-paused": [["path", "disc", { d: "M6 4h7v24H6zM19 4h7v24h-7z" }]],
  "lamp-ended": [["path", "disc", { d: "M6 6h20v20H6z" }]],
  "lamp-lost": [["path", "cross", { d: "M6 6l20 20M26 6L6 26" }]],
};
const SVG = "http://www.w3.org/2000/svg";

/** Holds the symbols that `icon` of dom.js names. */
class SignSprite extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const svg = drawn("svg", { class: "sprite", "aria-hidden": "true", focusable: "false" });
    for (const [id, shapes] of Object.entries(SIGNS)) {
      const symbol = drawn("symbol", { id, viewBox: "0 0 32 32" });
      symbol.append(...shapes.map(([tag, name, placed]) => drawn(tag, { class: name, ...placed })));
      svg.append(symbol);
    }
    this.append(svg);
  }
}

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

customElements.define("sign-sprite", SignSprite);
