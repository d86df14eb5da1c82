"""JSON that is no export: lists and single objects."""

from __future__ import annotations

import json

from tests.support.read_files import one


def test_json_lists_and_single_objects_are_rows(tmp_path):
    row = {"id": 1, "text": "Le pont.", "source": "Le Quai", "author": "A. M."}
    for content in (row, [row]):
        article = one(tmp_path / "a.json", json.dumps(content))
        assert (article.id, article.outlet.value, article.author.value) == ("1", "Le Quai", "A. M.")
