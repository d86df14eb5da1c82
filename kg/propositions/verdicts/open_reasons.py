"""Why a verdict is undetermined, by kinds that can be counted: nobody named, own voice, a claim that perhaps says it.

A verdict may be open for several reasons at once; each chain that leaves it open gives its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from kg.model import SourceKind
from kg.propositions.verdicts.rules import Belongs, DatedAgent, Grounds, Path, Value, Variant, of_path


class Reason(StrEnum):
    """What keeps a verdict open."""

    OUTLET = "unknown-outlet"  # nobody knows who printed it
    UNNAMED = "unnamed-source"
    OWN_VOICE = "own-voice"  # an outlet says it and names no source
    LINK = "unknown-link"  # somebody named, of whom nobody knows whether a state is behind it
    SPEAKER = "doubted-speaker"
    PERHAPS = "perhaps-said"  # a claim of somebody else perhaps says the same


def open_reasons(found: Grounds, belongs: Belongs, variant: Variant) -> frozenset[Reason]:
    """Why the verdict on some grounds is undetermined; nothing where it is not."""
    if found.value(belongs, variant) is not Value.UNDETERMINED:
        return frozenset()
    counted = [chain for _, chain in found.counted if of_path(chain, belongs, variant) is Value.UNDETERMINED]
    return frozenset(reason for chain in counted for reason in _of_path(chain, belongs, variant)) or frozenset(
        {Reason.PERHAPS}
    )


def _of_path(found: Path, belongs: Belongs, variant: Variant) -> Iterator[Reason]:
    """The reasons of one chain that leaves a verdict open."""
    for at, hop in enumerate(found.hops[:1] if variant is Variant.ORIGIN else found.hops):
        if hop.doubted:
            yield Reason.SPEAKER
        elif belongs(hop) is Value.UNDETERMINED:
            yield _of_hop(hop, is_outlet=at == len(found.hops) - 1)
        elif at == 0 and found.own_voice and variant is Variant.ORIGIN:
            yield Reason.OWN_VOICE


def _of_hop(hop: DatedAgent, *, is_outlet: bool) -> Reason:
    if hop.kind is SourceKind.UNSPECIFIED and is_outlet:
        return Reason.OUTLET
    return Reason.LINK if hop.kind is SourceKind.NAMED else Reason.UNNAMED
