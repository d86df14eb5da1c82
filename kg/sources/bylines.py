"""The agency whose text an outlet prints, where a byline names it: ``AFP Wednesday 22 Jun 2016 Air strikes …``.

Blocks are cut by their form alone; here the registry tells an agency from a town or a speaker.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.languages.profile import supported, text_rules
from kg.model import AgentType, Block, BlockKind, Span
from kg.sources.registry import MEDIA, Registry
from kg.text.blocks.furniture import NAME, behind_agency

WIRES = frozenset({AgentType.NEWS_AGENCY, AgentType.STATE_MEDIA})
_PROSE = (BlockKind.HEADLINE, BlockKind.PARAGRAPH)
_LONGEST = 120  # code points of a line of credits, and of a byline
_AGENCY = "\0"  # stands for a name while a line is compared


def bylines(text: str, blocks: Iterable[Block], registry: Registry) -> Iterator[Block]:
    """The blocks of a text with its bylines cut off: before its first sentence, and lines that only give credit."""
    opening, seen = True, False
    for block in blocks:
        if block.kind not in _PROSE:
            yield block
            continue
        paragraph = block.kind is BlockKind.PARAGRAPH
        if is_credit(block.span.of(text), registry, block.language, bare=opening and seen, signed=seen):
            yield replace(block, kind=BlockKind.SIGNATURE, author=None)
            continue
        end = _byline(text, block, registry) if opening and (seen or paragraph) else block.span.start
        if end > block.span.start:
            yield Block(BlockKind.DATELINE, Span(block.span.start, end).stripped(text), block.language)
        if rest := Span(end, block.span.end).stripped(text):
            yield replace(block, span=rest)
        opening, seen = opening and not (paragraph and rest), True


def is_credit(line: str, registry: Registry, language: str, *, bare: bool = False, signed: bool = False) -> bool:
    """Whether a line names nobody but media and unnamed agencies behind a word of credit: ``Avec AFP``, ``By Reuters``.

    ``bare`` lines need no such word (``AFP``), nor do those with a desk behind (``Reuters Staff``); in ``signed`` ones
    the writer may stand before it: ``Ann Lee with AFP``.
    """
    if len(line) > _LONGEST:
        return False
    found = [row for row in registry.find(line, language) if row[2].type in MEDIA]
    for start, end, _ in reversed(found):
        line = line[:start] + _AGENCY + line[end:]
    match = _credit(language).fullmatch(_unnamed(language).sub(_AGENCY, line))
    if match is not None and match["writer"] and not signed:
        return False
    return match is not None and (bare or match["by"] is not None or match["desk"] is not None)


def credits_unnamed(line: str, language: str) -> bool:
    """Whether a line gives credit to agencies without their names: ``Source: Agencies``."""
    return _credit(language).fullmatch(_unnamed(language).sub(_AGENCY, line)) is not None


def _byline(text: str, block: Block, registry: Registry) -> int:
    """Where the byline that opens a block ends; its start where there is none."""
    start = block.span.start
    line = text[start : min(start + _LONGEST, block.span.end)]
    for begin, end, agent in registry.find(line, block.language)[:1]:
        before = _credit(block.language).fullmatch(line[:begin] + _AGENCY)
        behind = behind_agency(block.language).match(text, start + end, block.span.end)
        if agent.type in WIRES and before and behind:
            return behind.end()
    return start


@functools.cache
def _credit(language: str) -> re.Pattern[str]:
    """Names of agencies in a row, and what gives credit to them; an article or "and" has three letters at most."""
    rules = text_rules(language)
    crediting, desks = rules.crediting or "(?!)", rules.desks or "(?!)"
    return re.compile(
        rf"[\s(/—–-]*(?:(?:(?P<writer>{desks}|{NAME})[\s,(]+(?=[a-zà-ÿа-яё]))?(?P<by>{crediting})\s*(?:\w{{1,3}}(?:['’]|\s+))?)?"
        rf"{_AGENCY}(?:[\s,/;&]+(?:\w{{1,3}}(?:['’]|\s+)){{0,2}}{_AGENCY})*(?:\s+(?P<desk>{desks}))?[\s.)/]*"
    )


@functools.cache
def _unnamed(language: str) -> re.Pattern[str]:
    """Agencies without a name, in the article's language and the others."""
    words = (text_rules(code).agencies for code in (language, *supported()))
    return re.compile(rf"\b(?:{'|'.join(filter(None, words)) or '(?!)'})\b")
