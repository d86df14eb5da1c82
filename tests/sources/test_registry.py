"""The registry as a table: names, handles, domains, offices, names inside a text, and affiliations at a date."""

from __future__ import annotations

import datetime
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import UNAFFILIATED, Affiliation, Agent, AgentType, Link
from kg.model.errors import RegistryError
from kg.sources.registry import Registry
from tests.support.registry import registry as shipped


@pytest.fixture(scope="module")
def registry():
    return shipped()


def agent(name, *affiliations, **more):
    return Agent(name, more.pop("label", name.title()), affiliations=affiliations, registered=True, **more)


# --- names ---

ALIASES = [
    ("le ministère russe de la Défense", "fr", "russian-mod"),
    ("Ministère de la défense russe", "fr", "russian-mod"),
    ("Russia's Defence Ministry", "en", "russian-mod"),
    ("Минобороны РФ", "ru", "russian-mod"),
    ("L’armée syrienne", "fr", "syrian-army"),
    ("l'armée russe", "fr", "russian-armed-forces"),
    ("la télévision publique syrienne", "fr", "syrian-tv"),
    ("les autorités syriennes", "fr", "syrian-government"),
    ("les agences russes", "fr", "russian-news-agencies"),
    ("Daech", "fr", "islamic-state"),
    ("EI", "fr", "islamic-state"),
    ("IS", "en", "islamic-state"),
    ("талибы", "ru", "taliban"),
    ("боевики", "ru", None),
    ("ИГИЛ", "ru", "islamic-state"),
    ("is", "en", None),
    ("Le Monde", "fr", "le-monde"),
    ("le monde", "fr", None),
    ("la libération", "fr", None),
    ("The Times", "fr", "the-times"),
    ("Otan", "fr", "nato"),
    ("UN", "en", "un"),
    ("un", "fr", None),
    ("Choïgou", "fr", "sergei-shoigu"),
    ("Шойгу", "ru", "sergei-shoigu"),
    ("Захаров", "ru", None),
    ("le ministère", "fr", None),
    ("", "fr", None),
]


@pytest.mark.parametrize(("text", "language", "expected"), ALIASES)
def test_by_alias(registry, text, language, expected):
    found = registry.by_alias(text, language)
    assert (found and found.id) == expected


def test_typed_words_need_no_capitals(registry):
    assert registry.by_alias("peskov", "en") is None
    assert registry.by_alias("peskov", "en", any_case=True).id == "dmitry-peskov"


FOUND = [
    ("le porte-parole du Kremlin Dmitri Peskov", "fr", ["Kremlin kremlin", "Dmitri Peskov dmitry-peskov"]),
    ("des informations de Reuters", "fr", ["Reuters reuters"]),
    ("a écrit le Monde", "fr", ["le Monde le-monde"]),
    ("selon le quotidien du Monde", "fr", ["Monde le-monde"]),
    ("le monde entier", "fr", []),
    ("Tiers-Monde", "fr", []),
    ("la libération de la ville", "fr", []),
    ("le Times", "fr", ["Times the-times"]),
    ("Times of change", "en", []),
    ("the New York Times reported", "en", ["the New York Times new-york-times"]),
    ("Sky News Arabia", "en", ["Sky News Arabia sky-news-arabia"]),
    ("this is what IS said", "en", ["IS islamic-state"]),
    ("IS THIS THE END", "en", []),
    ("who is the WHO", "en", ["WHO who"]),
    ("un rapport de l'ONU", "fr", ["ONU un"]),
    ("les forces pro-Assad", "fr", []),
    ("Kremlin-backed fighters", "en", []),
    ("the anti-Daesh front", "en", []),
    ("le gouvernement Assad", "fr", ["gouvernement Assad syrian-government"]),
    ("@Reuters #Putin", "en", ["Putin vladimir-putin"]),
    (
        "the Syrian\nObservatory for Human Rights",
        "en",
        ["Syrian\nObservatory for Human Rights syrian-observatory-for-human-rights"],
    ),
    ("Syrian\n\nObservatory for Human Rights", "en", []),
    ("the Syrian army. Russian army", "en", ["Syrian army syrian-army", "Russian army russian-armed-forces"]),
    ("le ministère russe, de la Défense", "fr", []),
    ("the U.S. State Department", "en", ["U.S. State Department us-state-department"]),
    ("в МИДе РФ", "ru", ["МИДе РФ russian-mfa"]),
    ("по словам Д.С. Пескова", "ru", ["Пескова dmitry-peskov"]),
    ("передаёт «Интерфакс»", "ru", ["Интерфакс interfax"]),
    ("газета «Труд» пишет", "ru", ["газета «Труд trud"]),
    ("Об этом сообщили российские СМИ", "ru", ["российские СМИ russian-media"]),
    ("Нет, ведь воз и ныне там", "ru", []),
    ("les médias russes", "fr", ["médias russes russian-media"]),
    ("to set up an Islamic state", "en", []),
    ("wearing white helmets", "en", []),
    ("the Levant Liberation Committee", "en", []),
    ("the Independent Doctors Association", "en", []),
    ("according to the Independent, it", "en", ["the Independent the-independent"]),
    ("Erdogan et Erdoğan", "fr", ["Erdogan recep-tayyip-erdogan", "Erdoğan recep-tayyip-erdogan"]),
    ("ELYSEE ou Elysée", "fr", ["ELYSEE french-presidency", "Elysée french-presidency"]),
]


@pytest.mark.parametrize(("text", "language", "expected"), FOUND)
def test_find(registry, text, language, expected):
    assert [f"{text[start:end]} {found.id}" for start, end, found in registry.find(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("M. Trump", "fr", True),
        ("President Trump", "en", True),
        ("Selon Trump", "fr", True),
        ("D. Trump", "en", True),
        ("US President Trump", "en", True),
        ("Russia's Trump", "en", True),
        ("Washington, Trump", "en", True),
        ("Melania Trump", "en", False),
        ("Ivanka Trump", "en", False),
        ("F. Trump", "en", False),
        ("Иванка Трамп", "ru", False),
        ("по словам Трампа", "ru", True),
    ],
)
def test_a_surname_behind_another_given_name_is_somebody_else(registry, text, language, named):
    assert any(found.id == "donald-trump" for _, _, found in registry.find(text, language)) is named


def test_a_surname_of_another_gender_is_somebody_else(registry):
    assert not registry.find("Елизавета Пескова", "ru")
    assert not registry.find("Захаровым сказано", "ru")
    assert registry.find("Захаровой сказано", "ru")


@given(st.text(max_size=80))
def test_find_takes_any_text(text):
    found = SMALL.find(text, "en")
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))


@given(
    st.lists(
        st.sampled_from(["Reuters", "le", "Monde", "Syrian", "army", ",", "and", "Trump", "IS", "-", "\n"]), max_size=12
    )
)
def test_find_reads_every_found_name_back(words):
    text = " ".join(words)
    for start, end, found in SMALL.find(text, "fr"):
        assert SMALL.by_alias(text[start:end], "fr") is found


SMALL = Registry(
    (
        agent("reuters"),
        agent("syrian-army", label="Syrian army"),
        agent("le-monde", label="Le Monde", labels=(("fr", "Le Monde"),)),
        agent("donald-trump", label="Donald Trump", type=AgentType.PERSON, aliases=(("en", "Trump"),)),
        agent("islamic-state", label="Islamic State", aliases=(("en", "IS"),)),
    )
)


def test_find_is_quick(registry):
    """A table walk, not a loop over names: 100,000 words a second and more; the bound leaves room for slow machines."""
    text = (
        "L’armée syrienne a annoncé avoir brisé le siège de l’enclave, d'après le ministère russe de la Défense. " * 100
    )
    registry.find(text, "fr")
    start = time.process_time()
    registry.find(text, "fr")
    assert time.process_time() - start < 0.2


# --- handles, domains, offices ---


@pytest.mark.parametrize("handle", ["@KremlinRussia", "kremlinrussia", " @KREMLINRUSSIA_E "])
def test_by_handle(registry, handle):
    assert registry.by_handle(handle).id == "president-of-russia"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://fr.sputniknews.com/x", "sputnik"),
        ("fr.sputniknews.com", "sputnik"),
        ("https://SPUTNIKNEWS.com.:443/a?b#c", "sputnik"),
        ("https://www.reuters.com/article/1", "reuters"),
        ("https://notreuters.com/", None),
        ("https://example.com/reuters.com", None),
        ("https://reuters.com.example.org/", None),
        ("http://[", None),
        ("com", None),
        ("", None),
    ],
)
def test_by_domain(registry, url, expected):
    found = registry.by_domain(url)
    assert (found and found.id) == expected


@pytest.mark.parametrize(
    ("office", "country", "date", "expected"),
    [
        ("ministry-of-defence", "RU", None, "russian-mod"),
        ("ministry-of-defence", "US", "2017", "us-department-of-defense"),
        ("head-of-state", "RU", "2017-09", "president-of-russia"),
        ("government", "SY", None, "syrian-government"),
        ("state-television", "SY", None, "syrian-tv"),
        ("embassy-za", "RU", None, "embassy-of-russia-in-south-africa"),
        ("news-agencies", "RU", None, "russian-news-agencies"),
        ("minister-of-defence", "RU", "2017-09", "sergei-shoigu"),
        ("minister-of-defence", "RU", None, None),
        ("minister-of-foreign-affairs", "FR", "2017-05-17", "jean-yves-le-drian"),
        ("minister-of-foreign-affairs", "FR", "2017-05", None),
        ("president", "IR", "2017", "hassan-rouhani"),
        ("ministry-of-defence", "XX", None, None),
        ("nonsense", "RU", "2017", None),
    ],
)
def test_by_office(registry, office, country, date, expected):
    found = registry.by_office(office, country, date)
    assert (found and found.id) == expected


# --- rules ---


@pytest.mark.parametrize(
    "pair",
    [
        (agent("one"), agent("one")),
        (agent("one", label="Same"), agent("two", label="same")),
        (agent("one", aliases=(("ru", "Песков"),)), agent("two", aliases=(("ru", "Пескова"),))),
        (agent("one", aliases=(("fr", "Le Point"),)), agent("two", aliases=(("en", "Point"),))),
        (agent("one", handles=("Same",)), agent("two", handles=("@same",))),
        (agent("one", domains=("same.org",)), agent("two", domains=("SAME.org",))),
    ],
)
def test_what_two_agents_share_is_refused(pair):
    with pytest.raises(RegistryError, match="one"):
        Registry(pair)


def test_an_agent_may_have_one_name_in_two_languages():
    assert Registry((agent("one", label="Same", labels=(("fr", "Same"),), aliases=(("fr", "le Same"),)),)).by_alias(
        "SAME", "fr"
    )


# --- affiliations at a date ---

ORGAN, NONE = Affiliation("RU", Link.ORGAN), Affiliation("RU", Link.NONE)


def dated(link, start, end, country="RU"):
    return Affiliation(country, link, start, end)


IN_OFFICE = dated(Link.ORGAN, "2012-05-22", "2018-03-31")
AFTER = dated(Link.NONE, "2018-04-01", None)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2012-05-21", UNAFFILIATED),
        ("2012-05-22", IN_OFFICE),
        ("2018-03-31", IN_OFFICE),
        ("2018-04-01", AFTER),
        ("2012-05", UNAFFILIATED),
        ("2012-06", IN_OFFICE),
        ("2018-03", IN_OFFICE),
        ("2018-04", AFTER),
        ("2012", UNAFFILIATED),
        ("2013", IN_OFFICE),
        ("2017", IN_OFFICE),
        ("2018", UNAFFILIATED),
        ("2019", AFTER),
        (None, UNAFFILIATED),
        ("", UNAFFILIATED),
        ("2018-13", UNAFFILIATED),
        ("2017-02-29", UNAFFILIATED),
        ("no date", UNAFFILIATED),
    ],
)
def test_affiliation_on(date, expected):
    assert agent("one", IN_OFFICE, AFTER).affiliation_on(date) == expected


@pytest.mark.parametrize("date", [None, "2017", "2017-09", "2017-09-05"])
def test_an_undated_affiliation_always_holds(date):
    assert agent("one", ORGAN).affiliation_on(date) == ORGAN
    assert agent("one").affiliation_on(date) == UNAFFILIATED


def test_a_lone_dated_affiliation_holds_where_the_date_is_unknown():
    assert agent("one", IN_OFFICE).affiliation_on(None) == IN_OFFICE


def test_two_offices_in_a_row_are_one_link():
    first, second = dated(Link.ORGAN, "2012-05-08", "2020-01-15"), dated(Link.ORGAN, "2020-01-16", None)
    assert agent("one", first, second).affiliation_on("2020").link is Link.ORGAN
    assert agent("one", second, first).affiliation_on("2020-01").link is Link.ORGAN
    apart = dated(Link.ORGAN, "2020-02-01", None)
    assert agent("one", first, apart).affiliation_on("2020") == UNAFFILIATED


def test_affiliations_that_disagree_decide_nothing():
    assert agent("one", ORGAN, dated(Link.NONE, "2015", None)).affiliation_on("2016") == UNAFFILIATED
    assert agent("one", ORGAN, dated(Link.ORGAN, "2015", None, "BY")).affiliation_on(None) == UNAFFILIATED


def test_coarse_bounds_are_taken_whole():
    row = dated(Link.CAPTURED, "2008", "2014-02")
    assert agent("one", row).affiliation_on("2008-01-01") == row
    assert agent("one", row).affiliation_on("2014-02-28") == row
    assert agent("one", row).affiliation_on("2014-03-01") == UNAFFILIATED


DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 12, 31))
LINKS = st.sampled_from([Link.ORGAN, Link.NONE])


@given(DAYS, LINKS, LINKS, st.integers(-400, 400))
def test_around_a_change(change, before, after, distance):
    """On each side of a change its own link; a month or a year that the change cuts knows only what both sides say."""
    eve = change - datetime.timedelta(days=1)
    who = agent("one", dated(before, None, eve.isoformat()), dated(after, change.isoformat(), None))
    day = change + datetime.timedelta(days=distance)
    assert who.affiliation_on(day.isoformat()).link is (before if day < change else after)
    for length in (7, 4):
        coarse = day.isoformat()[:length]
        cut = change.isoformat()[:length] == coarse == eve.isoformat()[:length]
        known = before if before is after or eve.isoformat()[:length] >= coarse else after
        expected = Link.UNKNOWN if cut and before is not after else known
        assert who.affiliation_on(coarse).link is expected


@given(st.lists(st.tuples(LINKS, DAYS, DAYS), max_size=4), DAYS)
def test_a_coarse_date_knows_no_more_than_its_days(rows, day):
    """What holds on a month holds on each of its days; what holds on a year holds on each of its months."""
    who = agent("one", *(dated(link, min(a, b).isoformat(), max(a, b).isoformat()) for link, a, b in rows))
    year, month = day.isoformat()[:4], day.isoformat()[:7]
    if (whole := who.affiliation_on(year).link) is not Link.UNKNOWN:
        assert {who.affiliation_on(f"{year}-{number:02}").link for number in range(1, 13)} == {whole}
    if (whole := who.affiliation_on(month).link) is not Link.UNKNOWN:
        assert who.affiliation_on(day.isoformat()).link is whole
