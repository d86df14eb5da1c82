"""A claim or a proposition as lines for the terminal; words of articles lose whatever could move the cursor."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.answers.show import ClaimRecord, Phrases, PropositionRecord, Standing
from kg.cli.draw.chain import chain_lines, manner
from kg.cli.draw.claim_brief import brief_lines
from kg.cli.draw.proposition import proposition_lines, ruling_line
from kg.cli.draw.table import wrapped
from kg.graph.short_names import short
from kg.languages.profile import LABEL_LANGUAGE, data
from kg.model import Article, Claim, Fact, Mention, Part, Quantity, Span, around
from kg.sources import load_registry

_AROUND = 160  # code points of the article shown before and after a sentence
_INDENT = "  "
_CARRIED = {1: "text copied from", -1: "text copied by", 0: "same text, nobody knows who was first:"}


def shown_text(
    record: ClaimRecord | PropositionRecord, width: int = 100, language: str = LABEL_LANGUAGE, *, every: bool = True
) -> str:
    """The record as text of at most so many columns, ending in a line break.

    Args:
        record: a claim, or a proposition.
        width: columns of the terminal.
        language: of a proposition's words; claims are in English.
        every: all that is known of a claim; else what fits on a screen.

    Raises:
        LanguageError: there is no such language.
    """
    words = Phrases.of(language, load_registry())
    if isinstance(record, ClaimRecord) and not every:
        return "\n".join(brief_lines(record, width)) + "\n"
    lines = _claim(record) if isinstance(record, ClaimRecord) else proposition_lines(record, words)
    return "\n".join(piece for line in lines for piece in wrapped(line, width)) + "\n"


def _claim(record: ClaimRecord) -> Iterator[str]:
    article, claim = record.article, record.claim
    start, end = claim.span.start, claim.span.end
    name = record.names.get(article.id)
    yield f"Claim {short(record.iri)}: {article.id if name is None else name}, characters {start} to {end}"
    yield f"{_INDENT}date {_fact(article.date)}; outlet {_fact(article.outlet)}; language {claim.language}"
    if article.date_line:
        yield f"{_INDENT}its own date line says {article.date_line}: words like yesterday are given no date"
    yield from _provenance(record)
    yield ""
    before, after = around(article, claim.span, _AROUND)
    if before.strip():
        yield f"{_INDENT}{'…' if start > _AROUND else ''}{before.strip()}"
    yield f"▶ {claim.text.strip()}"
    if after.strip():
        yield f"{_INDENT}{after.strip()}{'…' if end + _AROUND < len(article.text) else ''}"
    yield ""
    yield f"{claim.kind.value.capitalize()}, {manner(claim)}{', negated' if claim.negated else ''}"
    yield from chain_lines(article, claim.chains)
    yield from _other_reading(article, claim)
    yield from _content(article, claim)
    for number, part in enumerate(claim.parts):
        yield from _part(article, part, number, record.asked.endswith(f"/part/{number}"))
    texts = data(LABEL_LANGUAGE, "summary")["decisions"]
    yield from (ruling_line(ruling, texts) for ruling in record.rulings)
    for standing in record.standings:
        yield from _standing(standing)


def _provenance(record: ClaimRecord) -> Iterator[str]:
    """What else is known of where the article's text comes from."""
    article = record.article
    if article.author.value:
        yield f"{_INDENT}author {_fact(article.author)}"
    if article.forwarded is not None:
        yield f"{_INDENT}passed on from {_fact(article.forwarded) if article.forwarded.value else 'nobody knows whom'}"
    if article.teaser:
        yield f"{_INDENT}a teaser: the article itself is longer"
    for carrier in record.carriers:
        how = _CARRIED[carrier.direction]
        other = record.names.get(carrier.article)
        yield f"{_INDENT}{how} {carrier.article if other is None else other} ({carrier.share:.0%} of the shorter text)"


def _fact(fact: Fact) -> str:
    return f"{fact.value} ({fact.known.value})" if fact.value else "unknown"


def _other_reading(article: Article, claim: Claim) -> Iterator[str]:
    """How the rules, or a model, read the claim too."""
    if claim.other is not None:
        reader = "the rules" if claim.answer else "a model"
        manner = f"{claim.other.quote.value} quote, {claim.other.commitment.value}"
        yield f"{_INDENT}as {reader} read it ({manner}):"
        yield from chain_lines(article, claim.other.chains, _INDENT * 2)


def _content(article: Article, claim: Claim) -> Iterator[str]:
    if claim.chains[0].content:
        yield f"Reported: {_pieces(article, claim.content)}"
    if claim.subject:
        yield f"Subject: {_mention(claim.subject)}"
    if claim.mentions:
        yield f"Mentions: {'; '.join(map(_mention, claim.mentions))}"
    if claim.times:
        yield f"When: {'; '.join(f'{time.text} → {time.value}' if time.value else time.text for time in claim.times)}"
    if claim.quantities:
        yield f"How many: {'; '.join(map(_quantity, claim.quantities))}"


def _pieces(article: Article, pieces: Sequence[Span]) -> str:
    return " … ".join(f"“{piece.of(article.text)}”" for piece in pieces)


def _quantity(quantity: Quantity) -> str:
    """``près de 200.000 (about 200000; habitant)``: the words, the value, the unit, what is counted."""
    value = " ".join(word for word in (quantity.hedge, _value(quantity), quantity.unit) if word)
    return f"{quantity.text} ({'; '.join(word for word in (value, quantity.counted) if word)})"


def _value(quantity: Quantity) -> str:
    bounds = [bound for bound in (quantity.low, quantity.high) if math.isfinite(bound)]
    return " to ".join(f"{bound:.12g}" for bound in sorted(set(bounds))) or "no value"


def _mention(mention: Mention) -> str:
    entity = mention.label or mention.entity
    return f"{mention.text} ({mention.type}: {entity})" if entity else mention.text


def _part(article: Article, part: Part, number: int, asked: bool) -> Iterator[str]:
    yield f"{'▶ ' if asked else ''}Part {number}: {_pieces(article, part.content)}: {manner(part)}"
    yield from chain_lines(article, part.chains, _INDENT)


def _standing(standing: Standing) -> Iterator[str]:
    of = f"Part {standing.part.rpartition('/')[2]} " if standing.part else ""
    verb = {"expressing": "says", "denying": "denies"}.get(standing.stance, standing.stance)
    how = f"{of}perhaps {verb}" if standing.perhaps else f"{of}{verb}"
    yield ""
    yield f"{how[0].upper()}{how[1:]}: {standing.says} [{short(standing.proposition)}]"
    yield from _why(standing.confidence, standing.reasons)
    for country, found in groupby(standing.verdicts, key=lambda verdict: verdict.country):
        yield f"{_INDENT}rests only on {country}: {', '.join(f'{each.variant} {each.value}' for each in found)}"


def _why(confidence: float, reasons: Sequence[str]) -> Iterator[str]:
    yield f"{_INDENT}confidence {confidence:g}{': ' if reasons else ''}{'; '.join(reasons)}"
