"""Lines that were broken to fit a width, joined again: words cut by a hyphen, too.

Only narrow lines, and those that cut a word, are joined here: ``kg.text.blocks`` knows lines of 60 columns and more. A
text that needs nothing stays as it is, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.languages.profile import supported, text_rules

_NARROWEST = 20  # columns to which texts are wrapped
_WIDEST = 100
_NARROW = 60  # below it, nothing else joins lines
_FEWEST = 3  # lines that show a common width
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_CUT = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?…:;][\s»”“’\"')\]]*$")


def ends_sentence(line: str) -> bool:
    """Whether a line ends with a mark that ends a sentence or opens what is told."""
    return bool(_ENDS.search(line[-100:]))


def joined(lines: Sequence[str]) -> str:
    """Lines as one, with the words that they cut put together.

    A hyphen stays where a capital or a figure follows it, and beside the words that a language writes with one
    (``hyphened`` in ``text.toml``: "dit-il", "кто-то"); that in other compounds is lost with the break.
    """
    pieces: list[str] = []
    for line in filter(None, (line.strip() for line in lines)):
        if pieces:
            pieces[-1] = _before(pieces[-1], line)
        pieces.append(line)
    return "".join(pieces)


def _before(above: str, line: str) -> str:
    """A line as it stands before the next one: with a space, or without the hyphen of a word that it cuts."""
    cut, behind = _CUT.search(above), _GOES_ON.match(line)
    if not cut:
        return above if above.endswith("-") and above[-2:-1].isdigit() else f"{above} "
    if behind and behind.group().islower() and not _keeps(cut[1], behind.group()):
        return above[:-1]
    return above.removesuffix("\u00ad")


def _keeps(before: str, behind: str) -> bool:
    rules = [text_rules(code).hyphened for code in supported()]
    return any(behind.casefold() in words or before.casefold() in words for words in rules)


def of_page(lines: Sequence[str]) -> str:
    """The text of a page or a feed from its lines, a paragraph each; those that were broken to a width are joined.

    Their mark-up does not tell a paragraph from a line that was broken, in ``pre`` or by ``br``.
    """
    text = "\n".join(lines)
    return unwrapped(text, _WIDEST + 1).replace("\n\n", "\n").replace("\n", "\n\n")


def unwrapped(text: str, narrow: int = _NARROW) -> str:
    """A text with the lines of its paragraphs joined, where they were wrapped to fewer columns than some or cut words.

    The width is that of the longest line among those that have neighbours; wrapped they are if the first word of nearly
    every next one would not have fitted, and most go on in the middle of a sentence.
    """
    lines = [found.group() for found in _LINE.finditer(text) if found.group()]
    bare = [line.rstrip() for line in lines]
    short = [0 < len(line) <= _WIDEST for line in bare]
    pairs = [at for at in range(len(bare) - 1) if short[at] and short[at + 1]]
    inside = [at for at in pairs if at > 0 and short[at - 1]]  # a title above its text may be longer than that is wide
    width = max((len(bare[at]) for at in inside or pairs), default=0)
    if len(pairs) < _FEWEST - 1 or width < _NARROWEST:
        return text
    filled = {at for at in pairs if _CUT.search(bare[at]) or len(bare[at]) + 1 + _first(bare[at + 1]) > width}
    goes_on = sum(bare[at + 1].lstrip()[:1].islower() for at in filled)
    early = [at for at in inside if at not in filled and not ends_sentence(bare[at])]
    cuts = any(_CUT.search(bare[at]) and bare[at + 1].lstrip()[:1].islower() for at in filled)
    if len(filled) < _FEWEST - 1 or 2 * goes_on < len(filled) or 5 * len(early) > len(pairs):
        return text
    return "".join(_rejoined(lines, bare, filled)) if width < narrow or cuts else text


def _first(line: str) -> int:
    return len((line.split() or [""])[0])


def _rejoined(lines: Sequence[str], bare: Sequence[str], filled: set[int]) -> Iterator[str]:
    held: list[str] = []
    for at, line in enumerate(lines):
        held.append(bare[at])
        if at not in filled:
            end = line[len(line.rstrip("\r\n")) :]
            yield joined(held) + (
                end if at + 1 >= len(lines) or len(held) == 1 or not bare[at + 1 : at + 2][0] else 2 * end
            )
            held = []
