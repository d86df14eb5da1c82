"""Decisions as triples, and as Turtle that a person can read; ``reading`` is the inverse."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rdflib import Literal, URIRef

from kg.graph.rdf import literals
from kg.graph.rdf.nquads import Triple, term
from kg.model.ids import hashed_name
from kg.model.vocab import DATA, KG, ONTOLOGY, PREFIXES, PROV, RDF, RDFS, SCHEMA, XSD, concept
from kg.propositions.decisions.records import Decision, SourceName, Target

FORMAT = 1  # of the file; raised when an older program would misread it
LOG, VERSION = f"{DATA}decisions", str(SCHEMA.version)
_HEAD = """# What people have decided: one entry after another, the later one wins. Entries are only ever added, never
# changed or taken out: to take one back, add an undo (kg review undo ID).
"""
_PREFIXES = {"kg": ONTOLOGY, "prov": str(PROV), "rdf": str(RDF), "rdfs": str(RDFS), "schema": str(SCHEMA)}
_PREFIXES |= {"xsd": PREFIXES["xsd"]}


def iri(of: str) -> URIRef:
    """A decision, by its id."""
    return URIRef(f"{DATA}decision/{of}")


def decision_triples(entry: Decision) -> Iterator[Triple]:
    """One entry and all that hangs on it."""
    of, who = iri(entry.id), URIRef(f"{DATA}reviewer/{hashed_name(entry.who)}")
    yield of, RDF.type, KG.Decision
    yield of, KG.decisionKind, KG[entry.kind.value]
    yield of, KG.number, literals.integer(entry.number)
    yield of, PROV.wasAttributedTo, who
    yield of, PROV.generatedAtTime, _moment(entry.when)
    if entry.why:
        yield of, KG.why, literals.text(entry.why)
    if entry.voice is not None:
        yield of, KG.voice, KG[entry.voice.value]
    if entry.words is not None:
        yield of, KG.subjectWords, literals.text(entry.words)
    if entry.country is not None:
        yield of, KG.stateBehind, literals.text(entry.country)
    if entry.revokes is not None:
        yield of, KG.revokes, iri(entry.revokes)
    for earlier in entry.revises:
        yield of, PROV.wasRevisionOf, iri(earlier)
    for index, target in enumerate(entry.targets):
        yield from _target_triples(target, of, URIRef(f"{of}/target/{index}"))
    for index, source in enumerate(entry.sources):
        yield from _source_triples(source, of, URIRef(f"{of}/named-source/{index}"))
    yield who, RDF.type, PROV.Person
    yield who, RDFS.label, literals.text(entry.who)


def _moment(when: str) -> Literal:
    return Literal(when, datatype=XSD.dateTime, normalize=False)


def _target_triples(target: Target, of: URIRef, node: URIRef) -> Iterator[Triple]:
    yield of, KG.target, node
    yield node, RDF.type, KG.Target
    yield node, KG.inArticle, literals.text(target.article)
    yield node, KG.begin, literals.integer(target.span.start)
    yield node, KG.end, literals.integer(target.span.end)
    yield node, KG.sentence, literals.text(target.text)
    yield node, KG.sentenceSha256, literals.text(target.sha256)
    if target.part is not None:
        yield node, KG.partWords, literals.text(target.part)
    if target.hop is not None:
        yield node, KG.hopWords, literals.text(target.hop)


def _source_triples(source: SourceName, of: URIRef, node: URIRef) -> Iterator[Triple]:
    yield of, KG.namedSource, node
    yield node, RDF.type, KG.SourceName
    yield node, RDFS.label, literals.text(source.label)
    yield node, KG.sourceKind, concept(source.kind)
    if source.id is not None:
        yield node, SCHEMA.identifier, literals.text(source.id)
    if source.article is not None:
        yield node, KG.inArticle, literals.text(source.article)


def turtle(entry: Decision) -> str:
    """One entry as Turtle, to be added to a file that begins with ``head``."""
    blocks = []
    for subject, triples in groupby(decision_triples(entry), key=lambda triple: triple[0]):
        lines = [f"{_short(predicate)} {_short(value)}" for _, predicate, value in triples]
        blocks.append(f"{term(subject)} " + " ;\n    ".join(lines) + " .\n")
    return "\n" + "".join(blocks)


def head() -> str:
    """What a file of decisions begins with."""
    prefixes = "".join(f"@prefix {name}: <{base}> .\n" for name, base in _PREFIXES.items())
    return f"{_HEAD}{prefixes}\n<{LOG}> {_short(URIRef(VERSION))} {FORMAT} .\n"


def _short(node: URIRef | Literal) -> str:
    """A term as Turtle has it: a name of one of our vocabularies in short, anything else as in N-Quads."""
    if isinstance(node, URIRef):
        for name, base in _PREFIXES.items():
            if node.startswith(base) and node.removeprefix(base).replace("-", "").isalnum():
                return f"{name}:{node.removeprefix(base)}"
    if isinstance(node, Literal) and node.datatype == XSD.integer:
        return str(node)
    return term(node)
