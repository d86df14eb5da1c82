"""A store for questions: the seeds as a person read them, and a small article of all that the seeds have not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.graph.rdf import article_quads, copy_quads, iris, proposition_quads, registry_quads
from kg.graph.store import Store, open_store
from kg.graph.store.in_process import shipped
from kg.model import (
    Affiliation,
    Agent,
    AgentType,
    Article,
    Basis,
    Chain,
    Claim,
    ClaimKind,
    Commitment,
    Contradiction,
    Copy,
    Fact,
    Hop,
    Known,
    Link,
    Membership,
    Mention,
    Part,
    Proposition,
    Quantity,
    Quote,
    Reuse,
    Role,
    Run,
    SourceKind,
    Span,
    Stance,
    TimeExpression,
)
from kg.model.vocab import COPIES_GRAPH, PROPOSITIONS_GRAPH, REGISTRY_GRAPH
from kg.propositions.verdicts.materialize import refresh
from kg.sources.registry import Registry
from kg.text.times import Times
from tests.support.gold_claims import seed_articles, seed_claims
from tests.support.paths import GOLD
from tests.support.registry import resources
from tests.support.stores import scratch

RUN = Run("0.1.0", (("none", "0"),), "0" * 64)
COPIES = (
    Copy("small.txt", "004_cb98e6dd4b5ccfbd.txt", Reuse.NEAR, 0.875, True),
    Copy("000_ea3facdacc29ccb4.txt", "003_a6168a8a3db5cb58.txt", Reuse.INSIDE, 0.6, False),
)
TEXT = """The siege of Deir ez-Zor was broken, Colonel Ivan Petrov told Interfax, Reuters reported.
The Kremlin denied that two Russian soldiers had been killed.
"We saw 12 houses burn on 5 September," the monitors said; the army called it a lie.
-1+1=2, the ministry will say tomorrow."""
NAMES = {
    "russian-mod": (
        ("en", "Russian Defence Ministry"),
        ("fr", "ministère russe de la Défense"),
        ("ru", "Министерство обороны России"),
        ("ru", "Минобороны России"),
    ),
    "dmitry-peskov": (("en", "Peskov"), ("fr", "Dmitri Peskov"), ("ru", "Дмитрий Песков"), ("ru", "Песков")),
    "reuters": (("fr", "Reuters"), ("ru", "Рейтер")),
    "sputnik": (("fr", "Sputnik"), ("ru", "Спутник")),
    "syrian-army": (("fr", "Armée syrienne"), ("en", "Syrian army"), ("ru", "Сирийская армия")),
    "russian-news-agencies": (("fr", "agences russes"), ("ru", "российские агентства")),
    "islamic-state": (("fr", "Daesh"), ("en", "IS"), ("ru", "ИГИЛ")),
    "president-of-russia": (("fr", "Kremlin"), ("en", "Kremlin"), ("ru", "Кремль")),
}


@cache
def registry() -> Registry:
    """The agents of the gold claims with a few names, Interfax, and a newspaper."""
    found = {
        hop.agent.id: hop.agent
        for claims in seed_claims().values()
        for claim in claims
        for chain in claim.chains
        for hop in chain.hops
        if hop.agent.registered
    }
    for name, agent in found.items():
        acts_for = "president-of-russia" if name == "dmitry-peskov" else None
        found[name] = replace(agent, aliases=NAMES.get(name, ()), acts_for=acts_for)
    found["interfax"] = _registered("interfax", "Interfax", AgentType.NEWS_AGENCY, "RU", Link.NONE)
    media = _registered("russian-state-media", "Russian state media", AgentType.STATE_MEDIA, "RU", Link.CONTROLLED)
    found[media.id] = replace(media, labels=(*media.labels, ("fr", "Médias d'État russes")), office="state-media")
    found["the-post"] = _registered("the-post", "The Morning Post", AgentType.PRIVATE_MEDIA, "GB", Link.NONE)
    return Registry(tuple(found[name] for name in sorted(found)))


def _registered(name: str, label: str, kind: AgentType, country: str, link: Link) -> Agent:
    labels = (("en", label),)
    return Agent(name, label, type=kind, labels=labels, affiliations=(Affiliation(country, link),), registered=True)


@cache
def articles() -> tuple[Article, ...]:
    """The three seeds and the small one, whose outlet and day are known."""
    outlet, day = Fact("The Morning Post", Known.ASSERTED), Fact("2017-09-06", Known.ASSERTED)
    language = Fact("en", Known.ASSERTED)
    return (*seed_articles(), Article("small.txt", TEXT, outlet=outlet, date=day, language=language))


@cache
def claims() -> dict[str, tuple[Claim, ...]]:
    """The claims of all four, by article."""
    found = {article: tuple(_timed(claims)) for article, claims in seed_claims().items()}
    article = articles()[1].id
    found[article] = tuple(_with_mentions(claim, articles()[1]) for claim in found[article])
    found = {name: tuple(map(_with_numbers, rows)) for name, rows in found.items()}
    return {**found, "small.txt": tuple(_small())}


def _with_numbers(claim: Claim) -> Claim:
    """The numbers of soldiers and of vehicles, where the words are there."""
    words = (
        ("deux", " soldats russes", 2, "soldat"),
        ("4", " soldats", 4, "soldat"),
        ("50", " djihad", 50, "véhicule"),
    )
    found = [(claim.text.find(number + what), number, value, of) for number, what, value, of in words]
    rows = [(claim.span.start + at, number, value, of) for at, number, value, of in found if at >= 0]
    made = (Quantity(Span(at, at + len(number)), number, n, n, counted=of) for at, number, n, of in rows)
    return replace(claim, quantities=tuple(made))


def _timed(claims: tuple[Claim, ...]) -> Iterator[Claim]:
    """The seeds with their times; they are of a month whose day is not known."""
    reader = Times("2017-09")
    for claim in claims:
        at = claim.span.start
        found = reader.read(claim.text, claim.language)
        times = [replace(time, span=Span(at + time.span.start, at + time.span.end)) for time in found]
        yield replace(claim, times=tuple(times))


def _with_mentions(claim: Claim, article: Article) -> Claim:
    """The place "Deir ez-Zor", as one entity of all articles, and the Syrian army as a subject: where the words are."""
    army = claim.text.find("l’armée syrienne")
    if army > 0:
        words = Span(claim.span.start + army, claim.span.start + army + len("l’armée syrienne"))
        claim = replace(claim, subject=Mention(words, words.of(article.text), "syrian-army", "Syrian army", "agent"))
    at = claim.text.find("Deir ez-Zor")
    if at < 0:
        return claim
    span = Span(claim.span.start + at, claim.span.start + at + len("Deir ez-Zor"))
    place = Mention(span, span.of(article.text), "geonames-170794", "Deir ez-Zor", "place")
    return replace(claim, mentions=(place,))


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _hop(role: Role, agent: Agent, words: str | None = None, cue: str | None = None) -> Hop:
    basis = Basis.EXPLICIT if words else Basis.METADATA
    return Hop(role, agent, basis, "by-hand", _span(words) if words else None, _span(cue) if cue else None)


def _agent(name: str) -> Agent:
    found = registry().get(name)
    assert found is not None
    return found


def _sentence(position: int, chains: tuple[Chain, ...], quote: Quote, commitment: Commitment, **more: object) -> Claim:
    text = TEXT.split("\n")[position]
    base = Claim("small.txt", position, _span(text), text, ClaimKind.STATEMENT, "en", chains, quote, commitment)
    return replace(base, **more)  # type: ignore[arg-type]


def _small() -> Iterator[Claim]:
    outlet = _hop(Role.OUTLET, _agent("the-post"))
    petrov = Agent("ivan-petrov", "Ivan Petrov", labels=(("en", "Ivan Petrov"),))
    relays = (
        _hop(Role.RELAY, _agent("interfax"), "Interfax", "told Interfax"),
        _hop(Role.RELAY, _agent("reuters"), "Reuters", "Reuters reported"),
    )
    siege = Mention(_span("The siege of Deir ez-Zor"), "The siege of Deir ez-Zor")
    place = Mention(_span("Deir ez-Zor"), "Deir ez-Zor", "geonames-170794", "Deir ez-Zor", "place")
    chain = Chain((_hop(Role.ORIGIN, petrov, "Colonel Ivan Petrov", "told"), *relays, outlet))
    yield _sentence(0, (chain,), Quote.INDIRECT, Commitment.ASSERTED, subject=siege, mentions=(place,))
    kremlin = Chain((_hop(Role.ORIGIN, _agent("president-of-russia"), "The Kremlin", "denied"), outlet))
    yield _sentence(1, (kremlin,), Quote.INDIRECT, Commitment.DENIED, negated=True)
    monitors = Agent("monitors", "the monitors", SourceKind.UNNAMED)
    content = (_span("We saw 12 houses burn on 5 September"),)
    quoted = Chain((_hop(Role.ORIGIN, monitors, "the monitors", "said"), outlet), content)
    called = Chain((_hop(Role.ORIGIN, _agent("syrian-army"), "the army", "called"), outlet))
    part = Part((_span("it a lie"),), (called,), Quote.INDIRECT, Commitment.DENIED)
    yield _sentence(
        2,
        (quoted,),
        Quote.DIRECT,
        Commitment.ASSERTED,
        parts=(part,),
        times=(TimeExpression(_span("5 September"), "5 September", "2017-09-05"),),
        quantities=(Quantity(_span("12 houses"), "12 houses", 12, 12, counted="house"),),
    )
    ministry = Chain((_hop(Role.ORIGIN, _agent("russian-mod"), "the ministry", "will say"), outlet))
    yield _sentence(3, (ministry,), Quote.INDIRECT, Commitment.PROSPECTIVE)


@cache
def propositions() -> tuple[tuple[Proposition, ...], tuple[Contradiction, ...]]:
    """Those of the gold, the small article's claims among them, one perhaps, and the contradictions."""
    rows = [json.loads(line) for line in (GOLD / "seeds-verdicts.jsonl").read_text("utf-8").splitlines()]
    found = {row["id"]: _proposition(row) for row in rows}
    small = claims()["small.txt"]
    siege = _member("small.txt", small[0].span.start, reasons=("same event: siege broken",))
    killed = found["two-soldiers-killed"]
    denial = _member("small.txt", small[1].span.start, Stance.DENIES, reasons=("same number: 2",))
    found["two-soldiers-killed"] = replace(killed, members=(*killed.members, denial))
    perhaps = replace(siege, confidence=0.4)
    found["suicide-vehicles"] = replace(found["suicide-vehicles"], perhaps=(perhaps,))
    found["siege-broken"] = replace(found["siege-broken"], members=(*found["siege-broken"].members, siege))
    return tuple(found.values()), tuple(_contradictions(rows))


def _claim(article: str, start: int) -> Claim:
    return next(claim for claim in claims()[article] if claim.span.start == start)


def _member(article: str, start: int, stance: Stance = Stance.EXPRESSES, reasons: tuple[str, ...] = ()) -> Membership:
    return Membership(article, _claim(article, start).span, stance, 0.9, reasons)


def _proposition(row: dict) -> Proposition:
    members = tuple(_member(article, start) for article, start in row["claims"])
    # A pledge supports only what is itself a plan, and the gold judges one such.
    return Proposition(row["id"], (("en", row["text"]),), members, plan=row["id"] == "telegram-details-later")


def _contradictions(rows: list[dict]) -> Iterator[Contradiction]:
    places = {row["id"]: row["claims"][0] for row in rows}
    for line in (GOLD / "seeds-contradictions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        left, right = row.get("claims") or [places[name] for name in row["between"]]
        yield Contradiction(row["kind"], _member(*left), _member(*right), (row["note"],))


def fill(store: Store) -> Store:
    """Put everything into a store."""
    store.replace(REGISTRY_GRAPH, registry_quads(registry()))
    known = {agent.id for agent in registry().agents}
    for article in articles():
        quads = article_quads(article, claims()[article.id], RUN, known, resources().gazetteer)
        store.replace(iris.article_graph(article.id), quads)
    store.replace(PROPOSITIONS_GRAPH, proposition_quads(*propositions()))
    store.replace(COPIES_GRAPH, copy_quads(COPIES))
    refresh(store)
    return store


def memory() -> Store:
    """All of it on rdflib, whose queries take a hundred times as long as Oxigraph's."""
    return fill(open_store(None))


def disk(folder: Path) -> Store:
    """All of it on Oxigraph."""
    with fill(open_store(folder)):
        pass
    return open_store(folder, read_only=True)


@cache
def answering() -> Store:
    """All of it on Oxigraph, once a process, and answered in this process: for tests that only read."""
    return shipped(disk(scratch()))
