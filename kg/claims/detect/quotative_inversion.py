"""Inserted clauses with the speaker behind the verb, read from the words: ``…, a dit jeudi à la presse X, …``.

In French such a clause begins behind a comma or a quotation mark with the verb, and the speaker is the first noun
phrase behind it that hangs on no preposition. The parser often takes the speaker for an object, or the inserted clause
for the main one; the order of the words does not err.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import asked_of
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.claims.detect.inversion import Inverted, inverted
from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import Sentence, is_finite, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_OPENING = frozenset({",", "»", "”", '"', "–", "—", "-", "!", "?", "…", ";", "...", "»,"})
_DASHES = frozenset("-–—")
_FEW = 4  # words before a clause that closes a sentence at least
_LEAST = 8  # characters of content


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions whose cue clause is inserted in, or put behind, what it reports."""
    if not sentence.lexicon.typology.quotative_inversion:
        return
    taken = -1
    for token in sentence.doc:
        if token.i <= taken or not _may_open(sentence, token):
            continue
        found = inverted(sentence, token.i)
        attribution = _report(sentence, found) if found is not None else None
        if found is not None and attribution is not None:
            taken = found.end
            yield attribution


DETECTOR = Detector(
    "incise",
    find,
    ContentFrom.AROUND,
    Decides.WORDS,
    interrupts=True,
    encloses=True,
    literature=("Danlos, Sagot and Stern 2010", "de La Clergerie et al. 2011"),
)


def _may_open(sentence: Sentence, token: Token) -> bool:
    """Whether an inserted clause may begin here: behind a comma or a mark, or at a ``comme`` (``comme l'a dit X``)."""
    if token.lower_ in sentence.lexicon.as_words:
        return True
    return token.i > 0 and sentence.doc[token.i - 1].text in _OPENING


def _report(sentence: Sentence, clause: Inverted) -> Attribution | None:
    before = list(range(_reported_from(sentence, clause), clause.start))
    end = _described(sentence, clause)
    after = list(range(end, len(sentence.doc)))
    if not clause.as_clause and not _inserted(sentence, clause, end):
        return None
    content = _content(sentence, clause, before, after)
    pieces = sentence.pieces(sentence.doc[index] for index in content)
    if not pieces or sum(piece.end - piece.start for piece in pieces) < _LEAST:
        return None
    named = sentence.doc[clause.subject.i : clause.stop] if clause.clitic else sentence.doc[clause.named : clause.stop]
    impersonal = clause.subject.lower_.rpartition("-")[2] in sentence.lexicon.impersonal
    asked = asked_of(clause.verb, sentence.lexicon) if impersonal else None
    if asked is not None:
        phrase = noun_phrase(asked)
        named, around = sentence.doc[phrase[0].i : phrase[-1].i + 1], {token.i for token in phrase}
        pieces = sentence.pieces(sentence.doc[index] for index in content if index not in around) if around else pieces
    return Attribution(
        detector=DETECTOR,
        lemma=clause.lemma,
        cue=sentence.span_of(clause.cue),
        source=sentence.span_of(named),
        content=pieces,
        head=asked if impersonal else clause.subject,
        verb=clause.verb,
        kind=sentence.lexicon.kind(clause.lemma),
        impersonal=impersonal and asked is None,
    )


def _reported_from(sentence: Sentence, clause: Inverted) -> int:
    """Where what is reported before the clause begins: of ``X a nié que A, comme l'affirme Y`` it is A alone."""
    marks = sentence.lexicon.openers
    openers = [token.i + 1 for token in sentence.doc[: clause.start] if token.lower_ in marks and token.i > 1]
    return openers[0] if clause.as_clause and openers else 0


def _inserted(sentence: Sentence, clause: Inverted, end: int) -> bool:
    """Whether the clause stands beside what it reports: ``X, maire de Y, a annoncé la fermeture`` is no such clause."""
    spoken = sentence.doc[0].text in _DASHES  # a line of a dialogue
    quoted = spoken or sentence.in_quotes(clause.verb) or _quotes_before(sentence, clause.start)
    if clause.clitic or quoted or _quotes_behind(sentence, end):
        return True
    if clause.lemma in sentence.lexicon.inquit - sentence.lexicon.said and not _feels(sentence, clause):
        return False
    if _states(sentence, 0, clause.start) or _closes(sentence, clause, end):
        return True
    conditional = sentence.doc[0].lower_ in sentence.lexicon.subordinators and _follows(sentence, end)
    return conditional or (end < len(sentence.doc) and _resumes(sentence, end))


def _feels(sentence: Sentence, clause: Inverted) -> bool:
    """Whether somebody tells how he takes what stands before: ``La nappe s'étend, s'inquiète le maire``."""
    before = sentence.doc[clause.verb.i - 1] if clause.verb.i else clause.verb
    speaks = clause.subject.pos_ == "PROPN" or clause.subject.lemma_.lower() in sentence.lexicon.speakers
    return speaks and "Yes" in before.morph.get("Reflex", [])


def _closes(sentence: Sentence, clause: Inverted, end: int) -> bool:
    """Whether a clause with somebody who speaks ends a sentence: ``Une honte pour la ville, dit le maire``."""
    lexicon = sentence.lexicon
    speaks = clause.subject.pos_ == "PROPN" or clause.subject.lemma_.lower() in lexicon.speakers
    ends = all(token.is_punct for token in sentence.doc[end:]) and clause.verb.i == clause.start
    return speaks and ends and clause.start > _FEW and clause.lemma in lexicon.said


def _follows(sentence: Sentence, end: int) -> bool:
    """Whether a clause follows behind a comma: ``Si X cédait, explique Y, la ville serait inondée``."""
    return end < len(sentence.doc) and sentence.doc[end].text == "," and _states(sentence, end + 1, len(sentence.doc))


def _quotes_before(sentence: Sentence, index: int) -> bool:
    """Whether a quotation ends right before a token."""
    at = index - 1
    while at >= 0 and sentence.doc[at].text in ",.!?…-–—":
        at -= 1
    return at >= 0 and sentence.doc[at].text in "»”\"’'"


def _quotes_behind(sentence: Sentence, end: int) -> bool:
    """Whether a quotation opens right behind the clause: ``Mais là, insiste le maire, « on ne joue pas »``."""
    mark = sentence.doc[end + 1 : end + 2]
    return bool(mark) and sentence.doc[end].text == "," and mark[0].text in '«“"'


def _states(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch holds a finite verb that is not in a relative or conditional clause."""
    lexicon = sentence.lexicon
    for token in sentence.doc[start:end]:
        finite = is_finite(token) or "Fin" in token.morph.get("VerbForm", [])
        if token.pos_ not in ("VERB", "AUX") or not finite:
            continue
        opener = _opener(sentence, token.i, start)
        if not any(other.lower_ in lexicon.subordinators for other in sentence.doc[opener : token.i]):
            return True
    return False


def _opener(sentence: Sentence, index: int, start: int) -> int:
    """Where the stretch of a verb begins: behind the last comma, or at a relative word before it."""
    at = index
    while at > start and sentence.doc[at - 1].text not in ",;:«»(—–":
        at -= 1
    if at > start + 1 and sentence.doc[at - 2].lower_ in sentence.lexicon.subordinators:
        return at - 2
    return at


def _resumes(sentence: Sentence, start: int) -> bool:
    """Whether a predicate follows: ``La France, insiste X, n'a pas été consultée``."""
    for token in sentence.doc[start : start + 5]:
        if token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", []):
            return True
        if (
            token.text not in ",»"
            and token.pos_ not in ("PRON", "ADV")
            and token.lower_ not in sentence.lexicon.preverbal
        ):
            return False
    return False


def _described(sentence: Sentence, clause: Inverted) -> int:
    """Where the clause ends: behind the commas with what the speaker is (``, délégué syndical, …``)."""
    end, doc = clause.end, sentence.doc
    while end < len(doc) and doc[end].text == "," and not clause.clitic:
        stop = _segment_end(sentence, end + 1)
        if not _describes(sentence, end + 1, stop):
            break
        end = stop
    return end


def _segment_end(sentence: Sentence, start: int) -> int:
    at = start
    while at < len(sentence.doc) and sentence.doc[at].text not in ",;:«»":
        if sentence.doc[at].text in ".!?…" and at + 1 == len(sentence.doc):
            break
        at += 1
    return at


def _describes(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a stretch tells who the speaker is, what he does meanwhile, or who passed it on; no clause of its own."""
    lexicon, words = sentence.lexicon, list(sentence.doc[start:stop])
    if not words:
        return False
    first = words[0]
    if (
        first.lower_ in lexicon.relative_openers
        or "Ger" in first.morph.get("VerbForm", [])
        or _participle(first, lexicon)
    ):
        return True
    if any(word.pos_ in ("VERB", "AUX") and "Fin" in word.morph.get("VerbForm", []) for word in words):
        return False
    roles = lexicon.persons | lexicon.times  # ``, le mois dernier``
    nouns = [word for word in words[:4] if word.pos_ in ("NOUN", "PROPN")]
    if first.pos_ == "ADP" or first.lower_ in lexicon.asides:  # ``, dans un communiqué``
        heard = lexicon.documents | lexicon.audiences | lexicon.media
        return bool(nouns) and nouns[0].lemma_.lower() in heard
    if first.pos_ == "DET":
        return bool(nouns) and (nouns[0].lemma_.lower() in roles or nouns[0].lower_ in roles)
    return first.pos_ in ("NOUN", "PROPN") or (first.pos_ in ("ADJ", "ADV") and bool(nouns))


def _participle(token: Token, lexicon: Lexicon) -> bool:
    return token.pos_ == "VERB" and token.lower_.endswith(tuple(lexicon.participle_endings))


def _content(sentence: Sentence, clause: Inverted, before: list[int], after: list[int]) -> list[int]:
    """The tokens outside the clause that are reported: those before it, and those behind it that go on with them."""
    doc = sentence.doc
    words = [index for index in after if not doc[index].is_punct]
    if not words:
        return before
    follows = doc[words[0]]
    inside = sentence.in_quotes(clause.verb)
    reopened = any(token.text in '«“"' for token in doc[after[0] : after[0] + 2])
    complete = _states(sentence, 0, clause.start)
    if inside or reopened or not [index for index in before if doc[index].is_alpha]:
        return before + (_to_quote_end(sentence, clause, after) if inside or reopened else after)
    if doc[after[0]].text in ";:" and complete:
        return before
    if doc[after[0]].text == ":":
        return before + after
    if _quotes_before(sentence, clause.start) and _all_quoted(sentence, before):
        return before
    lexicon = sentence.lexicon
    leaves = follows.lower_ in lexicon.relative_openers | lexicon.lone_prepositions | lexicon.gerund_markers
    if complete and (leaves or _participle(follows, lexicon)):
        return before
    return before + after


def _all_quoted(sentence: Sentence, tokens: list[int]) -> bool:
    return all(sentence.in_quotes(sentence.doc[index]) for index in tokens if sentence.doc[index].is_alpha)


def _to_quote_end(sentence: Sentence, clause: Inverted, after: list[int]) -> list[int]:
    """What follows, up to the end of the quotation that the clause stands in or that opens behind it."""
    marks = [quote for quote in sentence.quotes if quote.end > sentence.at(clause.verb)]
    end = marks[0].end if marks else sentence.span.end
    return [index for index in after if sentence.at(sentence.doc[index]) < end]
