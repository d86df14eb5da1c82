"""What is asked of a model, and what it answers: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model import Agent, Basis, Commitment, Span

SETTINGS = {"temperature": 0, "seed": 1}  # of every question, and part of its hash
LONGEST = 300  # characters of any words in an answer
OUTLET, UNSPECIFIED, UNKNOWN, NEW = "outlet", "unspecified", "cannot-tell", "new"


class Ask(StrEnum):
    """Which sentences a model is asked about."""

    DOUBT = "doubt"
    ALL = "all"


class Void(StrEnum):
    """Why an answer is not believed."""

    NOT_JSON = "no JSON of the wanted shape"
    NOT_ANSWERED = "no answer for the sentence"
    CONTROL = "sentences whose speaker is sure were answered wrongly"
    UNTRIED = "a model that has not passed its trial"
    SPEAKER = "no speaker of the list"
    WORDS = "words that do not stand in the article"
    CUE = "reporting words that do not stand in the sentence, or report nothing"
    CONTENT = "content that does not stand in the sentence"
    CHAIN = "a chain that is not well formed"
    NAME_BESIDE_CUE = "another name stands beside the reporting words"
    CONTRADICTED = "what the sentence says of its speaker contradicts it"
    NO_SIGN = "the sentence shows no sign that somebody speaks"
    FAR = "the speaker is not named near the sentence"
    QUOTED = "a quotation is not the outlet's own voice"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who may be chosen as a speaker: a code that no text can guess, and the names in the article."""

    code: str
    agent: Agent
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that is asked about, by its position, and why; a control is one whose speaker is sure."""

    position: int
    reason: str
    worth: float = 0.0
    control: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One request: the sentences asked, who may be chosen, and the words that are sent."""

    article: str  # SHA-256 of the article's text
    asked: tuple[Asked, ...]
    speakers: tuple[Speaker, ...]
    messages: tuple[tuple[str, str], ...]  # (role, words)
    schema: str  # JSON schema of the answer, as JSON
    key: str  # SHA-256 of all that is sent but the model's name
    worth: float = 0.0  # the more, the earlier it is asked

    @property
    def tokens(self) -> int:
        """About how many tokens are sent."""
        return sum(len(words) for _, words in self.messages) // 3


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it came: which model, when, and its words."""

    model: str
    question: str  # its key
    article: str
    answer: str
    time: str  # UTC, ISO 8601, to the second
    tokens: int = 0  # sent and received, as the server counts them


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answers of one sentence; words are as it gave them."""

    position: int
    origin: str  # a speaker's code, or one of the four words
    words: str = ""  # that name a new speaker
    relays: tuple[str, ...] = ()
    cue: str = ""
    first: str = ""
    last: str = ""
    commitment: Commitment = Commitment.ASSERTED


@dataclass(frozen=True, slots=True)
class Borne:
    """A reply that the text bears out: agents, and the words for them."""

    origin: Agent | None  # None: the outlet's own voice
    basis: Basis
    mention: Span | None
    cue: Span | None
    relays: tuple[tuple[Agent, Span | None], ...]
    content: tuple[Span, ...]
    commitment: Commitment
