"use strict";
// The panel: what one node is. A sentence in its article with the way it came, or a source with its sentences.

const STEP = 100; // entries of a list shown at a time
const CONTROLS = /([\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])/;

/** Text word for word; characters that would turn the writing direction are shown by their number, not obeyed. */
function exact(text) {
  return text.split(CONTROLS).map((part) => {
    if (!CONTROLS.test(part)) return part;
    return element("span", "control", `U+${part.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
  });
}

/** The sentence with the words that name a source and those that report marked, where they occur just once. */
function marked(text, hops) {
  const spans = [];
  for (const hop of hops) {
    for (const [words, className] of [[hop.mention, ""], [hop.cue, "cue"]]) {
      const start = words ? text.indexOf(words) : -1;
      if (start < 0 || text.indexOf(words, start + 1) >= 0) continue;
      const end = start + words.length;
      if (spans.every((span) => end <= span.start || start >= span.end)) spans.push({ start, end, className });
    }
  }
  const parts = [];
  let at = 0;
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    parts.push(...exact(text.slice(at, span.start)), element("mark", span.className, ...exact(text.slice(span.start, span.end))));
    at = span.end;
  }
  return [...parts, ...exact(text.slice(at))];
}

function inContext(claim) {
  const words = element("span", "exact", ...marked(claim.text, claim.chains.flat()));
  words.lang = claim.language;
  const quote = element("blockquote", claim.single ? "single" : "");
  quote.dir = "auto";
  quote.append(element("span", "around", ...exact(claim.before)), words, element("span", "around", ...exact(claim.after)));
  return quote;
}

function hopKind(hop) {
  if (hop.role === "outlet") return "outlet";
  if (DATA.agents[hop.agent].kind !== "named") return "unnamed";
  return hop.role === "relay" ? "relay" : "source";
}

function evidence(key, words) {
  return words ? element("span", "evidence", `${word(key)} `, element("q", "", ...exact(words))) : null;
}

function hopRow(hop) {
  const country = countryName(hop.country ?? (hop.link === "unknown" ? "?" : "-"));
  const name = element("button", "", ...exact(agentName(hop.agent)));
  name.type = "button";
  name.addEventListener("click", () => choose(NODES.find((node) => node.agent === hop.agent)));
  return element(
    "li",
    "",
    icon((ctx) => drawShape(ctx, hopKind(hop), 10, 10, 7)),
    name,
    element("span", "evidence", `${word(`role.${hop.role}`)} · ${country} · ${word(`link.${hop.link}`)}`),
    evidence("mention", hop.mention),
    evidence("cue", hop.cue),
    element("span", "evidence", `${word("basis")} : ${word(`basis.${hop.basis}`)} · ${word("rule")} : `, ...exact(hop.rule)),
  );
}

function chains(claim) {
  return claim.chains.flatMap((chain, index) => [
    element("h3", "", claim.chains.length > 1 ? word("chainOf", { n: index + 1, total: claim.chains.length }) : word("chain")),
    element("ol", "chain", ...chain.map(hopRow)),
  ]);
}

function facts(rows) {
  const known = rows.filter(([, value]) => value);
  return element("dl", "", ...known.flatMap(([key, value]) => [element("dt", "", word(key)), element("dd", "", ...exact(value))]));
}

function origins(claim) {
  if (!claim.single) return null;
  const perhaps = claim.perhaps ? word(claim.perhaps === 1 ? "singleOne" : "singleSome").replace("{n}", claim.perhaps) : "";
  return element("span", "ringed", `${word("singleLong")} ${perhaps}`.trim());
}

function claimPanel(claim) {
  const same = (other) => claim.proposition && other !== claim && other.proposition === claim.proposition;
  const others = CLAIMS.map((_, index) => index).filter((index) => same(CLAIMS[index]));
  return [
    element("h2", "", word("context")),
    inContext(claim),
    origins(claim),
    ...chains(claim),
    element("h3", "", word("details")),
    facts([
      ["commitment", word(`commitment.${claim.commitment}`)],
      ["quote", word(`quote.${claim.quote}`)],
      ["kindOf", word(`kind.${claim.kind}`)],
      ["subject", claim.subject],
      ["proposition", claim.proposition],
      ["article", claim.article],
      ["date", dateName(claim.date)],
    ]),
    ...(others.length ? [element("h3", "", word("alike")), claimList(others)] : []),
  ];
}

function agentPanel(node) {
  const { kind } = DATA.agents[node.agent];
  const found = claimsOf(node);
  const hop = CLAIMS[found[0]]?.chains.flat().find((other) => other.agent === node.agent);
  const roles = ["origin", "relay", "outlet"].map((role) => {
    const n = found.filter((i) => CLAIMS[i].chains.flat().some((h) => h.agent === node.agent && h.role === role)).length;
    return [`role.${role}`, n ? counted("claims", n) : ""];
  });
  return [
    element("h2", "", icon((ctx) => drawShape(ctx, node.kind, 10, 10, 7)), " ", ...exact(agentName(node.agent))),
    facts([
      ["kindOf", kind === "unspecified" ? `${word(node.kind)} · ${word("source.unspecified")}` : word(node.kind)],
      ["from", hop ? `${countryName(hop.country ?? (hop.link === "unknown" ? "?" : "-"))} · ${word(`link.${hop.link}`)}` : ""],
      ...roles,
    ]),
    element("h3", "", word("claimsOf")),
    claimList(found),
  ];
}

function countryPanel(node) {
  const sources = node.children;
  return [
    element("h2", "", icon((ctx) => drawShape(ctx, "country", 10, 10, 7)), " ", ...exact(countryName(node.country))),
    element("h3", "", word("sourcesOf")),
    element("ul", "claims", ...sources.slice(0, STEP).map((child) => entry(agentName(child.agent), counted("claims", claimsOf(child).length), () => choose(child)))),
    element("h3", "", word("claimsOf")),
    claimList(claimsOf(node)),
  ];
}

function cut(text) {
  return text.length > 240 ? `${text.slice(0, 240)}…` : text;
}

/** One row of a list: a button with a text and a smaller line under it. */
function entry(text, by, act, lang = "") {
  const line = element("span", "", ...exact(cut(text)));
  if (lang) line.lang = lang;
  line.dir = "auto";
  const button = element("button", "", line, element("span", "by", ...exact(cut(by))));
  button.type = "button";
  button.addEventListener("click", act);
  return element("li", "", button);
}

function claimEntry(index) {
  const claim = CLAIMS[index];
  const by = claim.chains.map((chain) => chain.map((hop) => agentName(hop.agent)).join(" → ")).join(" ; ");
  return entry(claim.text, by, () => choose(CLAIM_NODES.get(index)), claim.language);
}

/** A list of claims, a hundred at a time. */
function claimList(indexes) {
  const list = element("ul", "claims");
  const grow = () => {
    list.append(...indexes.slice(list.children.length, list.children.length + STEP).map(claimEntry));
    more.hidden = list.children.length >= indexes.length;
  };
  const more = element("button", "", word("more"));
  more.type = "button";
  more.addEventListener("click", grow);
  grow();
  return element("div", "", list, more);
}

/** Fills the panel with what a node is, or goes back to the list where there is none. */
function showDetails(node) {
  const panel = document.getElementById("details");
  const inside = panel.parentElement.contains(document.activeElement);
  document.getElementById("list").hidden = node !== null;
  panel.hidden = node === null;
  if (node === null) {
    panel.replaceChildren();
    if (inside) document.querySelector("#results button")?.focus();
    return;
  }
  const back = element("button", "", `← ${word("back")}`);
  Object.assign(back, { id: "back", type: "button" });
  back.addEventListener("click", () => choose(null));
  const parts = node.kind === "claim" ? claimPanel(CLAIMS[node.claim]) : node.kind === "country" ? countryPanel(node) : agentPanel(node);
  panel.replaceChildren(back, ...parts.filter((part) => part !== null));
  panel.parentElement.scrollTop = 0;
  if (inside) back.focus(); // a keyboard goes on from here
}
