"""A body named by its noun and words that tell which: ``l'hôpital de Goris``, ``the ministry of public works``."""

from __future__ import annotations

from kg.claims.resolve.source_mention import (
    SourceMention,
    describing,
)


def name_of_body(mention: SourceMention) -> str:
    """A definite noun with a proper name that tells which one: ``l'hôpital de Goris``; empty for persons and documents.

    Where a body is meant, the name tells it from all others of its noun; of persons and documents there are many.
    """
    lexicon, head, first = mention.lexicon, mention.head, mention.tokens[0].lower_
    several = mention.number == "Plur" and mention.lemma not in lexicon.authorities
    if head.pos_ != "NOUN" or several:
        return ""
    if not lexicon.typology.has_articles:
        return mention.text if _is_institution(mention) and not mention.indefinite else ""
    if first not in lexicon.determiners or first in lexicon.possessives:
        return ""
    if mention.lemma not in lexicon.bodies or any(token.pos_ == "VERB" for token in mention.tokens):
        return ""
    told = any(token.pos_ == "PROPN" and token.i != head.i for token in mention.tokens)
    told = told or _is_institution(mention)
    return mention.head.doc.words(mention.tokens[1].i, mention.tokens[-1].i + 1) if told else ""


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
