"""Vectors kept in a file."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest

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


def rows(path, change):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(change)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b"no database" * 100),
        lambda path: path.write_bytes(b""),
        lambda path: rows(path, "CREATE TABLE vectors (theirs TEXT)"),
        lambda path: rows(path, "CREATE VIEW vectors AS SELECT 1 AS key, 2 AS vector"),
    ],
)
def test_a_spoilt_cache_is_made_anew(tmp_path, harm):
    harm(tmp_path / "vectors.sqlite")
    encode = cached(lambda: bag, "bag", tmp_path / "vectors.sqlite")
    assert np.array_equal(encode(["three"]), bag(["three"]))
    assert np.array_equal(cached(lambda: bag, "bag", tmp_path / "vectors.sqlite")(["three"]), bag(["three"]))


@pytest.mark.parametrize("value", ["x'0102'", "'words'", "NULL", "x'00000000'"])
def test_a_row_that_is_no_vector_is_made_anew(tmp_path, value):
    path = tmp_path / "vectors.sqlite"
    cached(lambda: bag, "bag", path)(["three", "one bridge"])
    rows(path, f"UPDATE vectors SET vector = {value} WHERE rowid = 1")  # noqa: S608
    assert np.array_equal(cached(lambda: bag, "bag", path)(["three", "one bridge"]), bag(["three", "one bridge"]))
