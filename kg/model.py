"""The frozen records that travel through the program.

Offsets are half-open and count Unicode code points of ``Article.text``: ``text[start:end]`` is the wording.
Nothing here imports anything of the program but the standard library.
"""

from __future__ import annotations

import calendar
import datetime
import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum


class Known(StrEnum):
    """How a piece of metadata is known."""

    ASSERTED = "asserted"  # a sidecar file, a column or an option says so
    PAGE = "page"  # read from the page's own metadata
    TEXT = "text"  # found in the text itself
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    """What a stretch of an article's text is; the first four hold claims, the others none."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    POST = "post"
    CAPTION = "caption"
    DATELINE = "dateline"
    IMAGE = "image"
    SIGNATURE = "signature"
    LINK = "link"  # a pointer to another text: "Lire aussi : …"


class ClaimKind(StrEnum):
    """What sort of sentence a claim is."""

    STATEMENT = "statement"
    HEADLINE = "headline"
    POST = "post"
    CAPTION = "caption"


class Quote(StrEnum):
    """How much of the reported content stands in quotation marks."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NONE = "none"


class Commitment(StrEnum):
    """How the origin puts it."""

    ASSERTED = "asserted"
    DENIED = "denied"
    HEDGED = "hedged"
    HEARSAY = "hearsay"
    PROSPECTIVE = "prospective"
    HYPOTHETICAL = "hypothetical"
    QUESTION = "question"


class Role(StrEnum):
    """The place of a hop in its chain; in the outlet's own voice the only hop is the outlet."""

    ORIGIN = "origin"
    RELAY = "relay"
    OUTLET = "outlet"


class SourceKind(StrEnum):
    """Whether the words name a source, describe one without a name, or leave it open."""

    NAMED = "named"
    UNNAMED = "unnamed"
    UNSPECIFIED = "unspecified"


class Basis(StrEnum):
    """What a hop rests on."""

    EXPLICIT = "explicit"
    ANAPHORA = "anaphora"
    CARRIED = "carried-over"
    METADATA = "metadata"
    OWN_VOICE = "own-voice"
    DECIDED = "decided"  # a person says so


class Link(StrEnum):
    """An agent's link to the state of its country, at a date."""

    ORGAN = "organ"
    CONTROLLED = "controlled"
    CAPTURED = "captured"
    FUNDED = "funded"  # funded or public, and independent
    NONE = "none"
    UNKNOWN = "unknown"


class AgentType(StrEnum):
    """What sort of agent a source is."""

    STATE_BODY = "state-body"
    ARMED_FORCES = "armed-forces"
    HEAD_OF_STATE = "head-of-state"
    EMBASSY = "embassy"
    STATE_MEDIA = "state-media"
    PUBLIC_MEDIA = "public-media"
    NEWS_AGENCY = "news-agency"
    PRIVATE_MEDIA = "private-media"
    ARMED_GROUP = "armed-group"
    NGO = "ngo"
    INTERNATIONAL = "international-organisation"
    PARTY = "party"
    COMPANY = "company"
    PERSON = "person"
    ACCOUNT = "account"


class Reuse(StrEnum):
    """How much of a text two articles share."""

    IDENTICAL = "identical-text"  # word for word
    NEAR = "near-copy"  # the most of both
    INSIDE = "text-inside"  # the most of the shorter one


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of an article's text, in code points."""

    start: int
    end: int

    def __bool__(self) -> bool:
        """Whether the span holds any character."""
        return self.end > self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The wording of the span in its article's text."""
        return text[self.start : self.end]

    def stripped(self, text: str) -> Span:
        """The span without the white space and the invisible marks around its wording; it may come out empty."""
        start, end = self.start, self.end
        while start < end and _is_blank(text[start]):
            start += 1
        while end > start and _is_blank(text[end - 1]):
            end -= 1
        return Span(start, end)


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\ufeff\u200b\u200e\u200f\u2060"


@dataclass(frozen=True, slots=True)
class Fact:
    """A piece of metadata and how it is known; ``value`` is None exactly when it is unknown."""

    value: str | None = None
    known: Known = Known.UNKNOWN


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it came in. ``id`` is the file's name or the row's id; dates are ISO, as coarse as known.

    ``forwarded`` is None for an article of the outlet's own; else its words are another's, passed on as they are (a
    forwarded message, a repost), and the fact names whom, or nobody where that is not known.
    """

    id: str
    text: str
    title: Fact = Fact()
    outlet: Fact = Fact()
    date: Fact = Fact()
    language: Fact = Fact()
    url: Fact = Fact()
    author: Fact = Fact()
    forwarded: Fact | None = None
    teaser: bool = False  # a summary that announces the article, not the article

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article of one kind and one language. ``author`` is the signature of a post or quotation."""

    kind: BlockKind
    span: Span
    language: str
    author: Span | None = None  # "— Russia in RSA (@EmbassyofRussia)"
    handle: Span | None = None  # "@EmbassyofRussia" inside the signature


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A dated link of an agent to a country's state. ``start`` and ``end`` are ISO dates, None when open.

    Both days belong to it, and a coarse one is taken whole: "2014" starts on 1 January and ends on 31 December.
    """

    country: str | None  # ISO 3166-1 alpha-2
    link: Link
    start: str | None = None
    end: str | None = None
    office: str | None = None  # the office that the person holds: "ministry-of-defence" for its minister


UNAFFILIATED = Affiliation(None, Link.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Agent:
    """A source. Registered agents come from the registry; others are minted in one article and stay in it."""

    id: str
    label: str
    kind: SourceKind = SourceKind.NAMED
    type: AgentType | None = None
    labels: tuple[tuple[str, str], ...] = ()  # (language, label)
    aliases: tuple[tuple[str, str], ...] = ()  # (language, alias)
    affiliations: tuple[Affiliation, ...] = ()
    acts_for: str | None = None  # id of the body a spokesperson or an account speaks for
    office: str | None = None  # id of an office in kg/languages/*/offices.toml: "ministry-of-defence"
    domains: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    wikidata: str | None = None
    registered: bool = False
    source: str | None = None  # where a row of the registry was taken from: list, row, hash of the file

    def affiliation_on(self, date: str | None) -> Affiliation:
        """The affiliation in force on the whole of an ISO date (year, month or day); unknown where that is not sure.

        It is sure where every affiliation that the date touches names the same country and link, and together they
        leave no day of the date open. Where the date is unknown, all affiliations must name the same.
        """
        wanted = _days(date)
        touched = [row for row in self.affiliations if not wanted or _meets(_days_in_force(row), wanted)]
        if len({(row.country, row.link) for row in touched}) != 1:
            return UNAFFILIATED
        if wanted and not _cover([_days_in_force(row) for row in touched], wanted):
            return UNAFFILIATED
        return touched[0]


def _days(date: str | None) -> tuple[int, int] | None:
    """The first and last day of an ISO date as ordinals: a year has 365 or 366; None where it is no date."""
    if not date or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", date):
        return None
    year, month, day = (int(part) for part in f"{date}-00-00".split("-")[:3])
    try:
        first = datetime.date(year, month or 1, day or 1)
        last = datetime.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def _days_in_force(row: Affiliation) -> tuple[int, int]:
    """From the first day of the start to the last day of the end; an open or unreadable side never ends."""
    first, last = _days(row.start), _days(row.end)
    return first[0] if first else 1, last[1] if last else datetime.date.max.toordinal()


def _meets(days: tuple[int, int], other: tuple[int, int]) -> bool:
    return days[0] <= other[1] and other[0] <= days[1]


def _cover(rows: list[tuple[int, int]], wanted: tuple[int, int]) -> bool:
    """Whether the stretches, laid one after another, leave no day of the wanted one open."""
    day, last = wanted
    for first, end in sorted(rows):
        if first > day:
            return False
        day = max(day, end + 1)
    return day > last


@dataclass(frozen=True, slots=True)
class Hop:
    """One agent's link in a chain, with what it rests on."""

    role: Role
    agent: Agent
    basis: Basis
    rule: str  # name of the finder or resolver that made it
    mention: Span | None = None  # the words that name the agent
    cue: Span | None = None  # the words that report
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Chain:
    """An attribution: hops from the origin outward, the outlet always last."""

    hops: tuple[Hop, ...]
    content: tuple[Span, ...] = ()  # what is reported; several pieces when a cue is inserted

    @property
    def origin(self) -> Hop:
        """The hop of the agent said to have asserted it."""
        return self.hops[0]

    @property
    def own_voice(self) -> bool:
        """Whether nobody but the outlet stands in the chain."""
        return len(self.hops) == 1 and self.hops[0].role is Role.OUTLET


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for something. ``entity``: the id of an agent, place or country where it resolves, else None."""

    span: Span
    text: str
    entity: str | None = None
    label: str | None = None
    type: str = "thing"  # agent, place, country, person, organisation, weapon, thing


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """When something is said to have happened: raw words, and an EDTF value or None where it is not resolved."""

    span: Span
    text: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number said of something: ``low`` = ``high`` for a plain value, infinite where a bound is not said.

    "More than 300" is 300 to infinity, "up to 20" minus infinity to 20, and "thousands" has neither bound.
    """

    span: Span
    text: str
    low: float
    high: float
    unit: str | None = None  # km, %, dollar, year … as in kg/languages/*/numbers.toml
    hedge: str | None = None  # about, at-least, at-most, more-than, less-than
    counted: str | None = None  # lemma of what is counted: "soldat" in "deux soldats russes"
    counted_span: Span | None = None  # its words: "soldats russes"


@dataclass(frozen=True, slots=True)
class Part:
    """An assertion of somebody else inside a sentence: a claim of its own, with its own content and chain."""

    content: tuple[Span, ...]
    chains: tuple[Chain, ...]
    quote: Quote
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence, who is said to have asserted it, and how.

    ``chains`` has at least one chain; the first is the sentence's own, the others are of co-speakers
    ("X et Y ont annoncé").
    """

    article: str
    position: int
    span: Span
    text: str
    kind: ClaimKind
    language: str
    chains: tuple[Chain, ...]
    quote: Quote
    commitment: Commitment
    negated: bool = False  # the main clause of the content is grammatically negated
    parts: tuple[Part, ...] = ()
    subject: Mention | None = None
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    terms: tuple[str, ...] = ()  # lemmas of the content's content words, in order

    @property
    def content(self) -> tuple[Span, ...]:
        """What is reported; the whole sentence in the outlet's own voice."""
        return self.chains[0].content or (self.span,)


class Stance(StrEnum):
    """How a claim stands to a proposition."""

    EXPRESSES = "expresses"
    DENIES = "denies"


@dataclass(frozen=True, slots=True)
class Membership:
    """A claim's place in a proposition, and why. ``part`` is the index of a part, None for the sentence."""

    article: str
    span: Span
    stance: Stance
    confidence: float
    reasons: tuple[str, ...] = ()  # "same place: deir-ez-zor", "cosine 0.74"
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """What several claims say alike. ``perhaps`` holds claims that may say the same: they block a verdict of yes."""

    id: str
    labels: tuple[tuple[str, str], ...]  # (language, wording of its most central claim in that language)
    members: tuple[Membership, ...]
    perhaps: tuple[Membership, ...] = ()
    plan: bool = False  # it is itself about a plan or a call: then calls and pledges support it


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two propositions (or two claims) that cannot both be right as they stand: a candidate, for a person to judge.

    ``confidence``, 0 to 1, ranks: how surely the two speak of one event, less where they disagree little.
    """

    kind: str  # numeric, duration, temporal, polarity
    left: Membership
    right: Membership
    reasons: tuple[str, ...] = field(default=())
    confirmed: bool = False  # a person has judged that it is one
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """Two articles (ids) that carry one text. Which is the copy is known only where ``directed`` is true."""

    copy: str
    original: str
    reuse: Reuse
    share: float  # of the shorter text's word sequences, 0 to 1
    directed: bool


@dataclass(frozen=True, slots=True)
class Run:
    """What made a set of claims: no clock in it, so that the same input gives the same graph."""

    program: str  # version
    models: tuple[tuple[str, str], ...]  # (name, version)
    registry: str  # SHA-256 of the registry file
