"""The claims that stand to a proposition, as pages show them: who says it, where, when, and how it stands to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import URIRef

from kg.answers.names import ArticleName
from kg.answers.show import Member, Phrases, PropositionRecord
from kg.answers.show.records import Ruling
from kg.graph.rdf import iris
from kg.graph.store import Store

GROUPS = ("supports", "adds no support", "denies", "perhaps")
_LANGUAGE = "SELECT ?language ?claim WHERE { ?claim schema:inLanguage ?language }"


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, or a part of one, as it stands to a proposition.

    Attributes:
        claim: IRI.
        group: supports; adds no support (it says so, too); denies; perhaps.
        who: origins, in English.
        text: the sentence.
        language: of the sentence.
        article: IRI.
        title: of the article.
        outlet: empty where nobody knows it.
        date: ISO; empty where nobody knows it.
        confidence: that it says the same.
        reasons: why it was joined.
        rulings: what people have decided of it.
    """

    claim: str
    group: str
    who: str
    text: str
    language: str
    article: str
    title: str
    outlet: str
    date: str
    confidence: float
    reasons: tuple[str, ...]
    rulings: tuple[Ruling, ...]


def members(store: Store, found: PropositionRecord, words: Phrases) -> tuple[Said, ...]:
    """All that stand to a proposition, group by group, the earliest first."""
    who = {claim.claim: words.agents(way.hops[0] for way in claim.paths) for claim in found.case.claims}
    rows = [_said(store, found, member, who) for member in found.members]
    return tuple(sorted(rows, key=lambda row: (GROUPS.index(row.group), row.date or "9999", row.claim)))


def _said(store: Store, found: PropositionRecord, member: Member, who: dict[str, str]) -> Said:
    name = found.names.get(member.article, ArticleName(member.article))
    sentence = URIRef(member.assertion.partition("/part/")[0])
    language = next((str(row[0]) for row in store.select(_LANGUAGE, {"claim": sentence}).rows), "")
    return Said(
        member.assertion,
        _group(member),
        who.get(member.assertion, ", ".join(member.who)),
        member.text,
        language,
        str(iris.article(member.article)),
        name.heading(),
        name.outlet or "",
        name.date or "",
        member.confidence,
        member.reasons,
        member.rulings,
    )


def _group(member: Member) -> str:
    if member.perhaps:
        return "perhaps"
    if member.stance == "denying":
        return "denies"
    return "supports" if member.counts else "adds no support"


def grouped(said: Iterable[Said]) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """The groups that have somebody in them."""
    rows = tuple(said)
    for group in GROUPS:
        if own := tuple(row for row in rows if row.group == group):
            yield group, own
