// Building elements. Text is only ever set as text, never as markup.

/** A new element of `tag` with a class (or none) and children (elements or strings). */
export function element(tag, className = "", ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A decorative icon: the symbol `id` of the page. */
export function icon(id, className = "icon") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#${id}`);
  svg.append(use);
  return svg;
}

/** Sets the text of `node` only when it differs, so that live regions speak once. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Marks `nodes` as being in `language`, for those who hear the page. */
export function inLanguage(language, ...nodes) {
  for (const node of nodes) node.lang = language;
}

/** Sets the attribute `name`, or takes it away where `value` is null. */
export function setAttribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}
