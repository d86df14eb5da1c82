"""Rulings on pairs that the comparison leaves in doubt, by whoever is plugged in as a judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.propositions.matching.assertions import Assertion


@dataclass(frozen=True, slots=True)
class Ruling:
    """How sure it is that two assertions say the same, and who says so, for the reasons of a membership."""

    score: float
    words: str = ""
    model: str = ""  # its name, where a language model says so


Judge: TypeAlias = Callable[[Sequence[tuple[Assertion, Assertion]]], Sequence[Ruling | None]]  # None: still in doubt
