"""The graph for tools that draw and measure networks (Gephi, yEd, igraph): GEXF and GraphML by networkx.

Nodes are articles, claims with their parts, agents and propositions. Edges: a claim is ``in`` an article, each hop's
agent ``says``, ``relays`` or ``publishes`` a claim, and a claim ``expresses``, ``denies`` or ``perhaps`` says a
proposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count as count_up
from typing import TYPE_CHECKING, TypeAlias

from kg.answers.exports.records import Assertion, StoreRecords, assertions
from kg.graph.rdf import iris
from kg.model import Agent, Article, Role, Stance
from kg.model.vocab import DATA
from kg.propositions.verdicts.independence import count

if TYPE_CHECKING:
    import networkx as nx

    Network: TypeAlias = "nx.MultiDiGraph[str]"

# XML 1.0, production 2: what may stand in a document at all, escaped or not.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_DEEDS = {Role.ORIGIN: "says", Role.RELAY: "relays", Role.OUTLET: "publishes"}
Value: TypeAlias = "str | int | float | bool | None"


def gexf(records: StoreRecords) -> Iterator[str]:
    """GEXF 1.2, without the day it was written: the same store gives the same text."""
    import networkx as nx

    yield from (f"{_TODAY.sub('', text)}\n" for text in nx.generate_gexf(network(records), version="1.2draft"))


def graphml(records: StoreRecords) -> Iterator[str]:
    """GraphML 1.0."""
    import networkx as nx

    yield from (f"{text}\n" for text in nx.generate_graphml(network(records)))


def network(records: StoreRecords) -> Network:
    """The network of a whole store; held in memory, as those formats ask for."""
    import networkx as nx

    found: Network = nx.MultiDiGraph()
    numbers = count_up()  # names of edges: to ask networkx how many it has takes as long as there are nodes
    for article, claims in records.articles():
        _add_article(found, article)
        for one in assertions(claims):
            _add_assertion(found, numbers, article, one)
    for case in records.cases():
        counts = count(case.claims, case.plan)
        about = {"claims": counts.claims, "origins": counts.origins, "independent": counts.groups}
        _add(found, case.proposition, "proposition", records.labels.get(case.proposition), **about)
        for member in case.claims:
            stance = "perhaps" if member.perhaps else "denies" if member.stance is Stance.DENIES else "expresses"
            _join(found, numbers, member.claim, case.proposition, stance)
    return found


def _add_article(found: Network, article: Article) -> None:
    label = article.title.value or article.id
    about = {"outlet": article.outlet.value, "date": article.date.value, "url": article.url.value}
    _add(found, iris.article(article.id), "article", label, **about)


def _add_assertion(found: Network, numbers: Iterator[int], article: Article, one: Assertion) -> None:
    about = {"language": one.claim.language, "quote": one.quote.value, "commitment": one.commitment.value}
    _add(found, one.iri, "part" if one.is_part else "claim", one.text(article), date=article.date.value, **about)
    _join(found, numbers, one.iri, one.whole if one.is_part else iris.article(article.id), "in")
    for index, chain in enumerate(one.chains):
        for place, hop in enumerate(chain.hops):
            agent = iris.agent(hop.agent, article.id)
            _add_agent(found, agent, hop.agent)
            deed = "says" if place == 0 else _DEEDS[hop.role]
            _join(
                found, numbers, agent, one.iri, deed, chain=index, place=place, rule=hop.rule, confidence=hop.confidence
            )


def _add_agent(found: Network, iri: str, agent: Agent) -> None:
    held = agent.affiliation_on(None)
    about = {"named": agent.kind.value, "type": agent.type.value if agent.type else None}
    _add(found, iri, "agent", agent.label, **about, country=held.country, link=held.link.value)


def _add(found: Network, iri: str, kind: str, label: Value, **about: Value) -> None:
    found.add_node(_id(iri), kind=kind, **_clean({"label": label, **about}))


def _join(found: Network, numbers: Iterator[int], start: str, end: str, kind: str, **about: Value) -> None:
    found.add_edge(_id(start), _id(end), str(next(numbers)), kind=kind, **_clean(about))


def _id(iri: str) -> str:
    return str(iri).removeprefix(DATA)


def _clean(about: dict[str, Value]) -> dict[str, Value]:
    """What networkx writes and XML holds: no None, no character that XML refuses."""
    known = {name: value for name, value in about.items() if value is not None}
    return {name: _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value for name, value in known.items()}
