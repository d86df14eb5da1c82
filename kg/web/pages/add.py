"""A text that somebody pastes, or a file of one, becomes an article: ``kg add`` runs beside, in its own process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.graph.store import Table, folder_of
from kg.languages.profile import supported
from kg.model.errors import BadParameter, StoreError
from kg.model.whole_file import write_whole
from kg.web.jobs import JOBS, Job
from kg.web.view import Asked, View, table_of

_FOLDER = "pasted"  # in the store's folder: what was pasted stays there, since its article is from that file
_OPTIONS = ("outlet", "date", "url", "lang")
_ENDINGS = (".html", ".htm", ".xml", ".json", ".jsonl", ".csv")  # of files of text that are no plain text
_LONGEST = 300  # characters of an option


@dataclass(frozen=True, slots=True)
class Adding:
    """What can be said of a text, and what was added since the server was started."""

    languages: tuple[str, ...]
    jobs: tuple[Job, ...]


def record(asked: Asked) -> Adding:
    """The form, and the jobs."""
    return Adding(tuple(supported()), JOBS.all())


def write(asked: Asked, form: Mapping[str, str]) -> str:
    """Keep the text in a file, and begin to add it.

    Raises:
        BadParameter: there is no text, or an option that cannot be one.
        StoreError: the store is no folder.
    """
    pasted, file = form.get("text", ""), form.get("file", "")
    text = (file or pasted).replace("\r\n", "\n").strip()
    if not text or (file.strip() and pasted.strip()):
        fix = "Paste it into the form, or choose one file."
        raise BadParameter("both" if text else "nothing", "the text of an article, or a file of it", fix)
    location = asked.store.location
    folder = folder_of(location)
    if folder is None or location is None:
        raise StoreError(str(location), "a store in a folder", "Add to it with kg add.")
    given = [(name, " ".join(form.get(name, "").split())) for name in _OPTIONS]
    for name, value in given:
        if len(value) > _LONGEST or not value.isprintable():
            raise BadParameter(f"{name} = {value[:60]!a}", "a short line of words", "Shorten it.")
    ending = Path(form.get("file-name", "")).suffix.lower()
    path = _file(folder, text, ending if file and ending in _ENDINGS else ".txt")
    options = (f"--{name}={value}" for name, value in given if value)
    job = JOBS.start(
        f"Add {(form.get('file-name') or text.splitlines()[0])[:80]}",
        ("add", f"--store={location}", *options, "--", str(path)),
    )
    return f"/job/{job.name}"


def _file(folder: Path, text: str, ending: str) -> Path:
    """The file of a text, named by its words: the same text pasted twice is one article."""
    name = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    path = folder / _FOLDER / f"pasted-{name}{ending}"
    path.parent.mkdir(exist_ok=True)
    write_whole(path, [f"{text}\n"])
    return path


def table(found: Adding) -> Table:
    """A row a job."""
    return table_of(
        ("name", "what", "state", "said"), ((one.name, one.what, one.state, one.said) for one in found.jobs)
    )


VIEWS = (View("/add", "Add", record, table, menu=70, write=write),)
