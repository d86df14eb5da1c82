"""How often the subject of a claim is right, on sentences labelled by hand: ``tests/cases/about``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from kg import reading, resources
from kg.model import Article, Claim, Fact, Known, Mention
from kg.sources import load_registry

CASES = Path(__file__).parent.parent / "tests" / "cases" / "about"
Row = dict[str, Any]


def rows() -> list[Row]:
    """The labelled sentences, article by article."""
    return [json.loads(line) for line in (CASES / "subjects.jsonl").read_text("utf-8").splitlines()]


def read(labelled: list[Row]) -> Iterator[tuple[Row, Claim | None]]:
    """Each labelled sentence with the claim that the program makes of it in its article."""
    registry = load_registry()
    for name, group in groupby(labelled, key=lambda row: str(row["article"])):
        wanted = list(group)
        claims = {claim.span.start: claim for claim in reading.claims(_article(name, wanted), registry)}
        yield from ((row, claims.get(row["start"])) for row in wanted)


def _article(name: str, wanted: list[Row]) -> Article:
    """A seed as it is; another article put together from its labelled sentences, each at its offset."""
    seed = resources.path("seeds") / name
    if seed.exists():
        return Article(name, seed.read_text("utf-8"), date=Fact("2017-09", Known.ASSERTED))
    text = ""
    for row in wanted:
        gap = int(row["start"]) - len(text)
        ended = text.rstrip("\"'”").endswith((".", "!", "?"))
        text += (" " if gap == 1 and ended else "\n" * gap) + row["text"]
    return Article(
        name,
        text,
        language=Fact("en", Known.ASSERTED),
        outlet=Fact("an outlet", Known.ASSERTED),
        date=Fact("2017-04", Known.ASSERTED),
    )


def is_right(row: Row, found: Mention | None) -> bool:
    """Whether a subject has the words of the label near its beginning, and stands for the labelled entity."""
    if found is None or ("entity" in row and found.entity != row["entity"]):
        return False
    said = found.text.casefold()
    return any(_holds(said, label.casefold()) and len(said) < 0.8 * len(row["text"]) for label in row["subject"])


def _holds(said: str, label: str) -> bool:
    return said in label or label in " ".join(said.split()[: len(label.split()) + 3])


def score_subjects() -> tuple[int, int]:
    """How many of the labelled sentences have their subject, and of how many."""
    found = [is_right(row, claim.subject if claim else None) for row, claim in read(rows())]
    return sum(found), len(found)
