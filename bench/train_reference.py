"""Makes what reference resolution has learnt: reference.json of the claims' resolution.

``python -m bench.train_reference --gold FOLDER --raw FOLDER --news TABLE.csv [--round FOLDER … --texts FOLDER …]``
writes the weights (needs scipy), and prints how many mentions of the rounds, which it does not learn from, are named
and how many of them rightly from each probability on.

Learnt from labelled whole articles (seeds, ``articles``, ``fakes`` of the gold), from labelled mentions of articles of
no round, and from written articles whose pronouns and callings are marked (both in ``bench/gold/reference``). The right
answer is any candidate that is meant; *none of these* where none is. A mention of which the program does not ask counts
half, for few of them are sources. Weights only: thresholds stay as they are.
"""

from __future__ import annotations

import argparse
import csv
import functools
import hashlib
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
from kg.claims.resolve import assemble, coreference, pronouns, reference
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
REFERENCE = Path(__file__).parent / "gold" / "reference"
OUT = Path(reference.__file__).with_suffix(".json")
_ASKED = 3.0  # weight of a mention in an article of the gold: the sources of news, as they come
_UNASKED = 0.5  # of a mention that the program does not ask of
_SHARED, _OWN = 2.0, 8.0  # how strongly weights are held to 0: those of all sorts of mentions, those of one
_STEPS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
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
    inside: bool  # words that somebody is quoted with
    weight: float


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
            yield Instance(
                article.id,
                language,
                one.query.sort,
                np.array(one.rows, dtype=float).reshape(-1, len(FEATURES)),
                np.array(one.none),
                np.array([entity.agent.kind is SourceKind.NAMED for entity in one.entities], dtype=bool),
                np.array(one.right[number], dtype=bool),
                known is not None,
                one.query.inside,
                weight,
            )


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

    with (
        mock.patch.object(reference, "rank", recording),
        mock.patch.object(assemble.ArticleReader, "_sentence", reading),
    ):
        extraction.claims(article, _resources())
    return found, at_marks


def _query(mark: Mark, sentence: Sentence, discourse: Discourse) -> Query | None:
    """What the program would ask of a pronoun or a definite noun, as a subject or behind a preposition."""
    tokens = [token for token in sentence.doc if mark.start <= sentence.at(token) < mark.end]
    places = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in places or token.head.i == token.i), None)
    lexicon = sentence.lexicon
    if head is None or head.dep_ not in SUBJECT | {"obl", "nmod", "obl:agent"}:
        return None
    words = replace(mention(sentence, head), quoted=sentence.in_quotes(head))
    if head.pos_ == "PRON" and head.lower_ in lexicon.pronouns - lexicon.first_person:
        return pronouns.pronoun_query(words, discourse)
    definite = not words.indefinite and words.tokens[0].lower_ not in lexicon.possessives
    bare = all(token.pos_ != "PROPN" for token in words.tokens)
    noun = head.pos_ == "NOUN" and bare and words.lemma in lexicon.speakers | lexicon.documents
    return coreference.noun_query(words, discourse) if noun and definite else None


def of_sentences(gold: list[Row], names: dict[str, list[str]], weight: float = 1.0) -> list[Mark]:
    """The marks of an article whose origins are labelled: the labelled source of each sentence."""
    rows = [row for row in gold if row.get("source") and row["chain"]]
    return [Mark(*row["source"], functools.partial(_is, row["chain"][0], names), weight) for row in rows]


def _is(wanted: str, names: dict[str, list[str]], entity: Entity) -> bool:
    agent = entity.agent
    hop = {"kind": agent.kind.value, "id": agent.id, "label": agent.label}
    hop["aliases"] = [name for _, name in (*agent.labels, *agent.aliases)]
    named = agent.kind is SourceKind.NAMED
    return score.same_agent(wanted, hop, names) and (named or wanted.startswith("?"))


def of_names(rows: Iterable[Row], language: str) -> list[Mark]:
    """Marks by the names of whoever is meant: none where nobody is; ``?`` before a description of somebody unnamed."""
    return [Mark(row["start"], row["end"], functools.partial(_goes_by, row["who"], language)) for row in rows]


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


def thresholds(data: list[Instance], weights: np.ndarray) -> Iterator[tuple[str, str, float, int, int, int]]:
    """Language, sort, probability, and mentions that may be named, that are from there on, and rightly."""
    for language in sorted({one.language for one in data}):
        for at, sort in enumerate(SORTS, start=1):
            asked = [one for one in data if (one.language, one.sort, one.asked) == (language, sort, True)]
            tops = [_top(one, _chances(weights[0] + weights[at], one)) for one in asked if not one.inside]
            able = sum(bool((one.right & one.named).any()) for one in asked if not one.inside)
            for step in _STEPS:
                named = [right for chance, right in tops if chance >= step]
                yield language, sort, step, able, len(named), sum(named)


def _top(one: Instance, chances: np.ndarray) -> tuple[float, bool]:
    """The probability of the likeliest candidate, 0 where it has no name, and whether it is right."""
    if not one.right.size:
        return 0.0, False
    at = int(np.argmax(chances[:-1]))
    return (float(chances[at]) if one.named[at] else 0.0), bool(one.right[at])


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
    parser.add_argument("--raw", type=Path, required=True, help="texts of the labelled mentions")
    parser.add_argument("--news", type=Path, required=True, help="likewise: the table of FA-KES")
    parser.add_argument("--round", type=Path, action="append", default=[])
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--sorts", nargs="+", choices=SORTS, default=SORTS, help="whose weights are written")
    wanted = parser.parse_args()
    names = _names([wanted.gold / "articles", wanted.gold / "fakes"])
    data = list(_of_mentions(wanted.raw, wanted.news))
    for article, gold in (*_articles(wanted.gold), *_seeds(wanted.gold)):
        data += instances(article, of_sentences(gold, names, _ASKED))
    for path in sorted((REFERENCE / "written").glob("*.txt")):
        text, rows = of_text(path.read_text("utf-8"))
        language = path.stem[:2]
        data += instances(_article(path.stem, text, language, None, None), of_names(rows, language))
    print(f"{len(data)} mentions, {sum(one.right.any() for one in data)} with their entity among the candidates")
    weights = fit(data)
    learnt: Row = json.loads(OUT.read_text("utf-8"))
    for sort in wanted.sorts:
        at = SORTS.index(sort) + 1
        own = [round(float(value), 4) for value in weights[0] + weights[at]]
        learnt["candidate"][sort], learnt["none"][sort] = own[: len(FEATURES)], own[len(FEATURES) :]
    OUT.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")
    unseen = [one for folder in wanted.round for one in _of_round(folder, wanted.texts)]
    for language, sort, step, able, named, right in thresholds(unseen, weights):
        print(f"{language} {sort:8} {step:.1f}  {right:3} of {named:3} right, of {able} that may be named")


def _names(folders: list[Path]) -> dict[str, list[str]]:
    """What the agents of labels go by, in the labels and in the registry."""
    names: dict[str, list[str]] = defaultdict(list)
    for agent in (agent for folder in folders for agent in _rows(folder / "agents.jsonl")):
        names[agent["id"]] += [agent.get("label") or "", *(agent.get("aliases") or [])]
    for known in _resources().registry.agents:
        if known.id in names:
            names[known.id] += [known.label, *(name for _, name in known.aliases)]
    return names


def _of_mentions(raw: Path, news: Path) -> Iterator[Instance]:
    """The labelled mentions whose texts the folder and the table hold."""
    labels = defaultdict(list)
    for label in _rows(REFERENCE / "mentions.jsonl"):
        labels[label["article"]].append(label)
    texts = {path.stem: (path.read_text("utf-8"), None) for path in raw.rglob("*.txt")}
    with news.open(encoding="utf-8", errors="replace", newline="") as handle:
        texts |= {f"fa-{row['unit_id']}": (row["article_content"], row["source"]) for row in csv.DictReader(handle)}
    for name, rows in labels.items():
        text, outlet = texts[name]
        if hashlib.sha256(text.encode()).hexdigest() != rows[0]["sha256"]:
            raise SystemExit(f"{name} is not the text that was labelled: its hash differs.")
        language = rows[0]["language"]
        yield from instances(_article(name, text, language, outlet, None), of_names(rows, language))


def _of_round(folder: Path, texts: list[Path]) -> Iterator[Instance]:
    gold, names = _rows(folder / "labels.jsonl"), _names([folder])
    for raw, article in rounds.articles(folder, texts):
        yield from instances(article, of_sentences([row for row in gold if row["article"] == raw["article"]], names))


if __name__ == "__main__":
    main()
