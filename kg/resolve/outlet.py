"""Who printed an article: from its metadata alone. Nothing said of it leaves it unknown."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Agent, AgentType, Article, Block, BlockKind, SourceKind, Span
from kg.registry import MEDIA, Registry
from kg.resolve.speakers import Printed

UNKNOWN_OUTLET = "unknown-outlet"


def printed(article: Article, blocks: Sequence[Block], registry: Registry, language: str) -> Printed:
    """The outlet, by its name or its web address, and the agency that a date line or a credit names."""
    outlet = _outlet(article, registry, language)
    wire = _wire(article, blocks, registry, language)
    return Printed(outlet, *wire) if wire else Printed(outlet)


def _outlet(article: Article, registry: Registry, language: str) -> Agent:
    name, url = article.outlet.value, article.url.value
    if known := (name and _named(name, registry, language)) or (url and registry.by_domain(url)):
        return known
    if name:
        return Agent(name.casefold().replace(" ", "-"), name, SourceKind.NAMED)
    return Agent(
        UNKNOWN_OUTLET,
        "unknown outlet",
        SourceKind.UNSPECIFIED,
        labels=(("en", "unknown outlet"), ("fr", "média inconnu"), ("ru", "неизвестное издание")),
    )


def _named(name: str, registry: Registry, language: str) -> Agent | None:
    """The outlet of a metadata field: by id, name, web domain, handle, or the name as tables squeeze it."""
    return (
        registry.get(name)
        or registry.by_alias(name, language, any_case=True)
        or registry.by_domain(name)
        or (registry.by_handle(name) if name.startswith("@") else None)
        or registry.by_site(name)
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
