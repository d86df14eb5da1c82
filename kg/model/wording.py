"""The words of a text, whatever its case, punctuation and line breaks: by these two texts are told to be one."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text without case, punctuation, line breaks and forms of letters (Unicode NFKC)."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def text_hash(text: str) -> str:
    """SHA-256 of the words of a text: one for an article however it came in."""
    return hashlib.sha256(" ".join(words(text)).encode("utf-8", "surrogatepass")).hexdigest()
