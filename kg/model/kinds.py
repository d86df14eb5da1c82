"""The closed lists of values that records hold."""

from __future__ import annotations

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


class Gender(StrEnum):
    """What pronouns a person is spoken of with."""

    FEMALE = "female"
    MALE = "male"


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


class Stance(StrEnum):
    """How a claim stands to a proposition."""

    EXPRESSES = "expresses"
    DENIES = "denies"
