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
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy.optimize import minimize

from bench import rounds
from bench.gold import score
from kg.claims.detect import Attribution
from kg.claims.resolve import assemble, coreference, reference
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.entities import Entity
from kg.claims.resolve.mention_words import mention
from kg.claims.resolve.reference import FEATURES, NONE, SORTS, Query
from kg.languages import normalize
from kg.languages.cue_lexicon import Lexicon
from kg.model import Article, Candidate, Claim, Fact, Known, SourceKind
from kg.pipeline import extraction
from kg.sources import load_resources
from kg.sources.resources import Resources
from kg.text.sentence import SUBJECT, Sentence

SEEDS = Path(__file__).parent.parent / "seeds"
ROUNDS = Path(__file__).parent / "gold"
OUT = Path(reference.__file__).with_suffix(".json")
_GUM = 0.2  # weight of a mention of GUM: few of them are sources
_UNASKED = 0.5  # likewise of a mention that the program does not ask of
_SHARED, _OWN = 2.0, 8.0  # how strongly weights are held to 0: those of all sorts of mentions, those of one
_FOLDS = 10
_WIDTH = len(FEATURES) + len(NONE)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled mention: where it begins, which entities are right, and how much it weighs."""

    start: int
    end: int
    right: Callable[[Entity], bool]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Instance:
    """A mention, its candidates, and which of them are right."""

    article: str
    language: str
    sort: str
    candidates: np.ndarray  # a row each
    none: np.ndarray
    named: np.ndarray  # which candidates have names
    right: np.ndarray
    asked: bool  # by the program; else only the label asks
    weight: float
    start: int
    labels: tuple[str, ...] = ()
    inside: bool = False


@dataclass(slots=True)
class Asked:
    """One question to the ranking, as it came."""

    query: Query
    entities: list[Entity]
    rows: list[tuple[float, ...]]
    none: tuple[float, ...]
    right: dict[int, list[bool]]  # of each mark, by its place in the list of marks


def instances(article: Article, marks: list[Mark]) -> Iterator[Instance]:
    """The labelled mentions of an article with their candidates: as the program asks of them, else as it would."""
    asked, at_marks = _read(article, marks)
    language = article.language.value or ""
    for number, mark in enumerate(marks):
        known = next((one for start, one in asked if mark.start <= start + 1 and start < mark.end), None)
        one = known or at_marks.get(number)
        if one is not None:
            weight = mark.weight * (1 if known else _UNASKED)
            rows = np.array(one.rows, dtype=float).reshape(-1, len(FEATURES))
            named = np.array([entity.agent.kind is SourceKind.NAMED for entity in one.entities], dtype=bool)
            right = np.array(one.right[number], dtype=bool)
            yield Instance(
                article.id, language, one.query.sort, rows, np.array(one.none), named, right, known is not None, weight,
                mark.start, tuple(e.agent.label for e in one.entities), one.query.inside,
            )  # fmt: skip


def _read(article: Article, marks: list[Mark]) -> tuple[list[tuple[int, Asked]], dict[int, Asked]]:
    """What the ranking is asked while an article is read, by offset; and what it would be asked of each mark."""
    found: list[tuple[int, Asked]] = []
    at_marks: dict[int, Asked] = {}
    here: list[int] = []  # where the sentence that is read begins
    genuine, reads = reference.rank, assemble.ArticleReader._sentence

    def ask(query: Query, discourse: Discourse, lexicon: Lexicon) -> Asked:
        left = reference.possible(query, discourse, lexicon)
        rows = reference.candidate_features(query, left, discourse)
        right = {number: [mark.right(entity) for entity in left] for number, mark in enumerate(marks)}
        return Asked(query, left, rows, reference.none_features(query, left), right)

    def recording(query: Query, discourse: Discourse, lexicon: Lexicon) -> list[Candidate]:
        found.append((here[-1] + query.start, ask(query, discourse, lexicon)))
        return genuine(query, discourse, lexicon)

    def reading(
        reader: assemble.ArticleReader, position: int, sentence: Sentence, attributions: list[Attribution]
    ) -> Claim:
        here.append(sentence.span.start)
        for number, mark in enumerate(marks):
            if sentence.span.start <= mark.start < sentence.span.end:
                query = _query(mark, sentence, reader.discourse)
                if query is not None:
                    at_marks[number] = ask(query, reader.discourse, sentence.lexicon)
        return reads(reader, position, sentence, attributions)

    with mock.patch.object(reference, "rank", recording), mock.patch.object(assemble.ArticleReader, "_sentence", reading):
        extraction.claims(article, _resources())
    return found, at_marks


def _query(mark: Mark, sentence: Sentence, discourse: Discourse) -> Query | None:
    """What the program would ask of a mention: of a pronoun or a definite noun, as a subject or behind a preposition."""
    tokens = [token for token in sentence.doc if mark.start <= sentence.at(token) < mark.end]
    places = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in places or token.head.i == token.i), None)
    lexicon = sentence.lexicon
    if head is None or head.dep_ not in SUBJECT | {"obl", "nmod", "obl:agent"}:
        return None
    words = replace(mention(sentence, head), quoted=sentence.in_quotes(head))
    if head.pos_ == "PRON" and head.lower_ in lexicon.pronouns - lexicon.first_person:
        return coreference.pronoun_query(words, discourse)
    definite = not words.indefinite and words.tokens[0].lower_ not in lexicon.possessives
    bare = all(token.pos_ != "PROPN" for token in words.tokens)
    noun = head.pos_ == "NOUN" and bare and words.lemma in lexicon.speakers | lexicon.documents
    return reference.query(words, discourse) if noun and definite else None


def of_sentences(gold: list[Row], names: dict[str, list[str]]) -> list[Mark]:
    """The marks of an article whose origins are labelled: the labelled source of each sentence."""
    rows = [row for row in gold if row.get("source") and row["chain"]]
    return [Mark(*row["source"], functools.partial(_is, row["chain"][0], names=names)) for row in rows]


def _is(wanted: str, entity: Entity, names: dict[str, list[str]]) -> bool:
    agent = entity.agent
    hop = {"kind": agent.kind.value, "id": agent.id, "label": agent.label}
    hop["aliases"] = [name for _, name in (*agent.labels, *agent.aliases)]
    named = agent.kind is SourceKind.NAMED
    return score.same_agent(wanted, hop, names) and (named or wanted.startswith("?"))


def of_names(rows: Iterable[Row], language: str, weight: float = 1.0) -> list[Mark]:
    """Marks by the names of whoever is meant: none where nobody is; ``?`` before a description of somebody unnamed."""
    return [
        Mark(row["start"], row["end"], functools.partial(_goes_by, row["who"], language), weight) for row in rows
    ]


def _goes_by(names: list[str], language: str, entity: Entity) -> bool:
    """Whether one of an entity's names is, holds or is held in a name: ``Lazutin`` and ``Viktor Lazutin``."""
    agent = entity.agent
    own = [agent.label, *(name for _, name in (*agent.labels, *agent.aliases))]
    keys = [normalize.words(name, language) for name in own]
    for name in names:
        wanted = normalize.words(name.lstrip("?"), language)
        if name.startswith("?") or agent.kind is not SourceKind.NAMED:
            if agent.kind is not SourceKind.NAMED and len({*wanted} & {*keys[0]}) * 2 > len(keys[0]):
                return True
        elif any(key and wanted and (key == wanted or _held(key, wanted)) for key in keys):
            return True
    return False


def _held(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    few, many = sorted((one, other), key=len)
    return few[-1] == many[-1] and {*few} <= {*many}


def of_text(marked: str) -> tuple[str, list[Row]]:
    """A text without its marks ``{words|who}``, and a row for each of them."""
    text, rows = "", []
    for piece in re.split(r"(\{[^{}|]*\|[^{}]*\})", marked):
        words, bar, who = piece.strip("{}").partition("|") if piece.startswith("{") else (piece, "", "")
        if bar:
            rows.append({"start": len(text), "end": len(text) + len(words), "who": [] if who == "-" else [who]})
        text += words
    return text, rows


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
        options={"maxiter": 500, "ftol": 1e-9},
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
