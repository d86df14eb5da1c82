"""Claims as Web Annotations (W3C Web Annotation Data Model): the sentence selected, its chain in the body.

The selectors are alternatives for one stretch of text (section 4.2): the exact words with those around them, and their
positions in Unicode code points of the article's stored text. Where the article has an address, the words alone select
there too, for offsets in the stored text say nothing of a web page.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.exports.json_text import Json, listing
from kg.answers.exports.records import StoreRecords
from kg.graph.rdf import iris
from kg.model import Article, Claim
from kg.model.articles import around
from kg.model.vocab import DATA

_NEAR = 32  # code points of context on each side
_HEAD = f"""{{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "{DATA}annotations", "type": "AnnotationPage",
"items": ["""


def web_annotations(records: StoreRecords) -> Iterator[str]:
    """An annotation page of all sentences."""
    items = (_annotation(article, claim) for article, claims in records.articles() for claim in claims)
    yield from listing(_HEAD, items, "]}")


def _annotation(article: Article, claim: Claim) -> Json:
    iri = str(iris.claim(article.id, claim.span))
    speakers: list[Json] = [
        _resource(iris.agent(chain.origin.agent, article.id), "identifying") for chain in claim.chains
    ]
    chains: list[Json] = [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": " → ".join(hop.agent.label for hop in chain.hops),
        }
        for chain in claim.chains
    ]
    return {
        "id": f"{iri}/annotation",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [*speakers, *chains, _resource(iri, "linking")],
        "target": _targets(article, claim),
    }


def _resource(iri: str, purpose: str) -> Json:
    return {"type": "SpecificResource", "source": str(iri), "purpose": purpose}


def _targets(article: Article, claim: Claim) -> Json:
    before, behind = around(article, claim.span, _NEAR)
    quote: Json = {"type": "TextQuoteSelector", "exact": claim.text, "prefix": before, "suffix": behind}
    position: Json = {"type": "TextPositionSelector", "start": claim.span.start, "end": claim.span.end}
    targets: list[Json] = [{"source": str(iris.article(article.id)), "selector": [quote, position]}]
    if article.url.value:
        targets.append({"source": article.url.value, "selector": quote})
    return targets
