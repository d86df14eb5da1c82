"use strict";
// The network on the page, and what happens on a click, a key, a filter, or a change of language or colours.

const box = document.getElementById("graph");
const tip = document.getElementById("tip");
const byId = (id) => document.getElementById(id);
let focused = null; // the mark that the keyboard stands on
const [nodes, edges] = [new vis.DataSet(DATA.nodes), new vis.DataSet(DATA.edges)]; // as pyvis wrote them
let network = null;

/** Draws everything anew from the state; `move` says whether the view goes to what is chosen. */
function draw(move = false) {
  filter();
  arrange();
  for (const [set, shown] of [[nodes, nodesShown()], [edges, edgesShown()]]) {
    set.remove(set.getIds().filter((id) => !shown.some((one) => one.id === id)));
    set.update(shown);
  }
  fillFilters();
  fillMarks();
  showDetails();
  byId("table").hidden = state.view !== "table";
  byId("picture").hidden = state.view === "table";
  byId("details").hidden = state.view === "table" && !state.at; // the list would say the same as the table
  if (state.view === "table") fillTable();
  writeAddress();
  if (move) look();
}

/** Lets the view fit what is chosen with all that leads to it; everything where nothing is. */
function look() {
  const all = [...marks.values()];
  const chosen = all.find(isChosen);
  const around = all.filter((mark) => mark.hot);
  if (chosen) fit(around.length ? around : [chosen], chosen, true);
  else fit(all);
}

/** Chooses a thing or a sentence by its key, "" for none; whatever hides it in its column is opened. */
function choose(key) {
  state.at = key;
  const [column, place] = thingAt();
  if (place < 0) state.at = "";
  else if (![...marks.values()].some((mark) => mark.column === column && mark.things.length === 1 && mark.things[0] === place)) delete open[column];
  else if (open[column]) open[column].turned = false;
  if (place >= 0 && !chosenClaims().size) leaveFilters();
  draw(true);
}

/** Filters that would hide what is chosen are let go of: a click in a list always shows what was clicked. */
function leaveFilters() {
  const { rest, variant, view, at } = state;
  Object.assign(state, START, { hidden: [], rest, variant, view, at });
  fillControls();
  filter();
}

/** Draws only what goes through a thing, or, given "", everything again. */
function keepWithin(key) {
  state.within = key;
  for (const column of Object.keys(open)) delete open[column];
  draw(true);
}

/** What a click or Enter on a mark does: others open in place, all else is chosen, or let go of. */
function press(mark) {
  if (!mark) return choose("");
  if (mark.turn) open.sentences = { ...open.sentences, page: open.sentences.page + mark.turn };
  else if (mark.close) delete open[mark.column];
  else if (mark.rest) open[mark.column] = { kind: mark.kind ?? "", page: mark.page ?? 0, turned: true };
  else return choose(isChosen(mark) ? "" : mark.claim ? `q${mark.claim.id}` : keyOf(mark.column, mark.things[0]));
  draw();
}

/** The marks as buttons that are not seen: what a keyboard goes through and a screen reader reads. */
function fillMarks() {
  const inside = byId("marks").contains(document.activeElement);
  const groups = DATA.things.map((_, column) => {
    const own = [...marks.values()].filter((mark) => mark.column === column);
    const list = element("ul", "", ...own.map((mark) => {
      const button = element("button", "", oneLine(labelOf(mark)).slice(0, 300), mark.sentence ? "" : `, ${counted("claims", mark.claims)}`);
      Object.assign(button, { type: "button", tabIndex: -1 });
      button.dataset.mark = mark.id;
      button.setAttribute("aria-pressed", String(isChosen(mark)));
      return element("li", "", button);
    }));
    list.setAttribute("aria-label", headOf(column));
    return list;
  });
  byId("marks").replaceChildren(...groups);
  const at = [...marks.values()].find((mark) => mark.id === focused) ?? [...marks.values()].find(isChosen) ?? marks.values().next().value;
  const button = at && buttonOf(at);
  if (button) button.tabIndex = 0;
  if (inside) button?.focus();
}

const buttonOf = (mark) => byId("marks").querySelector(`[data-mark="${CSS.escape(mark.id)}"]`);

/** The next mark for an arrow key: up and down in its column, to the side along the widest line. */
function neighbour(mark, key) {
  if (key === "ArrowLeft") return lines.filter((line) => line.end === mark).sort((a, b) => b.hot - a.hot || b.n - a.n)[0]?.start;
  if (key === "ArrowRight") return lines.filter((line) => line.start === mark).sort((a, b) => b.hot - a.hot || b.n - a.n)[0]?.end;
  const own = [...marks.values()].filter((other) => other.column === mark.column);
  const to = { ArrowUp: own.indexOf(mark) - 1, ArrowDown: own.indexOf(mark) + 1, Home: 0, End: own.length - 1 }[key];
  return to === undefined ? undefined : own[to];
}

function keyOnMark(event) {
  const mark = marks.get(event.target.dataset.mark);
  const next = mark && neighbour(mark, event.key);
  if (!/^(Arrow|Home|End)/.test(event.key)) return;
  event.preventDefault();
  if (!next) return;
  event.target.tabIndex = -1;
  const button = buttonOf(next);
  button.tabIndex = 0;
  button.focus({ preventScroll: true });
}

function showTip(event) {
  const rect = box.getBoundingClientRect();
  const mark = markAt(network.DOMtoCanvas({ x: event.clientX - rect.left, y: event.clientY - rect.top }));
  box.classList.toggle("over", mark !== null);
  tip.hidden = mark === null;
  if (mark === null) return;
  tip.replaceChildren(...exact(cut(labelOf(mark), 300)), mark.sentence ? "" : ` · ${counted("claims", mark.claims)}`);
  tip.style.left = `${Math.max(8, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, Math.min(event.clientY + 18, innerHeight - tip.offsetHeight - 8))}px`;
}

function fillMenu(menu, rows, chosen) {
  menu.replaceChildren(...rows.map(([value, name]) => Object.assign(element("option", "", name), { value })));
  menu.value = chosen;
}

const byName = (a, b) => a[1].localeCompare(b[1], language);
const shownOf = (n, all) => `${n.toLocaleString(language)} / ${all.toLocaleString(language)}`;
const count = (key) => (drawn.counts.get(key) ?? 0).toLocaleString(language);

/** The menus, with the number of claims drawn beside each choice, and the legend, whose entries are filters. */
function fillFilters() {
  const countries = DATA.things[COUNTRY].map((code) => [code, `${countryName(code)} (${count(`country:${code}`)})`]).sort(byName);
  fillMenu(byId("country"), [["", word("anyCountry")], ...countries], state.country);
  byId("single-count").textContent = `(${count("single")})`;
  const groups = [
    ["kind", DATA.kinds.filter((kind) => CLAIMS.some((claim) => claim.ways.some((way) => kindOfWay(way) === kind))), (name) => word(`kinds.${name}`), (name) => name],
    ...(state.rest ? [["verdict", ["yes", "undetermined", "no", "none"], (name) => word(`verdict.${name}`), (name) => `verdict-${name}`]] : []),
    ["tie", ["contradictions", "copies"].filter((name) => DATA[name].length), word, (name) => name],
    ["commitment", [...new Set(CLAIMS.map((claim) => claim.commitment))], (name) => word(`commitment.${name}`), () => null],
  ];
  const held = document.activeElement?.dataset?.filter;
  byId("legend").replaceChildren(...groups.filter(([, names]) => names.length).map(([group, names, nameFor, colour]) => {
    const list = element("ul", "", element("li", "what", word(`legend.${group}`)), ...names.map((name) => {
      const key = `${group}:${name}`;
      const button = element("button", "", colour(name) ? swatch(colour(name)) : "", nameFor(name), " ", element("span", "number", group === "tie" ? shownOf(drawn.ties.get(name), DATA[name].length) : count(key)));
      button.type = "button";
      button.dataset.filter = key;
      button.setAttribute("aria-pressed", String(shows(key)));
      button.addEventListener("click", () => {
        state.hidden = shows(key) ? [...state.hidden, key] : state.hidden.filter((other) => other !== key);
        draw();
      });
      return element("li", "", button);
    }));
    return list;
  }));
  if (held) byId("legend").querySelector(`[data-filter="${CSS.escape(held)}"]`)?.focus();
  const undated = dated() ? CLAIMS.filter((claim) => !claim.date).length : 0;
  byId("days").textContent = `${dateName(DAYS[state.from])} – ${dateName(DAYS[state.to])}${undated ? ` (${word("undated", { n: undated.toLocaleString(language) })})` : ""}`;
  for (const name of ["from", "to"]) byId(name).setAttribute("aria-valuetext", dateName(DAYS[state[name]]));
  const [column, within] = findThing(state.within);
  byId("within").hidden = within < 0;
  if (within >= 0) byId("within").replaceChildren("✕ ", ...exact(word("within", { name: cut(nameOf(column, within), 40) })));
  byId("reset").hidden = !(state.within || state.q || state.country || state.single || state.hidden.length || dated());
}

/** Puts the state into the controls; called at the start, and when the language or the address changes. */
function fillControls() {
  const states = new Set(DATA.propositions.flatMap(([, , , , verdicts]) => Object.keys(verdicts)).filter(Boolean));
  fillMenu(byId("rest"), [["", word("noVerdict")], ...[...states].map((code) => [code, countryName(code)]).sort(byName)], state.rest);
  fillMenu(byId("variant"), VARIANTS.map((name) => [name, word(`variant.${name}`)]), state.variant);
  byId("variant").hidden = !state.rest;
  byId("q").value = state.q;
  byId("single").checked = state.single;
  for (const name of ["from", "to"]) Object.assign(byId(name), { min: 0, max: START.to, value: state[name] });
  byId("time").hidden = DAYS.length < 2;
  const articles = new Set(CLAIMS.map((claim) => claim.article));
  byId("counts").textContent = word("counts", {
    claims: counted("claims", CLAIMS.length),
    sentences: counted("sentences", new Set(CLAIMS.map((claim) => `${claim.article} ${claim.text}`)).size),
    articles: counted("articles", articles.size),
    sources: counted("sources", DATA.things[SOURCE].length),
  });
  for (const name of ["graph", "table"]) byId(`view-${name}`).setAttribute("aria-pressed", String(state.view === name));
}

/** Light or dark: as the system says until the button is pressed. */
function inTheme(theme) {
  document.documentElement.dataset.theme = theme;
  readColours();
  if (network) draw();
}

function inLanguage(chosen) {
  speak(chosen);
  fillControls();
  if (network) draw();
}

function begin() {
  readAddress();
  byId("app").hidden = false;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  inTheme(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => inTheme(dark.matches ? "dark" : "light"));
  inLanguage(language);
  network = new vis.Network(box, { nodes, edges }, { ...DATA.options, nodes: { ctxRenderer: renderMark } });
  box.querySelector("canvas").setAttribute("aria-hidden", "true");
  box.firstElementChild.tabIndex = -1; // the buttons beside it take the focus
  network.on("afterDrawing", drawHeads);
  network.on("click", ({ pointer }) => press(markAt(pointer.canvas)));
  network.on("resize", () => requestAnimationFrame(look)); // after vis-network, which keeps the old middle
  draw(true);
}

box.addEventListener("wheel", turn, { passive: false });
box.addEventListener("mousemove", showTip);
box.addEventListener("mouseleave", () => (tip.hidden = true));
byId("marks").addEventListener("keydown", keyOnMark);
byId("marks").addEventListener("click", (event) => press(marks.get(event.target.dataset.mark)));
byId("marks").addEventListener("focusin", (event) => {
  focused = event.target.dataset.mark;
  reveal(marks.get(focused));
  network.redraw();
});
byId("marks").addEventListener("focusout", () => {
  focused = null;
  network.redraw();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose("");
});
addEventListener("hashchange", () => {
  readAddress();
  fillControls();
  draw(true);
});
let waiting = 0;
byId("q").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    state.q = byId("q").value;
    draw();
  }, 120);
});
for (const name of ["country", "rest", "variant", "single", "from", "to"]) {
  byId(name).addEventListener("input", (event) => {
    const { type, checked, value } = event.target;
    state[name] = type === "checkbox" ? checked : type === "range" ? Number(value) : value;
    if (name === "from") state.to = Math.max(state.from, state.to);
    if (name === "to") state.from = Math.min(state.from, state.to);
    fillControls();
    draw();
  });
}
byId("controls").addEventListener("submit", (event) => event.preventDefault());
byId("within").addEventListener("click", () => keepWithin(""));
byId("reset").addEventListener("click", () => {
  leaveFilters();
  draw(true);
  byId("q").focus();
});
for (const name of ["graph", "table"]) {
  byId(`view-${name}`).addEventListener("click", () => {
    state.view = name;
    fillControls();
    draw(true);
  });
}
byId("more").addEventListener("click", () => {
  sorting.shown += STEP;
  fillTable();
});
for (const [name, take] of Object.entries(SAVES)) byId(`save-${name}`).addEventListener("click", take);
byId("fit").addEventListener("click", () => fit([...marks.values()]));
for (const [id, factor] of [["zoom-in", 1.3], ["zoom-out", 1 / 1.3]]) {
  byId(id).addEventListener("click", () => network.moveTo({ scale: network.getScale() * factor }));
}
byId("language").addEventListener("click", () => inLanguage(nextLanguage()));
byId("theme").addEventListener("click", () => inTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));

begin();
