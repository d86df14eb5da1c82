"""The whole run of words that a name is, where a parser cuts it or keeps but the title before it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.text.sentence import VERBAL

if TYPE_CHECKING:
    from kg.languages.cue_lexicon import Lexicon
    from kg.text.parse import Token

_HYPHEN = "-"
INNER = frozenset(["-", "al", "el", "bin", "bint", "ibn", "abu", "de", "van", "von", "ul"])  # small words of names


def whole(phrase: Sequence[Token]) -> list[Token]:
    """A phrase with the rest of a name that it cuts: the word that opens it, the parts that hyphens glue to it.

    A name is no part of a verb: what the parser hangs on one as such goes on with the word before it.
    """
    run = list(phrase)
    if not run:
        return run
    doc = run[0].doc
    while run[0].i and (_goes_back(run[0]) or _is_inside(run[0])):
        run.insert(0, doc[run[0].i - 1])
    while run[-1].pos_ == "PROPN" and (more := _glued(run[-1]) or _broken_off(run[-1])):
        run += more
    return run


def behind(title: Token, lexicon: Lexicon) -> tuple[Token, ...]:
    """The name that stands right behind a title; empty for other words and where none does: ``Dr Ann Lee``."""
    if title.text not in lexicon.titles:
        return ()
    rest = takewhile(lambda token: token.text[:1].isupper() or token.text == _HYPHEN, title.doc[title.i + 1 :])
    name = list(takewhile(lambda token: token.text not in lexicon.titles, rest))
    return tuple(whole(name)) if name and name[0].text != _HYPHEN else ()


def _goes_back(token: Token) -> bool:
    before = token.nbor(-1)
    broken = token.dep_.startswith("flat") and token.head.pos_ in VERBAL and token.pos_ == "PROPN"
    return broken and before.text.istitle() and before.pos_ in ("PROPN", "X", "NOUN") and before.head.i == token.head.i


def _broken_off(token: Token) -> list[Token]:
    """The word right behind a name that the parser hangs on its verb as part of a name: ``s'agace Fatima Ould-Ali``."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token
    broken = after.dep_.startswith("flat") and after.head.pos_ in VERBAL and after.head.i == token.head.i
    return [after] if broken and after.pos_ == "PROPN" and after.text.istitle() else []


def _is_inside(token: Token) -> bool:
    """Whether a word goes on with a name that small words lead to: ``Assad`` of ``Ibrahim al-Assad``."""
    before, first = token.nbor(-1), token.nbor(-2) if token.i > 1 else None
    if token.text == _HYPHEN:
        return before.lower_ in INNER and not before.whitespace_
    if before.text == _HYPHEN:
        return first is not None and first.lower_ in INNER and not before.whitespace_ and not first.whitespace_
    return token.lower_ in INNER and before.text.istitle() and before.pos_ == "PROPN"


def _glued(token: Token) -> list[Token]:
    """A hyphen and a capitalised word that stand right behind a word, without a space: ``-Sup``."""
    pair = list(token.doc[token.i + 1 : token.i + 3])
    close = not token.whitespace_ and len(pair) > 1 and not pair[0].whitespace_
    return pair if close and pair[0].text == _HYPHEN and pair[1].text[:1].isupper() else []
