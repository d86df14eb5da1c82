"""Describe the content of each assertion: its facets, atomic facts, event and actors. This is what is compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from kg.model import SourceKind
from kg.propositions.matching import event_days
from kg.propositions.matching.actors import GOVERNMENT, actors
from kg.propositions.matching.assertions import Assertion, AssertionHead
from kg.propositions.matching.atomic_facts import AtomicFact, atomic_facts
from kg.propositions.matching.event_context import EventContext, event_contexts, home_state
from kg.propositions.matching.facets import Facets, facets
from kg.propositions.matching.tokenized import NOBODY, TokenizedContent, tokenize

_SHORT = 5  # stems; what has fewer is short


@dataclass(frozen=True, slots=True)
class ContentSummary:
    """What joining asks of every content."""

    head: AssertionHead
    facets: Facets
    facts: frozenset[AtomicFact]
    context: EventContext
    actors: tuple[str, ...]  # in the order of the text: country codes for states, else sides
    said: tuple[event_days.Days, ...]  # that it names itself
    lasting: bool  # said of a time without an end
    origin: str | None  # id of the agent it is from, where that is named

    @property
    def vague(self) -> bool:
        """Whether it says too little to stand for a proposition that others are measured by."""
        found = self.facets
        few = len(found.stems) < _SHORT and not found.counts
        return few and (len(found.events) < 2 or not found.names | found.countries)

    @property
    def days(self) -> tuple[event_days.Days, ...]:
        """The days that it names, else those before its article; none where nobody knows."""
        return self.said or event_days.around(self.context.day)

    def with_words(self, load: Callable[[], TokenizedContent]) -> Content:
        """The content of which this is the summary; ``load`` gives its words."""
        one = self
        return Content(
            one.head, one.facets, one.facts, one.context, one.actors, one.said, one.lasting, one.origin, load
        )


@dataclass(frozen=True, slots=True)
class Content(ContentSummary):
    """A content with a reference to its words, which are asked for where it is compared or put into a proposition."""

    load: Callable[[], TokenizedContent] = field(compare=False, repr=False)

    @property
    def summary(self) -> ContentSummary:
        """All but its words: what can be kept."""
        one = self
        return ContentSummary(
            one.head, one.facets, one.facts, one.context, one.actors, one.said, one.lasting, one.origin
        )

    @property
    def tokens(self) -> TokenizedContent:
        """Its words."""
        return self.load()

    @property
    def assertion(self) -> Assertion:
        """The assertion itself."""
        return self.load().assertion


def _as_is(tokens: TokenizedContent) -> TokenizedContent:
    return tokens


def contents(found: Sequence[Assertion], officials: Mapping[str, str] = NOBODY) -> list[Content]:
    """Describe assertions.

    Args:
        found: Assertions; those of an article stand together, in the order of its text.
        officials: Surnames of persons in office, each with the code of the state that it stands for.
    """
    out: list[Content] = []
    for _, group in groupby((tokenize(one, officials) for one in found), key=lambda tokens: tokens.head.article):
        every = list(group)
        described = [facets(tokens) for tokens in every]
        who = [actors(tokens) for tokens in every]
        state = home_state(who)
        contexts = event_contexts(every, described)
        for tokens, own, acting, context in zip(every, described, who, contexts, strict=True):
            names = tuple(state or one.who if one.who == GOVERNMENT else one.who for one in acting)
            facts = atomic_facts(tokens, own, acting, state)
            days, lasting = event_days.said(tokens.assertion), event_days.lasting(tokens.assertion)
            origin = tokens.assertion.chain.origin.agent
            named = origin.id if origin.kind is SourceKind.NAMED else None
            summary = ContentSummary(tokens.head, own, facts, context, names, days, lasting, named)
            out.append(summary.with_words(partial(_as_is, tokens)))
    return out
