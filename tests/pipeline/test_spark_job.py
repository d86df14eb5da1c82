"""The job on Spark gives the quads of one machine, and goes on where it was stopped."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import readers
from kg.graph.rdf import nquads
from kg.graph.rdf.nquads import lines
from kg.graph.store import open_store
from kg.graph.store.terms import quads as parsed
from kg.model.errors import ConfigError
from kg.model.vocab import ARTICLE_GRAPHS, SHARED_GRAPHS
from kg.pipeline import ingest, spark_job
from kg.pipeline.spark_job import Job
from tests.support.seed_store import SEEDS

java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark runs on Java, and there is none")
SAID = (("rt.com", "5/9/2017"), ("AFP", "25/9/2017"), ("", "2017-09"))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    files = sorted(SEEDS.glob("*.txt"))
    told = zip(files, SAID, strict=True)
    return [
        {"ID": file.name, "body": file.read_text("utf-8"), "source": outlet, "date": date}
        for file, (outlet, date) in told
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]) -> Path:
    """The seeds as a table of each format; two rows say nothing, or contradict another one."""
    import pyarrow
    import pyarrow.parquet

    home = tmp_path_factory.mktemp("spark")
    rows = [*rows, {**rows[0], "body": ""}, {**rows[0], "ID": "", "body": "1, 2, 3."}]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), home / "seeds.parquet")
    (home / "seeds.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    with (home / "seeds.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return home


@pytest.fixture(scope="module")
def _spark() -> Iterator[None]:
    """One session for all tests; it warns of what is no matter of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with spark_job.session("local[1]"):
            yield


def written(out: Path) -> list[str]:
    return sorted(
        {line for part in out.glob("quads/*.gz") for line in lines(gzip.decompress(part.read_bytes()).decode())}
    )


@java
@pytest.mark.models
@pytest.mark.slow
@pytest.mark.usefixtures("_spark")
def test_the_seeds_give_the_quads_of_one_machine_and_no_partition_is_done_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow.parquet

    monkeypatch.setattr(ingest, "rebuild", lambda *_: None)  # joining is no part of the job
    job = Job(str(folder / "seeds.parquet"), str(folder / "out"), 3)
    done = spark_job.run(job, "local[1]")
    with open_store(None) as store:
        added = ingest.add(store, [str(folder / "seeds.jsonl")], readers.Given())
        own = (ARTICLE_GRAPHS, SHARED_GRAPHS)
        wanted = sorted(lines(nquads(quad for quad in store.quads() if str(quad[3]).startswith(own))))
    assert written(folder / "out") == wanted
    assert (done.articles, done.claims, done.done_before) == (3, added.claims, 0)
    assert done.set_aside == 2

    tables = pyarrow.parquet.read_table(folder / "out" / "tables").to_pylist()
    terms = {tuple(map(str, quad)) for quad in parsed("".join(wanted))}
    assert {(row["subject"], row["predicate"], row["object"], row["graph"]) for row in tables} == terms

    kept = {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("part-*") if path.is_file()}
    gone = min((folder / "out" / "quads").iterdir(), key=lambda path: (path.stat().st_size < 100, path.stat().st_size))
    gone.unlink()
    again = spark_job.run(replace(job), "local[1]")
    assert again.done_before == 2
    assert written(folder / "out") == wanted
    changed = {path for path, time in kept.items() if path.stat().st_mtime_ns != time}
    assert {path.name[:10] for path in changed} == {gone.name[:10]}


@java
@pytest.mark.slow
@pytest.mark.usefixtures("_spark")
def test_tables_of_each_format_are_the_same_articles(folder: Path) -> None:
    names = ("seeds.parquet", "seeds.jsonl", "seeds.csv")
    with spark_job.session("local[1]") as spark:
        tables = [spark_job.table(spark, Job(str(folder / name), "", 1)) for name in names]
        found = [sorted(texts.collect(), key=str) for texts, _ in tables]
    assert found[0] == found[1] == found[2]
    assert {dates for _, dates in tables} == {"dmy"}
    assert sum(row["id"].startswith("text-") for row in found[0]) == 1


def test_another_job_is_not_mixed_with_one_that_was_begun(tmp_path: Path) -> None:
    job = Job("a.parquet", str(tmp_path), 3, program="one")
    spark_job.begin(job)
    spark_job.begin(job)
    for other in (replace(job, partitions=4), replace(job, program="two"), replace(job, source="b.parquet")):
        with pytest.raises(ConfigError, match="same job"):
            spark_job.begin(other)


@pytest.mark.parametrize("name", ["a.pdf", "nothing"])
def test_what_is_no_table_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="kg add"):
        spark_job.form_of(str(tmp_path / name))
