"""Turn each part of the program off, one at a time, and show what every labelled set loses.

``python -m bench.ablation joining --gold FOLDER [--sets person program seeds pud] [--only WORDS] [--cache FILE]``
prints a row a switch: the figures that differ from those of the whole program. A switch that changes no figure is a
part that no labelled set needs.

A group is a module with two functions: ``switches()`` gives the parts that can be turned off (``bench.switches``), and
``measures(arguments)`` the labelled sets, by name a function that gives figures. Add
a new group to ``GROUPS``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import joining_ablation
from bench.switches import Figures, ablate, line

GROUPS = {"joining": joining_ablation}


def main() -> None:
    """Print the table of a group."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("group", choices=sorted(GROUPS))
    parser.add_argument("--gold", type=Path, required=True, help="the folder of the labelled sets")
    parser.add_argument("--sets", nargs="*", help="some of the group's sets; all where none is named")
    parser.add_argument("--only", default="", help="switches whose name holds these words")
    parser.add_argument(
        "--cache", type=Path, default=Path("out/vectors.sqlite"), help="where vectors of texts are kept"
    )
    wanted = parser.parse_args()
    group = GROUPS[wanted.group]
    chosen = [switch for switch in group.switches() if wanted.only in switch.name]
    known = {name: one for name, one in group.measures(wanted).items() if not wanted.sets or name in wanted.sets}
    whole: Figures = {}
    for name, found in ablate(chosen, known):
        if not name:
            whole = found
            print("\n".join(f"{figure:44} {value:g}" for figure, value in whole.items()), flush=True)
        else:
            print(line(name, whole, found), flush=True)


if __name__ == "__main__":
    main()
