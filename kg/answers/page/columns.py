"""The five columns of the overview: origin country, source by kind, relay, outlet, proposition, each in a fixed order.

Every claim's chains become ways through the columns. Within a column things stand in the order that crosses few lines:
countries by number of claims, all others by the mean place of what leads to them (Sugiyama et al. 1981, one sweep).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from kg.answers.page.records import STATELESS, UNKNOWN_COUNTRY, GraphClaim, GraphData, GraphHop, country_of
from kg.model import AgentType, Role, SourceKind

COUNTRY, SOURCE, RELAY, OUTLET, PROPOSITION = range(5)

# The kinds that sources are drawn, counted and filtered by: fewer than there are types, so that colours can tell them.
KINDS = (
    *("state", "forces", "state-media", "media", "agency", "armed-group", "organisation", "person"),
    *("other", "unnamed", "unspecified", "voice"),
)
_KIND_OF = {
    AgentType.STATE_BODY: "state",
    AgentType.HEAD_OF_STATE: "state",
    AgentType.EMBASSY: "state",
    AgentType.ARMED_FORCES: "forces",
    AgentType.STATE_MEDIA: "state-media",
    AgentType.PUBLIC_MEDIA: "media",
    AgentType.PRIVATE_MEDIA: "media",
    AgentType.NEWS_AGENCY: "agency",
    AgentType.ARMED_GROUP: "armed-group",
    AgentType.NGO: "organisation",
    AgentType.INTERNATIONAL: "organisation",
    AgentType.PARTY: "organisation",
    AgentType.COMPANY: "organisation",
    AgentType.PERSON: "person",
    AgentType.ACCOUNT: "person",
}

Key: TypeAlias = tuple[str, ...]  # a country's code; ids of agents; the id of a proposition, or "" and that of a claim
Way: TypeAlias = tuple[Key | None, Key | None, Key | None, Key | None]  # of a chain, None where it skips a column
Places: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The things of each column in their order, and the ways through them.

    Attributes:
        things: for each column its keys.
        kinds: for sources and for outlets, by their place, the kind among ``KINDS``.
        chains: all distinct ones.
        ways: for each distinct chain its places in the first four columns, -1 where it skips one.
        claims: for each claim the numbers of its chains, and the places of its propositions.
    """

    things: tuple[tuple[Key, ...], ...]
    kinds: Mapping[int, tuple[str, ...]]
    chains: tuple[tuple[GraphHop, ...], ...]
    ways: tuple[Places, ...]
    claims: tuple[tuple[Places, Places], ...]


def kind_of(hop: GraphHop) -> str:
    """The kind of a source, one of ``KINDS``."""
    if hop.kind is SourceKind.UNNAMED:
        return "unnamed"
    if hop.kind is SourceKind.UNSPECIFIED:
        return "unspecified"
    return _KIND_OF[hop.type] if hop.type else "other"


def way_of(chain: Sequence[GraphHop]) -> Way:
    """A chain's keys in the first four columns; an outlet that speaks for itself is no source beside itself."""
    origin, last = chain[0], chain[-1]
    outlet = last if last.role is Role.OUTLET else None
    relays = tuple(hop.agent_id for hop in chain[1:] if hop is not outlet)
    return (
        (country_of(origin),),
        None if origin is outlet else (origin.agent_id,),
        relays or None,
        (outlet.agent_id,) if outlet else None,
    )


def propositions_of(claim: GraphClaim) -> tuple[Key, ...]:
    """What a claim says or denies; one that joined nothing stands for itself."""
    return tuple((proposition,) for proposition, _ in claim.propositions) or (("", claim.id),)


def columns(data: GraphData) -> Columns:
    """The columns of all claims; the same claims always give the same order."""
    chains: dict[tuple[GraphHop, ...], int] = {}
    for claim in data.claims:
        for chain in claim.chains:
            if chain:
                chains.setdefault(chain, len(chains))
    ways = [way_of(chain) for chain in chains]
    numbers = [tuple(chains[chain] for chain in dict.fromkeys(claim.chains) if chain) for claim in data.claims]
    said = [propositions_of(claim) for claim in data.claims]
    kinds = _kinds(chains)
    things = _ordered(_steps(ways, numbers, said), kinds)
    places = [{key: place for place, key in enumerate(column)} for column in things]
    return Columns(
        things=things,
        kinds={c: tuple(kinds.get((c, key), "") for key in things[c]) for c in (SOURCE, OUTLET)},
        chains=tuple(chains),
        ways=tuple(tuple(-1 if key is None else places[c][key] for c, key in enumerate(way)) for way in ways),
        claims=tuple(
            (own, tuple(places[PROPOSITION][key] for key in keys if own))
            for own, keys in zip(numbers, said, strict=True)
        ),
    )


_Thing: TypeAlias = tuple[int, Key]


def _kinds(chains: Iterable[tuple[GraphHop, ...]]) -> dict[_Thing, str]:
    found: dict[_Thing, str] = {}
    for chain in chains:
        found.setdefault((SOURCE, (chain[0].agent_id,)), kind_of(chain[0]))
        found.setdefault((OUTLET, (chain[-1].agent_id,)), kind_of(chain[-1]))
    return found


def _steps(
    ways: Sequence[Way], numbers: Sequence[Places], said: Sequence[tuple[Key, ...]]
) -> Counter[tuple[_Thing, _Thing]]:
    """From what each claim goes to what, with the number of claims."""
    steps: Counter[tuple[_Thing, _Thing]] = Counter()
    for own, keys in zip(numbers, said, strict=True):
        for number in own:
            passed = [(column, key) for column, key in enumerate(ways[number]) if key is not None]
            steps.update(pairwise(passed))
            steps.update((passed[-1], (PROPOSITION, key)) for key in keys)
    return steps


def _ordered(steps: Counter[tuple[_Thing, _Thing]], kinds: Mapping[_Thing, str]) -> tuple[tuple[Key, ...], ...]:
    leading: dict[_Thing, list[tuple[_Thing, int]]] = {}
    sizes: Counter[_Thing] = Counter()
    for (start, end), n in steps.items():
        leading.setdefault(end, []).append((start, n))
        sizes[end] += n
        if start[0] == COUNTRY:
            sizes[start] += n
    countries = sorted((key for column, key in sizes if column == COUNTRY), key=lambda key: _last(key, sizes))
    done: list[tuple[Key, ...]] = [tuple(countries)]
    height = {(COUNTRY, key): place / len(countries) for place, key in enumerate(countries)}

    def mean(thing: _Thing) -> float:
        return sum(height[start] * n for start, n in leading[thing]) / sizes[thing]

    for column in (SOURCE, RELAY, OUTLET, PROPOSITION):
        found = {thing: mean(thing) for thing in leading if thing[0] == column}
        order = sorted(found, key=lambda thing: _rank(thing, found[thing], sizes, kinds))
        height |= {thing: place / len(order) for place, thing in enumerate(order)}
        done.append(tuple(key for _, key in order))
    return tuple(done)


def _last(key: Key, sizes: Mapping[_Thing, int]) -> tuple[bool, bool, int, Key]:
    return key == (UNKNOWN_COUNTRY,), key == (STATELESS,), -sizes[COUNTRY, key], key


def _rank(
    thing: _Thing, mean: float, sizes: Mapping[_Thing, int], kinds: Mapping[_Thing, str]
) -> tuple[float, int, int, Key]:
    kind = KINDS.index(kinds[thing]) if thing[0] == SOURCE else 0
    return round(mean, 6), kind, -sizes[thing], thing[1]
