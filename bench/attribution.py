"""Attributions of texts in the neutral format, and the table of quality.

``python -m bench.attribution predict IN.jsonl OUT.jsonl`` reads texts of a sentence or of a whole article, their
language in ``lang`` or detected, and writes the same format with what ``kg extract`` finds. ``python -m
bench.attribution table --bench FOLDER --gold FOLDER`` scores the annotated sets; without ``--folds`` (see
train_attribution) those that took part in training are marked, for their figures are too good.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench import sets, table
from bench.predictions import predict
from bench.sets import Document


def main() -> None:
    """Predict or print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("predict", help="attributions of a file in the neutral format")
    one.add_argument("texts", type=Path)
    one.add_argument("out", type=Path)
    two = commands.add_parser("table", help="scores on the annotated sets")
    table.add_folders(two)
    two.add_argument("--json", type=Path, help="write the figures there, as bench/baseline.json holds them")
    wanted = parser.parse_args()
    if wanted.command == "predict":
        _predict_file(wanted.texts, wanted.out)
    else:
        table.show(wanted.bench, wanted.gold, wanted.cache, wanted.folds, wanted.json)


def _predict_file(texts: Path, out: Path) -> None:
    found = [
        Document(raw["doc_id"], raw["text"], sets.language_of(raw), texts.stem, raw["doc_id"])
        for raw in sets.read(texts)
    ]
    with out.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in predict(found))


if __name__ == "__main__":
    main()
