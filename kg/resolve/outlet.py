"""Who printed an article: from its metadata alone. Nothing said of it leaves it unknown."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.model import Agent, AgentType, Article, Block, BlockKind, SourceKind, Span
from kg.registry import Registry
from kg.resolve.speakers import Printed
from kg.resolve.words import MEDIA

UNKNOWN_OUTLET = "unknown-outlet"
_ARTICLE = re.compile(r"^(?:the|al|el|ash|as|an|le|la|les)[\s'’-]+", re.IGNORECASE)


def printed(article: Article, blocks: Sequence[Block], registry: Registry, language: str) -> Printed:
    """The outlet, by its name or its web address, and the agency that a date line or a credit names."""
    outlet = _outlet(article, registry, language)
    wire = _wire(article, blocks, registry, language)
    return Printed(outlet, *wire) if wire else Printed(outlet)


def _outlet(article: Article, registry: Registry, language: str) -> Agent:
    name, url = article.outlet.value, article.url.value
    known = (
        name
        and (
            registry.get(name)
            or registry.by_alias(name, language, any_case=True)
            or registry.by_domain(name)
            or _short_names(registry).get(_letters(name))
        )
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


@functools.lru_cache(maxsize=4)
def _short_names(registry: Registry) -> Mapping[str, Agent]:
    """Media by their names as tables of articles write them: "jordantimes", "manar"; a key of two media is none's."""
    holders: dict[str, set[Agent]] = {}
    for agent in registry.agents:
        if agent.type in MEDIA:
            for name in _names(agent):
                holders.setdefault(name, set()).add(agent)
    return {name: next(iter(found)) for name, found in holders.items() if len(found) == 1}


def _names(agent: Agent) -> Iterator[str]:
    for _, label in (*agent.labels, *agent.aliases):
        yield from (_letters(label), _letters(_ARTICLE.sub("", label)))
    yield from (_letters(domain.removeprefix("www.").partition(".")[0]) for domain in agent.domains)


def _letters(text: str) -> str:
    """A name without case, spaces and marks."""
    return "".join(c for c in text.casefold() if c.isalnum())


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
