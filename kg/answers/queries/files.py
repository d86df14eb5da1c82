"""Where questions lie: those that come with the program, and files of the user's own."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Mapping
from pathlib import Path

from kg.answers.queries.header import Question, parse
from kg.languages.profile import optional_data, supported
from kg.model import package_data
from kg.model.errors import QueryError, UnknownQuery
from kg.model.whole_file import read_named

_ENDING = ".rq"


@functools.cache
def questions(folder: Path | None = None) -> tuple[Question, ...]:
    """The questions of a folder, sorted by name; without a folder, those that come with the program.

    Raises:
        QueryError: there is no such folder, or a header in it cannot be read.
    """
    home = folder or package_data.path("queries")
    if not home.is_dir():
        raise QueryError(home, f"a folder of {_ENDING} files", "Name another folder.")
    spoken = _spoken() if folder is None else {}
    return tuple(read(path, spoken.get(path.stem, "")) for path in sorted(home.glob(f"*{_ENDING}")))


def _spoken() -> Mapping[str, str]:
    """How languages put the questions that come with the program, by ``[asks]`` of their ``questions.toml``.

    They are lines of the header, as those in the query's own file.
    """
    lines: dict[str, str] = {}
    for code in supported():
        for name, forms in optional_data(code, "questions").get("asks", {}).items():
            lines[name] = lines.get(name, "") + "".join(f"# ask@{code}: {form}\n" for form in forms)
    return lines


def read(path: Path, header: str = "") -> Question:
    """The question of one file; ``header`` are lines that go before its own.

    Raises:
        QueryError: the file cannot be read, is no UTF-8, or its header is wrong.
    """
    try:
        text = read_named(path).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(path, "a query in a text file in UTF-8", "Check the path and the encoding.") from error
    return parse(path.stem, header + text.removeprefix("\ufeff"))


def find(name: str, known: tuple[Question, ...] | None = None) -> Question:
    """The question of a name, or of a file where the name is the path of one.

    Args:
        name: "rests-only-on", or "mine/other.rq".
        known: where to look for names; the questions that come with the program where None.

    Raises:
        UnknownQuery: there is none.
        QueryError: the file cannot be read.
    """
    listed = questions() if known is None else known
    found = next((question for question in listed if question.name == name), None)
    if found:
        return found
    if name.endswith(_ENDING) and Path(name).is_file():
        return read(Path(name))
    names = [question.name for question in listed]
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.4) or names
    raise UnknownQuery(
        name, f"a question such as {', '.join(near)}, or a {_ENDING} file", "See them all: kg query --list."
    )
