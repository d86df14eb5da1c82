"""Which report of a sentence is the sentence's own, which are parts of it, and which only pass another one on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect import quotative_inversion, sentence_final_cues, transcripts
from kg.claims.detect.attribution import Report
from kg.claims.detect.commitment import commitment
from kg.model import Chain, Part, Quote, Role, Span
from kg.sources.registry import MEDIA
from kg.text.quotation_marks import share
from kg.text.sentence import SUBJECT, VERBAL, Sentence, is_finite, marker, quoted_as

if TYPE_CHECKING:
    from kg.text.parse import Token

_NAME = 4  # words of a name in quotation marks at most
_JOINING = ("ADV", "CCONJ", "SCONJ", "PART", "ADP")
_OWN_CLAUSE = ("acl:relcl", "acl", "advcl")
_INSERTED = ("inserted-clause", quotative_inversion.RULE)


def main_report(sentence: Sentence, found: list[Report]) -> Report | None:
    """The report that is the sentence's own: outermost, and not in a clause beside the outlet's own words."""
    outer = [report for report in found if not any(_inside(report, other) for other in found)]
    fit = [report for report in outer if _is_own(sentence, report)]
    calls = sentence.lexicon.directive
    fit = [report for report in fit if not any(_hangs_on(report, other, calls) for other in fit)]
    return max(fit, key=lambda report: (report.size, -(report.cue.start if report.cue else 0)), default=None)


def _hangs_on(report: Report, other: Report, calls: frozenset[str]) -> bool:
    """Whether a report follows another one: ``denied it, with the envoy saying …``, ``blamed them and demanded …``."""
    if report.verb is None or other.verb is None or report.head is None or other.head is None:
        return False
    if report.head.i == other.head.i and report.verb.dep_ == "conj" and report.verb.head.i == other.verb.i:
        return report.lemma in calls and other.lemma not in calls  # what is said to be so stands for the sentence
    return (
        report.head.i != other.head.i and report.verb.dep_ in ("advcl", "acl") and other.verb in report.verb.ancestors
    )


def _inside(report: Report, other: Report) -> bool:
    """Whether one report is what another one reports, and not the other way round as well."""
    return other is not report and other.covers(report) and not report.covers(other)


def _is_own(sentence: Sentence, report: Report) -> bool:
    length = sentence.span.end - sentence.span.start
    covered = report.size + sum(span.end - span.start for span in (report.cue, report.source) if span)
    verb = report.verb
    if verb is None:
        return covered > 0.5 * length
    if report.rule == quotative_inversion.RULE and covered > 0.5 * length:
        return True
    quoted = quoted_as(verb, sentence.lexicon.as_words) is not None  # its clause is that of the medium which quotes
    node, reported = verb.head if quoted else verb, {token.i for token in sentence.within(report.content)}
    while node.head.i not in (node.i, *reported):
        slip = node.dep_ == "acl" and is_finite(node) and marker(node) is None
        beside = node.dep_ == "acl:relcl" or (node.dep_ in _OWN_CLAUSE and report.rule not in _INSERTED and not slip)
        issued = report.impersonal and node.head.lemma_.lower() in sentence.lexicon.documents
        if beside and not issued and covered < 0.6 * length and not _same_subject(report, node):
            return False
        node = node.head
    return True


def _same_subject(report: Report, node: Token) -> bool:
    """A gerund of the main clause's subject: ``X отреагировал на слова Y, заявив, что …``."""
    head = report.head
    main = node.head
    loose = node.dep_ == "advcl" and not is_finite(node) and main.head.i == main.i
    return loose and head is not None and head.head.i == main.i and head.dep_ in SUBJECT


def joined(resolved: list[tuple[Report, tuple[Chain, ...]]]) -> list[tuple[Report, tuple[Chain, ...]]]:
    """A medium's report of nearly nothing but somebody's report is a relay: ``SANA reported that the army said …``."""
    joined = []
    for report, found in resolved:
        outer = next(
            (
                (other, chain)
                for other, chain in resolved
                if other is not report
                and other.covers(report)
                and chain[0].origin.agent.type in MEDIA
                and _nearly_all(report, other)
            ),
            None,
        )
        if outer is None or _relays_by(found, outer[1]):
            joined.append((report, found))
            continue
        relay = replace(outer[1][0].origin, role=Role.RELAY)
        joined.append((report, tuple(replace(chain, hops=(chain.hops[0], relay, *chain.hops[1:])) for chain in found)))
    relayed = {
        id(other)
        for other, chain in resolved
        for report, found in joined
        if _relays_by(found, chain) and other.covers(report)
    }
    return [(report, found) for report, found in joined if id(report) not in relayed]


def _nearly_all(report: Report, outer: Report) -> bool:
    """Whether a report with its own cue and source is nearly all that another one reports."""
    own = report.size + sum(span.end - span.start for span in (report.cue, report.source) if span)
    return own > 0.75 * outer.size


def _relays_by(found: tuple[Chain, ...], outer: tuple[Chain, ...]) -> bool:
    return any(hop.role is Role.RELAY and hop.agent.id == outer[0].origin.agent.id for hop in found[0].hops)


def part(sentence: Sentence, report: Report, found: tuple[Chain, ...]) -> Part:
    """A report beside the sentence's own, as a claim within it."""
    put = commitment(sentence, report.content, report)
    return Part(report.content, found, quote_type(sentence, report.content), put)


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
    main: Report, own: tuple[Chain, ...], resolved: Iterable[tuple[Report, tuple[Chain, ...]]]
) -> tuple[Span, ...]:
    """All that the speaker of a report is said to say in its sentence: ``"…", he said, adding that …``."""
    others = (
        report
        for report, chain in resolved
        if report is not main and chain[0].origin.agent.id == own[0].origin.agent.id and not main.covers(report)
    )
    return (*main.content, *(span for report in others for span in report.content))


def reads_as_spoken(sentence: Sentence, report: Report) -> bool:
    """Whether words are the speaker's own though no mark quotes them.

    He says ``we``, or before a closing cue ``our``, or he asks, or points at something as it is: ``This is a crime``.
    """
    words = sentence.lexicon.first_person
    if report.rule == transcripts.RULE or (report.head is not None and report.head.lower_ in words):
        return True
    inside = sentence.within(report.content)
    if not report.exact or not inside:
        return False
    points = inside[0].pos_ in ("DET", "PRON") and "Dem" in inside[0].morph.get("PronType", [])
    finite = next((token for token in inside if "Fin" in token.morph.get("VerbForm", [])), None)
    present = finite is not None and "Past" not in finite.morph.get("Tense", [])
    asks = inside[-1].text == "?" or sentence.text[report.content[-1].end :].lstrip()[:1] == "?"
    return asks or (points and present) or any(token.morph.get("Person", []) == ["1"] for token in inside)


def adds_quotation(sentence: Sentence, report: Report) -> bool:
    """Whether quoted words only go on with what is told.

    The cue has an object that is not quoted, and no colon sets the quotation apart (``called it "reckless"``), or it is
    itself a participle beside a main clause (``condemned the leak, describing it as "reckless"``), or more follows
    behind a closing cue (``"…" the group said adding that …``).
    """
    verb = report.verb
    if verb is None or not report.content or report.cue is None:
        return False
    if ("Prog" in verb.morph.get("Aspect", []) and verb.dep_ in ("advcl", "acl")) or sentence_final_cues.goes_on(
        sentence, report
    ):
        return True
    start = report.content[0].start
    if "quotation" not in report.rule or ":" in sentence.text[report.cue.end : start]:
        return False
    objects = (child.left_edge for child in verb.children if _is_object(sentence, child))
    return any(sentence.at(first) < start and not sentence.in_quotes(first) for first in objects)


def _is_object(sentence: Sentence, child: Token) -> bool:
    case = next((part.lower_ for part in child.children if part.dep_ == "case"), "")
    return child.dep_ == "obj" or (child.dep_ == "obl:arg" and case in sentence.lexicon.links)
