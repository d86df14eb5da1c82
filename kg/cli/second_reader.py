"""Options of a language model as the second reader, and ``kg model``: what it answered, to and from other machines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.answers.harmless import clean
from kg.cli.options import STORE, StoreOption, complain

if TYPE_CHECKING:
    from kg.pipeline.second_reading import SecondReader

Url = Annotated[
    str | None,
    typer.Option(
        "--model", envvar="KG_MODEL_URL", metavar="URL", help="A server of the OpenAI protocol: a model reads too."
    ),
]
Name = Annotated[
    str | None, typer.Option("--model-name", envvar="KG_MODEL_NAME", metavar="NAME", help="The model's name there.")
]
AskOption = Annotated[str, typer.Option("--ask", metavar="WHAT", help="What the model is asked about: doubt or all.")]
BudgetOption = Annotated[
    list[str] | None,
    typer.Option("--budget", metavar="AMOUNT", help="At most: 200 questions, 50k tokens, 10 minutes. May be repeated."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Send to a server that is not on this machine without asking.")]
AnswersOption = Annotated[
    Path | None,
    typer.Option("--answers", envvar="KG_ANSWERS", help="File of the model's answers; else beside the store."),
]

app = typer.Typer(
    help="What a language model answered: to and from other machines. Example: kg model export answers.jsonl",
    no_args_is_help=True,
)


def answers_file(given: Path | None, store: str, wanted: bool) -> Path | None:
    """Where the answers of models stand: the file that is named, or ``answers.sqlite`` beside the store's folder.

    None where the store is no folder and no model is ``wanted``.

    Raises:
        ConfigError: the store is no folder, no file is named, and a model is wanted.
    """
    from kg.claims.second_reader.answer_file import NAME
    from kg.graph.store import folder_of
    from kg.model.errors import ConfigError

    folder = folder_of(store)
    if given is None and folder is None:
        if not wanted:
            return None
        raise ConfigError(store, "a file of answers, since nothing stands beside this store", "Name it: --answers.")
    return given or (folder or Path()).parent / NAME


@contextmanager
def second_reader(
    url: str | None, name: str | None, ask: str, budget: list[str] | None, yes: bool, path: Path | None
) -> Iterator[SecondReader | None]:
    """The second reader: a model's server where one is named; else what the file has of those that were asked before.

    Raises:
        ConfigError: an option that cannot be.
    """
    from kg.claims.second_reader.answer_file import open_answers
    from kg.claims.second_reader.budget import Budget
    from kg.claims.second_reader.chat_client import ChatClient
    from kg.claims.second_reader.records import Ask
    from kg.model.errors import ConfigError
    from kg.pipeline.second_reading import SecondReader

    if ask not in set(Ask):
        raise ConfigError(f"--ask {ask!r}", " or ".join(Ask), "doubt asks about what the rules leave open.")
    limits = Budget.of(budget or ())
    client = ChatClient(url, name or "") if url else None
    if path is None or (client is None and not path.exists()):
        yield None
        return
    with open_answers(path) as answers:
        yield SecondReader(answers, name or "", Ask(ask), client, limits, lambda words: yes or _agreed(words), _say)


def told(reader: SecondReader | None) -> bool:
    """Say what a model was asked and what came of it; whether its server failed."""
    if reader is None or reader.client is None:
        return False
    print(reader.summary(), file=sys.stderr)
    if reader.outcome.error is not None:
        complain(
            f"{reader.outcome.error} {reader.outcome.left} questions are left: the same command goes on with them."
        )
    return reader.outcome.error is not None


def _say(words: str) -> None:
    print(clean(words), file=sys.stderr)


def _agreed(words: str) -> bool:
    if not sys.stdin.isatty():
        complain(f"{words}. Nothing was sent: say --yes.")
        return False
    return typer.confirm(f"{words}. Send it?", err=True)


def _kept_in(given: Path | None, store: str) -> Path:
    path = answers_file(given, store, wanted=True)
    assert path is not None  # noqa: S101 - it is wanted
    return path


@app.command("export")
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; else standard output.")] = None,
    store: StoreOption = STORE,
    answers: AnswersOption = None,
) -> None:
    """Write all answers as JSON lines: another machine builds the same graph from them, with no model.

    Example: kg model export answers.jsonl
    """
    from kg.claims.second_reader.answer_file import open_answers
    from kg.model.whole_file import write_whole

    with open_answers(_kept_in(answers, store)) as opened:
        lines = [f"{line}\n" for line in opened.lines()]
    if file is None:
        sys.stdout.writelines(lines)
        return
    write_whole(file, lines)


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(help="What kg model export wrote.")],
    store: StoreOption = STORE,
    answers: AnswersOption = None,
) -> None:
    """Take in answers from another machine; kg add then reads articles with them.

    Example: kg model import answers.jsonl && kg add seeds
    """
    from kg.claims.second_reader.answer_file import open_answers
    from kg.model.errors import InputError
    from kg.model.whole_file import read_named

    try:
        lines = read_named(file).decode("utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise InputError(file, "a file of JSON lines", str(error)) from error
    with open_answers(_kept_in(answers, store)) as opened:
        print(f"{opened.load(filter(str.strip, lines), str(file))} answers taken in")
