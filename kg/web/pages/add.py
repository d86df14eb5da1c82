"""A text that somebody pastes, or files, become articles: ``kg add`` runs beside, in its own process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kg.graph.store import Table, folder_of
from kg.languages.profile import supported
from kg.model.errors import BadParameter, StoreError
from kg.model.whole_file import write_whole
from kg.web.jobs import JOBS, Job
from kg.web.view import Asked, Sent, View, table_of

_FOLDER = "pasted"  # in the store's folder: what was sent stays there, since its article is from that file
_OPTIONS = ("outlet", "date", "url", "lang")
_LONGEST = 300  # characters of an option


@dataclass(frozen=True, slots=True)
class Adding:
    """What can be said of a text, and what was added since the server was started."""

    languages: tuple[str, ...]
    jobs: tuple[Job, ...]


def record(asked: Asked) -> Adding:
    """The form, and the jobs."""
    return Adding(tuple(supported()), JOBS.all())


def write(asked: Asked, form: Sent) -> str:
    """Keep what was sent in files, and begin to add them.

    Raises:
        BadParameter: there is nothing, a file of a kind that nobody reads, or an option that cannot be one.
        StoreError: the store is no folder.
    """
    text = form.value("text").replace("\r\n", "\n")
    files = tuple((name, content) for name, content in form.files if content.strip())
    if bool(text) == bool(files):
        fix = "Paste it into the form, or choose files."
        raise BadParameter("both" if text else "nothing", "the text of an article, or files of articles", fix)
    location = asked.store.location
    folder = folder_of(location)
    if folder is None or location is None:
        raise StoreError(str(location), "a store in a folder", "Add to it with kg add.")
    given = [(name, " ".join(form.value(name).split())) for name in _OPTIONS]
    for name, value in given:
        if len(value) > _LONGEST or not value.isprintable():
            raise BadParameter(f"{name} = {value[:60]!a}", "a short line of words", "Shorten it.")
    kept = [(_ending(name, content), content) for name, content in files] or [(".txt", f"{text}\n".encode())]
    paths = dict.fromkeys(str(_file(folder, content, ending)) for ending, content in kept)
    options = (f"--{name}={value}" for name, value in given if value)
    what = f"Add {(files[0][0] if files else text.splitlines()[0])[:80]}"
    others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"/job/{JOBS.start(what + others, ('add', f'--store={location}', *options, '--', *paths)).name}"


def _ending(name: str, content: bytes) -> str:
    """The ending of a file by which ``kg add`` knows how to read it; what has none of them must be a text.

    Raises:
        BadParameter: it is none.
    """
    from kg.readers import READERS  # they bring their libraries with them

    endings = [each.lower() for each in Path(name).suffixes[-2:] if each.lower() in READERS]
    if endings:
        return "".join(endings if endings[-1] == ".gz" else endings[-1:])
    try:
        content.decode()
    except UnicodeDecodeError as error:
        known = ", ".join(READERS)
        raise BadParameter(ascii(name[:80]), f"a text in UTF-8, or a file of {known}", "Choose such files.") from error
    return ".txt"


def _file(folder: Path, content: bytes, ending: str) -> Path:
    """A file by what it holds: the same text pasted twice is one article.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / _FOLDER / f"pasted-{hashlib.sha256(content).hexdigest()[:16]}{ending}"
    write_whole(path, [content])
    return path


def table(found: Adding) -> Table:
    """A row a job."""
    return table_of(
        ("name", "what", "state", "said"), ((one.name, one.what, one.state, one.said) for one in found.jobs)
    )


VIEWS = (View("/add", "Add", record, table, menu=70, write=write, kept=None),)
