"""What has been said so far in an article: who spoke, who was named, whose document was mentioned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.claims.resolve.entities import Description, Entity, Occurrence
from kg.languages import normalize
from kg.model import Agent, AgentType, Chain, Hop, Role, SourceKind
from kg.sources.places import Gazetteer
from kg.sources.registry import PERSONS, Registry
from kg.sources.resources import Resources
from kg.text.sentence import SUBJECT

if TYPE_CHECKING:
    from kg.text.parse import Parse, Token


@dataclass(frozen=True, slots=True)
class Heard:
    """One mention of a source: the agent, and what its words tell of gender and kind."""

    agent: Agent
    head: str  # lemma of the head noun: "ministère"
    gender: str | None
    human: bool
    sentence: int
    roles: frozenset[str] = frozenset()  # nouns of callings in the mention: "lawyer", "avocat"


@dataclass(slots=True)
class Discourse:
    """What one article has said so far, in the order of its text, and what it is read by."""

    article: str
    resources: Resources
    date: str | None = None  # of the article: who holds an office depends on it
    home: frozenset[str] = frozenset()  # countries of the outlet
    countries: frozenset[str] = frozenset()  # that the article names most
    heard: list[Heard] = field(default_factory=list)
    owner: Agent | None = None  # whose communiqué was mentioned last
    named: dict[str, Agent | None] = field(default_factory=dict)  # surname key -> agent named before; None: several
    relayed: dict[str, tuple[Hop, ...]] = field(default_factory=dict)  # agent id -> the media it spoke through
    minted: dict[str, Agent] = field(default_factory=dict)
    undecided: set[str] = field(default_factory=set)  # ids of those told by words for somebody known, who was not found
    bodies: list[Agent] = field(default_factory=list)  # named so far, heard or not
    named_at: dict[str, int] = field(default_factory=dict)  # body's id -> the last sentence that names it
    foreseen: list[Agent] = field(default_factory=list)  # bodies named anywhere in the article
    persons: dict[str, Agent] = field(default_factory=dict)  # registered persons named anywhere in the article, by id
    position: int = 0  # of the sentence that is read
    paragraph: int = 0  # where its block starts
    opens: bool = False  # whether it opens a paragraph
    talk: bool = False  # whether it belongs to a turn of a talk
    quotes: tuple[tuple[int, int], ...] = ()  # of the sentence that is read: offsets in it, of which some lie outside
    entities: dict[str, Entity] = field(default_factory=dict)  # by the agent's id
    nouns: dict[str, list[Token]] = field(default_factory=dict)  # lemma -> common nouns anywhere in the article
    read: list[Parse] = field(default_factory=list)  # the sentences of the article
    # names in full, by the key of each word but the first: sentence, the word as it stands, the name
    written: dict[tuple[str, ...], list[tuple[int, str, str]]] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)  # as the text defines them: "SLO" -> "Society of …"
    small: set[str] = field(default_factory=set)  # words that the article writes small
    capital: set[str] = field(default_factory=set)  # words that it writes with a capital inside of sentences
    seats: frozenset[str] = frozenset()  # countries in which its date line stands
    chief: str | None = None  # the country that it names most

    @property
    def registry(self) -> Registry:
        """The registered sources."""
        return self.resources.registry

    @property
    def gazetteer(self) -> Gazetteer:
        """The places that are known by name."""
        return self.resources.gazetteer

    def note(self, agent: Agent, description: Description, head: Token | None = None, owned: bool = False) -> None:
        """Remember a mention of an agent in the sentence that is read; ``head``: the word at its head."""
        if agent.kind is not SourceKind.UNSPECIFIED:
            entity = self.entities.setdefault(agent.id, Entity(agent))
            entity.add(description, self.place(head, owned))

    def place(self, head: Token | None, owned: bool = False) -> Occurrence:
        """Where a word of the sentence that is read stands."""
        here = Occurrence(self.position, self.paragraph, owned=owned)
        if head is None:
            return here
        subject = head.dep_ in SUBJECT
        quoted = any(start <= head.idx < end for start, end in self.quotes)
        return replace(
            here, start=head.idx, subject=subject, main=subject and head.head.head is head.head, quoted=quoted
        )

    def goes_on(self, agent: Agent, head: Token) -> None:
        """Remember that a pronoun of the sentence that is read stands for an agent."""
        if (entity := self.entities.get(agent.id)) is not None:
            entity.last = self.place(head).joined(entity.last)

    def speaks_on(self, agent: Agent) -> None:
        """Remember that an agent speaks in the sentence that is read, in whatever words it is told."""
        if agent.kind is SourceKind.UNSPECIFIED:
            return
        entity = self.entities.setdefault(agent.id, Entity(agent))
        if entity.spoke < self.position:
            entity.spoke_before, entity.spoke = entity.spoke, self.position
        if entity.last.sentence < self.position:
            entity.last = self.place(None)

    def say(self, heard: Heard) -> None:
        """Remember a source that has just been heard."""
        self.heard.append(heard)

    def again(self, agent: Agent, sentence: int) -> None:
        """A pronoun keeps in mind whom it stands for."""
        before = next((heard for heard in self.recent() if heard.agent.id == agent.id), None)
        if before is not None and before.human:
            self.heard.append(replace(before, sentence=sentence))

    def settle(self, chains: Iterable[Chain], sentence: int) -> None:
        """Words that refer back stand for whoever said what a sentence tells, before whoever only passed it on.

        Args:
            chains: all chains of the sentence.
            sentence: its position.
        """
        hops = [hop for chain in chains for hop in chain.hops]
        spoke = dict.fromkeys(hop.agent.id for hop in hops if hop.role is Role.ORIGIN)
        passed = {hop.agent.id for hop in hops if hop.role is Role.RELAY} - spoke.keys()
        behind = [heard for heard in self.heard if heard.sentence == sentence and heard.agent.id in passed]
        if not behind:
            return
        before = [heard for heard in self.heard if heard.sentence != sentence]
        here = [heard for heard in self.heard if heard.sentence == sentence and heard.agent.id not in passed]
        if not here:  # a pronoun said it
            said = (heard for heard in reversed(before) if heard.agent.id in spoke)
            here = [replace(heard, sentence=sentence) for heard in islice(said, 1)]
        self.heard = [*before, *behind, *here]
        for entity in (self.entities[name] for name in passed if name in self.entities):
            if entity.spoke == self.position:
                entity.spoke = entity.spoke_before

    def heard_in(self, sentence: int) -> bool:
        """Whether a source has been heard in a sentence, by its position."""
        return bool(self.heard) and self.heard[-1].sentence == sentence

    def human_in(self, sentence: int) -> Agent | None:
        """The last person heard, if that was in a certain sentence."""
        last = self.heard[-1] if self.heard else None
        return last.agent if last is not None and last.human and last.sentence == sentence else None

    def recent(self) -> Iterator[Heard]:
        """Sources, the last first."""
        return reversed(self.heard)

    def by_head(self, lemma: str) -> Agent | None:
        """The last source whose mention had the same head noun: ``le ministère`` after ``le ministère russe de …``."""
        return next((heard.agent for heard in self.recent() if heard.head == lemma), None)

    def last_unnamed(self) -> Agent | None:
        """The last source without a name."""
        return next((heard.agent for heard in self.recent() if heard.agent.kind is SourceKind.UNNAMED), None)

    def last_human(self, gender: str | None, role: str = "", roles: frozenset[str] = frozenset()) -> Agent | None:
        """The last person heard, of that gender where both are known.

        ``role`` is the noun used now. If it is one of ``roles``, it does not stand for somebody introduced by another
        of them, nor for a person of the registry who was not introduced by it: a judge is no lawyer.
        """
        for heard in self.recent():
            if not heard.human or (gender and heard.gender and heard.gender != gender):
                continue
            told = frozenset().union(*(other.roles for other in self.heard if other.agent.id == heard.agent.id))
            fits = role not in roles or role in told or not (told or heard.agent.registered)
            return heard.agent if fits else None
        return None

    def only_in_office(self, office: str) -> Agent | None:
        """The only agent mentioned so far that is an office, as a body."""
        found = [entity.agent for entity in self.entities.values() if entity.agent.office == office]
        return found[0] if len(found) == 1 else None

    def holder(self, office: str, country: str) -> Agent | None:
        """The person heard or named before who holds an office at the article's date, or never held another."""
        known = (*(heard.agent for heard in self.recent()), *filter(None, self.named.values()))
        return next((agent for agent in known if agent.type in PERSONS and self._holds(agent, office, country)), None)

    def _holds(self, agent: Agent, office: str, country: str) -> bool:
        rows = agent.affiliations if self.date is None else (agent.affiliation_on(self.date),)
        return bool(rows) and all((row.office, row.country) == (office, country) for row in rows)

    def spokesman(self, bodies: frozenset[str]) -> Agent | None:
        """The person heard before who speaks for one of some bodies, by their ids."""
        return next((heard.agent for heard in self.recent() if heard.agent.acts_for in bodies), None)

    def minted_as(self, label: str, language: str) -> Agent | None:
        """The agent of this article that has been named by some words."""
        return self.minted.get(f"{SourceKind.NAMED.value}:{normalize.key(label, language)}:")

    def introduce(self, agent: Agent, name: str, language: str) -> None:
        """Remember a name, so that its last word alone stands for the agent from here on."""
        words = normalize.words(name, language)
        if words and self.named.setdefault(words[-1], agent) != agent:
            self.named[words[-1]] = None  # namesakes: the surname alone stands for neither

    def by_surname(self, name: str, language: str) -> Agent | None:
        """The agent named in full before, of which this is the last word; None where a namesake is, too."""
        words = normalize.words(name, language)
        rows = self.written.get(words[-1:], ())
        firsts = {normalize.words(full, language)[0] for at, _, full in rows if at < self.position}
        return self.named.get(words[-1]) if words and len(firsts) < 2 else None

    def by_given_name(self, name: str) -> Agent | None:
        """The only person named so far whose name begins with a word: ``Ann`` of *Ann Lee*."""
        persons = (one.agent for one in self.entities.values() if one.human and one.agent.has_name)
        found = [agent for agent in persons if agent.label.partition(" ")[0] == name != agent.label]
        return found[0] if len(found) == 1 else None

    def mint(
        self, label: str, kind: SourceKind, language: str, agent_type: AgentType | None = None, apart: str = ""
    ) -> Agent:
        """An agent that lives in this article only; the same words give the same agent, unless kept ``apart``."""
        key = f"{kind.value}:{normalize.key(label, language)}:{apart}"
        if key not in self.minted:
            slug = "-".join([*normalize.key(label, language).split(" "), *([apart] if apart else [])])
            name = slug if kind is SourceKind.NAMED and slug else f"{kind.value}-{slug}"
            self.minted[key] = Agent(name, label, kind, agent_type, labels=((language, label),))
        return self.minted[key]


def is_human(agent: Agent, head: str, people: frozenset[str]) -> bool:
    """Whether an agent is a person, by its type or by the noun it was mentioned with."""
    return agent.type in PERSONS or head in people


def unspecified(discourse: Discourse, language: str) -> Agent:
    """The source of ``on avait appris que``: somebody, not said who."""
    return discourse.mint("unspecified source", SourceKind.UNSPECIFIED, language)
