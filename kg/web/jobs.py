"""Long work beside the server: commands of this program in processes of their own, one after the other."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.model.errors import NotFound, StoreError

_WAITING = 20  # jobs that may wait for their turn
_KEPT = 200  # jobs that are remembered
_OUTPUT = 20_000  # characters of what a job says, its end
_FOLDERS = re.compile(  # of a path, with spaces or not, up to a colon, a quote or the end of its line; of no address
    r"(?:file://[^/\n]*|(?<![\w/.…~])(?:~|\.{1,2})?)/(?!/)[^\n'\":]*/|(?<!\w)[A-Za-z]:\\[^\n'\":]*\\"
)
FINISHED = ("done", "partly done", "failed")


@dataclass(frozen=True, slots=True)
class Job:
    """A command that runs beside.

    Attributes:
        name: a number.
        what: it does, in words.
        state: waiting, running, done, partly done (some of it was set aside), or failed.
        said: what the command wrote, without the folders of this machine.
    """

    name: str
    what: str
    state: str = "waiting"
    said: str = ""


class Jobs:
    """The jobs of one server: a store has one writer at a time, so they take turns."""

    def __init__(self) -> None:
        """Begin without any."""
        self._jobs: dict[str, Job] = {}
        self._arguments: dict[str, tuple[str, ...]] = {}  # they name folders of this machine: no page shows them
        self._numbers = itertools.count(1)
        self._lock, self._turn = threading.Lock(), threading.Lock()

    def start(self, what: str, arguments: Sequence[str]) -> Job:
        """Run ``kg`` with some arguments once its turn has come; the server does not wait for it.

        A job that waits to do the same is that job: whatever has changed by then, it will see.

        Raises:
            StoreError: too many wait already.
        """
        with self._lock:
            waiting = [job for job in self._jobs.values() if job.state == "waiting"]
            for job in waiting:
                if self._arguments[job.name] == tuple(arguments):
                    return job
            if len(waiting) >= _WAITING:
                raise StoreError(f"{_WAITING} jobs", "fewer at once", "Wait until some are done.")
            job = Job(str(next(self._numbers)), what)
            self._jobs[job.name], self._arguments[job.name] = job, tuple(arguments)
            for name in list(self._jobs)[:-_KEPT]:
                if self._jobs[name].state in FINISHED:
                    del self._jobs[name], self._arguments[name]
        threading.Thread(target=self._run, args=(job, tuple(arguments)), daemon=True).start()
        return job

    def get(self, name: str) -> Job:
        """A job by its name.

        Raises:
            NotFound: there is none.
        """
        with self._lock:
            if name in self._jobs:
                return self._jobs[name]
        raise NotFound(ascii(name[:20]), "a job of this server", "It forgets them when it is started again.")

    def all(self) -> tuple[Job, ...]:
        """All that are remembered, the newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def unfinished(self, command: str) -> Job | None:
        """The newest job of a command that has not ended; None where there is none."""
        with self._lock:
            for name, job in reversed(self._jobs.items()):
                if job.state not in FINISHED and self._arguments[name][:1] == (command,):
                    return job
        return None

    def _run(self, job: Job, arguments: tuple[str, ...]) -> None:
        with self._turn:
            self._put(replace(job, state="running"))
            try:
                ended = subprocess.run(  # noqa: S603 - this program, its arguments a list that no shell reads
                    [sys.executable, "-m", "kg", *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    check=False,
                )
            except OSError as error:
                self._put(replace(job, state="failed", said=_without_folders(str(error), arguments)))
                return
            state = {0: "done", 3: "partly done"}.get(ended.returncode, "failed")
            self._put(
                replace(job, state=state, said=_without_folders(ended.stdout.decode(errors="replace"), arguments))
            )

    def _put(self, job: Job) -> None:
        with self._lock:
            self._jobs[job.name] = job


def _without_folders(said: str, arguments: Sequence[str]) -> str:
    """The end of what a command wrote, each path by its last name: where things stand is not for readers of a page."""
    named = [argument.partition("=")[2] if argument.startswith("--") else argument for argument in arguments]
    folders = {str(Path(one).parent) for one in named} - {"/", "."}
    for folder in sorted(folders, key=len, reverse=True):
        said = said.replace(f"{folder}/", "…/")
    return _FOLDERS.sub("…/", said)[-_OUTPUT:]


JOBS = Jobs()
