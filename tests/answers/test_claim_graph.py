"""The store in Python: the same answers as the command line's, as plain rows."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rdflib import Literal

import kg
from kg.answers.claim_graph import Rows, plain
from kg.graph.store import Table
from kg.model.errors import BadParameter, ConfigError, QueryError, StoreError
from kg.model.vocab import XSD
from tests.support import question_store as small

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph") / "store"
    small.disk(folder).close()
    with kg.open(folder) as opened:
        yield opened


def test_rows_are_plain_dicts(graph):
    rows = graph.query("rests-only-on", country="RU")
    assert rows
    assert all(set(row) == set(rows.columns) for row in rows)
    first = rows[0]
    assert isinstance(first["begin"], int)
    assert first["text"] in next(a.text for a in small.articles() if a.id == first["article"])
    assert rows[:2] == list(rows)[:2]
    assert list(graph.rests_only("RU")) == list(rows)


def test_a_question_in_words_and_one_after_it(graph):
    rows = graph.ask("Which claims rest only on a Russian source?")
    assert list(rows) == list(graph.rests_only("RU"))
    assert "Russia" in rows.understood
    assert any("undetermined" in note.casefold() for note in rows.notes)
    assert "Syria" in graph.ask("And Syria?", after=rows).understood
    assert f"{len(rows)} rows" in repr(rows)
    assert len(graph.ask("Which claims rest only on a Russian source?", limit=1)) == 1


def test_words_that_are_not_understood_are_refused(graph):
    with pytest.raises(BadParameter, match="blorp"):
        graph.ask("blorp the zig")


def test_to_pandas_has_the_same_rows(graph):
    rows = graph.query("verdicts", country="RU")
    frame = rows.to_pandas()
    assert list(frame.columns) == list(rows.columns)
    assert frame.to_dict("records") == list(rows)


def test_the_extra_is_named_where_pandas_is_missing(graph, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ConfigError, match=r"\[notebook\]"):
        graph.query("verdicts", country="RU").to_pandas()


def test_sparql_show_and_read(graph):
    rows = graph.sparql("SELECT ?claim ?begin WHERE { ?claim a kg:Claim ; kg:begin ?begin } ORDER BY STR(?claim)")
    assert isinstance(rows, Rows)
    assert len(rows) == sum(map(len, small.claims().values()))
    assert graph.sparql("ASK { ?claim a kg:Claim }") is True
    record = graph.show(rows[0]["claim"])
    assert record.iri == rows[0]["claim"]
    article, claims = graph.read("small.txt")
    assert [claim.text for claim in claims] == [claim.text for claim in small.claims()["small.txt"]]
    assert graph.read(f"id:article/{rows[0]['claim'].split('/article/')[1].split('/')[0]}")[0].id
    assert article.text == small.TEXT
    assert graph.questions()["rests-only-on"]


@pytest.mark.parametrize("name", ["no.txt", "", "article", "txt"])
def test_an_article_that_is_not_there(graph, name):
    with pytest.raises(QueryError, match="an article of this store"):
        graph.read(name)


def test_export_writes_the_store(graph, tmp_path):
    graph.export("graphml").write(tmp_path / "g.graphml")
    assert (tmp_path / "g.graphml").read_text("utf-8").startswith("<graphml")


def test_no_store_no_graph(tmp_path):
    with pytest.raises(StoreError):
        kg.open(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (Literal("x", lang="fr"), "x"),
        (Literal("7", datatype=XSD.integer), 7),
        (Literal("0.5", datatype=XSD.decimal), 0.5),
        (Literal("INF", datatype=XSD.double), "inf"),
        (Literal("x", datatype=XSD.integer), "x"),
        (Literal("true", datatype=XSD.boolean), True),
        (Literal("2017-09", datatype=XSD.gYearMonth), "2017-09"),
    ],
)
def test_terms_as_plain_values(term, value):
    assert plain(term) == value


def test_rows_of_nothing():
    assert list(Rows(Table(("a",), ()))) == []


def test_importing_kg_loads_nothing_else():
    code = "import sys, kg; print(sys.modules.keys() & {'rdflib', 'spacy', 'pandas', 'pyoxigraph', 'kg.model'})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
