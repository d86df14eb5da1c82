"""Cues that report the sentence before, or the words before a comma, by a word for it: ``Об этом заявил X``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.claims.detect.inversion import inverted
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.languages.cue_lexicon import Phrases
from kg.model import Span
from kg.text.sentence import VERBAL, Sentence, marker, match_phrase

_LEAST = 4  # words before the comma, it included
_TOLD = frozenset({"obj", "obl", "obl:arg", "obl:mod", "ccomp", "xcomp", "advmod", "iobj", "nmod"})
_OBJECTS = frozenset({"obj", "ccomp", "xcomp"})
_NEAR = 6  # words between what stands for the words before and the cue, the speaker among them


def find(sentence: Sentence) -> Iterator[Attribution]:
    """The attribution of a sentence that begins with a word for what was said before."""
    yield from _inverted(sentence)
    yield from _relative(sentence)
    yield from _stood_for(sentence)
    size = match_phrase(sentence.doc, 0, sentence.lexicon.backward)
    content = sentence.span_of(sentence.doc[:size]) if size else None
    for cue in cues(sentence):
        if (
            content is not None
            and cue.subject is not None
            and not cue.impersonal
            and cue.lemma in sentence.lexicon.said
        ):
            yield cue.attribution(DETECTOR, (content,))
            return


DETECTOR = Detector("backward", find, ContentFrom.PREVIOUS)
RESTATED = replace(DETECTOR, decides=Decides.WORDS)
CONFIRMED = replace(RESTATED, content=ContentFrom.OBJECT)
INSIDE = replace(  # the words before the comma are what was said: "…, о чём сообщил мэр"
    DETECTOR, id="incise", content=ContentFrom.AROUND, decides=Decides.WORDS, encloses=True
)


def _inverted(sentence: Sentence) -> Iterator[Attribution]:
    """``…, c'est ce qu'a annoncé X``: the words before the comma, if there are any, are what was said."""
    doc, phrases, relative = sentence.doc, sentence.lexicon.backward, sentence.lexicon.backward_relative
    for at in [token.i for token in doc if token.lower_ in phrases or token.lower_ in relative]:
        opens = at == 0 or doc[at - 1].text == ","
        size = (match_phrase(doc, at, phrases) if opens else 0) or _stands_for(sentence, at, relative)
        clause = inverted(sentence, at + size) if size and at + size < len(doc) else None
        if clause is None or sentence.in_quotes(clause.verb):
            continue
        source = sentence.span_of(doc[clause.named : clause.stop])
        detector, content = (INSIDE, _before(sentence, at, size)) if at else (DETECTOR, sentence.pieces(doc[:size]))
        yield Attribution(
            detector, clause.lemma, sentence.span_of(clause.cue), source, content, clause.subject, clause.verb
        )


def _relative(sentence: Sentence) -> Iterator[Attribution]:
    """``…, о чём сообщил мэр``, ``…, which Moscow denies``: the words before the comma are what was said."""
    doc, lexicon = sentence.doc, sentence.lexicon
    for phrases, own in (
        (lexicon.backward_relative, lexicon.said | lexicon.denied),
        (lexicon.backward_denied, lexicon.denied),
    ):
        for at in [token.i for token in doc if token.lower_ in phrases]:
            size = _stands_for(sentence, at, phrases)
            near = range(at + size, at + size + _NEAR)
            found = next((cue for cue in cues(sentence) if size and cue.group[0].i in near), None)
            if found is None or found.subject is None or found.impersonal or sentence.in_quotes(found.verb):
                continue
            if found.lemma in own and found.subject.i >= at + size and (own is not lexicon.denied or _ends(found)):
                yield found.attribution(INSIDE, _before(sentence, at, size))


def _stood_for(sentence: Sentence) -> Iterator[Attribution]:
    """``Le maire l'a laissé entendre``, ``The mayor said so``: a pronoun is all that the cue has for what was said.

    Who only confirms what was said before need not be who said it first.
    """
    lexicon = sentence.lexicon
    for cue in cues(sentence):
        head, verbs = cue.subject, {cue.main.i: cue.main, cue.verb.i: cue.verb}.values()
        if (
            head is None
            or cue.impersonal
            or cue.inverted
            or sentence.in_quotes(cue.verb)
            or marker(cue.main) is not None
            or cue.lemma not in lexicon.restating
            or not (is_speaker(head, lexicon) or head.lower_ in lexicon.pronoun_subjects)
        ):
            continue
        told = [child for verb in verbs for child in verb.children if child.dep_ in _TOLD and child.i != head.i]
        plain = [child for child in told if child.lower_ in lexicon.stand_ins]
        own = any(part.lower_ in lexicon.possessives for child in told for part in child.children)  # "in his office"
        clauses = [child for child in told if child.dep_ in _OBJECTS and child not in (*plain, cue.verb)]
        content = sentence.pieces(plain[:1])
        if content and not own and not clauses and not sentence.quotes:
            yield cue.attribution(CONFIRMED if cue.lemma in lexicon.confirming else RESTATED, content, 0.7)


def _ends(cue: Cue) -> bool:
    """Whether nothing follows in the clause of a cue and its speaker."""
    last = max(cue.group[-1].i, cue.subject.right_edge.i if cue.subject is not None else 0)
    return last + 1 == len(cue.verb.doc) or cue.verb.doc[last + 1].is_punct


def _before(sentence: Sentence, at: int, size: int) -> tuple[Span, ...]:
    """The words before the comma; where somebody else says them, what stands for them: ``A accuse B, ce que B nie``."""
    told = any(cue.verb.i < at and cue.subject is not None for cue in cues(sentence, sentence.lexicon.with_objects))
    return sentence.pieces(sentence.doc[at : at + size] if told else sentence.doc[:at])


def _stands_for(sentence: Sentence, at: int, phrases: Phrases) -> int:
    """How many words at a token stand for those before the comma; none behind a verb of asking or knowing."""
    doc, lexicon = sentence.doc, sentence.lexicon
    if at < _LEAST or doc[at - 1].text != ",":
        return 0
    asks = (
        token.pos_ in VERBAL and token.lemma_.lower() in lexicon.reporting for token in doc[max(at - _NEAR, 0) : at]
    )
    return 0 if any(asks) else match_phrase(doc, at, phrases)
