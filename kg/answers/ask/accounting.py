"""Whether a frame accounts for its question: each word in a slot, and in one that its place in the sentence allows.

The reader goes from left to right and may be led astray; this looks at the whole from behind. It reads nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.ask.compounds import language_named
from kg.answers.ask.frame import Frame, Party, PartyKind, Stance, Wanted
from kg.answers.ask.item import Item
from kg.answers.ask.state import UTTERING, State
from kg.answers.ask.vocabulary import NEUTRAL, words
from kg.model import AgentType

_PARTIES = ("speakers", "not_speakers", "opposite", "through", "outlet")
_TOPICS = ("about", "not_about", "where")
_TAKEN_AWAY = frozenset({"not_speakers", "not_about"})
# What a word right before somebody or something makes of it, where it can be nothing else.
_ALLOWED: tuple[tuple[str, frozenset[str]], ...] = (
    ("through", frozenset({"through"})),
    ("according", frozenset({"speakers", "through"})),
    ("about", frozenset({"about"})),
    ("in", frozenset({"where", "outlet", "language"})),
    ("at", frozenset({"where", "through"})),
)
_OPEN = frozenset(
    {"by", "from", "of", "on", "between", "against", "to", "without", "before", "after", "since", "until"}
)
_MARKERS = _OPEN | {sense for sense, _ in _ALLOWED} | {"not"}
_ASKING = frozenset(
    {"through", "cite", "relay", "mention", "according", "deny", "contradict", "spread", "say", "claim"}
)
_MEETING = (AgentType.INTERNATIONAL, AgentType.STATE_BODY)
_TIMES = ("before", "after", "until")
_CARRYING = (Wanted.CARRIERS, Wanted.RELAYS, Wanted.SPREAD, Wanted.SOURCES, Wanted.COUNTS)
_NOWHERE = frozenset({"unregistered", "own_voice", "undated"})


def unaccounted(state: State, frame: Frame) -> Iterator[str]:
    """The words that no slot holds, or that stand in a slot where their place in the sentence allows none."""
    said = {*state.light, *state.manner, *state.unplaced, *state.relative, *state.addressed}
    for at, item in enumerate(state.items):
        if item.text in said or item.when:
            continue
        slots = set(_slots(item, frame, state))
        if item.has(*_ASKING):
            misread = item.start not in state.nouns and _tells_of_telling(state, at, frame)
        elif item.party or item.is_plain or item.number is not None:
            misread = not slots or not _fits(state, at, item, slots, frame)
        else:
            misread = False
        limits = item.has("only") and (before := state.before(at)) is not None and before.has("mention")
        if limits or (at == 0 and item.has("not") and any(one.has("whether") for one in state.items)):
            yield item.text  # "claims that mention only Aleppo", "не Россия ли обвинила Турцию"
        if item.has("about") and not item.has("of", "in") and state.after(at) is None and state.items[0].has("who"):
            yield item.text  # "who does Putin talk about"
        follows = state.after(at)
        if item.has(*_TIMES) and not item.has(NEUTRAL) and not (follows and (follows.when or follows.relative)):
            yield item.text  # "after the truce": of no day
        if _is_half(state, at, slots, frame) or (item.has("contrast") and not _is_contrast(state, at)):
            yield item.text
        each = at > 0 and state.items[at - 1].has("each") and frame.wanted in (Wanted.COUNTS, Wanted.NUMBERS)
        uncounted = each and not (item.party or item.has(frame.by or "claim", "claim", "source", "outlet"))
        if misread or uncounted or _is_parted(state, at, slots, frame):
            yield item.text


def _is_half(state: State, at: int, slots: set[str], frame: Frame) -> bool:
    """Whether a country is but half of a name that nobody knows: "Ethiopian Airlines", "the Syrian centre said"."""
    item, follows = state.items[at], state.items[at + 1] if at + 1 < len(state.items) else None
    if not item.adjective:
        return False
    alone = sum(one.party == item.party for one in state.items) == 1
    cut = slots == {"speakers"} and follows is not None and follows.is_plain and not item.has("sourced")
    told = cut and follows is not None and set(_slots(follows, frame, state)) == {"about"}
    return told or (alone and slots >= {"speakers", "about"})


def _is_contrast(state: State, at: int) -> bool:
    """Whether a *but* stands before what is taken away or where to look: no other words can follow it."""
    follows = state.after(at)
    if not state.items[at].is_neutral:
        return True
    told = follows is not None and follows.has("not", "except", "only", "about", "in", "from", "of", "by", "according")
    return told or (follows is not None and bool(follows.when or follows.has("before", "after", "since", "until")))


def _tells_of_telling(state: State, at: int, frame: Frame) -> bool:
    """Whether a word by which words are passed on is taken for a subject: "is it true, *quoted* by AFP"."""
    named = state.after(at, "by", "of")
    subject = state.before(at) if named is None or named.has("about") else named
    labels = {label for name in _TOPICS for concept in getattr(frame, name) for label in concept.label.split(" / ")}
    closes = named is None and "claim" in state.seen  # "statements of X that Y denies"
    return (closes or bool(subject and subject.party)) and state.items[at].text in labels


def _slots(item: Item, frame: Frame, state: State) -> Iterator[str]:
    for name in _PARTIES:
        if any(_is_named(item, party) for party in getattr(frame, name)):
            yield name
    label = state.concept(item.party).label if item.party else ""
    if frame.language and language_named(item) == frame.language:
        yield "language"
    if item.party and item.party.kind is PartyKind.MEDIA and frame.wanted in _CARRYING:
        yield "outlet"  # "which media quote X": who is asked for
    for name in _TOPICS:
        for concept in getattr(frame, name):
            if (
                (item.number is not None and concept.number == item.number)
                or label == concept.label
                or _holds(concept.label, item)
            ):
                yield name


def _is_named(item: Item, party: Party) -> bool:
    if item.party is None:
        return _holds(party.label, item)
    same_country = bool(item.party.country) and item.party.country == party.country
    return item.party == party or (item.party.kind is PartyKind.STATE and same_country) or _holds(party.label, item)


def _holds(label: str, item: Item) -> bool:
    known = {word.folded for word in words(label)}
    return bool(item.words) and all(word.folded in known for word in item.words)


def _fits(state: State, at: int, item: Item, slots: set[str], frame: Frame) -> bool:
    """Whether one of the slots is of the kind that the words around an item allow."""
    marker = _marker(state, at)
    if any(_in_wrong_place(state, at, item, slots, frame, marker)):
        return False
    if marker is None:
        return True
    if marker.has("not"):
        held = item.party is None or item.party.kind is PartyKind.STATE
        held = held or any(one.has("mention") for one in state.items[:at])
        excepted = _TAKEN_AWAY if held else {"not_speakers"}
        return bool(slots & excepted) or frame.wanted.value in _NOWHERE
    if item.party is None or marker.senses & _OPEN:
        return True
    allowed = {name for sense, names in _ALLOWED if marker.has(sense) for name in names}
    if frame.wanted in (Wanted.CONTRADICTIONS, Wanted.COMPARE) and marker.has("at"):  # "ce qui oppose X à Y"
        return True
    rested = frame.wanted is Wanted.ONLY and marker.has("through")
    allowed |= {"speakers"} if rested or "come" in state.seen else set()  # "attribuées à Reuters"
    allowed |= {"through"} if marker.has("on", "in") and state.is_platform(item.party) else set()  # "on Twitter"
    allowed |= {"about"} if frame.stance is Stance.BLAMES else set()  # "que reproche Washington à Damas"
    return bool(slots & (allowed | _TAKEN_AWAY))


def _in_wrong_place(
    state: State, at: int, item: Item, slots: set[str], frame: Frame, marker: Item | None
) -> Iterator[bool]:
    """What no sentence means by a word in such a slot, one kind after another."""
    party, before = item.party, state.before(at)
    kind = party.kind if party else None
    if slots & {"where", "speakers"}:  # "in Homs with photos", "quote Lavrov with Iran"
        yield _is_beside(state, at)
    if slots == {"not_about"}:  # "who denied it, apart from the monks", "everyone but the two governments"
        yield item.number is not None or (kind is not PartyKind.STATE and _is_apart(state, at, frame))
    if slots == {"about"} and party:
        sort = not party.country and (kind is PartyKind.MEDIA or (kind is PartyKind.KIND and at == 0))
        yield sort and not (marker and marker.has("about", "of", "mention"))  # "how many claims each medium has"
        apart = at > 0 and "," in state.question[state.items[at - 1].end : item.start]
        yield apart and state.is_subject(at)  # "Damas nie, Paris affirme"
        told = before is not None and before.has("say") and marker is None and not state.asks_who
        yield told and bool(frame.speakers) and not item.oblique  # "which Russian claims did the US confirm"
    if slots == {"not_speakers"}:
        yield (item.is_plain and item.text.islower()) or _is_silent(state, at, frame, marker)
    if slots == {"speakers"} and item.is_plain and item.text.islower():
        yield not _is_licensed(state, at, frame)
    if slots == {"where"} and party:
        yield not _is_place(party, state)
    if slots == {"through"} and kind is PartyKind.STATE:  # "in an interview with the French"
        yield not item.has("sourced") and marker is not None and marker.has("through")
    if item.number is not None:
        yield _is_no_figure(state, at, frame)


def _is_silent(state: State, at: int, frame: Frame, marker: Item | None) -> bool:
    """Whether it is asked what somebody did not say: "what did neither X nor Y say"."""
    verb = next((one for one in state.ahead(at, "not", "ne", "or", "and") if not one.party), None)
    negated = marker is not None and marker.has("not") and not marker.has("except")
    return negated and not frame.speakers and verb is not None and verb.has(*UTTERING)


def _is_no_figure(state: State, at: int, frame: Frame) -> bool:
    """Whether a number is of those who speak ("the two sides") or of a day ("April fourth twenty seventeen")."""
    follows, before = state.after(at), state.items[at - 1] if at and not state.items[at].bound else None
    of_speakers = follows is not None and (follows.is_plain or bool(follows.party))
    if of_speakers and follows is not None and "speakers" in _slots(follows, frame, state):
        return True
    return before is not None and (bool(before.when) or before.number is not None)


def _is_licensed(state: State, at: int, frame: Frame) -> bool:
    """Whether words that name nobody known stand where somebody speaks: behind *by*, before a verb of saying."""
    beside = next((one for one in reversed(state.items[:at]) if not (one.is_neutral or one.is_plain)), None)
    ahead = next((one for one in state.items[at + 1 :] if not (one.is_neutral or one.is_plain)), None)
    apart = at > 0 and "," in state.question[state.items[at - 1].end : state.items[at].start]
    if at and state.items[at - 1].has("outlet", "article"):  # "which Arab media"
        return False
    group, follows = state.items[at - 1] if at else None, state.after(at)
    if group and group.party and follows and follows.has("and", "or") and _is_within(group, frame):
        return True  # "responsables kurdes ou des FDS"
    if apart and not (ahead is not None and ahead.has(*UTTERING)):
        return False
    if beside is not None and beside.has("and", "or"):
        return "speakers" in _slots(state.items[state.items.index(beside) - 1], frame, state)
    told = beside is not None and beside.has(*_MARKERS, *UTTERING, "claim", "source", "rest", "only", "compare")
    return told or (ahead is not None and (ahead.has(*UTTERING) or bool(ahead.party)))


def _is_within(group: Item, frame: Frame) -> bool:
    return any(party != group.party and _holds(party.label, group) for party in frame.speakers)


def _is_parted(state: State, at: int, slots: set[str], frame: Frame) -> bool:
    """Whether an *or* or *and* joins it to somebody who stands in another slot: "in the Times or the Post"."""
    passed = ("on", "what") if frame.wanted is Wanted.ONLY else ()  # "… que sur Israël ou que sur l'Iran"
    row = state.row(at, *passed)
    joined = len(row) == 2 and row[1].has("and", "or") and row[0].party and state.items[at].party
    beside = set(_slots(row[0], frame, state)) if joined else set()
    return bool(beside and slots) and not slots & beside and not beside | slots >= {"speakers", "opposite"}


def _is_beside(state: State, at: int) -> bool:
    """Whether *with* stands before an item: it belongs to what is told, and to no place or speaker."""
    for other in reversed(state.items[:at]):
        if other.has("with") or not other.has(NEUTRAL):
            return other.has("with")
    return False


def _is_apart(state: State, at: int, frame: Frame) -> bool:
    """Whether an item is excepted from those who speak: no *about* says that it is from what is spoken of."""
    row = state.row(at)
    named = len(row) == 2 and row[0].party in frame.speakers and state.items[at].text[0].isupper()
    bare = any(other.has("not") for other in row) and not any(other.has("about", "mention") for other in row)
    return bare and (state.asks_who or named)


def _is_place(party: Party, state: State) -> bool:
    """Whether something can be in it: a state, or a body that meets somewhere; nobody is in a medium or a person."""
    agent = state.registry.get(party.value) if party.kind is PartyKind.AGENT else None
    meets = agent is not None and agent.type in _MEETING
    return party.kind is PartyKind.STATE or meets


def _marker(state: State, at: int) -> Item | None:
    """The word right before an item that says how it belongs to the rest."""
    for other in reversed(state.items[:at]):
        if other.senses & _MARKERS:
            return other
        if not other.is_neutral and not other.has("one"):
            return None
    return None
