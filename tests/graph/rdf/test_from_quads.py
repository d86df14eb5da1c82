"""Quads back to records: exact, whatever the order of the quads and the store they come from."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph.rdf import article_quads, iris, proposition_quads, registry_quads
from kg.graph.rdf.agents import agent_triples
from kg.graph.rdf.from_quads import articles
from kg.graph.store import open_store
from kg.model import (
    Affiliation,
    Agent,
    AgentType,
    Article,
    Basis,
    Candidate,
    Chain,
    Claim,
    ClaimKind,
    Commitment,
    Fact,
    Hop,
    Known,
    Link,
    Mention,
    Part,
    Quantity,
    Quote,
    Role,
    Run,
    SourceKind,
    Span,
    TimeExpression,
)
from kg.model.errors import StoreError
from kg.model.vocab import KG, PROV, REGISTRY_GRAPH
from kg.sources.registry import Registry
from tests.support import small_article as small
from tests.support.gold_claims import seed_articles, seed_claims
from tests.support.registry import registry as shipped

RUN = Run("0.1.0", (), "0" * 64)


def ordered(agent):
    """The agent as a graph gives it back: names, domains and handles have no order there."""
    names = ("labels", "aliases", "domains", "handles")
    return replace(agent, **{name: tuple(sorted(set(getattr(agent, name)))) for name in names})


def with_agents(claim, change):
    def changed(chains):
        return tuple(
            replace(chain, hops=tuple(replace(hop, agent=change(hop.agent)) for hop in chain.hops)) for chain in chains
        )

    parts = tuple(replace(part, chains=changed(part.chains)) for part in claim.parts)
    return replace(claim, chains=changed(claim.chains), parts=parts)


def small_quads():
    return [
        *small.article(),
        *registry_quads(small.REGISTRY),
        *proposition_quads(small.PROPOSITIONS, small.CONTRADICTIONS),
    ]


def small_records():
    return [(small.ARTICLE, tuple(with_agents(claim, ordered) for claim in small.CLAIMS))]


def back(*claims, registry=None):
    """The claims of the small article, there and back."""
    table = registry or Registry(())
    known = {agent.id for agent in table.agents}
    quads = [*article_quads(small.ARTICLE, claims, RUN, known), *registry_quads(table, {})]
    ((_, found),) = articles(quads)
    return found


def test_parts_co_speakers_places_and_quantities():
    assert list(articles(small_quads())) == small_records()


def test_the_order_of_the_quads_does_not_matter():
    quads = small_quads() * 2
    random.Random(7).shuffle(quads)  # noqa: S311
    assert list(articles(iter(quads))) == small_records()


@pytest.mark.parametrize("location", ["memory", "disk"])
def test_out_of_a_store(location, tmp_path):
    with open_store(None if location == "memory" else tmp_path / "store") as store:
        small.fill(store)
        assert list(articles(store.quads())) == small_records()


def test_seeds_with_the_registry():
    registry = shipped()
    known = {agent.id for agent in registry.agents}
    claims = {
        article: tuple(with_agents(claim, lambda agent: ordered(registry.get(agent.id) or agent)) for claim in found)
        for article, found in seed_claims().items()
    }
    quads = [quad for one in seed_articles() for quad in article_quads(one, claims[one.id], RUN, known)]
    found = list(articles([*quads, *registry_quads(registry)]))
    assert found == [(one, claims[one.id]) for one in sorted(seed_articles(), key=lambda one: one.id)]
    assert any(hop.agent.registered for _, read in found for claim in read for hop in claim.chains[0].hops)


def test_every_agent_of_the_registry():
    registry = shipped()
    outlet = small.CLAIMS[0].chains[0].hops[-1]
    chains = tuple(
        Chain((Hop(Role.ORIGIN, ordered(agent), Basis.EXPLICIT, "alias"), outlet)) for agent in registry.agents
    )
    assert back(replace(small.CLAIMS[0], chains=chains), registry=registry)[0].chains == chains


def test_nothing():
    assert list(articles([])) == []


def test_an_article_without_claims():
    assert list(articles(article_quads(small.ARTICLE, (), RUN))) == [(small.ARTICLE, ())]


def test_articles_come_by_id():
    quads = [
        quad
        for name in ("b.txt", "A.txt", "a.txt")
        for quad in article_quads(Article(name, "x", language=Fact("fr", Known.PAGE)), (), RUN)
    ]
    assert [article.id for article, _ in articles(quads)] == ["A.txt", "a.txt", "b.txt"]


def test_more_than_ten_chains_keep_their_order():
    agents = [Agent(f"a{index:02}", f"A{index}", labels=(("fr", f"A{index}"),)) for index in range(23, 0, -1)]
    chains = tuple(Chain((Hop(Role.OUTLET, agent, Basis.OWN_VOICE, "own-voice"),)) for agent in agents)
    assert back(replace(small.CLAIMS[0], chains=chains))[0].chains == chains


def test_the_registry_counts_before_what_an_article_brought_earlier():
    later = replace(small.MAYOR, label="Mayor", labels=(("en", "Mayor"),), type=AgentType.PERSON)
    quads = [*small_quads(), *registry_quads(Registry((later,)), {})]
    ((_, claims),) = articles(quads)
    assert claims[1].chains[0].origin.agent == later
    assert claims[1].subject.label == "Mayor"


def test_a_bare_mention_elsewhere_adds_no_name():
    mention = Mention(Span(0, 2), "Le", small.MAYOR.id, small.MAYOR.label, "agent")
    other = replace(small.CLAIMS[0], article="other.txt", mentions=(mention,), subject=None)
    quads = [*small_quads(), *article_quads(replace(small.ARTICLE, id="other.txt"), (other,), RUN)]
    found = dict((article.id, claims) for article, claims in articles(quads))
    assert found["other.txt"][0].mentions == (mention,)
    assert found[small.ARTICLE.id][1].chains[0].origin.agent == small.MAYOR


@pytest.mark.parametrize(
    "mention",
    [
        Mention(Span(3, 7), "pont", type="place"),
        Mention(Span(3, 7), "pont", "Ponts & Cie", "Le Pont", "place"),
        Mention(Span(3, 7), "pont", "geonames-12", "Pont", "place"),
        Mention(Span(3, 7), "pont", "someone", "Someone", "agent"),
    ],
)
def test_subject_and_mention_of_the_same_words(mention):
    (claim,) = back(replace(small.CLAIMS[0], subject=mention, mentions=(mention,)))
    assert (claim.subject, claim.mentions) == (mention, (mention,))


def test_a_subject_is_no_mention_of_its_own():
    subject = Mention(Span(0, 7), "Le pont", "pont", "Pont", "place")
    mention = replace(subject, span=Span(3, 7), text="pont")
    assert back(replace(small.CLAIMS[0], subject=subject, mentions=(mention,)))[0].mentions == (mention,)


def test_a_graph_that_lacks_an_agent_is_refused_with_its_name():
    with pytest.raises(StoreError, match="radio-vely: nothing: expected the property prefLabel"):
        list(articles(small.article()))


def test_a_value_of_another_list_is_refused():
    quads = [(*quad[:2], KG.asserted, quad[3]) if quad[1] == KG.quote else quad for quad in small_quads()]
    with pytest.raises(StoreError, match="ns#asserted: expected a Quote"):
        list(articles(quads))


def test_a_hop_without_agent_is_refused():
    with pytest.raises(StoreError, match="hop/0"):
        list(articles(quad for quad in small_quads() if quad[1] != PROV.agent))


# --- Any records at all, as far as a graph can hold them (see the head of kg/graph/rdf/from_quads.py) ---

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
SLUGS = st.text("abcxyz012", min_size=1, max_size=4)
NAMES = st.lists(st.tuples(st.sampled_from(["fr", "en", "ru"]), WORDS), max_size=3).map(
    lambda found: tuple(sorted(set(found)))
)
DATES = st.none() | st.sampled_from(["2014", "2017-09", "2017-09-05"])
FILLED = st.none() | WORDS.filter(bool)
HUNDREDTHS = st.integers(0, 100).map(lambda number: number / 100)


def facts(values):
    told = st.builds(Fact, values, st.sampled_from([known for known in Known if known is not Known.UNKNOWN]))
    return told | st.just(Fact())


def sets(values):
    return st.lists(values, max_size=3).map(lambda found: tuple(sorted(set(found))))


AFFILIATIONS = st.builds(Affiliation, st.sampled_from([None, "RU", "FR"]), st.sampled_from(Link), DATES, DATES, FILLED)
AGENTS = st.builds(
    Agent,
    WORDS,
    WORDS,
    st.sampled_from(SourceKind),
    st.none() | st.sampled_from(AgentType),
    NAMES,
    NAMES,
    st.lists(AFFILIATIONS, max_size=12).map(tuple),
    st.none() | SLUGS,
    FILLED,
    sets(WORDS),
    sets(WORDS),
    st.sampled_from([None, "Q1", "Q42"]),
    st.booleans(),
)


@st.composite
def spans(draw, within, least=0):
    start = draw(st.integers(within.start, within.end - least))
    return Span(start, draw(st.integers(start + least, within.end)))


@st.composite
def hops(draw, within, agents):
    words = [draw(st.none() | spans(within, least=1)) for _ in range(2)]
    kinds = (st.sampled_from(Role), st.sampled_from(agents), st.sampled_from(Basis), WORDS)
    candidates = st.builds(Candidate, st.sampled_from(agents), HUNDREDTHS)
    return Hop(
        *(draw(kind) for kind in kinds), *words, draw(HUNDREDTHS), draw(st.lists(candidates, max_size=12).map(tuple))
    )


def chains(within, agents):
    chain = st.builds(Chain, st.lists(hops(within, agents), min_size=1, max_size=4).map(tuple), sets(spans(within)))
    return st.lists(chain, min_size=1, max_size=2).map(tuple)


def mentions(within, text):
    """Words stand for one thing: their place in the text decides for which."""
    kinds = ((None, None, "thing"), ("geonames-1", "Ville", "place"), ("Un autre", "Autre", "agent"))
    return spans(within).map(lambda span: Mention(span, span.of(text), *kinds[(span.start + span.end) % 3]))


@st.composite
def quantities(draw, within, text):
    low, high = draw(st.sampled_from([(3.0, 3.0), (30, 40.5), (-math.inf, 0.000001), (1e15, math.inf)]))
    span = draw(spans(within))
    hedge = draw(st.sampled_from([None, "about"]))
    return Quantity(span, span.of(text), low, high, draw(FILLED), hedge, draw(FILLED), draw(spans(within)) or None)


@st.composite
def claims(draw, article, position, span, agents):
    text = article.text
    times = [TimeExpression(row, row.of(text), ("2017", None)[row.start % 2]) for row in draw(sets(spans(span)))]
    manner = (st.sampled_from(Quote), st.sampled_from(Commitment))
    parts = st.builds(Part, sets(spans(span)), chains(span, agents), *manner)
    return Claim(
        article.id,
        position,
        span,
        span.of(text),
        draw(st.sampled_from(ClaimKind)),
        draw(st.sampled_from(["fr", "en", "ru"])),
        draw(chains(span, agents)),
        *(draw(kind) for kind in manner),
        draw(st.booleans()),
        tuple(draw(st.lists(parts, max_size=2))),
        draw(st.none() | mentions(span, text)),
        tuple(sorted(set(draw(st.lists(mentions(span, text), max_size=3))), key=lambda found: found.span)),
        tuple(times),
        tuple(draw(st.lists(quantities(span, text), max_size=2))),
        tuple(draw(st.lists(st.text("abéж\xa0%", min_size=1, max_size=3), max_size=3))),
    )


@st.composite
def read_articles(draw, name, agents):
    ends = sorted({0, *draw(st.lists(st.integers(1, 60), max_size=2))})
    text = draw(st.text(st.characters(exclude_categories=("Cs",)), min_size=ends[-1], max_size=ends[-1] + 5))
    dates = DATES.filter(bool)
    article = Article(name, text, *(draw(facts(kind)) for kind in (FILLED.filter(bool),) * 2), draw(facts(dates)))
    article = replace(article, language=draw(facts(st.just("fr"))), url=draw(facts(WORDS.filter(bool))))
    article = replace(article, date_line=draw(st.none() | dates))
    own = [agent if agent.registered else replace(agent, label=f"{name} {agent.label}") for agent in agents]
    cut = enumerate(pairwise(ends))
    return article, tuple(draw(claims(article, position, Span(*span), own)) for position, span in cut)


@st.composite
def corpora(draw):
    table = draw(st.lists(AGENTS, min_size=1, max_size=4, unique_by=lambda agent: agent.id))
    table = [replace(agent, id=f"x{index}") if agent.registered else agent for index, agent in enumerate(table)]
    names = sorted(draw(st.sets(WORDS, min_size=1, max_size=2)))
    return table, [draw(read_articles(name, table)) for name in names]


def described(agent):
    """The agent in the registry's graph; a registry would refuse some of the names."""
    return [(*triple, REGISTRY_GRAPH) for triple in agent_triples(agent, iris.registered_agent(agent.id))]


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(corpora(), st.booleans(), st.randoms(use_true_random=False))
def test_any_records_come_back(corpus, in_registry, shuffler):
    agents, rows = corpus
    registry = [agent for agent in agents if agent.registered and in_registry]
    known = {agent.id for agent in registry}
    quads = [quad for article, found in rows for quad in article_quads(article, found, RUN, known)]
    quads += [quad for agent in registry for quad in described(agent)]
    shuffler.shuffle(quads)
    assert list(articles(quads)) == rows
