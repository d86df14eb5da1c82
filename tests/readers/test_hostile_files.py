"""Hostile files are set aside with their reason."""

from __future__ import annotations

import pytest

from kg.readers import Failure
from tests.support.broken_files import HOSTILE
from tests.support.read_files import found, one


@pytest.mark.parametrize(("name", "content", "said"), HOSTILE, ids=[f"{at}-{row[0]}" for at, row in enumerate(HOSTILE)])
def test_hostile_files_are_set_aside_with_their_reason(tmp_path, name, content, said):
    rows = found(tmp_path / name, content() if callable(content) else content)
    assert rows
    assert all(isinstance(row, Failure) for row in rows)
    assert said in str(rows[0].error)


def test_a_few_lost_signs_are_no_reason_to_lose_an_article(tmp_path):
    text = "The mayor said the bridge was closed and that nobody knew for how long it would be. " * 9
    for lost in ("\ufffd", "\u00ef\u00bf\u00bd", "\u00e2\u20ac\u2122"):
        assert one(tmp_path / "a.txt", f"{text}It{lost}s late, they{lost}re late, we{lost}re late.").text
