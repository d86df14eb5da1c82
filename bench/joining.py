"""The table of joining: propositions on labelled events, with claims of a person and of the program, and baselines.

Each event is left out of the training of the weights that it is measured with; the thresholds are one for all events.

The baselines join sentences by one similarity and average linkage; their threshold is the one that is best on the very
event they are scored on, which flatters them.
"""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.event import Event
from bench.event_propositions import Row, from_claims, from_event, write
from bench.sets import read
from bench.switches import patched
from bench.train_joining import LANGUAGES as CODES
from bench.train_joining import events, fit, lone_claim, of_event, of_translations
from kg.propositions.matching.clustering import clusters
from kg.propositions.matching.constraints import Pair
from kg.propositions.matching.encoder import Encoder, default_encoder, vectors
from kg.propositions.matching.propose import propose
from kg.sources import load_resources

SCORER = "kg.propositions.matching.pair_scorer"
Scores = Mapping[Pair, float]
_THRESHOLDS = [step / 40 for step in range(2, 39)]
_WORD = re.compile(r"\w+")
_SHINGLE, _HASHES = 3, 128  # words; hash functions
_BCUBED = re.compile(r"bcubed P (\S+) R (\S+) F1 (\S+)")


def show(gold: Path, news: Path | None) -> None:
    """Print the scores of the program on each event, left out of its training, and of baselines at their best."""
    for name, folder, event, weights in left_out(gold, news):
        with patched({f"{SCORER}.weights": lambda weights=weights: weights}):
            for what, rows in (("claims of a person", from_claims(event)), ("whole program", from_event(event))):
                print(f"{name:12} {what:24} {score(gold, folder, rows)}", flush=True)
        rows = [row for found in event.rows.values() for row in found]
        for what, similarity in BASELINES.items():
            threshold, said = best(gold, folder, rows, similarity([row["text"] for row in rows]))
            print(f"{name:12} {what:24} {said.splitlines()[0]} (threshold {threshold:.3f}, the best here)", flush=True)
    print(f"{'twins of PUD':37} {twins(gold / 'pud')}")


def left_out(gold: Path, news: Path | None) -> Iterator[tuple[str, Path, Event, Mapping[str, float]]]:
    """Each event whose texts are at hand, with the weights that all the others teach."""
    found = list(events(gold, news))
    pairs = {name: of_event(event) for name, _, event in found}
    translations = of_translations(gold)
    for name, folder, event in found:
        yield name, folder, event, fit([*(one for other, one in pairs.items() if other != name), translations])


def twins(folder: Path) -> str:
    """How many sentences are joined with their translations, and how many of all other pairs are joined."""
    joined, number = twin_counts(folder, default_encoder())
    return f"recall {joined[True] / number[True]:.3f}  false pairs {joined[False]}/{number[False]}"


def twin_counts(folder: Path, encoder: Encoder) -> tuple[Counter[bool], Counter[bool]]:
    """Pairs of sentences that are joined, and all pairs: of translations (True), and of others."""
    texts = [
        (row["doc_id"].split(":")[1], code, row["text"]) for code in CODES for row in read(folder / f"{code}.jsonl")
    ]
    claims = [lone_claim(text, code, f"{name}-{code}") for name, code, text in texts]
    homes: dict[str, set[str]] = {}
    for found in propose((), claims, encoder, officials=load_resources().officials)[0]:
        for member in found.members:
            homes.setdefault(member.article, set()).add(found.id)
    joined, number = Counter[bool](), Counter[bool]()
    for one, other in combinations(claims, 2):
        same = one.article[:-3] == other.article[:-3]
        number[same] += 1
        joined[same] += bool(homes[one.article] & homes[other.article])
    return joined, number


def score(gold: Path, folder: Path, rows: Sequence[Row]) -> str:
    """What the scorer of the gold says of predicted rows."""
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "rows.jsonl"
        write(rows, out)
        files = [folder / "claims.jsonl", folder / "verdicts.jsonl", out]
        command = [sys.executable, str(gold / "score_propositions.py"), *map(str, files)]
        same_ties = {**os.environ, "PYTHONHASHSEED": "0"}  # among propositions that hold as many claims of one
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=same_ties)
        return done.stdout.strip()


def best(gold: Path, folder: Path, rows: Sequence[Row], scores: Scores) -> tuple[float, str]:
    """The threshold of a baseline with the highest B-cubed F1, and what the scorer says of it."""
    found = []
    for threshold in _THRESHOLDS:
        said = score(gold, folder, list(_rows(rows, clusters(len(rows), scores, threshold))))
        match = _BCUBED.search(said)
        found.append((float(match[3]) if match else 0.0, threshold, said))
    _, threshold, said = max(found)
    return threshold, said


def _rows(rows: Sequence[Row], groups: Sequence[Sequence[int]]) -> Iterator[Row]:
    for name, group in enumerate(groups):
        for at in group:
            yield {**{key: rows[at][key] for key in ("article", "start", "end")}, "proposition": str(name)}


def _cosine(texts: Sequence[str]) -> Scores:
    rows = vectors(texts, default_encoder())
    return _positive(rows @ rows.T)


def _tf_idf(texts: Sequence[str]) -> Scores:
    counted = [Counter(_WORD.findall(text.casefold())) for text in texts]
    number = Counter(word for words in counted for word in words)
    place = {word: at for at, word in enumerate(sorted(number))}
    rows = np.zeros((len(texts), len(place)))
    for at, words in enumerate(counted):
        for word, count in words.items():
            rows[at, place[word]] = (1 + math.log(count)) * math.log(len(texts) / number[word])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return _positive(rows @ rows.T)


def _min_hash(texts: Sequence[str]) -> Scores:
    """Near-duplicate hashing (Broder 1997): the share of equal minima over hashed word triples."""
    random = np.random.default_rng(0)
    factors = random.integers(1, 2**31, size=(2, _HASHES), dtype=np.int64)
    known: dict[tuple[str, ...], int] = {}
    minima = []
    for text in texts:
        words = _WORD.findall(text.casefold())
        shingles = {tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}
        numbers = np.array([known.setdefault(shingle, len(known) + 1) for shingle in sorted(shingles)])
        minima.append(((numbers[:, None] * factors[0] + factors[1]) % (2**31 - 1)).min(axis=0))
    rows = np.stack(minima)
    return _positive(np.array([(rows == row).mean(axis=1) for row in rows]))


def _positive(table: np.ndarray) -> Scores:
    return {(i, j): float(table[i, j]) for i, j in combinations(range(len(table)), 2) if table[i, j] > 0}


BASELINES: Mapping[str, Callable[[Sequence[str]], Scores]] = {
    "cosine": _cosine,
    "TF-IDF": _tf_idf,
    "near-duplicate hashing": _min_hash,
}
