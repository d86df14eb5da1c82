"""Claims for the graph page: those of the seeds as a person read them, and as many made-up ones as a test wants."""

from __future__ import annotations

import json
from itertools import pairwise

from kg.answers.page import GraphClaim, GraphData, GraphHop, GraphProposition, GraphTie
from kg.model import (
    AgentType,
    Article,
    Basis,
    Claim,
    ClaimKind,
    Commitment,
    Hop,
    Link,
    Quote,
    Role,
    SourceKind,
    Span,
    Stance,
)
from kg.propositions.verdicts.rules import Value, Variant
from tests.support.gold_claims import seed_articles, seed_claims
from tests.support.paths import GOLD

FRENCH = {
    "syrian-army": "Armée arabe syrienne",
    "russian-mod": "Ministère russe de la Défense",
    "russian-armed-forces": "Forces armées russes",
    "syrian-tv": "Télévision publique syrienne",
    "syrian-government": "Gouvernement syrien",
    "dmitry-peskov": "Dmitri Peskov",
    "embassy-of-russia-in-south-africa": "Ambassade de Russie en Afrique du Sud",
    "president-of-russia": "Présidence de la Russie",
    "russian-news-agencies": "Agences de presse russes",
    "islamic-state": "État islamique",
}


def seeds() -> GraphData:
    """The 39 claims of the seed articles, with the propositions that a person saw in them."""
    articles = {article.id: article for article in seed_articles()}
    rows = [json.loads(line) for line in (GOLD / "seeds-verdicts.jsonl").read_text("utf-8").splitlines()]
    said = {(article, start): row for row in rows for article, start in row["claims"]}
    claims = [claim for found in seed_claims().values() for claim in found]
    origins: dict[str, set[str]] = {}
    for claim in claims:
        if row := said.get((claim.article, claim.span.start)):
            origin = claim.chains[0]
            origins.setdefault(row["id"], set()).update(() if origin.own_voice else (origin.origin.agent.id,))
    return GraphData(
        tuple(_seed(claim, articles[claim.article], said.get((claim.article, claim.span.start))) for claim in claims),
        tuple(GraphProposition(row["id"], row["text"], len(origins.get(row["id"], ())) == 1) for row in rows),
    )


def _seed(claim: Claim, article: Article, row: dict | None) -> GraphClaim:
    return GraphClaim(
        id=f"{claim.article}/{claim.span.start}-{claim.span.end}",
        text=claim.text,
        article=claim.article,
        date=article.date.value,
        kind=claim.kind,
        language=claim.language,
        quote=claim.quote,
        commitment=claim.commitment,
        chains=tuple(tuple(_hop(hop, article) for hop in chain.hops) for chain in claim.chains),
        propositions=((row["id"], Stance.EXPRESSES),) if row else (),
    )


def _hop(hop: Hop, article: Article) -> GraphHop:
    def words(span: Span | None) -> str | None:
        return span.of(article.text) if span else None

    affiliation = hop.agent.affiliation_on(article.date.value)
    labels = (("fr", FRENCH[hop.agent.id]),) if hop.agent.id in FRENCH else ()
    return GraphHop(
        role=hop.role,
        agent_id=hop.agent.id,
        label=hop.agent.label,
        kind=hop.agent.kind,
        country=affiliation.country,
        link=affiliation.link,
        mention=words(hop.mention),
        cue=words(hop.cue),
        rule=hop.rule,
        basis=hop.basis,
        labels=labels,
    )


def hop(role: Role, agent: str, country: str | None = None, **changes: object) -> GraphHop:
    """A hop of a named agent, with what a test cares about changed."""
    link = Link.ORGAN if country else Link.UNKNOWN
    base = {"label": agent.title(), "kind": SourceKind.NAMED, "country": country, "link": link, "mention": agent}
    rest = {"cue": "a annoncé", "rule": "made-up", "basis": Basis.EXPLICIT}
    return GraphHop(role=role, agent_id=agent, **{**base, **rest, **changes})  # type: ignore[arg-type]


def claim(text: str, *chains: tuple[GraphHop, ...], **changes: object) -> GraphClaim:
    """A claim of an article "a.txt", with what a test cares about changed."""
    base = {
        "id": f"claim-{text[:40]}",
        "article": "a.txt",
        "date": "2017-09-05",
        "kind": ClaimKind.STATEMENT,
        "language": "fr",
        "quote": Quote.INDIRECT,
        "commitment": Commitment.ASSERTED,
    }
    return GraphClaim(text=text, chains=chains, **{**base, **changes})  # type: ignore[arg-type]


def data(*claims: GraphClaim, **rest: object) -> GraphData:
    """The claims as a page takes them, with a proposition for each that one of them names."""
    ids = dict.fromkeys(proposition for one in claims for proposition, _ in one.propositions)
    own = {"propositions": tuple(GraphProposition(name, f"Proposition {name}") for name in ids)}
    return GraphData(claims, **{**own, **rest})  # type: ignore[arg-type]


COUNTRIES = ("RU", "SY", "US", "FR", "GB", "UA", "TR", "IR", "IL", "QA", "SA", "EG", None, "DE")
TYPES = (AgentType.STATE_BODY, AgentType.PERSON, AgentType.NEWS_AGENCY, AgentType.ARMED_GROUP, None)


def many(count: int, sources: int = 300, outlets: int = 15) -> GraphData:
    """So many claims of so many sources of fourteen countries: a tenth relayed, a quarter in the outlet's own voice.

    Three claims in four have a proposition of their own, the others share three hundred; a verdict on Russia for each;
    a contradiction and a copied article for every hundred claims.
    """
    claims = tuple(_made_up(number, sources, outlets) for number in range(count))
    values = (Value.YES, Value.NO, Value.UNDETERMINED)
    ids = dict.fromkeys(claim.propositions[0][0] for claim in claims)
    verdicts = [{variant: values[number % 3] for variant in Variant} for number in range(3)]
    propositions = tuple(
        GraphProposition(
            name, f"Ce que dit {name}", number % 9 == 0, verdicts={"": verdicts[1], "RU": verdicts[number % 3]}
        )
        for number, name in enumerate(ids)
    )
    pairs = [(number, number + 1) for number in range(0, count - 100, 100)]
    return GraphData(
        claims,
        propositions,
        tuple(GraphTie(claims[a].id, claims[b].id, "quantity") for a, b in pairs),
        tuple(GraphTie(claims[a].article, claims[b + 50].article, "near-copy") for a, b in pairs),
    )


def _made_up(number: int, sources: int, outlets: int) -> GraphClaim:
    outlet = hop(Role.OUTLET, f"outlet {number % outlets}", COUNTRIES[number % outlets % len(COUNTRIES)])
    source = number * number % sources
    type_ = TYPES[source % len(TYPES)]
    origin = hop(Role.ORIGIN, f"source {source}", COUNTRIES[source % len(COUNTRIES)], type=type_)
    relay = hop(Role.RELAY, f"agency {number % 7}", "FR")
    chain = (outlet,) if number % 4 == 0 else (origin, relay, outlet) if number % 10 == 1 else (origin, outlet)
    article = f"article-{number // 12}.txt"
    shared = number % 4 == 1
    return claim(
        f"La phrase numéro {number} dit que {number % 97} personnes ont vu quelque chose près de la ville.",
        chain,
        id=f"{article}/{number}",
        article=article,
        date=f"20{10 + number % 9}-0{1 + number % 9}-15",
        propositions=((f"p{number % 300 if shared else number + 300}", Stance.EXPRESSES),),
    )


def ways(found: GraphClaim) -> set[tuple[str, str]]:
    """The steps of a claim's chains as pairs of agents."""
    return {(a.agent_id, b.agent_id) for chain in found.chains for a, b in pairwise(chain)}


RAN = "document.title='ran'"
HOSTILE = (
    f"<script>{RAN}</script>",
    f"</script><script>{RAN}</script>",
    f"<SCRIPT SRC=data:,{RAN}></SCRIPT>",
    f'"href="javascript:document.title=1" onmouseover="{RAN}',
    f"javascript:{RAN}",
    f'<img src=x onerror="{RAN}">',
    f"<svg onload={RAN}>",
    f"<svg><script>{RAN}</script></svg>",
    f"<iframe srcdoc='<script>parent.{RAN}</script>'>",
    f"<a href='javascript:{RAN}'>x</a>",
    f"<details open ontoggle={RAN}>",
    f"<style>*{{background:url('javascript:{RAN}')}}</style>",
    "<style>@import 'http://example.org/x.css';</style>",
    "<link rel=stylesheet href=http://example.org/x.css>",
    "<meta http-equiv=refresh content='0;url=http://example.org/'>",
    "<base href=http://example.org/>",
    "<form action=http://example.org/><input type=submit>",
    f"</title><script>{RAN}</script>",
    f"</style><script>{RAN}</script>",
    f"]]><script>{RAN}</script>",
    f"\\u003cscript\\u003e{RAN}\\u003c/script\\u003e",
    f"';{RAN};//",
    f'";{RAN};//',
    f'=HYPERLINK("http://example.org/","{RAN}")',
    "__proto__",
    "constructor",
    "line\u2028separator and paragraph\u2029separator",
    "right to left \u202egpj.exe\u202c and a \u2067mark\u2069",
    f"{{{{ 7 * 7 }}}} {{% raw %}} ${{{RAN}}} `",
    "<!-- <script> -->",
    "lone surrogate \ud800 and a NUL \x00 and ]]>",
    "a" * 10_000,
    "mot " * 2_500,
    "Z̸̡̧͉a̶l̵g̷o̴" * 40,
)


def hostile() -> GraphData:
    """The hostile texts, each in every field that holds a text of an article, of the registry, or of a store."""
    claims = tuple(
        claim(
            text,
            (
                hop(Role.ORIGIN, text, "RU", label=text, mention=text, cue=text, rule=text, labels=((text, text),)),
                hop(Role.RELAY, f"r{text}", text),
                hop(Role.OUTLET, f"o{text}", kind=SourceKind.UNSPECIFIED),
            ),
            id=text,
            article=text,
            title=text,
            date=text,
            subject=text,
            propositions=((text, Stance.EXPRESSES),),
            language='fr" onclick="document.title=1',
        )
        for text in HOSTILE
    )
    verdicts = {text: {Variant.ORIGIN: Value.YES} for text in HOSTILE}
    propositions = tuple(GraphProposition(text, text, True, (text,), verdicts) for text in HOSTILE)
    ties = tuple(GraphTie(text, HOSTILE[0], text) for text in HOSTILE)
    return GraphData(claims, propositions, ties, ties)
