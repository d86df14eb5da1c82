"""Scores of the labelled sets that come with the project: ``python -m bench.labelled``.

Each kind reads ``tests/cases/<language>/<kind>.tsv`` and says how many of its rows come out exactly as labelled. A row
is a sentence, and behind each tab one expected value (for times see ``bench/labelled_times.py``). Another kind is one
more line in ``KINDS``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import about, labelled_times
from kg.claims.detect import Sentence
from kg.languages.cue_lexicon import lexicon
from kg.languages.profile import supported
from kg.model import Block, BlockKind, Quantity, Span
from kg.text import parsers
from kg.text.parse_repair import repaired
from kg.text.quantities import quantities

CASES = Path(__file__).parent.parent / "tests" / "cases"
Cases = list[tuple[str, tuple[str, ...]]]


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a labelled file: comments and empty lines left out, columns apart."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def quantity_cases(path: Path) -> Cases:
    """Sentences with their expected quantities as ``quantity_words`` writes them; lemmas do not tell ё from е."""
    return [(text, tuple(one.replace("ё", "е") for one in wanted)) for text, *wanted in rows(path)]


def quantity_words(quantity: Quantity) -> str:
    """``[hedge] value [unit] [#lemma]``: the value is a number, ``35..40``, or ``?`` where none is named."""
    bounds = sorted({bound for bound in (quantity.low, quantity.high) if math.isfinite(bound)})
    value = "..".join(f"{bound:.12g}" for bound in bounds) or "?"
    counted = f"#{quantity.counted}".replace("ё", "е") if quantity.counted else None
    return " ".join(word for word in (quantity.hedge, value, quantity.unit, counted) if word)


def sentences(language: str, texts: list[str]) -> Iterator[Sentence]:
    """Texts as parsed sentences, each a paragraph of its own."""
    for text, doc in zip(texts, parsers.parse(language, texts), strict=True):
        span = Span(0, len(text))
        words = lexicon(language)
        yield Sentence(text, span, Block(BlockKind.PARAGRAPH, span, language), repaired(doc, words), words)


def score_quantities(language: str) -> tuple[int, int]:
    """How many sentences of a language have exactly their quantities, and of how many."""
    cases = quantity_cases(CASES / language / "quantities.tsv")
    found = (tuple(map(quantity_words, quantities(one))) for one in sentences(language, [text for text, _ in cases]))
    return sum(got == wanted for got, (_, wanted) in zip(found, cases, strict=True)), len(cases)


KINDS: dict[str, Callable[[str], tuple[int, int]]] = {
    "quantities": score_quantities,
    "times": labelled_times.score,
}


def main() -> None:
    """Print a line for each kind and language, then one for subjects."""
    for kind, score in KINDS.items():
        for language in supported():
            right, total = score(language)
            print(f"{kind:12} {language}  {right} of {total} right, {100 * right / total:.1f} %")
    for line in about.table():
        print(line)


if __name__ == "__main__":
    main()
