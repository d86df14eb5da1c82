"""Outlets by the short names that tables of articles use."""

import pytest

from kg.model import Affiliation, Agent, AgentType, Article, Fact, Known, Link
from kg.registry import Registry
from kg.resolve.outlet import printed


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
