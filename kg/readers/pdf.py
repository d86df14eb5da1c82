"""PDF files with a text layer, by pdfplumber: one article a file, in reading order.

A scan holds no words, only their picture: it is set aside. The day on which a PDF was made is not the day on which its
text was published, and its title often that of a template: neither is taken over unless the text itself says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.model import Article
from kg.model.errors import InputError
from kg.readers.extras import library, parsing
from kg.readers.metadata import Given
from kg.readers.page_layout import Word, paragraphs
from kg.readers.source import LARGEST, Source
from kg.readers.text import LONGEST, article, of_page

_PAGES = 2000


def read_pdf(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The article of a PDF.

    Raises:
        InputError: it is broken, locked or too long, or has no text layer.
    """
    pdfplumber = library("pdfplumber", "pdf")
    if source.path.stat().st_size > 5 * LARGEST:
        raise InputError(source.name, f"a PDF of at most {5 * LARGEST:,} bytes", "Split it: one article a file.")
    with parsing(source.name, "a PDF that can be read"), pdfplumber.open(source.path) as file:
        title = " ".join(str((file.metadata or {}).get("Title") or "").split())
        text = "\n\n".join(paragraphs(list(_pages(source, file))))
    if not any(character.isalpha() for character in text):
        raise InputError(source.name, "a PDF with a text layer", "It holds pictures of words: run OCR first.")
    shown = title if title and title.casefold() in " ".join(text[:2000].split()).casefold() else None
    yield article(source.id, text, of_page(title=shown) | given.facts())


def _pages(source: Source, file: Any) -> Iterator[list[Word]]:  # noqa: ANN401 - a file of pdfplumber
    """The words of each page. How far two letters stand apart that are no word is told by their size, not in points."""
    size = 0
    for number, found in enumerate(file.pages, 1):
        rows = found.extract_words(x_tolerance_ratio=0.15)
        found.close()  # what was read of a page is kept otherwise
        size += sum(len(row["text"]) for row in rows)
        if size > LONGEST or number > _PAGES:
            raise InputError(source.name, f"an article of at most {LONGEST:,} characters", "Split it.")
        words = (
            Word(row["text"].replace("\0", "").strip(), row["x0"], row["x1"], row["top"], row["bottom"]) for row in rows
        )
        yield [word for word in words if word.text]
