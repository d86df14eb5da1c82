"""PDF, with a text layer and without."""

from __future__ import annotations

from bench import formats
from kg.model import Fact
from tests.support.read_files import LINES, found, one


def test_a_pdf_with_a_text_layer_and_one_without(tmp_path):
    article = one(tmp_path / "a.pdf", formats.pdf(LINES))
    assert article.text.split("\n") == LINES
    assert article.date == article.title == Fact()
    (failure,) = found(tmp_path / "b.pdf", formats.pdf([]))
    assert "text layer" in str(failure.error)
