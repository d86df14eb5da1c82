"""How often subject and names of a claim are right, on sentences labelled by hand: ``tests/cases/about``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import spacy

from kg.model import AgentType, Article, Claim, Fact, Known, Mention, package_data
from kg.pipeline import extraction
from kg.sources import load_registry, load_resources
from kg.sources.registry import Registry
from kg.text import parsers

CASES = Path(__file__).parent.parent / "tests" / "cases" / "about"
Row = dict[str, Any]


def rows() -> list[Row]:
    """The labelled sentences, article by article."""
    return [json.loads(line) for line in (CASES / "sentences.jsonl").read_text("utf-8").splitlines()]


def read(labelled: list[Row]) -> Iterator[tuple[Row, Claim | None]]:
    """Each labelled sentence with the claim that the program makes of it in its article."""
    resources = load_resources()
    for name, group in groupby(labelled, key=lambda row: str(row["article"])):
        wanted = list(group)
        claims = {claim.span.start: claim for claim in extraction.claims(_article(name, wanted), resources)}
        yield from ((row, claims.get(row["start"])) for row in wanted)


def _article(name: str, wanted: list[Row]) -> Article:
    """A seed as it is; another article put together from its labelled sentences, each at its offset."""
    seed = package_data.path("seeds") / name
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


Found = tuple[int, int, str]  # start, end, sort
_SORTS = {"place": "place", "country": "place", "person": "person", "organisation": "organisation", "weapon": "weapon"}
_NER = {"PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}


def named(row: Row, claim: Claim | None, registry: Registry) -> list[Found]:
    """What a claim mentions, by offsets in its sentence."""
    found = []
    for mention in claim.mentions if claim else ():
        sort = _SORTS.get(mention.type)
        if mention.type == "agent":
            agent = registry.get(mention.entity or "")
            sort = "person" if agent and agent.type is AgentType.PERSON else "organisation"
        if sort:
            found.append((mention.span.start - row["start"], mention.span.end - row["start"], sort))
    return found


def recognised(labelled: list[Row]) -> Iterator[tuple[Row, list[Found]]]:
    """What the language models' own named-entity recognisers find: the baseline."""
    models = {language: spacy.load(parsers.model_version(language)[0].replace("-", "_")) for language in ("fr", "en")}
    for row in labelled:
        parsed = models["fr" if (package_data.path("seeds") / row["article"]).exists() else "en"](row["text"])
        yield row, [(one.start_char, one.end_char, _NER[one.label_]) for one in parsed.ents if one.label_ in _NER]


def score_names(found: Iterable[tuple[Row, list[Found]]]) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent: a name is found where something of its sort overlaps it, and counts once."""
    right = wrong = met = wanted = 0
    for row, rows in found:
        labels = {(start, end, sort) for start, end, sort in row["names"]}
        hits = {one: {label for label in labels if _meets(one, label) and one[2] == label[2]} for one in rows}
        right += sum(bool(labels) for labels in hits.values())
        wrong += sum(
            not labels and not any(_meets(one, other) for other in row["other"]) for one, labels in hits.items()
        )
        said = {row["text"][start:end].casefold() for one in hits.values() for start, end, _ in one}
        met += sum(row["text"][start:end].casefold() in said for start, end, _ in labels)
        wanted += len(labels)
    precision, recall = right / max(right + wrong, 1), met / max(wanted, 1)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(precision + recall, 1e-9)


def _meets(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return bool(one[0] < other[1] and other[0] < one[1])


def table() -> Iterator[str]:
    """The scores, a line each."""
    labelled, registry = rows(), load_registry()
    found = list(read(labelled))
    right = sum(is_right(row, claim.subject if claim else None) for row, claim in found)
    yield f"subjects     fr en  {right} of {len(found)} right, {100 * right / len(found):.1f} %"
    ours = [(row, named(row, claim, registry)) for row, claim in found]
    for title, scored in (("names", ours), ("names, model's recogniser alone", list(recognised(labelled)))):
        precision, recall, f1 = score_names(scored)
        yield f"{title:32} precision {precision:.1f}, recall {recall:.1f}, F1 {f1:.1f}"
