"""Places in which somebody spoke who is not named: ``В Японии заявили``, ``Au Havre, on raconte``.

A body speaks where it sits (``в министерстве``, ``à l'Élysée``); a country or a town does not.
"""

from __future__ import annotations

from kg.claims.resolve import coreference
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.source_mention import Identified, SourceMention
from kg.model import Basis
from kg.sources.countries import country_of


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
    words = head.doc.text[case.idx : mention.tokens[-1].idx + len(mention.tokens[-1].text)]
    towns = discourse.gazetteer.find(words, lexicon.language, discourse.countries)
    if country_of(mention.text, lexicon.language) is None and not towns:
        return None
    return Identified(coreference.unspecified(discourse, lexicon.language), Basis.EXPLICIT, "place")
