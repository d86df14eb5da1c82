"""What is known in the middle of a question: the places that are filled, and what the words before lead to expect."""

from __future__ import annotations

from kg.answers.ask import names
from kg.answers.ask.frame import Concept, Party, PartyKind, When
from kg.answers.ask.item import Item
from kg.answers.ask.items import Items
from kg.sources.name_forms import all_names
from kg.sources.platforms import PLATFORMS
from kg.sources.registry import Registry

VERBS = ("say", "deny", "blame", "call", "foretell", "contradict", "cite", "relay", "spread", "copy", "mention",
         "happen", "given")  # fmt: skip
ACTING = ("blame", "call")  # those who are accused or called upon are no speakers
COUNTED = ("country", "article", "claim", "source", "speaker", "outlet")  # what the program counts itself
UTTERING = ("say", "deny", "blame", "call", "foretell", "relay", "cite")


class State:
    """One question, while it is read from left to right.

    ``role`` is the place that a name or a word would take now: ``speaker``, ``from`` (one behind *of* or *by*),
    ``through``, ``about``, ``that`` (in a clause of what is said), ``object`` (behind a verb), ``counted``, ``where``.
    """

    def __init__(self, question: str, items: Items, registry: Registry) -> None:
        """Nothing is read yet."""
        self.question, self.items, self.registry = question, items.items, registry
        self.language, self.mended = items.language, items.mended
        self.by, self.by_words = items.by, items.by_words
        parties = ("speakers", "not_speakers", "opposite", "through", "outlet")
        self.slots: dict[str, list[Party]] = {name: [] for name in parties}
        self.topics: dict[str, list[Concept]] = {"about": [], "not_about": [], "where": []}
        self.when: When | None = None
        self.nouns: set[int] = set()  # where words stand that might ask, and are asked about
        self.moved: set[str] = set()  # senses that moved the days: before, after, since, until
        self.spoken = ""  # the language of the articles
        self.role = ""
        self.outer = ""  # the place outside of a place: what comes behind it is told of, and not where it was
        self.verb = ""
        self.asks_who = False
        self.terse = False  # but a name and a subject
        self.told = False  # read as something that may be said
        self.within = False  # articles were named as where to look, and not as what is wanted
        self.last = ""  # the slot of the last subject
        self.either = False  # an "or" stands right before
        self.counted: list[str] = []  # of what the program keeps, what "how many" stands before
        self.negation = ""  # the word that negates whatever comes next
        self.excepting = False  # that word takes somebody or something out of what was said before
        self.seen: set[str] = set()  # senses that were met
        self.met: dict[str, str] = {}  # each of them with the words it was met in
        self.spoken_of: Party | None = None  # the last one of whom something is said
        self.acted_on = False  # the words say, by their case or a passive, to whom something is done
        self.denied: list[Party] = []  # those whom somebody is asked to deny
        self.addressed: list[str] = []  # those who are told something: no frame knows of them
        self.pronouns: list[str] = []  # of nobody named in this question
        self.unplaced: list[str] = []
        self.relative: list[str] = []  # words that say when, and no day stands for them
        self.light: list[str] = []
        self.manner: list[str] = []  # verbs of saying that tell how: said in the answer, and not required

    @property
    def opening(self) -> Item | None:
        """The first item that is not neutral."""
        return self.after(-1)

    @property
    def has_speaker(self) -> bool:
        """Whether somebody who speaks was named."""
        return bool(self.slots["speakers"] or self.slots["not_speakers"])

    def before(self, at: int, *passed: str) -> Item | None:
        """The item before one that is neither neutral nor has one of the senses that are passed over."""
        return next(iter(self.row(at, *passed)[-1:]), None)

    def after(self, at: int, *passed: str) -> Item | None:
        """The item behind one that is neither neutral nor has one of the senses that are passed over."""
        return next(iter(self.ahead(at, *passed)), None)

    def row(self, at: int, *passed: str) -> list[Item]:
        """The last two items before one, without those that are passed over."""
        return [one for one in self.items[:at] if not (one.is_neutral or one.has(*passed))][-2:]

    def ahead(self, at: int, *passed: str) -> list[Item]:
        """All items behind one, without those that are passed over."""
        return [one for one in self.items[at + 1 :] if not (one.is_neutral or one.has(*passed))]

    def is_subject(self, at: int) -> bool:
        """Whether a verb of saying follows an item: then what it names speaks."""
        follows = self.after(at)
        return follows is not None and follows.has(*UTTERING)

    def negated(self) -> bool:
        """Whether the next thing is negated; asked once."""
        found, self.negation = bool(self.negation), ""
        return found

    def text_of(self, items: list[Item]) -> str:
        """The words of the question from the first of some items to the last."""
        return self.question[items[0].start : items[-1].end]

    def is_platform(self, party: Party) -> bool:
        """Whether somebody is a place where others post: what is said on it is not about it."""
        agent = self.registry.get(party.value) if party.kind is PartyKind.AGENT else None
        named = {f"{name.casefold()}.com" for _, name in all_names(agent)} if agent else set()
        return agent is not None and bool(PLATFORMS & {*agent.domains, *named})

    def concept(self, party: Party) -> Concept:
        """Somebody as what a sentence is about."""
        return names.concept_of(party, self.registry, self.language)
