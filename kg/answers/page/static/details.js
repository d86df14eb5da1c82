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

/** The sentence between those before and after it in its article. */
function inContext(claim) {
  const near = (step) => {
    let other = CLAIMS[claim.i + step];
    while (other?.article === claim.article && other.text === claim.text) other = CLAIMS[other.i + step];
    return other?.article === claim.article ? other.text : "";
  };
  const [before, after] = [near(-1), near(1)];
  const words = element("span", "exact", ...marked(claim.text, claim.ways.flatMap((way) => CHAINS[way])));
  words.lang = claim.lang;
  const quote = element("blockquote", "");
  quote.dir = "auto";
  quote.append(
    element("span", "around", ...exact(before.length > 160 ? `… ${before.slice(-160)}` : before), " "),
    words,
    element("span", "around", " ", ...exact(cut(after, 160))),
  );
  return quote;
}

function evidence(key, words) {
  return words ? element("span", "evidence", `${word(key)} `, element("q", "", ...exact(words))) : null;
}

/** A button that chooses something; what it is called is text of articles or of the registry. */
function choice(key, ...content) {
  const button = element("button", "", ...content);
  button.type = "button";
  button.addEventListener("click", () => choose(key));
  return button;
}

/** The letter and id by which an agent of a chain is chosen; a relay stands with all relays of its way. */
function keyOfHop(chain, hop) {
  if (hop.role === "outlet") return `o${hop.agent.id}`;
  if (hop === chain[0]) return `s${hop.agent.id}`;
  return `r${chain.filter((other, i) => i > 0 && other.role !== "outlet").map((other) => other.agent.id).join(" ")}`;
}

function hopRow(chain, hop) {
  const name = hop.role === "outlet" ? outletName(hop.agent) : agentName(hop.agent);
  return element(
    "li",
    "",
    swatch(hop.agent.kind),
    choice(keyOfHop(chain, hop), ...exact(name)),
    element("span", "evidence", `${word(`role.${hop.role}`)} · ${countryName(hop.country)} · ${word(`link.${hop.link}`)}`),
    evidence("mention", hop.mention),
    evidence("cue", hop.cue),
    element("span", "evidence", `${word("basis")} : ${word(`basis.${hop.basis}`)} · ${word("rule")} : `, ...exact(hop.rule)),
  );
}

/** A small square in the colour of a kind; what it means always stands beside it. */
function swatch(name) {
  const made = element("span", "swatch");
  made.style.setProperty("--swatch", `var(--${name})`);
  return made;
}

function chains(claim) {
  return claim.ways.flatMap((way, index) => [
    element("h3", "", claim.ways.length > 1 ? word("chainOf", { n: index + 1, total: claim.ways.length }) : word("chain")),
    element("ol", "chain", ...CHAINS[way].map((hop) => hopRow(CHAINS[way], hop))),
  ]);
}

function facts(rows) {
  const known = rows.filter(([, value]) => value);
  return element("dl", "", ...known.flatMap(([key, value]) => [element("dt", "", word(key)), element("dd", "", ...exact(String(value)))]));
}

function claimPanel(claim) {
  return [
    element("h2", "", word(claim.part ? "contextOfPart" : "context")),
    inContext(claim),
    ...chains(claim),
    element("h3", "", word("details")),
    facts([
      ["commitment", word(`commitment.${claim.commitment}`)],
      ["quote", word(`quote.${claim.quote}`)],
      ["kindOf", word(`kind.${claim.kind}`)],
      ["subject", claim.subject],
      ["article", `${cut(articleName(claim), 120)} (${claim.article})`],
      ["date", dateName(claim.date)],
      ["copied", copiesOf(claim.article).join(", ")],
    ]),
    ...claim.propositions.flatMap((place) => [element("h3", "", word("proposition")), ...propositionRows(place)]),
  ];
}

/** The articles that carry the same text as one. */
function copiesOf(article) {
  return DATA.copies.flatMap(([a, b]) => {
    const names = [DATA.articles[a][0], DATA.articles[b][0]];
    return names.includes(article) ? names.filter((name) => name !== article) : [];
  });
}

/** What stands behind a proposition: the verdict, its origins, who says it, perhaps says it, contradicts it. */
function propositionRows(place) {
  const proposition = PROPOSITIONS[place];
  const origin = originWords(proposition);
  const inside = new Set(proposition.claims.map((claim) => claim.i));
  const against = DATA.contradictions.flatMap(([a, b]) => (inside.has(a) ? [b] : inside.has(b) ? [a] : []));
  const part = (key, found) => (found.length ? [element("h3", "", `${word(key)} (${found.length.toLocaleString(language)})`), claimList(found)] : []);
  return [
    element("p", "label", ...exact(proposition.label)),
    state.rest ? element("p", "", swatch(`verdict-${verdictOf(proposition)}`), word("verdictFor", { country: countryName(state.rest), verdict: word(`verdict.${verdictOf(proposition)}`) })) : null,
    origin && element("p", "ringed", origin),
    ...part("said", proposition.claims.filter((claim) => !claim.denied)),
    ...part("deniedBy", proposition.claims.filter((claim) => claim.denied)),
    ...part("perhaps", proposition.perhaps.map((i) => CLAIMS[i])),
    ...part("contradictions", [...new Set(against)].map((i) => CLAIMS[i])),
  ];
}

/** A button that leaves only the claims that go through what is chosen, so that all of these can be drawn. */
function onlyThis() {
  if (state.within === state.at) return null;
  const button = element("button", "", word("only"));
  button.type = "button";
  button.addEventListener("click", () => keepWithin(state.at));
  return button;
}

function thingPanel(column, place) {
  const found = [...chosenClaims()];
  const hop = column && found.flatMap((claim) => claim.ways).flatMap((way) => CHAINS[way]).find((other) => agentsOf(column, place).includes(other.agent));
  return [
    element("h2", "", swatch(column === COUNTRY ? "country" : agentsOf(column, place)[0].kind), ...exact(nameOf(column, place))),
    onlyThis(),
    facts([
      ["column", word(`column${column}`)],
      ["kindOf", column === COUNTRY ? "" : word(`kinds.${agentsOf(column, place)[0].kind}`)],
      ["column0", hop ? `${countryName(hop.country)} · ${word(`link.${hop.link}`)}` : ""],
    ]),
    element("h3", "", `${word("claimsOf")} (${found.length.toLocaleString(language)})`),
    claimList(found),
  ];
}

function cut(words, most = 240) {
  return words.length > most ? `${words.slice(0, most)}…` : words;
}

const waysOf = (claim) => claim.ways.map((way) => CHAINS[way].map((hop) => (hop.role === "outlet" ? outletName : agentName)(hop.agent)).join(" → ")).join(" ; ");

function claimEntry(claim) {
  const line = element("span", "", ...exact(cut(claim.text)));
  line.lang = claim.lang;
  line.dir = "auto";
  return element("li", "", choice(`q${claim.id}`, line, element("span", "by", ...exact(cut(waysOf(claim))))));
}

/** A list of claims, a hundred at a time. */
function claimList(found) {
  const list = element("ul", "claims");
  const more = element("button", "", word("more"));
  more.type = "button";
  const grow = () => {
    list.append(...found.slice(list.children.length, list.children.length + STEP).map(claimEntry));
    more.hidden = list.children.length >= found.length;
  };
  more.addEventListener("click", grow);
  grow();
  return element("div", "", list, more);
}

/** What the filters leave: how to read the picture, the contradictions, and the claims. */
function startPanel(found) {
  const left = new Set(found);
  const against = DATA.contradictions.map(([a, b]) => [CLAIMS[a], CLAIMS[b]]).filter((pair) => pair.some((claim) => left.has(claim)));
  return [
    element("p", "how", word("how")),
    element("h2", "", found.length ? counted("claims", found.length) : word("nothing")),
    against.length ? element("details", "", element("summary", "", `${word("contradictions")} (${against.length.toLocaleString(language)})`), claimList(against.flat())) : null,
    claimList(found),
  ];
}

/** Fills the panel with what is chosen; where nothing is, with the claims that the filters leave. */
function showDetails() {
  const panel = document.getElementById("details");
  const inside = panel.contains(document.activeElement);
  const [column, place] = thingAt();
  const claim = chosenClaim();
  const back = place < 0 ? null : choice("", `← ${word("back")}`);
  if (back) back.id = "back";
  const found = drawn.claims.map((one) => one.claim);
  const parts =
    place < 0
      ? startPanel(found)
      : claim
        ? claimPanel(claim)
        : column === PROPOSITION
          ? [element("h2", "", word("proposition")), onlyThis(), ...propositionRows(place)]
          : thingPanel(column, place);
  panel.replaceChildren(...[back, ...parts].filter((part) => part !== null));
  panel.scrollTop = 0;
  if (inside) (back ?? panel.querySelector("button"))?.focus(); // a keyboard goes on from here
}
