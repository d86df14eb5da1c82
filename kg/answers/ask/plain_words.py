"""Words that ask nothing: of a subject, a place, the name of somebody unknown, or what no frame can hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.answers.ask import concepts, names
from kg.answers.ask.compounds import language_named
from kg.answers.ask.frame import Party, PartyKind
from kg.answers.ask.item import Item
from kg.answers.ask.placing import Placing
from kg.answers.ask.state import UTTERING, VERBS
from kg.answers.ask.vocabulary import vocabulary
from kg.languages.profile import declined_in
from kg.languages.stemming import stem

_HYPHENS = ("-", "‐", "‑")
_LONGEST_NAME = 4  # words of a speaker whom nobody knows
_TELLING = ("say", "deny", "foretell", "mention")
_DOING = ("blame", "deny", "contradict", "call")  # verbs that take an object without a preposition


class PlainWords(Placing):
    """The part of reading that places words which neither ask nor name anybody known."""

    def word(self, at: int, item: Item) -> int:
        """Words that ask nothing: of a subject, a place, or the name of somebody unknown; how many were taken."""
        if self._is_alone(at, item):
            return 1
        run = [item]
        for other in self.items[at + 1 :]:
            hyphenated = self.question[run[-1].end : other.start] in _HYPHENS and other.party is None  # cessez-le-feu
            if not (other.is_plain or hyphenated):
                break
            run.append(other)
        self._turn_to_subject(at, item)
        if self._is_language(at, item):
            return 1
        gives = self.after(at + len(run) - 1) if self.role == "counted" else None
        before = self.before(at)
        given = self.role == "counted" and before is not None and before.has("given") and not self.has_speaker
        if given or (gives is not None and gives.has(*UTTERING, "given")):  # "which toll the Observatory gives"
            return self._unknown_name(at, run)
        follows = self.after(at + len(run) - 1)
        counts = follows is not None and (follows.has("number", "timeline") or concepts.is_toll(follows.concept))
        counted = self.role == "" and counts  # "turnout figures", "civilian deaths"
        source = self.verb == "cite" and self.role == "object" and (self.asks_who or "article" in self.seen)
        if source and (not self.has_speaker or (before is not None and before.adjective)):  # "who quotes the hospital"
            return self._unknown_name(at, run)
        if not counted and (self.role in ("speaker", "from", "through") or (self.role == "" and not self.verb)):
            return self._unknown_name(at, run)
        if self._is_carried() or not (self.takes_topic() or counted) or self._is_predicate(at, item):
            self.unplaced.append(item.text)
            return 1
        name = self._name_of(run)
        made = concepts.of_word(item.words[0], self.language)
        if len(name) > 1:
            made = concepts.of_name(self.text_of(name), self.language)
        self.topic(made, replace(item, text=self.text_of(name)))
        self._leave_place(item)
        return len(name)

    def _leave_place(self, item: Item) -> None:
        """What comes behind the name of a place inside a clause is told again: "that in Homs rebels staged it"."""
        named = item.text[0].isupper() or bool(concepts.city_names(item.text))
        follows = self.after(self.items.index(item))
        named = named and not (follows is not None and follows.has("and", "or"))
        self.role = self.outer if self.role == "where" and self.outer == "that" and named else self.role

    def _is_alone(self, at: int, item: Item) -> bool:
        """Whether a word takes a place by what stands around it, or none: of what *what* asks, how something was."""
        if self._is_asked_of(at, item):
            self.topics["about"].append(concepts.of_word(item.words[0], self.language))
            return True
        if self._owns(at, item):
            return True
        how = self._says_how(at, item)
        self.unplaced.extend([item.text] if how else [])
        return how

    def _owns(self, at: int, item: Item) -> bool:
        """Whether words or figures are those of somebody unknown, who takes his place: "the Observatory's figures"."""
        beside = self.items[at + 1] if at + 1 < len(self.items) else None
        owned = beside is not None and beside.has("claim", "number", "toll", "source")
        owns = owned and item.text[0].isupper() and item.text.endswith(("'s", "’s"))
        if owns:
            party = replace(names.called(self.question, item.words, self.language), label=item.text[:-2])
            self.party(at, replace(item, party=party), party)
        return owns

    def _is_language(self, at: int, item: Item) -> bool:
        """Whether it says in what language articles are: "en anglais", "на английском"."""
        within = self.role == "where" or ("article" in self.seen and at > 0 and self.items[at - 1].has("in", "on"))
        spoken = language_named(item) if within else None
        self.spoken, self.role = (spoken, "") if spoken else (self.spoken, self.role)
        return spoken is not None

    def _is_carried(self) -> bool:
        """Whether media pass on words of somebody here: then he is named, and not what they are about."""
        quoted = self.verb in ("cite", "relay") and self.role == "object"
        asked = self.asks_who or "outlet" in self.seen
        return quoted and not asked and any(one.kind is PartyKind.MEDIA for one in self.slots["speakers"])

    def _is_asked_of(self, at: int, item: Item) -> bool:
        """Whether *what* asks of which things somebody speaks: "what symptoms did doctors describe"."""
        before = self.before(at)
        opens = before.has("what") if before else at > 0
        asks = opens and self.role == "" and not self.verb
        told, beside = self.items[at + 1 :], self.after(at)
        verb = next((one for one in told if one.has(*VERBS)), None)
        names_one = beside is not None and bool(beside.party) and not (beside.adjective or beside.oblique)
        speaks = names_one or (self.has_speaker and beside is verb)
        return asks and item.text.islower() and speaks and verb is not None and verb.has(*_TELLING)

    def _turn_to_subject(self, at: int, item: Item) -> None:
        """Where a speaker is expected and none stands: "all he said except the telegram", "news from Aleppo"."""
        if self.negation and self.excepting and self.has_speaker and not self.asks_who:
            self.role = "about"
        row = self.row(at)
        if self.role != "from" or len(row) < 2 or not concepts.is_city(item.text):
            return
        if row[1].has("from", "of") and not row[0].has("source") and row[0].party not in self.slots["speakers"]:
            self.role = "where"

    def _says_how(self, at: int, item: Item) -> bool:
        """Whether a small word is one of time or amount, or the verb of whoever is asked about: never a subject.

        "Who *condemned* the strike?" asks for a stance that no frame holds, "who bombed the bridge" for a deed.
        """
        word, table, before = item.words[0], vocabulary(self.language), self.before(at)
        if item.senses or item.text[0].isupper() or concepts.is_event(word, self.language):
            return False
        if word.folded in table.times:
            return True
        if before is None:
            return False
        asked = before.has("who", "what") or (before.party is not None and not before.adjective)
        clause = (self.role in ("about", "where", "counted") and not before.has("what")) or (
            self.role == "that" and not self.told
        )
        return asked and not clause and stem(word.folded, self.language) in table.attitudes

    def _is_predicate(self, at: int, item: Item) -> bool:
        """Whether a word does something to the claims that are asked for, or is a way of saying that nobody knows.

        "Which claims about the crash have been *withdrawn*?", "who first *tweeted* about it".
        """
        follows, beside = self.after(at), self.items[at - 1] if at else None
        asked = len(self.items) > 1 and self.items[1].has("claim", "article", "source", "outlet", "country")
        if asked and self.role == "about" and beside is not None and beside.has("being") and "that" not in self.met:
            return True
        telling = (self.role == "counted" and self.asks_who) or (self.told and at <= _LONGEST_NAME)
        return (
            telling
            and not item.text[0].isupper()
            and follows is not None
            and follows.has("about")
            and not self.topics["about"]
        )

    def _name_of(self, run: list[Item]) -> list[Item]:
        """How many words from the first are one name: joined by hyphens, or each with a capital."""
        name = run[:1]
        for at, (before, other) in enumerate(pairwise(run)):
            hyphenated = self.question[before.end : other.start] in _HYPHENS
            leads = at + 2 < len(run) and self.question[other.end : other.end + 1] in _HYPHENS  # Deir ez-Zor
            follows = other.text[0].isupper() or other.text.isdecimal() or leads  # Nord Stream 2
            leading = before.text[0].isupper() or before.text.isdecimal()  # 737 MAX
            if not hyphenated and not (leading and follows):
                break
            name.append(other)
        return name

    def _unknown_name(self, at: int, run: list[Item]) -> int:
        """Words where a speaker must stand, none of them known: whoever is called so, unless a name stands beside."""
        end = at + len(run)
        words = tuple(word for one in run for word in one.words)
        beside = [other for other in (*self.items[max(0, at - 1) : at], *self.items[end : end + 1]) if other.party]
        named = [other for other in beside if not other.has("sourced")]
        party: Party | None = names.called(self.question, words, self.language)
        of_group = False
        if named and party is not None:
            state = named[0].party
            is_state = state is not None and state.kind is PartyKind.STATE and named[0].adjective
            if is_state and state:
                party = names.within(party, state, self.language)
            elif state is not None and state.kind in (PartyKind.NAMED, PartyKind.OFFICIALS) and not state.country:
                label = self.text_of(sorted([named[0], *run], key=lambda one: one.start))  # "Kurdish officials"
                of_group, party = True, replace(party, label=label, words=(*state.words, *party.words))
            else:
                party = None
        row = self.row(at)
        narrows = (
            len(row) == 2
            and row[1].has("from", "of", "according")
            and row[0].party in self.slots["speakers"]
            and not named
        )
        sides = bool(self.seen & {"contradict", "compare"}) and len(run) > 1 and declined_in(run[-1].text)
        mixed = self.verb in _DOING and run[0].text[0].isupper() and any(one.text.islower() for one in run)
        if (
            party is None
            or sides
            or narrows
            or (mixed and self.role == "speaker")
            or (not of_group and self._is_no_name(at, run))
        ):  # by their case two of them
            self.unplaced.extend(one.text for one in run)
            return len(run)
        narrowed = named[0].party if named and at and named[0] is self.items[at - 1] else None
        for slot in ("speakers", "not_speakers"):
            self.slots[slot] = [other for other in self.slots[slot] if other != narrowed]
        if not self._is_side(party):
            self._speaker(party, self.negated())
        return len(run) + (1 if named and self.items[end : end + 1] == tuple(named[:1]) else 0)

    def _is_no_name(self, at: int, run: list[Item]) -> bool:
        """Whether words where a speaker may stand are none: "mostly", "pro-" before a country, half a sentence."""
        before, text = self.items[at - 1] if at else None, self.text_of(run)
        heads = (run[0] if declined_in(text) else run[-1]).words  # of a noun and what narrows it
        event = text.islower() and any(concepts.is_event(word, self.language) for word in heads)
        prefix = self.question[run[-1].end : run[-1].end + 1] in _HYPHENS
        follows = self.after(at + len(run) - 1)
        named = text[0].isupper() and self.has_speaker and any(one.has("and") for one in self.items[:at])
        sides = ("compare", *(("contradict",) if named else ()))  # "do SANA and Al Arabiya contradict each other"
        compared = any(one is not None and one.has(*sides) for one in (before, follows))
        whose = before is not None and before.has("claim", "verbatim") and text[0].isupper()  # "заявления Тихановской"
        stray = self.role == "" and not (self.is_subject(at + len(run) - 1) or compared or whose)
        several = [party for party in self.slots["speakers"] if party.kind is PartyKind.NAMED and len(party.words) > 1]
        town = bool(several) and before is not None and before.has("and", "or") and concepts.is_city(text)
        return event or prefix or stray or town or len(run) > _LONGEST_NAME
