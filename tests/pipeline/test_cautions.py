"""What an answer leaves out is said beside it, and never in it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph.rdf import article_quads, iris
from kg.graph.store import Store, open_store
from kg.model.vocab import CURRENT_GRAPH
from kg.pipeline import program
from kg.pipeline.cautions import cautions
from kg.pipeline.program import joining_program, reading_program
from kg.propositions.decisions import Decision, DecisionKind, append, numbered, revise, target_of
from kg.propositions.verdicts.materialize import bring_up, outdate
from tests.support import small_article as small

pytestmark = pytest.mark.slow

REJECT, OTHER = (
    Decision(DecisionKind.REJECT, "Anna", "2026-11-23T10:00:00Z", "", (target_of(small.ARTICLE, claim),))
    for claim in small.CLAIMS[:2]
)
CLAIM = f"{small.ARTICLE.id}:{small.CLAIMS[0].span.start}-{small.CLAIMS[0].span.end}"


def fill(store: Store) -> None:
    """A store as this program would leave it."""
    small.fill(store)
    quads = article_quads(small.ARTICLE, small.CLAIMS, replace(small.RUN, program=reading_program()), frozenset())
    store.replace(iris.article_graph(small.ARTICLE.id), quads)
    bring_up(store, joining_program())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "store") as store:
        fill(store)
    return tmp_path / "store"


def said(folder: Path) -> list[str]:
    with open_store(folder, read_only=True) as store:
        return list(cautions(store, folder.parent / "decisions.ttl"))


def test_nothing_is_said_where_the_store_says_all(folder: Path) -> None:
    assert said(folder) == []
    log = numbered([], [REJECT])
    append(folder.parent / "decisions.ttl", [], log)
    with open_store(folder) as store:
        revise(store, log)
    assert said(folder) == []


def test_decisions_that_the_store_does_not_follow_yet(folder: Path) -> None:
    path = folder.parent / "decisions.ttl"
    log = numbered([], [REJECT, OTHER])
    append(path, [], log[:1])
    with open_store(folder) as store:
        revise(store, log[:1])
    append(path, log[:1], log[1:])
    assert said(folder) == [f"1 of 2 decisions in {path} are not applied yet: run kg review apply."]


def test_decisions_that_the_file_has_not_any_more(folder: Path) -> None:
    log = numbered([], [REJECT, OTHER])
    with open_store(folder) as store:
        revise(store, log)
    append(folder.parent / "decisions.ttl", [], log[:1])
    (found,) = said(folder)
    assert found.startswith("1 decisions that the answer follows are not in")


def test_a_torn_or_broken_file_of_decisions_is_said(folder: Path) -> None:
    path = folder.parent / "decisions.ttl"
    log = numbered([], [REJECT, OTHER])
    append(path, [], log[:1])
    with open_store(folder) as store:
        revise(store, log[:1])
    append(path, log[:1], log[1:])
    path.write_bytes(path.read_bytes()[:-30])
    (found,) = said(folder)
    assert "not written to its end" in found
    path.write_text("nonsense .\n")
    (found,) = said(folder)
    assert "as the store has it" in found


def test_articles_and_verdicts_of_another_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(program, "CLAIMS", replace(program.CLAIMS, version=99))
        (found,) = said(folder)
        assert found.startswith("1 of 1 articles were read by")
        assert "claims99: add them again" in found
    with monkeypatch.context() as patch:
        patch.setattr(program, "MATCHING", replace(program.MATCHING, version=99))
        (found,) = said(folder)
        assert "matching99: run kg review apply" in found
    with open_store(folder) as store:
        bring_up(store)
    (found,) = said(folder)
    assert "an earlier version" in found
    with open_store(folder) as store:
        outdate(store)
        assert CURRENT_GRAPH not in store.graphs()
    assert said(folder) == []  # the answer itself is refused


@pytest.mark.parametrize(
    "words", [("query", "speakers", "--format", "csv"), ("export",), ("graph", "-o", "-"), ("show", CLAIM)]
)
def test_each_answer_says_it_and_is_the_same(folder: Path, words: tuple[str, ...]) -> None:
    if words[0] == "query":
        query = folder.parent / "q.rq"
        query.write_text("SELECT ?claim WHERE { ?claim a kg:Claim } ORDER BY ?claim")
        words = ("query", str(query), *words[2:])
    words = tuple(str(folder.parent / "page.html") if word == "-" else word for word in words)

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", *words, "--store", str(folder)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    before = run()
    assert (before.returncode, before.stderr) == (0, "")
    append(folder.parent / "decisions.ttl", [], numbered([], [REJECT]))
    after = run()
    assert after.stdout == before.stdout != ""
    assert after.stderr.startswith("kg: 1 of 1 decisions")
    assert after.returncode == 0
