"""Attributions of texts in the neutral format, and the table of quality.

``python -m bench.attribution predict IN.jsonl OUT.jsonl`` reads texts of a sentence or of a whole article, their
language in ``lang`` or detected, and writes the same format with what ``kg`` finds; each attribution's ``kind`` is
``said``, ``thinks`` or ``wants``, and ``--speech`` keeps the first only. ``python -m bench.attribution table --bench
FOLDER --gold FOLDER`` scores the annotated sets; without ``--folds`` (see train_attribution) those that took part in
training are marked, for their figures are too good.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from bench import sets
from bench.sets import Document
from kg.claims import detect
from kg.claims.detect import Report, Sentence
from kg.claims.detect.quotation_continuation import spread
from kg.claims.ranker.rerank import Ranker
from kg.model import Span
from kg.text.quotation_marks import quoted

Choice = Callable[[Document], Ranker | None]


def predict(
    found: Iterable[Document], ranker: Choice = lambda document: None, cache: Path | None = None
) -> Iterator[dict[str, Any]]:
    """The attributions of documents, in their order."""
    wanted = list(found)
    result: dict[str, dict[str, Any]] = {}
    for language in sorted({document.language for document in wanted}):
        part = [document for document in wanted if document.language == language]
        result.update(_predicted(part, ranker, cache))
    for document in wanted:
        yield result.get(document.id) or {"doc_id": document.id, "text": document.text, "attributions": []}


def _predicted(part: list[Document], ranker: Choice, cache: Path | None) -> Iterator[tuple[str, dict[str, Any]]]:
    for _, group in groupby(sets.sentences(part, cache), key=lambda row: row[0].id):
        rows = list(group)
        document = rows[0][0]
        sentences = [sentence for _, sentence in rows]
        found = detect.read(sentences, ranker(document))
        items = [_item(sentence, report) for sentence, report in spread(list(zip(sentences, found, strict=True)))]
        yield (
            document.id,
            {"doc_id": document.id, "text": document.text, "lang": document.language, "attributions": items},
        )


def _item(sentence: Sentence, report: Report) -> dict[str, Any]:
    content = report.content
    parts = [[span.start, span.end] for span in content]
    item: dict[str, Any] = {
        "content": [content[0].start, content[-1].end],
        "cue": _pair(report.cue),
        "source": _pair(report.source),
        "type": _type(sentence, content),
        "kind": report.kind,
        "rule": report.rule,
        "confidence": report.confidence,
    }
    return {**item, "content_parts": parts} if len(parts) > 1 else item


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _type(sentence: Sentence, content: tuple[Span, ...]) -> str:
    letters = [at for span in content for at in range(span.start, span.end) if sentence.text[at].isalnum()]
    quotes = quoted(sentence.text, sentence.block.span)
    inside = sum(any(quote.start <= at < quote.end for quote in quotes) for at in letters)
    return "indirect" if not inside else "direct" if inside > 0.95 * len(letters) else "mixed"


def main() -> None:
    """Predict or print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("predict", help="attributions of a file in the neutral format")
    one.add_argument("texts", type=Path)
    one.add_argument("out", type=Path)
    one.add_argument("--speech", action="store_true", help="leave out beliefs and plans")
    two = commands.add_parser("table", help="scores on the annotated sets")
    two.add_argument("--bench", type=Path, required=True)
    two.add_argument("--gold", type=Path, required=True)
    two.add_argument("--cache", type=Path)
    two.add_argument("--folds", type=Path)
    two.add_argument("--json", type=Path, help="write the figures there, as bench/baseline.json holds them")
    wanted = parser.parse_args()
    if wanted.command == "predict":
        _predict_file(wanted.texts, wanted.out, wanted.speech)
    else:
        from bench.table import show  # it loads the scorer of the user's folder

        show(wanted.bench, wanted.gold, wanted.cache, wanted.folds, wanted.json)


def _predict_file(texts: Path, out: Path, speech: bool) -> None:
    found = [
        Document(raw["doc_id"], raw["text"], sets.language_of(raw), texts.stem, raw["doc_id"])
        for raw in sets.read(texts)
    ]
    with out.open("w", encoding="utf-8") as handle:
        for row in predict(found):
            if speech:
                row["attributions"] = [item for item in row["attributions"] if item["kind"] == "said"]
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
