"use strict";
// How nodes, bands and column heads are drawn on vis-network's canvas, and which node lies under the pointer.

const FONT = '15px system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const RADIUS = { country: 10, source: 8.5, unnamed: 8.5, relay: 8, outlet: 8.5, claim: 8 };
const CHOSEN = "#8fc1f0";
const READABLE = 0.42; // below this scale names are not drawn: they could not be read
const STEADY = 0.66; // below this scale countries keep their size on the screen, as towns do on a map

const view = { way: null, found: null, selected: null, visible: new Set(), scale: 1, claimsAsText: false };

/** The text beside a node and its width, kept until the language changes. */
function fitted(ctx, node) {
  if (node.fitted?.language === language) return node.fitted;
  ctx.font = FONT;
  let text = labelOf(node).slice(0, 120);
  const room = Math.min(...node.children.map((child) => child.x)) - node.x - 42; // up to the next column in use
  if (ctx.measureText(text).width > room) {
    while (text.length > 1 && ctx.measureText(`${text}…`).width > room) text = text.slice(0, -1);
    text = `${text.trimEnd()}…`;
  }
  node.fitted = { language, text, width: ctx.measureText(text).width };
  return node.fitted;
}

/** Whether a node stands back because another way, or a search, is being looked at. */
function faint(node) {
  if (view.way) return !view.way.has(node);
  return view.found !== null && !view.found.has(node) && !view.foundWays.has(node);
}

/** vis-network's hook for own shapes: the node's picture, then its name to the right. */
function renderNode({ ctx, id, x, y }) {
  const node = NODES[id];
  const size = RADIUS[node.kind];
  return {
    drawNode() {
      ctx.translate(x, y);
      ctx.scale(grown(node), grown(node));
      const strength = faint(node) ? 0.36 : 1;
      if (named(node)) drawName(ctx, node, size, strength);
      ctx.globalAlpha = strength;
      if (view.found?.has(node)) drawHalo(ctx, size + 6, FOUND);
      if (view.selected === node) drawHalo(ctx, size + 6, CHOSEN);
      drawShape(ctx, node.kind, 0, 0, size, node.single === true);
      ctx.globalAlpha = 1;
    },
    nodeDimensions: { width: 2 * size + 6, height: 2 * size + 6 },
  };
}

/** Whether there is room for a node's name. */
function named(node) {
  if (node.kind === "country") return true;
  return view.scale >= READABLE && (node.kind !== "claim" || node.wide);
}

function drawHalo(ctx, r, colour) {
  ctx.beginPath();
  circle(ctx, 0, 0, r);
  ctx.fillStyle = colour;
  ctx.fill();
}

/** How much larger a node is drawn than its size says. */
function grown(node) {
  return node.kind === "country" ? Math.max(1, STEADY / view.scale) : 1;
}

function drawName(ctx, node, size, strength) {
  const { text, width } = fitted(ctx, node);
  const chosen = view.selected === node || view.found?.has(node);
  if (node.kind !== "claim" || chosen) {
    ctx.beginPath();
    ctx.roundRect(-2, -11, size + width + 17, 22, 11);
    ctx.fillStyle = view.found?.has(node) ? "#fff6cc" : "#ffffff";
    ctx.fill(); // in full even where the name is faint: no line may run through it
    ctx.globalAlpha = strength;
    ctx.strokeStyle = chosen ? "#0b5cad" : KINDS[node.kind].fill;
    ctx.lineWidth = chosen ? 2 : 1;
    ctx.stroke();
  }
  ctx.globalAlpha = strength;
  ctx.font = FONT;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = "#18202c";
  ctx.fillText(text, size + 7, 0.5);
}

/** The node at a point of the canvas: its picture or its name. */
function nodeAt(ctx, point) {
  for (const node of view.visible) {
    const size = RADIUS[node.kind] + 4;
    const right = named(node) ? size + 10 + fitted(ctx, node).width : size;
    const dx = (point.x - node.drawnX) / grown(node);
    if (Math.abs(point.y - node.drawnY) / grown(node) <= Math.max(size, 11) && dx >= -size && dx <= right) return node;
  }
  return null;
}

/** A pale band behind each country's ways, so that one sees where a country begins and ends. */
function drawBands(ctx) {
  const bands = new Map();
  for (const node of view.visible) {
    const key = `${node.fold} ${node.country}`;
    const band = bands.get(key) ?? { fold: node.fold, left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    band.left = Math.min(band.left, node.drawnX);
    band.right = Math.max(band.right, rightOf(ctx, node));
    band.top = Math.min(band.top, node.drawnY);
    band.bottom = Math.max(band.bottom, node.drawnY);
    bands.set(key, band);
  }
  const right = Math.max(...[...bands.values()].map((band) => band.right - band.left));
  for (const band of bands.values()) {
    ctx.beginPath();
    ctx.roundRect(band.left - 26, band.top - 19, right + 52, band.bottom - band.top + 38, 12);
    ctx.fillStyle = "#f3f6fa";
    ctx.fill();
  }
}

function rightOf(ctx, node) {
  return node.drawnX + 20 + (node.kind === "claim" && !node.wide ? 0 : fitted(ctx, node).width);
}

/** The heads of the columns, kept at the top of the picture while it moves. */
function drawHeads(ctx, network, ratio) {
  const columns = new Map();
  for (const node of view.visible) {
    const column = { country: "columnCountry", claim: "claim", outlet: "outlet", relay: "columnRelay" }[node.kind] ?? "columnSource";
    const x = columns.get(`${node.fold} ${column}`)?.x ?? Infinity;
    columns.set(`${node.fold} ${column}`, { x: Math.min(x, node.drawnX), column });
  }
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = "rgb(255 255 255 / 92%)";
  ctx.fillRect(0, 0, ctx.canvas.width / ratio, 30);
  ctx.font = `600 ${FONT.replace("15px", "13px")}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = "#3b4657";
  const heads = [...columns.values()].map((c) => ({ ...c, at: network.canvasToDOM({ x: c.x, y: 0 }).x }));
  let free = -Infinity;
  for (const { at, column } of heads.sort((a, b) => a.at - b.at)) {
    const text = (column === "columnCountry" ? "" : "→ ") + word(column);
    if (at - 10 >= free) ctx.fillText(text, at - 10, 15);
    free = Math.max(free, at + ctx.measureText(text).width);
  }
  ctx.restore();
}
