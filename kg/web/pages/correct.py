"""What a person decides of a claim: its speaker, subject and joins, with undo; the decisions of ``kg review``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.answers import service
from kg.graph.rdf import iris
from kg.graph.store import Table
from kg.model import Article, Claim
from kg.model.errors import BadParameter, NotFound, QueryError
from kg.propositions.decisions import Decision, DecisionKind
from kg.propositions.decisions.signature import now, reviewer
from kg.web import deciding
from kg.web.jobs import JOBS
from kg.web.pages.claim import context
from kg.web.rendering import address
from kg.web.view import Asked, Sent, View, named, table_of

if TYPE_CHECKING:  # what applies decisions brings the pipeline with it: the first to correct something waits for it
    from kg.review import Decider, DecisionLog

_WHATS = ("accept", "speaker", "subject", "same", "different", "reject", "undo")


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision on this claim that holds: its id, kind, who made it, when and why."""

    id: str
    kind: str
    who: str
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A proposition to which the claim stands with others: what it says, how, how sure, and how many others say it."""

    proposition: str
    says: str
    perhaps: bool
    confidence: float
    others: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim that may be corrected.

    Attributes:
        claim: IRI, perhaps of a part.
        article: IRI.
        heading: of the article.
        place: the sentence's anchor on the page of the article.
        before: the words before it there.
        text: the sentence.
        after: the words behind it.
        language: of the sentence.
        speaker: who it is read to be of: an id of the registry, or a name of its article.
        name: what that one is called.
        subject: the words that it is read to be about; empty where there are none.
        sources: whom the article has, or may mean.
        joins: the propositions that it shares with other claims.
        who: decides, as this machine knows the user.
        decided: what holds for it now.
        earlier: address of the claim before it in the article; empty where it is the first.
        later: address of the one behind it.
        job: the number of the job that is applying what was decided; empty where all is applied.
    """

    claim: str
    article: str
    heading: str
    place: str
    before: str
    text: str
    after: str
    language: str
    speaker: str
    name: str
    subject: str
    sources: tuple[str, ...]
    joins: tuple[Joined, ...]
    who: str
    decided: tuple[Entry, ...]
    earlier: str
    later: str
    job: str


def record(asked: Asked) -> Correction:
    """The claim of the address."""
    from kg.review import Decider

    iri = str(named(f"article/{asked.place['name']}"))
    decider = Decider(asked.store, asked.registry, reviewer(), now)
    try:
        article, claim, part = decider.claim(iri)
    except (QueryError, ValueError) as error:
        raise NotFound(ascii(asked.place["name"][:80]), "a claim of this store", "Open one from an answer.") from error
    target = decider.target(iri)
    earlier, later = _beside(article, decider.article(iri)[1], claim)
    before, after = context(article, claim.span)
    speaker = decider.speaker_of(iri)
    known = asked.registry.get(speaker)
    applying = JOBS.unfinished("review")
    return Correction(
        iri,
        str(iris.article(article.id)),
        decider.article_name(article.id).within(120),
        f"{claim.span.start}-{claim.span.end}",
        before,
        claim.text,
        after,
        claim.language,
        speaker,
        known.label if known else speaker,
        _subject(article, claim) if part is None else "",
        tuple(dict.fromkeys(each.id or each.label for each in decider.sources(iri))),
        tuple(_joins(asked, iri)),
        decider.who,
        tuple(
            Entry(each.id, each.kind.value, each.who, each.when[:10], each.why)
            for each in deciding.holding(asked).get(target, ())
        ),
        earlier,
        later,
        applying.name if applying else "",
    )


def _subject(article: Article, claim: Claim) -> str:
    return claim.subject.span.of(article.text) if claim.subject and claim.subject.span else ""


def _beside(article: Article, claims: Sequence[Claim], claim: Claim) -> tuple[str, str]:
    """The addresses of the claims before and behind a claim among those of its article, empty where there is none."""
    at = claims.index(claim)

    def of(number: int) -> str:
        return _address(str(iris.claim(article.id, claims[number].span))) if 0 <= number < len(claims) else ""

    return of(at - 1), of(at + 1)


def _address(iri: str) -> str:
    return address(iri).replace("/id/article/", "/correct/", 1)


def _joins(asked: Asked, iri: str) -> Iterator[Joined]:
    for each in service.standings(asked.store, URIRef(iri)):
        others = dict(each.counts).get("claim", 0) - (not each.perhaps)
        if others > 0:
            yield Joined(each.proposition, each.says, each.perhaps, each.confidence, others)


def write(asked: Asked, form: Sent) -> str:
    """Write a decision down, begin to apply it, and go back to where it was made, or on to the next claim.

    Raises:
        BadParameter: it is none that can be made here, or names nobody who is known.
    """
    from kg.review import Decider, DecisionLog

    iri = str(named(f"article/{asked.place['name']}"))
    decider = Decider(asked.store, asked.registry, form.value("who")[:80] or reviewer(), now)
    journal = DecisionLog.open(deciding.log_file(asked), asked.store)
    if journal.add([_decision(decider, journal, iri, form)]):
        deciding.apply_beside(asked)
    article, claim, _ = decider.claim(iri)
    later = _beside(article, decider.article(iri)[1], claim)[1]
    if form.value("then") == "next" and later:
        return later
    if form.value("then") == "read":
        text, _, place = (later or _address(iri)).partition("/claim/")
        return f"{text.replace('/correct/', '/read/', 1)}#{place.partition('/part/')[0]}"
    return _address(iri)


def _decision(decider: Decider, journal: DecisionLog, iri: str, form: Sent) -> Decision:
    what, value, why = form.value("what"), form.value("value"), form.value("why")[:500]
    match what:
        case "accept":
            return decider.speaker(iri, decider.speaker_of(iri), why)
        case "speaker":
            return decider.speaker(iri, value, why)
        case "subject":
            return decider.subject(iri, value, why)
        case "same" | "different":
            kind = DecisionKind.SAME if what == "same" else DecisionKind.DIFFERENT
            return decider.pair(kind, iri, str(named(f"proposition/{value}")), why)
        case "reject":
            return decider.reject(iri, why)
        case "undo":
            return decider.undo(journal.entry(form.value("id")), why)
    raise BadParameter(ascii(what[:20]), f"one of {', '.join(_WHATS)}", "Use the form of the page.")


def table(found: Correction) -> Table:
    """A row a decision that holds."""
    rows = ((each.id, each.kind, each.who, each.day, each.why, found.claim) for each in found.decided)
    return table_of(("id", "kind", "who", "day", "why", "claim"), rows)


VIEWS = (View("/correct/{name:path}", "Correct", record, table, write=write, kept=None),)
