"""Claims as JSON rows: what ``kg extract`` writes, one object a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TypeAlias

from kg.model import Article, Chain, Claim, Hop, Mention, Part, Quantity, Reading, Span, TimeExpression, edtf

Row: TypeAlias = Mapping[str, object]
WIRE = "wire"  # the rule of the hop of an agency whose text the outlet prints


def row(article: Article, claim: Claim) -> Row:
    """A claim as one JSON object; spans are ``[start, end]`` in code points of the article's text."""
    chain = claim.chains[0]
    date = article.date.value
    return {
        "article": claim.article,
        "date_line": article.date_line,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "kind": claim.kind.value,
        "language": claim.language,
        "chain": _hops(chain, date),
        "wire": next((_hop(hop, date) for hop in chain.hops if hop.rule == WIRE), None),
        "more_chains": [_hops(other, date) for other in claim.chains[1:]],
        "quote": claim.quote.value,
        "commitment": claim.commitment.value,
        "cue": _span(chain.origin.cue),
        "source": _span(chain.origin.mention),
        "content": _envelope(claim.content),
        "content_parts": [_span(piece) for piece in claim.content],
        "negated": claim.negated,
        "parts": [_part(part, date) for part in claim.parts],
        "subject": _mention(claim.subject) if claim.subject else None,
        "mentions": [_mention(mention) for mention in claim.mentions],
        "times": [_time(time) for time in claim.times],
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "other": _reading(claim.other, date) if claim.other else None,
    }


def _reading(reading: Reading, date: str | None) -> Row:
    return {
        "chain": _hops(reading.chains[0], date),
        "quote": reading.quote.value,
        "commitment": reading.commitment.value,
    }


def _hops(chain: Chain, date: str | None) -> list[Row]:
    """The hops, less the agency whose text the outlet prints: it is the article's, and stands under ``wire``."""
    return [_hop(hop, date) for hop in chain.hops if hop.rule != WIRE]


def _hop(hop: Hop, date: str | None) -> Row:
    held = hop.agent.affiliation_on(date)
    return {
        "role": hop.role.value,
        "kind": hop.agent.kind.value,
        "id": hop.agent.id,
        "label": hop.agent.label,
        "country": held.country,
        "link": held.link.value,
        "basis": hop.basis.value,
        "rule": hop.rule,
        "mention": _span(hop.mention),
        "cue": _span(hop.cue),
        "confidence": hop.confidence,
        "candidates": [
            {"id": one.agent.id, "label": one.agent.label, "probability": one.probability} for one in hop.candidates
        ],
        "answer": asdict(hop.answer) if hop.answer else None,
    }


def _part(part: Part, date: str | None) -> Row:
    return {
        "content": _envelope(part.content),
        "content_parts": [_span(piece) for piece in part.content],
        "chain": _hops(part.chains[0], date),
        "quote": part.quote.value,
        "commitment": part.commitment.value,
        "cue": _span(part.chains[0].origin.cue),
        "source": _span(part.chains[0].origin.mention),
    }


def _mention(mention: Mention) -> Row:
    return {
        "span": _span(mention.span),
        "text": mention.text,
        "id": mention.entity,
        "label": mention.label,
        "type": mention.type,
    }


def _time(time: TimeExpression) -> Row:
    first, last = edtf.days(time.value) if time.value else (None, None)
    return {
        "span": _span(time.span),
        "text": time.text,
        "edtf": time.value,
        "earliest": first.isoformat() if first else None,
        "latest": last.isoformat() if last else None,
    }


def _quantity(quantity: Quantity) -> Row:
    """A bound that is not said is null: JSON has no infinity."""
    low, high = (bound if math.isfinite(bound) else None for bound in (quantity.low, quantity.high))
    return {
        "span": _span(quantity.span),
        "text": quantity.text,
        "low": low,
        "high": high,
        "unit": quantity.unit,
        "hedge": quantity.hedge,
        "counted": quantity.counted,
        "counted_span": _span(quantity.counted_span),
    }


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _envelope(spans: Iterable[Span]) -> list[int] | None:
    found = list(spans)
    return [min(span.start for span in found), max(span.end for span in found)] if found else None
