"""Contents that were kept: they are those that were read, and their words are loaded when they are asked for."""

from __future__ import annotations

import pytest

from kg.graph.store import open_store
from kg.pipeline.incremental import article_state
from kg.pipeline.incremental.article_state import read_state
from kg.pipeline.incremental.cache import Cache
from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.contents import contents
from tests.support.made_news import bag, collection, fill


@pytest.fixture(scope="module")
def made():
    return collection(10, 4)


def test_contents_come_back(tmp_path, made):
    expected = [one for article, claims in made for one in contents(assertions([article], claims))]
    with open_store(tmp_path / "store") as store, Cache(tmp_path / "cache", "one") as cache:
        fill(store, made)
        read_state(store, cache, bag, {})
        found = read_state(store, cache, bag, {}).contents
        assert [one.summary for one in found] == [one.summary for one in expected]
        for one, other in zip(found, expected, strict=True):
            assert (one.assertion.text, one.tokens.folded) == (other.assertion.text, other.tokens.folded)
            assert [chain.origin.agent.id for chain in one.assertion.chains]
            assert one.tokens is one.tokens  # held, for it is asked for again and again


def test_words_are_loaded_only_where_they_are_asked_for(tmp_path, made, monkeypatch):
    with open_store(tmp_path / "store") as store, Cache(tmp_path / "cache", "one") as cache:
        read_state(fill(store, made), cache, bag, {})
        monkeypatch.setattr(
            article_state, "tokenize", lambda assertion, officials: pytest.fail(f"read: {assertion.text}")
        )
        state = read_state(store, cache, bag, {})
        assert all(content.head.article for content in state.contents)
        with pytest.raises(pytest.fail.Exception, match="read: "):
            _ = state.contents[0].tokens
