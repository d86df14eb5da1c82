"""What an article's claims attribute, flat, and how that differs from what a case expects.

A case is one JSON object a line in ``cases/<language>/attribution.jsonl``:

``text``      one sentence, or a small article
``finder``    the construction it is about
``expected``  every attribution there is, parts and co-speakers among them; ``[]`` for a deliberate non-match
``xfail``     why it fails today; it must then fail

An expected attribution has ``source``, ``cue`` and ``content`` as words of the text (null: no words name it; "…" joins
the pieces of a content), ``origin`` (an agent's id, or ``?unnamed``, ``?unspecified``, ``?named:<label>``), ``via``
(ids of the relays), ``quote`` and ``commitment``. Where several values are right they are joined by "|".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.model import Article, Chain, Claim, Fact, Hop, Known, Role, Span
from kg.pipeline.extraction import claims
from kg.sources.resources import Resources
from tests.support.paths import CASES

LANGUAGES = ("fr", "en", "ru")
_LEAST = {"source": 0.5, "cue": 0.4, "content": 0.75}  # overlap of letters over their union


@dataclass(frozen=True)
class Found:
    """One attribution as the program reads it."""

    chain: Chain
    content: tuple[Span, ...]
    quote: str
    commitment: str

    @property
    def origin(self) -> Hop:
        return self.chain.origin

    @property
    def via(self) -> list[str]:
        return [hop.agent.id for hop in self.chain.hops if hop.role is Role.RELAY]


def cases(language: str) -> list[dict[str, Any]]:
    """The cases of a language; an empty or missing file is an error, not nothing to do."""
    rows = [json.loads(line) for line in (CASES / language / "attribution.jsonl").read_text("utf-8").splitlines()]
    assert rows, language
    return rows


def read(text: str, language: str, resources: Resources) -> tuple[Claim, ...]:
    """The claims of a made-up article."""
    return claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources)


def attributions(found: tuple[Claim, ...]) -> Iterator[Found]:
    """Everything that is attributed to somebody but the outlet; a part that only repeats its sentence is left out."""
    for claim in found:
        own = [chain for chain in claim.chains if not chain.own_voice]
        for chain in own:
            yield Found(chain, chain.content or (claim.span,), claim.quote.value, claim.commitment.value)
        for part in claim.parts:
            for chain in part.chains:
                if all((chain.hops, part.content) != (other.hops, other.content) for other in own):
                    yield Found(chain, part.content, part.quote.value, part.commitment.value)


def differences(text: str, expected: list[dict[str, Any]], found: list[Found]) -> list[str]:
    """What is missed, what is wrong and what is too much, in words."""
    left, problems = list(found), []
    for row in expected:
        best = max(left, key=lambda one: _likeness(text, row, one), default=None)
        if best is None or _likeness(text, row, best) < 0.3:
            problems.append(f"missed: {row['source']} [{row['cue']}] {row['content']}")
            continue
        left.remove(best)
        problems.extend(_wrong(text, row, best))
    problems.extend(f"too much: {describe(text, one)}" for one in left)
    return problems


def describe(text: str, one: Found) -> str:
    """An attribution in one line."""
    hop = one.origin
    words = [span.of(text) if span else None for span in (hop.mention, hop.cue)]
    content = " … ".join(span.of(text) for span in one.content)
    who = f"{words[0]} [{words[1]}] {content} = {hop.agent.kind}:{hop.agent.id} via {one.via}"
    return f"{who} {one.quote} {one.commitment} ({hop.rule})"


def _likeness(text: str, row: dict[str, Any], one: Found) -> float:
    content = _overlap(_places(text, row["content"]), one.content)
    cue = _overlap(_places(text, row["cue"]), (one.origin.cue,) if one.origin.cue else ())
    source = _overlap(_places(text, row["source"]), (one.origin.mention,) if one.origin.mention else ())
    return content + 0.5 * cue + 0.5 * source


def _wrong(text: str, row: dict[str, Any], one: Found) -> Iterator[str]:
    have = {
        "source": (one.origin.mention,) if one.origin.mention else (),
        "cue": (one.origin.cue,) if one.origin.cue else (),
        "content": one.content,
    }
    for name, spans in have.items():
        if _overlap(_places(text, row[name]), spans) < _LEAST[name]:
            yield f"{name}: {row[name]!r} expected, {' … '.join(span.of(text) for span in spans) or None!r} found"
    for name, value in (("quote", one.quote), ("commitment", one.commitment), ("via", ",".join(one.via))):
        if name in row and value not in row[name].split("|"):
            yield f"{name}: {row[name]!r} expected, {value!r} found in {describe(text, one)}"
    if "origin" in row and not any(_is(one.origin, wanted) for wanted in row["origin"].split("|")):
        yield f"origin: {row['origin']!r} expected, found {describe(text, one)}"


def _is(hop: Hop, wanted: str) -> bool:
    if wanted.startswith("?named:"):
        return wanted.removeprefix("?named:") in hop.agent.label and not hop.agent.registered
    return wanted == (f"?{hop.agent.kind.value}" if wanted.startswith("?") else hop.agent.id)


def _places(text: str, words: str | None) -> list[tuple[Span, ...]]:
    """Where words may stand: each way is a tuple of spans, one a piece."""
    ways = []
    for option in (words or "").split("|"):
        pieces = [piece.strip() for piece in option.split("…") if piece.strip()]
        if not pieces:
            ways.append(())
        for match in re.finditer(re.escape(pieces[0]), text) if pieces else ():
            spans, at = [Span(*match.span())], match.end()
            for piece in pieces[1:]:
                start = text.index(piece, at)
                at = start + len(piece)
                spans.append(Span(start, at))
            ways.append(tuple(spans))
    assert ways, (words, text)
    return ways


def _overlap(ways: list[tuple[Span, ...]], spans: tuple[Span, ...]) -> float:
    """The best share of characters in common over characters in either; 1 where both are empty."""
    have = {at for span in spans for at in range(span.start, span.end)}
    best = 0.0
    for way in ways:
        want = {at for span in way for at in range(span.start, span.end)}
        best = max(best, len(want & have) / len(want | have) if want | have else 1.0)
    return best
