"""Outlets by the short names that tables of articles use."""

import pytest

from kg.claims.resolve.publisher import printed
from kg.model import Affiliation, Agent, AgentType, Article, Block, BlockKind, Fact, Known, Link, Span
from kg.sources.registry import Registry


def _medium(name, label, *domains, kind=AgentType.PRIVATE_MEDIA):
    labels = (("en", label),)
    return Agent(
        name,
        label,
        type=kind,
        labels=labels,
        affiliations=(Affiliation("FR", Link.NONE),),
        domains=domains,
        registered=True,
    )


REGISTRY = Registry(
    (
        _medium("kadmar-times", "The Kadmar Times", "kadmartimes.example"),
        _medium("al-dira", "Al-Dira"),
        _medium("star-north", "Northern Star", "star.example"),
        _medium("star-south", "Southern Star", "star.example.org"),
        _medium("dira-ministry", "Harbour Office", kind=AgentType.STATE_BODY),
        _medium("kadmar-press", "KPA", kind=AgentType.NEWS_AGENCY),
    )
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("kadmartimes", "kadmar-times"),
        ("Kadmar-Times", "kadmar-times"),
        ("dira", "al-dira"),
        ("aldira", "al-dira"),
        ("star", "star"),  # two media: unknown stays unknown
        ("harbouroffice", "harbouroffice"),  # a ministry is no outlet's short name
        ("kadmar", "kadmar"),
    ],
)
def test_short_names(name, found):
    article = Article("a", "text", outlet=Fact(name, Known.ASSERTED))
    agent = printed(article, (), REGISTRY, "en").outlet
    if found in {one.id for one in REGISTRY.agents}:
        assert agent.id == found
    else:
        assert agent.id == name
        assert not agent.registered


@pytest.mark.parametrize(
    ("line", "passed"),
    [
        ("KADMAR (KPA) —", ["kadmar-press"]),  # capitals throughout: the brackets tell the agency from the town
        ("Kadmar (KPA) -", ["kadmar-press"]),
        ("KPA KADMAR —", []),  # an acronym among capitals may be any word
        ("KADMAR (PORT) —", []),
    ],
)
def test_wire_in_a_date_line(line, passed):
    block = Block(BlockKind.DATELINE, Span(0, len(line)), "en")
    found = printed(Article("a", line), (block,), REGISTRY, "en").passed
    assert [hop.agent.id for hop in found] == passed
    assert all(hop.mention.of(line) == "KPA" for hop in found)
