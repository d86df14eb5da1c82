"""The registered agents, and the tables by which they are found: id, name, handle, domain, office.

A table decides, never a likeness. A name that the table does not hold is unknown.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from kg.languages import normalize
from kg.languages.profile import supported
from kg.model import Agent, AgentType
from kg.model.errors import RegistryError
from kg.sources.name_forms import Name, all_names, longest_name, spellings

Group = TypeVar("Group", bound=Hashable)
MEDIA = frozenset({AgentType.STATE_MEDIA, AgentType.PUBLIC_MEDIA, AgentType.NEWS_AGENCY, AgentType.PRIVATE_MEDIA})
PERSONS = frozenset({AgentType.PERSON, AgentType.HEAD_OF_STATE})


class Registry:
    """Agents that are known beforehand. Reading it has no effect on it."""

    __slots__ = (
        "_domains",
        "_firsts",
        "_handles",
        "_holders",
        "_ids",
        "_names",
        "_offices",
        "_sites",
        "_starts",
        "agents",
        "unreviewed",
    )

    def __init__(self, agents: tuple[Agent, ...], unreviewed: frozenset[str] = frozenset()) -> None:
        """Build the tables over the agents, kept in their order. ``unreviewed``: ids of rows nobody has checked yet.

        Raises:
            RegistryError: two agents share an id, a name, a handle or a domain.
        """
        self.agents = agents
        self.unreviewed = unreviewed
        self._ids = _table((agent.id, agent) for agent in agents)
        self._handles = _table((_handle(handle), agent) for agent in agents for handle in agent.handles)
        self._domains = _table((domain.casefold(), agent) for agent in agents for domain in agent.domains)
        self._names = _names(agents)
        self._starts = _by_first_words(self._names)
        self._firsts = frozenset(words[0] for words in self._starts)
        self._offices = _grouped((agent.office, agent) for agent in agents if agent.office)
        self._holders = _grouped(
            ((row.office, row.country), agent) for agent in agents for row in agent.affiliations if row.office
        )
        self._sites = _sites(agents)

    def get(self, agent_id: str) -> Agent | None:
        """The agent of an id."""
        return self._ids.get(agent_id)

    def by_alias(self, text: str, language: str, *, any_case: bool = False) -> Agent | None:
        """The agent of which the whole text is a name, in a mention of that language.

        A name of one word must be written as a name: ``le monde`` is no newspaper, ``is`` no armed group.
        ``any_case`` lifts that, for words a person typed.
        """
        for words in _readings(text, language):
            for name in self._names.get(words, ()):
                if any_case or name.is_written_in(text):
                    return name.agent
        return None

    def by_handle(self, handle: str) -> Agent | None:
        """The agent that posts under a handle, with or without its ``@``, in any case."""
        return self._handles.get(_handle(handle))

    def by_domain(self, url: str) -> Agent | None:
        """The agent whose web domain, or a domain above it, an address lies in; the scheme may be missing."""
        labels = _host(url).split(".")
        above = (".".join(labels[at:]) for at in range(len(labels)))
        return next((self._domains[domain] for domain in above if domain in self._domains), None)

    def by_site(self, text: str) -> Agent | None:
        """The medium whose name or domain a whole text is when spaces, marks and the Arabic article are left out.

        So tables of articles name outlets: ``dailysabah``, ``asharqalawsat``, ``manar`` (almanar.com.lb). Words of an
        article are never looked up so. None unless there is just one.
        """
        found = self._sites.get(_squeezed(text), set())
        return self._ids[next(iter(found))] if len(found) == 1 else None

    def by_office(self, office: str, country: str, date: str | None = None) -> Agent | None:
        """Who an office of a country is: the body ("ministry-of-defence", "RU"), else the person who holds it.

        The body is as of the date, if one is given; a holder needs one. None unless there is just one.
        """
        found = [agent for agent in self._offices.get(office, ()) if _serves(agent, country, date)]
        if not found and date is not None:
            return self.holder(office, country, date)
        return found[0] if len(found) == 1 else None

    def holder(self, office: str, country: str, date: str) -> Agent | None:
        """The person who held an office of a country ("minister-of-defence", "RU") on the whole of a date."""
        found = [agent for agent in self._holders.get((office, country), ()) if _holds(agent, office, country, date)]
        return found[0] if len(found) == 1 else None

    def find(self, text: str, language: str) -> tuple[tuple[int, int, Agent], ...]:
        """The agents named inside a text: (start, end, agent), in order, the longest names, none overlapping.

        Offsets are half-open code points. Only whole words count, not ``pro-Assad`` nor ``Kremlin-backed``.
        """
        return _found(self, text, language)

    def openings(self, words: tuple[normalize.Word, ...]) -> list[int]:
        """The words of a text from which on a name may stand."""
        firsts = self._firsts
        return [at for at, word in enumerate(words) if word.key in firsts]

    def starting(self, words: tuple[normalize.Word, ...], at: int) -> tuple[Name, ...]:
        """The names that begin as a text does from one of its words on, the longest first."""
        if words[at].key not in self._firsts:
            return ()
        alone = self._starts.get((words[at].key,), ())
        if at + 1 == len(words):
            return alone
        return self._starts.get((words[at].key, words[at + 1].key), ()) + alone


@functools.lru_cache(maxsize=4096)  # many ask of the same sentence
def _found(registry: Registry, text: str, language: str) -> tuple[tuple[int, int, Agent], ...]:
    found: list[tuple[int, int, Agent]] = []
    words = normalize.tokens(text)
    behind = 0  # the name before
    for at in registry.openings(words):
        names_here = registry.starting(words, at) if at >= behind else ()
        name = longest_name(names_here, text, words, at, language) if names_here else None
        if name is not None:
            behind = at + len(name.words)
            found.append((words[at].start, words[behind - 1].end, name.agent))
    return tuple(found)


def _readings(text: str, language: str) -> Iterable[tuple[str, ...]]:
    """The keys of a name without what a language takes for determiners: the mention's own, then the others."""
    found = normalize.tokens(text)
    keys = tuple([word.key for word in found])
    cuts = (normalize.leading(text, found, spoken) for spoken in (language, *supported()) if found)
    return [keys[cut:] for cut in dict.fromkeys(cuts)]


def _table(rows: Iterable[tuple[str, Agent]]) -> dict[str, Agent]:
    table: dict[str, Agent] = {}
    for key, agent in rows:
        other = table.setdefault(key, agent)
        if other is not agent:
            raise _shared(key, agent, other)
    return table


def _grouped(rows: Iterable[tuple[Group, Agent]]) -> dict[Group, tuple[Agent, ...]]:
    """The agents of each group in their order, none twice."""
    groups: dict[Group, dict[str, Agent]] = {}
    for key, agent in rows:
        groups.setdefault(key, {})[agent.id] = agent
    return {key: tuple(found.values()) for key, found in groups.items()}


def _names(agents: tuple[Agent, ...]) -> dict[tuple[str, ...], list[Name]]:
    """Every name under every key it may be looked up by: a French text may print an English name."""
    table: dict[tuple[str, ...], list[Name]] = {}
    for agent in agents:
        for name in spellings(agent, supported()):
            others = table.setdefault(name.words, [])
            if others and others[0].agent is not agent:
                raise _shared(name.form, agent, others[0].agent)
            others.append(name)
    return table


def _shared(key: str, agent: Agent, other: Agent) -> RegistryError:
    where = f"{agent.id} and {other.id}" if agent.id != other.id else agent.id
    return RegistryError(
        f"{where}: {key!r}", "an id, name, handle or domain of one agent only", "Take it from one row."
    )


def _by_first_words(table: Mapping[tuple[str, ...], list[Name]]) -> dict[tuple[str, ...], tuple[Name, ...]]:
    """The names by their first two words, or their only one, the longest first."""
    starts: dict[tuple[str, ...], list[Name]] = {}
    for words in sorted(table, key=len, reverse=True):
        starts.setdefault(words[:2], []).extend(table[words])
    return {words: tuple(found) for words, found in starts.items()}


def _sites(agents: Iterable[Agent]) -> dict[str, set[str]]:
    """The ids of media by what their names and the first labels of their domains come to, squeezed."""
    found: dict[str, set[str]] = {}
    for agent in agents:
        if agent.type in MEDIA:
            labels = (domain.partition(".")[0] for domain in agent.domains)
            for text in (*labels, *(name for _, name in all_names(agent))):
                found.setdefault(_squeezed(text), set()).add(agent.id)
    found.pop("", None)
    return found


def _squeezed(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum()).removeprefix("al")


def _handle(text: str) -> str:
    return text.strip().removeprefix("@").casefold()


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:  # "http://[": no address at all
        return ""
    return (host or "").rstrip(".").casefold()


def _serves(agent: Agent, country: str, date: str | None) -> bool:
    if date is None:
        return any(row.country == country for row in agent.affiliations)
    return agent.affiliation_on(date).country == country


def _holds(agent: Agent, office: str, country: str, date: str) -> bool:
    rows = tuple(row for row in agent.affiliations if row.office == office and row.country == country)
    return replace(agent, affiliations=rows).affiliation_on(date).country == country
