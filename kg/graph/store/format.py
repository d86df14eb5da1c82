"""The format of a store, a number in a file beside its data: a program answers only from what it understands."""

from __future__ import annotations

from pathlib import Path

from kg.model.errors import StoreError
from kg.model.whole_file import write_whole

FORMAT = 1  # raised when a program of another number would misread the store, or miss something in it
_NAME = "format"


def check(folder: Path) -> None:
    """Refuse a store of another format; one without a number is from before there were any, and of the first format.

    Raises:
        StoreError: it is of another format.
    """
    path = folder / _NAME
    try:
        found = path.read_text("ascii").strip()
    except FileNotFoundError:
        found = "1"
    except (OSError, UnicodeDecodeError):
        found = "nonsense"
    if not found.isdecimal():
        raise StoreError(
            path, f"a number, {FORMAT} at the most", "Write 1 into it, or add the articles to a new store."
        )
    if int(found) > FORMAT:
        expected = f"a store of format {FORMAT} at the most, not {found}"
        raise StoreError(folder, expected, "A newer kg wrote it: install that one, or add the articles to a new store.")
    if int(found) < FORMAT:
        expected = f"a store of format {FORMAT}, not {found}"
        fix = "An older kg wrote it: add its articles to a new store (--store); decisions can stay where they are."
        raise StoreError(folder, expected, fix)


def note(folder: Path) -> None:
    """Say of what format a store is that this program writes to.

    Raises:
        OutputError: the disk is full.
    """
    path = folder / _NAME
    if not path.exists():
        write_whole(path, [f"{FORMAT}\n"])
