"""Small claims to be joined, and a cheap encoder for them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kg.model import Agent, Article, Basis, Chain, Claim, ClaimKind, Commitment, Fact, Hop, Known, Quote, Role, Span
from kg.propositions.matching.assertions import Assertion, assertions
from kg.propositions.matching.encoder import Vectors
from kg.propositions.matching.tokens import words


def bag(texts: Sequence[str]) -> Vectors:
    """A cheap encoder for tests: hashed words."""
    out = np.zeros((len(texts), 128), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in words(text):
            out[row, zlib.crc32(word.folded.encode()) % 128] += 1
    return out


def claim(text: str, article: str = "a", language: str = "en", start: int = 0, **more: object) -> Claim:
    """A claim of a named source, one for each article unless told."""
    source = str(more.pop("source", f"source-of-{article}"))
    commitment = more.pop("commitment", Commitment.ASSERTED)
    hops = (
        Hop(Role.ORIGIN, Agent(source, source), Basis.EXPLICIT, "test"),
        Hop(Role.OUTLET, Agent("outlet", "outlet"), Basis.METADATA, "test"),
    )
    if source == "own voice":
        hops = (Hop(Role.OUTLET, Agent("outlet", "outlet"), Basis.OWN_VOICE, "test"),)
    span = Span(start, start + len(text))
    return Claim(
        article, 0, span, text, ClaimKind.STATEMENT, language, (Chain(hops),), Quote.INDIRECT, commitment, **more
    )  # type: ignore[arg-type]


def item(text: str, language: str = "en", **more: object) -> Assertion:
    return assertions([], [claim(text, language=language, **more)])[0]


def reported(text: str, content: str, cue: str, source: str, language: str = "en") -> Claim:
    """A claim whose content, cue and source are the given words of it."""
    at = {words: Span(text.index(words), text.index(words) + len(words)) for words in (content, cue, source)}
    hops = (
        Hop(Role.ORIGIN, Agent("m", "m"), Basis.EXPLICIT, "test", mention=at[source], cue=at[cue]),
        Hop(Role.OUTLET, Agent("o", "o"), Basis.METADATA, "test"),
    )
    chains = (Chain(hops, (at[content],)),)
    return replace(claim(text, language=language), chains=chains)


def dated(name, day):
    return Article(name, "", date=Fact(day, Known.ASSERTED))


def place(found):
    return (found.article, found.span, None)


def homes(propositions, *found):
    return [
        one
        for one in propositions
        if {(c.article, c.span) for c in found} <= {(member.article, member.span) for member in one.members}
    ]


SAID = claim("Two bridges of Kadmar fell on Monday", "a")
AGAIN = claim("Two bridges of Kadmar fell on Monday", "b")
ELSE = claim("The minister visited a school in the mountains", "c")
