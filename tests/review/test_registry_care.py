"""The care of the registry: lists brought in, unknown speakers with proposals, the check."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.model import Affiliation, Agent, AgentType, Link
from kg.model.errors import BadParameter, InputError, RegistryError
from kg.review import registry_care
from kg.sources import load_registry, registry_files, similar_names
from kg.sources.imports import own_csv, state_media_matrix, wikidata
from kg.sources.imports.reconcile import ListedSource, UnusableRow, domain_of, handle_of, imported
from kg.sources.lint import findings, undated
from kg.sources.registry import Registry
from kg.sources.turtle_reader import read_agents
from kg.sources.turtle_writer import turtle
from tests.support.question_store import memory as question_store
from tests.support.registry import registry

pytestmark = pytest.mark.slow

MATRIX_HEAD = "Region,Country,Media company,Main assets,URL,Typology,Status,Notes,Instagram Link,Twitter Link\n"
RUSSIA, NORWAY = Affiliation("RU", Link.CONTROLLED), Affiliation("NO", Link.FUNDED)


def source(agent_id, label, affiliation=RUSSIA, kind=AgentType.STATE_MEDIA, **more):
    labels = tuple((language, label) for language in ("fr", "en", "ru"))
    return Agent(agent_id, label, type=kind, labels=labels, affiliations=(affiliation,), registered=True, **more)


@pytest.fixture
def own(tmp_path, monkeypatch):
    folder = tmp_path / "own"
    monkeypatch.setenv("KG_SOURCES", str(folder))
    return folder


# --- The State Media Matrix ---


def matrix(tmp_path, *rows):
    path = tmp_path / "matrix.csv"
    path.write_text(MATRIX_HEAD + "\n".join(rows) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("typology", "link", "kind"),
    [
        ("SC", Link.CONTROLLED, AgentType.STATE_MEDIA),
        ("CaPu", Link.CAPTURED, AgentType.PUBLIC_MEDIA),
        ("CaPr", Link.CAPTURED, AgentType.PRIVATE_MEDIA),
        ("ISFM", Link.FUNDED, AgentType.PUBLIC_MEDIA),
        ("IP", Link.FUNDED, AgentType.PUBLIC_MEDIA),
    ],
)
def test_the_matrix_says_whose_a_medium_is(tmp_path, typology, link, kind):
    path = matrix(
        tmp_path, f"Europe,Norway,Co,Fjord Morning Post,https://www.fjord.no/en,{typology},,,,https://x.com/FjordPost"
    )
    (row,) = state_media_matrix.read(path)
    assert (row.name, row.type, row.affiliation) == ("Fjord Morning Post", kind, Affiliation("NO", link))
    assert row.handles == ("FjordPost",)
    assert row.place == "line 2"


def test_rows_of_the_matrix_that_say_too_little_are_set_aside(tmp_path):
    rows = state_media_matrix.read(matrix(tmp_path, "X,Norway,Co,A,,XY", "X,Atlantis,Co,B,,SC", "X,Norway,Co,,,SC"))
    assert [row.place for row in rows if isinstance(row, UnusableRow)] == ["line 2", "line 3", "line 4"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Country,Typology\nRussia,SC\n"])
def test_another_table_is_no_matrix(tmp_path, text):
    path = tmp_path / "other.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="Main assets"):
        list(state_media_matrix.read(path))


# --- What becomes of a row ---


def entry(name, affiliation=NORWAY, **more):
    return ListedSource("line 2", name, more.pop("kind", AgentType.STATE_MEDIA), affiliation, **more)


def test_a_short_name_is_no_alias_until_a_person_says_so():
    done = imported([entry("Daily News"), entry("Daily Norway"), entry("Fjord Morning Post")], Registry(()), "a list")
    assert [agent.label for agent in done.agents] == [
        "Daily News (Norway)",
        "Daily Norway (Norway)",
        "Fjord Morning Post (Norway)",
    ]
    assert [agent.aliases for agent in done.agents] == [(), (("en", "Daily Norway"),), (("en", "Fjord Morning Post"),)]
    registry = Registry(tuple(done.agents))
    assert registry.by_alias("Daily News", "en") is None


def test_every_row_says_where_it_is_from():
    (agent,) = imported([entry("Fjord Morning Post")], Registry(()), "a list").agents
    assert agent.source == "a list, line 2"


@pytest.mark.parametrize(
    "row",
    [
        entry("Other Name Entirely", RUSSIA, urls=("https://fr.one.ru/x",)),
        entry("Other Name Entirely", RUSSIA, handles=("one_ru",)),
        entry("One Agency", RUSSIA),
        entry("Whatever", RUSSIA, wikidata="Q1"),
        entry("Whatever", RUSSIA, id="one"),
    ],
)
def test_a_known_agent_is_not_made_again(row):
    registry = Registry((source("one", "One Agency", domains=("one.ru",), handles=("one_ru",), wikidata="Q1"),))
    done = imported([row], registry, "a list")
    assert (done.agents, [agent.id for _, agent in done.known]) == ([], ["one"])


def test_a_namesake_in_another_country_is_another():
    registry = Registry((source("one", "One Agency"),))
    done = imported([entry("One Agency")], registry, "a list")
    assert [agent.label for agent in done.agents] == ["One Agency (Norway)"]
    assert done.agents[0].aliases == ()


def test_a_channel_on_a_parliaments_site_is_not_the_parliament():
    parliament = source("parliament", "Parliament", kind=AgentType.STATE_BODY, domains=("duma.ru",))
    done = imported([entry("Parliament Channel Live", RUSSIA, urls=("duma.ru/tv",))], Registry((parliament,)), "a list")
    assert [agent.domains for agent in done.agents] == [()]


def test_what_a_list_says_otherwise_of_a_known_agent_is_told():
    registry = Registry((source("one", "One Agency", domains=("one.ru",)),))
    row = entry("One", Affiliation("RU", Link.CAPTURED), urls=("one.ru",))
    assert imported([row], registry, "a list").notes == ["line 2: One is RU captured there, one is RU controlled here"]


def test_a_domain_of_two_is_of_none():
    done = imported(
        [entry("Radio Fjord One", urls=("fjord.no",)), entry("Radio Fjord Two", urls=("fjord.no",))], Registry(()), "l"
    )
    assert [agent.domains for agent in done.agents] == [(), ()]
    assert done.notes == ["fjord.no: of several sources (line 2, line 2), so of none"]


def test_a_medium_with_two_sites_is_one_and_with_two_links_none():
    sites = [entry("Radio Fjord One", urls=("fjord.no",)), entry("Radio Fjord One", urls=("fjord.com",))]
    assert [agent.domains for agent in imported(sites, Registry(()), "l").agents] == [("fjord.no", "fjord.com")]
    torn = [entry("Radio Fjord One"), entry("Radio Fjord One", Affiliation("NO", Link.CAPTURED))]
    done = imported(torn, Registry(()), "l")
    assert (done.agents, len(done.refused)) == ([], 2)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.fjord.no/en/", "fjord.no"),
        ("fjord.no", "fjord.no"),
        ("https://youtube.com/c/fjord", ""),
        ("https://fjord.blogspot.com", ""),
        ("http://[", ""),
        ("nonsense", ""),
    ],
)
def test_domain_of(url, domain):
    assert domain_of(url) == domain


@pytest.mark.parametrize(
    ("url", "handle"),
    [("https://x.com/fjord_post/", "fjord_post"), ("https://x.com/fjord.armenia", ""), ("", ""), ("@fjord", "fjord")],
)
def test_handle_of(url, handle):
    assert handle_of(url) == handle


def test_what_is_written_is_read_back(tmp_path):
    agent = source("one", 'O"ne\\', Affiliation("RU", Link.CAPTURED, "2014", "2022-03-01"), domains=("one.ru",))
    path = tmp_path / "rows.ttl"
    path.write_text(turtle([agent], reviewed=True), "utf-8")
    (found,), unreviewed = read_agents([path])
    assert (found, unreviewed) == (agent, frozenset())


# --- Wikidata, and a list of one's own ---


def sparql_result(*rows):
    return json.dumps(
        {"results": {"bindings": [{key: {"value": value} for key, value in row.items()} for row in rows]}}
    )


def test_items_of_wikidata_have_no_link_to_a_state(tmp_path):
    path = tmp_path / "result.json"
    base = {"item": "http://www.wikidata.org/entity/Q99", "label_en": "Fjord Times", "countryCode": "NO"}
    path.write_text(sparql_result({**base, "website": "https://fjord.no"}, {**base, "website": "https://fjord.com"}))
    (row,) = wikidata.read(path)
    assert (row.wikidata, row.affiliation, row.urls) == (
        "Q99",
        Affiliation("NO", Link.UNKNOWN),
        ("https://fjord.no", "https://fjord.com"),
    )


@pytest.mark.parametrize(
    "row",
    [
        {"label_en": "x"},
        {"item": "Q1"},
        {"item": "Q1", "label_en": "x", "countryCode": "??"},
        {"item": "Q1", "label_en": "x", "type": "zoo"},
    ],
)
def test_items_that_say_too_little_are_set_aside(tmp_path, row):
    path = tmp_path / "result.json"
    path.write_text(sparql_result(row))
    (found,) = wikidata.read(path)
    assert isinstance(found, UnusableRow)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"results": 1}', '{"results": {"bindings": [1]}}'])
def test_other_json_is_no_result(tmp_path, text):
    path = tmp_path / "result.json"
    path.write_text(text)
    with pytest.raises(InputError, match="SPARQL"):
        list(wikidata.read(path))


def test_a_list_of_ones_own_decides_by_every_name(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(
        "name,type,country,link,start,aliases_ru,handles\nBerg,person,Norway,organ,2014-05,Берг; Петер Берг,@berg\n",
        "utf-8",
    )
    done = imported(own_csv.read(path), Registry(()), "mine")
    registry = Registry(tuple(done.agents))
    assert registry.by_alias("Петера Берга", "ru").affiliations == (Affiliation("NO", Link.ORGAN, "2014-05"),)
    assert registry.by_handle("berg").label == "Berg"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (",person,,,", "no name"),
        ("A,zoo,,,", "type 'zoo'"),
        ("A,person,Atlantis,,", "country 'Atlantis'"),
        ("A,person,,organ,", "without the country"),
        ("A,person,NO,friend,", "link 'friend'"),
        ("A,person,NO,organ,last year", "date last year"),
    ],
)
def test_rows_of_ones_own_that_cannot_be_used_say_why(tmp_path, cells, reason):
    path = tmp_path / "mine.csv"
    path.write_text(f"name,type,country,link,start\n{cells}\n", "utf-8")
    (row,) = own_csv.read(path)
    assert isinstance(row, UnusableRow)
    assert reason in row.reason


def test_a_strange_column_is_refused(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,type,contry\nA,person,NO\n", "utf-8")
    with pytest.raises(InputError, match="contry"):
        list(own_csv.read(path))


# --- Brought in beside the registry ---


def test_a_list_becomes_a_file_of_the_registry(tmp_path, own):
    path = matrix(tmp_path, "Europe,Norway,Co,Fjord Morning Post,https://fjord.no,SC")
    text, done = registry_care.bring_in("state-media-matrix", path)
    assert len(done.agents) == 1
    assert str(own / "state-media-matrix.ttl") in text
    registry = load_registry()
    assert registry.by_domain("https://fjord.no/a").id in registry.unreviewed
    registry_care.bring_in("state-media-matrix", path)  # once more: replaced, not doubled
    assert len(load_registry().agents) == len(registry.agents)


def test_an_unknown_list_and_a_missing_file(tmp_path, own):
    with pytest.raises(BadParameter, match="state-media-matrix"):
        registry_care.bring_in("zoo", tmp_path)
    with pytest.raises(InputError, match="nowhere"):
        registry_care.bring_in("csv", tmp_path / "nowhere.csv")
    assert not own.exists()


def test_rows_that_do_not_fit_leave_the_registry_as_it_was(tmp_path, own):
    path = tmp_path / "mine.csv"
    path.write_text("name,type,acts_for\nA Man Of Letters,person,nobody-at-all\n", "utf-8")
    with pytest.raises(RegistryError, match="nobody-at-all"):
        registry_care.bring_in("csv", path)
    assert not own.exists()


def test_a_pasted_line_needs_no_prefixes(own):
    own.mkdir()
    (own / "own.ttl").write_text('agent:tass skos:altLabel "Телеграфное агентство Урана"@ru .\n', "utf-8")
    assert load_registry().by_alias("Телеграфного агентства Урана", "ru").id == "tass"
    assert len(registry_files()) == 2


# --- Proposals ---


@pytest.mark.parametrize(
    ("written", "agent_id"),
    [
        ("Souheïl Al Hassane", "suheil-al-hassan"),
        ("Сухейль Хассан", "suheil-al-hassan"),
        ("Schojgu", "sergei-shoigu"),
        ("Sergej Lawrow", "sergey-lavrov"),
        ("Konaschenkow", "igor-konashenkov"),
        ("Hayat Tahrir Sham", "hayat-tahrir-al-sham"),
    ],
)
def test_other_spellings_are_proposed(written, agent_id):
    assert registry().by_alias(written, "fr") is None
    assert similar_names.proposals(written, registry())[0].agent.id == agent_id


@pytest.mark.parametrize("written", ["Paul Durand", "Rosanna Quill", "Перистое облако", ""])
def test_nothing_is_proposed_for_a_stranger(written):
    assert similar_names.proposals(written, registry()) == []


@pytest.mark.parametrize(
    "written",
    [
        "Ban", "Hassan", "Petrov", "Marie", "Bank", "News", "Ministry of Health", "AMN News", "Iran",  # English
        "Chine", "Banque", "Sergueï Ivanov", "Ministère de la Santé", "le ministère", "Irak",  # French
        "Бан", "Хасан", "Ряб", "Мария", "Иванов", "Новости", "Министерство", "Петров",  # Cyrillic
        "بان", "حسن", "أخبار",  # Arabic
    ],
)  # fmt: skip
def test_a_word_that_is_nobody_s_own_or_only_begins_a_name_proposes_nothing(written):
    assert similar_names.proposals(written, registry()) == []


@pytest.mark.parametrize(
    ("written", "agent_id"),
    [("Lavrof", "sergey-lavrov"), ("Сергей Лавроф", "sergey-lavrov"), ("Ahrar al-Shaam", "ahrar-al-sham")],
)
def test_a_name_with_words_of_its_own_still_finds_its_like(written, agent_id):
    assert similar_names.proposals(written, registry())[0].agent.id == agent_id


def test_a_body_of_another_state_and_an_agent_of_another_kind_do_not_fit():
    found = similar_names.proposals("Ministère de la Défense turque", registry())
    assert {row.country for near in found for row in near.agent.affiliations} <= {"TR"}
    assert similar_names.proposals("Lavrof", registry(), outlet=True) == []
    assert similar_names.proposals("Рейтерз", registry(), outlet=True)[0].agent.id == "reuters"


def test_unknown_speakers_come_with_lines_to_paste(own):
    store = question_store()
    speakers = registry_care.unknown_speakers(store)
    assert "Ivan Petrov" in " ".join(speaker.name for speaker in speakers)
    counts = [len(speaker.claims) for speaker in speakers]
    assert counts == sorted(counts, reverse=True)
    text = registry_care.unknown_text(store)
    assert "a type that no article tells" in text
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("agent:") and " a kg:Agent" in line]
    own.mkdir()
    (own / "own.ttl").write_text("\n".join(lines), "utf-8")
    registry = load_registry()
    assert len(registry.unreviewed) >= len(lines) == len(speakers)


# --- The check ---


def test_the_registry_that_comes_with_the_program_is_sound():
    agents, unreviewed = read_agents(registry_files()[:1])
    assert {row.sort for row in findings(agents, unreviewed)} <= {"unreviewed", "duplicate"}


def test_what_is_double_or_collides_is_found():
    agents = (
        source("one", "Fjord Post", wikidata="Q1"),
        source("two", "Berg Post", wikidata="Q1"),
        source("three", "Berg Post"),
    )
    found = {(row.sort, row.agents) for row in findings(agents)}
    assert ("duplicate", ("one", "two")) in found
    assert ("collision", ("three", "two")) in found


def test_names_that_sound_alike_are_a_question():
    agents = (
        source("one", "Souhayl Qaderi", kind=AgentType.PERSON),
        source("two", "Suhail Kaderi", kind=AgentType.PERSON),
    )
    assert [row.agents for row in findings(agents) if row.sort == "duplicate"] == [("one", "two")]


def test_a_link_without_dates_is_told():
    dated = source("one", "One Post", Affiliation("RU", Link.ORGAN, "2014"))
    assert [
        row.agents
        for row in undated([dated, source("two", "Two Post"), source("three", "N", Affiliation("NO", Link.NONE))])
    ] == [("two",)]


def test_the_check_tells_which_undated_rows_a_verdict_rests_on():
    text, sound = registry_care.check_text(question_store())
    assert sound
    assert "a verdict rests on it: " in text


# --- The command line ---


def test_the_commands(tmp_path, own):
    run = CliRunner().invoke
    path = matrix(tmp_path, "Europe,Norway,Co,Fjord Morning Post,https://fjord.no,SC", "Europe,Norway,Co,X,,??")
    done = run(app, ["sources", "import", "state-media-matrix", str(path)])
    assert done.exit_code == 3
    assert "1 new agents" in done.output
    checked = run(app, ["sources", "check", "--store", str(tmp_path / "none")])
    assert (checked.exit_code, "they load" in checked.output) == (0, True)
    assert "fjord-morning-post-no" in run(app, ["sources"]).output
