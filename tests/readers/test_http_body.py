"""What servers send: chunks and compression, alone, together, claimed falsely, cut short, swollen."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest

from kg.model.errors import InputError
from kg.readers.http_body import plain
from kg.readers.source import LARGEST

PAGE = b"<p>The keeper said that 40 lamps were lost.</p>\r\n" * 30
BARE = zlib.compressobj(wbits=-15)
DEFLATED = BARE.compress(PAGE) + BARE.flush()


def chunked(raw: bytes, size: int = 64, more: bytes = b"") -> bytes:
    pieces = [raw[at : at + size] for at in range(0, len(raw), size)]
    return b"".join(b"%X%s\r\n%s\r\n" % (len(piece), more, piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("raw", "transfer", "encoding"),
    [
        (PAGE, "", ""),
        (chunked(PAGE), "chunked", ""),
        (chunked(PAGE, 7, b";name=value"), "Chunked", ""),
        (gzip.compress(PAGE, mtime=0), "", "gzip"),
        (zlib.compress(PAGE), "", "deflate"),
        (DEFLATED, "", "Deflate"),
        (brotli.compress(PAGE), "", "br"),
        (chunked(brotli.compress(PAGE), 20), "chunked", "br"),
        (chunked(gzip.compress(PAGE, mtime=0), 20), "gzip, chunked", "x-gzip"),
        (gzip.compress(brotli.compress(PAGE), mtime=0), "", "br, gzip"),
        (PAGE, "chunked", "gzip"),  # undone by the crawler, which kept the headers
        (PAGE, "", "br"),
        (PAGE, "", "identity"),
    ],
)
def test_a_body_is_what_the_page_was(raw, transfer, encoding):
    assert plain("a", raw, transfer, encoding) == PAGE


@pytest.mark.parametrize(
    ("raw", "transfer", "encoding", "said"),
    [
        (chunked(PAGE)[:-200], "chunked", "", "whole chunks"),
        (chunked(PAGE).replace(b"40\r\n", b"4A\r\n", 1), "chunked", "", "whole chunks"),
        (gzip.compress(PAGE, mtime=0)[:-20], "", "gzip", "compressed by gzip"),
        (brotli.compress(PAGE)[:-9], "", "br", "compressed by br"),
        (b"nonsense", "", "br", "compressed by br"),
        (b"\x28\xb5\x2f\xfd", "", "zstd", "It is compressed by zstd"),
        (gzip.compress(b"a" * (LARGEST + 9), mtime=0), "", "gzip", "a bomb"),
        (brotli.compress(b"a" * (LARGEST + 9), quality=1), "", "br", "a bomb"),
    ],
)
def test_what_is_broken_is_set_aside(raw, transfer, encoding, said):
    with pytest.raises(InputError, match=said):
        plain("a", raw, transfer, encoding)
