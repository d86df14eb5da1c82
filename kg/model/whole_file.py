"""Files that a user names: written whole or not at all, and read only where there is an end to them."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from io import RawIOBase
from pathlib import Path

from kg.model.errors import OutputError


def write_whole(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write a file, texts in UTF-8; what was there stays until the new one is whole and on the disk.

    A symbolic link stays, and the file behind it is replaced; what is no regular file (a FIFO, a device) is written
    through.

    Raises:
        OutputError: there is no room, no such place, or no right to write there.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as through:
                through.writelines(_encoded(pieces))
        else:
            target = path.resolve()
            if target.is_symlink():
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, pieces)
    except (OSError, RuntimeError) as error:  # RuntimeError: such a link, before Python 3.13
        raise unwritable(path, error) from error


def _encoded(pieces: Iterable[str | bytes]) -> Iterator[bytes]:
    return (piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)


def _replace(target: Path, pieces: Iterable[str | bytes]) -> None:
    beside = target.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with beside.open("xb") as file:
            file.writelines(_encoded(pieces))
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
        sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def write_folder_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a folder of files; none of them has its name before all are whole and on the disk.

    Files of other names that are in the folder stay.

    Args:
        path: the folder, made if it is not there.
        write: writes the files into an empty folder.

    Raises:
        OutputError: there is no room, no such place, or no right to write there.
    """
    beside = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.mkdir()
        write(beside)
        for made in sorted(beside.iterdir()):
            with made.open("rb") as file:
                os.fsync(file.fileno())
        path.mkdir(exist_ok=True)
        for made in sorted(beside.iterdir()):
            made.replace(path / made.name)
        sync_folder(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_all(file: RawIOBase, data: bytes) -> None:
    """Write all of it through an unbuffered file: one call may take less than it is given, and fail at the next.

    Raises:
        OSError: the disk fails; some of it may be written.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk: a renamed file may else be gone after a power failure (fsync(2))."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_named(path: Path) -> bytes:
    """The bytes of a file that a user named.

    Raises:
        OSError: it cannot be read, or is no file (``check_regular``).
    """
    check_regular(path)
    return path.read_bytes()


def check_regular(path: Path) -> None:
    """Refuse to read a pipe or a device: one might wait for ever, the other never end.

    Raises:
        OSError: it is one.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "No regular file", str(path))


def unwritable(place: object, error: Exception) -> OutputError:
    """What to say where a file or a stream could not be written."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if isinstance(error, BrokenPipeError):
        return OutputError(f"{place}: {reason}", "a reader that takes all of it", "Not all of it was written.")
    return OutputError(f"{place}: {reason}", "a place that takes all of it", "Make room, or name another place.")
