"use strict";
// The network on the page, and what happens on a click, a key, a filter or a change of language.

const box = document.getElementById("graph");
const tip = document.getElementById("tip");

legend();
speak(language);
fillMenus();
count(); // all that takes room on the page is there before the network measures its box

const network = new vis.Network(box, { nodes: [], edges: [] }, DATA.options);
const canvas = box.querySelector("canvas");
const pen = canvas.getContext("2d");
canvas.parentElement.tabIndex = -1; // the box around it takes the focus

/** Whether an edge lies on the ways looked at. */
function lit(edge) {
  return view.way !== null && view.way.has(NODES[edge.from]) && view.way.has(NODES[edge.to]);
}

function edgeShown(edge) {
  const to = NODES[edge.to];
  const crowded = to.kind === "claim" && !to.wide;
  const rest = crowded ? { color: "#e3e8ef", width: 0.6, arrows: "" } : {};
  return { ...edge, ...rest, ...(lit(edge) ? { color: "#18202c", width: 2.6 } : {}) };
}

/** Draws what the filters leave, from anew. */
function draw() {
  view.visible = leftByFilters();
  if (view.selected && !view.visible.has(view.selected)) Object.assign(view, { selected: null, way: null });
  place();
  const inOrder = [...view.visible].sort((a, b) => (a.kind === "country") - (b.kind === "country")); // countries on top
  const nodes = inOrder.map((node) => ({ id: node.id, x: node.drawnX, y: node.drawnY, shape: "custom", ctxRenderer: renderNode }));
  const edges = DATA.edges.map((edge, id) => ({ id, ...edge })).filter((edge) => view.visible.has(NODES[edge.from]) && view.visible.has(NODES[edge.to]));
  network.setData({ nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges.map(edgeShown)) });
  litEdges = new Set(edges.filter(lit).map((edge) => edge.id));
  look();
  showDetails(view.selected);
  moved = false;
  frame(false);
}

let litEdges = new Set();
let moved = false; // whether somebody has looked elsewhere than where the picture begins

/** Draws the edges of the way looked at in full, and the former ones as they were. */
function lightEdges() {
  const before = litEdges;
  litEdges = new Set(DATA.edges.map((_, id) => id).filter((id) => lit(DATA.edges[id])));
  const changed = [...new Set([...before, ...litEdges])].filter((id) => view.visible.has(NODES[DATA.edges[id].to]));
  const plain = { color: DATA.options.edges.color.color, width: DATA.options.edges.width };
  network.body.data.edges.update(changed.map((id) => ({ ...plain, ...edgeShown({ id, ...DATA.edges[id] }) })));
}

/** Chooses a node: its ways stand out, the panel says what it is. `null` goes back to the list. */
function choose(node) {
  view.selected = node;
  view.way = node && waysThrough(node);
  lightEdges();
  showDetails(node);
  network.redraw();
}

/** A window that opens small and grows, as one opened behind another does, still begins with the first column. */
function begin() {
  if (!moved) requestAnimationFrame(() => frame(false)); // after vis-network, which keeps the old middle
}

/** Does what moves the picture, which then stays where it was put. */
function byHand(move) {
  moved = true;
  move();
}

/** Moves the picture so that all of it, or (where that would be too small to read) its beginning, can be seen. */
function frame(all) {
  if (!view.visible.size) return;
  const nodes = [...view.visible];
  const left = Math.min(...nodes.map((node) => node.drawnX)) - 36;
  const first = Math.min(...nodes.map((node) => node.fold));
  const right = Math.max(...nodes.filter((node) => all || node.fold === first).map((node) => rightOf(pen, node))) + 36;
  const top = Math.min(...nodes.map((node) => node.drawnY)) - 34;
  const bottom = Math.max(...nodes.map((node) => node.drawnY)) + 30;
  const [width, height] = [box.clientWidth, box.clientHeight - 30];
  const whole = Math.min(width / (right - left), height / (bottom - top), 1.2);
  const scale = all || whole >= 0.72 ? whole : Math.max(whole, Math.min(1, width / (right - left)), READABLE);
  const fits = (bottom - top) * scale <= height + 1;
  const x = (right - left) * scale <= width + 1 ? (left + right) / 2 : left + width / 2 / scale;
  const y = (fits ? (top + bottom) / 2 : top + height / 2 / scale) - 15 / scale;
  network.moveTo({ position: { x, y }, scale });
}

/** Brings a node into sight without changing the scale. */
function reveal(node) {
  const at = network.canvasToDOM({ x: node.drawnX, y: node.drawnY });
  const inside = at.x > 20 && at.y > 40 && at.x < box.clientWidth - 60 && at.y < box.clientHeight - 20;
  if (!inside) byHand(() => network.moveTo({ position: { x: node.drawnX, y: node.drawnY } }));
}

/** The next node for an arrow key: along an edge to the side, or up and down in the same column. */
function neighbour(node, key) {
  const side = { ArrowLeft: "parents", ArrowRight: "children" }[key];
  if (side) return node[side].filter((next) => view.visible.has(next)).sort((a, b) => a.drawnY - b.drawnY)[0];
  const step = key === "ArrowDown" ? 1 : -1;
  const ahead = [...view.visible].filter((next) => next.x === node.x && (next.drawnY - node.drawnY) * step > 0);
  return ahead.sort((a, b) => (a.drawnY - b.drawnY) * step)[0];
}

/** The wheel moves the picture like a page; with Ctrl (or two fingers on a pad) it zooms toward the pointer. */
function turn(event) {
  event.preventDefault();
  const rect = box.getBoundingClientRect();
  const pointer = network.DOMtoCanvas({ x: event.clientX - rect.left, y: event.clientY - rect.top });
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  const unit = event.deltaMode === 0 ? 1 : 30;
  if (!event.ctrlKey) {
    return network.moveTo({ position: { x: x + (unit * event.deltaX) / scale, y: y + (unit * event.deltaY) / scale } });
  }
  const factor = Math.exp(-unit * event.deltaY * 0.005);
  const to = Math.min(4, Math.max(0.03, scale * factor));
  const part = 1 - scale / to;
  network.moveTo({ scale: to, position: { x: x + (pointer.x - x) * part, y: y + (pointer.y - y) * part } });
}

function showTip(event) {
  const rect = box.getBoundingClientRect();
  const node = nodeAt(pen, network.DOMtoCanvas({ x: event.clientX - rect.left, y: event.clientY - rect.top }));
  box.classList.toggle("over", node !== null);
  tip.hidden = node === null;
  if (node === null) return;
  const text = node.kind === "claim" ? CLAIMS[node.claim].text.slice(0, 300) : labelOf(node);
  tip.replaceChildren(...exact(text));
  tip.style.left = `${Math.max(8, Math.min(event.clientX + 14, innerWidth - 440))}px`;
  tip.style.top = `${Math.min(event.clientY + 18, innerHeight - tip.offsetHeight - 8)}px`;
}

function count() {
  const sources = new Set(CLAIMS.flatMap((claim) => claim.chains.map((chain) => chain[0].agent)));
  const articles = new Set(CLAIMS.map((claim) => claim.article));
  document.getElementById("counts").textContent = word("counts", {
    claims: counted("claims", CLAIMS.length),
    articles: counted("articles", articles.size),
    sources: counted("sources", sources.size),
  });
}

function inLanguage(chosen) {
  speak(chosen);
  fillMenus();
  count();
  fillList();
  showDetails(view.selected);
  network.redraw();
}

network.on("beforeDrawing", (ctx) => {
  view.scale = network.getScale();
  drawBands(ctx);
});
network.on("afterDrawing", (ctx) => drawHeads(ctx, network, network.canvas.pixelRatio));
network.on("click", ({ pointer }) => choose(nodeAt(pen, pointer.canvas)));
network.on("resize", begin);
network.on("dragStart", () => (moved = true));
box.addEventListener("wheel", (event) => byHand(() => turn(event)), { passive: false });
box.addEventListener("mousemove", showTip);
box.addEventListener("mouseleave", () => (tip.hidden = true));
box.addEventListener("keydown", (event) => {
  if (!event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const next = view.selected ? neighbour(view.selected, event.key) : [...view.visible].sort((a, b) => a.y - b.y)[0];
  if (!next) return;
  choose(next);
  reveal(next);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
});
controls.search.addEventListener("input", () => {
  Object.assign(view, { selected: null, way: null });
  lightEdges();
  showDetails(null);
  look();
  network.redraw();
});
for (const name of ["country", "article", "single"]) controls[name].addEventListener("change", draw);
document.getElementById("controls").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("fit").addEventListener("click", () => byHand(() => frame(true)));
for (const [id, factor] of [["zoom-in", 1.3], ["zoom-out", 1 / 1.3]]) {
  document.getElementById(id).addEventListener("click", () => byHand(() => network.moveTo({ scale: network.getScale() * factor })));
}
document.getElementById("language").addEventListener("click", () => inLanguage(language === "fr" ? "en" : "fr"));

draw();
