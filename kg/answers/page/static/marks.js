"use strict";
// Which marks are drawn and where: the rules of layout.py, for what filters leave and what is opened in place.

const SENTENCES = 12; // drawn of an opened proposition at a time
const INDENT = 22;
let marks = new Map(); // by id, in the order of the columns
let lines = [];
let ties = [];

/** The sentences of the proposition that is open, as many as fit, and a mark for those that follow or go before. */
function sentenceMarks() {
  const [column, place] = thingAt();
  if (column !== PROPOSITION || !drawn.sizes[PROPOSITION].has(place) || open[PROPOSITION]?.turned) return [];
  const found = drawn.claims.filter(({ propositions }) => propositions.includes(place)).map(({ claim }) => claim);
  const at = found.findIndex((claim) => `q${claim.id}` === state.at);
  if (at >= 0 && open.sentences?.at !== state.at) open.sentences = { place, page: Math.floor(at / SENTENCES), at: state.at };
  if (open.sentences?.place !== place) open.sentences = { place, page: 0 };
  const begin = open.sentences.page * SENTENCES;
  const page = found.slice(begin, begin + SENTENCES).map((claim) => ({ id: `q${claim.i}`, claim, claims: 1 }));
  if (begin > 0) page.unshift({ id: "q-", rest: begin, turn: -1 });
  if (begin + SENTENCES < found.length) page.push({ id: "q+", rest: found.length - begin - SENTENCES, turn: 1 });
  return page.map((mark) => ({ ...mark, column: PROPOSITION, things: [], sentence: true }));
}

/** The things of a column that must be seen: what is chosen; of a sentence all that it came through. */
function chosenPlaces(column) {
  const [own, place] = thingAt();
  if (own === column) return [place];
  const claim = chosenClaim();
  return claim ? claim.ways.map((way) => DATA.ways[way][column]) : [];
}

/** The marks of a column: the things of most claims in their order, then one for all others of each kind. */
function columnMarks(column, room) {
  const sizes = drawn.sizes[column];
  const live = [...sizes.keys()].sort((a, b) => a - b);
  const kinds = column === SOURCE ? DATA.kindOf[0].map((kind) => DATA.kinds[kind]) : null;
  const bySize = (a, b) => sizes.get(b) - sizes.get(a) || a - b;
  const one = (place) => ({ id: LETTERS[column] + place, column, things: [place], claims: sizes.get(place) });
  const many = (sign, things, more) => ({ id: LETTERS[column] + sign, column, things, claims: things.reduce((sum, place) => sum + sizes.get(place), 0), rest: things.length, ...more });
  if (live.length <= room) return live.map(one);
  room -= new Set(kinds ? live.map((place) => kinds[place]) : [""]).size;
  let first = new Set([...live].sort(bySize).slice(0, room));
  const wanted = open[column] ? [] : chosenPlaces(column).filter((place) => sizes.has(place)).slice(0, room);
  const kept = [...first].filter((place) => !wanted.includes(place)).sort(bySize).slice(0, room - wanted.length);
  if (wanted.length) first = new Set([...kept, ...wanted]);
  const others = new Map();
  for (const place of live) {
    if (first.has(place)) continue;
    const kind = kinds ? kinds[place] : "";
    others.set(kind, [...(others.get(kind) ?? []), place]);
  }
  const opened = open[column] && others.get(open[column].kind);
  if (opened) return openedMarks(column, opened, room, { live, bySize, one, many });
  const shown = live.filter((place) => first.has(place) || [...others.values()].some((rest) => rest.length === 1 && rest[0] === place));
  return [...shown.map(one), ...[...others].filter(([, rest]) => rest.length > 1).map(([kind, rest]) => many(`+${kind}`, rest, { kind }))];
}

/** A column in which one of the marks for all others is opened: a page of them, those before, those after, the rest. */
function openedMarks(column, opened, room, { live, bySize, one, many }) {
  const size = Math.max(1, room - 3);
  const ranked = [...opened].sort(bySize);
  const [own, place] = thingAt();
  const held = own === column && !open[column].turned ? ranked.indexOf(place) : -1; // what is chosen stays in sight
  const page = held >= 0 ? Math.floor(held / size) : Math.min(open[column].page, Math.floor((ranked.length - 1) / size));
  const [before, here, after] = [ranked.slice(0, page * size), ranked.slice(page * size, (page + 1) * size), ranked.slice((page + 1) * size)];
  const { kind } = open[column];
  const away = live.filter((place) => !opened.includes(place));
  return [
    many("*", away, { close: true }),
    ...(before.length ? [many(`-${kind}`, before, { kind, page: page - 1 })] : []),
    ...here.sort((a, b) => a - b).map(one),
    ...(after.length ? [many(`+${kind}`, after, { kind, page: page + 1 })] : []),
  ];
}

/** Works out all marks with their places, and the lines between them. */
function arrange() {
  const sentences = sentenceMarks();
  const columns = DATA.things.map((_, column) => columnMarks(column, DATA.rows - (column === PROPOSITION ? sentences.length : 0)));
  const [column, place] = thingAt();
  const parent = columns[PROPOSITION].findIndex((mark) => column === PROPOSITION && mark.things.length === 1 && mark.things[0] === place);
  if (parent >= 0) columns[PROPOSITION].splice(parent + 1, 0, ...sentences);
  const height = DATA.row * Math.max(0, ...columns.map((found) => found.length));
  marks = new Map();
  for (const [number, found] of columns.entries()) {
    found.forEach((mark, row) => {
      const indent = mark.sentence ? INDENT : 0;
      mark.width = DATA.width[number] - indent;
      mark.x = DATA.left[number] + indent + mark.width / 2;
      mark.y = Math.round(((row + 0.5) * height * 10) / found.length) / 10;
      marks.set(mark.id, mark);
    });
  }
  link();
}

/** The lines: how many claims go from mark to mark, how many of them are denials, how many go through what is chosen. */
function link() {
  const homes = DATA.things.map(() => new Map());
  const sentences = new Map();
  for (const mark of marks.values()) {
    for (const place of mark.things) homes[mark.column].set(place, mark);
    if (mark.claim) sentences.set(mark.claim, mark);
  }
  const chosen = chosenClaims();
  const opened = thingAt()[1];
  const steps = new Map();
  const trails = DATA.ways.map(() => null); // of each way its steps from mark to mark, and where it ends
  const trail = (way) => {
    const along = DATA.ways[way].map((place, column) => homes[column].get(place)).filter(Boolean);
    return { steps: along.slice(1).map((mark, i) => `${along[i].id} ${mark.id}`), last: along.at(-1).id };
  };
  for (const { claim, ways, propositions } of drawn.claims) {
    const passed = new Set();
    for (const way of ways) {
      const { steps: own, last } = (trails[way] ??= trail(way));
      for (const step of own) passed.add(step);
      for (const place of propositions) passed.add(`${last} ${((place === opened && sentences.get(claim)) || homes[PROPOSITION].get(place)).id}`);
    }
    for (const step of passed) {
      const found = steps.get(step) ?? { n: 0, denied: 0, hot: 0 };
      steps.set(step, found);
      found.n += 1;
      if (claim.denied) found.denied += 1;
      if (chosen.has(claim)) found.hot += 1;
    }
  }
  const most = Math.max(1, ...[...steps.values()].map((step) => step.n));
  const width = (n) => Math.round((DATA.thinnest + (DATA.widest - DATA.thinnest) * Math.sqrt(n / most)) * 10) / 10;
  lines = [...steps].map(([id, step]) => ({ id, start: marks.get(id.split(" ")[0]), end: marks.get(id.split(" ")[1]), ...step, width: width(step.n), hotWidth: step.hot ? width(step.hot) : 0 }));
  for (const line of lines) if (line.hot) line.start.hot = line.end.hot = true;
  tie(homes, sentences);
}

/** Contradictions between marks of propositions or sentences, copied text between those of outlets. */
function tie(homes, sentences) {
  const left = new Map(drawn.claims.map((found) => [found.claim, found]));
  const outlets = new Map();
  for (const { claim, ways } of drawn.claims) outlets.set(claim.article, homes[OUTLET].get(DATA.ways[ways[0]][OUTLET]));
  const markOf = (claim) => sentences.get(claim) ?? homes[PROPOSITION].get(left.get(claim)?.propositions[0]);
  const pairs = [
    ...DATA.contradictions.map(([a, b, kind]) => ["contradictions", markOf(CLAIMS[a]), markOf(CLAIMS[b]), kind]),
    ...DATA.copies.map(([a, b, kind]) => ["copies", outlets.get(DATA.articles[a][0]), outlets.get(DATA.articles[b][0]), kind]),
  ];
  const found = new Map();
  for (const [what, start, end, kind] of pairs) {
    if (!start || !end || start === end || start.rest || end.rest || !shows(`tie:${what}`)) continue;
    const [up, down] = start.y < end.y ? [start, end] : [end, start];
    const id = `${what} ${up.id} ${down.id}`;
    found.set(id, { id, what, start: up, end: down, kind, n: (found.get(id)?.n ?? 0) + 1 });
  }
  ties = [...found.values()];
  drawn.ties = new Map(["contradictions", "copies"].map((what) => [what, ties.filter((one) => one.what === what).reduce((sum, one) => sum + one.n, 0)]));
}
