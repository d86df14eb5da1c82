"""From the store to the records that are shown: the article's own graph, and bound queries for what is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rdflib import URIRef
from rdflib.term import Identifier

from kg.answers.names import article_names
from kg.answers.show.records import Carrier, ClaimRecord, Member, PropositionRecord, Ruling, Standing, Verdict
from kg.graph.rdf import Quad, iris
from kg.graph.rdf.from_quads import articles
from kg.graph.short_names import find
from kg.graph.store import Store
from kg.model import Article, Claim
from kg.model.errors import QueryError
from kg.model.vocab import ARTICLE_GRAPHS, DATA, DECISIONS_GRAPH, KG, PREFIXES, PROV, REGISTRY_GRAPH, SHARED_GRAPHS
from kg.propositions.verdicts.evidence import Case, evidence_of
from kg.propositions.verdicts.rules import Variant, judge, of_country, reason

_VARIANTS = ("origin", "bottleneck", "closed")
_COUNTS = ("claim", "article", "outlet", "origin", "independent")
_STANDINGS = """SELECT ?assertion ?proposition ?says ?stance ?band ?confidence ?reason WHERE {
  ?node kg:claim ?assertion ; kg:proposition ?proposition ; kg:stance ?stance ; kg:band ?band ;
    kg:confidence ?confidence .
  ?proposition skos:prefLabel ?says .
  OPTIONAL { ?node kg:reason ?reason }
} ORDER BY STR(?band) STR(?proposition) STR(?assertion) COALESCE(STR(?reason), "")"""
_VERDICTS = """SELECT ?proposition ?country ?origin ?bottleneck ?closed WHERE {
  ?verdict kg:proposition ?proposition ; kg:states ?states ; kg:originValue ?origin ; kg:bottleneckValue ?bottleneck ;
    kg:closedValue ?closed .
  ?states kg:state ?country .
} ORDER BY STR(?country)"""
_ABOUT = """SELECT ?proposition ?property ?value WHERE {
  ?proposition a kg:Proposition ; ?property ?value . FILTER(ISLITERAL(?value))
} ORDER BY STR(?property) STR(?value)"""
_MEMBERS = """SELECT ?proposition ?assertion ?article ?begin ?end ?text ?who ?supports WHERE {
  ?node kg:proposition ?proposition ; kg:claim ?assertion .
  { ?assertion a kg:Claim . BIND(?assertion AS ?claim) } UNION { ?claim kg:part ?assertion }
  ?claim schema:text ?text ; kg:begin ?begin ; kg:end ?end ; kg:article ?from .
  ?from schema:identifier ?article .
  ?assertion kg:attribution ?chain .
  ?chain kg:origin ?hop .
  ?hop prov:agent ?agent .
  ?agent skos:prefLabel ?who .
  OPTIONAL { ?assertion kg:supports ?supports . FILTER(?supports = ?proposition) }
} ORDER BY STR(?article) ?begin STR(?assertion) STR(?who)"""
_CARRIERS = """SELECT ?article ?other ?share ?older ?younger WHERE {
  ?copying kg:carrier ?article ; kg:carrier ?carrier ; kg:share ?share . FILTER(STR(?carrier) != STR(?article))
  ?carrier schema:identifier ?other .
  OPTIONAL { ?article kg:copiedFrom ?carrier . BIND(true AS ?older) }
  OPTIONAL { ?carrier kg:copiedFrom ?article . BIND(true AS ?younger) }
} ORDER BY STR(?other)"""
_CONTRADICTIONS = """SELECT ?proposition ?kind ?left ?right ?status WHERE {
  ?node kg:between ?proposition ; kg:contradictionKind ?kind ; kg:left ?left ; kg:right ?right ; kg:status ?status .
} ORDER BY STR(?kind) STR(?left) STR(?right)"""

_DECIDED = """SELECT ?assertion ?decision ?kind ?who ?when ?why WHERE {
  ?decision kg:decides ?assertion ; kg:inForce true ; kg:decisionKind ?kind ; prov:generatedAtTime ?when ;
    prov:wasAttributedTo ?person .
  ?person rdfs:label ?who .
  OPTIONAL { ?decision kg:why ?why }
} ORDER BY STR(?when) STR(?decision)"""


def show(store: Store, name: str) -> ClaimRecord | PropositionRecord:
    """All that is known of a claim or a proposition.

    Args:
        store: where it is.
        name: its IRI or one of its short forms (see ``kg.graph.short_names``).

    Raises:
        QueryError: the store has nothing of that name.
    """
    iri = find(store, name)
    return _claim(store, iri) if "/claim/" in iri else _proposition(store, iri)


def read(store: Store, name: str) -> tuple[Article, tuple[Claim, ...]]:
    """An article with its claims.

    Args:
        store: where it is.
        name: its id, its IRI, or the end of that (``af15cd88``).

    Raises:
        QueryError: nothing, or more than one article, has that name.
    """
    known = [graph.removeprefix(ARTICLE_GRAPHS) for graph in store.graphs() if graph.startswith(ARTICLE_GRAPHS)]
    given = name.strip().removeprefix("id:").removeprefix(DATA).removeprefix("article/")
    exact = str(iris.article(name.strip())).removeprefix(f"{DATA}article/")
    found = [one for one in known if one in (given, exact)] or [one for one in known if one.endswith(f"-{given}")]
    if len(found) != 1:
        expected = "an article of this store, by its id or its IRI"
        raise QueryError(ascii(name[:80]), expected, "Ids stand in the column article of the answers.")
    return next(articles(quads_of(store, f"{DATA}article/{found[0]}")))


def _claim(store: Store, iri: URIRef) -> ClaimRecord:
    article_iri, _, rest = str(iri).partition("/claim/")
    whole = f"{article_iri}/claim/{rest.split('/')[0]}"
    for article, claims in articles(quads_of(store, article_iri)):
        for claim in claims:
            if whole.endswith(f"/claim/{claim.span.start}-{claim.span.end}"):
                parts = [f"{whole}/part/{index}" for index in range(len(claim.parts))]
                found = tuple(standing for each in (whole, *parts) for standing in standings(store, URIRef(each)))
                carriers = tuple(_carriers(store, URIRef(article_iri)))
                said = tuple(ruling for each in (whole, *parts) for ruling in _rulings(store, each))
                names = article_names(store, [article.id, *(carrier.article for carrier in carriers)])
                return ClaimRecord(whole, str(iri), article, claim, found, carriers, said, names)
    raise QueryError(name_of(iri), "a claim of this store", "List them: kg query who-asserted-what.")


def _carriers(store: Store, article: URIRef) -> Iterator[Carrier]:
    """The articles that carry the same text."""
    for _, other, share, older, younger in store.select(_CARRIERS, {"article": article}).rows:
        direction = 1 if older is not None else -1 if younger is not None else 0
        yield Carrier(str(other), float(str(share)), direction)


def _rulings(store: Store, assertion: str) -> Iterator[Ruling]:
    """What people have decided of an assertion."""
    for _, decision, kind, who, when, why in store.select(_DECIDED, {"assertion": URIRef(assertion)}).rows:
        reason = "" if why is None else str(why)
        yield Ruling(_local(kind), str(who), str(when)[:10], reason, str(decision).rpartition("/")[2])


def name_of(iri: URIRef) -> str:
    """An IRI of the data without its beginning."""
    return str(iri).removeprefix(DATA)


def quads_of(store: Store, article: str) -> Iterator[Quad]:
    """The article's graph, and what the registry and the shared graphs say of the agents and places that it names."""
    own = list(own_quads(store, article))
    yield from own
    waiting = sorted({node for quad in own for node in (quad[0], quad[2]) if node.startswith(PREFIXES["agent"])})
    seen: set[str] = set()
    while waiting:
        if (name := str(waiting.pop())) in seen:
            continue
        seen.add(name)
        for quad in store.quads(REGISTRY_GRAPH, subject=URIRef(name)):
            yield quad
            if quad[1] in (PROV.actedOnBehalfOf, KG.affiliation):
                waiting.append(URIRef(str(quad[2])))


def own_quads(store: Store, article: str) -> Iterator[Quad]:
    """The article's graph, and what is shared of the agents and places that it names."""
    own = list(store.quads(URIRef(ARTICLE_GRAPHS + article.removeprefix(f"{DATA}article/"))))
    yield from own
    shared = {PREFIXES["agent"]: ("agent", "mention"), f"{DATA}place/": ("place",)}
    named = {str(value) for *_, value, _ in own if isinstance(value, URIRef)}
    for base, kinds in shared.items():
        for entity in sorted(name for name in named if name.startswith(base)):
            for kind in kinds:
                yield from store.quads(URIRef(f"{SHARED_GRAPHS}{kind}/{entity.removeprefix(base)}"))


def standings(store: Store, assertion: URIRef) -> Iterator[Standing]:
    """How a claim, or a part of one, stands to propositions, by its IRI."""
    rows = store.select(_STANDINGS, {"assertion": assertion}).rows
    cases = _cases(store, [URIRef(str(row[1])) for row in rows])
    for (proposition, says, stance, band, confidence), found in groupby(rows, key=lambda row: row[1:6]):
        yield Standing(
            str(proposition),
            str(says),
            _local(stance),
            band == KG["perhaps-band"],
            float(str(confidence)),
            tuple(str(row[6]) for row in found if row[6] is not None),
            str(assertion) if "/part/" in assertion else None,
            _verdicts(store, cases[str(proposition)]),
            _counts(_literals(store, URIRef(str(proposition)))),
            *_against(store, URIRef(str(proposition)), assertion),
        )


def _against(store: Store, proposition: URIRef, assertion: URIRef) -> tuple[int, int]:
    """How many claims but one deny a proposition, and how many perhaps say it too."""
    rows = store.select(_STANDINGS, {"proposition": proposition}).rows
    others = {(row[0], row[3], row[4]) for row in rows if row[0] != assertion}
    denied = sum(stance == KG.denying and band != KG["perhaps-band"] for _, stance, band in others)
    return denied, sum(stance != KG.denying and band == KG["perhaps-band"] for _, stance, band in others)


def _literals(store: Store, proposition: URIRef) -> dict[str, str]:
    return {
        str(key).rpartition("#")[2]: str(value)
        for _, key, value in store.select(_ABOUT, {"proposition": proposition}).rows
    }


def _counts(literals: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    return tuple((what, int(literals[f"{what}Count"])) for what in _COUNTS if f"{what}Count" in literals)


def _verdicts(store: Store, case: Case) -> tuple[Verdict, ...]:
    """The verdicts on the states that the store knows, by state; why each is what it is is read off the chains."""
    found: list[Verdict] = []
    for _, country, *values in store.select(_VERDICTS, {"proposition": URIRef(case.proposition)}).rows:
        code = str(country).rpartition("/")[2]
        for variant, value in zip(_VARIANTS, values, strict=True):
            why = reason(judge(case.claims, of_country(code), Variant(variant), case.plan))
            found.append(Verdict(code, variant, _local(value), (why,)))
    return tuple(found)


def _cases(store: Store, propositions: Iterable[URIRef]) -> dict[str, Case]:
    """Some propositions, each with the claims that stand to it."""
    wanted = dict.fromkeys(propositions)
    found = {case.proposition: case for case in evidence_of(store, wanted)}
    return {str(iri): found.get(str(iri), Case(str(iri), (), plan=False)) for iri in wanted}


def _local(term: Identifier | None) -> str:
    return str(term).rpartition("#")[2]


def _proposition(store: Store, iri: URIRef) -> PropositionRecord:
    about = [(str(key), value) for _, key, value in store.select(_ABOUT, {"proposition": iri}).rows]
    literals = {key.rpartition("#")[2]: str(value) for key, value in about}
    if "prefLabel" not in literals:
        raise QueryError(name_of(iri), "a proposition of this store", "List them: kg query verdicts.")
    members, case = tuple(_members(store, iri)), _cases(store, [iri])[str(iri)]
    labels = [value for key, value in about if key.endswith("rdf-schema#label")]
    return PropositionRecord(
        str(iri),
        literals["prefLabel"],
        tuple(sorted((str(getattr(label, "language", None) or ""), str(label)) for label in labels)),
        _counts(literals),
        members,
        _verdicts(store, case),
        tuple(
            (_local(row[1]), str(row[2]), str(row[3]), row[4] == KG.confirmed)
            for row in store.select(_CONTRADICTIONS, {"proposition": iri}).rows
        ),
        case,
        article_names(store, [member.article for member in members]),
    )


def _members(store: Store, iri: URIRef) -> Iterator[Member]:
    stands = {
        str(assertion): (_local(stance), band == KG["perhaps-band"], float(str(confidence)), tuple(reasons))
        for (assertion, stance, band, confidence), reasons in _with_reasons(store, iri)
    }
    touched = {str(value) for _, predicate, value, _ in store.quads(DECISIONS_GRAPH) if predicate == KG.decides}
    rows = store.select(_MEMBERS, {"proposition": iri}).rows
    for (assertion, article, begin, end, text, supports), found in groupby(rows, key=lambda row: (*row[1:6], row[7])):
        stance, perhaps, confidence, reasons = stands[str(assertion)]
        who = tuple(dict.fromkeys(str(row[6]) for row in found))
        place = str(article), int(str(begin)), int(str(end)), str(text)
        said = tuple(_rulings(store, str(assertion))) if str(assertion) in touched else ()
        yield Member(str(assertion), *place, who, stance, perhaps, supports is not None, confidence, reasons, said)


def _with_reasons(store: Store, iri: URIRef) -> Iterator[tuple[tuple[Identifier | None, ...], list[str]]]:
    rows = store.select(_STANDINGS, {"proposition": iri}).rows
    for (assertion, _, _, *rest), found in groupby(rows, key=lambda row: row[:6]):
        yield (assertion, *rest), [str(row[6]) for row in found if row[6] is not None]
