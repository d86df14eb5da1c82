"""Stems of words by the Snowball algorithm of their language (Porter 2001, https://snowballstem.org)."""

from __future__ import annotations

import functools

import snowballstemmer

from kg.languages.profile import profile, supported


@functools.lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of a word in small letters; the word itself in a language without a stemmer."""
    name = profile(language).stemmer if language in supported() else ""
    return str(_stemmer(name).stemWord(word)) if name else word


@functools.cache
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)
