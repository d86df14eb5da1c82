"""``kg demo``: the seed articles read into a fresh store, the first question answered, and the graph written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import complain, report, width

DEMO_QUESTION = "Quelles affirmations ne reposent que sur une source russe ?"


def demo(folder: Annotated[Path, typer.Option(help="Where to put the store and the page.")] = Path("out")) -> None:
    """Read the three seed articles, answer the first question, and write the graph.

    Example: kg demo
    """
    from kg.answers import service
    from kg.cli.draw.answer import reply_text
    from kg.cli.progress import progress
    from kg.graph.store import open_store
    from kg.languages.profile import PAGE_LANGUAGE
    from kg.model import package_data
    from kg.model.vocab import ARTICLE_GRAPHS
    from kg.model.whole_file import write_whole
    from kg.pipeline import ingest
    from kg.propositions.decisions import load
    from kg.readers import Given

    place, page = folder / "store", folder / "graph.html"
    with progress() as tick, open_store(place) as store:
        seeds = [str(package_data.path("seeds"))]
        done = ingest.add(store, seeds, Given(), tick, log=load(folder / "decisions.ttl", complain))
        write_whole(page, [service.graph_page(store, PAGE_LANGUAGE)])
    with open_store(place, read_only=True) as store:
        reply = service.ask(store, DEMO_QUESTION, 60.0)
        articles = sum(1 for graph in store.graphs() if graph.startswith(ARTICLE_GRAPHS))
    print(f"{done.summary()}; {articles} articles in {place}\n\n» {DEMO_QUESTION}")
    print(reply_text(reply, "table", width()))
    print(f"The graph: {page}")
    print("Next: kg serve · kg ask “…” · kg query --list · kg show CLAIM · kg graph · kg add ARTICLE.txt --outlet NAME")
    report([*done.remarks, *done.failures])
