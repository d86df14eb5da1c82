"""What a command prints arrives whole, or the command says that it did not."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.graph.rdf import literals
from kg.graph.store import open_store
from kg.model.vocab import DATA, KG

LIMIT = 10_000  # bytes
GRAPH = URIRef(f"{DATA}graph/shared/x")
MANY = ("sources",)  # a command that prints some hundred kilobytes and needs no store
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def kg(*words: str, stdout: object, **given: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *words],
        stdout=stdout,  # type: ignore[arg-type]
        stderr=subprocess.PIPE,
        env={**os.environ, **given},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT)),
        check=False,
    )


def one_line(stderr: bytes) -> str:
    text = stderr.decode()
    assert text.startswith("kg: "), text
    assert text.count("\n") == 1, text
    return text


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def unbuffered(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_disk_that_fills_up_is_told(tmp_path: Path, unbuffered: str) -> None:
    with (tmp_path / "out").open("wb") as file:
        done = kg(*MANY, stdout=file, PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2
    assert "standard output: File too large" in one_line(done.stderr)


def test_a_full_device_is_told(unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as file:
        for words in (MANY, ("--help",), ("--version",)):
            done = kg(*words, stdout=file, PYTHONUNBUFFERED=unbuffered)
            assert done.returncode == 2
            assert "No space left" in one_line(done.stderr)


def test_a_reader_that_has_gone_is_told(unbuffered: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = kg(*MANY, stdout=writer, PYTHONUNBUFFERED=unbuffered)
    os.close(writer)
    assert done.returncode == 2
    assert "Broken pipe: expected a reader that takes all of it" in one_line(done.stderr)


def test_a_pipe_that_does_not_block_loses_nothing() -> None:
    whole = kg(*MANY, stdout=subprocess.PIPE).stdout
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    here = dict(os.environ)  # without the COLUMNS that readline, which pytest loads, leaves to children behind its back
    command = [sys.executable, "-m", "kg", *MANY]
    with subprocess.Popen(command, stdout=writer, env=here) as process, open(reader, "rb") as read:
        os.close(writer)
        assert read.read() == whole
        assert process.wait() == 0
    assert len(whole) > 2**16  # more than a pipe holds


def test_closed_streams() -> None:
    shut = f'"{sys.executable}" -m kg sources >&-'
    done = subprocess.run(["/bin/sh", "-c", shut], capture_output=True, check=False)
    assert done.returncode == 2
    assert "closed" in one_line(done.stderr)
    shut = f'"{sys.executable}" -m kg query no-such-question 2>&-'
    assert subprocess.run(["/bin/sh", "-c", shut], capture_output=True, check=False).stdout == b""


def test_letters_are_utf_8_whatever_the_locale() -> None:
    here = kg("query", "--list", stdout=subprocess.PIPE)
    elsewhere = kg("query", "--list", stdout=subprocess.PIPE, **ASCII)
    assert elsewhere.returncode == 0, elsewhere.stderr
    assert elsewhere.stdout == here.stdout
    assert "é".encode() in here.stdout


def test_an_export_is_whole_or_not_there(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        lines = [(URIRef(f"{DATA}s"), KG.text, literals.text(f"{n}é"), GRAPH) for n in range(300)]
        store.replace(GRAPH, lines)
    target = tmp_path / "out.nq"
    words = ("export", "--store", str(tmp_path / "store"), "-o", str(target))
    done = kg(*words, stdout=subprocess.PIPE)
    assert done.returncode == 2
    assert "out.nq: File too large" in one_line(done.stderr)
    assert not target.exists()
    done = subprocess.run([sys.executable, "-m", "kg", *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert target.read_text("utf-8").count("\n") == 300


@pytest.mark.parametrize(
    "words",
    [
        ("review", "list", "--decisions", "{}", "--store", "{store}"),
        ("review", "import", "{}", "--store", "{store}"),
        ("model", "import", "{}", "--answers", "{store}/answers.sqlite"),
        ("sources", "import", "csv", "{}"),
        ("query", "{}", "--store", "{store}"),
    ],
)
def test_pipes_and_devices_are_no_files_to_read(tmp_path: Path, words: tuple[str, ...]) -> None:
    with open_store(tmp_path / "store"):
        pass
    pipe, link = tmp_path / "pipe.rq", tmp_path / "endless.rq"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    for place in (pipe, link):
        command = [word.format(place, store=tmp_path / "store") for word in words]
        done = subprocess.run([sys.executable, "-m", "kg", *command], capture_output=True, check=False, timeout=60)
        assert done.returncode == 2
        assert one_line(done.stderr)
