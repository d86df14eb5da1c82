"""Reading and extraction as a job on Apache Spark: tables of articles in, N-Quads and Parquet out.

Articles are dealt into partitions by a hash of their id. Each partition is read by the readers and the extraction of
``kg add``, and its files are there whole or not at all: a job that was stopped goes on with what is not there yet.

::

    OUT/job.json                      what is done by which program; another program or input is refused
    OUT/registry.nq                   who is who
    OUT/quads/part-00000.nq.gz        the graphs of a partition's articles; written last
    OUT/tables/part-00000.parquet     the same quads: subject, predicate, object, datatype, language, graph
    OUT/set-aside/part-00000.jsonl    what was not read, and why; where there is something

Joining is no part of it: ``kg review apply`` on the store that the quads are loaded into does that, on one machine.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from kg import readers
from kg.graph.rdf import article_quads, nquads, registry_quads
from kg.model import Article
from kg.model.errors import ConfigError, InputError, ProgramFault
from kg.pipeline import ingest
from kg.pipeline.spark_files import EXTRA, JobFolder
from kg.readers.days import order
from kg.readers.extras import library
from kg.readers.names import Names
from kg.readers.rows import COLUMNS, corpus_date_format, known_columns
from kg.sources import load_resources
from kg.sources.resources import Resources

_ROWS = 100  # articles that travel together
_FORMATS = {".parquet": "parquet", ".csv": "csv", ".tsv": "csv", ".jsonl": "json", ".ndjson": "json", ".json": "json"}
_OPTIONS: dict[str, dict[str, Any]] = {
    "csv": {"header": True, "multiLine": True, "escape": '"', "encoding": "UTF-8"},
    "json": {"primitivesAsString": True},
    "parquet": {},
}
_DONE = "partition bigint, articles bigint, claims bigint, set_aside bigint, quads bigint"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done.

    Attributes:
        source: a table, or a folder of tables: a path, or a URI that Spark can read.
        out: a folder: a path, or a URI that pyarrow can write (file, hdfs, s3, gs).
        partitions: how many parts the articles are dealt into; each is done or not.
        given: what is asserted of all articles.
        program: what reads; a worker with another one stops the job.
    """

    source: str
    out: str
    partitions: int
    given: readers.Given = field(default_factory=lambda: readers.Given())
    program: str = field(default_factory=lambda: repr(ingest.this_run()))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the job did, and how many partitions were there before it."""

    partitions: int
    done_before: int
    articles: int
    claims: int
    set_aside: int
    quads: int


def run(job: Job, master: str | None = None) -> Outcome:
    """Do what is not done of a job.

    Args:
        job: the job.
        master: of Spark, such as ``local[2]``; what spark-submit or its settings say where None.

    Raises:
        ConfigError: Spark is not installed, the input is no table, or the folder holds another job.
        ProgramFault: Spark gave the job up; what is written by then is kept.
    """
    folder = begin(job)
    before = folder.done()
    with session(master) as spark:
        texts, dates = table(spark, job)
        worker = _Worker(replace(job, given=replace(job.given, date_format=dates)))
        functions = library("pyspark.sql.functions", EXTRA)
        part = functions.pmod(functions.xxhash64("id"), functions.lit(job.partitions)).cast("int")
        rows = texts.withColumn("partition", part).where(~functions.col("partition").isin(sorted(before)))
        dealt = rows.repartition(job.partitions, "partition").sortWithinPartitions("partition", "id", "text")
        told = dealt.mapInArrow(worker, _DONE).collect()
    for number in set(range(job.partitions)) - before - {row["partition"] for row in told}:
        with folder.part(number):
            pass  # nobody was dealt into it
    sums = (sum(row[name] for row in told) for name in ("articles", "claims", "set_aside", "quads"))
    return Outcome(job.partitions, len(before), *sums)


def begin(job: Job) -> JobFolder:
    """The folder of a job, which says what is done in it.

    Raises:
        ConfigError: it holds another job.
    """
    folder = JobFolder.of(job.out)
    said = json.dumps(asdict(job), ensure_ascii=False, sort_keys=True, indent=1)
    kept = folder.read("job.json")
    if kept is None:
        registry = load_resources().registry
        folder.write("registry.nq", [nquads(registry_quads(registry))])
        folder.write("job.json", [said])
    elif kept != said:
        expected = "the folder of the same job: input, options, partitions, program and registry"
        raise ConfigError(job.out, expected, "Name another folder, or the same options as before.")
    return folder


@contextmanager
def session(master: str | None) -> Iterator[Any]:
    """Spark, as long as it is needed; a session that is open already is used, and left open.

    Raises:
        ProgramFault: it gave the job up.
    """
    sql, errors = library("pyspark.sql", EXTRA), library("pyspark.errors", EXTRA)
    builder = sql.SparkSession.builder.appName("claim-graph").config("spark.log.level", "FATAL")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", _ROWS)
    if master:
        builder = builder.master(master)
    if master and master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false")
    open_one = sql.SparkSession.getActiveSession()
    spark = None
    try:
        spark = open_one or builder.getOrCreate()
        yield spark
    except errors.PySparkException as error:
        said = [part for part in str(error).splitlines() if part.strip()]
        told = " … ".join((said[0], said[-1]) if len(said) > 1 else said)[:400]
        raise ProgramFault(
            f"Spark: {told}", "a job that it can do", "What is written is kept: mend it, run it again."
        ) from error
    finally:
        if spark is not None and open_one is None:
            spark.stop()


def table(spark: Any, job: Job) -> tuple[Any, str | None]:  # noqa: ANN401 - Spark's own
    """The input as text in columns of our names, with an id in each row; and how it writes dates."""
    form, functions = form_of(job.source), library("pyspark.sql.functions", EXTRA)
    options = _OPTIONS[form] | ({"sep": "\t"} if job.source.endswith(".tsv") else {})
    raw = spark.read.format(form).options(**options).load(job.source)
    columns = {}
    for ours in COLUMNS:
        cells = [functions.col(f"`{name}`").cast("string") for name in known_columns(ours, raw.columns, job.given)]
        if cells:
            columns[ours] = functions.coalesce(*(functions.when(functions.trim(cell) != "", cell) for cell in cells))
    if "text" not in columns:
        fix = f"Its columns: {', '.join(raw.columns)}. Name the one with the text: --columns text=NAME."
        raise ConfigError(job.source, "a column with the text", fix)
    of_text = functions.concat(functions.lit("text-"), functions.substring(functions.sha2(columns["text"], 256), 1, 16))
    names = [columns["id"]] if "id" in columns else []
    columns["id"] = functions.coalesce(*names, of_text, functions.lit("neither id nor text"))
    texts = raw.select(*(cell.alias(ours) for ours, cell in columns.items()))
    return texts, job.given.date_format or corpus_date_format(raw.columns) or _order(texts)


def _order(texts: Any) -> str | None:  # noqa: ANN401 - Spark's own
    """How dates are written, told by all of them, as for a table that one machine reads."""
    if "date" not in texts.columns:
        return None
    return order(row["date"] for row in texts.select("date").distinct().toLocalIterator() if row["date"])


def form_of(source: str) -> str:
    """Of a table by its name; of a folder by its first file."""
    path = Path(source)
    if path.is_dir() and path.suffix not in _FORMATS:
        path = next((found for found in sorted(path.iterdir()) if found.suffix in _FORMATS), path)
    if path.suffix not in _FORMATS and "://" not in source:
        raise ConfigError(source, f"a table, or a folder of them: {', '.join(_FORMATS)}", "kg add reads other files.")
    return _FORMATS.get(path.suffix, "parquet")


@functools.cache
def _resources() -> Resources:
    """Read once in a worker, which does many partitions."""
    return load_resources()


class _OneTextAnId(Names):
    """Ids are those of the rows: a second text under one is set aside, whichever machine reads it."""

    def told_apart(self, path: str, file: str, article: Article) -> Article | InputError:
        """The article, if its id is not another text's."""
        if self.given.setdefault(article.id, article.digest) == article.digest:
            return article
        return InputError(article.id, "one text for one article id", "Several rows have it: mend them.")


@dataclass(frozen=True, slots=True)
class _Worker:
    """Reads the rows of partitions, which come one behind the other, and writes their files."""

    job: Job

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """A row about each partition, as Arrow batches."""
        if repr(ingest.this_run()) != self.job.program:
            raise ConfigError(
                "a worker", "the same program, models and registry as on the driver", "Install them anew."
            )
        arrow, folder = library("pyarrow", EXTRA), JobFolder.of(self.job.out)
        rows = (row for batch in batches for row in batch.to_pylist())
        for number, members in groupby(rows, key=lambda row: row.pop("partition")):
            yield arrow.RecordBatch.from_pylist([{"partition": number, **self._part(number, members, folder)}])

    def _part(self, number: int, rows: Iterable[dict[str, str]], folder: JobFolder) -> dict[str, int]:
        """Read a partition as a table of its own and write what it gives."""
        resources, run = _resources(), ingest.this_run()
        known = frozenset(agent.id for agent in resources.registry.agents)
        given = replace(self.job.given, columns={})
        articles, claims = set(), 0
        with tempfile.TemporaryDirectory() as home, folder.part(number) as part:
            table = Path(home, f"part-{number:05}.jsonl")
            with table.open("w", encoding="utf-8") as file:
                file.writelines(f"{json.dumps(row)}\n" for row in rows)
            for found in ingest.extract([str(table)], given, resources, names=_OneTextAnId()):
                if isinstance(found, readers.Failure):
                    part.aside.append(found)
                elif found[0].id not in articles:
                    articles.add(found[0].id)
                    claims += len(found[1])
                    part.add(article_quads(*found, run, known, resources.gazetteer))
        failed = sum(not failure.is_remark for failure in part.aside)
        return {"articles": len(articles), "claims": claims, "set_aside": failed, "quads": part.quads}
