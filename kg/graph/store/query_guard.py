"""Which queries may run: one read-only question, no SERVICE, and bindings that every store treats alike.

Three walls, each enough alone: the words of the query are looked through here, rdflib's parse of it likewise, and
the child process that runs it can open no socket (``kg.graph.store.query_process``). To read a query may take as long
as to answer it, so that is done in a fork, within the same time.
"""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from rdflib import Literal, URIRef, Variable
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query

from kg.graph.rdf.nquads import term
from kg.graph.store.base import Bindings
from kg.graph.store.fork import check_time, in_fork
from kg.graph.store.query_process import ANSWER
from kg.model.errors import BadParameter, InputError, QueryError
from kg.model.vocab import PREFIXES

_LONGEST = 100_000  # characters
_FORMS = {"SelectQuery": "SELECT", "ConstructQuery": "CONSTRUCT", "AskQuery": "ASK", "DescribeQuery": "DESCRIBE"}
_FORBIDDEN = re.compile("SERVICE|LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH|USING", re.IGNORECASE)
# SPARQL 1.1 tokens that may hold a forbidden word without meaning it (section 19.8), variables, bare words, brackets.
TOKEN = re.compile(
    r"""
    (?P<skip> <[^<>"{}|^`\\\x00-\x20]*> | \#[^\r\n]*
      | \"\"\"(?:(?:\"|\"\")?(?:[^\"\\]|\\.))*\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
      | @[A-Za-z]+(?:-[A-Za-z0-9]+)* | [\w.-]{0,200}:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[^\s\w])* )
    | [?$](?P<variable> \w+ ) | (?P<word> [A-Za-z_]\w* ) | (?P<mark> [{}()*] )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A query that may run.

    Attributes:
        form: SELECT, CONSTRUCT, ASK or DESCRIBE.
        columns: SELECT's variables; of ``SELECT *`` all, sorted.
        bindable: The variables that a term may be given for.
        seconds: How long it may take from here on.
        dataset: Whether it names the graphs that it asks (FROM).
    """

    form: str
    columns: tuple[str, ...]
    bindable: frozenset[str]
    seconds: float = 0.0
    dataset: bool = False


def check(text: str, bindings: Bindings, timeout: float, *, dataset: bool = False) -> Plan:
    """Let a query pass or say why not.

    Args:
        text: the query.
        bindings: terms for variables.
        timeout: seconds for all of it.
        dataset: whether it may name graphs (FROM); in a store that would fetch them from the web it must not.

    Raises:
        QueryError: it cannot be read, or would write, or would reach for another place.
        BadParameter: a binding that is no term, or for a variable that is no column; a time that is none.
        QueryTimeout: the time is up.
    """
    check_time(timeout)
    if len(text) > _LONGEST:
        raise QueryError(f"{len(text)} characters", f"a query of at most {_LONGEST}", "Shorten the query.")
    until = time.monotonic() + timeout
    plan = _plan(text, timeout)
    if plan.dataset and not dataset:
        raise _not_allowed("FROM")
    _check_bindings(bindings, plan)
    return replace(plan, seconds=max(until - time.monotonic(), 0.001))


def too_large() -> QueryError:
    """What to say of an answer that is too large."""
    return QueryError(f"more than {ANSWER >> 20} MB", "an answer of that size at most", "Ask for less, or add a LIMIT.")


@functools.lru_cache(maxsize=64)
def _plan(text: str, seconds: float) -> Plan:
    return in_fork(lambda: _read(text), seconds, seconds)


def _read(text: str) -> Plan:
    _check_words(text)
    parsed, star = _parse(text)
    form = _FORMS[parsed.algebra.name]
    if any(node.name == "ServiceGraphPattern" for node in _nodes(parsed.algebra)):
        raise _not_allowed("SERVICE")
    dataset = bool(parsed.algebra.datasetClause)
    columns = tuple(str(variable) for variable in parsed.algebra.get("PV") or ())
    if form != "SELECT":
        template = parsed.algebra.template or () if form == "CONSTRUCT" else ()
        named = {str(node) for triple in template for node in triple if isinstance(node, Variable)}
        return Plan(form, (), frozenset(named), dataset=dataset)
    return Plan(form, tuple(sorted(columns)) if star else columns, frozenset(columns), dataset=dataset)


def _check_words(text: str) -> None:
    if "\x00" in text or re.search(r"[\ud800-\udfff]", text):
        raise QueryError(ascii(text[:60]), "a query in plain Unicode text", "Take out the control character.")
    for match in TOKEN.finditer(text):
        if match["word"] and _FORBIDDEN.fullmatch(match["word"]):
            raise _not_allowed(match["word"])


def _not_allowed(word: str) -> QueryError:
    return QueryError(word, "a query that only reads this store", "Use SELECT, ASK, CONSTRUCT or DESCRIBE without it.")


def _parse(text: str) -> tuple[Query, bool]:
    """The query, and whether it asks for ``*``."""
    try:
        parsed = parseQuery(text)
        return translateQuery(parsed, initNs=PREFIXES), "projection" not in parsed[1]
    except RecursionError as error:
        raise QueryError(text[:60], "a query that is nested less deeply", "Simplify the query.") from error
    except Exception as error:  # rdflib raises a dozen types for a query it cannot read
        reason = " ".join(str(error).split())[:200]
        raise QueryError(reason, "a SPARQL 1.1 query", "Check the syntax and the prefixes.") from error


def _nodes(value: Any) -> Iterator[CompValue]:  # noqa: ANN401 - rdflib's algebra is untyped
    """Every node of the algebra, each reached without recursion."""
    todo = [value]
    while todo:
        node = todo.pop()
        if isinstance(node, CompValue):
            yield node
            todo.extend(node.values())
        elif isinstance(node, (list, tuple, set)):
            todo.extend(node)


def _check_bindings(bindings: Bindings, plan: Plan) -> None:
    """Stores agree only on variables that the answer shows: Oxigraph refuses others, rdflib lets them pass."""
    for name, value in bindings.items():
        if name not in plan.bindable:
            columns = ", ".join(sorted(plan.bindable)) or "none"
            raise BadParameter(name, f"a variable the query returns ({columns})", "Add it to the SELECT clause.")
        if not isinstance(value, (URIRef, Literal)):
            raise BadParameter(repr(value), f"an IRI or a literal for {name}", "Give a term.")
        try:
            term(value)
        except InputError as error:
            raise BadParameter(error.value, error.expected, f"Mend the value of {name}.") from error
