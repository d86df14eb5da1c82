"""What a question asks for, as a frozen record: everything the answer may depend on, and nothing else.

A frame is language-neutral. It says what is wanted, who must speak, what the sentence must be about, where and when.
``kg ask --frame`` prints it as JSON.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum


class Wanted(StrEnum):
    """What comes back."""

    CLAIMS = "claims"
    WHO = "who"
    NUMBERS = "numbers"
    FIRST = "first"
    LAST = "last"
    ARTICLES = "articles"
    SOURCES = "sources"
    CARRIERS = "carriers"  # who passes on the words of somebody
    COUNTS = "counts"
    CONTRADICTIONS = "contradictions"
    ONLY = "only"  # what rests only on somebody
    SINGLE = "single"
    COMPARE = "compare"
    TIMELINE = "timeline"
    COPIES = "copies"
    HAPPENED = "happened"
    TRUTH = "truth"
    FALLS = "falls"
    QUOTES = "quotes"
    SPREAD = "spread"
    RELAYS = "relays"
    MAP = "map"
    UNREGISTERED = "unregistered"
    UNDATED = "undated"
    VERDICTS = "verdicts"
    ABOUT_WHOM = "about_whom"
    OWN_VOICE = "own_voice"


class Stance(StrEnum):
    """How the sentence must be put."""

    ANY = "any"
    DENIES = "denies"
    CALLS = "calls"
    BLAMES = "blames"
    FORETELLS = "foretells"  # a promise, a threat, a prediction
    CONDEMNS = "condemns"  # this and the next two by the verb that reports
    ADMITS = "admits"
    WARNS = "warns"


class PartyKind(StrEnum):
    """By what those who speak are known."""

    AGENT = "agent"  # one registered source, with whoever speaks for it
    STATE = "state"  # sources that a state ran at the article's date
    MEDIA = "media"  # media that are at home in a country
    OFFICIALS = "officials"  # those of a state who are no media, named or not
    OFFICE = "office"  # whoever held an office of a state at the article's date, and the office
    KIND = "kind"  # all of a kind, of one country where it is said
    NAMED = "named"  # those whose names or descriptions hold certain words


@dataclass(frozen=True, slots=True)
class Party:
    """Those who speak. ``value`` is an agent's id, a kind, an office or a group; ``country`` an ISO code.

    ``words`` are what a description must hold, each as beginnings of words, any of which will do.
    """

    kind: PartyKind
    label: str
    value: str = ""
    country: str = ""
    words: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """What a sentence must hold: an entity (IRIs), or one of some words: beginnings, or whole words (``=``)."""

    label: str
    words: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    number: float | None = None
    bound: str = ""  # of the number: "least" or "most", itself where empty
    also: tuple[tuple[str, ...], ...] = ()  # further words of it, of each of these rows one: "Syrian" rebels


@dataclass(frozen=True, slots=True)
class When:
    """Days from ``first`` to ``last`` (ISO, both included, None where open); without years where none was said."""

    label: str
    first: str | None = None
    last: str | None = None
    yearless: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A question. Several speakers are alternatives; all concepts must be there."""

    wanted: Wanted = Wanted.CLAIMS
    speakers: tuple[Party, ...] = ()
    not_speakers: tuple[Party, ...] = ()
    opposite: tuple[Party, ...] = ()  # the other side of a comparison or a contradiction
    through: tuple[Party, ...] = ()
    stance: Stance = Stance.ANY
    about: tuple[Concept, ...] = ()
    not_about: tuple[Concept, ...] = ()
    where: tuple[Concept, ...] = ()
    when: When | None = None
    by: str = ""  # what is counted, or by what: country, speaker, outlet, article, claim
    language: str = ""
    outlet: tuple[Party, ...] = ()
    order: str = ""  # of numbers: highest, lowest, or both by turns
    variant: str = "origin"
    value: str = "yes"

    def as_json(self) -> dict[str, object]:
        """The frame as plain values, empty ones left out."""
        return {name: value for name, value in asdict(self).items() if value not in ((), "", None)}

    def without(self, *names: str) -> Frame:
        """The frame with some of its slots as they are in an empty one."""
        empty = Frame()
        return replace(self, **{name: getattr(empty, name) for name in names})
