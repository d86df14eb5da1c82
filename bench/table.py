"""The table of quality: every set's scores beside what others reached on it."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from bench import sets
from bench.folds import FOLDS, fold_of
from bench.predictions import Item, predict
from bench.sets import SETS, Document
from kg.claims import detect
from kg.claims.ranker.rerank import Ranker, ranker_of
from kg.languages.cue_lexicon import lexicon
from kg.model import Span

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
    "set              P     R    F1   e2e exact  false |    F1   e2e (speech only) | characters: source, cue, content "
    "| recall by kind | recall by type"
)


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the sets are, the parses, and the rankers of the folds."""
    parser.add_argument("--bench", type=Path, required=True, help="folder with the sets and score_attribution.py")
    parser.add_argument("--gold", type=Path, required=True, help="folder with pud")
    parser.add_argument("--cache", type=Path, help="folder that keeps the parses")
    parser.add_argument("--folds", type=Path, help="rankers that have not seen the documents, see train_attribution")


def show(bench: Path, gold: Path, cache: Path | None, folds: Path | None, out: Path | None) -> None:
    """Score every set and print one row each, then what others reached."""
    figures = scores(bench, gold, cache, folds)
    print(_HEAD)
    for name, row in figures.items():
        print(_line(name, row))
        for peer in PEERS.get(name, ()):
            print(f"{'':12} {peer[0]} " + ", ".join(str(value) for value in peer[1:] if value is not None))
    if out:
        out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _line(name: str, row: Mapping[str, Any]) -> str:
    told = [" ".join(f"{kind} {value}" for kind, value in row[by].items()) for by in ("recall_by_kind", "recall")]
    figures = " ".join(f"{row[key]:5}" for key in ("p", "r", "f1", "e2e", "exact"))
    return (
        f"{name:12} {figures} {row['false']!s:>6} | {row['speech']['f1']:5} {row['speech']['e2e']:5} | "
        f"{row['char_source']} {row['char_cue']} {row['char']} | " + " | ".join(told)
    ) + ("" if row["held_out"] else "  (took part in training)")


def scores(bench: Path, gold: Path, cache: Path | None = None, folds: Path | None = None) -> dict[str, dict[str, Any]]:
    """The figures of each set that is there, by its name."""
    scorer, parse = scorer_of(bench / "score_attribution.py"), sets.Parses(cache)
    found = ((source, sets.documents(source, bench, gold)) for source in SETS if source.name in _SCORED)
    result = {source.name: _row(source, part, parse, folds, scorer) for source, part in found if part}
    parse.save()
    return result


def _row(
    source: sets.Source, part: list[Document], parse: sets.Parses, folds: Path | None, scorer: ModuleType
) -> dict[str, Any]:
    unseen = folds is not None and source.held_out and source.train
    rankers = [_ranker(folds / str(number)) for number in range(FOLDS)] if folds is not None and unseen else []
    policies = [detect.Policy(ranker=ranker) for ranker in rankers]
    found = list(predict(part, lambda one: policies[fold_of(one.group)] if rankers else detect.CLAIMS, parse))
    kinds = {document.id: _kinds(document, parse) for document in part}
    speech = scorer.score(*_speech(part, found, kinds))
    return {
        **_figures(part, found, scorer),
        "speech": {**speech["content_overlap_0.3"], "e2e": speech["attribution_e2e"]["f1"]},
        "recall_by_kind": _recall_by_kind(part, found, kinds, scorer),
        "held_out": unseen or not source.train,
        "sha256": hashlib.sha256("\n".join(document.text for document in part).encode()).hexdigest(),
    }


def _figures(part: list[Document], found: list[Item], scorer: ModuleType) -> dict[str, Any]:
    result = scorer.score(_neutral(part), {row["doc_id"]: row for row in found})
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


def _neutral(part: list[Document]) -> dict[str, Item]:
    return {one.id: {"doc_id": one.id, "text": one.text, "attributions": list(one.attributions)} for one in part}


def _kinds(document: Document, parse: sets.Parses) -> list[str]:
    """What the cue of each annotated attribution tells: speech (``said``), belief (``thinks``), plans (``wants``)."""
    lemmas = {
        Span(sentence.at(token), sentence.at(token) + len(token.text)): token.lemma_.lower()
        for _, sentence in sets.sentences([document], parse)
        for token in sentence.doc
    }
    known = lexicon(document.language)
    result = []
    for item in document.attributions:
        cues = [Span(*pair) for pair in item.get("cue_parts") or ([item["cue"]] if item.get("cue") else [])]
        told = {known.kind(lemma) for span, lemma in lemmas.items() if any(span.overlaps(cue) for cue in cues)}
        result.append(next(iter(sorted(told - {"said"})), "said"))
    return result


def _speech(
    part: list[Document], found: list[Item], kinds: Mapping[str, list[str]]
) -> tuple[dict[str, Item], dict[str, Item]]:
    """Gold and predictions without the attributions of belief and plan, which claims leave out by design."""
    gold, kept = _neutral(part), {}
    for row in found:
        told = gold[row["doc_id"]]
        left_out = [
            item for item, kind in zip(told["attributions"], kinds[row["doc_id"]], strict=True) if kind != "said"
        ]
        cues = [Span(*item["cue"]) for item in left_out if item.get("cue")]
        told["attributions"] = [item for item in told["attributions"] if item not in left_out]
        spoken = [
            item
            for item in row["attributions"]
            if not (item["cue"] and any(Span(*item["cue"]).overlaps(cue) for cue in cues))
        ]
        kept[row["doc_id"]] = {**row, "attributions": spoken}
    return gold, kept


def _recall_by_kind(
    part: list[Document], found: list[Item], kinds: Mapping[str, list[str]], scorer: ModuleType
) -> dict[str, float]:
    gold = _neutral(part)
    for name, told in gold.items():
        told["attributions"] = [
            {**item, "type": kind} for item, kind in zip(told["attributions"], kinds[name], strict=True)
        ]
    result = scorer.score(gold, {row["doc_id"]: row for row in found})["recall_by_type"]
    return {kind: result[kind][0] for kind in ("said", "thinks", "wants") if kind in result}


def _ranker(folder: Path) -> Ranker:
    return ranker_of(
        json.loads((folder / "ranker.json").read_text("utf-8")),
        json.loads((folder / "cue_weights.json").read_text("utf-8")),
    )


def scorer_of(path: Path) -> ModuleType:
    """The scorer that comes with the sets."""
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
