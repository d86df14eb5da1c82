"""Prepositions: of whom, about what, where, through whom the next name or word is."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answers.ask.frame import Party, PartyKind
from kg.answers.ask.item import Item
from kg.answers.ask.state import UTTERING, VERBS
from kg.answers.ask.vocabulary import NEUTRAL
from kg.answers.ask.voice import GROUPS, Voice
from kg.languages.normalize import is_determiner

_ROLES = {"about": "about", "in": "where", "through": "through", "by": "from", "from": "from", "according": "from"}
_WHOSE = ("claim", "verbatim", "source", "speaker", "article", "deny", "foretell", "come", "without", "verdict")


class Prepositions(Voice):
    """The part of reading that knows what a preposition makes of the next name."""

    def turn(self, at: int, item: Item) -> None:
        """Prepositions."""
        if "by" in item.senses and self.role == "through":  # "who denied it, quoted by AFP"
            return
        if "notonly" in self.seen and "on" in item.senses and self.has_speaker:  # "not only on X but also on Y"
            self.unplaced.append(item.text)
            return
        for sense, role in _ROLES.items():
            rested = "on" in item.senses and self._rests_on(at)
            if sense not in item.senses or (rested and sense == "about") or (sense == "in" and self._in_clause(at)):
                continue
            follows, before = self.items[at + 1 : at + 2], self.before(at)
            if (
                sense == "in"
                and before is not None
                and (before.has("source", "who") or self._is_of_outlets(before, follows))
                and not (follows and follows[0].has("article"))
            ):
                self.unplaced.append(item.text)  # "sources in the ministry": of it, and not where something happened
                continue
            behind = next((other for other in self.items[at + 1 :] if not other.has(NEUTRAL)), None)
            if sense == "in" and behind is not None and behind.has(*UTTERING):  # "qu'en dit-on": a pronoun
                self.unplaced.append(item.text)
                continue
            told = self.role == "that" or (self.asks_who and self.verb in ("say", "deny") and self.topics["about"])
            if sense in ("by", "from") and told:  # "that the bridge was closed by the army"
                self.role = "that"
                return
            fled = sense == "from" and self.role == "counted" and before is not None and before.is_plain
            role = "where" if fled and behind is not None and behind.is_plain else role  # "how many fled from Ghouta"
            self.outer = self.role if sense == "in" and self.role in ("that", "about", "object", "counted") else ""
            self.role = "through" if sense == "by" and "reach" in self.seen else role
            if rested:
                self.role = "object" if self.verb == "cite" and self.has_speaker else "from"
            return
        if "of" in item.senses:
            self._of(at)

    def _is_of_outlets(self, before: Item, follows: Sequence[Item]) -> bool:
        """Whether *in* tells of what country media are, and not where something happened: "outlets in Russia"."""
        media = before.has("outlet") or (before.party is not None and before.party.kind is PartyKind.MEDIA)
        return media and bool(follows) and follows[0].party is not None

    def _rests_on(self, at: int) -> bool:
        """Whether *on* only belongs to *rest on* or *only on*."""
        passed = ("not", "what", "neutral")
        rests = (
            "only",
            "come",
            "single",
            "rest",
            *(() if self.items[at].has("about") else ("cite",)),
        )  # "ссылается на"
        before = self.row(at, *passed)
        return any(
            other.has(*rests) and (at == 1 or not before[-1].has("claim"))
            for at, other in zip((1, 0), reversed(before), strict=False)
        )

    def _in_clause(self, at: int) -> bool:
        """Whether *in* stands inside a clause and before no name: it is a part of what is said there."""
        follows = self.after(at)
        named = follows is not None and (follows.party or follows.text[0].isupper() or follows.when)
        asked = self.role == "object" and "what" in self.seen and not self.asks_who  # where it was said, or of where
        return self.role in ("that", "object", "about") and not (named or asked)

    def _of(self, at: int) -> None:
        """Of whom, or of what: behind claims the speaker, behind speaking the subject."""
        before = self.before(at)
        if before is None or before.start in self.nouns:
            return
        asked = self.asks_who or self.has_speaker or "what" in self.seen
        follows_speaker = before.party is not None and self.verb in ("say", "foretell") and not self.asks_who
        own = next((one for one in reversed(self.items[: self.items.index(before)]) if not one.is_neutral), None)
        whose = (
            own is not None
            and own.party in self.slots["speakers"]
            and before.has("claim")
            and "of" in self.items[at].senses
        )
        told = before.adjective and own is not None and own.has("claim")
        sided = bool(self.seen & {"contradict", "compare"} and self.slots["opposite"])
        follows = self.after(at)
        party = follows.party if follows is not None else None
        grouped = (party is not None and party.kind in GROUPS) or (follows is not None and follows.has("source"))
        some = (
            grouped
            and before.has("say")
            and before is self.items[at - 1]
            and is_determiner(self.items[at].text, self.language)
        )
        rows = (
            (
                some and "what" in self.seen and not (self.asks_who or self.has_speaker),
                "speaker",
            ),  # "ce que disent des rebelles"
            (sided and before.has("claim"), "about"),
            (bool(own) and (whose or told) and self.has_speaker, "about"),
            (before.has("foretell") and (self.asks_who or self.has_speaker), "object"),
            (before.has(*_WHOSE), "from"),
            (before.has("say", "mention"), "about" if asked else self.role),
            (before.has("number", "timeline", "first", "howmany", "contradict", "given", "toll"), "counted"),
            (self.role == "where" and self.verb and not before.has("place"), "about"),
            (follows_speaker and self.role in ("object", "speaker"), "about"),
        )
        self.role = next((role for holds, role in rows if holds), self.role)

    def _toward(self, at: int, item: Item) -> None:
        """*To*: behind coming from whom, before a name of a place where; before a verb it says nothing."""
        before, follows = self.before(at), self.after(at)
        if follows is not None and follows.party is not None and self.is_toward(item, follows.party):
            return  # "spoke to AFP": through it
        if "at" in item.senses and self.seen & {"contradict", "compare"}:  # "ce qui oppose X à Y"
            self.role = ""
        elif before is not None and before.has("come", "unknown", "call", "nosource", "only", "rest"):
            self.role = "from" if before.has("come", "only", "rest") else self.role
        elif (
            before is not None and before.has("happen") and follows and not (follows.party or follows.text[0].isupper())
        ):
            self.role = "about"  # "what happened to the convoy"
        elif "at" in item.senses and self.verb == "foretell" and follows is not None and follows.party:
            self.unplaced.append(item.text)  # "que promet X aux Syriens"
        elif "at" in item.senses and self.verb == "blame":  # "que reproche Washington à Damas"
            self.role = "object"
        elif "at" in item.senses and self.verb == "say" and follows is not None and follows.party and self.has_speaker:
            self.role = "where" if follows.capital else self.role
            self.addressed += [] if follows.capital else [follows.text]  # "répondu au Kremlin"
        elif "at" in item.senses:
            place = follows is not None and ((not follows.senses and follows.text[0].isupper()) or follows.capital)
            self.role = "where" if place else self.role
        elif self.verb not in ("call", "foretell") and (follows is None or not follows.has(*VERBS, "first")):
            self.unplaced.append(item.text)

    def is_toward(self, item: Item, party: Party) -> bool:
        """Whether a preposition stands between a verb of saying and a medium: "spoke to AFP", "говорил с ТАСС"."""
        row = [one for one in self.row(self.items.index(item)) if one.party not in self.slots["speakers"]]
        before = row[-1] if row else None
        said = (
            before is not None and before.has("say", "tell", "claim") and (self.has_speaker or not before.has("claim"))
        )
        return said and item.has("to", "at", "with") and self.is_medium(party)
