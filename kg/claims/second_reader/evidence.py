"""A reply is believed where the text bears it out: its words stand there, and nothing that the text says is against it.

Offsets, agents and what is known of them are the program's own; of the model is only the choice, and the words that
show it. Each way to fail is a reason (``Void``), and is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.claims.detect import Sentence
from kg.claims.resolve.entities import contradicts
from kg.claims.second_reader.answers import is_known
from kg.claims.second_reader.doubts import Read, is_by_name, is_sure, may_be_no_name, shows_speech
from kg.claims.second_reader.origins import meant
from kg.claims.second_reader.records import NEW, OUTLET, UNKNOWN, Borne, Question, Reply, Speaker, Void
from kg.claims.second_reader.wording import described, find, mention_at, mention_of, stretch
from kg.model import Agent, Basis, BlockKind, Claim, Commitment, Role, SourceKind, Span
from kg.text.sentence import match_phrase, subject, subtree

_SCRAP = 4  # times that the rules' content may be longer than a model's
_AHEAD = 2  # sentences behind one in which its speaker may first be named


def borne_out(read: Read, question: Question, reply: Reply, said: Sequence[Claim]) -> Borne | Void | None:
    """What a reply says, once the text bears it out; a reason where it does not; None where it cannot be told.

    ``said``: the claims as they stand so far, with what was believed of the sentences before.
    """
    if not is_known(question, reply.origin):
        return Void.SPEAKER
    if reply.origin == UNKNOWN:
        return None
    sentence = read.sentences[reply.position]
    if reply.origin == OUTLET:
        return _outlet(read, sentence, reply)
    found = meant(read, question, reply, sentence)
    if isinstance(found, Void):
        return found
    agent, mention, basis = found
    cue = find(sentence, reply.cue)
    if reply.cue and (cue is None or not _reports(sentence, cue, mention)):
        return Void.CUE
    if agent.id == read.printed.outlet.id:
        return _outlet(read, sentence, reply)
    names = next((one.names for one in question.speakers if one.code == reply.origin), ())
    if fault := _fault(read, question, reply, sentence, agent, mention, cue, said, names):
        return fault
    relays = _relays(read, question, reply, agent, sentence)
    if relays is None:
        return Void.CHAIN
    before = read.claims[reply.position]
    content = _whole(sentence, before, stretch(sentence, reply, [cue, mention]), cue)
    if not content:
        return Void.CONTENT
    return Borne(agent, basis, mention, cue, relays, content, _commitment(sentence, before, reply))


def _commitment(sentence: Sentence, before: Claim, reply: Reply) -> Commitment:
    """The commitment that a reply gives, where words bear it out: a denial stays one, and needs a word that denies."""
    if before.commitment is Commitment.DENIED:
        return Commitment.DENIED
    lexicon = sentence.lexicon
    denying = lexicon.denied | lexicon.dismissing | lexicon.sweeping | lexicon.falsehoods
    denies = any(token.lemma_.lower() in denying for token in sentence.doc)
    asks = "?" in sentence.span.of(sentence.text) or any(
        token.lower_ in lexicon.interrogatives for token in sentence.doc
    )
    needed = {Commitment.DENIED: denies, Commitment.QUESTION: asks}
    return reply.commitment if needed.get(reply.commitment, True) else before.commitment


def _whole(sentence: Sentence, before: Claim, content: tuple[Span, ...], cue: Span | None) -> tuple[Span, ...]:
    """A content that has lost nothing that turns it; the rules' one in place of a scrap of it; empty for no content."""
    if not content or _leaves_out(sentence, before, content, cue):
        return ()
    return before.chains[0].content if _is_scrap(sentence, before, content) else content


def _leaves_out(sentence: Sentence, before: Claim, content: tuple[Span, ...], cue: Span | None) -> bool:
    """Whether a content has lost a negation or a word of falsehood.

    Lost is one that governs what is kept, or hangs on it. What denies as the reporting word is no part of the content.
    """
    lexicon = sentence.lexicon
    turning = lexicon.negators | lexicon.falsehoods | lexicon.denied | lexicon.neither
    told = before.chains[0].content
    words, kept = sentence.within(told or (sentence.span,)), {token.i for token in sentence.within(content)}
    reporting = {token.i for token in sentence.within((cue,))} if cue else set()
    return any(
        token.i not in kept | reporting
        and (token.lower_ in turning or token.lemma_.lower() in turning)
        and (token.head.i in kept or not kept.isdisjoint(word.i for word in subtree(token)))
        for token in words
    )


def _is_scrap(sentence: Sentence, before: Claim, content: tuple[Span, ...]) -> bool:
    """Whether a content is but a scrap of the rules' content, which then stays."""
    told = before.chains[0].content
    whole = sum(token.is_alpha for token in sentence.within(told)) if told else 0
    return whole > _SCRAP and sum(token.is_alpha for token in sentence.within(content)) * _SCRAP < whole


def _outlet(read: Read, sentence: Sentence, reply: Reply) -> Borne | Void:
    """The outlet's own voice: not of a quotation with words that report it, nor where a name stands beside a cue."""
    before = read.claims[reply.position]
    origin = before.chains[0].origin
    if any(quote.covers(sentence.span) for quote in sentence.quotes):
        return Void.QUOTED
    if sentence.quotes and origin.role is Role.ORIGIN and origin.cue is not None:
        return Void.QUOTED
    if is_sure(origin):
        return Void.NAME_BESIDE_CUE
    said = _commitment(sentence, before, reply)
    commitment = Commitment.ASSERTED if said is Commitment.DENIED else said  # it tells that somebody denies
    return Borne(None, Basis.OWN_VOICE, None, None, (), (sentence.span,), commitment)


def _stands_against(
    read: Read, question: Question, reply: Reply, sentence: Sentence, agent: Agent, called: bool
) -> bool:
    """Whether whoever the rules name beside a cue speaks against another speaker.

    Not whom the reply has pass on the words of somebody whom the sentence tells; nor one whose name may be none, where
    it tells the other. Somebody without a name who is not told in the sentence is no better than a name there.
    """
    own = read.claims[reply.position].chains[0].origin
    told = called or reply.origin == NEW
    if not told and agent.kind is SourceKind.UNNAMED and is_sure(own):
        return True
    if not is_by_name(sentence, own):
        return False
    passed = {speaker.agent.id for speaker in question.speakers if speaker.code in reply.relays}
    return not told or not (own.agent.id in passed or may_be_no_name(read, sentence, own))


def _fault(
    read: Read,
    question: Question,
    reply: Reply,
    sentence: Sentence,
    agent: Agent,
    mention: Span | None,
    cue: Span | None,
    said: Sequence[Claim],
    names: Sequence[str],
) -> Void | None:
    """What speaks against an origin; ``names``: those by which he was offered."""
    own = read.claims[reply.position].chains[0].origin
    called = mention is not None and mention.of(sentence.text) in (*names, agent.label)
    cut = called and mention is not None and own.mention is not None and mention.overlaps(own.mention)
    if own.agent.id != agent.id and not cut and _stands_against(read, question, reply, sentence, agent, called):
        return Void.NAME_BESIDE_CUE
    before = said[reply.position - 1].chains[0].origin if reply.position else None
    goes_on = before is not None and before.role is Role.ORIGIN and before.agent.id == agent.id
    if cue is None and not goes_on and not _may_lack_cue(read, reply.position, sentence):
        return Void.NO_SIGN
    if agent.kind is SourceKind.UNSPECIFIED:
        return None
    same = own.agent.id == agent.id  # the rules read it so too
    if mention is not None and not called and not same and (words := mention_at(sentence, mention)) is not None:
        entity = read.discourse.entities.get(agent.id)
        owned = words.lemma in words.lexicon.documents  # what is said of it is not said of whose it is
        if (
            entity is not None
            and not owned
            and contradicts(described(words), entity, read.discourse.date, sentence.lexicon)
        ):
            return Void.CONTRADICTED
    return None if mention is not None or _is_near(read, reply.position, agent) else Void.FAR


def _may_lack_cue(read: Read, position: int, sentence: Sentence) -> bool:
    """Whether a sentence without reporting words may be somebody's: marks, a turn, a headline, a neighbour."""
    if sentence.quotes or sentence.block.kind is not BlockKind.PARAGRAPH:
        return True
    opening = sentence.block.span.of(sentence.text)[:80]
    if ":" in opening or opening.lstrip()[:1] in "-–—":
        return True
    near = (position - 1, position + 1)
    return any(
        0 <= at < len(read.claims)
        and read.claims[at].chains[0].origin.role is Role.ORIGIN
        and not read.claims[at].chains[0].own_voice
        and read.sentences[at].block.span == sentence.block.span
        for at in near
    )


def _is_near(read: Read, position: int, agent: Agent) -> bool:
    """Whether somebody is mentioned before a sentence, or soon behind it."""
    last = position + _AHEAD
    for claim in read.claims[: last + 1]:
        hops = (hop for chain in claim.chains for hop in chain.hops if hop.role is not Role.OUTLET)
        if any(hop.agent.id == agent.id for hop in hops) or any(one.entity == agent.id for one in claim.mentions):
            return True
        if agent.label in claim.text:
            return True
    entity = read.discourse.entities.get(agent.id)
    return entity is not None and entity.last.sentence <= last


def _relays(
    read: Read, question: Question, reply: Reply, origin: Agent, sentence: Sentence
) -> tuple[tuple[Agent, Span | None], ...] | None:
    """Whom the words came through; None where somebody stands in the chain twice, or is not named in the article."""
    known: Mapping[str, Speaker] = {speaker.code: speaker for speaker in question.speakers}
    passed = {hop.agent.id for hop in read.printed.hops(own_voice=False)}
    found: dict[str, tuple[Agent, Span | None]] = {}
    for code in reply.relays:
        speaker = known.get(code)
        if speaker is None or speaker.agent.id in found or speaker.agent.id == origin.id:
            return None
        if speaker.agent.id in passed:
            continue
        mention = mention_of(speaker, sentence)
        if mention is None and not _is_near(read, reply.position, speaker.agent):
            return None
        found[speaker.agent.id] = (speaker.agent, mention)
    return tuple(found.values())


def _reports(sentence: Sentence, cue: Span, mention: Span | None) -> bool:
    """Whether words hold one that reports, as some table has it, a verb of the speaker, or stand by a quotation."""
    if sentence.quotes:
        return True
    lexicon, spoken = sentence.lexicon, {token.i for token in sentence.within((mention,))} if mention else set()
    for token in sentence.within((cue,)):
        doer = subject(token) if token.pos_ == "VERB" else None
        before = token.nbor(-1) if token.i else None
        if doer is not None and doer.i in spoken:
            return True
        if any(one is not None and one.lower_ in lexicon.pronoun_subjects for one in (doer, before)):
            return True
    sources = (lexicon.prepositions, lexicon.weak_prepositions, lexicon.own_prepositions, lexicon.bare_sources)
    tables = (*sources, lexicon.nobody)
    said = cue.of(sentence.text).lower().split()
    if any(_is_phrase(said, phrase) for rows in lexicon.own_prepositions.values() for phrase in rows):
        return True
    return any(
        shows_speech(token.lemma_.lower(), lexicon)
        or token.lemma_.lower() in lexicon.cue_verbs
        or token.lower_ in lexicon.as_words
        or any(match_phrase(token.doc, token.i, phrases) for phrases in tables)
        for token in sentence.within((cue,))
    )


def _is_phrase(said: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether words are a phrase, ``*`` standing for whose it is, or left out: ``по подсчётам``."""
    if len(said) < len(phrase):
        return list(said) == [word for word in phrase if word != "*"]
    return len(said) == len(phrase) and all(word in ("*", one) for one, word in zip(said, phrase, strict=True))
