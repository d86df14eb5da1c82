"""``kg serve`` under load: pages a second, how long they take, and what they cost the server's processor.

``python -m bench.web_load STORE [SECONDS]``: a server of its own; pages as people ask for them (a fifth of them new:
claims, propositions, articles drawn at random), from eight connections; then the same while twenty queries that would
not end are put to ``/sparql``. Before that, how long each fixed page took that nobody had opened.
Who asks runs on the same machine: the processor's seconds a page are the surer figure.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import httpx

_QUESTIONS = ("Which claims rest only on a Russian source?", "What is denied?", "Which claims contradict each other?",
              "Qui a affirmé quoi ?", "Что опровергается?", "What does Russia say?")  # fmt: skip
_FIXED = ("/ask", "/read", "/source", "/timeline", "/map", "/map?by=place", "/corpus", "/compare?left=RU&right=SY",
          "/query", "/query/rests-only-on?country=RU", "/terms", "/sparql",
          *(f"/ask?q={quote(words)}" for words in _QUESTIONS))  # fmt: skip
_DRAWN = {
    "claim": "SELECT ?iri WHERE { ?iri a kg:Claim } LIMIT 20000",
    "proposition": "SELECT DISTINCT ?iri WHERE { ?node kg:proposition ?iri ; kg:claim ?claim } LIMIT 20000",
    "article": "SELECT ?iri WHERE { ?claim kg:article ?iri . ?claim a kg:Claim } LIMIT 20000",
}
_ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_SEED = 11


def main(store: Path, seconds: float) -> None:
    """Start the server, and write what it did."""
    began = time.monotonic()
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().partition("/enter")[0].strip()
            print(f"ready after {_ready(address, began):.2f} s, {_cpu(server.pid):.2f} s of the processor")
            asyncio.run(_load(address, server.pid, seconds))
        finally:
            server.terminate()


def _ready(address: str, began: float) -> float:
    while True:
        try:
            if httpx.get(f"{address}/ask").status_code == 200:
                return time.monotonic() - began
        except httpx.TransportError:
            time.sleep(0.02)


def _cpu(pid: int) -> float:
    """The seconds that a process has had of the processor, without its children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _load(address: str, pid: int, seconds: float) -> None:
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        pools = {name: await _names(client, query) for name, query in _DRAWN.items()}
        for path in _FIXED:  # once before: the first answer to a question is worked out
            began = time.monotonic()
            answer = await client.get(path)
            print(f"first sight: {time.monotonic() - began:6.2f} s, status {answer.status_code}, {unquote(path)}")
        pages, health = _mixed(pools), itertools.repeat("/health")
        await _measure("mixed", client, pages, pid, seconds)
        heavy = [asyncio.create_task(_endless(address)) for _ in range(20)]
        await asyncio.sleep(1)
        await _measure("mixed, beside 20 endless queries", client, pages, pid, seconds)
        await _measure("health, beside them", client, health, pid, 3, 1)
        for task in heavy:
            task.cancel()


async def _names(client: httpx.AsyncClient, query: str) -> list[str]:
    answer = await client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    return sorted({row.partition("/id/")[2] for row in answer.text.splitlines()[1:]})


def _mixed(pools: dict[str, list[str]]) -> Iterator[str]:
    draw = random.Random(_SEED)  # noqa: S311 - the same pages each time
    while True:
        if draw.random() < 0.2:
            yield f"/id/{quote(draw.choice(pools[draw.choice(sorted(pools))]))}"
        else:
            yield draw.choice(_FIXED)


async def _endless(address: str) -> None:
    async with httpx.AsyncClient(timeout=120) as client:
        while True:
            await client.get(f"{address}/sparql", params={"query": _ENDLESS}, headers={"accept": "text/csv"})


async def _measure(
    what: str, client: httpx.AsyncClient, pages: Iterator[str], pid: int, seconds: float, connections: int = 8
) -> None:
    took: list[float] = []
    before, until = _cpu(pid), time.monotonic() + seconds

    async def ask() -> None:
        while (began := time.monotonic()) < until:
            answer = await client.get(next(pages), follow_redirects=True)
            assert answer.status_code == 200, answer.url
            took.append(time.monotonic() - began)

    await asyncio.gather(*(ask() for _ in range(connections)))
    each, ranked = (_cpu(pid) - before) / len(took), statistics.quantiles(took, n=20)
    print(
        f"{what}: {len(took) / seconds:.0f} a second, median {1000 * ranked[9]:.0f} ms, "
        f"p95 {1000 * ranked[18]:.0f} ms, {1000 * each:.1f} ms of the processor each"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 10)
