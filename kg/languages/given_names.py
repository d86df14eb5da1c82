"""Given names of persons, and whether women or men bear them (``given_names.toml``)."""

from __future__ import annotations

import functools
import tomllib
from itertools import chain

from kg.languages.profile import FOLDER
from kg.model import Gender


@functools.cache
def _table() -> dict[str, dict[str, str]]:
    with (FOLDER / "given_names.toml").open("rb") as handle:
        return tomllib.load(handle)


@functools.cache
def _names(language: str) -> dict[str, Gender]:
    """What a language takes each name for: what it says itself goes before what all say."""
    sorts = chain(_table()["any"].items(), _table().get(language, {}).items())
    return {name: Gender(sort) for sort, names in sorts for name in names.split()}


def bearer(name: str, language: str) -> Gender | None:
    """Whether a name of several words begins with a woman's or a man's given name; None where no table tells.

    ``Ann Lee`` is a woman's, ``Jean-Marc Petit`` a man's. A name of one word tells nothing: it may be anybody's last.
    """
    first, _, rest = name.partition(" ")
    known = _names(language)
    return known.get(first, known.get(first.partition("-")[0])) if rest else None
