"""A body named by its noun and words that tell which: ``l'hôpital de Goris``, ``the ministry of public works``."""

from __future__ import annotations

from kg.claims.resolve.source_mention import (
    SourceMention,
    describing,
)
from kg.languages.profile import hook


def name_of_body(mention: SourceMention) -> str:
    """A definite noun with a proper name that tells which one: ``l'hôpital de Goris``; empty for persons and documents.

    Where a body is meant, the name tells it from all others of its noun; of persons and documents there are many.
    """
    lexicon, head, first = mention.lexicon, mention.head, mention.tokens[0].lower_
    several = mention.number == "Plur" and mention.lemma not in lexicon.authorities
    if head.pos_ != "NOUN" or several:
        return ""
    if not lexicon.typology.has_articles:
        return _in_nominative(mention) if _is_institution(mention) and not mention.indefinite else ""
    if first not in lexicon.determiners or first in lexicon.possessives:
        return ""
    known = mention.lemma in lexicon.bodies | lexicon.institutions
    if not known or any(token.pos_ == "VERB" for token in mention.tokens):
        return ""
    told = any(token.pos_ == "PROPN" and token.i != head.i for token in mention.tokens)
    told = told or _is_institution(mention)
    return mention.head.doc.words(mention.tokens[1].i, mention.tokens[-1].i + 1) if told else ""


def _in_nominative(mention: SourceMention) -> str:
    """The words of a body as its name has them, where the language has cases: *региональное управление*."""
    head, agreeing = mention.head, hook(mention.lexicon.language, "declension", "agreeing")
    gender = next(iter(head.morph.get("Gender", [])), "")
    if agreeing is None or mention.number == "Plur" or head.morph.get("Case", []) in ([], ["Nom"]):
        return mention.text
    own = {token.i: agreeing(token.lemma_, gender) for token in mention.tokens if token.dep_ == "amod"}
    own = {at: word for at, word in own.items() if head.doc[at].head.i == head.i} | {head.i: head.lemma_}
    words = (own.get(token.i, token.text) + token.whitespace_ for token in mention.tokens)
    return "".join(words).strip()


def is_placed(mention: SourceMention) -> bool:
    """Whether a public body stands without an article behind the name of its place: ``Lincolnshire police``."""
    first, lexicon = mention.tokens[0], mention.lexicon
    placed = first.pos_ == "PROPN" and first.dep_ == "compound" and first.head.i == mention.head.i == first.i + 1
    return placed and not mention.quoted and mention.lemma in lexicon.institutions and _is_institution(mention)


def _is_institution(mention: SourceMention) -> bool:
    """Whether a public body is told from others of its sort by its matter or rank: ``the regional health agency``."""
    lexicon, head = mention.lexicon, mention.head
    if mention.lemma not in lexicon.institutions or any(token.pos_ in ("VERB", "PRON") for token in mention.tokens):
        return False
    if any(token.lower_ in lexicon.possessives | lexicon.same for token in mention.tokens):
        return False
    if mention.lemma in lexicon.media and any(
        token.text[:1].isupper() and token.i > head.i for token in mention.tokens
    ):
        return False
    return any(token.pos_ in ("NOUN", "PROPN", "ADJ") and token.i != head.i for token in mention.tokens)


def name_where_no_other(mention: SourceMention) -> str:
    """The name of one body that any describing word tells, where none of those named is meant; empty for other words.

    Looser than ``name_of_body``, for whoever has read the whole article. Whose it is, or *this*, tells nobody.
    """
    lexicon, first = mention.lexicon, mention.tokens[0]
    pointing = "Dem" in first.morph.get("PronType", []) or first.lower_ in lexicon.possessives
    told = any(token.pos_ in ("NOUN", "PROPN", "ADJ") for token in describing(mention))
    sort = {mention.lemma, mention.lemma.rpartition("-")[2]} & (lexicon.bodies | lexicon.media)
    one = sort and mention.number != "Plur" and not mention.indefinite
    if not one or pointing or not told or any(token.dep_.startswith("acl") for token in mention.tokens):
        return ""
    return mention.head.doc.words(mention.tokens[first.pos_ == "DET"].i, mention.tokens[-1].i + 1)
