"""What an ``add`` did, and its report: a row for whatever was set aside, read with a remark, or there already."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from kg.answers.harmless import clean, harmless
from kg.model import Article, Claim, SourceKind
from kg.model.errors import ConfigError, KgError
from kg.model.whole_file import unwritable
from kg.readers import Failure

COLUMNS = ("source", "outcome", "article", "value", "expected", "fix")
_MOST = 5  # names shown of a kind
_TITLE = 60  # characters
SET_ASIDE, SAME, REMARK = "set aside", "same article", "read with a remark"


@dataclass(slots=True)
class Found:
    """What was found in the articles that were read: speakers, outlets, date lines.

    ``speakers`` and ``outlets`` are names with whether the registry has them; ``disagreeing`` are articles, by title,
    with the day of their date line and that of their metadata.
    """

    articles: int = 0
    claims: int = 0
    speakers: dict[str, bool] = field(default_factory=dict)
    outlets: dict[str, bool] = field(default_factory=dict)
    without_outlet: int = 0
    disagreeing: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, article: Article, claims: Sequence[Claim]) -> None:
        """Note what an article has."""
        self.articles += 1
        self.claims += len(claims)
        for claim in claims:
            for chain in (*claim.chains, *(chain for part in claim.parts for chain in part.chains)):
                if not chain.own_voice and chain.origin.agent.kind is SourceKind.NAMED:
                    self.speakers[chain.origin.agent.label] = chain.origin.agent.registered
        outlet = claims[0].chains[0].hops[-1].agent if claims else None
        if outlet is not None and outlet.kind is SourceKind.NAMED:
            self.outlets[outlet.label] = outlet.registered
        else:
            self.without_outlet += 1
        if article.date_line:
            self.disagreeing.append((title_of(article), article.date_line, article.date.value or ""))

    def lines(self) -> Iterator[str]:
        """What was found, in a few lines; none where nothing was read."""
        if not self.articles:
            return
        strangers = sum(not known for known in self.speakers.values())
        hint = f", {strangers} not in the registry (kg sources --unknown)" if strangers else ""
        what = f"{_number(self.claims, 'claim')}, {_number(len(self.speakers), 'speaker')} named{hint}"
        yield f"Found in {_number(self.articles, 'article')} read: {what}."
        if unknown := sorted(name for name, known in self.outlets.items() if not known):
            yield clean(f"Outlets that the registry has not: {', '.join(unknown[:_MOST])}{_more(unknown)}.")
        if self.without_outlet:
            without = _number(self.without_outlet, "article")
            yield f"Without an outlet: {without} (say it with --outlet, or in metadata.csv)."
        for title, line, day in self.disagreeing[:_MOST]:
            yield clean(f"Date line {line} against {day}: {title}")
        if more := _more(self.disagreeing):
            yield f"Date lines that disagree with the metadata:{more}."


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def title_of(article: Article) -> str:
    """The title of an article, or its first words, on one line."""
    words = " ".join((article.title.value or article.text[:200]).split())
    return words if len(words) <= _TITLE else f"{words[: _TITLE - 1]}…"


def _more(rows: Sized) -> str:
    return f" and {len(rows) - _MOST} more" if len(rows) > _MOST else ""


@dataclass(slots=True)
class Added:
    """What one ``add`` did: ids of articles by outcome, claims written, and what was set aside."""

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    same: list[tuple[str, str]] = field(default_factory=list)  # and the id under which the store has it
    claims: int = 0
    failures: list[Failure] = field(default_factory=list)
    remarks: list[Failure] = field(default_factory=list)  # on what was read all the same
    found: Found = field(default_factory=Found)

    def summary(self) -> str:
        """What was done, in one line."""
        counts: dict[str, Sized] = {
            "new": self.new,
            "replaced": self.replaced,
            "unchanged": self.unchanged,
            "there under another name": self.same,
            "set aside": self.failures,
            "with a remark": self.remarks,
        }
        articles = ", ".join(f"{len(rows)} {name}" for name, rows in counts.items() if rows) or "nothing to do"
        return f"{self.claims} claims; articles: {articles}"


@dataclass(frozen=True, slots=True)
class Report:
    """A file that is written row by row, so that it is whole up to the moment a run is stopped."""

    file: TextIO
    as_csv: bool

    def set_aside(self, source: str, error: KgError, outcome: str = SET_ASIDE) -> None:
        """What was not read, or with a loss, and why."""
        self._row(source, outcome, "", str(error.value), error.expected, error.fix)

    def same(self, source: str, article: str) -> None:
        """An article that the store has already under another id, with the same words."""
        self._row(source, SAME, article, "", "a text that is not in the store yet", "Nothing to do: it is there.")

    def _row(self, *cells: str) -> None:
        try:
            if self.as_csv:
                csv.writer(self.file, lineterminator="\n").writerow(map(harmless, cells))
            else:
                row = dict(zip(COLUMNS, cells, strict=True))
                self.file.write(json.dumps(row, ensure_ascii=True) + "\n")
            self.file.flush()
        except OSError as error:
            raise unwritable(self.file.name, error) from error


@contextmanager
def report(path: Path | None) -> Iterator[Report | None]:
    """An open report in a ``.csv`` or ``.jsonl`` file, made anew; None without a path.

    Raises:
        ConfigError: another ending, or a place that cannot be written to.
        OutputError: the disk is full.
    """
    if path is None:
        yield None
        return
    if path.suffix not in (".csv", ".jsonl"):
        raise ConfigError(path, "a file named .csv or .jsonl", "Mend --report.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise ConfigError(path, "a file that can be written", f"{error.strerror}.") from error
    try:
        if path.suffix == ".csv":
            csv.writer(file, lineterminator="\n").writerow(COLUMNS)
        yield Report(file, path.suffix == ".csv")
    finally:
        try:
            file.close()
        except OSError as error:
            raise unwritable(path, error) from error
