"""Every store does the same: whole graphs replaced, the same answers, nothing written or reached for by a query."""

from __future__ import annotations

import gc
import importlib
import inspect
import json
import os
import pkgutil
import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg.answers.exports import export as exported
from kg.graph import store as kg_store
from kg.graph.rdf import iris, literals, nquads
from kg.graph.store import Table, open_store
from kg.graph.store import query_process as query_child
from kg.graph.store.format import FORMAT
from kg.graph.store.lock import Lock
from kg.graph.store.query_guard import Plan, check
from kg.graph.store.redo_log import RedoLog
from kg.graph.store.terms import from_ox
from kg.model.errors import BadParameter, ConfigError, InputError, QueryError, QueryTimeout, StoreError
from kg.model.vocab import DATA, KG, PREFIXES, REGISTRY_GRAPH, SCHEMA
from kg.propositions.verdicts.materialize import bring_up, is_current
from tests.support import small_article as small
from tests.support.paths import ROOT
from tests.support.stores import STORES, opened

pytestmark = pytest.mark.slow

NEWCOMER = (
    "SELECT ?text ?who WHERE { ?claim a kg:Claim ; kg:speaker ?speaker ; schema:text ?text . "
    "?speaker skos:prefLabel ?who }"
)
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GRAPH = URIRef(f"{DATA}graph/article/g")
LIMITS = {"seconds": 9, "parent": os.getpid()}


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    with opened(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def filled(store):
    small.fill(store)
    return store


@pytest.fixture(scope="module", params=STORES)
def kept(request, tmp_path_factory):
    """A filled store for tests that write nothing into it."""
    with opened(request.param, tmp_path_factory.mktemp("kept")) as found:
        small.fill(found)
        yield found


def quad(text, graph=GRAPH):
    return URIRef(f"{DATA}s"), KG.text, literals.text(text), graph


def test_every_store_is_tested_here():
    """A new one gets its name in ``tests/support/stores.py``, and every test of a store then runs on it."""
    names = (found.name for found in pkgutil.iter_modules(kg_store.__path__, f"{kg_store.__name__}."))
    kinds = {kind for name in names for kind in vars(importlib.import_module(name)).values() if inspect.isclass(kind)}
    found = {kind.__name__ for kind in kinds if kind.__name__.endswith("Store") and not inspect.isabstract(kind)}
    assert {name.lower() for name in found} == {f"{name}store" for name in STORES}


def test_the_newcomers_query_gives_a_row_a_claim(store):
    small.fill_seeds(store)
    answer = store.query(NEWCOMER)
    assert isinstance(answer, Table)
    assert answer.columns == ("text", "who")
    assert len(answer.rows) == 39
    assert {str(who) for _, who in answer.rows} >= {"Syrian Arab Army", "Reuters", "une source militaire"}


def test_adding_twice_adds_nothing(filled):
    before = nquads(filled.quads())
    small.fill(filled)
    assert nquads(filled.quads()) == before


def test_what_goes_in_comes_out(filled):
    graph = iris.article_graph(small.ARTICLE.id)
    assert nquads(filled.quads(graph)) == nquads(quad for quad in small.article() if quad[3] == graph)
    assert set(filled.graphs()) >= {graph, REGISTRY_GRAPH}


def test_lines_are_taken_out_and_put_in(filled):
    filled.replace(GRAPH, [quad("one"), quad("two")])
    one, two, three = (nquads([quad(text)]) for text in ("one", "two", "three\u2028"))
    filled.change(GRAPH, [one], [three])
    assert nquads(filled.quads(GRAPH)) == "".join(sorted((two, three)))
    filled.change(GRAPH, None, [one])
    assert nquads(filled.quads(GRAPH)) == one
    filled.change(GRAPH, [one], [])
    assert GRAPH not in filled.graphs()


def test_what_is_said_of_one_subject(filled):
    graph = iris.article_graph(small.ARTICLE.id)
    subject = iris.article(small.ARTICLE.id)
    wanted = nquads(found for found in filled.quads(graph) if found[0] == subject)
    assert nquads(filled.quads(graph, subject=subject)) == wanted != ""


def test_a_mark_changes_with_what_a_graph_holds_and_lasts(tmp_path):
    with open_store(tmp_path / "store") as store:
        assert store.mark(GRAPH) is None
        store.replace(GRAPH, [quad("one")])
        one = store.mark(GRAPH)
        store.replace(GRAPH, [quad("two")])
        assert store.mark(GRAPH) not in (None, one)
        store.change(GRAPH, None, [nquads([quad("three")])])
        changed = store.mark(GRAPH)
        store.change(GRAPH, [], [])
        assert store.mark(GRAPH) == changed
        store.replace(GRAPH, [quad("one")])
        assert store.mark(GRAPH) == one
    with open_store(tmp_path / "store") as store:
        store.query("ASK { ?a ?b ?c }")
        assert store.mark(GRAPH) == one
        store.replace(GRAPH, [])
        assert store.mark(GRAPH) is None


def test_marks_are_not_believed_after_a_crash(tmp_path):
    with open_store(tmp_path / "store") as store:
        store.change(GRAPH, None, [nquads([quad("one")])])
        one = store.mark(GRAPH)
    code = (
        "import os, sys; from rdflib import URIRef; from kg.graph.store import open_store; "
        "store = open_store(sys.argv[1]); "
        "store.change(URIRef(sys.argv[2]), None, [sys.argv[3]]); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "store"), GRAPH, nquads([quad("two")])], cwd=ROOT)
    with open_store(tmp_path / "store") as store:
        assert store.mark(GRAPH) != one
        assert nquads(store.quads(GRAPH)) == nquads([quad("two")])


def test_replacing_leaves_the_other_graphs(filled):
    graph = iris.article_graph(small.ARTICLE.id)
    registry = nquads(filled.quads(REGISTRY_GRAPH))
    filled.replace(graph, [quad("new", graph)])
    assert nquads(filled.quads(graph)) == nquads([quad("new", graph)])
    assert nquads(filled.quads(REGISTRY_GRAPH)) == registry
    filled.replace(graph, [])
    assert graph not in filled.graphs()


def test_a_third_graph_is_refused_and_nothing_happens(filled):
    before = nquads(filled.quads())
    with pytest.raises(InputError, match="one graph at a time"):
        filled.replace(GRAPH, [quad("a"), quad("b", REGISTRY_GRAPH)])
    assert nquads(filled.quads()) == before


def test_a_quad_that_cannot_be_written_leaves_the_graph_as_it_was(filled):
    filled.replace(GRAPH, [quad("a")])
    with pytest.raises(InputError):
        filled.replace(GRAPH, [quad("b"), (URIRef("http://a b"), KG.text, literals.text("c"), GRAPH)])
    assert nquads(filled.quads(GRAPH)) == nquads([quad("a")])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(), min_size=1, max_size=20, unique=True))
def test_any_text_survives(store, texts):
    store.replace(GRAPH, [quad(text) for text in texts])
    assert {str(value) for _, _, value, _ in store.quads(GRAPH)} == set(texts)
    answer = store.query("SELECT ?text WHERE { ?s kg:text ?text }")
    assert {str(text) for (text,) in answer.rows} == set(texts)


def test_terms_keep_their_words(store):
    words = [literals.date("2017-09"), literals.date("2017"), literals.decimal(0.5), literals.integer(7)]
    words += [literals.boolean(True), literals.text("été", "fr"), literals.text("1"), REGISTRY_GRAPH]
    store.replace(GRAPH, [(URIRef(f"{DATA}s"), KG.value, word, GRAPH) for word in words])
    assert {word for (word,) in store.select("SELECT ?o WHERE { ?s kg:value ?o }").rows} == set(words)
    assert {value for _, _, value, _ in store.quads()} == set(words)


def test_ask_and_construct(kept):
    assert kept.query("ASK { ?claim a kg:Claim }") is True
    assert kept.query("ASK { ?claim a kg:Verdict }") is False
    graph = kept.query("CONSTRUCT { ?claim schema:text ?text } WHERE { ?claim a kg:Claim ; schema:text ?text }")
    assert isinstance(graph, Graph)
    assert set(graph.objects(None, SCHEMA.text)) == {Literal(claim.text) for claim in small.CLAIMS}


def test_named_graphs_are_there_and_the_default_graph_is_their_union(kept):
    answer = kept.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s a kg:Agent } }")
    assert {str(graph).removeprefix(f"{DATA}graph/").split("/")[0] for (graph,) in answer.rows} == {
        "article",
        "registry",
        "shared",
    }


def test_star_has_its_columns_in_order_and_unbound_is_none(kept):
    answer = kept.select("SELECT * WHERE { ?z a kg:Claim . OPTIONAL { ?z kg:coSpeaker ?b } }")
    assert answer.columns == ("b", "z")
    assert sum(row[0] is None for row in answer.rows) == 2


def test_inner_star_does_not_reorder(kept):
    answer = kept.select("SELECT ?z ?b WHERE { { SELECT * WHERE { ?z kg:part ?b } } }")
    assert answer.columns == ("z", "b")


def test_bindings(kept):
    text = "SELECT ?claim ?speaker WHERE { ?claim kg:speaker ?speaker ; a kg:Claim }"
    answer = kept.select(text, {"speaker": iris.registered_agent("mayor-fr-vely")})
    assert answer.rows == (
        (iris.claim(small.ARTICLE.id, small.CLAIMS[1].span), iris.registered_agent("mayor-fr-vely")),
    )
    words = kept.select("SELECT ?s ?text WHERE { ?s schema:text ?text }", {"text": literals.text('nie" } #')})
    assert words.rows == ()


def test_bindings_in_a_template(kept):
    claim = iris.claim(small.ARTICLE.id, small.CLAIMS[0].span)
    graph = kept.query("CONSTRUCT { ?c schema:text ?t } WHERE { ?c schema:text ?t }", {"c": claim})
    assert set(graph.subjects()) == {claim}


@pytest.mark.parametrize(
    ("text", "bindings"),
    [
        ("SELECT ?a WHERE { ?a kg:speaker ?b }", {"b": KG.yes}),
        ("SELECT ?a WHERE { ?a kg:speaker ?b }", {"zzz": KG.yes}),
        ("ASK { ?a kg:speaker ?b }", {"b": KG.yes}),
        ("SELECT ?a WHERE { ?a kg:speaker ?b }", {"a": URIRef("http://x> . ?s ?p ?o")}),
        ("SELECT ?a WHERE { ?a kg:speaker ?b }", {"a": "text"}),
    ],
)
def test_bindings_that_stores_would_treat_differently_are_refused(kept, text, bindings):
    with pytest.raises(BadParameter):
        kept.query(text, bindings)


FORBIDDEN = [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent ?x { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } }",
    "SELECT * WHERE{FILTER(1<2)SERVICE<http://127.0.0.1/>{?s?p?o}FILTER(2>1)}",
    "SELECT * FROM <http://127.0.0.1/x.ttl> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1/x.ttl> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1/x.ttl>",
    "INSERT DATA { <http://a> <http://b> <http://c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
    "SELECT * WHERE { ?s ?p ?o } ; CLEAR ALL",
    "SELECT * WHERE { ?s ?p",
    "SELECT * WHERE { ?s nowhere:p ?o }",
    "SELECT ?x WHERE { ?s ?p ?o } GROUP BY ?y ORDER",
    "SELECT * WHERE { ?s ?p '\x00' }",
    "SELECT * WHERE { ?s ?p '\ud800' }",
    "SELECT * WHERE " + "{" * 5000 + "}" * 5000,
    "#" * 200_000,
    "",
]


@pytest.mark.parametrize("text", FORBIDDEN, ids=lambda text: ascii(text[:40]))
def test_what_may_not_run(kept, text):
    before = nquads(kept.quads())
    with pytest.raises(QueryError):
        kept.query(text)
    assert nquads(kept.quads()) == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service WHERE { ?service kg:from 'LOAD it' } # SERVICE",
        'SELECT ?s WHERE { ?s schema:text """DELETE "all" FROM""" }',
        "PREFIX from: <http://insert/> SELECT ?s WHERE { ?s from:service ?drop . ?s <http://x/CLEAR> ?add }",
        "SELECT ?s WHERE { ?s ?p ?o FILTER(1<2 && ?o = 'SERVICE' && 2>1) }",
    ],
)
def test_a_forbidden_word_is_free_where_it_means_nothing(kept, text):
    assert kept.query(text).rows == ()


def test_an_error_while_evaluating_is_ours(kept):
    with pytest.raises(QueryError):
        kept.query("SELECT (<http://nowhere/f>(?s) AS ?x) WHERE { ?s ?p ?o } ORDER BY <http://nowhere/g>(?x")


def test_a_select_is_wanted(kept):
    with pytest.raises(QueryError, match="SELECT"):
        kept.select("ASK { ?s ?p ?o }")


def test_time_limit(filled):
    start = time.monotonic()
    with pytest.raises(QueryTimeout, match="1 s"):
        filled.query(ENDLESS, timeout=1)
    assert time.monotonic() - start < 5
    assert len(filled.query(NEWCOMER).rows) == 3


def test_after_a_query_writing_goes_on(filled):
    filled.query(NEWCOMER)
    filled.replace(GRAPH, [quad("later")])
    assert filled.select("SELECT ?t WHERE { ?s kg:text ?t FILTER(?t = 'later') }").rows == ((Literal("later"),),)


def test_read_only_refuses_to_write(tmp_path):
    with open_store(tmp_path / "s") as store:
        small.fill(store)
    with open_store(tmp_path / "s", read_only=True) as store:
        assert len(store.query(NEWCOMER).rows) == 3
        with pytest.raises(StoreError, match="open for writing"):
            store.replace(GRAPH, [])
    with open_store(None, read_only=True) as store, pytest.raises(StoreError, match="open for writing"):
        store.replace(GRAPH, [])


def test_no_store_to_read(tmp_path):
    with pytest.raises(StoreError, match="kg add"):
        open_store(tmp_path / "nothing", read_only=True)


def test_a_file_is_no_store(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        open_store(tmp_path / "file")


def test_a_damaged_store_says_so(tmp_path):
    with open_store(tmp_path / "s") as store:
        small.fill(store)
    (tmp_path / "s" / "data" / "CURRENT").write_text("nonsense\n")
    with pytest.raises(StoreError, match="build the store anew"):
        open_store(tmp_path / "s")
    Lock(tmp_path / "s" / "lock", shared=False, wait=0).release()


def test_closed_is_closed(tmp_path):
    store = open_store(tmp_path / "s")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.graphs()
    with pytest.raises(StoreError, match="closed"):
        store.query(NEWCOMER)


class TestFormat:
    @pytest.mark.parametrize("read_only", [True, False])
    @pytest.mark.parametrize(
        ("number", "told"), [(str(FORMAT + 1), "A newer kg"), ("", "a number"), ("one", "a number")]
    )
    def test_another_format_is_refused_and_left_alone(self, tmp_path, number, told, read_only):
        with open_store(tmp_path / "s") as store:
            store.replace(GRAPH, [quad("old")])
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "s").rglob("*")}
        (tmp_path / "s" / "format").write_text(number)
        with pytest.raises(StoreError, match=told) as caught:
            open_store(tmp_path / "s", read_only=read_only)
        assert "\n" not in str(caught.value)
        (tmp_path / "s" / "format").unlink()
        assert all(path.stat().st_mtime_ns == time for path, time in before.items() if path.name in ("data", "lock"))

    @pytest.mark.parametrize("number", ["1", "2", None])
    def test_an_older_store_is_read_by_nobody_until_somebody_works_it_out_anew(self, tmp_path, number):
        with open_store(tmp_path / "s") as store:
            store.replace(GRAPH, [quad("old")])
            bring_up(store)
        path = tmp_path / "s" / "format"
        path.write_text(number) if number else path.unlink()
        with pytest.raises(StoreError, match="run kg review apply"):
            open_store(tmp_path / "s", read_only=True)
        with open_store(tmp_path / "s") as store:
            assert nquads(store.quads(GRAPH)) == nquads([quad("old")])
            assert not is_current(store)
            bring_up(store)
        assert path.read_text() == f"{FORMAT}\n"
        with open_store(tmp_path / "s") as store:
            assert is_current(store)


class TestOtherProcesses:
    @pytest.fixture(autouse=True)
    def _impatient(self, monkeypatch):
        monkeypatch.setattr(Lock.__init__, "__defaults__", (0.1,))

    @pytest.mark.parametrize("read_only", [True, False])
    def test_one_writes_and_no_other_comes_near(self, tmp_path, read_only):
        with open_store(tmp_path / "s") as store:
            small.fill(store)
            with pytest.raises(StoreError, match="Wait until the other kg command has finished"):
                open_store(tmp_path / "s", read_only=read_only)

    def test_many_read(self, tmp_path):
        with open_store(tmp_path / "s") as store:
            small.fill(store)
        with open_store(tmp_path / "s", read_only=True) as one, open_store(tmp_path / "s", read_only=True) as other:
            assert len(one.query(NEWCOMER).rows) == len(other.query(NEWCOMER).rows) == 3
            with open_store(tmp_path / "s") as writer:  # which waits for none of them
                writer.replace(GRAPH, [quad("new")])
            assert not list(one.quads(GRAPH))

    def test_waiting_for_a_writer_that_ends(self, tmp_path):
        code = (
            "import sys, time; from kg.graph.store import open_store\n"
            "with open_store(sys.argv[1]): print('in', flush=True); time.sleep(0.5)"
        )
        writer = subprocess.Popen([sys.executable, "-c", code, tmp_path / "s"], cwd=ROOT, stdout=subprocess.PIPE)
        with writer:
            assert writer.stdout.readline() == b"in\n"
            Lock(tmp_path / "s" / "lock", shared=True, wait=10).release()
        assert writer.returncode == 0


class TestCrashes:
    def test_a_replacement_cut_in_two_is_finished(self, tmp_path):
        with open_store(tmp_path / "s") as store:
            store.replace(GRAPH, [quad("old")])
        RedoLog(tmp_path / "s" / "journal.nq").add(nquads([quad("old")]), nquads([quad("new")]))
        with open_store(tmp_path / "s", read_only=True) as store:
            assert [str(value) for _, _, value, _ in store.quads()] == ["new"]
        assert not (tmp_path / "s" / "journal.nq").exists()

    def test_writes_are_done_once_more_in_their_order(self, tmp_path):
        with open_store(tmp_path / "s") as store:
            store.replace(GRAPH, [quad("old")])
        old, new, newer = (nquads([quad(text)]) for text in ("old", "new", "newer"))
        log = RedoLog(tmp_path / "s" / "journal.nq")
        for gone, there in ((old, new), (new, newer), (newer, old), ("", new)):
            log.add(gone, there)
        with open_store(tmp_path / "s") as store:
            assert nquads(store.quads(GRAPH)) == "".join(sorted((old, new)))

    def test_a_write_that_was_cut_short_had_not_begun(self, tmp_path):
        path = tmp_path / "journal.nq"
        log = RedoLog(path)
        log.add("gone\n", "été\n")
        whole = path.read_bytes()
        log.add("more\n", "")
        both = path.read_bytes()
        assert log.read() == [("gone\n", "été\n"), ("more\n", "")]
        for at in range(len(both)):
            path.write_bytes(both[:at])
            assert log.read() == [("gone\n", "été\n")] * (at >= len(whole))
        path.write_bytes(whole + bytes(len(both) - len(whole)))
        assert log.read() == [("gone\n", "été\n")]

    def test_a_full_disk_leaves_the_log_as_it_was(self, tmp_path):
        log = RedoLog(tmp_path / "journal.nq")
        log.add("", "new\n")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, before[1]))
        try:
            with pytest.raises(OSError, match="too large"):
                log.add("gone\n", "x" * 600)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert log.read() == [("", "new\n")]

    @pytest.mark.parametrize("read_only", [True, False])
    @pytest.mark.parametrize("content", [b"", b"61", b"12 7 ab"])
    def test_a_log_that_holds_nothing_yet_harms_nothing(self, tmp_path, content, read_only):
        with open_store(tmp_path / "s") as store:
            store.replace(GRAPH, [quad("old")])
        (tmp_path / "s" / "journal.nq").write_bytes(content)
        with open_store(tmp_path / "s", read_only=read_only) as store:
            assert nquads(store.quads(GRAPH)) == nquads([quad("old")])

    @pytest.mark.parametrize("read_only", [True, False])
    @pytest.mark.parametrize("content", [b"nonsense\n", b"\xff" * 900, b"1 1 ab\nab", b"-1 2 ab\nab"])
    def test_a_garbled_log_is_refused_in_one_line(self, tmp_path, content, read_only):
        with open_store(tmp_path / "s") as store:
            store.replace(GRAPH, [quad("old")])
        (tmp_path / "s" / "journal.nq").write_bytes(content)
        with pytest.raises(StoreError, match=r"journal\.nq: [^\n]+ add the articles to a new store[^\n]+$"):
            open_store(tmp_path / "s", read_only=read_only)
        Lock(tmp_path / "s" / "lock", shared=False, wait=0).release()

    def test_the_log_of_an_older_program_is_finished(self, tmp_path):
        with open_store(tmp_path / "s") as store:
            store.replace(GRAPH, [quad("old")])
        old, new = (nquads([quad(text)]) for text in ("old", "new"))
        (tmp_path / "s" / "journal.nq").write_text(f"1\n{old}{new}", "utf-8")
        with open_store(tmp_path / "s") as store:
            assert nquads(store.quads(GRAPH)) == new

    def test_what_could_not_be_put_in_is_put_in_by_the_next(self, tmp_path, monkeypatch):
        with open_store(tmp_path / "s") as store:
            store.replace(GRAPH, [quad("old")])

        def full(*_):
            raise OSError("No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("kg.graph.store.oxigraph._put", full)
            with pytest.raises(StoreError, match="Make room"), open_store(tmp_path / "s") as store:
                store.replace(GRAPH, [quad("new")])
        gc.collect()  # the error's frames hold the database open
        with open_store(tmp_path / "s") as store:
            assert nquads(store.quads(GRAPH)) == nquads([quad("new")])

    @pytest.mark.parametrize("moment", ["clear", "load"])
    def test_killed_while_replacing(self, tmp_path, moment):
        with open_store(tmp_path / "s") as store:
            store.replace(GRAPH, [quad("old")])
        code = f"""
import os, signal, sys
import pyoxigraph as ox
import kg.graph.store.oxigraph as module
from kg.graph.store import open_store
from kg.graph.rdf import literals
from rdflib import URIRef
def put(store, gone, new):
    for found in ox.parse(gone.encode(), format=ox.RdfFormat.N_QUADS):
        store.remove(found)
    if {moment == "load"!r}:
        store.load(new.encode(), format=ox.RdfFormat.N_QUADS)
    os.kill(os.getpid(), signal.SIGKILL)
module._put = put
graph = URIRef({str(GRAPH)!r})
quad = (URIRef("{DATA}s"), URIRef("{KG.text}"), literals.text("new"), graph)
open_store(sys.argv[1]).replace(graph, [quad])
"""
        done = subprocess.run([sys.executable, "-c", code, tmp_path / "s"], cwd=ROOT, check=False)
        assert done.returncode == -signal.SIGKILL
        with open_store(tmp_path / "s") as store:
            assert [str(value) for _, _, value, _ in store.quads()] == ["new"]

    def test_large_graphs_go_by_files(self, tmp_path, monkeypatch):
        monkeypatch.setattr("kg.graph.store.oxigraph._BULK", 3)
        with open_store(tmp_path / "s") as store:
            for words in ("abcdef", "ghijklm"):
                store.replace(GRAPH, [quad(word) for word in words])
                assert {str(value) for _, _, value, _ in store.quads()} == set(words)


class TestNoNetwork:
    """With the look at the query's words left out: the child has no way to the network all the same."""

    @pytest.fixture
    def listener(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0.5)
            yield server

    def ask(self, location, text):
        task = {"location": str(location), "query": text, "prefixes": PREFIXES, "bindings": {}, **LIMITS}
        return subprocess.run(
            [sys.executable, "-P", query_child.__file__],
            input=json.dumps(task).encode(),
            capture_output=True,
            check=False,
        )

    def test_service_reaches_nobody(self, tmp_path, listener):
        pyoxigraph.Store(str(tmp_path / "d"))
        text = f"SELECT * WHERE {{ SERVICE <http://127.0.0.1:{listener.getsockname()[1]}/x> {{ ?s ?p ?o }} }}"
        done = self.ask(tmp_path / "d", text)
        assert done.returncode == query_child.FAILED
        with pytest.raises(TimeoutError):
            listener.accept()

    @pytest.mark.parametrize("wall", ["words and parse", "child alone"])
    @pytest.mark.parametrize(
        "text",
        [
            "SELECT ?s WHERE {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
            "SELECT ?s WHERE {{ SERVICE SILENT <{}> {{ ?s ?p ?o }} }}",
            "SELECT ?s FROM <{}> WHERE {{ ?s ?p ?o }}",
            "SELECT ?s FROM NAMED <{}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            "SELECT ?s WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}",
            "LOAD <{}>",
            "LOAD <{}> INTO GRAPH <http://here/>",
        ],
    )
    def test_nothing_is_fetched_and_no_file_is_read(self, store, tmp_path, listener, monkeypatch, wall, text):
        store.replace(GRAPH, [quad("here")])
        (tmp_path / "x.nt").write_text("<http://from/a/file> <http://x/p> <http://x/o> .\n")
        if wall == "child alone":
            plan = Plan("SELECT", ("s",), frozenset(), 9.0)
            for module in ("memory", "query_guard"):
                monkeypatch.setattr(f"kg.graph.store.{module}.check", lambda *_, **__: plan)
        for place in (f"http://127.0.0.1:{listener.getsockname()[1]}/x.nt", (tmp_path / "x.nt").as_uri()):
            rows = ()
            with suppress(QueryError):
                rows = store.query(text.format(place)).rows
            assert not any("file" in str(cell) for row in rows for cell in row)
        with pytest.raises(TimeoutError):
            listener.accept()
        assert nquads(store.quads()) == nquads([quad("here")])

    def test_the_listener_would_have_heard_it(self, tmp_path, listener):
        """The same query from a process without the fence does knock: the test above is no accident."""
        code = (
            "import sys, pyoxigraph\n"
            "pyoxigraph.Store().query(f'SELECT * {{ SERVICE <http://127.0.0.1:{sys.argv[1]}/x> {{ ?s ?p ?o }} }}')"
        )
        command = [sys.executable, "-c", code, str(listener.getsockname()[1])]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            connection, _ = listener.accept()
            connection.close()
            process.kill()

    @pytest.mark.parametrize("fence", ["deny_network", "deny_descriptors"])
    def test_each_fence_alone(self, fence):
        code = f"""
import socket, sys
sys.path.insert(0, {str(ROOT)!r})
from kg.graph.store import query_process as child
answer = child.{fence}()
try:
    socket.socket()
except OSError:
    print("fenced" if answer in (True, None) else "?")
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stdout == b"fenced\n" or (fence == "deny_network" and not sys.platform.startswith("linux"))

    def test_the_descriptors_alone_let_a_query_run(self, tmp_path):
        with open_store(tmp_path / "s") as store:
            small.fill(store)
        code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from kg.graph.store import query_process as child
child.deny_network = lambda: False
sys.exit(child.main())
"""
        task = {
            "location": str(tmp_path / "s" / "data"),
            "query": NEWCOMER,
            "prefixes": PREFIXES,
            "bindings": {},
            **LIMITS,
        }
        done = subprocess.run(
            [sys.executable, "-c", code], input=json.dumps(task).encode(), capture_output=True, check=True
        )
        assert len(json.loads(done.stdout)["results"]["bindings"]) == 3


def test_the_plan_says_the_form():
    assert check("DESCRIBE ?s WHERE { ?s a kg:Claim }", {}, 9).form == "DESCRIBE"
    assert check("SELECT (COUNT(?s) AS ?n) WHERE { ?s a kg:Claim }", {}, 9).columns == ("n",)


def export(store, form):
    return "".join(exported(store, form).pieces())


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_export_says_the_same_in_every_format(filled, form):
    text = export(filled, form)
    formats = {"turtle": pyoxigraph.RdfFormat.TURTLE, "jsonld": pyoxigraph.RdfFormat.JSON_LD}
    parsed = pyoxigraph.parse(text.encode(), format=formats[form])
    assert {tuple(map(from_ox, triple.triple)) for triple in parsed} == {quad[:3] for quad in filled.quads()}
    assert export(filled, form) == text


def test_stores_export_the_same_bytes(tmp_path):
    with open_store(tmp_path / "s") as disk, open_store(None) as memory:
        for store in (disk, memory):
            small.fill(store)
        assert [export(disk, form) for form in ("nquads", "turtle", "jsonld")] == [
            export(memory, form) for form in ("nquads", "turtle", "jsonld")
        ]


def test_export_of_an_empty_store_and_of_an_unknown_format(store):
    assert export(store, "nquads") == ""
    assert Graph().parse(data=export(store, "turtle")).serialize().strip() == ""
    with pytest.raises(ConfigError, match="nquads, trig, turtle, jsonld"):
        export(store, "docx")
