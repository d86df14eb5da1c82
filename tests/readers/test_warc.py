"""Web archives."""

from __future__ import annotations

import gzip

from bench import formats
from kg.model import Fact
from tests.support.read_files import LINES, found, one, page_fact


def test_a_web_archive_brings_its_pages_and_the_day_of_fetching_is_not_theirs(tmp_path):
    page = formats.page("Le pont", LINES).replace(b"article:published_time", b"x")
    content = formats.warc([("https://quay.example/1", page), ("https://quay.example/2", b"<p></p>")])
    article, failure = found(tmp_path / "a.warc.gz", content)
    assert (article.id, article.url) == ("https://quay.example/1", page_fact("https://quay.example/1"))
    assert article.date == Fact()
    assert "https://quay.example/2" in str(failure.error)
    plain = b"".join(gzip.decompress(content) for content in (content,))
    assert one(tmp_path / "b.warc", plain[: plain.index(b"WARC/1.0", 10)]).id == "https://quay.example/1"
