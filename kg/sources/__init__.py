"""The registry of sources: the one that comes with the program, and the user's own files beside it.

- registry, name_forms: the agents, and how their names must stand in a text
- countries, offices, places: states, their organs and cities by name
- resources: all that texts are read by, in one object that is handed down
- turtle_reader, turtle_writer: a Turtle file read, and refused where it breaks a rule; agents written as such a file
- imports: lists of others made into rows that wait for a review
- similar_names: which registered agents an unknown name is like; proposals only
- lint: what in the registry wants a person's eye
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import package_data

if TYPE_CHECKING:
    from kg.sources.registry import Registry
    from kg.sources.resources import Resources

__all__ = ["load_registry", "load_resources", "own_folder", "registry_files"]

_OWN = Path("out/sources")


def own_folder() -> Path:
    """Where the user's own rows are: the folder of the environment variable KG_SOURCES, else ``out/sources``."""
    return Path(os.environ.get("KG_SOURCES") or _OWN)


def registry_files() -> tuple[Path, ...]:
    """The registry that comes with the program, then the user's Turtle files in the order of their names."""
    return (package_data.path("ontology/sources.ttl"), *sorted(own_folder().glob("*.ttl")))


def load_registry(*paths: Path) -> Registry:
    """The registry of some Turtle files, read as one; without a path, of all ``registry_files``.

    A file may add names, handles or domains to a row of another.

    Raises:
        RegistryError: a file is no Turtle, or a row breaks a rule; the message names the row.
    """
    from kg.sources.turtle_reader import read_registry  # start-up time: many commands look up no source

    return read_registry(paths or registry_files())


def load_resources(*paths: Path) -> Resources:
    """What texts are read by, with the registry of some Turtle files; without a path, of all ``registry_files``.

    Raises:
        RegistryError: as ``load_registry``.
    """
    from kg.sources.resources import Resources

    return Resources.of(load_registry(*paths))
