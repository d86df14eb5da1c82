"""The command line. A command parses its words, calls one function, and prints what ``kg.cli.draw`` makes of it.

Imports stand inside the commands: ``kg --help`` must not wait for a language model, nor for RDF.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from kg import __version__
from kg.cli import articles, assistants, demo, graph, questions, review, second_reader, serve, sources, spark, streams
from kg.cli.options import complain
from kg.model.errors import KgError, OutputError

_NEW_OBJECTS = 50_000  # until garbage is looked for: what a command reads first stays, and looking takes a fifth of it
app = typer.Typer(
    help="Who asserted what, through whom, and what a statement rests on.",
    epilog="First steps: kg demo · kg add seeds · kg ask “quelles affirmations ne reposent que sur une source russe ?”",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    articles.add,
    articles.extract,
    questions.query,
    questions.ask,
    questions.show,
    graph.graph,
    graph.check,
    graph.export,
    assistants.mcp,
    serve.serve,
    spark.spark,
    demo.demo,
):
    app.command()(command)
app.add_typer(sources.app, name="sources")
app.add_typer(review.app, name="review")
app.add_typer(second_reader.app, name="model")


def main() -> None:
    """Run the command line; errors of use and of the system are one line on standard error and exit code 2."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads wait for one another by running in circles
    gc.set_threshold(_NEW_OBJECTS, 20, 50)
    try:
        streams.open_streams()
        try:
            app()
        finally:
            streams.flush()
    except (KgError, OSError) as error:
        if isinstance(error, OutputError):
            streams.give_up()
        complain(error)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit
