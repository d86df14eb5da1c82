"""One question put to a store: values checked and bound, the answer with what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Literal, URIRef

from kg.answers.queries.files import find, read
from kg.answers.queries.header import OPEN, Kind, Parameter, Question
from kg.answers.queries.parameters import ends, resolve
from kg.graph.store import TIMEOUT, Answer, SparqlService, Table
from kg.model.errors import BadParameter
from kg.sources import load_registry
from kg.sources.registry import Registry

_COUNT = """SELECT (COUNT(?article) AS ?articles) (COUNT(?claim) AS ?claims)
WHERE { { ?article a schema:NewsArticle } UNION { ?claim a kg:Claim } }"""


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """What a parameter stood for: the words given or the default, and the term; None where it was left open."""

    name: str
    words: str
    term: URIRef | Literal | None


@dataclass(frozen=True, slots=True)
class Result:
    """An answer, with the question and the values it was asked with."""

    question: Question
    values: tuple[ParameterValue, ...]
    answer: Answer

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that a person is shown: those of the header, else all that were not given."""
        if not isinstance(self.answer, Table):
            return ()
        given = {value.name for value in self.values if value.term is not None}
        names = self.question.shown or tuple(name for name in self.answer.columns if name not in given)
        return tuple(name for name in names if name in self.answer.columns)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Over how much a question was asked."""

    articles: int
    claims: int


def run(
    store: SparqlService,
    question: Question | Path | str,
    given: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
    registry: Registry | None = None,
) -> Result:
    """Put a question to a store.

    Args:
        store: where the claims are.
        question: a question, the name of one, or the file of one.
        given: values of parameters by name, as a person types them.
        timeout: seconds until it is given up.
        registry: where names of sources are looked up; the one that comes with the program where None.

    Raises:
        UnknownQuery: no such question.
        BadParameter: a parameter that the question has not, or needs, or a value it does not understand.
        QueryTimeout: the time is up.
        QueryError: the query is none that may run.
    """
    asked = read(question) if isinstance(question, Path) else find(question) if isinstance(question, str) else question
    values = tuple(_values(asked, given or {}, registry))
    bindings = {value.name: value.term for value in values if value.term is not None}
    for parameter in asked.parameters:
        if parameter.kind is Kind.PERIOD and parameter.name in bindings:
            bindings |= ends(parameter.name, str(bindings[parameter.name]))
    return Result(asked, values, store.query(asked.text, bindings, timeout))


def _values(question: Question, given: Mapping[str, str], registry: Registry | None) -> Iterator[ParameterValue]:
    names = [parameter.name for parameter in question.parameters]
    for name in given:
        if name not in names:
            known = ", ".join(names) or "none"
            raise BadParameter(name, f"a parameter of {question.name} ({known})", "Leave it out or mend its name.")
    needs_names = any(parameter.kind in (Kind.AGENT, Kind.SOURCE) for parameter in question.parameters)
    table = registry or (load_registry() if needs_names else Registry(()))
    for parameter in question.parameters:
        yield _value(question, parameter, given.get(parameter.name, parameter.default), table)


def _value(question: Question, parameter: Parameter, words: str | None, registry: Registry) -> ParameterValue:
    if words is None:
        expected = f"a value ({parameter.kind}: {parameter.text or parameter.name})"
        raise BadParameter(parameter.name, expected, f"Add --param {parameter.name}=… to {question.name}.")
    if words == OPEN and parameter.default == OPEN:
        return ParameterValue(parameter.name, words, None)
    return ParameterValue(parameter.name, words, resolve(parameter, words, registry))


def corpus(store: SparqlService, timeout: float = TIMEOUT) -> Corpus:
    """How many articles and claims a store holds."""
    articles, claims = store.select(_COUNT, timeout=timeout).rows[0]
    return Corpus(int(str(articles)), int(str(claims)))
