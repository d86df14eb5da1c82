"""Claims, propositions and articles as plain data for an assistant.

Words of articles, and names taken from them, stand under ``quoted``, cleaned of what a terminal obeys: they are data to
report. What is the program's own (ids, numbers, terms of the ontology) stands as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from kg.answers.harmless import clean
from kg.answers.show import ClaimRecord, Phrases, PropositionRecord, Verdict
from kg.answers.show.records import Ruling
from kg.answers.show.verdict_reasons import why
from kg.graph.rdf import iris
from kg.graph.rdf.claims import PIECES
from kg.graph.short_names import short
from kg.languages.profile import LABEL_LANGUAGE
from kg.model import Article, Chain, Claim, Hop
from kg.sources import load_registry

Data: TypeAlias = "str | int | float | bool | list[Data] | dict[str, Data] | None"
Told: TypeAlias = dict[str, Data]


def quoted(text: str | None) -> Data:
    """Words that are not the program's."""
    return None if text is None else {"quoted": clean(text)}


def claim_data(record: ClaimRecord) -> Told:
    """A claim with its article, the propositions it stands in, and what people decided of it."""
    standings: list[Data] = [
        {
            "proposition": short(found.proposition),
            "says": quoted(found.says),
            "stance": found.stance,
            "perhaps": found.perhaps,
            "confidence": found.confidence,
            "reasons": [quoted(reason) for reason in found.reasons],
            "verdicts": _verdicts(found.verdicts),
        }
        for found in record.standings
    ]
    return {
        **sentence_data(record.article, record.claim),
        "article": article_data(record.article),
        "propositions": standings,
        "decisions": _rulings(record.rulings),
        "undetermined": _undetermined(verdict for found in record.standings for verdict in found.verdicts),
    }


def proposition_data(record: PropositionRecord) -> Told:
    """A proposition with its claims, its verdicts and the chains behind them."""
    words = Phrases.of(LABEL_LANGUAGE, load_registry())
    members: list[Data] = [
        {
            "claim": short(member.assertion),
            "stance": member.stance,
            "perhaps": member.perhaps,
            "counts": member.counts,
            "who": [quoted(who) for who in member.who],
            "text": quoted(member.text),
            **place_data(member.article, member.begin, member.end),
            "decisions": _rulings(member.rulings),
        }
        for member in record.members
    ]
    reasons: list[Data] = [
        {"says": quoted(found.says), "chains": [quoted(chain) for chain in found.chains]}
        for found in why(record.case, words)
    ]
    return {
        "proposition": short(record.iri),
        "address": record.iri,
        "says": quoted(record.says),
        "counts": dict(record.counts),
        "claims": members,
        "verdicts": _verdicts(record.verdicts),
        "reasons": reasons,
        "contradictions": [
            {"kind": kind, "left": short(left), "right": short(right), "confirmed": confirmed}
            for kind, left, right, confirmed in record.contradictions
        ],
        "undetermined": _undetermined(record.verdicts),
    }


def article_data(article: Article) -> Told:
    """What is known of an article."""
    facts = {"title": article.title, "outlet": article.outlet, "date": article.date, "url": article.url}
    told: Told = {name: quoted(fact.value) for name, fact in facts.items()}
    return {
        "id": quoted(article.id),
        "address": str(iris.article(article.id)),
        **told,
        "language": article.language.value,
    }


def sentence_data(article: Article, claim: Claim) -> Told:
    """A sentence with its parts, and the chains of each."""
    iri = iris.claim(article.id, claim.span)
    parts: list[Data] = [
        {
            "claim": short(str(iris.part(iri, index))),
            "text": quoted(PIECES.join(words.of(article.text) for words in part.content)),
            "chains": [_chain(article, chain) for chain in part.chains],
            "commitment": part.commitment.value,
        }
        for index, part in enumerate(claim.parts)
    ]
    return {
        "claim": short(str(iri)),
        "address": str(iri),
        "begin": claim.span.start,
        "end": claim.span.end,
        "text": quoted(claim.text),
        "chains": [_chain(article, chain) for chain in claim.chains],
        "commitment": claim.commitment.value,
        "quote": claim.quote.value,
        "parts": parts,
    }


def _chain(article: Article, chain: Chain) -> Data:
    """The hops from the origin outward, the outlet last."""
    return [_hop(article, hop) for hop in chain.hops]


def _hop(article: Article, hop: Hop) -> Data:
    held = hop.agent.affiliation_on(article.date.value)
    told: Told = {
        "who": quoted(hop.agent.label),
        "source": short(str(iris.agent(hop.agent, article.id))),
        "known": hop.agent.kind.value,
        "role": hop.role.value,
        "country": held.country,
        "link": held.link.value,
        "words": quoted(hop.mention.of(article.text)) if hop.mention else None,
        "rule": hop.rule,
        "confidence": hop.confidence,
    }
    if hop.candidates:
        told["perhaps"] = [{"who": quoted(one.agent.label), "probability": one.probability} for one in hop.candidates]
    return told


def _verdicts(verdicts: Iterable[Verdict]) -> list[Data]:
    return [
        {
            "country": verdict.country,
            "variant": verdict.variant,
            "value": verdict.value,
            "because": [quoted(reason) for reason in verdict.because],
        }
        for verdict in verdicts
    ]


def _undetermined(verdicts: Iterable[Verdict]) -> int:
    return sum(verdict.value == "undetermined" for verdict in verdicts)


def _rulings(rulings: Iterable[Ruling]) -> list[Data]:
    return [{"kind": one.kind, "who": quoted(one.who), "day": one.day, "why": quoted(one.why)} for one in rulings]


def place_data(article: str, begin: Data, end: Data) -> Told:
    """Where a sentence stands."""
    return {"article": quoted(article), "address": str(iris.article(article)), "begin": begin, "end": end}
