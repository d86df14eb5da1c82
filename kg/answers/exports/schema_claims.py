"""Claims in the words of schema.org: https://schema.org/Claim with its appearances, as search engines read them.

A sentence, or a part of one, is a ``Claim`` with its speaker as ``author`` and the article as ``appearance``. What
several say alike is a ``Claim`` too: each of them is one of its ``workExample``, and it appears in their articles.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.exports.json_text import Json, listing
from kg.answers.exports.records import Assertion, StoreRecords, assertions
from kg.graph.rdf import iris
from kg.model import Agent, AgentType, Article, SourceKind, Stance
from kg.propositions.verdicts.evidence import Case

_CONTEXT = '{"@context": {"@vocab": "https://schema.org/"}, "@graph": ['


def schema_claims(records: StoreRecords) -> Iterator[str]:
    """Every claim and every proposition, as JSON-LD."""
    yield from listing(_CONTEXT, _objects(records), "]}")


def _objects(records: StoreRecords) -> Iterator[Json]:
    for article, claims in records.articles():
        if claims:
            appearance = _article(article, claims[0].chains[0].hops[-1].agent)
            kept = (one for one in assertions(claims) if one.iri not in records.rejected)
            yield from (_claim(article, one, appearance) for one in kept)
    for case in records.cases():
        yield _proposition(case, records.labels.get(case.proposition, ""))


def _article(article: Article, outlet: Agent) -> dict[str, Json]:
    found: dict[str, Json] = {
        "@type": "NewsArticle",
        "@id": str(iris.article(article.id)),
        "identifier": article.id,
        "headline": article.title.value,
        "url": article.url.value,
        "datePublished": article.date.value,
        "inLanguage": article.language.value,
    }
    if outlet.kind is not SourceKind.UNSPECIFIED:
        found["publisher"] = _agent(outlet, article.id)
    return _known(found)


def _claim(article: Article, one: Assertion, appearance: Json) -> Json:
    found: dict[str, Json] = {
        "@type": "Claim",
        "@id": one.iri,
        "text": one.text(article),
        "inLanguage": one.claim.language or None,
        "author": [_agent(chain.origin.agent, article.id) for chain in one.chains],
        "appearance": appearance,
    }
    if one.is_part:
        found["isPartOf"] = {"@type": "Claim", "@id": one.whole}
    return _known(found)


def _agent(agent: Agent, article: str) -> Json:
    kind = "Person" if agent.type is AgentType.PERSON else "Organization" if agent.type else "Thing"
    return {"@type": kind, "@id": str(iris.agent(agent, article)), "name": agent.label}


def _proposition(case: Case, says: str) -> Json:
    said = [one for one in case.claims if one.stance is Stance.EXPRESSES and not one.perhaps and not one.rejected]
    articles = dict.fromkeys(one.article for one in said)
    return _known(
        {
            "@type": "Claim",
            "@id": case.proposition,
            "text": says or None,
            "workExample": [{"@type": "Claim", "@id": one.claim} for one in said],
            "appearance": [{"@type": "NewsArticle", "@id": iri} for iri in articles],
        }
    )


def _known(found: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in found.items() if value not in (None, [])}
