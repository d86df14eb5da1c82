"""What models have answered, kept in one SQLite file: the same question to the same model is never asked twice.

The key is the model's name and the hash of the whole question. The file goes to another machine as JSON lines, where
the same articles then give the same graph with no model at all.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.claims.second_reader.records import Ask, Kept
from kg.model.errors import ConfigError, InputError, StoreError
from kg.model.ids import digest

NAME = "answers.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    model TEXT NOT NULL, question TEXT NOT NULL, article TEXT NOT NULL, answer TEXT NOT NULL, time TEXT NOT NULL,
    tokens INTEGER NOT NULL, PRIMARY KEY (model, question));
CREATE INDEX IF NOT EXISTS of_article ON answers (article, model);
CREATE TABLE IF NOT EXISTS finished (key TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS readings (article TEXT PRIMARY KEY, model TEXT NOT NULL, ask TEXT NOT NULL);
"""
_VERSION = 1  # of the tables
_LOOK = (
    "SELECT model, question, article, answer, time, tokens FROM answers LIMIT 1",
    "SELECT key FROM finished LIMIT 1",
    "SELECT article, model, ask FROM readings LIMIT 1",
)
_MOST_TOKENS = 2**31
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
            ConfigError: it is none of ours, or a newer program wrote it.
        """
        expected = "a file of answers that this program wrote"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, check_same_thread=False)
        except (sqlite3.DatabaseError, OSError) as error:
            raise ConfigError(f"{self.path}: {error}", expected, "Mend the path or its rights.") from error
        try:
            self._check()
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise ConfigError(f"{self.path}: {error}", expected, "Move it away, or name another.") from error
        except ConfigError:
            self._db.close()
            raise

    def _check(self) -> None:
        """Make the tables where they are not there, and look whether they are ours."""
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            raise ConfigError(self.path, f"answers of version {_VERSION} at most", "A newer kg wrote it: install that.")
        self._db.executescript(f"{_TABLES} PRAGMA user_version = {_VERSION};")
        for look in _LOOK:
            self._db.execute(look).fetchall()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One writer at a time, all or nothing.

        Raises:
            StoreError: the disk is full, or another process keeps the file.
        """
        try:
            with self._lock, self._db:
                yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {error}", "a file to write to", "Make room and try again.") from error

    def get(self, model: str, question: str) -> Kept | None:
        """The answer of a model to a question, by the question's key."""
        rows = self._select("WHERE model = ? AND question = ?", (model, question))
        return next(rows, None)

    def put(self, kept: Kept) -> None:
        """Keep an answer; the first one stays."""
        with self._writing():
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

    def finish(self, key: str, done: bool = True) -> None:
        """Note whether nothing is left to ask, by a word for the article, the program, the model, what it is asked."""
        command = "INSERT OR IGNORE INTO finished VALUES (?)" if done else "DELETE FROM finished WHERE key = ?"
        with self._writing():
            self._db.execute(command, (key,))

    def is_finished(self, key: str) -> bool:
        """Whether nothing is left to ask."""
        with self._lock:
            return self._db.execute("SELECT 1 FROM finished WHERE key = ?", (key,)).fetchone() is not None

    def reading(self, article: str) -> tuple[str, Ask] | None:
        """The model whose answers count for an article, by its hash, and what it was asked; None where none was."""
        with self._lock:
            row = self._db.execute("SELECT model, ask FROM readings WHERE article = ?", (article,)).fetchone()
        return (row[0], Ask(row[1])) if row else None

    def use(self, model: str, ask: Ask, articles: Iterable[str]) -> None:
        """Let a model's answers count for some articles from here on."""
        rows = [(article, model, ask.value) for article in articles]
        with self._writing():
            self._db.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", rows)

    def lines(self) -> Iterator[str]:
        """All of it as JSON lines in ASCII, in an order that the same content always has."""
        with self._lock:
            readings = self._db.execute("SELECT article, model, ask FROM readings ORDER BY article").fetchall()
        for article, model, ask in readings:
            yield json.dumps({"reading": article, "model": model, "ask": ask})
        for kept in self._select("ORDER BY model, question", ()):
            yield json.dumps(asdict(kept))

    def load(self, lines: Iterable[str], name: str) -> int:
        """Take in what ``lines`` wrote elsewhere; what is here already stays. How many answers came in.

        Raises:
            InputError: a line is none of these; nothing is taken in then.
        """
        rows: list[tuple[str | int, ...]] = []
        readings: list[tuple[str, str, str]] = []
        for number, line in enumerate(lines, 1):
            try:
                raw = json.loads(line)
                if "reading" in raw:
                    readings.append((_word(raw["reading"]), _word(raw["model"]), Ask(raw["ask"]).value))
                else:
                    rows.append(_kept(raw))
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
                raise InputError(f"{name}:{number}", "an answer as `kg model export` writes it", str(error)) from error
        with self._writing():
            before = self._db.total_changes
            marks = ", ".join("?" * len(_FIELDS))
            self._db.executemany(f"INSERT OR IGNORE INTO answers ({', '.join(_FIELDS)}) VALUES ({marks})", rows)  # noqa: S608
            taken = self._db.total_changes - before
            self._db.executemany("INSERT OR IGNORE INTO readings VALUES (?, ?, ?)", readings)
        return taken

    def _select(self, where: str, values: tuple[str, ...]) -> Iterator[Kept]:
        with self._lock:
            rows = self._db.execute(f"SELECT {', '.join(_FIELDS)} FROM answers {where}", values).fetchall()  # noqa: S608
        yield from (Kept(*row) for row in rows)


def _kept(raw: dict[str, Any]) -> tuple[str | int, ...]:
    tokens = raw["tokens"]
    if type(tokens) is not int or not 0 <= tokens <= _MOST_TOKENS:
        raise ValueError(f"tokens {tokens!r}")
    return (*(_word(raw[name]) for name in _FIELDS[:-1]), tokens)


def _word(value: object) -> str:
    """A text that a file can hold.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(value, str):
        raise TypeError(f"a text, not {value!r}")
    value.encode("utf-8")
    return value


@contextmanager
def open_answers(path: Path) -> Iterator[AnswerFile]:
    """The file of answers, closed behind its use."""
    opened = AnswerFile(path)
    try:
        yield opened
    finally:
        opened.close()
