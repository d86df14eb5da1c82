"""The parts of the joining that can be turned off, and the labelled sets on which that is measured."""

from __future__ import annotations

import argparse
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.event import Event
from bench.event_propositions import COUNTRIES, Row
from bench.joining import score, twin_counts
from bench.joining_gate import figures
from bench.sets import read
from bench.switches import Figures, Measure, Switch, replacing, without
from kg import readers
from kg.model import Article, Claim, Contradiction, Membership, Proposition
from kg.pipeline import ingest
from kg.propositions.matching import pair_scorer
from kg.propositions.matching.encoder import DEFAULT, Encoder, Vectors, default_encoder
from kg.propositions.matching.propose import propose
from kg.propositions.matching.vector_cache import cached
from kg.propositions.verdicts.rules import Evidence, Variant, judge, of_country, path
from kg.sources import load_resources
from kg.sources.resources import Resources

M = "kg.propositions.matching"
_FACTS = ("toll", "culprit", "harm", "weapon", "sign", "control", "target", "denial", "matter", "call")
_VETOES = (
    "one says what is, the other what may or should be",
    "other month",
    "other number",
    "other time",
    "other place",
)
_DOUBTS = (
    "another figure, not far off",
    "another day",
    "only one names another year",
    "another side does it",
    "what happens is another thing",
    "one says that it is so, the other that it is not",
)
Read = Sequence[tuple[Article, tuple[Claim, ...]]]


def switches() -> list[Switch]:
    """Features, vetoes, doubts, kinds of facts, and the rules around clusters, events, contradictions and verdicts."""
    return [
        *(_feature(name) for name in pair_scorer.weights() if name != "bias"),
        *(_dropping("veto", name, f"{M}.pair_scorer.vetoes", f"{M}.joining.vetoes") for name in _VETOES),
        *(_dropping("doubt", name, f"{M}.pair_scorer._doubts") for name in _DOUBTS),
        *(_fact(kind) for kind in _FACTS),
        _constant("pairs: copied word for word", False, f"{M}.pair_scorer.is_verbatim"),
        _constant("pairs: figures may be near", False, f"{M}.figures.Count.is_near"),
        replacing(
            "clusters: vague contents come last", property(lambda _: False), f"{M}.contents.ContentSummary.vague"
        ),
        _constant("clusters: what is said again is not vague", frozenset(), f"{M}.joining._said_again"),
        _constant("perhaps: alike, but not enough", (), f"{M}.joining._alike"),
        _constant("perhaps: like most of the cluster", True, f"{M}.joining._fits"),
        _constant("perhaps: only those that decide", None, f"{M}.propositions.deciding", by=_all_kept),
        _constant("facts: the home state", None, f"{M}.contents.home_state"),
        _constant("facts: who speaks", None, f"{M}.atomic_facts.speaker"),
        _constant("facts: one of two actors", None, f"{M}.atomic_facts._one_of", by=lambda chosen, *_: chosen.who),
        _constant("events: words that point back", False, f"{M}.event_context._points_back"),
        _constant("events: called by their place", False, f"{M}.event_context._is_called_by_place"),
        _constant("facets: circumstances aside", set(), f"{M}.facets._aside"),
        _constant("actors: persons in office", (), f"{M}.actors._persons"),
        _constant("actors: countries that act", False, f"{M}.actors._acts"),
        _constant("contradictions: figures", (), f"{M}.contradictions._numeric"),
        _constant("contradictions: alike but for figures", 1.0, f"{M}.contradictions.likeness"),
        _constant("contradictions: durations", (), f"{M}.contradictions._duration"),
        _constant("contradictions: polarity", (), f"{M}.contradictions.polarity"),
        _constant("contradictions: one source", False, f"{M}.contradictions._one_source"),
        _constant("contradictions: days near one another", True, f"{M}.contradictions._near_days"),
        _constant("contradictions: long after", False, f"{M}.contradictions._long_after"),
        _constant("contradictions: updates", False, f"{M}.contradictions._updates"),
        _constant("verdicts: restatements", False, "kg.propositions.verdicts.rules.is_restated"),
    ]


def _feature(name: str) -> Switch:
    table = {**pair_scorer.weights(), name: 0.0}
    return replacing(f"feature: {name}", lambda: table, f"{M}.pair_scorer.weights")


def _dropping(kind: str, name: str, *targets: str) -> Switch:
    return without(f"{kind}: {name}", lambda said: said == name, *targets)


def _fact(kind: str) -> Switch:
    from kg.propositions.matching.contents import atomic_facts

    def some(*given: object) -> frozenset[object]:
        return frozenset(one for one in atomic_facts(*given) if one.kind != kind)

    return replacing(f"fact: {kind}", some, f"{M}.contents.atomic_facts")


def _constant(name: str, value: object, target: str, by: Callable[..., object] | None = None) -> Switch:
    """A function that always gives one value, or is another function."""
    return replacing(name, by or (lambda *_: value), target)


def _all_kept(_members: Sequence[Evidence], perhaps: Sequence[Evidence], _plan: bool) -> list[int]:
    return list(range(len(perhaps)))


def measures(wanted: argparse.Namespace) -> Mapping[str, Measure]:
    """The labelled event with claims of a person and of the program, the seeds' verdicts, and twins of PUD."""
    encoder, resources, folder = _remembering(wanted.cache), load_resources(), wanted.gold / "fakes"
    by_person = functools.cache(lambda: list(Event(folder).articles()))
    by_program = functools.cache(lambda: _extracted(folder / "articles.csv"))
    return {
        "person": lambda: event(wanted.gold, by_person(), encoder, resources),
        "program": lambda: event(wanted.gold, by_program(), encoder, resources),
        "seeds": lambda: seeds(encoder, resources),
        "pud": lambda: _twins(wanted.gold / "pud", encoder),
    }


def _remembering(path: Path) -> Encoder:
    """The sentence encoder with all vectors held: they are asked for again with each switch."""
    path.parent.mkdir(exist_ok=True)
    encoder, known = cached(default_encoder, DEFAULT, path), dict[str, Vectors]()

    def encode(texts: Sequence[str]) -> Vectors:
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, encoder(missing), strict=True))
        return np.stack([known[text] for text in texts])

    return encode


def _extracted(table: Path) -> Read:
    found = ingest.extract([str(table)], readers.Given())
    return [one for one in found if not isinstance(one, readers.Failure)]


def event(gold: Path, rows: Read, encoder: Encoder, resources: Resources) -> Figures:
    """Clusters, verdicts and contradictions of the labelled event."""
    claims = [claim for _, found in rows for claim in found]
    dates = {article.id: article.date.value for article, _ in rows}
    propositions, contradictions = propose(
        [article for article, _ in rows], claims, encoder, officials=resources.officials
    )
    folder, found = gold / "fakes", list(_rows(propositions, claims, dates))
    right = _contradictions(folder, contradictions)
    return {**figures(score(gold, folder, found)), "contradictions": right, "proposed": len(contradictions)}


def _rows(
    propositions: Sequence[Proposition], claims: Sequence[Claim], dates: Mapping[str, str | None]
) -> Iterator[Row]:
    known = {(claim.article, claim.span): claim for claim in claims}
    verdicts = []
    for one in propositions:
        for member in one.members:
            claim = known[member.article, member.span]
            content = (claim.span,) if member.part is None else claim.parts[member.part].content or (claim.span,)
            ends = {"start": content[0].start, "end": content[-1].end}
            yield {"article": member.article, **ends, "proposition": one.id, "stance": str(member.stance)}
        every = [
            *(_evidence(member, known[member.article, member.span], dates, False) for member in one.members),
            *(_evidence(member, known[member.article, member.span], dates, True) for member in one.perhaps),
        ]
        for country in COUNTRIES:
            values = {variant.value: judge(every, of_country(country), variant, one.plan).value for variant in Variant}
            verdicts.append({"proposition": one.id, "country": country, **values})
    yield from verdicts


def _evidence(member: Membership, claim: Claim, dates: Mapping[str, str | None], perhaps: bool) -> Evidence:
    part = claim if member.part is None else claim.parts[member.part]
    paths = tuple(path(chain, dates.get(claim.article)) for chain in part.chains)
    return Evidence(str(member), member.article, paths, part.commitment, member.stance, perhaps)


def _contradictions(folder: Path, found: Sequence[Contradiction]) -> int:
    """How many labelled contradictions come up: some pair of claims of the two propositions."""
    home: dict[tuple[str, int], set[str]] = {}
    for row in read(folder / "claims.jsonl"):
        for part in (row, *(row.get("parts") or ())):
            names = {one["id"] for one in part.get("propositions") or ()}
            home.setdefault((row["article"], row["start"]), set()).update(names)
    sides = [[home.get((side.article, side.span.start), set()) for side in (one.left, one.right)] for one in found]
    pairs = [row["between"] for row in read(folder / "contradictions.jsonl")]
    return sum(any((a in x and b in y) or (a in y and b in x) for x, y in sides) for a, b in pairs)


def seeds(encoder: Encoder, resources: Resources) -> Figures:
    """Verdicts of the seeds for Russia, and pairs of claims that are joined or kept apart as a person has them."""
    from tests.support.gold_claims import GOLD, seed_articles, seed_claims

    claims = [claim for found in seed_claims().values() for claim in found]
    propositions, contradictions = propose(seed_articles(), claims, encoder, officials=resources.officials)
    known = {(claim.article, claim.span): claim for claim in claims}
    home = {tuple(pair): row["id"] for row in read(GOLD / "seeds-verdicts.jsonl") for pair in row["claims"]}
    right = wrong = 0
    for row in read(GOLD / "seeds-verdicts.jsonl"):
        held = [sum([m.article, m.span.start] in row["claims"] for m in one.members) for one in propositions]
        one = propositions[held.index(max(held))]
        every = [
            _evidence(member, known[member.article, member.span], dict.fromkeys([member.article], "2017-09"), perhaps)
            for members, perhaps in ((one.members, False), (one.perhaps, True))
            for member in members
        ]
        for variant in Variant:
            value = judge(every, of_country("RU"), variant, one.plan).value
            right += (value.value if value else None) == row["RU"][variant.value]
            wrong += value == "yes" != row["RU"][variant.value]
    groups = [{(m.article, m.span.start) for m in one.members} for one in propositions]
    joined = {pair for group in groups for pair in combinations(sorted(group & home.keys()), 2)}
    alike = {pair for pair in combinations(sorted(home), 2) if home[pair[0]] == home[pair[1]]}
    pairs = {"pairs joined": len(joined & alike), "pairs wrongly joined": len(joined - alike)}
    return {"verdicts": right, "wrong yes": wrong, **pairs, "contradictions": len(contradictions)}


def _twins(folder: Path, encoder: Encoder) -> Figures:
    joined, number = twin_counts(folder, encoder)
    return {"recall": round(joined[True] / number[True], 3), "false pairs": joined[False]}
