"""From which file each article of a store came: an id belongs to its source.

A file that is added again replaces what it brought before. Another one with a text of its own under the same id brings
another article, and that is said. Paths are no part of the graph: they stand beside the store, and who deletes them
only has an article twice where its file has changed since.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from kg.graph.store import Store, Workspace
from kg.model import Article
from kg.model.whole_file import unwritable, write_whole
from kg.pipeline.duplicates import StoredArticles
from kg.readers.names import Names

FILE = "origins.jsonl"
_IN_MEMORY: WeakKeyDictionary[Store, dict[str, str]] = WeakKeyDictionary()


@dataclass(slots=True)
class Origins:
    """The source of each article by its id; the last note of an id counts.

    Raises:
        OutputError: there is no room to note one.
    """

    known: dict[str, str]
    path: Path | None = None

    @classmethod
    def of(cls, store: Store) -> Origins:
        """What is noted of a store; a line that is broken, as a full disk leaves it, is left out and taken away."""
        path = Workspace.of(store.location).file(FILE)
        if path is None:
            return cls(_IN_MEMORY.setdefault(store, {}))
        lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
        read = [(_note(line), line) for line in lines]
        good = [(note, line) for note, line in read if note]
        if len(good) < len(lines):
            write_whole(path, (line.decode() for _, line in good))
        return cls(dict(note for note, _ in good), path)

    def note(self, article: str, source: str) -> None:
        """Note where an article is from."""
        if self.known.get(article) == source:
            return
        self.known[article] = source
        if self.path is not None:
            try:
                with self.path.open("ab") as file:
                    file.write(json.dumps([article, source]).encode() + b"\n")
            except OSError as error:
                raise unwritable(self.path, error) from error


def _note(line: bytes) -> tuple[str, str] | None:
    try:
        article, source = json.loads(line)
    except (ValueError, TypeError):
        return None
    return (article, source) if isinstance(article, str) and isinstance(source, str) and line.endswith(b"\n") else None


@dataclass(slots=True)
class OwnNames(Names):
    """Ids for the articles of a run of ``add``: none that the store has of another source for another text."""

    store: Store = field(kw_only=True)
    articles: StoredArticles = field(kw_only=True)
    origins: Origins = field(init=False)
    longer: dict[str, str] = field(default_factory=dict)  # the ids that sources gave, by those that articles got

    def __post_init__(self) -> None:
        """Read where the articles of the store are from."""
        self.origins = Origins.of(self.store)

    def chosen(self, names: Sequence[str], source: str, article: Article) -> str:
        """The id under which this source brought an article before, else the first that is not another article's."""
        stored = [name for name in names if self.articles.has(name)]
        own = [name for name in stored if self.origins.known.get(name) == source]
        own.sort(key=lambda name: not self.articles.is_same(name, article))  # its own words before others
        same = [name for name in names if name not in stored or self.articles.is_same(name, article)]
        name = (own + same + [names[-1]])[0]
        if name not in stored or name in own or name not in self.origins.known:
            self.origins.note(name, source)
        if name != article.id:
            self.longer[name] = article.id
        return name
