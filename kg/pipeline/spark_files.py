"""The files of a job on Spark, on any file system that pyarrow knows: each is there whole or not at all."""

from __future__ import annotations

import gzip
import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rdflib import Literal

from kg.graph.rdf import Quad
from kg.graph.rdf.nquads import line
from kg.model.vocab import RDF, SHARED_GRAPHS, XSD
from kg.readers import Failure
from kg.readers.extras import library

EXTRA = "spark"
_GROUP = 100_000  # quads of a row group in Parquet
_TABLE = ("subject", "predicate", "object", "datatype", "language", "graph")


@dataclass(slots=True)
class Part:
    """A partition as it is written, article by article; what articles share stands in it once.

    Attributes:
        packed: takes N-Quads.
        put: takes rows of the table.
        aside: what was not read, or with a loss.
        quads: how many were written.
    """

    packed: gzip.GzipFile
    put: Callable[[list[dict[str, str | None]]], None]
    aside: list[Failure] = field(default_factory=list)
    quads: int = 0
    _shared: set[str] = field(default_factory=set)
    _rows: list[dict[str, str | None]] = field(default_factory=list)

    def add(self, quads: Iterable[Quad]) -> None:
        """Write the quads of an article, in the order of their lines."""
        lines = {line(quad): quad for quad in quads}
        for known in self._shared & lines.keys():
            del lines[known]
        self._shared |= {text for text, quad in lines.items() if quad[3].startswith(SHARED_GRAPHS)}
        self.packed.write("".join(sorted(lines)).encode())
        self._rows += [_row(lines[text]) for text in sorted(lines)]
        self.quads += len(lines)
        if len(self._rows) >= _GROUP:
            self.flush()

    def flush(self) -> None:
        """Give the rows that are held to the table."""
        if self._rows:
            self.put(self._rows)
            self._rows = []


@dataclass(frozen=True, slots=True)
class JobFolder:
    """Where the job writes, on any file system that pyarrow knows; a file has its name once it is whole."""

    system: Any
    path: str

    @classmethod
    def of(cls, out: str) -> JobFolder:
        """The folder of a path or a URI."""
        files = library("pyarrow.fs", EXTRA)
        if "://" in out:
            return cls(*files.FileSystem.from_uri(out))
        return cls(files.LocalFileSystem(), str(Path(out).absolute()))

    def done(self) -> set[int]:
        """The partitions that are written."""
        selector = library("pyarrow.fs", EXTRA).FileSelector(f"{self.path}/quads", allow_not_found=True)
        names = (found.base_name for found in self.system.get_file_info(selector))
        return {int(name[5:10]) for name in names if re.fullmatch(r"part-[0-9]{5}\.nq\.gz", name)}

    def read(self, name: str) -> str | None:
        """A text; None where there is none."""
        try:
            with self.system.open_input_file(f"{self.path}/{name}") as file:
                return bytes(file.read()).decode()
        except FileNotFoundError:
            return None

    @contextmanager
    def part(self, number: int) -> Iterator[Part]:
        """The files of a partition, to be filled; that of its N-Quads comes last, for it says that all is done."""
        arrow, parquet = library("pyarrow", EXTRA), library("pyarrow.parquet", EXTRA)
        schema = arrow.schema([(name, arrow.string()) for name in _TABLE])
        with (
            self._whole(f"quads/part-{number:05}.nq.gz") as plain,
            self._whole(f"tables/part-{number:05}.parquet") as file,
            gzip.GzipFile(fileobj=plain, mode="wb", mtime=0) as packed,
            parquet.ParquetWriter(file, schema, compression="zstd") as table,
        ):
            found = Part(packed, lambda rows: table.write_table(arrow.Table.from_pylist(rows, schema=schema)))
            yield found
            found.flush()
            if found.aside:
                self.write(f"set-aside/part-{number:05}.jsonl", map(_told, found.aside))

    def write(self, name: str, texts: Iterable[str]) -> None:
        """A text, whole or not at all."""
        with self._whole(name) as file:
            for text in texts:
                file.write(text.encode())

    @contextmanager
    def _whole(self, name: str) -> Iterator[Any]:
        target = f"{self.path}/{name}"
        draft = f"{self.path}/drafts/{uuid.uuid4().hex}"
        for path in (draft, target):
            self.system.create_dir(path.rpartition("/")[0], recursive=True)
        with self.system.open_output_stream(draft, compression=None) as file:
            yield file
        self.system.move(draft, target)


def _row(quad: Quad) -> dict[str, str | None]:
    subject, predicate, value, graph = quad
    datatype = language = None
    if isinstance(value, Literal):
        language = value.language
        datatype = str(value.datatype or (RDF.langString if language else XSD.string))
    return dict(zip(_TABLE, (str(subject), str(predicate), str(value), datatype, language, str(graph)), strict=True))


def _told(failure: Failure) -> str:
    row = {"source": failure.source, "remark": failure.is_remark, "error": str(failure.error)}
    return f"{json.dumps(row, ensure_ascii=False)}\n"
