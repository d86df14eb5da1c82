"""Cues: the verbs of a sentence that report, with their group of words and their subject."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.detector import Detector
from kg.claims.detect.irrealis import is_supposed, negated, undergone
from kg.claims.detect.non_speaking_subjects import shown_by
from kg.claims.detect.participial_subjects import of_participle
from kg.languages.cue_lexicon import Lexicon, lexicon
from kg.model import Span
from kg.text.sentence import NOMINAL, SUBJECT, VERBAL, Sentence, is_finite, noun_phrase, subject, verb_group

if TYPE_CHECKING:
    from kg.text.parse import Token

_BOUNDARY = frozenset({",", "»", "”", '"', "-", "–", "—", "!", "?", "…", ";"})
_NEAR = 5  # tokens between a light verb and what it governs
_AGENT = ("obl:agent",)
_AGREE = ("Number", "Gender")  # features of a Russian verb in the past


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: ``verb`` governs the clause, ``main`` carries the auxiliaries and the subject."""

    sentence: Sentence
    verb: Token
    main: Token
    lemma: str
    group: tuple[Token, ...]
    subject: Token | None
    impersonal: bool
    denies: bool  # whether it says that something is not so by a verb that leaves it open when negated: ``ruled out``

    @property
    def span(self) -> Span | None:
        """The cue's words in the article."""
        return self.sentence.span_of(self.group)

    @property
    def inverted(self) -> bool:
        """Whether the subject stands behind the verb: ``a-t-il dit``, ``said Mr X``."""
        return self.subject is not None and self.subject.i > self.group[0].i

    def attribution(self, detector: Detector, content: tuple[Span, ...], confidence: float = 0.9) -> Attribution:
        """An attribution by this cue."""
        head = None if self.impersonal else self.subject
        tokens = noun_phrase(head) if head is not None else [self.subject] if self.subject is not None else []
        if head is not None and head.i < self.group[0].i:
            tokens = [token for token in tokens if token.i < self.group[0].i]
        return Attribution(
            detector=detector,
            lemma=self.lemma,
            cue=self.span,
            source=self.sentence.span_of(tokens),
            content=content,
            head=head,
            verb=self.verb,
            kind=self.sentence.lexicon.kind(self.lemma),
            impersonal=self.impersonal or head is None,
            confidence=confidence,
            denies=self.denies,
        )


def cues(sentence: Sentence, extra: frozenset[str] = frozenset()) -> tuple[Cue, ...]:
    """The reporting verbs of a sentence in order; ``extra`` adds lemmas that report only in some constructions."""
    return sentence.once(("cues", extra), lambda: tuple(_cues(sentence, _known(sentence.lexicon.language, extra))))


@functools.cache
def _known(language: str, extra: frozenset[str]) -> frozenset[str]:
    words = lexicon(language)
    found = words.reporting | words.negated | extra
    if strange := found - words.cue_verbs:
        raise ValueError(f"{language}: not in Lexicon.cue_verbs: {', '.join(sorted(strange))}")
    return found


def _cues(sentence: Sentence, known: frozenset[str]) -> Iterator[Cue]:
    for token, main, own, verbal in sentence.once("verbs", lambda: list(_verbs(sentence))):
        lemma = (
            own
            if own in known or not verbal
            else infinitive_of(token.lower_, known, sentence.lexicon.infinitives) or own
        )
        if main is token and (not verbal or lemma not in known or _governs(token, sentence.lexicon)):
            continue
        if found := sentence.once((token.i, lemma), functools.partial(_cue, sentence, token, main, lemma)):
            yield found


def cue_at(sentence: Sentence, verb: Token, lemma: str) -> Cue | None:
    """The cue that a verb is by a lemma, which need not be a cue of the language; None where it reports nothing."""
    return _cue(sentence, verb, verb, lemma)


def _verbs(sentence: Sentence) -> Iterator[tuple[Token, Token, str, bool]]:
    """What may be a cue, by its lemma or the infinitive of its ending: its light verb or itself, lemma, if a verb."""
    governed, known = sentence.lexicon.governed, sentence.lexicon.cue_verbs
    for token in sentence.doc:
        lemma, verbal = token.lemma_.lower(), token.pos_ in VERBAL
        if verbal or lemma in governed:
            main = _governor(token, sentence.lexicon)
            if main is not token or (
                verbal and (lemma in known or infinitive_of(token.lower_, known, sentence.lexicon.infinitives))
            ):
                yield token, main, lemma, verbal


def _governor(token: Token, lexicon: Lexicon) -> Token:
    """The light verb that a word makes a cue with, else the word itself."""
    above = token.head.lemma_.lower()
    near = 1 if above in lexicon.thinks | lexicon.wants else _NEAR - 1  # ``croit savoir``, not ``croit tout connaître``
    light = token.lemma_.lower() in lexicon.governed and above in lexicon.light
    return token.head if light and token.head.i < token.i <= token.head.i + near else token


def _cue(sentence: Sentence, verb: Token, main: Token, lemma: str) -> Cue | None:
    lexicon = sentence.lexicon
    if main is not verb:
        lemma = f"{main.lemma_.lower()} {lemma}"
    denial = lemma in lexicon.denied | lexicon.negated
    left_open = lemma in lexicon.negated and negated(main, denial, lexicon)
    if not left_open and (negated(main, denial, lexicon) or is_supposed(main, lexicon) or undergone(main)):
        return None
    group = verb_group(main)
    if main is not verb:
        group = list(sentence.doc[group[0].i : verb.i + 1])
    found, impersonal = _speaker(sentence, main, verb)
    if impersonal and lemma in lexicon.negated:
        return None
    if shown_by(found, main, lemma, lexicon) or shown_by(found, verb, lemma, lexicon):
        return None
    denies = lemma in lexicon.negated and not left_open
    return Cue(sentence, verb, main, lemma, tuple(group), found, impersonal, denies)


def _governs(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb is the light one of a cue of two words: ``передаёт слова``."""
    return verb.lemma_.lower() in lexicon.light and any(
        child.lemma_.lower() in lexicon.governed and 0 < child.i - verb.i < _NEAR for child in verb.children
    )


@functools.lru_cache(maxsize=16384)
def infinitive_of(form: str, known: frozenset[str], endings: tuple[tuple[str, str], ...]) -> str:
    """The infinitive of a finite form among some verbs, told by endings; empty where none fits."""
    guesses = (form.removesuffix(finite) + infinitive for finite, infinitive in endings)
    return next((guess for guess in guesses if guess in known), "")


def _speaker(sentence: Sentence, main: Token, verb: Token) -> tuple[Token | None, bool]:
    """The token at the head of the source, and whether the words leave open who it is."""
    lexicon = sentence.lexicon
    agent = next((child for node in (main, verb) for child in node.children if child.dep_ in _AGENT), None)
    if agent is not None and not (_is_means(agent, lexicon) and subject(main) is not None):
        return agent, False
    if (place := where_said(main, verb, lexicon)) is not None:
        return (_antecedent(main, place) or place if place.pos_ == "PRON" else place), False
    if _passive(main):
        own = next((child for child in main.children if child.dep_ in SUBJECT), None)
        return (own if own is not None and own.lower_ in lexicon.dummy_subjects else None), True
    found = _second_subject(main) or _behind(main, lexicon) or of_participle(main, lexicon) or subject(main)
    if found is None and main.i != verb.i:
        found = subject(verb)
    if found is not None and found.pos_ == "VERB":  # who was asked stands beside it: ``Jointe, l'usine répond …``
        found = next((child for child in found.children if child.dep_ == "appos" and child.pos_ in NOMINAL), found)
    found = found or _of_auxiliary(main) or _beside(main, lexicon)
    if found is None:
        return None, True
    found = found if sentence.in_quotes(verb) else _outside(sentence, found)
    if found.lower_ in lexicon.anybody and (place := _seat(main, verb, found, lexicon)) is not None:
        return place, False
    if found.pos_ == "PRON" and found.lower_.strip("-").removeprefix("t-") in lexicon.impersonal:
        asked = asked_of(verb, lexicon)
        return (asked, False) if asked is not None else (found, True)
    if found.lower_ in lexicon.relative or (found.pos_ == "PRON" and found.lemma_.lower() in lexicon.relative):
        return _antecedent(main, found) or found, False
    return found, False


def _outside(sentence: Sentence, found: Token) -> Token:
    """Whom the parser ties to a word of the quotation: ``"He's stubborn, my uncle," a relative told the paper``."""
    if found.pos_ != "NOUN" or not sentence.in_quotes(found):
        return found
    tied = (child for child in found.children if child.dep_ == "appos" and not sentence.in_quotes(child))
    return next(tied, found)


def _second_subject(verb: Token) -> Token | None:
    """Of two subjects the one behind the verb, where a comma parts it from the other: ``Двое живы, сказал врач``."""
    start = verb_group(verb)[0].i
    if start == 0 or verb.doc[start - 1].text != ",":
        return None
    found = [child for child in verb.children if child.dep_ in SUBJECT]
    behind = [child for child in found if child.i > verb.i]
    return behind[0] if len(found) > len(behind) == 1 else None


def _of_auxiliary(verb: Token) -> Token | None:
    """The subject that the parser hung on an auxiliary: ``Le maire avait dans un premier temps fait état de …``."""
    helpers = (child for child in verb.children if child.dep_.startswith("aux"))
    return next((child for helper in helpers for child in helper.children if child.dep_ in SUBJECT), None)


def _is_means(agent: Token, lexicon: Lexicon) -> bool:
    """Whether what the parser took for an agent tells how somebody spoke: ``insisted by phone that``."""
    bare = agent.pos_ == "NOUN" and all(child.dep_ == "case" for child in agent.children)
    alone = bare and agent.morph.get("Number", []) == ["Sing"] and not agent.text[0].isupper()
    return alone and agent.lemma_.lower() not in lexicon.speakers | lexicon.documents


def where_said(main: Token, verb: Token, lexicon: Lexicon) -> Token | None:
    """``В Кремле заявили``, ``в докладе говорится``: the body, or the document, that stands where it was said.

    A body speaks by a verb in the plural that has no subject: ``сообщили в полиции``.
    """
    if not lexicon.bodies:
        return None
    inside = [child for node in {main, verb} for child in node.children if _is_inside(child, lexicon)]
    told = main.morph.get("Number", []) == ["Plur"] and "Fin" in main.morph.get("VerbForm", [])
    if subject(main) is not None:
        return None
    written = lexicon.documents | lexicon.media  # ``на сайте говорится``
    documents = (child for child in inside if child.lemma_.lower() in written or child.pos_ == "PRON")
    bodies = (child for child in inside if told and (child.lemma_.lower() in lexicon.bodies or child.pos_ == "PROPN"))
    return next(iter((*documents, *bodies)), None)


def _seat(main: Token, verb: Token, own: Token, lexicon: Lexicon) -> Token | None:
    """The body before a subject that stands for it: ``Au ministère, on affirme``, ``À l'Élysée, on assure``.

    It may stand beside a verb that governs the cue: ``On se contente d'indiquer``. A town speaks as it does in
    Russian: whom it stands for is known of some, and of the others it is nobody.
    """
    for child in (child for node in {main, verb, own.head} for child in node.children):
        case = next((part for part in child.children if part.dep_ == "case"), None)
        if case is None or child.i > own.i or not child.dep_.startswith("obl") or case.lower_ not in lexicon.locatives:
            continue
        if child.lemma_.lower() in lexicon.bodies or child.pos_ == "PROPN":
            return child
    return None


def asked_of(verb: Token, lexicon: Lexicon) -> Token | None:
    """Of whom somebody not named has learnt it: ``a-t-on appris auprès du parquet``."""
    behind = verb.doc[verb.i + 1 : verb.i + 2 + _NEAR]
    at = next((token.i for token in behind if token.lower_ in lexicon.asked), None)
    if at is None:
        return None
    return next((token for token in behind if token.i > at and token.pos_ in ("NOUN", "PROPN")), None)


def _is_inside(token: Token, lexicon: Lexicon) -> bool:
    placed = token.dep_ == "obl" and token.morph.get("Case", []) == ["Loc"]
    return placed and any(child.lower_ in lexicon.locatives for child in token.children)


def _at_clause_start(verb: Token, lexicon: Lexicon) -> Token | None:
    """The noun that begins the clause, where the parser left a verb without a subject: ``Sur Twitter, X a dénoncé``."""
    start = verb_group(verb)[0].i
    for token in verb.doc[:start]:
        opens = token.i == 0 or token.nbor(-1).text in ",;:" or (token.i and token.nbor(-1).pos_ == "DET")
        edge = token.nbor(-1) if token.i and token.nbor(-1).pos_ == "DET" else token
        bare = edge.i == 0 or edge.nbor(-1).text in ",;:"
        if opens and bare and token.pos_ in ("NOUN", "PROPN") and token.lower_ not in lexicon.times:
            between = verb.doc[token.i + 1 : start]
            if not any(other.pos_ in VERBAL and is_finite(other) for other in between):
                return token
    return None


def _beside(verb: Token, lexicon: Lexicon) -> Token | None:
    """The subject that the parser parted from its verb: the noun that begins the clause, the name before the verb."""
    if not is_finite(verb):
        return None
    if lexicon.forms:
        return _at_clause_start(verb, lexicon)
    return _name_before(verb) if lexicon.typology.has_cases else None


def _name_before(verb: Token) -> Token | None:
    """The name that ends right before a verb that agrees with it, hung on anything: ``Анна Ким сказала``."""
    last = verb.nbor(-1) if verb.i else verb
    if last.pos_ != "PROPN" or last.morph.get("Case", []) != ["Nom"] or last.morph.get("Number", []) != ["Sing"]:
        return None
    if any(verb.morph.get(kind, []) not in ([], last.morph.get(kind, [])) for kind in _AGREE):
        return None
    head = last
    while head.dep_ in ("flat", "flat:name", "appos") and head.head.pos_ in NOMINAL and head.head.i < head.i:
        if head.head.morph.get("Case", []) != ["Nom"]:
            break
        head = head.head
    return head


def _behind(verb: Token, lexicon: Lexicon) -> Token | None:
    """An inverted subject that the parser took for an object: ``…, a rapporté le porte-parole``."""
    group = verb_group(verb)
    start = group[0].i
    if any(child.dep_ in SUBJECT for child in verb.children) or start == 0 or verb.doc[start - 1].text not in _BOUNDARY:
        return None
    if verb.dep_ not in ("parataxis", "ROOT", "conj", "ccomp", "dep", "advcl", "acl"):
        return None
    if "Part" in verb.morph.get("VerbForm", []) and len(group) == 1 and "Past" not in verb.morph.get("Tense", []):
        return None
    behind = (
        child
        for child in verb.children
        if child.i > verb.i and child.dep_ in ("obj", "obl:arg", "iobj", "attr") and child.pos_ in NOMINAL
    )
    found = next(behind, None)
    placed = found is None or any(child.dep_ == "case" for child in found.children)
    if placed and (name := _behind_place(verb, lexicon)) is not None:
        return name
    if found is None or any(child.dep_ == "case" for child in found.children) or not is_finite(verb):
        return None
    return found


def _behind_place(verb: Token, lexicon: Lexicon) -> Token | None:
    """The name that the parser puts beside where or when it was said: ``a répété à la barre Paul Petit``."""
    if not is_finite(verb) or not lexicon.typology.quotative_inversion:
        return None
    for child in verb.children:
        placed = child.i > verb.i and child.dep_.startswith("obl") and child.pos_ == "NOUN"
        name = next((part for part in child.children if part.dep_ == "appos"), None) if placed else None
        if name is None or name.pos_ != "PROPN" or name.nbor(-1).i != child.i:
            continue
        full = name.i + 1 < len(name.doc) and name.nbor(1).dep_.startswith("flat")
        if full and child.lemma_.lower() not in lexicon.persons:
            return name
    return None


def _passive(verb: Token) -> bool:
    if any(child.dep_ in ("aux:pass", "nsubj:pass", "expl:pass") for child in verb.children):
        return True
    return verb.morph.get("Voice", []) == ["Pass"]


def _antecedent(verb: Token, relative: Token) -> Token | None:
    """Whom a relative pronoun stands for: by the parse, else the noun right before it that it agrees with."""
    if verb.dep_ in ("acl:relcl", "acl") and verb.head.pos_ in NOMINAL:
        return verb.head
    at = relative.i - 1 - (relative.i > 0 and relative.nbor(-1).text == ",")
    noun = relative.doc[at] if at >= 0 and relative.i > 0 else None
    while noun is not None and noun.dep_.startswith(("flat", "compound")) and noun.head.i < relative.i:
        noun = noun.head
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or noun.i == relative.i:
        return None
    kinds = ((noun.morph.get(kind, []), relative.morph.get(kind, [])) for kind in ("Gender", "Number"))
    return noun if all(not own or not other or own == other for own, other in kinds) else None
