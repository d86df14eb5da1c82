"""What answers of a person are worth: a simulated reviewer answers from the labels, and verdicts are counted again.

``python -m bench.review events EVENT… [--out CURVE.svg]``: folders of labelled events. True *yes* found and wrong
*yes* left after so many answers, with questions by value and in a random order of the same questions. Questions are put
in rounds of five, as ``kg review`` does: what was answered is applied, and the rest is valued anew.
``python -m bench.review speakers ROUND --texts FOLDER``: speakers that are right after so many answers.
"""

from __future__ import annotations

import argparse
import datetime
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import rounds
from bench.event_propositions import predict, spans
from bench.gold import score as scorer
from bench.review_curve import svg
from bench.sets import read
from kg import readers
from kg.answers.claim_rows import row as claim_row
from kg.graph.rdf import article_quads, iris, registry_quads
from kg.graph.rdf.from_quads import articles
from kg.graph.store import Store, open_store
from kg.model import SourceKind
from kg.model.errors import KgError
from kg.model.vocab import REGISTRY_GRAPH
from kg.pipeline import extraction, ingest
from kg.propositions.decisions import Decision, DecisionKind
from kg.propositions.verdicts.rules import Variant
from kg.review import Decider, DecisionLog, ReviewTask, TaskKind, apply, review_tasks
from kg.sources import load_resources
from kg.sources.registry import Registry

Row = dict[str, Any]
Points = list[tuple[int, Counter[str]]]  # answers so far, and the verdicts then
AFTER = (0, 10, 25, 50)
SPEAKERS_AFTER = (0, 25, 50, 100)
ROUND = 5  # answers after which they are applied
_LEAST = 0.5  # share of the shorter one's words that a label has in common with a claim
_SHOWN = 3  # claims of a proposition that a person is shown
_STATE = ("organ", "controlled", "captured")
_SPEAKERS = (TaskKind.SPEAKER, TaskKind.HOP, TaskKind.AGENT)
VALUE, RANDOM = "by value", "at random"


@dataclass(slots=True)
class Labels:
    """The labels of an event or a round: sentences with who speaks, agents, verdicts."""

    agents: dict[str, Row]
    rows: dict[str, list[Row]]
    verdicts: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> Labels:
        """The labels of a folder; parts of a sentence are rows of their own."""
        name = "claims.jsonl" if (folder / "claims.jsonl").exists() else "labels.jsonl"
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in read(folder / name):
            rows[row["article"]].append(row)
            for part in row.get("parts") or []:
                start, end = (part["start"], part["end"]) if "start" in part else part["content"]
                rows[row["article"]].append({**part, "start": start, "end": end, "part": True})
        agents = {row["id"]: row for row in read(folder / "agents.jsonl")}
        verdicts = folder / "verdicts.jsonl"
        return cls(agents, rows, read(verdicts) if verdicts.exists() else [])

    @property
    def countries(self) -> list[str]:
        """The states whose verdicts are labelled."""
        return sorted({key for row in self.verdicts for key in row if len(key) == 2})

    def row(self, where: Row) -> Row | None:
        """The label with most words in common with a claim, as ``spans`` has it."""

        def shared(row: Row) -> int:
            return int(min(row["end"], where["end"]) - max(row["start"], where["start"]))

        def of_both(row: Row) -> float:
            return shared(row) / (max(row["end"], where["end"]) - min(row["start"], where["start"]))

        best = max(self.rows.get(where["article"], ()), key=of_both, default=None)
        if best is None:
            return None
        shorter = min(best["end"] - best["start"], where["end"] - where["start"])
        return best if shared(best) >= _LEAST * shorter else None

    def names(self, agent: str) -> list[str]:
        """What an agent is called."""
        found = self.agents.get(agent, {})
        return [found.get("label") or agent, *(found.get("aliases") or [])]


@dataclass(slots=True)
class Reviewer:
    """Somebody who has read the labels, and answers what the program asks by them; what they do not tell is skipped."""

    labels: Labels
    decider: Decider
    where: dict[str, Row]  # of each claim
    means: dict[tuple[str, str], str]  # whom a name means in an article, by what most of its sentences are labelled as

    @classmethod
    def of(cls, labels: Labels, store: Store, registry: Registry) -> Reviewer:
        """A reviewer of a store as it is now."""

        def now() -> str:
            return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

        decider = Decider(store, registry, "bench", now)
        where = dict(spans(articles(store.quads())))
        decider.prepare(where)
        said: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for iri, place in where.items():
            if (row := labels.row(place)) is not None:
                said[(place["article"], decider.speaker_of(iri))][(row["chain"] or [""])[0]] += 1
        return cls(labels, decider, where, {name: found.most_common(1)[0][0] for name, found in said.items()})

    def answer(self, task: ReviewTask) -> Decision | None:
        """The decision; None where the labels leave it as it is."""
        try:
            if task.kind is TaskKind.AGENT:
                return self._agent(task)
            if task.kind in (TaskKind.HOP, TaskKind.SPEAKER):
                return self._speaker(task)
            return None if task.kind is TaskKind.CONTRADICTION else self._alike(task)
        except KgError:
            return None  # what a person at the terminal would be told, and pass over

    def _says(self, iri: str) -> set[tuple[str, str]]:
        row = self.labels.row(self.where[iri]) if iri in self.where else None
        return {(one["id"], one.get("stance", "expresses")) for one in (row or {}).get("propositions") or []}

    def _alike(self, task: ReviewTask) -> Decision:
        others = task.against or tuple(self.decider.members(task.right or ""))
        others = tuple(iri for iri in others if iri != task.left)
        shown = others if task.against else others[:_SHOWN]
        same = [iri for iri in shown if self._says(iri) & self._says(task.left)]
        if same:
            return self.decider.pair(DecisionKind.SAME, task.left, same[0], "")
        return self.decider.pair(DecisionKind.DIFFERENT, task.left, task.right or "", "", others)

    def _origin(self, task: ReviewTask) -> str | None:
        """Who says it by the labels: an id, nothing for the outlet itself; None where no label is there."""
        row = self.labels.row(self.where[task.left])
        at = int(task.hop.rpartition("/")[2]) if task.hop else 0
        if row is None or (at and at >= len(row["chain"])):
            return None
        return row["chain"][at] if row["chain"] else ""

    def _speaker(self, task: ReviewTask) -> Decision | None:
        origin = self._origin(task)
        if origin is None:
            return None
        nameless = task.kind is TaskKind.HOP
        if origin.startswith("?"):
            return None if nameless else self.decider.speaker(task.left, "unknown", "")
        if not origin:
            return self.decider.speaker(task.left, "outlet", "")
        value = self._value(task.left, origin)
        return (
            self.decider.hop_is(task.hop or "", value, "") if nameless else self.decider.speaker(task.left, value, "")
        )

    def _value(self, claim: str, agent: str) -> str:
        """An agent as a person would type it."""
        known = {scorer.bag(name) for name in self.labels.names(agent)}
        named = [one for one in self.decider.sources(claim) if one.kind is SourceKind.NAMED]
        article = self.where[claim]["article"]
        by_name = [one for one in named if scorer.bag(one.label) in known]
        by_use = [one for one in named if one.id is None and self.means.get((article, one.label)) == agent]
        for source in (*by_name, *by_use):
            return source.id or source.label
        for name in self.labels.names(agent):
            for language in ("en", "fr", "ru"):
                if found := self.decider.registry.by_alias(name, language, any_case=True):
                    return found.id
        return f"new: {self.labels.names(agent)[0]}"

    def _agent(self, task: ReviewTask) -> Decision | None:
        origin = self._origin(task)
        if not origin or origin.startswith("?") or origin not in self.labels.agents:
            return None
        value = self._value(task.left, origin)
        if self.decider.registry.get(value) is not None:
            return self.decider.merge(task.left, value, "", task.agents)
        agent = self.labels.agents[origin]
        of_state = agent.get("link") in _STATE and agent.get("country")
        return self.decider.state(task.left, agent["country"] if of_state else "none", "", task.agents)


# --- Verdicts of an event ---


def verdict_counts(labels: Labels, rows: Sequence[Row]) -> Counter[str]:
    """True *yes* of the labels, those found, and wrong ones.

    A labelled proposition is compared with the predicted one that has most of its claims, of several with as many with
    the one of its first claim.
    """
    where = [row for row in rows if "start" in row]
    said = {(row["proposition"], row["country"]): row for row in rows if "country" in row}
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for article, golds in labels.rows.items():
        own = [row for row in where if row["article"] == article]
        for gold in golds:
            for proposition in sorted({row["proposition"] for row in _aligned(gold, own)}):
                homes.update(
                    {one["id"]: homes[one["id"]] + Counter([proposition]) for one in gold.get("propositions") or []}
                )
    count = Counter[str]()
    for verdict in labels.verdicts:
        found = homes[verdict["proposition"]]
        best = found.most_common(1)[0][0] if found else None
        for country in labels.countries:
            for variant in Variant:
                wanted = (verdict.get(country) or {}).get(variant.value)
                got = said.get((best, country), {}).get(variant.value)
                if wanted is not None:
                    count["yes"] += wanted == "yes"
                    count["found"] += wanted == got == "yes"
                    count["wrong"] += got == "yes" != wanted
    return count


def _aligned(gold: Row, own: Sequence[Row]) -> list[Row]:
    """The predicted rows of a labelled sentence: those with at least half of the words in common, and most."""
    shares = []
    for row in own:
        inside = min(gold["end"], row["end"]) - max(gold["start"], row["start"])
        share = inside / (max(gold["end"], row["end"]) - min(gold["start"], row["start"]))
        within = gold.get("part") and row["start"] <= gold["start"] and gold["end"] <= row["end"]
        if share >= 0.5 or within:
            shares.append((share if share >= 0.5 else 0.0, row))
    best = max((share for share, _ in shares), default=0.0)
    return [row for share, row in shares if share == best]


def curve(folder: Path, order: str, seed: int) -> Iterator[tuple[int, Counter[str], Counter[str]]]:
    """The verdicts of an event after each number of answers in ``AFTER``, and the kinds of questions so far.

    By value what is left is valued anew after every round; at random the questions of the beginning are put.
    """
    labels, resources = Labels.of(folder), load_resources()
    with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "store") as store:
        for failure in ingest.add(store, [str(folder / "articles.csv")], readers.Given()).failures:
            raise failure.error
        journal = DecisionLog.open(Path(place) / "decisions.ttl", store)
        kinds, seen = Counter[str](), set[str]()
        tasks = _shuffled(review_tasks(store, resources.registry, labels.countries), seed)
        yield 0, verdict_counts(labels, list(predict(store, labels.countries))), kinds
        for goal in AFTER[1:]:
            while len(seen) < goal:
                if order == VALUE:
                    tasks = review_tasks(store, resources.registry, labels.countries)
                left = [task for task in tasks if task.id not in seen][: ROUND if order == VALUE else goal - len(seen)]
                if not left:
                    break
                _answer(left, Reviewer.of(labels, store, resources.registry), journal)
                apply(store, journal)
                seen.update(task.id for task in left)
                kinds.update(task.kind.value for task in left)
            yield goal, verdict_counts(labels, list(predict(store, labels.countries))), kinds


def _shuffled(tasks: Sequence[ReviewTask], seed: int) -> list[ReviewTask]:
    return random.Random(seed).sample(tasks, len(tasks))  # noqa: S311 - an order that can be repeated


def _answer(tasks: Iterable[ReviewTask], reviewer: Reviewer, journal: DecisionLog) -> None:
    journal.add(decision for task in tasks if (decision := reviewer.answer(task)) is not None)


def at(points: Points, answers: int) -> Counter[str]:
    """The verdicts after so many answers: those of the last round that was applied by then."""
    return [count for number, count in points if number <= answers][-1]


# --- Speakers of a round ---


def speakers(folder: Path, texts: list[Path], order: str, seed: int) -> Iterator[tuple[int, float, float]]:
    """Speakers right, and right where somebody speaks, in percent, after so many answers."""
    labels, resources = Labels.of(folder), load_resources()
    with open_store(None) as store:
        store.replace(REGISTRY_GRAPH, list(registry_quads(resources.registry)))
        for _, article in rounds.articles(folder, texts):
            whole = extraction.complete(article, resources.registry)
            claims = extraction.claims(whole, resources)
            store.replace(iris.article_graph(whole.id), article_quads(whole, claims, ingest.this_run()))
        ingest.rebuild(store, resources=resources)
        with tempfile.TemporaryDirectory() as place:
            journal, seen = DecisionLog.open(Path(place) / "decisions.ttl", store), set[str]()
            for goal in SPEAKERS_AFTER:
                asked = review_tasks(store, resources.registry, everything=True)
                tasks = [task for task in asked if task.kind in _SPEAKERS and task.id not in seen]
                tasks = (tasks if order == VALUE else _shuffled(tasks, seed))[: goal - len(seen)]
                if tasks:
                    _answer(tasks, Reviewer.of(labels, store, resources.registry), journal)
                    apply(store, journal)
                    seen.update(task.id for task in tasks)
                rows = [
                    rounds.with_wire(claim_row(article, claim))
                    for article, claims in articles(store.quads())
                    for claim in claims
                ]
                counts, _ = scorer.score([folder], rows, rounds.aliases([folder]))
                rates = scorer.rates(counts["all"])
                yield len(seen), rates["origin"] or 0.0, rates["where somebody speaks"] or 0.0


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("events")
    one.add_argument("events", type=Path, nargs="+")
    one.add_argument("--seeds", type=int, default=3)
    one.add_argument("--out", type=Path, help="where the curve is drawn")
    two = commands.add_parser("speakers")
    two.add_argument("round", type=Path)
    two.add_argument("--texts", type=Path, action="append", default=[])
    two.add_argument("--seeds", type=int, default=2)
    wanted = parser.parse_args()
    if wanted.command == "events":
        _events(wanted.events, wanted.seeds, wanted.out)
    else:
        for order, seed in ((VALUE, 0), *((RANDOM, seed) for seed in range(wanted.seeds))):
            for answers, right, spoken in speakers(wanted.round, wanted.texts, order, seed):
                print(f"{order} {seed}: {answers} answers, speakers right {right} %, of those who speak {spoken} %")


def _events(events: Sequence[Path], seeds: int, out: Path | None) -> None:
    runs: dict[str, list[Points]] = {VALUE: [], RANDOM: []}
    for event in events:
        for order, seed in ((VALUE, 0), *((RANDOM, seed) for seed in range(seeds))):
            points, asked = [], Counter[str]()
            for answers, count, kinds in curve(event, order, seed):
                points.append((answers, count))
                asked = kinds
            runs[order].append(points)
            cells = " · ".join(f"{a}: {at(points, a)['found']} found, {at(points, a)['wrong']} wrong" for a in AFTER)
            said = ", ".join(f"{number} {kind}" for kind, number in asked.most_common())
            print(f"{event.name} {order} {seed} (of {points[0][1]['yes']}): {cells} · {said}", flush=True)
    lines: dict[str, list[tuple[int, float, float]]] = {}
    for order, several in runs.items():
        share = len(several) / len(events)
        for a in AFTER:
            total = sum((at(points, a) for points in several), Counter[str]())
            percent, wrong = 100 * total["found"] / max(total["yes"], 1), total["wrong"] / share
            lines.setdefault(order, []).append((a, percent, wrong))
            of = f"{percent:.0f} % of {total['yes'] / share:.0f}"
            print(f"all, {order}, {a} answers: {of} found, {wrong:.1f} wrong")
    if out is not None:
        out.write_text(svg(lines), "utf-8")


if __name__ == "__main__":
    main()
