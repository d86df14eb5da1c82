"use strict";
// What is chosen, in the address as well, and which claims that leaves. Counts beside filters are of these.

const START = { q: "", country: "", rest: "", variant: "origin", single: false, from: 0, to: 0, hidden: [], view: "graph", at: "", within: "" };
const DAYS = [...new Set(CLAIMS.map((claim) => claim.date).filter(Boolean))].sort();
START.to = Math.max(0, DAYS.length - 1);
const state = { ...START };
const open = {}; // by column: which of the marks for all others is opened, and at which page
const drawn = { claims: [], sizes: [], counts: new Map(), ties: new Map() };

/** Reads the state from the address; what is not understood stays as it is at the start. */
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  Object.assign(state, START, { hidden: [] });
  for (const key of ["q", "country", "rest", "at", "within"]) state[key] = given.get(key) ?? "";
  if (VARIANTS.includes(given.get("variant"))) state.variant = given.get("variant");
  if (given.get("view") === "table") state.view = "table";
  state.single = given.has("single");
  state.hidden = (given.get("hide") ?? "").split(" ").filter(Boolean);
  const from = given.has("from") ? DAYS.findIndex((day) => day >= given.get("from")) : START.from;
  const to = given.has("to") ? DAYS.findLastIndex((day) => day <= given.get("to")) : START.to;
  if (from >= 0 && to >= from) Object.assign(state, { from, to });
}

function writeAddress() {
  const given = new URLSearchParams();
  for (const key of ["q", "country", "rest", "variant", "view", "at", "within"]) if (state[key] !== START[key]) given.set(key, state[key]);
  if (state.single) given.set("single", "1");
  if (state.hidden.length) given.set("hide", state.hidden.join(" "));
  if (state.from > START.from) given.set("from", DAYS[state.from]);
  if (state.to < START.to) given.set("to", DAYS[state.to]);
  history.replaceState(null, "", `#${given}`);
}

/** Whether days are chosen; claims without a date are then left out. */
const dated = () => state.from > START.from || state.to < START.to;
const shows = (filter) => !state.hidden.includes(filter);

/** The ways and propositions of a claim that the filters let through; null where it is not drawn. */
function left(claim, words, [column, within]) {
  if (!shows(`commitment:${claim.commitment}`)) return null;
  if (dated() && !(claim.date >= DAYS[state.from] && claim.date <= DAYS[state.to])) return null;
  const ways = claim.ways.filter((way) => shows(`kind:${kindOfWay(way)}`) && (!state.country || DATA.things[COUNTRY][DATA.ways[way][COUNTRY]] === state.country) && (within < 0 || column === PROPOSITION || DATA.ways[way][column] === within));
  if (!ways.length) return null;
  const propositions = claim.propositions.filter((place) => {
    const proposition = PROPOSITIONS[place];
    if (within >= 0 && column === PROPOSITION && place !== within) return false;
    return (!state.single || proposition.single) && (!state.rest || shows(`verdict:${verdictOf(proposition)}`));
  });
  if (!propositions.length || !words.every((part) => haystack(claim).includes(part))) return null;
  return { claim, ways, propositions };
}

/** Puts the claims that the filters leave into `drawn`, with the numbers beside the filters and of each thing. */
function filter() {
  const words = folded(state.q).split(/\s+/).filter(Boolean);
  const within = findThing(state.within);
  drawn.claims = CLAIMS.map((claim) => left(claim, words, within)).filter(Boolean);
  drawn.sizes = DATA.things.map(() => new Map());
  drawn.counts = new Map();
  const add = (counts, keys) => { for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1); };
  for (const { claim, ways, propositions } of drawn.claims) {
    for (const column of [COUNTRY, SOURCE, RELAY, OUTLET]) add(drawn.sizes[column], ways.map((way) => DATA.ways[way][column]).filter((place) => place >= 0));
    add(drawn.sizes[PROPOSITION], propositions);
    add(drawn.counts, [
      `commitment:${claim.commitment}`,
      ...ways.map((way) => `kind:${kindOfWay(way)}`),
      ...ways.map((way) => `country:${DATA.things[COUNTRY][DATA.ways[way][COUNTRY]]}`),
      ...propositions.map((place) => `verdict:${verdictOf(PROPOSITIONS[place])}`),
      ...(propositions.some((place) => PROPOSITIONS[place].single) ? ["single"] : []),
    ]);
  }
}

/** The sentence that is chosen; undefined where something else is. */
const chosenClaim = () => (state.at[0] === "q" ? CLAIMS.find((claim) => claim.id === state.at.slice(1)) : undefined);

/** The claims that go through what is chosen. */
function chosenClaims() {
  if (!state.at) return new Set();
  const one = chosenClaim();
  if (one) return new Set(drawn.claims.filter(({ claim }) => claim === one).map(({ claim }) => claim));
  const [column, place] = thingAt();
  const through = ({ ways, propositions }) => (column === PROPOSITION ? propositions.includes(place) : ways.some((way) => DATA.ways[way][column] === place));
  return new Set(drawn.claims.filter(through).map(({ claim }) => claim));
}

/** Column and place of what is chosen; of a sentence those of its proposition. [-1, -1] where nothing is. */
function thingAt() {
  if (thingAt.at !== state.at) Object.assign(thingAt, { at: state.at, found: findThing(state.at) });
  return thingAt.found;
}

function findThing(at) {
  if (at[0] === "q") return [PROPOSITION, CLAIMS.find((claim) => claim.id === at.slice(1))?.propositions[0] ?? -1];
  const column = at ? LETTERS.indexOf(at[0]) : -1;
  return [column, column < 0 ? -1 : DATA.things[column].findIndex((_, place) => keyOf(column, place) === at)];
}
