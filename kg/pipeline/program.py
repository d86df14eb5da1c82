"""The name of the program as it stands in a store: what read an article, and what worked out the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from kg import __version__
from kg.languages.profile import FOLDER, path_of, supported
from kg.pipeline.versions import CLAIMS, MATCHING, TEXT, versions


def reading_program() -> str:
    """The program and its stages by their versions, and by a hash what has none: languages outside the package."""
    homes = (path.parent for language in supported() if (path := path_of(language, "profile.toml")))
    own = [path for home in homes if not home.is_relative_to(FOLDER) for path in sorted(home.glob("*.*"))]
    return f"{__version__}+{versions(TEXT, CLAIMS)}{f'.{hash_of(own)[:12]}' if own else ''}"


def joining_program() -> str:
    """The program and the version of what it makes of claims: propositions, copies, verdicts."""
    return f"{__version__}+{versions(MATCHING)}"


def hash_of(paths: Iterable[Path]) -> str:
    """A hash of some files, names included."""
    content = hashlib.sha256()
    for path in paths:
        content.update(path.name.encode() + b"\0" + path.read_bytes())
    return content.hexdigest()
