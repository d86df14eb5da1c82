"""From an attribution to its chain: who said it, through whom, up to the outlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.claims.detect import transcripts
from kg.claims.detect.attribution import Attribution
from kg.claims.detect.unpunctuated_speakers import is_day
from kg.claims.resolve import epithets, names, turn_labels
from kg.claims.resolve.citations import cited, citing
from kg.claims.resolve.coreference import unspecified
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.identify import identify, remember
from kg.claims.resolve.relays import given, once, quoting_medium, read_out, relays
from kg.claims.resolve.source_mention import Identified, SourceMention
from kg.languages.cue_lexicon import Lexicon
from kg.model import Agent, Basis, Chain, Hop, Role, SourceKind, Span
from kg.sources.countries import country_of
from kg.sources.registry import Registry
from kg.text.sentence import NOMINAL, SUBJECT, VERBAL, Sentence, coordinated, match_phrase, noun_phrase, speaker_head

if TYPE_CHECKING:
    from kg.text.parse import Token


_NAME = ("flat:name", "flat", "appos", "nmod")
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


def own_voice(printed: Printed) -> Chain:
    """The chain of a sentence in which nobody but the outlet (or the agency it prints) speaks."""
    return Chain(printed.hops(own_voice=True))


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
        found.append(_cited(sentence, attribution, known, outward, discourse, printed, index))
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
    """Whom the words of an attribution stand for; unless they are a pronoun, later ones may refer back to them."""
    oneself = words.head.lower_.rstrip("'’") in words.lexicon.first_person
    found = identify(replace(words, quoted=attribution.quoted and not oneself), discourse)
    if words.lemma not in words.lexicon.pronouns or found.rule == epithets.LATTER:
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
    language = sentence.lexicon.language
    if head is None or attribution.impersonal:
        container = (
            _document_clause(attribution)
            or _bare_source(sentence, attribution)
            or _read_in(sentence, attribution)
            or _denied_by(sentence, attribution)
        )
        if container is None:
            return Hop(
                Role.ORIGIN,
                unspecified(discourse, language),
                Basis.EXPLICIT,
                attribution.rule,
                attribution.source,
                attribution.cue,
                0.7,
            )
        head = container
    head = _issuer(sentence, attribution, speaker_head(head) if not attribution.exact else head)
    head = _agent_of(sentence, head) or head
    head = _subject_above(sentence, attribution, head) or _set_apart(sentence, head) or head
    words = _whole_name(sentence, mention(sentence, head, attribution.cue), discourse.registry)
    if (
        attribution.exact
        and attribution.head is not None
        and head.i == attribution.head.i
        and attribution.source is not None
    ):
        words = _closing(sentence, attribution.source, head, discourse.registry)
    oneself = head.lower_.rstrip("'’") in sentence.lexicon.first_person
    turn = attribution.detector is transcripts.DETECTOR
    label = attribution.source.of(sentence.text) if turn and attribution.source is not None else ""
    found = turn_labels.bearer(label, sentence, discourse) or identify(
        replace(words, quoted=attribution.quoted and not oneself), discourse
    )
    if _does_not_speak(attribution, words):
        found = Identified(unspecified(discourse, language), Basis.EXPLICIT, "place", 0.3)
    if turn and found.rule == "described" and words.text[:1].isupper():
        minted = discourse.mint(words.text, SourceKind.NAMED, language)  # what opens a turn names somebody
        found = Identified(minted, Basis.EXPLICIT, "turn-label")
    if words.lemma not in sentence.lexicon.pronouns or found.rule == epithets.LATTER:
        remember(discourse, words, found.agent, index, speaks)
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


def _does_not_speak(attribution: Attribution, words: SourceMention) -> bool:
    """Whether a country only does something, by a verb of doing that is no cue by itself: ``Чили делает всё``."""
    light = attribution.verb is not None and attribution.lemma in words.lexicon.light
    return light and bool(attribution.mended) and country_of(words.text, words.lexicon.language) is not None


def mention(sentence: Sentence, head: Token, cue: Span | None = None) -> SourceMention:
    """The mention of which a token is the head; it ends before its own cue."""
    titles = sentence.lexicon.titles
    phrase = [token for token in noun_phrase(head) if token.dep_ != "cc" or token.i > head.i]
    if cue is not None and sentence.at(head) < cue.start:
        phrase = [token for token in phrase if sentence.at(token) < cue.start]
    phrase = phrase[: _placed(phrase, sentence)]
    phrase = phrase[: next((at for at, token in enumerate(phrase) if at and _cites(token, sentence.lexicon)), None)]
    while len(phrase) > 1 and phrase[0].pos_ == "PROPN" and is_day(sentence, phrase[0]) and phrase[0].i != head.i:
        phrase = phrase[1:]  # "On Saturday Ann Lee said", without its comma
    while len(phrase) > 1 and phrase[0].pos_ == "ADV" and phrase[0].i < head.i:
        phrase = phrase[1:]
    tokens = tuple(token for token in names.whole(phrase) if token.text not in titles)
    tokens = tokens or names.behind(head, sentence.lexicon) or (head,)
    if head.text in titles:
        head = next((token for token in tokens if token.pos_ == "PROPN"), tokens[-1])
    span = sentence.span_of(tokens)
    text = span.of(sentence.text) if span else head.text
    return SourceMention(tokens, head, text, sentence.lexicon)


def _cites(token: Token, lexicon: Lexicon) -> bool:
    """Whether words that cite begin: ``un rapport de l'ONU cité par l'AFP``."""
    tables = (lexicon.cites, lexicon.cited_by, lexicon.carried_by)
    return any(match_phrase(token.doc, token.i, phrases) for phrases in tables)


def _placed(phrase: list[Token], sentence: Sentence) -> int:
    """Where a mention ends before the place of speaking: ``le président Obama à Hilliard``."""
    for at, token in enumerate(phrase):
        if _is_when(phrase[at - 1 : at + 2], sentence):
            return at
        behind_name = at > 1 and phrase[at - 1].pos_ == "PROPN" and phrase[at - 2].pos_ in ("NOUN", "PROPN")
        if behind_name and token.pos_ == "ADP" and token.lower_ not in sentence.lexicon.links:
            named = phrase[at - 1].dep_ in _NAME and sentence.lexicon.typology.quotative_inversion
            return at if named else len(phrase)
    return len(phrase)


def _is_when(words: list[Token], sentence: Sentence) -> bool:
    """Whether behind a noun a time begins, with an article and no preposition: ``le ministre la semaine dernière``."""
    times = sentence.lexicon.times
    return len(words) == 3 and words[0].pos_ != "ADP" and words[1].pos_ == "DET" and words[2].lower_ in times


def _closing(sentence: Sentence, source: Span, head: Token, registry: Registry) -> SourceMention:
    """The mention beside a cue that closes the sentence: its words run on from the content, so its own span counts.

    A name that a table knows and that ends where the mention ends belongs to it as a whole: ``Food and Agriculture …``.
    """
    text = sentence.text[sentence.span.start : source.end]
    known = registry.find(text, sentence.lexicon.language)
    begins = [sentence.span.start + start for start, end, _ in known if end == len(text)]
    start = min([source.start, *begins])
    tokens = tuple(token for token in sentence.doc if start <= sentence.at(token) < source.end)
    tokens = tuple(names.whole(tokens or (head,)))
    start, end = min(start, sentence.at(tokens[0])), max(source.end, sentence.at(tokens[-1]) + len(tokens[-1].text))
    return SourceMention(tokens, head, sentence.text[start:end], sentence.lexicon, loose=True)


def _issuer(sentence: Sentence, attribution: Attribution, head: Token) -> Token:
    """Who issued the document that a relative clause reports: ``X опубликовал расследование, согласно которому …``."""
    document = head.lemma_.lower() in sentence.lexicon.documents and head.dep_ == "obj"
    if not document or attribution.cue is None or sentence.at(head) > attribution.cue.start:
        return head
    if head.head.lemma_.lower() not in sentence.lexicon.issuing:
        return head
    return next((child for child in head.head.children if child.dep_ in SUBJECT), head)


def _agent_of(sentence: Sentence, head: Token) -> Token | None:
    """Who does what is told of claims in the passive: ``ces accusations ont été démenties par la mairie``."""
    claims = (sentence.lexicon.cue_nouns | sentence.lexicon.reports) - sentence.lexicon.documents
    claimed = head.dep_ in SUBJECT and head.lemma_.lower() in claims
    return _passive_agent(head.head, sentence.lexicon) if claimed else None


def _denied_by(sentence: Sentence, attribution: Attribution) -> Token | None:
    verb = attribution.verb
    denied = verb is not None and attribution.lemma in sentence.lexicon.denied
    return _passive_agent(verb, sentence.lexicon) if verb is not None and denied else None


def _passive_agent(verb: Token, lexicon: Lexicon) -> Token | None:
    """Who does what a participle tells: ``démenties par la mairie``."""
    for child in verb.children if "Part" in verb.morph.get("VerbForm", []) else ():
        by = any(word.dep_ == "case" and word.lower_ in lexicon.authors for word in child.children)
        if child.i > verb.i and by and (child.pos_ == "PROPN" or child.lemma_.lower() in lexicon.speakers):
            return child
    return None


def _subject_above(sentence: Sentence, attribution: Attribution, head: Token) -> Token | None:
    """Whom ``it`` stands for in ``the ministry condemned what it called …``: the body that is the subject above."""
    if sentence.lexicon.pronoun_features.get(head.lower_, {}).get("Animacy") != "Inan" or attribution.verb is None:
        return None
    for verb in attribution.verb.ancestors:
        found = next((child for child in verb.children if child.dep_ in SUBJECT and child.i < head.i), None)
        if found is not None and verb.pos_ in VERBAL:
            person = found.lemma_.lower() in sentence.lexicon.people
            return None if person or found.morph.get("Number", []) == ["Plur"] else found
    return None


def _set_apart(sentence: Sentence, head: Token) -> Token | None:
    """Whom a pronoun between commas says again: ``l'opposition, elle, réclame …``."""
    doc, at = sentence.doc, head.i
    if head.lower_ not in sentence.lexicon.echoes or not 2 <= at < len(doc) - 1:
        return None
    if {doc[at - 1].text, doc[at + 1].text} != {","}:
        return None
    noun = doc[at - 2]
    while noun.head.i < at and noun.head.i != noun.i and noun.pos_ not in VERBAL and noun.head.pos_ in NOMINAL:
        noun = noun.head
    return noun if noun.pos_ in NOMINAL else None


def _whole_name(sentence: Sentence, words: SourceMention, registry: Registry) -> SourceMention:
    """The mention with the rest of a name that a table knows and that a conjunction cut: ``the Council of A and B``."""
    if words.head.pos_ != "PROPN" or words.loose:
        return words
    doc = sentence.doc
    at, last = words.tokens[0].idx, words.tokens[-1]
    for start, end, _ in registry.find(doc.text[at:], sentence.lexicon.language):
        if at + start <= words.head.idx and at + end > last.idx + len(last.text):
            tokens = tuple(token for token in doc[words.tokens[0].i :] if token.idx < at + end)
            return replace(
                words, tokens=tokens, text=sentence.text[sentence.at(tokens[0]) : sentence.span.start + at + end]
            )
    return words


def _document_clause(attribution: Attribution) -> Token | None:
    """``X a diffusé un communiqué dans lequel il est affirmé que …``: the one who issued the document."""
    verb = attribution.verb
    if verb is None or verb.dep_ not in ("acl:relcl", "acl"):
        return None
    issuing = verb.head.head
    return next((child for child in issuing.children if child.dep_ in SUBJECT), None)


def _bare_source(sentence: Sentence, attribution: Attribution) -> Token | None:
    """The source of an impersonal cue: ``De source militaire, on indique …``, ``affirme-t-on de même source``."""
    phrases, reported = sentence.lexicon.bare_sources, {token.i for token in sentence.within(attribution.content)}
    for token in sentence.doc:
        size = match_phrase(sentence.doc, token.i, phrases)
        if size and token.i not in reported:
            return sentence.doc[token.i + size - 1]
    return None


def _read_in(sentence: Sentence, attribution: Attribution) -> Token | None:
    """The text in which one reads it: ``lit-on dans un communiqué de la Croix-Rouge``."""
    lexicon, verb = sentence.lexicon, attribution.verb
    behind = sentence.doc[verb.i + 1 :] if verb is not None else ()
    stop = next((at for at, token in enumerate(behind) if token.is_punct), len(behind))
    inside = next((at for at, token in enumerate(behind[:stop]) if token.lower_ in lexicon.containing), stop)
    noun = next((token for token in behind[inside:stop] if token.pos_ in NOMINAL), None)
    return noun if noun is not None and noun.lemma_.lower() in lexicon.documents else None


def _note_document(sentence: Sentence, attribution: Attribution, discourse: Discourse, agent: Agent) -> None:
    """Remember whose communiqué was mentioned: ``a annoncé X dans un communiqué``."""
    reported = attribution.content
    for token in sentence.doc:
        if token.lemma_.lower() in sentence.lexicon.documents and not any(
            span.start <= sentence.at(token) < span.end for span in reported
        ):
            discourse.owner = agent
            return


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
    quoting = quoting_medium(attribution, sentence.lexicon)
    for head in (*([quoting] if quoting is not None else []), *citing(sentence, attribution, discourse.registry)):
        words = mention(sentence, head)
        found = identify(words, discourse)
        if found.agent.id in seen or any(span.start <= sentence.at(head) < span.end for span in beside):
            continue
        seen.add(found.agent.id)
        rule, sure = "quotes" if head is quoting else "cited-by", min(_NAMED_BESIDE, found.confidence)
        named = sentence.span_of(words.tokens)
        hop = Hop(Role.RELAY, found.agent, found.basis, rule, named, attribution.cue, sure, found.candidates)
        yield hop, words
