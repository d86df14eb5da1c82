"""What a detector declares about itself: ``chain`` lists all detectors, ``merge`` asks their properties."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.claims.detect.attribution import Attribution
    from kg.text.sentence import Sentence

OTHER = 9  # the code of detectors that the shipped forests do not tell apart


class ContentFrom(Enum):
    """Where the words of a content are taken from."""

    CLAUSE = auto()  # a finite clause that the cue governs
    INFINITIVE = auto()  # a clause without a finite verb that the cue governs
    OBJECT = auto()  # a noun phrase or gerund that the cue governs
    NOUN = auto()  # what hangs on the noun of a verb and noun that report together
    QUOTATION = auto()  # what stands in quotation marks
    AROUND = auto()  # the clause or sentence that the cue clause is inserted in
    BEFORE = auto()  # the words before a cue that ends the sentence
    BEHIND = auto()  # the words behind a colon
    PREVIOUS = auto()  # the sentence before
    SCORED = auto()  # the candidate that the ranker scores best


class Decides(Enum):
    """What the ranker may do to an attribution."""

    WORDS = auto()  # nothing: order of words and marks show what is reported, and the attribution stands as it is
    BESIDE = auto()  # nothing: it stands where nothing else reports the same words
    RANKER = auto()  # mend it, or drop it where something else reports the same words


@dataclass(frozen=True, slots=True, eq=False)
class Detector:
    """One way in which texts attribute words to a source.

    Attributes:
        id: the rule that hops and rows name.
        find: the attributions of a sentence; None for what is not found sentence by sentence.
        content: where their contents are taken from.
        decides: whether its words decide, or the ranker.
        nests: whether such an attribution counts inside another: ``Reuters reported that the minister said …``.
        encloses: whether it ends what stands inside it: an attribution in its content reaches no further than that.
        interrupts: whether its cue may interrupt a quotation that stays open around it: «Нет, — сказала она. — Нет».
        literature: what the technique follows.
        code: the number by which the ranker's forests know it.
    """

    id: str
    find: Callable[[Sentence], Iterable[Attribution]] | None
    content: ContentFrom
    decides: Decides = Decides.RANKER
    nests: bool = False
    encloses: bool = False
    interrupts: bool = False
    literature: tuple[str, ...] = ()
    code: int = OTHER

    @property
    def governed(self) -> bool:
        """Whether a verb governs what is reported."""
        return self.content in (ContentFrom.CLAUSE, ContentFrom.INFINITIVE, ContentFrom.OBJECT, ContentFrom.QUOTATION)
