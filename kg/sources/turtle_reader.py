"""Reads files of the registry such as ``ontology/sources.ttl``, and refuses what breaks their rules, naming the row."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import pyoxigraph

from kg.languages.profile import LABEL_LANGUAGE, supported
from kg.model import Affiliation, Agent, AgentType, Gender, Link, ids
from kg.model.errors import RegistryError
from kg.model.vocab import DCTERMS, KG, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, WD, concept, value_of
from kg.sources.registry import Registry

Kind = TypeVar("Kind", bound=StrEnum)

_AGENT, _COUNTRY = PREFIXES["agent"], PREFIXES["country"]
_TYPED, _KIND, _LINK, _LAND = str(RDF.type), str(KG.type), str(KG.link), str(KG.country)
_PREFERRED, _LABEL, _ALIAS, _SAME = str(SKOS.prefLabel), str(RDFS.label), str(SKOS.altLabel), str(SKOS.exactMatch)
_OFFICE, _HANDLE, _DOMAIN, _BODY = str(KG.office), str(KG.handle), str(KG.domain), str(PROV.actedOnBehalfOf)
_AFFILIATION, _REVIEWED, _START, _END = (
    str(KG.affiliation),
    str(KG.reviewed),
    str(SCHEMA.startDate),
    str(SCHEMA.endDate),
)
_SOURCE, _GENDER = str(DCTERMS.source), str(SCHEMA.gender)
_IS_AGENT, _WIKIDATA = str(KG.Agent), str(WD)
_AGENT_TERMS = frozenset(
    (
        _TYPED,
        _KIND,
        _PREFERRED,
        _LABEL,
        _ALIAS,
        _SAME,
        _OFFICE,
        _GENDER,
        _HANDLE,
        _DOMAIN,
        _BODY,
        _AFFILIATION,
        _REVIEWED,
        _SOURCE,
    )
)
_AFFILIATION_TERMS = frozenset((_TYPED, _LAND, _LINK, _OFFICE, _START, _END))
# A file need not name the prefixes, so that a line can be pasted as it is; all on one line, for the numbers of lines.
_HEADER = " ".join((f"@base <{_AGENT}> .", *(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()), ""))
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_OF_A_STATE = (Link.ORGAN, Link.CONTROLLED, Link.CAPTURED, Link.FUNDED)


def read_registry(paths: Iterable[Path]) -> Registry:
    """The registry of some Turtle files, read as one.

    Raises:
        RegistryError: a file is no Turtle, or a row breaks a rule; the message names the row.
    """
    agents, unreviewed = read_agents(paths)
    return Registry(agents, unreviewed)


def read_agents(paths: Iterable[Path]) -> tuple[tuple[Agent, ...], frozenset[str]]:
    """The agents of some Turtle files, and the ids of those nobody has reviewed; names may still collide.

    Raises:
        RegistryError: as ``read_registry``.
    """
    rows: dict[str, _Subject] = {}
    for path in paths:
        _read(path, rows)
    agents = tuple(_agent(row, rows) for row in rows.values() if row.is_a(_IS_AGENT))
    _refuse_strays(rows, agents)
    return agents, frozenset(agent.id for agent in agents if not rows[_AGENT + agent.id].flag(_REVIEWED))


class _Subject:
    """What the file says of one subject, in the order of the file."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.name = iri.removeprefix(_AGENT)
        self.values: dict[str, list[pyoxigraph.Literal | pyoxigraph.NamedNode]] = defaultdict(list)

    def is_a(self, kind: str) -> bool:
        return any(value.value == kind for value in self.values.get(_TYPED, ()))

    def all(self, term: str) -> tuple[str, ...]:
        return tuple(value.value for value in self.values.get(term, ()))

    def one(self, term: str) -> str | None:
        """The only value of a term, or None."""
        found = self.all(term)
        if len(found) > 1:
            raise self.error(f"{_short(term)} {', '.join(found)}", "one value at most", "Keep the right one.")
        return found[0] if found else None

    def needed(self, term: str) -> str:
        found = self.one(term)
        if found is None:
            raise self.error(f"no {_short(term)}", "one value", "Add it.")
        return found

    def texts(self, term: str) -> tuple[tuple[str, str], ...]:
        """The values of a term, each behind its language."""
        found = tuple((getattr(value, "language", None) or "", value.value) for value in self.values.get(term, ()))
        for language, text in found:
            if language not in supported() or not text.strip():
                raise self.error(
                    f"{_short(term)} {text!r}@{language}", f"words in one of {supported()}", 'Write "name"@en.'
                )
        return found

    def enum(self, term: str, kind: type[Kind]) -> Kind:
        iri = self.needed(term)
        try:
            return value_of(kind, iri)
        except ValueError as error:
            known = ", ".join(_short(concept(value)) for value in kind)
            raise self.error(f"{_short(term)} {_short(iri)}", f"one of {known}", "Write one of these.") from error

    def flag(self, term: str) -> bool:
        text = self.needed(term)
        if text not in ("true", "false"):
            raise self.error(f"{_short(term)} {text}", "true or false", "Say whether a person has checked the row.")
        return text == "true"

    def date(self, term: str) -> str | None:
        """An ISO date as coarse as it is written, or None."""
        text = self.one(term)
        if text is None:
            return None
        try:
            datetime.date.fromisoformat(f"{text}-01-01"[:10] if _DATE.fullmatch(text) else text[:0])
        except ValueError as error:
            raise self.error(f"{_short(term)} {text}", "a date like 2017, 2017-09 or 2017-09-05", "Mend it.") from error
        return text

    def inside(self, term: str, namespace: str) -> str | None:
        """The local name of a term's IRI, or None."""
        iri = self.one(term)
        if iri is not None and not iri.startswith(namespace):
            raise self.error(f"{_short(term)} {iri}", f"an IRI in {namespace}", "Mend the prefix.")
        return iri.removeprefix(namespace) if iri is not None else None

    def only(self, terms: frozenset[str]) -> None:
        for term in self.values:
            if term not in terms:
                raise self.error(f"the property {_short(term)}", "one of the registry's", "Look for a slip of the pen.")

    def error(self, value: str, expected: str, fix: str) -> RegistryError:
        return RegistryError(f"{self.name}: {value}", expected, fix)


def _read(path: Path, rows: dict[str, _Subject]) -> None:
    try:
        text = _HEADER + path.read_text("utf-8-sig")
        for triple in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
            if not isinstance(triple.subject, pyoxigraph.NamedNode) or not isinstance(
                triple.object, pyoxigraph.NamedNode | pyoxigraph.Literal
            ):
                raise RegistryError(str(triple), "a name for every node", "Replace the [ ] by an IRI.")
            iri = triple.subject.value
            row = rows.get(iri) or rows.setdefault(iri, _Subject(iri))
            if triple.object not in row.values[triple.predicate.value]:
                row.values[triple.predicate.value].append(triple.object)
    except (OSError, UnicodeDecodeError, SyntaxError) as error:
        raise RegistryError(f"{path}: {error}", "a file in Turtle", "Mend the file at that line.") from error


def _agent(row: _Subject, rows: Mapping[str, _Subject]) -> Agent:
    row.only(_AGENT_TERMS)
    if row.name == row.iri or ids.slug(row.name) != row.name:
        raise row.error("the id", "lower-case ASCII words joined by hyphens, below id/agent/", "Rename the row.")
    return Agent(
        id=row.name,
        label=_label(row),
        type=row.enum(_KIND, AgentType),
        labels=_labels(row),
        aliases=row.texts(_ALIAS),
        affiliations=_affiliations(row, rows),
        acts_for=_acts_for(row, rows),
        office=row.one(_OFFICE),
        domains=row.all(_DOMAIN),
        handles=row.all(_HANDLE),
        wikidata=row.inside(_SAME, _WIKIDATA),
        gender=_gender(row),
        source=row.one(_SOURCE),
        registered=True,
    )


def _gender(row: _Subject) -> Gender | None:
    said = row.one(_GENDER)
    if said is not None and said not in list(Gender):
        raise row.error(f"schema:gender {said!r}", f"one of {', '.join(Gender)}", "Write one of these, or nothing.")
    return Gender(said) if said else None


def _label(row: _Subject) -> str:
    row.needed(_PREFERRED)
    ((language, label),) = row.texts(_PREFERRED)
    if language != LABEL_LANGUAGE:
        raise row.error(f"skos:prefLabel {label!r}@{language}", f"a label in {LABEL_LANGUAGE}", 'Write "name"@en.')
    return label


def _labels(row: _Subject) -> tuple[tuple[str, str], ...]:
    labels = row.texts(_LABEL)
    languages = [language for language, _ in labels]
    if not languages or len(languages) != len(set(languages)):
        raise row.error(f"rdfs:label in {languages}", "one label a language, and one at least", "Add or remove labels.")
    return tuple(sorted(labels, key=lambda pair: supported().index(pair[0])))


def _acts_for(row: _Subject, rows: Mapping[str, _Subject]) -> str | None:
    body = row.inside(_BODY, _AGENT)
    if body is not None and (body == row.name or _AGENT + body not in rows):
        raise row.error(
            f"prov:actedOnBehalfOf {body}", "another agent of the registry", "Add that agent, or mend the id."
        )
    return body


def _affiliations(row: _Subject, rows: Mapping[str, _Subject]) -> tuple[Affiliation, ...]:
    nodes = row.all(_AFFILIATION)
    for node in nodes:
        if node not in rows or not node.startswith(f"{row.iri}/affiliation/"):
            raise row.error(f"kg:affiliation {node}", "a node below the agent, described in the file", "Describe it.")
    if not nodes:
        raise row.error("no kg:affiliation", "one at least", "Add one; its kg:link may be kg:unknown.")
    affiliations = tuple(_affiliation(rows[node]) for node in nodes)
    for one, other in combinations(affiliations, 2):
        if (one.country, one.link) != (other.country, other.link) and _overlap(one, other):
            raise row.error(f"{one} and {other}", "one link at a time", "End one before the other starts.")
    return affiliations


def _affiliation(row: _Subject) -> Affiliation:
    row.only(_AFFILIATION_TERMS)
    country, link = row.inside(_LAND, _COUNTRY), row.enum(_LINK, Link)
    start, end = row.date(_START), row.date(_END)
    if country is not None and not re.fullmatch("[A-Z]{2}", country):
        raise row.error(f"kg:country {country}", "two capitals of ISO 3166-1", "Write country:RU.")
    if country is None and link in _OF_A_STATE:
        raise row.error(f"kg:link kg:{link}", "a kg:country to go with it", "Say of which state.")
    if start and end and start > f"{end}~":  # "~" sorts behind every digit: 2017-09 is not after 2017
        raise row.error(f"from {start} to {end}", "a start before the end", "Mend the dates.")
    return Affiliation(country, link, start, end, row.one(_OFFICE))


def _overlap(one: Affiliation, other: Affiliation) -> bool:
    return (one.start or "") <= f"{other.end or ''}~" and (other.start or "") <= f"{one.end or ''}~"


def _refuse_strays(rows: Mapping[str, _Subject], agents: tuple[Agent, ...]) -> None:
    """Every subject of the file is an agent or an affiliation of one: a misspelt id would drop a row in silence."""
    used = {node for agent in agents for node in rows[_AGENT + agent.id].all(_AFFILIATION)}
    for iri, row in rows.items():
        if iri not in used and not row.is_a(_IS_AGENT):
            raise row.error("the row", "a kg:Agent, or the affiliation of one", "Link it, or remove it.")


def _short(iri: str) -> str:
    """An IRI as the file writes it."""
    found = [(prefix, base) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    prefix, base = max(found, key=lambda pair: len(pair[1]), default=("", ""))
    return f"{prefix}:{iri.removeprefix(base)}" if prefix else iri
