"""Names that no table holds, and weapons: what sort of thing the words themselves say it is.

A run of proper names is a person behind a title or a calling, or where its last word was a person's before; a body
where it holds the noun of one. Every other name keeps its words and no sort: unknown stays unknown.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.claims.resolve.discourse import Discourse
from kg.languages import given_names
from kg.languages.profile import FOLDER
from kg.model import Mention, Span
from kg.sources.registry import PERSONS
from kg.text.sentence import Sentence

if TYPE_CHECKING:
    from kg.text.parse import Token

_INNER = frozenset(["-", "’", "'", ".", "al", "el", "bin", "ben", "de", "la", "van", "von"])
_ROMAN = re.compile(r"[IVXLC]+")
_CAPITALS = re.compile(r"[A-ZА-ЯЁ]{2,6}")


@functools.cache
def _weapons() -> re.Pattern[str]:
    with (FOLDER / "weapons.toml").open("rb") as handle:
        raw = {name: sorted(words.split(), key=len, reverse=True) for name, words in tomllib.load(handle).items()}
    named = "|".join(re.escape(name).replace(r"\-", "[ -]") for name in raw["names"])
    substances = "|".join(re.escape(name).replace(r"\-", "[ -]") for name in raw["substances"])
    designations = f"(?:{'|'.join(map(re.escape, raw['prefixes']))})-?[0-9]{{1,4}}[A-ZА-Я]{{0,3}}"
    return re.compile(rf"(?<![\w-])(?:{named}|(?i:{substances})|{designations})(?![\w])")


def weapons(sentence: Sentence) -> Iterator[Mention]:
    """Weapons that a sentence names, by name or designation."""
    text = sentence.span.of(sentence.text)
    for found in _weapons().finditer(text):
        span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
        yield Mention(span, found[0], type="weapon")


def names(sentence: Sentence, taken: list[Span], discourse: Discourse) -> Iterator[Mention]:
    """The proper names of a sentence outside of some spans, each with its sort where the words tell it."""
    for run in _runs(sentence, taken):
        sort = _sort(sentence, run, discourse)
        span = sentence.span_of(_untitled(sentence, run) if sort == "person" else run)
        if span is not None:
            yield Mention(span, span.of(sentence.text), type=sort)


def _runs(sentence: Sentence, taken: list[Span]) -> Iterator[list[Token]]:
    run: list[Token] = []
    inside = {index for span in taken for index in sentence.inside(span)}
    for token in sentence.doc:
        free = token.i not in inside
        named = token.pos_ == "PROPN" and token.text[:1].isupper()
        if free and (named or (run and token.lower_ in _INNER and _goes_on(token))):
            run.append(token)
        elif run:
            yield from _whole(run)
            run = []
    yield from _whole(run)


def _goes_on(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.pos_ == "PROPN" and (token.is_alpha or not token.whitespace_)


def _whole(run: list[Token]) -> Iterator[list[Token]]:
    while run and run[-1].pos_ != "PROPN":
        run = run[:-1]
    if any(len(token.text) > 1 and token.is_alpha and not _ROMAN.fullmatch(token.text) for token in run):
        yield run


def _sort(sentence: Sentence, run: list[Token], discourse: Discourse) -> str:
    lexicon = sentence.lexicon
    before = run[0].nbor(-1) if run[0].i else None
    callings = lexicon.callings
    titled = before is not None and (before.lemma_.lower() in callings or before.text in lexicon.titles)
    own = any(token.lower_ in callings or token.text in lexicon.titles for token in run[:-1])
    known = discourse.by_surname(run[-1].text, lexicon.language)
    if titled or own or (known is not None and known.type in PERSONS) or _lives(run):
        return "person"
    if any(token.lemma_.lower() in lexicon.bodies or token.lower_ in lexicon.bodies for token in run):
        return "organisation"
    if given_names.bearer(" ".join(token.text for token in run), lexicon.language):
        return "person"
    return "organisation" if len(run) == 1 and _CAPITALS.fullmatch(run[0].text) and not _shouts(sentence) else "thing"


def _lives(run: list[Token]) -> bool:
    """Whether a name of two words is a person's where the language marks what lives: ``Андрея Петрова``."""
    return len(run) > 1 and all("Anim" in token.morph.get("Animacy", []) for token in run)


def _untitled(sentence: Sentence, run: list[Token]) -> list[Token]:
    """A person's name without the calling or the body before it: ``Mayor Rosa Quill``, ``(глава) РЖД Пётр Котов``."""
    callings = sentence.lexicon.callings
    case = run[-1].morph.get("Case", [])
    while case and run[0].morph.get("Case", []) != case:
        run = run[1:]
    last = max(
        (at for at, token in enumerate(run[:-1]) if token.lower_ in callings or token.text in sentence.lexicon.titles),
        default=-1,
    )
    return run[last + 1 :]


def _shouts(sentence: Sentence) -> bool:
    """Whether most of a sentence is in capitals: then they tell nothing."""
    words = [token for token in sentence.doc if token.is_alpha and len(token.text) > 1]
    return sum(token.text.isupper() for token in words) * 2 > len(words)
