"""A question as a row of items: words that ask, names, days, numbers, and what is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.answers.ask import concepts
from kg.answers.ask.compounds import bounded, joined, of_bodies, shared
from kg.answers.ask.dates import dated
from kg.answers.ask.edges import part_words
from kg.answers.ask.frame import Concept, PartyKind
from kg.answers.ask.grouping import grouped
from kg.answers.ask.item import OPENING, Item
from kg.answers.ask.mending import is_known, mend
from kg.answers.ask.names import LONGEST, Named, Names, any_of
from kg.answers.ask.periods import Period, months, periods
from kg.answers.ask.vocabulary import NEUTRAL, QuestionWord, Vocabulary, folded, vocabulary, words
from kg.languages.profile import data, text_rules
from kg.text.quantities.number_lexicon import lexicon as number_lexicon

_QUOTED = re.compile(r"[«“„\"]\s*([^«»“”„\"]{2,120}?)\s*[»”“\"]")
_QUOTED_KINDS = (PartyKind.AGENT, PartyKind.NAMED, PartyKind.KIND)
_INSIDE = " -‐‑'’\u00a0."  # what may stand between words of one name
_HYPHENS = ("-", "‐", "‑")
_TEMPORAL = frozenset({"in", "before", "after", "since", "until"})
_FIGURE = re.compile(r"\d([ \-‐‑]?)$")
_TITLE = 4  # letters from which a word with a capital inside a question is a name rather than a word that asks


@dataclass(frozen=True, slots=True)
class Mended:
    """A typing mistake, and what it was read as."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a question in a language."""

    language: str
    items: tuple[Item, ...]
    mended: tuple[Mended, ...] = ()
    by: str = ""  # what is counted by, where words beside the rest say so
    by_words: str = ""


def read(text: str, language: str, find: Names, is_word: Callable[[str], bool], *, mending: bool = True) -> Items:
    """The items of a question; ``is_word`` says whether a word stands in the articles, and so is no mistake.

    Names and countries are mended in any case; words that ask (*wich*) only with ``mending``.
    """
    pinned = [*_pinned(text, language, find)]
    mended: list[Mended] = []
    tokens: list[QuestionWord] = []
    for word in words(text):
        if _is_ending(text, word, language):
            continue
        if not any(start <= word.start < end for start, end, _ in pinned):
            small = _in_small_letters(word, language) if text.isupper() else word  # a whole question in capitals
            tokens.append(_mended(small, text, language, find, is_word, mended, mending))
    found = [item for _, _, item in pinned]
    at = 0
    while at < len(tokens):
        item = next(_items(text, tokens, at, language, find))
        found.append(item)
        at += max(1, len(item.words))
    ordered = sorted(found, key=lambda item: item.start)
    ordered[1:] = [replace(item, senses=item.senses - {OPENING}) for item in ordered[1:]]
    ordered = list(of_bodies(list(dated(list(_numbered(ordered, text)))), find, text))
    whole = list(bounded(joined(_framed(_restricted(ordered, language), language), language)))
    kept, by, said = grouped(tuple(shared(whole, language)), language)
    return Items(language, kept, tuple(mended), by, said)


def _is_ending(text: str, word: QuestionWord, language: str) -> bool:
    """Whether it only declines the number before it: "2016-го", "21st"; a letter apart is a unit: "20 м"."""
    before, table = _FIGURE.search(text[: word.start]), number_lexicon(language)
    apart = before is not None and before[1] == " " and len(word.text) == 1
    return before is not None and not apart and table is not None and table.lists.has("ordinals", word.folded)


def _numbered(items: Sequence[Item], text: str) -> Iterator[Item]:
    """The number of a name is a part of it: Nord Stream 2, but not "in Homs 50 died"."""
    for at, item in enumerate(items):
        before = items[at - 1] if at else None
        named = (
            before is not None and before.is_plain and before.text[0].isupper() and text[before.end : item.start] == " "
        )
        follows = items[at + 1] if at + 1 < len(items) else None
        of_model = follows is not None and follows.is_plain and follows.text.isupper()  # 737 MAX
        counts = follows is not None and (follows.is_plain or follows.concept or follows.has("people", "toll"))
        is_part = item.text.isdecimal() and (of_model or (named and at > 1 and not counts))
        yield replace(item, number=None) if is_part and item.number is not None else item


def _pinned(text: str, language: str, find: Names) -> Iterator[tuple[int, int, Item]]:
    """Quotations and days: no word inside of them asks anything."""
    taken: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        taken.append(match.span())
        phrase, inside = match[1], words(match[1])
        named = next((found for cut in (0, 1) if inside[cut:] and (found := find.at(phrase, inside[cut:]))), None)
        if named is not None and named.party.kind in _QUOTED_KINDS:  # «Белые каски», "militants"
            yield *match.span(), Item(phrase, *match.span(), party=named.party, oblique=named.oblique, words=inside)
            continue
        yield *match.span(), Item(phrase, *match.span(), concept=Concept(phrase, (f"={phrase.casefold()}",)))
    alone = (month for month in months(text, language) if not _is_no_month(text, month, language, find))
    for period in (*periods(text, language), *alone):
        if not any(start < period.end and period.start < end for start, end in taken):
            taken.append((period.start, period.end))
            said = text[period.start : period.end]
            senses = vocabulary(language).of_word(first) if (first := next(iter(words(said)), None)) else frozenset()
            when = None if _is_in_part(text, period, language) else period.when
            item = Item(said, period.start, period.end, senses, when=when, relative=when is None)
            yield period.start, period.end, item


def _is_in_part(text: str, period: Period, language: str) -> bool:
    """Whether a beginning or an end is said of days, and could not be read: "before the end of 2015", "early March"."""
    inside, before = words(text[period.start : period.end]), words(text[: period.start])
    beside = [word for word in before if vocabulary(language).of_word(word) != {"of"}][-1:]
    return any(word.folded in part_words(language) for word in (*inside, *beside))


def _is_no_month(text: str, month: Period, language: str, find: Names) -> bool:
    """Whether the name of a month is another's: of what is asked about (Mars), of somebody (Theresa May)."""
    table, tokens = vocabulary(language), words(text)
    at = next(at for at, word in enumerate(tokens) if word.start == month.start)
    before = table.of_word(tokens[at - 1]) if at else frozenset()
    after = table.of_word(tokens[at + 1]) if at + 1 < len(tokens) else frozenset()
    small = text_rules(language).months[0][0].islower()  # a capital is a name's, where months have none
    if small and month.start and text[month.start].isupper() and not before & _TEMPORAL:
        return True
    if "about" in before or (after & {"say", "deny", "blame", "call"} and "in" not in before):
        return True
    return at > 0 and find.at(text, tokens[at - 1 : at + 1]) is not None and find.at(text, tokens[at - 1 : at]) is None


def _mended(
    word: QuestionWord,
    text: str,
    language: str,
    find: Names,
    is_word: Callable[[str], bool],
    mended: list[Mended],
    mending: bool,
) -> QuestionWord:
    if vocabulary(language).of_word(word) or find.at(text, (word,)) or word.text.isupper():
        return word if find.at(text, (word,)) else _in_small_letters(word, language)
    if text[: word.start].endswith(_HYPHENS):  # Урум аль-Кубра
        return word
    meant = mend(word.folded, language)
    named = bool(word.start) and word.text[0].isupper()  # Addis is no "adds": a name is a mistake for a name
    if meant and (named or not mending) and meant in vocabulary(language).forms:
        meant = None
    if meant is None and not concepts.city_names(word.text):  # Ракка is no mistake for a name
        meant = find.nearly(word.folded)
    if meant is not None and (meant == word.folded or is_known(word.folded, language)):
        return word
    if meant is None or is_word(word.folded):
        return word
    mended.append(Mended(word.text, meant))
    return replace(word, folded=meant, text=meant)


def _in_small_letters(word: QuestionWord, language: str) -> QuestionWord:
    """A word in capitals that names nobody: the word that asks, where the language has one (NOT, ONLY)."""
    small = replace(word, text=word.text.lower())
    return small if word.text.isupper() and vocabulary(language).of_word(small) else word


def _items(text: str, tokens: Sequence[QuestionWord], at: int, language: str, find: Names) -> Iterator[Item]:
    """What may begin at a word, the longest first, ending with the word itself."""
    table = vocabulary(language)
    for size in range(min(LONGEST, len(tokens) - at), 0, -1):
        inside = tuple(tokens[at : at + size])
        gaps = [text[one.end : two.start] for one, two in pairwise(inside)]
        if any(gap.strip(_INSIDE) for gap in gaps):
            continue
        start, end, folded = inside[0].start, inside[-1].end, tuple(word.folded for word in inside)
        said = text[start:end]
        senses = table.senses.get(folded, frozenset()) if size > 1 else table.of_word(inside[0])
        subject = table.subjects.get(table.stemmed(inside))
        cut = _goes_on(text, tokens, at + size, table)
        senses = frozenset() if cut and size == 1 and "not" in senses else senses  # a no-fly zone
        named = None if cut or _asks(senses, inside[0], size) else find.at(_spelt(text, inside), _placed(inside))
        if size == 1 and at and not (senses or named) and "which" in table.of_word(tokens[at - 1]):
            kind = any_of(inside[0], language)
            named = Named(kind) if kind else None
        if not (senses or subject or named) and size > 1:
            continue
        concept = concepts.subject(subject, said) if subject else None
        if named:
            yield Item(said, start, end, senses, named.party, named.capital, named.adjective, named.oblique,
                       concept=concept, words=inside)  # fmt: skip
        elif senses or subject:
            yield Item(said, start, end, senses, concept=concept, words=inside)
        elif (number := _number(inside[0], language)) is not None:
            yield Item(said, start, end, number=number, words=inside)
        else:
            yield Item(said, start, end, words=inside)


def _goes_on(text: str, tokens: Sequence[QuestionWord], behind: int, table: Vocabulary) -> bool:
    """Whether a hyphen and a word that asks nothing follow: Croix-Rouge names no newspaper."""
    if behind >= len(tokens):
        return False
    before, other = tokens[behind - 1], tokens[behind]
    return text[before.end : other.start] in _HYPHENS and not table.of_word(other)


def _asks(senses: frozenset[str], word: QuestionWord, size: int) -> bool:
    """Whether a single word asks something rather than being a name."""
    return size == 1 and bool(senses) and not (word.start and word.text[0].isupper() and len(word.text) >= _TITLE)


def _spelt(text: str, inside: Sequence[QuestionWord]) -> str:
    """The words as they stand, mended ones as they are meant."""
    pieces, behind = [], inside[0].start
    for word in inside:
        pieces.append(text[behind : word.start] + word.text)
        behind = word.end
    return "".join(pieces)


def _placed(inside: Sequence[QuestionWord]) -> tuple[QuestionWord, ...]:
    """The words at their places in ``_spelt``."""
    found, shift, behind = [], 0, inside[0].start
    for word in inside:
        shift += word.start - behind
        found.append(replace(word, start=shift, end=shift + len(word.text)))
        shift, behind = shift + len(word.text), word.end
    return tuple(found)


def _number(word: QuestionWord, language: str) -> float | None:
    if word.text[0].isdecimal():
        return float(re.sub(r"\D", "", word.text))
    table = number_lexicon(language)
    value = table.cardinals.get(word.folded) if table else None
    return value if value is not None and value > 1 else None


def _framed(items: list[Item], language: str) -> list[Item]:
    """Russian *по американским данным* is *according to American data*, with whose they are in the middle."""
    rule = data(language, "questions").get("framed")
    opens, closes = (set(rule[name].split()) if rule else set() for name in ("opens", "closes"))
    found = list(items)
    for at, (first, whose, last) in enumerate(zip(items, items[1:], items[2:], strict=False)):
        ends = [item.words[0].folded if item.words else "" for item in (first, last)]
        stated = whose.party and whose.adjective and ends[1] in {*map(folded, closes)}
        called = whose.is_plain and last.has("source")  # "по медицинским источникам"
        if ends[0] in opens and (stated or called):
            found[at] = replace(first, senses=frozenset({"according"}))
            found[at + 2] = replace(last, senses=frozenset({NEUTRAL}))
    return found


def _excluded(items: list[Item], nobody: frozenset[str]) -> Iterator[Item]:
    """*Nobody but* and *not … anybody except* are *only*: what denies and who is denied are of it."""
    taken: set[int] = set()
    for at, item in enumerate(items):
        if not item.has("except"):
            continue
        inside = [other for other in range(max(0, at - 7), at + 1) if _names_any(items[other], nobody)]
        denied = [other for other in range(max(0, at - 7), at) if items[other].has("not", "ne")]
        near = inside and all(one.is_neutral or one.has("not") for one in items[inside[-1] + 1 : at])
        if near and denied and not any(one.party for one in items[denied[0] : at]):
            taken |= {*denied, *inside} - {at}
            items[at] = replace(item, senses=frozenset({"only"}))
    yield from (replace(one, senses=frozenset({NEUTRAL})) if at in taken else one for at, one in enumerate(items))


def _names_any(item: Item, nobody: frozenset[str]) -> bool:
    return any(word.folded in nobody for word in item.words)


def _restricted(items: list[Item], language: str) -> list[Item]:
    """French *ne … que* is *only*, unless a negation stands between; *personne ne* is nobody."""
    rule = data(language, "questions").get("restriction", {})
    items = list(_excluded(items, frozenset(rule.get("nobody", "").split())))
    if "opens" not in rule:
        return items
    opens, closes, negations = (set(rule[name].split()) for name in ("opens", "closes", "negations"))
    found = list(items)
    for at, item in enumerate(items):
        if not (item.words and item.words[0].folded in opens):
            continue
        if at and items[at - 1].words and items[at - 1].words[-1].folded in rule["nobody"].split():
            found[at - 1] = replace(items[at - 1], senses=frozenset({"degree"}))
        for other in range(at + 1, min(at + 8, len(items))):
            first = items[other].words[0].folded if items[other].words else ""
            behind = items[other + 1].words[:1] if other + 1 < len(items) else ()
            if first in rule["turned"].split() and behind and behind[0].folded in closes:
                found[other + 1] = replace(items[other + 1], senses=frozenset({"only"}))  # ne … pas que: not only
            if first in negations:
                break
            if first in closes:
                found[other] = replace(items[other], senses=frozenset({"only"}))
                break
    return found
