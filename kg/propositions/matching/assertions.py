"""Cut what a sentence, or a part of one, asserts free of the words that report it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.languages.cue_lexicon import lexicon as reporting_words
from kg.languages.profile import supported
from kg.model import Article, Chain, Claim, Commitment, Membership, Span, Stance
from kg.propositions.matching.event_lexicon import Lexicon, lexicon
from kg.propositions.matching.tokens import words

_GAP = 4  # characters between a source and its cue that still belong to the reporting clause
_LEFT = " ,;:.–—-\u00a0\u202f\t\n"
_FEWEST = 3  # words of a stretch that says something beside the content
_NOTHING = ("relative", "negators")  # what opens a stretch that puts nothing forward: "did not say what … but"
_LEAST = 12  # a content shorter than this says nothing apart from its cue


@functools.cache
def _joins() -> re.Pattern[str]:
    """What joins a content to what reports it, in every language: ``that``, ``à la presse que``."""
    words = [reporting_words(code) for code in supported()]
    hearers = "|".join(sorted({word for one in words for word in one.addressing}, key=len, reverse=True))
    opened = sorted({word for one in words for word in one.content_openers}, key=len, reverse=True)
    openers = "|".join(f"{word[:-1]}['’]" if word.endswith("'") else rf"{word}\b" for word in opened)
    return re.compile(rf"^(?:(?:{hearers})\s+\w+\s+(?={openers}))?(?:{openers})\s*", re.IGNORECASE)


AssertionKey: TypeAlias = tuple[str, Span, int | None]  # an article's id, the sentence's span, the part's index or None


@dataclass(frozen=True, slots=True)
class AssertionHead:
    """Which assertion it is and how it is put: the little that joining asks of every one."""

    article: str
    span: Span  # the sentence's, which its parts share
    part: int | None  # index of the part; None for the sentence's own content
    position: int  # of the sentence in its article
    language: str
    commitment: Commitment
    date: str | None = None  # the article's, ISO

    @property
    def key(self) -> AssertionKey:
        """What names it across readings of its article."""
        return self.article, self.span, self.part

    @property
    def order(self) -> tuple[str, int, int, int]:
        """What assertions are sorted by: article, span, and the sentence before its parts."""
        return self.article, self.span.start, self.span.end, -1 if self.part is None else self.part

    @property
    def month(self) -> int | None:
        """The month of the article, counted from year 0; None where its date is not known as closely."""
        if self.date is None or len(self.date) < len("2017-09"):
            return None
        return 12 * int(self.date[:4]) + int(self.date[5:7])

    def member(self, stance: Stance, confidence: float, reasons: Sequence[str] = ()) -> Membership:
        """Its place in a proposition."""
        return Membership(self.article, self.span, stance, round(confidence, 3), tuple(reasons), self.part)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One thing asserted: a claim's own content or that of one of its parts, cut free of its reporting words."""

    head: AssertionHead
    claim: Claim
    text: str  # the content without its reporting words
    cue: str  # the reporting words themselves
    source: str  # the words that name the origin
    frame: str  # the sentence but for its reporting words: when and where it was said, too
    chain: Chain

    @property
    def chains(self) -> tuple[Chain, ...]:
        """All chains of the sentence or the part."""
        return self.claim.chains if self.head.part is None else self.claim.parts[self.head.part].chains


def assertions(articles: Iterable[Article], claims: Iterable[Claim]) -> tuple[Assertion, ...]:
    """Every sentence and part as an assertion, in an order that does not depend on that of the input."""
    dates = {article.id: article.date.value for article in articles}
    found = [one for claim in claims for one in assertions_of(claim, dates.get(claim.article))]
    return tuple(sorted(found, key=lambda one: one.head.order))


def assertions_of(claim: Claim, date: str | None) -> Iterator[Assertion]:
    """A claim's own content and those of its parts.

    Args:
        claim: The claim.
        date: ISO date of its article, as far as it is known.
    """
    first = claim.chains[0]
    yield _assertion(claim, None, first, first.content, claim.commitment, date)
    for at, part in enumerate(claim.parts):
        yield _assertion(claim, at, part.chains[0], part.content or part.chains[0].content, part.commitment, date)


def _assertion(
    claim: Claim, part: int | None, chain: Chain, content: tuple[Span, ...], commitment: Commitment, date: str | None
) -> Assertion:
    spans = [span for span in (chain.origin.mention, chain.origin.cue) if span is not None]
    inside = [span for span in spans if claim.span.covers(span)]
    given = [span for span in content if claim.span.overlaps(span) and span != claim.span]
    frame = _without(claim, inside)
    text = _words(claim, [*given, *_left(claim, part, given, inside)]) if given else frame
    cue, source = (_words(claim, [span]) if span in inside else "" for span in (chain.origin.cue, chain.origin.mention))
    head = AssertionHead(claim.article, claim.span, part, claim.position, claim.language, commitment, date)
    return Assertion(head, claim, text if len(text) >= _LEAST else claim.text, cue, source, frame, chain)


def _left(claim: Claim, part: int | None, given: list[Span], inside: list[Span]) -> list[Span]:
    """What a sentence with two reporting words says outside of the content of one: "put the toll at 58 saying …".

    Only stretches before its end in which something happens: what comes behind is mostly how and where it was said
    ("in a statement on the attack"); and none that a relative pronoun opens, which says who somebody is.
    """
    if part is not None:
        return []
    table = lexicon(claim.language)
    taken = [*given, *inside, *(span for other in claim.parts for span in other.content)]
    before = (span for span in _gaps(claim.span, taken) if span.end <= given[-1].start)
    return [span for span in before if _tells(_words(claim, [span]), table)]


def _gaps(whole: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """The stretches of a span that none of the others covers."""
    at = whole.start
    for span in sorted(taken):
        if span.start > at:
            yield Span(at, min(span.start, whole.end))
        at = max(at, span.end)
    if at < whole.end:
        yield Span(at, whole.end)


def _tells(text: str, table: Lexicon) -> bool:
    """Whether something happens in a stretch that is no relative clause and not what somebody did not say."""
    found = [word.folded for word in words(text)]
    opening = {name for _, name in table.grammar.find(found[:_FEWEST])}
    return len(found) >= _FEWEST and opening.isdisjoint(_NOTHING) and bool(table.events.find(found))


def _words(claim: Claim, spans: Iterable[Span | None]) -> str:
    base = claim.span.start
    return " ".join(
        claim.text[max(0, span.start - base) : max(0, span.end - base)] for span in sorted(filter(None, spans))
    ).strip()


def _without(claim: Claim, spans: list[Span]) -> str:
    """The sentence without its reporting words, where no content span is given."""
    if not spans or (len(spans) == 1 and spans[0] == claim.span):
        return claim.text
    base, pieces, at = claim.span.start, [], 0
    for start, end in _joined(spans, claim):
        pieces.append(claim.text[at : start - base])
        at = end - base
    pieces.append(claim.text[at:])
    kept = [_joins().sub("", piece.strip(_LEFT)) for piece in pieces]
    return " ".join(piece for piece in kept if piece)


def _joined(spans: list[Span], claim: Claim) -> list[tuple[int, int]]:
    """Reporting words as stretches: source and cue with little between them are one."""
    out: list[tuple[int, int]] = []
    for span in sorted(spans):
        if out and span.start - out[-1][1] <= _GAP:
            out[-1] = (out[-1][0], max(out[-1][1], span.end))
        else:
            out.append((span.start, span.end))
    return out
