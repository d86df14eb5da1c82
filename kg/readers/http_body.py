"""What a server sent, as archives keep it: its chunks joined (RFC 9112 §7.1), its compression undone (RFC 9110 §8.4.1).

Some crawlers undo both and keep the headers: what is in no chunks, or a page already, stays as it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

from kg.model.errors import InputError, KgError
from kg.readers.extras import library
from kg.readers.source import LARGEST

_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


def plain(place: str, raw: bytes, chunked: str, encodings: str) -> bytes:
    """A body as its page was written.

    Args:
        place: the record, for errors.
        raw: what the archive has of it.
        chunked: its header ``Transfer-Encoding``, empty for none.
        encodings: its header ``Content-Encoding``, empty for none; the last was applied last.

    Raises:
        InputError: it is cut short, broken, compressed in a way that is not known, or longer than any article.
    """
    body = b"".join(_chunks(place, raw)) if "chunked" in chunked.casefold() else raw
    for name in reversed([part.strip() for part in encodings.casefold().split(",") if part.strip()]):
        if (undo := _UNDO.get(name)) is None:
            raise InputError(place, f"a page compressed by one of {', '.join(_UNDO)}", f"It is compressed by {name}.")
        try:
            body = undo(body)
        except KgError:
            raise
        except Exception as error:  # each library has errors of its own
            if not body.lstrip().startswith(b"<"):
                raise InputError(place, f"a page compressed by {name}", f"{error or 'It is cut short'}.") from error
        if len(body) > LARGEST:
            raise InputError(place, f"a page of at most {LARGEST:,} bytes", "Leave it out: it may be a bomb.")
    return body


def _chunks(place: str, raw: bytes) -> Iterator[bytes]:
    at = 0
    while (found := _SIZE.match(raw, at)) and (size := int(found[1], 16)):
        chunk = raw[found.end() : found.end() + size]
        yield chunk
        at = found.end() + size
        at += 2 if raw.startswith(b"\r\n", at) else raw.startswith(b"\n", at)
        if len(chunk) < size:
            found = None
            break
    if not found:
        if at:
            raise InputError(place, "a page in whole chunks", "It is cut short, or its chunks are of other sizes.")
        yield raw


def _inflated(raw: bytes, window: int) -> bytes:
    """What zlib unpacks, one byte more than a page may have at most; a stream that does not end is an error."""
    stream = zlib.decompressobj(window)
    out = stream.decompress(raw, LARGEST + 1)
    if not stream.eof and len(out) <= LARGEST:
        raise zlib.error("it does not end")
    return out


def _deflated(raw: bytes) -> bytes:
    """In a frame of zlib as the standard wants, or without one, as some servers send it."""
    try:
        return _inflated(raw, zlib.MAX_WBITS)
    except zlib.error:
        return _inflated(raw, -zlib.MAX_WBITS)


def _brotli(raw: bytes) -> bytes:
    stream = library("brotli", "warc").Decompressor()
    out: bytes = stream.process(raw, output_buffer_limit=LARGEST + 1)
    while not stream.is_finished() and len(out) <= LARGEST:
        if not (more := stream.process(b"", output_buffer_limit=LARGEST + 1)):
            raise ValueError("it does not end")
        out += more
    return out


_UNDO: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda raw: _inflated(raw, zlib.MAX_WBITS | 16),
    "x-gzip": lambda raw: _inflated(raw, zlib.MAX_WBITS | 16),
    "deflate": _deflated,
    "br": _brotli,
    "identity": bytes,
}
