import pytest

from kg.claims.second_reader.answer_file import open_answers
from kg.claims.second_reader.records import Ask, Kept
from kg.model.errors import ConfigError, InputError

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
        here.use("toy", Ask.ALL)
        assert there.load(here.lines(), "a") == 2
        assert there.load(here.lines(), "a") == 0
        assert list(there.lines()) == list(here.lines())
        assert there.settings == {"model": "toy", "ask": "all"}
        assert there.edition("toy", "article") == here.edition("toy", "article")


@pytest.mark.parametrize("line", ["{", "[]", '{"model": "toy"}', '{"settings": {"ask": "some"}}'])
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


def test_each_answer_makes_another_edition(tmp_path):
    with open_answers(tmp_path / "a.sqlite") as answers:
        editions = [answers.edition("toy", "article")]
        for kept in (ONE, TWO):
            answers.put(kept)
            editions.append(answers.edition("toy", "article"))
        assert editions[0] is None
        assert len(set(editions)) == 3
