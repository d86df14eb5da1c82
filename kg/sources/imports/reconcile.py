"""Lists of sources that others keep, made into rows of the registry that wait for a review.

A row that the registry has already, by Wikidata id, domain, handle or name, is not made again: where it says something
else of the agent, that is told. Names decide who speaks, so of an imported row only a name that hardly anybody else
bears is an alias: of three words or more, or one that holds the country's name. ``Daily News`` is printed in many
countries; such names are proposed by ``kg sources --unknown``, and decide once a person has written them down.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from kg.languages import normalize
from kg.languages.profile import LABEL_LANGUAGE, supported
from kg.model import Affiliation, Agent, AgentType, ids
from kg.sources.countries import load_countries, tokens_of
from kg.sources.name_forms import all_names
from kg.sources.platforms import PLATFORMS
from kg.sources.registry import MEDIA, Registry

_HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
_DISTINCTIVE = 3  # words
_MEDIA = MEDIA | {AgentType.ACCOUNT}


@dataclass(frozen=True, slots=True)
class ListedSource:
    """One row of a list. ``place``: where it stands, for the provenance; ``names``: others, with their languages."""

    place: str
    name: str
    type: AgentType | None
    affiliation: Affiliation
    urls: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    wikidata: str | None = None
    id: str | None = None
    acts_for: str | None = None
    sure: bool = False  # the user's own names: they decide, however short


@dataclass(frozen=True, slots=True)
class UnusableRow:
    """A row that makes no agent: where it stands, and why."""

    place: str
    reason: str


@dataclass(slots=True)
class Import:
    """What became of a list: new agents, rows that the registry knows, and rows set aside with the reason."""

    agents: list[Agent] = field(default_factory=list)
    known: list[tuple[ListedSource, Agent]] = field(default_factory=list)
    refused: list[UnusableRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """What was done, in one line."""
        return (
            f"{len(self.agents)} new agents, {len(self.known)} rows of agents known already, "
            f"{len(self.refused)} rows set aside, {len(self.notes)} notes"
        )


def imported(rows: Iterable[ListedSource | UnusableRow], registry: Registry, source: str) -> Import:
    """Make agents of the rows of a list. ``source`` names the list, for the provenance of each row."""
    done = Import()
    fresh: list[ListedSource] = []
    for row in rows:
        if isinstance(row, UnusableRow):
            done.refused.append(row)
        elif agent := known(row, registry):
            done.known.append((row, agent))
            done.notes.extend(_disagreements(row, agent))
        else:
            fresh.append(row)
    groups = list(_agreeing(fresh, done))
    done.notes.extend(_shared_domains(groups))
    done.agents = _with_own_ids((_agent(group, source) for group in groups), registry)
    done.agents = _with_own_names(done.agents, registry)
    return done


def known(row: ListedSource, registry: Registry) -> Agent | None:
    """The agent of the registry that a row is about: by id, Wikidata, domain or handle, else by name and country."""
    found = row.id and registry.get(row.id)
    found = found or next((agent for agent in registry.agents if row.wikidata and agent.wikidata == row.wikidata), None)
    if found:
        return found
    sites = [registry.by_domain(url) for url in row.urls if domain_of(url)]
    accounts = [registry.by_handle(handle) for handle in row.handles]
    for agent in (*sites, *accounts):
        if agent and (agent.type in _MEDIA) == (row.type in _MEDIA):  # a parliament's channel is not the parliament
            return agent
    for form in (*_forms(row), _label(row)):
        for language in supported():
            agent = registry.by_alias(form, language)
            if agent and any(held.country == row.affiliation.country for held in agent.affiliations):
                return agent
    return None


def domain_of(url: str) -> str:
    """The domain of an address, without ``www.``; empty where it is none, or of a platform that many share."""
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").casefold()
    except ValueError:
        return ""
    host = host.removeprefix("www.").rstrip(".")
    above = host.split(".")
    shared = any(".".join(above[at:]) in PLATFORMS for at in range(len(above)))
    return "" if shared or "." not in host else host


def handle_of(url: str) -> str:
    """The handle of an account's address, empty where the address holds none that can be one."""
    handle = url.strip().rstrip("/").rpartition("/")[2].removeprefix("@").partition("?")[0]
    return handle if _HANDLE.fullmatch(handle) else ""


def _disagreements(row: ListedSource, agent: Agent) -> list[str]:
    """What a list says of a known agent that the registry does not."""
    said, held = row.affiliation, {(own.country, own.link) for own in agent.affiliations}
    notes = []
    if held and (said.country, said.link) not in held:
        ours = ", ".join(sorted(f"{country or '-'} {link}" for country, link in held))
        notes.append(f"{row.place}: {row.name} is {said.country or '-'} {said.link} there, {agent.id} is {ours} here")
    return notes


def _agreeing(rows: Iterable[ListedSource], done: Import) -> Iterator[list[ListedSource]]:
    """The rows of one name and country together: several sites of one medium. Where they contradict, none is kept."""
    groups: dict[tuple[str, str | None], list[ListedSource]] = {}
    for row in rows:
        groups.setdefault((row.id or normalize.key(row.name, LABEL_LANGUAGE), row.affiliation.country), []).append(row)
    for group in groups.values():
        links = {row.affiliation.link for row in group}
        if len(links) == 1 or group[0].sure:
            yield group
            continue
        said = " and ".join(sorted(links))
        done.refused += [UnusableRow(row.place, f"{row.name} is {said} at once in this list") for row in group]


def _shared_domains(groups: Iterable[Sequence[ListedSource]]) -> list[str]:
    """A note for each domain that stands in rows of several names: it tells none of them."""
    places: dict[str, list[str]] = {}
    for group in groups:
        for domain in {domain_of(url) for row in group for url in row.urls}:
            places.setdefault(domain, []).append(group[0].place)
    return [
        f"{domain}: of several sources ({', '.join(rows)}), so of none"
        for domain, rows in places.items()
        if domain and len(rows) > 1
    ]


def _agent(group: Sequence[ListedSource], source: str) -> Agent:
    first = group[0]
    country, label = first.affiliation.country, _label(first)
    spoken = [(language, form) for row in group for language, form in ((LABEL_LANGUAGE, row.name), *row.names)]
    aliases = [(language, form) for language, form in spoken if first.sure or _is_distinctive(form, language, country)]
    labels = {language: form for language, form in reversed(first.names)} if first.sure else {}
    domains = [domain for row in group for url in row.urls if (domain := domain_of(url))]
    return Agent(
        id=first.id or ids.slug(f"{first.name} {country or ''}"),
        label=label,
        type=first.type,
        labels=tuple(sorted({**labels, LABEL_LANGUAGE: label}.items())),
        aliases=tuple(dict.fromkeys(row for row in aliases if row[1] != label)),
        affiliations=tuple(dict.fromkeys(row.affiliation for row in group)),
        acts_for=first.acts_for,
        domains=tuple(dict.fromkeys(domains)),
        handles=tuple(dict.fromkeys(handle for row in group for handle in row.handles)),
        wikidata=first.wikidata,
        registered=True,
        source=f"{source}, {', '.join(row.place for row in group)}",
    )


def _label(row: ListedSource) -> str:
    """The name, and behind it the country, so that it can be no other's."""
    country = row.affiliation.country
    if row.sure or country is None:
        return row.name
    return f"{row.name} ({load_countries(LABEL_LANGUAGE).countries[country].label})"


def _is_distinctive(name: str, language: str, country: str | None) -> bool:
    words = tokens_of(name)
    if len(normalize.words(name, language)) >= _DISTINCTIVE:
        return True
    return len(words) > 1 and any(found.code == country for found in load_countries(language).find(words))


def _forms(row: ListedSource) -> list[str]:
    return list(dict.fromkeys((row.name, *(form for _, form in row.names))))


def _with_own_ids(agents: Iterable[Agent], registry: Registry) -> list[Agent]:
    """The agents, each with an id of its own: a second of one id gets a number."""
    seen = {agent.id for agent in registry.agents}
    result = []
    for agent in agents:
        wanted = agent.id or f"source-{ids.digest(agent.label)[:8]}"
        free, number = wanted, 2
        while free in seen:
            free, number = f"{wanted}-{number}", number + 1
        seen.add(free)
        result.append(replace(agent, id=free))
    return result


def _with_own_names(agents: Sequence[Agent], registry: Registry) -> list[Agent]:
    """The agents without the aliases, domains and handles that another one has too, here or in the registry."""
    everyone = (*registry.agents, *agents)
    spoken = Counter(
        key for agent in everyone for key in {normalize.key(form, LABEL_LANGUAGE) for _, form in all_names(agent)}
    )
    domains = Counter(domain.casefold() for agent in everyone for domain in agent.domains)
    handles = Counter(handle.casefold() for agent in everyone for handle in agent.handles)
    return [
        replace(
            agent,
            aliases=tuple(row for row in agent.aliases if spoken[normalize.key(row[1], LABEL_LANGUAGE)] == 1),
            domains=tuple(domain for domain in agent.domains if domains[domain.casefold()] == 1),
            handles=tuple(handle for handle in agent.handles if handles[handle.casefold()] == 1),
        )
        for agent in agents
    ]
