"""Days, numbers and subjects: each takes the place that the words before it lead to expect."""

from __future__ import annotations

from dataclasses import replace

from kg.answers.ask import concepts, names, periods
from kg.answers.ask.frame import Concept, Party
from kg.answers.ask.item import Item, light
from kg.answers.ask.roles import Roles
from kg.answers.ask.vocabulary import QuestionWord, recognized, vocabulary
from kg.answers.ask.voice import GROUPS

_MOVES = (("before", periods.before), ("until", periods.until), ("after", periods.after), ("since", periods.since))
_KEPT = ("claim", "source", "speaker", "article", "outlet", "country", "times")  # what the program counts itself


class Subjects(Roles):
    """The part of reading that fills the places of what is spoken of."""

    def day(self, at: int, item: Item) -> None:
        """Words that say when."""
        self.seen.add("day")
        if item.when is None:
            self.relative.append(item.text)
            return
        if self.when is not None:
            self.unplaced.append(item.text)
            return
        around = [self.before(at), *self.items[max(0, at - 1) : at]]
        around += [
            one for one in self.items[at + 1 : at + 2] if one is self.items[-1] and one.has("since")
        ]  # "onwards"
        senses = item.senses.union(*(one.senses for one in around if one is not None and not one.party))
        closed = item.when.first and item.when.last and not periods.is_range(item.when)
        move, moved = next(((move, sense) for sense, move in _MOVES if closed and sense in senses), (None, ""))
        self.when = move(item.when) if move else item.when
        self.moved |= {moved} if closed else senses
        self.role = "" if self.role == "where" else self.role

    def is_recognized(self, item: Item) -> bool:
        """Whether it is what a state is recognized in, and nothing that is admitted: "a reconnu la Palestine"."""
        at = sum(one.start < item.start for one in self.items)
        judged = any(word.folded in vocabulary(self.language).judged for word in item.words)
        if judged and any(one.has("admit", "manner") for one in self.items[:at]):  # "found the colonel guilty"
            return True
        passed = [one for one in self.row(at) if not (one.adjective or one.party in self.slots["speakers"])]
        if not passed or not passed[-1].has("admit"):  # "признала ли X независимость": the speaker stands between
            return False
        named = (item.party is not None and not item.adjective) or (item.is_plain and item.text[0].isupper())
        return named or any(word.folded in recognized(self.language) for word in item.words)

    def as_subject(self, item: Item, party: Party) -> Concept:
        """Somebody as a subject; a capital is the town then, and a group whoever is called so."""
        if item.capital and self.role == "object" and self.verb == "blame":  # its government
            town, state = concepts.of_word(item.words[-1], self.language), self.concept(party)
            return replace(concepts.either(town, state), label=item.text)
        if item.words and (item.capital or party.kind in GROUPS):
            told = [word for word in item.words if not vocabulary(self.language).of_word(word)] or [item.words[-1]]
            first, *others = (self._words_of(word, party) for word in told)
            return Concept(item.text, first, also=tuple(others))
        return self.concept(party)

    def _words_of(self, word: QuestionWord, party: Party) -> tuple[str, ...]:
        """A word of a group as a sentence may hold it: of what country the group is, in whatever form."""
        country = names.country_words(party.country) if party.country else ()
        is_country = any(word.folded.startswith(form.removeprefix("=")) for form in country)
        return country if is_country else concepts.of_word(word, self.language).words

    def add(self, slot: str, concept: Concept, negated: bool) -> None:
        """Put a subject into its slot, or beside the one before an *or*."""
        name = "not_about" if negated or (self.either and self.last == "not_about") else slot
        row, self.last = self.topics[name], name
        if row and self.either and name != "not_about" and concept.number is None and row[-1].number is None:
            row[-1] = concepts.either(row[-1], concept)  # "about the blast or the fire"
        else:
            row.append(concept)

    def topic(self, concept: Concept, item: Item) -> None:
        """A subject, a number or a quotation, where one may stand."""
        if self.negation and self.role not in ("about", "where") and not self.excepting:
            self.unplaced.append(self.negation)
        if self.negation and self.excepting and not self.asks_who:  # "everything but the telegram"
            self.role = "about"
        quoted = self.role == "object" and self.verb in ("cite", "relay")
        if (
            item.concept and not item.words and (quoted or self.role in ("from", "through"))
        ):  # a name in quotation marks
            self.unplaced.append(item.text)
            return
        if self.is_recognized(item):
            self.unplaced.append(item.text)
            return
        negated, certain = self.negated(), item.concept is not None or concept.number is not None
        if light(item) and not certain:
            self.light.append(item.text)
            return
        if item.concept and item.has("number", "toll", "howmany") and self.role not in ("about", "that", "object"):
            self.seen |= item.senses
            self.role = "counted" if self.role in ("", "speaker") else self.role
        if certain or self.takes_topic() or self.role == "":
            self.add("where" if self.role == "where" and not item.concept else "about", concept, negated)
        else:
            self.unplaced.append(item.text)

    def number(self, at: int, item: Item, number: float) -> None:
        """A number that sentences hold; of claims, sources or articles no sentence does: "the first 10 claims"."""
        behind = self.items[at + 1 : at + 3]
        follows = behind[0] if behind else None
        years = len(behind) > 1 and behind[0].has("and", "or") and behind[1].when
        if years or (follows is not None and follows.has(*_KEPT) and not follows.concept):  # "in 2015 and in 2016"
            self.unplaced.append(item.text)
            return
        self.role = "about" if self.role == "where" else self.role  # "around 50"
        self.topic(Concept(item.text, number=number, bound=item.bound), item)

    def takes_topic(self) -> bool:
        """Whether a subject may stand here."""
        if self.role in ("about", "that", "counted", "where"):
            return True
        told = self.asks_who or "what" not in self.seen or self.verb == "blame"  # "what does X accuse the regime of"
        return self.role == "object" and told
