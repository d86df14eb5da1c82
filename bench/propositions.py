"""Propositions and verdicts of an event by the whole program, and their table beside plain baselines.

``python -m bench.propositions predict ARTICLES.csv OUT.jsonl`` (columns as in FA-KES) extracts, stores, joins and
judges; it writes a row an assertion ``{article, start, end, proposition, stance}``, and after them a row a proposition
and country ``{proposition, country, origin, bottleneck, closed}``. With ``--gold FOLDER`` the claims are a person's and
only the joining is the program's. ``python -m bench.propositions table --gold FOLDER`` scores both on a labelled
event, and plain baselines whose threshold is the best one for that very event.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import joining
from bench.event_propositions import from_articles, from_claims, write


def main() -> None:
    """Predict or print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("predict", help="propositions and verdicts of a table of articles")
    one.add_argument("articles", type=Path)
    one.add_argument("out", type=Path)
    one.add_argument("--gold", type=Path, help="a labelled event whose claims are taken as they are")
    two = commands.add_parser("table", help="scores on a labelled event, beside baselines")
    two.add_argument("--gold", type=Path, required=True, help="the folder with fakes/ and score_propositions.py")
    two.add_argument("--event", default="fakes")
    wanted = parser.parse_args()
    if wanted.command == "predict":
        write(from_claims(wanted.gold) if wanted.gold else from_articles(wanted.articles), wanted.out)
    else:
        joining.show(wanted.gold, wanted.event)


if __name__ == "__main__":
    main()
