"""Who printed an article: from its metadata alone. Nothing said of it leaves it unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.claims.resolve.chains import Printed
from kg.languages.profile import LABEL_LANGUAGE, labels
from kg.model import Agent, AgentType, Article, Basis, Block, BlockKind, Hop, Role, SourceKind, Span
from kg.sources.bylines import WIRES, credits_unnamed
from kg.sources.registry import MEDIA, Registry

UNKNOWN_OUTLET = "unknown-outlet"
_BRACKETS = re.compile(r"\(([^()]+)\)")


def printed(article: Article, blocks: Sequence[Block], registry: Registry, language: str) -> Printed:
    """The outlet, by its name, its web address or its handle, and those whose text it passes on.

    These are, from the origin outward, the agency that a date line or a credit names, and the one whose message was
    forwarded. A message that was forwarded from nobody knows whom has an unspecified source, not the outlet.
    """
    passed = (*_wire(article, blocks, registry, language), *_forwarded(article, registry, language))
    return Printed(_outlet(article, registry, language), passed)


def _outlet(article: Article, registry: Registry, language: str) -> Agent:
    name, url = article.outlet.value, article.url.value
    if known := (name and _registered(name, registry, language)) or (url and registry.by_domain(url)):
        return known
    if name:
        return _named(name)
    return _nameless(UNKNOWN_OUTLET, "unknown_outlet")


def _nameless(agent_id: str, label: str) -> Agent:
    """A source of which nothing is known, by what the languages call it."""
    found = labels(label)
    return Agent(agent_id, dict(found)[LABEL_LANGUAGE], SourceKind.UNSPECIFIED, labels=found)


def _registered(name: str, registry: Registry, language: str) -> Agent | None:
    """The agent of a metadata field: by id, name, web domain, handle, or the name as tables squeeze it."""
    return (
        registry.get(name)
        or registry.by_alias(name, language, any_case=True)
        or registry.by_domain(name)
        or (registry.by_handle(name) if name.startswith("@") else None)
        or registry.by_site(name)
    )


def _named(name: str) -> Agent:
    kind = AgentType.ACCOUNT if name.startswith("@") else None
    return Agent(name.casefold().replace(" ", "-"), name, SourceKind.NAMED, kind)


def _forwarded(article: Article, registry: Registry, language: str) -> Iterator[Hop]:
    if article.forwarded is None:
        return
    name = article.forwarded.value
    agent = (
        (_registered(name, registry, language) or _named(name)) if name else _nameless("forwarded-from", "forwarded")
    )
    yield Hop(Role.RELAY, agent, Basis.METADATA, "forwarded")


def _wire(article: Article, blocks: Sequence[Block], registry: Registry, language: str) -> Iterator[Hop]:
    for block in blocks:
        if block.kind not in (BlockKind.DATELINE, BlockKind.SIGNATURE) or block.handle:
            continue
        line = block.span.of(article.text)
        found = [row for row in _media(line, registry, language) if row[2].type in MEDIA]
        agencies = [
            row for row in found if block.kind is BlockKind.DATELINE or row[2].type in WIRES
        ]  # there any medium
        if len(found) == 1 and agencies:
            start, end, agent = agencies[0]
            span = Span(block.span.start + start, block.span.start + end)
            yield Hop(Role.RELAY, agent, Basis.METADATA, "wire", mention=span)
            return
        if credits_unnamed(line, language):
            agent = _nameless("unnamed-agencies", "unnamed_agencies")
            yield Hop(Role.RELAY, agent, Basis.METADATA, "wire", mention=block.span)
            return


def _media(line: str, registry: Registry, language: str) -> Iterator[tuple[int, int, Agent]]:
    """The agents named in a date line or signature; an acronym in brackets behind a town in capitals is one too.

    In ``MOSCOW (AP) —`` every letter is a capital, so that only the brackets tell the agency from the town.
    """
    found = registry.find(line, language)
    if found or not line.isupper():
        yield from found
        return
    for inner in _BRACKETS.finditer(line):
        for start, end, agent in registry.find(inner[1], language):
            yield inner.start(1) + start, inner.start(1) + end, agent
