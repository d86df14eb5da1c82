"""A reply is believed where the text bears it out: its words stand there, and nothing that the text says is against it.

Offsets, agents and what is known of them are the program's own; of the model is only the choice, and the words that
show it. Each way to fail is a reason (``Void``), and is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.claims.detect import Sentence
from kg.claims.resolve.entities import Description, contradicts, describe
from kg.claims.resolve.identify import identify
from kg.claims.resolve.source_mention import SourceMention
from kg.claims.second_reader.answers import is_known
from kg.claims.second_reader.doubts import Read, is_sure, shows_speech
from kg.claims.second_reader.records import NEW, OUTLET, UNKNOWN, UNSPECIFIED, Borne, Question, Reply, Speaker, Void
from kg.model import Agent, Basis, BlockKind, Claim, Commitment, Role, SourceKind, Span
from kg.text.sentence import NOMINAL, match_phrase

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
    cue = _find(sentence, reply.cue) if reply.cue else None
    if reply.cue and (cue is None or not _reports(sentence, cue)):
        return Void.CUE
    found = _origin(read, question, reply, sentence)
    if isinstance(found, Void):
        return found
    agent, mention, basis = found
    if agent.id == read.printed.outlet.id:
        return _outlet(read, sentence, reply)
    if fault := _fault(read, reply, sentence, agent, mention, cue, said):
        return fault
    relays = _relays(read, question, reply, agent, sentence)
    if relays is None:
        return Void.CHAIN
    content = _content(sentence, reply, [cue, mention])
    before = read.claims[reply.position]
    if not content or _leaves_out(sentence, before, content):
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


def _leaves_out(sentence: Sentence, before: Claim, content: tuple[Span, ...]) -> bool:
    """Whether a content has lost a negation or a word of falsehood, or is but a scrap of the rules' content.

    A negation of the rules' content; of the whole sentence, where the rules took it for the outlet's own.
    """
    lexicon = sentence.lexicon
    turning = lexicon.negators | lexicon.falsehoods | lexicon.denied | lexicon.neither
    told = before.chains[0].content
    words, kept = sentence.within(told or (sentence.span,)), {token.i for token in sentence.within(content)}
    lost = any(token.i not in kept and (token.lower_ in turning or token.lemma_.lower() in turning) for token in words)
    whole = sum(token.is_alpha for token in sentence.within(told)) if told else 0
    return lost or (whole > _SCRAP and sum(token.is_alpha for token in sentence.within(content)) * _SCRAP < whole)


def _outlet(read: Read, sentence: Sentence, reply: Reply) -> Borne | Void:
    """The outlet's own voice: not of a quotation with words that report it, nor where a name stands beside a cue."""
    before = read.claims[reply.position]
    origin = before.chains[0].origin
    if any(quote.start <= sentence.span.start and sentence.span.end <= quote.end for quote in sentence.quotes):
        return Void.QUOTED
    if sentence.quotes and origin.role is Role.ORIGIN and origin.cue is not None:
        return Void.QUOTED
    if is_sure(origin):
        return Void.NAME_BESIDE_CUE
    said = _commitment(sentence, before, reply)
    commitment = Commitment.ASSERTED if said is Commitment.DENIED else said  # it tells that somebody denies
    return Borne(None, Basis.OWN_VOICE, None, None, (), (sentence.span,), commitment)


def _origin(
    read: Read, question: Question, reply: Reply, sentence: Sentence
) -> tuple[Agent, Span | None, Basis] | Void:
    """The agent that is meant, the words for it in the sentence, where there are any, and what the choice rests on."""
    if reply.origin == UNSPECIFIED:
        nobody = read.discourse.mint("unspecified source", SourceKind.UNSPECIFIED, sentence.lexicon.language)
        return nobody, None, Basis.EXPLICIT
    if reply.origin == NEW:
        return _new(read, reply, sentence)
    speaker = next(one for one in question.speakers if one.code == reply.origin)
    if named := _mention_of(speaker, sentence):
        return speaker.agent, named, Basis.EXPLICIT
    own = read.claims[reply.position].chains[0].origin  # a pronoun or a description that the rules saw as the speaker's
    seen = own.mention if own.mention is not None and sentence.span.overlaps(own.mention) else None
    mention = (_find(sentence, reply.words) if reply.words else None) or seen
    return speaker.agent, mention, Basis.CARRIED if mention is None else Basis.ANAPHORA


def _new(read: Read, reply: Reply, sentence: Sentence) -> tuple[Agent, Span | None, Basis] | Void:
    """Somebody whom the rules did not find: his words stand in the sentence, or his name in another one."""
    here = _find(sentence, reply.words)
    home = sentence if here else next((one for one in read.sentences if _find(one, reply.words)), None)
    words = _mention(home, _find(home, reply.words)) if home is not None else None
    if words is None:
        return Void.WORDS
    content = _content(sentence, reply, [])
    if words.head.pos_ not in NOMINAL or (here and any(span.overlaps(here) for span in content)):
        return Void.WORDS
    found = identify(words, read.discourse)
    agent = found.agent
    if found.basis is not Basis.EXPLICIT:  # it refers back: what to, is not for words alone to say
        agent = read.discourse.mint(words.text, SourceKind.UNNAMED, words.lexicon.language)
    if here is None and agent.kind is not SourceKind.NAMED:
        return Void.WORDS
    return agent, here, Basis.EXPLICIT if here else Basis.CARRIED


def _fault(
    read: Read,
    reply: Reply,
    sentence: Sentence,
    agent: Agent,
    mention: Span | None,
    cue: Span | None,
    said: Sequence[Claim],
) -> Void | None:
    """What speaks against an origin."""
    own = read.claims[reply.position].chains[0].origin
    if is_sure(own) and own.agent.id != agent.id:
        return Void.NAME_BESIDE_CUE
    before = said[reply.position - 1].chains[0].origin if reply.position else None
    goes_on = before is not None and before.role is Role.ORIGIN and before.agent.id == agent.id
    if cue is None and not goes_on and not _may_lack_cue(read, reply.position, sentence):
        return Void.NO_SIGN
    if agent.kind is SourceKind.UNSPECIFIED:
        return None
    if mention is not None and (words := _mention(sentence, mention)) is not None:
        entity = read.discourse.entities.get(agent.id)
        if entity is not None and contradicts(_described(words), entity, read.discourse.date, sentence.lexicon):
            return Void.CONTRADICTED
    return None if mention is not None or _is_near(read, reply.position, agent) else Void.FAR


def _described(words: SourceMention) -> Description:
    """What a mention says of whom it stands for; a pronoun by the table of pronouns."""
    told = words.lexicon.pronoun_features.get(words.text.lower().strip("- "), {})
    human = {"Anim": True, "Inan": False}.get(told.get("Animacy", ""))
    said = describe(words)
    if words.head.pos_ != "PRON":
        return replace(said, gender=None)  # a noun has a gender of its own: "le procureur, Ann Lee", "la magistrate"
    return replace(said, gender=told.get("Gender") or None, human=human)


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
    return False


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
        mention = _mention_of(speaker, sentence)
        if mention is None and not _is_near(read, reply.position, speaker.agent):
            return None
        found[speaker.agent.id] = (speaker.agent, mention)
    return tuple(found.values())


def _content(sentence: Sentence, reply: Reply, without: list[Span | None]) -> tuple[Span, ...]:
    """The stretch from the first to the last words of what is asserted, without a cue and source inside it."""
    first, last = _find(sentence, reply.first), _find(sentence, reply.last, last=True)
    if first is None or last is None or first.start > last.start or first.end > last.end:
        return ()
    cut = [span for span in without if span is not None]
    inside = [
        token
        for token in sentence.within((Span(first.start, last.end),))
        if not any(span.start <= sentence.at(token) < span.end for span in cut)
    ]
    return sentence.pieces(inside)


def _reports(sentence: Sentence, cue: Span) -> bool:
    """Whether words hold one that reports, as some table has it, or stand before a quotation."""
    if sentence.quotes:
        return True
    lexicon = sentence.lexicon
    tables = (lexicon.prepositions, lexicon.weak_prepositions, lexicon.own_prepositions, lexicon.bare_sources)
    return any(
        shows_speech(token.lemma_.lower(), lexicon)
        or token.lemma_.lower() in lexicon.cue_verbs
        or token.lower_ in lexicon.as_words
        or any(match_phrase(token.doc, token.i, phrases) for phrases in tables)
        for token in sentence.within((cue,))
    )


def _mention_of(speaker: Speaker, sentence: Sentence) -> Span | None:
    return next(filter(None, (_find(sentence, name) for name in (*speaker.names, speaker.agent.label))), None)


def _mention(sentence: Sentence, span: Span | None) -> SourceMention | None:
    """Words of a sentence as a mention; its head is the token that governs the others."""
    tokens = sentence.within((span,)) if span else ()
    inside = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in inside or token.head.i == token.i), None)
    if head is None or span is None:
        return None
    return SourceMention(tuple(tokens), head, span.of(sentence.text), sentence.lexicon)


def _find(sentence: Sentence, words: str, last: bool = False) -> Span | None:
    """Where words stand in a sentence, letter for letter and as whole words; the first place, or the last one."""
    places = list(_places(sentence.text, sentence.span, words))
    return (places[-1] if last else places[0]) if places else None


def _places(text: str, within: Span, words: str) -> Iterator[Span]:
    at = within.start - 1
    while words and (at := text.find(words, at + 1, within.end)) >= 0:
        end = at + len(words)
        edges = ((at - 1, at), (end - 1, end))
        if not any(_inside_word(text, *edge) for edge in edges):
            yield Span(at, end)


def _inside_word(text: str, left: int, right: int) -> bool:
    return left >= 0 and right < len(text) and text[left].isalnum() and text[right].isalnum()
