"use strict";
// The words of the page in the language the reader chose, and names of countries and dates in that language.
// Everything ends up in textContent or on the canvas: nothing here makes HTML.

const DATA = JSON.parse(document.getElementById("data").textContent);
const LANGUAGES = Object.keys(DATA.words);
let language = document.documentElement.lang;

/** The language that the button changes to: the one behind that of the page. */
const nextLanguage = () => LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length];

/** A word of the page; `{name}` is replaced by the value of that name. */
function word(key, values = {}) {
  const text = DATA.words[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** A number with its noun: "1 phrase", "39 phrases", "2 статьи". */
function counted(key, n) {
  const form = `${key}.${new Intl.PluralRules(language).select(n)}`;
  return word(form in DATA.words[language] ? form : `${key}.other`, { n: n.toLocaleString(language) });
}

/** The name of a country by its ISO 3166-1 code; "?" is unknown, "-" is no state. */
function countryName(code) {
  if (code === "?") return word("unknownCountry");
  if (code === "-") return word("stateless");
  try {
    return new Intl.DisplayNames([language], { type: "region" }).of(code);
  } catch {
    return code;
  }
}

/** An ISO date, as coarse as it is known, in words; anything else as it stands. */
function dateName(iso) {
  if (!iso) return word("unknownDate");
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso);
  const day = parts && new Date(Date.UTC(+parts[1], (parts[2] ?? 1) - 1, parts[3] ?? 1));
  if (!day || Number.isNaN(day.getTime())) return iso;
  const form = { timeZone: "UTC", year: "numeric" };
  if (parts[2]) form.month = "long";
  if (parts[3]) form.day = "numeric";
  return day.toLocaleDateString(language, form);
}

/** Puts the chosen language's words wherever the page holds any. */
function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const part of document.querySelectorAll("[data-word]")) part.textContent = word(part.dataset.word);
  for (const part of document.querySelectorAll("[data-word-label]")) part.setAttribute("aria-label", word(part.dataset.wordLabel));
  for (const part of document.querySelectorAll("[data-word-placeholder]")) part.placeholder = word(part.dataset.wordPlaceholder);
  document.getElementById("language").lang = nextLanguage();
  document.title = DATA.title ?? word("title");
}

/** An element with a class and a text (never HTML), or with children. */
function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content.filter((part) => part !== null && part !== undefined));
  return made;
}
