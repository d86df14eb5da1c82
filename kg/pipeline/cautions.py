"""What must be said beside an answer: decisions that the store does not follow yet, and what another program read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.graph.store import Store
from kg.model.errors import KgError
from kg.model.vocab import ARTICLE_GRAPHS, PROV, SCHEMA
from kg.pipeline.program import joining_program, reading_program
from kg.propositions.verdicts.materialize import is_current, worked_out_by


def cautions(store: Store, decisions: Path | None) -> Iterator[str]:
    """What an answer leaves out, and what to do about it, a sentence each.

    Args:
        store: the store that answers.
        decisions: the file of decisions on it, if there is one.
    """
    yield from _undecided(store, decisions) if decisions and decisions.exists() else ()
    yield from _others(store)


def _undecided(store: Store, path: Path) -> Iterator[str]:
    from kg.propositions.decisions import load, stored  # start-up time: most stores have none

    told: list[str] = []
    try:
        log = load(path, told.append)
    except KgError as error:
        yield f"{error} The answer is as the store has it."
        return
    yield from told
    held = stored(store)
    if log is None or log == held:
        return
    waiting = [entry for entry in log if entry not in held]
    gone = [entry for entry in held if entry not in log]
    if waiting:
        yield f"{len(waiting)} of {len(log)} decisions in {path} are not applied yet: run kg review apply."
    if gone:
        yield f"{len(gone)} decisions that the answer follows are not in {path}: kg review apply drops them."


def _others(store: Store) -> Iterator[str]:
    """Articles, or what is worked out of them, that another version of the program would make otherwise."""
    mine = reading_program()
    programs = {str(run): str(program) for run, _, program, _ in store.quads(predicate=SCHEMA.softwareVersion)}
    articles = [str(run) for _, _, run, graph in store.quads(predicate=PROV.wasGeneratedBy) if _is_article(graph)]
    others = [programs.get(run, "unknown") for run in articles if programs.get(run) != mine]
    if others:
        names = ", ".join(sorted(set(others)))
        yield f"{len(others)} of {len(articles)} articles were read by kg {names}, this is {mine}: add them again."
    if articles and is_current(store) and (found := worked_out_by(store)) != joining_program():
        yield (
            f"What rests on what was worked out by kg {found or 'of an earlier version'}, this is {joining_program()}: "
            "run kg review apply."
        )


def _is_article(graph: object) -> bool:
    return str(graph).startswith(ARTICLE_GRAPHS)
