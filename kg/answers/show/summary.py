"""What a proposition rests on, in one paragraph of plain words. It counts and names; it never says "confirmed"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answers.show.phrases import Phrases
from kg.model import SourceKind, Stance
from kg.propositions.verdicts.evidence import Case
from kg.propositions.verdicts.independence import count
from kg.propositions.verdicts.rules import (
    Belongs,
    DatedAgent,
    Grounds,
    Path,
    Value,
    Variant,
    grounds,
    of_country,
    of_path,
    supports,
)
from kg.propositions.verdicts.source_scope import of_source

_COUNTS = (("claim", "claims"), ("article", "articles"), ("outlet", "outlets"), ("origin", "origins"))


def summary(case: Case, words: Phrases) -> str:
    """The paragraph: who vouches, through whom, what is unnamed, how many, who denies, what would remain."""
    found = grounds(case.claims, case.plan)
    paths = [chain for _, chain in found.counted]
    return " ".join(
        [*_vouched(paths, words), *_counted(case, words), *_against(case, found, words), *_left(found, words)]
    )


def _vouched(paths: Sequence[Path], words: Phrases) -> Iterator[str]:
    """Who vouches, through whom, where it was printed, and what is not named."""
    reported = [found for found in paths if not found.own_voice]
    origins = [found.hops[0] for found in reported]
    named = [stand for stand in origins if _is_named(stand)]
    outlets = [found.hops[-1] for found in paths]
    groups = (
        ("vouched", named),
        ("unnamed", [stand for stand in origins if not _is_named(stand)]),
        ("own_voice", [found.hops[0] for found in paths if found.own_voice]),
        ("through", [stand for found in reported for stand in found.hops[1:-1]]),
        ("outlets", [stand for stand in outlets if _is_named(stand)]),
    )
    if not paths:
        yield words.say("summary", "nobody")
    for key, stands in groups:
        if stands:
            yield words.say("summary", key, names=words.agents(stands))
    if not all(map(_is_named, outlets)):
        yield words.say("summary", "outlet_unknown")


def _is_named(stand: DatedAgent) -> bool:
    return stand.kind is SourceKind.NAMED


def _counted(case: Case, words: Phrases) -> Iterator[str]:
    counts = count(case.claims, case.plan)
    numbers = [f"{words.texts['counts'][key]} {getattr(counts, name)}" for key, name in _COUNTS]
    numbers.append(f"{words.texts['counts']['independent']} {counts.groups}")
    yield words.say("summary", "counted", counts=", ".join(numbers))
    if counts.unsure:
        yield words.say("summary", "unsure", number=counts.unsure)
    if counts.restated:
        yield words.say("summary", "restated", number=counts.restated)
    if counts.origins == 1:
        number = sum(claim.perhaps and supports(claim, case.plan) for claim in case.claims)
        yield words.say("summary", "one_origin_perhaps" if number else "one_origin", number=number)
    if counts.groups < 2:
        yield words.say("summary", "dependent")


def _against(case: Case, found: Grounds, words: Phrases) -> Iterator[str]:
    """Who denies, and who perhaps says it too."""
    deny = [
        claim for claim in case.claims if claim.stance is Stance.DENIES and not claim.perhaps and not claim.rejected
    ]
    origins = [chain.hops[0] for claim in deny for chain in claim.paths]
    yield words.say("summary", "denied", names=words.agents(origins)) if origins else words.say("summary", "undenied")
    if found.perhaps:
        yield words.say("summary", "perhaps", names=words.agents(chain.hops[0] for _, chain in found.perhaps))


def _left(found: Grounds, words: Phrases) -> Iterator[str]:
    """What would remain without each named source that passed it on, and without each state."""
    hops = [hop for _, chain in found.counted for hop in chain.hops]
    for iri, label in dict.fromkeys((hop.agent, hop.label) for hop in hops if _is_named(hop)):
        yield _without(found, of_source(iri), words.source(iri, label), words)
    for state in sorted({hop.state for hop in hops if hop.state}):
        yield _without(found, of_country(state), words.country(state), words)


def _without(found: Grounds, belongs: Belongs, source: str, words: Phrases) -> str:
    values = [(of_path(chain, belongs, Variant.BOTTLENECK), claim, chain) for claim, chain in found.counted]
    sure = [(claim, chain) for value, claim, chain in values if value is Value.NO]
    left = sure or [(claim, chain) for value, claim, chain in values if value is Value.UNDETERMINED]
    names = words.agents(chain.hops[0] for _, chain in left)
    if not left:
        return words.say("summary", "nothing", source=source)
    if not sure:
        return words.say("summary", "unsure_remains", source=source, names=names)
    number, whole = (len({claim for claim, _ in chains}) for chains in (sure, found.counted))
    return words.say("summary", "remains", source=source, claims=number, all=whole, names=names)
