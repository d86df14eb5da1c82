"""Which registered agents an unknown name is like, across scripts and spellings. These are proposals: nothing decides.

Names are written in Latin letters (anyascii), the letters that spellings of one sound differ in are folded, and what
is left is compared word by word in any order (rapidfuzz). A name needs a word of its own, and each such word its like
in the other name: a beginning of a word is none (*Ban*, *BoE*), nor are words that agents of many countries bear
(*Ministry of Health*); so an adjective of another state keeps a body out. No likeness separates *Шойгу* / *Choïgou*
from *Iran* / *Irak*: that is why a person has to say yes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from anyascii import anyascii
from rapidfuzz import fuzz, process

from kg.model import Agent
from kg.sources.name_forms import all_names
from kg.sources.registry import MEDIA, Registry

LEAST = 80.0  # of 100
_LEAST_ALONE = 90.0  # of a name of one word
_LEAST_WORD = 85.0  # of a word of its own
_SHORTEST = 5  # letters of the longer of two words that may differ in some
_SHARED, _STATES = 8, 4  # agents, and countries, by which a word is nobody's own
_FOLDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|tch|tsh|shch|sch|sh|ch|zh|j(?=[aeiou])", "s"),
        (r"ph", "f"),
        (r"kh|gh|h", ""),
        (r"ou|oo|w|v", "u"),
        (r"[iy]+e|ei|ey|ai|ay|ee|y|j", "i"),
        (r"ff?(?![a-z])", "u"),
        (r"[eo]", "a"),
        (r"[qc]", "k"),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
    )
)
_SHORT = re.compile(r"\b[A-ZА-ЯЁ]{2,5}\b")  # acronyms sound alike by chance
_ARTICLE = re.compile(r"\b(?:al|el|ar|as|ash|ad|an|at|az)[-\s]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A registered agent that a name is like, the name of it that is like, and how much: 0 to 100."""

    agent: Agent
    form: str
    likeness: float


def sound(name: str) -> str:
    """A name without what its spellings differ in: *Souheil al-Houssan* and *Сухель аль-Хасан* come near."""
    latin = re.sub(r"[^a-z0-9\s-]", "", anyascii(name).casefold())
    folded = _ARTICLE.sub("", latin).replace("-", " ")
    for pattern, replacement in _FOLDS:
        folded = pattern.sub(replacement, folded)
    return " ".join(folded.split())


def proposals(name: str, registry: Registry, most: int = 3, *, outlet: bool = False) -> list[Proposal]:
    """The registered agents that a name is most like, the likest first; none twice, none below ``LEAST``.

    ``outlet``: whoever bears the name printed an article, so that only media are meant.
    """
    table, shared = _sounds(registry), _shared_words(registry)
    wanted = sound(name)
    least = LEAST if " " in wanted else _LEAST_ALONE
    found = process.extract(wanted, list(table), scorer=fuzz.token_sort_ratio, score_cutoff=least, limit=most * 8)
    best: dict[str, Proposal] = {}
    for key, likeness, _ in found:
        if not _same_words(wanted.split(), key.split(), shared):
            continue
        for agent, form in table[key]:
            if _may_be(name, agent, form) and (not outlet or agent.type in MEDIA):
                best.setdefault(agent.id, Proposal(agent, form, round(likeness, 1)))
    return list(best.values())[:most]


def _may_be(name: str, agent: Agent, form: str) -> bool:
    """An acronym is like nothing but itself, written *Asean* too: *Hassan* is none."""
    acronyms = {other.casefold() for _, other in all_names(agent) if _SHORT.fullmatch(other)}
    return form.casefold() not in acronyms or name.isupper()


def _same_words(words: list[str], others: list[str], shared: frozenset[str]) -> bool:
    """Whether the first name has words of its own, and each such word of either name has its like in the other."""
    own, theirs = ([word for word in side if len(word) > 1 and word not in shared] for side in (words, others))
    return bool(own) and all(_has_like(word, others) for word in own) and all(_has_like(word, words) for word in theirs)


def _has_like(word: str, others: list[str]) -> bool:
    return any(
        word == other or (max(len(word), len(other)) >= _SHORTEST and fuzz.ratio(word, other) >= _LEAST_WORD)
        for other in others
    )


@functools.lru_cache(maxsize=2)
def _shared_words(registry: Registry) -> frozenset[str]:
    """Words that agents of many countries have in their names: ministry, news, Mohammed."""
    agents: dict[str, set[str]] = {}
    states: dict[str, set[str | None]] = {}
    for key, rows in _sounds(registry).items():
        for word in key.split():
            agents.setdefault(word, set()).update(agent.id for agent, _ in rows)
            states.setdefault(word, set()).update(*(_countries(agent) for agent, _ in rows))
    return frozenset(
        word for word, bearers in agents.items() if len(bearers) >= _SHARED and len(states[word]) >= _STATES
    )


@functools.lru_cache(maxsize=2)
def _sounds(registry: Registry) -> dict[str, list[tuple[Agent, str]]]:
    table: dict[str, list[tuple[Agent, str]]] = {}
    for agent, form in _forms(registry):
        if key := sound(form):
            table.setdefault(key, []).append((agent, form))
    return table


def _forms(registry: Registry) -> Iterator[tuple[Agent, str]]:
    for agent in registry.agents:
        yield from ((agent, form) for form in dict.fromkeys(form for _, form in all_names(agent)))


def alike(registry: Registry) -> Iterator[tuple[Agent, str, Agent, str]]:
    """Pairs of agents of one type and country with names that sound the same: perhaps one agent twice."""
    for rows in _sounds(registry).values():
        rows = [row for row in rows if not _SHORT.search(row[1])]
        for (one, its), (other, theirs) in combinations(rows, 2):
            if one.id != other.id and one.type == other.type and _countries(one) & _countries(other):
                yield one, its, other, theirs


def _countries(agent: Agent) -> set[str | None]:
    return {row.country for row in agent.affiliations}
