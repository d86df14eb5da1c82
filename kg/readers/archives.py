"""Archives of anything readable: ``.zip`` and ``.gz``. A member is unpacked alone, to a place of our own, and bounded.

No name inside an archive decides where something is written; sizes are counted, not believed; what swells a hundred
times is a bomb; archives in archives go three deep.
"""

from __future__ import annotations

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from kg.model import Article
from kg.model.errors import InputError
from kg.readers.extras import parsing
from kg.readers.metadata import SIDECAR, Given
from kg.readers.source import Source
from kg.readers.tweets import ACCOUNT

Found = Iterator["Article | InputError"]
Open = Callable[[Source, Given], Found]

_DEEPEST = 3  # archives in one another
_MEMBER = 500_000_000  # bytes of a member
_ALL = 5_000_000_000  # bytes of all members
_MEMBERS = 200_000
_SWELLS = 100  # times what it was, from a megabyte on: text shrinks to a third, or a tenth
_SMALL = 1_000_000
_PIECE = 1 << 20
_BESIDE = (SIDECAR, ACCOUNT)  # what is looked for beside a file


def read_zip(source: Source, given: Given, read: Open) -> Found:
    """The articles of a zip's members, in the order of their names; ``read`` reads one of them.

    Raises:
        InputError: it is broken, too deep, or holds too much.
    """
    _check_depth(source)
    with parsing(source.name, "a zip archive"), zipfile.ZipFile(source.path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir() and not _is_hidden(member.filename)]
        if len(members) > _MEMBERS or sum(member.file_size for member in members) > _ALL:
            raise InputError(source.name, f"at most {_MEMBERS:,} files and {_ALL:,} bytes", "Unpack it yourself.")
        if not members:
            raise InputError(source.name, "an archive with files in it", "Is it empty?")
        with tempfile.TemporaryDirectory(prefix="kg-") as folder:
            yield from _members(source, archive, members, Path(folder), given, read)


def _members(
    source: Source,
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    folder: Path,
    given: Given,
    read: Open,
) -> Found:
    """Members one after the other; what stands beside others is unpacked first, and stays."""
    homes: dict[str, Path] = {}
    for member in sorted(members, key=lambda member: (_name(member.filename) not in _BESIDE, member.filename)):
        parent = str(PurePosixPath(member.filename.replace("\\", "/")).parent)
        home = homes.setdefault(parent, folder / str(len(homes)))
        home.mkdir(exist_ok=True)
        path, inside = home / _name(member.filename), source.inside(_shown(member.filename))
        try:
            with parsing(inside, "a member that can be unpacked"), archive.open(member) as packed:
                _unpack(inside, packed, path, member.compress_size)
            if path.name != SIDECAR:
                yield from read(Source(path, inside, inside, source.depth + 1), given)
        except InputError as error:
            yield InputError(f"{inside}: {error.value}" if inside not in str(error.value) else error.value,
                             error.expected, error.fix)  # fmt: skip
        finally:
            if path.name not in _BESIDE:
                path.unlink(missing_ok=True)


def read_gzip(source: Source, given: Given, read: Open) -> Found:
    """The articles of a file that was compressed alone: its name without ``.gz`` tells its format.

    Raises:
        InputError: it is broken, cut short, too deep, or holds too much.
    """
    _check_depth(source)
    name = source.path.name.removesuffix(source.path.suffix) or "file"
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / name
        with parsing(source.name, "a whole file compressed by gzip"):
            try:
                with gzip.open(source.path) as packed:
                    _unpack(source.name, packed, path, source.path.stat().st_size)
            except (OSError, EOFError, zlib.error) as error:
                raise InputError(source.name, "a whole file compressed by gzip", f"{error}.") from error
        yield from read(Source(path, source.name, source.id, source.depth + 1), given)


def _unpack(name: str, packed: IO[bytes] | gzip.GzipFile, path: Path, before: int) -> None:
    """Write a member, as long as it stays within bounds."""
    size = 0
    with path.open("wb") as out:
        while piece := packed.read(_PIECE):
            size += len(piece)
            if size > _MEMBER or size > max(_SMALL, _SWELLS * before):
                raise InputError(
                    name,
                    f"a file of at most {_MEMBER:,} bytes, and {_SWELLS} times its packed size",
                    "It may be a bomb.",
                )
            out.write(piece)


def _check_depth(source: Source) -> None:
    if source.depth >= _DEEPEST:
        raise InputError(source.name, f"archives at most {_DEEPEST} deep", "Unpack it yourself, or leave it out.")


def _name(filename: str) -> str:
    """The last part of a member's name, as a file of ours may be called."""
    last = "".join(character for character in _shown(filename).rpartition("/")[2] if character.isprintable())
    return (last[-120:] if last.strip(". ") else "") or "member"


def _shown(filename: str) -> str:
    """A member's name without what leads out of the archive."""
    parts = filename.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "member"


def _is_hidden(filename: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in _shown(filename).split("/"))
