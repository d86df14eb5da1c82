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


def test_chunks_and_compression_are_undone_and_what_is_missing_is_told(tmp_path):
    page = formats.page("Le pont", LINES)
    pieces = [page[at : at + 64] for at in range(0, len(page), 64)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    sent = [("1", chunks, "Transfer-Encoding: chunked"), ("2", gzip.compress(page), "Content-Encoding: gzip")]
    content = b"".join(formats.warc([(f"https://quay.example/{at}", body)], header) for at, body, header in sent)
    plain = one(tmp_path / "page.html", page)
    assert [row.text for row in found(tmp_path / "a.warc.gz", content)] == [plain.text] * 2
    whole = gzip.decompress(content)
    *kept, failure = found(tmp_path / "b.warc", whole + b"nonsense\n" + whole)
    assert len(kept) == 2
    assert "Behind record 2 all is missing" in str(failure.error)
