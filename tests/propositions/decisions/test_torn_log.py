"""The file of decisions when something goes wrong while it is written: an entry is in it whole, or not at all."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.model import Span
from kg.model.errors import InputError, OutputError
from kg.propositions.decisions import Decision, DecisionKind, SourceName, append, load, numbered
from kg.propositions.decisions.records import Target

PLACE = Target("a b.txt", Span(3, 9), "Le pont est <fermé> .\n", part="fermé .\n")
WHEN = "2026-11-23T10:00:00Z"
NEW = Decision(DecisionKind.SUBJECT, "Anna", WHEN, targets=(PLACE,), words="le pont .")


def made(number: int) -> Decision:
    words = f"because {number} .\n\n<https://example.org/decision/ab> "
    named = (SourceName("Reuters", "reuters"), SourceName("L’«armée»", article="a b.txt"))
    return Decision(DecisionKind.MERGE, f"Reviewer {number}", f"2026-11-{number + 10}T10:00:00Z", words, (), named)


@pytest.fixture
def log(tmp_path: Path) -> tuple[Path, list[Decision]]:
    path = tmp_path / "decisions.ttl"
    rows = numbered([], [Decision(DecisionKind.REJECT, "Boris", WHEN, "so .\n", (PLACE,)), made(1)])
    append(path, [], rows[:1])
    append(path, rows[:1], rows[1:])
    return path, rows


def whole(path: Path, rows: list[Decision], new: Decision) -> bytes:
    """The file as it is when an entry is added and nothing goes wrong."""
    append(path, rows, numbered(rows, [new]))
    return path.read_bytes()


def test_cut_anywhere_it_is_read_and_goes_on(log: tuple[Path, list[Decision]]) -> None:
    path, rows = log
    before = path.read_bytes()
    full = whole(path, rows, NEW)
    every = range(len(before) + 2, len(full) - 1)
    ends = {at + shift for at in every if full[at : at + 1] == b"\n" for shift in (0, 1)} & {*every}
    for at in sorted({len(before)} | ends | {*every[::7]}):
        path.write_bytes(full[:at])
        told: list[str] = []
        assert load(path, told.append) == rows, full[:at][-80:]
        assert len(told) == (at > len(before)), full[len(before) : at]
        assert whole(path, rows, NEW) == full
        torn = path.with_name("decisions.ttl.torn")
        if told and full[len(before) : at].strip():
            assert "decisions.ttl.torn" in told[0]
            assert torn.read_bytes() == full[len(before) : at] + b"\n"
        torn.unlink(missing_ok=True)


def test_an_entry_without_its_last_line_end_is_whole(log: tuple[Path, list[Decision]]) -> None:
    path, rows = log
    path.write_bytes(path.read_bytes()[:-1])
    full = whole(path, rows, NEW)
    path.write_bytes(full[:-9])
    assert load(path) == rows


def test_cut_in_its_head_it_is_begun_anew(log: tuple[Path, list[Decision]]) -> None:
    path, rows = log
    full = path.read_bytes()
    first = full.index(b"\n<https://", full.index(b"@prefix xsd")) + 1
    for at in range(0, first, 5):
        path.write_bytes(full[:at])
        assert load(path) is None
        append(path, [], rows)
        assert path.read_bytes() == full


@pytest.mark.parametrize("zeros", [1, 4096])
def test_zeros_of_a_power_failure_are_a_torn_tail(log: tuple[Path, list[Decision]], zeros: int) -> None:
    path, rows = log
    path.write_bytes(path.read_bytes() + b"\0" * zeros)
    told: list[str] = []
    assert load(path, told.append) == rows
    assert len(told) == 1
    whole(path, rows, NEW)
    assert load(path, pytest.fail) == [*rows, *numbered(rows, [NEW])]


@pytest.fixture
def room(log: tuple[Path, list[Decision]]) -> Iterator[Callable[[int], None]]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("more", [0, 1, 100, 700])
def test_a_full_disk_leaves_it_as_it_was(
    log: tuple[Path, list[Decision]], room: Callable[[int], None], more: int
) -> None:
    path, rows = log
    before = path.read_bytes()
    room(len(before) + more)
    with pytest.raises(OutputError, match=r"decisions\.ttl: File too large"):
        append(path, rows, numbered(rows, [NEW]))
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == ["decisions.ttl"]


def test_a_full_disk_leaves_no_new_file(tmp_path: Path, room: Callable[[int], None]) -> None:
    room(100)
    with pytest.raises(OutputError, match="File too large"):
        append(tmp_path / "new.ttl", [], numbered([], [NEW]))
    assert not (tmp_path / "new.ttl").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Boris", "Igor"),  # the first entry
        lambda text: text.replace("kg:number 1 ;", ""),  # the last one, and nothing is cut off
        lambda text: text.replace("kg:number 1 ;", "kg:number ;"),
        lambda text: text.replace("kg:number 0 ;", "kg:number ;")[:-9],
    ],
)
def test_what_a_hand_has_changed_is_no_torn_tail(
    log: tuple[Path, list[Decision]], change: Callable[[str], str]
) -> None:
    path, rows = log
    text = change(path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    for use in (lambda: load(path), lambda: append(path, rows, numbered(rows, [NEW]))):
        with pytest.raises(InputError):
            use()
    assert path.read_text("utf-8") == text


def test_a_newer_format_is_refused_and_an_older_one_read(log: tuple[Path, list[Decision]]) -> None:
    path, rows = log
    text = path.read_text("utf-8")
    path.write_text(text.replace("version 1 .", "version 2 ."), "utf-8")
    for use in (lambda: load(path), lambda: append(path, rows, numbered(rows, [NEW]))):
        with pytest.raises(InputError, match="newer kg"):
            use()
    without = "".join(line for line in text.splitlines(keepends=True) if "schema:version" not in line)
    assert without != text
    path.write_text(without, "utf-8")
    assert load(path) == rows
    whole(path, rows, NEW)
    assert load(path) == [*rows, *numbered(rows, [NEW])]
