"""A file is there whole or as it was, and what is no file is written through."""

from __future__ import annotations

import os
import resource
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model.errors import OutputError
from kg.model.whole_file import write_whole

LIMIT = 10_000  # bytes


@pytest.fixture
def _little_room() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_folders_are_made_and_letters_are_utf_8(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", ["мост", "\n", "pont détruit\n"])
    assert (tmp_path / "a" / "b.txt").read_bytes().decode() == "мост\npont détruit\n"
    write_whole(tmp_path / "a" / "b.pdf", [b"%PDF\r\n\xff", "мост"])
    assert (tmp_path / "a" / "b.pdf").read_bytes() == b"%PDF\r\n\xff" + "мост".encode()


@pytest.mark.usefixtures("_little_room")
@pytest.mark.parametrize("before", [None, "as it was"])
def test_a_full_disk_leaves_what_was_there_and_nothing_else(tmp_path: Path, before: str | None) -> None:
    target = tmp_path / "page.html"
    if before is not None:
        target.write_text(before)
    with pytest.raises(OutputError, match=r"page\.html: File too large"):
        write_whole(target, ("x" * 999 for _ in range(LIMIT)))
    assert [path.read_text() for path in tmp_path.iterdir()] == ([] if before is None else [before])


def test_a_reader_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    target = tmp_path / "page.html"
    target.write_text("as it was")
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, pieces())
    assert [path.read_text() for path in tmp_path.iterdir()] == ["as it was"]


def test_rights_stay(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("as it was")
    target.chmod(0o640)
    write_whole(target, ["new"])
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays(tmp_path: Path, there: bool) -> None:
    target, link = tmp_path / "page.html", tmp_path / "link.html"
    if there:
        target.write_text("as it was")
    link.symlink_to(target)
    write_whole(link, ["new"])
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_text()))
    reader.start()
    write_whole(pipe, ["one ", "two"])
    reader.join()
    assert found == ["one two"]
    assert pipe.is_fifo()


def test_a_device_is_written_through() -> None:
    write_whole(Path(os.devnull), ["gone"])
    assert Path(os.devnull).is_char_device()
    with pytest.raises(OutputError, match="No space left"):
        write_whole(Path("/dev/full"), ["gone"])


def test_no_place_to_write_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for place in (tmp_path, Path(), tmp_path / "file" / "page.html", tmp_path / "loop", Path("/proc/page.html")):
        with pytest.raises(OutputError, match="name another place"):
            write_whole(place, ["new"])
