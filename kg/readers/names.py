"""Ids of articles: the one that its source gives it, or a longer one where that is another text's already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.model import Article
from kg.model.errors import InputError

STANDARD_INPUT = "standard input"


@dataclass(slots=True)
class Names:
    """The ids given in one run, each with the hash of the text that it was given to."""

    given: dict[str, str] = field(default_factory=dict)

    def told_apart(self, path: str, file: str, article: Article) -> Article | InputError:
        """The article under an id that no other text of this run has.

        Args:
            path: the file that it is from, as the user gave it.
            file: the file's path inside the folder that was named.
            article: under the id that its source gives.
        """
        source = origin(path, article)
        free = [name for name in _names(source, file, article) if self.given.get(name) in (None, article.digest)]
        if not free:
            return InputError(
                article.id, "one text for one article id", "Too many rows of that file have it: mend them."
            )
        name = self.chosen(free, source, article)
        self.given[name] = article.digest
        return article if name == article.id else replace(article, id=name)

    def chosen(self, names: Sequence[str], source: str, article: Article) -> str:
        """One of the ids that an article from a source may have, the shortest first; there is one."""
        return names[0]


def origin(path: str, article: Article) -> str:
    """The source of an article, one word for one file however it was named; each text of standard input is its own."""
    return f"{path} {article.digest}" if path == STANDARD_INPUT else Path(path).resolve().as_posix()


def _names(source: str, file: str, article: Article) -> Iterator[str]:
    """Ids for an article: its own, that with its file's path in the folder named, then with more and more of its path.

    "7" of "B/y.csv" becomes "y.csv:7", "B/y.csv:7", …; "a.txt" and "a.csv#7" become "B/a.txt" and "B/a.csv#7".
    """
    yield article.id
    if source.startswith(STANDARD_INPUT):
        yield f"{article.id}-{article.digest[:8]}"
        return
    parts = source.strip("/").split("/")
    named = article.id.startswith(parts[-1])
    yield f"{file.removesuffix(parts[-1])}{article.id}" if named else f"{file}:{article.id}"
    for count in range(1, len(parts) + 1):
        before = "/".join(parts[-count:])
        yield f"{before.removesuffix(parts[-1])}{article.id}" if named else f"{before}:{article.id}"
