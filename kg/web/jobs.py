"""Long work beside the server: commands of this program in processes of their own, one after the other."""

from __future__ import annotations

import itertools
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
FINISHED = ("done", "partly done", "failed")


@dataclass(frozen=True, slots=True)
class Job:
    """A command that runs beside.

    Attributes:
        name: a number.
        what: it does, in words.
        state: waiting, running, done, partly done (some of it was set aside), or failed.
        said: what the command found, and what it complained of as far as that may be shown.
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
                    capture_output=True,
                    check=False,
                )
            except OSError as error:
                self._put(replace(job, state="failed", said=_shown("", str(error), arguments)))
                return
            state = {0: "done", 3: "partly done"}.get(ended.returncode, "failed")
            found, complaints = (written.decode(errors="replace") for written in (ended.stdout, ended.stderr))
            self._put(replace(job, state=state, said=_shown(found, complaints, arguments)))

    def _put(self, job: Job) -> None:
        with self._lock:
            self._jobs[job.name] = job


def _shown(found: str, complaints: str, arguments: Sequence[str]) -> str:
    """The end of what a page may tell of a command: what it found, and its complaints that can name no folder.

    Names that the command was given go by their last part, or from the store on. A line that holds a separator of
    folders all the same is not shown, but counted: whoever runs the server has it on standard error.
    """
    named = [argument.partition("=")[2] if argument.startswith("--") else argument for argument in arguments]
    lines = complaints.splitlines()
    shown = []
    for line in lines:
        for path in sorted(filter(_is_path, named), key=len, reverse=True):
            line = line.replace(f"{path}/", "").replace(path, Path(path).name)
        if not _is_path(line):
            shown.append(line)
    if len(shown) < len(lines):
        print(complaints, file=sys.stderr, flush=True)
        left_out = len(lines) - len(shown)
        shown.append(f"Lines that name places on the server's machine, where they can be read: {left_out}.")

    return "\n".join([*found.splitlines(), *shown])[-_OUTPUT:]


def _is_path(words: str) -> bool:
    """Whether they may name a folder."""
    return "/" in words or "\\" in words


JOBS = Jobs()
