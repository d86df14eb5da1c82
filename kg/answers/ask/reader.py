"""Reads a question into a frame: from left to right, each item takes the place that the words before it give it.

No word of a language stands here: ``kg/languages/*/questions.toml`` says which words have which sense. Whatever finds
no place is named, and the question then has no frame: nothing is answered by likeness.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.answers.ask import concepts, names
from kg.answers.ask.accounting import unaccounted
from kg.answers.ask.dates import without_edges
from kg.answers.ask.frame import Frame, Wanted
from kg.answers.ask.item import OPENING, Item, light
from kg.answers.ask.items import Items, Mended, read
from kg.answers.ask.names import Names
from kg.answers.ask.plain_words import PlainWords
from kg.answers.ask.session import goes_on, merged
from kg.answers.ask.state import COUNTED, VERBS
from kg.answers.ask.vocabulary import NEUTRAL, languages, senses_of, words
from kg.answers.ask.wanted import is_dated, lacks, order, stance, unused, value, wanted
from kg.languages.normalize import is_determiner
from kg.languages.profile import LABEL_LANGUAGE, data, declined_in
from kg.propositions.verdicts.source_scope import UNNAMED
from kg.sources.registry import Registry

_LONGEST = 40  # items
_SENTENCE_END = re.compile(  # no dot behind a letter or two: "the U.S. struck"
    r"(?:(?<=[^\s?.!…])\s?[?!…]|(?<=[^\s?.!…])(?<!\b[^\W\d_])(?<!\b[^\W\d_]{2})\.)[?.!…]*\s+(?=[^\s?.!…]{2})"
)
# What a word may still do inside a clause of what is said; any other word that asks only tells there.
_IN_CLAUSE = frozenset({"neutral", "and", "or", "not", "ne", "about", "in", "on", "of", "by", "from", "according", "at",
                        "to", "before", "after", "since", "until", "that", "who", "what", "it", "one", "both", "people",
                        "between", "yesno", "whether", "rest", "only", "single", "howmany", "number", "discard",
                        "without", "degree", "behalf", "except", "being"})  # fmt: skip
_ASKING = ("contradict", "compare", "deny", "blame", "first", "last", "most", "times")  # not what can have happened
_SAYS_SO = ("who", "say", "deny", "it", "pronoun", "that", "being", "what")  # "who says it did"
# What may stand in the words by which a question ends in asking for what is shown anyway, and where that is so.
_SHOWN = ("who", "whom", "say", "given", "print", "cite", "relay", "it", "each", "when", "where", "outlet", "pronoun",
          "by", "at", "on", "in", "from", "of", "and", "being", "light", "which")  # fmt: skip
_OTHERS = ("condemn", "admit", "warn", "tell", "deny", "blame", "call", "foretell")  # what no row shows of others
_SHOWING = (Wanted.CLAIMS, Wanted.WHO, Wanted.NUMBERS, Wanted.FIRST, Wanted.LAST, Wanted.TIMELINE, Wanted.HAPPENED,
            Wanted.TRUTH, Wanted.QUOTES)  # fmt: skip
_NOUNS = ("foretell", "say", "claim", "mention", "call", "relay", "copy", "spread", "deny", "verbatim", "noun")


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood. ``frame`` is None where that is not sure: then ``why`` says what is in the way.

    ``unplaced`` are words that found no place; ``kept`` is as much of the frame as was understood anyway.
    """

    question: str
    language: str
    frame: Frame | None
    why: str = ""
    unplaced: tuple[str, ...] = ()
    mended: tuple[Mended, ...] = ()
    notes: tuple[str, ...] = ()  # keys of [reply] that the answer must say
    light: tuple[str, ...] = ()
    shown: str = ""  # words that ask for what stands in every row
    kept: Frame = field(default_factory=Frame)


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
    if not all(_is_neutral(more, spoken) or _is_beside(question, more, find) for more in sentences[1:]):
        told = _who_says_so(sentences, spoken, registry, is_word)
        return replace(told, question=question) if told else Understanding(question, spoken, None, "several")
    asked = without_edges(_without_ending(question, spoken, "closings"), spoken)
    items = read(asked, spoken, find, is_word, mending=False)
    if len(items.items) > _LONGEST:
        return Understanding(question, spoken, None, "long")
    found = _understood(asked, items, registry, before)
    if found.frame is None:  # only now may a word be a mistake for one that asks: the coma is no "come"
        mended = read(asked, spoken, find, is_word)
        found = _understood(asked, mended, registry, before) if mended.mended != items.mended else found
    found = replace(found, question=question)
    is_to_come = found.frame is not None and _is_to_come(found.frame, today or datetime.date.today())
    return replace(found, frame=None, why="future", notes=(), light=()) if is_to_come else found


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
    if not asks or not second[0].has("who") or not any(item.has("say", "deny") for item in second):
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
    found = _Reader(kept, read(kept, spoken, find, is_word, mending=False), registry).read_told("true")
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
    found = _Reader(question, items, registry).read(before)
    if found.frame is None and (sense := _of_the_world(items.items, found)) is not None:
        told = _Reader(question, items, registry).read_told(sense)
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


class _Reader(PlainWords):
    """One question, read once."""

    def read(self, before: Frame | None) -> Understanding:
        """All items, one after another, and what they come to."""
        at, head = 0, self._head()
        while at < len(self.items):
            if at == 0 and head:
                sides = all(one.party or one.has("or", "and") for one in self.items[:head]) and head > 1
                told = self.items[head].has("what") and any(one.has("say") for one in self.items[head + 1 : head + 3])
                by_itself = told and not any(one.party for one in self.items[head : head + 4])
                self.role = "speaker" if sides or (by_itself and self.items[0].party) else "about"
            if at == head and head:
                self.role = ""
            self.either = self._is_alternative(at)
            at += self._take(at, self.items[at])
        self._settle()
        frame = self._frame()
        nobody = self.pronouns if before is None or not before.speakers or len(before.speakers) > 1 else ()
        self.unplaced.extend((*unused(self, frame), *self.addressed, *nobody))
        if not self.unplaced:
            self.unplaced.extend(unaccounted(self, frame))
        why = self._obstacle(frame)
        if why:
            unplaced = tuple(dict.fromkeys(self.relative if why == "relative" else self.unplaced))
            return Understanding(self.question, self.language, None, why, unplaced, self.mended, kept=frame)
        if goes_on(self, frame, before):
            if before is None:
                return Understanding(self.question, self.language, None, "goes_on", (), self.mended, kept=frame)
            frame = merged(before, frame, self)
        elif missing := lacks(self, frame):
            return Understanding(self.question, self.language, None, missing, (), self.mended, kept=frame)
        notes = ("rest",) if frame.wanted is Wanted.ONLY and "rest" in self.seen and "only" not in self.seen else ()
        if frame.wanted is Wanted.CONTRADICTIONS and "number" in self.met:  # candidates of all kinds
            self.manner.append(self.met["number"])
        when = self.met["when"] if "when" in self.met and is_dated(self, frame) else ""
        loose = tuple(dict.fromkeys((*self.light, *self.manner)))
        return Understanding(self.question, self.language, frame, "", (), self.mended, notes, loose, when, frame)

    def _is_alternative(self, at: int) -> bool:
        """Whether an *or* stands right before: "about the blast or (about) the fire"."""
        passed = ("about", "of", "in", "on", "at", "from", "by")
        before = self.before(at, *passed)
        return before is not None and before.has("or")

    def _head(self) -> int:
        """How many items stand before a colon and name a subject, which no word there asks for; 0 where none do."""
        before, colon, _ = self.question.partition(": ")
        head = [item for item in self.items if item.end <= len(before)] if colon else []
        asks = any(item.has(*VERBS, *COUNTED, "who", "what", "howmany", "compare") for item in head)
        return 0 if asks or len(head) == len(self.items) or not self._asks_behind(len(head)) else len(head)

    def _asks_behind(self, head: int) -> bool:
        """Whether what comes behind a colon asks for something of its own: what stands before is its subject."""
        rest = self.items[head:]
        if any(item.has("who", "howmany", "first", "article", "timeline", "number", "toll") for item in rest):
            return True
        return any(item.party for item in rest) and any(item.has(*VERBS) for item in rest)

    def read_told(self, sense: str) -> Understanding:
        """All items as what may be said: asked whether it is true, or for the claims."""
        self.role, self.verb, self.told = "that", "say", True
        self.seen |= {sense, "that"}
        return self.read(None)

    def _take(self, at: int, item: Item) -> int:
        """Take an item; how many were taken."""
        spoken = next((sense for sense in item.senses if sense.startswith("language:")), "")
        if spoken:
            self.spoken = spoken.partition(":")[2]
        elif item.when or item.relative:
            self.day(at, item)
        elif item.party:
            self.party(at, item, item.party)
        elif item.number is not None:
            self.number(at, item, item.number)
        elif self._is_noun(at, item):
            self.nouns.add(item.start)
            self.topic(concepts.of_word(item.words[0], self.language), item)
        elif item.senses and not item.has("other") and not self._only_tells(item):
            self.sense(at, item)
        elif item.concept:
            self.topic(item.concept, item)
        else:
            return self.word(at, item)
        return 1

    def _is_noun(self, at: int, item: Item) -> bool:
        """Whether a word that may ask is what is asked about: "about the talks", "on the Iran deal"."""
        if item.has("noun") and item.has("blame"):
            return bool(self.verb)  # "what does Moscow answer to the accusations"
        if self._is_determined(at) and item.has("noun"):  # "qui a annoncé la reprise de Palmyre"
            return True
        if self.role not in ("about", "where") or not (item.words and item.has(*_NOUNS)) or item.concept:
            return False
        before = self.before(at)
        if before is not None and before.has("about", "of"):
            return item.has("noun") or not item.has("article", "say")
        return item.has("noun") and before is not None and bool(before.is_plain or before.party or before.concept)

    def _is_determined(self, at: int) -> bool:
        """Whether an article stands before a word, behind a verb whose object it is."""
        beside = self.items[at - 1] if at else None
        determined = beside is not None and beside.is_neutral and is_determiner(beside.text, self.language)
        return determined and self.asks_who and self.role in ("object", "counted") and self.verb == "say"

    def _only_tells(self, item: Item) -> bool:
        """Whether a word that may ask is here one of a subject: "the death toll" behind "about"."""
        if item.concept is not None or (light(item) and self.role in ("about", "that", "object")):
            return True
        if item.has("highest", "lowest") and len(item.words) == 1:  # "the biggest attack"
            counting = (
                one.has("howmany", "number", "toll", "most") or concepts.is_toll(one.concept) for one in self.items
            )
            return not any(counting)
        return self.role == "that" and not item.senses & _IN_CLAUSE

    def _settle(self) -> None:
        """Those that a word alone names: unnamed sources, any relay; light words where there is no other subject."""
        if self.light and not self.topics["about"] and not self.topics["where"]:
            found = (word for item in self.items for word in item.words if item.text in self.light)
            self.topics["about"].extend(concepts.of_word(word, self.language) for word in found)
            self.light = []
        if self.verb == "cite" and not self.asks_who and {"source", "speaker"} & set(self.counted):
            self.slots["through"], self.slots["speakers"] = self.slots["speakers"], []  # "how many sources does X cite"
        if "unnamed" in self.seen and not self.has_speaker:
            self.slots["speakers"].append(names.unnamed(None, self.language))
        if any(party.value == UNNAMED for party in self.slots["speakers"]) and not self.verb:
            self.seen = self.seen - {"source", "speaker"} | {"claim"}
        if self.verb == "relay" and not self.asks_who and "what" in self.seen and self.slots["speakers"]:
            self.slots["through"], self.slots["speakers"] = self.slots["speakers"], []
        relayed = self.seen & {"relay", "reach"} and not self.asks_who and not self.seen & {"that", "copy", "only"}
        if relayed and not self.has_speaker and not self.slots["through"]:
            self.slots["through"].append(self.any_relay())

    def _obstacle(self, frame: Frame) -> str:
        """What is in the way of any frame."""
        if self.relative:
            return "relative"
        if "true" in self.seen and not frame.about:
            return "truth"
        return "unplaced" if self.unplaced else ""

    def _frame(self) -> Frame:
        found, by = wanted(self)
        slots, topics = self.slots, self.topics
        if found is Wanted.CONTRADICTIONS and self.denied:
            slots["opposite"], topics["about"] = self.denied, []
        two = len(slots["speakers"]) == 2 and "and" in self.seen and not slots["opposite"]
        if found in (Wanted.CONTRADICTIONS, Wanted.COMPARE) and two:
            slots["opposite"] = [slots["speakers"].pop()]  # "do X and Y contradict each other"
        if found is Wanted.RELAYS and (topics["about"] or topics["where"] or slots["outlet"] or self.when):
            found = Wanted.CARRIERS  # those of some claims only
        if found is Wanted.SOURCES and not slots["through"] and all(map(self.is_medium, slots["speakers"])):
            slots["through"], slots["speakers"] = slots["speakers"], []  # "the sources of Reuters"
        variant = "closed" if "closed" in self.seen else "origin"
        if found is Wanted.ONLY and ("reach" in self.seen or (slots["through"] and not slots["speakers"])):
            variant = "bottleneck"
            slots["speakers"], slots["through"] = slots["speakers"] or slots["through"], []
        return Frame(
            found,
            speakers=tuple(dict.fromkeys(slots["speakers"])),
            not_speakers=tuple(dict.fromkeys(slots["not_speakers"])),
            opposite=tuple(dict.fromkeys(slots["opposite"])),
            through=tuple(dict.fromkeys(slots["through"])),
            stance=stance(self, found),
            about=tuple(dict.fromkeys(topics["about"])),
            not_about=tuple(dict.fromkeys(topics["not_about"])),
            where=tuple(dict.fromkeys(topics["where"])),
            when=self.when,
            by=by,
            language=self.spoken,
            outlet=tuple(dict.fromkeys(slots["outlet"])),
            order=order(self, found),
            variant=variant,
            value=value(self, found),
        )
