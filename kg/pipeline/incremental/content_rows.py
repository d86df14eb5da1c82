"""Contents as rows that can be kept, and back: what joining asks of all at once, the rest read when it is asked for.

All that a content is made of follows from its article's claims. What is kept of it beside them is what every content is
looked at for: anchors, points, setting and actors, where it stands and how it is put. Words, chains and reasons are
read again only of those contents that are compared anew or put into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from kg.model import Article, Claim, Commitment, Fact, Span
from kg.pipeline.incremental.record_codec import Json, later, pack, unpack
from kg.propositions.matching.atomic_facts import AtomicFact
from kg.propositions.matching.contents import Assertion, items
from kg.propositions.matching.event_context import EventContext
from kg.propositions.matching.facets import Facets
from kg.propositions.matching.pair_scorer import Content
from kg.propositions.matching.tokenized import NOBODY, TokenizedContent, read

Whole = Callable[[int], Claim]  # an article's claims, by their places when they were packed


def packed(article: Article, claims: Sequence[Claim], every: Sequence[Content]) -> Json:
    """The contents of one article as what JSON can hold."""
    place = {claim.span: at for at, claim in enumerate(claims)}
    return [
        article.date.value,
        [[claim.position, claim.span.start, claim.span.end, claim.language] for claim in claims],
        [
            [place[one.item.span], one.item.part, one.item.commitment.value, *map(pack, _parts(one)), list(one.who)]
            for one in every
        ],
    ]


def _parts(one: Content) -> tuple[Facets, frozenset[AtomicFact], EventContext]:
    return one.anchors, one.points, one.setting


def unpacked(article: str, row: Json, whole: Whole, officials: Mapping[str, str] = NOBODY) -> Iterator[Content]:
    """The contents of one article.

    Args:
        article: Its id.
        row: What ``packed`` made of them.
        whole: Gives each claim, when it is first asked for.
        officials: Surnames of persons in office, each with the code of the state that it stands for.

    Raises:
        ValueError, TypeError: the row is of another shape.
    """
    date, places, rows = row
    claims = [
        later(
            Claim,
            {"article": article, "position": position, "span": Span(start, end), "language": language},
            partial(whole, at),
        )
        for at, (position, start, end, language) in enumerate(places)
    ]
    for at, part, commitment, anchors, points, setting, who in rows:
        known = {"claim": claims[at], "part": part, "commitment": Commitment(commitment), "date": date}
        item = later(Assertion, known, partial(_item, claims[at], part, date))
        yield Content(
            later(TokenizedContent, {"item": item}, partial(read, item, officials)),
            unpack(Facets, anchors),
            frozenset(AtomicFact(kind, tuple(of)) for kind, of in points),
            unpack(EventContext, setting),
            tuple(who),
        )


def _item(claim: Claim, part: int | None, date: str | None) -> Assertion:
    """The item of a claim or of a part of it."""
    bare = Article(claim.article, "", date=Fact(date))
    return next(item for item in items([bare], [claim]) if item.part == part)
