"""From what a person answers to a decision: names of claims and sources become words and ids that last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.answers.names import ArticleName, article_names
from kg.answers.show.load import own_quads
from kg.graph.rdf import iris
from kg.graph.rdf.from_quads import articles
from kg.graph.rdf.iris import span_of
from kg.graph.short_names import short
from kg.graph.store import Store
from kg.languages.profile import supported
from kg.model import Agent, Article, Claim, Hop
from kg.model.errors import BadParameter, QueryError
from kg.model.vocab import REGISTRY_GRAPH
from kg.propositions.decisions import Decision, DecisionKind, SourceName, Target, Voice, target_of
from kg.sources.countries import load_countries
from kg.sources.registry import Registry

NEW, NO_STATE = "new:", "none"
_VOICES = {"unknown": Voice.UNKNOWN, "outlet": Voice.OUTLET}
_MEMBERS = """SELECT ?proposition ?claim ?confidence WHERE {
  ?node kg:proposition ?proposition ; kg:claim ?claim ; kg:band kg:same-band ; kg:confidence ?confidence .
} ORDER BY DESC(?confidence) STR(?claim)"""


@dataclass(slots=True)
class Decider:
    """A store, the registry, and who decides; ``now`` gives the moment of a decision: 2026-11-23T10:00:00Z."""

    store: Store
    registry: Registry
    who: str
    now: Callable[[], str]
    _read: dict[str, tuple[Article, tuple[Claim, ...]]] = field(default_factory=dict)
    _names: dict[str, ArticleName] = field(default_factory=dict)

    def claim(self, iri: str) -> tuple[Article, Claim, int | None]:
        """An article, its sentence, and the number of the part that an IRI names, if it names one.

        Raises:
            QueryError: the store has no such claim.
        """
        place, _, part = iri.partition("/claim/")[2].partition("/part/")
        article, claims = self.article(iri)
        for claim in claims:
            if claim.span == span_of(f"/{place}") and (not part or int(part) < len(claim.parts)):
                return article, claim, int(part) if part else None
        raise _unknown(iri)

    def article(self, iri: str) -> tuple[Article, tuple[Claim, ...]]:
        """The article of a claim with all of its claims.

        Raises:
            QueryError: the store has no such article.
        """
        self.prepare([iri])
        found = self._read.get(iri.partition("/claim/")[0])
        if found is None:
            raise _unknown(iri)
        return found

    def article_name(self, article: str) -> ArticleName:
        """Title, outlet and date of an article, by its id."""
        if article not in self._names:
            self._names[article] = article_names(self.store, [article]).get(article, ArticleName(article))
        return self._names[article]

    def hop(self, iri: str) -> tuple[str, Hop]:
        """The IRI of the claim, or of the part, in whose chains a hop stands, and the hop.

        Raises:
            QueryError: the store has no such hop.
        """
        owner, _, rest = iri.partition("/chain/")
        _, claim, part = self.claim(owner)
        chains = claim.chains if part is None else claim.parts[part].chains
        chain, _, at = rest.partition("/hop/")
        if chain.isdecimal() and at.isdecimal() and int(chain) < len(chains) and int(at) < len(chains[int(chain)].hops):
            return owner, chains[int(chain)].hops[int(at)]
        raise QueryError(short(iri), "a hop of a chain of this store", "See the chains: kg show.")

    def candidates(self, iri: str) -> list[SourceName]:
        """Whom the words of a hop may mean, the likeliest first."""
        owner, hop = self.hop(iri)
        article, _, _ = self.claim(owner)
        return [_named(one.agent, article) for one in hop.candidates]

    def prepare(self, claims: Iterable[str]) -> None:
        """Read the articles of some claims, all at once: the registry is long, and is read with them."""
        wanted = {iri.partition("/claim/")[0] for iri in claims if "/claim/" in iri} - self._read.keys()
        own = [quad for article in sorted(wanted) for quad in own_quads(self.store, article)]
        if own:
            rows = articles([*own, *self.store.quads(REGISTRY_GRAPH)])
            self._read.update((str(iris.article(article.id)), (article, claims)) for article, claims in rows)

    def forget(self) -> None:
        """Read articles anew: what was decided has been applied."""
        self._read.clear()

    def members(self, iri: str) -> list[str]:
        """A claim itself, or the claims of a proposition, the most central first."""
        if "/claim/" in iri:
            return [iri]
        return [str(row[1]) for row in self.store.select(_MEMBERS, {"proposition": URIRef(iri)}).rows]

    def target(self, iri: str) -> Target:
        """The words of a claim, to key a decision to."""
        return target_of(*self.claim(iri))

    # --- Decisions ---

    def pair(self, kind: DecisionKind, left: str, right: str, why: str, against: Sequence[str] = ()) -> Decision:
        """A claim, and a claim or a proposition: the same or not, contradicting or not.

        ``against``: the claims of the proposition that are meant, where not all are.
        """
        others = tuple(self.target(iri) for iri in against or self.members(right) if iri != left)
        if not others:
            raise BadParameter(short(right), "another claim, or a proposition with another claim", "Name two things.")
        return self._decision(kind, why, targets=(self.target(left), *others))

    def speaker(self, iri: str, value: str, why: str) -> Decision:
        """Who said a claim: a source, ``unknown`` or ``outlet``."""
        target = self.target(iri)
        if (voice := _VOICES.get(value.strip().casefold())) is not None:
            return self._decision(DecisionKind.SPEAKER, why, targets=(target,), voice=voice)
        source = self.source(iri, value)
        return self._decision(DecisionKind.SPEAKER, why, targets=(target,), sources=(source,))

    def speaker_of(self, iri: str) -> str:
        """Who a claim is read to be of: an id of the registry, or a name of its article."""
        article, claim, part = self.claim(iri)
        name = _named((claim.chains if part is None else claim.parts[part].chains)[0].origin.agent, article)
        return name.id or name.label

    def hop_is(self, iri: str, value: str, why: str) -> Decision:
        """Who one hop of a chain is, by its IRI: one of its candidates, or any other source."""
        claim, hop = self.hop(iri)
        target = target_of(*self.claim(claim), hop)
        return self._decision(DecisionKind.HOP, why, targets=(target,), sources=(self.source(claim, value),))

    def subject(self, iri: str, value: str, why: str) -> Decision:
        """What a claim is about: words of the sentence, or nothing."""
        words = value.strip() or None
        target = self.target(iri)
        if words is not None and words not in target.text:
            fix = "Copy them from the sentence, or leave it empty where it has no subject."
            raise BadParameter(words, "words of the sentence", fix)
        return self._decision(DecisionKind.SUBJECT, why, targets=(target,), words=words)

    def reject(self, iri: str, why: str) -> Decision:
        """A claim is not to count."""
        return self._decision(DecisionKind.REJECT, why, targets=(self.target(iri),))

    def merge(self, iri: str, value: str, why: str, agents: Sequence[SourceName] = ()) -> Decision:
        """The speaker of a claim, or all agents of a name, are another agent."""
        article, claim, part = self.claim(iri)
        chains = claim.chains if part is None else claim.parts[part].chains
        merged = tuple(agents) or (_named(chains[0].origin.agent, article),)
        kept = self.source(iri, value)
        others = tuple(name for name in merged if name != kept)
        if not others:
            raise BadParameter(value, "an agent other than the one that is merged", "Name the one that it is.")
        return self._decision(DecisionKind.MERGE, why, sources=(*others, kept))

    def state(self, iri: str, value: str, why: str, agents: Sequence[SourceName] = ()) -> Decision:
        """The speaker of a claim, or all agents of a name, speak for a state (code or name), or for ``none``."""
        article, claim, part = self.claim(iri)
        chains = claim.chains if part is None else claim.parts[part].chains
        meant = tuple(agents) or (_named(chains[0].origin.agent, article),)
        if any(name.id is not None for name in meant):
            fix = "Mend its row: kg sources."
            raise BadParameter(meant[0].label, "an agent that the registry has not", fix)
        country = None if value.strip().casefold() == NO_STATE else _country(value.strip())
        return self._decision(DecisionKind.STATE, why, sources=meant, country=country)

    def undo(self, of: Decision, why: str) -> Decision:
        """An earlier decision is taken back."""
        return self._decision(DecisionKind.UNDO, why, revokes=of.id)

    def _decision(
        self,
        kind: DecisionKind,
        why: str,
        *,
        targets: tuple[Target, ...] = (),
        sources: tuple[SourceName, ...] = (),
        voice: Voice | None = None,
        words: str | None = None,
        country: str | None = None,
        revokes: str | None = None,
    ) -> Decision:
        return Decision(kind, self.who, self.now(), why.strip(), targets, sources, voice, words, country, revokes)

    # --- Sources ---

    def source(self, iri: str, value: str) -> SourceName:
        """A source as a person names it: a registry id, a name of the article's sources or of the registry, or new.

        Raises:
            BadParameter: nothing is known by that name.
        """
        article, claim, _ = self.claim(iri)
        text = value.strip()
        if text.startswith(NEW) and (label := text.removeprefix(NEW).strip()):
            return SourceName(label, article=article.id)
        if (found := self.registry.get(text)) is not None:
            return SourceName(found.label, found.id)
        own = {name.label.casefold(): name for name in self.sources(iri)}
        if text.casefold() in own:
            return own[text.casefold()]
        for language in dict.fromkeys((claim.language, *supported())):
            if (found := self.registry.by_alias(text, language, any_case=True)) is not None:
                return SourceName(found.label, found.id)
        expected = "an id or a name of the registry, a source of the article, unknown, outlet, or new: NAME"
        raise BadParameter(text or "nothing", expected, f"The article has {', '.join(own) or 'none'}; see kg sources.")

    def sources(self, iri: str) -> list[SourceName]:
        """The sources that an article has in its chains, or that may be meant in them, each once, in its order."""
        article, claims = self.article(iri)
        chains = [chain for one in claims for chain in (*one.chains, *(c for part in one.parts for c in part.chains))]
        hops = [hop for chain in chains for hop in chain.hops]
        agents = [agent for hop in hops for agent in (hop.agent, *(one.agent for one in hop.candidates))]
        return list(dict.fromkeys(_named(agent, article) for agent in agents))


def _unknown(iri: str) -> QueryError:
    return QueryError(short(iri), "a claim of this store", "List them: kg query who-asserted-what.")


def _country(value: str) -> str:
    """The ISO code of a country by its code or its name in some language."""
    for language in supported():
        countries = load_countries(language).countries
        if value.upper() in countries:
            return value.upper()
        for code, country in countries.items():
            if country.label.casefold() == value.casefold():
                return code
    raise BadParameter(value or "nothing", f"a country by its ISO code or its name, or {NO_STATE}", "Name one: RU.")


def _named(agent: Agent, article: Article) -> SourceName:
    if agent.registered:
        return SourceName(agent.label, agent.id, kind=agent.kind)
    return SourceName(agent.label, article=article.id, kind=agent.kind)
