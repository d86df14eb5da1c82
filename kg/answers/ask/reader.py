"""Reads a question into a frame: from left to right, each item takes the place that the words before it give it.

No word of a language stands here: ``kg/languages/*/questions.toml`` says which words have which sense. Whatever finds
no place is named, and the question then has no frame: nothing is answered by likeness.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.answers.ask import concepts, names
from kg.answers.ask.accounting import unaccounted
from kg.answers.ask.frame import Frame, Party, PartyKind, Wanted
from kg.answers.ask.item import Item, light
from kg.answers.ask.items import Mended
from kg.answers.ask.plain_words import PlainWords
from kg.answers.ask.session import goes_on, merged
from kg.answers.ask.state import COUNTED, VERBS
from kg.answers.ask.wanted import is_dated, lacks, order, stance, unused, value, wanted
from kg.languages.normalize import is_determiner
from kg.propositions.verdicts.source_scope import UNNAMED
from kg.sources.registry import PERSONS

# What a word may still do inside a clause of what is said; any other word that asks only tells there.
_IN_CLAUSE = frozenset({"neutral", "and", "or", "not", "ne", "about", "in", "on", "of", "by", "from", "according", "at",
                        "to", "before", "after", "since", "until", "that", "who", "what", "it", "one", "both", "people",
                        "between", "yesno", "whether", "rest", "only", "single", "howmany", "number", "discard",
                        "without", "degree", "behalf", "except", "being"})  # fmt: skip
_SUBJECT = 2  # words behind a name in a question of keywords
_SPEAKING = (PartyKind.AGENT, PartyKind.OFFICE)
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


class Reader(PlainWords):
    """One question, read once."""

    def read(self, before: Frame | None) -> Understanding:
        """All items, one after another, and what they come to."""
        at, head, self.terse = 0, self._head(), bool(self.items) and self._is_terse()
        while at < len(self.items):
            if at == 0 and head:
                sides = all(one.party or one.has("or", "and") for one in self.items[:head]) and head > 1
                told = self.items[head].has("what") and any(one.has("say") for one in self.items[head + 1 : head + 3])
                by_itself = told and not any(one.party for one in self.items[head : head + 4])
                self.role = "speaker" if sides or (by_itself and self.items[0].party) else "about"
            if at == head and head:
                self.role = ""
            if at == 1 and self.terse:
                self.role = "about"
            self.either = self._is_alternative(at)
            at += self._take(at, self.items[at])
        self._settle()
        frame = self._frame()
        nobody = self.pronouns if before is None or not before.speakers or len(before.speakers) > 1 else ()
        self.unplaced.extend((*unused(self, frame), *self.addressed, *nobody))
        if not self.unplaced:
            self.unplaced.extend(unaccounted(self, frame))
        continued = goes_on(self, frame, before)
        lacking = ("goes_on" if before is None else "") if continued else lacks(self, frame)
        if why := self._obstacle() or lacking:
            words_left = {"relative": self.relative, "unplaced": self.unplaced}.get(why, ())
            unplaced = tuple(dict.fromkeys(words_left))
            return Understanding(self.question, self.language, None, why, unplaced, self.mended, kept=frame)
        if continued and before is not None:
            frame = merged(before, frame, self)
        notes = ("rest",) if frame.wanted is Wanted.ONLY and "rest" in self.seen and "only" not in self.seen else ()
        if frame.wanted is Wanted.CONTRADICTIONS and "number" in self.met:  # candidates of all kinds
            self.manner.append(self.met["number"])
        when = self.met["when"] if "when" in self.met and is_dated(self, frame) else ""
        loose = tuple(dict.fromkeys((*self.light, *self.manner)))
        return Understanding(
            self.question,
            self.language,
            frame,
            mended=self.mended,
            notes=notes,
            light=loose,
            shown=when,
            kept=frame,
        )

    def _is_alternative(self, at: int) -> bool:
        """Whether an *or* stands right before: "about the blast or (about) the fire"."""
        passed = ("about", "of", "in", "on", "at", "from", "by")
        before = self.before(at, *passed)
        return before is not None and before.has("or")

    def _is_terse(self) -> bool:
        """Whether there is but the name of somebody who speaks, and a subject behind it: "Lavrov White Helmets"."""
        first, rest = self.items[0], [item for item in self.items[1:] if not item.is_neutral]
        named = first.party is not None and first.party.kind in _SPEAKING
        medium = first.party is not None and self.is_medium(first.party)
        plain = all(one.is_plain or one.concept or one.when or one.party for one in rest)
        agents = [self.registry.get(one.party.value) for one in rest if one.party]
        persons = any(agent is not None and agent.type in PERSONS for agent in agents)
        names_one = (
            one.party or one.text[0].isupper() or concepts.city_names(one.text) for one in rest if not one.when
        )
        told = any(names_one) and not persons  # "Lavrov resigned", "Lavrov Kerry"
        short = sum(not one.when for one in rest) <= _SUBJECT
        return bool(named and short and not medium and plain and told and not set("?,") & set(self.question))

    def _head(self) -> int:
        """How many items stand before a colon and name a subject, which no word there asks for; 0 where none do."""
        head = self._before(": ") or self._before(", ")
        asks = any(item.has(*VERBS, *COUNTED, "who", "what", "howmany", "compare") for item in head)
        return 0 if asks or len(head) == len(self.items) or not self._asks_behind(len(head)) else len(head)

    def _before(self, sign: str) -> list[Item]:
        """The items before a sign; before a comma only a subject in whose behalf a question begins behind it."""
        said, found, _ = self.question.partition(sign)
        head = [item for item in self.items if item.end <= len(said)] if found else []
        if sign == ": " or not head:
            return head
        opens = next((one for one in self.items[len(head) :] if not one.is_neutral), None)
        plain = all(one.is_plain or one.concept or one.is_neutral or one.has("about", "in", "on", "of") for one in head)
        return head if plain and opens is not None and opens.has("who", "what", "howmany") else []

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
        elif item.concept and self._is_whose_they_are(at):
            self.unplaced.append(item.text)
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

    def _is_whose_they_are(self, at: int) -> bool:
        """Whether it may tell whose those who speak are, and not of what: "the families of the victims"."""
        before, item = self.before(at, "of"), self.items[at]
        party = before.party if before else None
        group = party is not None and party.kind is PartyKind.NAMED and party in self.slots["speakers"]
        return group and concepts.is_toll(item.concept)

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
        relays = self.verb == "relay" and not self.asks_who and not self.slots["through"]
        if relays and "what" in self.seen and self.slots["speakers"]:
            self.slots["through"], self.slots["speakers"] = self.slots["speakers"], []
        relayed = self.seen & {"relay", "reach"} and not self.asks_who and not self.seen & {"that", "copy", "only"}
        if relayed and not self.has_speaker and not self.slots["through"]:
            self.slots["through"].append(self.any_relay())

    def _leads(self, party: Party) -> bool:
        """Whether somebody stands where only those who speak do: no *of* or *about* before him."""
        at = next((at for at, item in enumerate(self.items) if item.party == party), 0)
        return not self.items[at - 1].has("of", "about")

    def _obstacle(self) -> str:
        """What is in the way of any frame."""
        if self.relative:
            return "relative"
        if "right" in self.seen or ("true" in self.seen and not self.topics["about"]):
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
        asked = found is Wanted.CLAIMS and "both" in self.seen and self.seen & {"what", "claim"}
        if asked and two and self._leads(slots["speakers"][0]):
            found, slots["opposite"] = Wanted.COMPARE, [slots["speakers"].pop()]  # "what do X and Y both say"
        if found is Wanted.COMPARE and slots["opposite"] and self.seen & {"number", "toll", "howmany"}:
            by = ""
            found, slots["speakers"], slots["opposite"] = Wanted.NUMBERS, slots["speakers"] + slots["opposite"], []
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
