"""Propositions and verdicts of an event by the whole program, and their table beside plain baselines.

``python -m bench.propositions predict ARTICLES.csv OUT.jsonl`` (columns as in FA-KES) extracts, stores, joins and
judges; it writes a row an assertion ``{article, start, end, proposition, stance}``, and after them a row a proposition
and country ``{proposition, country, origin, bottleneck, closed}``. ``python -m bench.propositions table --gold FOLDER
--news TABLE.csv`` scores the labelled events, each left out of the training, with the claims of a person and with those
of the program, beside plain baselines whose threshold is the best one for that very event.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import joining
from bench.event_propositions import from_articles, write


def main() -> None:
    """Predict or print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("predict", help="propositions and verdicts of a table of articles")
    one.add_argument("articles", type=Path)
    one.add_argument("out", type=Path)
    two = commands.add_parser("table", help="scores on the labelled events, beside baselines")
    two.add_argument("--gold", type=Path, required=True, help="the folder with fakes/, pud/ and score_propositions.py")
    two.add_argument("--news", type=Path, help="FA-KES as a table, for the texts of the events")
    wanted = parser.parse_args()
    if wanted.command == "predict":
        write(from_articles(wanted.articles), wanted.out)
    else:
        joining.show(wanted.gold, wanted.news)


if __name__ == "__main__":
    main()
