// Buttons that show the key which does the same, and a question before what cannot be taken back.

import { element, setAttribute, setText } from "./dom.js";
import { KEYS, keyName } from "./keys.js";
import { text } from "./strings.js";

/** A button: `node`, `say(text)`, `press(on)` for one that stays down, `allow(on)`. `action` is one of keys.js, or "". */
export function button(className, action, onPress) {
  const label = element("span");
  const node = element("button", className, label);
  node.type = "button";
  if (action) {
    const hint = element("kbd", "", keyName(action));
    hint.setAttribute("aria-hidden", "true"); // aria-keyshortcuts tells it
    node.append(hint);
    node.setAttribute("aria-keyshortcuts", KEYS[action]);
  }
  // aria-disabled, not disabled: what goes dead under the fingers must not throw the focus away
  node.addEventListener("click", () => node.getAttribute("aria-disabled") !== "true" && onPress());
  return {
    node,
    say: (words) => setText(label, words),
    press: (on) => setAttribute(node, "aria-pressed", on),
    allow: (on) => setAttribute(node, "aria-disabled", on ? null : true),
  };
}

/** A question in a sheet at the foot of the window: `node`, `ask(key, onYes)`; its texts are `ask.<key>.*`. */
export function question() {
  const words = element("p");
  const yes = button("primary", "", () => node.close("yes"));
  const no = button("", "", () => node.close("no"));
  const node = element("dialog", "sheet", words, element("div", "choices", yes.node, no.node));
  let answered = () => {};
  node.addEventListener("close", () => node.returnValue === "yes" && answered());
  return {
    node,
    ask: (key, onYes) => {
      answered = onYes;
      node.returnValue = "";
      node.setAttribute("aria-label", text(`ask.${key}.title`));
      setText(words, text(`ask.${key}.text`));
      yes.say(text(`ask.${key}.yes`));
      no.say(text("ask.no"));
      node.showModal();
      no.node.focus(); // a stray Enter must do nothing
    },
  };
}
