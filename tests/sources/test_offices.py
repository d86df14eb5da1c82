"""Office and country lexicons: every row of the tables, the cases of each language, and the agents that are minted."""

from __future__ import annotations

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.languages.profile import data
from kg.model import Affiliation, Agent, AgentType, Link
from kg.model.errors import LanguageError
from kg.sources.countries import load_countries
from kg.sources.offices import OfficeReading, agent_for, country_of, load_offices, office_kind, parse
from kg.sources.registry import Registry
from tests.support.paths import CASES

LANGUAGES = ("en", "fr", "ru")
EMPTY = Registry(())


def _cases():
    for language in LANGUAGES:
        with (CASES / language / "offices.tsv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield pytest.param(language, row, id=f"{language}: {row['mention']}")


def _value(cell):
    return None if cell == "-" else cell


@pytest.mark.parametrize(("language", "row"), list(_cases()))
def test_case(language, row):
    expected = (
        OfficeReading(row["office"], _value(row["country"]), _value(row["host"]), row["spokesperson"] != "-")
        if _value(row["office"])
        else None
    )
    assert parse(row["mention"], language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_hold_matches_and_refusals(language):
    with (CASES / language / "offices.tsv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    refused = sum(row["office"] == "-" for row in rows)
    assert refused >= 20
    assert len(rows) - refused >= 50


@pytest.mark.parametrize(
    "mention", ["le ministère russe de la Défense, cité par les agences", "L'ARMÉE SYRIENNE, hier"]
)
def test_only_what_stands_before_a_comma_counts(mention):
    assert parse(mention, "fr") == parse(mention.partition(",")[0], "fr") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mention_without_content_is_no_office(language):
    for mention in ("", " ", "le", ",", "de la", "«»", "l'", "un", "'s"):
        assert parse(mention, language) is None, mention
        assert country_of(mention, language) is None, mention


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_can_be_read(text, language):
    parse(text, language)
    country_of(text, language)


@given(st.data(), st.sampled_from(LANGUAGES))
def test_words_not_understood_make_it_no_office(draw, language):
    rows = [row for row in data(language, "offices")["offices"].values() if "phrases" in row]
    phrase = draw.draw(st.sampled_from([form for row in rows for form in row["phrases"]]))
    assert parse(phrase, language) is not None
    assert parse(f"{phrase} xyzzy", language) is None
    assert parse(f"xyzzy {phrase}", language) is None


# The tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_countries_and_offices(language):
    assert data(language, "countries").keys() == data("fr", "countries").keys()
    assert len(data(language, "countries")) == 193 + 4
    assert data(language, "offices")["offices"].keys() == data("fr", "offices")["offices"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_office_is_of_a_kind(language):
    raw = data(language, "offices")
    named = {*raw["offices"], *(row["office"] for row in raw["metonyms"]), *raw["spokesperson"]["attributive"].values()}
    for office in named:
        kind = office_kind(office)
        assert kind.body is None or kind.body in raw["offices"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_that_an_office_names_is_known(language):
    raw = data(language, "offices")
    named = {row["country"] for row in raw["metonyms"]}
    for row in raw["offices"].values():
        named.update(code for only in row.get("only", ()) for code in only["countries"].split())
    assert named <= data(language, "countries").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_means_two_offices(language):
    for key, rows in load_offices(language).phrases.items():
        anywhere = {row.office for row in rows if not row.countries}
        beside = [(country, row.office) for row in rows for country in row.countries]
        assert key
        # "télévision publique" is the state's in some countries and the public's in the others
        assert len(anywhere) <= 1
        assert len({country for country, _ in beside}) == len(set(beside))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_means_two_countries(language):
    lexicon = load_countries(language)
    for table in (lexicon.nouns, lexicon.adjectives, lexicon.exact):
        assert {key: senses for key, senses in table.items() if len(senses) > 1} == {}
    shared = lexicon.nouns.keys() & lexicon.adjectives.keys()
    assert all(lexicon.nouns[key].keys() == lexicon.adjectives[key].keys() for key in shared)


def _words(fields):
    for language in LANGUAGES:
        for code, row in data(language, "countries").items():
            for field in fields:
                for form in row[field].split("; ") if field in row else ():
                    yield language, code, form


def test_every_name_adjective_and_demonym_leads_to_its_country():
    words = list(_words(("names", "adjectives", "demonyms", "exact")))
    assert len(words) > 3000
    assert [row for row in words if country_of(row[2], row[0]) != row[1]] == []


def test_every_capital_stands_for_its_government():
    words = list(_words(("capitals",)))
    assert len(words) > 600
    assert [row for row in words if parse(row[2], row[0]) != OfficeReading("government", row[1])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_can_be_read_back(language):
    """The phrase of a label is made of words that the same language understands."""
    for code, country in load_countries(language).countries.items():
        if language == "ru":
            assert parse(f"посольство {country.of} {country.within}", "ru") == OfficeReading("embassy", code, code)
        elif language == "fr":
            assert parse(f"ambassade {country.of} {country.within}", "fr") == OfficeReading("embassy", code, code)
        else:
            assert parse(f"Embassy {country.of} {country.within}", "en") == OfficeReading("embassy", code, code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_have_one_place_for_the_country(language):
    for label in load_offices(language).labels.values():
        assert re.findall(r"{\w*}", label) == ["{of}"]


def test_a_language_without_tables_is_named():
    with pytest.raises(LanguageError, match="tlh"):
        parse("Moscow", "tlh")


# Countries in questions


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("russes", "fr", "RU"),
        ("de la russie", "fr", "RU"),
        ("d'Iran", "fr", "IR"),
        ("nord-coréennes", "fr", "KP"),
        ("the Russians", "en", "RU"),
        ("Russia's", "en", "RU"),
        ("US", "en", "US"),
        ("российских", "ru", "RU"),
        ("россиян", "ru", "RU"),
        ("РФ", "ru", "RU"),
        ("Ливана", "ru", "LB"),
        ("Ливии", "ru", "LY"),
        ("us", "en", None),
        ("рф", "ru", None),
        ("того", "ru", None),
        ("слова", "ru", None),
        ("корейский", "ru", None),
        ("congolais", "fr", None),
        ("Moscou", "fr", None),
        ("arabe", "fr", None),
        ("sources russes", "fr", None),
    ],
)
def test_country_of(text, language, country):
    assert country_of(text, language) == country


# Agents


def test_a_registered_agent_goes_before_a_minted_one():
    ministry = Agent("russian-mod", "MoD", office="ministry-of-defence", affiliations=(Affiliation("RU", Link.ORGAN),))
    registry = Registry((ministry,))
    assert agent_for(OfficeReading("ministry-of-defence", "RU"), registry) is ministry
    assert agent_for(OfficeReading("ministry-of-defence", "ES"), registry) is not ministry


def test_a_minted_organ_is_one_agent_in_all_articles():
    agent = agent_for(OfficeReading("ministry-of-defence", "ES"), EMPTY)
    assert agent == Agent(
        "ministry-of-defence-es",
        "Ministry of Defence of Spain",
        type=AgentType.STATE_BODY,
        labels=(
            ("en", "Ministry of Defence of Spain"),
            ("fr", "Ministère de la Défense d'Espagne"),
            ("ru", "Министерство обороны Испании"),
        ),
        affiliations=(Affiliation("ES", Link.ORGAN),),
        office="ministry-of-defence",
        registered=True,
    )


def test_an_embassy_is_told_by_where_it_is():
    here = Agent("here", "Embassy", office="embassy-za", affiliations=(Affiliation("RU", Link.ORGAN),))
    other = Agent("other", "Consulate", office="embassy", affiliations=(Affiliation("RU", Link.ORGAN),))
    reading = OfficeReading("embassy", "RU", "ZA")
    assert agent_for(reading, Registry((here, other))) is here
    minted = agent_for(reading, Registry((other,)))
    assert minted is not None
    assert (minted.id, minted.label) == ("embassy-ru-za", "Embassy of Russia in South Africa")
    assert dict(minted.labels)["ru"] == "Посольство России в ЮАР"
    unplaced = agent_for(OfficeReading("embassy", "RU"), Registry((here,)))
    assert unplaced is not None
    assert not unplaced.registered


@pytest.mark.parametrize(
    ("office", "link", "registered"),
    [
        ("state-media", Link.CONTROLLED, True),
        ("state-news-agency", Link.CONTROLLED, True),
        ("news-agencies", Link.UNKNOWN, False),
        ("public-television", Link.UNKNOWN, False),
        ("delegation", Link.UNKNOWN, False),
    ],
)
def test_a_link_is_stated_only_where_the_name_settles_it(office, link, registered):
    agent = agent_for(OfficeReading(office, "PT"), EMPTY)
    assert agent is not None
    assert (agent.affiliations, agent.registered) == ((Affiliation("PT", link),), registered)


def test_without_a_country_there_is_no_agent():
    assert agent_for(OfficeReading("ministry-of-defence"), EMPTY) is None


def test_a_spokesperson_without_a_name_is_the_body():
    reading = parse("un porte-parole du ministère espagnol de la Défense", "fr")
    assert reading is not None
    assert reading.spokesperson
    assert agent_for(reading, EMPTY) == agent_for(OfficeReading("ministry-of-defence", "ES"), EMPTY)
