"""Which sentences a model is asked about, and what an answer is worth.

In doubt is whoever is named by less than the rules' threshold, whoever is left without a name though the article may
tell it, a sentence of the outlet's own that shows signs of somebody's speech, a chain beside a medium that is not in
it, and a denial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.claims.detect import Sentence
from kg.claims.resolve.chains import Printed
from kg.claims.resolve.discourse import Discourse
from kg.claims.second_reader.records import Ask, Asked
from kg.languages.cue_lexicon import Lexicon
from kg.model import Agent, Article, Basis, BlockKind, Claim, Commitment, Hop, Role, SourceKind
from kg.sources.registry import MEDIA
from kg.text.sentence import SUBJECT, VERBAL, is_finite, subject

if TYPE_CHECKING:
    from kg.text.parse import Token

SURE = 0.7  # confidence from which a name beside its cue is not asked about, and may be a control
_DOUBTED, _CARRIED = 0.6, 0.8
_SHARE = 0.4  # of an article's sentences that may be asked about, controls with them
_BESIDE = frozenset({"appos", "flat", "flat:name", "flat:foreign", "compound"})
_DESCRIBED = "who is described"
_CONTROLS = 2  # sentences of a request whose speaker is sure


@dataclass(frozen=True, slots=True)
class Read:
    """An article as the rules have read it."""

    article: Article
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    discourse: Discourse
    printed: Printed


def asked(read: Read, ask: Ask) -> list[Asked]:
    """The sentences to ask about, in the order of the text, controls among them."""
    if ask is Ask.ALL:
        known = {one.position: one for one in _doubts(read)}
        rest = (Asked(position, "all", 0.1) for position in range(len(read.claims)))
        return [known.get(one.position, one) for one in rest]
    most = max(1, int(len(read.claims) * _SHARE))
    best = sorted(_doubts(read), key=lambda one: (-one.worth, one.position))[:most]
    sure = controls(read, {one.position for one in best})[: most - 1]
    taken = best[: most - len(sure)]
    return sorted((*taken, *sure), key=lambda one: one.position) if best else []


def controls(read: Read, taken: set[int]) -> list[Asked]:
    """A few sentences whose speaker is sure, of different speakers where there are such.

    No office: whoever reads that the president spoke may name him.
    """
    found: dict[str, list[Asked]] = {}
    fit = [at for at in range(len(read.claims)) if at not in taken and may_be_control(read, at)]
    for at in sorted(fit, key=lambda at: _risk(read.sentences[at], read.claims[at].chains[0].origin, read)):
        found.setdefault(read.claims[at].chains[0].origin.agent.id, []).append(Asked(at, "control", control=True))
    turns = [one for rows in zip_longest(*found.values()) for one in rows if one is not None]
    return turns[:_CONTROLS]


def _risk(sentence: Sentence, origin: Hop, read: Read) -> int:
    """The less, the surer a control is."""
    return 2 * may_be_no_name(read, sentence, origin) + (not is_beyond_doubt(sentence, origin))


def may_be_control(read: Read, position: int) -> bool:
    """Whether a sentence has one speaker, who is sure, and stands for no office."""
    claim = read.claims[position]
    origin = claim.chains[0].origin
    sentence = read.sentences[position]
    quoted = any(quote.covers(sentence.span) for quote in sentence.quotes)
    plain = len(claim.chains) == 1 and not claim.parts and not quoted
    return plain and is_sure(origin) and origin.agent.office is None


def is_sure(origin: Hop) -> bool:
    """Whether somebody is named beside the words that report, by a rule that hardly errs."""
    named = origin.agent.kind is SourceKind.NAMED and origin.basis is Basis.EXPLICIT and origin.role is Role.ORIGIN
    return named and origin.confidence >= SURE and origin.mention is not None and origin.cue is not None


def is_beyond_doubt(sentence: Sentence, origin: Hop) -> bool:
    """Whether the subject of a sentence or clause is somebody by his full name: the rules' highest evidence."""
    full = origin.agent.registered or " " in origin.agent.label.strip()
    head = _head(sentence, origin)
    return full and head is not None and head.dep_ in SUBJECT and is_by_name(sentence, origin)


def is_by_name(sentence: Sentence, origin: Hop) -> bool:
    """Whether somebody sure is named by the head of his mention, or by a name beside it.

    Not by a name on which the head but hangs: ``the veteran of the Lock Owners``.
    """
    head = _head(sentence, origin)
    if not is_sure(origin) or head is None or origin.mention is None:
        return False
    tokens = sentence.within((origin.mention,))
    inside = {token.i for token in tokens}
    return any(token.pos_ == "PROPN" and _is_beside(token, head, inside) for token in tokens)


def may_be_no_name(read: Read, sentence: Sentence, origin: Hop) -> bool:
    """Whether a name is one word with the capital that opens its sentence, and nothing else shows it: ``Contacté,``."""
    words = sentence.within((origin.mention,)) if origin.mention is not None else ()
    opens = len(words) == 1 and not any(token.is_alpha for token in words[0].doc[: words[0].i])
    return opens and not origin.agent.registered and words[0].text.casefold() not in read.discourse.capital


def _head(sentence: Sentence, origin: Hop) -> Token | None:
    tokens = sentence.within((origin.mention,)) if origin.mention is not None else ()
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside or token.head.i == token.i), None)


def _is_beside(token: Token, head: Token, inside: set[int]) -> bool:
    """Whether a word is the head of a mention, or reached from it through no preposition and no genitive."""
    while token.i != head.i:
        if token.dep_ not in _BESIDE or token.head.i not in inside:
            return False
        token = token.head
    return True


def _doubts(read: Read) -> Iterator[Asked]:
    described: set[str] = set()  # who is told to be meant once is so wherever the same words tell him
    for position, (sentence, claim) in enumerate(zip(read.sentences, read.claims, strict=True)):
        if sentence.block.kind is BlockKind.POST:
            continue
        reason, worth = max(_reasons(read, position, sentence, claim), key=lambda row: row[1], default=("", 0.0))
        if reason == _DESCRIBED:
            who = claim.chains[0].origin.agent.id
            worth /= 1 + (who in described)
            described.add(who)
        if worth:
            yield Asked(position, reason, worth)


def _reasons(read: Read, position: int, sentence: Sentence, claim: Claim) -> Iterator[tuple[str, float]]:
    origin = claim.chains[0].origin
    if claim.chains[0].own_voice or origin.basis is Basis.OWN_VOICE:
        yield from _own_voice(read, position, sentence)
        return
    if position and goes_on(read.claims[position - 1], claim):
        yield "goes on", 0.05  # whoever is named before is named here
        return
    if origin.candidates:
        yield "who is meant", 1.0
    if origin.agent.kind is SourceKind.UNSPECIFIED:
        yield "nobody is named", 0.9
    if origin.agent.kind is SourceKind.UNNAMED:
        yield _DESCRIBED, 0.8 if _is_definite(sentence, origin) else 0.35
    yield from _hardly_sure(read, sentence, origin)
    if claim.commitment is Commitment.DENIED:
        yield "a denial", 0.3
    inside = {hop.agent.id for chain in claim.chains for hop in chain.hops}
    if any(agent.type in MEDIA and agent.id not in inside for agent in _named(read, sentence)):
        yield "a medium beside the chain", 0.3


def _hardly_sure(read: Read, sentence: Sentence, origin: Hop) -> Iterator[tuple[str, float]]:
    if origin.confidence < _DOUBTED:
        yield "hardly sure", 0.3
    elif not is_sure(origin):
        if origin.confidence <= _CARRIED:
            yield "not quite sure", 0.1
    elif may_be_no_name(read, sentence, origin):
        yield "a capital that may be no name", 0.4


def goes_on(before: Claim, claim: Claim) -> bool:
    """Whether a sentence has its speaker from the one before, of whom no more is known here."""
    one, other = before.chains[0].origin, claim.chains[0].origin
    return other.basis is Basis.CARRIED and other.agent.kind is not SourceKind.NAMED and one.agent.id == other.agent.id


def _own_voice(read: Read, position: int, sentence: Sentence) -> Iterator[tuple[str, float]]:
    """Signs of speech by how often somebody was found to speak: a verb that reports with its subject, above all."""
    verbs = [
        token for token in sentence.doc if token.pos_ in VERBAL and reports(token.lemma_.lower(), sentence.lexicon)
    ]
    if any(is_finite(verb) and subject(verb) is not None for verb in verbs):
        yield "reporting words without a speaker", 0.65 if sentence.quotes else 0.6
    elif verbs:
        yield "reporting words without a speaker", 0.35
    elif any(shows_speech(token.lemma_.lower(), sentence.lexicon) for token in sentence.doc):
        yield "reporting words without a speaker", 0.15
    if sentence.quotes:
        yield "marks without a speaker", 0.25
    if any(_speaks_in(read.claims, at, sentence) for at in (position - 1, position + 1)):
        yield "beside reported speech", 0.1


def reports(lemma: str, lexicon: Lexicon) -> bool:
    """Whether a verb reports, whatever its sentence makes of it."""
    return any(
        lemma in words for words in (lexicon.said, lexicon.denied, lexicon.thinks, lexicon.directive, lexicon.inquit)
    )


def shows_speech(lemma: str, lexicon: Lexicon) -> bool:
    """Whether a word reports, or is a report."""
    return reports(lemma, lexicon) or any(
        lemma in words for words in (lexicon.cue_nouns, lexicon.documents, lexicon.closing)
    )


def _speaks_in(claims: Sequence[Claim], at: int, sentence: Sentence) -> bool:
    if not 0 <= at < len(claims):
        return False
    inside = sentence.block.span.start <= claims[at].span.start < sentence.block.span.end
    return inside and claims[at].chains[0].origin.role is Role.ORIGIN and not claims[at].chains[0].own_voice


def _is_definite(sentence: Sentence, origin: Hop) -> bool:
    """Whether words may describe somebody as known: no indefinite article, no plural without any."""
    tokens = sentence.within((origin.mention,)) if origin.mention is not None else ()
    if not tokens:
        return True
    word, lexicon = tokens[0].lower_, sentence.lexicon
    if word in lexicon.indefinite:
        return False
    inside = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in inside), tokens[-1])
    return word in lexicon.determiners or head.morph.get("Number", []) != ["Plur"]


def _named(read: Read, sentence: Sentence) -> Iterator[Agent]:
    words = sentence.span.of(sentence.text)
    yield from (agent for _, _, agent in read.discourse.registry.find(words, sentence.lexicon.language))
