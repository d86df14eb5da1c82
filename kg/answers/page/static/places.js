"use strict";
// Where the nodes that the filters leave are drawn: at the places they came with when all are there, else with the
// rows moved together and every agent beside the middle of its own. Columns and order stay.

const WIDEST = 60; // canvas units between two rows: a little more than between two countries

function place() {
  for (const node of NODES) Object.assign(node, { drawnX: node.x, drawnY: node.y });
  if (view.visible.size < NODES.length) for (const fold of folds()) closeGaps(fold);
}

/** The visible nodes of each column of countries. */
function folds() {
  const found = new Map();
  for (const node of view.visible) {
    if (!found.has(node.fold)) found.set(node.fold, []);
    found.get(node.fold).push(node);
  }
  return found.values();
}

/** The nodes drawn after a node in its own country's band. */
function inBand(node) {
  return node.children.filter((child) => view.visible.has(child) && child.country === node.country);
}

function closeGaps(nodes) {
  const rows = [...new Set(nodes.filter((node) => !inBand(node).length).map((node) => node.y))].sort((a, b) => a - b);
  const moved = new Map();
  let at = 0;
  rows.forEach((y, index) => {
    at += index ? Math.min(y - rows[index - 1], WIDEST) : 0;
    moved.set(y, at);
  });
  const extents = new Map();
  for (const node of [...nodes].sort((a, b) => b.x - a.x)) {
    const after = inBand(node).map((child) => extents.get(child)).filter(Boolean);
    const own = after.length ? [Math.min(...after.map((e) => e[0])), Math.max(...after.map((e) => e[1]))] : [moved.get(node.y), moved.get(node.y)];
    extents.set(node, own);
    node.drawnY = (own[0] + own[1]) / 2;
  }
}
