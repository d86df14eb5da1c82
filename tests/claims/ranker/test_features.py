"""Rows of features."""

from __future__ import annotations

from kg.claims.ranker import cue_candidates, features, span_candidates
from kg.claims.ranker.bitset_tree import tree
from tests.support.parsed_by_hand import SAID, parsed


def test_rows_have_a_figure_for_every_name():
    nodes = tree(parsed("en", SAID))
    site = next(site for site in cue_candidates.sites(nodes, (), lambda key, kind: 0.9) if site.key == "say V")
    cue = features.cue_features(nodes, site, {2: 0.9})
    assert len(cue) == len(features.CUE)
    content = features.content_rows(nodes, site, 0.9, cue, span_candidates.contents(nodes, site), 0, {2: 0.9})
    assert {len(row) for row in content} == {3 + len(features.CONTENT_CUE) + len(features.CONTENT)}
    source = features.source_rows(nodes, site, cue, span_candidates.sources(nodes, site), 0)
    assert {len(row) for row in source} == {3 + len(features.SOURCE_CUE) + len(features.SOURCE)}
