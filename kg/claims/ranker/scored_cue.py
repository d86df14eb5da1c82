"""A cue that the ranker has judged, with what it reports and who says it; how it becomes an attribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.detector import ContentFrom, Detector
from kg.claims.detect.irrealis import is_ahead
from kg.claims.ranker import span_candidates
from kg.claims.ranker.bitset_tree import Tree, first, last, members
from kg.claims.ranker.cue_candidates import CueCandidate
from kg.claims.ranker.span_candidates import ContentCandidate
from kg.model import Span
from kg.text.sentence import NOMINAL, SUBJECT, VERBAL, Sentence, match_phrase, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

RANKED = Detector("ranked", None, ContentFrom.SCORED, literature=("Pareti et al. 2013", "Newell et al. 2018"))
_SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl"})


class LikelyCue(NamedTuple):
    """A word that may be a cue, in the sentence of a number; what it is told by, and how likely it is one."""

    number: int
    nodes: Tree
    shares: Mapping[int, float]  # of the words of the sentence that may be cues, by token
    site: CueCandidate
    cue: list[float]
    likely: float = 1.0


class ScoredCue(NamedTuple):
    """A cue with its best content, its best source (a token, -1 for none) and the score of its content."""

    looked: LikelyCue
    content: ContentCandidate
    score: float
    source: int = -1

    @property
    def site(self) -> CueCandidate:
        """The cue."""
        return self.looked.site


def tokens_of(nodes: Tree, attribution: Attribution) -> int:
    """The tokens of what an attribution says, without punctuation at the edges."""
    return nodes.trimmed(span_candidates.of_spans(nodes, attribution.content))


def rule_tokens(nodes: Tree, site: CueCandidate) -> int:
    """The tokens that the first rule took for what this cue reports."""
    return tokens_of(nodes, site.rules[0]) if site.rules else 0


def report_of(nodes: Tree, judgement: ScoredCue) -> Attribution | None:
    """The judgement as an attribution: the rule's own where the ranker agrees with it."""
    sentence, site = nodes.sentence, judgement.site
    tokens = _without_hearer(nodes, site, judgement.content.tokens)
    own = next((attribution for attribution in site.rules if tokens_of(nodes, attribution) == tokens), None)
    content = own.content if own else sentence.pieces([sentence.doc[index] for index in members(tokens)])
    if not content:
        return None
    base = own or (site.rules[0] if site.rules else _new(nodes, judgement, content))
    confidence = round(min(max(judgement.score, 0.05), 0.99), 2)
    mended = "" if own else judgement.content.way
    attribution = replace(base, mended=mended, content=content, confidence=confidence)
    chosen = sentence.doc[judgement.source].lower_ if judgement.source >= 0 else ""
    stands = chosen in sentence.lexicon.anybody  # for the body that the detector took: ``À l'Élysée, on assure``
    known = base.head is not None and (stands or base.head.i == judgement.source)
    if judgement.source < 0 or known or _undergoes(nodes, site, judgement.source):
        return attribution
    return _named(nodes, attribution, judgement)


def _undergoes(nodes: Tree, site: CueCandidate, source: int) -> bool:
    """Whether it is told of or spoken to, and speaks not: ``the president is said to``, ``призвали президента``."""
    if nodes.heads[source] != site.index:
        return False
    morph = nodes.sentence.doc[source].morph
    addressed = morph.get("Case", []) == ["Acc"] and morph.get("Animacy", []) == ["Anim"]
    return nodes.deps[source] == "nsubj:pass" or (nodes.deps[source] == "obj" and addressed)


def _new(nodes: Tree, judgement: ScoredCue, content: tuple[Span, ...]) -> Attribution:
    sentence, site = nodes.sentence, judgement.site
    verb = sentence.doc[site.index]
    cue = sentence.span_of(sentence.doc[index] for index in members(site.group))
    lemma = site.key.rpartition(" ")[0]
    return Attribution(
        RANKED, lemma, cue, None, content, None, verb, kind_of(nodes, site, judgement.content), impersonal=True
    )


def _without_hearer(nodes: Tree, site: CueCandidate, content: int) -> int:
    """The clause alone where a rule read it and the ranker took in who was told: ``told a group that …``."""
    clause = rule_tokens(nodes, site) if site.rules and site.rules[0].detector.content is ContentFrom.CLAUSE else 0
    if not clause or clause & ~content or first(clause) < last(site.group):
        return content
    added = content & ~clause
    sentence = nodes.sentence
    before = members(added & nodes.before(first(site.group)))
    if any(match_phrase(sentence.doc, index, sentence.lexicon.prepositions) for index in before):
        return clause  # ``По данным X, Y заявил, что …``: who passed it on is no part of it
    between = nodes.after(last(site.group)) & nodes.before(first(clause))
    return content if added & ~between else clause


def is_own_voice(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether the writer speaks, outside of any quotation: ``I wonder whether …``, not of what was said then.

    Of an infinitive that nobody is the subject of (``следует отметить, что``) the writer is.
    """
    head, verb = attribution.head, attribution.verb
    if head is None:
        return verb is not None and not sentence.in_quotes(verb) and _is_ownerless(sentence, verb, attribution)
    first = head.lower_ in sentence.lexicon.first_person or "1" in head.morph.get("Person", [])
    if head.pos_ != "PRON" or sentence.in_quotes(head) or not first:
        return False
    past = verb is not None and ("Past" in verb.morph.get("Tense", []))
    told = past and verb is not None and verb.dep_ not in _SUBORDINATE
    return not (told and attribution.kind == "said" and attribution.detector.governed)


def _is_ownerless(sentence: Sentence, verb: Token, attribution: Attribution) -> bool:
    """``Отметим, что``, ``нужно сказать, что``: no subject, in the first person or the infinitive.

    Not the infinitive of languages that hang it on another verb's subject (ASFALDA loses 2.6 points by it).
    """
    if not sentence.lexicon.typology.drops_subjects or attribution.source is not None or verb.pos_ not in VERBAL:
        return False
    return says_we(verb) or "Inf" in verb.morph.get("VerbForm", [])


def says_we(verb: Token) -> bool:
    """``Отметим``, ``rappelons``: a verb without a subject in the first person, not of the past."""
    subjects = any(child.dep_ in SUBJECT for child in verb.children)
    first_person = bool({"1", "First"} & set(verb.morph.get("Person", [])))
    return first_person and not subjects and "Past" not in verb.morph.get("Tense", [])


def reports_nothing(nodes: Tree, judgement: ScoredCue) -> bool:
    """Whether a cue that no rule reads reports nothing: a free relative clause, or ``selon la saison``."""
    site = judgement.site
    if site.rules:
        return False
    lexicon = nodes.sentence.lexicon
    if lexicon.typology.free_word_order and is_ahead(nodes.sentence.doc[site.index], lexicon):
        return True
    named = nodes.lemmas[site.main] in lexicon.not_sources
    return (site.kind == "preposition" and named) or is_free_relative(nodes, judgement)


def is_free_relative(nodes: Tree, judgement: ScoredCue) -> bool:
    """``what she says and what she does``: the cue has its object before it, so what follows is not reported.

    But ``what he says is that …`` is: a word that opens a clause stands behind no ``and``.
    """
    site, content, words = judgement.site, judgement.content.tokens, nodes.sentence.lexicon
    asked = words.complementisers | words.relative | words.interrogatives
    taken = any(
        child < first(site.group)
        and nodes.deps[child] == "obj"
        and nodes.tags[child] == "PRON"
        and _asks(nodes, child, asked)
        for child in nodes.children[site.main]
    )
    low = first(content)
    if not taken or low < last(site.group) or nodes.weight(content & nodes.quoted):
        return False
    opened = nodes.words[low - 1] in words.complementisers
    return not opened or nodes.tags[low - 2] == "CCONJ"


def _asks(nodes: Tree, index: int, asked: frozenset[str]) -> bool:
    return nodes.words[index] in asked


def kind_of(nodes: Tree, site: CueCandidate, content: ContentCandidate) -> str:
    """Speech where rule or lexicon say so; of another word, where it quotes or governs a clause; else belief."""
    if site.rules:
        return site.rules[0].kind
    if site.kind not in ("verb", "nominal", "other"):
        return nodes.sentence.lexicon.kind(site.key.rpartition(" ")[0])
    quoted = nodes.weight(content.tokens & nodes.quoted) * 2 > nodes.weight(content.tokens)
    return "said" if quoted or (content.top >= 0 and nodes.deps[content.top] in ("ccomp", "parataxis")) else "thinks"


def _named(nodes: Tree, attribution: Attribution, judgement: ScoredCue) -> Attribution:
    """The attribution with the source that the ranker chose."""
    sentence, lexicon = nodes.sentence, nodes.sentence.lexicon
    head = sentence.doc[judgement.source]
    if head.lower_ in lexicon.relative or (head.pos_ == "PRON" and head.lemma_.lower() in lexicon.relative):
        clause = head.head
        while clause.dep_ not in ("acl:relcl", "acl") and clause.head.i != clause.i:
            clause = clause.head
        head = clause.head if clause.head.pos_ in NOMINAL else head
    nobody = (
        head.lower_.strip("-") in lexicon.impersonal or head.lower_.removeprefix("-t-").strip("-") in lexicon.impersonal
    )
    words = (
        [head]
        if nobody
        else [token for token in noun_phrase(head) if not judgement.site.group >> token.i & 1] or [head]
    )
    return replace(attribution, head=None if nobody else head, source=sentence.span_of(words), impersonal=nobody)
