"""The hand-made truth of the seed articles as model records, so that graph code is tested apart from extraction."""

from __future__ import annotations

import json

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
    Fact,
    Hop,
    Known,
    Link,
    Quote,
    Role,
    SourceKind,
    Span,
)
from tests.support.paths import GOLD, ROOT

_AGENTS = {
    "syrian-army": ("Syrian Arab Army", AgentType.ARMED_FORCES, "SY", Link.ORGAN),
    "russian-mod": ("Ministry of Defence of Russia", AgentType.STATE_BODY, "RU", Link.ORGAN),
    "russian-armed-forces": ("Armed Forces of Russia", AgentType.ARMED_FORCES, "RU", Link.ORGAN),
    "syrian-tv": ("Syrian state television", AgentType.STATE_MEDIA, "SY", Link.CONTROLLED),
    "syrian-government": ("Government of Syria", AgentType.STATE_BODY, "SY", Link.ORGAN),
    "reuters": ("Reuters", AgentType.NEWS_AGENCY, "GB", Link.NONE),
    "dmitry-peskov": ("Dmitry Peskov", AgentType.PERSON, "RU", Link.ORGAN),
    "embassy-of-russia-in-south-africa": ("Embassy of Russia in South Africa", AgentType.EMBASSY, "RU", Link.ORGAN),
    "sputnik": ("Sputnik", AgentType.STATE_MEDIA, "RU", Link.CONTROLLED),
    "president-of-russia": ("President of Russia", AgentType.HEAD_OF_STATE, "RU", Link.ORGAN),
    "russian-news-agencies": ("Russian news agencies", AgentType.NEWS_AGENCY, "RU", Link.CONTROLLED),
    "islamic-state": ("Islamic State", AgentType.ARMED_GROUP, None, Link.NONE),
}


def seed_articles() -> tuple[Article, ...]:
    """The three seed articles, outlets unknown, dated by their text."""
    return tuple(
        Article(path.name, path.read_text("utf-8"), date=Fact("2017-09", Known.TEXT), language=Fact("fr", Known.TEXT))
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    )


def _agent(name: str, article: str) -> Agent:
    if name == "?unspecified":
        return Agent(f"{article}-unspecified", "unspecified source", SourceKind.UNSPECIFIED)
    if name.startswith("?unnamed:"):
        words = name.removeprefix("?unnamed:")
        return Agent(f"{article}-{words.replace(' ', '-')}", words, SourceKind.UNNAMED)
    label, kind, country, link = _AGENTS[name]
    return Agent(
        name, label, type=kind, labels=(("en", label),), affiliations=(Affiliation(country, link),), registered=True
    )


def _claim(row: dict, position: int) -> Claim:
    outlet = Hop(
        Role.OUTLET,
        Agent(f"{row['article']}-outlet", "unknown outlet", SourceKind.UNSPECIFIED),
        Basis.OWN_VOICE if not row["chain"] else Basis.METADATA,
        "own-voice" if not row["chain"] else "outlet",
    )
    span = lambda pair: Span(*pair) if pair else None  # noqa: E731
    hops = [
        Hop(
            Role.RELAY if index else Role.ORIGIN,
            _agent(name, row["article"]),
            Basis.EXPLICIT,
            "gold",
            mention=None if index else span(row["source"]),
            cue=None if index else span(row["cue"]),
        )
        for index, name in enumerate(row["chain"])
    ]
    language = {"post": "ru" if "о" in row["text"] else "en"}.get(row["kind"], "fr")
    return Claim(
        row["article"],
        position,
        Span(row["start"], row["end"]),
        row["text"],
        ClaimKind(row["kind"]),
        language,
        (Chain((*hops, outlet)),),
        Quote(row["quote"]),
        Commitment(row["commitment"]),
    )


def seed_claims() -> dict[str, tuple[Claim, ...]]:
    """The 39 claims of the seeds by article, in the order of the text."""
    claims: dict[str, list[Claim]] = {}
    for line in (GOLD / "seeds.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found = claims.setdefault(row["article"], [])
        found.append(_claim(row, len(found)))
    return {article: tuple(found) for article, found in claims.items()}
