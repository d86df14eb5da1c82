"use strict";
// The marks and lines on vis-network's canvas; colours come from the style sheet, so that they suit light and dark.

const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const SIZE = 14; // of letters, in canvas units
const TALL = 20; // of a mark
const HEAD = 30; // pixels that the heads of the columns take
const BULGE = 60; // how far ties go beside their column, at most
const READABLE = 0.74; // the smallest scale at which names can be read
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  colours = new Proxy({}, { get: (_, name) => style.getPropertyValue(`--${name}`).trim() });
}

/** The colour of a mark: of its kind of source, or, of propositions, of the verdict for the country chosen. */
function colourOf(mark) {
  if (mark.claim) return colours[mark.claim.denied ? "denied" : "sentence"];
  if (mark.rest && !mark.kind) return colours.soft;
  if (mark.kind) return colours[mark.kind];
  if (mark.column === COUNTRY) return colours.country;
  if (mark.column === RELAY) return colours[agentsOf(RELAY, mark.things[0])[0].kind];
  if (mark.column !== PROPOSITION) return colours[DATA.kinds[DATA.kindOf[mark.column === SOURCE ? 0 : 1][mark.things[0]]]];
  const proposition = PROPOSITIONS[mark.things[0]];
  return state.rest ? colours[`verdict-${verdictOf(proposition)}`] : colours[proposition.single ? "single" : "proposition"];
}

/** What is written on a mark. */
function labelOf(mark) {
  if (mark.close) return `‹ ${word("allOthers", { n: mark.rest })}`;
  if (mark.rest) {
    const n = mark.rest.toLocaleString(language);
    return `${mark.id[1] === "-" ? "▴ " : ""}+${mark.kind ? `${n} ${word(`kinds.${mark.kind}`)}` : word(mark.rest === 1 ? "other" : "others", { n })}`;
  }
  if (mark.claim) {
    const { commitment } = mark.claim;
    return `${commitment === "asserted" ? "" : `[${word(`mark.${commitment}`)}] `}${mark.claim.text}`;
  }
  const [agent] = mark.column === OUTLET ? agentsOf(OUTLET, mark.things[0]) : [];
  const name = agent?.kind === "unspecified" ? `? ${articleName(agent.printed ??= printed(agent))}` : nameOf(mark.column, mark.things[0]);
  const isOpen = mark.column === PROPOSITION && thingAt()[0] === PROPOSITION && thingAt()[1] === mark.things[0];
  return mark.column === PROPOSITION ? `${isOpen ? "▾" : "▸"} ${name}` : name;
}

/** The number on a mark: its claims; none on a sentence. */
const numberOf = (mark) => (mark.sentence ? "" : mark.claims.toLocaleString(language));

/** One line of text, without what turns or breaks it. */
const oneLine = (words) => words.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, " ").trim();

/** The text cut so that it fits. */
function fitted(ctx, words, room) {
  let cut = oneLine(words).slice(0, 200);
  if (ctx.measureText(cut).width <= room) return cut;
  let [low, high] = [0, cut.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ctx.measureText(`${cut.slice(0, middle)}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return `${cut.slice(0, low).trimEnd()}…`;
}

/** A mark as simple shapes: what the canvas and the SVG file both draw. Left edge at x = 0, middle at y = 0. */
function picture(ctx, mark) {
  ctx.font = `${SIZE}px ${FONT}`;
  const number = numberOf(mark);
  const taken = number ? ctx.measureText(number).width + 12 : 4;
  const chosen = isChosen(mark);
  return {
    fill: chosen ? colours.chosen : colours.paper,
    stroke: chosen || mark.hot ? colours.accent : colours.edge,
    thick: chosen ? 2.5 : mark.hot ? 1.5 : 1,
    dashed: Boolean(mark.rest),
    bar: colourOf(mark),
    label: fitted(ctx, labelOf(mark), mark.width - 18 - taken),
    ink: mark.rest ? colours.soft : colours.ink,
    number,
  };
}

const isChosen = (mark) => mark.claim ? state.at === `q${mark.claim.id}` : mark.things.length === 1 && !mark.rest && keyOf(mark.column, mark.things[0]) === state.at;

/** vis-network's hook for own shapes. */
function renderMark({ ctx, id, x, y }) {
  const mark = marks.get(id);
  return { drawNode: () => mark && drawMark(ctx, mark, x, y), nodeDimensions: { width: mark?.width ?? 1, height: TALL } };
}

function drawMark(ctx, mark, x, y) {
  const shape = picture(ctx, mark);
  ctx.save();
  ctx.translate(x - mark.width / 2, y);
  ctx.beginPath();
  ctx.roundRect(0, -TALL / 2, mark.width, TALL, 4);
  ctx.fillStyle = shape.fill;
  ctx.fill();
  ctx.strokeStyle = shape.stroke;
  ctx.lineWidth = shape.thick;
  ctx.setLineDash(shape.dashed ? [4, 3] : []);
  ctx.stroke();
  if (focused === mark.id) {
    ctx.setLineDash([]);
    ctx.strokeStyle = colours.accent;
    ctx.lineWidth = 3;
    ctx.strokeRect(-4, -TALL / 2 - 3, mark.width + 8, TALL + 6);
  }
  ctx.fillStyle = shape.bar;
  ctx.fillRect(0, -TALL / 2, 7, TALL);
  ctx.textBaseline = "middle";
  ctx.fillStyle = shape.ink;
  ctx.textAlign = "left";
  ctx.fillText(shape.label, 13, 0.5);
  ctx.fillStyle = colours.soft;
  ctx.textAlign = "right";
  ctx.fillText(shape.number, mark.width - 6, 0.5);
  ctx.restore();
}

/** What the lines are for vis-network: a grey one for all claims, over it one for those of what is chosen, and the ties. */
function edgesShown() {
  const strong = lines.some((line) => line.hot);
  const few = lines.filter((line) => line.hot).length < 40; // so few that they may stand out
  const plain = lines.map((line) => edge(line.id, line.start.id, line.end.id, line.width, line.denied === line.n ? "denied" : "edge", strong ? 0.25 : 0.6, line.denied === line.n));
  const hot = lines.filter((line) => line.hot).map((line) => edge(`${line.id} !`, line.start.id, line.end.id, few ? Math.max(2.2, line.hotWidth) : line.hotWidth, "accent", 0.8));
  const tied = ties.map((one) => ({
    ...edge(one.id, one.start.id, one.end.id, 1.6, one.what, 0.85, true),
    to: `${one.end.id}>`,
    smooth: { enabled: true, type: "curvedCW", roundness: Math.min(0.35, BULGE / (one.end.y - one.start.y)) },
  }));
  return [...plain, ...hot, ...tied];
}

function edge(id, start, end, width, colour, opacity, dashes = false) {
  return { id, from: `${start}>`, to: `${end}<`, width, color: { color: colours[colour], opacity, inherit: false }, dashes: dashes ? [5, 4] : false };
}

/** A mark's nodes: its box, and one without extent at each side, where lines come in and go out. */
function nodesShown() {
  return [...marks.values()].flatMap((mark) => [
    { id: mark.id, x: mark.x, y: mark.y, shape: "custom", ctxRenderer: renderMark },
    { id: `${mark.id}<`, x: mark.x - mark.width / 2, y: mark.y, shape: "dot", size: 0 },
    { id: `${mark.id}>`, x: mark.x + mark.width / 2, y: mark.y, shape: "dot", size: 0 },
  ]);
}

/** The heads of the columns, kept at the top of the picture while it moves. */
function drawHeads(ctx) {
  const ratio = network.canvas.pixelRatio;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = colours.ground;
  ctx.fillRect(0, 0, ctx.canvas.width / ratio, HEAD);
  ctx.font = `600 13px ${FONT}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.fillStyle = colours.soft;
  DATA.left.forEach((left, column) => {
    const [from, to] = [left, left + DATA.width[column]].map((x) => network.canvasToDOM({ x, y: 0 }).x);
    ctx.fillText(fitted(ctx, headOf(column), to - from + 20), from, HEAD / 2);
  });
  ctx.restore();
}

/** A column's head, with how many things are in it. */
const headOf = (column) => `${word(`column${column}`)} (${drawn.sizes[column].size.toLocaleString(language)})`;

/** The mark at a point of the canvas. */
function markAt({ x, y }) {
  return [...marks.values()].find((mark) => Math.abs(x - mark.x) <= mark.width / 2 && Math.abs(y - mark.y) <= DATA.row / 2) ?? null;
}

/** Moves the view as little as it takes to see some marks whole, or, where that would be too small to read, one of them. */
function fit(wanted, first = wanted[0], still = false) {
  if (!wanted.length) return;
  const [left, right] = [Math.min(...wanted.map((mark) => mark.x - mark.width / 2)) - 14, Math.max(...wanted.map((mark) => mark.x + mark.width / 2)) + (ties.length ? 34 : 14)];
  const [top, bottom] = [Math.min(...wanted.map((mark) => mark.y)) - 18, Math.max(...wanted.map((mark) => mark.y)) + 18];
  const [width, height] = [box.clientWidth, box.clientHeight - HEAD];
  const whole = Math.min(width / (right - left), height / (bottom - top), 1.25);
  const scale = Math.max(READABLE, still ? Math.min(whole, network.getScale()) : whole);
  const now = network.getViewPosition();
  const clamp = (low, at, high) => Math.min(high, Math.max(low, at));
  const middle = (low, high, room, at, before) => {
    if (high - low > room + 1) return clamp(low + room / 2, at, high - room / 2);
    return still ? clamp(high - room / 2, before, low + room / 2) : (low + high) / 2;
  };
  const half = HEAD / 2 / scale;
  const y = middle(top, bottom, height / scale, first.y, now.y + half) - half;
  network.moveTo({ position: { x: middle(left, right, width / scale, first.x, now.x), y }, scale });
}

/** Brings a mark into sight, without changing the scale. */
function reveal(mark) {
  const at = network.canvasToDOM(mark);
  const half = (mark.width / 2) * network.getScale();
  const seen = at.x - half > -4 && at.x + half < box.clientWidth + 4 && at.y > HEAD + 8 && at.y < box.clientHeight - 10;
  if (!seen) network.moveTo({ position: { x: mark.x, y: mark.y } });
}

/** The wheel moves the picture like a page; with Ctrl (or two fingers on a pad) it zooms toward the pointer. */
function turn(event) {
  event.preventDefault();
  const rect = box.getBoundingClientRect();
  const pointer = network.DOMtoCanvas({ x: event.clientX - rect.left, y: event.clientY - rect.top });
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  const unit = event.deltaMode === 0 ? 1 : 30;
  if (!event.ctrlKey) return network.moveTo({ position: { x: x + (unit * event.deltaX) / scale, y: y + (unit * event.deltaY) / scale } });
  const to = Math.min(4, Math.max(0.1, scale * Math.exp(-unit * event.deltaY * 0.005)));
  const part = 1 - scale / to;
  network.moveTo({ scale: to, position: { x: x + (pointer.x - x) * part, y: y + (pointer.y - y) * part } });
}
