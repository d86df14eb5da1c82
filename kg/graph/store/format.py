"""The format of a store, a number in a file beside its data: a program answers only from what it understands."""

from __future__ import annotations

from pathlib import Path

from kg.model.errors import StoreError
from kg.model.whole_file import write_whole

FORMAT = 3  # raised when a program of another number would misread the store, or miss something in it
NAME = "format"


def check(folder: Path, read_only: bool) -> bool:
    """Refuse a store of another format; whether what is derived in it must be worked out anew.

    A store without a number is from before there were any, and of the first format. Of older ones all but the derived
    graph is as it is today: whoever writes works that out anew, and until then nobody reads it.

    Raises:
        StoreError: it is of another format.
    """
    path = folder / NAME
    try:
        found = path.read_text("ascii").strip()
    except FileNotFoundError:
        found = "1" if (folder / "data").exists() else str(FORMAT)
    except (OSError, UnicodeDecodeError):
        found = "nonsense"
    if not found.isdecimal():
        raise StoreError(
            path, f"a number, {FORMAT} at the most", "Write 1 into it, or add the articles to a new store."
        )
    if int(found) > FORMAT:
        expected = f"a store of format {FORMAT} at the most, not {found}"
        raise StoreError(folder, expected, "A newer kg wrote it: install that one, or add the articles to a new store.")
    if int(found) < FORMAT and read_only:
        expected = f"a store of format {FORMAT}, not {found}"
        fix = "An older kg wrote it: run kg review apply, which works out its verdicts anew and reads no article again."
        raise StoreError(folder, expected, fix)
    return int(found) < FORMAT


def note(folder: Path) -> None:
    """Say that a store is of the format of this program.

    Raises:
        OutputError: the disk is full.
    """
    write_whole(folder / NAME, [f"{FORMAT}\n"])
