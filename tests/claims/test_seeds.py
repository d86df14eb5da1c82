"""The whole way on the seed articles: every sentence against the hand-made truth, and what is missed said in full.

Ids of the gold are ids of the registry, except for sources without a name, which are told by the head of their words.
"""

from __future__ import annotations

import json

import pytest

from kg.model import Article, Claim, Role, SourceKind
from kg.pipeline.extraction import claims
from tests.support.paths import ROOT
from tests.support.registry import resources

pytestmark = pytest.mark.models

GOLD = [json.loads(line) for line in (ROOT / "tests/gold/seeds.jsonl").read_text("utf-8").splitlines()]
# Of 39 sentences. A floor only rises.
FLOORS = {"origin": 39, "chain": 39, "quote": 39, "commitment": 39, "cue": 39, "source": 39}


@pytest.fixture(scope="module")
def read() -> dict[tuple[str, int, int], Claim]:
    """All claims of the seeds by article and offsets."""

    articles = [Article(path.name, path.read_text("utf-8")) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return {
        (claim.article, *_ends(claim.span)): claim for article in articles for claim in claims(article, resources())
    }


def _ends(span):
    return (span.start, span.end)


def _agent(agent) -> str:
    if agent.kind is SourceKind.UNSPECIFIED:
        return "?unspecified"
    return f"?unnamed:{agent.label.casefold()}" if agent.kind is SourceKind.UNNAMED else agent.id


def _same(gold: str, found: str) -> bool:
    """A source without a name is the same where its words share one: ``source`` in "une source militaire"."""
    if gold.startswith("?unnamed:") and found.startswith("?unnamed:"):
        one, other = (set(name.removeprefix("?unnamed:").casefold().split()) for name in (gold, found))
        return bool(one & other)
    return gold == found


def _chain(claim: Claim) -> list[str]:
    return [_agent(hop.agent) for hop in claim.chains[0].hops if hop.role is not Role.OUTLET]


def _right(row: dict, claim: Claim) -> dict[str, bool]:
    chain, gold = _chain(claim), row["chain"]
    same = [_same(one, other) for one, other in zip(gold, chain, strict=False)]
    origin = claim.chains[0].origin

    def overlaps(name, span):
        if row[name] is None:
            return span is None
        return span is not None and span.start < row[name][1] and row[name][0] < span.end

    return {
        "origin": same[0] if same else gold == chain,
        "chain": len(gold) == len(chain) and all(same),
        "quote": claim.quote.value == row["quote"],
        "commitment": claim.commitment.value == row["commitment"],
        "cue": overlaps("cue", origin.cue),
        "source": overlaps("source", origin.mention),
    }


def _missed(read: dict[tuple[str, int, int], Claim]) -> dict[str, list[str]]:
    missed: dict[str, list[str]] = {name: [] for name in FLOORS}
    for row in GOLD:
        claim = read.get((row["article"], row["start"], row["end"]))
        right = _right(row, claim) if claim else dict.fromkeys(FLOORS, False)
        for name, fits in right.items():
            if not fits:
                have = claim and (_chain(claim), claim.quote.value, claim.commitment.value)
                missed[name].append(f"{row['text'][:90]} … {row['chain']}, found {have}")
    return missed


def test_gold_is_whole():
    assert len(GOLD) == 39


def test_sentences_and_kinds_are_those_of_the_gold_and_no_others(read):
    gold = {(row["article"], row["start"], row["end"]): (row["kind"], row["text"]) for row in GOLD}
    assert {place: (claim.kind.value, claim.text) for place, claim in read.items()} == gold


@pytest.mark.parametrize("name", FLOORS)
def test_floor(read, name):
    missed = _missed(read)[name]
    assert len(GOLD) - len(missed) >= FLOORS[name], "\n".join(missed)


def test_cue_and_source_overlap_wherever_the_origin_is_right(read):
    missed = _missed(read)
    wrong = {line.split(" … ")[0] for line in missed["origin"]}
    assert not [line for name in ("cue", "source") for line in missed[name] if line.split(" … ")[0] not in wrong]


def test_spans_reproduce_the_wording(read):
    texts = {path.name: path.read_text("utf-8") for path in (ROOT / "seeds").glob("*.txt")}
    assert all(claim.span.of(texts[claim.article]) == claim.text for claim in read.values())
