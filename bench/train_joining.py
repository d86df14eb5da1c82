"""Makes what the joining of claims has learnt: document_frequency.json and pair_scorer.json of its matching.

``python -m bench.train_joining --bench FOLDER --gold FOLDER --news TABLE.csv`` (needs scikit-learn).

Background: shares of sentences that hold a stem, an event, or two events, in the news of the table (FA-KES, Abu Salem
et al. 2019, English; the articles of the labelled event left out for events), the STS benchmark in three languages, and
the annotated sets of attribution. Pairs: sentences of the labelled event and of the seeds (same = they share a
proposition), of the STS benchmark within and across languages (same = scored 4.5 or more, different = 3 or less), of
PUD (a sentence and its translations, and others), and sentences beside themselves with another number. Shares and
weights only.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.event import Event
from bench.sets import read as read_rows
from kg.model import Agent, Basis, Chain, Claim, ClaimKind, Commitment, Hop, Quote, Role, SourceKind, Span
from kg.propositions.matching import contents
from kg.propositions.matching.assertions import Assertion, assertions
from kg.propositions.matching.encoder import DEFAULT, default_encoder, vectors
from kg.propositions.matching.event_lexicon import lexicon
from kg.propositions.matching.pair_scorer import AGAINST, Similarity, features
from kg.propositions.matching.soft_overlap import Overlap
from kg.propositions.matching.tokens import stem, words
from kg.propositions.matching.vector_cache import cached
from kg.sources import load_resources

OUT = Path(__file__).parent.parent / "kg" / "propositions" / "matching"
LANGUAGES = ("en", "fr", "ru")
_VECTORS = Path("out/vectors.sqlite")
_SENTENCE = re.compile(r"(?<=[.!?»\"])\s+|\n+")
_SETS = {
    "en": ("polnear_en/train.jsonl",),
    "fr": ("asfalda_ftb_fr/train.jsonl", "annodis_fr/train.jsonl"),
    "ru": ("rrt_ru/dev.jsonl", "adaq_ru/dev.jsonl"),
}
_STS = 400  # pairs a language, and across
_SEEDS = 3.0  # weight of a pair of the seeds: they are few, and the only news in French and Russian
_SAME, _OTHER = 4.5, 3.0
_FEWEST = 0.0006  # share of sentences under which a stem is not listed
_FEWEST_TWO = 0.0015


def background(bench: Path, gold: Path, news: Path) -> dict[str, dict[str, float]]:
    """Shares of sentences by event, and by stem in each language."""
    rows = list(csv.DictReader(news.open(encoding="utf-8", newline="")))
    known = {row["unit_id"] for row in csv.DictReader((gold / "fakes" / "articles.csv").open(encoding="utf-8"))}
    texts = {language: [text for pair in _sts(bench, language, "train") for text in pair[:2]] for language in LANGUAGES}
    for language, paths in _SETS.items():
        texts[language] += [raw["text"] for path in paths for raw in read_rows(bench / path)]
    texts["en"] += [row["article_content"] for row in rows]
    found = {"events": _events([row["article_content"] for row in rows if row["unit_id"] not in known])}
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
    """Features of pairs, whether they say the same, how much each weighs, and the contents they are of."""

    names: list[str]
    rows: np.ndarray
    same: np.ndarray
    weights: np.ndarray
    ends: list[tuple[int, int]]


def of_event(gold: Path) -> tuple[Pairs, list[Assertion], list[set[str]]]:
    """All pairs of the labelled sentences of the event."""
    event = list(Event(gold / "fakes").articles())
    found = assertions([article for article, _ in event], [claim for _, claims in event for claim in claims])
    labels = _labels(gold, found)
    ends = [(i, j) for i, j in combinations(range(len(found)), 2) if labels[i] and labels[j]]
    return _pairs(found, ends, [bool(labels[i] & labels[j]) for i, j in ends], 1.0), list(found), labels


def _labels(gold: Path, found: Sequence[Assertion]) -> list[set[str]]:
    rows: dict[tuple[str, int, int | None], set[str]] = {}
    for row in read_rows(gold / "fakes" / "claims.jsonl"):
        for part, one in ((None, row), *enumerate(row.get("parts") or ())):
            key = (row["article"], row["start"], part)
            rows[key] = {named["id"] for named in one.get("propositions") or ()}
    return [rows.get((one.head.article, one.head.span.start, one.head.part), set()) for one in found]


def of_seeds() -> Pairs:
    """Pairs of the sentences of the seed articles that a person has put into propositions: French, Russian, English."""
    from tests.support.gold_claims import GOLD, seed_articles, seed_claims

    found = assertions(seed_articles(), [claim for claims in seed_claims().values() for claim in claims])
    home = {tuple(pair): row["id"] for row in read_rows(GOLD / "seeds-verdicts.jsonl") for pair in row["claims"]}
    names = [home.get((one.head.article, one.head.span.start)) for one in found]
    ends = [(i, j) for i, j in combinations(range(len(found)), 2) if names[i] and names[j]]
    return _pairs(found, ends, [names[i] == names[j] for i, j in ends], _SEEDS)


def of_texts(rows: Sequence[tuple[str, str, str, str, bool]], weight: float) -> Pairs:
    """Pairs of lone sentences: (text, language, text, language, same)."""
    claims: dict[tuple[str, str], Claim] = {}
    for one, language, other, second, _ in rows:
        for text, code in ((one, language), (other, second)):
            claims.setdefault((text, code), lone_claim(text, code, f"{len(claims):06}"))
    found = assertions((), claims.values())
    place = {(one.claim.text, one.head.language): at for at, one in enumerate(found)}
    ends = [tuple(sorted((place[row[0], row[1]], place[row[2], row[3]]))) for row in rows]
    return _pairs(found, [(i, j) for i, j in ends], [row[4] for row in rows], weight)


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


def _pairs(found: Sequence[Assertion], ends: list[tuple[int, int]], same: list[bool], weight: float) -> Pairs:
    every = contents(found, load_resources().officials)
    encoder = cached(default_encoder, DEFAULT, _VECTORS)
    rows = vectors([one.text for one in found], encoder)
    overlap = Overlap.of([content.tokens for content in every], encoder)
    table = [
        dict(features(every[i], every[j], Similarity(float(rows[i] @ rows[j]), *overlap.shares(i, j)))) for i, j in ends
    ]
    names = list(table[0])
    return Pairs(
        names,
        np.array([[row[name] for name in names] for row in table]),
        np.array(same),
        np.array([0.0 if every[i].doers & every[j].doers else weight for i, j in ends]),
        ends,
    )


def sts_pairs(bench: Path, part: str) -> list[tuple[str, str, str, str, bool]]:
    """Sentences of the STS benchmark, within each language and across two."""
    random.seed(0)
    tables = {language: _sts(bench, language, part) for language in LANGUAGES}
    out = []
    for one, other in (("en", "en"), ("fr", "fr"), ("ru", "ru"), ("fr", "en"), ("en", "ru"), ("fr", "ru")):
        rows = [
            (first[0], one, second[1], other, first[2] >= _SAME)
            for first, second in zip(tables[one], tables[other], strict=True)
            if first[2] >= _SAME or first[2] <= _OTHER
        ]
        out += random.sample(rows, min(_STS, len(rows)))
    return out


def pud_pairs(gold: Path) -> list[tuple[str, str, str, str, bool]]:
    """A sentence and its translations, and as many five times as many pairs of unlike sentences."""
    random.seed(0)
    texts = {code: [row["text"] for row in read_rows(gold / "pud" / f"{code}.jsonl")] for code in LANGUAGES}
    out = []
    for one, other in (("fr", "en"), ("en", "ru"), ("fr", "ru")):
        for at, text in enumerate(texts[one]):
            out.append((text, one, texts[other][at], other, True))
            for _ in range(5):
                wrong = random.randrange(len(texts[other]))  # noqa: S311
                if wrong != at:
                    out.append((text, one, texts[other][wrong], other, False))
    return out


def built_pairs(bench: Path) -> list[tuple[str, str, str, str, bool]]:
    """Sentences beside themselves with another number: near in every word, and not the same."""
    random.seed(0)
    out = []
    for language in LANGUAGES:
        texts = sorted({row[0] for row in _sts(bench, language, "train")})
        random.shuffle(texts)
        for text in texts[:2500]:
            if number := re.search(r"\b[2-9]\d*\b", text):
                changed = text[: number.start()] + str(int(number[0]) * 3 + 1) + text[number.end() :]
                out.append((text, language, changed, language, False))
    return out[:500]


def fit(found: Sequence[Pairs]) -> dict[str, float]:
    """A logistic regression over all pairs, but for those that share a culprit: they are joined by that fact.

    No likeness may count against two contents, and no difference for them: the signs are given, the rest is learnt.
    """
    from scipy.optimize import minimize

    names = found[0].names
    rows, same = np.concatenate([one.rows for one in found]), np.concatenate([one.same for one in found])
    weights = np.concatenate([one.weights for one in found])
    rows = np.column_stack([np.ones(len(rows)), rows])
    signs = 2.0 * same - 1.0

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (rows @ values)
        slopes = -signs * weights / (1.0 + np.exp(margins))
        penalty = 0.5 * float(values[1:] @ values[1:])
        gradient = rows.T @ slopes + np.r_[0.0, values[1:]]
        return float(weights @ np.logaddexp(0.0, -margins)) + penalty, gradient

    bounds = [(None, None), *((None, 0.0) if _is_difference(name) else (0.0, None) for name in names)]
    best = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    return {name: round(float(value), 3) + 0.0 for name, value in zip(["bias", *names], best, strict=True)}


def _is_difference(name: str) -> bool:
    return name.startswith(AGAINST)


def write(name: str, found: object) -> None:
    """As JSON beside the code that reads it."""
    (OUT / name).write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def main() -> None:
    """Background first, for the features rest on it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("--bench", "--gold", "--news"):
        parser.add_argument(name, type=Path, required=True)
    wanted = parser.parse_args()
    _VECTORS.parent.mkdir(exist_ok=True)
    csv.field_size_limit(2**31 - 1)
    write("document_frequency.json", background(wanted.bench, wanted.gold, wanted.news))
    event, _, _ = of_event(wanted.gold)
    others = [
        of_seeds(),
        of_texts(sts_pairs(wanted.bench, "train"), 0.3),
        of_texts(pud_pairs(wanted.gold), 2.0),
        of_texts(built_pairs(wanted.bench), 0.3),
    ]
    write("pair_scorer.json", fit([event, *others]))


if __name__ == "__main__":
    main()
