"""One source, or a kind of sources: who is of it, who is not, and of whom nobody knows."""

from __future__ import annotations

import pytest

from kg.answers.queries.source_kinds import kind_label, kind_of
from kg.languages.profile import supported
from kg.model import AgentType, Link, SourceKind
from kg.propositions.verdicts.rules import DatedAgent
from kg.propositions.verdicts.source_scope import KINDS, of_kind, of_source, of_state_media


def of(kind: AgentType | None, link: Link = Link.NONE, country: str = "RU", bodies: tuple[str, ...] = ()) -> DatedAgent:
    return DatedAgent("it", "It", country=country, link=link, bodies=bodies, types=frozenset({kind} if kind else ()))


SPOKESMAN = DatedAgent("it", "It", bodies=("x", "y"), types=frozenset({AgentType.PERSON, AgentType.ARMED_GROUP}))
NOBODY, UNNAMED = DatedAgent("it", "It", SourceKind.UNSPECIFIED), DatedAgent("it", "It", SourceKind.UNNAMED)


@pytest.mark.parametrize(
    ("stand", "value"),
    [
        (DatedAgent("x", "X"), "yes"),
        (SPOKESMAN, "yes"),
        (of(AgentType.NEWS_AGENCY), "no"),
        (of(AgentType.PRIVATE_MEDIA, Link.UNKNOWN), "no"),  # another one, whatever its link
        (of(AgentType.PERSON, Link.ORGAN), "no"),
        (of(AgentType.PERSON, Link.UNKNOWN), "undetermined"),  # he may speak for it
        (of(None, Link.UNKNOWN), "undetermined"),
        (UNNAMED, "undetermined"),
        (NOBODY, "undetermined"),
    ],
)
def test_one_source(stand: DatedAgent, value: str) -> None:
    assert of_source("x")(stand) == value


@pytest.mark.parametrize(
    ("kind", "stand", "value"),
    [
        ("state-media", of(AgentType.STATE_MEDIA, Link.CONTROLLED), "yes"),
        ("state-media", of(AgentType.NEWS_AGENCY, Link.CAPTURED), "yes"),
        ("state-media", of(AgentType.STATE_MEDIA, Link.UNKNOWN), "undetermined"),
        ("state-media", of(AgentType.STATE_MEDIA, Link.NONE), "no"),  # it was not yet, or no longer
        ("state-media", of(AgentType.PUBLIC_MEDIA, Link.FUNDED), "no"),
        ("state-media", of(AgentType.STATE_BODY, Link.ORGAN), "no"),
        ("news-agency", of(AgentType.NEWS_AGENCY, Link.CAPTURED), "yes"),
        ("armed-group", of(AgentType.ARMED_GROUP, Link.UNKNOWN), "yes"),
        ("armed-group", SPOKESMAN, "yes"),
        ("armed-group", of(AgentType.PERSON, Link.UNKNOWN), "undetermined"),
        ("armed-group", of(AgentType.PERSON, Link.ORGAN), "no"),
        ("armed-group", of(AgentType.PERSON, Link.NONE), "no"),
        ("armed-group", of(AgentType.NGO), "no"),
        ("armed-group", UNNAMED, "undetermined"),
        ("state-body", of(AgentType.PERSON, Link.ORGAN), "undetermined"),
        ("unnamed", UNNAMED, "yes"),
        ("unnamed", NOBODY, "undetermined"),
        ("unnamed", of(None, Link.UNKNOWN), "no"),
    ],
)
def test_a_kind_of_source(kind: str, stand: DatedAgent, value: str) -> None:
    assert of_kind(kind)(stand) == value


@pytest.mark.parametrize(
    ("stand", "value"),
    [
        (DatedAgent("media", "Russian state media"), "yes"),
        (of(AgentType.STATE_MEDIA, Link.CONTROLLED), "yes"),
        (of(AgentType.NEWS_AGENCY, Link.CAPTURED), "yes"),
        (of(AgentType.STATE_MEDIA, Link.CONTROLLED, "SY"), "no"),
        (of(AgentType.STATE_MEDIA, Link.UNKNOWN), "undetermined"),
        (of(AgentType.STATE_MEDIA, Link.NONE), "no"),
        (of(AgentType.STATE_BODY, Link.ORGAN), "no"),
        (UNNAMED, "undetermined"),
    ],
)
def test_the_media_of_a_state(stand: DatedAgent, value: str) -> None:
    assert of_state_media("media", "RU")(stand) == value


@pytest.mark.parametrize("language", supported())
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name_in_every_language(kind: str, language: str) -> None:
    assert kind_of(kind_label(kind, language), (language,)) == kind


@pytest.mark.parametrize("words", ["media", "state", "Russian state media", "journalists", "", "person"])
def test_other_words_are_no_kind(words: str) -> None:
    assert kind_of(words) is None
