"""From an attribution to its chain: who said it, through whom, up to the outlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.claims.detect import transcripts
from kg.claims.detect.attribution import Attribution
from kg.claims.resolve import the_latter, turn_labels
from kg.claims.resolve.citations import also_cited, cited, citing
from kg.claims.resolve.discourse import Discourse, unspecified
from kg.claims.resolve.identify import identify, remember
from kg.claims.resolve.mention_words import mention, speaker_words
from kg.claims.resolve.relays import given, once, quoting_medium, read_out, relays, told_by_name
from kg.claims.resolve.source_mention import OPEN, Identified, SourceMention, or_open
from kg.claims.resolve.speaking_head import speaking_head
from kg.model import Agent, Basis, Chain, Hop, Role, SourceKind, Span
from kg.sources.countries import country_of
from kg.text.sentence import NOMINAL, SUBJECT, Sentence, coordinated, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token


_NAMED_BESIDE = 0.8  # confidence of whoever is named beside the speaker: who cites, and who is cited


@dataclass(frozen=True, slots=True)
class Printed:
    """Who printed the article: the outlet, and from the origin outward those whose text it passes on.

    ``passed`` are hops of relays: the agency whose text it is, if it says so; the one whose message was forwarded.
    """

    outlet: Agent
    passed: tuple[Hop, ...] = ()

    def hops(self, own_voice: bool) -> tuple[Hop, ...]:
        """The outermost hops of every chain of the article."""
        passed = [hop for hop in self.passed if hop.agent.id != self.outlet.id]
        alone = own_voice and not passed
        last = Hop(
            Role.OUTLET,
            self.outlet,
            Basis.OWN_VOICE if alone else Basis.METADATA,
            "own-voice" if alone else "outlet",
        )
        if own_voice and passed:
            passed[0] = replace(passed[0], role=Role.ORIGIN, basis=Basis.OWN_VOICE)
        return (*passed, last)


def own_voice(printed: Printed, confidence: float = 1.0) -> Chain:
    """The chain of a sentence in which nobody but the outlet (or the agency it prints) speaks."""
    first, *rest = printed.hops(own_voice=True)
    return Chain((replace(first, confidence=min(first.confidence, confidence)), *rest))


def chains(
    sentence: Sentence, attribution: Attribution, discourse: Discourse, printed: Printed, index: int
) -> tuple[Chain, ...]:
    """The chains of an attribution: one for each speaker named on an equal footing, the first named first.

    No pronoun for the speaker stands for whoever passed his words on, in his sentence or behind it.
    """
    found: list[Chain] = []
    passed = tuple(_relay_hops(sentence, attribution, discourse, printed))
    outward = tuple(hop for hop, _ in passed)
    own = given(attribution, sentence.lexicon)
    known = (
        (own,) if own else cited(sentence, attribution, discourse.registry) or read_out(attribution, sentence.lexicon)
    )
    if known and attribution.head is not None:
        for last in (known[-1], *also_cited(sentence, known[-1])):
            found.append(_cited(sentence, attribution, (*known[:-1], last), outward, discourse, printed, index))
    else:
        origins = tuple(_origins(sentence, attribution, discourse, index))
        for hop in origins:
            if all(hop.agent.id != other.origin.agent.id for other in found):
                relayed = tuple(relay for relay in outward if relay.agent.id != hop.agent.id) or _relays_before(
                    hop, discourse
                )
                discourse.relayed[hop.agent.id] = relayed
                found.append(Chain(once((hop, *relayed, *printed.hops(own_voice=False))), attribution.content))
    for hop, words in passed:
        if words is not None:
            remember(discourse, words, hop.agent, index, speaks=False)
    discourse.settle(found, index)
    return tuple(found)


def _origins(sentence: Sentence, attribution: Attribution, discourse: Discourse, index: int) -> Iterator[Hop]:
    """The hop of each speaker, the first named first."""
    whole = _whole_phrase(sentence, attribution)
    yield _origin(sentence, attribution, whole or attribution.head, discourse, index)
    if not attribution.exact and whole is None:
        for head in coordinated(attribution.head) if attribution.head is not None else ():
            yield _origin(sentence, attribution, head, discourse, index)
    for span in attribution.others:
        inside = [token for token in sentence.doc if span.start <= sentence.at(token) < span.end]
        head = next((token for token in reversed(inside) if token.pos_ in NOMINAL), inside[-1])
        yield _origin(sentence, replace(attribution, source=span, head=head), head, discourse, index)


def _whole_phrase(sentence: Sentence, attribution: Attribution) -> Token | None:
    """Who speaks where the parser took the end of what he belongs to for the speaker: ``Ann Lee, of the Council A,``.

    No speaker begins with a preposition: behind a name and a comma it is what the one named belongs to.
    """
    head, doc = attribution.head, sentence.doc
    if head is None or head.dep_ not in SUBJECT or attribution.exact:
        return None
    first = noun_phrase(head)[0]
    belongs = first.pos_ == "ADP" and first.dep_ == "case" and first.head.i != head.i
    if not belongs or first.i < 2 or doc[first.i - 1].text != ",":
        return None
    noun = doc[first.i - 2]
    if noun.pos_ != "PROPN":
        return None
    while noun.head.i < first.i and noun.head.i != noun.i and noun.head.pos_ in NOMINAL:
        noun = noun.head
    return noun


def _cited(
    sentence: Sentence,
    attribution: Attribution,
    known: tuple[Token, ...],
    outward: tuple[Hop, ...],
    discourse: Discourse,
    printed: Printed,
    index: int,
) -> Chain:
    """The chain of a speaker who cites others, each of them the next: the last is the origin, the rest are relays."""
    speaker = replace(_origin(sentence, attribution, attribution.head, discourse, index, speaks=False), role=Role.RELAY)
    hops: list[Hop] = []
    for head in reversed(known):
        words = mention(sentence, head)
        found = _identified(words, attribution, discourse, index, speaks=not hops)
        hops.append(
            Hop(
                Role.RELAY if hops else Role.ORIGIN,
                found.agent,
                found.basis,
                f"cited/{found.rule}",
                sentence.span_of(words.tokens),
                attribution.cue,
                min(_NAMED_BESIDE, found.confidence),
                found.candidates,
            )
        )
    return Chain(once((*hops, speaker, *outward, *printed.hops(own_voice=False))), attribution.content)


def _identified(
    words: SourceMention, attribution: Attribution, discourse: Discourse, index: int, speaks: bool
) -> Identified:
    """Whom the words of an attribution stand for, remembered for later ones."""
    return or_open(words, _heard(words, _meant(words, attribution, discourse), discourse, index, speaks), discourse)


def _meant(words: SourceMention, attribution: Attribution, discourse: Discourse) -> Identified:
    """Whom words stand for; a pronoun in a quotation stands for nobody before it, unless it is ``I`` or ``we``."""
    oneself = words.head.lower_.rstrip("'’") in words.lexicon.first_person
    return identify(replace(words, quoted=attribution.quoted and not oneself), discourse)


def _heard(words: SourceMention, found: Identified, discourse: Discourse, index: int, speaks: bool) -> Identified:
    """Let later words refer back to whoever was found; a pronoun itself is nothing to refer to."""
    if words.lemma not in words.lexicon.pronouns or found.rule == the_latter.LATTER:
        remember(discourse, words, found.agent, index, speaks)
    return found


def _relays_before(hop: Hop, discourse: Discourse) -> tuple[Hop, ...]:
    """``cette même source`` spoke through the same media as before."""
    if not hop.rule.endswith("/same-source"):
        return ()
    before = discourse.relayed.get(hop.agent.id, ())
    return tuple(replace(relay, basis=Basis.CARRIED, rule="same-source", mention=None, cue=None) for relay in before)


def _origin(
    sentence: Sentence,
    attribution: Attribution,
    head: Token | None,
    discourse: Discourse,
    index: int,
    speaks: bool = True,
) -> Hop:
    """The hop of the one who said it; ``speaks``: whether the words are its own."""
    head = speaking_head(sentence, attribution, head)
    if head is None:
        nobody = unspecified(discourse, sentence.lexicon.language)
        words_of = (attribution.source, attribution.cue)
        return Hop(Role.ORIGIN, nobody, Basis.EXPLICIT, attribution.rule, *words_of, 0.7)
    words = speaker_words(sentence, attribution, head, discourse.registry)
    found = _heard(words, _speaker(sentence, attribution, words, discourse), discourse, index, speaks)
    found = or_open(words, found, discourse)
    _note_document(sentence, attribution, discourse, found.agent)
    alone = attribution.head is not None and head.i == attribution.head.i and not coordinated(head)
    span = attribution.source if alone else sentence.span_of(words.tokens)
    return Hop(
        Role.ORIGIN,
        found.agent,
        found.basis,
        f"{attribution.rule}/{found.rule}",
        span,
        attribution.cue,
        min(attribution.confidence, found.confidence),
        found.candidates,
    )


def _speaker(sentence: Sentence, attribution: Attribution, words: SourceMention, discourse: Discourse) -> Identified:
    """Who said it, by the label of a turn or by the words; nobody where a country only does something."""
    language = sentence.lexicon.language
    turn = attribution.detector is transcripts.DETECTOR
    label = attribution.source.of(sentence.text) if turn and attribution.source is not None else ""
    found = turn_labels.bearer(label, sentence, discourse) or _meant(words, attribution, discourse)
    if _does_not_speak(attribution, words):
        return Identified(unspecified(discourse, language), Basis.EXPLICIT, "place", 0.3)
    if turn and found.rule == "described" and words.text[:1].isupper():
        minted = discourse.mint(words.text, SourceKind.NAMED, language)  # what opens a turn names somebody
        return Identified(minted, Basis.EXPLICIT, "turn-label")
    return found


def _does_not_speak(attribution: Attribution, words: SourceMention) -> bool:
    """Whether a country only does something, by a verb of doing that is no cue by itself: ``Чили делает всё``."""
    light = attribution.verb is not None and attribution.lemma in words.lexicon.light
    return light and bool(attribution.mended) and country_of(words.text, words.lexicon.language) is not None


def _note_document(sentence: Sentence, attribution: Attribution, discourse: Discourse, agent: Agent) -> None:
    """Remember whose communiqué was mentioned: ``a annoncé X dans un communiqué``."""
    documents = sentence.lexicon.documents
    described = (attribution.source,) if attribution.source and _is_described(attribution, documents) else ()
    apart = (*attribution.content, *described)
    for token in sentence.doc:
        if token.dep_ == "obj" and token.head.lemma_.lower() not in sentence.lexicon.issuing:
            continue  # ``en citant une note``: somebody else's
        if token.lemma_.lower() in documents and not any(span.start <= sentence.at(token) < span.end for span in apart):
            discourse.owner = agent
            return


def _is_described(attribution: Attribution, documents: frozenset[str]) -> bool:
    """Whether a document among the source's words only tells who it is: ``Ann Lee, head of the study,``."""
    head = attribution.head
    return head is not None and head.lemma_.lower() not in documents


def _relay_hops(
    sentence: Sentence, attribution: Attribution, discourse: Discourse, printed: Printed
) -> Iterator[tuple[Hop, SourceMention | None]]:
    """The hops of the media that were told, and of whoever quotes the speaker, registered or not.

    With each hop the words to which later ones may refer back, if any.
    """
    seen = {printed.outlet.id}
    beside: list[Span] = []  # words that quote or cite, of registered media
    for agent, span, rule in relays(sentence, attribution, discourse.registry):
        if rule != "told-medium":
            beside.append(span)
        if agent.id not in seen:
            seen.add(agent.id)
            yield Hop(Role.RELAY, agent, Basis.EXPLICIT, rule, mention=span, cue=attribution.cue), None
    for head in told_by_name(sentence, attribution, discourse.registry):
        words = mention(sentence, head)
        found = identify(words, discourse)
        if found.agent.kind is SourceKind.NAMED and found.agent.id not in seen:
            seen.add(found.agent.id)
            told = sentence.span_of(words.tokens)
            yield Hop(Role.RELAY, found.agent, found.basis, "told-medium", told, attribution.cue, _NAMED_BESIDE), words
    quoting = quoting_medium(attribution, sentence.lexicon)
    for head in (*([quoting] if quoting is not None else []), *citing(sentence, attribution, discourse.registry)):
        words = mention(sentence, head)
        found = or_open(words, identify(words, discourse), discourse)
        if found.agent.id in seen or any(span.start <= sentence.at(head) < span.end for span in beside):
            continue
        if found.rule in OPEN:  # a relay is no bare pronoun: who it stands for is open
            found = replace(found, agent=unspecified(discourse, sentence.lexicon.language))
        seen.add(found.agent.id)
        rule, sure = "quotes" if head is quoting else "cited-by", min(_NAMED_BESIDE, found.confidence)
        named = sentence.span_of(words.tokens)
        hop = Hop(Role.RELAY, found.agent, found.basis, rule, named, attribution.cue, sure, found.candidates)
        yield hop, words
