"""The derived verdicts against a reading of the definition of its own, on some hundred graphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from kg.graph.rdf import Quad, article_quads, proposition_quads, registry_quads
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
    Membership,
    Proposition,
    Quote,
    Role,
    Run,
    SourceKind,
    Span,
    Stance,
)
from kg.model.vocab import KG
from kg.propositions.verdicts.materialize import derive
from kg.sources.registry import Registry
from tests.support.rests_only_oracle import WAYS, At, Row, counted, verdicts

pytestmark = pytest.mark.slow

GRAPHS = 400
TARGETS = ("RU", "SY", "agency", "ministry", "state-media", "armed-group", "unnamed")
TEXT = "".join(chr(97 + at % 26) for at in range(40))


def agent(name: str, kind: AgentType | None, *rows: Affiliation, acts_for: str | None = None) -> Agent:
    return Agent(name, name, type=kind, affiliations=rows, acts_for=acts_for, registered=True)


AGENTS = {
    "ministry": agent("ministry", AgentType.STATE_BODY, Affiliation("RU", Link.ORGAN)),
    "spokesman": agent("spokesman", AgentType.PERSON, Affiliation("RU", Link.ORGAN), acts_for="ministry"),
    "aide": agent("aide", AgentType.PERSON, acts_for="spokesman"),
    "official": agent("official", AgentType.PERSON, Affiliation("SY", Link.ORGAN)),
    "television": agent("television", AgentType.STATE_MEDIA, Affiliation("SY", Link.CONTROLLED, "2016", "2017")),
    "agency": agent("agency", AgentType.NEWS_AGENCY, Affiliation("GB", Link.NONE)),
    "gazette": agent("gazette", AgentType.PRIVATE_MEDIA, Affiliation("FR", Link.CAPTURED, None, "2016-06-30")),
    "rebels": agent("rebels", AgentType.ARMED_GROUP, Affiliation("SY", Link.NONE)),
    "guards": agent("guards", AgentType.ARMED_GROUP, Affiliation("SY", Link.CONTROLLED)),
    "witness": Agent("witness", "witness"),
    "source": Agent("source", "source", SourceKind.UNNAMED),
    "somebody": Agent("somebody", "somebody", SourceKind.UNSPECIFIED),
}
# What each is of, by hand: country in 2015, in 2017; then whether it is each of the other targets. None: not known.
COUNTRY = {
    "ministry": ("RU", "RU"),
    "spokesman": ("RU", "RU"),
    "aide": (None, None),
    "official": ("SY", "SY"),
    "television": (None, "SY"),
    "agency": ("-", "-"),
    "gazette": ("FR", None),
    "rebels": ("-", "-"),
    "guards": ("SY", "SY"),
    "witness": (None, None),
    "source": (None, None),
    "somebody": (None, None),
}
ELSE: dict[str, tuple[bool | None, ...]] = {  # agency, ministry, state media (2015, 2017), armed group, unnamed
    "ministry": (False, True, False, False, False, False),
    "spokesman": (False, True, False, False, False, False),
    "aide": (False, True, False, False, False, False),
    "official": (False, False, False, False, False, False),
    "television": (False, False, None, True, False, False),
    "agency": (True, False, False, False, False, False),
    "gazette": (False, False, True, None, False, False),
    "rebels": (False, False, False, False, True, False),
    "guards": (False, False, False, False, True, False),
    "witness": (None, None, None, None, None, False),
    "source": (None, None, None, None, None, True),
    "somebody": (None, None, None, None, None, None),
}


def known(name: str, target: str, late: bool) -> bool | None:
    """What the table says of an agent in an article of 2015, or ``late`` of 2017."""
    if len(target) == 2:
        country = COUNTRY[name][late]
        return None if country is None else country == target
    agency, ministry, early_media, late_media, armed, unnamed = ELSE[name]
    media = late_media if late else early_media
    return {"agency": agency, "ministry": ministry, "state-media": media, "armed-group": armed, "unnamed": unnamed}[
        target
    ]


KNOWN = frozenset(name for name, found in AGENTS.items() if found.registered)
REGISTRY = tuple(registry_quads(Registry(tuple(AGENTS[name] for name in sorted(KNOWN)))))
Said = tuple[Claim, tuple[tuple[str, ...], ...], Membership, bool]


@st.composite
def corpora(draw: st.DrawFn) -> tuple[dict[str, str], list[Said]]:
    """Three articles of either year, and claims with one or two chains and a place in the proposition."""
    dates = {name: draw(st.sampled_from(["2015", "2017"])) for name in ("one", "two", "three")}
    names = st.sampled_from(sorted(AGENTS))
    alone = st.lists(names, min_size=1, max_size=1).map(lambda agent: ([tuple(agent)], True))
    told = st.lists(st.lists(names, min_size=1, max_size=3).map(tuple), min_size=1, max_size=2)
    found = []
    for at in range(draw(st.integers(1, 5))):
        rows, own = draw(st.one_of(alone, *3 * [told.map(lambda rows: (rows, False))]))
        article, span = draw(st.sampled_from(sorted(dates))), Span(at, at + 1)
        chains, commitment = tuple(chain(row, own) for row in rows), draw(st.sampled_from(Commitment))
        claim = Claim(article, at, span, TEXT[at], ClaimKind.STATEMENT, "en", chains, Quote.NONE, commitment)
        stance = draw(st.sampled_from([*8 * [Stance.EXPRESSES], Stance.DENIES]))
        perhaps = draw(st.sampled_from([False, False, False, True]))
        found.append((claim, tuple(rows), Membership(article, span, stance, 1.0), perhaps))
    return dates, found


def chain(names: tuple[str, ...], own: bool) -> Chain:
    """Origin, relays, outlet; an agent alone that is no own voice is an origin without an outlet."""
    last = len(names) - 1
    roles = [
        Role.ORIGIN if at == 0 and not own else Role.OUTLET if at == last else Role.RELAY for at in range(len(names))
    ]
    basis = Basis.OWN_VOICE if own else Basis.EXPLICIT
    return Chain(tuple(Hop(role, AGENTS[name], basis, "test") for role, name in zip(roles, names, strict=True)))


class Quads:
    """As much of a store as is derived from: a real one takes a hundred times as long to fill."""

    def __init__(self, quads: list[Quad]) -> None:
        self._quads = quads

    def edges(self, predicates: Iterable[URIRef]) -> list[Quad]:
        wanted = set(predicates)
        return [quad for quad in self._quads if quad[1] in wanted]


def graph(said: list[Said], dates: dict[str, str], plan: bool) -> list[Quad]:
    """The registry, the articles, and one proposition."""
    found = list(REGISTRY)
    for name, date in dates.items():
        claims = tuple(claim for claim, *_ in said if claim.article == name)
        article = Article(name, TEXT, date=Fact(date, Known.ASSERTED))
        found.extend(article_quads(article, claims, Run("0", (), "none"), KNOWN))
    members = tuple(member for *_, member, perhaps in said if not perhaps)
    doubts = tuple(member for *_, member, perhaps in said if perhaps)
    return [*found, *proposition_quads([Proposition("p", (("en", "p"),), members, doubts, plan)])]


def derived(quads: list[Quad]) -> dict[tuple[str, str], str]:
    """The derived values by target and variant: a verdict for some countries or all others, an edge for a source."""
    found: dict[tuple[str, str], str] = {}
    edges = {
        str(KG[f"{way}{perhaps}Only"]): (way, "undetermined" if perhaps else "yes")
        for way in WAYS
        for perhaps in ("", "Perhaps")
    }
    nodes: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value, _ in derive(Quads(quads)):  # type: ignore[arg-type]
        name = str(value).replace("#", "/").rpartition("/")[2]
        if str(predicate) in edges:
            way, answer = edges[str(predicate)]
            found[name, way] = answer
        nodes.setdefault(str(subject), {}).setdefault(str(predicate).rpartition("#")[2], []).append(name)
    for node in nodes.values():
        if "originValue" in node:
            chosen = node["states"][0]
            without = chosen.removeprefix("but-").split("-")
            for country in (target for target in TARGETS if len(target) == len("RU")):
                if (country in without) != chosen.startswith("but-"):
                    found.update(((country, way), node[f"{way}Value"][0]) for way in WAYS)
    return found


def rows(said: list[Said], dates: dict[str, str], target: str) -> list[Row]:
    return [
        Row(
            claim=str(claim.position),
            article=claim.article,
            hops=tuple(At(known(name, target, dates[claim.article] == "2017")) for name in names),
            own_voice=found.hops[0].basis is Basis.OWN_VOICE,
            commitment=claim.commitment.value,
            expresses=member.stance is Stance.EXPRESSES,
            perhaps=perhaps,
            nameless=AGENTS[names[0]].kind is not SourceKind.NAMED,
        )
        for claim, chains, member, perhaps in said
        for names, found in zip(chains, claim.chains, strict=True)
    ]


def test_derived_verdicts_are_those_of_a_plain_reading() -> None:
    told: Counter[tuple[bool, str | None]] = Counter()

    @settings(max_examples=GRAPHS)
    @given(corpora(), st.booleans())
    def compare(corpus: tuple[dict[str, str], list[Said]], plan: bool) -> None:
        dates, said = corpus
        found = derived(graph(said, dates, plan))
        for target in TARGETS:
            read = rows(said, dates, target)
            country = len(target) == len("RU")
            stands = any(hop.is_of for row in (read if country else counted(read, plan)) for hop in row.hops)
            wanted = verdicts(read, plan)
            for way, value in wanted.items():
                if (country and not stands and wanted["bottleneck"] == "no") or (
                    not country and (value == "no" or not stands)
                ):
                    value = None  # it is not kept
                assert found.get((target, way)) == value, (target, way, read)
                told[country, value] += 1

    compare()
    assert len(told) == 7, told
    assert min(told.values()) > GRAPHS // 20, told
