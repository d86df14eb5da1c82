"""What asking a model may cost: questions, tokens, minutes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from kg.model.errors import ConfigError

_AMOUNT = re.compile(r"(\d+)(k?) ?([a-z]*)", re.ASCII)
_UNITS = {"q": "questions", "t": "tokens", "m": "minutes"}
Item = TypeVar("Item")


@dataclass(slots=True)
class Budget:
    """How much may still be asked; None where there is no limit. The time runs from the first request on."""

    questions: float | None = None
    tokens: float | None = None
    minutes: float | None = None
    _begun: float | None = field(default=None, init=False)

    @classmethod
    def of(cls, amounts: Iterable[str]) -> Budget:
        """A budget of amounts such as ``200 questions``, ``50k tokens``, ``10 minutes``, or ``200q``, ``10m``.

        Raises:
            ConfigError: an amount is none of these.
        """
        budget = cls()
        for amount in amounts:
            found = _AMOUNT.fullmatch(amount.strip().lower())
            unit = _UNITS.get(found[3][:1]) if found else None
            if found is None or unit is None or not unit.startswith(found[3].rstrip("s")):
                raise ConfigError(
                    f"--budget {amount!r}", "200 questions, 50k tokens or 10 minutes", "Repeat it for several."
                )
            setattr(budget, unit, float(found[1]) * (1000 if found[2] else 1))
        return budget

    def allows(self, tokens: int) -> bool:
        """Whether one more question of about so many tokens fits; if so it is counted."""
        if self._begun is None:
            self._begun = time.monotonic()
        late = self.minutes is not None and time.monotonic() - self._begun > self.minutes * 60
        if late or (self.questions is not None and self.questions < 1):
            return False
        if self.tokens is not None and self.tokens < tokens:
            return False
        if self.questions is not None:
            self.questions -= 1
        if self.tokens is not None:
            self.tokens -= tokens
        return True

    def spend(self, tokens: int) -> None:
        """Count tokens that came on top of what was thought."""
        if self.tokens is not None:
            self.tokens -= tokens
