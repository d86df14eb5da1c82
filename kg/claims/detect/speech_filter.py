"""Drop attributions that a claim cannot rest on: of beliefs, of nobody, of the writer, of idioms, of mere objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.detector import ContentFrom
from kg.claims.detect.irrealis import is_unreal
from kg.claims.detect.non_speaking_subjects import is_idiom
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.claims.detect.withholding import withholds
from kg.claims.ranker.scored_cue import is_own_voice, says_we
from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import SUBJECT, VERBAL, Sentence, is_finite, is_past_participle

if TYPE_CHECKING:
    from kg.text.parse import Token

_NEAR = 4  # words behind a verb in which an adverb is its own


def is_speech(sentence: Sentence, attribution: Attribution, kinds: frozenset[str]) -> bool:
    """Whether an attribution is speech of somebody, or belief or plan where these are among the wanted kinds.

    What only the ranker found must name a source and report a clause or quoted words (``said goodbye`` does not), and
    its cue must be neither negated nor hypothetical (``did not say how many``).
    """
    wanted = attribution.kind in kinds or ("said" in kinds and _is_held(sentence, attribution))
    if not wanted or _is_nobody(attribution, sentence.lexicon):
        return False
    if _is_of_outlet(sentence, attribution):
        return False
    if attribution.head is None and (is_own_voice(sentence, attribution) or _says_we(sentence, attribution)):
        return False
    inside = sentence.within(attribution.content)
    if _stays_unnamed(attribution, inside, sentence.lexicon) or withholds(attribution, inside, sentence.lexicon):
        return False
    if is_idiom(attribution.verb, sentence.lexicon) or (_is_loose(attribution) and not _speaks(attribution, sentence)):
        return False
    return not attribution.is_new or _bears_out(sentence, attribution, inside)


def _is_of_outlet(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether the source is what the outlet has itself: ``selon nos informations``; in a quotation it is another's."""
    head, own = attribution.head, sentence.lexicon.own_possessives
    if head is None or attribution.verb is not None or sentence.in_quotes(head):
        return False
    return any(child.lower_ in own and child.i < head.i for child in head.children)


def _bears_out(sentence: Sentence, attribution: Attribution, inside: Sequence[Token]) -> bool:
    """Whether the words bear out what only the ranker found."""
    if attribution.lemma in sentence.lexicon.impersonal_verbs | sentence.lexicon.befalling:
        return False
    verb = attribution.verb
    if verb is not None and verb.lower_ in sentence.lexicon.so_called and verb.i and verb.nbor(-1).text == ",":
        return False  # ``le suspect, dit « le Boucher »``
    if attribution.source is None or (attribution.verb is not None and is_unreal(attribution.verb, sentence.lexicon)):
        return False
    if attribution.head is not None and _is_told(attribution.head):
        return False
    if any(sentence.in_quotes(token) for token in inside):
        return True
    if any(_goes_on(token, attribution) for token in inside):
        return False
    clausal = attribution.lemma in sentence.lexicon.clausal or " " in attribution.lemma
    return clausal and any(token.pos_ in VERBAL for token in inside)


def _is_told(head: Token) -> bool:
    """Whether somebody is no subject by his case, whatever the parser took him for: ``Анну спросили о планах``."""
    case, name = head.morph.get("Case", []), head.pos_ == "PROPN"
    if case == ["Gen"]:
        return name and head.dep_ in SUBJECT
    return case == ["Acc"] and (name or head.dep_ in ("obj", "iobj"))


def _has_beliefs(head: Token, lexicon: Lexicon) -> bool:
    """Whether a subject may believe: a name, a noun, ``she``; not people at large."""
    if head.lower_ in lexicon.pronoun_subjects:
        return True
    at_large = bool({head.lower_, head.lemma_.lower()} & lexicon.everybody)
    return head.pos_ in ("NOUN", "PROPN") and (not at_large or any(_narrows(child, lexicon) for child in head.children))


def _is_given_up(verb: Token, lexicon: Lexicon) -> bool:
    """Whether somebody believed so at first: what he says now is not told."""
    tenses = (token.morph.get("Tense", []) for token in (verb, *verb.children))
    past = any({"Past", "Imp"} & set(tense) for tense in tenses)
    return past and any(child.lower_ in lexicon.formerly and child.i < verb.i + _NEAR for child in verb.children)


def _narrows(child: Token, lexicon: Lexicon) -> bool:
    """Whether words tell which people are meant: ``people involved in the talks``, ``people in the village``."""
    case = next((part.lower_ for part in child.children if part.dep_ == "case"), "")
    return child.dep_ in ("acl", "acl:relcl", "nummod") or (bool(case) and case not in lexicon.links)


def _is_held(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether somebody else is told to believe, hope or fear what a clause says.

    Knowing and agreeing are none of these, nor is what somebody says of himself or of others in quotation marks.
    """
    lexicon, head, verb = sentence.lexicon, attribution.head, attribution.verb
    if attribution.lemma not in lexicon.held or head is None or verb is None or sentence.in_quotes(verb):
        return False
    if not _has_beliefs(head, lexicon) or _is_given_up(verb, lexicon):
        return False
    inside = sentence.within(attribution.content)
    if attribution.detector.content is ContentFrom.QUOTATION:
        return _is_worded(inside)
    if attribution.detector.content is ContentFrom.OBJECT:  # what is feared or believed in a phrase
        return is_speaker(head, lexicon) or head.pos_ == "PROPN" or head.lower_ in lexicon.pronoun_subjects
    forms = (token.morph.get("VerbForm", []) + token.morph.get("Variant", []) for token in inside)
    stated = any({"Fin", "Short"} & set(form) for form in forms)
    if not lexicon.typology.drops_subjects:  # ``the stable that he felt was home``
        stated = stated and any(token.dep_ in SUBJECT or token.dep_.startswith("expl") for token in inside)
    bare = stated and lexicon.typology.bare_complements  # ``fears the dam will not hold``
    clausal = (ContentFrom.CLAUSE, ContentFrom.AROUND, *((ContentFrom.INFINITIVE,) if bare else ()))
    return stated and attribution.detector.content in clausal


def _is_worded(quoted: Sequence[Token]) -> bool:
    """Whether quoted words tell what is feared or hoped: ``redoute « un accident de plus »``; one word may be a name.

    Words that open with a capital may be a title.
    """
    words = [token for token in quoted if token.is_alpha]
    return len(words) > 1 and words[0].text.islower() and any(token.pos_ in ("NOUN", "VERB", "ADJ") for token in words)


def _goes_on(token: Token, attribution: Attribution) -> bool:
    """Whether a verb tells what the speaker does besides: ``признал его виновным и приговорил``."""
    joined = token.dep_ == "conj" and attribution.verb is not None and token.head.i == attribution.verb.i
    return joined and token.pos_ in VERBAL and not any(child.dep_ in SUBJECT for child in token.children)


def _stays_unnamed(attribution: Attribution, inside: Sequence[Token], lexicon: Lexicon) -> bool:
    """``who asked not to be named``."""
    asks = attribution.lemma in lexicon.directive and any(token.lower_ in lexicon.negators for token in inside[:2])
    return asks and any(token.lemma_.lower() in lexicon.naming_verbs for token in inside)


def _says_we(sentence: Sentence, attribution: Attribution) -> bool:
    """``Rappelons que …``: the writer's own word, which annotated sets take for an attribution."""
    return attribution.verb is not None and not sentence.in_quotes(attribution.verb) and says_we(attribution.verb)


def _is_nobody(attribution: Attribution, lexicon: Lexicon) -> bool:
    """``No one has claimed responsibility``, ``semble-t-il``."""
    if attribution.head is not None and _is_dummy(attribution.head, attribution.verb, lexicon):
        return True
    words = (attribution.head, *attribution.head.children) if attribution.head is not None else ()
    return any(token.lower_ in lexicon.no_one for token in words)


def _is_dummy(head: Token, verb: Token | None, lexicon: Lexicon) -> bool:
    """Whether a pronoun hung on its verb is nobody: ``semble-t-il``, ``convient-il de noter``, ``a-t-il été dit``."""
    if head.lower_ not in lexicon.clitics or head.lower_.split("-")[-1] not in lexicon.dummy_subjects:
        return False
    before = (token for token in reversed(head.doc[: head.i]) if not token.text.startswith("-"))
    host = next((token.lemma_.lower() for token in before), "")
    behind = head.doc[head.i + 1 : head.i + _NEAR]
    infinitive = any("Inf" in token.morph.get("VerbForm", []) for token in behind[:2])
    if host in lexicon.impersonal_verbs or (host in lexicon.impersonal_before_infinitive and infinitive):
        return True
    last = verb.i if verb is not None else head.i + _NEAR
    helpers = (token for token in behind if token.i < last and token.lemma_.lower() in lexicon.auxiliaries)
    return host in lexicon.auxiliaries and any(is_past_participle(token) for token in helpers)


def _is_loose(attribution: Attribution) -> bool:
    """Whether no clause shows that something is said: found by the ranker alone, or by a verb that is not finite."""
    if attribution.is_new or attribution.detector.content is ContentFrom.NOUN:
        return True
    verb = attribution.verb
    return attribution.detector.content is ContentFrom.OBJECT and verb is not None and not is_finite(verb)


def _speaks(attribution: Attribution, sentence: Sentence) -> bool:
    """Whether the source is of a sort that speaks, where the language lists them: ``the aim …`` accuses nobody."""
    if attribution.head is None or not sentence.lexicon.typology.lists_speakers:
        return True
    return attribution.head.pos_ == "PRON" or is_speaker(attribution.head, sentence.lexicon)
