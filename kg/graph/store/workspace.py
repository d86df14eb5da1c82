"""The place of what is remembered beside a store: files that can be deleted at any time, and are made anew."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder for what is remembered of a store; None where nothing is, since the store itself is gone tomorrow."""

    folder: Path | None

    @classmethod
    def of(cls, location: str | None, folder: Path | None = None) -> Workspace:
        """The workspace of a store.

        Args:
            location: where the store is: a folder holds its own workspace; a URL has one among the user's cached files
                (XDG base directories), named by a hash of it; None in memory.
            folder: the folder to use instead.
        """
        if folder is not None or location is None:
            return cls(folder)
        if "://" not in location:
            return cls(Path(location))
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return cls(home / "claim-graph" / hashlib.sha256(location.encode()).hexdigest()[:16])

    def file(self, name: str) -> Path | None:
        """A file of this name, in a folder that is there; None where nothing is remembered."""
        if self.folder is None:
            return None
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / name
