"""The registry's file: it loads, keeps its promises, and a row that breaks a rule is named."""

from __future__ import annotations

import pytest

from kg.model import AgentType, Link
from kg.model.errors import RegistryError
from kg.sources import load_registry
from tests.support.gold_claims import _AGENTS
from tests.support.registry import registry as shipped

HEAD = """
@base <https://w3id.org/claim-graph/id/agent/> .
@prefix agent: <https://w3id.org/claim-graph/id/agent/> .
@prefix country: <https://w3id.org/claim-graph/id/country/> .
@prefix kg: <https://w3id.org/claim-graph/ns#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ROW = """
agent:one a kg:Agent ;
    kg:type kg:news-agency ;
    skos:prefLabel "One"@en ;
    rdfs:label "One"@en, "Un"@fr, "Один"@ru ;
    skos:altLabel "Uno"@en ;
    skos:exactMatch wd:Q1 ;
    kg:domain "one.org" ;
    kg:handle "One" ;
    kg:affiliation <one/affiliation/0> ;
    kg:reviewed true .
<one/affiliation/0> a kg:Affiliation ; kg:country country:RU ; kg:link kg:organ ;
    schema:startDate "2014-11-10"^^xsd:date .
"""
OTHER = """
agent:two a kg:Agent ; kg:type kg:person ; skos:prefLabel "Two"@en ; rdfs:label "Two"@en, "Deux"@fr, "Два"@ru ;
    prov:actedOnBehalfOf agent:one ; kg:affiliation <two/affiliation/0> ; kg:reviewed false .
<two/affiliation/0> a kg:Affiliation ; kg:link kg:none .
"""


@pytest.fixture
def load(tmp_path):
    def load(text):
        path = tmp_path / "sources.ttl"
        path.write_text(text, "utf-8")
        return load_registry(path)

    return load


def test_a_row_is_read(load):
    registry = load(HEAD + ROW + OTHER)
    one, two = registry.agents
    assert (one.label, one.type, one.wikidata, one.domains, one.handles) == (
        "One",
        AgentType.NEWS_AGENCY,
        "Q1",
        ("one.org",),
        ("One",),
    )
    assert one.labels == (("fr", "Un"), ("en", "One"), ("ru", "Один"))
    assert one.aliases == (("en", "Uno"),)
    assert one.registered
    row = one.affiliations[0]
    assert (row.country, row.link, row.start, row.end) == ("RU", Link.ORGAN, "2014-11-10", None)
    assert two.acts_for == "one"
    assert registry.unreviewed == {"two"}


BROKEN = [
    ('skos:prefLabel "One"@en', 'rdfs:comment "x"', "one: the property rdfs:comment"),
    ('skos:prefLabel "One"@en ;', "", "one: no skos:prefLabel"),
    ('skos:prefLabel "One"@en', 'skos:prefLabel "One"@en, "Ein"@en', "one: skos:prefLabel One, Ein"),
    ('skos:prefLabel "One"@en', 'skos:prefLabel "Un"@fr', "one: skos:prefLabel 'Un'@fr"),
    ('"Один"@ru', '"Eins"@de', "one: rdfs:label 'Eins'@de"),
    ('"Один"@ru', '"Ein"@fr', "one: rdfs:label in"),
    ('"Uno"@en', '"Uno"', "one: skos:altLabel 'Uno'@"),
    ('"Uno"@en', '" "@en', "one: skos:altLabel ' '@en"),
    ("kg:type kg:news-agency", "kg:type kg:newspaper", "one: kg:type kg:newspaper"),
    ("kg:type kg:news-agency ;", "", "one: no kg:type"),
    ("kg:type kg:news-agency", "kg:type kg:organ", "one: kg:type kg:organ"),
    ("kg:link kg:organ", "kg:link kg:friend", "one/affiliation/0: kg:link kg:friend"),
    ("kg:link kg:organ ;", "", "one/affiliation/0: no kg:link"),
    ("kg:country country:RU ;", "", "one/affiliation/0: kg:link kg:organ"),
    ("country:RU", "country:Russia", "one/affiliation/0: kg:country Russia"),
    ("country:RU", "agent:two", "one/affiliation/0: kg:country"),
    ("2014-11-10", "2014-11-31", "one/affiliation/0: schema:startDate 2014-11-31"),
    ("2014-11-10", "10.11.2014", "one/affiliation/0: schema:startDate 10.11.2014"),
    ("2014-11-10", "2014-13", "one/affiliation/0: schema:startDate 2014-13"),
    (
        'schema:startDate "2014-11-10"^^xsd:date',
        'schema:startDate "2014-11-10" ; schema:endDate "2014-11-09"',
        "one/affiliation/0: from 2014-11-10 to 2014-11-09",
    ),
    ("kg:affiliation <one/affiliation/0> ;", "", "one: no kg:affiliation"),
    ("kg:affiliation <one/affiliation/0>", "kg:affiliation <one/affiliation/1>", "one: kg:affiliation"),
    ("kg:affiliation <one/affiliation/0>", "kg:affiliation <two/affiliation/0>", "one: kg:affiliation"),
    ("kg:reviewed true", "kg:reviewed 1", "one: kg:reviewed 1"),
    ("skos:exactMatch wd:Q1", "skos:exactMatch agent:two", "one: skos:exactMatch"),
    ("agent:one a", "agent:One a", "One: the id"),
    ("agent:one a kg:Agent", "agent:one a kg:Source", "one: the row"),
    ("actedOnBehalfOf agent:one", "actedOnBehalfOf agent:three", "two: prov:actedOnBehalfOf three"),
    ("actedOnBehalfOf agent:one", "actedOnBehalfOf agent:two", "two: prov:actedOnBehalfOf two"),
    ('"Deux"@fr', '"Les Uno"@fr', "two and one: 'Les Uno'"),
    ('"Два"@ru', '"ОДИН"@ru', "two and one: 'ОДИН'"),
    ("kg:affiliation <one/affiliation/0>", "kg:affiliation [ kg:link kg:none ]", "a name for every node"),
    ("kg:type kg:news-agency ;", "kg:type", "a file in Turtle"),
]


def test_a_label_may_be_missing_in_a_language(load):
    (one,) = [agent for agent in load(HEAD + (ROW + OTHER).replace(', "Один"@ru', "")).agents if agent.label == "One"]
    assert [language for language, _ in one.labels] == ["fr", "en"]


@pytest.mark.parametrize(("old", "new", "message"), BROKEN)
def test_a_broken_row_is_named(load, old, new, message):
    whole = HEAD + ROW + OTHER
    assert old in whole
    with pytest.raises(RegistryError) as caught:
        load(whole.replace(old, new, 1))
    assert message in str(caught.value)


def test_links_that_overlap_are_refused(load):
    more = ROW.replace("kg:affiliation <one/affiliation/0>", "kg:affiliation <one/affiliation/0>, <one/affiliation/1>")
    second = '<one/affiliation/1> a kg:Affiliation ; kg:country country:RU ; kg:link kg:none ; schema:endDate "%s" .'
    assert len(load(HEAD + more + second % "2014-11-09").agents[0].affiliations) == 2
    with pytest.raises(RegistryError, match="one link at a time"):
        load(HEAD + more + second % "2014-11-10")
    with pytest.raises(RegistryError, match="one link at a time"):
        load(HEAD + more + second % "2014")


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(RegistryError, match="nowhere"):
        load_registry(tmp_path / "nowhere.ttl")


# --- the file that comes with the program ---


@pytest.fixture(scope="module")
def registry():
    return shipped()


def test_it_is_large_and_mostly_reviewed(registry):
    assert len(registry.agents) >= 700
    assert len(registry.unreviewed) / len(registry.agents) < 0.1


COUNTRIES = {"RU", "SY", "UA", "FR", "US", "GB", "TR", "IR", "IL", "QA", "SA", "EG", "AE", "LB", "JO", "IQ", "CN", "DE"}


def test_it_covers_what_it_should(registry):
    countries = {row.country for agent in registry.agents for row in agent.affiliations}
    assert countries >= COUNTRIES
    assert {agent.type for agent in registry.agents} >= set(AgentType) - {AgentType.ACCOUNT, AgentType.COMPANY}


@pytest.mark.parametrize("name", _AGENTS)
def test_it_agrees_with_the_seeds(registry, name):
    label, kind, country, link = _AGENTS[name]
    agent = registry.get(name)
    row = agent.affiliation_on("2017-09")
    assert (agent.label, agent.type, row.country, row.link) == (label, kind, country, link)


@pytest.mark.parametrize("office", ["government", "ministry-of-defence", "ministry-of-foreign-affairs", "armed-forces"])
def test_main_offices_are_there(registry, office):
    for country in ("RU", "SY", "UA", "FR", "US", "TR", "IR", "EG"):
        assert registry.by_office(office, country).affiliations[0].link is Link.ORGAN, country


def test_every_name_finds_its_agent(registry):
    for agent in registry.agents:
        for language, name in (("en", agent.label), *agent.labels, *agent.aliases):
            assert registry.by_alias(name, language) is agent, name


def test_labels_in_russian_are_russian_or_a_brand(registry):
    """A Latin name in the Russian column is right for a brand only."""
    kinds = {AgentType.STATE_BODY, AgentType.HEAD_OF_STATE, AgentType.PERSON, AgentType.EMBASSY}
    for agent in registry.agents:
        if agent.type in kinds:
            assert any("а" <= letter <= "я" for letter in dict(agent.labels)["ru"].casefold()), agent.id


def test_nobody_is_in_office_and_free_at_once(registry):
    """A person's links follow each other; offices carry the link organ."""
    for agent in registry.agents:
        for row in agent.affiliations:
            assert row.office is None or row.link is Link.ORGAN, agent.id


def test_nothing_of_this_machine_is_in_it(registry):
    for agent in registry.agents:
        assert not any("@" in handle or "/" in handle for handle in agent.handles), agent.id
        assert not any("/" in domain or domain.startswith("www.") for domain in agent.domains), agent.id


@pytest.mark.parametrize(
    ("name", "date", "link"),
    [
        ("bashar-al-assad", "2017", Link.ORGAN),
        ("bashar-al-assad", "2025", Link.NONE),
        ("bashar-al-assad", "2024", Link.UNKNOWN),
        ("donald-trump", "2016-12", Link.NONE),
        ("donald-trump", "2017-04", Link.ORGAN),
        ("donald-trump", "2022", Link.NONE),
        ("emmanuel-macron", "2017-04", Link.NONE),
        ("emmanuel-macron", "2018", Link.ORGAN),
        ("boris-johnson", "2017-04", Link.ORGAN),
        ("boris-johnson", "2019-01", Link.NONE),
        ("volodymyr-zelensky", "2018", Link.NONE),
        ("sputnik", "2017-09-05", Link.CONTROLLED),
        ("sputnik", "2013", Link.UNKNOWN),
        ("reuters", None, Link.NONE),
        ("afp", "2017", Link.FUNDED),
        ("dmitry-peskov", "2017-09", Link.ORGAN),
    ],
)
def test_links_at_a_date(registry, name, date, link):
    assert registry.get(name).affiliation_on(date).link is link
