"""Choose which of the claims that perhaps belong are shown: few, and enough that no verdict changes.

One claim of another origin keeps a *yes* from being said; the tenth of the same kind adds nothing. So those are kept
that are likeliest, one of each way from the origin to the reader, and of the others whoever is needed for every
source, kind of source and state to be in as much doubt as with all of them. What cannot vouch, a denial or a question,
keeps no verdict open and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, product

from kg.model import SourceKind, Stance
from kg.propositions.matching.contents import Content
from kg.propositions.verdicts.rules import DatedAgent, Evidence, Path, Variant, attributing, is_restated, path, supports
from kg.propositions.verdicts.source_scope import kinds

SHOWN = 8  # that a person reads

Trait = tuple[str, str]  # what "rests only on" can ask of a hop: a state, where it is based, a source, a kind
Asked = tuple[Variant, Trait]
_OTHER: Trait = ("any", "other")  # whatever no claim here is of


def evidence(content: Content, stance: Stance) -> Evidence:
    """A content as verdicts look at it."""
    head = content.head
    paths = tuple(path(one, head.date) for one in content.assertion.chains)
    return Evidence("", head.article, paths, head.commitment, stance)


def deciding(members: Sequence[Evidence], perhaps: Sequence[Evidence], plan: bool) -> list[int]:
    """Positions of the claims to be kept, in order.

    Args:
        members: The claims of the proposition.
        perhaps: Those that perhaps belong, the likeliest first.
        plan: Whether the proposition is about a plan or a call.
    """
    told = attributing(members, plan)
    vouching = [at for at, one in enumerate(perhaps) if supports(one, plan)]
    restated = [at for at in vouching if is_restated(perhaps[at], told)]  # they count if what they restate is rejected
    return sorted([*_kept(sorted({*vouching} - {*restated}), perhaps, SHOWN), *_kept(restated, perhaps, 0)])


def _kept(places: Sequence[int], perhaps: Sequence[Evidence], fewest: int) -> Iterator[int]:
    """The first few ways, and of the others those that answer no where all before answered yes."""
    ways = {tuple(hop.agent for found in perhaps[at].paths for hop in found.hops): at for at in reversed(places)}
    first = sorted(ways.values())
    hops = [hop for at in first for found in perhaps[at].paths for hop in found.hops]
    asked = set(product(Variant, {_OTHER, *chain.from_iterable(map(_of_hop, hops))}))
    for number, at in enumerate(first):
        yes = _every(perhaps[at])
        if number < fewest or not asked <= yes:
            yield at
            asked &= yes | _unsure(perhaps[at], asked)


def _every(claim: Evidence) -> frozenset[Asked]:
    """Whatever all paths of a claim answer with yes."""
    return frozenset.intersection(*(frozenset(_of_path(found)) for found in claim.paths))


def _of_path(found: Path) -> Iterator[Asked]:
    """As in ``rules.of_path``: the first hop is the origin, any one the bottleneck, and closed asks all."""
    several = [frozenset(_of_hop(hop)) for hop in found.hops]
    yield from ((Variant.ORIGIN, trait) for trait in several[0])
    if not found.is_of_nobody:
        yield from ((Variant.BOTTLENECK, trait) for trait in frozenset().union(*several))
    yield from ((Variant.CLOSED, trait) for trait in several[0].intersection(*several[1:]))


def _of_hop(hop: DatedAgent) -> Iterator[Trait]:
    if hop.doubted:
        return
    yield from (("kind", kind) for kind in kinds(hop))
    if hop.kind is SourceKind.NAMED:
        yield from (("source", name) for name in (hop.agent, *hop.bodies))
        if hop.country:
            yield "based", hop.country
        if hop.state:
            yield "state", hop.state


def _unsure(claim: Evidence, asked: set[Asked]) -> set[Asked]:
    """What a claim may answer with yes for all that is known here: bodies behind the body somebody speaks for."""
    if not any(hop.bodies for found in claim.paths for hop in found.hops):
        return set()
    return {one for one in asked if one[1][0] in ("source", "kind", "any")}
