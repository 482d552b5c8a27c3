// Why a tip came, in plain words: the reason, what was heard and measured, and the rule.

import { element, inLanguage } from "./dom.js";
import { clock, hasText, number, SPOKEN, text } from "./strings.js";

/** The lines that tell it for `tip`, a list of elements. */
export function reasons(tip) {
  const heard = tip.evidence.filter((item) => item.words).map((item) => element("p", "heard", quote(item)));
  const values = tip.evidence.flatMap((item) => Object.entries(item.measured));
  const measured = values.map(([key, value]) => measure(key, value));
  if (tip.rule_id === "memo") return [element("p", "because", text("tip.memo"))];
  const rule = `${text("tip.rule")}: ${tip.rule_id}, ${text("tip.version", { version: tip.playbook_version })}`;
  const lines = measured.length ? [element("p", "", `${text("tip.measured")}: ${measured.join(", ")}`)] : [];
  const because = element("p", "because", tip.why);
  inLanguage(SPOKEN, because, ...heard);
  return [because, ...heard, ...lines, element("p", "rule", rule)];
}

function quote(item) {
  return `${text(`side.${item.speaker}`)}, ${clock(item.start_s)}: “${item.words}”`;
}

/** A measured value; the unit is the suffix of its key, as in overlap_s. A yes or no (1, 0) has a text of its own. */
function measure(key, value) {
  if (hasText(`measured.${key}.${value}`)) return text(`measured.${key}.${value}`);
  const cut = key.lastIndexOf("_");
  const [name, unit] = hasText(`unit.${key.slice(cut + 1)}`) ? [key.slice(0, cut), key.slice(cut + 1)] : [key, ""];
  const label = hasText(`measured.${key}`) ? text(`measured.${key}`) : name.replaceAll("_", " ");
  return `${label} ${number(value)}${unit ? ` ${text(`unit.${unit}`)}` : ""}`;
}
