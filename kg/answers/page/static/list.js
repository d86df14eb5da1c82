"use strict";
// Search, filters and the list of sentences they leave.

const controls = Object.fromEntries(["search", "country", "article", "single"].map((id) => [id, document.getElementById(id)]));
let shown = STEP;

/** Fills the two menus; called again when the language changes, and keeps what was chosen. */
function fillMenus() {
  const countries = [...new Set(CLAIMS.flatMap((claim) => [...originsOf(claim)]))];
  const names = countries.map((code) => [code, countryName(code)]).sort((a, b) => a[1].localeCompare(b[1], language));
  const articles = [...new Set(CLAIMS.map((claim) => claim.article))].map((id) => [id, id]);
  fillMenu(controls.country, word("anyCountry"), names);
  fillMenu(controls.article, word("anyArticle"), articles);
}

function fillMenu(menu, any, rows) {
  const chosen = menu.value;
  menu.replaceChildren(...[["", any], ...rows].map(([value, text]) => Object.assign(element("option", "", text), { value })));
  menu.value = chosen;
}

/** Whether the filters let a claim through; words looked for do not hide, they mark. */
function passes(claim) {
  if (controls.single.checked && !claim.single) return false;
  if (controls.article.value && claim.article !== controls.article.value) return false;
  return !controls.country.value || originsOf(claim).has(controls.country.value);
}

function wordsLookedFor() {
  return folded(controls.search.value).split(/\s+/).filter(Boolean);
}

/** The nodes the filters leave: claims that pass, and everything before them. */
function leftByFilters() {
  return reached([...CLAIM_NODES.values()].filter((node) => passes(CLAIMS[node.claim])), "parents");
}

/** Marks what the search finds and lists the claims: those found, or all that the filters leave. */
function look() {
  const words = wordsLookedFor();
  view.found = words.length ? new Set([...view.visible].filter((node) => holds(node, words))) : null;
  view.foundWays = view.found ? reached(view.found, "parents") : new Set();
  shown = STEP;
  fillList();
}

function listed() {
  const claims = [...view.visible].filter((node) => node.kind === "claim" && (!view.found || view.found.has(node)));
  return claims.map((node) => node.claim).sort((a, b) => a - b);
}

function fillList() {
  const indexes = listed();
  const sources = view.found ? [...view.found].filter((node) => node.kind !== "claim") : [];
  const unique = [...new Map(sources.map((node) => [node.agent ?? node.country, node])).values()];
  const rows = unique.map((node) => entry(labelOf(node), word(node.kind), () => choose(node)));
  const total = indexes.length + unique.length;
  document.getElementById("found").textContent =
    total === 0 ? word("nothing") : counted(view.found ? "found" : "claims", total);
  document.getElementById("results").replaceChildren(...rows.slice(0, shown), ...indexes.slice(0, shown).map(claimEntry));
  document.getElementById("more").hidden = Math.max(indexes.length, rows.length) <= shown;
}

document.getElementById("more").addEventListener("click", () => {
  shown += STEP;
  fillList();
});
