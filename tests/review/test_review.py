"""``kg review``: questions, the walk through them, the table there and back, the list, undo, what changes at once."""

from __future__ import annotations

import csv
import io
import itertools
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from rdflib import URIRef
from typer.testing import CliRunner

from kg import readers
from kg.answers import service
from kg.cli import app
from kg.cli.draw.claim import shown_text
from kg.cli.review_session import Screen, in_rounds, walk
from kg.graph.rdf import iris, nquads
from kg.graph.store import Store, open_store
from kg.model import Run, package_data
from kg.model.errors import BadParameter
from kg.model.vocab import DECISIONS_GRAPH
from kg.pipeline import ingest
from kg.propositions.decisions import DecisionKind, load
from kg.review import (
    Decider,
    DecisionLog,
    ReviewTask,
    TaskKind,
    apply,
    read_decisions,
    review_tasks,
    tasks_about,
    tasks_csv,
)
from tests.support import open_hops, question_store
from tests.support.seed_store import seed_folder, seed_store
from tests.support.verdicts import VERDICTS_ON

pytestmark = [pytest.mark.models, pytest.mark.forks, pytest.mark.usefixtures("embedded_once")]

RUN = CliRunner()
VEHICLES = "suicide-vehicles"  # judged by hand: rests only on Russia, but for one perhaps
SMALL = "small.txt:0-89"
_SAID = "SELECT ?claim ?proposition WHERE { ?claim kg:expresses ?proposition }"
SOLDIERS, BODIES = "82534483/192-388", "82534483/1904-2082"  # of the Russian ministry; of Islamic State


def decider(store: Store, who: str = "Anna") -> Decider:
    seconds = itertools.count()
    return Decider(store, question_store.registry(), who, lambda: f"2026-11-23T10:00:{next(seconds):02}Z")


def show(store: Store, name: str) -> str:
    return shown_text(service.show(store, name))


def screen(keys: str, answers: Iterable[str] = ()) -> tuple[Screen, list[str]]:
    """A person with a script; what they are shown is kept. Without keys left the input ends."""
    left, lines, said = iter(keys), iter(answers), []

    def key() -> str:
        found = next(left, None)
        if found is None:
            raise EOFError
        return found

    def ask(words: str) -> str:
        said.append(words)
        return next(lines, "")

    return Screen(key, ask, said.append), said


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "questions") as opened:
        yield question_store.fill(opened)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store on disk as the seeds were read, and judged."""
    return shutil.copytree(seed_folder(), tmp_path / "store")


def call(*words: str, stdin: str | None = None) -> str:
    result = RUN.invoke(app, ["review", *words], input=stdin)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def claim(store: Store, name: str) -> str:
    from kg.graph.short_names import find

    return str(find(store, name))


def every(store: Store) -> list[ReviewTask]:
    return review_tasks(store, question_store.registry(), everything=True)


def alike(store: Store) -> list[ReviewTask]:
    return [one for one in every(store) if one.kind is TaskKind.PERHAPS]


def homes(store: Store, *names: str) -> dict[str, str]:
    """The propositions that all of some claims say, each with its verdict for Russia (bottleneck)."""
    found: list[set[str]] = []
    for name in names:
        rows = store.select(_SAID, {"claim": URIRef(claim(store, name))}).rows
        found.append({str(row[1]) for row in rows})
    rows = store.select(VERDICTS_ON, {"country": iris.country("RU")}).rows
    verdicts = {str(row[0]): str(row[3]).rpartition("#")[2] for row in rows}
    return {of: verdicts.get(of, "") for of in set.intersection(*found)}


# --- What is worth deciding ---


def test_the_most_useful_comes_first(store: Store):
    found = review_tasks(store, question_store.registry())
    assert [one.worth for one in found] == sorted((one.worth for one in found), reverse=True)
    assert found[0].kind is TaskKind.YES
    assert found[0].why[0].endswith("of yes may be wrong")
    assert TaskKind.CONTRADICTION not in {one.kind for one in found}
    every = review_tasks(store, question_store.registry(), everything=True)
    assert {one.id for one in every} > {one.id for one in found}
    assert TaskKind.CONTRADICTION in {one.kind for one in every}
    assert len({question.id for question in every}) == len(every)


def test_a_state_that_is_named_alone_counts(store: Store):
    assert review_tasks(store, question_store.registry(), ["NZ"]) == []
    few, all_ = (review_tasks(store, question_store.registry(), states) for states in (["SY"], ()))
    assert {one.id for one in few} < {one.id for one in all_}


def test_speakers_of_little_confidence_and_unregistered_ones(store: Store):
    def doubted() -> list[ReviewTask]:
        return [one for one in every(store) if one.kind is TaskKind.SPEAKER and "0.4" in one.why[-1]]

    assert doubted() == []
    low = [
        (subject, predicate, type(number)("0.4", datatype=number.datatype, normalize=False), graph)
        if str(subject).endswith("/claim/0-89/chain/0/hop/0") and predicate.endswith("#confidence")
        else (subject, predicate, number, graph)
        for subject, predicate, number, graph in store.quads()
        if "small-txt" in graph
    ]
    store.replace(low[0][3], low)
    assert [one.left for one in doubted()] == [claim(store, SMALL)]
    assert doubted()[0].why[-1] == "rule by-hand, confidence 0.4"


def test_each_hop_without_a_name_has_the_candidates_that_are_its_own(store: Store):
    assert not [one for one in every(store) if one.hop and one.left == claim(store, SMALL)]
    found = every(open_hops.put(store))
    first, second = sorted(
        (one for one in found if one.hop and one.left == claim(store, SMALL)), key=lambda one: one.hop
    )
    assert first.left == second.left == claim(store, SMALL)
    assert (first.hop, second.hop) == tuple(f"{first.left}/chain/0/hop/{number}" for number in (0, 1))
    assert first.id != second.id
    ministry = "perhaps Ministry of Defence of Russia (20%)"
    assert first.why[-3:] == ("perhaps Jana Nová (61%)", ministry, "perhaps Dmitry Peskov (10%)")
    assert second.why[-2:] == ("perhaps Sputnik (45%)", "perhaps Reuters (30%)")
    assert not [one for one in found if one.kind is TaskKind.SPEAKER and one.left == first.left]  # it is asked for once


# --- The walk ---


def test_who_is_meant_is_picked_hop_by_hop(store: Store, tmp_path: Path):
    open_hops.put(store)
    hops = [one for one in every(store) if one.hop and one.left == claim(store, SMALL)]
    hops.sort(key=lambda one: one.hop or "")
    journal = DecisionLog.open(tmp_path / "decisions.ttl", store)
    shown, said = screen("pp", ["1", "told on the phone", "sputnik", ""])
    made = walk(decider(store), journal, hops, shown).decisions
    assert [(one.kind, one.sources[0].label) for one in made] == [
        (DecisionKind.HOP, "Jana Nová"),
        (DecisionKind.HOP, "Sputnik"),
    ]
    text = "\n".join(said)
    for words in (
        "Who is meant?",
        "  origin: Colonel Ivan Petrov told",
        "  perhaps 1: Jana Nová (61%)",
        "  perhaps 1: Sputnik (45%) [sputnik]",
        "in its chain “origin: Colonel Ivan Petrov told” is Jana Nová",
        "p pick who is meant",
    ):
        assert words in text, words
    assert apply(store, journal).lost == ()
    assert not [one for one in every(store) if one.hop and one.left == claim(store, SMALL)]
    told = show(store, SMALL)
    assert "origin: Jana Nová" in told
    assert "relay: Sputnik" in told
    assert "somebody in its chain is named" in told


def test_who_is_meant_through_a_table(store: Store, tmp_path: Path):
    asked = [one for one in every(open_hops.put(store)) if one.hop is None or one.left == claim(store, SMALL)]
    rows = list(csv.DictReader(io.StringIO(tasks_csv(asked, decider(store)))))
    one, other = sorted((row for row in rows if row["asked"] == "hop"), key=lambda row: row["because"])
    assert one["because"].startswith("origin: Colonel Ivan Petrov told; ")
    assert other["because"].startswith("relay: told Interfax; ")
    one.update(decision="hop", value="Jana Nová")
    other.update(decision="hop", value="sputnik", id="00000000")
    table = tmp_path / "filled.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(one))
        writer.writeheader()
        writer.writerows([one, other])
    made, refused = read_decisions(table, decider(store), lambda: asked)
    assert [(entry.kind, entry.sources[0].label) for entry in made] == [(DecisionKind.HOP, "Jana Nová")]
    assert "00000000: expected the id of a question of the kind hop" in str(refused[0].error)


def test_one_key_each_with_both_sentences_and_their_chains(store: Store, tmp_path: Path):
    found = alike(store)[:2]
    journal = DecisionLog.open(tmp_path / "decisions.ttl", store)
    shown, said = screen("n", ["other event"])
    made = walk(decider(store), journal, found[:1], shown).decisions
    assert [one.kind for one in made] == [DecisionKind.DIFFERENT]
    assert (made[0].who, made[0].why) == ("Anna", "other event")
    assert load(journal.path) == made
    text = "\n".join(said)
    for words in (
        "Does 1 say the same as 2?",
        "The siege of Deir ez-Zor was broken",
        "origin: Ivan Petrov",
        "n not the same",
    ):
        assert words in text


def test_every_key(store: Store, tmp_path: Path):
    found = every(store)
    pair = next(one for one in found if one.kind is TaskKind.PERHAPS)
    against = next(one for one in found if one.kind is TaskKind.CONTRADICTION)
    word = decider(store).claim(pair.left)[1].text.split()[0]
    scripts = {
        ("s", (), pair): DecisionKind.SAME,
        ("w", ("1", "outlet"), pair): DecisionKind.SPEAKER,
        ("w", ("2", "1"), pair): DecisionKind.SPEAKER,
        ("b", ("1", word), pair): DecisionKind.SUBJECT,
        ("m", ("1", "interfax"), pair): DecisionKind.MERGE,
        ("r", ("2",), pair): DecisionKind.REJECT,
        ("c", (), against): DecisionKind.CONTRADICTION,
        ("n", (), against): DecisionKind.COMPATIBLE,
    }
    for number, ((key, answers, question), kind) in enumerate(scripts.items()):
        journal = DecisionLog.open(tmp_path / f"{number}.ttl", store)
        made = walk(decider(store), journal, [question], screen(f"x{key}", answers)[0]).decisions
        assert [one.kind for one in made] == [kind], key
        assert load(journal.path) == made


def test_skip_undo_and_quit(store: Store, tmp_path: Path):
    found = [one for one in every(store) if one.kind in (TaskKind.PERHAPS, TaskKind.CONTRADICTION)][:2]
    journal = DecisionLog.open(tmp_path / "decisions.ttl", store)
    shown, said = screen("uknq")  # nothing to undo; skip; decide; there is no third question
    made = walk(decider(store), journal, found, shown).decisions
    assert len(made) == 1
    assert any("Nothing decided yet" in line for line in said)
    assert walk(decider(store), journal, found, screen("nuq")[0]).decisions == []
    kinds = [one.kind for one in load(journal.path) or ()]
    assert kinds[-2:] == [DecisionKind.DIFFERENT, DecisionKind.UNDO]


def test_what_cannot_be_is_told_and_asked_again(store: Store, tmp_path: Path):
    found = alike(store)[:1]
    journal = DecisionLog.open(tmp_path / "decisions.ttl", store)
    shown, said = screen("wb", ["1", "no such agent", "1", "no such words"])
    assert walk(decider(store), journal, found, shown).decisions == []
    text = "\n".join(said)
    assert "no such agent: expected" in text
    assert "no such words: expected words of the sentence" in text


def test_articles_cannot_move_the_cursor(store: Store, tmp_path: Path):
    journal = DecisionLog.open(tmp_path / "decisions.ttl", store)
    evil = ReviewTask(TaskKind.PERHAPS, claim(store, SMALL), claim(store, SMALL), ("\x1b[2J why \u202e",))
    shown, said = screen("q")
    walk(decider(store), journal, [evil], shown)
    assert not any("\x1b" in line or "\u202e" in line for line in said)


# --- Applied at once ---


def test_a_decided_join_and_a_decided_split_change_the_verdict(folder: Path):
    """A claim of the Russian ministry, joined with one of Islamic State and kept apart again."""
    with open_store(folder) as store:
        at, journal = decider(store), DecisionLog.open(folder.parent / "decisions.ttl", store)
        one, other = claim(store, SOLDIERS), claim(store, BODIES)
        assert homes(store, SOLDIERS, BODIES) == {}
        assert "yes" in homes(store, SOLDIERS).values()
        journal.add([at.pair(DecisionKind.SAME, one, other, "by eye")])
        assert apply(store, journal).lost == ()
        joined = homes(store, SOLDIERS, BODIES)
        assert set(joined.values()) == {"undetermined"}  # a way to the reader without Russia, by an outlet not known
        text = show(store, f"proposition/{next(iter(joined)).rpartition('/')[2]}")
        assert "Decided: says the same as another claim, by Anna on 2026-11-23: by eye" in " ".join(text.split())
        journal.add([at.pair(DecisionKind.DIFFERENT, one, other, "looked again")])
        apply(store, journal)
        assert homes(store, SOLDIERS, BODIES) == {}
        assert "yes" in homes(store, SOLDIERS).values()
        text = show(store, SOLDIERS)
        assert "Decided: does not say the same as another claim, by Anna on 2026-11-23: looked again" in " ".join(
            text.split()
        )
        assert "by eye" not in text


def test_a_perhaps_that_a_person_has_parted_blocks_no_verdict(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Each *perhaps* of a proposition is decided: then its claims stand in the way of none."""
    monkeypatch.setattr("kg.propositions.matching.pair_scorer.PERHAPS", 0.05)  # so that some verdict is open for one
    with open_store(folder) as store:
        ingest.rebuild(store)
        at, journal = decider(store), DecisionLog.open(folder.parent / "decisions.ttl", store)
        doubts = alike(store)
        journal.add(at.pair(DecisionKind.DIFFERENT, one.left, one.right or "", "") for one in doubts)
        changed = apply(store, journal)
        assert not {one.id for one in doubts} & {one.id for one in alike(store)}
        blocked = {one.right for one in doubts}
        assert blocked
        assert [row for row in changed.verdicts if row[3:] == ("undetermined", "yes")]


def test_decisions_survive_adding_again_and_another_program(folder: Path, monkeypatch: pytest.MonkeyPatch):
    path, seeds = folder.parent / "decisions.ttl", [str(package_data.path("seeds"))]
    with open_store(folder) as store:
        at, journal = decider(store), DecisionLog.open(path, store)
        iri = claim(store, SOLDIERS)
        journal.add([at.speaker(iri, "outlet", ""), at.reject(claim(store, BODIES), "")])
        apply(store, journal)
        held = nquads(store.quads())
        ingest.add(store, seeds, readers.Given(), log=load(path))
        assert nquads(store.quads()) == held
        ingest.rebuild(store)
        assert nquads(store.quads()) == held
        run = Run("another program", (), "0" * 64)
        monkeypatch.setattr(ingest, "this_run", lambda: run)
        seed = [str(package_data.path("seeds") / "004_cb98e6dd4b5ccfbd.txt")]
        done = ingest.add(store, seed, readers.Given(), log=load(path))
        assert done.replaced == ["004_cb98e6dd4b5ccfbd.txt"]
        assert "the outlet speaks for itself" in show(store, SOLDIERS)
        assert not [
            line for line in _without_runs(held) ^ _without_runs(nquads(store.quads())) if "extract" not in line
        ]


def _without_runs(quads: str) -> set[str]:
    return {line for line in quads.splitlines() if "/run/" not in line}


# --- The table, the list, undo ---


def test_a_table_there_and_back(folder: Path, tmp_path: Path):
    table = tmp_path / "open.csv"
    call("export", str(table), "--store", str(folder), "--all")
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    assert {row["asked"] for row in rows} >= {"contradiction"}
    assert all(not row["decision"] for row in rows)
    against = next(row for row in rows if row["asked"] == "contradiction")
    against.update(decision="contradiction", who="Boris", why="=2+2")
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        blank = dict.fromkeys(rows[0], "")
        writer.writerows([*rows, blank | {"left": SOLDIERS, "decision": "speaker", "value": "outlet"}])
        writer.writerow(blank | {"left": SOLDIERS, "decision": "sameish"})
        writer.writerow(blank | {"left": "nowhere.txt:0-4", "decision": "reject"})
        writer.writerow(blank | {"left": SOLDIERS, "decision": "same"})
        writer.writerow(blank | {"left": SOLDIERS, "decision": "speaker", "value": "Nobody Known"})
    result = RUN.invoke(app, ["review", "import", str(table), "--store", str(folder), "--who", "Anna"])
    assert result.exit_code == 3, result.output
    assert "2 decisions kept" in result.output
    last = len(rows) + 2
    for line, words in enumerate(
        ("sameish: expected one of same", "a claim", "column right", "Nobody Known"), last + 1
    ):
        assert any(f"line {line}:" in told and words in told for told in result.stderr.splitlines()), (line, words)
    log = load(folder.parent / "decisions.ttl") or []
    assert [(one.kind, one.who, one.why) for one in log] == [
        (DecisionKind.CONTRADICTION, "Boris", "=2+2"),
        (DecisionKind.SPEAKER, "Anna", ""),
    ]
    again = RUN.invoke(app, ["review", "import", str(table), "--store", str(folder)])
    assert "0 decisions kept" in again.output


def test_no_cell_of_a_table_is_a_formula(store: Store):
    last = question_store.claims()["small.txt"][-1].span
    evil = ReviewTask(TaskKind.SPEAKER, claim(store, f"small.txt:{last.start}-{last.end}"), None, ("=cmd()",))
    rows = list(csv.reader(tasks_csv([evil], decider(store)).splitlines()))
    assert rows[1][3].startswith("'-1+1=2")
    assert rows[1][8] == "'=cmd()"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe", b"left,right\n1,2\n"])
def test_a_file_that_is_no_such_table_is_refused(folder: Path, tmp_path: Path, content: bytes):
    table = tmp_path / "bad.csv"
    table.write_bytes(content)
    result = RUN.invoke(app, ["review", "import", str(table), "--store", str(folder)])
    assert type(result.exception).__name__ == "InputError"
    assert not (folder.parent / "decisions.ttl").exists()


def test_list_and_undo(folder: Path, tmp_path: Path):
    options = ("--store", str(folder), "--decisions", str(tmp_path / "mine.ttl"))
    table = tmp_path / "one.csv"
    table.write_text(f"left,decision,value,who,why\n{SOLDIERS},speaker,outlet,Anna,no cue\n", encoding="utf-8")
    call("import", str(table), *options)
    log = load(tmp_path / "mine.ttl") or []
    listed = call("list", *options)
    assert f"{log[0].id}  {log[0].when[:10]}" in listed
    assert "Anna: the speaker is outlet voice  (in force)" in listed
    assert "because no cue" in listed
    with open_store(folder, read_only=True) as store:
        assert "the outlet speaks for itself" in show(store, SOLDIERS)
    call("undo", log[0].id[:6], "--why", "mistaken", "--who", "Boris", *options)
    listed = call("list", *options)
    assert "(taken back)" in listed
    assert f"Boris: undone: {log[0].id}" in listed
    with open_store(folder, read_only=True) as store:
        assert "the outlet speaks for itself" not in show(store, SOLDIERS)
        ours = nquads(quad for quad in store.quads() if quad[3] != DECISIONS_GRAPH)
    assert ours == nquads(quad for quad in seed_store().quads() if quad[3] != DECISIONS_GRAPH)
    result = RUN.invoke(app, ["review", "undo", "ffffffffffff", *options])
    assert "the id of one decision" in str(result.exception)


def test_without_a_terminal_it_says_what_to_do(folder: Path):
    result = RUN.invoke(app, ["review", "--store", str(folder)])
    assert isinstance(result.exception, BadParameter)
    assert "kg review export" in str(result.exception)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_real_terminal(folder: Path):
    """Keys through a pseudo-terminal: skip one question, then quit."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "kg", "review", "--store", str(folder), "--who", "Anna"]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, close_fds=True)
    os.close(slave)
    told, deadline = b"", time.monotonic() + 120
    while b"decisions kept" not in told and time.monotonic() < deadline and process.poll() is None:
        if select.select([master], [], [], 0.5)[0]:
            told += os.read(master, 4096)
        elif b"q quit" in told:  # a key that came before the terminal listened is lost: it is pressed again
            os.write(master, b"q" if told.count(b"q quit") > 1 else b"k")
    assert process.wait(timeout=60) == 0, told.decode(errors="replace")
    os.close(master)
    text = told.decode("utf-8")
    assert "1 of " in text
    assert "k skip" in text
    assert "0 decisions kept" in text
    assert not (folder.parent / "decisions.ttl").exists()


def test_the_demo_of_a_store_that_was_thrown_away_keeps_decisions(folder: Path):
    """The file is the master: a store made anew from articles gets its decisions from it."""
    path = folder.parent / "decisions.ttl"
    with open_store(folder) as store:
        journal = DecisionLog.open(path, store)
        journal.add([decider(store).speaker(claim(store, SOLDIERS), "outlet", "")])
        apply(store, journal)
        held = nquads(store.quads(DECISIONS_GRAPH))
    shutil.rmtree(folder)
    result = RUN.invoke(
        app, ["add", str(package_data.path("seeds") / "004_cb98e6dd4b5ccfbd.txt"), "--store", str(folder)]
    )
    assert result.exit_code == 0, result.output
    with open_store(folder, read_only=True) as store:
        assert nquads(store.quads(DECISIONS_GRAPH)) == held
        assert "the outlet speaks for itself" in show(store, SOLDIERS)


# --- One claim, and rounds ---


def test_one_claim_is_asked_about_alone(store: Store):
    found = tasks_about(store, question_store.registry(), SMALL)
    iri = claim(store, SMALL)
    assert TaskKind.SPEAKER in {one.kind for one in found}
    assert all(iri in (one.left, one.right, *one.against) or one.right in homes(store, SMALL) for one in found)
    assert len(found) < len(every(store))


def test_a_yes_is_questioned_by_its_proposition_or_by_a_claim_of_it(store: Store):
    one, other = claim(store, "82534483/14-190"), claim(store, "82534483/192-388")

    def behind(name: str) -> list[tuple[TaskKind, str]]:
        found = tasks_about(store, question_store.registry(), name)
        return [(task.kind, task.left) for task in found if task.why[0] == "yes: RU origin, RU bottleneck"]

    both = [(TaskKind.SPEAKER, one), (TaskKind.JOIN, one), (TaskKind.SPEAKER, other)]
    assert behind("proposition/two-soldiers-killed") == both
    assert behind(one) == [(TaskKind.SPEAKER, one), (TaskKind.JOIN, one)]
    assert behind(other) == [(TaskKind.SPEAKER, other), (TaskKind.JOIN, other)]


def test_what_rests_on_no_state_has_no_yes_to_question(store: Store):
    found = tasks_about(store, question_store.registry(), f"proposition/{VEHICLES}")
    assert not [one for one in found if one.why[0].startswith("yes: ")]


def test_a_word_that_is_no_command_is_a_claim(folder: Path):
    result = RUN.invoke(app, ["review", SOLDIERS, "--store", str(folder)])
    assert "no terminal" in str(result.exception)


def test_answers_are_applied_after_a_few_and_what_is_left_is_asked_anew(store: Store, tmp_path: Path):
    journal, rounds = DecisionLog.open(tmp_path / "decisions.ttl", store), []
    questions = every(store)[:7]

    def applied() -> None:
        rounds.append(len(journal.log))
        journal.changed = False

    shown, said = screen("k" * 4 + "r" + "kk", ["", ""])
    made = in_rounds(decider(store), journal, lambda: questions, shown, applied)
    assert (rounds, len(made)) == ([1], 1)
    assert said[-1] == "Nothing more that would change a verdict."
    assert any("1 of 7" in line for line in said)


def test_the_state_behind_somebody_and_who_says_it_are_keys(store: Store, tmp_path: Path):
    iri = claim(store, SMALL)
    who = ReviewTask(TaskKind.SPEAKER, iri)
    behind = ReviewTask(TaskKind.AGENT, iri, agents=(decider(store).sources(iri)[0],))
    near = ReviewTask(TaskKind.YES, iri, against=(claim(store, SOLDIERS), claim(store, BODIES)))
    for number, (key, answers, task, kind) in enumerate(
        [
            ("y", (), who, DecisionKind.SPEAKER),
            ("t", ("Syria",), behind, DecisionKind.STATE),
            ("t", ("none",), behind, DecisionKind.STATE),
            ("3", (), near, DecisionKind.SAME),
            ("4n", (), near, DecisionKind.DIFFERENT),
        ]
    ):
        journal = DecisionLog.open(tmp_path / f"{number}.ttl", store)
        made = walk(decider(store), journal, [task], screen(key, answers)[0]).decisions
        assert [one.kind for one in made] == [kind], key
    assert made[0].targets[0].text != made[0].targets[1].text
