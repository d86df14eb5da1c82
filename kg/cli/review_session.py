"""The walk through what is worth deciding: one key an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from kg.answers.harmless import clean
from kg.cli.draw.decisions import decision_words
from kg.cli.draw.review_question import review_question_lines
from kg.model.errors import BadParameter, KgError
from kg.propositions.decisions import Decision, DecisionKind
from kg.review.apply import DecisionLog
from kg.review.decider import Decider
from kg.review.questions import ReviewTask, TaskKind

_AHEAD = 20  # questions whose articles are read at once
_ALIKE = {"s": "same", "n": "not the same"}
_CLAIM = {"w": "wrong speaker", "b": "wrong subject", "m": "merge its speaker", "r": "reject claim"}
_NEAREST = {str(number): f"{number} does" for number in (2, 3, 4)}
_ALWAYS = {"u": "undo", "k": "skip", "q": "quit"}
KEYS = {
    TaskKind.PERHAPS: _ALIKE | _CLAIM | _ALWAYS,
    TaskKind.JOIN: _ALIKE | _CLAIM | _ALWAYS,
    TaskKind.YES: _NEAREST | {"n": "none does"} | _CLAIM | _ALWAYS,
    TaskKind.CONTRADICTION: {"c": "they contradict", "n": "they do not", "s": "they say the same"} | _CLAIM | _ALWAYS,
    TaskKind.HOP: {"p": "pick who is meant"} | _CLAIM | _ALWAYS,
    TaskKind.SPEAKER: {"y": "that is right"} | _CLAIM | _ALWAYS,
    TaskKind.AGENT: {"m": "it is another agent", "t": "the state behind it"} | _ALWAYS,
}
_PAIRS = {
    (TaskKind.PERHAPS, "s"): DecisionKind.SAME,
    (TaskKind.PERHAPS, "n"): DecisionKind.DIFFERENT,
    (TaskKind.JOIN, "s"): DecisionKind.SAME,
    (TaskKind.JOIN, "n"): DecisionKind.DIFFERENT,
    (TaskKind.YES, "n"): DecisionKind.DIFFERENT,
    (TaskKind.CONTRADICTION, "s"): DecisionKind.SAME,
    (TaskKind.CONTRADICTION, "n"): DecisionKind.COMPATIBLE,
    (TaskKind.CONTRADICTION, "c"): DecisionKind.CONTRADICTION,
}


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the walk meets a person: one key, a line of words, and lines shown. Columns are its width."""

    key: Callable[[], str]
    ask: Callable[[str], str]
    say: Callable[[str], None]
    width: int = 100


ROUND = 5  # answers after which they are applied, and what is left is valued anew


@dataclass(slots=True)
class _Walk:
    decider: Decider
    journal: DecisionLog
    screen: Screen
    made: list[tuple[int, Decision]] = field(default_factory=list)  # with the place of the question

    def step(self, at: int, question: ReviewTask) -> int | None:
        """Put one question; the place of the next one, None to stop."""
        for line in review_question_lines(question, self.decider, self.screen.width):
            self.screen.say(line)
        while True:
            self.screen.say("")
            self.screen.say(" · ".join(f"{key} {name}" for key, name in KEYS[question.kind].items()))
            key = self.screen.key().lower()
            if key == "q":
                return None
            if key == "k":
                return at + 1
            if key == "u":
                if (back := self._undo()) is not None:
                    return back
            elif key in KEYS[question.kind]:
                try:
                    self._keep(at, self._decision(question, key))
                except KgError as error:
                    self.screen.say(clean(str(error)))
                else:
                    return at + 1

    def _keep(self, at: int, decision: Decision) -> None:
        why = self.screen.ask("Why (may be empty): ").strip()
        for entry in self.journal.add([replace(decision, why=why)]):
            self.made.append((at, entry))
            self.screen.say(clean(f"{entry.id}: {decision_words(entry)}"))

    def _undo(self) -> int | None:
        """Take back the last decision of this walk; its question is put again."""
        if not self.made:
            self.screen.say("Nothing decided yet; older ones: kg review list, kg review undo ID.")
            return None
        at, entry = self.made.pop()
        self.journal.add([self.decider.undo(entry, "")])
        self.screen.say(f"{entry.id}: taken back")
        return at

    def _decision(self, question: ReviewTask, key: str) -> Decision:
        if (kind := _PAIRS.get((question.kind, key))) is not None:
            return self.decider.pair(kind, question.left, question.right or "", "", question.against)
        if key in _NEAREST:
            return self._nearest(question, int(key) - 2)
        claim = self._claim(question)
        if key == "r":
            return self.decider.reject(claim, "")
        if key == "b":
            value = self.screen.ask("Words of the sentence that are its subject (empty: none): ")
            return self.decider.subject(claim, value, "")
        if key == "t":
            value = self.screen.ask("Code or name of the state for which it speaks, or none: ")
            return self.decider.state(claim, value, "", question.agents)
        if key == "y":
            return self.decider.speaker(claim, self.decider.speaker_of(claim), "")
        value = self._source(question, claim, key)
        if key == "p" and question.hop is not None:
            return self.decider.hop_is(question.hop, value, "")
        if key == "w":
            return self.decider.speaker(claim, value, "")
        return self.decider.merge(claim, value, "", question.agents)

    def _nearest(self, question: ReviewTask, at: int) -> Decision:
        """One of the claims shown says the same."""
        if at >= len(question.against):
            expected = f"one of 2 to {len(question.against) + 1}"
            raise BadParameter(at + 2, expected, "Press its number, or n where none does.")
        return self.decider.pair(DecisionKind.SAME, question.left, question.against[at], "")

    def _claim(self, question: ReviewTask) -> str:
        """Which claim is meant, where two are shown."""
        others = question.against or (self.decider.members(question.right) if question.right else ())
        if not others:
            return question.left
        number = self.screen.ask("Which, 1 or 2? ").strip()
        return question.left if number != "2" else next(iri for iri in others if iri != question.left)

    def _source(self, question: ReviewTask, claim: str, key: str) -> str:
        """A source in words: its number in what is shown, an id, a name."""
        choices = self.decider.candidates(question.hop) if key == "p" and question.hop else list(question.proposals)
        choices = choices or self.decider.sources(claim)
        for number, name in enumerate(choices, start=1):
            self.screen.say(clean(f"  {number}: {name.label}"))
        voices = ", unknown, outlet" if key == "w" else ""
        value = self.screen.ask(f"Number, registry id or name, new: NAME{voices}: ").strip()
        if value.isdecimal() and 0 < int(value) <= len(choices):
            return choices[int(value) - 1].id or choices[int(value) - 1].label
        return value


def in_rounds(
    decider: Decider,
    journal: DecisionLog,
    asked: Callable[[], Sequence[ReviewTask]],
    screen: Screen,
    applied: Callable[[], None],
) -> list[Decision]:
    """Put the questions worth most, a few at a time, until none is left or the person stops; the decisions made.

    Args:
        decider: makes decisions of answers.
        journal: where they are kept.
        asked: the questions of now, those worth most first.
        screen: where the person is.
        applied: makes the store say what was decided, and tells what that changed.
    """
    made: list[Decision] = []
    seen: set[str] = set()
    while left := [task for task in asked() if task.id not in seen]:
        going = walk(decider, journal, left[:ROUND], screen, len(left))
        seen.update(task.id for task in left[:ROUND])
        made.extend(going.decisions)
        if not going.ended:
            return made
        if journal.changed:
            applied()
            decider.forget()
    screen.say("Nothing more that would change a verdict.")
    return made


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk made, and whether it came to its end."""

    decisions: list[Decision]
    ended: bool


def walk(
    decider: Decider, journal: DecisionLog, found: Sequence[ReviewTask], screen: Screen, number: int | None = None
) -> Walked:
    """Put questions until they end or the person stops; the decisions made that were not taken back.

    Each is in the file as soon as it is made; end of input and an interruption stop the walk as ``q`` does. ``number``:
    how many questions are open, where not all of them are put.
    """
    going = _Walk(decider, journal, screen)
    at: int | None = 0
    try:
        while at is not None and at < len(found):
            screen.say("")
            screen.say(f"─── {at + 1} of {number or len(found)} ───")
            if at % _AHEAD == 0:
                several = found[at : at + _AHEAD]
                decider.prepare(iri for one in several for iri in (one.left, one.right or "", *one.against))
            at = going.step(at, found[at])
    except (EOFError, KeyboardInterrupt):
        screen.say("")
        at = None
    return Walked([entry for _, entry in going.made], at is not None)
