"""Why a verdict is what it is: every chain in plain words, with what it says in each of the three variants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.answers.show.phrases import Phrases, listed
from kg.model import SourceKind
from kg.propositions.verdicts.evidence import Case
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
)
from kg.propositions.verdicts.source_scope import kinds, of_kind, of_source


@dataclass(frozen=True, slots=True)
class Reason:
    """A verdict in words, and the chains that it comes of, each in words."""

    says: str
    chains: tuple[str, ...] = ()


def why(case: Case, words: Phrases) -> Iterator[Reason]:
    """The verdicts for the states, the sources and the kinds of sources that stand in its chains."""
    found = grounds(case.claims, case.plan)
    unknown: list[str] = []
    for name, belongs, is_state in (*_states(found, words), *_sources(found, words)):
        bottleneck = found.value(belongs, Variant.BOTTLENECK)
        if is_state or bottleneck is Value.YES:
            yield Reason(_says(found, name, belongs, words), tuple(_chains(found, belongs, words)))
        elif bottleneck is Value.UNDETERMINED:
            unknown.append(name)
    if unknown:
        yield Reason(words.say("verdicts", "open", names=listed(unknown)))


def _states(found: Grounds, words: Phrases) -> Iterator[tuple[str, Belongs, bool]]:
    for code in sorted({hop.state for hop in _counted(found) if hop.state}):
        yield words.country(code), of_country(code), True


def _sources(found: Grounds, words: Phrases) -> Iterator[tuple[str, Belongs, bool]]:
    named = {hop.agent: hop for hop in _counted(found) if hop.kind is SourceKind.NAMED}
    labels = {body: body.rpartition("/")[2] for hop in named.values() for body in hop.bodies}
    for iri, label in sorted((labels | {iri: hop.label for iri, hop in named.items()}).items()):
        yield words.source(iri, label), of_source(iri), False
    for kind in sorted({kind for hop in _counted(found) for kind in kinds(hop)}):
        yield words.kind(kind), of_kind(kind), False


def _counted(found: Grounds) -> list[DatedAgent]:
    return [hop for _, chain in found.counted for hop in chain.hops]


def _says(found: Grounds, name: str, belongs: Belongs, words: Phrases) -> str:
    """A verdict in its three variants."""
    values = [(variant, found.value(belongs, variant)) for variant in Variant]
    return words.say("verdicts", "only", source=name, values=_values(values, words))


def _chains(found: Grounds, belongs: Belongs, words: Phrases) -> Iterator[str]:
    """What each chain says, and each that is perhaps one and keeps a yes from being said."""
    for key, chains in (("chain", found.counted), ("doubt", found.perhaps)):
        for chain in dict.fromkeys(chain for _, chain in chains):
            said = [(variant, of_path(chain, belongs, variant)) for variant in Variant]
            if key == "chain" or _blocks(found, chain, belongs):
                yield words.say("verdicts", key, chain=words.path(chain), values=_values(said, words))


def _blocks(found: Grounds, chain: Path, belongs: Belongs) -> bool:
    """Whether a chain that is perhaps one of them keeps a yes from being said in some variant."""
    return any(
        of_path(chain, belongs, variant) is not Value.YES
        and all(of_path(sure, belongs, variant) is Value.YES for _, sure in found.counted)
        for variant in Variant
    )


def _values(values: Iterable[tuple[Variant, Value | None]], words: Phrases) -> str:
    said = words.texts["verdicts"]
    return ", ".join(f"{said[variant.value]} {said[value.value]}" for variant, value in values if value)
