"""The names in full that an article writes, by any word of them but the first: ``Yusuf Demir`` by *Demir*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages import normalize
from kg.languages.profile import text_rules
from kg.sources.countries import country_of, is_nationality

if TYPE_CHECKING:
    from kg.claims.resolve.discourse import Discourse
    from kg.claims.resolve.source_mention import SourceMention
    from kg.languages.cue_lexicon import Lexicon
    from kg.text.parse import Parse, Token


def note(doc: Parse, discourse: Discourse, lexicon: Lexicon) -> None:
    """Remember the names in full of the sentence that was read last, each by its words but the first."""
    at = len(discourse.read) - 1
    for token in doc:
        if token.i and token.pos_ == "PROPN" and (name := _name_around(token, discourse, lexicon)):
            words = normalize.words(token.text, lexicon.language)
            discourse.written.setdefault(words, []).append((at, token.text, name))


def in_full_before(name: str, mention: SourceMention, discourse: Discourse) -> str:
    """The name of several words that the article has written before and that has this one behind its first.

    ``Yusuf Demir`` of *Demir*, ``Carlos Reyes Lobo`` of *Reyes*. Empty where it has written several such names, or the
    word is a place's.
    """
    return in_full(name, mention.lexicon, discourse, discourse.position)


def in_full(name: str, lexicon: Lexicon, discourse: Discourse, end: int | None = None) -> str:
    """The same of a name without its mention, of the whole article or of its sentences before one."""
    language = lexicon.language
    if " " in name or country_of(name, language) is not None or discourse.gazetteer.find(name, language):
        return ""
    rows = discourse.written.get(normalize.words(name, language), ())
    shown = [(word, full) for at, word, full in rows if end is None or at < end]
    cases = lexicon.typology.has_cases  # there a name in another case is not shown
    found = {full for word, full in shown if word == name or not cases}
    return found.pop() if len(found) == 1 else ""


def _name_around(token: Token, discourse: Discourse, lexicon: Lexicon) -> str:
    """The name that a word belongs to and does not begin: ``Carlos M. Reyes Lobo`` of *Reyes*; empty for none."""
    first = token
    while first.i and _goes_before(first.nbor(-1), discourse, lexicon):
        if first.i < token.i and first.nbor(-1).pos_ != "PROPN":  # ``le ministre des Infrastructures Yusuf Demir``
            break
        first = first.nbor(-1)
    if first.i == token.i or len(first.text.rstrip(".")) == 1:
        return ""
    doc, end = token.doc, token.i + 1
    if end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text.istitle() and doc[end].head.i <= token.i:
        end += 1
    return doc.words(first.i, end)


def _goes_before(token: Token, discourse: Discourse, lexicon: Lexicon) -> bool:
    """Whether a word may be a first name, or an initial: no title, calling, body, nationality, day, state or town."""
    word, language = token.lower_, lexicon.language
    if not token.text.istitle() or not (token.pos_ == "PROPN" or (token.i > 0 and lexicon.typology.has_articles)):
        return False
    sorts = lexicon.speakers | lexicon.bodies | lexicon.media
    if {word, token.lemma_.lower()} & sorts or token.text in lexicon.titles:
        return False
    rules = text_rules(language)
    if word in rules.weekdays or word in rules.months_folded or is_nationality(token.text, language):
        return False
    return country_of(token.text, language) is None and not discourse.gazetteer.find(token.text, language)
