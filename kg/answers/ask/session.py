"""Questions that go on from the one before: "And Syria?", "Only in 2016.", "Who denies it?"."""

from __future__ import annotations

from dataclasses import replace

from kg.answers.ask.frame import Concept, Frame, Party, Stance, Wanted
from kg.answers.ask.state import State

# Senses that only put a name or a day somewhere.
_JOINTS = frozenset({"and", "or", "it", "day", "only", "not", "in", "on", "about", "of", "from", "by", "through",
                     "according", "neutral", "at", "place", "before", "after", "since", "until", "between", "both",
                     "one", "sourced"})  # fmt: skip
_ASKED_OF_IT = frozenset({"who", "what", "say", "claim", "deny", "that"})
_BARE = (Frame(Wanted.FIRST), Frame(Wanted.LAST))
_PLACES = ("not_speakers", "through", "outlet", "where", "about", "not_about", "when", "language")


def goes_on(state: State, frame: Frame, before: Frame | None) -> bool:
    """Whether it asks nothing by itself, or asks of *it*; with a question before, more can go on from it."""
    asked = state.seen - _JOINTS
    alone = not (frame.about or frame.where or state.has_speaker)
    opened = state.items[0].has("and")
    if before is None and state.opening and state.opening.party and frame.speakers and (frame.when or frame.about):
        return False  # "Peskov in 2017", "Kerry on Syria"
    if before is not None and "pronoun" in state.seen:
        return True
    if frame in _BARE and "it" in state.met and state.seen & {"about", "mention"}:  # "who wrote about it first"
        return True
    if not asked:
        held = not alone or frame.when or frame.language or frame.not_about
        return bool(held and (before is not None or opened or "only" in state.seen or frame.when))
    if alone and asked <= _ASKED_OF_IT and asked & {"deny", "say", "claim"} and "who" in asked:
        return "it" in state.seen or (before is not None and "deny" in asked and "what" not in asked)
    if "it" in state.seen and state.has_speaker and not frame.about and frame.wanted is Wanted.CLAIMS:
        return True  # "did the rebels deny it?"
    return before is not None and (
        asked == {"howmany"} or (opened and frame.wanted is Wanted.CLAIMS and not frame.about)
    )


def merged(before: Frame, frame: Frame, state: State) -> Frame:
    """The question before, with what this one puts in the places of what it said."""
    found = replace(before, **{name: getattr(frame, name) for name in _PLACES if getattr(frame, name)})
    if frame in _BARE:
        return replace(found, wanted=frame.wanted, speakers=(), by="")
    if "pronoun" in state.seen:  # "what did he say about it"
        return replace(found, wanted=Wanted.CLAIMS, stance=frame.stance, by="")
    if frame.speakers and state.seen & {"say", "deny"}:
        return replace(found, wanted=Wanted.CLAIMS, stance=frame.stance, speakers=frame.speakers, by="")
    if frame.speakers and (before.speakers or not before.about or before.wanted is not Wanted.WHO):
        found = replace(found, speakers=frame.speakers)
    elif frame.speakers:
        found = replace(found, about=_as_concepts(frame.speakers, state))
    if "howmany" in state.seen:
        return replace(found, wanted=Wanted.NUMBERS, by="")
    if frame.stance is not Stance.ANY or ("say" in state.seen and state.asks_who):
        about = found.about or _as_concepts(before.speakers, state)
        wanted = Wanted.CLAIMS if frame.stance is not Stance.ANY else Wanted.WHO
        found = replace(found, wanted=wanted, stance=frame.stance, speakers=(), by="", about=about)
    return found


def _as_concepts(parties: tuple[Party, ...], state: State) -> tuple[Concept, ...]:
    return tuple(map(state.concept, parties))
