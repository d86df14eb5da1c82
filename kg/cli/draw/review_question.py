"""A question as lines for the terminal: what is asked, both sentences in context, their chains, and why it is asked."""

from __future__ import annotations

from collections.abc import Iterator

from kg.cli.draw.chain import chain_lines
from kg.cli.draw.table import wrapped
from kg.graph.short_names import short
from kg.model import Article, Claim, around
from kg.propositions.decisions import hop_text
from kg.review.decider import Decider
from kg.review.questions import ReviewTask, TaskKind

_AROUND = 160  # code points of the article before and after a sentence
_NAME = 52  # characters of the name of an article
_MOST = 3  # claims of a proposition that are shown
ASKED = {
    TaskKind.PERHAPS: "Does 1 say the same as 2?",
    TaskKind.JOIN: "Does 1 say the same as 2?",
    TaskKind.YES: "Nobody else says 1: or does one of these?",
    TaskKind.CONTRADICTION: "Do 1 and 2 contradict each other?",
    TaskKind.HOP: "Who is meant?",
    TaskKind.SPEAKER: "Who says it?",
    TaskKind.AGENT: "Which agent is it, and does it speak for a state?",
}


def review_question_lines(question: ReviewTask, decider: Decider, width: int) -> list[str]:
    """The question in at most so many columns."""
    return [piece for line in _lines(question, decider) for piece in wrapped(line, width, hang="")]


def _lines(question: ReviewTask, decider: Decider) -> Iterator[str]:
    yield f"{ASKED[question.kind]}  ({'; '.join(question.why)})"
    if question.kind is TaskKind.AGENT:
        yield f"  {question.agents[0].label}:"
        yield from (f"    {decider.article_name(str(name.article)).within(_NAME)}" for name in question.agents[:_MOST])
        if len(question.agents) > _MOST:
            yield f"    and {len(question.agents) - _MOST} more articles"
        for number, near in enumerate(question.proposals, start=1):
            yield f"  perhaps {number}: {near.label} [{near.id}]"
    if question.hop is not None:
        yield from _hop(question.hop, decider)
    yield from _claim(question.left, "1", decider)
    others = question.against or tuple(decider.members(question.right) if question.right else ())
    members = [iri for iri in others if iri != question.left]
    for number, iri in enumerate(members[:_MOST], start=2):
        yield from _claim(iri, str(number) if question.kind is TaskKind.YES else "2", decider)
    if len(members) > _MOST:
        yield f"  and {len(members) - _MOST} more{f': kg show {short(question.right)}' if question.right else ''}"


def _hop(iri: str, decider: Decider) -> Iterator[str]:
    """The hop that is asked for, and who may be meant."""
    owner, hop = decider.hop(iri)
    article, _, _ = decider.claim(owner)
    yield f"  {hop_text(hop, article.text)}"
    for number, one in enumerate(hop.candidates, start=1):
        known = f" [{one.agent.id}]" if one.agent.registered else ""
        yield f"  perhaps {number}: {one.agent.label} ({one.probability:.0%}){known}"


def _claim(iri: str, number: str, decider: Decider) -> Iterator[str]:
    article, claim, part = decider.claim(iri)
    yield ""
    yield f"{number}  [{short(iri)}] {decider.article_name(article.id).within(_NAME)}"
    yield f"   {_context(article, claim)}"
    if part is not None:
        yield f"   part: {' … '.join(words.of(article.text) for words in claim.parts[part].content)}"
    yield from chain_lines(article, claim.chains if part is None else claim.parts[part].chains, "   ")


def _context(article: Article, claim: Claim) -> str:
    """The sentence between ▶ and ◀, with what stands around it."""
    before, after = around(article, claim.span, _AROUND)
    return f"{before} ▶ {claim.text} ◀ {after}"
