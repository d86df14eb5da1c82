"""What an answer rests on, to print: every sentence with its chain and rules, every row and version used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import URIRef

from kg import __version__
from kg.answers import service
from kg.answers.show import Phrases
from kg.answers.show.summary import summary
from kg.graph.rdf import iris
from kg.graph.store import Store, Table
from kg.model import Agent, Article, Chain, Claim, SourceKind
from kg.model.errors import NotFound
from kg.model.vocab import DATA
from kg.propositions.verdicts.materialize import worked_out_by
from kg.sources.registry import Registry
from kg.web.affiliations import Row, rows
from kg.web.chains import Way, phrases, ways
from kg.web.judged import COUNTRY, Judged, checked, choices, judged
from kg.web.members import Said, members
from kg.web.pages.proposition import find
from kg.web.view import Asked, View, table_of

_RUNS = """SELECT ?article ?program ?registry (GROUP_CONCAT(?model; SEPARATOR=", ") AS ?models) WHERE {
  ?article prov:wasGeneratedBy ?run .
  ?run schema:softwareVersion ?program ; kg:registrySha256 ?registry .
  OPTIONAL { ?run kg:model ?model }
} GROUP BY ?article ?program ?registry"""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A sentence: how it stands to the proposition, how it is put, and its chains hop by hop."""

    number: int
    said: Said
    quote: str
    commitment: str
    chains: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody in the chains: the row of the registry, or what its article tells; ``reviewed`` by a person."""

    iri: str
    name: str
    kind: str
    registered: bool
    reviewed: bool
    acts_for: str
    affiliations: tuple[Row, ...]
    taken_from: str


@dataclass(frozen=True, slots=True)
class Paper:
    """An article as it was read.

    Attributes:
        iri: its name.
        id: under which it was added.
        title: or its first sentence.
        outlet: empty where nobody knows it.
        outlet_known: how it is known.
        date: empty where nobody knows it.
        date_known: how it is known.
        url: where it was published, as told.
        sha256: of its text.
        program: the version that read it.
        models: those that parsed it.
        registry: SHA-256 of the registry it was read with.
    """

    iri: str
    id: str
    title: str
    outlet: str
    outlet_known: str
    date: str
    date_known: str
    url: str
    sha256: str
    program: str
    models: str
    registry: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """An answer with all that it rests on.

    Attributes:
        iri: of the proposition.
        says: what it says.
        judged: the verdicts for the country; None where none was chosen and no state stands in its chains.
        summary: what it rests on, in plain words.
        counts: claims, articles, outlets, origins, independent groups.
        exhibits: the sentences.
        sources: whoever stands in their chains.
        papers: the articles.
        program: the version that made the dossier.
        worked_out_by: the program that worked out the verdicts in the store.
        state: the name of the store's state.
    """

    iri: str
    says: str
    judged: Judged | None
    summary: str
    counts: tuple[tuple[str, int], ...]
    exhibits: tuple[Exhibit, ...]
    sources: tuple[Source, ...]
    papers: tuple[Paper, ...]
    program: str
    worked_out_by: str
    state: str


def record(asked: Asked) -> Dossier:
    """The dossier of the proposition in the address, for a country."""
    found = find(asked.store, asked.place["name"])
    words = phrases(asked.registry)
    country = checked(asked.value("country")) or next((each.code for each in choices(found.case, words)), "")
    said = members(asked.store, found, words)
    puts = tuple(_puts(asked.store, (one.claim for one in said)))
    exhibits = (
        Exhibit(number, one, put.quote, put.commitment, ways(put.article, put.chains, words))
        for number, (one, put) in enumerate(zip(said, puts, strict=True), 1)
    )
    articles = {put.article.id: (one, put.article) for one, put in zip(said, puts, strict=True)}
    return Dossier(
        found.iri,
        found.says,
        judged(found.case, country, words) if country else None,
        summary(found.case, words),
        found.counts,
        tuple(exhibits),
        tuple(_sources(puts, asked.registry, words)),
        tuple(_papers(asked.store, articles.values())),
        __version__,
        worked_out_by(asked.store) or "",
        asked.store.state or "",
    )


@dataclass(frozen=True, slots=True)
class _Put:
    """A claim, or a part of one, as its article puts it."""

    article: Article
    quote: str
    commitment: str
    chains: tuple[Chain, ...]


def _puts(store: Store, names: Iterable[str]) -> Iterator[_Put]:
    """How assertions (IRIs) are put; each article is read once."""
    read: dict[str, tuple[Article, tuple[Claim, ...]]] = {}
    for name in names:
        article, _, rest = name.partition("/claim/")
        place, is_part, part = rest.partition("/part/")
        if article not in read:
            read[article] = service.read(store, article)
        text, claims = read[article]
        claim = next((one for one in claims if f"{one.span.start}-{one.span.end}" == place), None)
        if claim is None or (is_part and int(part) >= len(claim.parts)):
            raise NotFound(name.removeprefix(DATA), "a claim of its article", "Add the article again: kg add.")
        one = claim.parts[int(part)] if is_part else claim
        yield _Put(text, one.quote.value, one.commitment.value, one.chains)


def _sources(puts: Iterable[_Put], registry: Registry, words: Phrases) -> Iterator[Source]:
    """Whoever stands in the chains, and those they speak for, by name."""
    agents: dict[str, Agent] = {}
    for put in puts:
        for hop in (hop for chain in put.chains for hop in chain.hops):
            if hop.agent.kind is SourceKind.NAMED:
                agents[str(iris.agent(hop.agent, put.article.id))] = hop.agent
    waiting = list(agents.values())
    while waiting:
        body = registry.get(waiting.pop().acts_for or "")
        if body is not None and agents.setdefault(str(iris.registered_agent(body.id)), body) is body:
            waiting.append(body)
    for iri, agent in sorted(agents.items(), key=lambda row: (row[1].label, row[0])):
        body = registry.get(agent.acts_for or "")
        yield Source(
            iri,
            words.source(iri, agent.label),
            agent.type.value if agent.type else "",
            agent.registered,
            agent.registered and agent.id not in registry.unreviewed,
            body.label if body else agent.acts_for or "",
            rows(agent, words),
            agent.source or "",
        )


def _papers(store: Store, articles: Iterable[tuple[Said, Article]]) -> Iterator[Paper]:
    for said, article in articles:
        _, program, registry, models = next(
            iter(store.select(_RUNS, {"article": URIRef(said.article)}).rows), (None, "", "", "")
        )
        yield Paper(
            said.article,
            article.id,
            said.title,
            said.outlet,
            article.outlet.known.value,
            said.date,
            article.date.known.value,
            article.url.value or "",
            article.digest,
            str(program or ""),
            str(models or ""),
            str(registry or ""),
        )


def table(found: Dossier) -> Table:
    """A row for each chain of each sentence."""
    columns = ("number", "stands", "text", "title", "outlet", "date", "quote", "commitment", "chain", "rules",
               "confidence", "decisions", "claim")  # fmt: skip
    rows = (
        (one.number, one.said.group, one.said.text, one.said.title, one.said.outlet, one.said.date, one.quote,
         one.commitment, way.says, " → ".join(hop.rule for hop in way.hops), one.said.confidence,
         "; ".join(f"{each.kind} by {each.who} on {each.day}" for each in one.said.rulings), one.said.claim)
        for one in found.exhibits for way in one.chains
    )  # fmt: skip
    return table_of(columns, rows)


VIEWS = (View("/dossier/{name}", "Dossier", record, table, fields=(COUNTRY,), heavy=True),)
