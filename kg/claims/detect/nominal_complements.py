"""Verbs that report with a noun phrase or a gerund: ``denied carrying out the strike``, ``a appelé à une enquête``.

Which verbs do, and with which preposition, is in ``cues.toml`` under ``[phrases]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Detector
from kg.claims.detect.non_speaking_subjects import is_idiom
from kg.languages.cue_lexicon import Lexicon
from kg.model import Span
from kg.text.sentence import Sentence, noun_phrase, subtree

if TYPE_CHECKING:
    from kg.text.parse import Token

_OBJECTS = frozenset({"obj", "ccomp", "xcomp", "advcl", "obl", "obl:arg", "obl:mod", "iobj", "nmod", "acl"})
_LEAST = 2  # content words of other verbs


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions whose content is the object of the cue, with what it is accused of, called or urged to."""
    lexicon = sentence.lexicon
    for cue in cues(sentence, lexicon.phrase_verbs):
        if is_idiom(cue.verb, lexicon):
            continue
        content = _called(cue) or _ruled_out(cue) or (_reported(sentence, cue) if cue.lemma in lexicon.phrases else ())
        if content:
            yield cue.attribution(DETECTOR, content, 0.75)


DETECTOR = Detector("verb-phrase", find, ContentFrom.OBJECT, literature=("Pareti 2015",))


def _reported(sentence: Sentence, cue: Cue) -> tuple[Span, ...]:
    """What a cue with a noun phrase reports; empty where it has too little of one."""
    patterns = sentence.lexicon.phrases[cue.lemma]
    if (cue.subject is None or cue.impersonal) and not _of_nobody(cue):
        return ()
    reported = (_announced(cue) if "" in patterns else None) or denied_noun(cue)
    objects = [reported] if reported is not None else _objects(cue, patterns)
    if not objects and sentence.lexicon.typology.has_cases:
        return sentence.pieces(_charge(cue, patterns))
    above = cue.main.head.i
    tokens = [token for child in objects for token in (noun_phrase(child) if child.i == above else subtree(child))]
    words = [token for token in tokens if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")]
    if len(words) < _least(sentence, cue, objects) and not _denies_that(cue, objects):
        return ()
    named = {token.i for token in (*cue.group, *_speaker(cue))}
    run = list(sentence.doc[min(t.i for t in tokens) : max(t.i for t in tokens) + 1])
    if len(objects) == 1 and run[0].lower_ in patterns & sentence.lexicon.governing:
        run = run[1:]  # the preposition goes with the verb: ``called for``
    return sentence.pieces(token for token in (*_opening(run), *run) if token.i not in named)


def _opening(run: list[Token]) -> list[Token]:
    """The mark before words whose closing mark stands among them: ``dément | « catégoriquement » tout versement``."""
    before = run[0].nbor(-1) if run[0].i else run[0]
    first = next((token.text for token in run if token.text in "«»“”"), "")
    return [before] if before.text in ("«", "“") and first in ("»", "”") else []


def _speaker(cue: Cue) -> list[Token]:
    """The words of the subject; not the relative clause that the cue stands in: ``the army, which denies …``."""
    if cue.subject is None:
        return []
    clause = cue.main.dep_ != "acl" or cue.lemma in cue.sentence.lexicon.denied  # not ``объявивший о плане``
    inside = clause and cue.subject.i in {node.i for node in cue.main.ancestors}
    return noun_phrase(cue.subject) if inside else subtree(cue.subject)


def _called(cue: Cue) -> tuple[Span, ...]:
    """``called the report baseless``, ``qualifie le rapport d'infondé``: the object, and what it is called."""
    lexicon, verb = cue.sentence.lexicon, cue.verb
    if cue.lemma not in lexicon.naming or cue.subject is None or cue.impersonal or cue.inverted:
        return ()
    thing = next((child for child in verb.children if child.dep_ == "obj" and child.i > verb.i), None)
    told = next((child for child in verb.children if child.dep_ == "xcomp" and child.i > verb.i), None)
    if thing is None or (told is not None and (told.i < thing.i or told.pos_ == "PROPN")):
        return ()
    beside = any(child.dep_ == "nmod" and _marks(child) & lexicon.naming_prepositions for child in thing.children)
    if told is None and not beside:
        return ()
    return cue.sentence.pieces(token for child in (thing, told) if child is not None for token in subtree(child))


def _ruled_out(cue: Cue) -> tuple[Span, ...]:
    """``ruled out any rise``, ``did not rule out an attack``: the object, of a sort or left open by the negation."""
    lexicon = cue.sentence.lexicon
    if cue.lemma not in lexicon.negated or cue.subject is None or cue.impersonal or not _speaks(cue.subject, lexicon):
        return ()
    thing = next((child for child in cue.main.children if child.dep_ == "obj" and child.i > cue.main.i), None)
    if thing is None or thing.pos_ != "NOUN" or (cue.denies and not _is_deed(thing, lexicon)):
        return ()
    return cue.sentence.pieces(subtree(thing))


def _least(sentence: Sentence, cue: Cue, objects: list[Token]) -> int:
    """How many content words a content has.

    One is enough behind a preposition that the verb governs, and for what was said: ``rejette ces accusations``.
    """
    told = sentence.lexicon.cue_nouns | (
        sentence.lexicon.reports if cue.lemma in sentence.lexicon.denied else frozenset()
    )
    said = any(child.lemma_.lower() in told for child in objects)
    said |= cue.lemma in sentence.lexicon.denied and any(_is_deed(child, sentence.lexicon) for child in objects)
    new = any(part.lower_ in sentence.lexicon.indefinite for child in objects for part in child.children)
    # ``demands a truce``, ``dénonce une ingérence``
    said |= (
        (cue.lemma in sentence.lexicon.directive or new)
        and cue.subject is not None
        and _speaks(cue.subject, sentence.lexicon)
    )
    return 1 if said or "" not in sentence.lexicon.phrases[cue.lemma] else _LEAST


def _is_deed(child: Token, lexicon: Lexicon) -> bool:
    """Whether a word says what is denied: a deed, or anything at all of a sort (``conteste toute fraude``)."""
    return child.lemma_.lower() in lexicon.deeds or any(
        part.dep_ in ("det", "amod") and {part.lower_, part.lemma_.lower()} & lexicon.any_of for part in child.children
    )


def _speaks(subject: Token, lexicon: Lexicon) -> bool:
    """Whether somebody may call for something: a name, a person, a body."""
    return subject.pos_ == "PROPN" or subject.lemma_.lower() in lexicon.speakers


def _denies_that(cue: Cue, objects: list[Token]) -> bool:
    """``L'armée le dément``: what was said before, in a word."""
    return cue.lemma in cue.sentence.lexicon.denied and any(child.pos_ == "PRON" for child in objects)


def _announced(cue: Cue) -> Token | None:
    """What was announced, where the one who did stands behind a preposition: ``A a été annoncé par X``."""
    agent = cue.subject is not None and cue.subject.dep_ == "obl:agent"
    return (
        next((child for child in cue.main.children if child.dep_ == "nsubj:pass" and child.pos_ != "PRON"), None)
        if agent
        else None
    )


def denied_noun(cue: Cue) -> Token | None:
    """The noun beside a sentence that says what is denied: ``A accused B of …, a charge B denies``."""
    lexicon, noun = cue.sentence.lexicon, cue.main.head
    own = cue.subject is not None and cue.subject.head.i == cue.main.i and cue.subject.i != noun.i
    if cue.main.dep_ not in ("acl:relcl", "acl") or not own or cue.lemma not in lexicon.denied or noun.left_edge.i == 0:
        return None
    apart = noun.doc[noun.left_edge.i - 1].text == ","
    return noun if apart and noun.lemma_.lower() in lexicon.deeds | lexicon.cue_nouns else None


def _objects(cue: Cue, prepositions: frozenset[str]) -> list[Token]:
    """The children of the verb that say what is reported; only with one of the prepositions, where some are listed."""
    named = {cue.subject.i} if cue.subject is not None else set()
    found = [
        child
        for child in (*cue.verb.children, *(cue.main.children if cue.main.i != cue.verb.i else ()))
        if child.dep_ in _OBJECTS
        and child.i not in named
        and child.i != cue.verb.i
        and (child.i > cue.verb.i or (cue.inverted and child.dep_ == "obl") or _before(cue, child))
        and "Reflex" not in str(child.morph)
        and not _hears(cue, child)
    ]
    if prepositions == {"*"}:
        return found
    marked = [child for child in found if _marks(child) & prepositions or _accused(cue.sentence, child, prepositions)]
    if "" in prepositions:
        marked += [child for child in found if child.dep_ in ("obj", "ccomp", "xcomp") and child not in marked]
    return sorted(marked, key=lambda child: child.i) and found


def _charge(cue: Cue, prepositions: frozenset[str]) -> list[Token]:
    """The accused and the charge right behind him, where the parser lost the preposition: ``обвиняют Москву в …``."""
    accused = next((child for child in cue.verb.children if child.dep_ == "obj" and child.i > cue.verb.i), None)
    doc = cue.verb.doc
    last = accused.right_edge.i if accused is not None else len(doc)
    if accused is None or last + 1 >= len(doc) or doc[last + 1].lower_ not in prepositions:
        return []
    stop = next((token.i for token in doc[last + 1 :] if token.is_punct or token.dep_ == "cc"), len(doc))
    return list(doc[accused.left_edge.i : stop])


def _hears(cue: Cue, child: Token) -> bool:
    """``рассказала газете о планах``: a dative is who was told, where the language has one."""
    return cue.sentence.lexicon.typology.has_cases and child.dep_ == "iobj" and child.morph.get("Case", []) == ["Dat"]


def _of_nobody(cue: Cue) -> bool:
    """A neuter verb with no subject: ``Сообщалось о планах``."""
    return cue.subject is None and "Neut" in cue.main.morph.get("Gender", [])


def _before(cue: Cue, child: Token) -> bool:
    """An object before its verb, where the language has it: ``Тегеран эти обвинения отрицает``, ``le dément``."""
    lexicon = cue.sentence.lexicon
    if child.dep_ != "obj" or not (lexicon.typology.free_word_order or cue.lemma in lexicon.denied):
        return False
    return child.pos_ == "PRON" or (lexicon.typology.free_word_order and child.pos_ in ("NOUN", "PROPN"))


def _marks(token: Token) -> set[str]:
    """The words that mark a noun phrase or a clause; the first one, though the parser hung it on an inner noun."""
    first = token.left_edge
    outer = {first.lower_} if first.dep_ == "case" and first.i < token.i else set()
    return outer | {part.lower_ for part in token.children if part.dep_ in ("case", "mark")}


def _accused(sentence: Sentence, accused: Token, prepositions: frozenset[str]) -> bool:
    """``accused the government of using gas``: the charge, which the parser hung on the accused."""
    named = any(token.pos_ == "PROPN" for token in accused.subtree) or accused.lemma_.lower() in sentence.lexicon.bodies
    named = named or prepositions <= sentence.lexicon.as_words  # ``deemed the reports as talk``
    named = named or accused.head.lemma_.lower() in sentence.lexicon.directive  # ``exhorte les camps à la retenue``
    return accused.dep_ == "obj" and any(
        _marks(child) & prepositions and (named or child.pos_ == "VERB" or sentence.in_quotes(child))
        for child in accused.children
    )
