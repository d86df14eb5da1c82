"""What is wanted, by the senses that a question was asked with; which of them a frame can hold, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.ask.concepts import is_toll
from kg.answers.ask.frame import Frame, PartyKind, Stance, Wanted
from kg.answers.ask.state import COUNTED, State
from kg.propositions.verdicts.source_scope import UNNAMED

# What is wanted by the senses that were met: all of a row, each one of several; the first row that fits.
_RULES: tuple[tuple[tuple[str, ...], Wanted], ...] = (
    (("true",), Wanted.TRUTH),
    (("first", "last"), Wanted.TIMELINE),
    (("map",), Wanted.MAP),
    (("places",), Wanted.MAP),
    (("undated",), Wanted.UNDATED),
    (("registry",), Wanted.UNREGISTERED),
    (("unknown", "source|speaker"), Wanted.UNREGISTERED),
    (("verdict",), Wanted.VERDICTS),
    (("far",), Wanted.VERDICTS),
    (("compare",), Wanted.COMPARE),
    (("timeline",), Wanted.TIMELINE),
    (("copy",), Wanted.COPIES),
    (("contradict",), Wanted.CONTRADICTIONS),
    (("fall", "discard|without"), Wanted.FALLS),
    (("single", "source|rest|come|only|sourced"), Wanted.SINGLE),
    (("only",), Wanted.ONLY),
    (("rest",), Wanted.ONLY),
    (("nosource",), Wanted.OWN_VOICE),
    (("verbatim",), Wanted.QUOTES),
    (("spread",), Wanted.SPREAD),
    (("first",), Wanted.FIRST),
    (("last",), Wanted.LAST),
    (("country",), Wanted.COUNTS),
)
_ONLY = frozenset({Wanted.ONLY, Wanted.SINGLE})
_NONE: frozenset[Wanted] = frozenset()
_COUNTING = frozenset({Wanted.NUMBERS, Wanted.COUNTS})
_PASSED_ON = frozenset({Wanted.CARRIERS, Wanted.RELAYS, Wanted.SPREAD, Wanted.SOURCES, Wanted.COPIES, Wanted.COUNTS,
                        Wanted.ARTICLES, Wanted.QUOTES, Wanted.ONLY})  # fmt: skip
# The slots that the query of each kind uses: what stands in another would be dropped in silence.
_SIDES = frozenset({"opposite"})
_FILTERS = frozenset({"speakers", "not_speakers", "through", "outlet", "stance", "about", "not_about", "where", "when",
                      "language"})  # fmt: skip
_SLOTS: dict[Wanted, frozenset[str]] = {
    Wanted.COMPARE: _FILTERS | _SIDES,
    Wanted.CONTRADICTIONS: _FILTERS - {"stance"} | _SIDES,
    Wanted.TRUTH: _FILTERS - {"stance"},
    Wanted.VERDICTS: frozenset({"speakers"}),
    Wanted.UNDATED: frozenset(),
    Wanted.UNREGISTERED: frozenset(),
}
_GROUPED = (Wanted.CLAIMS, Wanted.WHO, Wanted.COUNTS, Wanted.ARTICLES, Wanted.SOURCES)
_STANCES = {"deny": Stance.DENIES, "blame": Stance.BLAMES, "call": Stance.CALLS, "foretell": Stance.FORETELLS,
            "condemn": Stance.CONDEMNS, "admit": Stance.ADMITS, "warn": Stance.WARNS}  # fmt: skip
_BY_VERB = frozenset({"condemn", "admit", "warn"})
# What each of these senses may be asked with: met with anything else, it asks what no frame can hold.
_USES: dict[str, frozenset[Wanted]] = {
    "only": _ONLY,
    "single": _ONLY | {Wanted.CONTRADICTIONS},
    "perhaps": frozenset({Wanted.ONLY}),
    "closed": frozenset({Wanted.ONLY}),
    "reach": frozenset({Wanted.ONLY, Wanted.CLAIMS}),
    "howmany": _COUNTING | _ONLY | {Wanted.CONTRADICTIONS, Wanted.COPIES, Wanted.CARRIERS},
    "number": _COUNTING | {Wanted.CONTRADICTIONS, Wanted.TIMELINE},
    "most": frozenset({Wanted.COUNTS, Wanted.RELAYS, Wanted.CARRIERS, Wanted.SOURCES}),
    "when": frozenset({Wanted.TIMELINE, Wanted.HAPPENED}),
    "compare": frozenset({Wanted.COMPARE, Wanted.CONTRADICTIONS}),
    "where": frozenset({Wanted.MAP, Wanted.CONTRADICTIONS, Wanted.COMPARE}),
    "how": frozenset({Wanted.SPREAD, Wanted.VERDICTS, Wanted.COMPARE, Wanted.TIMELINE}),
    "unknown": frozenset({Wanted.UNREGISTERED}),
    "verdict": frozenset({Wanted.VERDICTS, Wanted.UNDATED}),
    "happen": frozenset({Wanted.HAPPENED, Wanted.TIMELINE, Wanted.MAP, Wanted.TRUTH}),
    "fall": frozenset({Wanted.FALLS}),
    "discard": frozenset({Wanted.FALLS}),
    "without": frozenset({Wanted.FALLS}),
    "given": _COUNTING | {Wanted.WHO, Wanted.FIRST, Wanted.CONTRADICTIONS, Wanted.TIMELINE, Wanted.MAP, Wanted.COMPARE},
    "toll": _COUNTING | {Wanted.CONTRADICTIONS, Wanted.TIMELINE, Wanted.WHO, Wanted.FIRST},
    "times": frozenset({Wanted.COUNTS}),
    "highest": frozenset({Wanted.NUMBERS}),
    "lowest": frozenset({Wanted.NUMBERS}),
    **dict.fromkeys(("cite", "relay"), _PASSED_ON),
    **dict.fromkeys(("atleast", "atmost", "language"), _NONE),  # of no number, of no language
    **{
        senses[0]: frozenset({wanted})
        for senses, wanted in _RULES
        if len(senses) == 1 and senses[0] not in ("rest", "far", "only", "verdict", "compare")
    },
}


def wanted(state: State) -> tuple[Wanted, str]:
    """What a question wants, and by what it counts."""
    found, by = _wanted(state)
    counted = found in _GROUPED or (found is Wanted.NUMBERS and state.asks_who and "toll" not in state.seen)
    return (Wanted.COUNTS, state.by) if state.by and counted else (found, by)


def _wanted(state: State) -> tuple[Wanted, str]:
    seen = state.seen
    if "only" in seen and "one" in seen and "source" in seen and not state.has_speaker:
        return Wanted.SINGLE, _counts_rows(state)
    if "relay" in seen and "that" in seen and state.topics["about"]:
        return Wanted.SPREAD, ""
    if "closed" in seen or ("single" in seen and state.has_speaker and "true" not in seen):
        return Wanted.ONLY, _counts_rows(state)
    if len(state.denied) == 1 and len(state.topics["about"]) == 1 and not state.slots["speakers"]:
        return Wanted.CONTRADICTIONS, ""
    sides = {"compare", "contradict"} & seen
    if state.slots["opposite"] and (len(sides) == 2 or ("between" in seen and not sides)):
        return Wanted.CONTRADICTIONS, ""
    for senses, found in _RULES:
        if all(any(one in seen for one in sense.split("|")) for sense in senses):
            return found, "country" if found is Wanted.COUNTS else _counts_rows(state)
    if "times" in seen:
        return Wanted.COUNTS, "claim"
    counted = _counted(state)
    if counted is None and (found := _spoken(state)) is Wanted.COUNTS:
        return found, "outlet" if "outlet" in seen else "speaker"
    return counted or (_spoken(state), "")


def _counts_rows(state: State) -> str:
    return "claim" if "howmany" in state.seen else ""


def _counted(state: State) -> tuple[Wanted, str] | None:
    """Numbers that are said, or how many there are of what the program keeps."""
    seen = state.seen
    extreme = seen & {"highest", "lowest"} and any(map(is_toll, state.topics["about"]))  # "самое большое число жертв"
    told = (
        "given" in seen and not state.asks_who and any(map(is_toll, state.topics["about"]))
    )  # "какое число жертв называет Дамаск"
    if not (extreme or told or seen & {"howmany", "number", "toll"}):
        return None
    carried = state.asks_who and state.verb in ("cite", "relay") and "article" not in state.counted
    if (carried and state.slots["speakers"]) or ("outlet" in state.counted and state.slots["not_speakers"]):
        return Wanted.CARRIERS, ""
    kept = state.counted or [name for name in COUNTED if name in seen and not state.topics["about"]]
    if kept and ("toll" not in seen or state.counted):
        each = [name for name in ("outlet", "country", "speaker", "source") if name in seen and name != kept[0]]
        return Wanted.COUNTS, each[0] if kept[0] in ("claim", "article") and each else kept[0]
    return Wanted.NUMBERS, ""


def _spoken(state: State) -> Wanted:
    """What is wanted of what is said, where no word names it: the first row whose condition holds."""
    seen, who, speakers, topics = state.seen, state.asks_who, state.slots["speakers"], state.topics
    subject = bool(topics["about"] or topics["where"])
    carried = bool(seen & {"cite", "relay"}) and (who or "outlet" in seen)
    cited = "cite" in seen and "whom" not in seen and bool(state.slots["outlet"])
    quoted = seen & {"cite", "relay"} and ("whom" in seen or (who and "outlet" not in seen)) and state.slots["through"]
    listed = "cite" in seen and not who and not seen & {"claim", "what", "outlet"}
    kept = seen & {"source", "speaker"} and not seen & {"claim", "say", "rest", "come", "who", "deny", "given"}
    most = "most" in seen and not seen & {"relay", "whom"} and not speakers and (who or seen & {"outlet", "people"})
    told = who and not (speakers or state.verb in ("deny", "blame", "call", "foretell") or seen & _BY_VERB)
    rows = (
        ("article" in seen and "claim" not in seen and not (who or state.within), Wanted.ARTICLES),
        ("behalf" in seen and who and speakers, Wanted.SOURCES),  # "who speaks for the UN"
        (quoted, Wanted.SOURCES),  # "whom does Reuters quote"
        (listed and speakers, Wanted.SOURCES),  # "which agencies are cited"
        (kept or (seen & {"source", "speaker"} and who and not state.verb and not subject), Wanted.SOURCES),
        (most or (carried and cited and not state.has_speaker) or seen - {"neutral"} == {"outlet"}, Wanted.COUNTS),
        (carried, Wanted.CARRIERS if speakers or state.slots["not_speakers"] else Wanted.RELAYS),
        ("where" in seen and "happen" in seen and topics["about"], Wanted.MAP),
        ("when" in seen and ("happen" in seen or not state.verb) and subject, Wanted.TIMELINE),
        ("happen" in seen and (subject or state.when or not speakers), Wanted.HAPPENED),
        (told and "whom" in seen and not topics["about"], Wanted.ABOUT_WHOM),
        (told, Wanted.WHO),
    )
    return next((found for holds, found in rows if holds), Wanted.CLAIMS)


def stance(state: State, found: Wanted) -> Stance:
    """How the sentence must be put."""
    if found in (Wanted.TRUTH, Wanted.CONTRADICTIONS):
        return Stance.ANY
    return next((how for sense, how in _STANCES.items() if sense in state.seen), Stance.ANY)


def value(state: State, found: Wanted) -> str:
    """Which verdict is asked for: whether something does rest only on somebody, perhaps does, or does not."""
    if found is not Wanted.ONLY:
        return "yes"
    return "undetermined" if "perhaps" in state.seen else "no" if "notonly" in state.seen else "yes"


def order(state: State, found: Wanted) -> str:
    """In what order numbers are asked for; counts have the highest first anyway."""
    asked = [name for name in ("lowest", "highest") if name in state.seen and found is Wanted.NUMBERS]
    return "both" if len(asked) == 2 else "".join(asked)


def unused(state: State, frame: Frame) -> Iterator[str]:
    """The words that ask something of which this frame knows nothing: it would answer another question."""
    seen, sought = state.seen, frame.wanted
    held_otherwise = {
        "only": state.when is not None,
        "compare": sought is Wanted.NUMBERS and len(frame.speakers) > 1,  # the figures of both, a row each
        "happen": sought is Wanted.CLAIMS and bool(frame.speakers),  # "what did he warn would happen"
        **dict.fromkeys(("first", "last"), {"first", "last"} <= seen and sought is Wanted.TIMELINE),
        "when": is_dated(state, frame),  # its day is shown
        "how": sought is Wanted.CLAIMS and bool(frame.speakers and state.verb),  # "how did X explain it": as X said
        "where": "come" in seen,  # "where does it come from"
        "cite": bool(frame.through or ("claim" in seen and frame.speakers)),
        "relay": bool(frame.through),
        "language": bool(frame.language),
        "highest": sought is Wanted.COUNTS and bool("most" in seen or state.counted) and frame.by not in COUNTED[1:3],
    }
    for sense in sorted(seen):
        uses = _USES.get(sense)
        if uses is not None and sought not in uses and not held_otherwise.get(sense):
            yield state.met.get(sense, sense)
    yield from _unheld(state, frame)
    quotes_only = (
        "only" in seen and "cite" in seen and bool(state.asks_who or seen & {"outlet", "article"})
    )  # "which outlets quote only"
    if sought is Wanted.OWN_VOICE:  # only media have a voice of their own
        media = (PartyKind.MEDIA, PartyKind.AGENT)
        yield from (party.label for party in frame.speakers if party.kind not in media)
    if sought is Wanted.VERDICTS:
        yield from (party.label for party in frame.speakers if party.kind is not PartyKind.STATE)
    unnamed = any(party.value == UNNAMED for party in frame.speakers)
    certain = seen & {"only", "single", "closed"}
    rests = "what" in seen or not seen & {"claim", "sourced"}  # on what somebody rests is another question
    held = frame.not_about or (frame.not_speakers and (sought is not Wanted.ONLY or frame.speakers))
    is_part = sought in (Wanted.UNREGISTERED, Wanted.OWN_VOICE, Wanted.UNDATED)  # "no source", "not in"
    shown = sought is Wanted.NUMBERS and state.by != "country"  # who gives a number stands in every row, and where
    if state.by and sought is not Wanted.COUNTS and not shown:
        yield state.by_words
    rows = (
        *((sense, sense not in state.moved) for sense in ("before", "after", "since", "until")),
        ("country", "howmany" in seen and not state.counted),  # "how many were expelled by which country"
        ("only", quotes_only or (sought is Wanted.ONLY and bool(frame.through))),
        ("rest", sought is Wanted.ONLY and not certain and rests),
        ("unnamed", not unnamed),
        ("reach", not frame.through and sought is not Wanted.ONLY),
        ("both", len(frame.about) < 2 and sought is not Wanted.COMPARE),  # alternatives are not both
        ("not", not (is_part or held or ("notonly" in seen and sought is Wanted.ONLY and frame.value == "no"))),
        ("registry", sought is Wanted.UNREGISTERED and not seen & {"not", "unknown"}),
    )
    yield from (state.met[sense] for sense, holds in rows if sense in seen and holds)
    if state.negation and not is_part:
        yield state.negation
    if sought is Wanted.COPIES:
        yield from (party.label for party in frame.speakers if party.kind is PartyKind.STATE)


def is_dated(state: State, frame: Frame) -> bool:
    """Whether the days that are asked for are those of the rows: "when did X first say", "when did X call for"."""
    if frame.wanted in (Wanted.FIRST, Wanted.LAST):
        return bool(frame.about or frame.where)
    return frame.wanted is Wanted.CLAIMS and bool(frame.speakers and state.verb and not state.asks_who)


def _unheld(state: State, frame: Frame) -> Iterator[str]:
    """What stands in slots that the query of a frame does not use, and stances beside the one that it holds."""
    used = _SLOTS.get(frame.wanted, _FILTERS)
    for name in sorted((_FILTERS | _SIDES) - used - {"stance", "when", "language"}):
        yield from (each.label for each in getattr(frame, name))
    if frame.when and "when" not in used:
        yield frame.when.label
    if frame.language and "language" not in used:
        yield frame.language
    asked = {sense: how for sense, how in _STANCES.items() if sense in state.seen}
    if len(asked) > 1 or (frame.wanted is Wanted.CONTRADICTIONS and "contradict" in state.seen):
        yield from (state.met.get(sense, sense) for sense, how in asked.items() if how is not frame.stance)


def lacks(state: State, frame: Frame) -> str:
    """What a question of this kind needs and this one does not say; empty where nothing is missing."""
    subject, sought = frame.about or frame.where, frame.wanted
    needed = {
        Wanted.ONLY: frame.speakers,
        Wanted.FALLS: frame.speakers,
        Wanted.QUOTES: frame.speakers,
        Wanted.VERDICTS: frame.speakers,
        Wanted.COMPARE: frame.speakers and frame.opposite,
        Wanted.TIMELINE: subject or frame.speakers,
        Wanted.TRUTH: subject,
        Wanted.HAPPENED: subject or frame.when,
    }
    if not needed.get(sought, True):
        return "missing"
    if sought is Wanted.CARRIERS and len(frame.speakers) > 1 and "," in state.question:
        return "ambiguous"
    if sought is Wanted.WHO and frame == Frame(Wanted.WHO) and {"it", "say"} <= set(state.met):  # "who said that"
        return "goes_on"
    if sought is Wanted.WHO and frame == Frame(Wanted.WHO) and not state.seen & {"what", "say", "claim"}:
        return "missing"
    if sought is Wanted.CLAIMS:
        asking = {"claim", "say", "source", "come", "nosource", "reach", "according"}
        asked: object = state.verb or state.seen & asking
        asked = asked or ("what" in state.seen and (not frame.speakers or state.seen & {"from", "by", "sourced"}))
        told = frame.when or (frame.about and "about" in state.seen)
        whole = frame.about or (frame.speakers and state.met.keys() & {"from", "by"})
        asked = asked or (state.items[0].has("except") and frame.not_speakers)  # "everybody but X on Y"
        asked = asked or (state.items[0].has("all") and whole)  # "all about Ghouta but the tolls"
        asked = asked or (state.terse and frame.speakers and frame.about)
        opens = state.opening.party if state.opening else None
        holds = (
            opens is not None and opens.kind is PartyKind.OFFICE and not frame.about
        )  # "US defence secretary in 2018"
        asked = asked or (opens and frame.speakers and told and not holds)
        asked = asked or (state.seen & {"sourced", "from", "by"} and frame.about)
        held = frame != Frame(by=frame.by) or (state.seen & {"claim", "say"} and "source" not in state.seen)
        return "" if asked and held else "nothing"
    return ""
