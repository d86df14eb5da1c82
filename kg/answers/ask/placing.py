"""Names, days, numbers and other words: each takes the place that the words before it lead to expect."""

from __future__ import annotations

from kg.answers.ask.compounds import language_named
from kg.answers.ask.frame import Party, PartyKind
from kg.answers.ask.item import Item
from kg.answers.ask.state import UTTERING
from kg.answers.ask.subjects import Subjects
from kg.answers.ask.vocabulary import NEUTRAL
from kg.answers.ask.voice import GROUPS
from kg.languages.profile import declined_in

_OF_WHOM = ("blame", "deny", "contradict", "call", "say")
_SORTS = (PartyKind.MEDIA, PartyKind.OFFICIALS, PartyKind.KIND)
_TOLD = ("about", "counted", "where")


class Placing(Subjects):
    """The part of reading that fills the places."""

    def party(self, at: int, item: Item, party: Party) -> None:
        """Somebody: who speaks, or passes on, or is spoken of."""
        self.seen |= item.senses & {"sourced", "closed"}
        if (
            self._is_distributed(at, party)
            or self._is_asked_too(at, item)
            or self.is_acted_on(at, item)
            or self._is_of_those(at, item)
            or self._is_denied(party)
            or self._is_denier(at, item, party)
            or self._is_side(party)
            or self._is_spoken_in(item)
        ):
            return
        negated, follows = self.negated(), self.after(at)
        self._turn_to_speaker(at, follows)
        if (
            self.role == "through"
            or self._is_quoting(at, follows)
            or self._is_posted_on(at, party)
            or self._is_told_to(at, party)
        ):
            self.affirmed(negated, item)
            self.slots["through"].append(party)
        elif self._gives_too(at):
            self._speaker(party, negated)
        elif self._continues(at, "not_speakers") or (negated and self._is_excepted_source(at, item, party)):
            self._speaker(party, negated=True)
        elif self.role in ("about", "that", "where", "counted"):
            self.add("where" if self.role == "where" else "about", self.as_subject(item, party), negated)
        elif self.acted_on and not (item.oblique or self.has_speaker or negated):
            self._speaker(party, negated)
        elif self.role == "object" and not self._continues(at, "speakers"):
            self._object(at, item, party, negated)
        elif self._is_outlet(at, item):
            self.affirmed(negated or (party.kind is PartyKind.MEDIA and not party.country), item)
            is_state = party.kind is PartyKind.STATE
            made = Party(PartyKind.MEDIA, party.label, "media", party.country) if is_state else party
            self.slots["outlet"].append(made)
        elif self.has_speaker and not (negated or self._is_joined(at)):
            self._according(at, item, party)
        else:
            self._speaker(party, negated)

    def _is_received(self, at: int) -> bool:
        """Whether media have words from somebody: "TASS writes, according to X", "what TASS carried from"."""
        before = self.before(at)
        taken = self.verb in ("cite", "relay") and before is not None and before.has("from") and not before.has("by")
        return (taken or self.items[at - 1].has("according")) and all(map(self.is_medium, self.slots["speakers"]))

    def _according(self, at: int, item: Item, party: Party) -> None:
        """Somebody through media that were named before him; nobody else speaks for somebody named."""
        if self._is_received(at):
            self.slots["through"], self.slots["speakers"] = self.slots["speakers"], [party]
        else:
            self.unplaced.append(item.text)

    def _is_excepted_source(self, at: int, item: Item, party: Party) -> bool:
        """Whether it is excepted from those who speak, and not from what is spoken of: no *about* stands between."""
        before = self.before(at)
        alone = before is not None and before.has("not", "of", "from", "by", "according")
        told = self.role in ("that", "object") or any(other.has("mention") for other in self.items[max(0, at - 2) : at])
        row = self.row(at, "not")[-1:]
        if (self.excepting and (item.adjective or self.asks_who)) or (row and row[0].party in self.slots["speakers"]):
            return True
        return alone and not told and (party.kind is not PartyKind.STATE or (item.capital and self.has_speaker))

    def _turn_to_speaker(self, at: int, follows: Item | None) -> None:
        """Where a subject or somebody spoken of is expected, and the words say that this one speaks."""
        item, party = self.items[at], self.items[at].party
        medium = party is not None and (party.kind is PartyKind.MEDIA or self.is_medium(party))
        if self.role == "counted":
            self.role = self._role_of_counted(at, follows)
        elif not self.role and item.adjective and follows is not None and follows.has("toll"):
            self.role = "counted"  # "Ukrainian losses": counted, and not who counts
        elif self.asks_who and not (self.verb or self.role) and follows is not None and follows.has(*_OF_WHOM):
            self.asks_who = False  # "whom does X blame"
            self.seen.add("whom")
        elif self.role == "where" and medium:
            self.role = "outlet"  # "in Russian media", "in Le Monde"
        elif at and self.items[at - 1].has("article") and self.role in _TOLD and party and self.is_medium(party):
            self.role = "outlet"
        elif self.role == "about" and not (self.asks_who or self.has_speaker) and self._is_told_by(at):
            self.role = "speaker"  # "what about Syria does Russia say"

    def _role_of_counted(self, at: int, follows: Item | None) -> str:
        """The place of somebody where what is counted is expected: who counts, whose claims are counted, or neither."""
        item, beside, before = self.items[at], self.items[at - 1], self.before(at, "of")
        if kept := self._counts_speakers(at, before, follows):
            self.counted = [kept]
            return "from"
        if self._gives(at) or self._is_told_ahead(at):  # "which numbers X gives"
            return "speaker"
        has_claims = "howmany" in self.seen and beside.has("claim", "article", "neutral")  # "how many claims X has"
        if has_claims and self.seen & {"claim", "article"}:
            return "from"
        if self._is_figures_of(at) or self._whose_claims(at, follows) or self.verb == "cite":
            return "from"
        printed = beside.has("article") and item.party is not None and self.is_medium(item.party)
        return "outlet" if printed or (follows is not None and follows.has("article")) else "counted"

    def _counts_speakers(self, at: int, before: Item | None, follows: Item | None) -> str:
        """What is counted where it is those who speak: "how many Russian sources", "how many witnesses say"."""
        item, asked = self.items[at], before is not None and before.has("howmany")
        if item.has("sourced"):
            return "source" if asked else ""
        behind = self.after(at, "not", "ne")
        silent = follows is not None and follows.has("not") and behind is not None and behind.has("cite", "relay")
        if asked and silent and item.party is not None and item.party.kind is PartyKind.MEDIA:
            return "outlet"  # "how many media do not quote X"
        speaks = follows is not None and follows.has(*UTTERING, "mention") and not self.items[at + 1].has("being")
        grouped = item.party is not None and item.party.kind in (*GROUPS, PartyKind.KIND)
        return "speaker" if asked and speaks and grouped else ""

    def _whose_claims(self, at: int, follows: Item | None) -> bool:
        """Whether statements are somebody's: "Erdogan's statements", "первое опровержение Москвы"."""
        item, before = self.items[at], self.items[at - 1]
        owned = before.has("claim", "deny") and bool(declined_in(item.text))
        return owned or (follows is not None and follows.has("claim", "deny") and follows is self.items[at + 1])

    def _is_told_ahead(self, at: int) -> bool:
        """Whether it is asked when somebody said it: "when did X first accuse Y"."""
        if "when" not in self.seen:
            return False
        ahead = next((one for one in self.items[at + 1 :] if not one.has(NEUTRAL, "first", "last")), None)
        told = ahead is not None and (ahead.has(*UTTERING) or (ahead.has("mention") and not ahead.has("noun")))
        return ahead is not None and told and not ahead.has("claim")

    def _is_posted_on(self, at: int, party: Party) -> bool:
        """Whether something was said on a platform: "what did X say on Twitter"."""
        before = self.before(at)
        told = self.verb == "say" and (self.has_speaker or self.asks_who) and self.role in ("about", "where")
        return told and before is not None and before.has("on", "in") and self.is_platform(party)

    def _is_told_to(self, at: int, party: Party) -> bool:
        """Whether words were said to a medium, and so through it: "told Reuters", "dit à Reuters", "сказал Рейтер"."""
        row = self.row(at)
        told = bool(row) and (row[-1].has("tell") or self.is_toward(row[-1], party))
        return told and (self.asks_who or self.has_speaker) and self.is_medium(party)

    def _is_figures_of(self, at: int) -> bool:
        """Whether numbers are those of somebody who gives them, and nobody is counted: no "number of Russians"."""
        item = self.items[at]
        row = self.row(at, "of")[-1:]
        gives = item.capital or (item.party is not None and item.party.kind in (PartyKind.AGENT, PartyKind.OFFICE))
        return gives and bool(row) and row[0].has("number") and "howmany" not in self.seen

    def _is_told_by(self, at: int) -> bool:
        before, follows = self.before(at), self.after(at)
        if before is not None and before.has("mention") and not self.items[at].oblique and "article" not in self.seen:
            return follows is not None and bool(follows.party or follows.is_plain)  # "упоминает ли Reuters Сирию"
        content = before is not None and bool(before.party or before.is_plain or before.concept)
        return content and self.is_subject(at)

    def _gives(self, at: int) -> bool:
        """Whether a verb of saying or giving stands behind it, or one of giving before."""
        before, follows = self.before(at), self.after(at)
        given = before is not None and before.has("given")
        return given or (follows is not None and follows.has(*UTTERING, "given"))

    def _is_quoting(self, at: int, follows: Item | None) -> bool:
        """Whether it passes on the words that are asked for: "whom does Reuters quote", "quoted by Reuters"."""
        row = self.row(at)
        party = self.items[at].party
        asked = self.items[at].has("sourced") and not self.verb and self.seen <= {"neutral", "what", "sourced", "being"}
        if asked and party is not None and self.is_medium(party) and not row[:-1]:
            self.seen |= {"cite", "whom"}  # "the sources of Reuters"
            return True
        if self.asks_who:
            ahead = follows is not None and follows.has("cite", "relay")
            return not self.verb and self.role == "" and ahead
        asked = (
            "whom" in self.seen
            and self.role != "about"
            and (
                self.verb in ("cite", "relay")
                or (not self.verb and follows is not None and follows.has("cite", "relay"))
            )
        )
        passed_on = self.verb in ("cite", "relay") and self.has_speaker and self.role == "from"
        return asked or (passed_on and not self._is_received(at))

    def _is_outlet(self, at: int, item: Item) -> bool:
        """Whether it says whose articles are asked about: "Russian articles", "in articles of Reuters"."""
        before, follows = self.before(at), self.after(at)
        if self.role == "outlet":
            self.role = ""
            return True
        if item.adjective and follows is not None and follows.has("article"):
            return True
        if self._continues(at, "outlet"):  # "in articles of Reuters or Le Monde"
            return True
        behind = before is not None and (before.has("article") or (before.has("of", "from") and self.role == "from"))
        printed = self.asks_who or (not self.verb and item.party is not None and self.is_medium(item.party))
        quotes = follows is not None and follows.has("cite") and not self.items[at - 1].has("being")
        return behind and printed and "article" in self.seen and (quotes or not self.is_subject(at))

    def _is_denied(self, party: Party) -> bool:
        """Whether it is asked who denies what somebody says: "who denies the claims of X about Homs"."""
        denied = self.asks_who and self.verb == "deny" and self.role == "from" and "claim" in self.seen
        if denied and not self.negation and not self.has_speaker:
            self.slots["opposite"].append(party)
            self.seen.add("between")
        return denied and not self.negation and not self.has_speaker

    def _is_denier(self, at: int, item: Item, party: Party) -> bool:
        """Whether somebody denies what another says: "what does X say that Y denies", "claims of X denied by Y"."""
        asked = self.has_speaker and not self.asks_who and bool(self.seen & {"claim", "what"}) and not self.negation
        follows, row = self.after(at), self.row(at)
        leads = follows is not None and follows.has("deny") and not follows.has("refuted") and self.role == "that"
        ends = leads and self._ends_there(self.items.index(follows)) if follows else False
        refuted = len(row) == 2 and row[1].has("by", "from") and row[0].has("refuted")
        of_whom = "claim" in self.seen and (refuted or (bool(row) and row[-1].has("refuted") and item.oblique))
        inverted = bool(row) and row[-1].has("deny") and not row[-1].has("refuted") and not item.oblique
        inverted = inverted and self.verb == "deny" and self._is_asked_of_claims(self.items.index(row[-1]))
        found = asked and self._ends_there(at) and (ends or of_whom or inverted)
        if found:
            self.slots["opposite"].append(party)
            self.seen |= {"between"}
            self.role = "object"
        return found

    def _ends_there(self, at: int) -> bool:
        """Whether nothing that is said comes behind an item: only about what, where or when."""
        follows = self.after(at)
        return (
            follows is None
            or follows.has("about", "in", "before", "after", "since", "until", "deny")
            or bool(follows.when)
        )

    def _is_asked_of_claims(self, at: int) -> bool:
        """Whether a verb has the claims for its object: "que dément Damas", "которые опровергает Пентагон"."""
        before = self.items[at - 1]
        return before.has("that") or (bool(declined_in(before.text)) and before.is_neutral)

    def _is_of_those(self, at: int, item: Item) -> bool:
        """Whether it is of others who are called like somebody named before: "… contradict those of Berlin"."""
        those = at > 0 and len(self.items[at - 1].words) > 1 and self.items[at - 1].has("from")
        found = those and any(one.kind is PartyKind.NAMED for one in self.slots["speakers"])
        self.unplaced.extend([item.text] if found else [])
        return found

    def _is_side(self, party: Party) -> bool:
        """Whether it is one of the two of a comparison or a contradiction."""
        compared = bool(self.seen & {"compare", "between"}) and self.role not in ("about", "where")
        if not compared and not ("contradict" in self.seen and self.role not in ("about", "where", "that")):
            return False
        second = self.slots["speakers"] or (self.asks_who and not compared)
        self.slots["opposite" if second else "speakers"].append(party)
        return True

    def _object(self, at: int, item: Item, party: Party, negated: bool) -> None:
        """Behind a verb: whose words are passed on, else of whom something is said."""
        before = self.before(at)
        beside = self.verb == "say" and before is not None and self.items[at - 1].has("with")  # "who spoke with Peskov"
        if beside or (before is not None and before.has("tell") and self.asks_who):  # "who told Peskov that"
            self.unplaced.append(item.text)
            return
        if self.asks_who and self.verb in ("cite", "relay", "copy"):
            self._speaker(party, negated)
            return
        if not self.asks_who and self.verb in ("cite", "relay", "copy"):
            self._carried(party, negated, item)
            return
        if self.is_recognized(item):
            self.unplaced.append(item.text)
            return
        if self.verb == "deny" and "claim" in self.seen and self.has_speaker and declined_in(item.text):
            self.affirmed(not item.oblique, item)  # "утверждения X, которые опровергает Y"
        if self.asks_who and self.verb == "deny":
            self.denied.append(party)
        if not self.asks_who and self.verb == "say" and "what" in self.seen:
            self.addressed.append(item.text)
        self.spoken_of = party
        self.add("about", self.as_subject(item, party), negated)

    def _carried(self, party: Party, negated: bool, item: Item) -> None:
        """Behind "which media quote" whose words they pass on, behind "which witnesses does … quote" who does."""
        carriers = [one for one in self.slots["speakers"] if self.carries(one, party)]
        self.affirmed(negated and not all(one.kind is PartyKind.MEDIA for one in carriers), item)
        if not carriers:
            self.slots["through"].append(party)
            return
        self.asks_who = "claim" not in self.seen
        opening = self.opening.party if self.opening else None
        self.seen |= {"outlet"} if opening in carriers and opening.kind is PartyKind.MEDIA else set()
        who = [one for one in carriers if one.country or one.kind is PartyKind.AGENT]
        self.slots["outlet" if negated else "through"] += who
        self.slots["speakers"] = []
        self.slots["not_speakers" if negated else "speakers"].append(party)

    def _continues(self, at: int, slot: str) -> bool:
        """Whether a party is the next of a row: "Hollande or Fabius", "not from Hollande or Fabius"."""
        passed = ("of", "from", "by", "according")
        before = self.row(at, *passed)
        if before and before[-1].party in self.slots[slot]:  # "not from Russia, Syria or Iran"
            return "," in self.question[before[-1].end : self.items[at].start]
        return len(before) == 2 and before[1].has("and", "or") and before[0].party in self.slots[slot]

    def _is_joined(self, at: int) -> bool:
        """Whether a further speaker is one of a row: "Russia or Syria", "Kerry, Fabius"."""
        passed = ("of", "from", "by", "according", "not", "source", "howmany")
        before = self.before(at, *passed)
        joint = "" if before is None else self.question[before.end : self.items[at].start]
        if self.items[at - 1].has("according"):  # "TASS writes, according to the ministry": one through the other
            joint = ""
        row = self.row(at, *passed)
        if "notonly" in self.seen and row and "," in self.question[row[0].end : self.items[at].start]:
            return False  # "не только от X, но и от Y"
        return before is None or before.has("and", "or") or "," in joint

    def _speaker(self, party: Party, negated: bool) -> None:
        passed_on = bool(
            self.seen & {"claim", "what", "outlet", "source", "speaker", "sourced", "unnamed"}
        )  # and no town
        comes = "come" in self.seen and bool(self.slots["through"])  # "relayed by AFP and coming from the army"
        if self.verb == "relay" and passed_on and not (self.asks_who or negated or comes):
            self.slots["through"].append(party)
        else:
            self.slots["not_speakers" if negated else "speakers"].append(party)
        self.role = "object" if self.role == "speaker" else self.role

    def _is_distributed(self, at: int, party: Party) -> bool:
        """Whether it is counted by: "how many claims each of the media has"."""
        behind = next((one for one in reversed(self.items[:at]) if one.has("each") or not one.has("of", NEUTRAL)), None)
        found = party.kind is PartyKind.MEDIA and not party.country and behind is not None and behind.has("each")
        self.seen |= {"outlet"} if found else set()
        return found

    def _is_spoken_in(self, item: Item) -> bool:
        """Whether it names the language of articles: "in French"."""
        spoken = language_named(item) if self.role == "where" and item.adjective else None
        if spoken:
            self.spoken, self.role = spoken, ""
        return spoken is not None

    def _gives_too(self, at: int) -> bool:
        """Whether a second party gives a number too: "which toll does X give, and Y"."""
        row = self.row(at)
        return len(row) == 2 and row[0].has("given") and row[1].has("and") and bool(self.slots["speakers"])

    def _is_asked_too(self, at: int, item: Item) -> bool:
        """Whether somebody stands behind an *and* that follows a verb: of him, another question is asked."""
        row = self.row(at, "it")
        asked = len(row) == 2 and row[1].has("and") and row[0].has(*UTTERING) and not row[0].has("claim")
        apart = len(row) == 2 and row[1].has("and") and "," in self.question[row[0].end : row[1].start]
        last = item is self.items[-1] and self.role == "about" and self.has_speaker
        asked = asked or (apart and last)  # "what did X say about the siege, and Y?"
        self.affirmed(asked, item)
        return asked
