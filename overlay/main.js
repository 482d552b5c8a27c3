// Wires the connection to the components. Each component shows the parts that it is given and nothing else.

import { Connection } from "./connection.js";
import { loadStrings, setLanguage, text } from "./strings.js";
import "./call-stages.js";
import "./call-status.js";
import "./note-view.js";
import "./promise-checklist.js";
import "./talk-bar.js";
import "./tip-card.js";
import "./transcript-fold.js";

const components = [
  "call-status",
  "tip-card",
  "note-view",
  "promise-checklist",
  "call-stages",
  "talk-bar",
  "transcript-fold",
];

/** Hands `parts` to every component; each takes those it knows. */
function show(parts) {
  for (const name of components) document.querySelector(name).update(parts);
}

function received({ type, language, ...parts }) {
  if (type === "snapshot") {
    if (setLanguage(language)) for (const name of components) document.querySelector(name).render();
    document.querySelector("transcript-fold").clear();
  }
  document.title = text("page.title");
  show(parts);
}

await loadStrings();
document.title = text("page.title");
for (const name of components) document.querySelector(name).render();
const connection = new Connection(received, (state) => {
  document.body.dataset.connection = state;
  show({ connection: state });
});
document.addEventListener("tip-dismissed", (event) => connection.send({ type: "dismiss", ...event.detail }));
show({ connection: "connecting" });
connection.open();
