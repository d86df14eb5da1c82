"""A hand-labelled event (``gold/fakes`` and its like) as articles and claims of the model.

With ``claims`` the joining is measured alone: sentences, chains, commitments and parts are a person's, and only what no
label says (content words, mentions, numbers, times) is the program's own reading of the same sentences.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.sets import read
from kg.model import (
    Affiliation,
    Agent,
    Article,
    Basis,
    Chain,
    Claim,
    ClaimKind,
    Commitment,
    Fact,
    Hop,
    Known,
    Link,
    Part,
    Quote,
    Role,
    SourceKind,
    Span,
)
from kg.pipeline import extraction
from kg.sources import load_resources

Row = Mapping[str, Any]
_LINKS = {"private": Link.NONE, "funded-independent": Link.FUNDED}


class Event:
    """The files of an event's folder: articles.csv, articles.jsonl, agents.jsonl, claims.jsonl."""

    def __init__(self, folder: Path, texts: Path | None = None) -> None:
        """Read the files; a missing one raises ``FileNotFoundError``.

        Args:
            folder: The event.
            texts: The table that holds the articles' texts; ``articles.csv`` of the folder where None.
        """
        self._agents = {row["id"]: row for row in read(folder / "agents.jsonl")}
        self._known = {row["article"]: row for row in read(folder / "articles.jsonl")}
        own = folder / "articles.csv"
        with (own if own.exists() or texts is None else texts).open(encoding="utf-8", newline="") as handle:
            rows = [row for row in csv.DictReader(handle) if row["unit_id"] in self._known]
        self.table: list[Mapping[str, str]] = rows
        self._texts = {row["unit_id"]: row["article_content"] for row in rows}
        self.rows: dict[str, list[Row]] = {}
        for row in read(folder / "claims.jsonl"):
            text = self._texts[row["article"]][row["start"] : row["end"]]
            self.rows.setdefault(row["article"], []).append({"kind": "statement", **row, "text": text})

    def articles(self) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
        """Every article with its claims as labelled."""
        resources = load_resources()
        for name, rows in sorted(self.rows.items()):
            known = self._known[name]
            article = Article(
                name,
                self._texts[name],
                outlet=Fact(known["outlet"], Known.ASSERTED),
                date=Fact(known.get("date_in_text") or _iso(known["date"]), Known.ASSERTED),
                language=Fact(known.get("language", "en"), Known.ASSERTED),
            )
            found = {(claim.span.start, claim.span.end): claim for claim in extraction.claims(article, resources)}
            yield (
                article,
                tuple(
                    self._claim(row, at, found.get((row["start"], row["end"])), article) for at, row in enumerate(rows)
                ),
            )

    def _claim(self, row: Row, at: int, found: Claim | None, article: Article) -> Claim:
        """A labelled sentence; what the program itself reads in it is kept where it cut the sentence alike."""
        claim = Claim(
            article=article.id,
            position=at,
            span=Span(row["start"], row["end"]),
            text=row["text"],
            kind=ClaimKind(row["kind"]),
            language=article.language.value or "en",
            chains=self._chains(row),
            quote=Quote(row["quote"]),
            commitment=Commitment(row["commitment"]),
            parts=tuple(self._part(part, row["article"]) for part in row.get("parts") or ()),
        )
        if found is None:
            return claim
        return replace(
            claim,
            subject=found.subject,
            mentions=found.mentions,
            times=found.times,
            quantities=found.quantities,
            terms=found.terms,
            negated=found.negated,
        )

    def _part(self, row: Row, article: str) -> Part:
        start, end = (row["start"], row["end"]) if "start" in row else row["content"]
        chains = self._chains({**row, "article": article})
        return Part((Span(start, end),), chains, Quote(row["quote"]), Commitment(row["commitment"]))

    def _chains(self, row: Row) -> tuple[Chain, ...]:
        known = self._known[row["article"]]
        tail = [name for name in (known["wire"], known["outlet"]) if name]
        return tuple(
            self._chain(list(dict.fromkeys([*said, *tail])), said, row if first else {}, row["article"])
            for first, said in ((at == 0, said) for at, said in enumerate([row["chain"], *row.get("more_chains", ())]))
        )

    def _chain(self, hops: list[str], said: list[str], row: Row, article: str) -> Chain:
        outlet = self._known[article]["outlet"]
        return Chain(
            tuple(
                Hop(
                    role=Role.OUTLET if name == outlet else Role.RELAY if at else Role.ORIGIN,
                    agent=self._agent(name, article),
                    basis=Basis.EXPLICIT if name in said else Basis.METADATA if at else Basis.OWN_VOICE,
                    rule="gold",
                    mention=None if at else _span(row.get("source")),
                    cue=None if at else _span(row.get("cue")),
                )
                for at, name in enumerate(hops)
            )
        )

    def _agent(self, name: str, article: str) -> Agent:
        row = self._agents[name]
        if name.startswith("?"):
            kind = SourceKind.UNSPECIFIED if name == "?unspecified" else SourceKind.UNNAMED
            return Agent(f"{article}-{name.removeprefix('?')}", row["label"], kind)
        link = _LINKS.get(row["link"]) or Link(row["link"])
        held = (Affiliation(row["country"], link),)
        return Agent(name, row["label"], affiliations=held, acts_for=row.get("acts_for"), registered=True)


def _span(pair: list[int] | None) -> Span | None:
    return Span(*pair) if pair else None


def _iso(date: str) -> str:
    """A date as FA-KES writes it, month first."""
    month, day, year = date.split("/")
    return f"{year}-{int(month):02}-{int(day):02}"
