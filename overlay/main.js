// Wires the connection, the keys and the windows to the screen.

import { Connection } from "./connection.js";
import { listen } from "./keys.js";
import { OnTop } from "./on-top.js";
import { Screen } from "./screen.js";
import { loadStrings, setLanguage, text } from "./strings.js";

await loadStrings();
document.title = text("page.title");
const root = document.querySelector("#assist");
const screen = new Screen(root);
// Timers of a tab that is hidden are slowed down, so those of the window that is looked at are taken.
let here = window;
let ticker = 0;
const connection = new Connection(
  received,
  (state) => screen.show({ connection: state }),
  (work, wait_ms) => here.setTimeout(work, wait_ms),
);

function received({ type, language, ...parts }) {
  if (type === "snapshot") {
    if (setLanguage(language)) screen.render();
    document.title = text("page.title");
    screen.show({ cleared: true });
  }
  screen.show(parts);
}

function lookAt(view) {
  here.clearInterval(ticker);
  here = view;
  ticker = here.setInterval(() => screen.tick(), 1000);
  connection.nudge(); // a timer of the window that has closed would never ring
}

new OnTop(root, (view, opened) => {
  if (opened) listen(view.document, (action) => screen.act(action));
  lookAt(view);
});
root.addEventListener("tell", (event) => connection.send(event.detail) || event.preventDefault());
listen(document, (action) => screen.act(action));
screen.show({ connection: "connecting" });
connection.open();
lookAt(window);
