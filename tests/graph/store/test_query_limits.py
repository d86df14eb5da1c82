"""No query takes more than its share: of time, reading included, of memory, and of room for its answer."""

from __future__ import annotations

import math
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.graph.store import Store, open_store
from kg.model.errors import BadParameter, QueryError, QueryTimeout
from tests.support import small_article as small
from tests.support.stores import STORES, opened

pytestmark = pytest.mark.slow

PAIRS = "?a ?b ?c . ?d ?e ?f"
TRIPLES = f"{PAIRS} . ?g ?h ?i"
TORN = '"""a' * 20_000
DOUBLED = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(30))
LONG_TO_READ = {
    "digits": f"SELECT ?s WHERE {{ ?s ?p {'1' * 99_000} }}",
    "full stops": f"SELECT ?s WHERE {{ ?s ?p {'a.' * 49_000} }}",
    "quotation marks": f"SELECT ?s WHERE {{ ?s ?p {TORN} }}",
    "optional": f"SELECT ?s WHERE {{ {'OPTIONAL { ?s ?p ?o } ' * 4_500} }}",
    "sums": f"SELECT ?s WHERE {{ ?s ?p ?o FILTER({'1+' * 49_000}1 > 0) }}",
}
TOO_LARGE = {
    "rows": f"SELECT * WHERE {{ {TRIPLES} }}",
    "memory": f"SELECT ?a ?d ?g WHERE {{ {TRIPLES} }} ORDER BY ?i ?f ?c",
    "one cell": f'SELECT (STRLEN(?a30) AS ?z) WHERE {{ BIND("{"a" * 1000}" AS ?a0) {DOUBLED} }}',
}
ENDLESS = f"SELECT (COUNT(*) AS ?n) WHERE {{ {TRIPLES} . ?j ?k ?l }}"
# Says when the query runs, as the child that answers it does: by a line.
ASKING = """
import sys
from kg.graph.store import open_store
from tests.support import small_article as small
store = open_store(sys.argv[1] if sys.argv[1] != "memory" else None)
small.fill(store)
store.query("ASK { ?a ?b ?c }")
print(flush=True)
store.query(sys.argv[2], timeout=600)
"""


@pytest.fixture(scope="module", params=STORES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(request.param, tmp_path_factory.mktemp("limits")) as store:
        small.fill(store)
        yield store


@pytest.mark.parametrize("text", LONG_TO_READ.values(), ids=LONG_TO_READ)
def test_the_time_holds_for_reading_a_query_too(filled: Store, text: str) -> None:
    start = time.monotonic()
    with suppress(QueryError):
        filled.query(text, timeout=1)
    assert time.monotonic() - start < 4


def test_reading_takes_from_the_time(filled: Store) -> None:
    with pytest.raises(QueryTimeout, match=r"^1 s"):
        filled.query(ENDLESS, timeout=1)


@pytest.mark.parametrize("text", TOO_LARGE.values(), ids=TOO_LARGE)
def test_memory_and_answer_are_limited(filled: Store, text: str) -> None:
    before, own = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
    with pytest.raises(QueryError) as caught:
        filled.query(text, timeout=4)
    assert "\n" not in str(caught.value)
    largest = max(before, own + 2**20 + 2**19)  # kB: 1 GB and some, beside what a fork shares with this process
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= largest
    assert filled.query("ASK { ?a ?b ?c }") is True


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -1.0, 0.0, 1e300])
def test_a_time_that_is_none(filled: Store, seconds: float) -> None:
    with pytest.raises(BadParameter, match="--timeout"):
        filled.query("ASK { ?a ?b ?c }", timeout=seconds)


def test_a_bomb_after_the_other_leaves_nothing_behind(filled: Store) -> None:
    filled.query("ASK { ?a ?b ?c }")
    held, before = len(os.listdir("/proc/self/fd")), children(os.getpid())
    for text in (*LONG_TO_READ.values(), ENDLESS, *TOO_LARGE.values()):
        with suppress(QueryError):
            filled.query(f"{text} # once more", timeout=0.2)
    assert filled.query("ASK { ?a ?b ?c }") is True
    assert len(os.listdir("/proc/self/fd")) == held
    assert children(os.getpid()) == before


def children(of: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{of}/task/{of}/children").read_text().split()]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limit of its processor time ends the child")
@pytest.mark.parametrize("kind", [kind for kind in STORES if kind != "remote"])  # a server ends its queries itself
def test_a_query_dies_with_whoever_asked(tmp_path: Path, kind: str) -> None:
    where = "memory" if kind == "memory" else str(tmp_path / "store")
    with subprocess.Popen([sys.executable, "-c", ASKING, where, ENDLESS], stdout=subprocess.PIPE) as asking:
        assert asking.stdout is not None
        asking.stdout.readline()
        until = time.monotonic() + 20
        seen: dict[
            int, float
        ] = {}  # by child, since when it has been there: that which reads the query is gone at once
        while not any(time.monotonic() - since > 0.5 for since in seen.values()):
            assert time.monotonic() < until
            now = children(asking.pid)
            seen = {pid: seen.get(pid, time.monotonic()) for pid in now}
            time.sleep(0.05)
        asking.send_signal(signal.SIGKILL)
    while any(running(pid) for pid in seen):
        assert time.monotonic() < until, "the query goes on"
        time.sleep(0.05)


def running(pid: int) -> bool:
    """Whether a process is there and is no corpse that nobody has buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_query_that_was_read_once_is_not_read_again(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "SELECT ?s WHERE { ?s a kg:Claim } # read once"
    first = filled.select(text)
    monkeypatch.setattr("kg.graph.store.query_guard.in_fork", lambda *_: pytest.fail("read again"))
    assert filled.select(text) == first


def test_the_command_line_says_it_in_one_line(tmp_path: Path) -> None:
    with open_store(tmp_path / "store"):
        pass
    query = tmp_path / "q.rq"
    query.write_text(LONG_TO_READ["digits"])
    for name, seconds in (("copies", "nan"), ("copies", "0.0001"), (str(query), "0.05")):
        words = ("--format", "csv", "--store", tmp_path / "store", "--timeout", seconds)
        done = subprocess.run(
            [sys.executable, "-m", "kg", "query", name, *words],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr.startswith("kg: ")
        assert done.stderr.count("\n") == 1
        assert done.returncode == 2
