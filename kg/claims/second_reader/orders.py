"""Sentences that give orders to a machine that reads them: they are shown to nobody who is asked about others.

A list of words in every language, for orders need not be in the article's own; it does not see every order. What it
misses can spoil no more than an answer that the text bears out.
"""

from __future__ import annotations

import functools
import unicodedata

from kg.languages import normalize
from kg.languages.profile import LABEL_LANGUAGE, optional_data, supported

_ORDERS = 2  # words of orders in a sentence that is withheld


@functools.cache
def _orders() -> frozenset[str]:
    """Words by which texts give orders to machines, in every language: orders need not be in the article's own."""
    tables = (optional_data(language, "orders").get("orders", "") for language in supported())
    return frozenset(word for table in tables for word in normalize.words(table, LABEL_LANGUAGE))


def gives_orders(text: str) -> bool:
    """Whether a sentence speaks to a machine that reads it, rather than to people."""
    said = set(normalize.words(unicodedata.normalize("NFKC", text), LABEL_LANGUAGE)) & _orders()
    written = any(mark in text for mark in ("{", "}", '"origin"', "</", "[/", "<|"))
    return len(said) >= _ORDERS or (bool(said) and written)
