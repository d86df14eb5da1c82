"""Commands on a SPARQL server: the seeds in, and the same answers as from a folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from tests.support.seed_store import SEEDS, seed_folder
from tests.support.sparql_server import free_port, served

pytestmark = [pytest.mark.models, pytest.mark.slow]

CLAIM = "d684dc7b/603-739"


@dataclass(frozen=True)
class Places:
    server: str
    folder: str
    decisions: Path


def run(places: Places, where: str, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*words, "--store", where], env={"KG_DECISIONS": str(places.decisions)})
    assert done.exit_code == code, done.output + repr(done.exception)
    return done.stdout


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    home = tmp_path_factory.mktemp("remote")
    with pytest.MonkeyPatch.context() as patched, served() as url:
        patched.setenv("XDG_CACHE_HOME", str(home / "cache"))
        found = Places(url, str(home / "store"), home / "decisions.ttl")
        run(found, url, "add", str(SEEDS))
        shutil.copytree(seed_folder(), found.folder)
        yield found


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "which claims rest only on a Russian source?"],
        ["ask", "qui dément quoi ?", "--format", "csv"],
        ["ask", "кто что отрицает?", "--format", "json"],
        ["query", "rests-only-on", "--param", "country=RU"],
        ["query", "about-place", "--param", "place=Deir"],
        ["show", CLAIM],
        ["review", "list"],
        ["sources", "check"],
        ["check"],
        ["export", "--format", "nquads"],
        ["export", "--format", "schema"],
    ],
    ids=" ".join,
)
def test_a_server_answers_as_a_folder_does(places: Places, words: list[str]) -> None:
    assert run(places, places.server, *words) == run(places, places.folder, *words)


def test_the_page_of_the_graph_is_the_same(places: Places, tmp_path: Path) -> None:
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    run(places, places.server, "graph", "-o", str(one))
    run(places, places.folder, "graph", "-o", str(other))
    assert one.read_bytes() == other.read_bytes()


def test_adding_again_changes_nothing_and_what_is_decided_is_applied_and_undone(places: Places) -> None:
    before = run(places, places.server, "export")
    assert "3 unchanged" in run(places, places.server, "add", str(SEEDS))
    run(places, places.server, "review", "apply")
    assert run(places, places.server, "export") == before


def test_a_server_that_is_away_is_told_in_a_line(places: Places) -> None:
    done = CliRunner().invoke(app, ["query", "denials", "--store", f"http://127.0.0.1:{free_port()}"])
    assert done.exception is not None
    assert "a SPARQL server that answers" in str(done.exception)
