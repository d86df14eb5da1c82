"""Makes what reference resolution has learnt: reference.json of the claims' resolution.

``python -m bench.train_reference --gold FOLDER --coreference FOLDER --raw FOLDER [--round FOLDER --texts FOLDER …]``
prints what proposals were right at each threshold, in folds of articles, then writes the weights (needs scipy).

Learnt from labelled whole articles (seeds, ``articles``, ``fakes`` of the gold), rounds that have been read, and GUM's
coreference (Zeldes 2017; CC BY 4.0) of English news and interviews, at a fifth of the weight, those that are drawn for
a round left out. A mention is one of which the ranking is asked: a pronoun, or a definite noun that no table knows. Its
right answer is any candidate that is the labelled origin; *none of these* where none is. Weights only.
"""

from __future__ import annotations

import argparse
import csv
import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy.optimize import minimize

from bench import rounds
from bench.gold import score
from kg.answers.claim_rows import row
from kg.claims.detect import Attribution
from kg.claims.resolve import assemble, reference
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.entities import Entity, describe
from kg.claims.resolve.mention_words import mention
from kg.claims.resolve.reference import FEATURES, NONE, SORTS, Query
from kg.languages.cue_lexicon import Lexicon
from kg.model import Agent, Article, Candidate, Claim, Fact, Known, SourceKind
from kg.pipeline import extraction
from kg.sources import load_resources
from kg.sources.resources import Resources
from kg.text.sentence import SUBJECT, Sentence

SEEDS = Path(__file__).parent.parent / "seeds"
ROUNDS = Path(__file__).parent / "gold"
OUT = Path(reference.__file__).with_suffix(".json")
_GUM = 0.2  # weight of a mention of GUM: few of them are sources
_SHARED, _OWN = 1.0, 2.0  # how strongly weights are held to 0: those of all sorts of mentions, those of one
_FOLDS = 10
_WIDTH = len(FEATURES) + len(NONE)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Instance:
    """A mention, its candidates, and which of them are right."""

    article: str
    sort: str
    candidates: np.ndarray  # a row each
    none: np.ndarray
    right: np.ndarray
    proposed: int | None  # the candidate that the rules proposed
    weight: float


@dataclass(slots=True)
class Asked:
    """One question to the ranking, as it came."""

    query: Query
    entities: list[Entity]
    rows: list[tuple[float, ...]]
    none: tuple[float, ...]


def asked_of(article: Article) -> tuple[list[Asked], list[Row], list[str | None]]:
    """What the ranking is asked while an article is read, the rows of its claims, and the proposals of the rules."""
    found: list[Asked] = []
    proposals: list[str | None] = []
    genuine, stands = reference.rank, reference.borne_out

    def recording(query: Query, discourse: Discourse, lexicon: Lexicon) -> list[Candidate]:
        left = reference.possible(query, discourse, lexicon)
        rows = reference.candidate_features(query, left, discourse)
        found.append(Asked(query, list(left), rows, reference.none_features(query, left)))
        proposals.append(None)
        return genuine(query, discourse, lexicon)

    def proposing(agent: Agent, ranked: Iterable[Candidate], sort: str) -> bool:
        proposals[-1] = agent.id
        return stands(agent, ranked, sort)

    resources = _resources()
    with mock.patch.object(reference, "rank", recording), mock.patch.object(reference, "borne_out", proposing):
        rows = [row(article, claim) for claim in extraction.claims(article, resources)]
    return found, rows, proposals


def labelled(article: Article, gold: list[Row], names: dict[str, list[str]]) -> Iterator[Instance]:
    """The instances of an article whose origins are labelled: mentions that are the labelled source of a sentence."""
    found, rows, proposals = asked_of(article)
    for one, proposed in zip(found, proposals, strict=True):
        claim = rows[one.query.sentence]
        label = max(gold, key=lambda row: score._common(row, claim), default=None)
        start = claim["start"] + one.query.start
        if label is None or not label.get("source") or not label["chain"]:
            continue
        if not label["source"][0] <= start + 1 <= label["source"][1]:
            continue
        wanted = [chain[0] for chain in (label["chain"], *label.get("chain_also", [])) if chain]
        right = [_is(wanted[0], entity, names) for entity in one.entities]
        yield _instance(article.id, one, right, proposed, 1.0)


def _is(wanted: str, entity: Entity, names: dict[str, list[str]]) -> bool:
    agent = entity.agent
    hop = {"kind": agent.kind.value, "id": agent.id, "label": agent.label}
    hop["aliases"] = [name for _, name in (*agent.labels, *agent.aliases)]
    named = agent.kind is SourceKind.NAMED
    return score.same_agent(wanted, hop, names) and (named or wanted.startswith("?"))


def _instance(article: str, one: Asked, right: list[bool], proposed: str | None, weight: float) -> Instance:
    at = next((at for at, entity in enumerate(one.entities) if entity.agent.id == proposed), None)
    rows = np.array(one.rows, dtype=float).reshape(-1, len(FEATURES))
    return Instance(article, one.query.sort, rows, np.array(one.none), np.array(right, dtype=bool), at, weight)


def of_gum(folder: Path, raw: Path, drawn: set[str]) -> Iterator[Instance]:
    """The instances of GUM: pronouns and definite nouns of persons and bodies, as subjects or behind a preposition."""
    for document in _rows(folder / "mentions.jsonl"):
        if document["doc_id"] not in drawn:
            text = (raw / document["file"]).read_text("utf-8")
            yield from _of_document(_article(document["doc_id"], text, "en", None, None), document["mentions"])


def _of_document(article: Article, mentions: list[Row]) -> list[Instance]:
    found: list[Instance] = []
    reads = assemble.ArticleReader._sentence

    def asking(
        reader: assemble.ArticleReader, position: int, sentence: Sentence, attributions: list[Attribution]
    ) -> Claim:
        inside = [one for one in mentions if sentence.span.start <= one["start"] < sentence.span.end]
        for one in inside:
            query = _query(one, sentence, reader.discourse) if one["type"] in ("person", "organization") else None
            if query is not None:
                left = reference.possible(query, reader.discourse, sentence.lexicon)
                rows = reference.candidate_features(query, left, reader.discourse)
                names = [score.bag(row["text"]) for row in mentions if row["entity"] == one["entity"]]
                right = [_called(entity, names) for entity in left]
                asked = Asked(query, left, rows, reference.none_features(query, left))
                found.append(_instance(article.id, asked, right, None, _GUM))
        return reads(reader, position, sentence, attributions)

    with mock.patch.object(assemble.ArticleReader, "_sentence", asking):
        for _ in extraction.claims(article, _resources()):
            pass
    return found


def _query(one: Row, sentence: Sentence, discourse: Discourse) -> Query | None:
    tokens = [token for token in sentence.doc if one["start"] <= sentence.at(token) < one["end"]]
    places = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in places or token.head.i == token.i), None)
    lexicon = sentence.lexicon
    if head is None or head.dep_ not in SUBJECT | {"obl", "nmod", "obl:agent"}:
        return None
    words = mention(sentence, head)
    if head.pos_ == "PRON" and head.lower_ in lexicon.pronouns - lexicon.first_person:
        told = lexicon.pronoun_features.get(head.lower_, {})
        human = {"Anim": True, "Inan": False}.get(told.get("Animacy", ""))
        gender, number = words.gender or told.get("Gender") or None, words.number or told.get("Number")
        return reference.query(words, discourse, replace(describe(words), gender=gender, number=number, human=human))
    definite = not words.indefinite and words.tokens[0].lower_ not in lexicon.possessives
    noun = head.pos_ == "NOUN" and words.lemma in lexicon.speakers | lexicon.documents
    return reference.query(words, discourse) if noun and definite else None


def _called(entity: Entity, names: list[frozenset[str]]) -> bool:
    """Whether one of an entity's names is, or is held in, one of a GUM entity's mentions."""
    agent = entity.agent
    own = [score.bag(name) for name in (agent.label, *(name for _, name in (*agent.labels, *agent.aliases)))]
    part = agent.kind is SourceKind.NAMED
    return any(
        bag == name or (part and len(bag) > 1 and bag <= name and len(name) <= len(bag) + 4)
        for bag in own
        if bag
        for name in names
    )


def _loss(flat: np.ndarray, data: list[Instance]) -> tuple[float, np.ndarray]:
    """Negative log likelihood of the right candidates, and its gradient."""
    weights, slope = flat.reshape(-1, _WIDTH), np.zeros((len(SORTS) + 1, _WIDTH))
    loss = _SHARED * float((weights[0] ** 2).sum()) + _OWN * float((weights[1:] ** 2).sum())
    slope[0], slope[1:] = 2 * _SHARED * weights[0], 2 * _OWN * weights[1:]
    for one in data:
        sort = SORTS.index(one.sort) + 1
        chances = _chances(weights[0] + weights[sort], one)
        right = np.append(one.right, not one.right.any())
        share = np.where(right, chances, 0.0)
        loss -= one.weight * float(np.log(share.sum() + 1e-12))
        off = one.weight * (chances - share / (share.sum() + 1e-12))
        step = np.concatenate([one.candidates.T @ off[:-1], off[-1] * one.none])
        slope[0] += step
        slope[sort] += step
    return loss, slope.ravel()


def _chances(weight: np.ndarray, one: Instance) -> np.ndarray:
    scores = np.append(one.candidates @ weight[: len(FEATURES)], one.none @ weight[len(FEATURES) :])
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def fit(data: list[Instance]) -> np.ndarray:
    """A row of weights for all sorts of mentions, and one more for each sort."""
    start = np.zeros((len(SORTS) + 1) * _WIDTH)
    found = minimize(
        _loss,
        start,
        args=(data,),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 5000, "maxfun": 50000, "ftol": 1e-13, "gtol": 1e-7},
    )
    return np.asarray(found.x).reshape(-1, _WIDTH)


def thresholds(data: list[Instance]) -> Iterator[tuple[str, float, int, int]]:
    """Sort, threshold, proposals that stand and how many of them are right, each judged by articles it is not of."""
    articles = sorted({one.article for one in data})
    judged: list[tuple[Instance, float]] = []
    for fold in range(_FOLDS):
        held = set(articles[fold::_FOLDS])
        weights = fit([one for one in data if one.article not in held])
        for one in data:
            if one.article in held and one.proposed is not None:
                chances = _chances(weights[0] + weights[SORTS.index(one.sort) + 1], one)
                judged.append((one, float(chances[one.proposed])))
    for sort in SORTS:
        for threshold in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            kept = [one for one, chance in judged if one.sort == sort and chance >= threshold]
            yield sort, threshold, len(kept), sum(bool(one.right[one.proposed]) for one in kept)


@functools.cache
def _resources() -> Resources:
    return load_resources()


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _articles(gold: Path) -> Iterator[tuple[Article, list[Row]]]:
    labels = defaultdict(list)
    for label in (*_rows(gold / "articles" / "gold.jsonl"), *_rows(gold / "fakes" / "claims.jsonl")):
        labels[label["article"]].append(label)
    for one in _rows(gold / "articles" / "articles.jsonl"):
        text = (gold / "articles" / "txt" / one["article"]).read_text("utf-8")
        yield _article(one["article"], text, one["lang"], one["outlet"], one["date"]), labels[one["article"]]
    with (gold / "fakes" / "articles.csv").open(encoding="utf-8", newline="") as handle:
        texts = {row["unit_id"]: row["article_content"] for row in csv.DictReader(handle)}
    for one in _rows(gold / "fakes" / "articles.jsonl"):
        name = one["article"]
        yield _article(name, texts[name], "en", one["outlet"], one["date_in_text"]), labels[name]


def _seeds(gold: Path) -> Iterator[tuple[Article, list[Row]]]:
    labels = defaultdict(list)
    for label in _rows(gold / "seeds.jsonl"):
        labels[label["article"]].append(label)
    for name, rows in labels.items():
        text = (SEEDS / name).read_bytes().decode("utf-8")
        yield _article(name, text, "fr", None, None), rows


def _article(name: str, text: str, language: str, outlet: str | None, date: str | None) -> Article:
    facts = {"language": language, "outlet": outlet, "date": date}
    return extraction.complete(
        Article(name, text, **{key: Fact(value, Known.ASSERTED) for key, value in facts.items() if value}),
        _resources().registry,
    )


def main() -> None:
    """Collect, print the table of thresholds, learn and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--coreference", type=Path, required=True)
    parser.add_argument("--raw", type=Path, required=True, help="the texts that the coreference is of")
    parser.add_argument("--round", type=Path, action="append", default=[])
    parser.add_argument("--texts", type=Path, action="append", default=[])
    wanted = parser.parse_args()
    data: list[Instance] = []
    names: dict[str, list[str]] = defaultdict(list)
    for path in (wanted.gold / "articles", wanted.gold / "fakes", *wanted.round):
        for agent in _rows(path / "agents.jsonl"):
            names[agent["id"]] += [agent.get("label") or "", *(agent.get("aliases") or [])]
    for known in load_resources().registry.agents:
        if known.id in names:
            names[known.id] += [known.label, *(name for _, name in known.aliases)]
    for article, gold in (*_articles(wanted.gold), *_seeds(wanted.gold)):
        data += labelled(article, gold, names)
    for folder in wanted.round:
        gold = _rows(folder / "labels.jsonl")
        for raw, article in rounds.articles(folder, wanted.texts):
            data += labelled(article, [row for row in gold if row["article"] == raw["article"]], names)
    drawn = {row["article"] for path in ROUNDS.glob("round-*/articles.jsonl") for row in _rows(path)}
    data += of_gum(wanted.coreference, wanted.raw, drawn)
    print(f"{len(data)} mentions, {sum(one.right.any() for one in data)} with their entity among the candidates")
    for sort, threshold, kept, right in thresholds(data):
        print(f"{sort:8} {threshold:.1f}  {right:3} of {kept:3} right")
    weights = fit(data)
    learnt: Row = {"threshold": json.loads(OUT.read_text("utf-8"))["threshold"], "candidate": {}, "none": {}}
    for at, sort in enumerate(SORTS, start=1):
        own = [round(float(value), 4) for value in weights[0] + weights[at]]
        learnt["candidate"][sort], learnt["none"][sort] = own[: len(FEATURES)], own[len(FEATURES) :]
    OUT.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
