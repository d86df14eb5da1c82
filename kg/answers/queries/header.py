"""The head of a query file: comment lines before the query that say what it answers.

    # title@en: What rests only on sources of a country
    # ask@fr: Quelles affirmations ne reposent que sur une source {country} ? | variant = origin
    # param country: country = RU -- the state that the sources were linked to
    # show: says who text claim

``ask`` is an example of how it is asked in plain words, with slots for parameters, and behind ``|`` the values that
its words imply: ``kg.answers.ask`` must read each as this question (``tests/answers/ask``).
``param`` gives a type, a default (``*``: left open) and a remark; without a default a value must be given. ``show``
lists the columns for the terminal. A parameter ``when: period`` is bound three times: ``?when``
in EDTF, ``?when_first`` and ``?when_last`` as days. Lines that begin with ``##`` are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.languages.profile import LABEL_LANGUAGE
from kg.model.errors import QueryError

OPEN = "*"  # the default of a parameter that may stay unbound
_NAME = r"[a-z][a-z0-9_]*"
_LINE = re.compile(
    rf"# (?:(?P<key>title|ask)@(?P<language>[a-z]{{2}})|(?P<word>show)|param (?P<name>{_NAME})): *(?P<rest>.+)"
)
_PARAMETER = re.compile(r"(?P<kind>[a-z]+)(?: = (?P<default>\S.*))?")
_SLOT = re.compile(r"\{([^{}]*)\}")


class Kind(StrEnum):
    """What a parameter's value is."""

    COUNTRY = "country"
    AGENT = "agent"
    SOURCE = "source"  # an agent, or a kind of agents
    PLACE = "place"
    PERIOD = "period"
    TEXT = "text"
    VARIANT = "variant"
    VERDICT = "verdict"
    SURENESS = "sureness"  # a verdict that is not no
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A column of the query that a value can be given for."""

    name: str
    kind: Kind
    default: str | None = None
    text: str = ""

    @property
    def required(self) -> bool:
        """Whether there is no answer without a value."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Ask:
    """A plain-words form of the question. ``fixed`` are the (parameter, value) pairs that its words imply."""

    language: str
    words: str
    fixed: tuple[tuple[str, str], ...] = ()

    @property
    def slots(self) -> tuple[str, ...]:
        """The parameters that stand in the words."""
        return tuple(_SLOT.findall(self.words))


@dataclass(frozen=True, slots=True)
class Question:
    """A query and what its header says. ``name`` is the file's, without its ending; ``shown`` may be empty: all."""

    name: str
    text: str
    titles: tuple[tuple[str, str], ...] = ()  # (language, title)
    asks: tuple[Ask, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    shown: tuple[str, ...] = ()

    def title(self, language: str = LABEL_LANGUAGE) -> str:
        """The title in a language, else the first there is, else the name."""
        found = dict(self.titles)
        return found.get(language) or next(iter(found.values()), self.name)

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of a name."""
        return next((found for found in self.parameters if found.name == name), None)


def parse(name: str, text: str) -> Question:
    """The question of a file.

    Args:
        name: the file's name without its ending.
        text: the whole file.

    Raises:
        QueryError: a line of the header that cannot be read, or that contradicts another.
    """
    titles: dict[str, str] = {}
    asks: list[Ask] = []
    parameters: list[Parameter] = []
    shown: tuple[str, ...] = ()
    for number, line in _lines(text):
        found = _LINE.fullmatch(line)
        if not found:
            raise _wrong(
                name, number, line, "# title@en:, # ask@fr:, # param name: or # show:", "Begin remarks with ##."
            )
        rest = found["rest"].strip()
        if found["key"] == "title":
            titles[found["language"]] = rest
        elif found["key"] == "ask":
            asks.append(_ask(name, number, found["language"], rest))
        elif found["name"]:
            parameters.append(_parameter(name, number, found["name"], rest))
        else:
            shown = tuple(rest.split())
    question = Question(name, text, tuple(titles.items()), tuple(asks), tuple(parameters), shown)
    _check(question)
    return question


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            return
        if not line.startswith("##"):
            yield number, line.rstrip()


def _wrong(name: str, number: int, value: str, expected: str, fix: str) -> QueryError:
    return QueryError(f"{name}, line {number}: {value[:80]}", expected, fix)


def _ask(name: str, number: int, language: str, rest: str) -> Ask:
    words, _, implied = rest.partition(" | ")
    fixed = tuple(tuple(part.strip() for part in pair.split("=", 1)) for pair in implied.split(",") if pair.strip())
    if not all(len(pair) == 2 and all(pair) for pair in fixed):
        raise _wrong(name, number, implied, "name = value behind the |", "Write variant = closed.")
    return Ask(language, words.strip(), tuple((pair[0], pair[1]) for pair in fixed))


def _parameter(name: str, number: int, parameter: str, rest: str) -> Parameter:
    typed, _, remark = rest.partition(" -- ")
    found = _PARAMETER.fullmatch(typed.strip())
    if not found or found["kind"] not in list(Kind):
        expected = f"a type ({', '.join(Kind)}), = a default, -- a remark"
        raise _wrong(name, number, rest, expected, "Write country = RU -- whose.")
    return Parameter(parameter, Kind(found["kind"]), found["default"], remark.strip())


def _check(question: Question) -> None:
    """What the lines say together: each name once, slots and implied values of parameters, nothing needed left out."""
    names = [parameter.name for parameter in question.parameters]
    if len(set(names)) < len(names):
        raise QueryError(f"{question.name}: {', '.join(names)}", "each parameter once", "Take one of the two out.")
    needed = {parameter.name for parameter in question.parameters if parameter.required}
    for ask in question.asks:
        given = [*ask.slots, *(name for name, _ in ask.fixed)]
        if len(set(given)) < len(given) or not needed <= set(given) <= set(names):
            expected = f"slots for its parameters only, {', '.join(sorted(needed)) or 'none'} among them"
            raise QueryError(f"{question.name}: {ask.words}", expected, "Mend the slots in { }.")
