"""Mentions in which a country or a town stands, and nobody who speaks.

Places in which somebody spoke (``В Японии заявили``, ``Au Havre, on raconte``), though a body speaks where it sits
(``в министерстве``); adjectives of countries that have lost their noun; names that a parser has run into a country;
telephones and shares.
"""

from __future__ import annotations

from kg.claims.resolve.discourse import Discourse, unspecified
from kg.claims.resolve.source_mention import Identified, SourceMention
from kg.model import Basis
from kg.sources.countries import Naming, country_of, find_countries, load_countries, tokens_of
from kg.sources.registry import PERSONS
from kg.text.sentence import SUBJECT


def place(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """Nobody named, where a mention is a country or a town behind a preposition of place."""
    head, lexicon = mention.head, mention.lexicon
    start = mention.tokens[0].i
    case = next((child for child in head.children if child.dep_ == "case" and start - 2 < child.i <= start), None)
    inside = case is not None and case.lower_ in lexicon.locatives and head.dep_.startswith("obl")
    if case is None or not inside or head.dep_ == "obl:agent" or mention.lemma in lexicon.bodies:
        return None
    if discourse.registry.by_alias(mention.text, lexicon.language):
        return None
    if _is_capital(mention):  # who speaks there is the government: ``В Баку заявили``
        return None
    words = head.doc.text[case.idx : mention.tokens[-1].idx + len(mention.tokens[-1].text)]
    towns = discourse.gazetteer.find(words, lexicon.language, discourse.countries)
    if country_of(mention.text, lexicon.language) is None and not towns:
        return None
    return Identified(unspecified(discourse, lexicon.language), Basis.EXPLICIT, "place")


def _is_capital(mention: SourceMention) -> bool:
    found = load_countries(mention.lexicon.language).find(tokens_of(mention.text))
    return len(mention.tokens) == 1 and bool(found) and found[0].sorts == {Naming.CAPITAL}


def adjective(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """Nobody named, where a mention is a country's adjective alone: ``According to Turkish the bridge fell``."""
    language = mention.lexicon.language
    if len(mention.tokens) > 1 or discourse.registry.by_alias(mention.text, language):
        return None
    found = find_countries(mention.text, language)
    if len(found) != 1 or found[0].sorts != {Naming.ADJECTIVE}:
        return None
    return Identified(unspecified(discourse, language), Basis.EXPLICIT, "place")


def thing(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """Nobody named, where a mention is what one speaks by or a share of things: ``par téléphone``, ``33% акций``."""
    lexicon, head = mention.lexicon, mention.head
    owned = head.dep_ not in SUBJECT and mention.lemma in lexicon.channels
    counted = [child for child in head.children if child.dep_ == "nmod"]
    share = head.pos_ == "SYM" and any("Inan" in child.morph.get("Animacy", []) for child in counted)
    if not owned and not share:
        return None
    return Identified(unspecified(discourse, lexicon.language), Basis.EXPLICIT, "thing", 0.3)


def run_on(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """Whom a name means that runs on into a country and what is of it: ``According to Lavrov Syria talks are …``.

    Somebody known by the words before the country, else nobody: ``Air France pilots`` has the same form. Where nothing
    follows that is of the country, a person and a country are nobody together: ``Lavrov Syria says``.
    """
    tokens, language = mention.tokens, mention.lexicon.language
    doc, last = mention.head.doc, tokens[-1]
    follows = doc[last.i + 1] if last.i + 1 < len(doc) else None
    goes_on = follows is not None and follows.pos_ == "NOUN" and last.pos_ == "PROPN" and last.head.i >= follows.i
    if discourse.registry.by_alias(mention.text, language):
        return None
    for at in range(1, len(tokens)):
        if tokens[at - 1].pos_ == "PROPN" and country_of(mention.text[tokens[at].idx - tokens[0].idx :], language):
            name = mention.text[: tokens[at].idx - tokens[0].idx].strip()
            known = discourse.registry.by_alias(name, language) or discourse.by_surname(name, language)
            person = known is not None and known.type in PERSONS
            if known is not None and goes_on:
                return Identified(known, Basis.EXPLICIT, "alias")
            if not goes_on and not person:
                return None
            return Identified(unspecified(discourse, language), Basis.EXPLICIT, "place")
    return None
