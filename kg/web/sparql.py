"""The endpoint: SPARQL 1.1 Protocol (W3C, 21 March 2013), the query operation alone, and its service description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import parse_qsl

from rdflib import BNode, Graph, Namespace, URIRef
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.graph.store.oxigraph import Dataset
from kg.model.errors import QueryError
from kg.model.vocab import RDF
from kg.web.accept import preferred
from kg.web.graphs import GRAPH_TYPES

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
_LONGEST = 400_000  # bytes of a request's body
# The first is what a client gets that does not care.
RESULT_TYPES: Mapping[str, str] = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/json": "application/sparql-results+json",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
_FIELDS = ("query", "default-graph-uri", "named-graph-uri")
_NAMED_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks. ``query`` is None where it asks nothing: for the service description, or the page."""

    query: str | None
    dataset: Dataset
    base: str
    accept: str

    def media_type(self, form: str) -> str:
        """What to answer a form of query in.

        Raises:
            HTTPException: 406, where the client takes none of what there is.
        """
        offered = tuple(RESULT_TYPES if form in ("SELECT", "ASK") else GRAPH_TYPES)
        found = preferred(self.accept, offered)
        if found is None:
            raise HTTPException(406, f"one of {', '.join(offered)} in Accept")
        return RESULT_TYPES.get(found, found)


async def operation(request: Request) -> Operation:
    """What a request asks (sections 2.1.1 to 2.1.3).

    Raises:
        QueryError: it asks no query, or several.
        HTTPException: its body is of another type, is too long, or is no UTF-8.
    """
    given = [(name, value) for name, value in request.query_params.multi_items() if name in _FIELDS]
    if request.method == "POST":
        given += await _body(request)
    queries = [value for name, value in given if name == "query"]
    if len(queries) > 1 or (not queries and request.method == "POST"):
        _refuse(f"{len(queries)} queries", "one query in the address or the body")
    dataset = Dataset(
        tuple(value for name, value in given if name == "default-graph-uri"),
        tuple(value for name, value in given if name == "named-graph-uri"),
    )
    base = str(request.url.replace(query="", fragment=""))
    return Operation(queries[0] if queries else None, dataset, base, request.headers.get("accept") or "*/*")


def _refuse(value: str, expected: str) -> NoReturn:
    raise QueryError(value, expected, "See the SPARQL 1.1 Protocol, section 2.1.")


async def _body(request: Request) -> list[tuple[str, str]]:
    """The fields of a form, or the query that the body is."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in ("application/sparql-query", "application/x-www-form-urlencoded"):
        raise HTTPException(415, "application/sparql-query or application/x-www-form-urlencoded as its media type")
    charset = parameters.lower().partition("charset=")[2].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise HTTPException(415, "UTF-8")
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > _LONGEST:
            raise HTTPException(413, f"a query of at most {_LONGEST} bytes")
    try:
        text = data.decode("utf-8")
        if kind == "application/sparql-query":
            return [("query", text)]
        fields = parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise HTTPException(400, "UTF-8") from error
    return [(name, value) for name, value in fields if name in _FIELDS]


def description(endpoint: str) -> Graph:
    """What the endpoint can do (W3C SPARQL 1.1 Service Description)."""
    graph, service, dataset, default = Graph(bind_namespaces="none"), URIRef(endpoint), BNode(), BNode()
    graph.bind("sd", SD)
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, service))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    graph.add((service, SD.feature, SD.UnionDefaultGraph))
    for name in _NAMED_FORMATS:
        graph.add((service, SD.resultFormat, FORMATS[name]))
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    return graph
