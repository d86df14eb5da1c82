"""Care of the registry, beside a store: unknown speakers with proposals, the check, lists of others brought in."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Literal

from kg.answers import queries
from kg.answers.harmless import clean
from kg.graph.store import Store, Table
from kg.languages import normalize
from kg.languages.profile import LABEL_LANGUAGE
from kg.model import AgentType, ids
from kg.model.errors import BadParameter, InputError
from kg.model.vocab import concept
from kg.model.whole_file import read_named, write_whole
from kg.sources import load_registry, own_folder, registry_files
from kg.sources.imports import own_csv, state_media_matrix, wikidata
from kg.sources.imports.reconcile import Import, ListedSource, UnusableRow, imported
from kg.sources.lint import Finding, findings, undated
from kg.sources.registry import Registry
from kg.sources.similar_names import Proposal, proposals
from kg.sources.turtle_reader import read_agents
from kg.sources.turtle_writer import turtle

LISTS: dict[str, tuple[str, Callable[[Path], Iterable[ListedSource | UnusableRow]]]] = {
    "state-media-matrix": ("State Media Matrix", state_media_matrix.read),
    "wikidata": ("Wikidata", wikidata.read),
    "csv": ("own list", own_csv.read),
}
_TIMEOUT = 60.0  # seconds


@dataclass(slots=True)
class Unknown:
    """A speaker that the registry has not: its spellings by count, its claims, articles, languages and types told."""

    types: set[AgentType] = field(default_factory=set)
    spellings: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    claims: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    outlet: bool = False  # it printed an article

    @property
    def name(self) -> str:
        """The commonest spelling."""
        return min(self.spellings, key=lambda form: (-self.spellings[form], form))

    @property
    def language(self) -> str:
        """The language it is mostly named in."""
        return min(self.languages, key=lambda code: (-self.languages[code], code))


def unknown_speakers(store: Store) -> list[Unknown]:
    """The named speakers of a store that are in no row of the registry, those of most claims first."""
    answer = queries.run(store, "unregistered-speakers", {}, _TIMEOUT).answer
    if not isinstance(answer, Table):
        return []
    found: dict[str, Unknown] = defaultdict(Unknown)
    for row in answer.rows:
        cells = {column: str(value) for column, value in zip(answer.columns, row, strict=True)}
        speaker = found[normalize.key(cells["who"], cells["language"]) or cells["who"]]
        speaker.spellings[cells["who"]] += 1
        speaker.languages[cells["language"]] += 1
        speaker.claims.add(cells["claim"])
        speaker.articles.add(cells["article"])
        speaker.types |= {kind for kind in AgentType if cells["type"] == str(concept(kind))}
        speaker.outlet = speaker.outlet or cells["role"].endswith("#outlet-role")
    return sorted(found.values(), key=lambda one: (-len(one.claims), one.name))


def unknown_text(store: Store, most: int = 50) -> str:
    """The speakers worth curating, each with what it may be and lines to paste into a file of the registry."""
    registry, speakers = load_registry(), unknown_speakers(store)
    lines = [line for speaker in speakers[:most] for line in _speaker_lines(speaker, registry)]
    lines.append(f"{len(speakers)} speakers are not in the registry; {min(most, len(speakers))} shown.")
    if speakers:
        own = own_folder() / "own.ttl"
        lines.append(f"Paste the lines that are right into {own}, then add the articles again: kg add …")
    return clean("\n".join(lines))


def _speaker_lines(speaker: Unknown, registry: Registry) -> Iterator[str]:
    claims, articles = len(speaker.claims), len(speaker.articles)
    counts = f"{claims} claim{'s' * (claims != 1)}, {articles} article{'s' * (articles != 1)}"
    others = sorted(set(speaker.spellings) - {speaker.name})
    yield f"{speaker.name}   ({counts}{'; also ' + ', '.join(others) if others else ''})"
    for near in proposals(speaker.name, registry, outlet=speaker.outlet):
        yield f"  perhaps {near.agent.label} ({near.form}, {near.likeness:.0f} of 100):"
        yield f"    {_alias_line(near, speaker)}"
    told = speaker.outlet or len(speaker.types) == 1
    yield "  or new:" if told else "  or new, of a type that no article tells (mend it):"
    yield f"    {_row_line(speaker, registry)}"


def _alias_line(near: Proposal, speaker: Unknown) -> str:
    return f"agent:{near.agent.id} skos:altLabel {Literal(speaker.name, language=speaker.language)} ."


def _row_line(speaker: Unknown, registry: Registry) -> str:
    """A whole row, with what is not known left unknown; a type that no article tells is for a person to mend."""
    slug = ids.slug(speaker.name) or f"speaker-{ids.digest(speaker.name)[:8]}"
    free = slug if registry.get(slug) is None else f"{slug}-2"
    label, own = (Literal(speaker.name, language=language) for language in (LABEL_LANGUAGE, speaker.language))
    told = next(iter(speaker.types)) if len(speaker.types) == 1 else AgentType.PERSON
    kind = AgentType.PRIVATE_MEDIA if speaker.outlet else told
    return (
        f"agent:{free} a kg:Agent ; kg:type kg:{kind} ; skos:prefLabel {label} ; rdfs:label {own} ; "
        f"kg:affiliation <{free}/affiliation/0> ; kg:reviewed false . "
        f"<{free}/affiliation/0> a kg:Affiliation ; kg:link kg:unknown ."
    )


def check_text(store: Store | None) -> tuple[str, bool]:
    """What in the registry wants a person's eye, a line each; False where names, handles or domains collide.

    With a store, undated links are told where a verdict of it rests on them; without one, they are counted.
    """
    agents, unreviewed = read_agents(registry_files())
    found = list(findings(agents, unreviewed))
    lines = [_finding_line(row) for row in found if row.sort != "labels"]
    unlabelled = [row for row in found if row.sort == "labels"]
    if unlabelled:
        lines.append(
            f"labels: {len(unlabelled)} rows lack labels: {', '.join(row.agents[0] for row in unlabelled[:5])} …"
        )
    lines.append(f"undated: {sum(1 for _ in undated(agents))} rows with a link to a state have no dates")
    if store is not None:
        lines.extend(_undated_lines(store))
    collided = any(row.sort == "collision" for row in found)
    lines.append(
        f"{len(agents)} agents in {len(registry_files())} files; {'they collide' if collided else 'they load'}"
    )
    return clean("\n".join(lines)), not collided


def _finding_line(row: Finding) -> str:
    shown = ", ".join(row.agents[:4]) + (" …" if len(row.agents) > 4 else "")
    return f"{row.sort}: {shown}: {row.text}"


def _undated_lines(store: Store) -> Iterator[str]:
    answer = queries.run(store, "undated-sources", {}, _TIMEOUT).answer
    if not isinstance(answer, Table):
        return
    rows = [dict(zip(answer.columns, map(str, row), strict=True)) for row in answer.rows]
    for (who, state, link), group in groupby(rows, key=lambda row: (row["who"], row["state"], row["link"])):
        count = len({row["proposition"] for row in group})
        yield f"  a verdict rests on it: {who} ({state} {link}), {count} propositions"


def bring_in(kind: str, path: Path) -> tuple[str, Import]:
    """Make a list of others into a file of the user's registry; what was there of that list is replaced.

    Raises:
        BadParameter: no such kind of list.
        InputError: the list cannot be read.
        RegistryError: the rows do not fit beside the registry's.
        OutputError: the file of the registry cannot be written.
    """
    if kind not in LISTS:
        raise BadParameter(kind, f"one of {', '.join(LISTS)}", "Say which list it is: kg sources import csv FILE.")
    title, read = LISTS[kind]
    target = own_folder() / f"{kind}.ttl"
    others = tuple(file for file in registry_files() if file != target)
    try:
        content = read_named(path)
    except OSError as error:
        raise InputError(f"{path}: {error}", "a file", "Mend the path.") from error
    digest = hashlib.sha256(content).hexdigest()[:12]
    done = imported(read(path), load_registry(*others), f"{title} ({path.name}, sha256 {digest}…)")
    text = turtle(done.agents)
    with TemporaryDirectory() as folder:
        draft = Path(folder) / target.name
        draft.write_text(text, encoding="utf-8")
        load_registry(*others, draft)
    write_whole(target, [text])
    return _import_text(done, target), done


def _import_text(done: Import, target: Path) -> str:
    lines = [f"note: {note}" for note in done.notes]
    lines.append(f"{done.summary()}: {target}")
    lines.append("Unreviewed, all of them: check a row, write kg:reviewed true, then add the articles again.")
    return clean("\n".join(lines))
