"""Vectors kept in a file."""

from __future__ import annotations

import numpy as np

from kg.propositions.matching.vector_cache import cached
from tests.support.matching import bag


def test_a_text_is_encoded_once(tmp_path):
    asked = []

    def encoder(texts):
        asked.extend(texts)
        return bag(texts)

    encode = cached(lambda: encoder, "bag", tmp_path / "vectors.sqlite")
    first = encode(["one bridge", "two bridges"])
    assert np.array_equal(encode(["two bridges", "three", "one bridge"])[[2, 0]], first)
    assert asked == ["one bridge", "two bridges", "three"]
    assert np.array_equal(cached(lambda: bag, "other", tmp_path / "vectors.sqlite")(["three"]), bag(["three"]))


def test_a_spoilt_cache_is_made_anew(tmp_path):
    (tmp_path / "vectors.sqlite").write_bytes(b"no database" * 100)
    encode = cached(lambda: bag, "bag", tmp_path / "vectors.sqlite")
    assert np.array_equal(encode(["three"]), bag(["three"]))
    assert np.array_equal(cached(lambda: bag, "bag", tmp_path / "vectors.sqlite")(["three"]), bag(["three"]))
