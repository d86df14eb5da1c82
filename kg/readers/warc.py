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
from kg.readers.http_body import plain
from kg.readers.metadata import Given
from kg.readers.source import LARGEST, Source

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The pages of an archive that were answered with 200; pictures, scripts and redirections are no articles.

    When a page was fetched is not when it was published, and is not taken for it.
    """
    fastwarc = library("fastwarc", "warc")
    failed, number = _cut_short(source), 0
    try:
        with source.path.open("rb") as file, parsing(source.name, "an archive in WARC"):
            records = fastwarc.ArchiveIterator(file, record_types=fastwarc.WarcRecordType.response, parse_http=True)
            for number, record in enumerate(records, 1):
                yield from _page(f"{source.name}:{number}", record, given)
    except OSError as error:
        failed = InputError(source.name, "a whole archive in WARC", f"Behind record {number} all is missing: {error}.")
    if failed:
        yield failed
    elif not number:
        raise InputError(source.name, "an archive in WARC with answers of servers", "It holds none: is it whole?")


def _page(place: str, record: Any, given: Given) -> Iterator[Article | InputError]:  # noqa: ANN401
    """The article of a record, none where it is no page."""
    http, url = record.http_headers, record.headers.get("WARC-Target-URI") or ""
    kind = (record.http_content_type or "").casefold()
    if http is None or http.status_code != 200 or kind not in _PAGES:
        return
    try:
        raw = record.reader.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise InputError(place, f"a page of at most {LARGEST:,} bytes", "Leave it out.")
        if len(raw) < record.content_length:
            raise InputError(place, f"a page of {record.content_length:,} bytes", "The archive is cut short.")
        body = plain(place, raw, http.get("Transfer-Encoding") or "", http.get("Content-Encoding") or "")
        with parsing(place, "a page in HTML"):
            yield from page(url or place, body, given, url or None, record.http_charset)
    except (InputError, OSError) as error:
        yield InputError(f"{place} {url}", "a page with an article", f"{error}")


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
