"""Web archives: the pages of a WARC file (ISO 28500), compressed or not, one article each."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import Any

from kg.model import Article
from kg.model.errors import InputError
from kg.readers.extras import library, parsing
from kg.readers.html import page
from kg.readers.metadata import Given
from kg.readers.source import LARGEST, Source

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The pages of an archive that were answered with 200; pictures, scripts and redirections are no articles.

    When a page was fetched is not when it was published, and is not taken for it.
    """
    fastwarc = library("fastwarc", "warc")
    failed = _cut_short(source)
    with source.path.open("rb") as file, parsing(source.name, "an archive in WARC"):
        records = fastwarc.ArchiveIterator(file, record_types=fastwarc.WarcRecordType.response, parse_http=True)
        for number, record in enumerate(records, 1):
            if (found := _page(f"{source.name}:{number}", record, given)) is not None:
                yield found
    if failed:
        yield failed


def _page(place: str, record: Any, given: Given) -> Article | InputError | None:  # noqa: ANN401
    """The article of a record; None where it is no page."""
    http, url = record.http_headers, record.headers.get("WARC-Target-URI") or ""
    kind = (record.http_content_type or "").casefold()
    if http is None or http.status_code != 200 or kind not in _PAGES:
        return None
    try:
        raw = record.reader.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise InputError(place, f"a page of at most {LARGEST:,} bytes", "Leave it out.")
        if len(raw) < record.content_length and not (http.get("Transfer-Encoding") or http.get("Content-Encoding")):
            raise InputError(place, f"a page of {record.content_length:,} bytes", "The archive is cut short.")
        with parsing(place, "a page in HTML"):
            found = page(url or place, raw, given, url or None, record.http_charset)
    except (InputError, OSError) as error:
        return InputError(f"{place} {url}", "a page with an article", f"{error}")
    return found


def _cut_short(source: Source) -> InputError | None:
    """Why a compressed archive does not end where it should: the library stops there, and says nothing."""
    if not source.head().startswith(b"\x1f\x8b"):
        return None
    try:
        with gzip.open(source.path) as file:
            while file.read(1 << 20):
                pass
    except (OSError, EOFError, zlib.error) as error:
        return InputError(source.name, "a whole archive", f"Pages may be missing: {error}.")
    return None
