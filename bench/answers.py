"""Every answer of a store, to compare two programs or two stores: ``python -m bench.answers dump STORE OUT.jsonl``.

All shipped questions are put with several values of each parameter, some questions in plain words, and claims and
propositions are shown in full; a line says what was asked, how many rows came back, and a hash of them, whatever their
order. ``… compare OLD.jsonl NEW.jsonl`` prints what differs, and fails where anything does. ``… time STORE`` prints
the processor's seconds of each shipped question instead, the slowest first.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.answers import queries, service
from kg.answers.queries.header import OPEN, Kind, Parameter
from kg.cli.draw.claim import shown_text
from kg.graph.store import Store, Table, open_store
from kg.graph.store.in_process import shipped
from kg.model.errors import KgError
from kg.model.ids import digest
from kg.model.vocab import DATA, KG, PREFIXES, PROV
from kg.review.tasks import review_tasks
from kg.sources import load_registry

_NOWHERE = "BR"  # a state that news of Syria hardly name
_TEXTS = {
    Kind.PLACE: ("Aleppo", "Deir ez-Zor"),
    Kind.PERIOD: ("2017-09", "2013/2016"),
    Kind.TEXT: ("attack", "Syria"),
    Kind.VARIANT: ("origin", "bottleneck", "closed"),
    Kind.VERDICT: ("yes", "no", "undetermined"),
    Kind.SURENESS: ("yes", "undetermined"),
    Kind.INTEGER: ("1", "3"),
}
_KINDS = ("state-media", "armed-forces", "news-agency", "unnamed", "armed-group")
_WORDS = (
    "Which claims rest only on a Russian source?",
    "Which claims rest only on Syrian sources?",
    "Which claims rest only on Russia and Syria?",
    "Which claims perhaps rest only on Brazilian sources?",
    "Which claims perhaps rest only on Russian sources?",
    "Which claims reach us only through Russian sources?",
    "Which claims rest only on Russian state media?",
    "Which claims rest only on state media?",
    "Which claims rest only on unnamed sources?",
    "What falls without Reuters?",
    "How far does each claim rest on Turkish sources?",
    "What do Russian sources say?",
    "Which claims have a single origin?",
    "Quelles affirmations ne reposent que sur une source syrienne ?",
    "Какие утверждения опираются только на российские источники?",
)
_SHOWN = 40  # claims, and propositions, shown in full
_SLOW = 120.0  # seconds


def _values(store: Store, number: int) -> Mapping[Kind, Sequence[str]]:
    """Values for each kind of parameter: those of sources and states are the commonest of the store."""
    agents = Counter(str(value) for *_, value, _ in store.quads(predicate=PROV.agent))
    states = Counter(str(value) for *_, value, _ in store.quads(predicate=KG.ofState))
    known = [found.removeprefix(PREFIXES["agent"]) for found, _ in agents.most_common() if "/article/" not in found]
    codes = [found.rpartition("/")[2] for found, _ in states.most_common(number)]
    countries = (*dict.fromkeys([*codes, "RU", "SY", _NOWHERE]),)
    few = tuple(known[:number])
    return {**_TEXTS, Kind.COUNTRY: countries, Kind.AGENT: few, Kind.SOURCE: (*few, *_KINDS)}


def _given(parameters: Sequence[Parameter], values: Mapping[Kind, Sequence[str]]) -> Iterator[dict[str, str]]:
    columns = [
        [(one.name, value) for value in (*values[one.kind], *((OPEN,) if one.default == OPEN else ()))]
        for one in parameters
    ]
    return (dict(row) for row in itertools.product(*columns))


def _row(asked: str, rows: Iterable[str]) -> dict[str, object]:
    found = sorted(rows)
    return {"asked": asked, "rows": len(found), "hash": digest(*found), "first": [row[:200] for row in found[:3]]}


def _told(reply: service.Reply) -> Iterator[str]:
    answer = reply.result.answer if reply.result else None
    yield from map(repr, answer.rows) if isinstance(answer, Table) else [repr(answer)]
    yield from (repr(found) for found in (*reply.explanations, *reply.notes, reply.corpus))


def asked(store: Store, number: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every shipped question with every combination of values: a text of both, the name, the values."""
    values = _values(store, number)
    for question in service.list_questions():
        for given in _given(question.parameters, values):
            yield f"{question.name} {json.dumps(given)}", question.name, given


def answers(store: Store, number: int) -> Iterator[dict[str, object]]:
    """A row for each question asked."""
    for text, name, given in asked(store, number):
        try:
            yield _row(text, _told(service.query(store, name, given, _SLOW)))
        except KgError as error:
            yield _row(text, [repr(error)])
    for words in _WORDS:
        yield _row(words, _told(service.ask(store, words, _SLOW)))
    for kind in ("Claim", "Proposition"):
        found = store.select(f"SELECT ?x WHERE {{ ?x a kg:{kind} }}").rows
        for name in sorted((str(row[0]).removeprefix(DATA) for row in found), key=digest)[:_SHOWN]:
            yield _row(f"show {name}", [shown_text(service.show(store, name))])
    yield _row("graph page", [service.graph_page(store, "en")])
    yield _row("review", map(repr, review_tasks(store, load_registry(), everything=True)))


def seconds(store: Store, number: int) -> Iterator[tuple[float, int, str]]:
    """How long each shipped question takes to answer, of its values the slowest, and its rows."""
    slowest: dict[str, tuple[float, int, str]] = {}
    for text, name, given in asked(store, number):
        started = time.process_time()
        answer = queries.run(store, name, given, _SLOW).answer
        spent = time.process_time() - started
        rows = len(answer.rows) if isinstance(answer, Table) else 0
        slowest[name] = max(slowest.get(name, (0.0, 0, "")), (spent, rows, text))
    yield from sorted(slowest.values(), reverse=True)


def _compare(old: Path, new: Path) -> int:
    before, after = ({row["asked"]: row for row in map(json.loads, path.open(encoding="utf-8"))} for path in (old, new))
    differ = 0
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name), after.get(name)
        if one is None or other is None or one["hash"] != other["hash"]:
            differ += 1
            print(f"{name}: {one and one['rows']} rows, then {other and other['rows']}")
    print(f"{len(before)} asked, {differ} answered otherwise")
    return differ


def main() -> int:
    """Dump, compare, or time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("dump", "compare", "time"))
    parser.add_argument("first", type=Path, help="the store, or the older dump")
    parser.add_argument("second", type=Path, nargs="?", help="where the dump is written, or the newer dump")
    parser.add_argument("--values", type=int, default=4, help="sources and states of each question")
    args = parser.parse_args()
    if args.command == "compare":
        return int(_compare(args.first, args.second) > 0)
    with open_store(args.first, read_only=True) as kept:
        store = shipped(kept)
        if args.command == "time":
            for spent, rows, text in seconds(store, args.values):
                print(f"{spent:7.2f} s {rows:8,} rows  {text}", flush=True)
            return 0
        with args.second.open("w", encoding="utf-8") as out:
            for row in answers(store, args.values):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
