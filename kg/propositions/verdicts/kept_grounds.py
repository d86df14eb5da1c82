"""The chains that verdicts look at, kept with each proposition: whoever asks about parties of his own judges by them.

Of most parties (the media of a state, several states together) no verdict is kept. To put all chains together again
from their hops would take seconds; here a chain as it stood at its article's date is one literal, which many
propositions name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rdflib import URIRef

from kg.graph.rdf import literals
from kg.graph.rdf.nquads import Triple
from kg.graph.store import Store
from kg.model import AgentType, Link, SourceKind
from kg.model.ids import digest
from kg.model.vocab import DATA, DERIVED_GRAPH, KG
from kg.propositions.verdicts.rules import DatedAgent, Grounds, Path

_FORMS = f"{DATA}chain/"
_DIGITS = 16  # of the hash that names a chain


def triples(proposition: URIRef, found: Grounds) -> Iterator[Triple]:
    """The chains of a proposition, those that count before a bar; nothing where none counts.

    Example: ``… kg:grounds "6f0c… 6f0c… | a01b…"``, and of each chain what it is, ``kg:chainForm``.
    """
    if not found.counted:
        return
    names = []
    for chains in (found.counted, found.perhaps):
        forms = [_form(path) for _, path in chains]
        names.append(" ".join(map(_name, forms)))
        for form in sorted(set(forms)):
            yield URIRef(_FORMS + _name(form)), KG.chainForm, literals.text(form)
    yield proposition, KG.grounds, literals.text(" | ".join(names).strip())


def read(store: Store) -> Iterator[tuple[str, Grounds]]:
    """Each proposition that a claim supports, with its chains, in order; claims are not told."""
    paths = {
        str(chain).removeprefix(_FORMS): ("", _path(json.loads(str(form))))
        for chain, _, form, _ in store.quads(DERIVED_GRAPH, KG.chainForm)
    }
    for proposition, said in sorted((str(quad[0]), str(quad[2])) for quad in store.quads(DERIVED_GRAPH, KG.grounds)):
        counted, _, perhaps = said.partition("|")
        yield (
            proposition,
            Grounds(
                tuple(paths[name] for name in counted.split()),
                tuple(paths[name] for name in perhaps.split()),
            ),
        )


def _name(form: str) -> str:
    return digest(form)[:_DIGITS]


def _form(path: Path) -> str:
    hops = [
        (hop.agent, hop.label, hop.kind, hop.country, hop.link, hop.bodies, sorted(hop.types), hop.doubted)
        for hop in path.hops
    ]
    return json.dumps([path.own_voice + 2 * path.supposed, *hops], ensure_ascii=False)


def _path(form: Sequence[Any]) -> Path:
    told, *hops = form
    return Path(tuple(map(_hop, hops)), bool(told & 1), supposed=bool(told & 2))


def _hop(said: Sequence[Any]) -> DatedAgent:
    agent, label, kind, country, link, bodies, types, doubted = said
    return DatedAgent(
        agent, label, SourceKind(kind), country, Link(link), tuple(bodies), frozenset(map(AgentType, types)), doubted
    )
