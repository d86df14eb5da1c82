"""The table of quality: every set's scores beside what others reached on it, and the time beside the bare parse."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from bench import sets
from bench.attribution import predict
from bench.folds import fold_of
from bench.sets import SETS, Document
from kg import nlp
from kg.extract.ranked import Ranker, ranker_of, shipped

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


def show(bench: Path, gold: Path, cache: Path | None, folds: Path | None, out: Path | None) -> None:
    """Score every set and print one row each."""
    figures = scores(bench, gold, cache, folds)
    print(
        f"{'set':14} {'P':>5} {'R':>5} {'F1':>5} {'e2e':>5} {'exact':>5} {'false':>6} {'source':>6} {'cue':>5} {'text':>5}  recall by type, share of parse"
    )
    for name, row in figures.items():
        kinds = " ".join(f"{kind} {value}" for kind, value in row["recall"].items())
        print(
            f"{name:14} {row['p']:5} {row['r']:5} {row['f1']:5} {row['e2e']:5} {row['exact']:5} {row['false']!s:>6} {row['char_source']:6} "
            f"{row['char_cue']:5} {row['char']:5}  {kinds}; {row['cost']}%{'' if row['held_out'] else '  (took part in training)'}"
        )
        for peer in PEERS.get(name, ()):
            print(f"{'':14} {peer[0]}: " + ", ".join(str(value) for value in peer[1:] if value is not None))
    if out:
        out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def scores(bench: Path, gold: Path, cache: Path | None = None, folds: Path | None = None) -> dict[str, dict[str, Any]]:
    """The figures of each set, by its name."""
    scorer = _scorer(bench / "score_attribution.py")
    return {source.name: _row(source, bench, gold, cache, folds, scorer) for source in SETS if source.name in _SCORED}


def _row(
    source: sets.Source, bench: Path, gold: Path, cache: Path | None, folds: Path | None, scorer: ModuleType
) -> dict[str, Any]:
    documents = sets.documents(source, bench, gold)
    rankers = (
        [_ranker(folds / str(number)) for number in range(5)] if folds and source.held_out and source.train else []
    )
    found = list(predict(documents, lambda document: rankers[fold_of(document.group)] if rankers else shipped(), cache))
    result = scorer.score(
        {
            document.id: {"doc_id": document.id, "text": document.text, "attributions": list(document.attributions)}
            for document in documents
        },
        {row["doc_id"]: row for row in found},
    )
    plain = {document.id for document in documents if not document.attributions}
    wrong = sum(bool(row["attributions"]) for row in found if row["doc_id"] in plain)
    near = result["content_overlap_0.3"]
    return {
        **near,
        "e2e": result["attribution_e2e"]["f1"],
        "exact": result["content_exact"]["f1"],
        "char": result["char"]["f1"],
        "char_source": result["char_source"]["f1"],
        "char_cue": result["char_cue"]["f1"],
        "recall": {kind: value[0] for kind, value in result["recall_by_type"].items()},
        "false": round(100 * wrong / len(plain), 1) if plain else None,
        "held_out": bool(rankers) or not source.train,
        "cost": _cost(documents),
        "sha256": hashlib.sha256(
            ((bench if source.path.startswith("bench") else gold) / source.path.partition("/")[2]).read_bytes()
        ).hexdigest(),
    }


def _cost(documents: list[Document], most: int = 300) -> float:
    """What finding takes, in percent of the parse, on the first sentences of a set."""
    from kg import extract  # kept out of the table's own start

    read = []
    for row in sets.sentences(documents[:most]):
        read.append(row[1])
        if len(read) >= most:
            break
    texts = [sentence.span.of(sentence.text) for sentence in read]
    began = time.perf_counter()
    for _ in nlp.parse(documents[0].language, texts):
        pass
    parsed = time.perf_counter()
    for sentence in read:
        extract.reports(sentence)
    return round(100 * (time.perf_counter() - parsed) / (parsed - began), 1)


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
