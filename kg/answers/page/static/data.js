"use strict";
// The graph as the page holds it: nodes with their neighbours, labels, and what is shown or found.

const NODES = DATA.nodes;
const CLAIMS = DATA.claims;
for (const node of NODES) Object.assign(node, { parents: [], children: [], kind: node.group });
for (const edge of DATA.edges) {
  NODES[edge.from].children.push(NODES[edge.to]);
  NODES[edge.to].parents.push(NODES[edge.from]);
}
const CLAIM_NODES = new Map(NODES.filter((node) => node.kind === "claim").map((node) => [node.claim, node]));

/** An agent's name in the reader's language. */
function agentName(id) {
  const agent = DATA.agents[id];
  if (agent.kind === "unspecified") return word(agent.outlet ? "unknownOutlet" : "unspecified");
  return agent.labels[language] ?? agent.label;
}

/** An outlet's name; an unknown one is told from the others by the article it printed. */
function outletName(node) {
  if (DATA.agents[node.agent].kind !== "unspecified") return agentName(node.agent);
  const article = node.children.find((child) => child.kind === "claim");
  return article ? `${agentName(node.agent)} · ${CLAIMS[article.claim].article.slice(0, 6)}…` : agentName(node.agent);
}

/** What is written beside a node. */
function labelOf(node) {
  if (node.kind === "country") return countryName(node.country);
  if (node.kind === "outlet") return outletName(node);
  if (node.kind !== "claim") return agentName(node.agent);
  const mark = CLAIMS[node.claim].commitment;
  return mark === "asserted" ? node.label : `${node.label}  [${word(`mark.${mark}`)}]`;
}

/** All nodes reached from some by going along `side` ("parents" or "children"), themselves included. */
function reached(from, side) {
  const found = new Set(from);
  for (const node of found) for (const next of node[side]) found.add(next);
  return found;
}

/** The nodes of the same thing: all places of an agent, the node itself otherwise. */
function twins(node) {
  return node.agent === undefined ? [node] : NODES.filter((other) => other.agent === node.agent);
}

/** The ways that lead through a node: everything before and after all its twins. */
function waysThrough(node) {
  const same = twins(node);
  return new Set([...reached(same, "parents"), ...reached(same, "children")]);
}

/** The claims below a node and its twins, in the order of the articles. */
function claimsOf(node) {
  const below = [...reached(twins(node), "children")].filter((other) => other.kind === "claim");
  return below.map((other) => other.claim).sort((a, b) => a - b);
}

/** A claim's countries of origin. */
function originsOf(claim) {
  return new Set(claim.chains.map((chain) => chain[0].country ?? (chain[0].link === "unknown" ? "?" : "-")));
}

/** Text without case and accents, for comparing. */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What the search looks through for a claim: its words and all names of its agents, in all languages. */
function haystack(claim) {
  claim.haystack ??= folded(
    [claim.text, claim.subject ?? "", claim.proposition ?? "", claim.article]
      .concat(claim.chains.flat().flatMap((hop) => {
        const agent = DATA.agents[hop.agent];
        return [agent.label, ...Object.values(agent.labels), hop.mention ?? "", hop.cue ?? ""];
      }))
      .join("\n"),
  );
  return claim.haystack;
}

/** Whether a node itself (not only a claim below it) holds the words looked for. */
function holds(node, words) {
  if (node.kind === "claim") return words.every((part) => haystack(CLAIMS[node.claim]).includes(part));
  const agent = DATA.agents[node.agent];
  const names = folded([labelOf(node), ...(agent ? [agent.label, ...Object.values(agent.labels)] : [])].join("\n"));
  return words.every((part) => names.includes(part));
}
