"""A claim in full: where it stands, through whom it came, what it says, and the propositions that it stands to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kg.answers import service
from kg.answers.names import ArticleName
from kg.answers.show import ClaimRecord, Standing
from kg.answers.show.records import Ruling
from kg.graph.rdf import iris
from kg.graph.store import Table
from kg.languages.profile import LABEL_LANGUAGE
from kg.model import Article, Claim, Mention, Quantity, Span, around
from kg.model.errors import NotFound, QueryError
from kg.sources.countries import load_countries
from kg.web.chains import Way, phrases, ways
from kg.web.view import Asked, View, table_of

_AROUND = 240  # code points of the article before and behind the sentence
_DIRECTIONS = {1: "text copied from", -1: "text copied by", 0: "same text, nobody knows who was first:"}


@dataclass(frozen=True, slots=True)
class Detail:
    """What the sentence speaks of: a subject, a mention, a time or a number, with what it was taken for."""

    what: str
    words: str
    means: str


@dataclass(frozen=True, slots=True)
class PartOf:
    """What somebody else asserts in it; ``asked`` where the address names this part."""

    text: str
    quote: str
    commitment: str
    chains: tuple[Way, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class Only:
    """Whether a proposition rests only on sources of a country, in the three variants; empty where none is said."""

    code: str
    country: str
    origin: str
    bottleneck: str
    closed: str


@dataclass(frozen=True, slots=True)
class Stands:
    """Its place in a proposition: how, how sure, why, and what rests on what there."""

    proposition: str
    says: str
    stance: str
    confidence: float
    reasons: tuple[str, ...]
    part: str
    counts: tuple[tuple[str, int], ...]
    denied: int
    perhaps: int
    verdicts: tuple[Only, ...]


@dataclass(frozen=True, slots=True)
class Carries:
    """Another article with the article's text."""

    article: str
    name: str
    says: str
    share: float


@dataclass(frozen=True, slots=True)
class OneClaim:
    """A claim with all that is known of it.

    Attributes:
        iri: of the sentence, though the address may name a part of it.
        article: IRI of its article.
        heading: the article's title, outlet and day.
        place: its anchor on the page of the article.
        before: what stands before it there.
        text: its words.
        after: what stands behind it.
        kind: statement, headline, post or caption.
        language: of the sentence.
        quote: direct, indirect, mixed or none.
        commitment: how its origin puts it.
        negated: whether the main clause is negated.
        chains: its own first.
        parts: what others assert in it.
        other: how the rules, or a model, read it too.
        details: what it speaks of.
        standings: the propositions.
        carriers: articles that carry the same text.
        rulings: what people have decided of it.
    """

    iri: str
    article: str
    heading: str
    place: str
    before: str
    text: str
    after: str
    kind: str
    language: str
    quote: str
    commitment: str
    negated: bool
    chains: tuple[Way, ...]
    parts: tuple[PartOf, ...]
    other: tuple[Way, ...]
    details: tuple[Detail, ...]
    standings: tuple[Stands, ...]
    carriers: tuple[Carries, ...]
    rulings: tuple[Ruling, ...]


def record(asked: Asked) -> OneClaim:
    """The claim of the address."""
    try:
        found = service.show(asked.store, f"article/{asked.place['name']}")
    except QueryError as error:
        raise NotFound(error.value, error.expected, error.fix) from error
    if not isinstance(found, ClaimRecord):
        raise NotFound(ascii(asked.place["name"][:80]), "a claim of this store", "Open one from an answer.")
    return _claim(asked, found)


def _claim(asked: Asked, found: ClaimRecord) -> OneClaim:
    article, claim = found.article, found.claim
    words = phrases(asked.registry)
    before, after = context(article, claim.span)
    parts = (
        PartOf(
            _pieces(article, part.content),
            part.quote.value,
            part.commitment.value,
            ways(article, part.chains, words),
            found.asked.endswith(f"/part/{number}"),
        )
        for number, part in enumerate(claim.parts)
    )
    return OneClaim(
        found.iri,
        str(iris.article(article.id)),
        str(found.names.get(article.id, ArticleName(article.id)).within(160)),
        f"{claim.span.start}-{claim.span.end}",
        before,
        claim.text,
        after,
        claim.kind.value,
        claim.language,
        claim.quote.value,
        claim.commitment.value,
        claim.negated,
        ways(article, claim.chains, words),
        tuple(parts),
        ways(article, claim.other.chains, words) if claim.other else (),
        tuple(_details(article, claim)),
        tuple(map(_stands, found.standings)),
        tuple(
            Carries(
                str(iris.article(one.article)),
                str(found.names.get(one.article, ArticleName(one.article)).within(120)),
                _DIRECTIONS[one.direction],
                one.share,
            )
            for one in found.carriers
        ),
        found.rulings,
    )


def context(article: Article, span: Span) -> tuple[str, str]:
    """What stands before and behind, cut at words."""
    before, after = around(article, span, _AROUND)
    if span.start > _AROUND:
        before = f"… {before.partition(' ')[2]}"
    if span.end + _AROUND < len(article.text):
        after = f"{after.rpartition(' ')[0]} …"
    return before, after


def _pieces(article: Article, pieces: tuple[Span, ...]) -> str:
    return " … ".join(piece.of(article.text) for piece in pieces)


def _details(article: Article, claim: Claim) -> Iterator[Detail]:
    if claim.chains[0].content:
        yield Detail("reported", _pieces(article, claim.content), "")
    if claim.subject:
        yield _mention("subject", claim.subject)
    yield from (_mention("mentions", mention) for mention in claim.mentions)
    yield from (Detail("when", time.text, time.value or "") for time in claim.times)
    yield from (Detail("how many", quantity.text, _value(quantity)) for quantity in claim.quantities)


def _mention(what: str, mention: Mention) -> Detail:
    entity = mention.label or mention.entity
    return Detail(what, mention.text, f"{mention.type}: {entity}" if entity else mention.type)


def _value(quantity: Quantity) -> str:
    bounds = sorted({bound for bound in (quantity.low, quantity.high) if math.isfinite(bound)})
    value = " to ".join(f"{bound:.12g}" for bound in bounds)
    return " ".join(word for word in (quantity.hedge, value, quantity.unit, quantity.counted) if word)


def _stands(found: Standing) -> Stands:
    return Stands(
        found.proposition,
        found.says,
        f"perhaps {found.stance}" if found.perhaps else found.stance,
        found.confidence,
        found.reasons,
        (found.part or "").rpartition("/")[2],
        found.counts,
        found.denied,
        found.perhaps_too,
        tuple(_only(found)),
    )


def _only(found: Standing) -> Iterator[Only]:
    countries = load_countries(LABEL_LANGUAGE).countries
    for code in dict.fromkeys(verdict.country for verdict in found.verdicts):
        values = {verdict.variant: verdict.value for verdict in found.verdicts if verdict.country == code}
        label = countries[code].label if code in countries else code
        yield Only(code, label, *(values.get(name, "") for name in ("origin", "bottleneck", "closed")))


def table(found: OneClaim) -> Table:
    """A row for each chain, of the sentence and of its parts."""
    own = ((found.text, "", found.quote, found.commitment, chain.says, found.iri) for chain in found.chains)
    parts = (
        (found.text, part.text, part.quote, part.commitment, chain.says, f"{found.iri}/part/{number}")
        for number, part in enumerate(found.parts)
        for chain in part.chains
    )
    return table_of(("text", "said", "quote", "commitment", "chain", "claim"), (*own, *parts))


VIEWS = (
    View("/claim/{name:path}", "Claim", record, table, opens=r"article/(?P<name>[^/]+/claim/\d+-\d+(?:/part/\d+)?)"),
)
