"""Questions that go on from the one before: "And Syria?", "Only in 2016.", "Who denies it?"."""

from __future__ import annotations

from dataclasses import replace

from kg.answers.ask.frame import Concept, Frame, Party, Stance, Wanted
from kg.answers.ask.state import State

_JOINTS = frozenset(
    {"and", "or", "it", "day", "only", "not", "in", "about", "of", "from", "by", "through", "neutral", "at", "place"}
)
_ASKED_OF_IT = frozenset({"who", "what", "say", "deny", "contradict", "call", "blame", "that"})


def goes_on(state: State) -> bool:
    """Whether it asks nothing by itself, or asks of *it*."""
    asked = state.seen - _JOINTS
    if not asked:
        opened = state.items[0].has("and") or "only" in state.seen
        return bool(state.when) or (
            opened and bool(state.has_speaker or state.topics["about"] or state.topics["where"])
        )
    alone = not state.topics["about"] and not state.has_speaker
    return "it" in state.seen and asked <= _ASKED_OF_IT and "deny" in asked and alone


def merged(before: Frame, frame: Frame, state: State) -> Frame:
    """The question before, with what this one puts in the places of what it said."""
    found = before
    if frame.where:
        found = replace(found, where=frame.where)
    if frame.about:
        found = replace(found, about=frame.about)
    if frame.speakers and (before.speakers or not before.about):
        found = replace(found, speakers=frame.speakers)
    elif frame.speakers:
        found = replace(found, about=_as_concepts(frame.speakers, state))
    if frame.when:
        found = replace(found, when=frame.when)
    if frame.stance is not Stance.ANY:
        about = found.about or _as_concepts(before.speakers, state)
        found = replace(found, wanted=Wanted.CLAIMS, stance=frame.stance, speakers=(), by="", about=about)
    return found


def _as_concepts(parties: tuple[Party, ...], state: State) -> tuple[Concept, ...]:
    return tuple(map(state.concept, parties))
