// The small window that stays above all others (Document Picture-in-Picture): the page moves there and back.

import { element, setText } from "./dom.js";
import { text } from "./strings.js";

const SIZE = { width: 380, height: 700 };

/** Whether this browser has such windows. */
export function supported() {
  return "documentPictureInPicture" in window;
}

/**
 * Moves `root` into a small window when it fires "on-top" from a key or a click, and back when that window closes or
 * it fires "on-top" again. `onMove(view, opened)` gets the window that `root` is in now, and whether that is the new one.
 */
export class OnTop {
  #small = null;
  #place = element("p", "elsewhere"); // stands where the page was
  #back = element("button");

  constructor(root, onMove) {
    this.root = root;
    this.onMove = onMove;
    this.#back.type = "button";
    this.#back.addEventListener("click", () => this.#small?.close());
    root.addEventListener("on-top", () => (this.#small ? this.#small.close() : this.#open()));
  }

  async #open() {
    let small;
    try {
      small = await window.documentPictureInPicture.requestWindow(SIZE);
    } catch {
      return; // not by a key or a click, or forbidden: the page stays where it is
    }
    this.#small = small;
    this.#furnish(small.document);
    setText(this.#back, text("window.back"));
    this.#place.replaceChildren(element("span", "", text("window.elsewhere")), this.#back);
    this.root.replaceWith(this.#place);
    small.document.body.append(this.root);
    small.addEventListener("pagehide", () => this.#close());
    this.#moved(small, true);
  }

  #close() {
    this.#small = null;
    this.#place.replaceWith(this.root);
    this.#moved(window, false);
  }

  #moved(view, opened) {
    this.root.dataset.window = opened ? "small" : "tab";
    this.root.dispatchEvent(new CustomEvent("moved"));
    this.onMove(view, opened);
  }

  // The new document is empty: it gets the language and the styles of this one.
  #furnish(page) {
    page.documentElement.lang = document.documentElement.lang;
    page.title = document.title;
    const kept = document.head.querySelectorAll('link[rel="stylesheet"], meta[name="color-scheme"]');
    for (const node of kept) page.head.append(page.importNode(node));
  }
}
