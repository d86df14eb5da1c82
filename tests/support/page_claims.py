"""Claims for the graph page: those of the seeds as a person read them, and as many made-up ones as a test wants."""

from __future__ import annotations

import json
from itertools import pairwise

from kg.answers.page import GraphClaim, GraphHop
from kg.model import Article, Basis, Claim, ClaimKind, Commitment, Hop, Link, Quote, Role, SourceKind, Span
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


def seeds() -> tuple[GraphClaim, ...]:
    """The 39 claims of the seed articles."""
    articles = {article.id: article for article in seed_articles()}
    propositions = [json.loads(line) for line in (GOLD / "seeds-verdicts.jsonl").read_text("utf-8").splitlines()]
    said = {(article, start): row for row in propositions for article, start in row["claims"]}
    claims = [claim for found in seed_claims().values() for claim in found]
    origins: dict[str, set[str]] = {}
    for claim in claims:
        if row := said.get((claim.article, claim.span.start)):
            origin = claim.chains[0]
            origins.setdefault(row["id"], set()).update(() if origin.own_voice else (origin.origin.agent.id,))
    return tuple(
        _seed(claim, articles[claim.article], said.get((claim.article, claim.span.start)), origins) for claim in claims
    )


def _seed(claim: Claim, article: Article, row: dict | None, origins: dict[str, set[str]]) -> GraphClaim:
    start, end = claim.span.start, claim.span.end
    return GraphClaim(
        id=f"{claim.article}/{start}-{end}",
        text=claim.text,
        before=article.text[:start],
        after=article.text[end:],
        article=claim.article,
        date=article.date.value,
        kind=claim.kind,
        language=claim.language,
        quote=claim.quote,
        commitment=claim.commitment,
        chains=tuple(tuple(_hop(hop, article) for hop in chain.hops) for chain in claim.chains),
        single_origin=row is not None and len(origins[row["id"]]) == 1,
        proposition=row["text"] if row else None,
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
        "before": "Avant. ",
        "after": " Après.",
        "article": "a.txt",
        "date": "2017-09-05",
        "kind": ClaimKind.STATEMENT,
        "language": "fr",
        "quote": Quote.INDIRECT,
        "commitment": Commitment.ASSERTED,
        "single_origin": False,
    }
    return GraphClaim(text=text, chains=chains, **{**base, **changes})  # type: ignore[arg-type]


def many(count: int, sources: int = 300, outlets: int = 15) -> tuple[GraphClaim, ...]:
    """So many claims of so many sources of fourteen countries: a tenth relayed, a quarter in the outlet's own voice."""
    countries = ["RU", "SY", "US", "FR", "GB", "UA", "TR", "IR", "IL", "QA", "SA", "EG", None, "DE"]
    return tuple(_made_up(number, countries, sources, outlets) for number in range(count))


def _made_up(number: int, countries: list[str | None], sources: int, outlets: int) -> GraphClaim:
    outlet = hop(Role.OUTLET, f"outlet {number % outlets}", countries[number % outlets % len(countries)])
    source = number * number % sources
    origin = hop(Role.ORIGIN, f"source {source}", countries[source % len(countries)])
    relay = hop(Role.RELAY, f"agency {number % 7}", "FR")
    chain = (outlet,) if number % 4 == 0 else (origin, relay, outlet) if number % 10 == 1 else (origin, outlet)
    text = f"La phrase numéro {number} dit que {number % 97} personnes ont vu quelque chose près de la ville."
    article = f"article-{number // 12}.txt"
    return claim(text, chain, id=f"{article}/{number}", article=article, single_origin=number % 9 == 0)


def ways(found: GraphClaim) -> set[tuple[str, str]]:
    """The steps of a claim's chains as pairs of agents."""
    return {(a.agent_id, b.agent_id) for chain in found.chains for a, b in pairwise(chain)}


HOSTILE = (
    "<script>document.title='ran'</script>",
    "</script><script>document.title='ran'</script>",
    '"href="javascript:document.title=1" onmouseover="document.title=\'ran\'',
    "javascript:document.title='ran'",
    "<img src=x onerror=\"document.title='ran'\">",
    "line\u2028separator and paragraph\u2029separator",
    "right to left \u202egpj.exe\u202c and a \u2067mark\u2069",
    "{{ 7 * 7 }} {% raw %} ${document.title='ran'} `",
    "<!-- <script> -->",
    "lone surrogate \ud800 and a NUL \x00 and ]]>",
    "a" * 10_000,
    "mot " * 2_500,
)


def hostile_claims() -> tuple:
    return tuple(
        claim(
            text,
            (hop(Role.ORIGIN, text, "RU", label=text, mention=text, cue=text, rule=text), hop(Role.OUTLET, f"o{text}")),
            id=text,
            before=text,
            after=text,
            article=text,
            date=text,
            subject=text,
            proposition=text,
            language='fr" onclick="document.title=1',
        )
        for text in HOSTILE
    )
