// The editor of the SPARQL page: it takes the place of the textarea, which works without it and still carries the query.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { lintGutter, linter } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const nonce = document.currentScript.nonce;
const KEYWORDS = `SELECT DISTINCT ASK CONSTRUCT DESCRIBE WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND AS GROUP BY HAVING
  ORDER ASC DESC LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT EXISTS NOT IN REGEX CONTAINS STRSTARTS STR LANG
  DATATYPE BOUND COALESCE IF YEAR MONTH DAY LCASE UCASE STRLEN PREFIX FROM NAMED a`.split(/\s+/);

const look = EditorView.theme({
  "&": { border: "1px solid var(--soft)", borderRadius: ".3rem", background: "var(--paper)", fontSize: ".9rem" },
  "&.cm-focused": { outline: "3px solid var(--link)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', minHeight: "14rem", maxHeight: "60vh" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { background: "var(--band)", color: "var(--soft)", border: "none" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--mark)",
  },
  ".cm-tooltip": { background: "var(--band)", color: "var(--ink)", border: "1px solid var(--soft)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--link)", color: "var(--paper)" },
  ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "var(--paper)" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal" },
  ".cm-completionInfo": { maxWidth: "24rem" },
  ".cm-matchingBracket": { background: "var(--mark) !important", color: "inherit" },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--link)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--good)" },
  { tag: tags.string, color: "var(--bad)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.number, tags.bool, tags.literal], color: "var(--open)" },
]);

/** Terms of the ontology with what they mean, once somebody types one. */
let terms;
const known = () =>
  (terms ??= fetch("/terms.json")
    .then((answer) => answer.json())
    .then((found) =>
      found.terms.map((term) => ({
        label: term.name,
        type: term.kind === "class" ? "class" : term.kind === "property" ? "property" : "constant",
        detail: term.label,
        info: term.says || undefined,
      })),
    )
    .catch(() => []));

async function complete(context) {
  const word = context.matchBefore(/[?$]?[\w-]*(:[\w-]*)?/);
  if (word === null || (word.from === word.to && !context.explicit)) return null;
  if (/^[?$]/.test(word.text)) {
    const names = new Set(context.state.doc.toString().match(/[?$]\w+/g));
    names.delete(word.text);
    return { from: word.from, options: [...names].map((label) => ({ label, type: "variable" })) };
  }
  const keywords = KEYWORDS.map((label) => ({ label, type: "keyword" }));
  return { from: word.from, options: [...(await known()), ...keywords], validFor: /^[\w-]*(:[\w-]*)?$/ };
}

/** What the server found wrong, while the query is the one that it was asked; else what the grammar says. */
const wrong = (area) => (view) => {
  const { doc } = view.state;
  const line = Number(area.dataset.line);
  if (line && line <= doc.lines && doc.toString() === area.value) {
    const from = Math.min(doc.line(line).from + Number(area.dataset.column) - 1, doc.line(line).to);
    return [{ from, to: Math.max(from, doc.line(line).to), severity: "error", message: area.dataset.problem }];
  }
  const found = [];
  syntaxTree(view.state).iterate({
    enter(node) {
      if (node.type.isError && !found.length) {
        const from = Math.max(0, node.from - (node.from === node.to ? 1 : 0));
        found.push({ from, to: node.to, severity: "error", message: "This is no SPARQL from here on." });
      }
    },
  });
  return found;
};

function edit(area) {
  const { form } = area;
  const run = () => (form.requestSubmit(), true);
  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ "aria-label": area.labels[0].textContent.trim(), spellcheck: "false" }),
        EditorView.lineWrapping,
        lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), lintGutter(),
        sparql(), syntaxHighlighting(colours), look,
        autocompletion({ override: [complete] }),
        linter(wrong(area), { delay: 600 }),
        keymap.of([{ key: "Mod-Enter", run }, ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      ],
    }),
  });
  area.after(view.dom);
  area.hidden = true;
  form.addEventListener("submit", () => {
    area.value = view.state.doc.toString();
  });
}

for (const area of document.querySelectorAll("textarea[data-editor]")) edit(area);
