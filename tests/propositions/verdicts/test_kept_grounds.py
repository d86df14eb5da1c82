"""The chains kept with each proposition are those that judging from all hops looks at."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from kg.graph.rdf.nquads import in_graph
from kg.graph.store import open_store
from kg.model import Commitment, Link, SourceKind
from kg.model.vocab import DATA, DERIVED_GRAPH
from kg.propositions.verdicts import kept_grounds
from kg.propositions.verdicts.evidence import evidence
from kg.propositions.verdicts.rules import DatedAgent, Evidence, Path, Variant, grounds, of_country
from kg.propositions.verdicts.source_scope import of_kind
from tests.support import question_store


def test_what_is_kept_is_what_all_hops_say() -> None:
    store = question_store.answering()
    judged = {proposition: grounds(members, plan) for proposition, members, plan in evidence(store)}
    kept = dict(kept_grounds.read(store))
    assert list(kept) == sorted(name for name, found in judged.items() if found.counted)
    for name, found in kept.items():
        assert [path for _, path in found.counted] == [path for _, path in judged[name].counted]
        assert [path for _, path in found.perhaps] == [path for _, path in judged[name].perhaps]


@pytest.mark.parametrize("variant", Variant)
def test_it_judges_alike(variant: Variant) -> None:
    store = question_store.answering()
    kept = dict(kept_grounds.read(store))
    seen = set()
    for proposition, members, plan in evidence(store):
        for belongs in (of_country("RU"), of_kind("state-media")):
            value = grounds(members, plan).value(belongs, variant)
            assert value == (kept[proposition].value(belongs, variant) if proposition in kept else None)
            seen.add(value)
    assert len(seen - {None}) > 1


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("commitment", [Commitment.ASSERTED, Commitment.HEDGED])
@pytest.mark.parametrize("own_voice", [False, True])
def test_what_nobody_named_supposes_is_kept_as_supposed(
    variant: Variant, commitment: Commitment, own_voice: bool
) -> None:
    nobody = DatedAgent("officials", "officials", SourceKind.UNNAMED)
    medium = DatedAgent("ria", "RIA", country="RU", link=Link.CONTROLLED)
    said = Evidence("claim", "article", (Path((nobody, medium), own_voice),), commitment=commitment)
    found = grounds([said])
    with open_store(None) as store:
        one = URIRef(f"{DATA}proposition/one")
        store.replace(DERIVED_GRAPH, in_graph(kept_grounds.triples(one, found), DERIVED_GRAPH))
        ((_, kept),) = kept_grounds.read(store)
    assert [path for _, path in kept.counted] == [path for _, path in found.counted]
    assert kept.value(of_country("RU"), variant) == found.value(of_country("RU"), variant)
