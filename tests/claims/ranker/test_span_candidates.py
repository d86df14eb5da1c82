"""Spans that may be a content or a source."""

from __future__ import annotations

from kg.claims.ranker import cue_candidates, span_candidates
from kg.claims.ranker.bitset_tree import mask, tree
from tests.support.parsed_by_hand import SAID, parsed


def test_the_clause_below_the_verb_is_a_candidate_and_its_subject_a_source():
    nodes = tree(parsed("en", SAID))
    found = [site for site in cue_candidates.sites(nodes, (), lambda key, kind: 0.9) if site.key == "say V"]
    assert found[0].kind == "said"
    assert mask([4, 5, 6]) in {content.tokens for content in span_candidates.contents(nodes, found[0])}
    assert span_candidates.sources(nodes, found[0])[0] == span_candidates.SourceCandidate(1, "subject")
