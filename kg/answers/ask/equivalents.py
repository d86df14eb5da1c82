"""Which question of ``queries/`` asks what a frame asks, for those who write SPARQL; which frames run it as it is."""

from __future__ import annotations

from kg.answers.ask.frame import Frame, Party, PartyKind, Stance, Wanted

Call = tuple[str, tuple[tuple[str, str], ...]]  # a question's name, and values by parameter

_PLAIN = {  # wanted -> question; these take no filter of speakers or subjects by parameters of their own
    Wanted.CONTRADICTIONS: "contradictions",
    Wanted.SINGLE: "single-origin",
    Wanted.COPIES: "copies",
    Wanted.MAP: "map-of-claims",
    Wanted.UNREGISTERED: "unregistered-speakers",
    Wanted.UNDATED: "undated-sources",
    Wanted.ABOUT_WHOM: "who-about-whom",
    Wanted.OWN_VOICE: "own-voice",
}
_BY_WORDS = {
    Wanted.NUMBERS: ("numbers-given", "words"),
    Wanted.FIRST: ("first-assertion", "words"),
    Wanted.SPREAD: ("spread", "words"),
    Wanted.TIMELINE: ("timeline", "subject"),
}
_BY_SOURCE = {
    Wanted.RELAYS: ("relays", "origin"),
    Wanted.CARRIERS: ("relays", "origin"),
    Wanted.VERDICTS: ("verdicts", "country"),
    Wanted.QUOTES: ("quotes-word-for-word", "speaker"),
}


def question_of(frame: Frame) -> Call:
    """The question of ``queries/`` nearest to a frame, with the values that it takes of it."""
    if frame.wanted in _PLAIN:
        return _PLAIN[frame.wanted], ()
    if frame.wanted in _BY_WORDS:
        name, parameter, concepts = *_BY_WORDS[frame.wanted], (*frame.where, *frame.about)
        return name, tuple((parameter, concept.label) for concept in concepts[:1])
    one = frame.speakers[0] if frame.speakers else None
    if frame.wanted in _BY_SOURCE:
        name, parameter = _BY_SOURCE[frame.wanted]
        value = "" if one is None else one.country if parameter == "country" else one.value
        return name, ((parameter, value),) if value else ()
    if frame.wanted is Wanted.ONLY:
        return _only(frame, frame.variant)
    if frame.wanted is Wanted.FALLS:
        is_agent = one is not None and one.kind is PartyKind.AGENT
        return ("falls-without", (("source", one.value),)) if one and is_agent else _only(frame, "bottleneck")
    return _claims(frame, one)


def _only(frame: Frame, variant: str) -> Call:
    changed = (("variant", variant), ("value", frame.value))
    defaults = {("variant", "origin"), ("value", "yes")}
    given = tuple(pair for pair in changed if pair not in defaults)
    party = frame.speakers[0]
    if party.kind is PartyKind.STATE:
        return "rests-only-on", (("country", party.country), *given)
    return "rests-only-on-source", (("source", party.value), *given)


def _claims(frame: Frame, one: Party | None) -> Call:
    if frame.stance is Stance.DENIES:
        return "denials", (("speaker", one.value),) if one and one.kind is PartyKind.AGENT else ()
    if frame.where:
        place = ("place", frame.where[0].label)
        if frame.when and frame.wanted is Wanted.HAPPENED:
            return "place-in-period", (place, ("period", frame.when.label))
        return "about-place", (place,)
    if frame.through:
        party = frame.through[0]
        return "through-relay", (("relay", party.value),) if party.kind is PartyKind.AGENT else ()
    if one and one.kind is PartyKind.AGENT:
        return "claims-by-speaker", (("speaker", one.value),)
    if one and one.kind is PartyKind.KIND and one.value == "unnamed":
        return "unnamed-sources", ()
    if one and one.country:
        return "claims-by-country", (("country", one.country),)
    if frame.about:
        return "about-subject", (("subject", frame.about[0].label),)
    return "who-asserted-what", ()


def is_exact(frame: Frame) -> bool:
    """Whether that question asks for nothing more and nothing less."""
    name, values = question_of(frame)
    slots = {"speakers": frame.speakers, "through": frame.through, "about": frame.about, "where": frame.where}
    held = sum(map(len, slots.values())) + bool(frame.when)
    if frame.stance not in (Stance.ANY, Stance.DENIES) or frame.value == "no":  # no question of the folder asks for it
        return False
    if any(concept.also for concept in frame.about):  # nor for two words of a group together
        return False
    others = (frame.not_speakers, frame.not_about, frame.opposite, frame.outlet, frame.language, frame.by, frame.order)
    simple = all(map(_is_simple, (*frame.speakers, *frame.through))) or name == "unnamed-sources"
    given = [value for key, value in values if key not in ("variant", "value")]
    return simple and not any(others) and (held == len(given) or (name == "unnamed-sources" and held == 1))


def runs_as_it_is(frame: Frame) -> bool:
    """Whether a question of ``queries/`` gives the answer, before anything else of the frame picks among its rows."""
    if frame.value == "no":  # the graph keeps no verdict of that sort
        return False
    if frame.wanted in (Wanted.ONLY, Wanted.FALLS):
        return len(frame.speakers) == 1 and _is_simple(frame.speakers[0]) and not frame.not_speakers
    if frame.wanted is Wanted.COPIES:
        return not frame.speakers and not frame.outlet
    named = (Wanted.VERDICTS, Wanted.SPREAD, Wanted.NUMBERS, Wanted.RELAYS)
    return frame.wanted in _PLAIN or frame.wanted in named


def _is_simple(party: Party) -> bool:
    return party.kind in (PartyKind.STATE, PartyKind.AGENT) or (
        party.kind is PartyKind.KIND and not party.country and not party.words
    )
