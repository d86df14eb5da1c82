"use strict";
// A colour and a shape for each kind of node. Colours: Okabe and Ito's set, told apart in all common colour
// blindness; shapes say the same again for whoever sees no colour.

const KINDS = {
  country: { fill: "#0072b2", path: polygon(4, Math.PI / 4, 1.15) },
  source: { fill: "#e69f00", path: circle },
  unnamed: { fill: "#cc79a7", path: polygon(3, Math.PI / 2, 1.2) },
  relay: { fill: "#009e73", path: polygon(4, 0, 1.2) },
  outlet: { fill: "#56b4e9", path: polygon(6, 0, 1.1) },
  claim: { fill: "#525c6b", path: sheet },
};
const RING = "#d55e00";
const FOUND = "#ffe16b";

function circle(ctx, x, y, r) {
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}

function sheet(ctx, x, y, r) {
  ctx.rect(x - r * 0.62, y - r * 0.85, r * 1.24, r * 1.7);
}

/** A regular polygon of `n` corners, the first at `angle` (y points down). */
function polygon(n, angle, factor) {
  return (ctx, x, y, r) => {
    for (let i = 0; i < n; i++) {
      const a = angle + (2 * Math.PI * i) / n;
      ctx.lineTo(x + factor * r * Math.cos(a), y + factor * r * Math.sin(a));
    }
    ctx.closePath();
  };
}

/** Draws a node's shape, with the thick ring of a single origin where asked. */
function drawShape(ctx, kind, x, y, r, single = false) {
  if (single) {
    ctx.beginPath();
    circle(ctx, x, y, r + 2.4);
    ctx.strokeStyle = RING;
    ctx.lineWidth = 3.4;
    ctx.stroke();
    r *= 0.72;
  }
  ctx.beginPath();
  KINDS[kind].path(ctx, x, y, r);
  ctx.fillStyle = KINDS[kind].fill;
  ctx.fill();
  ctx.strokeStyle = "#18202c";
  ctx.lineWidth = 0.8;
  ctx.stroke();
  if (kind === "claim" && !single) drawLines(ctx, x, y, r);
}

function drawLines(ctx, x, y, r) {
  ctx.beginPath();
  for (const dy of [-0.4, 0, 0.4]) {
    ctx.moveTo(x - r * 0.35, y + r * dy);
    ctx.lineTo(x + r * 0.35, y + r * dy);
  }
  ctx.strokeStyle = "#fff";
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** A small picture for legend and panel, sharp on dense screens; what it means stands beside it as text. */
function icon(draw, width = 20) {
  const canvas = document.createElement("canvas");
  const dense = 2;
  Object.assign(canvas, { width: width * dense, height: 20 * dense });
  canvas.style.width = `${width}px`;
  canvas.style.height = "20px";
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  ctx.scale(dense, dense);
  draw(ctx);
  return canvas;
}

function legend() {
  const rows = Object.keys(KINDS).map((kind) => [kind, icon((ctx) => drawShape(ctx, kind, 10, 10, 7))]);
  rows.push(["single", icon((ctx) => drawShape(ctx, "claim", 10, 10, 6.5, true))]);
  for (const [key, dashes] of [["edgeState", []], ["edgeBased", [6, 4]], ["edgeUnknown", [1.5, 4]]]) {
    rows.push([key, icon((ctx) => drawArrow(ctx, dashes), 34)]);
  }
  document.getElementById("legend").replaceChildren(
    ...rows.map(([key, picture]) => {
      const text = element("span", "", word(key));
      text.dataset.word = key;
      return element("li", "", picture, text);
    }),
  );
}

function drawArrow(ctx, dashes) {
  ctx.strokeStyle = ctx.fillStyle = "#566173";
  ctx.lineWidth = 1.8;
  ctx.setLineDash(dashes);
  ctx.beginPath();
  ctx.moveTo(1, 10);
  ctx.lineTo(27, 10);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(33, 10);
  ctx.lineTo(25, 6);
  ctx.lineTo(25, 14);
  ctx.fill();
}
