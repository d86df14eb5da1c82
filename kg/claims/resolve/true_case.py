"""Names that a parser took for nouns, known by how the article itself writes their words: ``Moody's``, ``La Poste``.

A word that an article writes with a capital inside of sentences, and never small, is a name (true-casing: Lita et al.
2003). It names a source alone, with its own article, or behind the noun for what it is: ``l'ONG Acled``.
"""

from __future__ import annotations

from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.source_mention import SourceMention
from kg.languages import normalize
from kg.languages.profile import text_rules
from kg.sources.countries import find_countries
from kg.text import truecase


def name(mention: SourceMention, discourse: Discourse) -> str:
    """The name that a mention consists of, or ends in behind the noun for its bearer; empty for none."""
    text, lexicon = _whole(mention), mention.lexicon
    sorts = lexicon.bodies | lexicon.general_bodies | lexicon.media
    words = truecase.words(text)
    if not text or not words or text.endswith((".", "-")) or any(mark in text for mark in ',;:()«»“”„"–—'):
        return ""
    article = normalize.is_determiner(words[0][1], lexicon.language)
    own = article and words[0][1][0].isupper() and _is_own_article(words, mention, discourse)
    rest = words[1:] if article and not own else words
    sort = bool(rest) and {rest[0][1].casefold(), mention.lemma} & sorts and rest[0][1].casefold() in _head(mention)
    if sort:
        rest = rest[1:]
    elided = words[0][0] > 0
    if not rest or ((article or elided) and not (own or sort)):
        return ""
    called = rest[1:] if own else rest
    if (mention.number == "Plur" and not sort) or not called or (sort and _is_owned(mention)):
        return ""
    return text[rest[0][0] :] if all(_is_name(word, mention, discourse) for _, word in called) else ""


def goes_on(name: str, mention: SourceMention, discourse: Discourse) -> str:
    """A name of one word with the word behind it, where the article writes both as one name: ``Northgate Ridge``."""
    end = mention.tokens[-1].i + 1
    rest = mention.head.doc[end : end + 1]
    if not rest or name != mention.tokens[-1].text or not rest[0].text.istitle():
        return ""
    pair = f"{name} {rest[0].text}"
    return pair if pair.casefold() in discourse.capital and _is_name(rest[0].text, mention, discourse) else ""


def _whole(mention: SourceMention) -> str:
    """The wording up to the end of its last word, which the parser may cut at an apostrophe: ``Moody's``."""
    text, rest = mention.text.rstrip("."), mention.head.doc.text[mention.tokens[-1].idx :]
    last = truecase.words(rest)[:1]
    cut = last and last[0][0] == 0 and rest[len(mention.tokens[-1].text) :][:1].isalpha()
    return text + rest[len(mention.tokens[-1].text) : len(last[0][1])] if cut and "'" in last[0][1] else text


def _is_owned(mention: SourceMention) -> bool:
    """Whether a name in the genitive tells whose the head is: ``штаб Котова``."""
    behind = (token for token in mention.tokens if token.i > mention.head.i and token.pos_ == "PROPN")
    return mention.lexicon.typology.has_cases and any(token.dep_ == "nmod" for token in behind)


def _head(mention: SourceMention) -> frozenset[str]:
    return frozenset((mention.head.lower_, mention.lemma))


def _is_own_article(words: list[tuple[int, str]], mention: SourceMention, discourse: Discourse) -> bool:
    """Whether a capital article belongs to the name behind it: where it opens a sentence, others must show it."""
    return len(words) > 1 and f"{words[0][1]} {words[1][1]}".casefold() in discourse.capital


def _is_name(word: str, mention: SourceMention, discourse: Discourse) -> bool:
    """Whether the article writes a word as names are written, and it is no calling, day, place or nationality."""
    lexicon, folded = mention.lexicon, word.casefold()
    rules = text_rules(lexicon.language)
    known = lexicon.speakers | lexicon.general_bodies | lexicon.documents | lexicon.pronouns | lexicon.times
    if not word[0].isupper() or folded not in discourse.capital or folded in discourse.small | known:
        return False
    calendar = {day.casefold() for day in (*rules.weekdays, *rules.months)}
    if folded in calendar or (mention.lemma in known and len(mention.tokens) == 1):
        return False
    return not find_countries(word, lexicon.language) and not discourse.gazetteer.find(word, lexicon.language)
