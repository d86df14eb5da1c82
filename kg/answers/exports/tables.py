"""The store as flat tables: what stands in each row, and under which column. ``docs/exports.md`` has the same list.

A table is its columns and a function that makes its rows of one article, of one agent or of one proposition: all tables
come of one pass over the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kg.answers.exports.records import Assertion, StoreRecords, assertions
from kg.graph.rdf import iris
from kg.graph.rdf.articles import agents_of
from kg.model import Agent, Article, Claim, Stance
from kg.propositions.verdicts.evidence import Case
from kg.propositions.verdicts.independence import count
from kg.propositions.verdicts.open_reasons import open_reasons
from kg.propositions.verdicts.rules import Variant, attributing, grounds, is_restated, of_country, supporting

Value: TypeAlias = "str | int | float | bool | None"
Row: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type in SQL, and what stands in it. Whatever is not known is empty, or null."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what a row is, and the columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]


def _table(name: str, row: str, columns: str) -> Table:
    """A table whose columns are lines of ``name TYPE what stands in it``; TEXT is said by leaving the type out."""
    found = []
    for line in columns.strip().splitlines():
        column, _, rest = line.strip().partition(" ")
        first, _, about = rest.partition(" ")
        typed = first in ("INTEGER", "DOUBLE", "BOOLEAN")
        found.append(Column(column, first if typed else "VARCHAR", about if typed else rest))
    return Table(name, row, tuple(found))


ARTICLES = _table(
    "articles",
    "an article",
    """
    article its IRI
    id its own id: the file's name or the row's id
    title headline, where it is known
    outlet name of the outlet, where it is known
    date day, month or year of publication (ISO 8601)
    language language of the whole
    url address, where it is known
    sha256 SHA-256 of the text in UTF-8
    text the stored text, in whose code points all offsets count
    """,
)
CLAIMS = _table(
    "claims",
    "a sentence, headline, post or caption",
    """
    claim its IRI
    article IRI of the article
    position INTEGER number of the sentence, from 0
    begin INTEGER first code point in the article's text
    end INTEGER code point after the last
    text the words
    kind statement, headline, post or caption
    language language of the sentence
    speaker IRI of the agent said to have asserted it, by the first chain
    speaker_label name of that agent
    quote direct, indirect, mixed or none
    commitment asserted, denied, hedged, hearsay, prospective, hypothetical or question: how the speaker puts it
    negated BOOLEAN whether the main clause is negated
    subject name of what it is about
    rejected BOOLEAN whether a person has rejected it
    """,
)
PARTS = _table(
    "parts",
    "an assertion of somebody else inside a sentence",
    """
    part its IRI
    claim IRI of the sentence
    text the words, pieces joined by an ellipsis
    speaker IRI of the agent said to have asserted it
    speaker_label name of that agent
    quote as in claims
    commitment as in claims
    rejected BOOLEAN whether a person has rejected it
    """,
)
HOPS = _table(
    "hops",
    "one agent's link in a chain",
    """
    assertion IRI of the claim or the part
    chain INTEGER number of the chain, from 0: co-speakers have one each
    hop INTEGER number of the hop, from 0: the origin first, the outlet last
    role origin, relay or outlet
    agent IRI of the agent
    agent_label name of the agent
    source_kind named, unnamed or unspecified
    country country the agent was linked to at the article's date (ISO 3166-1)
    link organ, controlled, captured, funded, none or unknown: the link to that state, at the article's date
    state the country, where the agent counts as of its state
    basis explicit, anaphora, carried-over, metadata, decided or own-voice
    rule the rule that made the hop
    mention the words that name the agent
    cue the words that report
    confidence DOUBLE from 0 to 1
    """,
)
AGENTS = _table(
    "agents",
    "a source, of the registry or of one article",
    """
    agent its IRI
    id its id
    label its name
    source_kind named, unnamed or unspecified
    type state-body, news-agency, person, …
    registered BOOLEAN whether it is the same in every article
    acts_for id of the body it speaks for
    wikidata its item in Wikidata
    """,
)
AFFILIATIONS = _table(
    "affiliations",
    "an agent's dated link to a state",
    """
    agent IRI of the agent
    country country (ISO 3166-1)
    link organ, controlled, captured, funded, none or unknown
    start first day, month or year; null where it is open
    end last day, month or year; null where it is open
    office the office a person holds
    """,
)
PROPOSITIONS = _table(
    "propositions",
    "what several claims say alike",
    """
    proposition its IRI
    says its words
    plan BOOLEAN whether it is itself about a plan or a call
    claims INTEGER claims that vouch for it, restatements left out
    articles INTEGER articles they stand in
    outlets INTEGER known outlets of these
    origins INTEGER distinct known origins
    independent INTEGER groups of origins that do not depend on one another
    restated INTEGER restatements, counted apart
    unsure INTEGER hedged and hearsay claims among the claims
    """,
)
MEMBERS = _table(
    "members",
    "a claim's or a part's place in a proposition",
    """
    proposition IRI of the proposition
    assertion IRI of the claim or the part
    stance expresses or denies
    perhaps BOOLEAN whether it only may say the same
    supports BOOLEAN whether it vouches for the proposition
    confidence DOUBLE from 0 to 1
    """,
)
VERDICTS = _table(
    "verdicts",
    "whether a proposition rests only on sources of a state: each in its chains, and all others together",
    """
    proposition IRI of the proposition
    country the state (ISO 3166-1); null for every state that stands in none of its chains
    variant origin, bottleneck or closed
    value yes, no or undetermined
    open_because why it is undetermined: reasons joined by a space
    """,
)
TABLES = (ARTICLES, CLAIMS, PARTS, HOPS, AGENTS, AFFILIATIONS, PROPOSITIONS, MEMBERS, VERDICTS)


def rows(records: StoreRecords) -> Iterator[tuple[Table, Row]]:
    """The rows of all tables in one pass over the store, each with its table."""
    known: set[str] = set()
    for agent in records.registered():
        known.add(iri := str(iris.registered_agent(agent.id)))
        yield from _agent_rows(iri, agent)
    for article, claims in records.articles():
        yield from _article_rows(article, claims, records)
        found = {str(iris.agent(agent, article.id)): agent for agent in agents_of(claims)}
        for iri in sorted(found.keys() - known):
            yield from _agent_rows(iri, found[iri])
        known |= found.keys()
    for case in records.cases():
        yield from _case_rows(case, records.labels.get(case.proposition))


def _article_rows(article: Article, claims: tuple[Claim, ...], records: StoreRecords) -> Iterator[tuple[Table, Row]]:
    iri = str(iris.article(article.id))
    facts = (article.title.value, article.outlet.value, article.date.value, article.language.value, article.url.value)
    yield ARTICLES, (iri, article.id, *facts, article.digest, article.text)
    for one in assertions(claims):
        origin = one.chains[0].origin.agent
        speaker = (str(iris.agent(origin, article.id)), origin.label)
        manner, rejected = (one.quote.value, one.commitment.value), one.iri in records.rejected
        if one.is_part:
            yield PARTS, (one.iri, one.whole, one.text(article), *speaker, *manner, rejected)
        else:
            claim, subject = one.claim, one.claim.subject
            place = (claim.position, claim.span.start, claim.span.end, claim.text, claim.kind.value, claim.language)
            about = (subject.label or subject.text) if subject else None
            yield CLAIMS, (one.iri, iri, *place, *speaker, *manner, claim.negated, about, rejected)
        yield from ((HOPS, row) for row in _hop_rows(article, one, records))


def _hop_rows(article: Article, one: Assertion, records: StoreRecords) -> Iterator[Row]:
    for chain_number, chain in enumerate(one.chains):
        for number, hop in enumerate(chain.hops):
            stood = records.reader.hops[f"{one.iri}/chain/{chain_number}/hop/{number}"]
            agent = (str(iris.agent(hop.agent, article.id)), hop.agent.label, hop.agent.kind.value)
            held = (stood.country, stood.link.value, stood.state)
            words = [span.of(article.text) if span else None for span in (hop.mention, hop.cue)]
            place = (one.iri, chain_number, number, hop.role.value)
            yield (*place, *agent, *held, hop.basis.value, hop.rule, *words, hop.confidence)


def _agent_rows(iri: str, agent: Agent) -> Iterator[tuple[Table, Row]]:
    kind = (agent.kind.value, agent.type.value if agent.type else None)
    yield AGENTS, (iri, agent.id, agent.label, *kind, agent.registered, agent.acts_for, agent.wikidata)
    for row in agent.affiliations:
        yield AFFILIATIONS, (iri, row.country, row.link.value, row.start, row.end, row.office)


def _case_rows(case: Case, says: str | None) -> Iterator[tuple[Table, Row]]:
    iri, counts = case.proposition, count(case.claims, case.plan)
    numbers = (counts.claims, counts.articles, counts.outlets, counts.origins, counts.groups)
    yield PROPOSITIONS, (iri, says, case.plan, *numbers, counts.restated, counts.unsure)
    told = attributing(case.claims, case.plan)
    behind = {one.claim for one in supporting(case.claims, case.plan) if not is_restated(one, told)}
    for one in case.claims:
        stance = "denies" if one.stance is Stance.DENIES else "expresses"
        yield MEMBERS, (iri, one.claim, stance, one.perhaps, one.claim in behind, one.confidence)
    found = grounds(case.claims, case.plan)
    states = sorted({hop.state for one in case.claims for path in one.paths for hop in path.hops if hop.state})
    for country in (*states, None):
        for variant in Variant:
            belongs = of_country(country or "")
            if (value := found.value(belongs, variant)) is not None:
                why = " ".join(sorted(open_reasons(found, belongs, variant))) or None
                yield VERDICTS, (iri, country, variant.value, value.value, why)
