"""Find the speaker of a participle clause, which has no subject of its own: ``…, saying that``, ``…, ajoutant que``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import NOMINAL, SUBJECT, VERBAL, is_finite, is_gerund, quoted_as, subject

if TYPE_CHECKING:
    from kg.text.parse import Token


def of_participle(verb: Token, lexicon: Lexicon) -> Token | None:
    """Who speaks in ``…, saying that``: a noun that can, else the subject of the main verb.

    Not one that is blamed: ``the union blamed the ministry saying …``.
    """
    if verb.dep_ not in ("acl", "advcl") or is_finite(verb) or not is_gerund(verb):
        return None
    stated = next((child for child in verb.children if child.dep_ in SUBJECT and child.i < verb.i), None)
    if (own := quoted_as(verb, lexicon.as_words) or stated) is not None:
        return own
    above = next((node for node in verb.ancestors if node.pos_ in VERBAL and is_finite(node)), None)
    if above is not None and above.dep_ == "ccomp" and above.head.lemma_.lower() in lexicon.denied:
        above = above.head  # who denies something goes on: "denied that its forces did it, saying …"
    outer = subject(above) if above is not None else None
    goes_on = above is not None and outer is not None and above.lemma_.lower() in lexicon.charges
    speaks = lexicon.documents if goes_on else lexicon.documents | lexicon.unnamed | lexicon.people | lexicon.bodies
    before = verb.nbor(-1) if verb.i else verb
    for noun in (verb.head, before):
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in speaks:
            return noun
    return _inserted(verb, lexicon) or outer


def _inserted(verb: Token, lexicon: Lexicon) -> Token | None:
    """Who spoke last, behind his verb: ``La frappe a eu lieu, a déclaré l'armée, ajoutant que …``."""
    if not lexicon.typology.quotative_inversion:
        return None
    before = (token for token in reversed(list(verb.doc[: verb.i])) if token.pos_ == "VERB")
    told = (token for token in before if "Inf" not in token.morph.get("VerbForm", []))
    last = next((token for token in told if token.lemma_.lower() in lexicon.said), None)
    return next((child for child in last.children if _is_behind(child, last)), None) if last is not None else None


def _is_behind(child: Token, verb: Token) -> bool:
    """Whether a noun is the inverted subject of a verb, which the parser may take for an object."""
    bare = not any(part.dep_ in ("case", "mark") for part in child.children)
    return child.dep_ in SUBJECT | {"obj"} and child.pos_ in NOMINAL and child.i > verb.i and bare
