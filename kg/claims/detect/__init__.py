"""Who is said to say what in parsed sentences: detectors, each one idea, then a ranker, then one merge of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.chain import CHAIN
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.claims.detect.merge import in_order, merge
from kg.claims.ranker import rerank
from kg.text.sentence import Sentence

__all__ = [
    "CHAIN",
    "CLAIMS",
    "Attribution",
    "ContentFrom",
    "Decides",
    "Detector",
    "Policy",
    "Sentence",
    "attributions",
    "detected",
]


@dataclass(frozen=True, slots=True)
class Policy:
    """What detection may do; ``CLAIMS`` is what the program does.

    Attributes:
        chain: the detectors in order.
        ranker: what mends and adds; None for the shipped one.
        kinds: what is kept. Beliefs (``thinks``) and plans (``wants``) are found like speech (``said``), and left out
            unless they are asked for: a claim is what somebody said, or is told to believe, hope or fear that.
    """

    chain: tuple[Detector, ...] = CHAIN
    ranker: rerank.Ranker | None = None
    kinds: frozenset[str] = frozenset({"said"})


CLAIMS = Policy()


def attributions(sentences: Sequence[Sentence], policy: Policy = CLAIMS) -> list[tuple[Attribution, ...]]:
    """The attributions of a text's sentences, each sentence's in the order of their cues."""
    found = [detected(sentence, policy.chain) for sentence in sentences]
    ranked = rerank.refine(list(zip(sentences, found, strict=True)), policy.ranker)
    return [merge(*row, policy.kinds) for row in zip(sentences, found, ranked, strict=True)]


def detected(sentence: Sentence, chain: tuple[Detector, ...] = CHAIN) -> tuple[Attribution, ...]:
    """What the detectors find in a sentence; one attribution a cue, by the first one that reads it."""
    found: list[Attribution] = []
    for detector in chain:
        for one in detector.find(sentence) if detector.find else ():
            if not any(one.cue and other.cue and one.cue.overlaps(other.cue) for other in found):
                found.append(one)
    return in_order(found)
