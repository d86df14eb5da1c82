"""A verb and a noun that report together: ``expressed concern that …``, ``pointed the finger at …``."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Detector
from kg.model import Span
from kg.text.sentence import Sentence, subtree

_NEAR = 4  # words behind the noun that a figure stands among
_OBJECTS = frozenset({"obj", "obl", "nsubj:pass", "obl:arg"})


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions whose content hangs on the noun of such a pair, or stands behind it."""
    idioms = sentence.lexicon.idioms
    for cue in cues(sentence, sentence.lexicon.idiom_verbs):
        if cue.lemma not in idioms or cue.subject is None or cue.impersonal or cue.subject.i > cue.verb.i:
            continue
        nouns = (child for child in cue.verb.children if child.dep_ in _OBJECTS and child.i > cue.verb.i)
        noun = next((child for child in nouns if child.lower_ in idioms[cue.lemma]), None)
        content = _content(sentence, cue, noun.i) if noun is not None else ()
        if content:
            yield cue.attribution(DETECTOR, content, 0.75)


DETECTOR = Detector("idiom", find, ContentFrom.NOUN, literature=("Pareti 2015",))


def _content(sentence: Sentence, cue: Cue, noun: int) -> tuple[Span, ...]:
    """What follows the noun in the clause of the verb, without the word that opens it."""
    behind = [token for token in subtree(cue.verb) if token.i > noun]
    if behind and any(token.pos_ == "NUM" for token in behind[1:_NEAR]):  # ``put the toll at 58``
        return sentence.pieces(sentence.doc[cue.group[-1].i + 1 : behind[-1].i + 1])
    if behind and (behind[0].lower_ in sentence.lexicon.complementisers or behind[0].pos_ == "ADP"):
        behind = behind[1:]
    return sentence.pieces(sentence.doc[behind[0].i : behind[-1].i + 1]) if behind else ()
