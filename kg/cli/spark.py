"""``kg spark``: articles of tables into N-Quads and Parquet, on a cluster."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.articles import Columns, Date, DateFormat, Lang, Outlet


def spark(
    source: Annotated[str, typer.Argument(metavar="IN", help="Parquet, JSONL or CSV: a file, a folder, a URI.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="Folder: a path, or a URI (hdfs, s3, gs).")],
    partitions: Annotated[int, typer.Option(min=1, max=99_999, help="Parts that are done or not.")] = 200,
    master: Annotated[str | None, typer.Option(help="Spark's master, such as local[2]; else its settings.")] = None,
    outlet: Outlet = None,
    date: Date = None,
    lang: Lang = None,
    columns: Columns = None,
    date_format: DateFormat = None,
) -> None:
    """Read tables of articles with Apache Spark, and write their claims as N-Quads and Parquet.

    A job that was stopped goes on where it was. Example: kg spark news.parquet out/spark --master "local[2]"
    """
    from kg.pipeline.spark_job import Job, run
    from kg.readers.metadata import given

    known = given(outlet, date, None, lang, columns or [], date_format)
    done = run(Job(source, out, partitions, known), master)
    before = f" ({done.done_before} were there)" if done.done_before else ""
    print(f"{done.partitions} partitions{before}: {done.claims} claims, {done.quads} quads; {done.articles} articles")
    if done.set_aside:
        print(f"{done.set_aside} rows were set aside: {out}/set-aside")
