"use strict";
// The claims as the page holds them, numbers that point into tables (see tables.py), put together once.

const [COUNTRY, SOURCE, RELAY, OUTLET, PROPOSITION] = [0, 1, 2, 3, 4];
const LETTERS = "csrop";
const VARIANTS = ["origin", "bottleneck", "closed"];
const VERDICTS = ["none", "yes", "no", "undetermined"];
const text = (number) => DATA.texts[number];

const AGENTS = DATA.agents.map(([label, labels, kind, id]) => ({ label, labels, kind: DATA.kinds[kind], id }));
const HOPS = DATA.hops.map(([agent, ...numbers]) => {
  const [role, country, link, basis, rule, mention, cue] = numbers.map(text);
  return { agent: AGENTS[agent], role, country: country || (link === "unknown" ? "?" : "-"), link, basis, rule, mention, cue };
});
const CHAINS = DATA.chains.map((hops) => hops.map((hop) => HOPS[hop]));

let idBefore = "";
const CLAIMS = DATA.claims.text.map((words, i) => {
  const [kept, rest] = DATA.claims.id[i];
  idBefore = idBefore.slice(0, kept) + rest;
  const [kind, lang, quote, commitment] = DATA.claims.said[i].map(text);
  const [article, date, title] = DATA.articles[DATA.claims.article[i]];
  const subject = text(DATA.claims.subject[i]);
  return { i, id: idBefore, text: words, article, title, date, kind, lang, quote, commitment, subject, ways: DATA.claims.ways[i], propositions: DATA.claims.propositions[i] };
});
for (const name of ["denied", "part"]) for (const i of DATA.claims[name]) CLAIMS[i][name] = true;

const firstClaims = new Map(CLAIMS.map((claim) => [claim.article, claim]).reverse());

const PROPOSITIONS = DATA.things[PROPOSITION].map((number) => {
  if (number < 0) return { id: CLAIMS[-1 - number].id, label: CLAIMS[-1 - number].text, alone: true, single: 0, perhaps: [], verdicts: {}, claims: [] };
  const [id, label, single, perhaps, verdicts] = DATA.propositions[number];
  return { id, label, single, perhaps, verdicts, claims: [] };
});
for (const claim of CLAIMS) for (const place of claim.propositions) PROPOSITIONS[place].claims.push(claim);

/** An agent's name in the reader's language. */
function agentName(agent) {
  if (agent.kind === "unspecified") return word("unspecified");
  return agent.labels[language] ?? agent.label;
}

/** An outlet's name; one that is not known is told from the others by the article that it printed. */
function outletName(agent) {
  if (agent.kind !== "unspecified") return agentName(agent);
  return word("unknownOutlet", { article: cut(articleName((agent.printed ??= printed(agent))), 24) });
}

/** A claim that an outlet has printed. */
const printed = (agent) => CLAIMS.find((claim) => claim.ways.some((way) => CHAINS[way].at(-1).agent === agent)) ?? CLAIMS[0];

/** An article as people call it: by its title, or its first sentence where nobody says one. */
function articleName({ title, article }) {
  return title || (firstClaims.get(article) ?? CLAIMS[0]).text;
}

/** The agents of a source, a relay or an outlet by its place. */
const agentsOf = (column, place) => DATA.things[column][place].map((number) => AGENTS[number]);

/** What a thing of a column is called. */
function nameOf(column, place) {
  if (column === COUNTRY) return countryName(DATA.things[COUNTRY][place]);
  if (column === PROPOSITION) return PROPOSITIONS[place].label;
  const [first, ...more] = agentsOf(column, place);
  if (column === OUTLET && first.kind === "unspecified") return outletName(first);
  return [first, ...more].map(agentName).join(" → ");
}

/** What a thing is called in an address: the same in every page of the store. */
function keyOf(column, place) {
  if (column === COUNTRY) return `c${DATA.things[COUNTRY][place]}`;
  if (column === PROPOSITION) return `p${PROPOSITIONS[place].id}`;
  return LETTERS[column] + agentsOf(column, place).map((agent) => agent.id).join(" ");
}

/** The kind of source that a way begins with: one of the legend; an outlet's own voice is one, too. */
const KIND_OF_WAY = DATA.ways.map((way) => (way[SOURCE] < 0 ? "voice" : DATA.kinds[DATA.kindOf[0][way[SOURCE]]]));
const kindOfWay = (way) => KIND_OF_WAY[way];

/** What a proposition's verdict is for the country and variant chosen. */
function verdictOf(proposition) {
  const packed = proposition.verdicts[state.rest] ?? proposition.verdicts[""] ?? 0;
  return VERDICTS[(packed >> (2 * VARIANTS.indexOf(state.variant))) & 3];
}

/** One known origin, and how many claims perhaps say the same: never "a single source". */
function originWords(proposition) {
  if (!proposition.single) return null;
  const n = proposition.perhaps.length;
  return `${word("singleLong")} ${n ? word(n === 1 ? "singleOne" : "singleSome", { n }) : ""}`.trim();
}

/** Text in small plain Latin letters, whatever its script and accents. */
function folded(words) {
  let plain = "";
  for (const letter of words.toLowerCase().normalize("NFC")) plain += DATA.latin[letter] ?? letter;
  return plain.normalize("NFD").replace(/\p{M}/gu, "");
}

/** What the search looks through for a claim: its words and all names of its agents, in all languages. */
function haystack(claim) {
  claim.haystack ??= folded(
    [claim.text, claim.subject, claim.title, claim.article, ...claim.propositions.map((place) => PROPOSITIONS[place].label)]
      .concat(claim.ways.flatMap((way) => CHAINS[way]).map((hop) => hop.agent.haystack ??= [hop.agent.label, ...Object.values(hop.agent.labels)].join("\n")))
      .join("\n"),
  );
  return claim.haystack;
}
