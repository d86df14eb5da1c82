"""``kg review``: what is worth deciding, in the terminal or through a table; the list of decisions, and undo."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from kg.cli.options import PARTLY, STORE, DecisionsOption, StoreOption, complain, decisions_file

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.review import Decider, DecisionLog, ReviewTask
    from kg.sources.registry import Registry


class _ClaimOrCommand(typer.core.TyperGroup):
    """``kg review CLAIM``: whatever is no command is a claim or a proposition."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - of typer's own copy of click
        """The command of the words that are left."""
        return super().resolve_command(ctx, args if args[0] in self.commands else ["claim", *args])


app = typer.Typer(cls=_ClaimOrCommand, invoke_without_command=True)
Who = Annotated[str | None, typer.Option("--who", envvar="KG_REVIEWER", help="Who decides; else the user's name.")]
Countries = Annotated[
    list[str] | None, typer.Option("--country", help="A state (ISO code) whose verdicts count; can be repeated.")
]
Everything = Annotated[bool, typer.Option("--all", help="Also what bears on no verdict, contradictions first.")]
Table = Annotated[Path, typer.Argument(help="The table.", metavar="FILE.csv")]


def _decider(store: Store, who: str | None) -> Decider:
    from kg.propositions.decisions.signature import now, reviewer
    from kg.review import Decider
    from kg.sources import load_registry

    return Decider(store, load_registry(), reviewer(who), now)


@contextmanager
def _deciding(store: str, decisions: Path | None, who: str | None) -> Iterator[tuple[Store, Decider, DecisionLog]]:
    """A store that is open for writing, who decides, and the log of its decisions."""
    from kg.graph.store import open_store
    from kg.review import DecisionLog

    with open_store(store) as found:
        yield found, _decider(found, who), DecisionLog.open(decisions_file(decisions, store), found, complain)


def _applied(store: Store, journal: DecisionLog) -> None:
    """Apply what was decided, and tell what that changed."""
    from kg.cli.draw.decisions import change_lines
    from kg.review import apply

    for line in change_lines(apply(store, journal)):
        print(line)
    journal.changed = False


@app.callback()
def review(
    context: typer.Context,
    store: StoreOption = STORE,
    decisions: DecisionsOption = None,
    who: Who = None,
    country: Countries = None,
    everything: Everything = False,
) -> None:
    """Decide what the program leaves open, one key each, whatever changes most verdicts first.

    Verdicts follow after every few answers; it ends when no answer would change one. Examples: kg review --who Anna ·
    kg review --country RU · kg review 82534483/192-388 · kg review export open.csv · kg review import
    open.csv · kg review list
    """
    if context.invoked_subcommand is not None:
        return
    from kg.review import review_tasks

    _put(
        store,
        decisions,
        who,
        lambda found, registry: review_tasks(found, registry, country or (), everything=everything),
    )


def _put(
    store: str,
    decisions: Path | None,
    who: str | None,
    asked: Callable[[Store, Registry], list[ReviewTask]],
) -> None:
    """Put questions at the terminal, a few at a time, and apply what was decided."""
    from kg.answers.harmless import clean
    from kg.cli.review_session import Screen, in_rounds
    from kg.model.errors import BadParameter

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fix = "Use kg review export FILE.csv, fill it in, then kg review import FILE.csv."
        raise BadParameter("no terminal", "somebody at a terminal to press keys", fix)
    with _deciding(store, decisions, who) as (found, decider, journal):
        screen = Screen(typer.getchar, lambda text: input(clean(text)), lambda line: print(clean(line)))
        made = in_rounds(
            decider, journal, lambda: asked(found, decider.registry), screen, lambda: _applied(found, journal)
        )
        print(f"{len(made)} decisions kept in {journal.path}")
        if journal.changed:
            _applied(found, journal)


@app.command(name="claim")
def of_claim(
    name: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim or a proposition, as kg show names it.")],
    store: StoreOption = STORE,
    decisions: DecisionsOption = None,
    who: Who = None,
) -> None:
    """Decide what bears on one claim or one proposition; the word claim may be left out.

    A verdict of yes that looks wrong is questioned so: who says what it rests on, what is joined, who else says it.
    Examples: kg review 82534483/192-388 · kg review proposition/40a54923
    """
    from kg.review import tasks_about

    _put(store, decisions, who, lambda found, registry: tasks_about(found, registry, name))


@app.command()
def export(
    path: Table,
    store: StoreOption = STORE,
    who: Who = None,
    country: Countries = None,
    everything: Everything = False,
) -> None:
    """Write what is worth deciding as a table with empty columns for decision, value, who and why.

    Example: kg review export open.csv
    """
    from kg.graph.store import open_store
    from kg.model.whole_file import write_whole
    from kg.review import review_tasks, tasks_csv

    with open_store(store, read_only=True) as found:
        decider = _decider(found, who)
        text = tasks_csv(review_tasks(found, decider.registry, country or (), everything=everything), decider)
    write_whole(path, [text])
    print(path)


@app.command(name="import")
def bring_in(path: Table, store: StoreOption = STORE, decisions: DecisionsOption = None, who: Who = None) -> None:
    """Take the decisions of a filled-in table; rows that are none are named, the others go in.

    Decisions: same, different, contradiction, compatible, speaker, hop, subject, merge, state, reject;
    value: a source, words, or a country. Example: kg review import open.csv --who Anna
    """
    from kg.review import read_decisions, review_tasks

    with _deciding(store, decisions, who) as (found, decider, journal):
        made, refused = read_decisions(path, decider, lambda: review_tasks(found, decider.registry, everything=True))
        print(f"{len(journal.add(made))} decisions kept in {journal.path}")
        if journal.changed:
            _applied(found, journal)
    for row in refused:
        complain(f"{path}, line {row.line}: {row.error}")
    if refused:
        raise typer.Exit(PARTLY)


@app.command(name="apply")
def bring_up(store: StoreOption = STORE, decisions: DecisionsOption = None) -> None:
    """Make the store say what is decided and what this program makes of its claims, and tell what that changed.

    Example: kg review apply
    """
    from kg.graph.store import open_store
    from kg.review import DecisionLog

    with open_store(store) as found:
        _applied(found, DecisionLog.open(decisions_file(decisions, store), found, complain))


@app.command(name="list")
def show(store: StoreOption = STORE, decisions: DecisionsOption = None) -> None:
    """List the decisions: who, when, what, why, and whether each holds.

    Example: kg review list
    """
    from kg.cli.draw.decisions import decision_lines
    from kg.graph.store import open_store
    from kg.review import DecisionLog, not_applied

    with open_store(store, read_only=True) as found:
        journal = DecisionLog.open(decisions_file(decisions, store), found, complain)
        print("\n".join(decision_lines(journal.log, not_applied(found))))


@app.command()
def undo(
    name: Annotated[str, typer.Argument(metavar="ID", help="The decision, as kg review list names it.")],
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    store: StoreOption = STORE,
    decisions: DecisionsOption = None,
    who: Who = None,
) -> None:
    """Take a decision back: an entry that revokes it is added, nothing is deleted.

    Example: kg review undo 3f2a77b01c9d --why "same unit, other day"
    """
    with _deciding(store, decisions, who) as (found, decider, journal):
        journal.add([decider.undo(journal.entry(name), why)])
        _applied(found, journal)
