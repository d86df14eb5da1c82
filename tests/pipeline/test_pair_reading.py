"""A model that is asked whether two statements say the same."""

import json

import pytest

from kg.claims.second_reader.answer_file import open_answers
from kg.claims.second_reader.chat_client import ChatClient
from kg.claims.second_reader.pairs import known_pairs
from kg.claims.second_reader.records import Ask
from kg.graph.store import open_store
from kg.pipeline.second_reading import JoinedBy, SecondReader, kept_judge
from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.rulings import Ruling
from tests.support.matching import claim
from tests.support.model_server import serving

PAIR = tuple(
    assertions([], [claim("Two bridges of Kadmar fell on Monday", "a"), claim("Kadmar lost two bridges", "b")])
)
KNOWN = {asked.messages[1][1]: wanted.value for asked, wanted in known_pairs()}


def judging(relation, known=True):
    """A model that knows the pairs of known answer, or says the same of all, and has one answer to any other pair."""

    def answer(body):
        wanted = KNOWN.get(json.dumps(body, ensure_ascii=False)) if known else None
        said = {name: body[name]["statement"] for name in ("one", "two")}
        return {"relation": wanted or relation, **said}

    return answer


@pytest.mark.parametrize(
    ("relation", "ruling"),
    [
        ("same", Ruling(0.9, "the same, as read by the model toy", "toy")),
        ("other", Ruling(0.0, "not the same, as read by the model toy", "toy")),
        ("more-precise", None),
        ("denies", None),
        ("cannot-tell", None),
    ],
)
def test_a_pair_is_ruled_on_or_stays_in_doubt(tmp_path, relation, ruling):
    with serving(judging(relation)) as server, open_answers(tmp_path / "answers.sqlite") as answers:
        reader = SecondReader(answers, "toy", Ask.DOUBT, ChatClient(server.url, "toy"))
        assert reader.judge([PAIR]) == [ruling]
        assert len(server.bodies) == 1 + len(KNOWN)
        assert reader.judge([PAIR]) == [ruling]
        assert len(server.bodies) == 1 + len(KNOWN)


def test_who_takes_all_pairs_for_the_same_is_not_believed(tmp_path):
    with serving(judging("same", known=False)) as server, open_answers(tmp_path / "answers.sqlite") as answers:
        reader = SecondReader(answers, "toy", Ask.DOUBT, ChatClient(server.url, "toy"))
        assert reader.judge([PAIR]) == [None]


def test_what_was_said_before_holds_where_no_model_is_named(tmp_path):
    with serving(judging("same")) as server, open_answers(tmp_path / "answers.sqlite") as answers:
        SecondReader(answers, "toy", Ask.DOUBT, ChatClient(server.url, "toy")).judge([PAIR])
    with open_store(tmp_path / "store") as store, kept_judge(store) as judge:
        assert judge([PAIR]) == [Ruling(0.9, "the same, as read by the model toy", "toy")]
    with open_store(tmp_path / "elsewhere" / "store") as store, kept_judge(store) as judge:
        assert judge is None


def test_answers_in_a_file_of_another_name_hold_for_whoever_joins_next(tmp_path):
    with serving(judging("same")) as server, open_answers(tmp_path / "mine.sqlite") as answers:
        reader = SecondReader(answers, "toy", Ask.DOUBT, ChatClient(server.url, "toy"))
        reader.judge([PAIR])
        joined = JoinedBy(reader.pairs_edition(), str(answers.path))
    with open_store(tmp_path / "store") as store:
        joined.note(store)
        with kept_judge(store) as judge:
            assert judge([PAIR]) == [Ruling(0.9, "the same, as read by the model toy", "toy")]


def test_a_pair_that_is_met_without_the_model_is_left_to_ask(tmp_path):
    other = tuple(assertions([], [claim("Rain fell in Kadmar", "a"), claim("Kadmar saw rain", "b")]))
    with serving(judging("same")) as server, open_answers(tmp_path / "answers.sqlite") as answers:
        reader = SecondReader(answers, "toy", Ask.DOUBT, ChatClient(server.url, "toy"))
        reader.judge([PAIR])
        assert not reader.pairs_left()
        SecondReader(answers).judge([PAIR, other])
        assert reader.pairs_left()
