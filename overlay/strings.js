// The texts of the overlay (strings.json) and the formats of money, days and times.

/** The language that is spoken and written in a call, whatever that of the page. */
export const SPOKEN = "id";

let catalogue = {};
let language = "id";

/** Loads all texts; call it once before anything is drawn. */
export async function loadStrings() {
  const answer = await fetch("/strings.json");
  catalogue = await answer.json();
}

/** Switches to a language of the catalogue; returns whether that changed anything. */
export function setLanguage(next) {
  if (next === language || !(next in catalogue)) return false;
  language = next;
  document.documentElement.lang = next;
  return true;
}

/** The text of `key`, with {name} replaced by `values.name`; the key itself where there is no text. */
export function text(key, values = {}) {
  const found = catalogue[language]?.[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Whether the catalogue has `key`. */
export function hasText(key) {
  return key in (catalogue[language] ?? {});
}

/** That one of `labels` (by language) which is in the language of the overlay; else the first. */
export function ownLabel(labels) {
  return labels[language] ?? Object.values(labels)[0];
}

function locale() {
  return `${language}-ID`;
}

/** A number with at most one decimal: 1,5. */
export function number(value) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value);
}

/** A share of 0..1 in whole per cent: 40%. */
export function percent(share) {
  return new Intl.NumberFormat(locale(), { style: "percent" }).format(share);
}

/** A sum of rupiah: Rp 200.000. */
export function money(idr) {
  const style = { style: "currency", currency: "IDR", maximumFractionDigits: 0 };
  return new Intl.NumberFormat(locale(), style).format(idr);
}

/** An ISO day (Senin, 11 Mei 2026), or {from, to} as a range of days. */
export function day(value) {
  const whole = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  if (typeof value === "string") {
    return new Intl.DateTimeFormat(locale(), { ...whole, weekday: "long" }).format(new Date(`${value}T00:00Z`));
  }
  const [from, to] = [new Date(`${value.from}T00:00Z`), new Date(`${value.to}T00:00Z`)];
  return new Intl.DateTimeFormat(locale(), whole).formatRange(from, to);
}

/** Seconds as minutes and seconds: 1:05. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
