"""The labelled expressions of time in ``tests/cases``: ``python -m bench.labelled_times`` prints those that are wrong.

Sentences are marked by hand: the expressions stand in square brackets, what each stands for behind a tab. An
expression is right when one is found that shares words with it and has its value; what is found beside the labelled
ones is an error too, and so counts among the cases. A sentence without expressions is one case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.languages.profile import supported
from kg.model import Span
from kg.text.segmentation import split
from kg.text.times import Times

CASES = Path(__file__).parent.parent / "tests" / "cases"
_MARK = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled text: what is known beside it, its expressions and what each stands for, as it is written."""

    given: str
    text: str
    spans: tuple[Span, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One case laid against what was found. ``exact`` counts spans that are the labelled ones to the letter."""

    case: Case
    found: tuple[tuple[Span, str], ...]
    right: int
    cases: int
    exact: int


def cases(path: Path) -> list[Case]:
    """The cases of a file: given, sentence, values, with tabs between; lines that begin with # are remarks."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return [_case(*line.split("\t")) for line in lines]


def _case(given: str, marked: str, values: str = "") -> Case:
    at = [mark.start() - number for number, mark in enumerate(_MARK.finditer(marked))]
    spans = tuple(Span(*pair) for pair in zip(at[::2], at[1::2], strict=True))
    named = tuple(value.strip() for value in values.split(" | ")) if values.strip() else ()
    assert len(spans) == len(named), f"{marked}: {len(spans)} expressions, {len(named)} values"
    return Case(given, _MARK.sub("", marked), spans, named)


def times(case: Case, language: str) -> Iterator[tuple[Span, str]]:
    """The times of a case, sentence by sentence."""
    reader = Times(case.given or None)
    for sentence in split(case.text, Span(0, len(case.text)), language):
        for found in reader.read(sentence.of(case.text), language):
            yield Span(sentence.start + found.span.start, sentence.start + found.span.end), found.value or "-"


def score_case(case: Case, found: tuple[tuple[Span, str], ...]) -> Result:
    """One case's result."""
    right = exact = 0
    free = list(found)
    for span, value in zip(case.spans, case.values, strict=True):
        hit = next((one for one in free if one[0].overlaps(span)), None)
        if hit:
            free.remove(hit)
            right += hit[1] == value
            exact += hit[0] == span
    if not case.spans:
        return Result(case, found, int(not found), max(1, len(found)), 0)
    return Result(case, found, right, len(case.spans) + len(free), exact)


def results(language: str) -> list[Result]:
    """The results of all cases of a language."""
    return [score_case(case, tuple(times(case, language))) for case in cases(CASES / language / "times.tsv")]


def score(language: str) -> tuple[int, int]:
    """How many cases of a language are right, and of how many."""
    found = results(language)
    return sum(one.right for one in found), sum(one.cases for one in found)


def main() -> None:
    """Print the score of each language, and its cases that are wrong."""
    for language in supported():
        found = results(language)
        labelled, exact = sum(len(one.case.spans) for one in found), sum(one.exact for one in found)
        right, total = score(language)
        print(f"{language}: {right} of {total} right, {right / total:.1%}; {exact / labelled:.1%} to the letter")
        for one in found:
            if one.right < one.cases:
                _print(one)


def _print(result: Result) -> None:
    text = result.case.text
    labelled = [(span.of(text), value) for span, value in zip(result.case.spans, result.case.values, strict=True)]
    found = [(span.of(text), value) for span, value in result.found]
    print(f"    {result.case.given or '?'}: {text}\n        labelled {labelled}\n        found    {found}")


if __name__ == "__main__":
    main()
