"""Fails when a figure of quality has fallen below ``bench/baseline.json``.

``python -m bench.gate --bench FOLDER --gold FOLDER``, with the same ``--folds`` as the baseline was made with.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench import table

BASELINE = Path(__file__).parent / "baseline.json"
PINNED = ("f1", "e2e", "exact", "char", "char_source", "char_cue")
SLACK = 0.5  # points; a model or a rule that is better on the whole may cost one set so much


def fallen(before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What is worse than it was, as sentences; sets that one side lacks or that have changed are told too."""
    yield from (f"{name}: the baseline has no figure of this set." for name in now if name not in before)
    for name, old in before.items():
        new = now.get(name)
        if new is None:
            yield f"{name}: not scored."
        elif new["sha256"] != old["sha256"]:
            yield f"{name}: the set is not the one that the baseline was made on."
        elif new["held_out"] != old["held_out"]:
            seen = "on unseen" if new["held_out"] else "with seen"
            yield f"{name}: scored {seen} documents, unlike the baseline; see --folds."
        else:
            yield from (
                f"{name}: {figure} {new[figure]}, was {old[figure]}."
                for figure in PINNED
                if new[figure] < old[figure] - SLACK
            )


def main() -> None:
    """Score the sets and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    table.add_folders(parser)
    wanted = parser.parse_args()
    before = json.loads(BASELINE.read_text("utf-8"))
    if not before:
        sys.exit(f"{BASELINE} holds no figure: nothing was checked.")
    lines = list(fallen(before, table.scores(wanted.bench, wanted.gold, wanted.cache, wanted.folds)))
    print("\n".join(lines) or "No figure has fallen.")
    sys.exit(bool(lines))


if __name__ == "__main__":
    main()
