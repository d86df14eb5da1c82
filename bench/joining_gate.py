"""Fails when propositions of the labelled events have become worse than they were, each left out of the training.

``python -m bench.joining_gate --gold FOLDER`` takes the events whose texts are at hand: one that was invented, in three
languages, and one of the gold. Floors are a little under what was reached on 2026-11-30. A wrong *yes* is an
accusation.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.event_propositions import from_claims, from_event
from bench.joining import SCORER, left_out, score
from bench.switches import patched

FLOORS: Mapping[str, Mapping[str, float]] = {
    "claims of a person": {"B-cubed F1": 0.56, "stance": 0.94, "verdicts": 0.8, "true yes": 2},
    "whole program": {"B-cubed F1": 0.55, "stance": 0.89, "verdicts": 0.46, "true yes": 4},
}
CEILINGS: Mapping[str, float] = {"false merges, %": 0.5, "wrong yes": 2}

_SAID = re.compile(
    r"bcubed .* F1 (?P<f1>\S+) +false merges \S+ = (?P<merges>\S+)% +stance (?P<stance>\d+)/(?P<stances>\d+)\s+"
    r"verdicts (?P<right>\d+)/(?P<verdicts>\d+) right, true yes found (?P<yes>\d+)/\d+, wrong yes: (?P<wrong>\d+)"
)


def figures(said: str) -> Mapping[str, float]:
    """The figures in what the scorer of the gold says.

    Raises:
        ValueError: it says something else.
    """
    found = _SAID.search(said)
    if found is None:
        raise ValueError(f"No figures in: {said}")
    value = {name: float(number) for name, number in found.groupdict().items()}
    return {
        "B-cubed F1": value["f1"],
        "false merges, %": value["merges"],
        "stance": value["stance"] / value["stances"],
        "verdicts": value["right"] / value["verdicts"],
        "true yes": value["yes"],
        "wrong yes": value["wrong"],
    }


def fallen(name: str, now: Mapping[str, float]) -> Iterator[str]:
    """What is worse than allowed, as sentences."""
    for figure, floor in FLOORS[name].items():
        if now[figure] < floor:
            yield f"{name}: {figure} {now[figure]:g}, at least {floor:g} is wanted."
    for figure, ceiling in CEILINGS.items():
        if now[figure] > ceiling:
            yield f"{name}: {figure} {now[figure]:g}, at most {ceiling:g} is allowed."


def main() -> None:
    """Score the event with claims of a person and of the program."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="the folder with fakes/ and score_propositions.py")
    gold = parser.parse_args().gold
    lines = []
    for event, folder, found, weights in left_out(gold, None):
        with patched({f"{SCORER}.weights": lambda weights=weights: weights}):
            rows = {"claims of a person": from_claims(found), "whole program": from_event(found)}
        for name, one in rows.items():
            lines += [f"{event}: {line}" for line in fallen(name, figures(score(gold, folder, one)))]
    print("\n".join(lines) or "No figure of propositions has fallen.")
    sys.exit(bool(lines))


if __name__ == "__main__":
    main()
