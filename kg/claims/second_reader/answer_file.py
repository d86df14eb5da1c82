"""What models have answered, kept in one SQLite file: the same question to the same model is never asked twice.

The key is the model's name and the hash of the whole question. The file goes to another machine as JSON lines, where
the same articles then give the same graph with no model at all.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.claims.second_reader.records import Ask, Kept
from kg.model.errors import ConfigError, InputError
from kg.model.ids import digest

NAME = "answers.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    model TEXT NOT NULL, question TEXT NOT NULL, article TEXT NOT NULL, answer TEXT NOT NULL, time TEXT NOT NULL,
    tokens INTEGER NOT NULL, PRIMARY KEY (model, question));
CREATE INDEX IF NOT EXISTS of_article ON answers (article, model);
CREATE TABLE IF NOT EXISTS finished (model TEXT, ask TEXT, article TEXT, PRIMARY KEY (model, ask, article));
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_SETTINGS = ("model", "ask")
_FIELDS = tuple(one.name for one in fields(Kept))


@dataclass(slots=True)
class AnswerFile:
    """The answers of models to the questions about one store's articles; one process and its threads."""

    path: Path
    _db: sqlite3.Connection = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        """Open the file, or make it.

        Raises:
            ConfigError: it is none of ours.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, check_same_thread=False)
            self._db.executescript(_TABLES)
        except (sqlite3.DatabaseError, OSError) as error:
            raise ConfigError(
                f"{self.path}: {error}", "a file of answers that this program wrote", "Move it away, or name another."
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def get(self, model: str, question: str) -> Kept | None:
        """The answer of a model to a question, by the question's key."""
        rows = self._select("WHERE model = ? AND question = ?", (model, question))
        return next(rows, None)

    def put(self, kept: Kept) -> None:
        """Keep an answer; the first one stays."""
        with self._lock, self._db:
            self._db.execute(
                f"INSERT OR IGNORE INTO answers ({', '.join(_FIELDS)}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
                tuple(asdict(kept).values()),
            )

    def edition(self, model: str, article: str) -> str | None:
        """A word for all that a model has answered about an article, by its hash; None where that is nothing."""
        rows = [
            (row.question, row.answer, row.time)
            for row in self._select("WHERE article = ? AND model = ?", (article, model))
        ]
        return digest(*(part for row in sorted(rows) for part in row)) if rows else None

    def finish(self, model: str, ask: Ask, article: str) -> None:
        """Note that nothing is left to ask a model about an article, by its hash."""
        with self._lock, self._db:
            self._db.execute("INSERT OR IGNORE INTO finished VALUES (?, ?, ?)", (model, ask.value, article))

    def is_finished(self, model: str, ask: Ask, article: str) -> bool:
        """Whether nothing is left to ask a model about an article."""
        with self._lock:
            found = self._db.execute(
                "SELECT 1 FROM finished WHERE model = ? AND ask = ? AND article = ?", (model, ask.value, article)
            )
            return found.fetchone() is not None

    @property
    def settings(self) -> Mapping[str, str]:
        """The model that was asked last, and what it was asked about; empty where none was."""
        with self._lock:
            return dict(self._db.execute("SELECT name, value FROM setting").fetchall())

    def use(self, model: str, ask: Ask) -> None:
        """Remember which model's answers count from here on, and what they are about."""
        with self._lock, self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO setting VALUES (?, ?)", zip(_SETTINGS, (model, ask.value), strict=True)
            )

    def lines(self) -> Iterator[str]:
        """All of it as JSON lines, the settings first, in an order that the same content always has."""
        yield json.dumps({"settings": dict(sorted(self.settings.items()))}, ensure_ascii=False)
        for kept in self._select("ORDER BY model, question", ()):
            yield json.dumps(asdict(kept), ensure_ascii=False)

    def load(self, lines: Iterable[str], name: str) -> int:
        """Take in what ``lines`` wrote elsewhere; answers that are here already stay. How many came in.

        Raises:
            InputError: a line is none of these; nothing is taken in then.
        """
        rows, settings = [], dict[str, str]()
        for number, line in enumerate(lines, 1):
            try:
                raw = json.loads(line)
                if "settings" in raw:
                    settings = {
                        name: str(Ask(value) if name == "ask" else value) for name, value in raw["settings"].items()
                    }
                else:
                    rows.append(_kept(raw))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise InputError(f"{name}:{number}", "an answer as `kg model export` writes it", str(error)) from error
        with self._lock, self._db:
            before = self._db.total_changes
            marks = ", ".join("?" * len(_FIELDS))
            self._db.executemany(f"INSERT OR IGNORE INTO answers ({', '.join(_FIELDS)}) VALUES ({marks})", rows)  # noqa: S608
            taken = self._db.total_changes - before
            self._db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", sorted(settings.items()))
        return taken

    def _select(self, where: str, values: tuple[str, ...]) -> Iterator[Kept]:
        with self._lock:
            rows = self._db.execute(f"SELECT {', '.join(_FIELDS)} FROM answers {where}", values).fetchall()  # noqa: S608
        yield from (Kept(*row) for row in rows)


def _kept(raw: dict[str, Any]) -> tuple[str | int, ...]:
    return (*(str(raw[name]) for name in _FIELDS[:-1]), int(raw["tokens"]))


@contextmanager
def open_answers(path: Path) -> Iterator[AnswerFile]:
    """The file of answers, closed behind its use."""
    opened = AnswerFile(path)
    try:
        yield opened
    finally:
        opened.close()
