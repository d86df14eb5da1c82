"""Sets of tokens of a parse."""

from __future__ import annotations

from kg.claims.ranker.bitset_tree import first, last, mask, members, tree
from tests.support.parsed_by_hand import SAID, parsed


def test_sets_of_tokens():
    assert list(members(mask([1, 4]))) == [1, 4]
    assert (first(0b1100), last(0b1100)) == (2, 3)


def test_a_set_is_trimmed_of_punctuation_and_complementiser():
    nodes = tree(parsed("en", SAID))
    assert list(members(nodes.trimmed(nodes.below[6] | 1 << 7))) == [4, 5, 6]
