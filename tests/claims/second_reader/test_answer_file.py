import json
import sqlite3
from contextlib import closing
from dataclasses import asdict

import pytest

from kg.claims.second_reader.answer_file import open_answers
from kg.claims.second_reader.records import Ask, Kept
from kg.model.errors import ConfigError, InputError, StoreError

ONE = Kept("toy", "q1", "article", "{}", "2026-11-30T12:00:00+00:00", 7)
TWO = Kept("toy", "q2", "article", '{"a": "«»"}', "2026-11-30T12:00:01+00:00", 8)


def test_an_answer_is_kept_once(tmp_path):
    with open_answers(tmp_path / "answers.sqlite") as answers:
        answers.put(ONE)
        answers.put(Kept("toy", "q1", "article", "another", "2026-12-01T00:00:00+00:00"))
        assert answers.get("toy", "q1") == ONE
        assert answers.get("other", "q1") is None


def test_lines_carry_all_of_it_elsewhere(tmp_path):
    with open_answers(tmp_path / "a.sqlite") as here, open_answers(tmp_path / "b.sqlite") as there:
        for kept in (TWO, ONE):
            here.put(kept)
        here.use("toy", Ask.ALL, ["article"])
        assert there.load(here.lines(), "a") == 2
        assert there.load(here.lines(), "a") == 0
        assert list(there.lines()) == list(here.lines())
        assert there.reading("article") == ("toy", Ask.ALL)
        assert there.edition("toy", "article") == here.edition("toy", "article")


BROKEN = (
    "{",
    "[]",
    "[" * 5_000,
    '{"model": "toy"}',
    '{"reading": "a", "model": "toy", "ask": "some"}',
    '{"reading": "a", "ask": "all"}',
    json.dumps({**asdict(ONE), "tokens": 10**30}),
    json.dumps({**asdict(ONE), "tokens": float("inf")}),
    json.dumps({**asdict(ONE), "answer": "\ud800"}),
)


@pytest.mark.parametrize("line", BROKEN, ids=range(len(BROKEN)))
def test_a_line_that_is_none_takes_nothing_in(tmp_path, line):
    with open_answers(tmp_path / "a.sqlite") as answers:
        good = next(line for line in _lines(tmp_path) if "q1" in line)
        with pytest.raises(InputError, match=r"answers\.jsonl:2"):
            answers.load([good, line], "answers.jsonl")
        assert answers.get("toy", "q1") is None


def _lines(folder):
    with open_answers(folder / "c.sqlite") as answers:
        answers.put(ONE)
        return list(answers.lines())


def test_another_file_is_left_alone(tmp_path):
    path = tmp_path / "answers.sqlite"
    path.write_text("no database at all, but words", "utf-8")
    with pytest.raises(ConfigError, match=r"answers\.sqlite"), open_answers(path):
        pass
    assert path.read_text("utf-8").startswith("no database")


@pytest.mark.parametrize("name", ["answers", "finished", "readings"])
def test_tables_of_another_program_are_left_alone(tmp_path, name):
    path = tmp_path / "answers.sqlite"
    with closing(sqlite3.connect(path)) as theirs, theirs:
        theirs.execute(f"CREATE TABLE {name} (theirs TEXT)")
    with pytest.raises(ConfigError, match=r"answers\.sqlite"), open_answers(path):
        pass
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute(f"SELECT theirs FROM {name}")  # noqa: S608


def test_answers_of_a_newer_program_are_refused(tmp_path):
    path = tmp_path / "answers.sqlite"
    with open_answers(path) as answers:
        answers.put(ONE)
    with closing(sqlite3.connect(path)) as newer, newer:
        newer.execute("PRAGMA user_version = 2")
    with pytest.raises(ConfigError, match="newer kg"), open_answers(path):
        pass


def test_a_full_disk_is_told(tmp_path):
    with open_answers(tmp_path / "answers.sqlite") as answers:
        answers._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(StoreError, match="Make room"):
            answers.put(Kept("toy", "q1", "article", "x" * 100_000, "2026-11-30T12:00:00+00:00"))
        assert answers.get("toy", "q1") is None


def test_what_is_here_already_stays(tmp_path):
    with open_answers(tmp_path / "a.sqlite") as here, open_answers(tmp_path / "b.sqlite") as there:
        here.use("toy", Ask.ALL, ["article"])
        there.use("mine", Ask.DOUBT, ["article"])
        there.load(here.lines(), "a")
        assert there.reading("article") == ("mine", Ask.DOUBT)


def test_an_answer_with_odd_line_ends_goes_elsewhere(tmp_path):
    odd = Kept("toy", "q", "article", "a\u2028b\x85c", "2026-11-30T12:00:00+00:00")
    with open_answers(tmp_path / "a.sqlite") as here, open_answers(tmp_path / "b.sqlite") as there:
        here.put(odd)
        there.load("\n".join(here.lines()).splitlines(), "a")
        assert there.get("toy", "q") == odd


def test_each_answer_makes_another_edition(tmp_path):
    with open_answers(tmp_path / "a.sqlite") as answers:
        editions = [answers.edition("toy", "article")]
        for kept in (ONE, TWO):
            answers.put(kept)
            editions.append(answers.edition("toy", "article"))
        assert editions[0] is None
        assert len(set(editions)) == 3
