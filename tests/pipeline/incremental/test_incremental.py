"""Adding one by one is adding all at once, quad for quad: whatever is remembered, replaced, spoilt or decided."""

from __future__ import annotations

import functools
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph.rdf import iris, nquads
from kg.graph.store import Store, open_store
from kg.model.vocab import COPIES_GRAPH, DERIVED_GRAPH, PROPOSITIONS_GRAPH
from kg.pipeline import ingest, program
from kg.propositions.decisions import Decision, DecisionKind, target_of
from kg.sources.registry import Registry
from kg.sources.resources import Resources
from tests.support import made_news
from tests.support.made_news import collection, fill, put

pytestmark = pytest.mark.slow

WORKED_OUT = (PROPOSITIONS_GRAPH, COPIES_GRAPH, DERIVED_GRAPH)
NEWS = collection(10, 14)  # of the seeds tried, one that has all of what is asked for below


rebuild = functools.partial(ingest.rebuild, resources=Resources.of(Registry(made_news.REGISTERED)))


@pytest.fixture(autouse=True, scope="module")
def _cheap() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.propositions.matching.encoder.default_encoder", lambda: made_news.bag)
        yield


@pytest.fixture(scope="module")
def all_but_one(_cheap: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store of all articles but the last, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "store"
    with open_store(folder) as store:
        rebuild(fill(store, NEWS[:-1]))
    return folder


def worked_out(store: Store) -> dict[str, list[str]]:
    return {graph: nquads(store.quads(graph)).splitlines() for graph in WORKED_OUT}


def at_once(made, log=()) -> dict[str, list[str]]:
    """What a store without files makes of it: nothing is remembered there."""
    return _at_once(tuple(made), tuple(log))


@functools.cache
def _at_once(made, log) -> dict[str, list[str]]:
    with open_store(None) as store:
        rebuild(fill(store, made), log)
        return worked_out(store)


def shuffled(made, seed: int) -> list:
    made = list(made)
    random.Random(seed).shuffle(made)  # noqa: S311
    return made


def texts(found: dict[str, list[str]], name: str) -> int:
    return sum(f"ns#{name}>" in line for lines in found.values() for line in lines)


def test_the_collection_has_what_can_go_wrong():
    found = at_once(NEWS)
    for name in ("Contradiction", "copiedFrom", "sharesTextWith", "perhaps-band", "restated", "doubt"):
        assert texts(found, name), name


@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_in_any_order_is_all_at_once(tmp_path, seed):
    made = collection(seed, 12)
    with open_store(tmp_path / "store") as store:
        fill(store, [])
        for number, one in enumerate(order := shuffled(made, seed)):
            put(store, one)
            rebuild(store)
            if number % 4 == 3:
                assert worked_out(store) == at_once(order[: number + 1])
        assert worked_out(store) == at_once(made)


def test_each_time_by_another_process(tmp_path):
    """What is remembered is remembered in files."""
    for one in NEWS:
        with open_store(tmp_path / "store") as store:
            fill(store, [one])
            rebuild(store)
    with open_store(tmp_path / "store", read_only=True) as store:
        assert worked_out(store) == at_once(NEWS)


def test_little_is_read_and_written_again(tmp_path, monkeypatch, all_but_one):
    shutil.copytree(all_but_one, tmp_path / "store")
    with open_store(tmp_path / "store") as store:
        put(store, NEWS[-1])
        read: list[str] = []
        quads = store.quads
        monkeypatch.setattr(store, "quads", lambda graph=None, **more: read.append(graph) or quads(graph, **more))
        rebuild(store)
        own = [graph for graph in read if graph and "/graph/article/" in graph]
        assert own == [iris.article_graph(NEWS[-1][0].id)]
        assert not {PROPOSITIONS_GRAPH, DERIVED_GRAPH}.intersection(read)


def test_an_article_replaced_and_one_removed(tmp_path):
    with open_store(tmp_path / "store") as store:
        rebuild(fill(store, NEWS))
        other = collection(99, 1)[0]
        put(store, other)  # of the same id as the first
        rebuild(store)
        assert worked_out(store) == at_once([other, *NEWS[1:]])
        store.replace(iris.article_graph(NEWS[5][0].id), ())
        rebuild(store)
        left = [other, *NEWS[1:5], *NEWS[6:]]
        assert worked_out(store)[PROPOSITIONS_GRAPH] == at_once(left)[PROPOSITIONS_GRAPH]
        for one in left:
            store.replace(iris.article_graph(one[0].id), ())
        rebuild(store)
        assert not worked_out(store)[PROPOSITIONS_GRAPH]


def spoil(path: Path) -> None:
    path.write_bytes(b"no database")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    """Tables of our names that another program filled, and one of its own."""
    with closing(sqlite3.connect(path)) as database, database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            database.execute(f"DROP TABLE {name}")
            database.execute(f"CREATE TABLE {name} (theirs TEXT)")
            database.execute(f"INSERT INTO {name} VALUES ('x')")  # noqa: S608
        database.execute("CREATE TABLE other (theirs TEXT)")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribble(path: Path) -> None:
    """Every row is another's bytes."""
    with sqlite3.connect(path) as database:
        for column in ("summaries", "fingerprints", "text", "facts", "hops", "vectors"):
            database.execute(f"UPDATE articles SET {column} = ?", (b"scribbled",))  # noqa: S608
        database.execute("UPDATE fragments SET lines = ?", (b"scribbled",))


def swap(path: Path) -> None:
    """Rows that can be read, and hold something else."""
    from kg.pipeline.incremental.cache import encode

    with sqlite3.connect(path) as database:
        database.execute("UPDATE articles SET summaries = ?", (encode([1, 2]),))


def remove(path: Path) -> None:
    path.unlink()


def leave_a_journal(path: Path) -> None:
    """As of a run that died halfway, and a file that was spoilt since."""
    path.with_name(f"{path.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    path.write_bytes(b"no database")


HARMING = (spoil, empty, foreign, cut, remove)
HARMS = [(name, harm) for name in ("joining.sqlite", "marks.sqlite", "vectors.sqlite") for harm in HARMING]
ROWS = [("joining.sqlite", harm) for harm in (scribble, swap, leave_a_journal)]


@pytest.mark.parametrize(("name", "harm"), [*HARMS, *ROWS])
def test_a_spoilt_file_is_made_anew(tmp_path, name, harm, all_but_one):
    shutil.copytree(all_but_one, tmp_path / "store")
    harm(tmp_path / "store" / name)
    with open_store(tmp_path / "store") as store:
        put(store, NEWS[-1])
        rebuild(store)
        assert worked_out(store) == at_once(NEWS)


def test_a_cache_of_another_program_is_not_believed(tmp_path, monkeypatch):
    with open_store(tmp_path / "store") as store:
        rebuild(fill(store, NEWS[:3]))
        rows = "SELECT value FROM notes WHERE name = 'edition'"
        with sqlite3.connect(tmp_path / "store" / "joining.sqlite") as database:
            before = database.execute(rows).fetchone()
        monkeypatch.setattr(program, "MATCHING", replace(program.MATCHING, version=program.MATCHING.version + 1))
        rebuild(store)
        with sqlite3.connect(tmp_path / "store" / "joining.sqlite") as database:
            assert database.execute(rows).fetchone() != before
        assert worked_out(store) == at_once(NEWS[:3])


def test_what_another_program_wrote_is_seen(tmp_path):
    """It knows nothing of marks: only the database's files tell that it was there."""
    import pyoxigraph as ox

    with open_store(tmp_path / "store") as store:
        rebuild(fill(store, NEWS[:6]))
    other = ox.Store(str(tmp_path / "store" / "data"))
    other.remove_graph(ox.NamedNode(iris.article_graph(NEWS[2][0].id)))
    other.remove(next(other.quads_for_pattern(None, None, None, ox.NamedNode(PROPOSITIONS_GRAPH))))
    other.remove(next(other.quads_for_pattern(None, None, None, ox.NamedNode(DERIVED_GRAPH))))
    other.flush()
    del other
    with open_store(tmp_path / "store") as store:
        rebuild(store)
        assert worked_out(store)[PROPOSITIONS_GRAPH] == at_once([*NEWS[:2], *NEWS[3:6]])[PROPOSITIONS_GRAPH]


def test_a_run_that_is_stopped_before_the_cache_is_written(tmp_path, monkeypatch):
    with open_store(tmp_path / "store") as store:
        rebuild(fill(store, NEWS[:5]))
        put(store, NEWS[5])
        change = store.change

        def stop(graph, *more):
            change(graph, *more)
            raise KeyboardInterrupt

        monkeypatch.setattr(store, "change", stop)
        with pytest.raises(KeyboardInterrupt):
            rebuild(store)
        monkeypatch.setattr(store, "change", change)
        put(store, NEWS[6])
        rebuild(store)
        assert worked_out(store) == at_once(NEWS[:7])


def decided(kind: DecisionKind, number: int, *places: tuple[int, int]) -> Decision:
    targets = tuple(target_of(NEWS[at][0], NEWS[at][1][position]) for at, position in places)
    return Decision(kind, "Anna", "2026-11-28T10:00:00Z", targets=targets, number=number)


@pytest.mark.parametrize("kind", [DecisionKind.SAME, DecisionKind.DIFFERENT, DecisionKind.REJECT])
def test_a_decision_holds_when_an_article_is_added_and_leaves_no_trace(tmp_path, kind):
    places = ((0, 0),) if kind is DecisionKind.REJECT else ((0, 0), (2, 1))
    log = [decided(kind, 0, *places)]
    with open_store(tmp_path / "store") as store:
        rebuild(fill(store, NEWS[:-2]))
        rebuild(store, log)
        assert worked_out(store) == at_once(NEWS[:-2], log)
        for one in NEWS[-2:]:
            put(store, one)
            rebuild(store)
        assert worked_out(store) == at_once(NEWS, log)
        rebuild(store, [])
        assert worked_out(store) == at_once(NEWS)
