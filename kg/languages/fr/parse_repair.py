"""Repairs of the French parser's known errors: cut names and verbs, inverted pronouns left without a verb, *only*.

Verbs taken for something else are in ``misread_verbs``, verbs parted from their subject in ``set_apart``.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon
from kg.languages.fr.misread_verbs import misread, nominal, participle
from kg.languages.fr.set_apart import set_apart

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_PARTICLES = frozenset({"Le", "La", "Les", "Du", "De", "Des"})
_FAR = 5  # words between an auxiliary and its participle
_NEGATES = frozenset({"ne", "n'", "n’"})
_ONLY = frozenset({"que", "qu'", "qu’"})


def repair(doc: Doc, lexicon: Lexicon) -> None:
    """Correct the parse of a sentence, in place."""
    words = [token.text for token in doc]
    for at, (word, following) in enumerate(zip(words, (*words[1:], ""), strict=True)):
        if following in _PARTICLES or (following and word[1:] == "."):
            _name(doc[at])
        if word[0].isupper():
            _surname(doc[at], lexicon)
            _end_of_name(doc[at])
        _word(doc, at, word.lower(), lexicon)
    _gerund(doc, lexicon)
    set_apart(doc, lexicon)
    for token in doc:
        _join_auxiliary(token, lexicon)
        participle(token, lexicon)
        nominal(token)
        if token.pos_ == "VERB":
            _active(token)
            _subjects(token)
        if token.lemma_ in lexicon.light and token.i + 1 < len(doc):
            _light(token, lexicon)


def _word(doc: Doc, at: int, word: str, lexicon: Lexicon) -> None:
    if word == "-" and 0 < at < len(doc) - 1:
        _join(doc[at])
    elif lemma := lexicon.forms.get(word):
        misread(doc[at], lemma, lexicon)
    if word in lexicon.clitics:
        _clitic(doc[at], lexicon)
    if word in _NEGATES:
        _of_infinitive(doc[at])
        _restriction(doc[at], lexicon)


def _of_infinitive(token: Token) -> None:
    """``répond n'avoir rien publié``: a negator between a verb and an infinitive is the infinitive's."""
    infinitive = token.nbor() if token.i + 1 < len(token.doc) else token
    if token.head.i < token.i and "Inf" in infinitive.morph.get("VerbForm", []):
        token.head = infinitive


def _restriction(token: Token, lexicon: Lexicon) -> None:
    """``n'a confirmé que deux morts``: without a second word of negation, *ne … que* is *only*."""
    verb, doc = token.head, token.doc
    words = [other.lower_ for other in doc[verb.left_edge.i : verb.right_edge.i + 1]]
    behind = next((other for other in doc[verb.i + 1 :] if other.pos_ in _VERBAL or other.lower_ in _ONLY), None)
    negating = (lexicon.negators - _NEGATES) | lexicon.no_one | lexicon.neither | lexicon.beside_negators
    if verb.i > token.i and not negating.intersection(words) and behind is not None and behind.lower_ in _ONLY:
        token.dep_ = "discourse"


def _name(token: Token) -> None:
    """``Bruno Le Maire``, ``B. Obama``: one name of several words, the first its head."""
    rest = token.nbor()
    small = rest.text in _PARTICLES and token.i + 2 < len(token.doc)
    other = token.nbor(2) if small else rest
    initial = len(token.text) == 2 and token.text[0].isupper() and token.text[1] == "."
    if not (initial or small) or not (
        token.text[0].isupper() and other.text[0].isupper() and (token.is_alpha or initial)
    ):
        return
    if token.text in _PARTICLES or token.text in ("M.", "L'") or (other.is_ancestor(token) and other.head.i == other.i):
        return
    token.pos_ = "PROPN"
    if other.is_ancestor(token):
        token.head, token.dep_ = other.head, other.dep_
    elif token.dep_ in ("xcomp", "amod", "dep", "ROOT") and small and other.dep_ in ("obj", "nsubj", "obl:mod"):
        token.dep_ = other.dep_
    for part in (other, *((rest,) if small else ())):
        part.head, part.dep_, part.pos_ = token, "flat:name", "PROPN"


def _surname(token: Token, lexicon: Lexicon) -> None:
    """``le président Obama``: a capital behind a calling is a name, whatever the model thinks."""
    calling = (
        token.pos_ == "ADJ"
        and token.i > 0
        and token.head.i == token.i - 1
        and token.head.lemma_.lower() in lexicon.people
    )
    if calling and token.text[0].isupper() and not list(token.children):
        token.pos_, token.dep_, token.lemma_ = "PROPN", "appos", token.text


def _end_of_name(token: Token) -> None:
    """``le président Paul Martin``: no word with a capital behind a name is a mark of punctuation."""
    marked = token.dep_ == "punct" and token.is_alpha and token.i > 0
    if marked and token.nbor(-1).pos_ == "PROPN":
        token.head, token.dep_, token.pos_ = token.nbor(-1), "flat:name", "PROPN"


def _subjects(verb: Token) -> None:
    """Of two subjects the second is joined to the first by ``et``, or the first is a heading (``X : Y dément``)."""
    before = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i and child.pos_ in _NOMINAL]
    for one, other in pairwise(before):
        between = verb.doc[one.i + 1 : other.i]
        if any(token.text == ":" for token in between):
            one.dep_ = "dislocated"
        elif joint := next((token for token in between if token.dep_ == "cc" and token.head.i == verb.i), None):
            other.head, other.dep_ = one, "conj"
            joint.head = other


def _gerund(doc: Doc, lexicon: Lexicon) -> None:
    """``Estimant que A, il vota contre``: the finite verb behind the comma is the head, the participle hangs on it."""
    verb = next((token for token in doc[:3] if token.pos_ == "VERB" and token.lower_.endswith("ant")), None)
    if verb is None or verb.head.i != verb.i or verb.lemma_ not in lexicon.known:
        return
    opener = next((token for token in doc[verb.i + 1 : verb.i + 3] if token.lower_ in lexicon.complementisers), None)
    for main in verb.children:
        subject = next((child for child in main.children if child.dep_.startswith("nsubj") and child.i < main.i), None)
        if main.i > verb.i and subject is not None and doc[subject.left_edge.i - 1].text == ",":
            inner = opener.head if opener is not None and main.is_ancestor(opener) else None
            main.head, main.dep_ = main, "ROOT"
            verb.head, verb.dep_ = main, "advcl"
            if inner is not None and inner.i not in (main.i, verb.i) and opener is not None and inner.i > opener.i:
                inner.head, inner.dep_ = verb, "ccomp"
            return


def _light(token: Token, lexicon: Lexicon) -> None:
    """``fait valoir que``: the first verb is the head, the infinitive hangs on it."""
    inner = token.nbor()
    if inner.lemma_ not in lexicon.governed or "Inf" not in inner.morph.get("VerbForm", []) or token.head.i != inner.i:
        return
    token.head, token.dep_ = (token, "ROOT") if inner.head.i == inner.i else (inner.head, inner.dep_)
    token.pos_ = "VERB"
    for child in list(inner.children):
        if child.i < token.i:
            child.head = token
    inner.head, inner.dep_ = token, "xcomp"


def _active(verb: Token) -> None:
    """``a déclaré`` is no passive, whatever the model thinks: the auxiliary is ``avoir`` and no ``été`` follows."""
    helpers = [child for child in verb.children if child.dep_.startswith("aux")]
    if not helpers or any(child.lemma_ == "être" or child.lower_ == "été" for child in helpers):
        return
    if "Voice=Pass" in str(verb.morph):
        features = {key: value for key, value in verb.morph.to_dict().items() if key != "Voice"}
        verb.set_morph(features)  # type: ignore[attr-defined]
    for child in verb.children:
        if child.dep_ == "nsubj:pass":
            child.dep_ = "nsubj"


def _join(hyphen: Token) -> None:
    """``état-major``: both halves are one word, the first its head."""
    one, other = hyphen.nbor(-1), hyphen.nbor()
    if one.whitespace_ or hyphen.whitespace_ or one.is_punct or one.pos_ == "NUM" or other.is_punct:
        return
    if other.head.i != other.i and not other.is_ancestor(one):
        other.head, other.dep_ = one, "flat"
    if hyphen.head.i != hyphen.i and not list(hyphen.children):
        hyphen.head, hyphen.dep_ = one, "punct"


def _clitic(token: Token, lexicon: Lexicon) -> None:
    """``a-t-il prédit``, ``insiste-t-elle``: the pronoun behind the hyphen is the verb's subject."""
    at = token.i - 1
    while at >= 0 and token.doc[at].text in ("-t", "-t-", "-"):
        at -= 1
    if at < 0:
        return
    verb = token.doc[at]
    if verb.pos_ == "AUX" or verb.lemma_ in ("avoir", "être"):
        verb = next((other for other in token.doc[token.i + 1 : token.i + 5] if other.pos_ == "VERB"), verb)
    if verb.pos_ not in _VERBAL or any(
        child.dep_.startswith("nsubj") and child.pos_ in ("NOUN", "PROPN") and child.i < verb.i
        for child in verb.children
    ):
        return
    if token.is_ancestor(verb):
        verb.head = token.head if token.head.i != token.i else verb
    token.head, token.dep_, token.pos_ = verb, "nsubj", "PRON"
    token.lemma_ = token.lower_.rpartition("-")[2]
    for other in token.doc[at + 1 : token.i]:
        if not list(other.children):
            other.head, other.dep_ = verb, "dep"


def _join_auxiliary(helper: Token, lexicon: Lexicon) -> None:
    """Make a participle the head of its auxiliary, which governs it as a clause: ``a, de son côté, rapporté``."""
    if helper.lemma_ != "avoir" or helper.pos_ != "VERB":
        return
    behind = (child for child in helper.children if child.dep_ in ("ccomp", "xcomp") and child.i > helper.i)
    asides = [child for child in helper.children if child.lower_ in lexicon.asides and child.i > helper.i]
    inner = (child for aside in asides for child in aside.children if child.i > aside.i and child.dep_ == "acl")
    verb = next((child for child in (*behind, *inner) if "Part" in child.morph.get("VerbForm", [])), None)
    if verb is None or verb.i > helper.i + _FAR or _is_clause(verb):
        return
    verb.head, verb.dep_ = (verb, "ROOT") if helper.head.i == helper.i else (helper.head, helper.dep_)
    for child in list(helper.children):
        if child.i != verb.i:
            child.head = verb
    helper.head, helper.dep_, helper.pos_ = verb, "aux:tense", "AUX"


def _is_clause(verb: Token) -> bool:
    return any(child.dep_ in ("mark", "nsubj", "obj") for child in verb.children if child.i < verb.i)
