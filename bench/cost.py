"""What reading costs beside the parse: ``python -m bench.cost --bench FOLDER --gold FOLDER`` prints one row a set.

Whole articles are read as ``kg extract`` reads them, and each stage is timed by the clock of the processor in the same
run, so that other work on the machine falls on all of them alike:

- parse: the language's model alone, with the labels of the English one turned into Universal Dependencies;
- finding: ``detect.attributions``, which is the detectors and the ranker;
- resolving: ``resolve.read``, which is who speaks, and all else that a claim holds: subject, mentions, times, numbers;
- around: sentences, quotations, the repaired parse.

As many articles again are read before the clock runs, for what is loaded once.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bench import sets
from bench.sets import SETS, Document
from kg.claims import detect, resolve
from kg.model import Article
from kg.pipeline import extraction
from kg.sources import load_resources
from kg.sources.resources import Resources
from kg.text import parsers
from kg.text.blocks import blocks

if TYPE_CHECKING:
    from spacy.tokens import Doc

TIMED = (
    "asfalda_dev", "polnear_dev", "pud_fr", "pud_en", "pud_ru", "adaq_ru", "rrt_ru", "articles_fr", "articles_ru",
    "fakes",
)  # fmt: skip
_HEAD = "set          sentences  µs of the parse   finding resolving    both    around (percent of the parse)"
Result = TypeVar("Result")


@dataclass(slots=True)
class Cost:
    """Seconds of the processor by stage, and how many sentences were read in them."""

    sentences: int = 0
    parse: float = 0.0
    finding: float = 0.0
    resolving: float = 0.0
    around: float = 0.0

    def share(self, seconds: float) -> float:
        """Seconds in percent of the parse."""
        return 100 * seconds / self.parse if self.parse else 0.0

    def line(self, name: str) -> str:
        """One row of the table."""
        each = 1e6 * self.parse / max(self.sentences, 1)
        rows = (self.finding, self.resolving, self.finding + self.resolving, self.around)
        return f"{name:12} {self.sentences:9} {each:16.0f} " + " ".join(f"{self.share(row):8.1f}%" for row in rows)


def cost(articles: Sequence[Article], resources: Resources) -> Cost:
    """What the second half of some articles costs; the first is read before."""
    half = len(articles) // 2
    for article in articles[:half]:
        _read(article, resources, Cost())
    gc.collect()
    gc.freeze()  # what is loaded by now is not looked through again in the middle of some stage
    found = Cost()
    for article in articles[half:]:
        _read(article, resources, found)
    return found


def _read(article: Article, resources: Resources, cost: Cost) -> None:
    """Read an article, and add what its stages take."""
    language = extraction.language_of(article)
    before, parts = cost.parse, tuple(blocks(article, language))
    taken, sentences = timed(lambda: tuple(extraction.parsed(article, parts, partial(_parse, cost))))
    finding, found = timed(lambda: detect.attributions(sentences))
    read = tuple(zip(sentences, found, strict=True))
    printed = resolve.printed(article, parts, resources.registry, language)
    resolving, _ = timed(
        lambda: list(resolve.read(read, article, printed, resolve.discourse(article, resources, printed)))
    )
    cost.sentences += len(sentences)
    cost.finding, cost.resolving = cost.finding + finding, cost.resolving + resolving
    cost.around += taken - (cost.parse - before)


def _parse(cost: Cost, language: str, texts: Iterable[str]) -> Iterator[Doc]:
    """Parse as the program does, and add what that takes: a second parse of the same words would be quicker."""
    docs = parsers.parse(language, texts)
    while True:
        taken, doc = timed(lambda: next(docs, None))
        cost.parse += taken
        if doc is None:
            return
        yield doc


def timed(run: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds of the processor, and what was run for."""
    began = time.process_time()
    found = run()
    return time.process_time() - began, found


def articles(found: Sequence[Document], words: int) -> list[Article]:
    """The first documents of a set, until they hold so many words, each as an article."""
    chosen: list[Article] = []
    for document in found:
        if words > 0:
            chosen.append(document.article())
            words -= len(document.text.split())
    return chosen


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--words", type=int, default=20_000, help="of a set are read, half of them timed")
    wanted = parser.parse_args()
    resources = load_resources()
    print(_HEAD)
    for source in (source for source in SETS if source.name in TIMED):
        if chosen := articles(sets.documents(source, wanted.bench, wanted.gold), wanted.words):
            print(cost(chosen, resources).line(source.name), flush=True)


if __name__ == "__main__":
    main()
