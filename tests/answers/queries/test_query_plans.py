"""Queries are written so that Oxigraph's greedy optimizer cannot evaluate a search once for each claim of a store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.answers import queries
from kg.model.vocab import PREFIXES


def nodes(value: object) -> Iterator[CompValue]:
    if isinstance(value, CompValue):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from nodes(inner)


def is_repeated(operand: CompValue) -> bool:
    """Whether a part of a join is one that the optimizer may run anew for each row of the other part, from its start.

    Oxigraph joins by a loop whatever is no sub-select; an OPTIONAL, and a group with a FILTER of its own, is planned
    before it is known which variables the loop binds (``sparopt``, ``is_fit_for_for_loop_join``).
    """
    if operand.name == "Union":
        return is_repeated(operand.p1) or is_repeated(operand.p2)
    return operand.name in ("LeftJoin", "Filter")


def faults(text: str) -> list[str]:
    joins = [node for node in nodes(translateQuery(parseQuery(text), initNs=PREFIXES).algebra) if node.name == "Join"]
    return [operand.name for join in joins for operand in (join.p1, join.p2) if is_repeated(operand)]


@pytest.mark.parametrize("question", queries.questions(), ids=lambda question: question.name)
def test_what_narrows_stands_in_a_sub_select_and_what_may_lack_comes_last(question):
    assert not faults(question.text), "Put the search into a sub-select, and OPTIONAL at the end of its group."


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s kg:a ?o OPTIONAL { ?s kg:b ?x } { ?s a kg:Claim } UNION { ?c kg:part ?s } }",
        "SELECT * { { ?s rdfs:label ?l FILTER(CONTAINS(?l, 'x')) } UNION { ?s a kg:Claim } ?s kg:article ?a }",
    ],
)
def test_the_two_slow_shapes_are_seen(text):
    assert faults(text)
