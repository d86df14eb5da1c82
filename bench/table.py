"""The table of quality: every set's scores beside what others reached on it, and the time beside the bare parse."""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from bench import sets
from bench.attribution import predict
from bench.folds import FOLDS, fold_of
from bench.sets import SETS, Document
from kg.claims import detect
from kg.claims.ranker.rerank import Ranker, ranker_of, shipped
from kg.model import Article, Fact, Known
from kg.pipeline import extraction
from kg.sources import load_registry
from kg.text import parsers

# Published or measured with the same scorer on the sets' test parts; content F1 at 0.3, end to end F1, exact F1.
PEERS = {
    "asfalda_dev": (("rule-based French system, test part", 55.0, 45.7, 26.1), ("textacy, test part", 13.3, 10.6, 7.7)),
    "polnear_dev": (
        ("rule-based English system, test part", 55.9, 51.1, 35.2),
        ("textacy, test part", 31.9, 31.4, None),
        ("cue classifier and CRF retrained on PolNeAR, test part", 62.5, 57.9, 37.4),
    ),
    "adaq_ru": (("Russian thesis, characters: source 50, cue 75, content 79", None, None, None),),
}
_SCORED = ("asfalda_dev", "polnear_dev", "pud_fr", "pud_en", "pud_ru", "adaq_ru", "rrt_ru")


_HEAD = (
    "set              P     R    F1   e2e exact  false |    F1   e2e  false (speech only) | "
    "characters: source, cue, content | recall by type | "
    "percent of the parse: finders and ranker, all of a claim"
)


def show(bench: Path, gold: Path, cache: Path | None, folds: Path | None, out: Path | None) -> None:
    """Score every set and print one row each, then what others reached."""
    figures = scores(bench, gold, cache, folds)
    print(_HEAD)
    for name, row in figures.items():
        print(_line(name, row))
        for peer in PEERS.get(name, ()):
            print(f"{'':12} {peer[0]} " + ", ".join(str(value) for value in peer[1:] if value is not None))
    if out:
        kept = {
            name: {key: row[key] for key in row if key not in ("finding", "claims")} for name, row in figures.items()
        }
        out.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _line(name: str, row: Mapping[str, Any]) -> str:
    kinds = " ".join(f"{kind} {value}" for kind, value in row["recall"].items())
    figures = " ".join(f"{row[key]:5}" for key in ("p", "r", "f1", "e2e", "exact"))
    narrow = row["speech"]
    return (
        f"{name:12} {figures} {row['false']!s:>6} | {narrow['f1']:5} {narrow['e2e']:5} {narrow['false']!s:>6} | "
        f"{row['char_source']} {row['char_cue']} {row['char']} | {kinds} | {row['finding']}%, {row['claims']}%"
        + ("" if row["held_out"] else "  (took part in training)")
    )


def scores(bench: Path, gold: Path, cache: Path | None = None, folds: Path | None = None) -> dict[str, dict[str, Any]]:
    """The figures of each set that is there, by its name."""
    scorer = _scorer(bench / "score_attribution.py")
    found = ((source, sets.documents(source, bench, gold)) for source in SETS if source.name in _SCORED)
    return {source.name: _row(source, part, cache, folds, scorer) for source, part in found if part}


def _row(
    source: sets.Source, part: list[Document], cache: Path | None, folds: Path | None, scorer: ModuleType
) -> dict[str, Any]:
    unseen = folds is not None and source.held_out and source.train
    rankers = [_ranker(folds / str(number)) for number in range(FOLDS)] if folds is not None and unseen else []
    found = list(predict(part, lambda document: rankers[fold_of(document.group)] if rankers else shipped(), cache))
    speech = [
        {**row, "attributions": [item for item in row["attributions"] if item["kind"] == "said"]} for row in found
    ]
    finding, claims = _cost(part)
    narrow = _figures(part, speech, scorer)
    return {
        **_figures(part, found, scorer),
        "speech": {key: narrow[key] for key in ("p", "r", "f1", "e2e", "false")},
        "held_out": unseen or not source.train,
        "finding": finding,
        "claims": claims,
        "sha256": hashlib.sha256("\n".join(document.text for document in part).encode()).hexdigest(),
    }


def _figures(part: list[Document], found: list[dict[str, Any]], scorer: ModuleType) -> dict[str, Any]:
    gold = {one.id: {"doc_id": one.id, "text": one.text, "attributions": list(one.attributions)} for one in part}
    result = scorer.score(gold, {row["doc_id"]: row for row in found})
    plain = {document.id for document in part if not document.attributions}
    wrong = sum(bool(row["attributions"]) for row in found if row["doc_id"] in plain)
    return {
        **result["content_overlap_0.3"],
        "e2e": result["attribution_e2e"]["f1"],
        "exact": result["content_exact"]["f1"],
        "char": result["char"]["f1"],
        "char_source": result["char_source"]["f1"],
        "char_cue": result["char_cue"]["f1"],
        "recall": {kind: value[0] for kind, value in result["recall_by_type"].items()},
        "false": round(100 * wrong / len(plain), 1) if plain else None,
    }


def _cost(part: list[Document], most: int = 300) -> tuple[float, float]:
    """What is spent beside the parse, in percent of it: on finders and ranker; on all that a claim holds.

    The first half of the sentences loads what is loaded once, the second is timed.
    """
    grouped = itertools.groupby(itertools.islice(sets.sentences(part[:most]), most), key=lambda row: row[0])
    rows = [(document, [sentence for _, sentence in group]) for document, group in grouped]
    texts = [[sentence.span.of(sentence.text) for sentence in sentences] for _, sentences in rows]
    articles = [_article(document, some) for (document, _), some in zip(rows, texts, strict=True)]
    registry, language, half = load_registry(), part[0].language, len(rows) // 2
    for article in articles[:half]:
        extraction.claims(article, registry)
    parsed = _timed(lambda: [list(parsers.parse(language, some)) for some in texts[half:]])
    found = _timed(lambda: [detect.speech(sentences) for _, sentences in rows[half:]])
    whole = _timed(lambda: [extraction.claims(article, registry) for article in articles[half:]])
    return round(100 * found / parsed, 1), round(100 * (whole - parsed) / parsed, 1)


def _timed(run: Callable[[], object]) -> float:
    """Seconds of the processor."""
    began = time.process_time()
    run()
    return time.process_time() - began


def _article(document: Document, texts: list[str]) -> Article:
    """As much of a document as was parsed."""
    return Article(document.id, " ".join(texts), language=Fact(document.language, Known.ASSERTED))


def _ranker(folder: Path) -> Ranker:
    return ranker_of(
        json.loads((folder / "ranker.json").read_text("utf-8")),
        json.loads((folder / "cue_weights.json").read_text("utf-8")),
    )


def _scorer(path: Path) -> ModuleType:
    """The scorer that comes with the sets."""
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
