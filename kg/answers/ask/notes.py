"""What must be said of an answer: how many verdicts are open and why, and what comes nearest to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.answers import queries
from kg.answers.ask import sparql
from kg.answers.ask.few import how_many
from kg.answers.ask.frame import Frame, PartyKind
from kg.answers.ask.names import concept_of
from kg.graph.store import SparqlService
from kg.languages.profile import LABEL_LANGUAGE
from kg.model.vocab import KG
from kg.sources.registry import Registry

_NAMED = (PartyKind.AGENT, PartyKind.STATE, PartyKind.OFFICE, PartyKind.NAMED)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be said under an answer: a key of ``[reply]`` and what goes into it."""

    key: str
    values: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()  # further keys of [reply], each with its count


def undetermined(store: SparqlService, frame: Frame, timeout: float) -> Iterator[Note]:
    """How many more verdicts on a state are undetermined, and why."""
    party = frame.speakers[0]
    if party.kind is not PartyKind.STATE:
        return
    values = {"country": sparql.country_iri(party.country), "variant": KG[f"{frame.variant}-variant"]}
    table = store.select(sparql.filled("undetermined"), values, timeout)
    counts = tuple((f"why_{str(reason)[1:]}", int(str(count))) for reason, count, *_ in table.rows)
    if counts:
        yield Note("undetermined", counts=counts)


def narrated(store: SparqlService, frame: Frame, registry: Registry, timeout: float) -> Iterator[Note]:
    """How many sentences tell in the outlet's own words that somebody condemned, admitted or warned: no claims of his.

    Whoever was asked about must be named in them.
    """
    if frame.stance not in sparql.BY_VERB:
        return
    named = tuple(concept_of(party, registry, LABEL_LANGUAGE) for party in frame.speakers if party.kind in _NAMED)
    told = replace(frame.without("speakers"), about=(*frame.about, *(named if len(named) == 1 else ())))
    (row,) = store.select(sparql.narrated(told, registry), timeout=timeout).rows
    if int(str(row[0])):
        yield Note("narrated", (("count", str(row[0])),))


def nearest(store: SparqlService, frame: Frame, registry: Registry, timeout: float) -> Iterator[Note]:
    """What there is instead of nothing: claims of those asked about, sentences that mention them or the subject."""
    corpus = queries.corpus(store, timeout)
    yield Note("searched", (("articles", str(corpus.articles)), ("claims", str(corpus.claims))))
    asked: list[tuple[str, str, Frame]] = []
    for party in (*frame.speakers, *frame.opposite)[:2]:
        asked.append(("near_speaker", party.label, Frame(speakers=(party,))))
        asked.append(("near_mention", party.label, Frame(about=(concept_of(party, registry, LABEL_LANGUAGE),))))
    concepts = (*frame.about, *frame.where)
    asked.extend(("near_about", concept.label, Frame(about=(concept,))) for concept in concepts[:3])
    for key, name, near in asked:
        claims, _ = how_many(store, list(sparql.constraints(near, registry)), timeout)
        yield Note(key, (("name", name), ("count", str(claims))))
