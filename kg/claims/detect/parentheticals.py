"""Cue clauses behind or inside what they report: ``…, a annoncé X.``, ``…, said X, …``, ``… - заявил X``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Detector
from kg.claims.detect.nominal_complements import denied_noun
from kg.claims.detect.non_speaking_subjects import is_authored
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.model import Span
from kg.text.quotation_marks import share
from kg.text.sentence import CLAUSAL, VERBAL, Sentence, is_finite, is_past_participle, noun_phrase, subtree, verb_group

if TYPE_CHECKING:
    from kg.text.parse import Token

_BOUNDARY = frozenset({",", "»", "”", '"', "-", "–", "—", "!", "?", "…", ";", "“", "''", "»,", "),", ")"})
_FULLY = 0.85
_FEW = 4  # words that are a content without a verb
_NEAR = 8  # words of a speaker and a cue between commas


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions whose content is the rest of the sentence, or of the clause, that the cue stands in."""
    for cue in cues(sentence, sentence.lexicon.inquit):
        if _describes(cue) or _is_charged(cue) or _answers(sentence, cue) or denied_noun(cue) is not None:
            continue
        outside = _set_apart(sentence, cue) or _quoted(sentence, cue) or _content(sentence, cue)
        if not outside:
            continue
        pieces = sentence.pieces(outside)
        if not pieces or sum(piece.end - piece.start for piece in pieces) < 8:
            continue
        quoted = any(share(piece, sentence.quotes, sentence.text) > 0.3 for piece in pieces)
        behind = cue.inverted and _boundary_before(sentence, cue.group[0].i)
        if cue.lemma in sentence.lexicon.inquit and not (quoted or behind):
            continue
        attribution = cue.attribution(DETECTOR, _quoted_only(sentence, pieces))
        yield replace(attribution, cue=sentence.span_of(_quoting(cue))) if _quoted(sentence, cue) else attribution


DETECTOR = Detector(
    "inserted-clause", find, ContentFrom.AROUND, literature=("Krestel et al. 2008", "Schneider et al. 2010"), code=4
)


def _describes(cue: Cue) -> bool:
    """``Индия, обещающая рост``: a participle in a case and without a subject tells what its noun does."""
    participle = "Part" in cue.verb.morph.get("VerbForm", []) and bool(cue.verb.morph.get("Case", []))
    return participle and cue.subject is None


def _answers(sentence: Sentence, cue: Cue) -> bool:
    """``Москва это отрицает``: what is denied stands before the verb in a word."""
    objects = (child for child in cue.verb.children if child.dep_ == "obj" and child.i < cue.verb.i)
    words = sentence.lexicon.deeds | sentence.lexicon.cue_nouns
    told = any(child.pos_ == "PRON" or child.lemma_.lower() in words for child in objects)
    return cue.lemma in sentence.lexicon.denied and told


def _is_charged(cue: Cue) -> bool:
    """``…, charged with fraud``: an English past participle alone, with no agent, says what is done to somebody.

    Nor is anything said where a work has its author beside it: ``a blog written by X``.
    """
    if not is_past_participle(cue.verb) or any(child.dep_.startswith("aux") for child in cue.main.children):
        return False
    agent = cue.subject is not None and cue.subject.dep_ == "obl:agent"
    return not (agent or cue.inverted) or is_authored(cue.verb, cue.lemma, cue.sentence.lexicon)


def _set_apart(sentence: Sentence, cue: Cue) -> list[Token]:
    """What is around a cue that stands between commas with its subject: ``The tunnel, X said, will be closed``.

    Where words are free in their order the subject may stand behind it: ``Мост, сообщила полиция, будет закрыт``.
    """
    doc, subject, lexicon = sentence.doc, cue.subject, sentence.lexicon
    if subject is None or cue.lemma not in lexicon.said or sentence.in_quotes(cue.verb):
        return []
    if cue.inverted and not lexicon.typology.free_word_order:
        return []
    words = {token.i for token in (*cue.group, *noun_phrase(subject))}
    first, last = min(words), max(words) if cue.inverted else cue.group[-1].i
    commas = first > 0 and last + 1 < len(doc) and doc[first - 1].text == doc[last + 1].text == ","
    if not commas or last - first > _NEAR or doc[first].lower_ in lexicon.relative:
        return []
    before, after = doc[: first - 1], doc[last + 2 :]
    if cue.inverted and _states(before):
        return []
    return [*before, *after] if _states(after) else []


def _states(tokens: Iterable[Token]) -> bool:
    return any(token.pos_ in VERBAL and is_finite(token) for token in tokens)


def _quoted(sentence: Sentence, cue: Cue) -> list[Token]:
    """What stands before one who is quoted: ``"…," she was quoted as saying``."""
    verb, head, words = cue.verb, cue.verb.head, sentence.lexicon.as_words
    marked = any(child.dep_ in ("mark", "case") and child.lower_ in words for child in verb.children)
    own = next((child for child in head.children if child.dep_ == "nsubj:pass" and child.i < head.i < verb.i), None)
    if not marked or own is None:
        return []
    start = own.left_edge.i
    return list(sentence.doc[:start]) if _boundary_before(sentence, start) else []


def _quoting(cue: Cue) -> list[Token]:
    """The words of ``was quoted as saying``."""
    return list(cue.sentence.doc[verb_group(cue.verb.head)[0].i : cue.verb.i + 1])


def _content(sentence: Sentence, cue: Cue) -> list[Token]:
    """The tokens outside the cue clause, where the cue stands as one that is inserted or put behind."""
    if sentence.in_quotes(cue.verb) or _opens_clause(cue):
        return []
    clause = _cue_clause(cue)
    start = min(clause)
    first = start
    if cue.subject is not None and not cue.impersonal and cue.subject.i < cue.group[0].i and cue.subject.i in clause:
        first = subtree(cue.subject)[0].i
    if not _stands_behind(sentence, cue, first):
        return []
    before, after = sentence.doc[:start], sentence.doc[max(clause) + 1 :]
    parted = cue.inverted and cue.main.dep_ == "parataxis"
    around = (*before, *after) if parted else before
    reported = [token for token in around if token.i not in clause and not token.is_punct]
    bare = not any(token.pos_ in VERBAL or sentence.in_quotes(token) for token in reported)
    if bare and not (_speaks(cue) and len(reported) >= _FEW and max(clause) == len(sentence.doc) - 1):
        return []
    inner = [token for token in sentence.doc[start : max(clause)] if token.i not in clause]
    return [token for token in (*before, *inner, *after) if token.i not in clause]


def _speaks(cue: Cue) -> bool:
    """Whether somebody who speaks stands behind a verb of saying: ``Двое из семи в реанимации, уточнил врач``.

    Where the order of words is free, his case tells him from an object: not ``Le chef, hier, a confirmé Paul Rey``.
    """
    lexicon, who = cue.sentence.lexicon, cue.subject
    words = (who, *who.children) if who is not None else ()  # the name may stand behind a calling that no table has
    inverted = cue.inverted and lexicon.typology.free_word_order
    return inverted and cue.lemma in lexicon.said and any(is_speaker(word, lexicon) for word in words)


def _cue_clause(cue: Cue) -> set[int]:
    """Indexes of the tokens that belong to the cue: what hangs on it, less the clauses before it and resumed ones."""
    kept: set[int] = {token.i for token in cue.group}
    low = cue.group[0].i
    for node in {cue.main, cue.verb}:
        for child in node.children:
            below = subtree(child)
            reported = child.dep_ in CLAUSAL and child.pos_ != "PROPN" and (child.i < low or child.dep_ == "parataxis")
            if reported or (child.i in kept and child.pos_ in VERBAL):
                continue
            if child.dep_ in ("punct",) and child.i < low:
                continue
            own = _is_subject(cue, child)
            if below[0].i < low and child.i < low and not own:
                continue
            kept.update([token.i for token in below if token.i > low or own])
    return _closed(cue, kept)


def _is_subject(cue: Cue, child: Token) -> bool:
    return cue.subject is not None and child.i == cue.subject.i


def _closed(cue: Cue, kept: set[int]) -> set[int]:
    """Without what lies inside quotation marks, which is reported, unless it is the speaker's name."""
    sentence = cue.sentence
    named = noun_phrase(cue.subject) if cue.subject is not None and cue.subject.i > cue.group[0].i else []
    own = {token.i for token in (*cue.group, *named)}
    return own & kept | {index for index in kept if not sentence.in_quotes(sentence.doc[index])}


def _stands_behind(sentence: Sentence, cue: Cue, first: int) -> bool:
    """Whether a boundary stands before the cue clause and no complementiser opens a clause behind it."""
    if first == 0:
        return False
    last = max(token.i for token in cue.group)
    following = sentence.doc[last + 1 : last + 6]
    if any(token.lower_ in sentence.lexicon.complementisers and token.pos_ in ("SCONJ",) for token in following):
        return False
    if cue.inverted or cue.subject is None:
        return _boundary_before(sentence, cue.group[0].i) or (
            sentence.lexicon.typology.unpunctuated_cues and cue.inverted
        )
    if cue.verb.i - cue.subject.i > 25:
        return False
    if _between_quotations(sentence, sentence.doc[first], last):
        return True
    told = {"obj"} if cue.lemma in sentence.lexicon.hearers else frozenset()
    complements = {"ccomp", "xcomp", "obj"} - told
    behind = not _complemented(cue) and all(
        token.i < cue.verb.i or token.dep_ not in complements for token in cue.verb.children
    )
    at_end = behind and _boundary_before(sentence, first)
    bare = sentence.lexicon.typology.unpunctuated_cues and behind and _content_child(cue)
    return (at_end and _content_child(cue, loose=True)) or bare


def _between_quotations(sentence: Sentence, first: Token, last: int) -> bool:
    """Whether a quotation ends right before a cue clause, and one begins right behind: ``"…," X said, "…"``."""
    behind = [token for token in sentence.doc[last + 1 : last + 4] if not token.is_punct]
    return sentence.follows_quotation(first) and bool(behind) and sentence.in_quotes(behind[0])


def _complemented(cue: Cue) -> bool:
    """Whether what the cue reports follows behind its preposition: ``X accuse Y, Z appelle à la retenue``."""
    marks = cue.sentence.lexicon.phrases.get(cue.lemma, frozenset()) - {"", "*"}
    behind = (child for child in cue.verb.children if child.i > cue.verb.i)
    return any(part.dep_ == "case" and part.lower_ in marks for child in behind for part in child.children)


def _content_child(cue: Cue, loose: bool = False) -> bool:
    """Whether the cue governs a clause before it, or hangs on one."""
    low = cue.group[0].i
    if any(
        child.i < low
        and child.dep_ in ("ccomp", "parataxis", "advcl", "dep", "dislocated")
        and child.pos_ in VERBAL | {"NOUN", "ADJ"}
        for child in cue.main.children
    ):
        return True
    return loose and cue.main.dep_ in ("parataxis", "ROOT", "advcl", "ccomp", "conj", "acl", "dep")


def _boundary_before(sentence: Sentence, index: int) -> bool:
    return index > 0 and sentence.doc[index - 1].text in _BOUNDARY


def _opens_clause(cue: Cue) -> bool:
    """Whether the verb is that of a relative or adverbial clause of its own (``qui a déclaré``)."""
    if cue.main.dep_ == "acl:relcl" and not cue.inverted:
        return True
    return any(
        child.dep_ == "mark" and child.lower_ not in cue.sentence.lexicon.as_words for child in cue.main.children
    )


def _quoted_only(sentence: Sentence, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """Just the quotations, where these are nearly all that is reported."""
    total = sum(piece.end - piece.start for piece in pieces)
    quoted = [
        Span(max(piece.start, quote.start), min(piece.end, quote.end))
        for piece in pieces
        for quote in sentence.quotes
        if piece.overlaps(quote)
    ]
    inside = sum(span.end - span.start for span in quoted)
    rest = [piece for piece in pieces if not any(piece.overlaps(quote) for quote in sentence.quotes)]
    undergone = bool(quoted and rest) and all(_is_circumstance(sentence, piece) for piece in rest)
    return tuple(sorted(quoted)) if total and (undergone or inside / total >= _FULLY) else pieces


def _is_circumstance(sentence: Sentence, piece: Span) -> bool:
    """Whether words tell what was done to the speaker before: ``Interrogée mercredi, la ministre a promis « … »``."""
    tokens = sentence.within((piece,))
    return bool(tokens) and is_past_participle(tokens[0]) and not _states(tokens)
