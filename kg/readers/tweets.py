"""Posts of X (Twitter): the archive a user downloads (``tweets.js``), and what its programming interface returns.

A repost passes on the words of another account: ``RT @name: …`` is kept as forwarded from ``@name``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from kg.model import Article, Fact, Known
from kg.model.errors import InputError
from kg.readers.days import day
from kg.readers.extras import library, parsing
from kg.readers.metadata import Given
from kg.readers.source import HEAD, Source
from kg.readers.text import article, of_page

_REPOST = re.compile(r"RT (@\w{1,30}): ?")
_CUT = re.compile(r"\S(?:…|\.\.\.)(?:\s+https://t\.co/\w+)?\s*$")  # a text that the archive or the network broke off
_LONG = 100
_HANDLE = re.compile(r"@?(\w{1,30})")
_ASSIGNED = re.compile(rb"\s*window\.YTD\.(?P<part>\w+)\.part\d+\s*=\s*(?=\[)")
ACCOUNT = "account.js"
_DEEPEST = 1000  # levels of JSON opened in one piece of 64 kilobytes


def is_tweet(row: Mapping[str, Any]) -> bool:
    """Whether an object is a post of X, by the fields that no other table has."""
    inner = row.get("tweet")
    return isinstance(inner, dict) or "full_text" in row or "author_id" in row or _screen_name(row) is not None


def tweet(place: str, row: Mapping[str, Any], given: Given, names: Mapping[str, str] | None = None) -> Article:
    """The article of one post.

    Args:
        place: the row, for errors.
        row: the post as the archive or the interface (versions 1.1 and 2) writes it.
        given: what is asserted of it.
        names: accounts by their numbers, where the file says them apart.

    Raises:
        InputError: it has no number or no words.
    """
    inner = row.get("tweet")
    post = inner if isinstance(inner, dict) else row
    handle = _screen_name(post) or (names or {}).get(str(post.get("author_id") or ""))
    number, text = post.get("id_str") or post.get("id"), _words(post)
    if not isinstance(text, str) or not text.strip() or not number:
        raise InputError(place, "a post with a number and a text", "Leave it out.")
    forwarded, words = _forwarded(post, html.unescape(text))
    language = str(post.get("lang") or "")
    facts = of_page(
        outlet=f"@{handle}" if handle else None,
        date=day(str(post.get("created_at") or "")),
        url=f"https://x.com/{handle}/status/{number}" if handle else None,
        language=language if language not in ("und", "qme", "zxx", "qst", "art", "in") else None,
    )
    return article(str(number), words, facts | given.facts(), forwarded=forwarded, teaser=_is_cut(words))


def _is_cut(words: str) -> bool:
    """Whether a text was broken off: the network cuts what is long, and people write "…", too."""
    return len(words) >= _LONG and bool(_CUT.search(words))


def _words(post: Mapping[str, Any]) -> object:
    """The words of a post, whole where they stand apart from those that are shown first."""
    for part, key in (("note_tweet", "text"), ("extended_tweet", "full_text")):
        more = post.get(part)
        if isinstance(more, dict) and more.get(key):
            return more[key]
    return post.get("full_text") or post.get("text")


def _forwarded(post: Mapping[str, Any], text: str) -> tuple[Fact | None, str]:
    """Whose words a post passes on, and these words, whole where the post brings them."""
    original = post.get("retweeted_status")
    if isinstance(original, dict):
        name, words = _screen_name(original), _words(original)
        fact = Fact(f"@{name}", Known.PAGE) if name else Fact()
        return fact, html.unescape(words) if isinstance(words, str) and words.strip() else text
    if found := _REPOST.match(text):
        return Fact(found[1], Known.TEXT), text[found.end() :]
    return None, text


def _screen_name(post: Mapping[str, Any]) -> str | None:
    user = post.get("user")
    name = user.get("screen_name") or user.get("username") if isinstance(user, dict) else None
    found = _HANDLE.fullmatch(name) if isinstance(name, str) else None
    return found[1] if found else None


def read_archive(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The posts of ``tweets.js``, or the long ones of ``note-tweet.js``, in a downloaded archive.

    ``account.js`` beside it says whose they are.
    """
    found = _ASSIGNED.match(source.head())
    if not found or found["part"] not in (b"tweets", b"tweet", b"note_tweet"):
        raise InputError(source.name, "the posts of an archive of X (tweets.js)", "Leave it out: it holds no articles.")
    handle = _owner(source.path.with_name(ACCOUNT))
    if handle and not given.outlet:
        given = replace(given, outlet=f"@{handle}")
    with source.content.open("rb") as file:
        file.seek(found.end())
        for number, row in enumerate(objects(source, file, "item"), 1):
            post = _long(row) if found["part"] == b"note_tweet" else row
            yield guarded(f"{source.name}:{number}", post, given)


def _long(row: object) -> object:
    """A long post of an archive in the form of the others; the number is that of its text, not of the post."""
    note = row.get("noteTweet") if isinstance(row, dict) else None
    core = note.get("core") if isinstance(note, dict) else None
    if not isinstance(note, dict) or not isinstance(core, dict):
        return row
    number = note.get("noteTweetId")
    return {"id": f"note-{number}" if number else None, "text": core.get("text"), "created_at": note.get("createdAt")}


def guarded(place: str, row: object, given: Given, names: Mapping[str, str] | None = None) -> Article | InputError:
    """The article of a post, or why there is none."""
    if not isinstance(row, dict):
        return InputError(place, "a post as a JSON object", "Leave it out.")
    try:
        return tweet(place, row, given, names)
    except InputError as error:
        return error


def _owner(path: Path) -> str | None:
    """The name of the archive's account; None where no file says it."""
    if not path.is_file():  # a pipe of that name would wait for whoever writes
        return None
    try:
        with path.open("rb") as handle:
            raw = handle.read(HEAD * 16)
        rows = json.loads(raw[raw.index(b"[") :])
        return str(rows[0]["account"]["username"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None  # without the file, or in another form, the account stays unknown


def objects(source: Source, file: Any, path: str) -> Iterator[Any]:  # noqa: ANN401 - whatever JSON holds
    """The objects at a path of a JSON file, one after the other; the file is never held whole.

    Raises:
        InputError: it is no JSON, or one of its strings is longer than any article.
        ConfigError: ijson is not installed.
    """
    ijson = library("ijson")
    with parsing(source.name, "a file in JSON"):
        yield from ijson.items(Shallow(file), path, use_float=True)


@dataclass(frozen=True, slots=True)
class Shallow:
    """A JSON file that does not nest deeply: the parser names each level by all above it, a bomb of brackets."""

    file: BinaryIO

    def read(self, size: int = -1) -> bytes:
        """The next piece.

        Raises:
            InputError: it opens more objects and lists than any data has levels.
        """
        piece = self.file.read(size)
        opened = piece.count(b"[") + piece.count(b"{") - piece.count(b"]") - piece.count(b"}")
        if opened > _DEEPEST:
            raise InputError("its brackets", f"JSON of at most {_DEEPEST:,} levels", "Leave it out: it may be a bomb.")
        return piece
