"""Attributions in the neutral format, made from the claims and their parts that ``kg extract`` writes.

Each chain whose origin is a speaker gives an attribution. Speakers side by side (*X and Y said*) share a content, so
their chains give one attribution with several sources; so do the claims of a quotation that runs on over sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from bench.sets import Document
from kg.claims import detect
from kg.claims.detect import transcripts
from kg.claims.resolve.quotation_continuation import RULE
from kg.model import Basis, Chain, Claim, Quote, Role, Span
from kg.model.errors import InputError
from kg.pipeline import extraction
from kg.sources import load_resources
from kg.text import parsers
from kg.text.quotation_marks import in_paragraphs, share

Item: TypeAlias = dict[str, Any]
_RUNS_ON = frozenset({RULE, transcripts.DETECTOR.id})
_CLOSING = frozenset('»”"’')
_WHOLLY = 0.95  # share of a content in quotation marks that makes it direct


def predict(
    found: Iterable[Document],
    policy: Callable[[Document], detect.Policy] = lambda document: detect.CLAIMS,
    parse: extraction.Parser = parsers.parse,
) -> Iterator[Item]:
    """Read documents as plain articles and yield what they attribute, in their order.

    Args:
        found: texts of a sentence or of a whole article.
        policy: what detection may do in a document.
        parse: a parser, for instance one that remembers.
    """
    resources = load_resources()
    for document in found:
        try:
            claims = extraction.claims(document.article(), resources, policy(document), parse)
        except InputError:  # no sentence in it
            claims = ()
        items = list(attributions(claims, document.text))
        yield {"doc_id": document.id, "text": document.text, "lang": document.language, "attributions": items}


def attributions(claims: Iterable[Claim], text: str) -> Iterator[Item]:
    """The attributions that the claims of an article make, those of one running quotation as one."""
    for run in _runs(claims, text):
        yield from _items([chain for claim in run for chain in claim.chains], text, one=len(run) > 1)
        for claim in run:
            for part in claim.parts:
                yield from _items(part.chains, text)


def _runs(claims: Iterable[Claim], text: str) -> Iterator[list[Claim]]:
    """Group the claims of an article by quotation: those of one that runs on stand together, any other alone."""
    run: list[Claim] = []
    for claim in claims:
        if run and not _goes_on(run[-1], claim, text):
            yield run
            run = []
        run.append(claim)
    if run:
        yield run


def _goes_on(before: Claim, claim: Claim, text: str) -> bool:
    """Whether a claim goes on with the quotation of the one before, in the same paragraph."""
    origin, speaker = claim.chains[0].origin, before.chains[0].origin
    if origin.agent.id != speaker.agent.id or "\n" in text[before.span.end : claim.span.start]:
        return False
    if origin.basis is Basis.CARRIED:
        return origin.rule in _RUNS_ON
    open_still = before.text.rstrip()[-1:] not in _CLOSING
    return speaker.rule == RULE and open_still and claim.quote in (Quote.DIRECT, Quote.MIXED)


def _items(chains: Iterable[Chain], text: str, *, one: bool = False) -> Iterator[Item]:
    """One attribution a content, or one for all; none of the outlet's own words."""
    spoken = [
        chain for chain in chains if chain.origin.role is Role.ORIGIN and chain.origin.basis is not Basis.OWN_VOICE
    ]
    groups = [spoken] if one and spoken else [list(group) for _, group in groupby(spoken, key=attrgetter("content"))]
    for group in groups:
        content = _joined(span for chain in group for span in chain.content)
        origins = [chain.origin for chain in group]
        sources = list(dict.fromkeys(_pair(hop.mention) for hop in origins if hop.mention))
        item: Item = {
            "content": [content[0].start, content[-1].end],
            "cue": next((_pair(hop.cue) for hop in origins if hop.cue), None),
            "source": sources[0] if sources else None,
            "type": _type(content, text),
            "rule": origins[0].rule,
            "confidence": origins[0].confidence,
        }
        if len(content) > 1:
            item["content_parts"] = [_pair(span) for span in content]
        if len(sources) > 1:
            item["source_parts"] = sources
        yield item


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end + 1:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _type(content: list[Span], text: str) -> str:
    start, end = text.rfind("\n", 0, content[0].start) + 1, text.find("\n", content[-1].end)
    quotes = next(in_paragraphs(text, [Span(start, end if end >= 0 else len(text))]))
    sizes = [span.end - span.start for span in content]
    inside = sum(size * share(span, quotes, text) for size, span in zip(sizes, content, strict=True)) / sum(sizes)
    return "indirect" if not inside else "direct" if inside > _WHOLLY else "mixed"
