// One key for what stands on the page: data-key names it. On the page of an article n and p walk from sentence to
// sentence, and the other keys are for the sentence that has the focus. Everything can be done without, by links.
"use strict";

const typing = (element) => element.closest("input:not([type=submit]), textarea, select, [contenteditable]") !== null;

function walk(step) {
  const marks = [...document.querySelectorAll(".sentence:not(.dim) > .mark")];
  const from = document.activeElement.closest(".sentence") ?? document.querySelector(".sentence:target");
  const at = marks.findIndex((mark) => mark.parentElement === from);
  const to = marks[Math.min(Math.max(at + step, 0), marks.length - 1)];
  to?.focus();
  to?.scrollIntoView({ block: "center" });
}

function act(key) {
  const sentence = document.activeElement.closest(".sentence");
  const here = sentence?.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`main > * [data-key="${key}"]`);
  if (here === null || (here.closest(".sentence") ?? sentence) !== sentence) return false;
  if (here.matches("input")) here.focus();
  else here.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const reading = document.querySelector(".sentence") !== null;
  if (reading && (event.key === "n" || event.key === "p")) walk(event.key === "n" ? 1 : -1);
  else if (!/^[a-z]$/.test(event.key) || !act(event.key)) return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("a, button, .chain") === null) event.target.closest(".sentence")?.querySelector(".mark").focus();
});

// A browser that goes to a place takes the focus away: the sentence of the address gets it after that.
addEventListener("load", () => setTimeout(() => document.querySelector(".sentence:target > .mark")?.focus({ preventScroll: true })));
