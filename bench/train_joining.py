"""Makes what the joining of claims has learnt: document_frequency.json and pair_scorer.json of its matching.

``python -m bench.train_joining --bench FOLDER --gold FOLDER --news TABLE.csv``.

Background: shares of sentences that hold a stem, an event, or two events, in the news of the table (FA-KES, Abu Salem
et al. 2019, English), the STS benchmark in three languages, and the annotated sets of attribution. Pairs: all sentences
of the labelled events, two by two (same = they share a proposition), and those of PUD in two languages (same = they
translate each other), an event counting as much as another and as PUD. Shares, means and weights only.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement
from pathlib import Path

import numpy as np

from bench.event import Event
from bench.sets import read as read_rows
from kg.model import Agent, Basis, Chain, Claim, ClaimKind, Commitment, Hop, Quote, Role, SourceKind, Span
from kg.propositions.matching.assertions import Assertion, assertions
from kg.propositions.matching.contents import contents
from kg.propositions.matching.encoder import DEFAULT, default_encoder, vectors
from kg.propositions.matching.event_lexicon import lexicon
from kg.propositions.matching.pair_scorer import Similarity, features
from kg.propositions.matching.soft_overlap import Overlap
from kg.propositions.matching.tokens import stem, words
from kg.propositions.matching.vector_cache import cached
from kg.sources import load_resources

EVENTS = Path(__file__).parent / "gold" / "events"
OUT = Path(__file__).parent.parent / "kg" / "propositions" / "matching"
LANGUAGES = ("en", "fr", "ru")
_VECTORS = Path("out/vectors.sqlite")
_SENTENCE = re.compile(r"(?<=[.!?»\"])\s+|\n+")
_SETS = {
    "en": ("polnear_en/train.jsonl",),
    "fr": ("asfalda_ftb_fr/train.jsonl", "annodis_fr/train.jsonl"),
    "ru": ("rrt_ru/dev.jsonl", "adaq_ru/dev.jsonl"),
}
_FEWEST_TWO = 0.0015
_FEWEST = 0.0006  # share of sentences under which a stem is not listed
_NAMES = ("bias", "meaning", "translated", "words", "words translated", "number", "fact")
NOTHING = dict.fromkeys(_NAMES, 0.0)
_PENALTY = 3.0  # of the weights squared, on features of one scale


def background(bench: Path, news: Path) -> dict[str, dict[str, float]]:
    """Shares of sentences by event, and by stem in each language."""
    rows = list(csv.DictReader(news.open(encoding="utf-8", newline="")))
    texts = {language: [text for pair in _sts(bench, language, "train") for text in pair[:2]] for language in LANGUAGES}
    for language, paths in _SETS.items():
        texts[language] += [raw["text"] for path in paths for raw in read_rows(bench / path)]
    texts["en"] += [row["article_content"] for row in rows]
    found = {"events": _events([row["article_content"] for row in rows])}
    for language, wanted in texts.items():
        cut = [sentence for text in wanted for sentence in _SENTENCE.split(text)]
        found[language] = _shares(
            ({stem(word.folded, language) for word in words(sentence)} for sentence in cut), _FEWEST
        )
    return found


def _events(texts: Sequence[str]) -> dict[str, float]:
    table = lexicon("en").events
    sentences = ([word.folded for word in words(cut)] for text in texts for cut in _SENTENCE.split(text))
    found = [sorted({name for _, name in table.find(sentence)}) for sentence in sentences if len(sentence) > 3]
    alone = _shares((set(names) for names in found), 0.0)
    two = _shares(({" ".join(pair) for pair in combinations(names, 2)} for names in found), _FEWEST_TWO)
    return {**alone, **two}


def _shares(found: Iterator[set[str]], fewest: float) -> dict[str, float]:
    number, total = Counter[str](), 0
    for keys in found:
        total += bool(keys)
        number.update(keys)
    return {key: round(count / total, 5) for key, count in sorted(number.items()) if count / total > fewest}


def _sts(bench: Path, language: str, part: str) -> list[tuple[str, str, float]]:
    path = bench / "stsb_fr_en_ru" / f"{language}-{part}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return [(row[0], row[1], float(row[2])) for row in csv.reader(handle)]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Features of pairs, and whether they say the same."""

    names: list[str]
    rows: np.ndarray
    same: np.ndarray


def events(gold: Path, news: Path | None) -> Iterator[tuple[str, Path, Event]]:
    """The labelled events by name, those of the project and the one of the gold, as far as their texts are at hand."""
    for folder in (*sorted(path for path in EVENTS.iterdir() if path.is_dir()), gold / "fakes"):
        if news is not None or (folder / "articles.csv").exists():
            yield folder.name, folder, Event(folder, news)


def of_event(event: Event) -> Pairs:
    """All pairs of the sentences of an event, and of their parts; a sentence is not held against its own part."""
    read = list(event.articles())
    found = assertions([article for article, _ in read], [claim for _, claims in read for claim in claims])
    labels = [_labels(event, one) for one in found]
    ends = [(i, j) for i, j in combinations(range(len(found)), 2) if found[i].head.key[:2] != found[j].head.key[:2]]
    return _pairs(found, ends, [bool(labels[i] & labels[j]) for i, j in ends])


def of_translations(gold: Path) -> Pairs:
    """All pairs of sentences of PUD of two languages: a sentence and its translation are the same, others are not."""
    claims = [
        lone_claim(row["text"], code, f"{row['doc_id'].split(':')[1]}-{code}")
        for code in LANGUAGES
        for row in read_rows(gold / "pud" / f"{code}.jsonl")
    ]
    found = assertions((), claims)
    ends = [(i, j) for i, j in combinations(range(len(found)), 2) if found[i].head.language != found[j].head.language]
    return _pairs(found, ends, [found[i].head.article[:-3] == found[j].head.article[:-3] for i, j in ends])


def _pairs(found: Sequence[Assertion], ends: Sequence[tuple[int, int]], same: Sequence[bool]) -> Pairs:
    every = contents(found, load_resources().officials)
    _VECTORS.parent.mkdir(exist_ok=True)
    encoder = cached(default_encoder, DEFAULT, _VECTORS)
    rows = vectors([one.text for one in found], encoder)
    overlap = Overlap.of([content.tokens for content in every], encoder)
    table = [
        dict(features(every[i], every[j], Similarity(float(rows[i] @ rows[j]), *overlap.shares(i, j)))) for i, j in ends
    ]
    names = [name for name in NOTHING if name != "bias"]
    return Pairs(names, np.array([[row.get(name, 0.0) for name in names] for row in table]), np.array(same))


def _labels(event: Event, one: Assertion) -> set[str]:
    """The propositions of a sentence or of a part of it."""
    head = one.head
    row = next(row for row in event.rows[head.article] if row["start"] == head.span.start)
    labelled = row if head.part is None else row["parts"][head.part]
    return {named["id"] for named in labelled.get("propositions") or ()}


def lone_claim(text: str, language: str, article: str) -> Claim:
    """A sentence without an article around it, in nobody's voice."""
    outlet = Agent("outlet", "outlet", SourceKind.UNSPECIFIED)
    hops = (Hop(Role.OUTLET, outlet, Basis.OWN_VOICE, "bench"),)
    return Claim(
        article,
        0,
        Span(0, len(text)),
        text,
        ClaimKind.STATEMENT,
        language,
        (Chain(hops),),
        Quote.NONE,
        Commitment.ASSERTED,
    )


def unlike(gold: Path) -> dict[str, float]:
    """The mean cosine of unlike sentences by their languages: those of PUD, but for a sentence and its translation."""
    rows = {
        code: vectors([row["text"] for row in read_rows(gold / "pud" / f"{code}.jsonl")], default_encoder())
        for code in LANGUAGES
    }
    out = {}
    for one, other in combinations_with_replacement(sorted(LANGUAGES), 2):
        cosines = rows[one] @ rows[other].T
        out[f"{one} {other}"] = round(float(cosines[~np.eye(len(cosines), dtype=bool)].mean()), 4)
    return out


def fit(found: Sequence[Pairs]) -> dict[str, float]:
    """A logistic regression over all pairs; no likeness may count against two contents.

    An event weighs as much as another, and within each the pairs as they come, so that a probability is one.
    """
    from scipy.optimize import minimize

    names = found[0].names
    rows, same = np.concatenate([one.rows for one in found]), np.concatenate([one.same for one in found])
    weights = np.concatenate([np.full(len(one.same), 1.0 / max(1, one.same.sum())) for one in found])
    weights *= len(weights) / weights.sum()
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scales[scales == 0.0] = 1.0  # one language throughout
    rows = np.column_stack([np.ones(len(rows)), (rows - means) / scales])
    signs = 2.0 * same - 1.0

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (rows @ values)
        slopes = -signs * weights / (1.0 + np.exp(margins))
        penalty = 0.5 * _PENALTY * float(values[1:] @ values[1:])
        gradient = rows.T @ slopes + np.r_[0.0, _PENALTY * values[1:]]
        return float(weights @ np.logaddexp(0.0, -margins)) + penalty, gradient

    bounds = [(None, None), *((None if name == "translated" else 0.0, None) for name in names)]
    best = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    values = best[1:] / scales
    bias = best[0] - values @ means
    return {name: round(float(value), 3) + 0.0 for name, value in zip(["bias", *names], [bias, *values], strict=True)}


def write(name: str, found: object) -> None:
    """As JSON beside the code that reads it."""
    (OUT / name).write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def main() -> None:
    """Background first, for the features rest on it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("--bench", "--gold", "--news"):
        parser.add_argument(name, type=Path, required=True)
    wanted = parser.parse_args()
    csv.field_size_limit(2**31 - 1)
    write("document_frequency.json", background(wanted.bench, wanted.news))
    learnt = {"weights": NOTHING, "unlike": unlike(wanted.gold)}
    write("pair_scorer.json", learnt)  # the features rest on it
    found = [of_event(event) for _, _, event in events(wanted.gold, wanted.news)]
    write("pair_scorer.json", {**learnt, "weights": fit([*found, of_translations(wanted.gold)])})


if __name__ == "__main__":
    main()
