"""From files to articles: a reader for each format, one row each in ``READERS``; every reader streams.

A path gives articles and failures side by side: a bad file or row is set aside with its reason, the rest goes on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.model import Article
from kg.model.errors import ConfigError, InputError, InputRemark, KgError
from kg.readers import archives
from kg.readers.encoding import decoded, in_utf8
from kg.readers.export_files import read_page_file, read_text_file
from kg.readers.feeds import read_feed
from kg.readers.json_files import read_json
from kg.readers.metadata import SIDECAR, Given, sidecar
from kg.readers.names import STANDARD_INPUT, Names
from kg.readers.news_xml import read_xml
from kg.readers.pdf import read_pdf
from kg.readers.rows import read_csv, read_jsonl
from kg.readers.source import Reader, Source, standard_input
from kg.readers.text import text_articles
from kg.readers.tweets import read_archive
from kg.readers.warc import read_warc

__all__ = ["READERS", "Failure", "Given", "read", "read_with_sources"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or row that was set aside, and why; or what is to be known of one that was read (an ``InputRemark``)."""

    source: str
    error: KgError

    @property
    def is_remark(self) -> bool:
        """Whether it was read all the same."""
        return isinstance(self.error, InputRemark)


def _read_zip(source: Source, given: Given) -> Iterator[Article | InputError]:
    return archives.read_zip(source, given, _read)


def _read_gzip(source: Source, given: Given) -> Iterator[Article | InputError]:
    return archives.read_gzip(source, given, _read)


READERS: dict[str, Reader] = {
    ".txt": read_text_file,
    ".text": read_text_file,
    ".html": read_page_file,
    ".htm": read_page_file,
    ".xhtml": read_page_file,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".js": read_archive,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xml": read_xml,
    ".rss": read_feed,
    ".atom": read_feed,
    ".nitf": read_xml,
    ".pdf": read_pdf,
    ".warc": read_warc,
    ".zip": _read_zip,
    ".gz": _read_gzip,
}


_PARSED = (read_json, read_archive, read_xml, read_feed)  # by libraries that want letters only


def read(paths: Iterable[str], given: Given) -> Iterator[Article | Failure]:
    """The articles of files, folders (searched through, hidden files left out) and ``-`` for standard input.

    The id of a file's article is the file's name. Where two texts bear one id, the later one's is its file's path in
    the folder that was named; of a row, that path and the id.
    """
    return (row for _, row in read_with_sources(paths, given))


def _composed(article: Article) -> Article:
    """The article with its letters and accents as one character each, as tables of words write them (UAX 15, NFC).

    macOS and many PDF files write a letter and an accent behind it, in names of outlets and writers too.
    """
    facts = {name: getattr(article, name) for name in ("title", "outlet", "author", "forwarded")}
    plain = {name: replace(fact, value=_nfc(fact.value)) for name, fact in facts.items() if fact and fact.value}
    return replace(article, text=_nfc(article.text), **plain)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def read_with_sources(
    paths: Iterable[str], given: Given, names: Names | None = None
) -> Iterator[tuple[str, Article | Failure]]:
    """What ``read`` gives, each behind the path of the file that it is from; ``names`` gives the ids."""
    names = names or Names()
    for name in paths:
        found = _from_stdin(given) if name == "-" else _from_path(Path(name), given)
        for path, file, row in found:
            named = names.told_apart(path, file, _composed(row)) if isinstance(row, Article) else row
            yield path, Failure(path, named) if isinstance(named, InputError) else named


def _from_stdin(given: Given) -> Iterator[tuple[str, str, Article | Failure]]:
    name = STANDARD_INPUT
    try:
        for row in text_articles("stdin", *decoded("stdin", standard_input()), given):
            yield name, "stdin", Failure(name, row) if isinstance(row, InputError) else row
    except InputError as error:
        yield name, "stdin", Failure(name, error)


def _from_path(path: Path, given: Given) -> Iterator[tuple[str, str, Article | Failure]]:
    """Articles and failures behind the file's path as the user gave it, and the path inside the folder named."""
    files = _files(path) if path.is_dir() else [path]
    empty = True
    for found in files:
        empty = False
        inside = found.relative_to(path).as_posix() if found != path else path.name
        rows = _from_file(Source(found, inside, found.name), str(found), given)
        yield from ((str(found), inside, row) for row in rows)
    if empty:
        error = InputError(path, "a folder with files in it", "Check the path.")
        yield str(path), str(path), Failure(str(path), error)


def _files(folder: Path) -> Iterator[Path]:
    """What a folder holds, at any depth; links to folders are not followed, for they may lead in a circle."""
    for found in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in found.relative_to(folder).parts)
        if (found.is_symlink() or not found.is_dir()) and not hidden and found.name != SIDECAR:
            yield found


def _from_file(source: Source, shown: str, given: Given) -> Iterator[Article | Failure]:
    """The articles of one file; failures bear the path as the user gave it."""
    try:
        _check_kind(source.path, shown)
        for found in _read(source, given):
            yield Failure(shown, found) if isinstance(found, InputError) else found
    except (InputError, ConfigError) as error:
        yield Failure(shown, error)
    except OSError as error:
        yield Failure(shown, InputError(shown, "a file that can be read", f"{error.strerror or error}."))


def _check_kind(path: Path, shown: str) -> None:
    """Refuse what is no file before it is opened: a pipe waits for whoever writes, a device never ends.

    Raises:
        InputError: it is no file.
    """
    if path.is_dir():
        raise InputError(shown, "a file", "It is a link to a folder: name that folder itself.")
    if not path.exists():
        raise InputError(shown, "a file or folder that exists", "Check the spelling of the path.")
    if not path.is_file():
        raise InputError(shown, "a file, not a pipe or a device", "Write it to a file, or give a text to: kg add -")


def _read(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of a file, or of a member of an archive, by the reader of its format."""
    suffix = source.suffix
    if suffix == ".gz" and source.path.name.lower().endswith(".warc.gz"):
        suffix = ".warc"
    reader = READERS.get(suffix)
    if reader is None:
        raise InputError(source.name, f"one of the formats {', '.join(READERS)}", "Convert the file, or leave it out.")
    known = sidecar(source.path, SIDECAR).under(given)
    if reader not in _PARSED:
        yield from reader(source, known)
        return
    with in_utf8(source) as (content, remark):
        yield from reader(content, known)
        if remark:
            yield remark
