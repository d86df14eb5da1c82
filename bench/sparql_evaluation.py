"""The W3C's evaluation tests of SPARQL 1.1 through ``/sparql``, beside the engine by itself: are the figures the same?

``python -m bench.sparql_evaluation FOLDER``, FOLDER the suite's ``data-sparql11``. The data of a test become named
graphs of one store, and the dataset of each query is named by the parameters of the protocol. Left out are the folders
of entailment (the engine has none) and of SERVICE (queries that reach the network are refused). Numbers are compared by
their values: the engine keeps no others.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import httpx
import pyoxigraph as ox

from kg.graph.store import open_store
from kg.graph.store.terms import from_ox
from tests.support.web_server import served

_FOLDERS = (
    "aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping", "json-res",
    "negation", "project-expression", "property-path", "subquery",
)  # fmt: skip
_BASE = "http://example.org/w3c/"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_READ: dict[str, Callable[[str], object]] = {
    "decimal": lambda text: Decimal(text).normalize(),
    "double": float,
    "float": float,
    "integer": int,
    "boolean": lambda text: text in ("true", "1"),
}
_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_FORMATS = {
    ".srx": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    ".srj": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    ".tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A test: its folder, name, query, the graphs of its dataset, and the file of what is right."""

    folder: str
    name: str
    query: str
    base: str
    default: tuple[str, ...]
    graphs: tuple[str, ...]
    result: Path


def main(suite: Path) -> None:
    """Run all of them, and write a table."""
    cases = [case for folder in _FOLDERS for case in _cases(suite, folder)]
    right: Counter[tuple[str, str]] = Counter()
    differing = []
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "store"
        _fill(store, suite, cases)
        with served(store) as (address, _), httpx.Client(base_url=address, timeout=60) as client:
            for case in cases:
                engine, endpoint = _by_engine(case, suite), _by_endpoint(case, client)
                right[case.folder, "engine"] += engine
                right[case.folder, "endpoint"] += endpoint
                if engine != endpoint:
                    differing.append(f"{case.folder}/{case.name}: engine {engine}, endpoint {endpoint}")
    numbers = Counter(case.folder for case in cases)
    lines = ["| folder | tests | engine | `/sparql` |", "|---|---|---|---|"]
    lines += [f"| {one} | {numbers[one]} | {right[one, 'engine']} | {right[one, 'endpoint']} |" for one in _FOLDERS]
    sums = [sum(right[one, who] for one in _FOLDERS) for who in ("engine", "endpoint")]
    lines.append(f"| all | {len(cases)} | {sums[0]} | {sums[1]} |")
    sys.stdout.write("\n".join([*lines, "", *differing]) + "\n")


def _cases(suite: Path, folder: str) -> Iterator[Case]:
    base = f"{_BASE}{folder}/"
    manifest = ox.Store()
    manifest.load(path=suite / folder / "manifest.ttl", base_iri=base)

    def of(node: object, name: str) -> list[str]:
        return [quad.object.value for quad in manifest.quads_for_pattern(node, ox.NamedNode(name), None)]  # type: ignore[arg-type]

    for kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
        for quad in manifest.quads_for_pattern(None, _TYPE, ox.NamedNode(_MF + kind)):
            ((action,), (result,)) = (
                [each.object for each in manifest.quads_for_pattern(quad.subject, ox.NamedNode(_MF + name), None)]
                for name in ("action", "result")
            )
            (query,) = of(action, f"{_QT}query")
            yield Case(
                folder,
                of(quad.subject, f"{_MF}name")[0],
                (suite / query.removeprefix(_BASE)).read_text(encoding="utf-8"),
                query,
                tuple(of(action, f"{_QT}data")),
                tuple(of(action, f"{_QT}graphData")),
                suite / result.value.removeprefix(_BASE),
            )


def _fill(store: Path, suite: Path, cases: list[Case]) -> None:
    """Every file of data as the graph of its name."""
    with open_store(store) as found:
        for name in sorted({graph for case in cases for graph in (*case.default, *case.graphs)}):
            quads = ox.parse(path=suite / name.removeprefix(_BASE), base_iri=name)
            graph = from_ox(ox.NamedNode(name))
            found.change(graph, None, [f"{quad.triple} <{name}> .\n" for quad in quads])  # type: ignore[arg-type]


def _by_engine(case: Case, suite: Path) -> bool:
    store = ox.Store()
    for name in case.default:
        store.load(path=suite / name.removeprefix(_BASE), base_iri=name)
    for name in case.graphs:
        store.load(path=suite / name.removeprefix(_BASE), base_iri=name, to_graph=ox.NamedNode(name))
    try:
        found = store.query(case.query, base_iri=case.base)
        if isinstance(found, ox.QueryTriples):
            return _graph(found) == _graph(ox.parse(path=case.result, base_iri=case.base))
        if case.result.suffix == ".csv":
            return _lines(found.serialize(format=ox.QueryResultsFormat.CSV)) == _lines(case.result.read_bytes())  # type: ignore[union-attr]
        return _rows(found) == _expected(case)
    except (SyntaxError, ValueError, RuntimeError):
        return False


def _by_endpoint(case: Case, client: httpx.Client) -> bool:
    suffix = case.result.suffix
    accept = "text/csv" if suffix == ".csv" else _FORMATS.get(suffix, _FORMATS[".srx"])[0]
    given = [("query", f"BASE <{case.base}>\n{case.query}")]
    if not re.search(r"\bFROM\b", case.query):  # else it names its dataset itself
        nothing = () if case.graphs else ("urn:nothing",)  # without a dataset it is the whole store
        given += [("default-graph-uri", name) for name in case.default or nothing]
        given += [("named-graph-uri", name) for name in case.graphs]
    answer = client.post("/sparql", data=dict(_several(given)), headers={"accept": f"{accept}, text/turtle;q=0.5"})
    if answer.status_code != 200:
        return False
    try:
        if answer.headers["content-type"].startswith("text/turtle"):
            found = ox.parse(answer.content, format=ox.RdfFormat.TURTLE)
            return _graph(found) == _graph(ox.parse(path=case.result, base_iri=case.base))
        if suffix == ".csv":
            return _lines(answer.content) == _lines(case.result.read_bytes())
        shape = _FORMATS.get(suffix, _FORMATS[".srx"])[1]
        return _rows(ox.parse_query_results(answer.content, format=shape)) == _expected(case)
    except (SyntaxError, ValueError):
        return False


def _several(given: list[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    for name in dict.fromkeys(name for name, _ in given):
        yield name, [value for other, value in given if other == name]


def _expected(case: Case) -> object:
    if case.result.suffix in (".ttl", ".rdf"):
        return _of_result_set(ox.Dataset(ox.parse(path=case.result, base_iri=case.base)))
    return _rows(ox.parse_query_results(path=case.result, format=_FORMATS[case.result.suffix][1]))


def _of_result_set(found: ox.Dataset) -> object:
    """A result in the vocabulary of result sets, which some tests are written in."""
    truth = [quad.object.value for quad in found if quad.predicate.value == f"{_RS}boolean"]
    if truth:
        return truth[0] == "true"
    told = {(quad.subject, quad.predicate.value.removeprefix(_RS)): quad.object for quad in found}
    rows = ox.Dataset()
    for quad in found:
        if quad.predicate.value == f"{_RS}binding":
            name = told[quad.object, "variable"].value  # type: ignore[index]
            rows.add(ox.Quad(quad.subject, ox.NamedNode(f"var:{name}"), _by_value(told[quad.object, "value"])))  # type: ignore[index]
    return _canonical(rows)


def _rows(found: object) -> object:
    """Solutions whose order and blank nodes do not matter; or yes or no."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    rows = ox.Dataset()
    for number, row in enumerate(found):
        for name, value in zip(names, row, strict=True):
            if value is not None:
                rows.add(ox.Quad(ox.BlankNode(f"row{number}"), ox.NamedNode(f"var:{name}"), _by_value(value)))
    return _canonical(rows)


def _graph(found: Iterator[ox.Triple] | Iterator[ox.Quad]) -> object:
    return _canonical(ox.Dataset(ox.Quad(*tuple(each)[:3]) for each in found))


def _by_value(term: _Term) -> _Term:
    """A number in one of the ways to write it."""
    read = _READ.get(term.datatype.value.removeprefix(_XSD)) if isinstance(term, ox.Literal) else None
    if read is None or not isinstance(term, ox.Literal):
        return term
    try:
        return ox.Literal(str(read(term.value)), datatype=term.datatype)
    except (ArithmeticError, ValueError):
        return term


def _canonical(rows: ox.Dataset) -> frozenset[str]:
    rows.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, rows))


def _lines(content: bytes) -> list[list[tuple[str, str]]]:
    """The rows of a CSV file, rows and columns in one order, numbers by their values, blank nodes alike."""

    def cell(text: str) -> str:
        if text.startswith("_:"):
            return "_:"
        return str(float(text)) if re.fullmatch(r"-?[0-9.]+(e[0-9.]+)?", text, re.IGNORECASE) else text

    head, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    return sorted(sorted(zip(head, map(cell, row), strict=True)) for row in rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
