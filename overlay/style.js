// The living style guide: each specimen of specimens.json is drawn by the page's own components.

import { element, setText } from "./dom.js";
import { loadStrings, setLanguage, text } from "./strings.js";
import { Screen } from "./screen.js";

const LANGUAGES = ["id", "en"];
const THEMES = ["light", "dark"];
const QUIET = { connection: "open", cleared: true };

/** "#en-dark" -> ["en", "dark"]; what is not named is the first. */
function chosen() {
  const [language, theme] = location.hash.slice(1).split("-");
  return [LANGUAGES.includes(language) ? language : LANGUAGES[0], THEMES.includes(theme) ? theme : THEMES[0]];
}

function link(label, language, theme, current) {
  const made = element("a", "", label);
  made.href = `#${language}-${theme}`;
  if (current) made.setAttribute("aria-current", "true");
  return made;
}

/** A call that began `ago_s` seconds before now, so that the times of the specimens run as they do in a call. */
function begun(parts) {
  const ago_s = parts.status?.started_ago_s;
  if (ago_s === undefined) return parts;
  const started_at = new Date(Date.now() - 1000 * ago_s).toISOString();
  return { ...parts, status: { ...parts.status, started_at } };
}

function draw(specimen, language) {
  const where = specimen.in ?? "main";
  const part = element(specimen.element);
  const root = element("div", "assist", element(where, "", part));
  const title = `${specimen.element}: ${specimen.title[language]}`;
  document.querySelector("#specimens").append(element("section", "specimen", element("h2", "", title), root));
  const screen = new Screen(root);
  const { connection = "open", ...parts } = begun(specimen.parts);
  screen.show({ ...QUIET, ...parts }); // open while the parts come: a tip that comes now is new
  if (connection !== "open") screen.show({ connection });
  for (const wanted of specimen.then ?? []) screen.show(wanted);
  for (const details of root.querySelectorAll("details")) details.open = Boolean(specimen.open);
  for (const [selector, words] of Object.entries(specimen.typed ?? {})) {
    const field = part.querySelector(selector);
    field.value = words;
    field.dispatchEvent(new Event("input"));
  }
  return screen;
}

let screens = [];

function show(specimens) {
  const [language, theme] = chosen();
  setLanguage(language);
  document.body.className = "guide";
  document.documentElement.style.colorScheme = theme;
  document.title = text("style.title");
  setText(document.querySelector("h1"), text("style.title"));
  setText(document.querySelector("h1 + p"), text("style.hint"));
  const languages = LANGUAGES.map((name) => link(name, name, theme, name === language));
  const themes = THEMES.map((name) => link(text(`style.${name}`), language, name, name === theme));
  const nav = document.querySelector("nav");
  nav.setAttribute("aria-label", `${text("style.language")}, ${text("style.theme")}`);
  nav.replaceChildren(...languages, ...themes);
  document.querySelector("#specimens").replaceChildren();
  screens = specimens.map((specimen) => draw(specimen, language));
  document.body.dataset.drawn = `${language}-${theme}`;
}

const [answer] = await Promise.all([fetch("/specimens.json"), loadStrings()]);
const specimens = await answer.json();
show(specimens);
addEventListener("hashchange", () => show(specimens));
setInterval(() => screens.forEach((screen) => screen.tick()), 1000);
