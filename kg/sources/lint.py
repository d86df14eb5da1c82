"""What in the registry wants a person's eye: it loads, and may still be wrong, double or too vague for a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.languages import normalize
from kg.languages.profile import supported
from kg.model import Agent, Link
from kg.sources.name_forms import all_names
from kg.sources.registry import Registry
from kg.sources.similar_names import alike

_OF_A_STATE = (Link.ORGAN, Link.CONTROLLED, Link.CAPTURED)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. ``sort``: collision, duplicate, labels, undated, unreviewed."""

    sort: str
    agents: tuple[str, ...]
    text: str


def findings(agents: Iterable[Agent], unreviewed: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """What is wrong or doubtful in rows that may not even fit together in one registry."""
    rows = tuple(agents)
    collisions = list(_collisions(rows))
    yield from collisions
    yield from _same_item(rows)
    if not collisions:
        for one, its, other, theirs in alike(Registry(rows)):
            yield Finding("duplicate", (one.id, other.id), f"{its} sounds like {theirs}: one agent twice?")
    for agent in rows:
        if missing := [language for language in supported() if language not in dict(agent.labels)]:
            yield Finding("labels", (agent.id,), f"no label in {', '.join(missing)}")
    if unreviewed:
        text = f"{len(unreviewed)} rows nobody has reviewed"
        yield Finding("unreviewed", tuple(sorted(unreviewed)), text)


def undated(agents: Iterable[Agent]) -> Iterator[Finding]:
    """The agents whose link to a state has neither start nor end: a verdict that needs them takes it for eternal."""
    for agent in agents:
        open_rows = [row for row in agent.affiliations if row.link in _OF_A_STATE and not row.start and not row.end]
        if open_rows:
            said = ", ".join(f"{row.country} {row.link}" for row in open_rows)
            yield Finding("undated", (agent.id,), f"{said}, without a start or an end")


def _collisions(rows: tuple[Agent, ...]) -> Iterator[Finding]:
    """Names, handles and domains that two agents share: the registry refuses them one at a time, here are all."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for agent in rows:
        for language, form in all_names(agent):
            owners["name", normalize.key(form, language)].add(agent.id)
        for sort, values in (("handle", agent.handles), ("domain", agent.domains)):
            for value in values:
                owners[sort, value.casefold()].add(agent.id)
    for (sort, key), ids in owners.items():
        if len(ids) > 1 and key:
            yield Finding("collision", tuple(sorted(ids)), f"the {sort} {key!r} is of {' and '.join(sorted(ids))}")


def _same_item(rows: tuple[Agent, ...]) -> Iterator[Finding]:
    items: dict[str, list[str]] = defaultdict(list)
    for agent in rows:
        if agent.wikidata:
            items[agent.wikidata].append(agent.id)
    for item, ids in items.items():
        if len(ids) > 1:
            yield Finding("duplicate", tuple(ids), f"both are {item} of Wikidata")
