#!/usr/bin/env python3
"""Score who said what, sentence by sentence, against the labelled rounds. Standard library only, whatever the program.

    score.py ROUND… --pred PREDICTIONS.jsonl [--also MAP.json] [--json] [--errors N]

ROUND is a folder with ``labels.jsonl`` and ``agents.jsonl`` (see GUIDELINES.md). PREDICTIONS holds one object a
sentence: ``article``, ``start``, ``end``, ``commitment``, ``quote`` and ``chain``, the hops from the origin outward,
each with ``role`` (origin, relay, outlet), ``kind`` (named, unnamed, unspecified), ``id``, ``label`` and, if known,
``aliases``, ``confidence`` and the offsets of its ``mention``. The outlet's own hop, always last, is left out of the
comparison. MAP names further ids or labels of the predicting program for an agent of the labels.

A sentence is aligned with the prediction that it overlaps most. ``naming`` counts sentences for which the program names
somebody; ``own voice`` those for which it says that nobody but the outlet speaks; ``denied`` those it calls denied.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_ARTICLES = frozenset(["the", "of", "a", "an", "le", "la", "les", "l", "de", "du", "des", "un", "une", "d"])
RATES = {  # of the counts: hits, cases
    "origin": ("origin", "rows"),
    "where somebody speaks": ("spoken origin", "spoken"),
    "naming": ("named right", "named"),
    "own voice": ("own right", "own"),
    "chain": ("chain", "rows"),
    "quote": ("quote", "rows"),
    "commitment": ("commitment", "rows"),
    "denied": ("denied right", "denied"),
}


def slug(name: object) -> str:
    """A name in lower case without accents and punctuation, words joined by hyphens."""
    letters = unicodedata.normalize("NFKD", str(name))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def bag(name: object) -> frozenset[str]:
    """The words of a name, articles left out."""
    return frozenset(slug(name).split("-")) - _ARTICLES - {""}


def same_agent(wanted: str, hop: Row, names: dict[str, list[str]]) -> bool:
    """Whether a hop is the agent that a label names."""
    if wanted.startswith("?unspecified"):
        return hop.get("kind") == "unspecified"
    own = [hop.get("id") or "", hop.get("label") or "", *(hop.get("aliases") or [])]
    if wanted.startswith("?unnamed"):
        words = bag(wanted.partition(":")[2])
        close = any(words and len(words & bag(name)) >= max(1, len(words) - 1) for name in own)
        return hop.get("kind") == "unnamed" or (close and hop.get("kind") != "unspecified")
    if hop.get("kind") in ("unnamed", "unspecified"):
        return False
    known = {bag(name) for name in (wanted, *names.get(wanted, ()))}
    return any(bag(name) in known for name in own if name)


def is_outlet(hop: Row) -> bool:
    """Whether a hop is the article's own outlet."""
    return hop.get("role") == "outlet"


def score(
    folders: list[Path], predicted: list[Row], also: dict[str, list[str]]
) -> tuple[dict[str, Counter], list[str]]:
    """Counts by language (and ``all``), and a line for each sentence whose origin is wrong."""
    by_article: dict[str, list[Row]] = defaultdict(list)
    for row in predicted:
        by_article[_name(row["article"])].append(row)
    counts: dict[str, Counter] = defaultdict(Counter)
    errors: list[str] = []
    for folder in folders:
        names: dict[str, list[str]] = defaultdict(list)
        for agent in _rows(folder / "agents.jsonl"):
            names[agent["id"]] += [agent.get("label") or "", *(agent.get("aliases") or []), *also.get(agent["id"], ())]
        for gold in _rows(folder / "labels.jsonl"):
            if gold["kind"] != "boilerplate":
                error = _count(counts[gold["language"]], gold, by_article[_name(gold["article"])], names)
                errors += [error] if error else []
    counts["all"] = sum(counts.values(), Counter())
    return counts, errors


def _count(count: Counter, gold: Row, found: list[Row], names: dict[str, list[str]]) -> str | None:
    """Add one sentence; what is wrong with its origin, in a line."""
    best = max(found, key=lambda row: _common(gold, row), default=None)
    readings = [gold["chain"], *gold.get("chain_also", [])]
    count["rows"] += 1
    count["spoken"] += bool(gold["chain"])
    if best is None or not _common(gold, best):
        count["missing"] += 1
        return f"{gold['article']} {gold['start']}-{gold['end']} missing: wanted {gold['chain']}"
    chain = [hop for hop in best["chain"] if not is_outlet(hop)]
    named, own = bool(chain) and chain[0].get("kind") == "named", not chain
    origin = any(_first(reading, chain, names) for reading in readings)
    whole = any(
        len(reading) == len(chain) and all(same_agent(one, hop, names) for one, hop in zip(reading, chain, strict=True))
        for reading in readings
    )
    stance = best.get("commitment") in (gold["commitment"], *gold.get("commitment_also", []))
    denied = best.get("commitment") == "denied"
    marks: dict[str, int] = {
        "origin": origin, "spoken origin": origin and bool(gold["chain"]), "chain": whole,
        "named": named, "named right": named and origin, "own": own, "own right": own and origin,
        "quote": best.get("quote") == gold["quote"], "commitment": stance,
        "denied": denied, "denied right": denied and stance,
    }  # fmt: skip
    count.update({name: int(value) for name, value in marks.items()})
    if named:
        band = f"{min(9, int(10 * float(chain[0].get('confidence') or 0))) / 10:.1f}"
        count.update({f"confidence {band}": 1, f"confidence {band} right": int(origin)})
    if origin:
        return None
    kind = _error(readings, chain)
    count[kind] += 1
    said = " → ".join(f"{hop.get('label')} ({hop.get('rule')})" for hop in chain) or "own voice"
    return f"{gold['article']} {gold['start']}-{gold['end']} {kind}: wanted {gold['chain']}, got {said}"


def _error(readings: list[list[str]], chain: list[Row]) -> str:
    if not any(readings):
        return "invented"
    if not chain or chain[0].get("kind") == "unspecified":
        return "lost"
    return "nameless" if chain[0].get("kind") == "unnamed" else "wrong name"


def _first(reading: list[str], chain: list[Row], names: dict[str, list[str]]) -> bool:
    if not reading or not chain:
        return not reading and not chain
    return same_agent(reading[0], chain[0], names)


def _common(gold: Row, row: Row) -> int:
    return max(0, min(gold["end"], row["end"]) - max(gold["start"], row["start"]))


def _name(article: object) -> str:
    return str(article).rsplit("/", 1)[-1].removesuffix(".txt")


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def rates(count: Counter) -> dict[str, float | None]:
    """The rates of ``RATES`` in percent; None where there was no case."""
    return {name: round(100 * count[hit] / count[of], 1) if count[of] else None for name, (hit, of) in RATES.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rounds", type=Path, nargs="+")
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--also", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    wanted = parser.parse_args()
    also = json.loads(wanted.also.read_text("utf-8")) if wanted.also else {}
    counts, errors = score(wanted.rounds, _rows(wanted.pred), also)
    if wanted.json:
        print(json.dumps({language: {**rates(count), "counts": count} for language, count in counts.items()}))
        return
    for language, count in sorted(counts.items()):
        cells = "  ".join(f"{name} {value}" for name, value in rates(count).items())
        kinds = ", ".join(f"{count[kind]} {kind}" for kind in ("wrong name", "invented", "nameless", "lost", "missing"))
        print(f"{language:4} {count['rows']:4} rows  {cells}  | {kinds}")
    print("\n".join(errors[: wanted.errors]), file=sys.stderr)


if __name__ == "__main__":
    main()
