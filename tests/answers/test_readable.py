"""An answer as people read it: names, languages of labels, a limit, on every store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.answers import queries
from kg.answers.names import ArticleName, article_names, labels
from kg.answers.readable import readable
from kg.graph.rdf import iris
from kg.graph.store import Store, Table
from kg.model.errors import BadParameter, LanguageError
from kg.model.vocab import KG
from kg.sources import load_registry
from tests.support import question_store
from tests.support.stores import STORES, opened

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(request.param, tmp_path_factory.mktemp("store")) as found:
        yield question_store.fill(found)


def _column(table: object, name: str) -> list[str]:
    assert isinstance(table, Table)
    return [str(row[table.columns.index(name)]) for row in table.rows]


def test_an_article_is_called_by_its_title_or_by_its_first_sentence(store: Store):
    found = article_names(store, ["small.txt", "nowhere.txt", '"} ?x', "000_ea3facdacc29ccb4.txt"])
    assert found.keys() == {"small.txt", "000_ea3facdacc29ccb4.txt"}
    assert str(found["small.txt"]).endswith(", The Morning Post, 2017-09-06")
    assert str(found["000_ea3facdacc29ccb4.txt"]).startswith("“L’armée syrienne a annoncé")


def test_a_long_title_is_cut_where_a_word_ends():
    name = ArticleName("The siege of the town was broken by the army", "Interfax", "2017-09-05")
    assert name.within(60) == "The siege of the town was broken…, Interfax, 2017-09-05"
    assert str(ArticleName("A\n b", titled=False)) == "“A b”, outlet unknown, date unknown"


def test_labels_of_all_kinds_of_things(store: Store):
    mod, russia = iris.registered_agent("russian-mod"), iris.country("RU")
    assert labels(store, [mod, russia, KG["origin-variant"]]) == {
        mod: "Ministry of Defence of Russia",
        russia: "Russia",
        KG["origin-variant"]: "origin variant",
    }
    assert labels(store, [mod, russia], "ru") == {mod: "Ministry of Defence of Russia", russia: "Россия"}
    with pytest.raises(LanguageError):
        labels(store, [], "de")


def test_a_limit_cuts_the_rows_and_not_the_count(store: Store):
    registry = question_store.registry()
    result = queries.run(store, "who-asserted-what", {}, registry=registry)
    cut, told = readable(store, result, registry, 3)
    assert isinstance(cut.answer, Table)
    assert isinstance(result.answer, Table)
    assert len(cut.answer.rows) == 3
    assert told.left_out == len(result.answer.rows) - 3
    assert told.counts == ((43, "claims"), (4, "articles"))
    with pytest.raises(BadParameter):
        readable(store, result, registry, 0)


def test_sources_in_another_language(store: Store):
    registry = question_store.registry()
    result = queries.run(store, "claims-by-speaker", {"speaker": "russian-mod"}, registry=registry)
    found, _ = readable(store, result, load_registry(), language="ru")
    assert set(_column(found.answer, "who")) == {"Министерство обороны России"}


def test_every_iri_of_an_answer_has_a_name_for_machines(store: Store):
    registry = question_store.registry()
    result = queries.run(store, "rests-only-on", {}, registry=registry)
    found, told = readable(store, result, registry, every=True)
    for column in ("claim", "proposition", "country", "variant"):
        assert all(any(str(iri) == cell for iri in told.names) for cell in _column(found.answer, column)), column
