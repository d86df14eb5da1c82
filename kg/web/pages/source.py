"""A source: how it stands to states and where that is written, what it asserts, through whom, whom it contradicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import URIRef

from kg.answers.names import ArticleName, article_names, labels
from kg.graph.rdf.from_quads import agents
from kg.graph.store import Store, Table
from kg.model import Agent
from kg.model.errors import NotFound
from kg.model.vocab import KG, PREFIXES
from kg.web.affiliations import Row, rows
from kg.web.cells import PAGE, Sheet, sheet
from kg.web.chains import phrases
from kg.web.view import Asked, View, named, table_of

_ASSERTED = """SELECT ?assertion ?claim ?said ?text ?language ?commitment ?article ?chain ?agent WHERE {
  ?hop prov:agent ?agent .
  ?chain kg:origin ?hop .
  ?assertion kg:attribution ?chain ; kg:commitment ?commitment .
  { ?assertion a kg:Claim . BIND(?assertion AS ?claim) }
  UNION
  { ?claim kg:part ?assertion . ?assertion schema:text ?said }
  ?claim schema:text ?text ; schema:inLanguage ?language ; kg:article ?home ; kg:begin ?begin .
  ?home schema:identifier ?article .
} ORDER BY STR(?article) ?begin STR(?chain)"""
_THROUGH = """SELECT ?chain ?through ?name ?role ?agent WHERE {
  ?first prov:agent ?agent .
  ?chain kg:origin ?first ; kg:hop ?hop .
  FILTER(?hop != ?first)
  ?hop kg:role ?role ; prov:agent ?through .
  ?through skos:prefLabel ?name ; kg:sourceKind kg:named .
}"""
_PASSED_ON = """SELECT (COUNT(DISTINCT ?chain) AS ?chains) ?agent WHERE {
  ?hop prov:agent ?agent . ?chain kg:hop ?hop ; kg:origin ?first . FILTER(?hop != ?first)
} GROUP BY ?agent"""
_CONTRADICTS = """SELECT ?kind ?own ?other ?who ?agent WHERE {
  ?node a kg:Contradiction ; kg:contradictionKind ?kind .
  { ?node kg:left ?own ; kg:right ?other } UNION { ?node kg:right ?own ; kg:left ?other }
  ?own kg:speaker ?agent .
  ?other kg:speaker ?speaker .
  ?speaker skos:prefLabel ?who .
} ORDER BY STR(?who) STR(?own) STR(?other)"""
_DENIES = """SELECT ?own ?other ?who ?proposition ?agent WHERE {
  ?own kg:speaker ?agent .
  { ?own kg:expresses ?proposition . ?other kg:denies ?proposition }
  UNION
  { ?own kg:denies ?proposition . ?other kg:expresses ?proposition }
  ?other kg:speaker ?speaker .
  FILTER(?speaker != ?agent)
  ?speaker skos:prefLabel ?who .
} ORDER BY STR(?who) STR(?own) STR(?other)"""


@dataclass(frozen=True, slots=True)
class Named:
    """A name, in a language."""

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Through:
    """Somebody who passes on what it asserts: as relay or outlet, how many times."""

    iri: str
    name: str
    role: str
    claims: int


@dataclass(frozen=True, slots=True)
class Opponent:
    """A claim of somebody else against one of its own, and how: a kind of contradiction, or a denial."""

    who: str
    how: str
    own: str
    own_text: str
    other: str
    other_text: str


@dataclass(frozen=True, slots=True)
class OneSource:
    """A source.

    Attributes:
        iri: its name.
        label: what it is called in English.
        kind: what sort of source it is; empty where nobody says.
        described: named, unnamed (words describe it), or unspecified.
        registered: whether it is of the registry; else its article alone knows it.
        reviewed: whether a person has checked its row.
        taken_from: where its row was taken from; empty where a person wrote it.
        names: its names and aliases.
        acts_for: IRI of the body that it speaks for; empty for none.
        acts_for_name: of that body.
        affiliations: to states.
        wikidata: its item there.
        domains: of its sites.
        handles: of its accounts.
        through: who passes on what it asserts, most first.
        passed_on: how many chains of others it stands in as relay or outlet.
        contradicts: claims of others against its own.
        claims: what it asserts.
    """

    iri: str
    label: str
    kind: str
    described: str
    registered: bool
    reviewed: bool
    taken_from: str
    names: tuple[Named, ...]
    acts_for: str
    acts_for_name: str
    affiliations: tuple[Row, ...]
    wikidata: str
    domains: tuple[str, ...]
    handles: tuple[str, ...]
    through: tuple[Through, ...]
    passed_on: int
    contradicts: tuple[Opponent, ...]
    claims: Sheet


def record(asked: Asked) -> OneSource:
    """The source of the address."""
    iri = named(asked.place["name"])
    agent = agent_of(asked.store, iri)
    words, store = phrases(asked.registry), asked.store
    body = asked.registry.get(agent.acts_for or "")
    passed_on = store.select(_PASSED_ON, {"agent": iri}).rows
    return OneSource(
        str(iri),
        words.source(str(iri), agent.label),
        agent.type.value if agent.type else "",
        agent.kind.value,
        agent.registered,
        agent.registered and agent.id not in asked.registry.unreviewed,
        agent.source or "",
        tuple(Named(*row) for row in dict.fromkeys((*agent.labels, *agent.aliases))),
        f"{PREFIXES['agent']}{agent.acts_for}" if agent.acts_for else "",
        body.label if body else agent.acts_for or "",
        rows(agent, words),
        agent.wikidata or "",
        agent.domains,
        agent.handles,
        tuple(_through(store, iri)),
        int(str(passed_on[0][0])) if passed_on else 0,
        tuple(_contradicts(store, iri)),
        _claims(asked, iri),
    )


def agent_of(store: Store, iri: URIRef) -> Agent:
    """An agent as the graph describes it.

    Raises:
        NotFound: there is none of that name.
    """
    own = list(store.quads(subject=iri))
    around = (URIRef(str(value)) for _, name, value, _ in own if name == KG.affiliation)
    quads = [*own, *(quad for row in around for quad in store.quads(subject=row))]
    found = list(agents(quads))
    if not found:
        raise NotFound(str(iri)[:200], "a source of this store", "Choose one from the list of sources.")
    return found[0]


def _through(store: Store, iri: URIRef) -> Iterator[Through]:
    counts = Counter(row[1:4] for row in store.select(_THROUGH, {"agent": iri}).rows)
    for (through, label, role), count in sorted(counts.items(), key=lambda row: (-row[1], str(row[0]))):
        yield Through(str(through), str(label), str(role).rpartition("#")[2].removesuffix("-role"), count)


def _contradicts(store: Store, iri: URIRef) -> Iterator[Opponent]:
    against = [
        (who, str(kind).rpartition("#")[2].replace("-", " "), own, other)
        for kind, own, other, who, _ in store.select(_CONTRADICTS, {"agent": iri}).rows
    ]
    denials = store.select(_DENIES, {"agent": iri}).rows
    against += [(who, "one says, the other denies", own, other) for own, other, who, _, _ in denials]
    texts = labels(store, (one for row in against for one in row[2:] if isinstance(one, URIRef)))
    for who, how, own, other in against:
        said = (texts.get(URIRef(str(one)), "") for one in (own, other))
        own_text, other_text = said
        yield Opponent(str(who), how, str(own), own_text, str(other), other_text)


def _claims(asked: Asked, iri: URIRef) -> Sheet:
    """What it asserts, the newest article first."""
    store = asked.store
    found = store.select(_ASSERTED, {"agent": iri}).rows
    names = article_names(store, (str(row[6]) for row in found))
    through: dict[str, list[str]] = {}
    for chain, _, label, _, _ in store.select(_THROUGH, {"agent": iri}).rows:
        through.setdefault(str(chain), []).append(str(label))
    made = []
    for assertion, claim, said, text, language, commitment, article, chain, _ in found:
        name = names.get(str(article), ArticleName(str(article)))
        how = str(commitment).rpartition("#")[2]
        via = ", ".join(dict.fromkeys(through.get(str(chain), ())))
        made.append((name.date, text, said, how, via, name.heading(90), assertion, claim, str(language)))
    made.sort(key=lambda row: row[0] or "", reverse=True)
    table = table_of(("date", "text", "said", "commitment", "through", "article", "assertion", "claim"),
                     (row[:-1] for row in made))  # fmt: skip
    languages = {str(row[7]): row[8] for row in made}
    has_parts = any(row[2] is not None for row in made)
    shown = ("date", "text", *(("said",) if has_parts else ()), "commitment", "through", "article", "claim")
    return sheet(table, asked, shown, languages)


def table(found: OneSource) -> Table:
    """A row for each thing that it asserts."""
    return found.claims.table


VIEWS = (
    View(
        "/source/{name:path}", "Source", record, table, fields=(PAGE,),
        opens=r"(?P<name>agent/[^/]+|article/[^/]+/agent/[^/]+)",
    ),
)  # fmt: skip
