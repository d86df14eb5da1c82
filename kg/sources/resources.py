"""What texts are read by, loaded once at the edge of the program and handed down: nothing below loads it by itself.

Word lists and rules of languages are no part of it: they are the program's own data and the same for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.languages.normalize import fold
from kg.model import Agent, AgentType, Link
from kg.sources.places import Gazetteer
from kg.sources.registry import Registry

_STATE_LINKS = (Link.ORGAN, Link.CONTROLLED, Link.CAPTURED)
_LEAST_LETTERS = 4  # of a surname that stands for a state: shorter ones are words too often


@dataclass(frozen=True, slots=True)
class Resources:
    """The registry of sources, the gazetteer of places, and the surnames by which persons in office stand for a state.

    ``officials`` maps a folded surname to an ISO 3166-1 code: ``{"poutine": "RU"}``.
    """

    registry: Registry
    gazetteer: Gazetteer
    officials: Mapping[str, str]

    @classmethod
    def of(cls, registry: Registry) -> Resources:
        """The resources around a registry; the gazetteer is read when a place is first looked up."""
        return cls(registry, Gazetteer(), officials(registry.agents))


def officials(agents: Iterable[Agent]) -> Mapping[str, str]:
    """Surnames of persons who hold an office of a state, where all persons of that name are of one state."""
    found: dict[str, set[str]] = {}
    for agent in agents:
        states = {row.country for row in agent.affiliations if row.country and row.link in _STATE_LINKS}
        if agent.type is AgentType.PERSON and states:
            for _, label in agent.labels:
                found.setdefault(fold(re.split(r"[\s-]", label)[-1]), set()).update(states)
    return {name: next(iter(of)) for name, of in found.items() if len(of) == 1 and len(name) >= _LEAST_LETTERS}
