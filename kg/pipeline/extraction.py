"""From an article to its claims: blocks, sentences, parse, attributions, speakers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from kg.claims import detect, resolve
from kg.claims.second_reader.doubts import Read
from kg.languages.cue_lexicon import lexicon
from kg.languages.profile import recognise, supported
from kg.model import Article, Block, BlockKind, Claim, Fact, Known, Span, edtf
from kg.model.errors import InputError, LanguageError
from kg.sources.bylines import bylines
from kg.sources.registry import Registry
from kg.sources.resources import Resources
from kg.text import parsers, truecase
from kg.text.blocks import blocks as cut
from kg.text.blocks.boilerplate import says_nothing, signs
from kg.text.dateline import find_date
from kg.text.parse_repair import repaired
from kg.text.quotation_marks import in_paragraphs
from kg.text.segmentation import split

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parser: TypeAlias = "Callable[[str, list[str]], Iterable[Doc]]"  # of a language and sentences
_WEEKS = timedelta(days=14)  # that a date line may be from the article's date before one of the two is doubted
_LONGEST = 20_000  # code points of a sentence: parsers take a gigabyte for each 100,000
_SIGNED = 3  # sentences of an article that may end in its writer's name
_HOLDS_CLAIMS = frozenset({BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.POST, BlockKind.CAPTION})


def complete(article: Article, registry: Registry) -> Article:
    """The article with the language and the date that its own text tells, where nothing else says them.

    A date of the text that lies weeks from the one that is said elsewhere is kept beside it: one of the two is wrong.

    Raises:
        LanguageError: it is in none of the supported languages.
    """
    language = language_of(article)
    if article.language.value is None:
        article = replace(article, language=Fact(language, Known.TEXT))
    lines = [
        block.span.of(article.text)
        for block in _blocks(article, language, registry)
        if block.kind is BlockKind.DATELINE
    ]
    date = next(filter(None, map(find_date, lines)), None)
    if date and article.date.value is None:
        return replace(article, date=Fact(date, Known.TEXT))
    return replace(article, date_line=date) if date and _apart(date, article.date.value) else article


def _apart(one: str, other: str | None) -> bool:
    """Whether weeks lie between two dates, as coarse as they are."""
    (first, last), (begin, end) = edtf.days(one), edtf.days(other or one)
    gaps = [later - earlier for later, earlier in ((begin, last), (first, end)) if later and earlier]
    return any(gap >= _WEEKS for gap in gaps)


def _blocks(article: Article, language: str, registry: Registry) -> Iterator[Block]:
    return bylines(article.text, cut(article, language), registry)


def claims(
    article: Article, resources: Resources, policy: detect.Policy = detect.CLAIMS, parse: Parser = parsers.parse
) -> tuple[Claim, ...]:
    """The claims of an article, one a sentence, in the order of its text: as in ``read``."""
    return read(article, resources, policy, parse).claims


def read(
    article: Article, resources: Resources, policy: detect.Policy = detect.CLAIMS, parse: Parser = parsers.parse
) -> Read:
    """An article as the rules read it: its claims, one a sentence, in the order of its text, and what they rest on.

    Args:
        article: what to read.
        resources: the sources and places that are known.
        policy: what detection may do.
        parse: a parser; a bench hands in one that remembers.

    Raises:
        InputError: the text holds no sentence.
        LanguageError: it is in none of the supported languages.
    """
    language = language_of(article)
    blocks = tuple(_blocks(article, language, resources.registry))
    sentences = tuple(parsed(article, blocks, parse))
    if not sentences:
        raise InputError(article.id, "at least one sentence", "Is the file empty, or no article?")
    found = tuple(zip(sentences, detect.attributions(sentences, policy), strict=True))
    printed = resolve.printed(article, blocks, resources.registry, language)
    said = resolve.discourse(article, resources, printed, blocks)
    return Read(article, sentences, resolve.read(found, article, printed, said), said, printed)


def language_of(article: Article) -> str:
    """The article's language, as asserted or as its text tells.

    Raises:
        LanguageError: it is none of the supported ones, or cannot be told.
    """
    found = article.language.value or recognise(article.text)
    if found in supported():
        return found
    said = f"text in the language {found}" if found else "a text whose language cannot be told"
    raise LanguageError(
        f"{article.id}: {said}", f"a text in {', '.join(supported())}", "If it is in one of these, set it with --lang."
    )


def parsed(article: Article, blocks: Sequence[Block], parse: Parser = parsers.parse) -> Iterator[detect.Sentence]:
    """Parsed sentences in order; neighbouring ones of one language go through the model together.

    Raises:
        InputError: one of them is longer than any sentence.
    """
    held = [block for block in blocks if block.kind in _HOLDS_CLAIMS]
    rows = [
        (block, span, quotes)
        for block, quotes in zip(held, in_paragraphs(article.text, [block.span for block in held]), strict=True)
        for span in split(article.text, block.span, block.language)
        if block.kind is BlockKind.HEADLINE or not says_nothing(span.of(article.text))
    ]
    if len(rows) > _SIGNED and signs(rows[-1][1].of(article.text)):
        rows.pop()
    small, names = truecase.vocabulary(
        " ".join(span.of(article.text) for block, span, _ in rows if block.kind is not BlockKind.HEADLINE)
    )
    if longest := max((span.end - span.start for _, span, _ in rows if span.end - span.start > _LONGEST), default=0):
        said = f"{article.id}: a sentence of {longest:,} characters"
        raise InputError(said, f"sentences of at most {_LONGEST:,}", "Is it a table, or code? Leave it out.")
    for language, group in groupby(rows, key=lambda row: row[0].language):
        members: list[tuple[Block, Span, tuple[Span, ...]]] = list(group)
        words = lexicon(language)
        known = truecase.with_verbs(small, words.reporting)
        wordings = (_plain(block, span.of(article.text), known, names) for block, span, _ in members)
        docs = parse(language, list(wordings))
        for (block, span, quotes), doc in zip(members, docs, strict=True):
            if block is not held[0] and _is_shouted(block, span.of(article.text), doc):
                continue
            touching = tuple(quote for quote in quotes if quote.overlaps(span))
            yield detect.Sentence(article.text, span, block, repaired(doc, words), words, touching)


def _is_shouted(block: Block, wording: str, doc: Doc) -> bool:
    """Whether a line between paragraphs is a heading in capitals without a finite verb, which claims nothing."""
    heading = block.kind is BlockKind.HEADLINE and wording.isupper() and len(wording.split()) > 1
    return heading and not any("Fin" in token.morph.get("VerbForm", []) for token in doc)


def _plain(block: Block, wording: str, small: frozenset[str], names: frozenset[str]) -> str:
    """A sentence as it is parsed: a headline in title case as if it were prose, letter for letter."""
    titled = block.kind is BlockKind.HEADLINE and truecase.is_titled(wording)
    return truecase.written_small(wording, small, names) if titled else wording
