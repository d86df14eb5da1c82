"""Turns of a printed talk: paragraphs that open with who speaks, as interviews, hearings and transcripts are printed.

``WALLACE: Let's start.``, ``Anna Petrova: No, never.``, ``A. Petrova: No.`` One paragraph may begin so for another
reason: with the place it is dated from (``KARACHI: The minister …``), or with what it is (``Update: …``). That a label
is a speaker shows in the whole article: the label comes back, alternates with another one, has initials, or is a name
that the prose uses too.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.languages.letters import CAPITALS
from kg.model import Span
from kg.text.sentence import Sentence

_LABEL = re.compile(
    r"[\"“«–—-]?[ \u00a0]*(?P<name>[^\W\d_](?:[^\n:!?;,«»\"“”.]|(?<=\b[^\W\d_])\.|"
    rf"(?<=\b[{CAPITALS}][^\W\d_])\.|(?<=\b[{CAPITALS}][^\W\d_]{{2}})\.){{0,60}}?)[ \u00a0]?:[ \u00a0]+"
    r"(?P<words>[^\n]*)"
)
_MOST_WORDS = 5  # of a label
_CAPITALS = 3  # turns of a talk whose labels are all in capitals
_ALONE = 3  # turns of a talk in which one speaker alone is named
_BACK = 2  # times that a label opens a paragraph where two take turns
_SPOKEN = 4  # words of a turn; half of a label's are longer, or it is the head of a table
_INITIAL = re.compile(rf"(?:[{CAPITALS}]\.[ \u00a0-]?)+(?=[{CAPITALS}])[^\W\d_]+(?:[ -][^\W\d_]+)*")  # "J.-P. Martin"
_STOPS = '.!?…»”"'
GLUED = re.compile(r"(?<=[^\W\d_A-ZÀ-ÝА-ЯЁ])(?=[A-ZÀ-ÝА-ЯЁ])")


def find(sentence: Sentence) -> Iterator[Attribution]:
    """The attribution of what stands behind the label that opens a paragraph."""
    name = turn(sentence)
    if name is None or name.start < sentence.span.start or name.end > sentence.span.end:
        return
    start = sentence.text.index(":", name.end) + 1
    content = sentence.trimmed(Span(start, sentence.span.end)) if start < sentence.span.end else None
    head = next((token for token in reversed(sentence.doc) if name.start <= sentence.at(token) < name.end), None)
    if content and head is not None:
        yield Attribution(DETECTOR, "", Span(start - 1, start), name, (content,), head, exact=True)


DETECTOR = Detector("turn", find, ContentFrom.BEHIND, Decides.WORDS)


def turn(sentence: Sentence) -> Span | None:
    """Whose turn the paragraph of a sentence is, by the label that opens it."""
    block = sentence.block.span
    found = _LABEL.match(sentence.text, block.start, block.end)
    return Span(*found.span("name")) if found and found["name"] in talk(sentence.text).speakers else None


def other_label(sentence: Sentence) -> str:
    """The label that opens the paragraph of a sentence and names no speaker: ``Note: …``; empty for none."""
    block = sentence.block.span
    found = _LABEL.match(sentence.text, block.start, block.end)
    return "" if found is None or found["name"] in talk(sentence.text).speakers else found["name"]


def words_of(label: str) -> list[str]:
    """The words of a label, with those apart that are written as one: ``AnnaPetrova``, ``A.Petrova``."""
    return GLUED.sub(" ", re.sub(r"\.(?=[^\W\d_])", ". ", label)).split()


def has_initials(label: str) -> bool:
    """Whether a label is a surname with initials: ``A. Petrova``, ``J.-P. Martin``."""
    return _INITIAL.fullmatch(label) is not None


def in_full(label: str, text: str) -> str:
    """The name that an article writes in full elsewhere for a label with initials; the label where it has none."""
    initial, last = label[0], re.escape(words_of(label)[-1])
    found = set(re.findall(rf"\b{initial}[^\W\d_]+(?:-[^\W\d_]+)? {last}\b", text))
    return found.pop() if len(found) == 1 else label


@dataclass(frozen=True, slots=True)
class Talk:
    """The labels of an article that name who speaks, and those among them that name an interviewer by no name."""

    speakers: frozenset[str] = frozenset()
    interviewers: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=16)  # an article is asked about for each of its sentences
def talk(text: str) -> Talk:
    """What the labels of an article's paragraphs tell together."""
    words: dict[str, list[str]] = {}  # what stands behind each label, paragraph by paragraph
    order: list[str] = []
    for line in re.finditer(r"^.+", text, re.MULTILINE):
        label = _LABEL.match(line.group())
        if label and len(label["name"].split()) <= _MOST_WORDS:
            words.setdefault(label["name"], []).append(label["words"])
            order.append(label["name"])
    capitals = {name for name in words if name.upper() == name and len(name) > 2}
    found = capitals if sum(len(words[name]) for name in capitals) >= _CAPITALS else set()
    spoken = {name for name, rows in words.items() if _half(len(row.split()) >= _SPOKEN for row in rows)}
    asking = {name for name in spoken if _half("?" in row for row in words[name])}
    names = asking | {name for name in spoken if _is_written_as_name(name) or _in_prose(name, text)}
    answered = _answered(asking, names, text)
    back = {name for name in names if len(words[name]) >= _BACK}
    initials = {name for name in words if has_initials(name) and _half(row[-1:] in _STOPS for row in words[name])}
    told = [row for name in initials for row in words[name]]
    if len(told) >= _BACK and _half(len(row.split()) >= _SPOKEN for row in told):
        found = found | initials
    if len(back) > 1 and not back <= asking and _alternate(back, order):
        found = found | back | {name for name in names if _is_written_as_name(name)}
    else:
        found = found | {name for name in back if len(words[name]) >= _ALONE and _in_prose(name, text)}
    asks = (found & asking) - capitals | (answered & asking) - found
    single = {name for name in asks if len(words_of(name)) == 1}
    return Talk(frozenset(found | answered), frozenset(single))


def _answered(asking: set[str], names: set[str], text: str) -> set[str]:
    """Who asks and who answers, where paragraphs with a question and an answer follow each other, be it once."""
    labels = [_LABEL.match(line.group()) for line in re.finditer(r"^.+", text, re.MULTILINE)]
    found: set[str] = set()
    for one, two in itertools.pairwise(labels):
        if one and two and one["name"] in asking and one["words"].rstrip().endswith("?"):
            found |= {one["name"], two["name"]} if two["name"] in names - asking else set()
    return found


def _half(rows: Iterable[bool]) -> bool:
    """Whether at least half are true."""
    told = list(rows)
    return sum(told) * 2 >= len(told)


def _is_written_as_name(name: str) -> bool:
    """Whether a label has two words with capitals, be they written as one: ``Anna Petrova``, ``A.Petrova``."""
    words = words_of(name)
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()


def _in_prose(name: str, text: str) -> bool:
    """Whether the last word of a label stands elsewhere in the article, with its capital, and no colon behind it."""
    last = re.escape(words_of(name)[-1])
    return last[:1].isupper() and re.search(rf"\b{last}\b(?! ?:)", text) is not None


def _alternate(labels: set[str], order: list[str]) -> bool:
    """Whether speakers take turns: a label seldom follows itself."""
    row = [label for label in order if label in labels]
    return _half(one != two for one, two in itertools.pairwise(row))
