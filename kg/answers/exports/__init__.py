"""The whole store in formats that other tools read. A new one is a function over ``StoreRecords`` and its row here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.answers.exports import nanopublications, networks, rdf, schema_claims, table_files, web_annotations
from kg.answers.exports.records import StoreRecords
from kg.graph.store import Store
from kg.model.errors import ConfigError
from kg.model.whole_file import write_folder_whole, write_whole

__all__ = ["FOLDERS", "TEXTS", "Export", "StoreRecords", "export"]

# One text, piece by piece: the same content gives the same text.
TEXTS: dict[str, Callable[[StoreRecords], Iterator[str]]] = {
    "nquads": rdf.nquads,
    "trig": rdf.trig,
    "turtle": rdf.turtle,
    "jsonld": rdf.jsonld,
    "schema": schema_claims.schema_claims,
    "nanopubs": nanopublications.nanopublications,
    "annotations": web_annotations.web_annotations,
    "gexf": networks.gexf,
    "graphml": networks.graphml,
}
# Several files, into a folder that is there.
FOLDERS: dict[str, Callable[[StoreRecords, Path], None]] = {
    "csv": table_files.csv_files,
    "parquet": table_files.parquet_files,
}


@dataclass(frozen=True, slots=True)
class Export:
    """A store about to be written in a format."""

    records: StoreRecords
    form: str

    def pieces(self) -> Iterator[str]:
        """The text, piece by piece.

        Raises:
            ConfigError: the format is several files.
        """
        if self.form not in TEXTS:
            raise ConfigError(self.form, "a folder to write it to", "Name one with -o: it is several files.")
        return TEXTS[self.form](self.records)

    def write(self, path: Path) -> None:
        """Write it to a file or a folder, whole or not at all.

        Raises:
            OutputError: there is no room, no such place, or no right to write there.
            ConfigError: a library that the format needs is not installed.
        """
        if self.form in TEXTS:
            write_whole(path, self.pieces())
        else:
            write_folder_whole(path, lambda folder: FOLDERS[self.form](self.records, folder))


def export(store: Store, form: str) -> Export:
    """A store in a format of ``TEXTS`` or ``FOLDERS``.

    Raises:
        ConfigError: no such format.
    """
    if form not in TEXTS and form not in FOLDERS:
        raise ConfigError(form, f"one of {', '.join([*TEXTS, *FOLDERS])}", "Name a format with --format.")
    return Export(StoreRecords(store), form)
