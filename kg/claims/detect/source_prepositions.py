"""Prepositions that name a source: ``selon X``, ``d'après X``, ``according to X``, ``по словам X``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.claims.detect.apposition import describes, segment
from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import cues
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.claims.detect.dismissals import is_report_of_nobody
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import (
    GENITIVE,
    NOMINAL,
    SUBJECT,
    VERBAL,
    Sentence,
    is_finite,
    is_past_participle,
    match_phrase,
    noun_phrase,
    subtree,
    tells_time,
    verb_group,
)

if TYPE_CHECKING:
    from kg.text.parse import Token

_NAMED = frozenset({"appos", "nmod", "flat", "flat:name"})
_LEAST = 8  # characters of a content
_REACH = 9  # how many tokens behind the preposition the head of its source may stand


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions of the clause that a source preposition stands in."""
    doc, lexicon = sentence.doc, sentence.lexicon
    index = 0
    while index < len(doc):
        if doc[index].lower_ not in lexicon.phrase_starts:
            index += 1
            continue
        size = match_phrase(doc, index, lexicon.prepositions)
        weak = 0 if size else match_phrase(doc, index, lexicon.weak_prepositions)
        found = _report(sentence, index, size or weak, bool(weak)) if size or weak else _inner(sentence, index)
        if found is not None and not sentence.in_quotes(doc[index]):
            yield found
        index += max(size, 1)


DETECTOR = Detector("source-preposition", find, ContentFrom.AROUND, Decides.WORDS, literature=("Pareti 2015",), code=3)


def _inner(sentence: Sentence, index: int) -> Attribution | None:
    """A phrase that holds its source, ``по его словам``, or has none, ``по некоторым данным``."""
    doc, lexicon = sentence.doc, sentence.lexicon
    if size := match_phrase(doc, index, lexicon.bare_sources):
        return _bare(sentence, list(doc[index : index + size]))
    for phrases in (lexicon.own_prepositions, lexicon.nobody):
        size = match_phrase(doc, index, phrases, lexicon.possessives)
        if not size:
            if phrases is lexicon.own_prepositions and (found := _possessed(sentence, index)) is not None:
                return found
            continue
        cue = list(doc[index : index + size])
        holders = lexicon.possessives | lexicon.pronoun_subjects | lexicon.object_clitics - lexicon.preverbal
        owner = next((token for token in cue if token.lower_ in holders), None)
        adverb = size == 1 and doc[index].pos_ == "ADV"  # ``reportedly``
        if adverb and any(cue.subject is not None for cue in cues(sentence)):
            return None  # somebody else says so
        if owner is None and not adverb and (index + size == len(doc) or doc[index + size].text not in ",.)"):
            return None
        return _of_clause(sentence, cue, owner, [owner] if owner is not None else [], set())
    return None


def _possessed(sentence: Sentence, index: int) -> Attribution | None:
    """A phrase that holds its source in the genitive: ``in Moscow's view``, ``in the minister's words``."""
    doc = sentence.doc
    at = next((token.i for token in doc[index + 1 : index + _REACH] if token.lower_ in GENITIVE), 0)
    holder = doc[at - 1] if at else None
    if holder is None or (holder.pos_ != "PROPN" and holder.lemma_.lower() not in sentence.lexicon.speakers):
        return None
    for phrase in sentence.lexicon.own_prepositions.get(doc[index].lower_, ()):
        owner, tail = phrase.index("*") if "*" in phrase else 0, phrase[-1:]
        behind = tuple(token.lower_ for token in doc[at + 1 : at + 1 + len(phrase) - owner - 1])
        if owner == 1 and tail and behind == phrase[owner + 1 :]:
            mention = list(doc[index + 1 : at])
            cue = [doc[index], *doc[at : at + 1 + len(behind)]]
            return _of_clause(sentence, cue, doc[at - 1], mention, {token.i for token in mention})
    return None


def _bare(sentence: Sentence, cue: list[Token]) -> Attribution | None:
    """``De source policière, …``: a source without an article, between commas or at an edge of the sentence."""
    doc, at = sentence.doc, cue[-1].i
    stop = segment(sentence, at + 1)
    speaker = doc[stop + 1].lower_ if stop + 1 < len(doc) else ""
    if not _opens(sentence, cue[0].i) or stop == at + 1 or speaker in sentence.lexicon.impersonal:
        return None
    mention = list(doc[at:stop])
    return _of_clause(sentence, cue, cue[-1], mention, {token.i for token in mention})


def _report(sentence: Sentence, index: int, size: int, weak: bool) -> Attribution | None:
    doc, lexicon = sentence.doc, sentence.lexicon
    head = _source(sentence, index, size)
    if head is None or head.lemma_.lower() in lexicon.not_sources:
        return None
    if weak and (sentence.doc[-1].text == "?" or not (_opens(sentence, index) and _may_judge(sentence, head))):
        return None
    mention = [token for token in noun_phrase(head) if token.i >= index + size] or [head]
    if mention[0].i > index + size and doc[mention[0].i - 1].lower_ in lexicon.possessives:
        mention = [doc[mention[0].i - 1], *mention]
    if _follows_clause(sentence, mention):
        return _relative(sentence, index, size, head)
    if lexicon.typology.unpunctuated_cues and index == 0 and (name := _before_subject(sentence, mention, head)):
        mention, head = [token for token in mention if token.i <= name.i], name
    cue, source = list(doc[index : index + size]), _before_clause(mention, head)
    if lexicon.typology.unpunctuated_cues and index == 0 and len(source) < len(mention):
        found = _of_clause(sentence, cue, head, source, {token.i for token in source})
        return replace(found, exact=True) if found is not None else None
    phrase = {token.i for token in (*mention, *_extension(sentence, mention), *_participle(sentence, head))}
    phrase |= set(range(max(phrase) + 1, _described(sentence, max(phrase) + 1)))
    return _of_clause(sentence, cue, head, mention, phrase)


def _may_judge(sentence: Sentence, head: Token) -> bool:
    """Whether it is somebody's view that follows: ``Pour X, …``; a calling before a quotation or judgement."""
    lexicon = sentence.lexicon
    if head.pos_ == "PROPN" or head.lower_ in lexicon.pronouns:
        return True
    callings = lexicon.persons | lexicon.general_bodies
    if not lexicon.typology.callings_judge or head.lemma_.lower() not in callings:
        return False
    after = sentence.doc[head.i + 1 :]
    if any(child.pos_ == "PROPN" and child.dep_ in _NAMED for child in head.children):
        return True
    shown = any("Dem" in child.morph.get("PronType", []) for child in head.children)  # ``Pour cet expert, …``
    if shown and head.i + 1 < len(sentence.doc) and sentence.doc[head.i + 1].text == ",":
        return True
    if head.lemma_.lower() not in lexicon.callings | lexicon.general_bodies:
        return False
    judged = any(token.pos_ in VERBAL and token.dep_ == "cop" and is_finite(token) for token in after)
    return any(sentence.in_quotes(token) for token in after) or (head.morph.get("Number", []) == ["Sing"] and judged)


def _relative(sentence: Sentence, index: int, size: int, which: Token) -> Attribution | None:
    """``un rapport selon lequel …``, ``расследование, согласно которому …``: the noun before is the source."""
    verb = which.head
    while verb.dep_ != "acl:relcl" and verb.head.i != verb.i:
        verb = verb.head
    head = verb.head
    if verb.dep_ != "acl:relcl" or head.pos_ not in NOMINAL or head.i > index:
        return None
    if is_report_of_nobody(head, sentence.lexicon) and is_answered(head, sentence.lexicon):
        return None
    head = _who_reports(head, sentence.lexicon)
    cue = list(sentence.doc[index : index + size])
    outside = {which.i, *(token.i for token in cue)}
    pieces = sentence.pieces(token for token in subtree(verb) if token.i not in outside)
    lemma = " ".join(token.lower_ for token in cue)
    source = sentence.span_of(noun_phrase(head))
    return Attribution(DETECTOR, lemma, sentence.span_of(cue), source, pieces, head) if pieces else None


def is_answered(report: Token, lexicon: Lexicon) -> bool:
    """Whether somebody says something of reports, or will not: ``n'a pas commenté les rumeurs selon lesquelles``."""
    above = next((node for node in report.ancestors if node.pos_ in VERBAL), None)
    own = above is not None and above.lemma_.lower() in lexicon.cue_verbs - lexicon.issuing
    return own and report.dep_ not in SUBJECT


def _who_reports(head: Token, lexicon: Lexicon) -> Token:
    """Whose claims they are: ``les affirmations de l'agence Reuters selon lesquelles``."""
    if head.lemma_.lower() not in lexicon.cue_nouns - lexicon.documents:
        return head
    owned = (child for child in head.children if child.dep_ == "nmod" and child.i > head.i)
    return next((child for child in owned if is_speaker(child, lexicon)), head)


def _of_clause(
    sentence: Sentence, cue: list[Token], head: Token | None, mention: list[Token], phrase: set[int]
) -> Attribution | None:
    """The attribution of the clause around a cue and the phrase of its source."""
    outside = phrase | {token.i for token in cue}
    scope = _scope(sentence, head or cue[-1], cue[0], max(outside))
    pieces = sentence.pieces(token for token in scope if token.i not in outside)
    if not pieces or sum(piece.end - piece.start for piece in pieces) < _LEAST:
        return None
    return Attribution(
        detector=DETECTOR,
        lemma=" ".join(token.lower_ for token in cue),
        cue=sentence.span_of(cue),
        source=sentence.span_of(mention),
        content=pieces,
        head=head,
        impersonal=head is None,
    )


def _source(sentence: Sentence, index: int, size: int) -> Token | None:
    """The head noun behind the preposition."""
    doc = sentence.doc
    for token in doc[index + size : index + size + _REACH]:
        if token.text in ",;:.»" or (token.pos_ in VERBAL and token.dep_ not in ("acl", "amod")):
            return None
        owns = token.lower_ in sentence.lexicon.possessives and token.i + 1 < len(doc)
        if owns and doc[token.i + 1].pos_ == "NOUN":  # ``по словам его адвоката``: the lawyer, not his client
            continue
        if token.pos_ in NOMINAL and token.dep_ not in ("compound", "flat", "nmod:poss", "flat:name", "flat:foreign"):
            return token
    return None


def _opens(sentence: Sentence, index: int) -> bool:
    return index == 0 or sentence.doc[index - 1].text in ",«;:"


def _before_clause(mention: list[Token], head: Token) -> list[Token]:
    """The source without a clause that the parser puts beside it: ``According to the agency the army left``."""
    behind = (at for at, token in enumerate(mention) if token.i > head.i and token.pos_ == "DET")
    at = next((at for at in behind if mention[at].nbor(-1).i == head.i), None)
    acts = at is not None and any(
        token.pos_ == "VERB" and (tells_time(token) or is_past_participle(token)) for token in mention[at:]
    )
    return mention[:at] if acts else mention


def _before_subject(sentence: Sentence, mention: list[Token], head: Token) -> Token | None:
    """The end of the source where the parser put the subject beside it: ``According to Lavrov Western states broke …``.

    The verb right behind has no subject then; the source ends with the first name, or noun of those who speak.
    """
    verb = next((token for token in head.ancestors if token.i > head.i and token.pos_ in VERBAL), None)
    if verb is None or verb_group(verb)[0].i != head.i + 1 or any(child.dep_ in SUBJECT for child in verb.children):
        return None
    for token, following in pairwise(mention):
        named = token.pos_ == "PROPN" and (following.pos_ != "PROPN" or following.i == head.i)
        if (named or token.lemma_.lower() in sentence.lexicon.persons) and following.pos_ not in ("ADP", "PUNCT"):
            return token
    return None


def _follows_clause(sentence: Sentence, mention: list[Token]) -> bool:
    """``selon que``, ``selon laquelle``: no source."""
    return mention[0].lower_ in sentence.lexicon.source_relatives


def _extension(sentence: Sentence, mention: list[Token]) -> list[Token]:
    """What still belongs to the source behind its noun phrase, up to the comma: ``des informations de Reuters``."""
    head = max(mention, key=lambda token: token.i)
    below = {token.i for node in mention for token in subtree(node)}
    found: list[Token] = []
    for token in sentence.doc[head.i + 1 :]:
        if token.i not in below or (token.text in ",;" and not found):
            break
        if token.text in ",;:":
            break
        found.append(token)
    return found


def _participle(sentence: Sentence, head: Token) -> list[Token]:
    """What a clause tells of the source: ``чиновника, пожелавшего остаться неназванным,``."""
    if not sentence.lexicon.typology.participles_between_commas:
        return []
    clauses = (child for child in head.children if child.dep_ in ("acl", "acl:relcl") and child.i > head.i)
    return [token for clause in clauses for token in subtree(clause)]


def _described(sentence: Sentence, at: int) -> int:
    """Where the phrase ends: behind the commas with what its source is (``selon X, directeur de Y, …``)."""
    doc, lexicon = sentence.doc, sentence.lexicon
    while at < len(doc) and doc[at].text == ",":
        stop = segment(sentence, at + 1)
        relative = at + 1 < stop and doc[at + 1].lower_ in lexicon.relative | lexicon.subordinators - lexicon.as_words
        if stop >= len(doc) or doc[stop].text != "," or not (relative or describes(sentence, at + 1, stop)):
            break
        at = stop
    return at


def _scope(sentence: Sentence, head: Token, cue: Token, last: int) -> list[Token]:
    """The clause the phrase belongs to: the whole sentence, unless the phrase stands inside a subordinate clause."""
    ends = all(token.is_punct for token in sentence.doc[last + 1 :])
    if ends and cue.i > 0 and sentence.doc[cue.i - 1].text in ",»":
        return list(sentence.doc)
    anchor = head
    while anchor.head.i != anchor.i and anchor.pos_ not in VERBAL:
        anchor = anchor.head
    if anchor.dep_ in ("acl:relcl", "advcl", "ccomp", "acl") and anchor.pos_ in VERBAL and cue.i > 0:
        clause = subtree(anchor)
        if clause[0].i < cue.i and clause[0].i > 0:
            return clause
    return list(sentence.doc)
