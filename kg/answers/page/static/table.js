"use strict";
// The same claims as a table that can be sorted, and what can be taken away: CSV, SVG and PNG of what is shown.

const FIELDS = {
  date: (claim) => claim.date,
  column0: (claim) => each(claim, COUNTRY),
  column1: (claim) => each(claim, SOURCE),
  kindOf: (claim) => [...new Set(claim.ways.map((way) => word(`kinds.${kindOfWay(way)}`)))].join(" ; "),
  column2: (claim) => each(claim, RELAY),
  column3: (claim) => each(claim, OUTLET),
  claim: (claim) => claim.text,
  commitment: (claim) => word(`commitment.${claim.commitment}`),
  proposition: (claim) => claim.propositions.map((place) => PROPOSITIONS[place].label).join(" ; "),
  verdict: (claim) => (state.rest ? claim.propositions.map((place) => word(`verdict.${verdictOf(PROPOSITIONS[place])}`)).join(" ; ") : ""),
  article: (claim) => claim.article,
};
const sorting = { field: "", down: false, shown: STEP };

function each(claim, column) {
  const places = claim.ways.map((way) => DATA.ways[way][column]).filter((place) => place >= 0);
  return [...new Set(places)].map((place) => nameOf(column, place)).join(" ; ");
}

/** The claims that the filters leave, in the order chosen. */
function sorted() {
  const found = drawn.claims.map(({ claim }) => claim);
  if (!sorting.field) return found;
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const rows = found.map((claim) => [FIELDS[sorting.field](claim), claim]).sort(([a], [b]) => compare(a, b));
  return (sorting.down ? rows.reverse() : rows).map(([, claim]) => claim);
}

function headCell(field) {
  const button = element("button", "", word(field));
  button.type = "button";
  button.addEventListener("click", () => {
    Object.assign(sorting, { field, down: sorting.field === field && !sorting.down, shown: STEP });
    fillTable();
    document.querySelector(`#table [data-field="${field}"] button`).focus();
  });
  const cell = element("th", "", button);
  Object.assign(cell, { scope: "col" });
  cell.dataset.field = field;
  if (sorting.field === field) cell.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
  return cell;
}

function fillTable() {
  const fields = Object.keys(FIELDS).filter((field) => field !== "verdict" || state.rest);
  const found = sorted();
  const rows = found.slice(0, sorting.shown).map((claim) => {
    const cells = fields.map((field) => {
      const content = field === "claim" ? [choice(`q${claim.id}`, ...exact(claim.text))] : exact(cut(FIELDS[field](claim)));
      const cell = element("td", field, ...content);
      cell.dir = "auto";
      return cell;
    });
    return element("tr", state.at === `q${claim.id}` ? "chosen" : "", ...cells);
  });
  const caption = element("caption", "", found.length ? counted("claims", found.length) : word("nothing"));
  document.querySelector("#table table").replaceChildren(caption, element("thead", "", element("tr", "", ...fields.map(headCell))), element("tbody", "", ...rows));
  document.getElementById("more").hidden = found.length <= sorting.shown;
}

/** A cell of a CSV file: no control characters, and no formula to a spreadsheet (see harmless.py). */
function cell(value) {
  const plain = value.replace(/(?![\n\t])\p{Cc}/gu, "");
  return `"${(/^\s*[=+\-@＝＋－＠]/.test(plain) ? `'${plain}` : plain).replaceAll('"', '""')}"`;
}

function csv() {
  const rows = [["id", ...Object.keys(FIELDS).map(word)], ...sorted().map((claim) => [claim.id, ...Object.values(FIELDS).map((field) => field(claim))])];
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** What is drawn as an SVG document; text is escaped by the serializer. */
function svg() {
  const made = (name, attributes, words) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (words !== undefined) node.textContent = words;
    return node;
  };
  const pen = document.createElement("canvas").getContext("2d");
  const shown = [...marks.values()];
  const width = DATA.left[PROPOSITION] + DATA.width[PROPOSITION] + 80;
  const height = Math.max(0, ...shown.map((mark) => mark.y)) + 60;
  const root = made("svg", { viewBox: `-20 -40 ${width} ${height}`, width, height, "font-family": FONT, "font-size": SIZE });
  root.append(made("title", {}, document.title), made("rect", { x: -20, y: -40, width, height, fill: colours.paper }));
  const nodes = new Map(shown.flatMap((mark) => [[`${mark.id}<`, [mark.x - mark.width / 2, mark.y]], [`${mark.id}>`, [mark.x + mark.width / 2, mark.y]]]));
  for (const line of edgesShown()) {
    const [[x1, y1], [x2, y2]] = [nodes.get(line.from), nodes.get(line.to)];
    const bend = line.to.endsWith(">") ? [x1 + 40, x2 + 40] : [(x1 + x2) / 2, (x1 + x2) / 2];
    const d = `M${x1},${y1}C${bend[0]},${y1} ${bend[1]},${y2} ${x2},${y2}`;
    root.append(made("path", { d, fill: "none", stroke: line.color.color, "stroke-opacity": line.color.opacity, "stroke-width": line.width, ...(line.dashes ? { "stroke-dasharray": line.dashes.join(" ") } : {}) }));
  }
  for (const mark of shown) {
    const shape = picture(pen, mark);
    const group = made("g", { transform: `translate(${mark.x - mark.width / 2} ${mark.y})` });
    group.append(
      made("title", {}, oneLine(labelOf(mark))),
      made("rect", { x: 0, y: -TALL / 2, width: mark.width, height: TALL, rx: 4, fill: shape.fill, stroke: shape.stroke, "stroke-width": shape.thick, ...(shape.dashed ? { "stroke-dasharray": "4 3" } : {}) }),
      made("rect", { x: 0, y: -TALL / 2, width: 7, height: TALL, fill: shape.bar }),
      made("text", { x: 13, y: 5, fill: shape.ink }, shape.label),
      made("text", { x: mark.width - 6, y: 5, fill: colours.soft, "text-anchor": "end" }, shape.number),
    );
    root.append(group);
  }
  DATA.left.forEach((x, column) => root.append(made("text", { x, y: -16, fill: colours.soft, "font-weight": 600 }, headOf(column))));
  return new XMLSerializer().serializeToString(root);
}

/** The same as an image, twice as dense. */
async function png() {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg())}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Hands a file to the reader. */
function save(name, content, type) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const SAVES = {
  csv: () => save("claims.csv", `\ufeff${csv()}`, "text/csv"),
  svg: () => save("claims.svg", svg(), "image/svg+xml"),
  png: async () => save("claims.png", await png(), "image/png"),
};
