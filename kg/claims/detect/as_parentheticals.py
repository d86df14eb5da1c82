"""Cue clauses opened by *as*, before or inside what they report: ``Как сообщил X, …``, ``comme l'a dit X``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.text.sentence import VERBAL, Sentence, noun_phrase, subtree

if TYPE_CHECKING:
    from kg.text.parse import Token

_OPENS = frozenset(',;:—–-(«"')
_BEFORE = 3  # words between "as" and the cue at most
_FEW = 6  # words between a cue and the comma that ends its clause
_LEAST = 8  # characters of a content
_CLAUSES = frozenset({"ccomp", "acl:relcl", "advcl", "conj", "parataxis"})


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions of the clause that an as-clause with a cue stands in."""
    for cue in cues(sentence):
        start = _opening(cue)
        if cue.impersonal and not sentence.lexicon.typology.drops_subjects:
            continue  # the parser has lost an inverted subject
        if start < 0 or sentence.in_quotes(cue.verb) or sentence.lexicon.kind(cue.lemma) != "said":
            continue
        stop = _closing(cue)
        scope = _scope(sentence, cue, start)
        content = sentence.pieces(token for token in scope if not start <= token.i <= stop)
        if sum(piece.end - piece.start for piece in content) >= _LEAST:
            yield cue.attribution(DETECTOR, content)


DETECTOR = Detector("as-clause", find, ContentFrom.AROUND, Decides.WORDS)


def _opening(cue: Cue) -> int:
    """Where the as-clause begins: at the beginning of the sentence or behind a mark; -1 for none."""
    doc, first = cue.sentence.doc, _first(cue)
    if cue.sentence.lexicon.typology.temporal_as and cue.subject is not None and not cue.inverted and not _ends(cue):
        return -1  # ``As he announced the plan, …``
    for index in range(first - 1, max(first - 2 - _BEFORE, -1), -1):
        token = doc[index]
        if token.lower_ in cue.sentence.lexicon.as_words:
            opens = index == 0 or doc[index - 1].text in _OPENS
            likened = index > 1 and doc[index - 2].lower_ in cue.sentence.lexicon.correlatives
            return index if opens and not likened else -1
        if token.pos_ not in ("ADV", "PART", "DET", "PRON", "ADJ"):
            return -1
    return -1


def _first(cue: Cue) -> int:
    """The first word of the cue, or of the subject before it where a comma follows: ``As X pointed out, …``."""
    subject, group = cue.subject, cue.group
    if subject is None or subject.i > group[0].i or not _ends(cue):
        return group[0].i
    return min(token.i for token in (*group, *subtree(subject)))


def _ends(cue: Cue) -> bool:
    """Whether a comma follows the cue, with nothing between but when, where and to whom it was said."""
    doc, lexicon, last = cue.sentence.doc, cue.sentence.lexicon, cue.group[-1].i
    comma = next((token.i for token in doc[last + 1 :] if token.text == ","), -1)
    between = doc[last + 1 : comma] if 0 <= comma <= last + _FEW + 1 else []
    told = lexicon.audiences | lexicon.media | lexicon.pronouns if cue.lemma in lexicon.hearers else frozenset()
    own = {child.i for child in cue.verb.children if child.dep_ == "obj" and child.lemma_.lower() not in told}
    clause = any(token.pos_ in VERBAL or token.lower_ in lexicon.openers or token.i in own for token in between)
    return comma == last + 1 or (bool(between) and not clause and comma + 1 < len(doc))


def _closing(cue: Cue) -> int:
    """Where the as-clause ends: at the first comma or dash behind the cue and its speaker."""
    doc = cue.sentence.doc
    speaker = noun_phrase(cue.subject) if cue.subject is not None else []
    last = max(token.i for token in (*cue.group, *speaker))
    beside = {token.i for token in subtree(cue.subject)} if cue.subject is not None else set()
    ends = [token.i for token in doc[last + 1 :] if token.text in ",—–:;" and not cue.sentence.in_quotes(token)]
    opens = not any(token.is_alpha for token in doc[: _first(cue)] if token.lower_ not in cue.sentence.lexicon.as_words)
    only = ends[0] if ends and opens else len(doc) - 1  # what follows the only mark is what the speaker says
    return next((index for index in ends if index + 1 not in beside), only)


def _scope(sentence: Sentence, cue: Cue, start: int) -> list[Token]:
    """The sentence, or the subordinate clause that the as-clause stands in."""
    anchor = cue.main.head
    inside = anchor.i != cue.main.i and anchor.dep_ in _CLAUSES and anchor.head.i != anchor.i
    clause = subtree(anchor) if inside else []
    return clause if clause and 0 < clause[0].i < start else list(sentence.doc)
