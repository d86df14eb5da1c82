"""Sentences that ask: which of them is the question, what only ends it, and what comes of each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.answers.ask import concepts
from kg.answers.ask.edges import without_edges
from kg.answers.ask.frame import Frame, Wanted
from kg.answers.ask.item import OPENING, Item
from kg.answers.ask.items import Items, read
from kg.answers.ask.names import Names
from kg.answers.ask.reader import Reader, Understanding
from kg.answers.ask.state import VERBS
from kg.answers.ask.vocabulary import NEUTRAL, languages, senses_of, words
from kg.languages.profile import LABEL_LANGUAGE, data, declined_in
from kg.sources.registry import Registry

_LONGEST = 40  # items
_SENTENCE_END = re.compile(  # no dot behind a letter or two: "the U.S. struck"
    r"(?:(?<=[^\s?.!…])\s?[?!…]|(?<=[^\s?.!…])(?<!\b[^\W\d_])(?<!\b[^\W\d_]{2})\.)[?.!…]*\s+(?=[^\s?.!…]{2})"
)
_ASKING = ("contradict", "compare", "deny", "blame", "first", "last", "most", "times")  # not what can have happened
_SAYS_SO = ("who", "say", "deny", "it", "pronoun", "that", "being", "what")  # "who says it did"
# What may stand in the words by which a question ends in asking for what is shown anyway, and where that is so.
_SHOWN = ("who", "whom", "say", "given", "print", "cite", "relay", "it", "each", "when", "where", "outlet", "pronoun",
          "by", "at", "on", "in", "from", "of", "and", "being", "light", "which")  # fmt: skip
_OTHERS = ("condemn", "admit", "warn", "tell", "deny", "blame", "call", "foretell")  # what no row shows of others
_SHOWING = (Wanted.CLAIMS, Wanted.WHO, Wanted.NUMBERS, Wanted.FIRST, Wanted.LAST, Wanted.TIMELINE, Wanted.HAPPENED,
            Wanted.TRUTH, Wanted.QUOTES)  # fmt: skip


def understand(
    question: str,
    registry: Registry,
    is_word: Callable[[str], bool] = lambda word: False,
    before: Frame | None = None,
    today: datetime.date | None = None,
) -> Understanding:
    """What a person asks; or that it is not sure, and why.

    Args:
        question: one question in one of ``languages()``.
        registry: where the names of sources are looked up.
        is_word: whether a word stands in the articles, and is no typing mistake.
        before: the frame of the question before, which this one may go on from.
        today: the day on which it is asked, the present one where it is left out.
    """
    spoken = max(languages(), key=lambda code: (_familiar(question, code), code == LABEL_LANGUAGE))
    if not words(question):
        return Understanding(question, spoken, None, "empty")
    find, sentences = Names(registry, spoken), _SENTENCE_END.split(question)
    polite = [one for one in sentences if not _asks_nothing(one, spoken)]
    if len(polite) == 1 < len(sentences):  # "Hello! What did X say? Thanks"
        return replace(understand(polite[0], registry, is_word, before, today), question=question)
    if not all(_is_neutral(more, spoken) or _is_beside(question, more, find) for more in sentences[1:]):
        told = _who_says_so(sentences, spoken, registry, is_word)
        return replace(told, question=question) if told else Understanding(question, spoken, None, "several")
    asked = without_edges(_without_ending(question, spoken, "closings"), spoken)
    items = read(asked, spoken, find, is_word, mending=False)
    if len(items.items) > _LONGEST:
        return Understanding(question, spoken, None, "long")
    ahead = [item for item in items.items[:3] if item.has("future")]
    if ahead and (ahead[0] is items.items[0] or not ahead[0].has(NEUTRAL)):  # "will X win", "X va-t-il gagner"
        return Understanding(question, spoken, None, "future")
    found = _understood(asked, items, registry, before)
    if found.frame is None:  # only now may a word be a mistake for one that asks: the coma is no "come"
        mended = read(asked, spoken, find, is_word)
        found = _understood(asked, mended, registry, before) if mended.mended != items.mended else found
    found = replace(found, question=question)
    is_to_come = found.frame is not None and _is_to_come(found.frame, today or datetime.date.today())
    return replace(found, frame=None, why="future", notes=(), light=()) if is_to_come else found


def _asks_nothing(text: str, language: str) -> bool:
    """Whether a sentence only greets or thanks."""
    closings = {form.lstrip(", ") for form in data(language, "questions").get("closings", "").split(" | ")}
    table, found = senses_of(language), [word.folded for word in words(text)]
    alone = all(NEUTRAL in table.get((word,), ()) for word in found)
    return text.strip(" ?.!…").casefold() in closings or NEUTRAL in table.get(tuple(found), ()) or alone


def _is_to_come(frame: Frame, today: datetime.date) -> bool:
    """Whether it is asked what happens on days that have not come."""
    first = frame.when.first if frame.when and not frame.when.yearless else None
    return frame.wanted in (Wanted.TRUTH, Wanted.HAPPENED) and first is not None and first > today.isoformat()


def _who_says_so(
    sentences: Sequence[str], spoken: str, registry: Registry, is_word: Callable[[str], bool]
) -> Understanding | None:
    """What is told in one sentence, and in the next asked who says or denies it: "X denied a raid. Who says so?".

    None for any other sentences, and where the first is negated, unless the second turns it: "who says it did".
    """
    if len(sentences) != 2:
        return None
    find = Names(registry, spoken)
    told, asked = sentences[0], _without_ending(sentences[1], spoken, "turned")
    first, second = (read(part, spoken, find, is_word, mending=False).items for part in (told, asked))
    asks = all(item.is_neutral or (item.has(*_SAYS_SO) and not item.party) for item in second)
    if not (asks and second) or not second[0].has("who") or not any(item.has("say", "deny") for item in second):
        return None
    if any(item.has("not", "ne") for item in first) and asked == sentences[1]:
        return None
    verb = next((at for at, item in enumerate(first) if item.has("say", "deny")), -1)
    led = verb > 0 and all(item.party or item.is_neutral for item in first[:verb])
    if verb >= 0 and not led and first[verb].has("deny"):
        return None
    himself = led and first[verb + 1 :][:1] and first[verb + 1].has("it", "pronoun")
    words_told = [*(first[:verb] if himself else ()), *(first[verb + 1 :] if led else first)]
    kept = " ".join(item.text for item in words_told if not item.has("not", "ne", "it", "pronoun", "that"))
    found = Reader(kept, read(kept, spoken, find, is_word, mending=False), registry).read_told("true")
    return found if found.frame and found.frame.wanted is Wanted.TRUTH else None


def _without_ending(question: str, language: str, name: str) -> str:
    """A question without what a row of questions.toml lets it end with, as "… or not?"; behind a comma: ", right?"."""
    forms = [form for form in data(language, "questions").get(name, "").split(" | ") if form]
    if not forms:  # a language need not have such a row
        return question
    endings = "|".join(("," if form[0] == "," else r"[\s,]") + rf"\s*{re.escape(form.lstrip(', '))}" for form in forms)
    ending = re.search(rf"\s*(?:{endings})[\s?.!]*$", question.replace("’", "'"), re.IGNORECASE)
    return question[: ending.start()] if ending else question


def _is_neutral(text: str, language: str) -> bool:
    """Whether a sentence asks nothing of its own: "Has X denied a raid? Which ones?", "… ? Direct quotes, please"."""
    table, found = senses_of(language), words(text)
    whole = table.get(tuple(word.folded for word in found), frozenset())
    alone = [table.get((word.folded,), frozenset()) for word in found]
    quotes = any("verbatim" in senses for senses in alone)
    return NEUTRAL in whole or (quotes and all(senses & {NEUTRAL, "verbatim"} for senses in alone))


def _without_shown(question: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Items without what a question ends in that asks for what every row shows: who says it, when, in what outlet.

    "…, and who said it", "et par quel journal", "? When and where was it printed?".
    """
    begun = range(2, len(items))
    cuts = [
        cut
        for cut in begun
        if items[cut].has("and") or set(",?") & set(question[items[cut - 1].end : items[cut].start])
    ]
    return next((items[:cut] for cut in cuts if _asks_for_shown(items[cut:], items[:cut])), items)


def _asks_for_shown(tail: Sequence[Item], head: Sequence[Item]) -> bool:
    """Whether all that some items ask for stands in the rows of what others ask."""
    if not all((one.is_neutral or one.has(*_SHOWN)) and not (one.party or one.concept or one.when) for one in tail):
        return False
    if any(one.has(*_OTHERS) for one in tail):  # "…, and who condemned it"
        return False
    tells = any(one.has("say", "given", "print", "cite", "relay") for one in tail)
    asks_who = any(one.has("who", "whom") for one in tail) and tells
    if asks_who and any(one.has("deny", "blame", "contradict") for one in head):
        return False
    if asks_who and any(one.has("who") for one in head):
        return any(one.has("cite") for one in tail)  # "who first reported it, and whom did he quote"
    dated = any(one.has("when", "outlet") for one in tail)
    return asks_who or dated or any(one.has("print") for one in tail)


def _is_beside(question: str, sentence: str, find: Names) -> bool:
    """Whether a sentence behind a question asks only for what its rows show: "Did he promise it? When and where?"."""
    first, asked, _ = question.partition("?")
    items = read(sentence, find.language, find, lambda word: False, mending=False).items
    head = read(first, find.language, find, lambda word: False, mending=False).items
    return bool(asked) and sentence not in first and _asks_for_shown(items, head)


def _understood(question: str, items: Items, registry: Registry, before: Frame | None) -> Understanding:
    """What the items of a question come to, as it stands or as something that may be said."""
    head = _without_shown(question, items.items)
    if len(head) < len(items.items):
        end, beside = head[-1].end, items.items[len(head) :]
        found = _understood(question[:end], replace(items, items=head), registry, before)
        if found.frame and found.frame.wanted in _SHOWING:
            return replace(found, question=question, shown=question[beside[0].start : beside[-1].end])
    found = Reader(question, items, registry).read(before)
    if found.frame is None and (sense := _of_the_world(items.items, found)) is not None:
        told = Reader(question, items, registry).read_told(sense)
        return found if told.frame is None else told
    return found


def _of_the_world(items: tuple[Item, ...], found: Understanding) -> str | None:
    """By which sense a question about what happened can be asked of what is said of it; None where it is no such one.

    "Was the bridge closed?" is *Is it true that …*, and of "Who closed the bridge?" there are claims.
    """
    if found.why not in ("unplaced", "nothing") or found.kept.speakers:
        return None
    if any(item.has(*_ASKING) for item in items):
        return None
    known = sum(bool(item.senses or item.party or item.concept) for item in items)
    if (items[0].has(OPENING) and known > 1) or any(item.has("whether") for item in items[1:4]):
        return "true"
    told = [item for item in items if not item.is_neutral]
    stances = (before.is_plain if item.has("that") else before.has("who") for before, item in pairwise(told)
               if item.has("that", "against"))  # fmt: skip
    if any(stances):
        return None  # "who doubts that", "who is against it": stances that no frame knows
    kept = any(item.has(*VERBS, "claim", "source", "speaker", "article", "outlet") for item in items)
    things = items[0].has("which") and len(items) > 1 and items[1].is_plain and _happens(items[2:], found.language)
    asks_of_deeds = (items[0].has("who") or things) and found.why == "unplaced" and not kept
    return "claim" if asks_of_deeds else None


def _happens(items: tuple[Item, ...], language: str) -> bool:
    """Whether something happens to what is asked about: "which hospitals were bombed"."""
    being = next((at for at, item in enumerate(items) if item.has("being")), len(items))
    return any(item.is_plain and concepts.is_event(item.words[0], language) for item in items[being:])


def _familiar(question: str, language: str) -> int:
    """How many of the words of a question a language asks with, and how many are of its letters."""
    table, found = senses_of(language), words(question)
    known = sum((word.folded,) in table for word in found)
    return 2 * known + sum(declined_in(word.text) == language for word in found)
