"""Which registered agents an unknown name is like, across scripts and spellings. These are proposals: nothing decides.

Names are written in Latin letters (anyascii), the letters that spellings of one sound differ in are folded, and what
is left is compared word by word in any order (rapidfuzz). No likeness separates *Шойгу* / *Choïgou* from *Iran* /
*Irak*: that is why a person has to say yes.
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
from kg.sources.registry import Registry

LEAST = 80.0  # of 100
_FOLDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|tch|tsh|shch|sch|sh|ch|zh|j(?=[aeiou])", "s"),
        (r"ph", "f"),
        (r"kh|gh|h", ""),
        (r"ou|oo|w|v", "u"),
        (r"[iy]+e|ei|ey|ai|ay|ee|y|j", "i"),
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


def proposals(name: str, registry: Registry, most: int = 3) -> list[Proposal]:
    """The registered agents that a name is most like, the likest first; none twice, none below ``LEAST``."""
    table = _sounds(registry)
    found = process.extract(sound(name), list(table), scorer=fuzz.token_sort_ratio, score_cutoff=LEAST, limit=most * 4)
    best: dict[str, Proposal] = {}
    for key, likeness, _ in found:
        for agent, form in table[key]:
            best.setdefault(agent.id, Proposal(agent, form, round(likeness, 1)))
    return list(best.values())[:most]


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
