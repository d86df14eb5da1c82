"""Who acts and who is acted on: passives, cases in which nobody speaks, pronouns, media that quote."""

from __future__ import annotations

from kg.answers.ask.frame import Party, PartyKind
from kg.answers.ask.item import Item
from kg.answers.ask.state import ACTING, UTTERING, State
from kg.sources.registry import MEDIA

GROUPS = (PartyKind.NAMED, PartyKind.KIND, PartyKind.MEDIA, PartyKind.OFFICIALS)


class Voice(State):
    """The part of reading that tells who does what is said from those to whom it is done."""

    def turn_passive(self, at: int, item: Item, verb: str) -> None:
        """What a passive verb does to those who were named before it."""
        follows = self.after(at)
        by = follows is not None and (follows.has("by") or (follows.party is not None and follows.oblique))
        if self._is_passive(at):
            self._undergone(item, by)
        if verb == "deny" and "claim" in self.seen and self.has_speaker and self.is_refuted(at) and not by:
            self.unplaced.append(item.text)  # claims of X that are denied: by whom is not said

    def _is_passive(self, at: int) -> bool:
        """Whether a verb tells what is done to somebody: "was X accused", "a été condamné"."""
        if not self.items[at].has("undergone"):
            return False
        for other in reversed(self.items[: at + 1]):
            if other.has("being"):
                return True
            passed = other.is_neutral or other.has("undergone", "not", "ne", "it", "pronoun", "by") or other.party
            if not (passed or (other.is_plain and other.text[0].isupper())):
                return False
        return False

    def _undergone(self, item: Item, by: bool) -> None:
        """*X was accused*: who was named so far is no speaker, but whom it is laid on.

        Whoever was found guilty admitted nothing, and who was condemned by nobody named may have been so by a court.
        """
        if item.has("admit") or (not item.has(*ACTING) and not by and not (self.asks_who and self.has_speaker)):
            self.unplaced.append(item.text)
        if not self.slots["speakers"]:
            return
        self.topics["about"].extend(map(self.concept, self.slots["speakers"]))
        self.slots["speakers"].clear()
        self.role, self.acted_on = "object", True

    def is_refuted(self, at: int) -> bool:
        """Whether a verb of denying says of claims that somebody denies them."""
        return self.items[at].has("refuted") and any(item.has("being") for item in self.items[max(0, at - 2) : at + 1])

    def stand_in(self, at: int, item: Item) -> None:
        """*He*, *they*: beside a verb of saying somebody, and who that is must have been said."""
        beside = [other for other in (self.before(at), self.after(at)) if other is not None]
        told = any(other.has(*UTTERING) for other in beside)
        if told and not any(other.party or other.is_plain for other in self.items[:at]):
            self.seen.add("pronoun")
            self.pronouns.append(item.text)

    def affirmed(self, negated: bool, item: Item) -> None:
        """A place that knows no negation must not lose one."""
        if negated:
            self.unplaced.append(item.text)

    def is_acted_on(self, at: int, item: Item) -> bool:
        """Whether its case says that it does not speak: *обвиняют Асада*, *сказали Асаду*."""
        if not item.oblique or self.asks_who or self.has_speaker or self.role not in ("", "speaker"):
            return False
        follows, before = self.after(at), self.before(at)
        if before is not None and before.has("noun"):  # "обвинения Анкары против Дамаска"
            return False
        acting = self.verb if self.role else ""
        if acting == "say":
            self.addressed.append(item.text)
            return True
        if acting not in ACTING and not (not self.verb and follows is not None and follows.has(*ACTING)):
            return False
        if item.party is not None:
            self.topics["not_about" if self.negated() else "about"].append(self.concept(item.party))
        self.role, self.acted_on = "object", True
        return True

    def carries(self, one: Party, other: Party) -> bool:
        """Whether somebody named before a verb of quoting is who quotes: media, and one beside a sort of sources."""
        is_medium = one.kind is PartyKind.MEDIA or one.value in MEDIA
        return is_medium or (one.kind is PartyKind.AGENT and (other.kind in GROUPS or "what" not in self.seen))

    def is_medium(self, party: Party) -> bool:
        """Whether somebody is a medium that the registry knows."""
        agent = self.registry.get(party.value) if party.kind is PartyKind.AGENT else None
        return agent is not None and agent.type in MEDIA
