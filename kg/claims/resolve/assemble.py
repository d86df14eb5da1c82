"""From the attributions of an article's sentences to its claims: which is the sentence's own, which are parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.claims.detect import Attribution, sentential_anaphora, transcripts
from kg.claims.detect.commitment import commitment, is_negated
from kg.claims.resolve import annotations as about
from kg.claims.resolve import (
    citations,
    headline_sources,
    pull_quotes,
    quotation_continuation,
    signs_of_speech,
    state_ties,
    topics,
    turns,
)
from kg.claims.resolve.chains import Printed, own_voice
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.event_times import When
from kg.claims.resolve.nesting import (
    adds_quotation,
    joined,
    main_report,
    part,
    quote_type,
    reads_as_spoken,
    same_speaker,
)
from kg.claims.resolve.organisations import foresee
from kg.claims.resolve.quotation_continuation import OpenQuotation
from kg.claims.resolve.relays import once
from kg.claims.resolve.speakers_around import MESSAGE, SpeakersAround
from kg.claims.resolve.subjects import Subjects
from kg.model import (
    Agent,
    AgentType,
    Article,
    Basis,
    Block,
    BlockKind,
    Chain,
    Claim,
    ClaimKind,
    Hop,
    Part,
    Quote,
    Role,
    SourceKind,
    Span,
)
from kg.sources.registry import MEDIA, PERSONS
from kg.text.quantities import quantities
from kg.text.sentence import Sentence

if TYPE_CHECKING:
    pass

_KINDS = {
    BlockKind.HEADLINE: ClaimKind.HEADLINE,
    BlockKind.PARAGRAPH: ClaimKind.STATEMENT,
    BlockKind.POST: ClaimKind.POST,
    BlockKind.CAPTION: ClaimKind.CAPTION,
}

_DOUBTFUL = 0.7  # confidence of the outlet's own voice beside somebody who may report


@dataclass(slots=True, kw_only=True)
class ArticleReader(SpeakersAround):
    """Reads the sentences of one article in order; what it has read decides what later words stand for."""

    article: str
    when: When
    subjects: Subjects = field(init=False)
    countries: frozenset[str] = field(init=False)  # that the article names

    def __post_init__(self) -> None:
        """Start with nothing said."""
        self.countries = about.countries_of(sentence for sentence, _ in self.ahead)
        self.discourse.countries = self.countries
        self.discourse.chief = about.chief_country(sentence for sentence, _ in self.ahead)
        self.subjects = Subjects(self.discourse, self.countries)
        self.turns = turns.going_on(self.ahead)

    def read(self, position: int, sentence: Sentence, found: Sequence[Attribution]) -> Claim:
        """The claim of a sentence."""
        self.discourse.position, self.discourse.paragraph = position, sentence.block.span.start
        at = sentence.span.start
        self.discourse.talk = position in self.turns or transcripts.turn(sentence) is not None
        self.discourse.opens = at == sentence.block.span.start
        self.discourse.quotes = tuple((quote.start - at, quote.end - at) for quote in sentence.quotes)
        self._introduce(sentence)
        if sentence.block.kind is BlockKind.POST and sentence.block.handle:
            claim, self.own = self._post(position, sentence), None
        else:
            claim = self._sentence(position, sentence, list(found))
        topics.remember_topic(sentence, position, self.discourse)
        topics.note_mentions(sentence, claim, self.discourse)
        self.last = claim
        return claim

    def _introduce(self, sentence: Sentence) -> None:
        """Let the last words of persons' names stand for them from here on."""
        text = sentence.span.of(sentence.text)
        for start, end, agent in self.discourse.registry.find(text, sentence.lexicon.language):
            if agent.type in PERSONS:
                self.discourse.introduce(agent, text[start:end], sentence.lexicon.language)
            else:
                self.discourse.bodies.append(agent)
                self.discourse.named_at[agent.id] = self.discourse.position

    def _sentence(self, position: int, sentence: Sentence, found: list[Attribution]) -> Claim:
        if named := self._labelled(sentence, found):
            found = [*(attribution for attribution in found if attribution.cue is not None), named]
        if position in self.turns:
            found = [attribution for attribution in found if attribution.kind == "said"]  # what he thinks he says
        found = [citations.without(sentence, attribution, self.discourse.registry) for attribution in found]
        topics.note_before(sentence, found, self.discourse)
        chained = [(attribution, self._chains(sentence, attribution, position)) for attribution in found]
        resolved = joined(chained, sentence.lexicon)
        self.discourse.settle((chain for _, chains in resolved for chain in chains), position)
        main = main_report(sentence, [attribution for attribution, _ in resolved])
        if position in self.turns and self._speaker_before():
            resolved = [row for row in resolved if turns.is_others(sentence, *row)]
            main = None  # what others say in a turn, its speaker tells
        if main is None:
            claim, self.own = self._carried(position, sentence, resolved), None
            return claim
        own = next(chain for attribution, chain in resolved if attribution is main)
        own = self._passed_on(sentence, own)
        parts = tuple(part(sentence, attribution, chain) for attribution, chain in resolved if attribution is not main)
        if main.detector is transcripts.DETECTOR and self._asks_for_outlet(sentence, main, own[0].origin.agent):
            return self._claim(position, sentence, (own_voice(self.printed),), Quote.NONE, None, parts)
        claim = self._claim(position, sentence, own, self._quote(sentence, main, resolved, own), main, parts)
        self.told |= signs_of_speech.tells_outlet(sentence, main)
        self.quotation, self.own = quotation_continuation.opened(sentence, main, own) or self.quotation, main
        return claim

    def _passed_on(self, sentence: Sentence, own: tuple[Chain, ...]) -> tuple[Chain, ...]:
        """The chains of a medium that closes somebody else's quotation: ``X said: "A. B," the Gazette reports``."""
        medium, quotation = own[0].origin, self.quotation
        if medium.agent.type not in MEDIA or quotation is None:
            return own
        begun = any(quotation.span.overlaps(quote) and quote.start < sentence.span.start for quote in sentence.quotes)
        origin = quotation.speaker[0].origin
        if not begun or origin.role is not Role.ORIGIN or origin.agent.kind is SourceKind.UNSPECIFIED:
            return own
        relay = replace(medium, role=Role.RELAY)
        speaker = quotation_continuation.carried(quotation.speaker, sentence.span, quotation_continuation.RULE)
        return tuple(
            replace(chain, hops=once((chain.origin, relay, *(hop for hop in chain.hops if hop is not chain.origin))))
            for chain in speaker
        )

    def _labelled(self, sentence: Sentence, found: list[Attribution]) -> Attribution | None:
        """Whom a headline names beside what it reports; whom a paragraph that reads like one, as messages do."""
        if sentence.block.kind is BlockKind.HEADLINE:
            return headline_sources.source(sentence, self.discourse)
        return headline_sources.opening(sentence, self.discourse) if not found else None

    def _asks_for_outlet(self, sentence: Sentence, turn: Attribution, agent: Agent) -> bool:
        """Whether a turn is the interviewer's: the outlet's own, or of somebody who asks and is no known person."""
        label = turn.source.of(sentence.text) if turn.source else ""
        unknown = not agent.registered and agent.type is None
        return agent.id == self.printed.outlet.id or (unknown and label in transcripts.talk(sentence.text).interviewers)

    def _quote(
        self,
        sentence: Sentence,
        main: Attribution,
        resolved: list[tuple[Attribution, tuple[Chain, ...]]],
        own: tuple[Chain, ...],
    ) -> Quote:
        """How the sentence's own attribution quotes, with what its speaker adds."""
        quote = quote_type(sentence, same_speaker(main, own, resolved))
        if quote is Quote.DIRECT and adds_quotation(sentence, main):
            return Quote.MIXED
        spoken = quote is Quote.INDIRECT and reads_as_spoken(sentence, main)
        return Quote.DIRECT if spoken else quote

    def _carried(
        self, position: int, sentence: Sentence, resolved: list[tuple[Attribution, tuple[Chain, ...]]]
    ) -> Claim:
        """A sentence with no cue of its own: inside somebody's quotation, or in the outlet's voice."""
        parts = tuple(part(sentence, attribution, chain) for attribution, chain in resolved)
        if sentence.block.author is not None:
            return self._signed(position, sentence, sentence.block.author, parts)
        if owned := pull_quotes.owner(self.ahead, position, self.discourse.registry):
            owner = self._chains(*owned, position)
            found = quotation_continuation.carried(owner, sentence.span, pull_quotes.DETECTOR.id)
            return self._claim(position, sentence, found, Quote.DIRECT, None, parts)
        continued = quotation_continuation.is_quotation(sentence)
        speaker, rule = self._speaker_without_cue(position, sentence, continued)
        referred = () if speaker else self._named_behind(position, sentence)
        if referred:
            speaker, rule = referred, sentential_anaphora.DETECTOR.id
        sign = signs_of_speech.sign(sentence) if not speaker and not parts else None
        if sign == signs_of_speech.QUOTATION and (behind := self._owner_behind(position, sentence)):
            self.quotation = OpenQuotation(sentence.quotes[-1], behind)
            words = Span(max(sentence.quotes[-1].start, sentence.span.start), sentence.span.end)
            found = quotation_continuation.carried(behind, words, quotation_continuation.RULE)
            return self._claim(position, sentence, found, Quote.MIXED, None, parts)
        if sign:
            quote = Quote.MIXED if sentence.quotes else Quote.INDIRECT
            document = signs_of_speech.quoted_document(sentence) if sign == signs_of_speech.QUOTATION else None
            said = self._document(sentence, document) if document else self._nobody(sentence, sign, 0.3)
            return self._claim(position, sentence, said, quote, None, parts)
        if not speaker:
            doubtful = not parts and signs_of_speech.may_report(sentence)
            alone = own_voice(self.printed, _DOUBTFUL if doubtful else 1.0)
            return self._claim(position, sentence, (alone,), Quote.NONE, None, parts)
        carried = quotation_continuation.carried(speaker, sentence.span, rule)
        quote = Quote.INDIRECT if referred or rule == MESSAGE else Quote.DIRECT
        if continued:
            quote = quote_type(sentence, (sentence.span,))
        return self._claim(position, sentence, carried, quote, None, parts)

    def _signed(self, position: int, sentence: Sentence, author: Span, parts: tuple[Part, ...]) -> Claim:
        """A sentence of a block quotation, by the one who signs it."""
        words, language = author.of(sentence.text).strip("—–- "), sentence.lexicon.language
        name = words.partition(",")[0].strip()
        known = self.discourse.registry.by_alias(name, language) or self.discourse.by_surname(name, language)
        agent = known or self.discourse.mint(name, SourceKind.NAMED, language, AgentType.PERSON)
        hop = Hop(Role.ORIGIN, agent, Basis.METADATA, "signature", mention=author, confidence=0.85)
        found = (Chain((hop, *self.printed.hops(own_voice=False)), (sentence.span,)),)
        return self._claim(position, sentence, found, Quote.DIRECT, None, parts)

    def _post(self, position: int, sentence: Sentence) -> Claim:
        block = sentence.block
        agent = _account(block, sentence.text, self.discourse)
        hop = Hop(Role.ORIGIN, agent, Basis.METADATA, "post-author", mention=block.handle, cue=block.author)
        found = (Chain((hop, *self.printed.hops(own_voice=False)), (sentence.span,)),)
        return self._claim(position, sentence, found, Quote.DIRECT, None, ())

    def _claim(
        self,
        position: int,
        sentence: Sentence,
        found: tuple[Chain, ...],
        quote: Quote,
        attribution: Attribution | None,
        parts: tuple[Part, ...],
    ) -> Claim:
        content = attribution.content if attribution else (sentence.span,)
        named = tuple(about.mentions(sentence, self.discourse, self.countries))
        self.subjects.hear(sentence, named)
        return Claim(
            article=self.article,
            position=position,
            span=sentence.span,
            text=sentence.span.of(sentence.text),
            kind=_KINDS[sentence.block.kind],
            language=sentence.lexicon.language,
            chains=found,
            quote=quote,
            commitment=commitment(sentence, content, attribution),
            negated=is_negated(sentence, content),
            parts=parts,
            subject=self.subjects.of(sentence, content, attribution, found[0]),
            mentions=named,
            times=self.when.times(sentence),
            quantities=quantities(sentence),
            terms=about.terms(sentence, content),
        )


def _account(block: Block, text: str, discourse: Discourse) -> Agent:
    """The body an account speaks for, where a table knows it; else the account itself."""
    handle = block.handle.of(text) if block.handle else ""
    known = discourse.registry.by_handle(handle)
    return known or discourse.mint(handle, SourceKind.NAMED, block.language, AgentType.ACCOUNT)


def read(
    sentences: Sequence[tuple[Sentence, Sequence[Attribution]]], article: Article, printed: Printed, said: Discourse
) -> tuple[Claim, ...]:
    """The claims of an article, one a sentence, in order; ``said`` then holds whom it has named and heard."""
    for sentence, _ in sentences:
        foresee(sentence, said)
    reader = ArticleReader(
        article=article.id,
        printed=printed,
        discourse=said,
        when=When(None if article.date_line else article.date.value),
        ahead=sentences,
    )
    claims = [reader.read(position, sentence, found) for position, (sentence, found) in enumerate(sentences)]
    return state_ties.settle(claims, said)
