"""Where a cue may stand."""

from __future__ import annotations

import pytest

from kg.claims.ranker import cue_candidates, span_candidates
from kg.claims.ranker.bitset_tree import mask, tree
from tests.support.parsed_by_hand import parsed, table


@pytest.mark.parametrize(
    ("language", "rows", "key", "head"),
    [
        ("en", "According/VERB/case/3 to/ADP/case/2 Reuters/NOUN/obl/3 rains/VERB/ROOT/3", "according to P", 2),
        ("fr", "Selon/ADP/case/2 le/DET/det/2 maire/NOUN/obl/3 pleut/VERB/ROOT/3", "selon P", 2),
        ("ru", "По/ADP/case/1 словам/NOUN/obl/3 мэра/NOUN/nmod/1 льёт/VERB/ROOT/3", "по словам P", 2),
    ],
)  # fmt: skip
def test_a_preposition_at_the_beginning_has_the_noun_behind_it(language, rows, key, head):
    nodes = tree(parsed(language, table(rows)))
    site = next(site for site in cue_candidates.sites(nodes, (), lambda key, kind: 0.9) if site.kind == "preposition")
    assert (site.key, site.main) == (key, head)
    assert not site.phrase >> (nodes.size - 1) & 1


def test_an_inverted_clitic_is_the_subject():
    rows = [
        *table("La/DET/det/1 paix/NOUN/nsubj/6 ,/PUNCT/punct/6 a/AUX/aux:tense/6 -t/PRON/nsubj/6 -il/PRON/expl:subj/6"),
        ("dit", "VERB", "ROOT", 6, "dire"),
        *table(",/PUNCT/punct/8 reste/VERB/conj/6 loin/ADV/advmod/8"),
    ]
    nodes = tree(parsed("fr", rows))
    site = next(site for site in cue_candidates.sites(nodes, (), lambda key, kind: 0.9) if site.key == "dire V")
    assert cue_candidates.own_subject(nodes, site) == 5
    assert mask([0, 1, 2, 7, 8, 9]) in {
        content.tokens & ~0b10000100 | 0b10000100 for content in span_candidates.contents(nodes, site)
    }
