"""The data that comes with the program: ontology, queries and seeds.

In a checkout the folders lie beside the package; the wheel carries them inside it, as ``kg/data``.
"""

from __future__ import annotations

from pathlib import Path

from kg.model.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent.parent
_PACKED = _PACKAGE / "data"


def root() -> Path:
    """The folder that holds ``ontology``, ``queries`` and ``seeds``."""
    return _PACKED if _PACKED.is_dir() else _PACKAGE.parent


def path(name: str) -> Path:
    """Where a file or folder of the data lies, by its path below the root ("ontology/sources.ttl").

    Raises:
        ConfigError: nothing is there.
    """
    found = root() / name
    if not found.exists():
        raise ConfigError(found, "a file or folder that comes with the program", "Install the program again.")
    return found
