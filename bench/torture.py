"""What is left when a run is killed, or its disk is full: ``make torture``.

Each scenario is done once undisturbed; then from the same beginning it is killed (SIGKILL) at a random moment, or has
a random amount of disk (a tmpfs, where the system lets one be mounted), and is done again: the outcome must be that of
the undisturbed run, byte for byte. Articles are read once, before; every run is a fork, whose parent opens no store,
for the database's threads would not survive it.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import pickle
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from bench.scale_joining import by_words
from kg import readers
from kg.graph.store import Store, open_store
from kg.model import Article, Claim, package_data
from kg.model.errors import KgError
from kg.pipeline import extraction, ingest
from kg.propositions.decisions import load
from kg.propositions.matching import encoder
from kg.review import Decider, DecisionLog, apply, read_decisions, registry_care, review_tasks
from kg.sources import load_registry, load_resources

Result = TypeVar("Result")
_WHEN = "2026-11-23T10:00:00Z"
_PATIENCE = 300.0  # seconds
_MOST = 4_000_000_000  # bytes of a disk that is not full
_QUERIES = 100
_BOMBS = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c",
    f"SELECT ?s WHERE {{ ?s ?p {'1' * 99_000} }}",
    f"SELECT ?s WHERE {{ ?s ?p ?o FILTER({'1+' * 49_000}1 > 0) }}",
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something that is interrupted and done again, in a folder of its own."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path], None]
    outcome: Callable[[Path], bytes]


# --- What is done ---


def _articles(folder: Path, whole: bool) -> None:
    """The seeds, the later half of two of them left out unless all is ``whole``, and then one once more in part."""
    place = folder / "articles"
    place.mkdir(exist_ok=True)
    for number, path in enumerate(sorted(package_data.path("seeds").glob("*.txt"))):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        half = len(lines) if whole or number == 0 else len(lines) // 2
        (place / path.name).write_text("".join(lines[:half]), "utf-8")
        if whole and number == 0:
            (place / f"part-{path.name}").write_text("".join(lines[: len(lines) * 2 // 3]), "utf-8")


def _add(folder: Path) -> None:
    with open_store(folder / "store") as store:
        paths = [str(folder / "articles")]
        ingest.add(store, paths, readers.Given(), log=load(folder / "decisions.ttl"))


def _before_add(folder: Path) -> None:
    _articles(folder, whole=False)
    _add(folder)
    _articles(folder, whole=True)


def _before_review(folder: Path) -> None:
    _articles(folder, whole=True)
    _add(folder)
    with open_store(folder / "store", read_only=True) as store:
        asked = store.select("SELECT ?claim WHERE { ?claim a kg:Claim } ORDER BY ?claim LIMIT 6")
    what = ("speaker,outlet", "reject,")
    rows = [f"{claim},{what[at % 2]},,\n" for at, (claim,) in enumerate(asked.rows)]
    (folder / "open.csv").write_text("left,decision,value,who,why\n" + "".join(rows), "utf-8")


def _review(folder: Path) -> None:
    with open_store(folder / "store") as store:
        decider = Decider(store, load_registry(), "Anna", lambda: _WHEN)
        journal = DecisionLog.open(folder / "decisions.ttl", store)
        made, refused = read_decisions(folder / "open.csv", decider, lambda: review_tasks(store, decider.registry))
        if refused:
            raise AssertionError(refused[0].error)
        for one in made:
            journal.add([one])
        if journal.changed:
            apply(store, journal)


def _before_import(folder: Path) -> None:
    (folder / "sources").mkdir()
    for name, number in (("first", 40), ("mine", 60)):
        rows = "".join(f"Radio Fjord {at},state-media\n" for at in range(number))
        (folder / f"{name}.csv").write_text(f"name,type\n{rows}", "utf-8")
    _import_list(folder, "first")


def _import_list(folder: Path, name: str = "mine") -> None:
    os.environ["KG_SOURCES"] = str(folder / "sources")
    registry_care.bring_in("csv", folder / f"{name}.csv")


def _stored(folder: Path) -> bytes:
    """All quads, sorted, as the database itself writes them, and the decisions."""
    with open_store(folder / "store", read_only=True):  # whatever was begun is finished
        pass
    dumped = ox.Store.read_only(str(folder / "store" / "data")).dump(format=ox.RdfFormat.N_QUADS) or b""
    if b"upToDate" not in dumped:
        raise AssertionError("not worked out to the end")
    decisions = folder / "decisions.ttl"
    return b"".join(sorted(dumped.splitlines())) + (decisions.read_bytes() if decisions.exists() else b"")


def _registry(folder: Path) -> bytes:
    return b"".join(path.name.encode() + path.read_bytes() for path in sorted((folder / "sources").glob("*.ttl")))


SCENARIOS = (
    Scenario("kg add", _before_add, _add, _stored),
    Scenario("kg review import", _before_review, _review, _stored),
    Scenario("kg sources import", _before_import, _import_list, _registry),
)


# --- Forks ---


def _start(work: Callable[[], object], out: int | None = None) -> int:
    """A fork that does something: exit code 0 where it is done, 2 where an error of ours was told, 1 for any other."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        done = work()
        if out is not None:
            with os.fdopen(out, "wb") as pipe:
                pickle.dump(done, pipe)
        code = 0
    except (KgError, OSError) as error:
        code = 2 if "\n" not in str(error) else 1
    except BaseException as error:  # whatever it is, it is counted
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def _ended(pid: int, patience: float = _PATIENCE) -> int:
    """The exit code of a fork; one that hangs is killed, and counts as 1."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return 1


def _told(work: Callable[[], Result]) -> Result:
    """What a function gives, worked out in a fork."""
    reading, writing = os.pipe()
    pid = _start(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    if _ended(pid):
        raise RuntimeError("a run that nobody disturbed failed")
    found: Result = pickle.loads(data)  # noqa: S301 - of our own fork
    return found


def _hashed(scenario: Scenario, folder: Path) -> str:
    return _told(lambda: hashlib.sha256(scenario.outcome(folder)).hexdigest())


# --- Disturbances ---


@dataclass(slots=True)
class Bench:
    """A scenario with its beginning, its outcome, and how long it takes undisturbed."""

    scenario: Scenario
    home: Path
    wanted: str = ""
    seconds: float = 0.0

    @property
    def work(self) -> Path:
        """Where it is done: always the same place, for articles remember where they are from."""
        return self.home / "work"

    @property
    def _beginning(self) -> Path:
        return self.home / "beginning"

    def set_up(self) -> None:
        """Make the beginning and the outcome."""
        shutil.rmtree(self._beginning, ignore_errors=True)
        self._clear()
        _told(lambda: self.scenario.prepare(self.work))
        shutil.copytree(self.work, self._beginning)
        _told(lambda: self.scenario.act(self.work))
        self.begin()
        started = time.monotonic()
        _told(lambda: self.scenario.act(self.work))
        self.seconds = time.monotonic() - started
        self.wanted = _hashed(self.scenario, self.work)

    def _clear(self) -> None:
        self.work.mkdir(parents=True, exist_ok=True)
        for path in self.work.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def begin(self) -> None:
        """Go back to the beginning."""
        self._clear()
        shutil.copytree(self._beginning, self.work, dirs_exist_ok=True)

    def act(self) -> int:
        """Start it."""
        return _start(lambda: self.scenario.act(self.work))

    def again(self) -> str:
        """Do it once more, undisturbed, and say whether all is well."""
        if code := _ended(self.act()):
            return f"the rerun failed ({code})"
        return "the same" if _hashed(self.scenario, self.work) == self.wanted else "another outcome"


def killed(bench: Bench, times: int, chance: random.Random) -> Counter[str]:
    """Kill it at random moments."""
    found: Counter[str] = Counter()
    for _ in range(times):
        bench.begin()
        pid = bench.act()
        time.sleep(chance.uniform(0, bench.seconds))
        os.kill(pid, signal.SIGKILL)
        found["killed"] += _ended(pid) == -signal.SIGKILL
        found[bench.again()] += 1
    return found


def full(bench: Bench, times: int, chance: random.Random) -> Counter[str]:
    """Give it less disk than it needs."""
    found: Counter[str] = Counter()
    with _disk(bench.work) as resize:
        bench.begin()
        before = _used(bench.work)
        _told(lambda: bench.scenario.act(bench.work))
        needed = max(_used(bench.work) - before, 50_000)
        for _ in range(times):
            resize(_MOST)
            bench.begin()
            resize(_used(bench.work) + int(chance.uniform(0, 1.5) * needed))
            code = _ended(bench.act())
            found[{0: "had room", 2: "told in one line"}.get(code, "a traceback")] += 1
            resize(_MOST)
            found[bench.again()] += 1
    return found


def _used(folder: Path) -> int:
    found = os.statvfs(folder)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


@contextmanager
def _disk(folder: Path) -> Iterator[Callable[[int], None]]:
    """A disk of its own for a folder, and a function that sets its size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_MOST}", "none", folder], check=True)  # noqa: S607

    def resize(size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True)  # noqa: S607

    try:
        yield resize
    finally:
        subprocess.run(["umount", "-l", folder], check=True)  # noqa: S607


def beside(bench: Bench, times: int) -> Counter[str]:
    """Read while somebody writes, and write while somebody writes."""
    bench.begin()
    first = _hashed(bench.scenario, bench.work)
    found: Counter[str] = Counter()
    for number in range(times):
        bench.begin()
        writer = bench.act()
        time.sleep(bench.seconds * number / times)
        other = _start(lambda: open_store(bench.work / "store").close())
        reader = _start(lambda: _whole(bench, {first, bench.wanted}))
        found[{0: "writers that had their turn", 2: "writers told in one line"}.get(_ended(other), "others")] += 1
        found[{0: "readers that saw a whole state", 2: "readers told in one line"}.get(_ended(reader), "others")] += 1
        found["others"] += _ended(writer) != 0
    return found


def _whole(bench: Bench, states: set[str]) -> None:
    found = hashlib.sha256(bench.scenario.outcome(bench.work)).hexdigest()
    if found not in states:
        raise AssertionError("half a state")


def bombs(folder: Path, times: int) -> Counter[str]:
    """Put queries that would never end, or fill the memory, and one that is answered after each."""
    found: Counter[str] = Counter()

    def answered(store: Store, text: str, seconds: float) -> bool:
        try:
            store.query(text, timeout=seconds)
        except KgError:
            return False
        return True

    with open_store(folder / "store", read_only=True) as store:
        for number in range(times):
            found["refused or stopped"] += not answered(store, f"{_BOMBS[number % len(_BOMBS)]} # {number}", 0.3)
            found["answered after it"] += answered(store, "ASK { ?a ?b ?c }", 30)
    return found


# --- All of it ---


def _read_once() -> None:
    """Let forks find what takes long already done: imports, models, claims; and let sentences be encoded quickly."""
    import kg.pipeline.incremental
    import kg.propositions.matching.cross_encoder
    import kg.propositions.matching.vector_cache  # noqa: F401 - the pipeline imports all three only when it joins

    read = extraction.claims
    known: dict[str, tuple[Claim, ...]] = {}

    def remembered(article: Article, _: object) -> tuple[Claim, ...]:
        key = f"{article.id} {article.digest}"
        if key not in known:
            known[key] = read(article, resources)
        return known[key]

    resources = load_resources()
    setattr(extraction, "claims", remembered)  # noqa: B010 - it takes less than the real one
    setattr(ingest, "load_resources", lambda: resources)  # noqa: B010
    setattr(encoder, "default_encoder", lambda: by_words)  # noqa: B010
    encoder.DEFAULT = "bench.scale_joining.by_words"
    with tempfile.TemporaryDirectory() as place:
        for whole in (False, True):
            _articles(Path(place), whole)
            for found in ingest.extract([place], readers.Given(), read=remembered):
                if isinstance(found, readers.Failure):
                    raise found.error
                known[f"{found[0].id} {found[0].digest}"] = found[1]


def _can_mount() -> bool:
    """Whether this process may mount disks: in a namespace of its own, where it has to."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, mounts = 0x10000000, 0x00020000  # CLONE_NEWUSER, CLONE_NEWNS of unshare(2)
    if os.geteuid() == 0:
        return bool(libc.unshare(mounts) == 0 and _private())
    who = f"0 {os.geteuid()} 1"
    if libc.unshare(user | mounts):
        return False
    for name, text in (("setgroups", "deny"), ("uid_map", who), ("gid_map", f"0 {os.getegid()} 1")):
        Path(f"/proc/self/{name}").write_text(text, "ascii")
    return _private()


def _private() -> bool:
    return subprocess.run(["mount", "--make-rprivate", "/"], check=False, capture_output=True).returncode == 0  # noqa: S607


def _row(name: str, times: int, found: Counter[str]) -> None:
    told = ", ".join(f"{count} {what}" for what, count in found.items() if count)
    print(f"| {name} | {times} | {told} |", flush=True)


def main() -> int:
    """Print the table; exit code 1 where anything was lost, torn or not told."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=200, help="kills in all; disks are full a quarter as often")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)  # noqa: S311
    mounted = _can_mount()
    _read_once()
    print(f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {platform.system()}\n")
    print("| what is disturbed | times | what came of it |\n|---|---|---|", flush=True)
    found: list[Counter[str]] = []

    def note(name: str, times: int, counts: Counter[str]) -> None:
        found.append(counts)
        _row(name, times, counts)

    with tempfile.TemporaryDirectory() as place:
        share = -(-wanted.times // len(SCENARIOS))
        fewer = -(-share // 4)
        benches = [Bench(scenario, Path(place) / str(number)) for number, scenario in enumerate(SCENARIOS)]
        for bench in benches:
            bench.set_up()
            note(f"{bench.scenario.name}, killed", share, killed(bench, share, chance))
        for bench in benches if mounted else ():
            note(f"{bench.scenario.name}, disk full", fewer, full(bench, fewer, chance))
        note("readers and writers beside kg add", fewer, beside(benches[0], fewer))
        note("queries that would not end", _QUERIES, _told(partial(bombs, benches[0].work, _QUERIES)))
    if not mounted:
        print("\nNo disk could be mounted here: what a full one does was not tried.")
    return int(any(counts[bad] for counts in found for bad in BAD) or any(_failed(counts) for counts in found))


BAD = ("another outcome", "a traceback", "others")


def _failed(counts: Counter[str]) -> bool:
    return any(what.startswith("the rerun failed") for what in counts)


if __name__ == "__main__":
    sys.exit(main())
