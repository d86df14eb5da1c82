"""Tables as files of a folder: CSV, and Parquet by duckdb."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.answers.exports.records import StoreRecords
from kg.answers.exports.tables import TABLES, Row, Table, Value, rows
from kg.answers.harmless import harmless
from kg.readers.extras import library

if TYPE_CHECKING:
    import duckdb

_LONGEST = 1 << 30  # bytes of one row: a whole article stands in it


def csv_files(records: StoreRecords, folder: Path) -> None:
    """A file a table, with a head. No cell is a formula to a spreadsheet: one that would be begins with an apostrophe.

    Raises:
        OSError: it cannot be written.
    """
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table] = csv.writer(file, lineterminator="\n")
            writers[table].writerow(column.name for column in table.columns)
        for table, row in rows(records):
            writers[table].writerow(map(_cell, row))


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value) if isinstance(value, str) else str(value)


def parquet_files(records: StoreRecords, folder: Path) -> None:
    """A file a table, with types and nulls; the words are as they are.

    Raises:
        ConfigError: duckdb is not installed.
        OSError: it cannot be written.
    """
    engine = library("duckdb", "parquet")
    with TemporaryDirectory() as beside, _duckdb_errors():
        _write_lines(records, Path(beside))
        options = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}
        with engine.connect(":memory:", config=options) as connection:
            for table in TABLES:
                lines = _relation(connection, table, Path(beside) / f"{table.name}.jsonl")
                lines.write_parquet(str(folder / f"{table.name}.parquet"), compression="zstd")


def _write_lines(records: StoreRecords, folder: Path) -> None:
    """The rows as JSON, a line each: it has types and nulls, and holds any text."""
    with ExitStack() as stack:
        files = {
            table: stack.enter_context((folder / f"{table.name}.jsonl").open("w", encoding="utf-8")) for table in TABLES
        }
        for table, row in rows(records):
            files[table].write(json.dumps(_named(table, row)) + "\n")


def _named(table: Table, row: Row) -> dict[str, Value]:
    return {column.name: value for column, value in zip(table.columns, row, strict=True)}


def _relation(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> duckdb.DuckDBPyRelation:
    columns = {column.name: column.type for column in table.columns}
    return connection.read_json(str(path), columns=columns, format="newline_delimited", maximum_object_size=_LONGEST)


@contextmanager
def _duckdb_errors() -> Iterator[None]:
    """What duckdb says of a full disk is an error of the system's."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise OSError(0, " ".join(str(error).split())[:200]) from error
