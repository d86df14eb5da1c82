"""Rows of the cache: what comes out is what went in, and a row of other bytes is told."""

from __future__ import annotations

import math

import pytest

from kg.model import Article, Claim, Quantity, Span
from kg.pipeline.incremental.cache import Cache, CorruptCacheError, compress, decode, decompress, encode
from tests.support.gold_claims import seed_articles, seed_claims


def test_articles_and_claims_come_back():
    for article in seed_articles():
        assert decode(encode(article), Article) == article
    for claims in seed_claims().values():
        assert decode(encode(claims), tuple[Claim, ...]) == claims


def test_numbers_without_bounds_come_back():
    quantity = Quantity(Span(0, 4), "many", -math.inf, math.inf)
    assert decode(encode(quantity), Quantity) == quantity


@pytest.mark.parametrize("row", [encode([1, 2]), encode({"start": 1}), b"scribbled", "text", compress(b"\xc1")])
def test_a_row_of_another_kind_is_corrupt(row):
    with pytest.raises(CorruptCacheError):
        decode(row, Span)


def test_a_row_of_other_bytes_is_corrupt():
    row = bytearray(compress(b"numbers"))
    assert decompress(bytes(row)) == b"numbers"
    row[9] ^= 1
    with pytest.raises(CorruptCacheError):
        decompress(bytes(row))


def test_a_cache_of_another_edition_is_emptied(tmp_path):
    with Cache(tmp_path / "cache", "one") as cache:
        cache.write_note("name", "value")
        cache.write_table("table", ["é", 1.5])
        cache.commit()
    with Cache(tmp_path / "cache", "one") as cache:
        assert cache.note("name") == "value"
        assert cache.table("table", tuple[str, float]) == ("é", 1.5)
        assert cache.table("none", str) is None
    with Cache(tmp_path / "cache", "two") as cache:
        assert cache.note("name") is None
