"""Records as JSON and back: what comes out is what went in, and what is read later is the same."""

from __future__ import annotations

import json
import math

import pytest

from kg.model import Article, Claim, Quantity, Span
from kg.pipeline.incremental.cache import Cache, CorruptCacheError, opened, raw, shut, shut_raw
from kg.pipeline.incremental.content_rows import packed, unpacked
from kg.pipeline.incremental.record_codec import later, pack, unpack
from kg.propositions.matching import contents
from kg.propositions.matching.contents import items
from tests.support.gold_claims import seed_articles, seed_claims


def through_json(value):
    return json.loads(json.dumps(value, ensure_ascii=False))


def test_articles_and_claims_come_back():
    for article in seed_articles():
        assert unpack(Article, through_json(pack(article))) == article
    for claims in seed_claims().values():
        assert [unpack(Claim, through_json(pack(claim))) for claim in claims] == list(claims)


def test_numbers_without_bounds_come_back():
    quantity = Quantity(Span(0, 4), "many", -math.inf, math.inf)
    assert unpack(Quantity, through_json(pack(quantity))) == quantity


def test_contents_come_back():
    for article in seed_articles():
        claims = seed_claims()[article.id]
        found = contents(items([article], claims))
        back = list(unpacked(article.id, through_json(packed(article, claims, found)), claims.__getitem__))
        assert len(back) == len(found) > 0
        for one, other in zip(back, found, strict=True):
            assert (one.anchors, one.points, one.setting, one.who) == (
                *(other.anchors, other.points, other.setting, other.who),
            )
            for name in ("text", "cue", "source", "frame", "chain", "part", "commitment", "date", "key", "month"):
                assert getattr(one.item, name) == getattr(other.item, name), name
            for name in ("words", "folded", "grammar", "events", "sides", "countries", "frame", "table", "language"):
                assert getattr(one.reading, name) == getattr(other.reading, name), name


def test_what_is_known_is_not_read():
    span = later(Span, {"start": 1}, lambda: pytest.fail("read"))
    assert span.start == 1
    asked = []
    span = later(Span, {"start": 1}, lambda: asked.append(1) or Span(1, 9))
    assert (span.end, span.start, span.end) == (9, 1, 9)
    assert asked == [1]
    with pytest.raises(AttributeError):
        span.middle  # noqa: B018


def test_a_row_of_other_bytes_is_spoilt(tmp_path):
    assert opened(shut({"a": [1, "é\ud800"]})) == {"a": [1, "é\ud800"]}
    row = bytearray(shut_raw(b"numbers"))
    assert raw(bytes(row)) == b"numbers"
    row[9] ^= 1
    with pytest.raises(CorruptCacheError):
        raw(bytes(row))
    with pytest.raises(CorruptCacheError):
        raw("text")  # type: ignore[arg-type]
    with Cache(tmp_path / "memo", "one") as memo:
        memo.say("name", "value")
        memo.commit()
    with Cache(tmp_path / "memo", "one") as memo:
        assert memo.said("name") == "value"
    with Cache(tmp_path / "memo", "two") as memo:
        assert memo.said("name") is None
