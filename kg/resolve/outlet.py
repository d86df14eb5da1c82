"""Who printed an article: from its metadata alone. Nothing said of it leaves it unknown."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Agent, AgentType, Article, Block, BlockKind, SourceKind, Span
from kg.registry import Registry
from kg.resolve.speakers import Printed
from kg.resolve.words import MEDIA

UNKNOWN_OUTLET = "unknown-outlet"


def printed(article: Article, blocks: Sequence[Block], registry: Registry, language: str) -> Printed:
    """The outlet, by its name or its web address, and the agency that a date line or a credit names."""
    outlet = _outlet(article, registry, language)
    wire = _wire(article, blocks, registry, language)
    return Printed(outlet, *wire) if wire else Printed(outlet)


def _outlet(article: Article, registry: Registry, language: str) -> Agent:
    name, url = article.outlet.value, article.url.value
    known = (
        name and (registry.get(name) or registry.by_alias(name, language, any_case=True) or registry.by_domain(name))
    ) or (url and registry.by_domain(url))
    if known:
        return known
    if name:
        return Agent(name.casefold().replace(" ", "-"), name, SourceKind.NAMED)
    return Agent(
        UNKNOWN_OUTLET,
        "unknown outlet",
        SourceKind.UNSPECIFIED,
        labels=(("en", "unknown outlet"), ("fr", "média inconnu"), ("ru", "неизвестное издание")),
    )


def _wire(article: Article, blocks: Sequence[Block], registry: Registry, language: str) -> tuple[Agent, Span] | None:
    for block in blocks:
        if block.kind not in (BlockKind.DATELINE, BlockKind.SIGNATURE) or block.handle:
            continue
        found = [row for row in registry.find(block.span.of(article.text), language) if row[2].type in MEDIA]
        agencies = [row for row in found if row[2].type is AgentType.NEWS_AGENCY]
        if len(found) == 1 and agencies:
            start, end, agent = agencies[0]
            return agent, Span(block.span.start + start, block.span.start + end)
    return None
