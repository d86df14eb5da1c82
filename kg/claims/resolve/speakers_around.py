"""Who speaks where a sentence has no cue: whoever spoke before it, or whom the sentences around it name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.detect import Attribution, ContentFrom, colon_attribution, transcripts
from kg.claims.resolve import (
    headline_sources,
    introductions,
    quotation_continuation,
    signs_of_speech,
)
from kg.claims.resolve.chains import Printed, chains
from kg.claims.resolve.discourse import Discourse, unspecified
from kg.claims.resolve.identify import identify
from kg.claims.resolve.mention_words import mention
from kg.claims.resolve.quotation_continuation import OpenQuotation
from kg.model import (
    AgentType,
    Basis,
    Chain,
    Claim,
    Hop,
    Quote,
    Role,
)
from kg.sources.registry import MEDIA
from kg.text.quotation_marks import is_turn
from kg.text.sentence import Sentence, is_first_person

if TYPE_CHECKING:
    from kg.text.parse import Token


_LABELS = (headline_sources.DETECTOR, colon_attribution.DETECTOR)
MESSAGE = "message"
_FAR = 4  # sentences in which the speaker of a quotation without marks is looked for


@dataclass(slots=True, kw_only=True)
class SpeakersAround:
    """Who speaks in a sentence that has no cue of its own: by the sentences before it and behind it."""

    printed: Printed
    discourse: Discourse
    ahead: Sequence[tuple[Sentence, Sequence[Attribution]]] = ()  # all sentences of the article
    quotation: OpenQuotation | None = None  # the last one that began
    last: Claim | None = None
    own: Attribution | None = None  # the one that the last claim rests on
    told: bool = False  # whether somebody has spoken to the outlet as "us": it then speaks as "we" itself
    turns: frozenset[int] = frozenset()  # positions of sentences that go on with a turn of a talk

    def _owner_behind(self, position: int, sentence: Sentence) -> tuple[Chain, ...]:
        """Who is named where a quotation that a sentence opens goes on: ``Tout va : « A. B », dit X``."""
        quote = sentence.quotes[-1]
        if quote.end <= sentence.span.end:
            return ()
        ahead = quotation_continuation.report_ahead(quote, self.ahead[position + 1 :])
        return self._chains(*ahead, position) if ahead else ()

    def _speaker_without_cue(self, position: int, sentence: Sentence, continued: bool) -> tuple[tuple[Chain, ...], str]:
        """Who speaks in a sentence that has no cue of its own, by what stands before it, and by which rule."""
        before = self.ahead[position - 1][0] if position else sentence
        in_turn = position in self.turns
        if continued and not in_turn:
            return self._speaker_of_quotation(position, sentence), quotation_continuation.RULE
        if in_turn and (speaker := self._speaker_before()):
            return speaker, transcripts.DETECTOR.id
        own = (self.told and not sentence.quotes) or self._ends_turn(position, sentence, before)
        if is_first_person(sentence) and not own and (speaker := self._first_person(position, sentence)):
            return speaker, "first-person"
        if position and self._message_goes_on(sentence, before):
            return self._speaker_before(), MESSAGE
        if introduced := introductions.ahead_of(self.ahead, position, self.discourse):
            return self._chains(*introduced, position), introductions.DETECTOR.id
        return (self._nobody(sentence, "answer"), "answer") if _is_answer(sentence) else ((), "")

    def _ends_turn(self, position: int, sentence: Sentence, before: Sentence) -> bool:
        """Whether a sentence opens a paragraph behind a turn of a talk with which it does not go on."""
        turned = position - 1 in self.turns or transcripts.turn(before) is not None
        return turned and position not in self.turns and before.block.span != sentence.block.span

    def _message_goes_on(self, sentence: Sentence, before: Sentence) -> bool:
        """Whether the paragraph opens with its speaker and a colon, and no marks: ``Lavrov: They left. We stay``."""
        if self.last is None or before.block.span != sentence.block.span or before.quotes:
            return False
        opens = before.span.start == before.block.span.start and self.last.chains[0].content
        labelled = self.own is not None and self.own.verb is None and self.own.detector in _LABELS
        return self.last.chains[0].origin.rule == MESSAGE or bool(opens and labelled)

    def _nobody(self, sentence: Sentence, rule: str, confidence: float = 0.5) -> tuple[Chain, ...]:
        """The chain of somebody whom the text does not name."""
        agent = unspecified(self.discourse, sentence.lexicon.language)
        hop = Hop(Role.ORIGIN, agent, Basis.EXPLICIT, rule, confidence=confidence)
        return (Chain((hop, *self.printed.hops(own_voice=False)), (sentence.span,)),)

    def _document(self, sentence: Sentence, head: Token) -> tuple[Chain, ...]:
        """The chain of a document that a sentence quotes without a cue."""
        words = mention(sentence, head)
        found = identify(words, self.discourse)
        rule = f"{signs_of_speech.QUOTATION}/{found.rule}"
        span = sentence.span_of(words.tokens)
        hop = Hop(Role.ORIGIN, found.agent, found.basis, rule, span, None, 0.4, found.candidates)
        return (Chain((hop, *self.printed.hops(own_voice=False)), (sentence.span,)),)

    def _named_behind(self, position: int, sentence: Sentence) -> tuple[Chain, ...]:
        """Who is named in the next sentence as the one who said this: ``Об этом заявил X``."""
        for following, found in self.ahead[position + 1 : position + 2]:
            for attribution in found:
                if (
                    attribution.detector.content is ContentFrom.PREVIOUS
                    and not attribution.mended
                    and following.block == sentence.block
                ):
                    return self._chains(following, attribution, position)
        return ()

    def _first_person(self, position: int, sentence: Sentence) -> tuple[Chain, ...]:
        """Who says ``we`` or ``I``: who spoke so before, else who is named behind the words, else who spoke before."""
        before = self._speaker_before()
        apart = self.ahead[position - 1][0].block.span != sentence.block.span if position else False
        if before and apart and not sentence.quotes and self.ahead[position - 1][0].quotes:
            return ()  # where others are quoted in marks, a paragraph without is the outlet's own
        if before and before[0].origin.agent.type in MEDIA:  # a medium reports what others lived through
            before = self._nobody(sentence, "first-person")
        elif before and self.last is not None:
            behind = self.own is not None and self.own.detector.content in (ContentFrom.BEFORE, ContentFrom.AROUND)
            if behind or self.last.quote in (Quote.DIRECT, Quote.MIXED):
                return before
        for following, found in self.ahead[position + 1 : position + _FAR]:
            closing = next((attribution for attribution in found if attribution.exact and not following.quotes), None)
            if closing is not None and following.block == sentence.block:
                named = self._chains(following, closing, position)
                return named if named[0].origin.agent.type is AgentType.PERSON else before
            if found:
                break
        return before

    def _speaker_before(self) -> tuple[Chain, ...]:
        """The chains of the sentence before, where somebody else than the outlet spoke."""
        last = self.last
        return last.chains if last is not None and last.chains[0].origin.role is Role.ORIGIN else ()

    def _speaker_of_quotation(self, position: int, sentence: Sentence) -> tuple[Chain, ...]:
        """Who speaks in a sentence that is nothing but quotation."""
        quote = sentence.quotes[0]
        if self.quotation and self.quotation.span.overlaps(quote):
            return self.quotation.speaker
        ahead = quotation_continuation.report_ahead(quote, self.ahead[position + 1 :])
        if ahead is None and quote == sentence.block.span and is_turn(sentence.text, quote):  # somebody else's
            self.quotation = OpenQuotation(quote, self._nobody(sentence, "turn"))
            return self.quotation.speaker
        ahead = ahead or introductions.ahead_of(self.ahead, position, self.discourse)
        speaker = self._chains(*ahead, position) if ahead else quotation_continuation.quoted_before(self.last)
        self.quotation = OpenQuotation(quote, speaker or (self._of_topic(position, sentence),))
        return self.quotation.speaker

    def _of_topic(self, position: int, sentence: Sentence) -> Chain:
        """The chain of the person whom the sentence before is about, as the speaker of a quotation without a cue."""
        topic = self.discourse.human_in(position - 1)
        agent = topic or unspecified(self.discourse, sentence.lexicon.language)
        basis, rule = (
            (Basis.CARRIED, "quotation-behind-subject") if topic else (Basis.EXPLICIT, "quotation-without-cue")
        )
        hop = Hop(Role.ORIGIN, agent, basis, rule, confidence=0.5)
        return Chain((hop, *self.printed.hops(own_voice=False)), (sentence.span,))

    def _chains(self, sentence: Sentence, attribution: Attribution, position: int) -> tuple[Chain, ...]:
        """The chains of an attribution that is read at a position."""
        return chains(sentence, attribution, self.discourse, self.printed, position)


def _is_answer(sentence: Sentence) -> bool:
    """Whether a sentence stands in an answer of an interview: ``R : …``."""
    letter, colon, _ = sentence.block.span.of(sentence.text).partition(":")
    return bool(colon) and letter.strip() in sentence.lexicon.answers
