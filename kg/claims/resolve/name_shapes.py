"""What the form of a mention tells of the name in it: capitals, letters, titles, and where the name ends."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kg.claims.resolve.names import INNER
from kg.claims.resolve.organisations import names_body
from kg.claims.resolve.source_mention import SourceMention
from kg.languages import normalize
from kg.sources.countries import country_of, is_nationality

if TYPE_CHECKING:
    from kg.text.parse import Token

_WITH_ARTICLE = 2  # words of a name of one word with its article
_FULL = 2  # words of a person's name in full


def tells_nationality_alone(mention: SourceMention) -> bool:
    """Whether a mention says of somebody only what state he is of, which is no name: ``the Dane``, ``l'Espagnole``."""
    language = mention.lexicon.language
    words = [token.text for token in mention.tokens if not normalize.is_determiner(token.text.rstrip("'’"), language)]
    return is_nationality(" ".join(words), language)


def single_acronym(mention: SourceMention) -> str:
    """Letters that name one body, behind a definite article: ``le PP``; empty for other mentions."""
    lexicon, letters = mention.lexicon, mention.head.text
    definite = len(mention.tokens) == _WITH_ARTICLE and mention.tokens[0].lower_ in lexicon.determiners
    short = letters.isupper() and 2 <= len(letters) <= 6 and letters.isalpha()
    sort = mention.head.lower_ in lexicon.speakers | lexicon.general_bodies  # ``the NGO``
    return letters if definite and not mention.indefinite and short and not sort else ""


def is_capitalised(mention: SourceMention) -> bool:
    """Whether words have capitals inside a sentence, where only names have them: the parser took a name for a noun.

    ``a dit Amine``, ``a indiqué Anna Petit``. The word that opens a sentence shows nothing by its capital; whoever is
    counted, has an article or is called after a country is nobody by name: ``Des Syriens``, ``Deux Touaregs``.
    """
    lexicon, tokens = mention.lexicon, mention.tokens
    small = lexicon.speakers | lexicon.documents | lexicon.pronouns | lexicon.times
    opens = tokens[0].i == 0 or not tokens[0].nbor(-1).is_alpha
    if len(tokens) == 1 and (opens or not lexicon.typology.has_articles):
        return False
    if mention.number == "Plur" or any(token.pos_ in ("DET", "NUM", "ADP") for token in tokens):
        return False
    called = any({token.lower_, token.lemma_.lower()} & small for token in tokens)
    named = all(token.is_alpha and token.text.istitle() for token in tokens)
    return named and not called and country_of(mention.text, lexicon.language) is None


def is_qualified(mention: SourceMention, before: str, behind: str) -> bool:
    """Whether a name has but qualities of its bearer around it: ``the Paris-based X``, ``the X based in Y``."""
    lexicon = mention.lexicon
    persons = lexicon.persons - lexicon.bodies
    follows = behind.split()
    qualities = all("-" in word for word in before.split() if not normalize.is_determiner(word, lexicon.language))
    plain = not follows or (follows[0].islower() and not persons.intersection(follows))
    return lexicon.typology.has_articles and bool(before.strip()) and qualities and plain


def is_addressed(mention: SourceMention) -> bool:
    """Whether a title stands before the mention (``M. Petit``): a person's name."""
    first = mention.tokens[0]
    return first.i > 0 and first.nbor(-1).text in mention.lexicon.titles


def leading_name(mention: SourceMention) -> tuple[str, bool]:
    """The name that a mention begins with, where a description follows without a comma: ``Ann Lee head of X``.

    With it, whether it is a person's for what he is told to belong to.
    """
    run = list(itertools.takewhile(_is_of_name, mention.tokens))
    follows = mention.tokens[len(run)] if len(run) < len(mention.tokens) else None
    if len(run) < 2 or follows is None:
        return "", False
    name = mention.head.doc.text[run[0].idx : run[-1].idx + len(run[-1].text)]
    member = _member(mention, len(run), name)
    described = follows.pos_ in ("NOUN", "DET", "ADJ") or member
    return (name, member) if described else ("", False)


def _is_of_name(token: Token) -> bool:
    """Whether a word is capitalised as names are, or one of their small words with its hyphen: ``al-``."""
    small = token.nbor(-1) if token.text == "-" and token.i else token
    return (small.lower_ in INNER and small.text != "-") or (token.pos_ == "PROPN" and token.text[0].isupper())


def _member(mention: SourceMention, at: int, name: str) -> bool:
    """Whether a person's name ends where the body is told that he belongs to: ``Ann Lee of the Red Cross``.

    The body has an article, or a name of three words: ``Ann Lee for Lock Owners International``.
    """
    joined = mention.tokens[at].lower_ in mention.lexicon.members and mention.tokens[at - 1].i >= mention.head.i
    rest = mention.tokens[at + 1 :]
    article = bool(rest) and rest[0].pos_ == "DET"
    body = len(rest) > _FULL and all(token.pos_ == "PROPN" for token in rest)
    return joined and (article or body) and not names_body(name, mention.lexicon)


def is_calling(name: str, mention: SourceMention) -> bool:
    """Whether what the parser took for a name is a calling, written small: ``a former air force pilot``."""
    return name.islower() and not set(name.split()).isdisjoint(mention.lexicon.persons)
