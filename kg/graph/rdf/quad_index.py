"""Nodes with what is said of them, out of the quads of a store in one pass, on plain dictionaries.

Only what records are made of is kept: less than half of an article's quads.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self, TypeVar

from rdflib import Literal, URIRef

from kg.graph.rdf.nquads import Quad
from kg.model.errors import StoreError
from kg.model.vocab import (
    COPIES_GRAPH,
    DCTERMS,
    DECISIONS_GRAPH,
    DERIVED_GRAPH,
    EXTRACTED_GRAPHS,
    KG,
    PROPOSITIONS_GRAPH,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SHARED_GRAPHS,
    SKOS,
    value_of,
)

_KEPT = (
    *(KG[f"{name}Known"] for name in ("title", "outlet", "language", "url", "date", "author", "forwarded")),
    *(KG[name] for name in ("text", "outletName", "article", "position", "kind", "quote", "commitment", "negated")),
    *(KG[name] for name in ("terms", "subject", "subjectMention", "entityMention", "denotes", "eventTime", "edtf")),
    *(KG[name] for name in ("quantity", "words", "hedge", "part", "attribution", "content", "hop", "role", "basis")),
    *(KG[name] for name in ("counted", "countedWords")),
    *(KG[name] for name in ("answer", "modelName", "questionHash", "answeredAt", "otherReading", "otherAttribution")),
    *(KG[name] for name in ("rule", "confidence", "mention", "cue", "sourceKind", "registered", "type", "office")),
    *(KG[name] for name in ("authorName", "forwardedFrom", "teaser", "dateLine", "mayBe")),
    *(KG[name] for name in ("domain", "handle", "affiliation", "link", "country")),
    *(SCHEMA[name] for name in ("identifier", "name", "inLanguage", "url", "datePublished", "mentions", "startDate")),
    *(SCHEMA[name] for name in ("gender", "endDate", "minValue", "maxValue", "unitText")),
    *(SKOS[name] for name in ("prefLabel", "altLabel", "exactMatch")),
    RDFS.label,
    PROV.agent,
    PROV.actedOnBehalfOf,
    DCTERMS.source,
)
PREDICATES = (*_KEPT, RDF.type)
_NAMES = {str(iri): iri.replace("#", "/").rpartition("/")[2] for iri in _KEPT} | {str(RDF.type): "class"}
_CLASSES = frozenset(map(str, (KG.Place, KG.Weapon, SCHEMA.Person, SCHEMA.Organization)))
_TAGGED = frozenset({"label", "altLabel"})
_MENTIONED = f"{SHARED_GRAPHS}mention/"

Kind = TypeVar("Kind", bound=StrEnum)
# By subject, names of properties and their values in turn: a pair each would take twice the memory.
Rows = dict[str, list[str]]


class Node:
    """What is said of one thing, by the local names of properties."""

    __slots__ = ("_values", "iri")

    def __init__(self, iri: str, row: Iterable[str] = ()) -> None:
        """``row`` holds names and values in turn; the name of a label ends in its language: ``label@fr``."""
        self.iri = iri
        self._values: dict[str, list[str]] = {}
        turns = iter(row)
        for name in turns:
            self._values.setdefault(name, []).append(next(turns))

    def __contains__(self, name: str) -> bool:
        """Whether a property has a value."""
        return name in self._values

    def all(self, name: str) -> list[str]:
        """The values of a property, sorted, each once."""
        return sorted(set(self._values.get(name, ())))

    def numbered(self, name: str) -> list[str]:
        """The values of a property that are IRIs ending in a number, in the order of these."""
        return sorted(set(self._values.get(name, ())), key=lambda iri: int(iri.rpartition("/")[2]))

    def tagged(self, name: str) -> tuple[tuple[str, str], ...]:
        """The values of a property, each behind its language, sorted."""
        keys = [(key.partition("@")[2], key) for key in self._values if key.partition("@")[0] == name]
        return tuple((language, value) for language, key in sorted(keys) for value in self.all(key))

    def one(self, name: str) -> str | None:
        """The value of a property, or None; the first by the alphabet where there are several."""
        return min(self._values.get(name, ()), default=None)

    def needed(self, name: str) -> str:
        """The value of a property.

        Raises:
            StoreError: there is none.
        """
        found = self.one(name)
        if found is None:
            raise StoreError(f"{self.iri}: nothing", f"the property {name}", "Run kg check; add the article again.")
        return found

    def number(self, name: str, otherwise: float) -> float:
        """The value of a property as a number."""
        found = self.one(name)
        return otherwise if found is None else float(found)

    def value(self, name: str, kind: type[Kind]) -> Kind:
        """The value of a property that is a concept.

        Raises:
            StoreError: there is none, or it is of another list.
        """
        iri = self.needed(name)
        try:
            return value_of(kind, iri)
        except ValueError as error:
            expected = f"a {kind.__name__}"
            raise StoreError(f"{self.iri}: {iri}", expected, "Run kg check; add the article again.") from error


class QuadIndex:
    """The nodes of a store.

    A node may be described in several graphs: that of an article or of the registry counts before a shared one, and
    this before the bare name that a mention brings.
    """

    def __init__(self) -> None:
        """Nothing yet."""
        self.articles: set[str] = set()
        self._assertions: dict[str, set[str]] = {}
        self._layers: tuple[Rows, Rows, Rows] = ({}, {}, {})

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Self:
        """The index of all quads of a store, in any order."""
        index = cls()
        homes: dict[str, Rows | None] = {}
        texts: dict[str, str] = {}  # one copy of each
        for subject, predicate, value, graph in quads:
            name = _NAMES.get(str(predicate))
            if name is None:
                continue
            home = str(graph)
            if home not in homes:
                homes[home] = index._rows(graph)
            rows = homes[home]
            if rows is not None:
                index._add(rows, texts, (str(subject), name, value))
        return index

    def _rows(self, graph: URIRef) -> Rows | None:
        """Where the quads of a graph go."""
        if graph in (PROPOSITIONS_GRAPH, COPIES_GRAPH, DECISIONS_GRAPH, DERIVED_GRAPH):
            return None
        if graph.startswith(EXTRACTED_GRAPHS):
            return None
        return self._layers[graph.startswith(SHARED_GRAPHS) + graph.startswith(_MENTIONED)]

    def _add(self, rows: Rows, texts: dict[str, str], edge: tuple[str, str, URIRef | Literal]) -> None:
        subject, name, value = edge
        words = str(value)
        if name == "class" and words not in _CLASSES:
            return
        if name in _TAGGED and isinstance(value, Literal) and value.language:
            name = texts.setdefault(f"{name}@{value.language}", f"{name}@{value.language}")
        subject, words = texts.setdefault(subject, subject), texts.setdefault(words, words)
        rows.setdefault(subject, []).extend((name, words))
        if name == "article":
            self._assertions.setdefault(words, set()).add(subject)
        elif name == "text":
            self.articles.add(subject)

    def agents(self) -> list[str]:
        """The IRIs of all agents, sorted."""
        return sorted({iri for rows in self._layers for iri, row in rows.items() if "registered" in row[::2]})

    def node(self, iri: str) -> Node:
        """A node; one of which nothing is said has no values."""
        return Node(iri, next((rows[iri] for rows in self._layers if iri in rows), ()))

    def claims(self, article: str) -> list[Node]:
        """The claims of an article, in the order of its text."""
        found = [self.node(iri) for iri in self._assertions.get(article, ())]
        return sorted((node for node in found if "position" in node), key=lambda node: int(node.needed("position")))
