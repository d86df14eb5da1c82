"""Words that ask: what each does to the place that the next name or word will take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answers.ask.frame import Party, PartyKind
from kg.answers.ask.item import Item
from kg.answers.ask.prepositions import Prepositions
from kg.answers.ask.state import COUNTED, VERBS
from kg.answers.ask.vocabulary import LIGHT, NEUTRAL, vocabulary
from kg.languages.profile import declined_in

_NEAR = 3  # items back to the preposition of a noun


class Roles(Prepositions):
    """The part of reading that knows the senses of words."""

    def sense(self, at: int, item: Item) -> None:
        """Take a word that asks."""
        self.met = {**dict.fromkeys(item.senses, item.text), **self.met}
        if item.has("pronoun"):
            self.stand_in(at, item)
        if self._particle(at, item) or self._clause(at, item):
            return
        senses = item.senses
        if senses & {"manner", "dated"}:  # "confirmed"; "the day after the attack of 4 April"
            self.manner.append(item.text)
        if "claim" in senses and self.asks_who and at == 1 and not self.role:
            senses = senses - {"claim"} | {"say"}  # "who claims that"
        if senses & {"cite", "verbatim"}:
            senses = self._quoting(at, senses)
        if senses & {"source", "speaker", "outlet", "country"} and self._asks_for_speakers(at):
            self.seen |= senses & {"country", "outlet"}
            return
        verb = next((verb for verb in VERBS if verb in senses), "")
        if (self.verb and self._besides(at, item, verb)) or self._is_second(item):
            return
        if verb:
            self._predicate(at, verb)
            self.turn_passive(at, item, verb)
        self.turn(at, item)
        self.seen |= (senses if "neutral" not in senses else senses - {"since", "it"}) - {"which"}
        self._expect(at, item)

    def _quoting(self, at: int, senses: frozenset[str]) -> frozenset[str]:
        """What a word of quoting asks: for those who are quoted, for who quotes, or word for word."""
        if self.asks_who and not self.verb and self._is_quoted(at):
            ahead = self.ahead(at)
            told = bool(ahead) and not any(one.has("article") for one in ahead[:2])
            if not (told and ahead[0].has("by")):  # "who was quoted as saying", "who is quoted"
                return senses - {"cite", "verbatim"} | {"say" if told else "speaker"}
            self.seen.add("whom")  # "who is quoted by Reuters": whom it quotes
            self.asks_who = False
        asked = "cite" in senses and (self.asks_who or "outlet" in self.seen)
        return senses - {"verbatim"} if asked else senses

    def _is_quoted(self, at: int) -> bool:
        """Whether those who are asked for are quoted."""
        follows = self.after(at)
        passive = self.items[at - 1].has("being") and not (follows and (follows.has("most") or follows.party))
        return passive and not any(one.has("most", "outlet", "source", "speaker") for one in self.items)

    def _is_second(self, item: Item) -> bool:
        """Whether it asks a second time how many: "how many did the US count, and how many Airwars"."""
        follows = self.after(self.items.index(item))
        of_others = follows is not None and (follows.has("according") or follows.party is not None)
        second = item.has("howmany") and "howmany" in self.seen and bool(self.verb) and not of_others
        ahead = [one for one in self.items[self.items.index(item) + 1 :] if not one.is_neutral]
        named = item.has("call") and item.has("noun") and self.asks_who and len(ahead) == 2
        second = second or (named and bool(ahead[0].party) and (ahead[1].is_plain or bool(ahead[1].party)))
        before = self.items[: self.items.index(item)]
        taken = item.has("come") and self.verb == "say" and self.has_speaker and not self.asks_who
        second = second or (taken and any(one.has("and") for one in before[-4:]))  # "and where did he get it from"
        second = second or (item.has("print") and self.asks_who)  # "which papers printed": whose words, and not theirs
        self.unplaced.extend([item.text] if second else [])
        return second

    def _besides(self, at: int, item: Item, verb: str) -> bool:
        """Whether a second verb tells through whom ("who denied it, *quoted* by AFP"), or what no frame holds."""
        follows, before = self.after(at), self.before(at)
        of_which = verb == "say" and before is not None and before.has("about") and not item.has("noun")
        if of_which:  # "denials of which Russian media write"
            self.unplaced.append(item.text)
            return True
        asked = self.verb == "say" and not self.asks_who
        quoted = verb in ("cite", "relay") and self.verb in ("say", "deny", "blame", "call") and not asked
        if not quoted or self.items[at - 1].has("and") or follows is None:
            return False
        if follows.has("by"):
            self.role = "through"
        else:
            self.unplaced.append(item.text)
        return True

    def _shows_only(self, at: int) -> bool:
        """*Only the claims of X*: an answer holds nothing else anyway, and it is no question on what claims rest."""
        follows = self.items[at + 1 :]
        ahead = next((other for other in follows if other.has("claim", "what") or not other.is_neutral), None)
        rests = any(other.has("rest", "come", "source", "single") for other in follows)
        return ahead is not None and ahead.has("claim", "what") and not rests and not self.seen - {"neutral"}

    def _particle(self, at: int, item: Item) -> bool:
        """Small words that change only what comes next; whether it was one."""
        senses = item.senses
        if "only" in senses and self._shows_only(at):
            self.met.pop("only")
        elif (
            "only" in senses and self.negation and self.seen & {"rest", "come"}
        ):  # "rest not only on", "do not rest only"
            self.negation = ""
            self.seen |= {"notonly", *senses}
            self._expect(at, item)
        elif "not" in senses:
            self._negate(at, item)
        elif senses & {"at", "to"} or ("with" in senses and (before := self.before(at)) and before.has("happen")):
            self._toward(at, item)
        elif senses & {"one", "and", "or"} and not ("where" in senses and (not at or self.items[at - 1].has("of"))):
            self.seen |= senses & {"one", "and", "or"}
        else:
            return self._passed_over(at, item)
        return True

    def _passed_over(self, at: int, item: Item) -> bool:
        """Words that no sentence need hold, and words that no frame can hold; whether it was one of them."""
        senses = item.senses
        follows = self.after(at)
        if "today" in senses:
            self.relative.append(item.text)
        elif "nosource" in senses and follows is not None and follows.adjective:  # "sans source russe"
            self.unplaced.append(item.text)
        elif ("against" in senses and self._turns_against(at)) or ("behalf" in senses and self._speaks_for(at)):
            return True
        elif senses & {"degree", "behalf"}:
            self.unplaced.append(item.text)
        elif senses <= {LIGHT, "against"}:
            told = self.role in ("about", "that", "counted", "where")
            if told or "against" in senses:
                (self.light if told else self.unplaced).append(item.text)
        elif "people" in senses:
            if "howmany" in self.seen and self.is_subject(at):  # how many say so
                self.unplaced.append(item.text)
            if "most" in self.seen:
                self.seen.add("people")
            else:
                self.light.append(item.text)
        else:
            return False
        return True

    def _speaks_for(self, at: int) -> bool:
        """Whether it is asked who speaks for somebody: "who speaks for the UN"."""
        follows = self.after(at)
        asked = self.asks_who and follows is not None and follows.party is not None
        self.seen |= {"behalf"} if asked else set()
        self.role = "from" if asked else self.role
        return asked

    def _turns_against(self, at: int) -> bool:
        """Whether *against* stands between two sides ("Lavrov against Kerry"), or before who is blamed."""
        before, follows = self.before(at, "claim"), self.after(at, "claim")
        asked = follows is not None and follows.has("what") and any(one.has("warn", "blame") for one in self.items[at:])
        if self.verb == "blame" or "warn" in self.seen or asked:  # "contre quoi l'Allemagne met-elle en garde"
            self.role = "" if asked else "object"
            return True
        sides = bool(before and before.party and follows and follows.party)
        compared = (
            sides
            and not (self.verb or self.role not in ("", "from") or self.seen - {"neutral", "claim"})
            and len(self.slots["speakers"]) == 1
        )
        self.seen |= {"compare"} if compared else set()
        return compared

    def _negate(self, at: int, item: Item) -> None:
        self.seen.add("not")
        self.excepting = item.has("except")
        of_articles = at > 0 and self._of_articles(at - 1)
        if "registry" in item.senses:
            self.seen.add("registry")
        elif (
            at > 1 and self.items[at - 1].has(*VERBS) and self.items[at - 2].has("ne") and not of_articles
        ):  # "ne dit pas"
            self.unplaced.append(item.text)
        else:
            self.negation = item.text

    def _of_articles(self, at: int) -> bool:
        """Whether a verb tells what articles, claims or media hold: those that do not hold it can be told."""
        told = self.items[at]
        media = "outlet" in self.seen or any(one.kind is PartyKind.MEDIA for one in self.slots["speakers"])
        return (
            ("article" in self.seen and told.has("cite", "mention"))
            or ("claim" in self.seen and told.has("mention") and not self.asks_who)
            or (media and told.has("cite", "relay"))
        )

    def _clause(self, at: int, item: Item) -> bool:
        """*That*, *what* and *who*; whether it was one of them."""
        senses = item.senses
        if "what" in senses and self._asks_what_too(at, item):
            self.unplaced.append(item.text)
            return True
        if "it" in senses and not senses & {"what", "neutral"}:
            self.seen.add("it")
        if "that" in senses and self._opens_clause(at):
            self.role = "that"
            self.seen.add("that")
        elif "what" in senses:
            self.seen.add("what")
            sides = any(one.has("contradict", "compare") for one in self.items[at:])  # "on what do X and Y differ"
            self.role = "" if self.role == "where" or (self.role == "about" and sides) else self.role  # "в чём"
        elif "who" in senses:
            self._who(at, item)
        else:
            return False
        return True

    def _asks_what_too(self, at: int, item: Item) -> bool:
        """Whether a second question begins: "and what did he deny", "and on what basis"."""
        if "what" in self.seen and self.items[at - 1].has("and"):
            return True
        led = at > 1 and self.items[at - 2].has("and") and self.items[at - 1].has("on", "of", "in", "from")
        return led and self.asks_who and not item.has("that")

    def _opens_clause(self, at: int) -> bool:
        """Whether *that* opens what is said, and does not ask *what*."""
        told = self.seen & {"who", "true", "first", "spread", "claim", "deny", "blame", "howmany"}
        verb = next((one for one in self.items[at + 1 :] if not one.has("not", NEUTRAL)), None)
        if verb is not None and verb.has("come", "rest", "reach"):  # "claims that (do not) come from"
            return False
        ahead = self.ahead(at, "by")
        if len(ahead) == 2 and ahead[0].has("deny") and ahead[1].party:
            return False  # "les déclarations de Moscou que dément Washington"
        if verb is not None and verb.has("mention") and "claim" in self.seen:  # "claims that do not mention"
            return False
        if self.negation or self.role == "that" or not (self.verb or self.seen & {"true", "first", "spread", "claim"}):
            return False
        content = (one.concept or one.party or one.number is not None or not one.senses for one in self.items[at + 1 :])
        return any(content) and bool(told or self.has_speaker)

    def _who(self, at: int, item: Item) -> None:
        """*Who* asks for speakers where it comes first; behind "according to" and "about" it asks for no more."""
        first = self.items[0]
        if (at == 0 and item.has("whom")) or (at == 1 and first.has("of", "about", "on")):  # "на кого ссылается"
            self.seen.add("whom")
            self.role = ""
            self.unplaced += [item.text] if at and not first.has("on", "according") else []  # "de qui parle Poutine"
            return
        behind = self.items[at + 1 :]
        if at and self._is_of_claims(at):
            return
        carried = "whose" in item.senses and behind[:1] and behind[0].has("claim") and self._passes_on(behind)
        asked = self.role == "about" and self.items[at - 1].has("about") and "who" in self.seen
        if carried or asked:  # "whose words does Reuters carry", "who spoke about whom"
            self.seen.add("whom")
        elif self.role == "through":
            self.slots["through"].append(self.any_relay())
            self.role = ""
        elif self.role == "from":
            self.role = ""
            self._by_whom(at)
        elif "according" in self.seen and self.has_speaker:  # "according to Kerry, who used …": what he says of it
            self.role = "that"
        elif self._asks_again(at):
            self.unplaced.append(self.items[at].text)
        elif "who" in self.seen:
            self.seen.add("whom")
        elif not at or not (self.has_speaker or self.items[at - 1].has("claim")):
            self._ask_who()

    def _is_of_claims(self, at: int) -> bool:
        """Whether it only joins a clause to claims: "les affirmations sur X qui ne viennent pas de"."""
        verb = self.after(at, "not", "ne")
        joins = verb is not None and verb.has("come", "rest", "reach")
        return joins and "claim" in self.seen and not self.asks_who

    def _by_whom(self, at: int) -> None:
        """*By whom* was somebody accused: who did it is asked."""
        if at == 1 and self.items[0].has("by") and any(one.has("undergone") for one in self.items):
            self._ask_who()

    def _ask_who(self) -> None:
        self.seen.add("who")
        self.asks_who = True
        self.role = "object" if self.role == "speaker" else self.role  # "опровергал ли кто-нибудь слова X"

    def _asks_again(self, at: int) -> bool:
        """Whether a second question begins: "what happened and who did it"."""
        if not at or not self.items[at - 1].has("and"):
            return False
        acts = "who" in self.seen or (self.has_speaker and self._acts(self.items[at:]))
        return "happen" in self.seen or bool(self.verb and acts)

    def _acts(self, behind: Sequence[Item]) -> bool:
        """Whether a verb follows that is not one of passing on: "and who denied it"."""
        return any(one.has(*VERBS) for one in behind) and not self._passes_on(behind)

    def _passes_on(self, behind: Sequence[Item]) -> bool:
        verb = next((one for one in behind if one.has(*VERBS)), None)
        return verb is not None and verb.has("cite", "relay")

    def _asks_for_speakers(self, at: int) -> bool:
        """*Which sources said …* is *who said …*."""
        if self.seen & {"what", "who", "rest", "come", "claim"} or not self.is_subject(at):
            return False
        ahead = self.ahead(at)[:3]
        if len(ahead) > 1 and ahead[0].has("cite"):
            if ahead[1].has("by"):  # "which sources are quoted by Le Monde"
                self.seen.add("whom")
                return False
            if self.items[at].has("source") and ahead[1].party and declined_in(ahead[1].text):
                self.unplaced.append(ahead[1].text)  # whose case does not tell whether it quotes or is quoted
        self._ask_who()
        return True

    def _predicate(self, at: int, verb: str) -> None:
        if self.negation and verb != "given" and not self._of_articles(at):  # no frame holds what somebody did not say
            self.unplaced.append(self.negation)
            self.negation = ""
        if verb == self.verb == "say" and not self.asks_who and "and" not in self.seen:
            self._reported()
        if verb == self.verb == "relay" and "claim" not in self.seen:  # "which relays carry …"
            self.asks_who = True
        self.verb = verb if verb in ("deny", "blame", "call", "foretell") else self.verb or verb
        spoken = self.asks_who or self.has_speaker
        if self.role in ("where", "about") and not spoken and not self.topics["about"]:
            self.role = ""
        if verb == "mention" or (verb == "say" and "article" in self.seen):
            self.role = "about"
        elif spoken:
            self.role = "object"
        elif self.role not in ("from", "through", "that", "counted"):
            self.role = "speaker"

    def _reported(self) -> None:
        """*What does X report that Y said*: the claims of Y through X."""
        before, about = self.slots["speakers"], self.topics["about"]
        if self.spoken_of is not None and before and len(about) == 1 and self.role == "object":
            self.slots["through"], self.slots["speakers"] = before, [self.spoken_of]
            about.clear()
            self.addressed.clear()

    def _expect(self, at: int, item: Item) -> None:
        """What the word makes the next name or word be."""
        senses, follows = item.senses, self.after(at)
        if "article" in senses and self.role == "where":  # "dans quels articles"
            self.role = ""
        if "article" in senses and self.verb and self.has_speaker:  # "what does Russia say in English articles"
            self.within = any(one.has("in") for one in self.items[max(0, at - _NEAR) : at])
        if "place" in senses and not (follows is not None and follows.text[0].isupper()):  # "the town" of a sentence
            self.light.append(item.text)
            return
        if senses & {"howmany", "number"} and not self.counted:
            self.counted = self._kept(at, senses)
        if "breakdown" in senses:  # "break down by country who speaks of it"
            self.counted = ["claim"]
        if "where" in senses and any(one.has("compare", "contradict") for one in self.items[at:]):
            self.role = ""  # "where do X and Y differ"
            return
        for row, role in _expected():
            if senses & row and not (role == "counted" and self.role in ("that", "about")):
                self.role = role

    def _kept(self, at: int, senses: frozenset[str]) -> list[str]:
        """What of that which the program keeps is counted: "how many claims", "how many Syrian articles"."""
        behind = [other for other in self.items[at + 1 : at + 5] if not (other.has("of") or other.is_neutral)][:2]
        told = len(behind) > 1 and behind[1].has("given")  # "the numbers that sources give"
        led = len(behind) > 1 and not behind[1].concept and behind[1].has(*COUNTED)
        led = led and self.items[self.items.index(behind[0]) + 1] is behind[1]
        if led and "howmany" in senses and behind[0].is_plain:  # "how many reliable sources"
            self.unplaced.append(behind[0].text)
        led = led and (behind[0].is_plain or bool(behind[0].party))
        kept = behind[led] if behind and not behind[led].concept and not told else None
        if kept is not None and kept.has("deny"):  # "how many denials"
            return ["claim"]
        return [name for name in COUNTED if kept is not None and kept.has(name)]

    def any_relay(self) -> Party:
        """Whoever passes something on."""
        return Party(PartyKind.KIND, vocabulary(self.language).frame["relay"], "relay")


def _expected() -> Iterator[tuple[frozenset[str], str]]:
    yield frozenset({"rest", "only", "without", "discard", "come", "times"}), "from"
    yield frozenset({"howmany", "number", "toll", "timeline", "first", "when", "where"}), "counted"
    yield frozenset({"place"}), "where"
    yield frozenset({"map", "registry"}), ""
