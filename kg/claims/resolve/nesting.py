"""Which attribution of a sentence is the sentence's own, which are parts of it, and which only pass another one on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect import (
    Attribution,
    ContentFrom,
    reporting_nouns,
    sentence_final_cues,
    sentential_anaphora,
    transcripts,
)
from kg.claims.detect.commitment import commitment
from kg.claims.resolve import citations
from kg.claims.resolve.organisations import is_masthead
from kg.claims.resolve.relays import once
from kg.model import Agent, Basis, Chain, Hop, Part, Quote, Role, Span
from kg.sources.registry import MEDIA
from kg.text.quotation_marks import share
from kg.text.sentence import SUBJECT, VERBAL, Sentence, is_finite, marker, quoted_as

if TYPE_CHECKING:
    from kg.languages.cue_lexicon import Lexicon
    from kg.text.parse import Token

_NEARLY_ALL = 0.75
_NAME = 4  # words of a name in quotation marks at most
_JOINING = ("ADV", "CCONJ", "SCONJ", "PART", "ADP")
_OWN_CLAUSE = ("acl:relcl", "acl", "advcl")


def main_report(sentence: Sentence, found: list[Attribution]) -> Attribution | None:
    """The attribution that is the sentence's own: outermost, and not in a clause beside the outlet's own words."""
    outer = [attribution for attribution in found if not any(_inside(attribution, other) for other in found)]
    fit = [attribution for attribution in outer if _is_own(sentence, attribution)]
    calls = sentence.lexicon.directive
    fit = [attribution for attribution in fit if not any(_hangs_on(attribution, other, calls) for other in fit)]
    return max(
        fit,
        key=lambda attribution: (attribution.size, -(attribution.cue.start if attribution.cue else 0)),
        default=None,
    )


def _hangs_on(attribution: Attribution, other: Attribution, calls: frozenset[str]) -> bool:
    """Whether one goes with another: ``denied it, with the envoy saying …``, ``blamed them and demanded …``."""
    if attribution.verb is None or other.verb is None or attribution.head is None or other.head is None:
        return False
    if (
        attribution.head.i == other.head.i
        and attribution.verb.dep_ == "conj"
        and attribution.verb.head.i == other.verb.i
    ):
        return attribution.lemma in calls and other.lemma not in calls  # what is said to be so stands for the sentence
    return (
        attribution.head.i != other.head.i
        and attribution.verb.dep_ in ("advcl", "acl")
        and other.verb in attribution.verb.ancestors
    )


def _inside(attribution: Attribution, other: Attribution) -> bool:
    """Whether one attribution is what another one attributions, and not the other way round as well."""
    return other is not attribution and other.covers(attribution) and not attribution.covers(other)


def _is_own(sentence: Sentence, attribution: Attribution) -> bool:
    length = sentence.span.end - sentence.span.start - citations.share(sentence)
    covered = attribution.size + sum(span.end - span.start for span in (attribution.cue, attribution.source) if span)
    verb, head = attribution.verb, attribution.head
    if _by_noun(attribution) and verb is not None and verb.dep_.startswith(("obl", "nmod")):
        return False  # a circumstance of what the sentence says: ``despite criticism from X that …``
    if verb is None or _by_noun(attribution):
        return covered > 0.5 * length
    if attribution.detector.id == sentential_anaphora.DETECTOR.id and head is not None and head.head.i == head.i:
        return True  # the parser took the clause of the subject for one that describes it
    quoted = quoted_as(verb, sentence.lexicon.as_words) is not None  # its clause is that of the medium which quotes
    node, reported = verb.head if quoted else verb, {token.i for token in sentence.within(attribution.content)}
    while node.head.i not in (node.i, *reported):
        slip = node.dep_ == "acl" and is_finite(node) and marker(node) is None
        beside = node.dep_ == "acl:relcl" or (node.dep_ in _OWN_CLAUSE and not slip)
        told = attribution.impersonal or (head is not None and head.i == node.head.i and _is_issued(sentence, head))
        issued = told and node.head.lemma_.lower() in sentence.lexicon.documents
        if beside and not issued and covered < 0.6 * length and not _same_subject(attribution, node):
            return False
        node = node.head
    return True


def _is_issued(sentence: Sentence, document: Token) -> bool:
    """Whether a sentence is about issuing a document: ``X опубликовал доклад, в котором говорится, что …``."""
    return document.dep_ == "obj" and document.head.lemma_.lower() in sentence.lexicon.issuing


def _by_noun(attribution: Attribution) -> bool:
    return attribution.detector.id == reporting_nouns.DETECTOR.id


def _same_subject(attribution: Attribution, node: Token) -> bool:
    """A gerund of the main clause's subject: ``X отреагировал на слова Y, заявив, что …``."""
    head = attribution.head
    main = node.head
    loose = node.dep_ == "advcl" and not is_finite(node) and main.head.i == main.i
    return loose and head is not None and head.head.i == main.i and head.dep_ in SUBJECT


def joined(
    resolved: list[tuple[Attribution, tuple[Chain, ...]]], lexicon: Lexicon
) -> list[tuple[Attribution, tuple[Chain, ...]]]:
    """A medium's report of nearly nothing but somebody's report is a relay: ``SANA reported that the army said …``."""
    joined = []
    for attribution, found in resolved:
        outer = next(
            (
                (other, chain)
                for other, chain in resolved
                if other is not attribution
                and other.covers(attribution)
                and _is_medium(chain[0].origin.agent, lexicon)
                and _nearly_all(attribution, found, other)
            ),
            None,
        )
        if outer is None or _relays_by(found, outer[1], named=True):
            joined.append((attribution, found))
            continue
        relay = replace(outer[1][0].origin, role=Role.RELAY)
        joined.append((attribution, tuple(replace(chain, hops=_through(relay, chain.hops)) for chain in found)))
    relayed = {
        id(other)
        for other, chain in resolved
        for attribution, found in joined
        if _relays_by(found, chain) and other.covers(attribution)
    }
    return [
        (attribution, tuple(replace(chain, hops=once(chain.hops)) for chain in found))
        for attribution, found in joined
        if id(attribution) not in relayed
    ]


def _through(relay: Hop, hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """The hops of a chain with one more relay, behind those that the sentence names already."""
    at = next(at for at, hop in enumerate(hops) if hop.role is Role.OUTLET or hop.basis is Basis.METADATA)
    return (*hops[:at], relay, *hops[at:])


def _is_medium(agent: Agent, lexicon: Lexicon) -> bool:
    """Whether an agent is a medium, by its sort, or by its name where no table knows it."""
    return agent.type in MEDIA or (agent.type is None and is_masthead(agent.label, lexicon))


def _nearly_all(attribution: Attribution, found: tuple[Chain, ...], outer: Attribution) -> bool:
    """Whether an attribution, from the first word for who speaks on, is nearly all that another one reports."""
    named = (hop.mention for hop in found[0].hops)
    words = [span for span in (attribution.cue, attribution.source, *named, *attribution.content) if span]
    own = max(span.end for span in words) - min(span.start for span in words)
    return own > _NEARLY_ALL * outer.size


def _relays_by(found: tuple[Chain, ...], outer: tuple[Chain, ...], *, named: bool = False) -> bool:
    """Whether who speaks in an outer chain passes another on; ``named``: by words of the sentence, not as its wire."""
    relays = (hop for hop in found[0].hops if hop.role is Role.RELAY and not (named and hop.basis is Basis.METADATA))
    return any(hop.agent.id == outer[0].origin.agent.id for hop in relays)


def part(sentence: Sentence, attribution: Attribution, found: tuple[Chain, ...]) -> Part:
    """An attribution beside the sentence's own, as a claim within it."""
    put = commitment(sentence, attribution.content, attribution)
    return Part(attribution.content, found, quote_type(sentence, attribution.content), put)


def quote_type(sentence: Sentence, content: tuple[Span, ...]) -> Quote:
    """How much of a content stands in quotation marks, but for words that only join it to what was said before."""
    quotes = tuple(quote for quote in sentence.quotes if not _is_name(sentence, quote))
    if not any(share(span, quotes, sentence.text) for span in content):
        return Quote.INDIRECT
    words = (token for token in sentence.within(content) if token.is_alpha and token.pos_ not in _JOINING)
    outside = any(not any(quote.start <= sentence.at(token) < quote.end for quote in quotes) for token in words)
    return Quote.MIXED if outside else Quote.DIRECT


def _is_name(sentence: Sentence, quote: Span) -> bool:
    """Whether marks hold the name of what the noun before them tells: ``компания «Север»``, ``проект "Здоровье"``."""
    if not sentence.span.covers(quote):
        return False
    inside = sentence.doc.across(quote.start - sentence.span.start, quote.end - sentence.span.start)
    if not inside or inside[0].i == 0:
        return False
    words = [token for token in inside if token.is_alpha]
    before = sentence.doc[inside[0].i - 1]
    named = bool(words) and len(words) <= _NAME and words[0].text[0].isupper() and before.pos_ in ("NOUN", "PROPN")
    return named and not any(token.pos_ in VERBAL for token in words)


def same_speaker(
    main: Attribution, own: tuple[Chain, ...], resolved: Iterable[tuple[Attribution, tuple[Chain, ...]]]
) -> tuple[Span, ...]:
    """All that the speaker of an attribution is said to say in its sentence: ``"…", he said, adding that …``."""
    others = (
        attribution
        for attribution, chain in resolved
        if attribution is not main
        and chain[0].origin.agent.id == own[0].origin.agent.id
        and not main.covers(attribution)
    )
    return (*main.content, *(span for attribution in others for span in attribution.content))


def reads_as_spoken(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether words are the speaker's own though no mark quotes them.

    He says ``we``, or before a closing cue ``our``, or he asks, or points at something as it is: ``This is a crime``.
    """
    words = sentence.lexicon.first_person
    if attribution.detector is transcripts.DETECTOR or (
        attribution.head is not None and attribution.head.lower_ in words
    ):
        return True
    inside = sentence.within(attribution.content)
    if not attribution.exact or not inside:
        return False
    points = inside[0].pos_ in ("DET", "PRON") and "Dem" in inside[0].morph.get("PronType", [])
    finite = next((token for token in inside if "Fin" in token.morph.get("VerbForm", [])), None)
    present = finite is not None and "Past" not in finite.morph.get("Tense", [])
    asks = inside[-1].text == "?" or sentence.text[attribution.content[-1].end :].lstrip()[:1] == "?"
    return asks or (points and present) or any(token.morph.get("Person", []) == ["1"] for token in inside)


def adds_quotation(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether quoted words only go on with what is told.

    The cue has an object that is not quoted, and no colon sets the quotation apart (``called it "reckless"``), or it is
    itself a participle beside a main clause (``condemned the leak, describing it as "reckless"``), or more follows
    behind a closing cue (``"…" the group said adding that …``).
    """
    verb = attribution.verb
    if verb is None or not attribution.content or attribution.cue is None:
        return False
    if ("Prog" in verb.morph.get("Aspect", []) and verb.dep_ in ("advcl", "acl")) or sentence_final_cues.goes_on(
        sentence, attribution
    ):
        return True
    start = attribution.content[0].start
    if attribution.detector.content is not ContentFrom.QUOTATION or ":" in sentence.text[attribution.cue.end : start]:
        return False
    objects = (child.left_edge for child in verb.children if _is_object(sentence, child))
    return any(sentence.at(first) < start and not sentence.in_quotes(first) for first in objects)


def _is_object(sentence: Sentence, child: Token) -> bool:
    case = next((part.lower_ for part in child.children if part.dep_ == "case"), "")
    return child.dep_ == "obj" or (child.dep_ == "obl:arg" and case in sentence.lexicon.links)
